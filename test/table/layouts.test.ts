// Layouts of offices, each ranked to the same results as its plain twin (domain.md, What the workbooks look like).
import exceljs from 'exceljs';
import { describe, expect, test } from 'vitest';
import { run } from '../support/pipeline.ts';
import { blocks, found, head, nameOf, people, person, policy } from './export.ts';

const plainLines = people(6).trim().split('\n');
const [title = '', , ...rows] = plainLines;
const scored = (r: { readonly results: { readonly people: readonly object[] } }) =>
  r.results.people.map((p) => ({ ...p, verdicts: 0, checks: 0 }));
const strip = (all: readonly object[]) =>
  all.map((p) => JSON.parse(JSON.stringify(p, (k, v) => (k === 'from' || k === 'at' ? undefined : v))));
async function same(files: Record<string, string>, twin = people(6)): Promise<void> {
  const [a, b] = [await found(files), await found({ 'a.csv': twin })];
  expect(a.errors).toEqual([]);
  expect(strip(scored(a))).toEqual(strip(scored(b)));
}
const csv = (...lines: readonly string[]) => ({ 'a.csv': [...lines, ''].join('\n') });
const map = (f: (line: string) => string) => rows.map(f);

describe('rows around the table', () => {
  test('titles, a far-down header, notes and totals anywhere', () =>
    same(
      csv(
        title,
        '',
        '',
        '一、总体情况',
        '',
        '',
        '',
        head,
        ...rows.slice(0, 2),
        ',小计,,,,80,80,80,80',
        ...rows.slice(2),
        ',合计,,,,500,500,500,500',
        ',平均,,,,85,85,85,85',
        '注：本表一式两份。',
        '制表人：张三,,审核人：李四',
      ),
    ));
  test('a header repeated on each printed page, with its title', async () => {
    await same(csv(title, head, ...rows.slice(0, 3), title, head, ...rows.slice(3)));
    const ran = await found(csv(title, head, ...rows.slice(0, 3), title, head, ...rows.slice(3)));
    expect(ran.codes).toEqual([]);
  });
  test('two tables below each other', () =>
    same(csv(title, '一、公务员', head, ...rows.slice(0, 3), '', '二、事业单位', head, ...rows.slice(3))));
  test('the first column blank, a 序号 column', async () => {
    await same(csv(title, `,${head}`, ...map((r) => `,${r}`)));
    await same(csv(title, `序号,${head}`, ...rows.map((r, i) => `${i + 1},${r}`)));
  });
});

