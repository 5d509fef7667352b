// What offices send that once went wrong without a word. Each was seen to fail before it was mended.
import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { policyWith, run } from '../support/pipeline.ts';

const policy = policyWith();
const head = '工号,姓名,单位,职务,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实';
const who = (id: string, name: string, unit = '办公室', post = '科员') => `${id},${name},${unit},${post},公务员,科级,85,85,85,85`;

async function rank(files: Record<string, string>) {
  const books = Object.entries(files).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) }));
  const ran = await run(books, policy);
  return { ...ran, codes: ran.errors.map((e) => e.code), names: ran.results.people.map((p) => p.name) };
}
const sheet = (...lines: string[]) => ['2026年第三季度考核', head, ...lines, ''].join('\n');

describe('people are not taken for notes', () => {
  test('posts, units and names that begin like a note or total', async () => {
    const lines = [
      who('1', '张三', '办公室', '负责人'),
      who('2', '李四', '审批服务处'),
      who('3', 'Summer Wang'),
      who('4', '王五', '日期管理科', '主管'),
    ];
    const without = sheet(...lines)
      .replace('工号,', '')
      .replaceAll(/^\d,/gm, '');
    expect((await rank({ 'a.csv': without })).names.sort()).toEqual(['Summer Wang', '张三', '李四', '王五']);
  });
  test('entries whose matter begins like a note', async () => {
    const entries = '姓名,事项,分值\n张三,审核工作出错,-5\n张三,日期填报错误,-3\n';
    const ran = await rank({ 'a.csv': sheet(who('1', '张三'), who('2', '李四')), '加减分.csv': entries });
    expect(ran.results.people.find((p) => p.id === '1')?.blocks.adjustment).toBe('-8');
  });
  test('a blank id beside a unit called 审批处 is an error', async () => {
    expect((await rank({ 'a.csv': sheet(who('1', '张三'), who('', '李四', '审批处')) })).codes).toContain('row/no-id');
  });
  test('totals with a category filled in are no people', async () => {
    const lines = sheet(who('', '张三'), who('', '共计'), who('', '本处小计'), who('', '处室平均'))
      .replace('工号,', '')
      .replaceAll(/^,/gm, '');
    expect((await rank({ 'a.csv': lines })).names).toEqual(['张三']);
  });
});

test('a sheet that only gives a status is heard', async () => {
  const ran = await rank({
    'a.csv': sheet(who('1', '张三'), who('2', '李四')),
    '不参加.csv': '工号,姓名,未确定等次或不参加考核情况说明\n2,李四,试用期\n',
  });
  expect(ran.results.notRanked.map((n) => [n.name, n.reason])).toEqual([['李四', '试用期']]);
});

test('a roster sheet names people whom nobody scored', async () => {
  const ran = await rank({ 'a.csv': sheet(who('1', '张三')), '花名册.csv': '工号,姓名,单位\n1,张三,办公室\n9,钱七,办公室\n' });
  expect(ran.codes).toContain('table/not-in-roster');
});

test.each(['#N/A', '#REF!', '—'])('%s is no category', async (value) => {
  const ran = await rank({ 'a.csv': sheet(who('1', '张三').replace('公务员', value), who('2', '李四')) });
  expect(ran.errors.some((e) => e.person?.id === '1')).toBe(true);
});

test('a vote column that one file lacks is an error, not a 0', async () => {
  const votes = ['A', 'B', 'C'].flatMap((c) => ['优秀', '称职', '基本称职', '不称职'].map((o) => `${c}票${o}`));
  const rows = (id: string, columns: string[]) =>
    `2026年第三季度\n工号,姓名,人员类别,层级,${columns.join(',')},工作作风与绩效,政治理论与业务学习,党建工作责任制落实\n${id},甲${id},公务员,科级,${columns.map((_, i) => [5, 3, 1, 1][i % 4]).join(',')},85,85,85\n`;
  const ran = await rank({ '甲.csv': rows('1', votes), '乙.csv': rows('2', votes.slice(0, -1)) });
  expect(ran.codes).toContain('column/option-missing');
});

