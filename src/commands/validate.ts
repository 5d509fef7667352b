/** `appraise validate`: the very checks of `rank`, and no ranking. */
import { readFile, stat } from 'node:fs/promises';
import type { Book } from '../book.ts';
import { maskProblems, maskTables } from '../mask/export.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import { loadMapped } from '../policy/column-map.ts';
import { problem } from '../problems/problem.ts';
import { inOrder, reportText, totalsText } from '../problems/report.ts';
import { fill, type Words, wordsFor } from '../text/text.ts';
import type { Lang, Problem, TableUse } from '../types.ts';
import { type CheckOptions, checkBooks, raised } from './check.ts';
import { type Listed, listInputs, readInputs, withPassword } from './inputs.ts';
import { type ExitCode, type Io, onceRead } from './io.ts';
import { keyFiles, type MaskOptions, pseudonymsFor } from './mask-key.ts';
import { maskedBooks, maskOfNamed } from './masking.ts';
import { checkFile, type FileResult } from './one-file.ts';
import { type OpenedPolicy, openPolicy } from './open-policy.ts';
import { badOptions, painter, policyFiles } from './options.ts';
import { checkInWorkers, workersFor } from './pool.ts';
import { progress } from './progress.ts';
import { type Reported, renderReport, wantedReports, writeReports } from './reports.ts';
import { allSpoken, nobody, type Spoken, spokenIn } from './spoken.ts';
import { commandLine, optionsGiven } from './suggest.ts';

/** As commander hands them over. */
export interface ValidateOptions extends MaskOptions {
  readonly policy?: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly lang?: string;
  /** `FORMAT` or `FORMAT=PATH`, several. */
  readonly format?: readonly string[];
  /** Map of columns. */
  readonly map?: string;
  /** Where copies go: a file, or a folder for several inputs. */
  readonly mark?: string;
  readonly fix?: string;
  readonly each?: boolean;
  readonly strict?: boolean;
  readonly verbose?: boolean;
  /** Places of a code in a file on a terminal. */
  readonly max?: string;
  readonly showValues?: boolean;
  readonly force?: boolean;
  /** Threads of `--each`. */
  readonly jobs?: string;
  readonly limit?: readonly string[];
  readonly passwordFile?: string;
}

/** What a check found, whichever way it was made. Marked copies and mends start here: `files` leads back to the bytes. */
export interface Found {
  readonly problems: readonly Problem[];
  readonly inputs: Reported['inputs'];
  /** Name in reports → real path. */
  readonly files: ReadonlyMap<string, string>;
  /** What was read, for copies; none under `--each`, which keeps nothing. */
  readonly books: readonly Book[];
  readonly tables: readonly TableUse[];
  readonly rows: number;
  readonly people: number;
  /** Files in which the program itself failed. */
  readonly faults: number;
  /** Whom the files name, and what units, for pseudonyms. */
  readonly named: Spoken;
  /** How paths are shown; absent: as they are. */
  readonly shown?: (path: string) => string;
}

/**
 * Checks exports and reports.
 * @returns 0 no errors · 1 errors in the data · 2 usage or policy wrong · 3 the program failed in a file
 */
