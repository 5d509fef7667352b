// Error tolerance after a year: the entry before and after, and no total that one quarter alone could tell.
import { cp, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, runYear } from '../../src/commands/verbs.ts';
import { folder, listening } from './desk.ts';

test('tolerance takes the workbook of a year', async () => {
  const dir = await folder();
  await cp(path.resolve('samples/year'), dir, { recursive: true });
  const { io, heard } = listening(dir);
  const options = { lang: 'zh-Hans' };
  expect(await runYear(io, ['1季度', '2季度', '3季度', '4季度', '年度考察.csv'], { ...options, output: 'year.xlsx' })).toBe(0);
  expect([await run(io, 'tolerance', ['year.xlsx'], { ...options, output: 'list.json' }), heard().err]).toEqual([0, expect.any(String)]);
  const { lists } = JSON.parse(await readFile(path.join(dir, 'list.json'), 'utf8'));
  expect(lists[0].rows.map((r: Record<string, string>) => r['effect'])).toEqual(['减分：容错前 -4 分，容错后 -2 分']);
});
