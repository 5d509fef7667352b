// Pseudonyms: nobody is named in anything that is printed under them, and they stay the same under a key.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { add } from '../../src/commands/dossier/add.ts';
import { missing } from '../../src/commands/dossier/gaps.ts';
import { find, show } from '../../src/commands/dossier/show.ts';
import { volume, volumes } from '../../src/commands/dossier/volume.ts';
import { exportArchive } from '../../src/commands/dossier/whole.ts';
import { readBook } from '../../src/sheets/read.ts';
import { folder, listening, listing } from '../commands/desk.ts';

const names = ['冯雅宁', '沈国梁', '韩雨桐'];
const ids = ['23000101', '23000102', '23000103'];

/** An archive of three people, each of whom talked with the next; 冯雅宁 is also written spaced out. */
async function desk(): Promise<string> {
  const dir = await folder();
  const rows = names.map(
    (n, i) => `${ids[i]},${n},2026-03-0${i + 1},谈话记录,与${names[(i + 1) % 3]}（${ids[(i + 1) % 3]}）一同走访,${names[(i + 2) % 3]}`,
  );
  writeFileSync(path.join(dir, '冯雅宁报送.csv'), `工号,姓名,日期,档案板块,内容,谈话人\n${rows.join('\n')}\n`);
  writeFileSync(path.join(dir, 'key'), 'sixteen bytes or more of a key');
  writeFileSync(path.join(dir, 'other'), 'another key of sixteen bytes and more');
  expect(await add(listening(dir).io, ['冯雅宁报送.csv'], {})).toBe(0);
  return dir;
}

/** Text that a file shows: a workbook's cells, a document's parts. */
async function shown(file: string): Promise<string> {
  const bytes = readFileSync(file);
  if (file.endsWith('.xlsx')) return JSON.stringify((await readBook(bytes, 'v.xlsx')).value?.sheets);
  const { unzipSync, strFromU8 } = await import('fflate');
  return Object.values(unzipSync(bytes))
    .map((b) => strFromU8(b))
    .join('\n');
}

const clean = (text: string) => expect([...names, ...ids].filter((w) => text.includes(w))).toEqual([]);

test('nothing that is printed names anybody', async () => {
  const dir = await desk();
  const mask = { mask: 'key' };
  const printed: string[] = [];
  const { io, heard } = listening(dir);
  expect(await show(io, '冯雅宁', mask)).toBe(0);
  expect(await show(io, '冯雅宁', { ...mask, format: 'json' })).toBe(0);
  expect(await find(io, ['走访'], { ...mask, format: 'csv' })).toBe(0);
  expect(await find(io, ['走访'], mask)).toBe(0);
  expect(await missing(io, '2026', mask)).toBe(0);
  expect(await exportArchive(io, mask)).toBe(0);
  printed.push(heard().out, heard().err);
  expect(await volume(io, '沈国梁', '2026', mask)).toBe(0);
  expect(await volumes(io, '2026', { ...mask, format: 'xlsx', output: 'all' })).toBe(0);
  const files = (await listing(dir)).filter((f) => /P-[0-9A-F]{8}/.test(f));
  expect(files).toHaveLength(4);
  printed.push(...files, ...(await Promise.all(files.map((f) => shown(path.join(dir, f))))));
  for (const text of printed) clean(text);
  expect(printed.join('')).toMatch(/P-[0-9A-F]{8}/);
});

test('the same key gives the same pseudonyms, another others; without one people are named', async () => {
  const dir = await desk();
  const told = async (options: { mask?: string }) => {
    const { io, heard } = listening(dir);
    expect(await find(io, ['走访'], { ...options, format: 'csv' })).toBe(0);
    return heard().out;
  };
  expect(await told({ mask: 'key' })).toBe(await told({ mask: 'key' }));
  expect(await told({ mask: 'key' })).not.toBe(await told({ mask: 'other' }));
  expect(await told({})).toContain('冯雅宁');
});

test('a key that could be guessed, or is not there, is refused', async () => {
  const dir = await desk();
  writeFileSync(path.join(dir, 'short'), 'short');
  for (const mask of ['short', 'nowhere']) {
    const { io, heard } = listening(dir);
    expect(await show(io, '冯雅宁', { mask })).toBe(2);
    expect(heard().out).toBe('');
  }
});

test('the archive itself is never written over, even with --force', async () => {
  const dir = await desk();
  const output = 'archive.dossier';
  const before = readFileSync(path.join(dir, output)).subarray(0, 16).toString('latin1');
  const forced = { output, force: true };
  const { io } = listening(dir);
  expect(await show(io, '冯雅宁', { ...forced, format: 'json' })).toBe(2);
  expect(await missing(io, '2026', { ...forced, format: 'csv' })).toBe(2);
  expect(await exportArchive(io, forced)).toBe(2);
  expect(await volume(io, '冯雅宁', '2026', { ...forced, format: 'docx' })).toBe(2);
  expect(readFileSync(path.join(dir, output)).subarray(0, 16).toString('latin1')).toBe(before);
  expect(before).toBe('SQLite format 3\0');
});
