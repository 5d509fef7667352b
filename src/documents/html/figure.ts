/** Figures: a picture that says in words what it shows, its caption, and its data as a table behind a fold. */

import type { ListCell, ListColumn, ListPaper } from '../../paper.ts';
import type { Figure, FigureTone, ReportBlock } from '../../report.ts';
import type { Words } from '../../text/text.ts';
import { escapeHtml } from './escape.ts';
import { isMarked } from './svg/axis.ts';
import { distribution } from './svg/distribution.ts';
import { intervals } from './svg/intervals.ts';
import { movement } from './svg/movement.ts';
import { profile } from './svg/profile.ts';
import { type Drawn, width } from './svg/svg.ts';
import { tableHtml } from './table.ts';

export type PageWords = Words['page'];
type AllTones = Readonly<Record<FigureTone, string>>;
type FigureBlock = Extract<ReportBlock, { kind: 'figure' }>;

/** What is the same for all figures of a page. */
export interface FigureSetting {
  readonly words: PageWords;
  readonly tones: AllTones;
}

/** The figure; where it has too many rows for a page, several pictures of it. */
export function figureHtml({ title, told, figure }: FigureBlock, id: string, { words, tones: usual }: FigureSetting): string {
  const tones = figure.kind === 'intervals' ? { ...usual, ...figure.tones } : usual;
  const pictures = drawn(figure, tones);
  return pictures
    .map((picture, i) => {
      const own = pictures.length === 1 ? id : `${id}-${i + 1}`;
      const named = pictures.length === 1 ? title : `${title} (${i + 1}/${pictures.length})`;
      const data =
        i < pictures.length - 1
          ? ''
          : `<details><summary>${escapeHtml(words.data)}</summary>${dataHtml(figure, title, own, words, tones)}</details>`;
      return `<figure>\n<figcaption>${escapeHtml(named)}</figcaption>\n${svg(picture, own, named, told)}\n${data}</figure>`;
    })
    .join('\n');
}

function drawn(figure: Figure, tones: AllTones): readonly Drawn[] {
  switch (figure.kind) {
    case 'distribution':
      return [distribution(figure)];
    case 'intervals':
      return intervals(figure, tones);
    case 'profile':
      return [profile(figure)];
    case 'movement':
      return [movement(figure, tones)];
  }
}

/** Title and words say it all: letters within are not read one by one. */
function svg({ body, height }: Drawn, id: string, title: string, told: string): string {
  const high = Math.ceil(height);
  const head = `<title id="${id}-title">${escapeHtml(title)}</title><desc id="${id}-told">${escapeHtml(told)}</desc>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${high}" width="${width}" height="${high}" role="img" aria-labelledby="${id}-title ${id}-told">${head}<g aria-hidden="true">${body}</g></svg>`;
}

// ───────────────────────────── the data behind ─────────────────────────────

function dataHtml(figure: Figure, title: string, id: string, words: PageWords, tones: AllTones): string {
  return tablesOf(figure, words, tones)
    .map(({ columns, rows, name }, i) => {
      const list: ListPaper = { ...bare, key: `data${i}`, name: '', title: `${title}${words.captionOf}${name}`, columns, rows };
      return tableHtml(list, { id: `${id}-data${i + 1}`, within: true });
    })
    .join('');
}

const bare = { subtitle: [], nobody: '', notes: [], signatures: '' };

interface DataTable {
  readonly name: string;
  readonly columns: readonly ListColumn[];
  readonly rows: readonly (readonly ListCell[])[];
}

const textColumn = (header: string): ListColumn => ({ key: header, header, width: 12, look: 'wrapped' });
const figureColumn = (header: string): ListColumn => ({ key: header, header, width: 9, look: 'general' });
const number = (text: string): ListCell => ({ number: text });
const figureOf = (text: string | null): ListCell => (text === null ? '—' : number(text));

function tablesOf(figure: Figure, w: PageWords, tones: AllTones): DataTable[] {
  switch (figure.kind) {
    case 'distribution':
      return [
        {
          name: w.data,
          columns: [figureColumn(w.from), figureColumn(w.to), figureColumn(figure.count)],
          rows: figure.bins.map((b) => [number(b.from), number(b.to), number(String(b.count))]),
        },
        ...linesTable(figure, w),
      ];
    case 'intervals': {
      const marked = isMarked(figure.rows.map((r) => r.tone));
      const tone = (name: string): string[] => (marked ? [name] : []);
      return [
        {
          name: w.data,
          columns: [textColumn(w.name), figureColumn(w.low), figureColumn(w.at), figureColumn(w.high), ...tone(w.tone).map(textColumn)],
          rows: figure.rows.map((r) => [r.name, number(r.low), number(r.at), number(r.high), ...tone(tones[r.tone])]),
        },
        ...linesTable(figure, w),
      ];
    }
    case 'profile': {
      const { band } = figure;
      const edges = band ? [figureColumn(`${band.name} ${w.low}`), figureColumn(`${band.name} ${w.high}`)] : [];
      return [
        {
          name: w.data,
          columns: [textColumn(w.name), ...figure.series.map((s) => figureColumn(s.name)), ...edges],
          rows: figure.axes.map((axis, i) => [
            axis.name,
            ...figure.series.map((s) => figureOf(s.values[i] ?? null)),
            ...(band ? [figureOf(band.low[i] ?? null), figureOf(band.high[i] ?? null)] : []),
          ]),
        },
      ];
    }
    case 'movement':
      return [
        {
          name: w.data,
          columns: [textColumn(w.name), ...figure.stages.map(figureColumn), textColumn(w.tone)],
          rows: figure.series.map((s) => [s.name, ...figure.stages.map((_, i) => figureOf(s.values[i] ?? null)), tones[s.tone]]),
        },
      ];
  }
}

function linesTable({ lines, axis }: Extract<Figure, { kind: 'distribution' | 'intervals' }>, w: PageWords): DataTable[] {
  if (lines.length === 0) return [];
  return [{ name: w.lines, columns: [textColumn(w.line), figureColumn(axis)], rows: lines.map((l) => [l.name, number(l.at)]) }];
}
