/**
 * The database as the archive uses it: the only file that knows the package and its errors.
 *
 * SQLite through @photostructure/sqlite: its binaries for every platform lie in the package, and it takes the locks that every other
 * SQLite program knows. Runner-up and others: README, docs. A rollback journal, not a write-ahead log: one file, also on a shared
 * folder, and readable where nothing can be written.
 */
import { chmodSync, closeSync, openSync, readSync, statSync } from 'node:fs';

/** A value as the database takes and gives it. */
export type Value = string | number | null;

/** A prepared statement; `Row` is what the query selects. */
export interface Prepared {
  run(...values: Value[]): unknown;
  get(...values: Value[]): unknown;
  all(...values: Value[]): unknown[];
  iterate(...values: Value[]): Iterable<unknown>;
  /** Rows as arrays of their columns' values. */
  setReturnArrays(arrays: boolean): void;
}

/** What the package opens. */
interface Connection {
  prepare(sql: string): Prepared;
  exec(sql: string): unknown;
  close(): void;
  readonly isTransaction: boolean;
}

/** An open database. */
export interface Database extends Connection {
  /** The file is still the one that was opened: a run that found nothing to enter may have taken away what it made. */
  readonly isThere: () => boolean;
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
 * @param mark its `application_id`: a file that does not carry it is not touched
 * @throws DatabaseTrouble
 */
export async function openDatabase(file: string, opening: Opening, mark: number): Promise<Database> {
  return withTrouble(async () => {
    const is = statSync(file, { throwIfNoEntry: false });
    if (is && !is.isFile()) throw new DatabaseTrouble('not-a-database', 'no file');
    if (opening === 'create') closeSync(openSync(file, 'a', 0o600));
    if (!isMarked(file, mark, opening === 'create')) throw new DatabaseTrouble('not-a-database', 'no archive');
    const { DatabaseSync } = await import('@photostructure/sqlite');
    const connect = (readOnly: boolean): Connection => {
      const db: Connection = new DatabaseSync(file, { readOnly, timeout: patience });
      try {
        // What is no database, or was left unfinished, shows at the first look.
        db.prepare('PRAGMA schema_version').get();
        // 64 MB of pages: with the usual 2 MB ten years of 5,000 people took more than twice as long to enter.
        if (!readOnly) db.exec('PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL; PRAGMA cache_size = -65536');
        db.exec('PRAGMA trusted_schema = OFF');
        return db;
      } catch (error) {
        db.close();
        throw error;
      }
    };
    if (opening === 'read') mended(file, connect);
    return opened(file, connect(opening === 'read'));
  });
}

/** The mark in the header, as the file itself says it; an empty file is one that may become an archive. */
function isMarked(file: string, mark: number, mayBeEmpty: boolean): boolean {
  const head = Buffer.alloc(100);
  const handle = openSync(file, 'r');
  try {
    const length = readSync(handle, head, 0, head.length, 0);
    // Nothing was committed yet: it is empty, or a writer's journal beside it will make it so.
    if (head.every((b) => b === 0)) return mayBeEmpty || (length > 0 && hasJournal(file));
    return head.toString('latin1', 0, 16) === 'SQLite format 3\0' && head.readUInt32BE(68) === mark;
  } finally {
    closeSync(handle);
  }
}

/** What a writer left unfinished only one who may write takes back; a connection to read only would find it for ever. */
function mended(file: string, connect: (readOnly: boolean) => Connection): void {
  if (hasJournal(file)) connect(false).close();
}

const hasJournal = (file: string): boolean => statSync(`${file}-journal`, { throwIfNoEntry: false }) !== undefined;

/** A connection that prepares each statement once. */
function opened(file: string, db: Connection): Database {
  const prepared = new Map<string, Prepared>();
  const which = () => statSync(file, { bigint: true, throwIfNoEntry: false })?.ino;
  const own = which();
  return {
    prepare(sql) {
      const made = prepared.get(sql) ?? db.prepare(sql);
      prepared.set(sql, made);
      return made;
    },
    exec: (sql) => db.exec(sql),
    close() {
      // The package keeps a connection whose statements it has not let go: its transaction, lock and journal would stay.
      if (db.isTransaction) db.exec('ROLLBACK');
      db.close();
    },
    get isTransaction() {
      return db.isTransaction;
    },
    isThere: () => own !== undefined && which() === own,
  };
}

/** Readable and writable by its owner only, also where somebody made the empty file before; where the disk knows no owners it stays. */
export function keepToOwner(file: string): void {
  try {
    chmodSync(file, 0o600);
  } catch {}
}

/** Everything in `work` or nothing; another writer is waited for. */
export function inTransaction<T>(db: Database, work: () => T): T {
  return withTrouble(() => {
    db.exec('BEGIN IMMEDIATE');
    try {
      if (!db.isThere()) throw new DatabaseTrouble('missing', 'taken away');
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
  const { code, message, syscall, ...said } = error as Error & { code?: string; errcode?: number; syscall?: string };
  if (syscall !== undefined) throw new DatabaseTrouble(systemTroubles[code ?? ''] ?? 'other', code ?? message);
  const errcode = (said as { sqliteExtendedCode?: number }).sqliteExtendedCode ?? said.errcode;
  if (code !== 'ERR_SQLITE_ERROR' && errcode === undefined) throw error;
  const found =
    troubles.find((t) => t.code === (errcode === undefined ? -1 : errcode & 0xff)) ?? troubles.find((t) => t.words.test(message));
  throw new DatabaseTrouble(unfinished.has(errcode ?? -1) ? 'unfinished' : (found?.trouble ?? 'other'), message);
}

/**
 * A writer was interrupted, and its journal cannot be played back or taken away here: SQLITE_READONLY_ROLLBACK, _RECOVERY, _CANTINIT,
 * SQLITE_IOERR_DELETE.
 */
const unfinished: ReadonlySet<number> = new Set([776, 264, 1288, 2570]);

const systemTroubles: Readonly<Record<string, Trouble>> = {
  ENOENT: 'missing',
  ENOTDIR: 'missing',
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
