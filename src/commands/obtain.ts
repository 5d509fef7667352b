/** What a verb that follows the ranking works on: exports, ranked afresh, or one workbook of an earlier run with its decisions. */
import { appraise } from '../appraise/appraise.ts';
import { yearOf } from '../appraise/year.ts';
import type { Book } from '../book.ts';
import { maskDecisions, maskProblems } from '../mask/export.ts';
import type { Decision, PaperBook } from '../paper.ts';
import { baseOf, isMisshapen, type Memory, recall } from '../papers/memory.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Asked, Run } from '../papers/results.ts';
import { returnedOf } from '../papers/returned.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { isFatal, problem } from '../problems/problem.ts';
import { memoryOf } from '../sheets/memory.ts';
import { lastDay } from '../table/period.ts';
import { nameIn } from '../text/names.ts';
import { traditional, wordsFor } from '../text/text.ts';
import { wordsUnder } from '../text/under-policy.ts';
import type { Export, Lang, Out, Problem } from '../types.ts';
import { version } from '../version.ts';
import { checkBooks, raised } from './check.ts';
import { calledAs, type Inputs, inputsOfRun, readInputs, withPassword } from './inputs.ts';
import type { Io } from './io.ts';
import { keyFiles, type MaskOptions, pseudonymsFor } from './mask-key.ts';
import { maskedInput, maskedInputs, maskedMemory, maskFor, otherKey } from './masking.ts';
import { type OpenedPolicy, openPolicy, openRemembered, type RememberedPolicy } from './open-policy.ts';
import { badOptions, policyFiles, type SharedOptions } from './options.ts';
import { progress } from './progress.ts';

/** Options that every verb has. */
export interface VerbOptions extends SharedOptions, MaskOptions {
  readonly policy?: string;
  readonly map?: string;
  readonly allowIncomplete?: boolean;
  readonly strict?: boolean;
  readonly passwordFile?: string;
  readonly verbose?: boolean;
  /** History is read from it, beside what the inputs say. */
  readonly archive?: string;
  /** A run that is done again from a workbook: its policy instead of `policy` and `map`, and what it calls its inputs. */
  readonly remembered?: Remembered;
}

/** What a run that is done again has from the workbook that it made. */
export interface Remembered extends RememberedPolicy {
  readonly inputs: Run['inputs'];
  /** Which of the inputs nothing was read for yet, by index. */
  readonly left: Set<number>;
}

/** Everything a paper is made from, and where it came from. */
export interface Obtained {
  readonly kind: 'ready';
  readonly input: BookInput;
  readonly policy: Policy;
  /** Of the policy file as it was opened; null where the workbook itself holds it. */
  readonly opened: OpenedPolicy | null;
  /** What the workbook that came back was made of; null for exports. */
  readonly memory: Memory | null;
  /** What was decided in it. */
  readonly decisions: readonly Decision[];
  readonly inputs: Inputs;
  /** Real paths that must not be written. */
  readonly kept: readonly string[];
  readonly problems: readonly Problem[];
}

/** Why there is nothing to work on: 1 the data, 2 the usage or the policy. */
export interface NotObtained {
  readonly kind: 'not';
  readonly exit: 1 | 2;
  readonly problems: readonly Problem[];
  /** Whom the problems may name, where that is known. */
  readonly about?: readonly Export[];
}

/** Makes the workbook of a memory anew, so that the returned one can be held against it. */
export type Remake = (input: BookInput, memory: Memory) => Promise<PaperBook>;

/**
 * Reads what was named.
 * @param remake for a workbook that comes back; it knows the verb that made it
 */
export async function obtain(io: Io, files: readonly string[], options: VerbOptions, remake: Remake): Promise<Obtained | NotObtained> {
  const read = await readNamed(io, files, options);
  if (read.kind === 'not') return read;
  return obtainWith(io, read.inputs, options, remake);
}

/** The same of files that are read already, with the history of an archive where one is named. */
export async function obtainWith(io: Io, inputs: Inputs, options: VerbOptions, remake: Remake): Promise<Obtained | NotObtained> {
  const got = await obtainUnmasked(io, inputs, options, remake);
  if (got.kind === 'not' || options.archive === undefined) return underMask(io, got, inputs, options);
  const { remembering } = await import('./dossier/history.ts');
  return underMask(io, await remembering(io, got, options.archive, options.strict === true), inputs, options);
}

