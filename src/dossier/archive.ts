/** The archive: a log that is only added to. Nothing of it is ever changed or deleted. */
import { rmSync } from 'node:fs';
import { digestOf, keyOf, origin } from './chain.ts';
import { type Database, DatabaseTrouble, inTransaction, keepToOwner, type Opening, openDatabase } from './database.ts';
import { type Act, archiveFormat, type Body, type Kept, type Statement } from './entry.ts';
import { insertSql, isLaidOut, layOut, number, put } from './layout.ts';
import { ArchiveReading } from './reading.ts';
import { applicationId, columns, formatVersion, type Known as KnownKeys, rowOf } from './schema.ts';
import { storable } from './storable.ts';

export type { Head, Known, Wanted } from './reading.ts';

/** Who writes, and when: UTC, to the second. */
export interface Writer {
  /** The account on the machine. */
  readonly account: () => string;
  readonly now: () => string;
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
  /** Those that are void by now included. */
  readonly already: number;
  /** Of those there already: what was corrected or withdrawn since, and was not entered again. */
  readonly gone: readonly Differing<S>[];
  readonly differing: readonly Differing<S>[];
  /** Of those entered: findings of an inspection beside another score that the archive had for the same. */
  readonly beside: readonly Differing<S>[];
}

/** An archive that can be added to. */
export class Archive extends ArchiveReading {
  private constructor(
    readonly file: string,
    readonly writable: boolean,
    /** It was made when it was opened. */
    readonly made: boolean,
    db: Database,
  ) {
    super(db);
  }

  /**
   * Opens an archive; with `create` makes one where the file is not there, or is empty.
   * @throws DatabaseTrouble; `not-a-database` also for a database that is no archive, `version` for one of a later version
   */
  static async open(file: string, opening: Opening, writer: Writer): Promise<Archive> {
    const db = await openDatabase(file, opening, applicationId);
    try {
      const made = opening === 'create' && begin(db, file, writer);
      const id = number(db.prepare('PRAGMA application_id').get());
      const version = number(db.prepare('PRAGMA user_version').get());
      if (id !== applicationId) throw new DatabaseTrouble('not-a-database', 'no archive');
      if (version !== formatVersion) throw new DatabaseTrouble('version', `${archiveFormat.split('@')[0]}@${version}`);
      return new Archive(file, opening !== 'read', made, db);
    } catch (error) {
      if (opening === 'create') takeAway(db, file, () => !isLaidOut(db));
      else db.close();
      throw error;
    }
  }

  close(): void {
    this.db.close();
  }

  /** Closes an archive that was made for nothing, and takes it away; not where another run has entered something meanwhile. */
  discard(): void {
    takeAway(this.db, this.file, () => this.head().seq === 1);
  }

  // ── writing ──

  /**
   * Enters statements, each once, all of them or none.
   * @param reason why statements that differ from an entry take its place, and why what was corrected or withdrawn holds again; null: where
   * one differs nothing is entered, and what is void stays void
   * @param strict nothing is entered either where something is to be remarked on
   */
  enter<S>(
    statements: readonly { readonly statement: Statement; readonly said: S }[],
    writer: Writer,
    reason: string | null,
    strict = false,
  ): Added<S> {
    return this.writing(writer, (write) => {
      const entered: { said: S; seq: number }[] = [];
      const differing: Differing<S>[] = [];
      const gone: Differing<S>[] = [];
      const beside: Differing<S>[] = [];
      const together = this.groups();
      const { seq: before } = this.head();
      const all = statements.map(({ statement, said }) => ({ said, statement: storable(statement) }));
      const standing = (s: Statement) => this.standing(s, together.get(s.person) ?? [s.person]);
      // Where one batch says the old form and the new, the new one holds, in whatever order they come.
      const held = new Set(
        reason === null ? [] : all.map(({ statement }) => standing(statement)).map((s) => (s.is === 'held' ? s.seq : 0)),
      );
      let already = 0;
      let corrected = 0;
      for (const { said, statement } of all) {
        const found = standing(statement);
        const put = (corrects?: number) => {
          const seq =
            corrects === undefined
              ? write({ act: 'enter', statement }, { about: found.about, digest: found.digest })
              : write({ act: 'enter', statement, corrects, reason: reason ?? '' });
          if (corrects !== undefined) corrected++;
          held.add(seq);
          entered.push({ said, seq });
        };
        if (found.is === 'held') already++;
        else if (found.is === 'new') {
          const [entry] = this.others(statement, before);
          if (entry) beside.push({ said, entry });
          put();
        } else if (found.is === 'other') {
          if (reason === null) differing.push({ said, entry: found.entry });
          else put(found.entry.seq);
        } else if (reason === null || held.has(found.last)) {
          already++;
          gone.push({ said, entry: found.entry });
        } else put(found.last);
      }
      const done = { entered, corrected, already, gone, differing, beside };
      if (differing.length > 0 || (strict && gone.length + beside.length > 0)) throw new Undone({ ...done, entered: [], corrected: 0 });
      return done;
    });
  }

