/** Lists as one document: a landscape table each, with its title, what stands beneath it, notes and room to sign. */
import type { Doc, DocBlock, ListCell, ListColumn, ListPaper } from '../../paper.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { listSheet } from './list-sheet.ts';

/** The document of a verb's lists; each begins on a page of its own. */
export function listDoc(input: BookInput, lists: readonly ListPaper[]): Doc {
  const ctx = new Context(input);
  const [first] = lists;
  if (!first) throw new Error('a document of no lists');
  return {
    lang: input.lang,
    title: first.title,
    foot: ctx.foot(),
    across: true,
    blocks: lists.flatMap((list, i): DocBlock[] => [
      ...(i > 0 ? [{ kind: 'title', text: list.title } as const] : []),
      ...partsOf(ctx, list),
    ]),
  };
}

/** What stands under the title of a list. */
export function partsOf(ctx: Context, list: ListPaper): DocBlock[] {
  const { documents: w } = ctx.input.words;
  // As wide as in the workbook: there they are fitted to what stands in them.
  const { widths } = listSheet(list, ctx.policy, (names) => ctx.name(names));
  const columns = list.columns.map((c, i) => ({ header: c.header, width: widths[i] ?? c.width, align: alignOf(c) }));
  return [
    ...list.subtitle.map((text): DocBlock => ({ kind: 'paragraph', text, align: 'center', small: true })),
    { kind: 'table', columns, rows: list.rows.map((row) => row.map(textOf)), dense: true },
    ...(list.rows.length === 0 ? [{ kind: 'paragraph', text: list.nobody, align: 'center' } as const] : []),
    ...list.notes.map((text): DocBlock => ({ kind: 'paragraph', text, small: true })),
    ...(list.signatures === '' ? [] : [{ kind: 'signatures', labels: [w.prepared, w.checked, w.responsible], date: w.signDate } as const]),
  ];
}

const textOf = (cell: ListCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.number);

function alignOf({ look }: ListColumn): 'left' | 'center' | 'right' {
  if (look === 'center' || look === 'mark') return 'center';
  return look === 'text' || look === 'wrapped' ? 'left' : 'right';
}
