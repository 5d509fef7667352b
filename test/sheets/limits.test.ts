import { expect, test } from 'vitest';
import { parseLimits } from '../../src/sheets/limits.ts';
import { readBook } from '../../src/sheets/read.ts';
import { rowsXml, xlsxOf } from './zips.ts';

test('limits as written on the command line', () => {
  expect(parseLimits(['inflated=1G', 'characters=500M', 'Entries=5k', 'ratio=1000', 'ratio-beyond=20M']).value).toEqual({
    inflatedBytes: 1024 ** 3,
    characters: 500_000_000,
    zipEntries: 5_000,
    ratio: 1_000,
    ratioFrom: 20 * 1024 ** 2,
  });
  const { value, problems } = parseLimits(['inflated', 'size=3', 'ratio=0', 'ratio=-1', '__proto__=1']);
  expect(value).toEqual({});
  expect(problems.map((p) => p.code)).toEqual(Array(5).fill('usage/bad-option'));
});

test('a raised limit lets a file in, a lowered one keeps it out', async () => {
  const sheet = rowsXml(`<row r="1"><c t="str"><v>${'字'.repeat(100)}</v></c></row>`);
  const read = async (limits: object) => (await readBook(xlsxOf({ sheet }), 'f', { limits })).problems.map((p) => Object.values(p.args)[0]);
  expect(await read({})).toEqual([]);
  expect(await read({ characters: 99 })).toEqual(['99 characters']);
  expect(await read({ zipEntries: 3 })).toEqual(['3 zip entries']);
  expect(await read({ inflatedBytes: 1_000 })).toEqual(['1000 bytes inflated']);
});
