// The oracle against figures worked out by hand, and the generators against themselves.
import ExcelJS from 'exceljs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exportArb, identityNumber, paramsArb } from './arbitraries.ts';
import type { LaidBook, LaidCell } from './layout.ts';
import { csvFiles, csvSafe, layOut, layoutArb, plainLayout, toCsv, toXlsx } from './layout.ts';
import type { Block, Counts, OfficeExport, OfficePerson } from './model.ts';
import { BALLOT_WORDS, CLASSES, STUDY_ITEMS, WORK_ITEMS } from './model.ts';
import type { Params, Results } from './oracle.ts';
import { add, defaultParams, div, foldMatter, headCount, mul, parse, print, rankPlainly, round } from './oracle.ts';
import { leftOf, monthsLater, recordVerdicts } from './records.ts';

const counts = (a: number, b: number, c: number, d: number, abstained = 0, unknown = 0): Counts => ({
  优秀: a,
  称职: b,
  基本称职: c,
  不称职: d,
  弃权: abstained,
  不了解: unknown,
});
/** somebody with the same score in every block, whose total is therefore that score */
const person = (id: string, score: string, more: Partial<OfficePerson> = {}): OfficePerson => ({
  id,
  name: `某${id}`,
  unit: '一监区',
  post: '',
  rank: '',
  category: '综合管理类',
  level: '科级及以下',
  status: '',
  given: { evaluation: score, work: score, study: score, party: score },
  items: {},
  entries: [],
  inspections: null,
  ...more,
});
const office = (people: OfficePerson[], period: string | null = '2026Q3'): OfficeExport => ({ period, people });
const rank = (people: OfficePerson[], changed: Partial<Params> = {}): Results =>
  rankPlainly(office(people), { ...defaultParams, ...changed });
const only = (one: OfficePerson) => {
  const found = rank([one]).people[0];
  if (found === undefined) throw new Error('nobody ranked');
  return found;
};
const pad = (i: number): string => String(i).padStart(2, '0');
/** n people with n different totals, the first the highest */
const ladder = (n: number): OfficePerson[] => Array.from({ length: n }, (_, i) => person(pad(i + 1), String(95 - i)));
const who = (results: Results, rule: string, held = false): string[] =>
  results.people.filter((p) => p.verdicts.some((v) => v.rule === rule && v.held === held)).map((p) => p.id);

describe('arithmetic', () => {
  test.each([
    ['71.625', '71.63'],
    ['71.6249999999999999999999', '71.62'],
    ['0.005', '0.01'],
    ['-0.005', '-0.01'],
    ['-0.0049', '0.00'],
    ['-9.995', '-10.00'],
    ['99.995', '100.00'],
    ['85', '85.00'],
    ['2.345', '2.35'],
    ['1.005', '1.01'],
  ])('%s to two places is %s', (text, rounded) => {
    expect(print(round(parse(text), 2), 2)).toBe(rounded);
  });
  test.each([
    ['88.50', '88.5'],
    ['90.000', '90'],
    ['0', '0'],
    ['-1.50', '-1.5'],
    ['-0.0', '0'],
    ['0.0000000000012', '0.0000000000012'],
    ['100', '100'],
  ])('%s prints as %s', (text, printed) => expect(print(parse(text))).toBe(printed));
  test('refuses what is no decimal', () => {
    for (const text of ['', '1e3', '89。5', '.5', '5.', ' 5', '1/3']) expect(() => parse(text)).toThrow();
  });
  test('76.70 × 50 % + 88.70 × 50 % = 82.70', () => {
    const weights = { evaluation: '0.5', work: '0.5', study: '0', party: '0' };
    const one = person('1', '0', { given: { evaluation: '76.70', work: '88.70', study: '0', party: '0' } });
    expect(rank([one], { weights }).people[0]?.total).toBe('82.70');
  });
});