/** Reads the files, by the options that say how. */
export async function readNamed(
  io: Io,
  files: readonly string[],
  options: VerbOptions,
): Promise<{ readonly kind: 'read'; readonly inputs: Inputs } | NotObtained> {
  const bad = badOptions(files, options);
  if (bad.problems.length > 0) return { kind: 'not', exit: 2, problems: bad.problems };
  const key = pseudonymsFor(io, options);
  if (key.problems.length > 0) return { kind: 'not', exit: 2, problems: key.problems };
  const opening = await withPassword(bad.reading, options.passwordFile, io);
  if (opening.problems.length > 0) return { kind: 'not', exit: 2, problems: opening.problems };
  const shown = progress(io, await wordsFor(io.talk));
  const inputs = await readInputs(files, io, shown.tick, { ...opening.value, formulas: 'own' });
  shown.end();
  const { remembered } = options;
  return { kind: 'read', inputs: remembered ? calledAs(inputs, remembered.inputs, remembered.left) : inputs };
}

/** The same without an archive. */
export async function obtainFrom(io: Io, inputs: Inputs, options: VerbOptions, remake: Remake): Promise<Obtained | NotObtained> {
  return underMask(io, await obtainUnmasked(io, inputs, options, remake), inputs, options);
}

/** The same under the names that the files give, whatever the options say: for what needs more than one of them before it can be masked. */
export async function obtainUnmasked(io: Io, inputs: Inputs, options: VerbOptions, remake: Remake): Promise<Obtained | NotObtained> {
  const own = inputs.books.filter((b) => b.own);
  if (own.length > 0 && own.length < inputs.books.length) return mixed(own[0]);
  const [book, second] = own;
  if (second) return mixed(second);
  if (!book) return fromExports(io, inputs, options);
  if (options.policy !== undefined)
    return { kind: 'not', exit: 2, problems: [problem('usage/options-conflict', { one: '--policy', other: book.file })] };
  const all = raised(inputs.problems, options.strict === true);
  const errors = all.filter((p) => p.severity === 'error');
  return errors.length > 0 ? { kind: 'not', exit: 1, problems: all } : fromWorkbook(inputs, book, options, remake);
}

const mixed = (book: Book | undefined): NotObtained => ({
  kind: 'not',
  exit: 2,
  problems: [problem('usage/mixed-inputs', {}, { file: book?.file ?? '' })],
});

// ── exports ──

/** Exports under a policy, ranked. */
export interface RankedInputs extends Pick<BookInput, 'source' | 'ranking' | 'run' | 'problems'> {
  readonly kind: 'ranked';
  readonly opened: OpenedPolicy;
  readonly policy: Policy;
  /** As they are called in reports. */
  readonly inputs: Inputs;
  /** Nothing may be written: an error forbids it, or nobody is left to rank (rules §5.3). */
  readonly stop: boolean;
  readonly errors: readonly Problem[];
}

/** Ranks what was read: the way of `rank` itself and of every verb that is handed exports. The tool's own results are passed over. */
export async function rankInputs(io: Io, inputs: Inputs, options: VerbOptions): Promise<RankedInputs | NotObtained> {
  const got = await rankUnmasked(io, inputs, options);
  const { value: pseudonyms } = pseudonymsFor(io, options);
  if (got.kind === 'not' || pseudonyms === null) return got;
  const { source, problems, run } = got;
  const mask = await maskFor(io, pseudonyms, { sources: [source], books: inputs.books, tables: source.tables, problems }, options);
  const masked = maskedInput(got, mask, (base) => rankedOf({ ...base, run }, got.policy));
  return {
    ...masked,
    inputs: maskedInputs(inputs, source.tables, mask),
    errors: maskProblems(got.errors, mask),
  };
}

async function rankUnmasked(io: Io, inputs: Inputs, options: VerbOptions): Promise<RankedInputs | NotObtained> {
  const { period, asOf } = badOptions(['-'], options);
  const opened = options.remembered
    ? await openRemembered(options.remembered, asOf)
    : await openPolicy(options.policy, asOf, io, options.map);
  const allowIncomplete = options.allowIncomplete === true;
  const checked = checkBooks(inputs.books, inputs.problems, opened, { period, asOf, allowIncomplete });
  if (checked.kind === 'policy') return { kind: 'not', exit: 2, problems: checked.problems };
  const { policy, source, ranking } = checked;
  const problems = raised(checked.problems, options.strict === true);
  const errors = problems.filter((p) => p.severity === 'error');
  const run: Run = {
    tool: `appraise ${version}`,
    policy: { file: opened.file, sha256: opened.sha256, text: opened.text, rules: policy },
    columns: opened.map ? { file: opened.map.file, sha256: opened.map.sha256, text: opened.map.text } : null,
    ...askedIn(options, errors.length > 0),
    inputs: inputsOfRun(inputs.books.filter((b) => !b.own)),
  };
  const stop = errors.some(isFatal) || checked.nobody || (errors.length > 0 && !allowIncomplete);
  return { kind: 'ranked', opened, policy, source, ranking, run, problems, errors, stop, inputs };
}

