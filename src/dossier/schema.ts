/**
 * How the log lies in the database. What a row is found by follows from its body when it is written; the hash binds all of it, so
 * that a later version need not fold or number in the same way to verify it.
 */
import { foldName, foldWord } from '../fold.ts';
import { canonical, chained, digestOf, keyOf } from './chain.ts';
import { DatabaseTrouble } from './database.ts';
import type { Body, LogEntry, Statement } from './entry.ts';

/** `appr`, in the header of the file: an archive is known by it, whatever it is called. */
export const applicationId = 0x61707072;
export const formatVersion = 1;

/** Statements that make an empty archive; `verify` holds the schema to them word for word. */
export const schemaSql: readonly string[] = [
  `CREATE TABLE log (
  seq INTEGER PRIMARY KEY,
  act TEXT NOT NULL,
  person TEXT NOT NULL,
  name TEXT NOT NULL,
  form TEXT NOT NULL,
  block TEXT NOT NULL,
  year INTEGER NOT NULL,
  day TEXT NOT NULL,
  about TEXT NOT NULL,
  digest TEXT NOT NULL,
  voids INTEGER NOT NULL,
  words TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL
) STRICT`,
  'CREATE UNIQUE INDEX log_once ON log (digest)',
  'CREATE INDEX log_person ON log (person, year, block)',
  `CREATE INDEX log_year ON log (year, block, person) WHERE act = 'enter'`,
  `CREATE INDEX log_name ON log (name, person) WHERE act = 'enter'`,
  `CREATE INDEX log_about ON log (about) WHERE act = 'enter'`,
  `CREATE INDEX log_voids ON log (voids) WHERE voids > 0`,
  `CREATE INDEX log_merges ON log (seq) WHERE act = 'merge'`,
  `CREATE TRIGGER log_unchanged BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the archive is never changed'); END`,
  `CREATE TRIGGER log_undeleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'nothing in the archive is deleted'); END`,
];

/** A row of the table. */
export interface Row {
  readonly seq: number;
  readonly act: string;
  readonly person: string;
  /** Folded name, by which people are looked for. */
  readonly name: string;
  readonly form: string;
  readonly block: string;
  readonly year: number;
  /** '' where there is none. */
  readonly day: string;
  readonly about: string;
  readonly digest: string;
  /** The entry that this one corrects or withdraws; 0: none. */
  readonly voids: number;
  /** Folded, to be searched. */
  readonly words: string;
  readonly body: string;
  readonly hash: string;
}

export const columns = [
  'seq',
  'act',
  'person',
  'name',
  'form',
  'block',
  'year',
  'day',
  'about',
  'digest',
  'voids',
  'words',
  'body',
  'hash',
] as const satisfies readonly (keyof Row)[];

/** What a statement is kept under. */
export interface Known {
  readonly digest?: string;
  readonly about?: string;
}

const nothing = { person: '', name: '', form: '', block: '', year: 0, day: '', about: '', voids: 0, words: '' };

/**
 * The row of an entry.
 * @param before hash of the entry before
 * @param known the digest and key of a statement, where somebody has made them already
 */
export function rowOf(body: Body, seq: number, before: string, known: Known = {}): Row {
  const text = canonical(body);
  // Only statements are kept once; the other acts differ by what they are.
  const digest = body.act === 'enter' ? (known.digest ?? digestOf(body.statement, body.corrects ?? null)) : `${seq}`;
  const row = { ...nothing, ...ofAct(body, known), seq, act: body.act, digest, body: text };
  return { ...row, hash: hashOf(row, before) };
}

/** The hash that a row must have. */
export const hashOf = (row: Omit<Row, 'hash'>, before: string): string =>
  chained(
    before,
    columns.flatMap((c) => (c === 'hash' ? [] : [row[c]])),
  );

function ofAct(body: Body, known: Known): Partial<Row> {
  if (body.act === 'read') return { person: body.person };
  if (body.act === 'merge') return { person: body.people[0], name: body.people[1] };
  if (body.act === 'withdraw') return { voids: body.entry };
  if (body.act === 'begin') return {};
  const { statement: s, corrects, reason = '' } = body;
  return {
    person: s.person,
    name: foldName(s.name),
    form: s.form,
    block: s.block,
    year: s.year,
    day: s.day ?? '',
    about: known.about ?? keyOf(s),
    voids: corrects ?? 0,
    words: searchable([s.id, s.name, s.number, reason, ...textsIn(s.data)].join('\u0001')),
  };
}

/** As it is compared: without white space and case, in simplified characters. */
export const searchable = (text: string): string => foldWord(text);

/** Every text that a record holds. */
function textsIn(data: unknown): string[] {
  if (typeof data === 'string') return [data];
  return data !== null && typeof data === 'object' ? Object.values(data).flatMap(textsIn) : [];
}

/** The entry that a row holds. */
export const entryOf = (row: Pick<Row, 'seq' | 'body' | 'hash'>): LogEntry => ({
  seq: row.seq,
  hash: row.hash,
  body: bodyIn(row.body),
});

/** What the text of a row says. @throws DatabaseTrouble where somebody has written something else there */
export function bodyIn(text: string): Body {
  const said = jsonIn(text) as Partial<Extract<Body, { act: 'enter' }>> | null;
  if (said === null || typeof said !== 'object' || typeof said.act !== 'string') throw notWritten();
  if (said.act === 'enter' && !isStatement(said.statement)) throw notWritten();
  return said as Body;
}

/** The text of a row as JSON. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw notWritten();
  }
}

const notWritten = () => new DatabaseTrouble('damaged', 'the text of an entry is not what was written');

function isStatement(s: Partial<Statement> | undefined): boolean {
  if (s === undefined || s === null || typeof s !== 'object' || typeof s.data !== 'object' || s.data === null) return false;
  if (typeof s.year !== 'number' || (s.day !== null && typeof s.day !== 'string')) return false;
  if (s.from !== null && typeof s.from?.cell !== 'string') return false;
  return [s.form, s.block, s.person, s.id, s.name, s.number].every((t) => typeof t === 'string');
}