describe('blocks', () => {
  test('20/15/4/1 votes at 100/80/60/40 are 87.00', () => {
    const votes = counts(20, 15, 4, 1);
    expect(
      only(person('1', '80', { ballots: { A: votes, B: votes, C: votes }, given: { work: '80', study: '80', party: '80' } })).blocks
        .evaluation,
    ).toBe('87.00');
  });
  test('5, 10, 30, 40, 15 votes on the values 1–5 are 3.5', () => {
    const votes = [5, 10, 30, 40, 15];
    const points = votes.reduce((total, count, i) => add(total, mul([BigInt(count), 1n], [BigInt(i + 1), 1n])), parse('0'));
    expect(print(div(points, [100n, 1n]))).toBe('3.5');
  });
  test('rules 2.1: three classes that meet exactly on half a hundredth', () => {
    const ballots = { A: counts(6, 6, 7, 9), B: counts(5, 5, 6, 0), C: counts(6, 5, 5, 5) };
    // A (600+480+420+360)/28 = 1860/28, B 1260/16, C 1500/21: 0.4·66.428571… + 0.3·78.75 + 0.3·71.428571… = 71.625
    expect(only(person('1', '80', { ballots, given: { work: '80', study: '80', party: '80' } })).blocks.evaluation).toBe('71.63');
  });
  test('abstentions and don’t-knows count in neither sum', () => {
    const votes = counts(1, 1, 0, 0, 7, 9);
    expect(
      only(person('1', '80', { ballots: { A: votes, B: votes, C: votes }, given: { work: '80', study: '80', party: '80' } })).blocks
        .evaluation,
    ).toBe('90.00');
  });
  test('a class without a valid ballot is refused', () => {
    const ballots = { A: counts(1, 0, 0, 0), B: counts(0, 0, 0, 0, 3, 1), C: counts(1, 0, 0, 0) };
    expect(() => rank([person('1', '80', { ballots })])).toThrow(/without a valid ballot/);
  });
  test('the mean of seven items, and a missing one', () => {
    const scores = ['90', '88', '85', '91', '79', '100', '82']; // 615 / 7 = 87.857…
    const items = Object.fromEntries(WORK_ITEMS.map((item, i) => [item, scores[i]]));
    const given = { evaluation: '80', study: '80', party: '80' };
    expect(only(person('1', '80', { items, given })).blocks.work).toBe('87.86');
    expect(() => rank([person('1', '80', { items: { 勤学细研: '90' }, given })])).toThrow(/missing/);
  });
  test('the mean of the two study items, on half a hundredth', () => {
    const given = { evaluation: '80', work: '80', party: '80' };
    expect(only(person('1', '80', { items: { 政治理论: '85.00', 业务学习: '85.01' }, given })).blocks.study).toBe('85.01');
  });
  test('ready-made blocks count unrounded and print without needless zeros', () => {
    const found = only(
      person('1', '80', { given: { evaluation: '88.50', work: '85.0125', study: '90', party: '88', adjustment: '-1.50' } }),
    );
    expect(found.blocks).toEqual({ evaluation: '88.5', work: '85.0125', study: '90', party: '88', adjustment: '-1.5' });
    expect(found.total).toBe('85.76'); // 26.55 + 34.005 + 13.5 + 13.2 − 1.5 = 85.755
  });
  test('parts win over a ready-made block within a hundredth, and refuse a further one', () => {
    const items = { 政治理论: '85', 业务学习: '86' };
    const given = { evaluation: '80', work: '80', party: '80' };
    expect(only(person('1', '80', { items, given: { ...given, study: '85.51' } })).blocks.study).toBe('85.50');
    expect(() => rank([person('1', '80', { items, given: { ...given, study: '85.511' } })])).toThrow(/differs/);
  });
  test('adjustments: the highest positive of a matter, all deductions, then the cap', () => {
    const of = (...entries: [string, string][]): string =>
      only(person('1', '80', { entries: entries.map(([matter, value]) => ({ matter, value })) })).blocks.adjustment;
    expect(of(['抢险', '1'], ['抢险', '3'], ['抢险', '2'])).toBe('3');
    expect(of(['抢险', '1'], ['抢 险', '3'], ['论文', '0.5'])).toBe('3.5');
    expect(of(['迟到', '-1'], ['迟到', '-1'], ['迟到', '2'])).toBe('0');
    expect(of(['甲', '6'], ['乙', '7'], ['丙', '-2'])).toBe('10');
    expect(of(['甲', '-6'], ['乙', '-7'], ['丙', '1.0'])).toBe('-10');
    expect(of()).toBe('0');
    expect(foldMatter('通报批评２次')).toBe('通报批评2次');
  });
  test('a ready-made adjustment is held at the cap; the total is not cut at 100', () => {
    const given = { evaluation: '100', work: '100', study: '100', party: '100', adjustment: '12' };
    expect(only(person('1', '0', { given }))).toMatchObject({ total: '110.00', blocks: { adjustment: '10' } });
  });
  test('what is no valid export is refused', () => {
    expect(() => rank([person('1', '100.01')])).toThrow(/outside/);
    expect(() => rank([person('1', '80', { given: { work: '80' } })])).toThrow(/missing/);
    expect(() => rank([person('1', '80'), person('1', '81')])).toThrow(/unique/);
    expect(() => rank([person('1', '80')], { weights: { ...defaultParams.weights, work: '0.39' } })).toThrow(/weights/);
  });
});

