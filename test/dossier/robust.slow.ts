// What machines do to an archive (killed: kill.mjs): two at once, a full disk, nothing that may be written, files that are no archive.
import { execFile, spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { DatabaseSync } from '@photostructure/sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { Archive } from '../../src/dossier/archive.ts';
import { verify } from '../../src/dossier/verify.ts';
import { folder, listing } from '../commands/desk.ts';
import { archiveIn, behindItsBack, enter, happened, recording, run, writer } from './desk.ts';

const bin = path.resolve('bin/appraise.js');
const isRoot = process.getuid?.() === 0;
const onLinux = process.platform === 'linux';

async function withArchive(): Promise<string> {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(archive, [happened('1', '值班', { name: '张三' }), happened('2', '防汛', { name: '李四' })]);
  archive.close();
  return cwd;
}

const checked = async (file: string) => {
  const archive = await Archive.open(file, 'read', writer);
  const found = verify(archive);
  archive.close();
  return found;
};

test('two writers at once: all that both added is there, once, and the chain is whole', async () => {
  const cwd = await folder();
  const program = path.join(cwd, 'twenty.mjs');
  // Each a process of its own that adds twenty files, as fast as it can: the built program in a loop.
  writeFileSync(
    program,
    `import { execFileSync } from 'node:child_process';
     for (let i = 0; i < 20; i++) execFileSync(process.execPath, [${JSON.stringify(bin)}, 'dossier', 'record', process.argv[2], '--name', '张三', '--block', '日常', '--date', '2026-03-05', '--text', \`\${process.argv[2]}-\${i}\`], { cwd: ${JSON.stringify(cwd)} });`,
  );
  const both = ['1', '2'].map((who) => promisify(execFile)(process.execPath, [program, who]));
  await Promise.all(both);
  const archive = await Archive.open(path.join(cwd, 'archive.dossier'), 'read', writer);
  const texts = archive.find({}).map((k) => k.statement.data['text']);
  expect(texts.sort()).toEqual(['1', '2'].flatMap((w) => Array.from({ length: 20 }, (_, i) => `${w}-${i}`)).sort());
  expect(verify(archive)).toMatchObject({ entries: 41, findings: [] });
  archive.close();
}, 180_000);

test('another writer that does not end: said after a while, and nothing is entered', async () => {
  const cwd = await withArchive();
  const file = path.join(cwd, 'archive.dossier');
  const other = new DatabaseSync(file);
  other.exec('BEGIN IMMEDIATE');
  onTestFinished(() => other.close());
  const ran = spawnSync(process.execPath, [bin, ...recording('调研')], { cwd, encoding: 'utf8' });
  other.exec('ROLLBACK');
  expect([ran.status, ran.stdout, ran.stderr]).toEqual([3, '', expect.stringContaining('archive/busy')]);
  expect(await checked(file)).toMatchObject({ entries: 3, findings: [] });
}, 60_000);

describe('a full disk', () => {
  /** A disk of its own of one megabyte; null where none can be had. */
  async function small(): Promise<string | null> {
    const disk = path.join(await folder(), 'disk');
    mkdirSync(disk);
    if (!onLinux || spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk]).status !== 0) return null;
    onTestFinished(() => {
      spawnSync('umount', ['-l', disk]);
    });
    return disk;
  }

  test('nothing is entered, what was there is whole, and when there is room again all goes on', async (context) => {
    const disk = await small();
    if (disk === null) return context.skip('no small disk can be mounted here');
    const rows = Array.from({ length: 2000 }, (_, i) => `1,张三,2026-03-05,第 ${i} 次值班，情况良好`);
    const big = path.join(await folder(), 'big.csv');
    writeFileSync(big, `工号,姓名,日期,日常表现\n${rows.join('\n')}\n`);
    expect(await run(disk, recording('值班'))).toMatchObject({ code: 0 });
    const full = await run(disk, ['dossier', 'add', big]);
    expect([full.code, full.out, full.err]).toEqual([3, '', expect.stringContaining('archive/full')]);
    expect(await checked(path.join(disk, 'archive.dossier'))).toMatchObject({ entries: 2, findings: [] });
    expect(await listing(disk)).toEqual(['archive.dossier']);
    expect(await run(disk, recording('防汛'))).toMatchObject({ code: 0 });
    spawnSync('mount', ['-o', 'remount,size=16m', disk]);
    expect(await run(disk, ['dossier', 'add', big])).toMatchObject({ code: 0 });
    expect(await checked(path.join(disk, 'archive.dossier'))).toMatchObject({ entries: 2003, findings: [] });
  });

  test('it can be looked at, which is not noted, and that is said', async (context) => {
    const disk = await small();
    if (disk === null) return context.skip('no small disk can be mounted here');
    expect(await run(disk, recording('值班'))).toMatchObject({ code: 0 });
    const room = () => Number(spawnSync('df', ['--output=avail', '-B1', disk], { encoding: 'utf8' }).stdout.split('\n')[1]);
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(room()));
    const before = await checked(path.join(disk, 'archive.dossier'));
    for (const argv of [
      ['show', '张三'],
      ['find', '值班'],
      ['missing', '2026'],
    ]) {
      const { code, out, err } = await run(disk, ['dossier', ...argv]);
      expect([code, out.length > 0, err]).toEqual([0, true, expect.stringContaining('archive/unlogged-full')]);
    }
    expect(await checked(path.join(disk, 'archive.dossier'))).toEqual(before);
    expect(await listing(disk)).toEqual(['archive.dossier', 'filler']);
  });

  test('no archive is left where a first one found no room', async (context) => {
    const disk = await small();
    if (disk === null) return context.skip('no small disk can be mounted here');
    writeFileSync(path.join(disk, 'filler'), Buffer.alloc(1024 * 1024 - 8192));
    const full = await run(disk, recording('值班'));
    expect([full.code, full.out, full.err]).toEqual([3, '', expect.stringContaining('archive/full')]);
    expect(await listing(disk)).toEqual(['filler']);
  });
});

