// One test a check: what it finds, and what it must leave in peace.
import { describe, expect, test } from 'vitest';
import { policyWith } from '../../support/pipeline.ts';
import { found, nameOf, people, person } from '../export.ts';

test('a plain export has no findings', async () => {
  const ran = await found({ 'a.csv': people(12) });
  expect([ran.codes, ran.notes]).toEqual([[], []]);
  expect(ran.results.people).toHaveLength(12);
});

describe('column/rank-as-score', () => {
  const order = [3, 1, 2, 5, 4, 6];
  test('1 to n is a ranking', async () => {
    const ran = await found({ 'a.csv': people(6, (n) => ({ 工作作风与绩效: String(order[n - 1]) })) });
    expect(ran.codes).toEqual(['column/rank-as-score']);
    expect(ran.of('column/rank-as-score')[0]).toMatchObject({ args: { count: '6' }, header: '工作作风与绩效', place: { row: 1, col: 6 } });
  });
  test('also with shared ranks, past the scale, and within each group', async () => {
    const shared = [1, 2, 2, 4, 5, 6];
    expect((await found({ 'a.csv': people(6, (n) => ({ 党建工作责任制落实: String(shared[n - 1]) })) })).codes).toContain(
      'column/rank-as-score',
    );
    const many = await found({ 'a.csv': people(120, (n) => ({ 工号: `9${n}`, 党建工作责任制落实: String(n) })) });
    expect(many.of('column/rank-as-score')).toMatchObject([{ args: { count: '120' } }]);
    const groups = people(10, (n) => ({ 层级: n > 5 ? '处级' : '科级', 干群评价: String(((n - 1) % 5) + 1) }));
    expect((await found({ 'a.csv': groups })).codes).toContain('column/rank-as-score');
  });
  test('four people, or scores that are not all of 1 to n, are none', async () => {
    expect((await found({ 'a.csv': people(4, (n) => ({ 干群评价: String(n) })) })).codes).not.toContain('column/rank-as-score');
    expect((await found({ 'a.csv': people(6, (n) => ({ 干群评价: String(n === 6 ? 88 : n) })) })).codes).not.toContain(
      'column/rank-as-score',
    );
  });
});

describe('column/other-scale', () => {
  test('0–10 is refused, whatever other tables hold', async () => {
    const ran = await found({ 'a.csv': people(6, (n) => ({ 干群评价: `${8 + n / 10}` })) });
    expect(ran.errors.map((e) => [e.code, e.args])).toEqual([['column/other-scale', { count: '6', highest: '8.6', scale: '100' }]]);
  });
  test('shares of 1 too; few people or equal scores are a warning', async () => {
    expect((await found({ 'a.csv': people(5, (n) => ({ 干群评价: `0.8${n}` })) })).errors).toHaveLength(1);
    const few = await found({ 'a.csv': people(3, (n) => ({ 干群评价: `9.${n}` })) });
    expect([few.errors, few.codes]).toEqual([[], ['column/other-scale']]);
  });
  test('one high score, or zeros, are no other scale', async () => {
    expect((await found({ 'a.csv': people(6, (n) => ({ 干群评价: n === 1 ? '90' : '9.5' })) })).codes).not.toContain('column/other-scale');
    expect((await found({ 'a.csv': people(3, () => ({ 干群评价: '0' })) })).codes).toEqual([]);
  });
  test('points that are weighted already', async () => {
    const ran = await found({ 'a.csv': people(6, (n) => ({ 政治理论与业务学习: `${11 + n / 2}` })) });
    expect(ran.of('column/weighted-points')).toMatchObject([{ severity: 'warning', args: { highest: '14', weight: '15%' } }]);
  });
});

test('column/one-score: of a table, of a unit in it', async () => {
  const all = await found({ 'a.csv': people(5, () => ({ 党建工作责任制落实: '95' })) });
  expect(all.of('column/one-score')).toMatchObject([{ severity: 'warning', args: { count: '5', value: '95', unit: '' } }]);
  const unit = await found({ 'a.csv': people(11, (n) => (n > 5 ? { 单位: '立法处', 党建工作责任制落实: '95' } : {})) });
  expect(unit.of('column/one-score')).toMatchObject([{ args: { count: '6', unit: '立法处' } }]);
  expect((await found({ 'a.csv': people(4, () => ({ 党建工作责任制落实: '95' })) })).codes).toEqual([]);
});

