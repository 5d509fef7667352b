/** `appraise verify`: whether a workbook is the result of these files under this policy; which cell was changed otherwise. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { Book } from '../book.ts';
import type { Decision, PaperBook } from '../paper.ts';
import { type Comparison, compare } from '../papers/compared.ts';
import { type Memory, partsThatDiffer } from '../papers/memory.ts';
import { decisionsIn, differenceProblem } from '../papers/returned.ts';
import { builtinPolicy } from '../policy/builtin.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { wordsFor } from '../text/text.ts';
import type { Problem } from '../types.ts';
import { raised } from './check.ts';
import type { ExitCode, Io } from './io.ts';
import { pseudonymsFor } from './mask-key.ts';
import {
  asOfIn,
  isOfThisVersion,
  memoryIn,
  type NotObtained,
  notRemade,
  type Obtained,
  readNamed,
  remadeFrom,
  type VerbOptions,
} from './obtain.ts';
import { type OpenedPolicy, openPolicy, readMap } from './open-policy.ts';
import { reporter } from './options.ts';
import { type Signed, signatureOf } from './signature.ts';
import { remake } from './verbs.ts';
import { type Again, inputProblems, parametersThatDiffer, runAgain } from './verify-run.ts';
import { verificationJson, verificationText } from './verify-talk.ts';

/** As commander hands them over. */
export interface VerifyOptions
  extends Pick<VerbOptions, 'policy' | 'map' | 'archive' | 'limit' | 'passwordFile' | 'strict' | 'verbose' | 'mask' | 'maskUnits'> {
  readonly format?: string;
  readonly signature?: string;
  readonly key?: string;
}

/** Everything that was found out about a workbook. */
export interface Verified {
  readonly book: Book;
  readonly memory: Memory;
  readonly policy: Policy;
  readonly known: 'built-in' | 'given' | 'other' | 'workbook';
  readonly against: 'inputs' | 'memory';
  /** Inputs were named. */
  readonly asked: boolean;
  readonly again: Again | null;
  readonly paper: PaperBook;
  readonly comparison: Comparison;
  readonly decisions: readonly Decision[];
  readonly input: Obtained['input'];
  readonly signed: Signed | null;
  readonly problems: readonly Problem[];
}

const formats = ['text', 'json'];

/**
 * Verifies a workbook.
 * @param named the workbook first, then the files it was made from; none: it is held against its own memory
 * @returns 0 it is what they give · 1 it is not, or the data cannot be ranked · 2 usage or policy wrong
 */
export async function verify(io: Io, named: readonly string[], options: VerifyOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const format = options.format ?? 'text';
  const wrong = [
    ...(formats.includes(format) ? [] : [problem('usage/bad-option', { option: '--format', value: format, known: formats.join(', ') })]),
    ...(options.signature !== undefined && options.key === undefined ? [problem('usage/value-missing', { option: '--key' })] : []),
  ];
  const found = wrong.length > 0 ? { kind: 'not' as const, exit: 2 as const, problems: wrong } : await verified(io, named, options);
  if (found.kind === 'not') {
    report(found.problems);
    return found.exit;
  }
  if (found.problems.length > 0) report(found.problems);
  await io.out(format === 'json' ? verificationJson(found) : verificationText(found, named, io, words));
  return found.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

/** A workbook as it stands: read with its formulas, and what it remembers. */
export async function workbookIn(
  io: Io,
  named: string | undefined,
  options: Pick<VerbOptions, 'limit' | 'passwordFile'>,
): Promise<
  { readonly kind: 'read'; readonly book: Book; readonly memory: Memory; readonly text: string; readonly path: string } | NotObtained
> {
  const { limit, passwordFile } = options;
  const reading = { ...(limit ? { limit } : {}), ...(passwordFile === undefined ? {} : { passwordFile }) };
  const read = await readNamed(io, named === undefined ? [] : [named], reading);
  if (read.kind === 'not') return read;
  const { books, problems, files } = read.inputs;
  const errors = problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) return { kind: 'not', exit: 1, problems: errors };
  const [book] = books;
  if (!book?.own || books.length > 1 || book.kind !== 'xlsx')
    return { kind: 'not', exit: 1, problems: [problem('file/not-a-result', {}, { file: book?.file ?? named ?? '' })] };
  const { value: kept, problems: unread } = memoryIn(book);
  if (!kept) return { kind: 'not', exit: 1, problems: unread };
  return { kind: 'read', book, ...kept, path: files.get(book.file) ?? path.resolve(io.cwd, named ?? '') };
}