describe('where nothing may be written', () => {
  /** Runs the built program as somebody whom modes bind: root is not. null: nobody else can be had. */
  function asSomebody(cwd: string, argv: readonly string[]): { status: number | null; stdout: string; stderr: string } | null {
    if (!isRoot) return spawnSync(process.execPath, [bin, ...argv], { cwd, encoding: 'utf8' });
    const other = ['--reuid=65534', '--regid=65534', '--clear-groups'];
    if (!onLinux || spawnSync('setpriv', [...other, process.execPath, bin, '--version']).status !== 0) return null;
    return spawnSync('setpriv', [...other, process.execPath, bin, ...argv], {
      cwd,
      encoding: 'utf8',
      env: { PATH: process.env['PATH'], LANG: 'C' },
    });
  }

  type Modes = readonly [folder: number, file: number];
  /** A place with the archive in it, of these modes. */
  async function place([ofFolder, ofFile]: Modes, fill: (cwd: string) => void = () => undefined): Promise<string> {
    const outer = await folder();
    chmodSync(outer, 0o755);
    const cwd = path.join(outer, 'shared');
    cpSync(await withArchive(), cwd, { recursive: true });
    fill(cwd);
    for (const f of await listing(cwd)) chmodSync(path.join(cwd, f), ofFile);
    chmodSync(cwd, ofFolder);
    onTestFinished(() => chmodSync(cwd, 0o755));
    return cwd;
  }

  const none = 'nobody else to run as: modes do not bind root';

  test.each<[string, Modes]>([
    ['the file can only be read', [0o777, 0o444]],
    ['the folder can only be read', [0o555, 0o666]],
    ['neither can be written', [0o555, 0o444]],
  ])('%s: it can be looked at, which is not noted, and nothing can be entered', async (_, modes) => {
    const cwd = await place(modes);
    const before = readFileSync(path.join(cwd, 'archive.dossier'));
    const shown = asSomebody(cwd, ['dossier', 'show', '张三']);
    if (shown === null) return console.log(none);
    expect(shown).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('值班'),
      stderr: expect.stringContaining('archive/unlogged'),
    });
    expect(asSomebody(cwd, ['dossier', 'find', '防汛'])).toMatchObject({ status: 0, stdout: expect.stringContaining('李四') });
    expect(asSomebody(cwd, ['dossier', 'verify'])).toMatchObject({ status: 0, stderr: '' });
    for (const argv of [
      recording('调研'),
      ['dossier', 'withdraw', '2', '--reason', '误'],
      ['dossier', 'merge', '1', '2', '--reason', '误'],
    ])
      expect(asSomebody(cwd, argv)).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('archive/read-only') });
    expect(Buffer.compare(readFileSync(path.join(cwd, 'archive.dossier')), before)).toBe(0);
    expect(await listing(cwd)).toEqual(['archive.dossier']);
  });

  test('a first archive where nothing can be made', async () => {
    const cwd = await place([0o555, 0o444]);
    const ran = asSomebody(cwd, recording('值班', '--archive', 'new.dossier'));
    if (ran === null) return console.log(none);
    expect(ran).toMatchObject({ status: 3, stderr: expect.stringContaining('archive/read-only') });
  });

  test.each<[string, Modes]>([
    ['the file', [0o777, 0o444]],
    ['the folder', [0o555, 0o666]],
    ['either', [0o555, 0o444]],
  ])('a run that was interrupted left its journal, and %s cannot be written: said, with what to do', async (_, modes) => {
    const cwd = await place(modes, interrupted);
    const shown = asSomebody(cwd, ['dossier', 'show', '张三']);
    if (shown === null) return console.log(none);
    for (const argv of [
      ['dossier', 'show', '张三'],
      ['dossier', 'verify'],
    ])
      expect(asSomebody(cwd, argv)).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining('archive/unfinished') });
    // Whoever wants to write is told that first.
    const stderr = expect.stringMatching(/archive\/(read-only|unfinished)/);
    expect(asSomebody(cwd, recording('调研'))).toMatchObject({ status: 3, stdout: '', stderr });
    // As it says: copied with the journal to where it can be written, it mends itself.
    const copy = await folder();
    for (const f of await listing(cwd)) copyFileSync(path.join(cwd, f), path.join(copy, f));
    for (const f of await listing(copy)) chmodSync(path.join(copy, f), 0o600);
    expect(await run(copy, ['dossier', 'show', '张三'])).toMatchObject({ code: 0, out: expect.stringContaining('值班') });
    expect(await checked(path.join(copy, 'archive.dossier'))).toMatchObject({ entries: 4, findings: [] });
    expect(await listing(copy)).toEqual(['archive.dossier']);
  });
});

