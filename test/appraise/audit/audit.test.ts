// What an audit says and what it keeps to itself: conditions, small groups, chance, votes on each other.
import { describe, expect, test } from 'vitest';
import { auditOf } from '../../../src/appraise/audit/audit.ts';
import { type Audit, isWithheld, type Withheld } from '../../../src/appraise/audit/nouns.ts';
import { filesOf, policyBy, run } from '../../support/pipeline.ts';
import { exportOf, type Office, officeOf, type Rater } from './ballots.ts';

const policy = policyBy();
const rules = policy.audit as NonNullable<typeof policy.audit>;
async function audited(o: Office): Promise<Audit> {
  const ran = await run(exportOf(o), policy);
  expect(ran.errors).toEqual([]);
  return auditOf(ran.source, ran.ranking, policy, rules);
}
const found = <T extends object>(of: T): Exclude<T, Withheld> => {
  if ('withheld' in of) throw new Error(`withheld: ${of.withheld}`);
  return of as Exclude<T, Withheld>;
};
const why = (of: object) => ('withheld' in of ? of.withheld : 'shown');
const withMarks = (o: Office, marks: (rater: Rater, n: number) => readonly number[] | undefined): Office => ({
  ...o,
  marks: o.marks.map((m, n) => marks(o.raters[n] as Rater, n) ?? m),
});

describe('small groups', () => {
  test('whatever a class of four raters marks, no figure about raters changes', async () => {
    const office = officeOf(11, 12, [4, 6, 9]);
    const about = ({ classes, units, pooledUnits, straight, identical, reciprocity, agreement }: Audit) => ({
      ...{ classes, units, pooledUnits, straight, identical, reciprocity, agreement },
    });
    const one = await audited(office);
    expect([one.hiddenClasses, one.classes.map((c) => c.raterClass)]).toEqual([['A'], ['B', 'C']]);
    for (const mark of [0, 3]) {
      const other = await audited(withMarks(office, (r) => (r.raterClass === 'A' ? office.units.map(() => mark) : undefined)));
      expect(about(other)).toEqual(about(one));
    }
    // And none of their numbers is named.
    expect(JSON.stringify(found(one.influence).raters)).not.toContain('"A');
  });

  test('with all classes too small nothing about raters is shown, and it is said why', async () => {
    const audit = await audited(officeOf(12, 8, [2, 3, 4]));
    expect([audit.classes, audit.units, audit.agreement]).toEqual([[], [], []]);
    for (const of of [audit.straight, audit.identical, audit.reciprocity, audit.influence]) expect(why(of)).toBe('few-raters');
  });

  test.each([
    [[3, 7, 9], ['处2'], 2],
    [[3, 4, 6, 9], ['处2', '处3'], 2],
    [[1, 2, 9], [], 3],
    [[5, 6], ['处0', '处1'], 0],
    [[3, 8], [], 2],
    [[2, 2, 2, 6], ['处3'], 3],
  ])('units of %j raters: %j are shown, %i are put together', async (sizes, shown, pooled) => {
    const base = officeOf(13, 8, [5, 5, sizes.reduce((a, b) => a + b, 0)], 0);
    const unitAt = sizes.flatMap((n, i) => Array.from({ length: n }, () => `处${i}`));
    const raters = base.raters.map((r) =>
      r.raterClass === 'C' ? { ...r, unit: unitAt[Number(r.no.slice(1))] ?? '' } : { ...r, unit: '处' },
    );
    const audit = await audited({ ...base, raters });
    expect(audit.units.filter((u) => u.raterClass === 'C').map((u) => u.unit)).toEqual(shown);
    expect(audit.pooledUnits.find((p) => p.raterClass === 'C')?.units ?? 0).toBe(pooled);
    // What follows by subtraction is of the least number of raters, or more, and of two units.
    const rest = sizes.reduce((a, b) => a + b, 0) - audit.units.filter((u) => u.raterClass === 'C').reduce((s, u) => s + u.raters, 0);
    expect(rest === 0 || rest >= rules['least-raters'].value).toBe(true);
  });

  test('who rests on fewer than five raters is named without their number', async () => {
    const shown = (await Promise.all([21, 22, 23, 24, 25].map((s) => audited(officeOf(s, 14, [5, 6, 14]))))).flatMap(
      (a) => found(a.influence).people,
    );
    expect(shown.length).toBeGreaterThan(3);
    for (const p of shown) expect(p.raters === null || p.raters >= 5).toBe(true);
  });
});

