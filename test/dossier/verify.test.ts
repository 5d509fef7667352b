// Whatever is changed behind the archive's back is found, and where it can be the entry is named.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.ts';
import { Archive } from '../../src/dossier/archive.ts';
import { origin } from '../../src/dossier/chain.ts';
import { columns, hashOf, type Row } from '../../src/dossier/schema.ts';
import { type Verified, verify } from '../../src/dossier/verify.ts';
import { folder, listing } from '../commands/desk.ts';
import { archiveIn, basic, behindItsBack, enter, happened, run, writer } from './desk.ts';

const triggers = ['DROP TRIGGER log_unchanged', 'DROP TRIGGER log_undeleted'];
/** The triggers put back: nothing of the layout tells of the edit. */
const restored = [
  `CREATE TRIGGER log_unchanged BEFORE UPDATE ON log BEGIN SELECT RAISE(ABORT, 'the archive is never changed'); END`,
  `CREATE TRIGGER log_undeleted BEFORE DELETE ON log BEGIN SELECT RAISE(ABORT, 'nothing in the archive is deleted'); END`,
];

/** An archive of 30 entries of every act. */
async function filled(cwd: string): Promise<string> {
  const archive = await archiveIn(cwd);
  for (let i = 0; i < 5; i++) {
    const id = String(i % 3);
    const day = `2026-0${i + 1}-05` as Day;
    enter(archive, [happened(id, `第 ${i} 次值班`, { day }), basic(id, day, `单位${i}`), happened(id, '防汛', { number: `JS-${i}`, day })]);
    archive.note('show', id, '', writer);
  }
  enter(archive, [happened('0', '防汛演练', { number: 'JS-0', day: '2026-01-05' as Day })], '名称有误');
  archive.withdraw(2, '重复登记', writer);
  archive.merge(['0', '1'], '换发编号', writer);
  enter(
    archive,
    ['7', '8', '9'].flatMap((id) => [happened(id, '调研'), happened(id, '党校', { block: 'study' })]),
  );
  archive.close();
  return archive.file;
}

async function check(file: string, heads: readonly string[] = []): Promise<Verified> {
  const archive = await Archive.open(file, 'read', writer);
  try {
    return verify(archive, heads);
  } finally {
    archive.close();
  }
}

function rowsOf(file: string): Row[] {
  const db = new DatabaseSync(file);
  const rows = db.prepare('SELECT * FROM log ORDER BY seq').all() as unknown as Row[];
  db.close();
  return rows;
}

let whole: Uint8Array;
let rows: Row[];
let head: string;

/** A copy of the archive to edit. */
async function copy(): Promise<string> {
  const cwd = await folder();
  if (!whole) {
    const file = await filled(cwd);
    whole = readFileSync(file);
    rows = rowsOf(file);
    head = rows.at(-1)?.hash ?? '';
  }
  const file = path.join(cwd, 'copy.dossier');
  writeFileSync(file, whole);
  return file;
}

/** What somebody does: rows as they shall stand, written over the table. */
interface Edit {
  readonly what: string;
  /** The first number that is not as it was. */
  readonly at: number;
  readonly rows: readonly Row[];
  /** Hashes put right from there on: to the end of the edit (`own`) or of the log (`all`). */
  readonly hashes: 'left' | 'own' | 'all';
}

function write(file: string, edited: readonly Row[]): void {
  const db = new DatabaseSync(file);
  for (const t of triggers) db.exec(t);
  db.exec('BEGIN; DELETE FROM log; DROP INDEX log_once');
  const insert = db.prepare(`INSERT INTO log (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`);
  for (const row of edited) insert.run(...columns.map((c) => row[c]));
  db.exec('CREATE UNIQUE INDEX log_once ON log (digest); COMMIT');
  for (const t of restored) db.exec(t);
  db.close();
}

/** Hashes put right. */
function rehashed(edited: readonly Row[], at: number, how: Edit['hashes']): Row[] {
  let before = origin;
  let done = false;
  return edited.map((row) => {
    const due = row.seq >= at && how !== 'left' && !done ? hashOf(row, before) : row.hash;
    if (row.seq >= at && how === 'own') done = true;
    before = due;
    return { ...row, hash: due };
  });
}

const text = fc.string({ minLength: 1, maxLength: 8 });

