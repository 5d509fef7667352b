/** Lists as flat tables: CSV rows, Markdown, and plain data for JSON. */

import type { ListCell, ListPaper } from '../../paper.ts';
import { visible } from '../../problems/width.ts';
import { markdownTable } from '../tables.ts';
import type { ListData } from './lists-schema.ts';

/** Header and rows of one list. */
export const listRows = (list: ListPaper): ListCell[][] => [list.columns.map((c) => c.header), ...list.rows.map((r) => [...r])];

/** Several lists below each other, each under its title. */
export function listsMarkdown(lists: readonly ListPaper[]): string {
  const text = (cell: ListCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.number);
  const parts = lists.map((l) => {
    const table =
      l.rows.length === 0
        ? [l.nobody]
        : markdownTable(
            l.columns.map((c) => c.header),
            l.rows.map((r) => r.map(text)),
          );
    return [
      `# ${visible(l.title)}`,
      '',
      ...l.subtitle.flatMap((t) => [visible(t), '']),
      ...table,
      ...l.notes.flatMap((n) => ['', visible(n)]),
    ].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

/** A list by the keys of its columns. */
export function listData({ key, title, columns, rows, notes, data }: ListPaper): ListData {
  const plain = (cell: ListCell): string | null => (cell === null ? null : typeof cell === 'string' ? cell : cell.number);
  const said = rows.map((r, i) => {
    const shown = Object.fromEntries(columns.map((c, col) => [c.key, plain(r[col] ?? null)]));
    const keys = Object.entries(data?.[i] ?? {}).map(([k, v]) => [k, typeof v === 'string' || v === null ? v : [...v]] as const);
    return { ...shown, ...Object.fromEntries(keys) };
  });
  return { key, title, rows: said, notes: [...notes] };
}