  /**
   * Enters one statement in the place of an entry that holds.
   * @returns its number, or what stands in the way: the entry where it is void, another one that holds and says just this
   */
  correct(given: Statement, entry: number, reason: string, writer: Writer): number | 'no-entry' | Kept {
    const statement = storable(given);
    return this.writing(writer, (write) =>
      this.ifHolds(entry, () => {
        const found = this.standing(statement, this.samePerson(statement.person));
        const [same] = found.is === 'held' ? this.kept('l.seq = ?', [found.seq]) : [];
        return same ?? write({ act: 'enter', statement, corrects: entry, reason });
      }),
    );
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

  private writing<T>(writer: Writer, work: (write: (act: Act, known?: KnownKeys) => number) => T): T {
    const at = writer.now();
    try {
      return inTransaction(this.db, () => {
        let { seq, hash } = this.head();
        const insert = this.db.prepare(insertSql);
        return work((act, known) => {
          const row = rowOf(storable({ ...act, at, by: writer.account() } as Body), ++seq, hash, known);
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

  /**
   * What the archive says of the same thing already: the same, or what holds now and differs.
   * @param people all ids of the person: what was told of one of them is told
   */
  private standing(s: Statement, people: readonly string[]): Standing {
    const own = keysOf(s);
    const under = people.map((person) => (person === s.person ? own : keysOf({ ...s, person })));
    for (const { digest } of under) {
      const [known] = this.tuples<[seq: number, gone: number]>(
        'SELECT seq, EXISTS (SELECT 1 FROM log v WHERE v.voids = log.seq AND v.voids > 0) FROM log WHERE digest = ?',
        [digest],
      );
      if (known?.[1] === 0) return { ...own, is: 'held', seq: known[0] };
    }
    const about = under.flatMap((u) => this.kept('l.about = ?', [u.about]));
    const equal = [...about, ...this.inspectionsOf(s, people)].filter(
      (k) => digestOf({ ...k.statement, person: s.person }, null) === own.digest,
    );
    const same = equal.find((k) => k.void === null);
    if (same) return { ...own, is: 'held', seq: same.seq };
    const [entry] = equal;
    const other = about.find((k) => k.void === null);
    if (entry) return { ...own, is: 'void', entry, last: other?.seq ?? this.last(entry.seq) };
    return other ? { ...own, is: 'other', entry: other } : { ...own, is: 'new' };
  }

  /** An inspection's findings of a person, wherever they were read: a file or sheet under another name is no other inspection. */
  private inspectionsOf({ form, year }: Statement, people: readonly string[]): Kept[] {
    return form === 'inspection' ? this.find({ people, form, year }) : [];
  }

  /** What an inspection found otherwise of the same quality at the same time, up to an entry. */
  private others(s: Statement, before: number): Kept[] {
    const same = (k: Kept, key: string) => k.statement.data[key] === s.data[key];
    return this.inspectionsOf(s, this.samePerson(s.person)).filter(
      (k) => k.seq <= before && k.void === null && k.statement.day === s.day && same(k, 'quality') && same(k, 'period'),
    );
  }
}

/** How the archive stands to a statement. */
type Standing = Required<KnownKeys> &
  (
    | { readonly is: 'new' }
    /** An entry that holds says so already. */
    | { readonly is: 'held'; readonly seq: number }
    /** What holds of the same thing is another. */
    | { readonly is: 'other'; readonly entry: Kept }
    /** An entry says so that was corrected or withdrawn; `last`: what holds of the same thing, else the withdrawal. */
    | { readonly is: 'void'; readonly entry: Kept; readonly last: number }
  );

const keysOf = (s: Statement): Required<KnownKeys> => ({ about: keyOf(s), digest: digestOf(s, null) });

/** Ends a transaction without a trace, with what it found. */
class Undone extends Error {
  constructor(readonly done: unknown) {
    super('undone');
  }
}

/** Tables and first entry of a new archive; whoever comes second finds them. */
function begin(db: Database, file: string, writer: Writer): boolean {
  if (isLaidOut(db)) return false;
  return inTransaction(db, () => {
    if (isLaidOut(db)) return false;
    keepToOwner(file);
    layOut(db);
    put(db, rowOf(storable({ act: 'begin', format: archiveFormat, at: writer.now(), by: writer.account() }), 1, origin));
    return true;
  });
}

/** Closes a database and removes its file where it holds nothing. */
function takeAway(db: Database, file: string, isNothing: () => boolean): void {
  let left = false;
  try {
    // Under the lock: whoever waits to enter something finds the file gone, and says so.
    left = inTransaction(db, () => isNothing() && !removed(file));
  } catch {
    // It is another's already, or cannot be read: then it stays.
  }
  db.close();
  // Where an open file cannot be removed.
  if (left) removed(file);
}

function removed(file: string): boolean {
  try {
    rmSync(file);
    return true;
  } catch {
    return false;
  }
}