/**
 * What was asked for, to be remembered with the run.
 * @param faulty there are errors: how they are to be taken shaped the result only then
 */
export function askedIn({ period, asOf, allowIncomplete, strict }: VerbOptions, faulty: boolean): Pick<Run, 'asked'> {
  const asked: Asked = {
    ...(period === undefined ? {} : { period }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(faulty && allowIncomplete ? { allowIncomplete } : {}),
    ...(faulty && strict ? { strict } : {}),
  };
  return Object.keys(asked).length > 0 ? { asked } : {};
}

async function fromExports(io: Io, inputs: Inputs, options: VerbOptions): Promise<Obtained | NotObtained> {
  const got = await rankUnmasked(io, inputs, options);
  if (got.kind === 'not') return got;
  const { opened, policy, problems, source, ranking, run } = got;
  if (got.stop) return { kind: 'not', exit: 1, problems, about: [source] };
  const input = await inLanguage({ ranking, source, run, problems }, options.lang);
  const kept = [...inputs.paths, ...policyFiles(io, opened)];
  return { kind: 'ready', input, policy, opened, memory: null, decisions: [], inputs, kept, problems };
}

/** The words of a language with what is shown in them. */
export async function inLanguage(of: Omit<BookInput, 'lang' | 'words' | 'convert'>, named: string | undefined): Promise<BookInput> {
  const lang = (named ?? 'zh-Hans') as Lang;
  const convert = lang === 'zh-Hant' ? await traditional() : (t: string) => t;
  const { rules } = of.run.policy;
  return { ...of, lang, words: wordsUnder(await wordsFor(lang), rules, (names) => nameIn(names, lang, convert)), convert };
}

// ── a workbook of an earlier run ──

/** The day that dated values of the policy were settled for: of a year its last. */
export function asOfIn({ base, sources }: Memory): string | null {
  const year = sources[0]?.period?.year;
  return base === 'year' && year !== undefined ? lastDay({ year, quarter: null }) : (sources[0]?.asOf ?? null);
}

/** What was ranked, ranked again; null where the memory does not hold it. */
export function rankedOf(
  memory: Pick<Memory, 'base' | 'sources' | 'inspected' | 'kept' | 'run'>,
  policy: Policy,
): Pick<BookInput, 'source' | 'ranking' | 'year'> | null {
  const [source] = memory.sources;
  if (memory.base === 'rank') return source ? { source, ranking: appraise(source, policy).value } : null;
  if (!policy.year) return null;
  const quarters = memory.sources.map((s) => ({
    source: s,
    policy: loadPolicy(memory.run.policy.text, memory.run.policy.file, s.asOf).value ?? policy,
  }));
  const { sources, inspected, kept = [] } = memory;
  const year = yearOf(quarters, inspected, policy, policy.year, kept).value;
  return year ? { ...year, year: { sources, inspected, ...(kept.length > 0 ? { kept } : {}) } } : null;
}

/** A workbook of an earlier run and the same made anew from what it remembers. */
export interface Remade {
  readonly memory: Memory;
  /** The memory as it stands in the workbook. */
  readonly text: string;
  readonly policy: Policy;
  /** What was ranked, in the language of the workbook. */
  readonly input: BookInput;
  readonly paper: PaperBook;
}

/** What a workbook remembers, and its text. Errors: it has none, it is damaged, another version wrote it. */
export function memoryIn(book: Book): Out<{ readonly memory: Memory; readonly text: string } | null> {
  const { value: text, problems } = memoryOf(book);
  if (text === null) return { value: null, problems };
  const { value: memory, problems: unread } = recall(text, book.file, version);
  return { value: memory && { memory, text }, problems: unread };
}

/** A workbook made anew from what it remembers. A memory that does not hang together is damaged, or of another version. */
export async function remadeFrom(book: Book, remake: Remake): Promise<Out<Remade | null>> {
  const { value: kept, problems } = memoryIn(book);
  if (!kept) return { value: null, problems };
  const { memory } = kept;
  try {
    const { value: policy, problems: wrong } = loadPolicy(memory.run.policy.text, memory.run.policy.file, asOfIn(memory));
    if (!policy) return { value: null, problems: wrong };
    const ranked = rankedOf(memory, policy);
    if (!ranked) return { value: null, problems: [notRemade(book, memory)] };
    const run: Run = { ...memory.run, policy: { ...memory.run.policy, rules: policy } };
    const input = await inLanguage({ ...ranked, run, problems: memory.problems }, memory.lang);
    return { value: { ...kept, policy, input, paper: await remake(input, memory) }, problems: [] };
  } catch (error) {
    if (!isMisshapen(error)) throw error;
    return { value: null, problems: [notRemade(book, memory)] };
  }
}

/** Whether this version of the program wrote it. */
export const isOfThisVersion = (memory: Memory): boolean => memory.run.tool === `appraise ${version}`;

/** Why a workbook cannot be made anew. */
export function notRemade({ file }: Book, memory: Memory): Problem {
  return isOfThisVersion(memory)
    ? problem('file/memory-damaged', {}, { file })
    : problem('file/other-version', { wrote: memory.run.tool, version }, { file });
}

async function fromWorkbook(inputs: Inputs, book: Book, options: VerbOptions, remake: Remake): Promise<Obtained | NotObtained> {
  const refuse = (problems: readonly Problem[]): NotObtained => ({ kind: 'not', exit: 1, problems });
  const { value: remade, problems: unread } = await remadeFrom(book, remake);
  if (!remade) return refuse(unread);
  const { memory, policy } = remade;
  const returned = returnedOf(remade.paper, book, policy);
  const changed = returned.problems.some((p) => p.severity === 'error');
  // An earlier version's is good where this one makes the very same of it; else nobody can tell its ways from a hand.
  if (changed) return { ...refuse(isOfThisVersion(memory) ? returned.problems : [notRemade(book, memory)]), about: [remade.input.source] };
  const earlier = isOfThisVersion(memory) ? [] : [problem('file/written-earlier', { wrote: memory.run.tool }, { file: book.file })];
  const { ranking, source, year, run } = remade.input;
  const input = await inLanguage(
    { ranking, source, ...(year ? { year } : {}), run, problems: memory.problems },
    options.lang ?? memory.lang,
  );
  const paths = inputs.files.get(book.file);
  return {
    kind: 'ready',
    input,
    policy,
    opened: null,
    memory,
    decisions: returned.value,
    inputs: { ...inputs, single: paths ?? inputs.single },
    kept: [...inputs.paths, ...(paths === undefined ? [] : [paths])],
    problems: [
      ...earlier,
      ...returned.problems,
      ...(run.masked === undefined ? [] : [problem('file/masked', { mark: run.masked }, { file: book.file })]),
    ],
  };
}

// ── under pseudonyms ──

/**
 * What was obtained, with people under pseudonyms where `--mask` asks for them. What is masked already stays as it is.
 * @param inputs all that was read: names may stand in what was not used
 */
export async function underMask<T extends Obtained | NotObtained>(
  io: Io,
  got: T,
  inputs: Inputs,
  options: MaskOptions,
): Promise<T | NotObtained> {
  const { value: pseudonyms, problems: bad } = pseudonymsFor(io, options);
  if (bad.length > 0) return { kind: 'not', exit: 2, problems: bad };
  if (pseudonyms === null) return got;
  const ready: Obtained | null = got.kind === 'ready' ? got : null;
  const other = ready ? otherKey(ready.input.run, pseudonyms, inputs.books[0]?.file ?? '') : null;
  if (other) return { kind: 'not', exit: 2, problems: [other] };
  if (ready?.input.run.masked !== undefined) return got;
  const mask = await maskFor(io, pseudonyms, readIn(got, inputs), options);
  const problems = maskProblems(got.problems, mask);
  if (!ready) return { ...got, problems };
  const { policy, memory } = ready;
  const masked = maskedInput(ready.input, mask, (base) => rankedOf({ ...base, run: ready.input.run }, policy));
  return {
    ...got,
    input: masked,
    problems,
    memory: memory && maskedMemory(memory, masked, mask),
    decisions: maskDecisions(ready.decisions, mask),
    inputs: maskedInputs(ready.inputs, ready.input.source.tables, mask),
    kept: [...ready.kept, ...keyFiles(io, options)],
  };
}

function readIn(got: Obtained | NotObtained, { books }: Inputs) {
  if (got.kind === 'not') {
    const sources = got.about ?? [];
    return { sources, books, tables: sources.flatMap((s) => s.tables), problems: got.problems };
  }
  const { sources, inspected, kept = [] } = baseOf(got.input);
  const remembered = kept.map((q) => ({ people: q.people.map((p) => p.person), strays: [] }));
  const all = [got.input.source, ...sources, ...remembered];
  return { sources: all, books, tables: got.input.source.tables, problems: [...got.problems, ...got.input.problems], others: inspected };
}
