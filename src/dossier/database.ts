/**
 * The database as the archive uses it: the only file that knows the package and its errors.
 *
 * SQLite through @photostructure/sqlite: its binaries for every platform lie in the package, and it takes the locks that every other
 * SQLite program knows. Runner-up and others: README, docs. A rollback journal, not a write-ahead log: one file, also on a shared
 * folder, and readable where nothing can be written.
 */
import { closeSync, openSync, statSync } from 'node:fs';

/** A value as the database takes and gives it. */
export type Value = string | number | null;

/** A prepared statement; `Row` is what the query selects. */
export interface Prepared {
  run(...values: Value[]): unknown;
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
  iterate(...values: Value[]): Iterable<unknown>;
}

/** An open database. */
export interface Database {
  prepare(sql: string): Prepared;
  exec(sql: string): unknown;
  close(): void;
  readonly isTransaction: boolean;
}

/** Why a database cannot be used. */
export type Trouble = 'missing' | 'not-a-database' | 'damaged' | 'busy' | 'full' | 'read-only' | 'unfinished' | 'version' | 'other';

/** A fault of the file or the machine, never one of the data. */
export class DatabaseTrouble extends Error {
  constructor(
    readonly trouble: Trouble,
    /** As the database or the system says it, short. */
    readonly reason: string,
  ) {
    super(reason);
  }
}

/** How long a second writer waits for the first, in milliseconds. */
const patience = 10_000;

/** How a file is opened; `create` makes it, readable by its owner only, where it is not there. */
export type Opening = 'create' | 'write' | 'read';

/**
 * Opens a database; nothing is written yet.
 * @param file absolute path
 * @throws DatabaseTrouble
 */
export async function openDatabase(file: string, opening: Opening): Promise<Database> {
  return withTrouble(async () => {
    if (opening === 'create') closeSync(openSync(file, 'a', 0o600));
    else statSync(file);
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const db: Database = new DatabaseSync(file, { readOnly: opening === 'read', timeout: patience });
    try {
      // What is no database shows at the first look.
      db.prepare('PRAGMA schema_version').get();
      if (opening !== 'read') db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL');
      db.exec('PRAGMA trusted_schema = OFF');
    } catch (error) {
      db.close();
      throw error;
    }
    return db;
  });
}

/** Everything in `work` or nothing; another writer is waited for. */
export function inTransaction<T>(db: Database, work: () => T): T {
  return withTrouble(() => {
    db.exec('BEGIN IMMEDIATE');
    try {
      const done = work();
      db.exec('COMMIT');
      return done;
    } catch (error) {
      // A full disk has ended it already.
      if (db.isTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

/** Runs `work`; an error of the database becomes its trouble. */
export function withTrouble<T>(work: () => T): T {
  try {
    const done = work();
    return done instanceof Promise ? (done.catch((e: unknown) => fail(e)) as T) : done;
  } catch (error) {
    return fail(error);
  }
}

function fail(error: unknown): never {
  if (!(error instanceof Error) || error instanceof DatabaseTrouble) throw error;
  const { code, errcode, message } = error as Error & { code?: string; errcode?: number };
  const system = systemTroubles[code ?? ''];
  if (system) throw new DatabaseTrouble(system, code ?? '');
  if (code !== 'ERR_SQLITE_ERROR' && errcode === undefined) throw error;
  const found =
    troubles.find((t) => t.code === (errcode === undefined ? -1 : errcode & 0xff)) ?? troubles.find((t) => t.words.test(message));
  // SQLITE_READONLY_ROLLBACK, _RECOVERY and _CANTINIT: a writer was interrupted, and its journal cannot be played back here.
  const unfinished = errcode === 776 || errcode === 264 || errcode === 1288;
  throw new DatabaseTrouble(unfinished ? 'unfinished' : (found?.trouble ?? 'other'), message);
}

const systemTroubles: Readonly<Record<string, Trouble>> = {
  ENOENT: 'missing',
  EACCES: 'read-only',
  EPERM: 'read-only',
  EROFS: 'read-only',
  ENOSPC: 'full',
};

/** By the result code, or where the package gives none by the words of SQLite. */
const troubles: readonly { readonly code: number; readonly words: RegExp; readonly trouble: Trouble }[] = [
  { code: 5, words: /is locked/, trouble: 'busy' },
  { code: 8, words: /readonly/, trouble: 'read-only' },
  { code: 11, words: /malformed/, trouble: 'damaged' },
  { code: 13, words: /is full/, trouble: 'full' },
  { code: 14, words: /unable to open/, trouble: 'missing' },
  { code: 26, words: /not a database/, trouble: 'not-a-database' },
];
