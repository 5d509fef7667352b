/** The two sides of a comparison: what was named, ranked, and ready to be ranked by the other side's policy. */
import type { Result } from '../appraise/compare/compare.ts';
import { type Data, type Policies, rankedUnder } from '../appraise/compare/data.ts';
import type { Decision } from '../paper.ts';
import type { DiffSide } from '../papers/diff/telling.ts';
import type { Memory } from '../papers/memory.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { builtinPolicy } from '../policy/builtin.ts';
import { loadMapped } from '../policy/column-map.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { lastDay } from '../table/period.ts';
import type { Lang, Problem } from '../types.ts';
import type { DiffOptions } from './diff.ts';
import type { Inputs } from './inputs.ts';
import type { Io } from './io.ts';
import { inLanguage, type NotObtained, type Obtained, obtainFrom, type Remake, readNamed, type VerbOptions } from './obtain.ts';
import { type OpenedPolicy, openPolicy } from './open-policy.ts';
import { badOptions, policyFiles } from './options.ts';

/** One side, with what the command needs beside the comparison. */
export interface DiffInput {
  readonly side: DiffSide;
  readonly result: Result;
  readonly inputs: Inputs;
  readonly problems: readonly Problem[];
  /** Real paths that must not be written. */
  readonly kept: readonly string[];
}

/** Both sides. */
export interface Sides {
  readonly kind: 'sides';
  readonly a: DiffInput;
  readonly b: DiffInput;
  /** Under two policies; what was read is the same. */
  readonly oneInput: boolean;
}

/** A policy's text, to be settled for any day. */
interface PolicyText {
  readonly file: string;
  readonly text: string;
  readonly map?: NonNullable<OpenedPolicy['map']>;
}

/** A side before the other one is known. */
interface Half {
  readonly named: string;
  readonly got: Pick<Obtained, 'input' | 'decisions' | 'inputs' | 'problems' | 'kept'>;
  readonly data: Data;
  readonly policies: Policies;
  readonly source: PolicyText;
  readonly regulation: string | null;
  readonly approved: boolean;
}

/** Reads and ranks both. */
export async function obtainSides(io: Io, files: readonly string[], options: DiffOptions, remake: Remake): Promise<Sides | NotObtained> {
  const { policy = [], ...rest } = options;
  return policy.length === 2 ? underTwo(io, files, policy, rest, remake) : twoInputs(io, files, policy[0], rest, remake);
}

/** The side with words in another language. */
export async function inTalk(side: DiffSide, lang: Lang): Promise<DiffSide> {
  return side.input.lang === lang ? side : { ...side, input: await inLanguage(side.input, lang) };
}

// ── two inputs ──

async function twoInputs(
  io: Io,
  files: readonly string[],
  policy: string | undefined,
  options: VerbOptions,
  remake: Remake,
): Promise<Sides | NotObtained> {
  const read: Inputs[] = [];
  for (const named of files) {
    const one = await readNamed(io, [named], options);
    if (one.kind === 'not') return one;
    read.push(one.inputs);
  }
  // A workbook has its policy in it: the one that is named is for the exports.
  const workbooks = read.map((inputs) => inputs.books.some((b) => b.own) && inputs.books.every((b) => b.own));
  const forAll = workbooks.every((w) => w);
  const halves: Half[] = [];
  for (const [i, inputs] of read.entries()) {
    const own = policy === undefined || (workbooks[i] && !forAll) ? options : { ...options, policy };
    const got = await obtainFrom(io, inputs, own, remake);
    if (got.kind === 'not') return got;
    halves.push(halfOf(files[i] ?? '', got, options));
  }
  const [a, b] = halves;
  if (!a || !b) throw new Error('a comparison of fewer than two');
  return { kind: 'sides', a: whole(a, b), b: whole(b, a), oneInput: false };
}

function halfOf(named: string, got: Obtained, options: VerbOptions): Half {
  const { memory, opened, policy, input } = got;
  const { text, file } = input.run.policy;
  const source: PolicyText = { file, text, ...(opened?.map ? { map: opened.map } : {}) };
  const data = memory ? dataOf(memory, policy, source) : exportData(input, got, policy, options);
  const regulation = opened ? (opened.regulation?.text ?? null) : builtinPolicy.text === text ? builtinPolicy.regulation : null;
  return { named, got, data, policies: data.readBy, source, regulation, approved: memory?.options['approved'] === 'true' };
}

function exportData(input: BookInput, got: Pick<Obtained, 'inputs'>, policy: Policy, options: VerbOptions): Data {
  const { period, asOf } = badOptions(['-'], options);
  const books = got.inputs.books.filter((b) => !b.own);
  return {
    ...{ kind: 'export', sources: [input.source], inspected: [], kept: [] },
    readBy: { main: policy, quarters: [] },
    // What would be read anew has the real names.
    books: input.run.masked === undefined ? { books, period, asOf } : null,
  };
}