describe('the same for all, and alike', () => {
  const office = officeOf(31, 12, [5, 6, 10], 0);
  test('who gives everyone one option is listed with its chance; two of them are alike', async () => {
    const audit = await audited(withMarks(office, (r) => (['C3', 'C7'].includes(r.no) ? office.units.map(() => 0) : undefined)));
    const straight = found(audit.straight);
    expect(straight.raters.map((r) => [r.rater, r.votes, r.option, r.share, r.run])).toEqual([
      ['C3', 12, 'excellent', 1, 12],
      ['C7', 12, 'excellent', 1, 12],
    ]);
    expect(straight.examined).toBe(21);
    const chance = straight.raters[0]?.chance ?? 0;
    expect(chance).toBeGreaterThan(0);
    expect(chance).toBeLessThan(0.01);
    expect(found(audit.identical).sets).toMatchObject([{ raters: ['C3', 'C7'], pairs: 1, people: 12, option: 'excellent' }]);
  });
  test('where everybody gives everybody the same, chance explains it all', async () => {
    const audit = await audited(withMarks(office, () => office.units.map(() => 1)));
    expect(found(audit.straight).raters.every((r) => r.chance === 1)).toBe(true);
    expect(found(audit.identical)).toMatchObject({ compared: 10 + 15 + 45, identical: 70, expected: 70 });
    expect(audit.agreement.map((a) => why(a.figures))).toEqual(['constant', 'constant', 'constant']);
    expect(audit.association.filter((a) => a.one === 'evaluation').map((a) => why(a.figures))).toEqual(Array(4).fill('constant'));
  });
  test('one different mark is enough not to be alike; a missing one is not', async () => {
    const like = office.marks[12] ?? [];
    const pair = (edit: (m: number[]) => number[]) => audited(withMarks(office, (r) => (r.no === 'C4' ? edit([...like]) : undefined)));
    expect(office.raters[12]?.no).toBe('C1');
    const sets = async (a: Promise<Audit>) => found((await a).identical).sets.map((s) => s.raters);
    expect(await sets(pair((m) => m))).toEqual([['C1', 'C4']]);
    expect(await sets(pair((m) => m.with(2, -2)))).toEqual([['C1', 'C4']]);
    expect(await sets(pair((m) => m.with(2, ((m[2] ?? 0) + 1) % 4)))).toEqual([]);
    expect(await sets(pair((m) => m.map((v, i) => (i < 8 ? v : -2))))).toEqual([['C1', 'C4']]);
    expect(await sets(pair((m) => m.map((v, i) => (i < 7 ? v : -2))))).toEqual([]);
  });
});

describe('votes on each other', () => {
  const office = officeOf(41, 8, [5, 8, 6], 0);
  test('kindness both ways is more than chance; good people are not called partial', async () => {
    const plain = found((await audited(office)).reciprocity);
    expect(plain.pairs).toBe(28);
    // Persons 0–3 give each other the best, the others get the least from them.
    const clique = await audited(
      withMarks(office, (r) =>
        r.raterClass === 'B' ? office.units.map((_, j) => (j < 4 === Number(r.no.slice(1)) < 4 ? 0 : 3)) : undefined,
      ),
    );
    const kind = found(clique.reciprocity);
    expect(kind.mutualTop).toBe(12);
    expect(kind.expectedTop).toBeLessThan(8);
    expect(kind.correlation).toBeGreaterThan(0.9);
    const good = found(
      (await audited(withMarks(office, (r) => (r.raterClass === 'B' ? office.units.map(() => 0) : undefined)))).reciprocity,
    );
    expect(good).toEqual({ pairs: 28, correlation: null, mutualTop: 28, expectedTop: 28 });
  });
  test('anonymous ballots, or too few pairs', async () => {
    const bare = { ...office, raters: office.raters.map(({ by: _, ...r }) => r) };
    expect((await audited(bare)).reciprocity).toEqual({ withheld: 'anonymous' });
    const few = { ...office, raters: office.raters.map((r) => (r.by !== undefined && r.by > 3 ? { ...r, by: r.by + 50 } : r)) };
    expect((await audited(few)).reciprocity).toEqual({ withheld: 'few-pairs', had: 6, needs: 10 });
  });
});

