/**
 * A run as plain text and back: export, policy and inputs, from which every figure follows again. A ranked workbook carries
 * it, so that talks, grades and the year can be taken from the workbook alone.
 */
import type { YearInspection } from '../appraise/year.ts';
import { Decimal } from '../decimal.ts';
import { problem } from '../problems/problem.ts';
import type { Decision, Export, Lang, Out, Place, Problem } from '../types.ts';
import type { BookInput } from './ranking/context.ts';
import type { Run } from './results.ts';

const schema = 'appraise/memory@1';

/** What a workbook remembers. */
export interface Memory {
  readonly schema: typeof schema;
  /** The verb that made the workbook: `rank`, `year`, `grades` …, with the options that shaped it. */
  readonly verb: string;
  readonly options: Readonly<Record<string, string>>;
  readonly lang: Lang;
  /** What was ranked: one export, or the quarters of a year with an inspection beside them. */
  readonly base: 'rank' | 'year';
  readonly sources: readonly Export[];
  readonly inspected: readonly YearInspection[];
  readonly run: Omit<Run, 'policy'> & { readonly policy: Omit<Run['policy'], 'rules'> };
  readonly problems: readonly Problem[];
  /** What had been decided when it was made. */
  readonly decisions: readonly Decision[];
}

/** What a paper's input remembers of what was ranked. */
export function baseOf(input: Pick<BookInput, 'source' | 'year'>): Pick<Memory, 'base' | 'sources' | 'inspected'> {
  return input.year ? { base: 'year', ...input.year } : { base: 'rank', sources: [input.source], inspected: [] };
}

/** A memory without the name of its form. */
export type Remembered = Omit<Memory, 'schema'>;

/** The memory as text; the same for the same run. */
export function remember(memory: Remembered): string {
  // Results that lay beside the inputs were passed over: the next run over the same folder must give the same bytes.
  const problems = memory.problems.filter((p) => p.code !== 'file/own-output');
  return JSON.stringify(packed({ schema, ...memory, problems }));
}

/** The memory that `remember` wrote; an error where another version wrote it. */
export function recall(text: string, file: string): Out<Memory | null> {
  try {
    const found = unpacked(JSON.parse(text)) as Partial<Memory> | null;
    if (found?.schema === schema && Array.isArray(found.sources)) return { value: found as Memory, problems: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError)) throw error;
  }
  return { value: null, problems: [problem('file/memory-damaged', {}, { file })] };
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isPlace = (o: object): o is Place => 'file' in o && 'sheet' in o && 'row' in o && 'col' in o && !('kind' in o);

/** Decimals, maps and sets under a sign of their own; places, of which there is one a value, in short. */
function packed(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Decimal) return { $: value.toText() };
  if (value instanceof Map) return { $m: [...value].map(([k, v]) => [packed(k), packed(v)]) };
  if (value instanceof Set) return { $s: [...value].map(packed) };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object') throw new TypeError(`no memory of a ${typeof value}`);
  if (isPlace(value)) {
    const { file, sheet, row, col, line } = value;
    return { $p: line === undefined ? [file, sheet, row, col] : [file, sheet, row, col, line] };
  }
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, packed(v)]])));
}

function unpacked(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(unpacked);
  const o = json as { readonly [key: string]: Json };
  if (typeof o['$'] === 'string') return quotient(o['$']);
  if (Array.isArray(o['$m'])) return new Map((o['$m'] as [Json, Json][]).map(([k, v]) => [unpacked(k), unpacked(v)]));
  if (Array.isArray(o['$s'])) return new Set((o['$s'] as Json[]).map(unpacked));
  if (Array.isArray(o['$p'])) {
    const [file, sheet, row, col, line] = o['$p'] as [string, string | null, number, number, number?];
    return line === undefined ? { file, sheet, row, col } : { file, sheet, row, col, line };
  }
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, unpacked(v)]));
}

/** Decimal text, or `n/d` of an endless quotient. */
function quotient(text: string): Decimal {
  const [n = '', d] = text.split('/');
  return d === undefined ? Decimal.of(n) : Decimal.of(n).over(Decimal.of(d));
}
