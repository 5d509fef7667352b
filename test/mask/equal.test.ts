// Under pseudonyms everything but what people are called is what it was: totals, ranks, verdicts, lists, cells.
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foldId, foldName } from '../../src/fold.ts';
import { pseudonymsOf } from '../../src/mask/pseudonym.ts';
import type { Lists } from '../../src/papers/lists/lists-schema.ts';
import type { Results } from '../../src/papers/results.ts';
import { folder } from '../commands/desk.ts';
import { run } from '../dossier/desk.ts';
import { csv, keys } from './office.ts';

const { person: pseudonym } = pseudonymsOf(new TextEncoder().encode(keys.key));

async function json<T>(cwd: string, command: string): Promise<T> {
  const { code, out, err } = await run(cwd, [...command.split(' '), '--format', 'json', '--allow-incomplete']);
  if (out === '') throw new Error(`${command}: exit ${code}\n${err}`);
  return JSON.parse(out) as T;
}

type Who = { readonly id: string; readonly name: string };
/** Everything that is said of somebody, by pseudonym: of a plain result the one that they would have. */
function byPerson<T extends Who>(all: readonly T[], masked: boolean): [string, Omit<T, 'id' | 'name'>][] {
  return all
    .map(({ id, name, ...rest }): [string, Omit<T, 'id' | 'name'>] => {
      if (masked) expect(id).toBe(name);
      return [masked ? id : pseudonym(id === name ? foldName(name) : foldId(id)), rest];
    })
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

function same(plain: Results, masked: Results): void {
  expect(byPerson(masked.people, true)).toEqual(byPerson(plain.people, false));
  expect(byPerson(masked.notRanked, true)).toEqual(byPerson(plain.notRanked, false));
  expect(masked.groups).toEqual(plain.groups);
  expect(masked.problems.map(({ person: _, ...p }) => p)).toEqual(plain.problems.map(({ person: _, ...p }) => p));
  expect(plain.run.masked).toBeUndefined();
  expect(masked.run.masked).toMatch(/^[0-9a-f]{8}$/);
}

// Names that are parts of each other and of matters, ids that are parts of others, ties, matters that differ by a name alone or by a space.
const surname = fc.constantFrom('高', '李', '王', '欧阳', '司马');
const given = fc.constantFrom('山', '明', '强', '山明', '明强', '强山');
const id = fc.oneof(
  fc.integer({ min: 1, max: 99 }).map((n) => String(n).padStart(4, '0')),
  fc.integer({ min: 100_000, max: 100_040 }).map(String),
  fc.integer({ min: 1, max: 30 }).map((n) => `gy${n}`),
);
const score = fc.constantFrom('95', '90', '90', '88.5', '70');
/** Two of few people, and what a matter calls somebody: under pseudonyms a name and an id of one person are one. */
const entry = fc.record({
  of: fc.nat(1),
  about: fc.nat(1),
  called: fc.constantFrom('name', 'spaced', 'id', 'name in brackets', 'several'),
  value: fc.constantFrom('2', '3', '-1', '-4'),
  day: fc.integer({ min: 10, max: 29 }),
});
const calling: Readonly<Record<string, (p: { id: string; name: string }) => string>> = {
  name: (p) => `与${p.name}办案`,
  spaced: (p) => `与 ${[...p.name].join(' ')} 办案`,
  id: (p) => `与${p.id}办案`,
  'name in brackets': (p) => `与「${p.name}」办案`,
  several: () => '与P-********办案',
};
const somebody = fc.record({
  id,
  name: fc.tuple(surname, given).map(([a, b]) => a + b),
  unit: fc.constantFrom('高山县局', '办公室', '李明工作室'),
  level: fc.constantFrom('科级', '处级'),
  status: fc.constantFrom('', '', '', '试用期'),
  scores: fc.tuple(score, score, score, score),
  quality: fc.constantFrom('95', '90', '89.99'),
});
const export_ = fc.record({
  people: fc.uniqueArray(somebody, { minLength: 2, maxLength: 12, selector: (p) => foldId(p.id) }),
  entries: fc.array(entry, { maxLength: 8 }),
  withIds: fc.boolean(),
});

test('whatever the names, ids, ties and matters are', { timeout: 60_000 }, async () => {
  const cwd = await folder();
  writeFileSync(path.join(cwd, 'key'), keys.key);
  await fc.assert(
    fc.asyncProperty(export_, async ({ people, entries, withIds }) => {
      const all = withIds ? people : people.filter((p, i) => people.findIndex((o) => o.name === p.name) === i);
      // Where nobody is left to rank nothing is written, masked or not.
      fc.pre(all.some((p) => p.status === ''));
      const ids = (t: readonly string[]) => (withIds ? t : t.slice(1));
      const head = ids([
        '工号',
        '姓名',
        '单位',
        '人员类别',
        '层级',
        '考核状态',
        '干群评价',
        '工作作风与绩效',
        '政治理论与业务学习',
        '党建工作责任制落实',
        '政治素质',
        '担当作为',
      ]);
      const rows = all.map((p) => ids([p.id, p.name, p.unit, '综合管理类', p.level, p.status, ...p.scores, p.quality, '95']));
      const points = entries.map(({ of, about, called, value, day }) => {
        const p = all[of % all.length];
        const other = all[about % all.length] ?? { id: '', name: '' };
        return ids([p?.id ?? '', p?.name ?? '', calling[called]?.(other) ?? '', value, `2026-08-${day}`]);
      });
      writeFileSync(path.join(cwd, '2026Q3.csv'), csv([head, ...rows]));
      writeFileSync(path.join(cwd, '加减分.csv'), csv([ids(['工号', '姓名', '事项', '分值', '日期']), ...points]));
      const files = points.length > 0 ? '2026Q3.csv 加减分.csv' : '2026Q3.csv';
      same(await json<Results>(cwd, `rank ${files} --period 2026Q3`), await json<Results>(cwd, `rank ${files} --period 2026Q3 --mask key`));
    }),
    { numRuns: 25 },
  );
});

test('every list of a year, row by row', { timeout: 120_000 }, async () => {
  const cwd = await folder();
  writeFileSync(path.join(cwd, 'key'), keys.key);
  cpSync('samples/year', path.join(cwd, 'year'), { recursive: true });
  const files = 'year/1季度 year/2季度 year/3季度 year/4季度 year/年度考察.csv';
  same(await json<Results>(cwd, `year ${files}`), await json<Results>(cwd, `year ${files} --mask key`));
  for (const of of ['real', 'masked']) mkdirSync(path.join(cwd, of));
  for (const q of [1, 2, 3, 4]) {
    expect((await run(cwd, ['rank', `year/${q}季度`, '-o', `real/r${q}.xlsx`])).code).toBe(0);
    expect((await run(cwd, ['rank', `year/${q}季度`, '-o', `masked/r${q}.xlsx`, '--mask', 'key'])).code).toBe(0);
  }
  const quarters = (of: string) => [1, 2, 3, 4].map((q) => `${of}/r${q}.xlsx`);
  expect((await run(cwd, ['year', ...quarters('real'), '-o', 'y.xlsx'])).code).toBe(0);
  expect((await run(cwd, ['year', ...quarters('masked'), '-o', 'ym.xlsx'])).code).toBe(0);
  for (const verb of ['talks', 'select', 'advance', 'grades', 'fitness', 'evaluate', 'tolerance', 'notice --from 2027-01-11']) {
    const rows = async (from: string) =>
      (await json<Lists>(cwd, `${verb} ${from}`)).lists.map((l) => ({ ...l, rows: l.rows as unknown as Who[] }));
    const [plain, direct] = [await rows('y.xlsx'), await rows('y.xlsx --mask key')];
    const all = (lists: typeof plain, is: boolean) => lists.map(({ rows: of, ...rest }) => [rest, told(of, is)]);
    expect(all(direct, true)).toEqual(all(plain, false));
    // A year of masked quarters is the masked year.
    if (verb === 'select' || verb === 'grades') expect(all(await rows('ym.xlsx'), true)).toEqual(all(plain, false));
    expect(plain.length).toBeGreaterThan(0);
  }
});

/** Rows without their numbers, for equals stand in another order; what is of nobody, or names somebody without an id, is told apart. */
function told(rows: readonly Who[], masked: boolean) {
  const plain = rows.map((row) => {
    const { serial: _, ...rest } = row as Who & { serial?: string };
    return rest;
  });
  const nameless = plain.filter((r) => r.id === undefined).map(({ name: _, ...rest }) => JSON.stringify(rest));
  return [
    byPerson(
      plain.filter((r) => r.id !== undefined),
      masked,
    ),
    nameless.sort(),
  ];
}
