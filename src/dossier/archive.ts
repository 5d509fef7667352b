/** The archive: a log that is only added to, and what it says of people. Nothing of it is ever changed or deleted. */
import { foldId, foldName } from '../fold.ts';
import { canonical, digestOf, keyOf, origin } from './chain.ts';
import { type Database, DatabaseTrouble, inTransaction, type Opening, openDatabase, withTrouble } from './database.ts';
import { type Act, archiveFormat, type Body, type Kept, type LogEntry, type Statement } from './entry.ts';
import { applicationId, columns, entryOf, formatVersion, type Row, rowOf, schemaSql, searchable } from './schema.ts';

/** Who writes, and when: UTC, to the second. */
export interface Writer {
  /** The account on the machine. */
  readonly account: string;
  readonly now: () => string;
}

/** The last entry of the log. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
}

/** A statement that says of one thing what an entry says otherwise. */
export interface Differing<S> {
  readonly said: S;
  readonly entry: Kept;
}

/** What became of statements: each is entered, there already, or differs from what is there. */
export interface Added<S> {
  readonly entered: readonly { readonly said: S; readonly seq: number }[];
  /** Of those entered. */
  readonly corrected: number;
  readonly already: number;
  readonly differing: readonly Differing<S>[];
}

/** What is looked for; all that is given must hold. */
export interface Wanted {
  readonly people?: readonly string[];
  readonly year?: number;
  readonly block?: string;
  readonly form?: string;
  readonly from?: string;
  readonly to?: string;
  /** Each must stand in the entry. */
  readonly words?: readonly string[];
}

/** Somebody the archive knows: the ids they have had, the last one first, and their names. */
export interface Known {
  readonly people: readonly string[];
  readonly id: string;
  readonly name: string;
  readonly names: readonly string[];
}

export class Archive {
  private constructor(
    readonly file: string,
    readonly writable: boolean,
    private readonly db: Database,
  ) {}

