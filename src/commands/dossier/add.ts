/** `appraise dossier add`: files of records and ranked workbooks → entries of the archive, each once, all or none. */

import type { Book } from '../../book.ts';
import { type Day, isDay } from '../../day.ts';
import type { Archive } from '../../dossier/archive.ts';
import type { Statement } from '../../dossier/entry.ts';
import { decidedGrades } from '../../dossier/grades.ts';
import {
  basicStatement,
  inspectionStatements,
  type Origin,
  rankingStatements,
  recordStatements,
  type Said,
  sourceOf,
} from '../../dossier/statements.ts';
import { foldName } from '../../fold.ts';
import { problem } from '../../problems/problem.ts';
import { lastDay } from '../../table/period.ts';
import { recordsIn } from '../../table/records-file.ts';
import { fill } from '../../text/text.ts';
import type { Out, Problem } from '../../types.ts';
import { raised } from '../check.ts';
import type { Inputs } from '../inputs.ts';
import type { ExitCode, Io } from '../io.ts';
import { type Obtained, obtainFrom, readNamed, type VerbOptions } from '../obtain.ts';
import { badOptions } from '../options.ts';
import { commandLine } from '../suggest.ts';
import { differs, otherName, remarks } from './differs.ts';
import { type AtWork, atArchive, type Desk, type DossierOptions } from './open.ts';

/** Options of `add` beside those of reading. */
export interface AddOptions extends DossierOptions, Omit<VerbOptions, 'lang' | 'policy' | 'verbose' | 'asOf'> {
  /** Volume of what has no date. */
  readonly year?: string;
  /** Why what differs from an entry takes its place. */
  readonly reason?: string;
}

/**
 * Enters what the files say.
 * @returns 0 entered, or there already · 1 problems in the data, nothing entered · 2 usage · 3 the archive cannot be written
 */
export async function add(io: Io, files: readonly string[], options: AddOptions): Promise<ExitCode> {
  return atArchive(io, options, 'create', async (desk, at) => {
    const wrong = usageProblems(files, options);
    if (wrong.length > 0) {
      desk.report(wrong);
      return 2;
    }
    const read = await readNamed(io, files, options);
    if (read.kind === 'not') {
      desk.report(read.problems);
      return read.exit;
    }
    const { value: said, problems: found } = await saidIn(desk, at.archive, read.inputs, options);
    const settled = settle(at.archive, said);
    const problems = raised([...found, ...settled.problems], options.strict === true);
    if (problems.length > 0) desk.report(problems);
    if (problems.some((p) => p.severity === 'error')) return 1;
    return enter(desk, at, settled.value, options);
  });
}

function usageProblems(files: readonly string[], options: AddOptions): Problem[] {
  const { year } = options;
  const bad = year !== undefined && !/^(19|20)\d{2}$/.test(year);
  return [
    ...badOptions(files, options).problems,
    ...(bad ? [problem('usage/bad-option', { option: '--year', value: year, known: '2026' })] : []),
  ];
}

// ── what the files say ──

async function saidIn(desk: Desk, archive: Archive, inputs: Inputs, options: AddOptions): Promise<Out<Said[]>> {
  const own = inputs.books.filter((b) => b.own);
  const records = inputs.books.filter((b) => !b.own);
  const said: Said[] = [];
  const problems: Problem[] = [...inputs.problems.filter((p) => p.code !== 'file/own-output')];
  for (const book of own) {
    const from = await saidInWorkbook(desk, book, inputs, options);
    said.push(...from.value);
    problems.push(...from.problems);
  }
  if (records.length > 0) {
    const from = saidInRecords(desk, archive, records, options);
    said.push(...from.value);
    problems.push(...from.problems);
  }
  return { value: said, problems };
}

const asOfOption = ({ asOf }: AddOptions): Day | null => (asOf !== undefined && isDay(asOf) ? asOf : null);
const yearOption = ({ year }: AddOptions): number | null => (year === undefined ? null : Number(year));

function saidInRecords(desk: Desk, archive: Archive, books: readonly Book[], options: AddOptions): Out<Said[]> {
  const { value, problems } = recordsIn(books, desk.policy, (id) => archive.whom(id).length > 0);
  const files = new Map(books.map((b) => [b.file, b.sha256]));
  const { period } = value;
  const asOf = asOfOption(options) ?? (period ? (lastDay(period) as Day) : null);
  const year = yearOption(options) ?? period?.year ?? (asOf ? Number(asOf.slice(0, 4)) : null);
  const origin: Origin = { policy: desk.policy, source: (at) => sourceOf(files, at), year, asOf };
  const said = value.people.flatMap(({ person, onRoster }) => [
    ...(onRoster ? [basicStatement(person, origin)] : []),
    ...recordStatements(person, origin),
    ...inspectionStatements(person, origin, period),
  ]);
  return { value: said, problems };
}