export async function validate(given: Io, files: readonly string[], options: ValidateOptions): Promise<ExitCode> {
  // A corrected copy needs the bytes again.
  const io = onceRead(given);
  const talk = await wordsFor(io.talk);
  const refuse = (problems: readonly Problem[]): ExitCode => {
    io.err(reportText(problems, talk, { paint: painter(io), columns: io.columns, cap: null, verbose: true }));
    return 2;
  };
  const { wanted, problems: unknown } = wantedReports(options.format ?? [], '--format');
  const { problems: wrong, period, asOf, reading: plain } = badOptions(files, options);
  const { value: reading, problems: passwordless } = await withPassword(plain, options.passwordFile, io);
  const copies = (['mark', 'fix'] as const).flatMap((name) => (options[name] === undefined ? [] : [{ name, out: options[name] }]));
  // Copies need everything that was read, and `--each` keeps nothing of a file but its problems.
  const apart = options.each
    ? copies.map(({ name, out }) => problem('usage/bad-option', { option: `--${name}`, value: out, known: '--mark, --fix without --each' }))
    : [];
  const key = pseudonymsFor(io, options);
  // A corrected copy is the data itself.
  const corrected = options.mask !== undefined && options.fix !== undefined ? [problem('usage/mask-fix', {})] : [];
  const misused = [...wrong, ...unknown, ...apart, ...passwordless, ...key.problems, ...corrected];
  if (misused.length > 0) return refuse(misused);
  const lang = (options.lang ?? io.talk) as Lang;
  const words = await wordsFor(lang);
  const opened = await openPolicy(options.policy, asOf, io, options.map);
  const settings: CheckOptions = { period, asOf, reading, ...(key.value ? { naming: true } : {}) };
  const outcome = options.each
    ? await checkEach(io, files, opened, settings, options, talk)
    : await checkTogether(io, files, opened, settings, talk);
  const found = 'policyProblems' in outcome || key.value === null ? outcome : await masked(io, outcome, key.value, options);
  if ('policyProblems' in found) return refuse(found.policyProblems);
  const problems = raised(found.problems, options.strict === true);
  const reported: Reported = {
    problems,
    words,
    lang,
    showValues: options.showValues === true,
    pathOf: (file) => found.files.get(file),
    ...(found.shown ? { shown: found.shown } : {}),
    policy: policyNamed(opened, found.shown),
    inputs: found.inputs,
    rows: found.rows,
    text: {
      paint: painter(io),
      columns: io.columns,
      cap: options.max === undefined ? (io.outIsTerminal && !options.verbose ? 5 : null) : Number(options.max),
      files: io.outIsTerminal && !options.verbose ? 20 : null,
      verbose: options.verbose === true,
      scope: scopeText(found, words),
    },
  };
  const printed = wanted.find((w) => w.to === null)?.format ?? (wanted.length === 0 ? 'text' : null);
  io.err(`${fill(talk.talk.policyLine, { file: opened.file, sha256: opened.sha256.slice(0, 12) })}\n`);
  if (printed !== null) await io.out(await renderReport(printed, reported, io, false));
  const kept = [...found.files.values(), ...policyFiles(io, opened), ...keyFiles(io, options)];
  const { written, problems: refused } = await writeReports(wanted, reported, io, kept, options.force === true);
  for (const file of written) io.err(`${fill(talk.talk.wrote, { file })}\n`);
  if (printed !== 'text') io.err(`${problems.length === 0 ? `✔ ${talk.report.noProblems}` : totalsText(problems, talk)}\n`);
  const unwritten = [...refused];
  for (const { name, out } of copies) {
    const at = { out, force: options.force === true, inputs: kept, cwd: io.cwd };
    const run = { books: found.books, problems, tables: found.tables, lang: (options.lang ?? 'zh-Hans') as Lang };
    const done =
      name === 'mark'
        ? await (await import('./mark.ts')).mark(run, talk, at)
        : await (await import('./fix.ts')).fix({ ...run, bytesOf: (file) => bytesAt(found.files.get(file), io) }, talk, at);
    for (const line of done.lines) io.err(`${line}\n`);
    unwritten.push(...done.problems.filter((p) => p.severity === 'error'));
    const told = done.problems.filter((p) => p.severity !== 'error');
    if (told.length > 0) io.err(reportText(told, talk, { paint: painter(io), columns: io.columns, cap: null, verbose: true }));
  }
  if (unwritten.length > 0) return refuse(unwritten);
  io.err(`${fill(talk.talk.next, { command: nextCommand(problems, files, options) })}\n`);
  if (found.faults > 0) return 3;
  return problems.some((p) => p.severity === 'error') ? 1 : 0;
}

async function bytesAt(path: string | undefined, io: Io): Promise<Uint8Array | null> {
  if (path === undefined) return null;
  return path === '-' ? io.stdin() : readFile(path).catch(() => null);
}

function policyNamed(opened: OpenedPolicy, shown: Found['shown']): Reported['policy'] {
  const { policy, file, sha256 } = opened;
  return policy && { name: policy.name['zh-Hans'], edition: policy.edition, file: shown ? shown(file) : file, sha256 };
}

function scopeText({ inputs, rows }: Found, { report }: Words): string {
  const counted = (words: { one: string; many: string }, count: number) => fill(count === 1 ? words.one : words.many, { count });
  return [counted(report.files, inputs.length), counted(report.rows, rows)].join(report.comma);
}

/** What of a check's options the ranking of the same files takes too. */
const sharedWithRank = new Set(['policy', 'period', 'asOf', 'map', 'strict', 'limit', 'passwordFile', 'mask', 'maskUnits']);

/** The first error that is shown, explained; or the ranking that may now be made. Files of their own are not ranked together. */
function nextCommand(problems: readonly Problem[], files: readonly string[], options: ValidateOptions): string {
  const error = inOrder(problems).find((p) => p.severity === 'error');
  if (error) return `appraise explain ${error.code}`;
  return commandLine(options.each ? 'validate' : 'rank', files, optionsGiven(options, sharedWithRank));
}

type Outcome = Found | { readonly policyProblems: readonly Problem[] };

