/** 年册 as a workbook: contents with links, all blocks in a sheet, figures with lines over the periods. */

import type { LineChart, PaperBook, PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { Lang } from '../../types.ts';
import { blockKeys } from '../../types.ts';
import { quoted } from '../formula.ts';
import { inCell } from './cells.ts';
import { basicsOf, basisOf, blocksOf, charted, chartsOf, type VolumeBlock, type VolumeInput } from './volume.ts';
import { appraisals } from './volume-doc.ts';

/** All but the marker by which the tool knows its own workbooks. */
export function volumeBook(v: VolumeInput, lang: Lang): Omit<PaperBook, 'marker'> {
  const blocks = blocksOf(v);
  const title = fill(v.words.dossier.volume.title, { name: v.known.name, year: v.year });
  const { sheet, starts } = records(v, blocks);
  return { lang, title, footLeft: title, sheets: [contents(v, blocks, starts), sheet, ...figures(v)] };
}

const cell = (value: PaperCell['value'], look: PaperCell['look']): PaperCell => ({ value, look });
const across = (width: number, value: string, look: PaperCell['look'], height?: number): PaperRow => ({
  cells: Array.from({ length: width }, (_, i) => cell(i === 0 ? value : null, look)),
  ...(height === undefined ? {} : { height }),
});
const bare = { dataBars: [], marks: [], dropDowns: [], outlined: [] } as const;
const merged = (rows: readonly number[], width: number) => rows.map((row) => ({ top: row, bottom: row, left: 0, right: width - 1 }));

function contents(v: VolumeInput, blocks: readonly VolumeBlock[], starts: readonly number[]): PaperSheet {
  const w = v.words.dossier.volume;
  const basics = basicsOf(v).map(
    ([label, value]): PaperRow => ({ cells: [cell(label, 'label'), cell(value, 'text'), cell(null, 'text')] }),
  );
  const rows = blocks.map((b, i): PaperRow => {
    const note = b.lacking ? w.lackingShort : b.rows.length === 0 ? w.nothingShort : '';
    return {
      cells: [
        { ...cell(b.name, 'text'), link: `${quoted(w.recordsSheet)}!A${(starts[i] ?? 0) + 1}` },
        cell({ number: String(b.rows.length) }, 'count'),
        cell(note, 'text'),
      ],
    };
  });
  const title = fill(w.title, { name: v.known.name, year: v.year });
  const first = 1 + basics.length;
  return {
    name: w.contentsSheet,
    widths: [24, 12, 44],
    rows: [
      across(3, title, 'title', 30),
      ...basics,
      { cells: [cell(w.block, 'header'), cell(w.count, 'header'), cell(w.remark, 'header')] },
      ...rows,
      across(3, basisOf(v), 'note', 48),
    ],
    merges: [...merged([0, first + 1 + rows.length], 3), ...basics.map((_, i) => ({ top: 1 + i, bottom: 1 + i, left: 1, right: 2 }))],
    ...bare,
    tab: 'result',
  };
}

/** All blocks, one beneath the other, and the row that each begins in. */
function records(v: VolumeInput, blocks: readonly VolumeBlock[]): { sheet: PaperSheet; starts: readonly number[] } {
  const w = v.words.dossier.volume;
  const header = [w.entry, w.day, w.what, w.document, w.source];
  const rows: PaperRow[] = [];
  const whole: number[] = [];
  const starts = blocks.map((block) => {
    const start = rows.length;
    whole.push(start);
    rows.push(across(header.length, block.name, 'heading', 26), { cells: header.map((h) => cell(h, 'header')) });
    if (block.rows.length === 0) {
      whole.push(rows.length);
      rows.push(across(header.length, block.lacking ? w.lacking : w.nothing, 'center'));
    }
    for (const r of block.rows)
      rows.push({
        cells: [
          cell({ number: String(r.entry) }, 'whole'),
          cell(r.day, 'center'),
          cell(inCell(v, r.text), 'wrapped'),
          cell(inCell(v, r.document), 'wrapped'),
          cell(inCell(v, r.source), 'wrapped'),
        ],
      });
    return start;
  });
  const sheet: PaperSheet = {
    name: w.recordsSheet,
    widths: [8, 12, 64, 22, 30],
    rows,
    merges: merged(whole, header.length),
    ...bare,
    tab: 'list',
  };
  return { sheet, starts };
}

/** Figures of every period that is charted; the lines follow the cells. */
function figures(v: VolumeInput): PaperSheet[] {
  const w = v.words.dossier.volume;
  const all = charted(v);
  if (all.length === 0 || appraisals(v) === undefined) return [];
  const header = [w.period, w.group, ...blockKeys.map((b) => v.name(v.policy.blocks[b].name)), v.words.book.ranking.total, w.rank, w.of];
  const number = (text: string, look: PaperCell['look']) => cell(text === '' ? null : { number: text }, look);
  const rows = all.map(
    (s): PaperRow => ({
      cells: [
        cell(s.period, 'center'),
        cell(s.group, 'text'),
        ...s.blocks.map((b) => number(b, 'two-places')),
        number(s.total, 'total'),
        number(s.rank, 'whole'),
        number(s.of, 'whole'),
      ],
    }),
  );
  const column = (col: number) => ({ range: { top: 2, bottom: 1 + all.length, left: col, right: col } });
  const [totalAt, rankAt] = [2 + blockKeys.length, 3 + blockKeys.length];
  const live = (chart: LineChart, col: number): LineChart => ({
    ...chart,
    categoriesAt: column(0),
    series: chart.series.map((s) => ({ ...s, valuesAt: column(col) })),
  });
  const below = 3 + all.length;
  return [
    {
      name: w.figuresSheet,
      widths: [12, 24, 12, 14, 14, 14, 12, 12, 8, 8],
      rows: [across(header.length, w.figures, 'heading', 24), { cells: header.map((h) => cell(h, 'header')) }, ...rows],
      merges: merged([0], header.length),
      freeze: { rows: 2, cols: 1 },
      ...bare,
      charts: chartsOf(v).map((chart, i) => ({
        chart: live(chart, i === 0 ? totalAt : rankAt),
        anchor: { top: below + i * 16, bottom: below + i * 16 + 14, left: 0, right: header.length - 1 },
      })),
      tab: 'basis',
    },
  ];
}