/** A workbook of this tool: of a ranking all that it was made of, of grades those that were decided. */
async function saidInWorkbook(desk: Desk, book: Book, inputs: Inputs, options: AddOptions): Promise<Out<Said[]>> {
  const { remake } = await import('../verbs.ts');
  const { policy: _, map: _2, lang: _3, ...rest } = options;
  const got = await obtainFrom(desk.io, { ...inputs, books: [book], problems: [] }, rest, remake);
  if (got.kind === 'not') return { value: [], problems: got.problems };
  const { masked } = got.input.run;
  if (masked !== undefined) return { value: [], problems: [problem('file/masked-refused', { mark: masked }, { file: book.file })] };
  const verb = got.memory?.verb ?? 'rank';
  const problems = got.problems.filter((p) => p.severity !== 'note');
  const origin = originOf(desk, book, got, options);
  if (verb === 'grades')
    return { value: decidedGrades(got.input.ranking, got.policy, got.decisions, got.memory?.options ?? {}, origin), problems };
  if (verb !== 'rank' && verb !== 'year')
    return { value: [], problems: [...problems, problem('archive/list-alone', {}, { file: book.file })] };
  const quarters = (got.input.year?.sources ?? []).flatMap((source) => {
    const of: Origin = { ...origin, asOf: source.asOf as Day | null };
    return source.people.flatMap((p) => [...recordStatements(p, of), ...inspectionStatements(p, of, source.period)]);
  });
  const said = rankingStatements(got.input.ranking, got.decisions, origin, quarters.length === 0);
  // A year's people carry the inspections of its quarters too: those are told with their quarter.
  const told = new Set(quarters.map((q) => q.statement.from?.cell));
  const once = said.filter((s) => s.statement.form !== 'inspection' || !told.has(s.statement.from?.cell));
  return { value: [...quarters, ...once], problems };
}

function originOf(desk: Desk, book: Book, got: Obtained, options: AddOptions): Origin {
  const { source, ranking, run } = got.input;
  const files = new Map(run.inputs.map((i) => [i.file, i.sha256]));
  const asOf = (asOfOption(options) ?? source.asOf) as Day | null;
  return {
    policy: { ...got.policy, dossier: got.policy.dossier ?? desk.dossier },
    // The cells are those of the export that the workbook remembers; the workbook itself is named where it alone says it.
    source: (at) => (files.has(at.file) ? sourceOf(files, at) : { file: book.file, sha256: book.sha256, cell: sourceOf(files, at).cell }),
    year: yearOption(options) ?? ranking.period?.year ?? (asOf ? Number(asOf.slice(0, 4)) : null),
    asOf,
  };
}

// ── into the archive ──

interface Settled {
  readonly statement: Statement;
  readonly said: Said;
}

/** Volumes and people settled: whom a name alone means the archive knows, or the file is kept under the name. */
function settle(archive: Archive, said: readonly Said[]): Out<Settled[]> {
  const problems: Problem[] = [];
  const byName = new Map<string, string | null>();
  const byId = new Map<string, readonly string[]>();
  const value = said.flatMap((s): Settled[] => {
    const { year } = s.statement;
    const who = { key: s.statement.person, id: s.statement.id, name: s.statement.name };
    if (year === null) problems.push(problem('archive/no-volume', {}, { place: s.at, person: who }));
    if (s.statement.person !== '') problems.push(...otherName(archive, s, byId));
    const person = s.statement.person === '' ? named(archive, s, byName, problems) : s.statement.person;
    return year === null || person === null ? [] : [{ statement: { ...s.statement, person, year }, said: s }];
  });
  return { value, problems };
}

function named(archive: Archive, { statement, at }: Said, known: Map<string, string | null>, problems: Problem[]): string | null {
  const { name } = statement;
  const before = known.get(name);
  if (before !== undefined) return before;
  const found = archive.whom(name);
  // A file that is kept under the name goes on, whoever else is called so: the same rows mean the same person whenever they are added.
  const key = foldName(name);
  const several = found.length > 1 && !found.some((f) => f.people.includes(key));
  const person = several ? null : found.length === 1 ? (found[0]?.people[0] ?? key) : key;
  known.set(name, person);
  const where = { place: at, person: { key: name, id: '', name } };
  if (several) problems.push(problem('archive/several-people', { text: name, ids: found.map((f) => f.id).join('、') }, where));
  if (found.length === 0) problems.push(problem('archive/by-name', {}, where));
  return person;
}

async function enter(desk: Desk, { archive, shown, made }: AtWork, settled: readonly Settled[], options: AddOptions): Promise<ExitCode> {
  const w = desk.words.dossier.talk;
  const reason = (options.reason ?? '').trim() === '' ? null : (options.reason ?? '').trim();
  const strict = options.strict === true;
  const done = archive.enter(
    settled.map(({ statement, said }) => ({ statement, said: { statement, at: said.at } })),
    desk.io,
    reason,
    strict,
  );
  const told = [...differs(desk, done), ...raised(remarks(desk, done), strict)];
  if (told.length > 0) desk.report(told);
  if (told.some((p) => p.severity === 'error')) return 1;
  const { seq, hash } = archive.head();
  const lines = [
    ...(made ? [fill(w.made, { file: shown })] : []),
    fill(done.entered.length > 0 ? w.added : w.none, { count: done.entered.length, already: done.already }),
    ...(done.corrected > 0 ? [fill(w.corrected, { count: done.corrected })] : []),
    fill(w.head, { file: shown, seq, hash }),
  ];
  await desk.io.out(`${lines.join('\n')}\n`);
  const [first] = done.entered;
  if (first)
    desk.io.err(`${fill(w.next, { command: commandLine('dossier show', [first.said.statement.id], { '--archive': options.archive }) })}\n`);
  return 0;
}