describe('headers', () => {
  test('two rows', () => same(csv(title, '工号,姓名,单位,人员类别,层级,各板块得分,,,', `,,,,,${blocks.join(',')}`, ...rows)));
  test('line breaks and spaces', () =>
    same(csv(title, head.replace('工作作风与绩效', '"工作作风\n与 绩效"').replace('姓名', '姓　名'), ...rows)));
  const options = ['优秀', '称职', '基本称职', '不称职'];
  const classes = ['A票', 'B票', 'C票'];
  const votes = (n: number) => classes.flatMap((_, c) => [4 + (n % 3), 3 - (n % 3), c, 1]);
  const rest = '工作作风与绩效,政治理论与业务学习,党建工作责任制落实';
  const data = (n: number) => `10${n},${nameOf(n)},办公室,公务员,科级,${votes(n).join(',')},8${n},7${n},9${n}`;
  const wide = [
    title,
    `工号,姓名,单位,人员类别,层级,${classes.flatMap((c) => options.map((o) => c + o)).join(',')},${rest}`,
    data(1),
    data(2),
    '',
  ].join('\n');
  test('three rows, in a text file', () =>
    same(
      csv(
        title,
        `工号,姓名,单位,人员类别,层级,民主测评,,,,,,,,,,,,${rest}`,
        `,,,,,${classes.join(',,,,')},,,,,,`,
        `,,,,,${classes.map(() => options.join(',')).join(',')},,,`,
        data(1),
        data(2),
      ),
      wide,
    ));
  test('three rows, merged', async () => {
    const book = new exceljs.Workbook();
    const ws = book.addWorksheet('得分');
    ws.addRow([title]);
    ws.mergeCells('A1:T1');
    ws.addRow(['工号', '姓名', '单位', '人员类别', '层级', '民主测评', ...Array(11).fill(null), ...rest.split(',')]);
    ws.addRow([null, null, null, null, null, ...classes.flatMap((c) => [c, null, null, null])]);
    ws.addRow([null, null, null, null, null, ...classes.flatMap(() => options)]);
    for (const c of [...'ABCDERST']) ws.mergeCells(`${c}2:${c}4`);
    ws.mergeCells('F2:Q2');
    for (const m of ['F3:I3', 'J3:M3', 'N3:Q3']) ws.mergeCells(m);
    for (const n of [1, 2])
      ws.addRow(
        data(n)
          .split(',')
          .map((t) => (/^\d{1,2}$/.test(t) ? Number(t) : t)),
      );
    const ran = await run([{ file: 'a.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) }], policy);
    expect(ran.errors).toEqual([]);
    expect(ran.results.people.map((p) => p.blocks.evaluation)).toEqual(
      (await found({ 'a.csv': wide })).results.people.map((p) => p.blocks.evaluation),
    );
  });
  test('quarter columns as 3, 3.0, "3"', async () => {
    for (const q of ['3', '3.0', '第三季度']) {
      const ran = await found(csv(`年度,季度,${head}`, ...map((r) => `2026,${q},${r}`)));
      expect(ran.results.run.period).toBe('2026Q3');
    }
  });
});

describe('two tables side by side', () => {
  const gap = (left: string, right: string) => `${left},,${right}`;
  test('with a gap and without', async () => {
    await same(csv(title, gap(head, head), ...rows.slice(0, 3).map((r, i) => gap(r, rows[i + 3] ?? ''))));
    await same(csv(title, `${head},${head}`, ...rows.slice(0, 3).map((r, i) => `${r},${rows[i + 3]}`)));
  });
  test('of unlike headers: refused clearly', async () => {
    const ran = await found(csv(title, `${head},姓名,党建工作责任制落实`, ...map((r) => `${r},张三,90`)));
    expect(ran.codes).toContain('column/duplicate');
  });
});

describe('units', () => {
  const noUnit = (lines: readonly string[]) =>
    lines.map((l) =>
      l
        .split(',')
        .filter((_, i) => i !== 2)
        .join(','),
    );
  test('填报单位 above the table', async () => {
    const ran = await found(csv(title, '填报单位：办公室　　填报日期：2026年9月30日', ...noUnit([head, ...rows])));
    expect(ran.results.people.map((p) => p.unit)).toEqual(rows.map(() => '办公室'));
    expect(ran.notes).toEqual(['sheet/unit-taken']);
    const apart = await found(csv(title, '填报单位：,立法处,填报日期：,9月30日', ...noUnit([head, ...rows])));
    expect(apart.results.people[0]?.unit).toBe('立法处');
    const points = await found(csv(title, '单位：分', ...noUnit([head, ...rows])));
    expect(points.results.people[0]?.unit).toBe('');
  });
  test('a sheet a unit, empty sheets, phantom rows, merged units, hidden rows', async () => {
    const book = new exceljs.Workbook();
    for (const [sheet, from] of [
      ['办公室', 0],
      ['立法处', 3],
    ] as const) {
      const ws = book.addWorksheet(sheet);
      for (const l of [title, ...noUnit([head, ...rows.slice(from, from + 3)])]) ws.addRow(l.split(','));
      ws.mergeCells('C3:C5');
      ws.getRow(4).hidden = true;
      for (let r = 2000; r < 2010; r++) ws.getCell(r, 1).font = { bold: true };
    }
    book.addWorksheet('Sheet3');
    const ran = await run([{ file: 'a.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) }], policy);
    expect(ran.errors).toEqual([]);
    expect(ran.results.people.map((p) => [p.id, p.unit]).sort()).toEqual(
      [1, 2, 3, 4, 5, 6].map((n) => [`10${n}`, n < 4 ? '办公室' : '立法处']).sort(),
    );
    expect(ran.problems.filter((p) => p.code === 'sheet/hidden-rows')).toHaveLength(2);
    expect(ran.problems.filter((p) => p.code === 'sheet/unit-taken')).toHaveLength(2);
  });
});

describe('ids', () => {
  test('人员编号 beside 身份证号: the first that is whole, the other a second key', async () => {
    const two = (l: string, i: number) =>
      i === 0 ? `人员编号,身份证号,${l.slice(3)}` : l.replace(/^(\d+)/, `$1,11010119900307${1000 + i}`);
    const files = csv(title, ...[head, ...rows].map(two));
    await same(files);
    expect((await found(files)).notes).toEqual(['column/second-id']);
    const byOther = await found({ ...files, 'b.csv': `身份证号,姓名,事项,分值\n110101199003071001,${nameOf(1)},表彰,2\n` });
    expect(byOther.results.people.find((p) => p.id === '101')?.blocks.adjustment).toBe('2');
    const crossed = await found({ ...files, 'b.csv': `人员编号,身份证号,姓名,事项,分值\n101,110101199003071002,${nameOf(1)},表彰,2\n` });
    expect(crossed.codes).toEqual(['table/ids-disagree']);
    const holes = csv(title, ...[head, ...rows].map(two).map((l) => l.replace(/^103,/, ',')));
    expect((await found(holes)).results.people.map((p) => p.id.length)).toEqual(rows.map(() => 18));
  });
  test('职务 beside 职务职级: the more exact one', async () => {
    const ran = await found(csv(title, `${head},职务职级,职务`, ...map((r) => `${r},科员四级,科员`)));
    expect([ran.codes, ran.notes, ran.results.people[0]?.post]).toEqual([[], ['column/second-choice'], '科员']);
  });
  test('two columns of categories must agree', async () => {
    const with2 = (second: string) => csv(title, `${head},编制类型`, ...map((r) => `${r},${second}`));
    expect((await found(with2('公务员'))).codes).toEqual([]);
    expect((await found(with2('事业编制'))).codes).toContain('column/duplicate');
  });
  test('编号 of documents beside names', async () => {
    const ran = await found({
      'a.csv': people(2),
      '加减分.csv': `编号,姓名,事项,分值\nJF-1,${nameOf(1)},表彰,2\nJF-2,${nameOf(2)},迟到,-1\n`,
    });
    expect([ran.codes, ran.results.people.map((p) => p.blocks.adjustment).sort()]).toEqual([[], ['-1', '2']]);
    const ids = await found({ 'a.csv': people(2), '加减分.csv': `编号,姓名,事项,分值\n101,${nameOf(1)},表彰,2\n` });
    expect(ids.results.people.find((p) => p.id === '101')?.blocks.adjustment).toBe('2');
  });
  test('a name merged down over its long ballots; a merge over scores', async () => {
    const book = new exceljs.Workbook();
    const ws = book.addWorksheet('花名册');
    for (const l of [head, person(1), person(2)]) ws.addRow(l.split(',').filter((_, i) => i !== 5));
    const long = book.addWorksheet('民主测评');
    long.addRow(['工号', '姓名', '评价主体', '优秀票数', '称职票数', '基本称职票数', '不称职票数']);
    for (const n of [1, 2])
      for (const c of ['A类', 'B类', 'C类']) long.addRow([c === 'A类' ? `10${n}` : null, c === 'A类' ? nameOf(n) : null, c, n, 1, 0, 0]);
    for (const m of ['A2:A4', 'B2:B4', 'A5:A7', 'B5:B7']) long.mergeCells(m);
    const file = async () => [{ file: '2026Q3.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) }];
    const ran = await run(await file(), policy);
    expect([ran.errors, ran.results.people.map((p) => p.blocks.evaluation)]).toEqual([[], ['93.33', '90.00']]);
    long.mergeCells('D2:D3');
    expect([...new Set((await run(await file(), policy)).errors.map((e) => e.code))]).toEqual(['cell/merged']);
  });
  test('formulas are counted', async () => {
    const book = new exceljs.Workbook();
    const ws = book.addWorksheet('得分');
    for (const l of [head, person(1)]) ws.addRow(l.split(','));
    ws.getCell('F2').value = { formula: '80+5', result: 85 };
    ws.getCell('G2').value = { formula: '80+6' };
    const ran = await run([{ file: '2026Q3.xlsx', bytes: new Uint8Array(await book.xlsx.writeBuffer()) }], policy);
    expect(ran.problems.find((p) => p.code === 'sheet/formulas')?.args).toEqual({ count: '2' });
    expect(ran.errors.map((e) => e.code)).toEqual(['cell/empty-formula']);
  });
  test('18 digits that end in 000 and are no identity number have lost digits', async () => {
    const ran = await found({ 'a.csv': people(1, () => ({ 工号: '110101199003070000' })) });
    expect(ran.codes).toEqual(['cell/id-digits-lost']);
  });
});