describe('cell/decimal-point', () => {
  test('8.75 among eighties is a warning with the likely mend', async () => {
    const ran = await found({ 'a.csv': people(8, (n) => (n === 3 ? { 干群评价: '8.75' } : {})) });
    expect(ran.of('cell/decimal-point')).toMatchObject([
      { severity: 'warning', args: { value: '8.75', mend: '87.5' }, person: { id: '103' } },
    ]);
    expect(ran.errors).toEqual([]);
  });
  test('875 is outside the scale, with the likely mend; 101 is a slip of another kind', async () => {
    const ran = await found({ 'a.csv': people(8, (n) => ({ 干群评价: n === 3 ? '875' : n === 4 ? '101' : '88' })) });
    expect(ran.of('cell/outside-scale').map((p) => p.args)).toMatchObject([{ mend: '87.5' }, { mend: '' }]);
  });
  test('cell/far-below: a score that is low for itself, or 0', async () => {
    for (const low of ['5', '0']) {
      const ran = await found({ 'a.csv': people(8, (n) => (n === 3 ? { 干群评价: low } : {})) });
      expect(ran.of('cell/far-below')).toMatchObject([{ severity: 'warning', args: { value: low }, person: { id: '103' } }]);
    }
  });
  test('one of many low scores is left in peace', async () => {
    expect((await found({ 'a.csv': people(8, (n) => (n < 4 ? { 干群评价: `8.${n}` } : {})) })).codes).toEqual([]);
  });
});

