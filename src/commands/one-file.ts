/** One file checked as an export of its own (`validate --each`): in a worker or on the main thread, the very same. */
import { readBook } from '../sheets/read.ts';
import type { Problem } from '../types.ts';
import { type CheckOptions, checkBooks, type PolicySource } from './check.ts';
import { readWhole } from './inputs.ts';
import { type Spoken, spokenIn } from './spoken.ts';

/** What comes back of a file: plain data that crosses between threads. */
export interface FileResult {
  readonly problems: readonly Problem[];
  /** The policy cannot be settled for this file. */
  readonly policyProblems: readonly Problem[];
  /** null where it was not read. */
  readonly input: { readonly sha256: string; readonly kind: string; readonly own: boolean } | null;
  readonly rows: number;
  readonly people: number;
  /** Whom the file names, where that was asked. */
  readonly named?: Spoken;
  /** Set where the program itself failed: the kind of error and its way through the code, no message. */
  readonly fault?: string;
}

export async function checkFile(
  path: string,
  label: string,
  bytes: Uint8Array | null,
  policy: PolicySource,
  options: CheckOptions,
): Promise<FileResult> {
  try {
    return await checked(path, label, bytes, policy, options);
  } catch (error) {
    return faulty(error);
  }
}

async function checked(
  path: string,
  label: string,
  given: Uint8Array | null,
  policy: PolicySource,
  options: CheckOptions,
): Promise<FileResult> {
  const problems: Problem[] = [];
  const bytes = given ?? readWhole(path, label, problems);
  const nothing: FileResult = { problems, policyProblems: [], input: null, rows: 0, people: 0 };
  if (bytes === null) return nothing;
  const { value: book, problems: found } = await readBook(bytes, label, options.reading);
  problems.push(...found);
  if (!book) return nothing;
  const input = { sha256: book.sha256, kind: book.encoding ? `${book.kind} ${book.encoding}` : book.kind, own: book.own };
  const whole = checkBooks([book], problems, policy, options);
  if (whole.kind === 'policy') return { ...nothing, input, policyProblems: whole.problems };
  const rows = whole.source.tables.reduce((sum, t) => sum + t.rowsRead, 0);
  // Results of the tool itself are told and passed over: as an export of their own they lack everything.
  const told = book.own ? whole.problems.filter((p) => p.code === 'file/own-output') : whole.problems;
  const named = options.naming ? { named: spokenIn(whole.source, [book], whole.problems) } : {};
  return { problems: told, policyProblems: [], input, rows, people: whole.source.people.length, ...named };
}

/** A fault of the program in one file: no message of it, for that may hold what the file holds. */
export function faulty(error: unknown): FileResult {
  const frame =
    error instanceof Error ? /at (?:async )?(\w[\w.]*)?/.exec((error.stack ?? '').split('\n').find((l) => /^\s+at /.test(l)) ?? '') : null;
  const name = error instanceof Error ? error.name : typeof error;
  return { problems: [], policyProblems: [], input: null, rows: 0, people: 0, fault: [name, frame?.[0] ?? ''].join(' ').trim() };
}
