/** Runs one file through what `validate` runs and holds the outcome to what was expected of it. */

import type { Book } from '../../src/book.ts';
import { checkBooks, type PolicySource } from '../../src/commands/check.ts';
import { resultsOf } from '../../src/papers/results.ts';
import { plain, reportText } from '../../src/problems/report.ts';
import type { readBook } from '../../src/sheets/read.ts';
import type { Words } from '../../src/text/text.ts';
import type { Problem } from '../../src/types.ts';
import { a1Of } from '../support/a1.ts';
import { type Content, layoutText } from './model.ts';

export type Reader = typeof readBook;

/** What a case must come to. */
export type Expectation =
  /** A neutral rewriting: read, and the same. */
  | { readonly kind: 'read'; readonly content: Content; readonly results: string }
  /** Damage under a checksum, or other content by legal means: refused, or exactly this. */
  /** `results`: those of the same content. */
  | { readonly kind: 'refuse-or'; readonly content: Content; readonly results?: string }
  | { readonly kind: 'refuse' }
  /** CSV: refused, or what a plain splitter makes of the bytes under the encoding that the reader names. */
  | { readonly kind: 'text'; readonly content: (encoding: string) => Content | string }
  /** Sound manners only: no crash, no stack, no hang. */
  | { readonly kind: 'any' };

export interface Outcome {
  readonly accepted: boolean;
  /** null: as it should be. */
  readonly failure: string | null;
  readonly content: Content | null;
  readonly results: string;
}

/** Cells of a book as the model tells them. */
export function contentOfBook(book: Book): Content {
  return book.sheets.map((s) => ({
    name: s.name ?? '',
    hidden: s.hidden,
    layout: layoutText(
      s.rows.filter((r) => r.hidden).map((r) => r.row + 1),
      [...s.hiddenCols].map((c) => c + 1).sort((a, b) => a - b),
      s.merges.map((m) => [m.top + 1, m.left + 1, m.bottom + 1, m.right + 1]),
    ),
    cells: s.rows.flatMap((r) =>
      r.cells.map(
        (c) =>
          [
            a1Of(c.row, c.col),
            c.kind + (c.percent ? '%' : '') + (c.formula ? '=' : ''),
            numeric(c.kind) ? String(Number(c.shortest ?? c.value)) : c.value,
          ] as const,
      ),
    ),
  }));
}
const numeric = (kind: string) => kind === 'number' || kind === 'date';

/** What `validate` makes of a book. The results are what people read of them: everything but the identity of the input. */
export function resultsOfBook(book: Book, given: PolicySource): { results: string; problems: readonly Problem[] } {
  const checked = checkBooks([book], [], given, { period: null, asOf: null });
  if (checked.kind === 'policy') throw new Error('the built-in policy does not stand');
  const run = { tool: 'fuzz', policy: { file: 'p', sha256: 'x', text: '', rules: checked.policy }, columns: null, inputs: [] };
  return { results: JSON.stringify(resultsOf(checked.ranking, run, checked.problems)), problems: checked.problems };
}

const stack = /\bat [^\n]{1,200}?:\d+:\d+\b|\b(?:Type|Range|Reference|Syntax)Error\b|undefined is not|Cannot read prop/;

/** Reads, tabulates, scores, reports; never throws. */
export async function outcomeOf(
  bytes: Uint8Array,
  expected: Expectation,
  read: Reader,
  policy: PolicySource,
  words: readonly Words[],
): Promise<Outcome> {
  const bad = (failure: string): Outcome => ({ accepted: false, failure, content: null, results: '' });
  try {
    const { value, problems } = await read(bytes, 'q3.xlsx');
    const said = value === null ? null : resultsOfBook(value, policy);
    const text = words
      .map((w) =>
        reportText([...problems, ...(said?.problems ?? [])].slice(0, 40), w, { columns: 80, cap: 5, verbose: false, paint: plain }),
      )
      .join('\n');
    // Lines are broken at the terminal's width: a stack is looked for in what goes into them too.
    const told = `${text}${JSON.stringify([...problems, ...(said?.problems ?? [])].map((p) => p.args))}`;
    if (stack.test(told)) return bad(`stack in the report: ${told.slice(0, 300)}`);
    if (value === null && !problems.some((p) => p.severity === 'error')) return bad('refused without a reason');
    const content = value && contentOfBook(value);
    const failure = compare(expected, content, said?.results ?? '', value?.encoding ?? '', problems);
    return { accepted: value !== null, failure, content, results: said?.results ?? '' };
  } catch (error) {
    return bad(`crash: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

function compare(e: Expectation, content: Content | null, results: string, encoding: string, problems: readonly Problem[]): string | null {
  if (content === null) {
    if (e.kind !== 'read') return null;
    return `refused though legal: ${JSON.stringify(problems.map((p) => [p.code, p.args]))}`;
  }
  if (e.kind === 'any') return null;
  if (e.kind === 'refuse') return 'accepted though broken';
  const wanted = e.kind === 'text' ? e.content(encoding) : e.content;
  if (typeof wanted === 'string') return wanted;
  const differ = difference(wanted, content);
  if (differ) return `accepted with other content: ${differ}`;
  const same = e.kind === 'read' || e.kind === 'refuse-or' ? e.results : undefined;
  return same !== undefined && results !== same ? 'same cells, other results' : null;
}

/** The first thing in which two contents differ; null where they are one. */
export function difference(want: Content, got: Content): string | null {
  const names = (c: Content) => JSON.stringify(c.map((s) => [s.name, s.hidden]));
  if (names(want) !== names(got)) return `sheets ${names(want)} read as ${names(got)}`;
  for (const [i, sheet] of want.entries()) {
    const other = got[i]?.cells ?? [];
    if (sheet.layout !== got[i]?.layout) return `${sheet.name}: ${sheet.layout} read as ${got[i]?.layout}`;
    for (let n = 0; n < Math.max(sheet.cells.length, other.length); n++) {
      if (JSON.stringify(sheet.cells[n]) !== JSON.stringify(other[n]))
        return `${sheet.name}: ${JSON.stringify(sheet.cells[n])} read as ${JSON.stringify(other[n])}`;
    }
  }
  return null;
}