/** Leaves what a writer leaves that dies in the middle: half of its pages written, and its journal. */
function interrupted(cwd: string): void {
  const program = `import { DatabaseSync } from '@photostructure/sqlite';
    const db = new DatabaseSync(process.argv[1]);
    db.exec('PRAGMA cache_size = 1; BEGIN IMMEDIATE');
    const put = db.prepare("INSERT INTO log SELECT ?, act, person, name, form, block, year, day, about, ?, voids, words, body, hash FROM log WHERE seq = 2");
    for (let i = 0; i < 500; i++) put.run(100 + i, 'x' + i);
    process.kill(process.pid, 'SIGKILL');`;
  spawnSync(process.execPath, ['--input-type=module', '-e', program, path.join(cwd, 'archive.dossier')], { cwd: path.resolve('.') });
  if (!existsSync(path.join(cwd, 'archive.dossier-journal'))) throw new Error('no journal was left');
}

test('what an interrupted run left is taken back by whoever comes next, also by one that only reads', async () => {
  for (const argv of [['verify'], ['show', '张三'], ['find', '值班']]) {
    const cwd = await withArchive();
    interrupted(cwd);
    expect(await run(cwd, ['dossier', ...argv]), argv[0] ?? '').toMatchObject({ code: 0 });
    expect((await checked(path.join(cwd, 'archive.dossier'))).findings).toEqual([]);
    expect(await listing(cwd)).toEqual(['archive.dossier']);
  }
});