describe('ranks and cuts', () => {
  test('72, 71, 71, 71, 70 are ranks 1, 2, 2, 2, 5', () => {
    const results = rank([person('e', '70'), person('d', '71'), person('c', '71'), person('b', '71'), person('a', '72')]);
    expect(results.people.map((p) => [p.id, p.rank, p.of])).toEqual([
      ['a', 1, 5],
      ['b', 2, 5],
      ['c', 2, 5],
      ['d', 2, 5],
      ['e', 5, 5],
    ]);
  });
  test('totals that round to the same are equal', () => {
    const results = rank([person('a', '71.004'), person('b', '70.9951'), person('c', '70.99')]);
    expect(results.people.map((p) => [p.total, p.rank])).toEqual([
      ['71.00', 1],
      ['71.00', 1],
      ['70.99', 3],
    ]);
  });
  test('50 people by floor: 15 % are 7, 20 % are 10', () => {
    expect(headCount(50, '0.15', 'floor')).toBe(7);
    expect(headCount(50, '0.20', 'floor')).toBe(10);
    expect(headCount(100, '0.29', 'floor')).toBe(29);
  });
  test.each([
    [1, 0, '0.30', 0, '0.05'],
    [2, 1, '0.60', 0, '0.10'],
    [3, 1, '0.90', 0, '0.15'],
    [10, 3, '3.00', 1, '0.50'],
    [19, 6, '5.70', 1, '0.95'],
    [20, 6, '6.00', 1, '1.00'],
    [33, 10, '9.90', 2, '1.65'],
  ])('n = %i: the bottom 30 %% are %i (%s), the bottom 5 %% are %i (%s)', (n, k30, exact30, k5, exact5) => {
    const results = rank(ladder(n));
    expect(results.groups[0]?.cuts).toEqual([
      { rule: 'bottom-30', share: '0.30', exact: exact30, k: k30, mode: 'half-up' },
      { rule: 'bottom-5', share: '0.05', exact: exact5, k: k5, mode: 'half-up' },
    ]);
    const ids = results.people.map((p) => p.id);
    expect(who(results, 'bottom-30')).toEqual(ids.slice(n - k30));
    expect(who(results, 'bottom-5')).toEqual(ids.slice(n - k5));
    expect(who(results, 'bottom-30', true)).toEqual([]);
    expect(results.groups[0]?.headCounts).toEqual({ roster: n, shouldTakePart: n, ranked: n, eligibleForExcellent: n - k30 });
  });
  test('floor and ceil', () => {
    expect([1, 10, 19, 20].map((n) => headCount(n, '0.05', 'floor'))).toEqual([0, 0, 0, 1]);
    expect([1, 10, 19, 20].map((n) => headCount(n, '0.05', 'ceil'))).toEqual([1, 1, 1, 1]);
    expect(headCount(5, '0.30', 'half-up')).toBe(2); // 1.5
    expect(print(parse('0.125'), 2)).toBe('0.125');
  });
  test('the verdict of a cut: rank against n − k + 1', () => {
    expect(rank(ladder(10)).people[9]?.verdicts).toEqual([
      { rule: 'bottom-30', list: 'promotion-bar', held: false, figure: '10', line: '8' },
      { rule: 'bottom-5', list: 'reminder-talk', held: false, figure: '10', line: '10' },
    ]);
  });
  test('a tie across the 30 % cut is held, and so is one across the 5 % cut', () => {
    // ten, the last four equal: k = 3 falls among them, and so does k = 1
    const people = [...ladder(6), ...['07', '08', '09', '10'].map((id) => person(id, '70'))];
    const excluded = rank(people);
    expect(who(excluded, 'bottom-30')).toEqual([]);
    expect(who(excluded, 'bottom-30', true)).toEqual(['07', '08', '09', '10']);
    expect(who(excluded, 'bottom-5', true)).toEqual(['07', '08', '09', '10']);
    expect(excluded.groups[0]?.headCounts.eligibleForExcellent).toBe(10);
    expect(excluded.people[9]?.verdicts[0]).toEqual({ rule: 'bottom-30', list: 'promotion-bar', held: true, figure: '7', line: '8' });
    const included = rank(people, { ties: 'include' });
    expect(who(included, 'bottom-30')).toEqual(['07', '08', '09', '10']);
    expect(who(included, 'bottom-5')).toEqual(['07', '08', '09', '10']);
    expect(who(included, 'bottom-30', true)).toEqual([]);
    expect(included.groups[0]?.headCounts.eligibleForExcellent).toBe(6);
  });
  test('a tie above a smaller bottom: those below it are in, it alone is held', () => {
    const people = [...ladder(6), person('07', '80'), person('08', '80'), person('09', '70'), person('10', '60')];
    const results = rank(people); // k = 3: 09 and 10 are two, 07 and 08 would make four
    expect(who(results, 'bottom-30')).toEqual(['09', '10']);
    expect(who(results, 'bottom-30', true)).toEqual(['07', '08']);
    expect(who(results, 'bottom-5')).toEqual(['10']);
    expect(who(rank(people, { ties: 'include' }), 'bottom-30')).toEqual(['07', '08', '09', '10']);
  });
  test('a tie that just fits is no tie across the cut', () => {
    const people = [...ladder(7), ...['08', '09', '10'].map((id) => person(id, '70'))];
    expect(who(rank(people), 'bottom-30')).toEqual(['08', '09', '10']);
  });
  test.each([
    [2, 1],
    [3, 1],
    [19, 6],
    [20, 6],
    [33, 10],
  ])('n = %i, all equal: %i would be in, all are held', (n, k) => {
    const people = ladder(n).map((p) => ({ ...p, given: person('', '80').given }));
    const results = rank(people);
    expect(results.groups[0]?.cuts[0]?.k).toBe(k);
    expect(who(results, 'bottom-30')).toEqual([]);
    expect(who(results, 'bottom-30', true)).toHaveLength(n);
    expect(who(rank(people, { ties: 'include' }), 'bottom-30')).toHaveLength(n);
  });
  test('a tie-break by blocks takes part in the rank and in the cut', () => {
    const given = (work: string, party: string) => ({ evaluation: '80', work, study: '80', party });
    const people = [
      person('a', '90'),
      person('b', '0', { given: given('80', '80') }),
      person('c', '0', { given: given('83', '72') }), // 0.40·3 = 0.15·8
    ];
    expect(rank(people).people.map((p) => [p.id, p.rank])).toEqual([
      ['a', 1],
      ['b', 2],
      ['c', 2],
    ]);
    const broken = rank(people, { tieBreak: ['work'] });
    expect(broken.people.map((p) => [p.id, p.rank])).toEqual([
      ['a', 1],
      ['c', 2],
      ['b', 3],
    ]);
    expect(who(broken, 'bottom-30')).toEqual(['b']);
    expect(who(rank(people), 'bottom-30', true)).toEqual(['b', 'c']);
  });
  test('groups are ranked apart and come in the order of their text', () => {
    const results = rank([person('a', '70', { level: '处级' }), person('b', '60'), person('c', '80', { category: '事业单位' })]);
    expect(results.groups.map((g) => [g.category, g.level, g.n])).toEqual([
      ['事业单位', '科级及以下', 1],
      ['综合管理类', '处级', 1],
      ['综合管理类', '科级及以下', 1],
    ]);
    expect(results.people.map((p) => [p.id, p.rank])).toEqual([
      ['c', 1],
      ['a', 1],
      ['b', 1],
    ]);
  });
});

