/** What the archive says of people, and what its log holds. */
import { foldId, foldName } from '../fold.ts';
import { type Database, DatabaseTrouble, withTrouble } from './database.ts';
import type { Act, Body, Kept, LogEntry } from './entry.ts';
import { bodyIn, columns, entryOf, type Row, searchable } from './schema.ts';

/** The last entry of the log. */
export interface Head {
  readonly seq: number;
  readonly hash: string;
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

/** An archive as it is read. */
export abstract class ArchiveReading {
  protected constructor(protected readonly db: Database) {}

  /** The last entry of all, or with `content` the last that says something of somebody: looking at the archive does not move it. */
  head(content = false): Head {
    const row = this.get<Head>(`SELECT seq, hash FROM log ${content ? `WHERE act <> 'read'` : ''} ORDER BY seq DESC LIMIT 1`);
    if (!row) throw new DatabaseTrouble('damaged', 'no entries');
    return { seq: row.seq, hash: row.hash };
  }

  /** The statements that were asked for, by volume, block, day and number. */
  find(wanted: Wanted): Kept[] {
    return [...this.each(wanted)];
  }

  /** The same, one by one: of thousands only one is held at a time. Until the last is taken nothing else is asked of the archive. */
  *each(wanted: Wanted): Generator<Kept> {
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
    const values = conditions.flatMap(([, given]) => given);
    for (const row of this.stepping<Found>(`${keptSql(where)} ORDER BY l.year, l.block, l.day, l.seq`, values)) yield keptOf(row);
  }

  protected kept(where: string, values: readonly (string | number)[]): Kept[] {
    return this.tuples<Found>(keptSql(where), values).map(keptOf);
  }

  /** What came of an entry through all its corrections: the one that holds; null: it was withdrawn. */
  outcome({ seq }: Kept): Kept | null {
    return this.kept('l.seq = ?', [this.last(seq)])[0] ?? null;
  }

  /** Where corrections and withdrawals of an entry lead: the entry of the log that nothing has made void. */
  protected last(entry: number): number {
    const [next] = this.tuples<[seq: number]>('SELECT seq FROM log WHERE voids = ? AND voids > 0', [entry]);
    return next ? this.last(next[0]) : entry;
  }

  /** Everybody whom an id or a name means; one where it is plain whom. */
  whom(text: string): Known[] {
    const byId = this.all<{ person: string }>(`SELECT DISTINCT person FROM log WHERE act = 'enter' AND person = ?`, [foldId(text)]);
    const byName = this.all<{ person: string }>(`SELECT DISTINCT person FROM log WHERE act = 'enter' AND name = ?`, [foldName(text)]);
    // A file that is kept under a name is not the only one of that name.
    const isName = byName.some((n) => n.person === byId[0]?.person);
    const found = byId.length > 0 && !isName ? byId : byName;
    const groups = new Map(found.map((f) => [this.samePerson(f.person).join('\u0000'), f.person]));
    return [...groups.values()].map((p) => this.known(p)).sort((a, b) => (a.id < b.id ? -1 : 1));
  }

  /** The file that is kept under just this id or name, whoever else is called so. */
  under(text: string): Known | null {
    const [found] = this.tuples<[person: string]>(`SELECT person FROM log WHERE act = 'enter' AND person IN (?, ?) LIMIT 1`, [
      foldId(text),
      foldName(text),
    ]);
    return found ? this.known(found[0]) : null;
  }