describe('no archive', () => {
  const sqlite = (file: string, sql: string) => behindItsBack(file, [sql]);
  const kinds: readonly (readonly [string, (file: string) => void])[] = [
    ['a text file', (f) => writeFileSync(f, '工号,姓名\n1,张三\n'.repeat(100))],
    ['a folder', (f) => mkdirSync(f)],
    ['a database of another program', (f) => sqlite(f, 'CREATE TABLE log (a); INSERT INTO log VALUES (1)')],
    ['one with a write-ahead log', (f) => sqlite(f, 'PRAGMA journal_mode = WAL; CREATE TABLE t (a); INSERT INTO t VALUES (1)')],
    ['zeros', (f) => writeFileSync(f, Buffer.alloc(8192))],
  ];

  test.each(kinds)('%s: refused by each command, and not a byte of it changed', async (_, make) => {
    const cwd = await folder();
    const file = path.join(cwd, 'x.dossier');
    make(file);
    const bytes = () => (statSync(file).isDirectory() ? 'folder' : readFileSync(file).toString('hex'));
    const before = bytes();
    for (const argv of [
      recording('值班'),
      ['dossier', 'show', '1'],
      ['dossier', 'verify'],
      ['dossier', 'export'],
      ['dossier', 'missing', '2026'],
    ]) {
      const { code, out, err } = await run(cwd, [...argv, '--archive', 'x.dossier']);
      expect([code, out, err], argv.join(' ')).toEqual([2, '', expect.stringContaining('archive/no-archive')]);
    }
    expect(bytes()).toBe(before);
    expect((await listing(cwd)).filter((f) => f !== 'x.dossier')).toEqual([]);
  });

  test('an empty file may become one, and says nothing until then', async () => {
    const cwd = await folder();
    writeFileSync(path.join(cwd, 'x.dossier'), '');
    expect(await run(cwd, ['dossier', 'show', '1'])).toMatchObject({ code: 2, err: expect.stringContaining('archive/no-archive') });
    expect(statSync(path.join(cwd, 'x.dossier')).size).toBe(0);
    expect(await run(cwd, recording('值班'))).toMatchObject({ code: 0 });
    expect(await checked(path.join(cwd, 'x.dossier'))).toMatchObject({ entries: 2, findings: [] });
  });

  test.each([
    ['a folder that is not there', 'no/where.dossier'],
    ['a file for a folder', 'file/x.dossier'],
  ])('%s', async (_, archive) => {
    const cwd = await folder();
    writeFileSync(path.join(cwd, 'file'), '');
    for (const argv of [recording('值班'), ['dossier', 'show', '1']])
      expect(await run(cwd, [...argv, '--archive', archive])).toMatchObject({
        code: 2,
        out: '',
        err: expect.stringContaining('archive/missing'),
      });
  });

  test('two archives in a folder: none is guessed', async () => {
    const cwd = await withArchive();
    copyFileSync(path.join(cwd, 'archive.dossier'), path.join(cwd, 'other.dossier'));
    for (const argv of [recording('值班'), ['dossier', 'show', '1'], ['dossier', 'verify']])
      expect(await run(cwd, argv)).toMatchObject({ code: 2, out: '', err: expect.stringContaining('archive/several') });
    expect(await run(cwd, ['dossier', 'show', '张三', '--archive', 'other.dossier'])).toMatchObject({ code: 0 });
    rmSync(path.join(cwd, 'other.dossier'));
    expect(await run(cwd, recording('调研'))).toMatchObject({ code: 0 });
  });

  test('one of a later format', async () => {
    const cwd = await withArchive();
    behindItsBack(path.join(cwd, 'archive.dossier'), ['PRAGMA user_version = 2']);
    for (const argv of [recording('值班'), ['dossier', 'show', '1'], ['dossier', 'verify']])
      expect(await run(cwd, argv)).toMatchObject({ code: 3, out: '', err: expect.stringContaining('appraise/archive@2') });
  });
});
