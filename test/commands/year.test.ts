// `appraise year` as it is typed: what is written, what is told, how it ends.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { run, runYear } from '../../src/commands/verbs.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { scores } from '../support/scores.ts';
import { folder, listening, listing, runRank } from './desk.ts';

const good = { 1001: 90, 1002: 85, 1003: 80 };
const bad = { ...good, 1001: ['90', '', '90', '90'] };

async function desk(first: typeof good | typeof bad) {
  const dir = await folder();
  await writeFile(path.join(dir, 'q1.csv'), scores(first, '2026年第一季度考核'));
  await writeFile(path.join(dir, 'q2.csv'), scores(good, '2026年第二季度考核'));
  return dir;
}
async function year(dir: string, files: readonly string[], options: Parameters<typeof runYear>[2] = {}) {
  const { io, heard } = listening(dir);
  const code = await runYear(io, files, { format: 'json', output: '-', ...options });
  return { code, ...heard() };
}
const told = (out: string) => {
  const { people, notRanked } = JSON.parse(out) as { people: { id: string }[]; notRanked: { id: string; codes: string[] }[] };
  return { ranked: people.map((p) => p.id), left: notRanked.map((p) => [p.id, p.codes]) };
};

test('without errors it ends with 0', async () => {
  const said = await year(await desk(good), ['q1.csv', 'q2.csv']);
  expect(said.code).toBe(0);
  expect(told(said.out)).toEqual({ ranked: ['1001', '1002', '1003'], left: [] });
});

test('an error in one quarter forbids the year', async () => {
  const dir = await desk(bad);
  const said = await year(dir, ['q1.csv', 'q2.csv']);
  expect(said).toMatchObject({ code: 1, out: '' });
  expect(said.err).toContain('cell/blank');
});

test('--allow-incomplete leaves the person out of the year, with the code, and still ends with 1', async () => {
  const said = await year(await desk(bad), ['q1.csv', 'q2.csv'], { allowIncomplete: true });
  expect(said.code).toBe(1);
  expect(told(said.out)).toEqual({ ranked: ['1002', '1003'], left: [['1001', ['cell/blank']]] });
  expect(said.err).toContain('1 people with errors are left out');
});

test('so does a ranked workbook that left the person out', async () => {
  const dir = await desk(bad);
  expect((await runRank(dir, ['q1.csv'], { allowIncomplete: true, output: 'q1.xlsx' })).code).toBe(1);
  expect(await listing(dir)).toContain('q1.xlsx');
  const said = await year(dir, ['q1.xlsx', 'q2.csv']);
  expect(said.code).toBe(1);
  expect(told(said.out)).toEqual({ ranked: ['1002', '1003'], left: [['1001', ['cell/blank']]] });
});

test('quarters that disagree on a person leave out that person alone', async () => {
  const dir = await desk(good);
  const grade = (g: string) => `工号,年度,等次\n1001,2025,${g}\n`;
  for (const [q, g] of [
    ['q1', '优秀'],
    ['q2', '称职'],
  ] as const) {
    await mkdir(path.join(dir, q));
    await rename(path.join(dir, `${q}.csv`), path.join(dir, q, 'a.csv'));
    await writeFile(path.join(dir, q, 'b.csv'), grade(g));
  }
  expect(await year(dir, ['q1', 'q2'])).toMatchObject({ code: 1, out: '' });
  const said = await year(dir, ['q1', 'q2'], { allowIncomplete: true });
  expect(said.code).toBe(1);
  expect(told(said.out)).toEqual({ ranked: ['1002', '1003'], left: [['1001', ['table/grades-disagree']]] });
});

test('quarters under two policies are refused', async () => {
  const dir = await desk(good);
  await writeFile(
    path.join(dir, 'mine.yaml'),
    builtinPolicy.text.replace('regulation: regulation.md\n', '').replace('edition: "2023"', 'edition: "2024"'),
  );
  expect((await runRank(dir, ['q1.csv'], { policy: 'mine.yaml', output: 'q1.xlsx' })).code).toBe(0);
  const said = await year(dir, ['q1.xlsx', 'q2.csv']);
  expect(said).toMatchObject({ code: 2, out: '' });
  expect(said.err).toContain('usage/policies-differ');
});

test('the verbs take the workbook of a year: error tolerance among them', async () => {
  const dir = await folder();
  for (const [q, title] of [
    ['q1', '2026年第一季度考核'],
    ['q2', '2026年第二季度考核'],
  ] as const) {
    await mkdir(path.join(dir, q));
    await writeFile(path.join(dir, q, 'a.csv'), scores(good, title));
    await writeFile(path.join(dir, q, 'b.csv'), '工号,编号,事项,分值\n1001,1,超期,-4\n');
    await writeFile(path.join(dir, q, 'c.csv'), '工号,编号,容错结论,减轻比例,容错情形\n1001,1,减轻,50%,先行先试\n');
  }
  expect((await year(dir, ['q1', 'q2'], { format: 'xlsx', output: 'year.xlsx' })).code).toBe(0);
  for (const verb of ['tolerance', 'select', 'advance', 'grades', 'fitness', 'talks'] as const) {
    const { io } = listening(dir);
    expect([verb, await run(io, verb, ['year.xlsx'], { format: 'json', output: '-' }, {})]).toEqual([verb, 0]);
  }
});
