/** Lists as flat tables: CSV rows, Markdown, and plain data for JSON. */
import type { ListCell, ListPaper } from '../../types.ts';
import { markdownTable } from '../tables.ts';

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
    return [`# ${l.title}`, '', ...l.subtitle.flatMap((t) => [t, '']), ...table, ...l.notes.flatMap((n) => ['', n])].join('\n');
  });
  return `${parts.join('\n\n')}\n`;
}

/** A list by the keys of its columns; figures as text, so that no reader loses a digit. */
export interface ListData {
  readonly key: string;
  readonly title: string;
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly notes: readonly string[];
}

export function listData({ key, title, columns, rows, notes }: ListPaper): ListData {
  const plain = (cell: ListCell): string | null => (cell === null ? null : typeof cell === 'string' ? cell : cell.number);
  return { key, title, rows: rows.map((r) => Object.fromEntries(columns.map((c, i) => [c.key, plain(r[i] ?? null)]))), notes };
}