test('a CSV row with more fields than its header is refused', async () => {
  expect((await rank({ 'a.csv': sheet(who('1', '张三'), `${who('2', '李四')},80`) })).codes).toContain('row/surplus');
});

test('entries without a matter all count; a blank matter is an error', async () => {
  const base = { 'a.csv': sheet(who('1', '张三')) };
  const wide = await rank({ ...base, 'b.csv': '工号,姓名,加分,加分原因\n1,张三,2,表彰甲\n1,张三,3,表彰乙\n' });
  expect(wide.results.people[0]?.blocks.adjustment).toBe('5');
  const dated = await rank({ ...base, 'b.csv': '工号,姓名,分值,日期\n1,张三,2,2026-07-01\n1,张三,3,2026-08-01\n' });
  expect(dated.results.people[0]?.blocks.adjustment).toBe('5');
  expect((await rank({ ...base, 'b.csv': '工号,姓名,事项,分值\n1,张三,,2\n' })).codes).toContain('cell/blank');
});

test('an error in a sheet of names belongs to the person it was joined to', async () => {
  const ran = await rank({ 'a.csv': sheet(who('1', '张三'), who('2', '李四')), '加减分.csv': '姓名,事项,分值\n李四,表扬,五分\n' });
  expect(ran.names).toEqual(['张三']);
  expect(ran.results.notRanked.map((n) => n.codes)).toEqual([['cell/not-a-number']]);
});

test('two reasons for one person are refused, in whatever order they come', async () => {
  const statuses = (a: string, b: string) => ({
    'a.csv': sheet(who('1', '张三'), who('2', '李四')),
    's1.csv': `工号,姓名,考核状态\n2,李四,${a}\n`,
    's2.csv': `工号,姓名,考核状态\n2,李四,${b}\n`,
  });
  for (const [a, b] of [
    ['试用期', '立案未结'],
    ['立案未结', '试用期'],
  ] as const)
    expect((await rank(statuses(a, b))).codes).toContain('table/row-twice');
});

test.each([
  ['2026年度干部平时考核第三季度得分表', '2026Q3'],
  ['2026年平时考核（三季度）', '2026Q3'],
  ['2026年第Ⅲ季度考核', '2026Q3'],
  ['2026年度考核', '2026'],
  ['2026年7-9月考核', null],
  ['2026年上半年考核', null],
  ['二〇二六年十月八日', null],
])('the period of %s', async (title, period) => {
  const ran = await rank({ 'a.csv': sheet(who('1', '张三')).replace('2026年第三季度考核', title) });
  expect(ran.results.run.period).toBe(period);
});

test('footnote marks are no digits', async () => {
  expect((await rank({ 'a.csv': sheet(who('1', '张三').replace(/85$/, '8²')) })).codes).toContain('cell/not-a-number');
});

test('an id that a spreadsheet has turned into a float is refused', async () => {
  expect((await rank({ 'a.csv': sheet(who('4.10102E+17', '张三')) })).codes).toContain('cell/id-digits-lost');
});

test('a number shown as a percentage is refused, with the points it was meant to be', async () => {
  const book = new exceljs.Workbook();
  const ws = book.addWorksheet('得分');
  for (const line of sheet(who('1', '张三')).trim().split('\n')) ws.addRow(line.split(',').map((c) => (/^85$/.test(c) ? 85 : c)));
  ws.getCell('J3').value = 0.95;
  ws.getCell('J3').numFmt = '0.00%';
  ws.getCell('I3').numFmt = '0.00"%"';
  const ran = await run([{ file: 'a.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) }], policy);
  expect(ran.errors.map((e) => [e.code, e.args])).toEqual([['cell/not-a-number', { value: '95%', mend: '95' }]]);
});
