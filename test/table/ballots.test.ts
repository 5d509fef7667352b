// Individual ballots: how their table is known, what counts follow from it, and what is said of raters who do not fit.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { recall, remember } from '../../src/papers/memory.ts';
import { placeText } from '../../src/problems/problem.ts';
import { policyBy, run } from '../support/pipeline.ts';
import { found } from './export.ts';

const roster = (extra = '') =>
  `工号,姓名,单位,人员类别,层级,工作作风与绩效,政治理论与业务学习,党建工作责任制落实
101,周启航,办公室,公务员,科级,87,86,90
102,吴知宁,办公室,公务员,科级,88,90,85
103,沈清和,法治处,公务员,科级,82,81,88
${extra}`;
const people = [
  ['101', '周启航'],
  ['102', '吴知宁'],
  ['103', '沈清和'],
] as const;
type Row = readonly [rater: string, raterClass: string, id: string, name: string, option: string];
const raters = [
  ['A1', 'A类'],
  ['A2', 'A类'],
  ['B1', 'B类'],
  ['C1', 'C类'],
  ['C2', 'C类'],
] as const;
const options = ['优秀', '称职', '基本称职', '不称职'] as const;
const plain: Row[] = raters.flatMap(([r, c], i) => people.map(([id, name], j): Row => [r, c, id, name, options[(i + 2 * j) % 4] ?? '']));
const sheet = (rows: readonly (readonly string[])[], head = '评价人编号,评价主体,测评对象工号,测评对象,评价等次') =>
  `${[head, ...rows.map((r) => r.join(','))].join('\n')}\n`;
const edited = (at: number, col: number, value: string) => plain.map((r, i) => (i === at ? r.map((v, c) => (c === col ? value : v)) : r));
const counts = (rows: readonly (readonly string[])[]) =>
  sheet(
    people.flatMap(([id, name]) =>
      ['A类', 'B类', 'C类'].map((c) => [
        id,
        name,
        c,
        ...options.map((o) => String(rows.filter((r) => r[1] === c && r[2] === id && r[4] === o).length)),
      ]),
    ),
    '工号,姓名,评价主体,优秀票数,称职票数,基本称职票数,不称职票数',
  );

