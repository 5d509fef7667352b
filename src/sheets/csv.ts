import { CsvError, parse } from 'csv-parse/sync';
import type { Cell, Sheet, SheetRow } from '../book.ts';
import { limits, within } from './limits.ts';
import { refuse } from './refusal.ts';

const delimiters = [',', '\t', ';'] as const;

/**
 * Delimited text as one nameless sheet. Every cell is the text as written; empty fields are no cells. `row` counts
 * records as Excel does (blank lines too, a leading `sep=` line not), `line` is where the record starts in an editor.
 * Throws `Refusal`: `file/csv-syntax` with the line, `file/too-large`.
 */
export function readCsv(text: string): Sheet {
  within(limits.characters, text.length, 'characters');
  within(limits.rows, recordsIn(text), 'rows');
  const sep = /^sep=(.)(?:\r\n|\r|\n|$)/i.exec(text);
  const body = sep ? text.slice(sep[0].length) : text;
  const records = parseRecords(body, sep?.[1] ?? sniffDelimiter(body), sep ? 2 : 1);
  within(limits.rows, records.length, 'rows');
  return { name: null, hidden: false, rows: toRows(records, sep ? 2 : 1), merges: [], hiddenCols: new Set() };
}

/** Line ends outside quotes: records are counted before they take memory. */
function recordsIn(text: string): number {
  let count = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 0x22) quoted = !quoted;
    else if (!quoted && (c === 0x0a || (c === 0x0d && text.charCodeAt(i + 1) !== 0x0a))) count++;
  }
  return count;
}

interface Raw {
  readonly record: readonly string[];
  /** The record as it stands in the file, with its line end. */
  readonly raw: string;
}

const options = { raw: true, relax_column_count: true, record_delimiter: ['\r\n', '\n', '\r'] };

function parseRecords(body: string, delimiter: string, firstLine: number): Raw[] {
  const { stackTraceLimit } = Error;
  // csv-parse makes an error of each record that is wider or narrower than the first, and throws it away; its stack costs most.
  Error.stackTraceLimit = 0;
  try {
    return parse(body, { ...options, delimiter }) as unknown as Raw[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const done = Number(error.records ?? 0);
    const before = done === 0 ? [] : (parse(body, { ...options, delimiter, to: done }) as unknown as Raw[]);
    const line = before.reduce((sum, r) => sum + lineBreaks(r.raw), firstLine);
    return refuse('file/csv-syntax', { detail: error.code }, { row: done, col: 0, line });
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

const lineBreaks = (text: string) => text.match(/\r\n|\r|\n/g)?.length ?? 0;

function toRows(records: readonly Raw[], firstLine: number): SheetRow[] {
  const rows: SheetRow[] = [];
  let line = firstLine;
  records.forEach(({ record, raw }, row) => {
    const cells = toCells(record, row);
    if (cells.length > 0) rows.push({ row, hidden: false, line, cells });
    line += lineBreaks(raw);
  });
  return rows;
}

function toCells(record: readonly string[], row: number): Cell[] {
  within(limits.columns, record.length, 'columns');
  return record.flatMap((value, col) => (value === '' ? [] : [{ row, col, kind: 'text' as const, value }]));
}

/**
 * The mark that parts the fields: the one that most of the first records hold equally often, outside quotes.
 * A comma where none is found, for a list of one column. A full-width comma is text.
 */
function sniffDelimiter(text: string): string {
  const counts = countMarks(text.slice(0, 100_000), 40);
  let best: string = ',';
  let bestScore = 0;
  for (const d of delimiters) {
    const score = agreement(counts.map((c) => c[d]));
    if (score > bestScore) [best, bestScore] = [d, score];
  }
  return best;
}

/**
 * Records that hold the mark at all: commas within texts are missing in the header, where the true mark is not. Then those
 * that share the commonest count; a higher count decides between equals.
 */
function agreement(counts: readonly number[]): number {
  const holding = counts.filter((n) => n > 0).length;
  return holding * (counts.length + 2) + sharing(counts);
}

function sharing(counts: readonly number[]): number {
  const tally = new Map<number, number>();
  for (const n of counts) if (n > 0) tally.set(n, (tally.get(n) ?? 0) + 1);
  return Math.max(0, ...[...tally].map(([n, times]) => times + Math.min(n, 1000) / 1001));
}

type Marks = Record<(typeof delimiters)[number], number>;

function countMarks(text: string, records: number): Marks[] {
  const all: Marks[] = [];
  let now: Marks = { ',': 0, '\t': 0, ';': 0 };
  let quoted = false;
  for (const ch of text) {
    if (ch === '"') quoted = !quoted;
    if (quoted) continue;
    if (ch === '\n' || ch === '\r') {
      if (all.push(now) >= records) return all;
      now = { ',': 0, '\t': 0, ';': 0 };
    } else if (ch in now) now[ch as keyof Marks]++;
  }
  return [...all, now];
}
