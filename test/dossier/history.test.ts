// History from the archive beside what an export says: each thing counts once, as it was corrected, and what was done is said.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../commands/desk.ts';
import { run } from './desk.ts';

const scores = [
  '2026年第3季度平时考核',
  '姓名,工号,单位,职级,任现职级时间,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实',
  '冯雅宁,23000101,办公室,四级主任科员,2023-05-01,综合管理类,科级,89,90,87,88',
  '沈国梁,23000102,办公室,四级主任科员,2023-05-01,综合管理类,科级,88,89,86,87',
].join('\n');
const sanction = (kind: string) =>
  `工号,姓名,处分种类,处分日期,事项,文号,编号\n23000101,冯雅宁,${kind},2026-02-28,迟报信息,司政〔2026〕7号,CF-1\n`;

async function office(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await folder();
  for (const [name, text] of Object.entries({ '成绩.csv': scores, ...files })) writeFileSync(path.join(cwd, name), text);
  return cwd;
}

const zh = { talk: 'zh-Hans' } as const;
const add = (cwd: string, ...more: string[]) => run(cwd, ['dossier', 'add', ...more], zh);

/** Bars by accountability of 冯雅宁 in the promotion view, and what was said on the way. */
async function bars(cwd: string, ...files: string[]): Promise<{ code: number; err: string; bars: string[] }> {
  const { code, out, err } = await run(cwd, ['select', ...files, '--archive', 'archive.dossier', '--format', 'csv'], zh);
  const row = out.split('\r\n').find((l) => l.includes('冯雅宁')) ?? '';
  return { code, err, bars: row.match(/问责处分影响期：[-\d]+ – [-\d]+/g) ?? [] };
}

test('a sanction that archive and export both have counts once', async () => {
  const cwd = await office({ '处分.csv': sanction('警告') });
  await add(cwd, '处分.csv');
  const found = await bars(cwd, '成绩.csv', '处分.csv');
  expect(found.bars).toEqual(['问责处分影响期：2026-02-28 – 2026-08-28']);
  expect(found.err).not.toContain('archive/');
});

test('one that the archive has corrected replaces the old form in an export, and that is said', async () => {
  const cwd = await office({ '处分.csv': sanction('警告'), '更正.csv': sanction('记过'), '再更正.csv': sanction('记大过') });
  await add(cwd, '处分.csv');
  await add(cwd, '更正.csv', '--reason', '种类有误');
  await add(cwd, '再更正.csv', '--reason', '以文件为准');
  for (const old of ['处分.csv', '更正.csv']) {
    const found = await bars(cwd, '成绩.csv', old);
    expect(found.bars).toEqual(['问责处分影响期：2026-02-28 – 2027-08-28']);
    expect(found.err).toContain('archive/corrected-since');
    expect(found.err).toContain('按现在有效的第 4 条算');
  }
  const strict = await run(cwd, ['select', '成绩.csv', '处分.csv', '--archive', 'archive.dossier', '--strict', '-o', 'x.xlsx'], zh);
  expect([strict.code, strict.out]).toEqual([1, '']);
  // What holds now and came back in an export is no old form.
  const now = await bars(cwd, '成绩.csv', '再更正.csv');
  expect([now.bars.length, now.err.includes('archive/')]).toEqual([1, false]);
});

test('one that holds again is no old form', async () => {
  const cwd = await office({ '处分.csv': sanction('警告'), '更正.csv': sanction('记过') });
  await add(cwd, '处分.csv');
  await add(cwd, '更正.csv', '--reason', '种类有误');
  await add(cwd, '处分.csv', '--reason', '原来是对的');
  const found = await bars(cwd, '成绩.csv', '处分.csv');
  expect(found.bars).toEqual(['问责处分影响期：2026-02-28 – 2026-08-28']);
  expect(found.err).not.toContain('archive/');
});

test('one that was withdrawn there still counts where the export has it, and that is said', async () => {
  const cwd = await office({ '处分.csv': sanction('警告') });
  await add(cwd, '处分.csv');
  await run(cwd, ['dossier', 'withdraw', '2', '--reason', '记错了人'], zh);
  const found = await bars(cwd, '成绩.csv', '处分.csv');
  expect(found.bars).toHaveLength(1);
  expect(found.err).toContain('archive/withdrawn-since');
  expect(found.err).toContain('已由第 3 条撤销（记错了人）');
});

test('a grade that the archive has corrected is no disagreement', async () => {
  const grade = (g: string) => `工号,姓名,年度,等次\n23000101,冯雅宁,2024,${g}\n`;
  const cwd = await office({ '等次.csv': grade('称职'), '更正.csv': grade('优秀') });
  await add(cwd, '等次.csv');
  await add(cwd, '更正.csv', '--reason', '复核');
  const advance = () => run(cwd, ['advance', '成绩.csv', '等次.csv', '--archive', 'archive.dossier', '--format', 'csv'], zh);
  const { code, out, err } = await advance();
  expect([code, err.includes('table/grades-disagree'), err.includes('archive/corrected-since')]).toEqual([0, false, true]);
  expect(out.split('\r\n').find((l) => l.includes('冯雅宁'))).toContain('2024：优秀');
});