describe('counts follow from ballots', () => {
  test('the same blocks, totals and ranks as from the counts themselves', async () => {
    const [one, other] = [
      await found({ '1.csv': roster(), '2.csv': sheet(plain) }),
      await found({ '1.csv': roster(), '2.csv': counts(plain) }),
    ];
    expect([one.codes, other.codes]).toEqual([[], []]);
    const bare = (ran: typeof one) => ran.results.people.map((p) => [p.id, p.blocks, p.total, p.rank]);
    expect(bare(one)).toEqual(bare(other));
    expect(one.source.votes).toHaveLength(15);
    expect(other.source.votes).toBeUndefined();
    // A: A1 基本称职 and A2 不称职 … every cell of the ballots is cited.
    const who = one.source.people.find((p) => p.id === '102');
    expect(who?.ballots.map((b) => [b.raterClass, b.cells?.map(placeText)])).toEqual([
      ['A', ['2.csv!E3', '2.csv!E6']],
      ['B', ['2.csv!E9']],
      ['C', ['2.csv!E12', '2.csv!E15']],
    ]);
    const ranked = one.ranking.groups[0]?.ranked.find((r) => r.scored.person.id === '102');
    expect(ranked?.scored.blocks.evaluation.step.from.map(placeText)).toHaveLength(5);
  });

  test('any ballots, in any order of rows and of sheets, one class a sheet or all in one', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom(...options, '弃权', '不了解'), { minLength: 15, maxLength: 15 }),
        fc.shuffledSubarray(plain, { minLength: 15 }),
        async (marks, order) => {
          const marked = plain.map((r, i): Row => [r[0], r[1], r[2], r[3], marks[i] ?? '优秀']);
          const valid = people.every(([id]) =>
            ['A类', 'B类', 'C类'].every((c) => marked.some((r) => r[1] === c && r[2] === id && options.some((o) => o === r[4]))),
          );
          const shuffled = order.map((o) => marked[plain.indexOf(o)] ?? o);
          const a = await found({ '1.csv': roster(), '2.csv': sheet(marked) });
          const b = await found({ '2.csv': roster(), '1.csv': sheet(shuffled) });
          const bare = (ran: typeof a) => [ran.results.people.map((p) => [p.id, p.total, p.rank]), ran.codes];
          expect(bare(a)).toEqual(bare(b));
          const told = (ran: typeof a) => ran.source.votes?.map(({ option, ...v }) => ({ ...v, option: option.value }));
          expect(told(a)).toEqual(told(b));
          expect(a.codes).toEqual(valid ? [] : ['table/empty-class']);
          if (valid)
            expect((await found({ '1.csv': roster(), '2.csv': counts(marked) })).results.people.map((p) => p.total)).toEqual(
              a.results.people.map((p) => p.total),
            );
        },
      ),
      { numRuns: 40 },
    );
  });

  test('abstentions are votes without an option, and count in neither sum', async () => {
    const ran = await found({ '1.csv': roster(), '2.csv': sheet([...plain, ['C3', 'C类', '101', '周启航', '弃权']]) });
    expect(ran.codes).toEqual([]);
    expect(ran.source.votes?.filter((v) => v.option.value === null)).toMatchObject([{ rater: 'C3', person: '101', raterPerson: null }]);
  });

  test('a class may come as counts while another comes as ballots; where both are there they must agree', async () => {
    const both = await found({ '1.csv': roster(), '2.csv': sheet(plain), '3.csv': counts(plain) });
    expect(both.codes).toEqual([]);
    const less = counts(plain).replace('101,周启航,A类,1,1,0,0', '101,周启航,A类,1,0,0,0');
    const differ = await found({ '1.csv': roster(), '2.csv': sheet(plain), '3.csv': less });
    expect(differ.of('table/votes-against-counts')).toMatchObject([
      { severity: 'error', args: { raterClass: 'A类（领导）', option: '称职', given: '0', counted: '1' }, person: { id: '101' } },
    ]);
    const mixed = await found({
      '1.csv': roster(),
      '2.csv': sheet(plain.filter((r) => r[1] === 'A类')),
      '3.csv': counts(plain).replace(/.*A类.*\n/g, ''),
    });
    expect([mixed.codes, mixed.results.people.map((p) => p.total)]).toEqual([[], both.results.people.map((p) => p.total)]);
  });

  test('the class may be told by the title; the raters’ own ids tell who they are', async () => {
    const own = (c: string) =>
      `${c}票\n${sheet(
        plain.filter((r) => r[1] === c).map((r) => ['101', r[2], r[3], r[4]]),
        '评价人工号,测评对象工号,测评对象,等次',
      )}`;
    const ran = await found({ '1.csv': roster(), '2.csv': own('B类'), '3.csv': sheet(plain.filter((r) => r[1] !== 'B类')) });
    expect(ran.codes).toEqual([]);
    expect(ran.source.votes?.filter((v) => v.raterClass === 'B').map((v) => [v.rater, v.raterPerson, v.person])).toEqual([
      ['101', '101', '101'],
      ['101', '101', '102'],
      ['101', '101', '103'],
    ]);
  });
});

