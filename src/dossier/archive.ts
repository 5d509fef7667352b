/** The archive: a log that is only added to. Nothing of it is ever changed or deleted. */
import { rmSync } from 'node:fs';
import { foldName } from '../fold.ts';
import { canonical, digestOf, keyOf, origin } from './chain.ts';
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
  readonly already: number;
  readonly differing: readonly Differing<S>[];
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
   * @param reason why statements that differ from an entry take its place; null: where one differs nothing is entered
   */
  enter<S>(statements: readonly { readonly statement: Statement; readonly said: S }[], writer: Writer, reason: string | null): Added<S> {
    return this.writing(writer, (write) => {
      const entered: { said: S; seq: number }[] = [];
      const differing: Differing<S>[] = [];
      const together = this.groups();
      let already = 0;
      let corrected = 0;
      for (const { said, ...given } of statements) {
        const statement = storable(given.statement);
        const { same, current, about, digest } = this.standing(statement, together.get(statement.person) ?? [statement.person]);
        if (same) already++;
        else if (!current) entered.push({ said, seq: write({ act: 'enter', statement }, { about, digest }) });
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
    const known = under.some((u) => this.all('SELECT seq FROM log WHERE digest = ?', [u.digest]).length > 0);
    if (known) return { ...own, same: true, current: null };
    const all = under.flatMap((u) => this.kept('l.about = ?', [u.about]));
    const same = all.some((k) => digestOf({ ...k.statement, person: s.person }, null) === own.digest);
    // Who somebody is is entered again only where it has changed since.
    if (!same && s.form === 'basic' && this.unchanged(s, people)) return { ...own, same: true, current: null };
    return { ...own, same, current: all.find((k) => k.void === null) ?? null };
  }

  /** Within a volume: each has basic data of its own. */
  private unchanged(s: Statement, people: readonly string[]): boolean {
    const before = people
      .flatMap((p) => this.kept(`l.person = ? AND l.year = ? AND l.form = 'basic' AND l.day <= ?`, [p, s.year, s.day ?? '']))
      .filter((k) => !k.void);
    const last = before.sort((a, b) => ((a.statement.day ?? '') < (b.statement.day ?? '') ? -1 : 1)).at(-1)?.statement;
    if (last === undefined || last.day === s.day) return false;
    return foldName(last.name) === foldName(s.name) && canonical(last.data) === canonical(s.data);
  }
}

/** How the archive stands to a statement. */
interface Standing extends Required<KnownKeys> {
  /** It says so already. */
  readonly same: boolean;
  /** What holds of the same thing. */
  readonly current: Kept | null;
}

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
