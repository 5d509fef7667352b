/** An archive's tables and rows as they are laid down in a database. */
import { type Database, withTrouble } from './database.ts';
import { applicationId, columns, formatVersion, type Row, schemaSql } from './schema.ts';

export const insertSql = `INSERT INTO log (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

export const isLaidOut = (db: Database): boolean => number(db.prepare('SELECT COUNT(*) FROM sqlite_schema').get()) > 0;

/** Makes the tables of an archive, within a transaction. */
export function layOut(db: Database): void {
  for (const sql of schemaSql) db.exec(sql);
  db.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${formatVersion}`);
}

/** Writes a row. */
export function put(db: Database, row: Row): void {
  withTrouble(() => db.prepare(insertSql).run(...columns.map((c) => row[c])));
}

/** The one number of a row. */
export const number = (row: unknown): number => Number(Object.values(row as object)[0]);