describe('agreement', () => {
  test('a rater who left most out does not spoil it; missing votes take people out', async () => {
    const office = officeOf(51, 14, [5, 6, 8], 0);
    const whole = (await audited(office)).agreement.find((a) => a.raterClass === 'C');
    expect(found(whole?.figures as object)).toMatchObject({ raters: 8, people: 14, df: 13 });
    const lazy = await audited(
      withMarks(office, (r, n) => (r.no === 'C5' ? (office.marks[n] ?? []).map((m, i) => (i < 6 ? m : -2)) : undefined)),
    );
    expect(found(lazy.agreement.find((a) => a.raterClass === 'C')?.figures as object)).toMatchObject({
      raters: 7,
      people: 14,
    });
    const one = await audited(withMarks(office, (r, n) => (r.no === 'C5' ? (office.marks[n] ?? []).with(3, -1) : undefined)));
    expect(found(one.agreement.find((a) => a.raterClass === 'C')?.figures as object)).toMatchObject({
      raters: 8,
      people: 13,
    });
  });
  test('too few people', async () => {
    const audit = await audited(officeOf(52, 7, [5, 6, 8], 0));
    expect(audit.agreement.map((a) => a.figures)).toEqual(Array(3).fill({ withheld: 'few-people', had: 7, needs: 8 }));
    expect(isWithheld(audit.association[0]?.figures ?? { tau: 0 })).toBe(true);
  });
});

describe('exports without ballots one by one', () => {
  const head = '工号,姓名,单位,人员类别,层级,工作作风与绩效,政治理论与业务学习,党建工作责任制落实';
  const row = (i: number) =>
    `10${i},某${String.fromCodePoint(0x4e00 + i)},单位${i % 2},公务员,科级,${80 + (i % 7)},${81 + (i % 5)},${82 + (i % 3)}`;
  const of = async (extra: string, cell: (i: number) => string) => {
    const ran = await run(
      filesOf({ '1.csv': `${head}${extra}\n${Array.from({ length: 12 }, (_, i) => `${row(i)}${cell(i)}`).join('\n')}\n` }),
      policy,
    );
    expect(ran.errors).toEqual([]);
    return auditOf(ran.source, ran.ranking, policy, rules);
  };
  const classes = ['A', 'B', 'C'];
  const votes = classes.flatMap((c) => ['优秀', '称职', '基本称职', '不称职'].map((o) => `,${c}票${o}`)).join('');
  test('counts give leniency and spread by class; a class of four voters is hidden', async () => {
    const audit = await of(votes, (i) => `,${2 + (i % 2)},${2 - (i % 2)},0,0,${i % 4},6,1,0,9,${i % 3},0,1`);
    expect(audit.ballots).toBe('counts');
    expect(audit.hiddenClasses).toEqual(['A']);
    const [b] = audit.classes;
    // B: on each person i % 4 times 100, 6 times 80, once 60.
    const total = Array.from({ length: 12 }, (_, i) => i % 4).reduce((a, n) => a + n, 0);
    expect(b).toMatchObject({ raterClass: 'B', votes: total + 84, raters: 10 });
    expect(b?.mean).toBeCloseTo((total * 100 + 12 * 540) / (total + 84), 12);
    expect(why(audit.straight)).toBe('no-ballots');
    expect(audit.units).toEqual([]);
  });
  test('no votes at all: blocks and units only', async () => {
    const audit = await of(',干群评价', (i) => `,${80 + i}`);
    expect([audit.ballots, audit.classes, audit.association.length, audit.unitMeans.length]).toEqual(['none', [], 10, 2]);
    expect(audit.levelled).toHaveLength(12);
  });
});

test('the policy of another office', async () => {
  const office = officeOf(61, 10, [3, 3, 3]);
  const own = policyBy([['  least-raters:\n    value: 5', '  least-raters:\n    value: 3']]);
  const ran = await run(exportOf(office), own);
  expect(auditOf(ran.source, ran.ranking, own, own.audit as typeof rules).classes).toHaveLength(3);
});
