/** `appraise year`: the year from its quarters, each an export or the ranked workbook of an earlier run, and an inspection beside them. */
import path from 'node:path';
import { appraise } from '../appraise/appraise.ts';
import { yearOf } from '../appraise/year.ts';
import type { QuarterExport, YearInspection } from '../appraise/year-quarters.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { loadMapped } from '../policy/column-map.ts';
import type { Policy } from '../policy/policy.ts';
import { isFatal, problem } from '../problems/problem.ts';
import { inspectionsIn } from '../table/inspection-file.ts';
import { lastDay } from '../table/period.ts';
import { wordsFor } from '../text/text.ts';
import type { Problem, Ranking } from '../types.ts';
import { version } from '../version.ts';
import { formatOf, outputProblems } from './deliver.ts';
import type { Remembered as History } from './dossier/history.ts';
import { calledAs, type Inputs, inputsOfRun } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { keyFiles } from './mask-key.ts';
import {
  askedIn,
  inLanguage,
  type NotObtained,
  type Obtained,
  obtainUnmasked,
  type Remake,
  type Remembered,
  readNamed,
  underMask,
  type VerbOptions,
} from './obtain.ts';
import { type OpenedPolicy, openPolicy, openRemembered } from './open-policy.ts';
import { badOptions, painter, policyFiles, reporter } from './options.ts';
import { deliverRanking, formats } from './rank.ts';
import { rankTalk } from './rank-talk.ts';
import { apart, relabelled } from './relabel.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import type { ListOptions } from './verb.ts';

/** One name of the command line, read. */
type Part =
  | { readonly kind: 'quarter'; readonly named: string; readonly got: Obtained }
  | { readonly kind: 'inspection'; readonly people: readonly YearInspection[]; readonly got: Pick<Obtained, 'inputs' | 'problems'> };

/**
 * Ranks a year.
 * @param files a quarter each: an export, a folder of one, or a ranked workbook; a file of inspections alone is the year's
 * @returns 0 done · 1 problems in the data: nothing written, or with `--allow-incomplete` without those who have them · 2 usage or policy wrong
 */
export async function year(io: Io, files: readonly string[], options: ListOptions, remake: Remake): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const paint = painter(io);
  const report = reporter(io, words, options.verbose === true);
  const refuse = (exit: 1 | 2, problems: readonly Problem[]): ExitCode => {
    report(problems);
    if (exit === 1) io.err(rankTalk(io, words, paint).nextErrors(commandLine('year', files, optionsGiven(options))));
    return exit;
  };
  const bad = usageProblems(io, files, options);
  if (bad.length > 0) return refuse(2, bad);
  const made = await yearMade(io, files, options, remake);
  if (made.kind === 'not') return refuse(made.exit, made.problems);
  const { input, inputs, policy, problems } = made;
  if (problems.length > 0) report(problems);
  // Only the page shows how people moved from quarter to quarter.
  const earlier =
    formatOf(formats, options) === 'html' ? (input.year?.sources ?? []).map((s, i) => appraise(s, made.policies[i] ?? policy).value) : [];
  const delivered = await deliverRanking(io, { ...inputs, folder: firstFolder(io, files) }, input, options, made.kept, earlier);
  if (delivered.problem) return refuse(2, [delivered.problem]);
  const talk = rankTalk(io, words, paint);
  const said = `${talk.summary(input.source, input.ranking, policy, inputs.paths.length)}${delivered.file === null ? '' : talk.done(delivered.file, delivered.state, policy, { file: options.policy, asOf: options.asOf })}`;
  if (delivered.file === null) io.err(said);
  else await io.out(said);
  const incomplete = leftOutForErrors(input.ranking);
  if (incomplete > 0) io.err(talk.incomplete(incomplete));
  return incomplete > 0 || problems.some((p) => p.severity === 'error') ? 1 : 0;
}

/** A year made from its parts. */
export interface YearMade {
  readonly kind: 'made';
  readonly input: BookInput;
  readonly policy: Policy;
  /** Of each quarter, as it held then. */
  readonly policies: readonly Policy[];
  readonly inputs: Inputs;
  /** Real paths that must not be written, beside the inputs. */
  readonly kept: readonly string[];
  /** Quarters that were workbooks of an earlier run, as they were named. */
  readonly from: readonly string[];
  readonly problems: readonly Problem[];
}