function dataOf(memory: Pick<Memory, 'base' | 'sources' | 'inspected' | 'kept'>, policy: Policy, source: PolicyText): Data {
  const { base, sources, inspected, kept = [] } = memory;
  const quarters = base === 'year' ? sources.map((s) => loadMapped(source, s.asOf).value ?? policy) : [];
  return { kind: base === 'year' ? 'year' : 'export', sources, inspected, kept, readBy: { main: policy, quarters }, books: null };
}

/** A policy settled for the days of these data; null where it cannot be. */
function policiesFor(source: PolicyText, data: Data): Policies | null {
  const year = data.sources[0]?.period?.year;
  const day = data.kind === 'year' && year !== undefined ? lastDay({ year, quarter: null }) : (data.sources[0]?.asOf ?? null);
  const main = loadMapped(source, day).value;
  const quarters = data.kind === 'year' ? data.sources.map((s) => loadMapped(source, s.asOf).value) : [];
  const settled = quarters.flatMap((q) => q ?? []);
  return main && settled.length === quarters.length ? { main, quarters: settled } : null;
}

/** The side, knowing what the other is ranked by. */
function whole(half: Half, other: Half): DiffInput {
  const { named, got, data, policies, regulation, approved, source } = half;
  const { input, decisions, inputs, problems, kept } = got;
  const { ranking, run } = input;
  const sameText = source.text === other.source.text && source.map?.text === other.source.map?.text;
  const result: Result = {
    ...{ data, regulation, decisions, approved },
    ranked: { policies, source: input.source, ranking },
    inputs: run.inputs.map((i) => i.sha256).sort(),
    policySha: `${run.policy.sha256} ${run.columns?.sha256 ?? ''}`,
    otherPolicies: sameText ? policies : policiesFor(other.source, data),
    ...(run.masked === undefined ? {} : { masked: true }),
  };
  // A folder may be called after somebody.
  return { side: { input, named: inputs.shown?.(named) ?? named, approved }, result, inputs, problems, kept };
}

// ── one input under two policies ──

async function underTwo(
  io: Io,
  files: readonly string[],
  policies: readonly string[],
  options: VerbOptions,
  remake: Remake,
): Promise<Sides | NotObtained> {
  const read = await readNamed(io, files, options);
  if (read.kind === 'not') return read;
  const workbook = read.inputs.books.some((b) => b.own) ? await obtainFrom(io, read.inputs, options, remake) : null;
  if (workbook?.kind === 'not') return workbook;
  const halves: Half[] = [];
  for (const named of policies) {
    const half = workbook
      ? await workbookUnder(io, workbook, `${files.join(' ')} --policy ${named}`, named, options)
      : await exportUnder(io, read.inputs, `${files.join(' ')} --policy ${named}`, named, options, remake);
    if ('kind' in half) return half;
    halves.push(half);
  }
  const [a, b] = halves;
  if (!a || !b) throw new Error('a comparison of fewer than two');
  return { kind: 'sides', a: whole(a, b), b: whole(b, a), oneInput: true };
}

async function exportUnder(
  io: Io,
  inputs: Inputs,
  named: string,
  policy: string,
  options: VerbOptions,
  remake: Remake,
): Promise<Half | NotObtained> {
  const got = await obtainFrom(io, inputs, { ...options, policy }, remake);
  return got.kind === 'not' ? got : halfOf(named, got, options);
}

/** What a workbook remembers, ranked by a policy that is named. */
async function workbookUnder(io: Io, got: Obtained, named: string, policy: string, options: VerbOptions): Promise<Half | NotObtained> {
  const { memory } = got;
  if (!memory) throw new Error('a workbook without a memory');
  const { text, file } = got.input.run.policy;
  const data = dataOf(memory, got.policy, { text, file });
  const undated = await openPolicy(policy, null, io, options.map);
  const source: PolicyText = { file: undated.file, text: undated.text, ...(undated.map ? { map: undated.map } : {}) };
  const policies = policiesFor(source, data);
  if (!policies) return { kind: 'not', exit: 2, problems: undated.problems };
  if (data.kind === 'year' && !policies.main.year) return { kind: 'not', exit: 2, problems: [problem('policy/no-rule', { rule: 'year' })] };
  const ranked = rankedUnder(data, policies);
  if (!ranked)
    return {
      kind: 'not',
      exit: 2,
      problems: [problem('policy/reads-otherwise', { policy }, { file: got.inputs.books.find((b) => b.own)?.file ?? '' })],
    };
  const run: Run = { ...got.input.run, policy: { file: undated.file, sha256: undated.sha256, text: undated.text, rules: policies.main } };
  const { year } = got.input;
  const input = await inLanguage(
    { source: ranked.source, ranking: ranked.ranking, run, problems: memory.problems, ...(year ? { year } : {}) },
    options.lang,
  );
  const none: readonly Decision[] = [];
  return {
    ...{ named, data, policies, source, approved: memory.options['approved'] === 'true' },
    got: { ...got, input, decisions: none, kept: [...got.kept, ...policyFiles(io, undated)] },
    regulation: undated.regulation?.text ?? null,
  };
}
