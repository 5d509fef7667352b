/** 年册 as a document: basic data, contents, a part a block, figures and lines over the periods, room to sign. */

import type { Doc, DocBlock } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { Lang } from '../../types.ts';
import { blockKeys } from '../../types.ts';
import { basicsOf, basisOf, blocksOf, chartsOf, standingsOf, type VolumeBlock, type VolumeInput } from './volume.ts';

export function volumeDoc(v: VolumeInput, lang: Lang): Doc {
  const w = v.words.dossier.volume;
  const basics = basicsOf(v).map(([label, value]) => ({ label, value }));
  const pairs = basics.flatMap((_, i) => (i % 2 === 0 ? [basics.slice(i, i + 2)] : []));
  return {
    lang,
    title: fill(w.title, { name: v.known.name, year: v.year }),
    foot: fill(w.foot, { name: v.known.name, id: v.known.id, year: v.year }),
    blocks: [
      { kind: 'form', rows: pairs },
      { kind: 'contents', title: w.contents },
      { kind: 'paragraph', text: basisOf(v), small: true },
      { kind: 'signatures', labels: [w.compiled, w.checked], date: v.words.documents.signDate },
      ...blocksOf(v).flatMap((b, i) => partOf(v, b, i)),
    ],
  };
}

function partOf(v: VolumeInput, block: VolumeBlock, index: number): DocBlock[] {
  const w = v.words.dossier.volume;
  const heading: DocBlock = {
    kind: 'heading',
    text: fill(w.part, { number: index + 1, block: block.name }),
    ...(index === 0 ? { newPage: true } : {}),
  };
  const figures = block.key === appraisals(v) ? figuresOf(v) : [];
  if (block.rows.length === 0) return [heading, { kind: 'paragraph', text: block.lacking ? w.lacking : w.nothing }, ...figures];
  return [
    heading,
    {
      kind: 'table',
      columns: [
        { header: w.day, width: 17 },
        { header: w.what, width: 56 },
        { header: w.document, width: 18 },
        { header: w.entry, width: 9 },
      ],
      rows: block.rows.map((r) => [r.day, r.text, r.document, `#${r.entry}`]),
    },
    ...figures,
  ];
}

/** The block that keeps appraisals. */
export const appraisals = (v: VolumeInput): string | undefined => v.policy.dossier?.blocks.find((b) => b.holds.includes('appraisal'))?.key;

function figuresOf(v: VolumeInput): DocBlock[] {
  const w = v.words.dossier.volume;
  const own = standingsOf(v, (p) => p.startsWith(String(v.year)));
  if (own.length === 0) return [];
  // A period a column: a year has five at most, and names of blocks are long.
  const columns = [{ header: w.period, width: 34 }, ...own.map((p) => ({ header: p.period, width: 14 }))];
  const rows = [
    ...blockKeys.map((b, i) => [v.name(v.policy.blocks[b].name), ...own.map((p) => p.blocks[i] ?? '')]),
    [v.words.book.ranking.total, ...own.map((p) => p.total)],
    [v.words.book.lists.rankOf, ...own.map((p) => (p.rank === '' ? '' : `${p.rank}/${p.of}`))],
  ];
  return [
    { kind: 'heading', text: w.figures, level: 2 },
    { kind: 'table', columns, rows },
    ...chartsOf(v).map((chart): DocBlock => ({ kind: 'chart', chart, height: 190 })),
  ];
}