async function verified(
  io: Io,
  named: readonly string[],
  options: VerifyOptions,
): Promise<({ kind: 'verified' } & Verified) | NotObtained> {
  const [ranked, ...files] = named;
  const read = await workbookIn(io, ranked, options);
  if (read.kind === 'not') return read;
  const { book, memory } = read;
  // Under pseudonyms the run can be done again by whoever has the key.
  const keyless = files.length === 0 ? null : maskProblem(io, memory.run.masked, options, book.file);
  if (keyless) return { kind: 'not', exit: 2, problems: [keyless] };
  const given = options.policy === undefined ? null : await openPolicy(options.policy, asOfIn(memory), io);
  if (given && !given.policy) return { kind: 'not', exit: 2, problems: given.problems };
  const map = await mapFor(io, memory, files, options);
  const archive = archiveNeeded(memory, files, options);
  const needs = [...map.problems, ...archive];
  if (needs.length > 0) return { kind: 'not', exit: 2, problems: needs };

  const again = files.length === 0 ? null : await runAgain(io, files, memory, options, map.value, remake);
  if (again?.kind === 'not' && again.exit === 2) return again;
  const inputs = again?.kind === 'again' ? inputProblems(memory.run.inputs, again.input.run.inputs) : [];
  const whole = inputs.every((p) => p.code === 'file/input-differs');
  const made = again?.kind === 'again' && whole ? await paperOf(again, memory) : await fromMemory(book);
  if (made.kind === 'not') return { ...made, problems: [...(again?.kind === 'not' ? again.problems : []), ...made.problems] };
  const { paper, policy, input } = made;

  const comparison = compare(paper, book);
  const code = again?.kind === 'again' && inputs.length > 0 && whole ? 'cell/not-as-computed' : 'cell/changed-by-hand';
  const differences = comparison.differences.map((d) => differenceProblem(d, book.file, code));
  const decided = decisionsIn(comparison, book, policy);
  const signed = options.key === undefined ? null : await signatureOf(io, read.path, ranked ?? '', book, paper, comparison, options);
  if (signed?.kind === 'not') return signed;
  const problems = [
    ...(again?.kind === 'not' ? again.problems.filter((p) => p.severity === 'error') : []),
    ...(await policyProblems(io, memory, policy, given, again?.kind === 'again' ? again : null, book.file)),
    ...inputs,
    ...versionProblems(book, memory, differences),
    ...memoryProblems(read.text, paper, memory, inputs.length > 0, book.file),
    ...differences,
    ...resultsDropped(comparison, book.file),
    // How it was decided is the Party group's; that a reason is missing is told and changes no result.
    ...decided.problems.map((p): Problem => ({ ...p, severity: 'warning' })),
    ...(signed?.problems ?? []),
  ];
  return {
    kind: 'verified',
    book,
    memory,
    policy,
    known: given ? (given.text === memory.run.policy.text ? 'given' : 'other') : isBuiltin(memory) ? 'built-in' : 'workbook',
    against: made.against,
    asked: files.length > 0,
    again: again?.kind === 'again' ? again : null,
    paper,
    comparison,
    decisions: decided.value,
    input,
    signed: signed?.value ?? null,
    problems: raised(problems, options.strict === true),
  };
}

/** A masked workbook is verified under its key, any other without one. */
function maskProblem(io: Io, mark: string | undefined, options: VerifyOptions, file: string): Problem | null {
  if (mark === undefined && options.mask === undefined) return null;
  const { value: pseudonyms, problems } = pseudonymsFor(io, options);
  if (problems.length > 0) return problems[0] ?? null;
  if (mark !== undefined && pseudonyms !== null)
    return pseudonyms.mark === mark ? null : problem('usage/masked-keys', { one: mark, other: pseudonyms.mark }, { file });
  return mark === undefined
    ? problem('usage/options-conflict', { one: '--mask', other: file })
    : problem('usage/masked-keys', { one: '', other: mark }, { file });
}

// ── what is made anew ──