/** The year of the parts that were named, in whatever order (rules §2.4); errors of people are there only under `--allow-incomplete`. */
export async function yearMade(io: Io, files: readonly string[], options: VerbOptions, remake: Remake): Promise<YearMade | NotObtained> {
  const refuse = (exit: 1 | 2, problems: readonly Problem[]): NotObtained => ({ kind: 'not', exit, problems });
  const { remembered: again } = options;
  const first = again ? await openRemembered(again, null) : await openPolicy(options.policy, null, io, options.map);
  const read: Part[] = [];
  const about = () => read.flatMap((p) => (p.kind === 'quarter' ? [p.got.input.source] : []));
  const everything = (): Inputs | null => {
    const [one, ...rest] = read.map((p) => p.got.inputs);
    return one ? rest.reduce(together, one) : null;
  };
  /** What is refused may name people: of them all that was read by then is known. */
  const masked = async (exit: 1 | 2, problems: readonly Problem[]): Promise<NotObtained> => {
    const inputs = everything();
    const got: NotObtained = { kind: 'not', exit, problems, about: about() };
    return inputs ? underMask(io, got, inputs, options) : got;
  };
  for (const named of files) {
    const part = await readPart(io, named, options, first, remake);
    if (part.kind === 'not') return part;
    read.push(part);
  }
  const quarters = apart(inOrder(read.filter((p) => p.kind === 'quarter')), again);
  const parts = [...quarters, ...read.filter((p) => p.kind !== 'quarter').map((p) => (again ? inspectionCalled(p, again) : p))];
  const differ = policiesDiffer(quarters) ?? masksDiffer(quarters);
  if (differ) return refuse(2, [differ]);
  const [one] = quarters;
  if (!one) return refuse(1, [problem('table/year-mixed', { periods: '' })]);
  const ready = settle(one.got, quarters, parts);
  if (!ready.policy) return refuse(2, ready.problems);
  const { policy } = ready;
  if (!policy.year) return refuse(1, [problem('policy/no-rule', { rule: 'year' })]);
  const inspected = parts.flatMap((p) => (p.kind === 'inspection' ? p.people : []));
  const remembered = await history(io, options, ready.quarters, policy, ready.run.masked);
  if (remembered.kind === 'not') return masked(remembered.exit, remembered.problems);
  const made = yearOf(remembered.quarters, inspected, policy, policy.year, remembered.kept);
  const found = made.value?.source.inspected;
  // That a quarter had no inspection says nothing where the year has one.
  const told = (p: Problem) => p.code !== 'table/no-inspection' || policy.lines.some((l) => !found?.has(l.key));
  const problems = [...parts.flatMap((p) => p.got.problems).filter(told), ...remembered.problems, ...made.problems];
  const wrong = made.problems.filter((p) => p.severity === 'error');
  if (!made.value || wrong.some(isFatal) || (wrong.length > 0 && !options.allowIncomplete)) return masked(1, problems);
  const { period: _, asOf: _2, ...how } = options;
  const run: Run = {
    ...ready.run,
    policy: { ...ready.run.policy, rules: policy },
    ...askedIn(
      how,
      problems.some((p) => p.severity === 'error'),
    ),
    inputs: [...ready.run.inputs, ...remembered.inputs],
  };
  const sources = remembered.quarters.map((q) => q.source);
  const { kept } = remembered;
  const year = { sources, inspected, ...(kept.length > 0 ? { kept } : {}) };
  const input: BookInput = { ...(await inLanguage({ ...made.value, run, problems }, options.lang)), year };
  const all = everything() ?? one.got.inputs;
  const paths = [...new Set(parts.flatMap((p) => [...p.got.inputs.files.values()]))];
  const whole: Obtained = { ...one.got, input, policy, memory: null, decisions: [], inputs: { ...all, single: null, paths }, problems };
  const got = await underMask(io, whole, all, options);
  if (got.kind === 'not') return got;
  return {
    kind: 'made',
    input: got.input,
    policy,
    policies: remembered.quarters.map((q) => q.policy),
    inputs: got.inputs,
    kept: [
      ...(one.got.opened ? policyFiles(io, one.got.opened) : []),
      ...keyFiles(io, options),
      ...(options.archive === undefined ? [] : [path.resolve(io.cwd, options.archive)]),
    ],
    from: quarters.filter((q) => q.got.memory !== null).map((q) => q.named),
    problems: got.problems,
  };
}

/** Quarters from first to last; of those without a period, and of inspections, the order they were named in. */
function inOrder(quarters: readonly Quarter[]): Quarter[] {
  const at = ({ got }: Quarter) => (got.input.source.period?.year ?? 0) * 10 + (got.input.source.period?.quarter ?? 0);
  return [...quarters].sort((a, b) => at(a) - at(b));
}

/** How many are not ranked because of errors in their data, in a quarter or in the year (rules §5.3). */
function leftOutForErrors({ groups, unplaced }: Ranking): number {
  return [...groups.flatMap((g) => g.notRanked), ...unplaced].filter((u) => u.reason.kind === 'problems').length;
}

/** What the archive adds to a year, if one is given. */
async function history(
  io: Io,
  options: VerbOptions,
  quarters: readonly QuarterExport[],
  policy: Policy,
  masked: string | undefined,
): Promise<History | NotObtained> {
  if (options.archive === undefined) return { kind: 'remembered', quarters, kept: [], inputs: [], problems: [] };
  const { rememberingYear, refusedMasked } = await import('./dossier/history.ts');
  if (masked !== undefined) return refusedMasked(masked, undefined);
  return rememberingYear(io, options.archive, quarters, policy, options.strict === true);
}

