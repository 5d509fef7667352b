/**
 * A run as plain text and back: export, policy and inputs, from which every figure follows again. A ranked workbook carries
 * it, so that talks, grades and the year can be taken from the workbook alone.
 */
import type { KeptQuarter, YearInspection } from '../appraise/year-quarters.ts';
import { packed, unpacked } from '../pack.ts';
import { problem } from '../problems/problem.ts';
import type { Decision, Export, Lang, Out, Problem } from '../types.ts';
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
  /** Quarters of a year that only the archive remembered. */
  readonly kept?: readonly KeptQuarter[];
  readonly run: Omit<Run, 'policy'> & { readonly policy: Omit<Run['policy'], 'rules'> };
  readonly problems: readonly Problem[];
  /** What had been decided when it was made. */
  readonly decisions: readonly Decision[];
}

/** What a paper's input remembers of what was ranked. */
export function baseOf(input: Pick<BookInput, 'source' | 'year'>): Pick<Memory, 'base' | 'sources' | 'inspected' | 'kept'> {
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