  /**
   * Who a person is: by the latest appraisal or basic data that holds, else by their last entry that holds, else by their last one. Their
   * names are those of all entries that hold, wherever they stand.
   */
  known(person: string): Known {
    const people = this.samePerson(person);
    const marks = people.map(() => '?').join(',');
    const told = (holds: string) =>
      this.tuples<[id: string, name: string]>(
        `SELECT l.body ->> '$.statement.id', l.body ->> '$.statement.name' FROM log l WHERE l.act = 'enter' AND l.person IN (${marks}) ${holds}
         ORDER BY l.form IN ('basic', 'appraisal') DESC, CASE WHEN l.form IN ('basic', 'appraisal') THEN l.day END DESC, l.seq DESC`,
        people,
      );
    const holding = told('AND NOT EXISTS (SELECT 1 FROM log v WHERE v.voids = l.seq AND v.voids > 0)');
    const said = holding.length > 0 ? holding : told('');
    if (said.some((texts) => texts.some((t) => typeof t !== 'string'))) throw new DatabaseTrouble('damaged', 'an entry names nobody');
    // Spaced out or not, it is one name; a table of ids alone gives none.
    const names = new Map<string, string>();
    for (const [, name] of said) if (name !== '' && !names.has(foldName(name))) names.set(foldName(name), name);
    const [name = person] = names.values();
    return { people, id: said[0]?.[0] ?? person, name, names: [...names.values()] };
  }

