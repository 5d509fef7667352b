import { rmSync, utimesSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { readInputs, shortLabels } from '../../src/commands/inputs.ts';
import { csv, folder, listening, people } from './desk.ts';

const onOpen: { between: (() => void) | null; fail: string | null } = { between: null, fail: null };
vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  return {
    ...real,
    openSync: (...args: Parameters<typeof real.openSync>) => {
      if (onOpen.fail) throw Object.assign(new Error('no'), { code: onOpen.fail });
      return real.openSync(...args);
    },
    readFileSync: (file: number) => {
      const bytes = real.readFileSync(file);
      onOpen.between?.();
      return bytes;
    },
  };
});

const gather = (cwd: string, named: readonly string[], stdin = '') =>
  readInputs(named, listening(cwd, { stdin: async () => Buffer.from(stdin) }).io, () => undefined);

async function office(files: readonly string[]): Promise<string> {
  const dir = await folder();
  for (const [i, file] of files.entries()) {
    await mkdir(path.dirname(path.join(dir, file)), { recursive: true });
    await writeFile(path.join(dir, file), csv(people(2, 1 + 10 * i)));
  }
  return dir;
}

test('a folder is searched through; litter is passed by in silence, other files are said', async () => {
  const dir = await office([
    'b.csv',
    'a/x.CSV',
    'a/deep/y.txt',
    '~$b.xlsx',
    '.hidden.csv',
    'a/Thumbs.db',
    'desktop.ini',
    '办法.docx',
    'notes.pdf',
  ]);
  const { books, problems, single } = await gather(dir, ['.']);
  expect(books.map((b) => b.file)).toEqual(['y.txt', 'x.CSV', 'b.csv']);
  expect(problems).toMatchObject([{ code: 'file/passed-over', args: { files: 'notes.pdf、办法.docx', count: '2' }, file: '.' }]);
  expect(single).toBeNull();
});

test('of many passed over, five are named and all are counted', async () => {
  const dir = await office(['q.csv', ...Array.from({ length: 7 }, (_, i) => `${i}.pdf`)]);
  const { problems } = await gather(dir, ['.']);
  expect(problems[0]?.args).toEqual({ files: '0.pdf、1.pdf、2.pdf、3.pdf、4.pdf', count: '7' });
});

test('a file named on the command line is read by its content, whatever it is called', async () => {
  const dir = await office(['q.export']);
  expect((await gather(dir, ['q.export'])).books).toMatchObject([{ file: 'q.export', kind: 'csv' }]);
});

test('named twice, through a link and by its folder: read once, in an order of its own', async () => {
  const dir = await office(['b.csv', 'a.csv']);
  await symlink('b.csv', path.join(dir, 'c.csv'));
  for (const named of [
    ['c.csv', 'a.csv', 'b.csv', '.'],
    ['.', '.'],
    ['a.csv', './b.csv', 'c.csv'],
  ]) {
    expect((await gather(dir, named)).books.map((b) => b.file)).toEqual(['a.csv', 'b.csv']);
  }
});

test('what is missing is said under the name that was typed; the rest is read', async () => {
  const dir = await office(['a.csv']);
  const { books, problems } = await gather(dir, ['none.xlsx', 'a.csv', 'none/']);
  expect(books).toHaveLength(1);
  expect(problems).toMatchObject([
    { code: 'file/not-found', file: 'none.xlsx' },
    { code: 'file/not-found', file: 'none/' },
  ]);
});

test('a link to nowhere in a folder is an error, not a crash', async () => {
  const dir = await office(['a.csv']);
  await symlink('gone.csv', path.join(dir, 'b.csv'));
  expect((await gather(dir, ['.'])).problems.map((p) => p.code)).toContain('file/not-found');
});

test('an empty folder has no books', async () => {
  const dir = await folder();
  expect(await gather(dir, ['.'])).toMatchObject({ books: [], problems: [], single: null });
});

test('an error of the system is said with its code', async () => {
  const dir = await office(['a.csv', 'b.csv']);
  onOpen.fail = 'EACCES';
  onTestFinished(() => {
    onOpen.fail = null;
  });
  const { books, problems } = await gather(dir, ['.']);
  expect(books).toEqual([]);
  expect(problems).toMatchObject([
    { code: 'file/unreadable', args: { reason: 'EACCES' }, file: 'a.csv' },
    { code: 'file/unreadable', args: { reason: 'EACCES' }, file: 'b.csv' },
  ]);
});

test.skipIf(process.getuid?.() === 0)('a file without leave to read', async () => {
  const dir = await office(['a.csv']);
  await chmod(path.join(dir, 'a.csv'), 0);
  expect((await gather(dir, ['a.csv'])).problems).toMatchObject([{ code: 'file/unreadable', args: { reason: 'EACCES' } }]);
});

test('a file that changes while it is read is refused: longer, shorter, or only newer', async () => {
  const dir = await office(['a.csv']);
  const file = path.join(dir, 'a.csv');
  onTestFinished(() => {
    onOpen.between = null;
  });
  for (const change of [
    () => writeFileSync(file, csv(people(3))),
    () => writeFileSync(file, 'x'),
    () => utimesSync(file, new Date(), new Date(Date.UTC(2030, 0, 1))),
  ]) {
    onOpen.between = change;
    const { books, problems } = await gather(dir, ['a.csv']);
    expect(books).toEqual([]);
    expect(problems).toMatchObject([{ code: 'file/changed-while-read', file: 'a.csv' }]);
  }
});

test('a file that goes away between listing and reading', async () => {
  const dir = await office(['a.csv', 'b.csv']);
  const { books, problems } = await readInputs(['.'], listening(dir).io, () => rmSync(path.join(dir, 'b.csv'), { force: true }));
  expect(books.map((b) => b.file)).toEqual(['a.csv']);
  expect(problems).toMatchObject([{ code: 'file/unreadable', args: { reason: 'ENOENT' }, file: 'b.csv' }]);
});

test('standard input beside files', async () => {
  const dir = await office(['a.csv']);
  const { books, paths, single } = await gather(dir, ['-', 'a.csv'], csv(people(2, 50)));
  expect(books.map((b) => b.file)).toEqual(['stdin', 'a.csv']);
  expect(paths[0]).toBe('-');
  expect(single).toBeNull();
});

test('labels are the shortest ends of the paths that tell them apart', () => {
  const labels = (...paths: string[]) => [...shortLabels(paths).values()];
  expect(labels('/x/a.csv')).toEqual(['a.csv']);
  expect(labels('/x/a.csv', '/x/b.csv')).toEqual(['a.csv', 'b.csv']);
  expect(labels('/x/1/a.csv', '/x/2/a.csv', '/x/2/b.csv')).toEqual(['1/a.csv', '2/a.csv', 'b.csv']);
  expect(labels('/a.csv', '/x/a.csv')).toEqual(['/a.csv', 'x/a.csv']);
  expect(labels('/p/x/1/a.csv', '/q/x/1/a.csv')).toEqual(['p/x/1/a.csv', 'q/x/1/a.csv']);
  expect(labels('C:\\x\\a.csv', 'C:\\y\\a.csv')).toEqual(['x/a.csv', 'y/a.csv']);
  expect(labels('-', '/x/-')).toEqual(['stdin', 'x/-']);
});

test('progress counts every file', async () => {
  const dir = await office(['a.csv', 'b.csv', 'c.csv']);
  const seen: string[] = [];
  await readInputs(['.'], listening(dir).io, (done, all) => void seen.push(`${done}/${all}`));
  expect(seen).toEqual(['0/3', '1/3', '2/3']);
});