describe('ballots', () => {
  const options = ['优秀', '称职', '基本称职', '不称职'];
  const classes = ['A', 'B', 'C'];
  type Row = Record<string, string>;
  /** n people with votes; `cells` changes some, by header. */
  function voted(n: number, more: readonly string[], cells: (n: number) => Row): string {
    const votes = classes.flatMap((c) => options.map((o) => `${c}票${o}`));
    const columns = [
      '工号',
      '姓名',
      '单位',
      '人员类别',
      '层级',
      ...votes,
      ...more,
      '工作作风与绩效',
      '政治理论与业务学习',
      '党建工作责任制落实',
    ];
    const rows = Array.from({ length: n }, (_, i) => {
      const k = i + 1;
      const plain: Row = {
        工号: `10${k}`,
        姓名: nameOf(k),
        单位: '办公室',
        人员类别: '公务员',
        层级: '科级',
        工作作风与绩效: `8${k % 9}`,
        政治理论与业务学习: `7${k % 8}`,
        党建工作责任制落实: `9${k % 7}`,
      };
      classes.forEach((c) => {
        const first = 3 + (k % 5);
        options.forEach((o, j) => {
          plain[`${c}票${o}`] = String([first, 8 - first, 1, 1][j]);
        });
      });
      const row = { ...plain, ...cells(k) };
      return columns.map((c) => row[c] ?? '').join(',');
    });
    return ['2026年第三季度', columns.join(','), ...rows, ''].join('\n');
  }

  test('table/more-votes-than-ballots: of a class, and of all', async () => {
    const one = await found({ 'a.csv': voted(3, ['A票收回票数'], (k) => ({ A票收回票数: k === 2 ? '9' : '10' })) });
    expect(one.of('table/more-votes-than-ballots')).toMatchObject([
      { severity: 'error', args: { votes: '10', ballots: '9', column: 'A票收回票数' }, person: { id: '102' } },
    ]);
    const all = await found({ 'a.csv': voted(3, ['发出票数', '有效票数'], (k) => ({ 发出票数: k === 1 ? '29' : '30', 有效票数: '30' })) });
    expect(all.codes).toEqual(['table/ballot-counts-disagree', 'table/more-votes-than-ballots']);
  });
  test('table/votes-short is a warning; abstentions may be valid ballots', async () => {
    const short = await found({ 'a.csv': voted(2, ['有效票数'], () => ({ 有效票数: '31' })) });
    expect([short.errors, short.codes]).toEqual([[], ['table/votes-short']]);
    const abstained = await found({ 'a.csv': voted(2, ['A票弃权', 'A票有效票数'], () => ({ A票弃权: '1', A票有效票数: '11' })) });
    expect(abstained.codes).toEqual([]);
  });
  test('table/ballot-counts-disagree', async () => {
    const ran = await found({ 'a.csv': voted(1, ['发出票数', '收回票数'], () => ({ 发出票数: '30', 收回票数: '31' })) });
    expect(ran.of('table/ballot-counts-disagree')).toMatchObject([
      { args: { more: '31', less: '30', column: '收回票数', other: '发出票数' } },
    ]);
  });
  test('table/voters-differ: one of many', async () => {
    const ran = await found({ 'a.csv': voted(12, [], (k) => (k === 7 ? { C票不称职: '4' } : {})) });
    expect(ran.of('table/voters-differ')).toMatchObject([
      { severity: 'warning', args: { votes: '13', usual: '10', people: '11' }, person: { id: '107' } },
    ]);
    expect((await found({ 'a.csv': voted(12, [], (k) => (k < 4 ? { C票不称职: '4' } : {})) })).codes).toEqual([]);
  });
  test('table/straight-lined', async () => {
    const same = (k: number) => (k === 0 ? {} : { B票优秀: '10', B票称职: '0', B票基本称职: '0', B票不称职: '0' });
    const ran = await found({ 'a.csv': voted(5, [], same) });
    expect(ran.of('table/straight-lined')).toMatchObject([
      { severity: 'warning', args: { raterClass: 'B类（同级）', people: '5', votes: '10/0/0/0' } },
    ]);
    expect((await found({ 'a.csv': voted(4, [], same) })).codes).toEqual([]);
  });
  test('column/unknown-class: votes of a fourth class are not dropped, unless the policy says so', async () => {
    const d = voted(2, ['D票优秀', 'D票称职'], () => ({ D票优秀: '3', D票称职: '1' }));
    expect((await found({ 'a.csv': d })).of('column/unknown-class')).toMatchObject([{ severity: 'error', args: { raters: 'D票' } }]);
    const ignoring = policyWith((y) => y.replace(/(ignored-classes:\s+value: )\[\]/, '$1[D类]'));
    expect((await found({ 'a.csv': d }, ignoring)).codes).toEqual([]);
    expect((await found({ 'a.csv': voted(2, ['年度考核优秀', '是否优秀', '优秀率'], () => ({})) })).codes).toEqual([]);
  });
  test('column/class-unclear: votes of nobody in particular', async () => {
    const ran = await found({ 'a.csv': people(2), 'b.csv': '工号,姓名,优秀票数,称职票数\n101,赵甲,3,4\n' });
    expect(ran.codes).toContain('column/class-unclear');
  });
  test('a policy with one class takes them', async () => {
    const one = policyWith((y) =>
      y
        .replace(/ {6}- key: B\n[\s\S]*?(?= {4}empty:)/, '')
        .replace(/(key: A[\s\S]*?weight: \{ value: )0\.40/, '$11.00')
        .replace('value: [A, B, C]', 'value: [A]')
        .replace(/\nexamples:[\s\S]*$/, '\n'),
    );
    const csv =
      '2026年第三季度\n工号,姓名,人员类别,层级,优秀票数,称职票数,基本称职票数,不称职票数,工作作风与绩效,政治理论与业务学习,党建工作责任制落实\n1,张三,公务员,科级,1,1,0,0,80,80,80\n';
    expect((await found({ 'a.csv': csv }, one)).results.people[0]?.blocks.evaluation).toBe('90.00');
  });
});

describe('names', () => {
  test('cell/odd-name: a lost character, a private one, a foreign twin, a digit', async () => {
    const names = ['李?明', '王\ue123', '张а文', '赵1文', '阿依古丽·买买提', 'Anna Иванова'];
    const ran = await found({ 'a.csv': people(6, (n) => ({ 姓名: names[n - 1] ?? '' })) });
    expect(ran.of('cell/odd-name').map((p) => p.args)).toMatchObject([{ odd: '?' }, { odd: 'U+E123' }, { odd: 'а' }, { odd: '1' }]);
  });
  test('table/lookalike-names: 己 and 已 under two ids of one unit', async () => {
    const ran = await found({ 'a.csv': people(2, (n) => ({ 姓名: n === 1 ? '李己' : '李已' })) });
    expect(ran.of('table/lookalike-names')).toMatchObject([{ severity: 'warning', args: { name: '李已' } }]);
    expect((await found({ 'a.csv': people(2, (n) => ({ 姓名: n === 1 ? '李己' : '李已', 单位: `${n}处` })) })).codes).toEqual([]);
  });
  test('table/same-name: a note where unit, category and level agree', async () => {
    const ran = await found({ 'a.csv': people(2, () => ({ 姓名: '张伟' })) });
    expect([ran.codes, ran.notes]).toEqual([[], ['table/same-name']]);
    expect((await found({ 'a.csv': people(2, (n) => ({ 姓名: '张伟', 层级: n === 1 ? '处级' : '科级' })) })).notes).toEqual([]);
  });
  test('variants, dots and zero-width marks are one name', async () => {
    const files = { 'a.csv': people(1, () => ({ 姓名: '阿依·古丽' })), '加减分.csv': '工号,姓名,事项,分值\n101,阿\u200b依•古丽,表彰,2\n' };
    expect((await found(files)).results.people[0]?.blocks.adjustment).toBe('2');
  });
});

describe('who is who', () => {
  test('table/not-in-roster says whom it may mean', async () => {
    const near = async (row: string) =>
      (
        await found({
          'a.csv': people(2, (n) => (n === 1 ? { 工号: '0012', 姓名: '李己' } : {})),
          'b.csv': `工号,姓名,事项,分值\n102,${nameOf(2)},表彰,1\n${row},表彰,1\n`,
        })
      )
        .of('table/not-in-roster')
        .map((p) => p.args);
    expect(await near('12,李己')).toEqual([{ near: '李己 0012' }]);
    expect(await near('77,李已')).toEqual([{ near: '李己 0012' }]);
    expect(await near('77,钱七')).toEqual([{ near: '' }]);
  });
  test('sheet/people-not-in-roster: a unit without a category column', async () => {
    const lacking = people(3, (n) => ({ 工号: `20${n}` }))
      .split('\n')
      .map((l) =>
        l
          .split(',')
          .filter((_, i) => i !== 3 && i !== 4)
          .join(','),
      )
      .join('\n');
    const ran = await found({ 'a.csv': people(2), 'b.csv': lacking });
    expect(ran.of('sheet/people-not-in-roster')).toMatchObject([{ file: 'b.csv', args: { count: '3', roster: 'a.csv' } }]);
  });
  test('table/other-unit: by name only, and the units differ', async () => {
    const entries = (unit: string) => ({ 'a.csv': people(2), 'b.csv': `姓名,单位,事项,分值\n${nameOf(1)},${unit},表彰,2\n` });
    expect((await found(entries('监狱一监区'))).errors.map((e) => [e.code, e.person?.id])).toEqual([['table/other-unit', '101']]);
    expect((await found(entries('省厅办公室'))).codes).toEqual([]);
  });
  test('one id with two names, two groups, twice', async () => {
    const base = people(3);
    const of = async (text: string) => (await found({ 'a.csv': base, 'b.csv': text })).codes;
    expect(await of('工号,姓名,事项,分值\n101,王五,表彰,1\n')).toContain('table/two-names');
    expect(await of(`工号,姓名,层级,考核状态\n101,${nameOf(1)},处级,正常\n`)).toContain('table/two-groups');
    expect(await of(`工号,姓名,干群评价\n101,${nameOf(1)},70\n`)).toContain('table/row-twice');
    expect((await found({ 'a.csv': `${base}${person(2)}\n` })).codes).toContain('table/person-twice');
    expect((await found({ 'a.csv': base, 'b.csv': '工号,姓名,事项,分值\n555,外人,表彰,1\n' })).codes).toContain('table/not-in-roster');
  });
});

test('the office’s own total and rank are compared, parts too', async () => {
  const wide = (total: string, rank: string) =>
    `2026年第三季度\n工号,姓名,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,总分,名次\n1,张三,公务员,科级,80,80,80,80,${total},${rank}\n`;
  expect((await found({ 'a.csv': wide('80', '1') })).codes).toEqual([]);
  expect((await found({ 'a.csv': wide('81', '2') })).codes).toEqual(['table/total-disagrees', 'table/rank-disagrees']);
  const parts =
    '2026年第三季度\n工号,姓名,人员类别,层级,干群评价,工作作风与绩效,政治理论,业务学习,政治理论与业务学习,党建工作责任制落实\n1,张三,公务员,科级,80,80,80,90,80,80\n';
  expect((await found({ 'a.csv': parts })).codes).toContain('table/parts-disagree');
});

test('table/inspection-partial: absent from one of two inspections of the unit', async () => {
  const inspection = (ids: readonly number[]) =>
    ['工号,姓名,政治素质,担当作为', ...ids.map((n) => `10${n},${nameOf(n)},95,96`), ''].join('\n');
  const ran = await found({ 'a.csv': people(3), '考察一.csv': inspection([1, 2, 3]), '考察二.csv': inspection([1, 2]) });
  expect(ran.of('table/inspection-partial').map((p) => p.person?.id)).toEqual(['103', '103']);
  const byUnit = people(4, (n) => ({ 单位: n > 2 ? '立法处' : '办公室' }));
  expect((await found({ 'a.csv': byUnit, 'b.csv': inspection([1, 2]), 'c.csv': inspection([3, 4]) })).codes).toEqual([]);
});

test('column/no-header: figures under no header', async () => {
  const csv = people(3)
    .split('\n')
    .map((l, i) => (i < 1 ? l : l.replace(/^([^,]*,[^,]*)/, i === 1 ? '$1,' : '$1,77')))
    .join('\n');
  expect((await found({ 'a.csv': csv })).of('column/no-header')).toMatchObject([
    { severity: 'warning', args: { count: '3', first: 'C3' } },
  ]);
});

describe('seen by a hostile reader', () => {
  test('one unit of a table on another scale, or with ranks', async () => {
    const unit = (score: (n: number) => string) => people(16, (n) => (n > 10 ? { 单位: '立法处', 党建工作责任制落实: score(n - 10) } : {}));
    expect((await found({ 'a.csv': unit((n) => `9.${n}`) })).errors.map((e) => e.code)).toEqual(['column/other-scale']);
    expect((await found({ 'a.csv': unit(String) })).errors.map((e) => e.code)).toEqual(['column/rank-as-score']);
  });
  test('cell/status-in-remark: a reason that nobody would hear', async () => {
    const remarked = people(2)
      .split('\n')
      .map((l, i) => (i === 1 ? `${l},备注` : i === 2 ? `${l},试用期` : l))
      .join('\n');
    expect((await found({ 'a.csv': remarked })).of('cell/status-in-remark')).toMatchObject([
      { args: { value: '试用期' }, person: { id: '101' } },
    ]);
  });
  test('table/no-names: a roster whose names are not found', async () => {
    expect((await found({ 'a.csv': people(2).replace('姓名', '同志') })).codes).toEqual(['table/no-names']);
    expect(
      (await found({ 'a.csv': people(2).replace('姓名', '姓名（全称）').replace('干群评价', '干群评价（满分100分）') })).codes,
    ).toEqual([]);
  });
  test('rows of full marks and weights, a filled-in example, are nobody', async () => {
    const extra = ',满分,,,,100,100,100,100\n,权重,,,,30%,40%,15%,15%\n例：1001,张三（示例）,办公室,公务员,科级,90,90,90,90\n';
    const ran = await found({ 'a.csv': people(3) + extra });
    expect([ran.codes, ran.results.people.length]).toEqual([[], 3]);
  });
  test('last year’s scores are not this quarter’s', async () => {
    const ran = await found({
      'a.csv': people(2)
        .split('\n')
        .map((l, i) => (i === 1 ? `${l},上季度干群评价` : i > 1 && l !== '' ? `${l},70` : l))
        .join('\n'),
    });
    expect([ran.codes, ran.notes]).toEqual([[], ['column/unused']]);
  });
});