describe('what does not fit', () => {
  const of = async (rows: readonly (readonly string[])[], head?: string) => found({ '1.csv': roster(), '2.csv': sheet(rows, head) });
  test('an option or a class that the policy does not know, a blank', async () => {
    expect((await of(edited(4, 4, '良'))).of('cell/unknown-option')).toMatchObject([
      { args: { value: '良' }, person: { id: '102' }, place: { row: 5, col: 4 } },
    ]);
    expect((await of(edited(4, 1, 'D类'))).of('cell/unknown-class')).toMatchObject([{ args: { value: 'D类' }, place: { row: 5, col: 1 } }]);
    expect((await of(edited(4, 4, ''))).of('cell/blank')).toMatchObject([{ place: { row: 5, col: 4 } }]);
    expect((await of(edited(4, 0, ''))).of('cell/blank')).toMatchObject([{ place: { row: 5, col: 0 } }]);
    expect((await of(edited(4, 4, '#N/A'))).of('cell/error-value')).toMatchObject([{ place: { row: 5, col: 4 } }]);
  });
  test('who votes twice, in two classes, or for nobody on the roster', async () => {
    expect((await of([...plain, ['A1', 'A类', '102', '吴知宁', '优秀']])).of('table/voted-twice')).toMatchObject([
      { args: { rater: 'A1', other: '2.csv!E3' }, person: { id: '102' } },
    ]);
    expect((await of(edited(1, 1, 'C类'))).of('table/rater-two-classes')).toMatchObject([{ severity: 'error', args: { rater: 'A1' } }]);
    expect((await of([...plain, ['A1', 'A类', '109', '无名氏', '优秀']])).codes).toEqual(['table/not-in-roster']);
  });
  test('numbers that begin anew in each sheet, by the policy’s word', async () => {
    const numbered = plain.map((r) => [r[0].replace(/\D/, ''), ...r.slice(1)]);
    const files = Object.fromEntries(['A类', 'B类', 'C类'].map((c, i) => [`${i + 2}.csv`, sheet(numbered.filter((r) => r[1] === c))]));
    expect((await found({ '1.csv': roster(), ...files })).codes).toContain('table/rater-two-classes');
    const bySheet = policyBy([['value: export', 'value: sheet']]);
    const ran = await found({ '1.csv': roster(), ...files }, bySheet);
    expect([ran.codes, new Set(ran.source.votes?.map((v) => v.rater)).size]).toEqual([[], 5]);
  });
  test('no word on the class', async () => {
    const ran = await of(
      plain.map(([r, , ...rest]) => [r, ...rest]),
      '评价人编号,测评对象工号,测评对象,评价等次',
    );
    expect(ran.codes).toEqual(['column/class-unclear', 'table/no-scores']);
  });
  test('a unit of the rater that changes is a warning', async () => {
    const head = '票号,评价主体,评价人单位,测评对象工号,测评对象,评价等次';
    const ran = await of(
      plain.map(([r, c, ...rest], i) => [r, c, i === 1 ? '法治处' : '办公室', ...rest]),
      head,
    );
    expect(ran.of('table/rater-differs')).toMatchObject([{ severity: 'warning', args: { rater: 'A1', one: '办公室', other: '法治处' } }]);
  });
  test('等次 without a rater is what it was before', async () => {
    const ran = await found({
      '1.csv': `${roster()
        .replaceAll('党建工作责任制落实\n', '党建工作责任制落实,干群评价,评价等次\n')
        .replace(/(,\d+)\n(?=10|$)/g, '$1,85,优秀\n')}`,
    });
    expect(ran.results.people).toHaveLength(3);
    expect(ran.source.votes).toBeUndefined();
  });
});

test('a workbook remembers the ballots', async () => {
  const bytes = new TextEncoder();
  const ran = await run(
    [
      { file: '1.csv', bytes: bytes.encode(roster()) },
      { file: '2.csv', bytes: bytes.encode(sheet(plain)) },
    ],
    policyBy(),
  );
  const run1 = { tool: 'appraise test', policy: { file: 'p', sha256: 'x', text: '' }, columns: null, inputs: [] };
  const text = remember({
    verb: 'rank',
    options: {},
    lang: 'zh-Hans',
    base: 'rank',
    sources: [ran.source],
    inspected: [],
    run: run1,
    problems: [],
    decisions: [],
  });
  const back = recall(text, 'x.xlsx', '1.0.0').value?.sources[0];
  expect(back?.votes).toEqual(ran.source.votes);
  expect(back?.people.map((p) => p.ballots)).toEqual(ran.source.people.map((p) => p.ballots));
});