describe('who is ranked, and the 90-point bar', () => {
  test('those with a status are listed apart; leave counts in years only', () => {
    const people = [
      person('a', '80'),
      person('b', '80', { status: '试用期', given: {} }),
      person('c', '80', { status: '病事假累计超过半年' }),
      person('d', '80', { status: '处分期', given: { work: '70' } }),
      person('e', '80', { status: '立案未结', level: '处级' }),
    ];
    const quarter = rankPlainly(office(people));
    expect(quarter.people.map((p) => p.id)).toEqual(['a', 'c']);
    expect(quarter.notRanked.map((p) => [p.id, p.reason])).toEqual([
      ['e', '立案未结'],
      ['b', '试用期'],
      ['d', '处分期'],
    ]);
    expect(quarter.groups.map((g) => [g.n, g.headCounts])).toEqual([
      [0, { roster: 1, shouldTakePart: 1, ranked: 0, eligibleForExcellent: 0 }],
      [2, { roster: 4, shouldTakePart: 3, ranked: 2, eligibleForExcellent: 2 }],
    ]);
    expect(quarter.groups[0]?.cuts.map((c) => [c.exact, c.k])).toEqual([
      ['0.00', 0],
      ['0.00', 0],
    ]);
    expect(rankPlainly(office(people, '2026')).people.map((p) => p.id)).toEqual(['a']);
    expect(rankPlainly(office(people, null)).people.map((p) => p.id)).toEqual(['a', 'c']);
    expect(() => rank([person('f', '80', { status: '试用期', given: { work: '101' } })])).toThrow(/outside/);
  });
  const inspected = (...scores: [string, string][]) => ({ inspections: scores.map(([a, b]) => ({ 政治素质: a, 担当作为: b })) });
  test('below 90 bars, exactly 90 is on the line, above passes, absent is not assessed', () => {
    const results = rank([
      person('a', '95', inspected(['89.9999999999999', '90.0'])),
      person('b', '94', inspected(['95', '92.50'])),
      person('c', '93'),
      person('d', '92', inspected(['95', '95'], ['91', '88.50'])),
    ]);
    expect(results.people.map((p) => [p.verdicts.filter((v) => v.rule !== 'bottom-30'), p.checks])).toEqual([
      [
        [{ rule: 'political-below-90', list: 'promotion-bar', held: false, figure: '89.9999999999999', line: '90' }],
        [{ rule: 'responsibility-below-90', outcome: 'on-line', figure: '90' }],
      ],
      [
        [],
        [
          { rule: 'political-below-90', outcome: 'passed', figure: '95' },
          { rule: 'responsibility-below-90', outcome: 'passed', figure: '92.5' },
        ],
      ],
      [
        [],
        [
          { rule: 'political-below-90', outcome: 'not-assessed', figure: null },
          { rule: 'responsibility-below-90', outcome: 'not-assessed', figure: null },
        ],
      ],
      [
        [{ rule: 'responsibility-below-90', list: 'promotion-bar', held: false, figure: '88.5', line: '90' }],
        [{ rule: 'political-below-90', outcome: 'passed', figure: '91' }],
      ],
    ]);
    expect(results.groups[0]?.headCounts.eligibleForExcellent).toBe(2); // d is last of four as well
    const barred = rank([person('a', '95', inspected(['90', '90']))], { atLine: 'barred' });
    expect(barred.people[0]?.verdicts.map((v) => [v.rule, v.figure])).toEqual([
      ['political-below-90', '90'],
      ['responsibility-below-90', '90'],
    ]);
    expect(barred.people[0]?.checks).toEqual([]);
  });
  test('the bar stands for those who are not ranked, and between the two cuts', () => {
    const results = rank([person('z', '80', { status: '试用期', given: {}, ...inspected(['80', '95']) })]);
    expect(results.notRanked[0]).toMatchObject({
      verdicts: [{ rule: 'political-below-90', figure: '80' }],
      checks: [{ outcome: 'passed' }],
    });
    const last = rank([...ladder(9), person('z', '10', inspected(['80', '70']))]).people[9];
    expect(last?.verdicts.map((v) => v.rule)).toEqual(['bottom-30', 'political-below-90', 'responsibility-below-90', 'bottom-5']);
  });
});

