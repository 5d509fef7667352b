/** The whole log as JSON lines, a row each with its hash, and back: an open form that outlives this program. */
import { randomBytes } from 'node:crypto';
import { existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { canonical, origin } from './chain.ts';
import { openDatabase, withTrouble } from './database.ts';
import type { Kept } from './entry.ts';
import { layOut, put } from './layout.ts';
import type { Head } from './reading.ts';
import { applicationId, columns, hashOf, jsonIn, type Row } from './schema.ts';

/** One row as a line; its body as JSON within it. */
export const lineOf = (row: Row): string => canonical({ ...row, body: jsonIn(row.body) });

/** A statement under pseudonyms as a line: it has no hash, for it is not what was written. */
export const maskedLine = ({ seq, statement, corrects, void: voided }: Kept): string =>
  canonical({ seq, statement, corrects, void: voided });

/** Why a line is no row of this log. */
export interface NotImported {
  readonly line: number;
  readonly detail: string;
}

/**
 * Makes an archive of exported lines: every row is bound to the one before, or nothing is made.
 * @param file absolute path where nothing is yet; it is there whole or not at all
 * @param lines begins to read: a stream must not run before it is listened to
 * @returns its last entry; `there`: somebody else has made the file meanwhile
 * @throws DatabaseTrouble
 */
export async function restore(file: string, lines: () => AsyncIterable<string>): Promise<Head | NotImported | 'there'> {
  const temporary = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  const db = await openDatabase(temporary, 'create', applicationId);
  let closed = false;
  const close = () => {
    if (!closed) db.close();
    closed = true;
  };
  try {
    withTrouble(() => db.exec('BEGIN IMMEDIATE'));
    layOut(db);
    let before = origin;
    let line = 0;
    for await (const text of lines()) {
      if (text === '') continue;
      line++;
      const row = rowIn(text);
      if (typeof row === 'string') return { line, detail: row };
      if (row.seq !== line || row.hash !== hashOf(row, before)) return { line, detail: 'hash' };
      // What the hash does not cover: keys that no row has, white space.
      if (lineOf(row) !== text) return { line, detail: 'JSON' };
      put(db, row);
      before = row.hash;
    }
    if (line === 0) return { line: 1, detail: 'empty' };
    withTrouble(() => db.exec('COMMIT'));
    close();
    return withTrouble(() => moved(temporary, file)) ? { seq: line, hash: before } : 'there';
  } finally {
    close();
    rmSync(temporary, { force: true });
  }
}

/** Gives the whole archive its name, unless that is another's already. */
function moved(temporary: string, file: string): boolean {
  try {
    linkSync(temporary, file);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    // A file system without links.
    if (existsSync(file)) return false;
    renameSync(temporary, file);
    return true;
  }
}

/** The row of a line, or what is wrong with it. */
function rowIn(text: string): Row | string {
  let said: Readonly<Record<string, unknown>>;
  try {
    said = JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    return 'JSON';
  }
  if (said === null || typeof said !== 'object') return 'JSON';
  const row = Object.fromEntries(columns.map((c) => [c, c === 'body' ? canonical(said[c] ?? null) : said[c]]));
  const wrong = columns.find((c) => !(typeof row[c] === 'string' || (typeof row[c] === 'number' && Number.isSafeInteger(row[c]))));
  return wrong ?? (row as unknown as Row);
}