  /**
   * Opens an archive; with `create` makes one where the file is not there, or is empty.
   * @throws DatabaseTrouble; `not-a-database` also for a database that is no archive, `version` for one of a later version
   */
  static async open(file: string, opening: Opening, writer: Writer): Promise<Archive> {
    const db = await openDatabase(file, opening);
    try {
      if (opening === 'create') begin(db, writer);
      const id = number(db.prepare('PRAGMA application_id').get());
      const version = number(db.prepare('PRAGMA user_version').get());
      if (id !== applicationId) throw new DatabaseTrouble('not-a-database', 'no archive');
      if (version !== formatVersion) throw new DatabaseTrouble('version', `${archiveFormat.split('@')[0]}@${version}`);
      return new Archive(file, opening !== 'read', db);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  close(): void {
    this.db.close();
  }

  /** The last entry of all, or with `content` the last that says something of somebody: looking at the archive does not move it. */
  head(content = false): Head {
    const row = this.get<Head>(`SELECT seq, hash FROM log ${content ? `WHERE act <> 'read'` : ''} ORDER BY seq DESC LIMIT 1`);
    if (!row) throw new DatabaseTrouble('damaged', 'no entries');
    return { seq: row.seq, hash: row.hash };
  }

  // ── writing ──

  /**
   * Enters statements, each once, all of them or none.
   * @param reason why statements that differ from an entry take its place; null: where one differs nothing is entered
   */
  enter<S>(statements: readonly { readonly statement: Statement; readonly said: S }[], writer: Writer, reason: string | null): Added<S> {
    return this.writing(writer, (write) => {
      const entered: { said: S; seq: number }[] = [];
      const differing: Differing<S>[] = [];
      let already = 0;
      let corrected = 0;
      for (const { statement, said } of statements) {
        const { same, current } = this.standing(statement);
        if (same) already++;
        else if (!current) entered.push({ said, seq: write({ act: 'enter', statement }) });
        else if (reason === null) differing.push({ said, entry: current });
        else {
          corrected++;
          entered.push({ said, seq: write({ act: 'enter', statement, corrects: current.seq, reason }) });
        }
      }
      if (differing.length > 0) throw new Undone({ entered: [], corrected: 0, already, differing });
      return { entered, corrected, already, differing };
    });
  }

  /**
   * Enters one statement in the place of an entry that holds.
   * @returns its number, or what stands in the way
   */
  correct(statement: Statement, entry: number, reason: string, writer: Writer): number | 'no-entry' | Kept {
    return this.writing(writer, (write) => this.ifHolds(entry, () => write({ act: 'enter', statement, corrects: entry, reason })));
  }

  /** Makes an entry, or a merge, void. */
  withdraw(entry: number, reason: string, writer: Writer): number | 'no-entry' | Kept {
    return this.writing(writer, (write) => {
      if (this.merges().some((m) => m.seq === entry)) return write({ act: 'withdraw', entry, reason });
      return this.ifHolds(entry, () => write({ act: 'withdraw', entry, reason }));
    });
  }

  /** Two ids are one person; null where they are already. */
  merge(people: readonly [string, string], reason: string, writer: Writer): number | null {
    return this.writing(writer, (write) =>
      this.samePerson(people[0]).includes(people[1]) ? null : write({ act: 'merge', people, reason }),
    );
  }

  /** Notes that somebody looks. */
  note(verb: string, person: string, what: string, writer: Writer): void {
    this.writing(writer, (write) => write({ act: 'read', verb, person, what }));
  }

  private ifHolds<T>(entry: number, then: () => T): T | 'no-entry' | Kept {
    const [kept] = this.kept('l.seq = ?', [entry]);
    if (!kept) return 'no-entry';
    return kept.void ? kept : then();
  }

  private writing<T>(writer: Writer, work: (write: (act: Act) => number) => T): T {
    const at = writer.now();
    try {
      return inTransaction(this.db, () => {
        let { seq, hash } = this.head();
        const insert = this.db.prepare(insertSql);
        return work((act) => {
          const row = rowOf({ ...act, at, by: writer.account } as Body, ++seq, hash);
          hash = row.hash;
          insert.run(...columns.map((c) => row[c]));
          return seq;
        });
      });
    } catch (error) {
      if (error instanceof Undone) return error.done as T;
      throw error;
    }
  }

  /** What the archive says of the same thing already: the same, or what holds now and differs. */
  private standing(s: Statement): { same: boolean; current: Kept | null } {
    const own = digestOf({ act: 'enter', statement: s, at: '', by: '' });
    const all = this.kept('l.about = ?', [keyOf(s)]);
    const same = all.some((k) => digestOf({ act: 'enter', statement: k.statement, at: '', by: '' }) === own);
    // Who somebody is is entered again only where it has changed since.
    if (!same && s.form === 'basic' && this.unchanged(s)) return { same: true, current: null };
    return { same, current: all.find((k) => k.void === null) ?? null };
  }

  private unchanged(s: Statement): boolean {
    const before = this.kept(`l.person = ? AND l.form = 'basic' AND l.day <= ?`, [s.person, s.day ?? '']).filter((k) => !k.void);
    const last = before.sort((a, b) => ((a.statement.day ?? '') < (b.statement.day ?? '') ? -1 : 1)).at(-1)?.statement;
    return last !== undefined && last.day !== s.day && last.name === s.name && canonical(last.data) === canonical(s.data);
  }

  // ── reading ──

  /** The statements that were asked for, by volume, block, day and number. */
  find(wanted: Wanted): Kept[] {
    const conditions: [string, (string | number)[]][] = [];
    const { people, year, block, form, from, to, words = [] } = wanted;
    if (people) conditions.push([`l.person IN (${people.map(() => '?').join(',')})`, [...people]]);
    if (year !== undefined) conditions.push(['l.year = ?', [year]]);
    if (block !== undefined) conditions.push(['l.block = ?', [block]]);
    if (form !== undefined) conditions.push(['l.form = ?', [form]]);
    if (from !== undefined) conditions.push(['l.day >= ?', [from]]);
    if (to !== undefined) conditions.push([`l.day <= ? AND l.day <> ''`, [to]]);
    for (const w of words) conditions.push([`l.words LIKE ? ESCAPE '!'`, [`%${searchable(w).replace(/[!%_]/g, '!$&')}%`]]);
    const where = conditions.length === 0 ? '1' : conditions.map(([sql]) => sql).join(' AND ');
    const order = (k: Kept) => [k.statement.year, k.statement.block, k.statement.day ?? '', String(k.seq).padStart(12, '0')].join('\u0000');
    const keyed = this.kept(
      where,
      conditions.flatMap(([, values]) => values),
    ).map((k) => [order(k), k] as const);
    return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, k]) => k);
  }

  private kept(where: string, values: readonly (string | number)[]): Kept[] {
    type Found = Row & { readonly by: number | null; readonly byBody: string | null };
    const rows = this.all<Found>(
      `SELECT l.seq, l.body, l.hash, v.seq AS by, v.body AS byBody FROM log l LEFT JOIN log v ON v.voids = l.seq AND v.voids > 0
       WHERE l.act = 'enter' AND ${where}`,
      values,
    );
    return rows.map(keptOf);
  }

  /** Everybody whom an id or a name means; one where it is plain whom. */
  whom(text: string): Known[] {
    const byId = this.all<{ person: string }>(`SELECT DISTINCT person FROM log WHERE act = 'enter' AND person = ?`, [foldId(text)]);
    const found =
      byId.length > 0
        ? byId
        : this.all<{ person: string }>(`SELECT DISTINCT person FROM log WHERE act = 'enter' AND name = ?`, [foldName(text)]);
    const groups = new Map(found.map((f) => [this.samePerson(f.person).join('\u0000'), f.person]));
    return [...groups.values()].map((p) => this.known(p)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** Who a person is by the latest statement of them. */
  known(person: string): Known {
    const people = this.samePerson(person);
    const marks = people.map(() => '?').join(',');
    const rows = this.all<{ body: string }>(
      `SELECT body FROM log WHERE act = 'enter' AND person IN (${marks}) AND form IN ('basic', 'appraisal') ORDER BY day DESC, seq DESC`,
      people,
    );
    const any =
      rows.length > 0
        ? rows
        : this.all<{ body: string }>(`SELECT body FROM log WHERE act = 'enter' AND person IN (${marks}) ORDER BY seq DESC`, people);
    const said = any.map((r) => (JSON.parse(r.body) as Extract<Body, { act: 'enter' }>).statement);
    const names = [...new Set(said.map((s) => s.name))];
    return { people, id: said[0]?.id ?? person, name: names[0] ?? person, names };
  }

  /** All ids that are one person, by the merges that hold; sorted. */
  samePerson(person: string): string[] {
    const all = this.groups();
    return all.get(person) ?? [person];
  }

  /** Id → the id that stands for all of the same person, for many people at once. */
  together(): (person: string) => string {
    const all = this.groups();
    return (person) => all.get(person)?.[0] ?? person;
  }

  /** Id → ids of the same person, of those who have been merged. */
  private groups(): Map<string, string[]> {
    const all = new Map<string, string[]>();
    for (const { people } of this.merges()) {
      const joined = [...new Set(people.flatMap((p) => all.get(p) ?? [p]))].sort();
      for (const p of joined) all.set(p, joined);
    }
    return all;
  }

  private merges(): { readonly seq: number; readonly people: readonly [string, string] }[] {
    return this.all<{ seq: number; person: string; name: string }>(
      `SELECT seq, person, name FROM log WHERE act = 'merge' AND NOT EXISTS (SELECT 1 FROM log v WHERE v.voids = log.seq AND v.voids > 0)`,
      [],
    ).map((r) => ({ seq: r.seq, people: [r.person, r.name] }));
  }

  /** How many statements hold of each person and block in a volume. */
  counts(year: number): { readonly person: string; readonly block: string; readonly count: number }[] {
    const all = this.all<{ person: string; block: string; count: number }>(
      `SELECT person, block, COUNT(*) AS count FROM log WHERE act = 'enter' AND year = ? GROUP BY block, person`,
      [year],
    );
    // An entry and what corrects it are two entries and one statement.
    const void_ = this.all<{ person: string; block: string; count: number }>(
      `SELECT l.person, l.block, COUNT(*) AS count FROM log v JOIN log l ON l.seq = v.voids
       WHERE v.voids > 0 AND l.act = 'enter' AND l.year = ? GROUP BY l.person, l.block`,
      [year],
    );
    const less = new Map(void_.map((v) => [`${v.person}\u0000${v.block}`, v.count]));
    return all.flatMap((c) => {
      const count = c.count - (less.get(`${c.person}\u0000${c.block}`) ?? 0);
      return count > 0 ? [{ person: c.person, block: c.block, count }] : [];
    });
  }

  /** The years in which a block has entries, void or not, with how many, and of how many people. */
  volumes(block: string): { readonly year: number; readonly entries: number; readonly people: number }[] {
    return this.all<{ year: number; entries: number; people: number }>(
      `SELECT l.year, COUNT(*) AS entries, COUNT(DISTINCT l.person) AS people FROM log l
       WHERE l.act = 'enter' AND l.block = ? GROUP BY l.year ORDER BY l.year`,
      [block],
    ).map((r) => ({ year: r.year, entries: r.entries, people: r.people }));
  }

  /** The whole log in its order, row by row. */
  *rows(): Generator<Row> {
    const found = withTrouble(() => this.db.prepare(`SELECT ${columns.join(', ')} FROM log ORDER BY seq`).iterate());
    for (const row of found) yield row as Row;
  }

  /** Entries of the log that say nothing of anybody's record: merges, withdrawals, who looked. */
  log(acts: readonly Act['act'][]): LogEntry[] {
    const marks = acts.map(() => '?').join(',');
    return this.all<Row>(`SELECT seq, body, hash FROM log WHERE act IN (${marks}) ORDER BY seq`, acts).map(entryOf);
  }

  /** Statements of the database that make its tables, and its marks. */
  layout(): { readonly sql: readonly string[]; readonly integrity: readonly string[] } {
    const sql = this.all<{ sql: string | null }>('SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY rowid', []).map(
      (r) => r.sql ?? '',
    );
    const integrity = this.all<{ integrity_check: string }>('PRAGMA integrity_check(5)', []).map((r) => r.integrity_check);
    return { sql, integrity: integrity.filter((t) => t !== 'ok') };
  }

  private all<T>(sql: string, values: readonly (string | number)[]): T[] {
    return withTrouble(() => this.db.prepare(sql).all(...values) as T[]);
  }

  private get<T>(sql: string): T | undefined {
    return withTrouble(() => this.db.prepare(sql).get() as T | undefined);
  }
}

const insertSql = `INSERT INTO log (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** Ends a transaction without a trace, with what it found. */
class Undone extends Error {
  constructor(readonly done: unknown) {
    super('undone');
  }
}

/** Tables and first entry of a new archive; whoever comes second finds them. */
function begin(db: Database, writer: Writer): void {
  if (isLaidOut(db)) return;
  inTransaction(db, () => {
    if (isLaidOut(db)) return;
    layOut(db);
    put(db, rowOf({ act: 'begin', format: archiveFormat, at: writer.now(), by: writer.account }, 1, origin));
  });
}

const isLaidOut = (db: Database): boolean => number(db.prepare('SELECT COUNT(*) FROM sqlite_schema').get()) > 0;

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
const number = (row: unknown): number => Number(Object.values(row as object)[0]);

function keptOf({
  seq,
  hash,
  body,
  by,
  byBody,
}: {
  seq: number;
  hash: string;
  body: string;
  by: number | null;
  byBody: string | null;
}): Kept {
  const { statement, corrects, reason = '' } = JSON.parse(body) as Extract<Body, { act: 'enter' }>;
  const voider = byBody === null ? null : (JSON.parse(byBody) as Body);
  const told =
    voider === null || by === null ? null : { by, kind: voider.act === 'withdraw' ? ('withdrawn' as const) : ('corrected' as const) };
  const why = voider?.act === 'withdraw' || voider?.act === 'enter' ? (voider.reason ?? '') : '';
  return { seq, hash, statement, corrects: corrects ?? null, reason, void: told ? { ...told, reason: why } : null };
}