/** ends on the first day or begins on the last */
function touches(figure: string, line: string): boolean {
  const [[from, to], [first, last]] = [figure.split('/'), line.split('/')];
  return to === first || from === last;
}

describe('generators', () => {
  const flat = (books: LaidBook[]): LaidCell[] => books.flatMap((b) => b.sheets.flatMap((s) => s.rows.flat()));
  const plain = (cell: LaidCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.n);

  test('every export is valid, and the order of its people changes nothing', () => {
    fc.assert(
      fc.property(exportArb(), paramsArb, fc.nat(), (random, params, turn) => {
        const results = rankPlainly(random, params);
        expect(results.people.length + results.notRanked.length).toBe(random.people.length);
        const by = turn % random.people.length;
        const turned = [...random.people.slice(by), ...random.people.slice(0, by)].reverse();
        expect(rankPlainly({ ...random, people: turned }, params)).toEqual(results);
        for (const group of results.groups) {
          const members = results.people.filter((p) => p.category === group.category && p.level === group.level);
          for (const cut of group.cuts) {
            const inside = members.filter((p) => p.verdicts.some((v) => v.rule === cut.rule && !v.held)).length;
            const held = members.filter((p) => p.verdicts.some((v) => v.rule === cut.rule && v.held)).length;
            if (params.ties === 'exclude') expect(inside).toBeLessThanOrEqual(cut.k);
            else expect(held).toBe(0);
            expect(inside + held).toBeGreaterThanOrEqual(cut.k);
          }
          for (const one of members) expect(one.rank).toBe(1 + members.filter((p) => p.rank < one.rank).length);
        }
      }),
      { numRuns: 200 },
    );
  });

  test('they reach what they are meant to reach', () => {
    const seen = new Map<string, number>();
    const note = (what: string, is: boolean): void => void seen.set(what, (seen.get(what) ?? 0) + (is ? 1 : 0));
    for (const random of fc.sample(exportArb(), { numRuns: 400, seed: 20260930 })) {
      const results = rankPlainly(random);
      const verdicts = results.people.flatMap((p) => p.verdicts);
      note(
        'a tie',
        results.people.some((p, i) => results.people[i + 1]?.rank === p.rank),
      );
      note(
        'held at 30',
        verdicts.some((v) => v.held && v.rule === 'bottom-30'),
      );
      note(
        'held at 5',
        verdicts.some((v) => v.held && v.rule === 'bottom-5'),
      );
      note(
        'in at 5',
        verdicts.some((v) => !v.held && v.rule === 'bottom-5'),
      );
      note(
        '90 bar',
        verdicts.some((v) => v.rule === 'political-below-90'),
      );
      note(
        'on the line',
        results.people.some((p) => p.checks.some((c) => c.outcome === 'on-line')),
      );
      note(
        'not assessed',
        results.people.some((p) => p.checks.some((c) => c.outcome === 'not-assessed')),
      );
      note('not ranked', results.notRanked.length > 0);
      note(
        'empty group',
        results.groups.some((g) => g.n === 0),
      );
      const recorded = random.people.flatMap((p) => recordVerdicts(p, random.period));
      for (const rule of ['accountability', 'commended', 'excellent-and-recommended', 'key-work'] as const)
        note(
          rule,
          recorded.some((v) => v.rule === rule),
        );
      note(
        'a deduction lifted or reduced',
        random.people.some((p) => p.entries.some((e) => e.value.startsWith('-') && leftOf(p, e.number) !== '100')),
      );
      note(
        'a period of effect that touches by one day',
        recorded.some((v) => v.rule === 'accountability' && touches(v.figure, v.line)),
      );
      note('several groups', results.groups.length > 1);
      note(
        'a group of 33',
        results.groups.some((g) => g.headCounts.roster === 33),
      );
      note(
        'capped',
        results.people.some((p) => ['10', '-10'].includes(p.blocks.adjustment)),
      );
      note(
        'ballots',
        random.people.some((p) => p.ballots !== undefined),
      );
      note('same names', new Set(random.people.map((p) => p.name)).size < random.people.length);
      note(
        'identity numbers',
        random.people.some((p) => p.id.endsWith('X')),
      );
      note(
        'leading zero',
        random.people.some((p) => p.id.startsWith('0')),
      );
      note(
        'exactly on half a hundredth',
        results.people.some((p) => {
          const weighted = (['evaluation', 'work', 'study', 'party'] as const).map(
            (block: Block) =>
              BigInt(Math.round(1e13 * Number(p.blocks[block]))) *
              BigInt({ evaluation: 30, work: 40, study: 15, party: 15, adjustment: 0 }[block]),
          );
          const total = weighted.reduce((a, b) => a + b) + 100n * BigInt(Math.round(1e13 * Number(p.blocks.adjustment)));
          return (total < 0n ? -total : total) % 10n ** 13n === 5n * 10n ** 12n;
        }),
      );
    }
    const rare = [...seen].filter(([, times]) => times < 10);
    expect(rare).toEqual([]);
  });

  test('a layout loses nobody, is the same each time, and its rows are of one width', () => {
    fc.assert(
      fc.property(exportArb({ maxPeople: 30 }), layoutArb, (random, opts) => {
        const books = layOut(random, opts);
        expect(layOut(random, opts)).toEqual(books);
        const texts = flat(books).map(plain);
        for (const one of random.people) expect(texts).toContain(one.id);
        expect(new Set(books.map((b) => b.file)).size).toBe(books.length);
        for (const sheet of books.flatMap((b) => b.sheets)) expect(new Set(sheet.rows.map((row) => row.length)).size).toBe(1);
      }),
      { numRuns: 100 },
    );
  });

  test('number cells keep the digits they were given', () => {
    const asWritten = (n: number): string => {
      const [digits, exponent] = n.toExponential(14).split('e');
      const value = parse(digits ?? '');
      const power = 10n ** BigInt(Math.abs(Number(exponent)));
      return print(Number(exponent) < 0 ? div(value, [power, 1n]) : mul(value, [power, 1n]));
    };
    expect(asWritten(0.1 + 0.2)).toBe('0.3');
    fc.assert(
      fc.property(exportArb({ maxPeople: 20 }), layoutArb, (random, opts) => {
        for (const cell of flat(layOut(random, { ...opts, numbers: 'number' }))) {
          if (cell !== null && typeof cell !== 'string') expect(asWritten(Number(cell.n))).toBe(print(parse(cell.n)));
        }
      }),
      { numRuns: 50 },
    );
  });

  /** reads simplified, unsynonymous layouts by header word alone; sheets may stand in any order */
  function readBack(books: LaidBook[], period: string | null): OfficeExport {
    const people = new Map<string, OfficePerson>();
    const lines: { sheet: string; at: (word: string) => string | undefined; has: (word: string) => boolean }[] = [];
    for (const sheet of books.flatMap((book) => book.sheets)) {
      const bare = (cell: LaidCell | undefined): string => plain(cell ?? null).replace(/\s/g, '');
      const top = sheet.rows.findIndex((row) => row.some((cell) => bare(cell) === '工号'));
      const header = (sheet.rows[top] ?? []).map(bare);
      const twoRows = header.includes('A类');
      if (twoRows) {
        let over = '';
        header.forEach((word, c) => {
          const below = bare(sheet.rows[top + 1]?.[c]);
          if (word !== '') over = word.replace('类', '票');
          header[c] = below === '' ? word : over + below;
        });
      }
      for (const row of sheet.rows.slice(top + (twoRows ? 2 : 1))) {
        const at = (word: string): string | undefined => {
          const cell = row[header.indexOf(word)] ?? null;
          return cell === null ? undefined : plain(cell);
        };
        if (at('工号') !== undefined && at('姓名') !== undefined)
          lines.push({ sheet: sheet.name, at, has: (word) => header.includes(word) });
      }
    }
    for (const { at, has } of lines.filter((line) => line.has('人员类别'))) {
      const id = at('工号') ?? '';
      expect(people.has(id)).toBe(false);
      expect(has('层级')).toBe(true);
      people.set(
        id,
        person(id, '0', {
          name: at('姓名') ?? '',
          unit: at('单位') ?? '',
          post: at('职务') ?? '',
          rank: at('职级') ?? '',
          category: at('人员类别') ?? '',
          level: at('层级') ?? '',
          status: (at('考核状态') ?? '') as OfficePerson['status'],
          given: {},
        }),
      );
    }
    const blocks = {
      evaluation: '干群评价',
      work: '工作作风与绩效',
      study: '政治理论与业务学习',
      party: '党建工作责任制落实',
      adjustment: '加减分项',
    };
    for (const { sheet, at } of lines) {
      const one = people.get(at('工号') ?? '');
      if (one === undefined) throw new Error('nobody of this id');
      for (const [block, word] of Object.entries(blocks)) {
        const text = at(word) ?? (word === sheet ? at('得分') : undefined);
        if (text !== undefined) one.given[block as Block] = text;
      }
      for (const item of [...WORK_ITEMS, ...STUDY_ITEMS]) {
        const text = at(item);
        if (text !== undefined) one.items[item] = text;
      }
      const none = (): Counts => counts(0, 0, 0, 0);
      for (const raters of CLASSES) {
        for (const word of BALLOT_WORDS) {
          const text = at(`${raters}票${word}`) ?? (at('评价主体') === raters ? (at(`${word}票数`) ?? at(`${word}人数`)) : undefined);
          if (text === undefined) continue;
          one.ballots ??= { A: none(), B: none(), C: none() };
          one.ballots[raters][word] = Number(text);
        }
      }
      const matter = at('事项');
      if (matter !== undefined) one.entries.push({ matter, value: at('分值') ?? '' });
      const political = at('政治素质');
      if (political !== undefined) one.inspections = [...(one.inspections ?? []), { 政治素质: political, 担当作为: at('担当作为') ?? '' }];
    }
    return { period, people: [...people.values()] };
  }

  test('a layout, read back, gives the same results', () => {
    fc.assert(
      fc.property(exportArb({ maxPeople: 30, records: false }), layoutArb, paramsArb, (random, opts, params) => {
        const books = layOut(random, { ...opts, synonyms: false, script: 'simplified' });
        expect(rankPlainly(readBack(books, random.period), params)).toEqual(rankPlainly(random, params));
      }),
      { numRuns: 200 },
    );
  });

  test('a plain workbook, read back', async () => {
    const random = office([person('0012', '85.50', { name: '张,"伟"' }), person(identityNumber(123), '80', inspectedOne())]);
    const [book] = layOut(random, { ...plainLayout, shape: 'flat', titles: true, totals: true });
    if (book === undefined) throw new Error('no book');
    expect(book.sheets.map((s) => s.name)).toEqual(['考核得分', '考察']);
    const workbook = new ExcelJS.Workbook();
    const bytes = await toXlsx(book);
    await workbook.xlsx.load(bytes.buffer as ArrayBuffer);
    const page = workbook.getWorksheet('考核得分');
    expect(page?.getCell('A3').value).toBe('工号');
    expect(page?.getCell('A4').value).toBe('0012');
    expect(page?.getCell('I4').value).toBe(85.5);
    expect(page?.getCell('B6').value).toBe('合计');
    expect(page?.getCell('A6').value).toBe(null);
    expect(page?.getCell('A1').isMerged).toBe(true);
    expect(toCsv(book.sheets[0] ?? { name: '', rows: [], merges: [] })).toContain('0012,"张,""伟""",一监区');
    expect(csvFiles(book).map((f) => f.file)).toEqual(['考核_考核得分.csv', '考核_考察.csv']);
  });
  test('CSV without what CSV cannot carry', () => {
    fc.assert(fc.property(layoutArb, (opts) => csvSafe(opts).ballots !== 'two-row'));
  });

  function inspectedOne(): Partial<OfficePerson> {
    return { inspections: [{ 政治素质: '90', 担当作为: '91' }] };
  }
});