/** A random edit of one of all kinds. */
const edits: fc.Arbitrary<Edit> = fc
  .record({
    kind: fc.constantFrom('change', 'change', 'change', 'insert', 'delete', 'swap', 'cut' as const),
    // What is put after the last with its right hash is what the program itself does; what is cut there is nothing.
    seq: fc.integer({ min: 1, max: 29 }),
    column: fc.constantFrom(...columns.filter((c) => c !== 'seq')),
    text,
    hashes: fc.constantFrom('left', 'own', 'all' as const),
    renumber: fc.boolean(),
    other: fc.integer({ min: 1, max: 30 }),
  })
  .map(({ kind, seq, column, text: put, hashes, renumber, other }): Edit => {
    const all = [...rows];
    const one = all[seq - 1] as Row;
    const numbered = (list: readonly Row[]) => (renumber ? list.map((r, i) => ({ ...r, seq: i + 1 })) : list);
    const made = (what: string, at: number, list: readonly Row[]): Edit => ({ what, at, rows: rehashed(list, at, hashes), hashes });
    if (kind === 'change') {
      const value = typeof one[column] === 'number' ? (one[column] as number) + 1 : `${one[column]}${put}`;
      const changed = all.map((r) => (r.seq === seq ? { ...r, [column]: value } : r));
      // A hash that was changed is not put right: that would undo it.
      return column === 'hash' ? { what: 'hash', at: seq, rows: changed, hashes: 'left' } : made(`${column} of ${seq}`, seq, changed);
    }
    if (kind === 'insert') {
      const added = { ...one, digest: `${put}+`, body: one.body.replace('"by":"clerk"', '"by":"boss"') };
      const list = [...all.slice(0, seq), added, ...all.slice(seq)].map((r, i) => ({ ...r, seq: i + 1 }));
      return made(`inserted after ${seq}`, seq + 1, list);
    }
    if (kind === 'delete') return made(`deleted ${seq}`, renumber ? seq : seq + 1, numbered(all.filter((r) => r.seq !== seq)));
    if (kind === 'swap') {
      const [low, high] = seq < other ? [seq, other] : [other, seq === other ? seq + 1 : seq];
      const a = all[low - 1] as Row;
      const b = all[high - 1] as Row;
      const list = all.map((r) => (r.seq === low ? { ...b, seq: low } : r.seq === high ? { ...a, seq: high } : r));
      return made(`swapped ${low} and ${high}`, low, list);
    }
    return { what: `cut after ${seq}`, at: seq + 1, rows: all.slice(0, seq), hashes: 'left' };
  });

test('an archive as it was written has nothing to find, also with any of its heads', async () => {
  const file = await copy();
  expect(await check(file)).toEqual({ entries: 30, head: { seq: 30, hash: head }, findings: [] });
  expect((await check(file, [head, (rows[4] as Row).hash.slice(0, 12)])).findings).toEqual([]);
});

test('100 random edits with the triggers put back: every one is found, and the entry is named where it can be', async () => {
  await copy();
  const counts = { found: 0, named: 0, byHead: 0 };
  await fc.assert(
    fc.asyncProperty(
      fc.constant(null).chain(() => edits),
      async (edit) => {
        const file = await copy();
        write(file, edit.rows);
        const { findings } = await check(file, [head]);
        expect(findings, edit.what).not.toEqual([]);
        counts.found++;
        const without = findings.filter((f) => f.kind !== 'head');
        // Nothing but a head that somebody kept tells of a log that was written anew to its end, or of a cut tail.
        const toItsEnd = edit.hashes === 'all' || edit.what.startsWith('cut') || (edit.hashes === 'own' && edit.at >= edit.rows.length);
        if (without.length === 0) {
          expect(toItsEnd, edit.what).toBe(true);
          counts.byHead++;
          return;
        }
        const named = without.flatMap((f) => (f.kind === 'changed' ? [f.seq] : f.kind === 'removed' ? [f.seq, f.to + 1] : []));
        // The entry itself, or where it was put right too the one after it, which is not bound to it any more.
        expect(
          [edit.at - 1, edit.at, edit.at + 1].some((n) => named.includes(n)),
          `${edit.what} ${edit.hashes}: ${named}`,
        ).toBe(true);
        if (edit.hashes === 'left') expect(Math.min(...named), edit.what).toBeLessThanOrEqual(edit.at);
        counts.named++;
      },
    ),
    { numRuns: 100, seed: 20261127 },
  );
  expect(counts.found).toBeGreaterThanOrEqual(100);
  expect(counts.named).toBeGreaterThan(50);
  expect(counts.byHead).toBeGreaterThan(5);
}, 120_000);

test('each column of an entry, changed in place, names that entry and no other', async () => {
  for (const column of columns.filter((c) => c !== 'seq')) {
    const file = await copy();
    const to = typeof rows[6]?.[column] === 'number' ? `${column} + 1` : `${column} || 'x'`;
    behindItsBack(file, [...triggers, `UPDATE log SET ${column} = ${to} WHERE seq = 7`, ...restored]);
    expect((await check(file)).findings, column).toEqual([{ kind: 'changed', seq: 7 }]);
  }
});

