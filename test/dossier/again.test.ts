// What is added again: old forms, renamed files, quarters in another order. As the command line says it.
import { copyFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { folder } from '../commands/desk.ts';
import { archiveIn, basic, enter, run } from './desk.ts';

/** A folder with these files. */
async function with_(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await folder();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(cwd, name), text);
  return cwd;
}

const record = (text: string) => `工号,姓名,日期,板块,内容,编号\n23000101,冯雅宁,2026-03-05,日常,${text},JS-1\n`;

test('an old file again: said, refused by --strict, and entered as a correction with a reason', async () => {
  const cwd = await with_({ 'a.csv': record('防汛演练'), 'b.csv': record('防汛演习') });
  const add = (...more: string[]) => run(cwd, ['dossier', 'add', ...more], { talk: 'zh-Hans' });
  await add('a.csv');
  await add('b.csv', '--reason', '名称有误');
  const again = await add('a.csv');
  expect([again.code, again.out.split('\n')[0]]).toEqual([0, '没有新的记载；1 条都已经在档案里']);
  expect(again.err).toContain('archive/void-already');
  expect(again.err).toContain('与档案第 2 条相同，那一条已由第 3 条更正');
  const strict = await add('a.csv', '--strict');
  expect([strict.code, strict.out]).toEqual([1, '']);
  const back = await add('a.csv', '--reason', '原来是对的');
  expect([back.code, back.err.includes('void-already')]).toEqual([0, false]);
  expect(back.out).toContain('其中更正 1 条');
  const shown = (await run(cwd, ['dossier', 'show', '冯雅宁'], { talk: 'zh-Hans' })).out;
  expect(shown).toMatch(/#4 .*防汛演练\n.*更正第 3 条：原来是对的/);
  expect((await run(cwd, ['dossier', 'verify'])).code).toBe(0);
});

test('what was withdrawn: its file says so, and with a reason it holds again', async () => {
  const cwd = await with_({ 'a.csv': record('防汛演练') });
  await run(cwd, ['dossier', 'add', 'a.csv']);
  await run(cwd, ['dossier', 'withdraw', '2', '--reason', '重复登记']);
  const again = await run(cwd, ['dossier', 'add', 'a.csv'], { talk: 'zh-Hans' });
  expect(again.err).toContain('那一条已由第 3 条撤销：重复登记');
  await run(cwd, ['dossier', 'add', 'a.csv', '--reason', '没有重复']);
  expect((await run(cwd, ['dossier', 'show', '冯雅宁'], { talk: 'zh-Hans' })).out).toMatch(/#4 .*防汛演练\n.*更正第 3 条：没有重复/);
});

test('record by hand: the same twice is said, and what corrects nothing is refused', async () => {
  const cwd = await folder();
  const by = (text: string, ...more: string[]) =>
    run(cwd, ['dossier', 'record', '1', '--name', '张三', '--block', '日常', '--date', '2026-03-05', '--text', text, ...more]);
  await by('值班');
  const same = await by('值班', '--corrects', '2', '--reason', '有误');
  expect([same.code, same.out]).toEqual([1, '']);
  expect(same.err).toContain('archive/said-already');
  await by('值夜班', '--corrects', '2', '--reason', '有误');
  const again = await by('值班');
  expect([again.code, again.err.includes('archive/void-already')]).toEqual([0, true]);
});

const roster = (quarter: number, unit: string) =>
  [
    `2026年第${quarter}季度平时考核`,
    '姓名,工号,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,政治素质,担当作为',
    `冯雅宁,23000101,${unit},综合管理类,科级,89,9${quarter},87,88,9${quarter},93`,
    `沈国梁,23000102,办公室,综合管理类,科级,88,89,86,87,95,94`,
  ].join('\n');

test('quarters in whatever order: the same of everybody, also where somebody goes and comes back', async () => {
  const units = ['办公室', '法制处', '办公室'];
  const cwd = await with_(Object.fromEntries(units.map((u, i) => [`q${i + 1}.csv`, roster(i + 1, u)])));
  for (const q of [1, 2, 3]) expect(await run(cwd, ['rank', `q${q}.csv`, '-o', `q${q}.xlsx`])).toMatchObject({ code: 0 });
  const shown = async (order: readonly number[]) => {
    const archive = `${order.join('')}.dossier`;
    for (const q of order) expect(await run(cwd, ['dossier', 'add', `q${q}.xlsx`, '--archive', archive])).toMatchObject({ code: 0 });
    const { out } = await run(cwd, ['dossier', 'show', '冯雅宁', '--archive', archive]);
    return out.replace(/#\d+ +/g, '# ');
  };
  const one = await shown([1, 2, 3]);
  expect(one.match(/办公室|法制处/g)).toEqual(units);
  for (const order of [
    [1, 3, 2],
    [3, 2, 1],
    [2, 3, 1],
  ])
    expect(await shown(order)).toEqual(one);
});

test('basic data that stays the same is told once in a volume', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(archive, [
    basic('1', '2026-03-31', '办公室'),
    basic('1', '2026-06-30', '办公室'),
    basic('1', '2026-09-30', '法制处'),
    basic('1', '2026-12-31', '办公室'),
    basic('1', '2027-03-31', '办公室'),
  ]);
  archive.close();
  const lines = (await run(cwd, ['dossier', 'show', '1'], { talk: 'zh-Hans' })).out.match(/20\d\d-.*$/gm);
  expect(lines).toEqual(['2026-03-31  办公室', '2026-06-30  同第 2 条', '2026-09-30  法制处', '2026-12-31  办公室', '2027-03-31  办公室']);
});

const inspection = (score: string) => `2026年第三季度考察\n工号,姓名,政治素质,担当作为\n23000101,冯雅宁,${score},93\n`;

test('an inspection is known by what it found: a renamed file enters nothing, another score is entered beside and said', async () => {
  const cwd = await with_({ '考察.csv': inspection('92.5'), '考察（终稿）.csv': inspection('92.5'), '再考察.csv': inspection('88') });
  const add = (file: string) => run(cwd, ['dossier', 'add', file], { talk: 'zh-Hans' });
  expect((await add('考察.csv')).out).toContain('已记入 2 条');
  const renamed = await add('考察（终稿）.csv');
  expect(renamed.out.split('\n')[0]).toBe('没有新的记载；2 条都已经在档案里');
  const other = await add('再考察.csv');
  expect(other.out).toContain('已记入 1 条；原有 1 条');
  expect(other.err).toContain('archive/other-score');
  // The same file with another score is the same inspection told otherwise.
  writeFileSync(path.join(cwd, '考察.csv'), inspection('91'));
  expect((await add('考察.csv')).err).toContain('archive/differs');
});

test('an archive of the first version, which kept inspections by their file, knows a renamed one too', async () => {
  const cwd = await with_({ '终稿.csv': '2026年第三季度考察\n工号,姓名,政治素质,担当作为\n23000101,冯雅宁,92.5,93\n' });
  copyFileSync(path.resolve(import.meta.dirname, 'fixtures/archive-1.dossier'), path.join(cwd, 'archive.dossier'));
  const { code, out } = await run(cwd, ['dossier', 'add', '终稿.csv']);
  expect([code, out.split('\n')[0]]).toEqual([0, 'Nothing new; there already: 2']);
});
