/** Files and folders named on the command line → Books. The only place that reads input files. */
import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { readdir, readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Book } from '../book.ts';
import type { Run } from '../papers/results.ts';
import { problem } from '../problems/problem.ts';
import type { ReadOptions } from '../sheets/limits.ts';
import { readBook } from '../sheets/read.ts';
import { fill, wordsFor } from '../text/text.ts';
import type { Out, Problem } from '../types.ts';
import type { Io } from './io.ts';

export interface Inputs {
  readonly books: readonly Book[];
  readonly problems: readonly Problem[];
  /** Real paths of what was read as input: none of them may be written. The tool's own results are none. */
  readonly paths: readonly string[];
  /** What each file is called in reports → its real path; `-` for standard input. Every file named is there, read or not. */
  readonly files: ReadonlyMap<string, string>;
  /** Where an output named after the inputs belongs. */
  readonly folder: string;
  /** Set where one single file was named. */
  readonly single: string | null;
  /** How paths are shown; absent: as they are. */
  readonly shown?: (path: string) => string;
}

/** What a run says of its inputs: each file with its hash, what it is by content, and how its text is encoded. */
export const inputsOfRun = (books: readonly Book[]): Run['inputs'] =>
  books.map((b) => ({ file: b.file, sha256: b.sha256, kind: b.kind, encoding: b.encoding ?? null }));

/**
 * The password in the first line of a file, without its line end.
 * @returns null with a problem (`usage/password-file`) where there is none to be had
 */
export async function readPasswordFile(named: string, io: Io): Promise<Out<string | null>> {
  const refused = (reason: string): Out<null> => ({ value: null, problems: [problem('usage/password-file', { file: named, reason })] });
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(path.resolve(io.cwd, named)));
    const [line = ''] = text.split(/\r\n|\r|\n/);
    return line === '' ? refused('empty') : { value: line, problems: [] };
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'not UTF-8');
  }
}

/**
 * How files are read, with the password that `--password-file` holds.
 * @returns problems (`usage/password-file`) where that file has none
 */
export async function withPassword(reading: ReadOptions, named: string | undefined, io: Io): Promise<Out<ReadOptions>> {
  if (named === undefined) return { value: reading, problems: [] };
  const { value: password, problems } = await readPasswordFile(named, io);
  return { value: password === null ? reading : { ...reading, password }, problems };
}

const attempts = 3;

/** Reads a file; where it is encrypted and nobody gave its password asks for that, if there is a terminal to ask at. */
async function readOpened(bytes: Uint8Array, label: string, io: Io, options: ReadOptions): Promise<Out<Book | null>> {
  let read = await readBook(bytes, label, options);
  for (let n = 0; n < attempts && io.secret && needsPassword(read.problems); n++) {
    const password = await io.secret(fill((await wordsFor(io.talk)).talk.password, { file: label }));
    if (password === null || password === '') break;
    read = await readBook(bytes, label, { ...options, password });
  }
  return read;
}

const needsPassword = (problems: readonly Problem[]) =>
  problems.some((p) => p.code === 'file/encrypted' || p.code === 'file/password-wrong');

/** What a folder is searched for; everything else in it is passed over and said. What a file is, its content tells. */
const taken = /\.(xlsx|xlsm|xltx|xls|xlt|xlsb|et|ett|ods|csv|tsv|txt|html?|xml)$/i;
/** Files that Excel, WPS or the system leave beside others. */
const litter = /^(~\$|\.)|^(Thumbs\.db|desktop\.ini)$/i;

/**
 * Reads all inputs, in an order of their own (rules §2.4).
 * @param options see {@link ReadOptions}; a password is tried on every encrypted file, and asked for where it does not open one
 * @returns the books with their problems; a file that cannot be read is an error beside the others, which are read all the same
 */
export async function readInputs(
  named: readonly string[],
  io: Io,
  progress: (done: number, all: number) => void,
  options: ReadOptions = {},
): Promise<Inputs> {
  const { files: listed, problems } = await listInputs(named, io);
  const paths = listed.map((f) => f.path);
  const books: Book[] = [];
  const own = new Set<string>();
  for (const [i, { path: file, label }] of listed.entries()) {
    progress(i, paths.length);
    const bytes = file === '-' ? await io.stdin() : readWhole(file, label, problems);
    if (bytes === null) continue;
    const read = await readOpened(bytes, label, io, options);
    problems.push(...read.problems);
    if (read.value) books.push(read.value);
    if (read.value?.own) own.add(file);
  }
  const [only] = paths;
  const folder = await commonFolder(named.map((n) => path.resolve(io.cwd, n)));
  return {
    books,
    problems,
    paths: paths.filter((p) => !own.has(p)),
    files: new Map(listed.map((f) => [f.label, f.path])),
    folder,
    single:
      named.length === 1 &&
      paths.length === 1 &&
      only !== undefined &&
      only !== '-' &&
      only === (await realpath(path.resolve(io.cwd, named[0] ?? '')).catch(() => null))
        ? only
        : null,
  };
}

/**
 * What was read under the names, and in the order, that an earlier run had for the very same files, known by their hashes: what a file is called
 * today, and where it lies, changes no result. A file that is not among them keeps its name.
 * @param left which of the known files nothing was taken for yet, by index: what is met is taken out
 */
