/** Lists as flat tables: CSV rows, Markdown, and plain data for JSON. */
import * as z from 'zod';
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

/** The contract `appraise/lists@1`: keys may be added, never renamed; figures are text, so that no reader loses a digit. */
export const listsSchema = z.strictObject({
  schema: z.literal('appraise/lists@1'),
  verb: z.string().describe('the verb that made the lists'),
  run: z.strictObject({
    tool: z.string(),
    asOf: z.string().nullable(),
    period: z.string().nullable(),
    policy: z.strictObject({ name: z.string(), edition: z.string(), sha256: z.string() }),
    inputs: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
    masked: z.string().optional().describe('people are under pseudonyms: the mark of their key; hashes of inputs are keyed too'),
  }),
  lists: z.array(
    z.strictObject({
      key: z.string(),
      title: z.string().describe('in the language of --lang, as all words are'),
      rows: z
        .array(z.record(z.string(), z.union([z.string(), z.null(), z.array(z.string())])))
        .describe('by the keys of the columns; `source` holds every cell, states and decisions are keys in every language'),
      notes: z.array(z.string()),
    }),
  ),
});
/** `appraise/lists@1`. */
export type Lists = z.infer<typeof listsSchema>;

/** JSON Schema of the contract. */
export const listsJsonSchema = (): unknown => z.toJSONSchema(listsSchema);

/** A list by the keys of its columns. */
export function listData({ key, title, columns, rows, notes, data }: ListPaper): Lists['lists'][number] {
  const plain = (cell: ListCell): string | null => (cell === null ? null : typeof cell === 'string' ? cell : cell.number);
  const said = rows.map((r, i) => {
    const shown = Object.fromEntries(columns.map((c, col) => [c.key, plain(r[col] ?? null)]));
    const keys = Object.entries(data?.[i] ?? {}).map(([k, v]) => [k, typeof v === 'string' || v === null ? v : [...v]] as const);
    return { ...shown, ...Object.fromEntries(keys) };
  });
  return { key, title, rows: said, notes: [...notes] };
}