interface Made {
  readonly kind: 'made';
  readonly against: 'inputs' | 'memory';
  readonly paper: PaperBook;
  readonly policy: Policy;
  readonly input: Obtained['input'];
}

/** The workbook that the files give, as the version that wrote it would sign it. */
async function paperOf(again: Again, memory: Memory): Promise<Made> {
  const { policy, decisions } = again;
  const input = { ...again.input, run: { ...again.input.run, tool: memory.run.tool } };
  return { kind: 'made', against: 'inputs', paper: await remake(input, { ...memory, decisions }), policy, input };
}

async function fromMemory(book: Book): Promise<Made | NotObtained> {
  const { value, problems } = await remadeFrom(book, remake);
  if (!value) return { kind: 'not', exit: 1, problems };
  const { paper, policy, input } = value;
  return { kind: 'made', against: 'memory', paper, policy, input };
}

/** The map of columns that the workbook was made with: the one named, else its own. */
async function mapFor(io: Io, memory: Memory, files: readonly string[], options: VerifyOptions) {
  const { columns } = memory.run;
  if (options.map !== undefined) {
    const { value, problems } = await readMap(io, options.map);
    const differs = value !== null && value.sha256 !== columns?.sha256;
    const was = columns?.sha256.slice(0, 12) ?? '–';
    const told = differs ? [problem('file/input-differs', { was, is: value.sha256.slice(0, 12) }, { file: options.map })] : [];
    return { value: value && { ...value, file: columns?.file ?? value.file }, problems: [...problems, ...told] };
  }
  if (!columns || files.length === 0) return { value: null, problems: [] };
  const { file, sha256, text } = columns;
  if (text === undefined) return { value: null, problems: [problem('usage/also-needed', { option: '--map', file })] };
  return { value: { file, sha256, text }, problems: [] };
}

function archiveNeeded({ run, sources }: Memory, files: readonly string[], { archive }: VerifyOptions): Problem[] {
  const of = run.inputs.find((i) => i.kind === 'archive');
  const needed = of && sources.length > 0 && files.length > 0 && archive === undefined;
  return needed ? [problem('usage/also-needed', { option: '--archive', file: of.file })] : [];
}

// ── what is said of it ──

const sha256Of = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const isBuiltin = ({ run }: Memory): boolean => run.policy.text === builtinPolicy.text;

async function policyProblems(
  io: Io,
  memory: Memory,
  policy: Policy,
  given: OpenedPolicy | null,
  again: Again | null,
  file: string,
): Promise<Problem[]> {
  const { text, sha256 } = memory.run.policy;
  // A byte order mark is of the file and no part of the text.
  const honest = sha256Of(text) === sha256 || sha256Of(`\ufeff${text}`) === sha256;
  const differs = async (other: Policy) =>
    problem('policy/differs', { parameters: parametersThatDiffer(policy, other, io.talk, await wordsFor(io.talk)) }, { file });
  const other =
    given?.policy && given.text !== text ? given.policy : again && again.input.run.policy.sha256 !== sha256 ? again.policy : null;
  return [
    ...(honest ? [] : [problem('policy/hash-wrong', {}, { file })]),
    ...(other ? [await differs(other)] : []),
    ...(given === null && !isBuiltin(memory) ? [problem('policy/unconfirmed', { sha256: sha256.slice(0, 12) }, { file })] : []),
  ];
}

function versionProblems(book: Book, memory: Memory, differences: readonly Problem[]): Problem[] {
  if (isOfThisVersion(memory)) return [];
  const changed = differences.some((p) => p.severity === 'error');
  return [changed ? notRemade(book, memory) : problem('file/written-earlier', { wrote: memory.run.tool }, { file: book.file })];
}

/** Where other files were given the memory cannot but differ, and that is told already. */
function memoryProblems(text: string, { memory: made }: PaperBook, memory: Memory, otherInputs: boolean, file: string): Problem[] {
  if (made === undefined || made === text || otherInputs) return [];
  const parts = partsThatDiffer(text, made, isOfThisVersion(memory));
  return parts.length > 0 ? [problem('file/memory-differs', { parts: parts.join(', ') }, { file })] : [];
}

function resultsDropped({ withoutResult }: Comparison, file: string): Problem[] {
  return withoutResult > 0 ? [problem('file/results-dropped', { count: String(withoutResult) }, { file })] : [];
}