export function calledAs(inputs: Inputs, known: Run['inputs'], left: Set<number>): Inputs {
  const claim = (fits: (k: Run['inputs'][number]) => boolean): number | null => {
    const at = [...left].find((i) => fits(known[i] as Run['inputs'][number])) ?? null;
    if (at !== null) left.delete(at);
    return at;
  };
  // The same name and hash first: two files may hold the same.
  const exact = new Map(inputs.books.map((b) => [b, b.own ? null : claim((k) => k.file === b.file && k.sha256 === b.sha256)] as const));
  const by = (fits: (b: Book) => (k: Run['inputs'][number]) => boolean) => {
    for (const b of inputs.books) if (!b.own && exact.get(b) === null) exact.set(b, claim(fits(b)));
  };
  by((b) => (k) => k.sha256 === b.sha256);
  by((b) => (k) => k.file === b.file);
  // Of all but one it is known what they are: the last is the last, under another name and with another content.
  const strangers = inputs.books.filter((b) => !b.own && exact.get(b) === null);
  if (strangers.length === 1 && left.size === 1) by(() => () => true);
  const taken = new Set([...exact.values()].map((at) => known[at ?? -1]?.file));
  const strange = (file: string): string => (taken.has(file) ? `${file} (2)` : file);
  const names = new Map(inputs.books.map((b) => [b.file, known[exact.get(b) ?? -1]?.file ?? strange(b.file)]));
  const name = (file: string): string => names.get(file) ?? file;
  const place = (b: Book): number => exact.get(b) ?? known.length;
  return {
    ...inputs,
    books: [...inputs.books].sort((a, b) => place(a) - place(b)).map((b) => ({ ...b, file: name(b.file) })),
    problems: inputs.problems.map((p) => (p.file === undefined ? p : { ...p, file: name(p.file) })),
    files: new Map([...inputs.files].map(([label, at]) => [name(label), at])),
  };
}

/** A file to be read, and what it is called in every report. */
export interface Listed {
  readonly path: string;
  readonly label: string;
}

/** The files that names and folders stand for, in an order of their own (rules §2.4). */
export async function listInputs(named: readonly string[], io: Io): Promise<{ files: Listed[]; problems: Problem[] }> {
  const problems: Problem[] = [];
  const found = new Set<string>();
  for (const name of named) {
    if (name === '-') found.add('-');
    else for (const file of await expand(path.resolve(io.cwd, name), name, problems)) found.add(file);
  }
  const paths = [...found].sort();
  const labels = shortLabels(paths);
  return { files: paths.map((p) => ({ path: p, label: labels.get(p) ?? p })), problems };
}

async function expand(at: string, named: string, problems: Problem[]): Promise<string[]> {
  try {
    const real = await realpath(at);
    if (!(await stat(real)).isDirectory()) return [real];
    const entries = await readdir(real, { withFileTypes: true, recursive: true });
    const files = entries.filter((e) => (e.isFile() || e.isSymbolicLink()) && !litter.test(e.name));
    const other = files.filter((e) => !taken.test(e.name));
    if (other.length > 0) {
      const names = other.map((e) => e.name).sort();
      problems.push(problem('file/passed-over', { files: names.slice(0, 5).join('、'), count: String(names.length) }, { file: named }));
    }
    return await Promise.all(files.filter((e) => taken.test(e.name)).map((e) => realpath(path.join(e.parentPath, e.name))));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? '';
    problems.push(
      code === 'ENOENT' ? problem('file/not-found', {}, { file: named }) : problem('file/unreadable', { reason: code }, { file: named }),
    );
    return [];
  }
}

/**
 * The bytes of a file, refused where it changed while it was read. Read at once: of a small file the five journeys to
 * the thread pool and back cost as much as all that is then done with it.
 */
export function readWhole(file: string, label: string, problems: Problem[]): Uint8Array | null {
  let handle = -1;
  try {
    handle = openSync(file, 'r');
    const before = fstatSync(handle);
    const bytes = readFileSync(handle);
    const after = fstatSync(handle);
    if (before.mtimeMs === after.mtimeMs && before.size === after.size && bytes.length === after.size) return bytes;
    problems.push(problem('file/changed-while-read', {}, { file: label }));
  } catch (error) {
    problems.push(problem('file/unreadable', { reason: (error as NodeJS.ErrnoException).code ?? 'unknown' }, { file: label }));
  } finally {
    if (handle >= 0) closeSync(handle);
  }
  return null;
}

/** The shortest end of each path that no other shares: the same wherever the files stand. */
export function shortLabels(paths: readonly string[]): Map<string, string> {
  const parts = new Map(paths.map((p) => [p, p.split(/[\\/]/)]));
  const tail = (p: string, n: number) => (parts.get(p) ?? []).slice(-n).join('/');
  const labels = new Map<string, string>();
  let open = [...paths];
  for (let n = 1; open.length > 0; n++) {
    const shared = new Map<string, number>();
    for (const p of paths) shared.set(tail(p, n), (shared.get(tail(p, n)) ?? 0) + 1);
    const settled = (p: string) => shared.get(tail(p, n)) === 1 || n >= (parts.get(p)?.length ?? 0);
    for (const p of open) if (settled(p)) labels.set(p, p === '-' ? 'stdin' : tail(p, n));
    open = open.filter((p) => !labels.has(p));
  }
  return new Map(paths.map((p) => [p, labels.get(p) ?? p]));
}

/** The folder that was named, or the deepest one that holds all that were. */
async function commonFolder(named: readonly string[]): Promise<string> {
  const folders = await Promise.all(named.map(async (n) => ((await stat(n).catch(() => null))?.isDirectory() ? n : path.dirname(n))));
  return folders.reduce((a, b) => {
    const [x, y] = [a.split(path.sep), b.split(path.sep)];
    const same = x.findIndex((part, i) => part !== y[i]);
    return same < 0 ? a : x.slice(0, same).join(path.sep) || path.sep;
  });
}
