/**
 * A run as plain text and back: export, policy and inputs, from which every figure follows again. A ranked workbook carries
 * it, so that talks, grades and the year can be taken from the workbook alone.
 */
import type { KeptQuarter, YearInspection } from '../appraise/year-quarters.ts';
import { packed, unpacked } from '../pack.ts';
import type { Decision } from '../paper.ts';
import { problem } from '../problems/problem.ts';
import { type Export, type Lang, langs, type Out, type Problem } from '../types.ts';
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

/**
 * The memory that `remember` wrote. Errors: `file/memory-damaged`; `file/other-version` where a later version wrote it in a form of its own.
 * @param version of this program
 */
export function recall(text: string, file: string, version: string): Out<Memory | null> {
  try {
    const found = unpacked(JSON.parse(text)) as { readonly schema?: unknown } | null;
    if (isMemory(found)) return { value: found, problems: [] };
    const form = typeof found?.schema === 'string' ? found.schema : '';
    if (form !== schema && form.startsWith('appraise/memory@'))
      return { value: null, problems: [problem('file/other-version', { wrote: toolOf(found) ?? form, version }, { file })] };
  } catch (error) {
    if (!isMisshapen(error)) throw error;
  }
  return { value: null, problems: [problem('file/memory-damaged', {}, { file })] };
}

/** An error that follows from data of another shape than the program's own: a memory may have come from anywhere. */
export const isMisshapen = (error: unknown): boolean =>
  error instanceof SyntaxError || error instanceof RangeError || error instanceof TypeError;

const toolOf = (found: unknown): string | null => {
  const { run } = (found ?? {}) as { readonly run?: { readonly tool?: unknown } };
  return typeof run?.tool === 'string' ? run.tool : null;
};

/** Whether it has the parts of a memory; what they hold shows when the workbook is made anew. */
function isMemory(found: unknown): found is Memory {
  const m = (found ?? {}) as Partial<Record<keyof Memory, unknown>>;
  const { policy, inputs } = (m.run ?? {}) as Partial<Memory['run']>;
  const lists = [m.sources, m.inspected, m.problems, m.decisions, inputs];
  const texts = [m.verb, toolOf(found), policy?.file, policy?.text, policy?.sha256];
  return (
    m.schema === schema &&
    (m.base === 'rank' || m.base === 'year') &&
    langs.some((l) => l === m.lang) &&
    typeof m.options === 'object' &&
    m.options !== null &&
    lists.every(Array.isArray) &&
    texts.every((t) => typeof t === 'string')
  );
}

/**
 * Parts of two memories that do not say the same: `sources`, `policy`, `inputs` … What merely lay beside the inputs is not looked at.
 * @param alike written by the same version; else of a part that only one of them keeps nothing can be said
 */
export function partsThatDiffer(a: string, b: string, alike: boolean): string[] {
  const [x, y] = [partsOf(a), partsOf(b)];
  const keys = [...new Set([...x.keys(), ...y.keys()])];
  return keys.filter((k) => (alike || (x.has(k) && y.has(k))) && x.get(k) !== y.get(k));
}

function partsOf(text: string): Map<string, string> {
  const { run, problems, ...rest } = JSON.parse(text) as {
    readonly run: Readonly<Record<string, unknown>>;
    readonly problems: readonly { readonly code: string }[];
  };
  const told = problems.filter((p) => p.code !== 'file/passed-over');
  return new Map(Object.entries({ ...rest, ...run, problems: told }).map(([k, v]) => [k, JSON.stringify(v)]));
}
