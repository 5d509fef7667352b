// An archive that the first version of format 1 wrote (fixtures/make.ts says how): every later one opens it, finds it whole and tells the same.
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../commands/desk.ts';
import { run } from './desk.ts';
import { makeArchive } from './fixtures/make.ts';

const fixture = path.resolve(import.meta.dirname, 'fixtures/archive-1.dossier');

/** A copy, which may be looked at: looking is noted. */
async function copied(): Promise<string> {
  const cwd = await folder();
  if (!existsSync(fixture)) {
    const made = await folder();
    await makeArchive(made);
    copyFileSync(path.join(made, 'archive.dossier'), fixture);
  }
  copyFileSync(fixture, path.join(cwd, 'archive.dossier'));
  return cwd;
}

const head = 'a88a0b02d0e02e14f6134f018864a2685e59cd319bc41f640254e1354c1d0d98';

test('opens, is whole, and has the head that was printed', async () => {
  const cwd = await copied();
  expect(statSync(fixture).size).toBeLessThan(100_000);
  const { code, out } = await run(cwd, ['dossier', 'verify', '--head', head.slice(0, 16)]);
  expect([code, out]).toEqual([0, expect.stringContaining(head)]);
});

test.each([
  ['show.zh-Hans', ['show', '冯雅宁'], 'zh-Hans'],
  ['show.en', ['show', '23000102'], 'en'],
  ['find.zh-Hans', ['find', '--from', '2026-01-01', '--format', 'csv'], 'zh-Hans'],
  ['missing.zh-Hans', ['missing', '2026'], 'zh-Hans'],
  ['due.en', ['due', '--as-of', '2040-01-01'], 'en'],
] as const)('tells the same: %s', async (name, argv, talk) => {
  const { code, out } = await run(await copied(), ['dossier', ...argv], { talk });
  expect(code).toBe(0);
  await expect(out).toMatchFileSnapshot(`fixtures/archive-1.${name}.txt`);
});

test('is exported as it was, and that export makes it again', async () => {
  const cwd = await copied();
  expect(await run(cwd, ['dossier', 'export', '-o', 'a.jsonl'])).toMatchObject({ code: 0 });
  const text = readFileSync(path.join(cwd, 'a.jsonl'), 'utf8');
  // But for the last line, which notes the export.
  const lines = text.trimEnd().split('\n').slice(0, -1);
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('fixtures/archive-1.jsonl');
  expect(await run(cwd, ['dossier', 'import', 'a.jsonl', '--archive', 'b.dossier'])).toMatchObject({ code: 0 });
  expect(await run(cwd, ['dossier', 'verify', '--archive', 'b.dossier', '--head', head])).toMatchObject({ code: 0 });
});

test('its own files are there already', async () => {
  const cwd = await copied();
  const made = await folder();
  await makeArchive(made);
  for (const f of ['处分.csv', '培训.csv', 'q3.xlsx']) {
    const { code, out } = await run(cwd, ['dossier', 'add', path.join(made, f)]);
    expect([f, code, out]).toEqual([f, 0, expect.stringContaining('Nothing new')]);
  }
});

test('can be added to', async () => {
  const cwd = await copied();
  const record = ['dossier', 'record', '23000101', '--block', '日常', '--date', '2027-01-05', '--text', '值班'];
  expect(await run(cwd, record)).toMatchObject({ code: 0 });
  expect(await run(cwd, ['dossier', 'verify', '--head', head])).toMatchObject({ code: 0 });
});