  /**
   * Who people are, asked once for many: by the latest appraisal or basic data that holds in some volumes, else by their last entry in them.
   * @param blocks in which appraisals and basic data stand
   */
  knownIn(people: readonly string[], years: readonly number[], blocks: readonly string[]): (person: string) => Known {
    const merged = this.groups();
    const marks = (of: readonly unknown[]) => of.map(() => '?').join(',');
    const found = new Map<string, Known>();
    const latest = (seq: string, values: readonly (string | number)[]) => {
      const wanted = people.filter((p) => !found.has(p));
      if (wanted.length === 0) return;
      const rows = this.tuples<[person: string, id: string, name: string]>(
        `SELECT l.person, l.body ->> '$.statement.id', l.body ->> '$.statement.name' FROM json_each(?) p JOIN log l ON l.seq = (${seq})`,
        [JSON.stringify(wanted), ...years, ...values],
      );
      for (const [person, id, name] of rows)
        found.set(person, !id || !name ? this.known(person) : { people: [person], id, name, names: [name] });
    };
    const own = `FROM log o WHERE o.person = p.value AND o.year IN (${marks(years)})
      AND NOT EXISTS (SELECT 1 FROM log v WHERE v.voids = o.seq AND v.voids > 0)`;
    if (blocks.length > 0)
      latest(
        `SELECT o.seq ${own} AND o.block IN (${marks(blocks)}) AND o.form IN ('basic', 'appraisal') ORDER BY o.day DESC, o.seq DESC LIMIT 1`,
        blocks,
      );
    latest(`SELECT MAX(o.seq) ${own}`, []);
    // Of several ids the latest of all says who it is.
    return (person) => (merged.has(person) ? undefined : found.get(person)) ?? this.known(person);
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
  protected groups(): Map<string, string[]> {
    const all = new Map<string, string[]>();
    for (const { people } of this.merges()) {
      const joined = [...new Set(people.flatMap((p) => all.get(p) ?? [p]))].sort();
      for (const p of joined) all.set(p, joined);
    }
    return all;
  }

  protected merges(): { readonly seq: number; readonly people: readonly [string, string] }[] {
    return this.all<{ seq: number; person: string; name: string }>(
      `SELECT seq, person, name FROM log WHERE act = 'merge' AND NOT EXISTS (SELECT 1 FROM log v WHERE v.voids = log.seq AND v.voids > 0)`,
      [],
    ).map((r) => ({ seq: r.seq, people: [r.person, r.name] }));
  }

  /** Every name (folded) that a statement gives an id. */
  everybody(): { readonly person: string; readonly name: string }[] {
    return this.all<{ person: string; name: string }>(`SELECT DISTINCT name, person FROM log WHERE act = 'enter'`, []).map((r) => ({
      person: r.person,
      name: r.name,
    }));
  }

  /** Whoever talked, taught or wrote something down, as entries say it. */
  recorders(): string[] {
    return this.all<{ by: string | null }>(
      `SELECT DISTINCT json_extract(body, '$.statement.data.by') AS by FROM log WHERE act = 'enter' AND form = 'chronicle'`,
      [],
    ).flatMap(({ by }) => (by === null ? [] : [by]));
  }

  /** Of whom something holds in a volume: ids by block. */
  holders(year: number): ReadonlyMap<string, readonly string[]> {
    // Ids of a block in one value: a row for each of them takes several times as long.
    const all = this.tuples<[block: string, people: string]>(
      `SELECT block, json_group_array(person) FROM
       (SELECT block, person FROM log WHERE act = 'enter' AND year = ? GROUP BY block, person) GROUP BY block`,
      [year],
    );
    const void_ = this.tuples<[block: string, person: string]>(
      `SELECT l.block, l.person FROM log v JOIN log l ON l.seq = v.voids WHERE v.voids > 0 AND l.act = 'enter' AND l.year = ?
       GROUP BY l.block, l.person HAVING COUNT(*) =
       (SELECT COUNT(*) FROM log o WHERE o.act = 'enter' AND o.year = l.year AND o.block = l.block AND o.person = l.person)`,
      [year],
    );
    const nothing = new Set(void_.map((v) => v.join('\u0000')));
    return new Map(
      all.map(([block, people]) => [block, (JSON.parse(people) as string[]).filter((p) => !nothing.has(`${block}\u0000${p}`))]),
    );
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
    for (const values of this.stepping<Row[keyof Row][]>(`SELECT ${columns.join(', ')} FROM log ORDER BY seq`, []))
      yield Object.fromEntries(columns.map((c, i) => [c, values[i]])) as unknown as Row;
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

  protected all<T>(sql: string, values: readonly (string | number)[]): T[] {
    return withTrouble(() => this.db.prepare(sql).all(...values) as T[]);
  }

  /** Rows without the names of their columns: of thousands of rows they cost as much as the rows. */
  protected tuples<T extends readonly unknown[]>(sql: string, values: readonly (string | number)[]): T[] {
    return withTrouble(() => {
      const prepared = this.db.prepare(sql);
      prepared.setReturnArrays(true);
      return prepared.all(...values) as T[];
    });
  }

  /** `tuples`, row by row. */
  private *stepping<T extends readonly unknown[]>(sql: string, values: readonly (string | number)[]): Generator<T> {
    const found = withTrouble(() => {
      const prepared = this.db.prepare(sql);
      prepared.setReturnArrays(true);
      return prepared.iterate(...values)[Symbol.iterator]();
    });
    try {
      for (let next = withTrouble(() => found.next()); !next.done; next = withTrouble(() => found.next())) yield next.value as T;
    } finally {
      // Whoever stops before the last row must not keep the file locked.
      found.return?.();
    }
  }

  private get<T>(sql: string): T | undefined {
    return withTrouble(() => this.db.prepare(sql).get() as T | undefined);
  }
}

/** A statement's row, and the entry that made it void. */
type Found = readonly [seq: number, body: string, by: number | null, byBody: string | null];

const keptSql = (where: string): string =>
  `SELECT l.seq, l.body, v.seq, v.body FROM log l LEFT JOIN log v ON v.voids = l.seq AND v.voids > 0 WHERE l.act = 'enter' AND ${where}`;

function keptOf([seq, body, by, byBody]: Found): Kept {
  const { statement, corrects, reason = '' } = bodyIn(body) as Extract<Body, { act: 'enter' }>;
  const voider = byBody === null ? null : bodyIn(byBody);
  const told =
    voider === null || by === null ? null : { by, kind: voider.act === 'withdraw' ? ('withdrawn' as const) : ('corrected' as const) };
  const why = voider?.act === 'withdraw' || voider?.act === 'enter' ? (voider.reason ?? '') : '';
  return { seq, statement, corrects: corrects ?? null, reason, void: told ? { ...told, reason: why } : null };
}