const usageProblems = (io: Io, files: readonly string[], options: ListOptions): Problem[] => [
  ...badOptions(files, options).problems,
  ...outputProblems(io, formats, options),
];

/** The folder that the first name lies in. */
const firstFolder = (io: Io, files: readonly string[]): string => path.dirname(path.resolve(io.cwd, files[0] ?? '.'));

/** A file of inspections alone is told by its columns; anything else is a quarter. */
async function readPart(io: Io, named: string, options: VerbOptions, first: OpenedPolicy, remake: Remake): Promise<Part | NotObtained> {
  const { period: _, asOf: _2, remembered, ...others } = options;
  // What files are called is settled where all quarters are known.
  const rest = remembered ? { ...others, remembered: { ...remembered, inputs: [], left: new Set<number>() } } : others;
  const read = await readNamed(io, [named], rest);
  if (read.kind === 'not') return read;
  const inspection = first.policy ? inspectionOf(read.inputs, first.policy) : null;
  if (inspection?.kind === 'inspection') return inspection;
  const got = inspection ?? (await obtainUnmasked(io, read.inputs, rest, remake));
  if (got.kind === 'ready') return { kind: 'quarter', named, got };
  return underMask<NotObtained>(io, got, read.inputs, options);
}

/** An inspection under the names that an earlier run had for its files. */
function inspectionCalled(part: Exclude<Part, Quarter>, { inputs: known, left }: Remembered): Part {
  const { inputs, problems } = part.got;
  const called = calledAs(inputs, known, left);
  const names = new Map(inputs.books.map((b) => [b.sha256, called.books.find((c) => c.sha256 === b.sha256)?.file ?? b.file]));
  const rename = (file: string) => names.get(inputs.books.find((b) => b.file === file)?.sha256 ?? '') ?? file;
  return { ...part, people: relabelled(part.people, rename), got: { inputs: called, problems: relabelled(problems, rename) } };
}

function inspectionOf(inputs: Inputs, policy: Policy): Exclude<Part, { kind: 'quarter' }> | NotObtained | null {
  if (inputs.books.length === 0 || inputs.books.some((b) => b.own)) return null;
  const { value: people, problems } = inspectionsIn(inputs.books, policy);
  if (people === null) return null;
  if (problems.some((p) => p.severity === 'error')) return { kind: 'not', exit: 1, problems };
  return { kind: 'inspection', people, got: { inputs, problems } };
}

type Quarter = Extract<Part, { kind: 'quarter' }>;

/** All quarters by the same text of the policy. */
function policiesDiffer(quarters: readonly Quarter[]): Problem | null {
  const [first, ...rest] = quarters;
  const other = rest.find((q) => q.got.input.run.policy.sha256 !== first?.got.input.run.policy.sha256);
  return first && other ? problem('usage/policies-differ', { one: first.named, other: other.named }) : null;
}

/** All quarters under the names that the files give, or all under the pseudonyms of one key. */
function masksDiffer(quarters: readonly Quarter[]): Problem | null {
  const marks = [...new Set(quarters.map((q) => q.got.input.run.masked ?? ''))];
  const [one = '', other] = marks;
  return other === undefined ? null : problem('usage/masked-keys', { one, other });
}

/** Everything that was read, as one. */
const together = (a: Inputs, b: Inputs): Inputs => ({
  ...a,
  books: [...a.books, ...b.books],
  problems: [...a.problems, ...b.problems],
  files: new Map([...a.files, ...b.files]),
});

interface Settled {
  /** As it holds at the end of the year. */
  readonly policy: Policy | null;
  readonly problems: readonly Problem[];
  readonly quarters: readonly QuarterExport[];
  readonly run: Omit<Run, 'policy'> & { readonly policy: Omit<Run['policy'], 'rules'> };
}

function settle(one: Obtained, quarters: readonly Quarter[], parts: readonly Part[]): Settled {
  const { rules: _, ...text } = one.input.run.policy;
  const last = one.input.source.period;
  const asOf = last ? lastDay({ year: last.year, quarter: null }) : one.input.source.asOf;
  const { value: policy, problems } = loadMapped({ file: text.file, text: text.text }, asOf);
  const own = quarters.flatMap((q) => q.got.input.run.inputs);
  const others = parts.flatMap((p) => (p.kind === 'inspection' ? p.got.inputs.books : []));
  const inputs = [...own, ...inputsOfRun(others)];
  return {
    policy,
    problems,
    quarters: quarters.map((q) => ({ source: q.got.input.source, policy: q.got.policy })),
    run: {
      tool: `appraise ${version}`,
      policy: text,
      columns: one.input.run.columns,
      inputs,
      ...(one.input.run.masked === undefined ? {} : { masked: one.input.run.masked }),
    },
  };
}