/** All files are one export, as `rank` takes them. */
async function checkTogether(
  io: Io,
  files: readonly string[],
  opened: OpenedPolicy,
  settings: CheckOptions,
  talk: Words,
): Promise<Outcome> {
  const shown = progress(io, talk);
  const inputs = await readInputs(files, io, shown.tick, settings.reading);
  shown.end();
  const checked = checkBooks(inputs.books, inputs.problems, opened, settings);
  if (checked.kind === 'policy') return { policyProblems: checked.problems };
  const read = new Map(inputs.books.map((b) => [b.file, b]));
  return {
    problems: checked.problems,
    // Results of the tool itself were read only to tell that they are.
    inputs: [...inputs.files.keys()].flatMap((file) => {
      const book = read.get(file);
      return book?.own ? [] : { file, sha256: book?.sha256 ?? null, kind: book ? [book.kind, book.encoding ?? ''].join(' ').trim() : null };
    }),
    files: inputs.files,
    books: inputs.books,
    tables: checked.source.tables,
    rows: checked.source.tables.reduce((sum, t) => sum + t.rowsRead, 0),
    people: checked.source.people.length,
    faults: 0,
    named: settings.naming ? spokenIn(checked.source, inputs.books, checked.problems) : nobody,
  };
}

/** Every file is an export of its own; over several threads where there are many. */
async function checkEach(
  io: Io,
  named: readonly string[],
  opened: OpenedPolicy,
  settings: CheckOptions,
  options: ValidateOptions,
  talk: Words,
): Promise<Outcome> {
  const undated = opened.problems.every((p) => p.code === 'policy/undated');
  if (opened.problems.length > 0 && !(undated && settings.asOf === null)) return { policyProblems: opened.problems };
  const { files, problems: listing } = await listInputs(named, io);
  const shown = progress(io, talk);
  const tick = (done: number) => shown.tick(done, files.length);
  const count = io.worker ? workersFor(files.length, await sizeOf(files), options.jobs === undefined ? null : Number(options.jobs)) : 0;
  const piped = files.some((f) => f.path === '-');
  const results =
    io.worker && count > 0 && !piped
      ? await checkInWorkers(
          io.worker,
          count,
          files,
          { policy: { file: opened.file, text: opened.text, ...(opened.map ? { map: opened.map } : {}) }, options: settings },
          tick,
        )
      : await checkHere(io, files, opened, settings, tick);
  shown.end();
  const policyProblems = results.flatMap((r) => r.policyProblems);
  if (policyProblems.length > 0) return { policyProblems: [...new Map(policyProblems.map((p) => [JSON.stringify(p), p])).values()] };
  const faults = results.flatMap(({ fault }, i) =>
    fault === undefined ? [] : [problem('internal/fault', { detail: fault }, { file: files[i]?.label ?? '' })],
  );
  return {
    problems: [...listing, ...results.flatMap((r) => r.problems), ...faults],
    inputs: files.flatMap(({ label }, i) => {
      const input = results[i]?.input;
      return input?.own ? [] : { file: label, sha256: input?.sha256 ?? null, kind: input?.kind ?? null };
    }),
    files: new Map(files.map((f) => [f.label, f.path])),
    books: [],
    tables: [],
    rows: results.reduce((sum, r) => sum + r.rows, 0),
    people: results.reduce((sum, r) => sum + r.people, 0),
    faults: faults.length,
    named: allSpoken(results.map((r) => r.named ?? nobody)),
  };
}

async function checkHere(
  io: Io,
  files: readonly Listed[],
  opened: OpenedPolicy,
  settings: CheckOptions,
  tick: (done: number) => void,
): Promise<FileResult[]> {
  const { value, problems } = loadMapped(opened, settings.asOf);
  const policy = { ...opened, policy: value, problems };
  const results: FileResult[] = [];
  for (const [i, f] of files.entries()) {
    tick(i);
    results.push(await checkFile(f.path, f.label, f.path === '-' ? await io.stdin() : null, policy, settings));
  }
  return results;
}

async function sizeOf(files: readonly Listed[]): Promise<number> {
  const sizes = await Promise.all(
    files.map((f) =>
      f.path === '-'
        ? 0
        : stat(f.path).then(
            (s) => s.size,
            () => 0,
          ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What was found, under pseudonyms. */
async function masked(io: Io, found: Found, pseudonyms: Pseudonyms, options: MaskOptions): Promise<Found> {
  const mask = await maskOfNamed(io, pseudonyms, found.named.people, found.named, options);
  return {
    ...found,
    problems: maskProblems(found.problems, mask),
    inputs: found.inputs.map((i) => ({ ...i, file: mask.file(i.file), sha256: i.sha256 === null ? null : pseudonyms.hash(i.sha256) })),
    files: new Map([...found.files].map(([label, file]) => [mask.file(label), file])),
    books: maskedBooks(found.books, found.tables, mask),
    tables: maskTables(found.tables, mask),
    named: nobody,
    shown: mask.text,
  };
}
