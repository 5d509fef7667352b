// What tables record of people beside scores: each kind from its own sheet and from columns of the roster; what cannot be read is told.
import { readFileSync } from 'node:fs';
import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { Decimal } from '../../src/decimal.ts';
import { readBook } from '../../src/sheets/read.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import { found, policy } from './export.ts';
import { told } from './layouts.ts';

interface Case {
  readonly it: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Further columns of the roster, and what stands there for 1001. */
  readonly roster?: string;
  readonly cells?: string;
  readonly says?: readonly string[];
  readonly notes?: readonly string[];
  readonly records?: Readonly<Record<string, unknown>>;
  readonly entries?: readonly string[];
}

const cases = parse(readFileSync(new URL('records.yaml', import.meta.url), 'utf8')) as readonly Case[];

const scores = '干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实';
function plain(columns = '', cells = ''): string {
  const [header, own] = [columns && `,${columns}`, cells && `,${cells}`];
  const blank = own.replace(/[^,]/g, '');
  return [
    '2026年第三季度考核',
    `工号,姓名,单位,人员类别,层级,${scores}${header}`,
    `1001,张文,办公室,公务员,科级,85,86,87,88${own}`,
    `1002,李武,办公室,公务员,科级,86,83,80,91${blank}`,
    `1003,王双,法制处,公务员,科级,91,88,84,79.5${blank}`,
    '',
  ].join('\n');
}

/** As the cases write it: days and figures without the cell they came from. */
const short = (value: unknown): unknown => {
  if (value instanceof Decimal) return value.toText();
  if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, short(v)]));
  if (Array.isArray(value)) return value.map(short);
  if (value === null || typeof value !== 'object') return value;
  const keys = Object.keys(value);
  if (keys.length === 2 && 'value' in value && 'at' in value) return short(value.value);
  return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, short(v)]));
};

async function read(files: Record<string, string>) {
  const books = [];
  for (const [file, text] of Object.entries(files)) {
    const { value } = await readBook(new TextEncoder().encode(text), file);
    if (value) books.push(value);
  }
  return tabulate(books, policy, { period: null, asOf: null });
}

const usual = new Set(['table/no-inspection']);

describe('records', () => {
  test.each(cases)('$it', async ({ files, roster, cells, says = [], notes = [], records, entries }) => {
    const { value, problems } = await read({ 'a.csv': plain(roster, cells), ...files });
    const heard = problems.filter((p) => !usual.has(p.code));
    const codes = (severities: readonly string[]) => [...new Set(heard.filter((p) => severities.includes(p.severity)).map((p) => p.code))];
    expect(codes(['error', 'warning'])).toEqual(says);
    for (const code of notes) expect(codes(['note'])).toContain(code);
    expect(value.people.map((p) => p.id)).toEqual(['1001', '1002', '1003']);
    expect(value.period).toEqual({ year: 2026, quarter: 3 });
    const person = value.people[0];
    const got = short(person?.records) as Record<string, unknown>;
    for (const [list, wanted] of Object.entries(records ?? {})) {
      if (Array.isArray(wanted)) expect(got[list]).toHaveLength(wanted.length);
      expect(got).toMatchObject({ [list]: wanted });
    }
    if (entries) expect(person?.entries.map((e) => e.value.value.toText())).toEqual(entries);
  });
});

test('the order of files and rows shows nowhere', async () => {
  const sheets = {
    'b.csv': '工号,姓名,处分种类,影响期开始,影响期结束\n1001,张文,警告,2026-03-01,2026-08-31\n1001,张文,记过,2026-01-01,2026-12-31\n',
    'c.csv': '工号,姓名,年度,等次\n1001,张文,2025,优秀\n1001,张文,2024,称职\n',
  };
  const turned = Object.fromEntries(
    Object.entries(sheets).map(([f, text]) => {
      const [header, ...rows] = text.trim().split('\n');
      return [f, [header, ...rows.reverse(), ''].join('\n')];
    }),
  );
  const said = async (files: Record<string, string>) => {
    const { value } = await read({ ...files, 'a.csv': plain() });
    return value.people[0]?.records.sanctions
      .map((s) => [s.kind, s.from, s.to])
      .concat(value.people[0].records.grades.map((g) => [g.said]) as never);
  };
  expect(await said(turned)).toEqual(await said(sheets));
});

describe('words of records in ordinary score sheets change nothing', () => {
  test.each([
    ['等次', '好'],
    ['考核结果', '优秀'],
    ['等次,考核结果,档次', '好,优秀,一档'],
    ['备注', '已核'],
    ['重点工作', '85'],
    ['是否推荐', '是'],
    ['认定结果', '属实'],
    ['完成时限', '9月底'],
    ['推荐票数', '32'],
    ['调查', '已调查'],
    ['年度,季度,等次', '2026,3,好'],
    ['内容', '综合'],
    ['结果', '良好'],
    ['地点', '机关'],
    ['板块,内容', '日常,牵头防汛'],
    ['日常表现', '主动'],
    ['学习内容,完成情况,记录人', '党校,结业,李武'],
  ])('%s', async (columns, cells) => {
    const ran = await found({ 'a.csv': plain(columns, cells) });
    expect(ran.codes).toEqual([]);
    expect(told(ran.results)).toEqual(told((await found({ 'a.csv': plain() })).results));
    const { value } = await read({ 'a.csv': plain(columns, cells) });
    expect(value.people[0]?.records.chronicle).toEqual([]);
  });
});

test('a date cell and a percentage cell are read as they are shown', async () => {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('容错');
  sheet.addRow(['工号', '姓名', '事项', '日期', '容错情形', '容错结论', '减轻比例']);
  const row = sheet.addRow(['1001', '张文', '试点超期', new Date(Date.UTC(2026, 6, 3)), '先行先试', '减轻', 0.5]);
  row.getCell(4).numFmt = 'yyyy-mm-dd';
  row.getCell(7).numFmt = '0%';
  const { value } = await readBook(new Uint8Array(await book.xlsx.writeBuffer()), 'b.xlsx');
  const scoreSheet = (await readBook(new TextEncoder().encode(plain()), 'a.csv')).value;
  if (!value || !scoreSheet) throw new Error('unreadable');
  const ran = tabulate([value, scoreSheet], policy, { period: null, asOf: null });
  expect(ran.problems.filter((p) => p.severity === 'error')).toEqual([]);
  expect(short(ran.value.people[0]?.records.exemptions)).toMatchObject([{ date: '2026-07-03', outcome: 'reduced', percent: '50' }]);
});