describe('records', () => {
  test.each([
    ['2025-08-31', 6, '2026-02-28'],
    ['2027-08-31', 6, '2028-02-29'],
    ['2026-01-01', 12, '2027-01-01'],
    ['2026-12-31', 18, '2028-06-30'],
  ])('%s and %i months are %s', (day, months, end) => expect(monthsLater(day, months)).toBe(end));

  test('a lifted deduction, a bar that stays though it is reduced, a priority beside it', () => {
    const one = person('1', '80', {
      entries: [
        { matter: '超期', value: '-1.5', number: 'A' },
        { matter: '迟到', value: '-4', number: 'B' },
      ],
      sanctions: [{ kind: '警告', from: '2026-01-01', number: 'C' }],
      exemptions: [
        { number: 'A', outcome: '减轻', percent: '33' },
        { number: 'B', outcome: '免' },
        { number: 'C', outcome: '减轻', percent: '50' },
      ],
      priorities: [{ kind: '表彰', matter: '先进个人', by: '省委' }],
    });
    expect(only(one)).toMatchObject({ total: '79.00', blocks: { adjustment: '-1.005' } }); // 80 − 1.005 = 78.995
    expect(only(one).verdicts).toEqual([
      { rule: 'accountability', list: 'promotion-bar', held: false, figure: '2026-01-01/2026-07-01', line: '2026-07-01/2026-09-30' },
      { rule: 'commended', list: 'priority', held: false, figure: '先进个人', line: '省委' },
    ]);
  });
});