describe('by its own shell, in plain SQL', () => {
  test.each([
    ['an entry deleted', ['DELETE FROM log WHERE seq = 7'], [{ kind: 'removed', seq: 7, to: 7 }]],
    ['several deleted', ['DELETE FROM log WHERE seq BETWEEN 7 AND 9'], [{ kind: 'removed', seq: 7, to: 9 }]],
    ['the first deleted', ['DELETE FROM log WHERE seq = 1'], [{ kind: 'removed', seq: 1, to: 1 }]],
    ['renumbered', ['UPDATE log SET seq = 99 WHERE seq = 30'], [{ kind: 'removed', seq: 30, to: 98 }]],
    [
      'put in front',
      [`INSERT INTO log SELECT 0, act, person, name, form, block, year, day, about, 'x', voids, words, body, hash FROM log WHERE seq = 2`],
      [
        { kind: 'changed', seq: 0 },
        { kind: 'changed', seq: 1 },
      ],
    ],
    [
      'put at the end',
      [`INSERT INTO log SELECT 31, act, person, name, form, block, year, day, about, 'x', voids, words, body, hash FROM log WHERE seq = 2`],
      [{ kind: 'changed', seq: 31 }],
    ],
  ])('%s', async (_, sql, findings) => {
    const file = await copy();
    behindItsBack(file, [...triggers, ...sql, ...restored]);
    expect((await check(file)).findings).toEqual(findings);
  });

  test('a cut tail shows by a head that was printed, whole or its beginning', async () => {
    const file = await copy();
    behindItsBack(file, [...triggers, 'DELETE FROM log WHERE seq > 20', ...restored]);
    expect((await check(file)).findings).toEqual([]);
    expect((await check(file, [head.slice(0, 8), head])).findings).toEqual([
      { kind: 'head', hash: head.slice(0, 8) },
      { kind: 'head', hash: head },
    ]);
  });

  test.each([
    ['a trigger dropped', 'DROP TRIGGER log_unchanged', 'TRIGGER log_unchanged'],
    [
      'a trigger that does nothing',
      `DROP TRIGGER log_unchanged; CREATE TRIGGER log_unchanged BEFORE UPDATE ON log BEGIN SELECT 1; END`,
      'TRIGGER log_unchanged',
    ],
    ['an index dropped', 'DROP INDEX log_person', 'INDEX log_person'],
    ['a view added', 'CREATE VIEW v AS SELECT 1', 'VIEW v'],
    ['a table added', 'CREATE TABLE t (a)', 'TABLE t'],
    ['a column added', `ALTER TABLE log ADD COLUMN more TEXT NOT NULL DEFAULT ''`, 'TABLE log'],
  ])('%s', async (_, sql, name) => {
    const file = await copy();
    behindItsBack(file, [sql]);
    expect((await check(file)).findings).toEqual([{ kind: 'layout', sql: name }]);
  });

  test('the table under another name, or emptied: said, whatever is asked', async () => {
    const renamed = await copy();
    behindItsBack(renamed, ['ALTER TABLE log RENAME TO old']);
    const emptied = await copy();
    behindItsBack(emptied, [...triggers, 'DELETE FROM log', ...restored]);
    for (const file of [renamed, emptied])
      for (const argv of [
        ['verify'],
        ['show', '0'],
        ['export'],
        ['record', '1', '--name', '张三', '--block', '日常', '--date', '2026-02-03', '--text', '值班'],
      ]) {
        const { code, err } = await run(path.dirname(file), ['dossier', ...argv, '--archive', file]);
        expect([code, err], argv.join(' ')).toEqual([
          expect.toSatisfy((c) => c === 1 || c === 3),
          expect.stringMatching(/archive\/(damaged|layout|fault|nobody)/),
        ]);
      }
  });
});

describe('bytes of the file', () => {
  test('changed at random: found, or they are of no page that says anything; nothing but a problem is ever thrown', async () => {
    const file = await copy();
    const size = statSync(file).size;
    const before = rowsOf(file);
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 100, max: size - 1 }), fc.integer({ min: 1, max: 255 }), async (at, by) => {
        const changed = Uint8Array.from(whole);
        changed[at] = ((changed[at] ?? 0) + by) % 256;
        writeFileSync(file, changed);
        const { code, err } = await run(path.dirname(file), ['dossier', 'verify', '--archive', file]);
        if (code === 0) expect(rowsOf(file)).toEqual(before);
        else expect(err, `${at} ${by}`).toMatch(/archive\//);
        expect(err).not.toContain('internal/');
      }),
      { numRuns: 40 },
    );
  }, 120_000);

  test('cut off anywhere: said', async () => {
    const file = await copy();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: whole.length - 1 }), async (at) => {
        writeFileSync(file, whole.subarray(0, at));
        const { code, err } = await run(path.dirname(file), ['dossier', 'verify', '--archive', file]);
        expect(code, String(at)).toBeGreaterThan(0);
        expect(err).toMatch(/archive\/(damaged|no-archive|changed|removed|layout)/);
      }),
      { numRuns: 15 },
    );
  }, 120_000);
});

test('nothing is written by a check', async () => {
  const file = await copy();
  await run(path.dirname(file), ['dossier', 'verify', '--archive', file]);
  expect(Buffer.compare(readFileSync(file), whole)).toBe(0);
  expect(await listing(path.dirname(file))).toEqual(expect.not.arrayContaining([expect.stringMatching(/journal|wal|shm/)]));
});
