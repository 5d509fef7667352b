// Grades against answers worked out by hand, and the product against the oracle on random exports.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gradesOf, partsOf } from '../../src/appraise/grades.ts';
import type { Grades } from '../../src/verdicts.ts';
import { policyWith } from '../support/pipeline.ts';
import { steppedArb } from './grade-arbitraries.ts';
import { type Graded, gradePlainly, share } from './grades.ts';
import { layoutArb } from './layout.ts';
import type { OfficeExport, OfficePerson } from './model.ts';
import { rankPlainly } from './oracle.ts';
import { runCsv } from './product.ts';

const byId = <T extends { id: string }>(list: readonly T[]): T[] => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
const byGroup = <T extends { category: string; level: string }>(list: readonly T[]): T[] =>
  [...list].sort((a, b) => (a.category + a.level < b.category + b.level ? -1 : 1));

/** n people of one group; the score is the total */
const group = (level: string, ...scores: (string | [string, Partial<OfficePerson>])[]): OfficePerson[] =>
  scores.map((said, i): OfficePerson => {
    const [score, more] = typeof said === 'string' ? [said, {}] : said;
    return {
      id: `${level}${i + 1}`,
      name: '某',
      unit: '',
      post: '',
      rank: '',
      category: '公务员',
      level,
      status: '',
      given: { evaluation: score, work: score, study: score, party: score },
      items: {},
      entries: [],
      inspections: null,
      ...more,
    };
  });
const graded = (period: string, people: OfficePerson[], approved = false): Graded => {
  const office: OfficeExport = { period, people };
  return gradePlainly(office, rankPlainly(office), approved);
};
const who = (g: Graded, grade: string): string[] => g.people.filter((p) => p.grade === grade).map((p) => p.id);
const held = (g: Graded): string[] => g.people.filter((p) => p.held).map((p) => p.id);

describe('by hand', () => {
  test('40 % of 9 are 3; the fourth of them takes the second grade', () => {
    const g = graded('2026Q3', group('x', '95', '94', '93', '92', '90', '89.99', '80', '79.99', '59.99'));
    expect([who(g, 'good'), who(g, 'fairly-good'), who(g, 'fair'), who(g, 'poor'), held(g)]).toEqual([
      ['x1', 'x2', 'x3'],
      ['x4', 'x5', 'x6', 'x7'],
      ['x8'],
      ['x9'],
      [],
    ]);
  });
  test('a tie at the last place takes nobody in', () => {
    const g = graded('2026Q3', group('x', '95', '94', '94', '92', '60'));
    expect([who(g, 'good'), held(g)]).toEqual([['x1'], ['x2', 'x3']]);
  });
  test('20 % of 19 are 3, 25 % are 4', () => {
    const people = group('x', ...Array.from({ length: 19 }, (_, i) => String(95 - i)));
    expect(who(graded('2026', people), 'excellent')).toEqual(['x1', 'x2', 'x3']);
    expect(who(graded('2026', people, true), 'excellent')).toEqual(['x1', 'x2', 'x3', 'x4']);
  });
  test('whom a warning of the year bars is passed over; a demerit leaves no grade', () => {
    const barred = (kind: '警告' | '记过'): Partial<OfficePerson> => ({ sanctions: [{ kind, from: '2026-01-01', to: '2026-07-01' }] });
    const g = graded('2026', group('x', ['95', barred('警告')], ['94', barred('记过')], '93', '92', '91', '90', '89', '88', '87', '86'));
    expect(who(g, 'excellent')).toEqual(['x3', 'x4']);
    expect(g.people.slice(0, 2)).toMatchObject([
      { grade: 'competent', barred: ['accountability', 'warning'] },
      { grade: null, barred: ['demerit'] },
    ]);
  });
  test.each<[number[], number, number[], number]>([
    [[33, 20, 19], 14, [6, 4, 4], 0], // 6.41, 3.88, 3.69
    [[10, 5], 2, [1, 1], 0], // 1.33, 0.67
    [[3, 1], 2, [2, 0], 0], // 1.5 and 0.5: to the larger
    [[5, 5], 1, [0, 0], 1], // 0.5 and 0.5: to nobody
    [[4, 4, 4], 2, [0, 0, 0], 2],
    [[0, 0], 0, [0, 0], 0],
  ])('%j share %i places as %j, %i left', (heads, places, parts, undecided) => expect(share(heads, places)).toEqual({ parts, undecided }));
});

test('places of groups: the product says the same', () => {
  const heads = fc.array(fc.oneof(fc.constantFrom(0, 1, 2, 3, 19, 20, 33), fc.nat(60)), { maxLength: 9 });
  fc.assert(
    fc.property(heads, fc.constantFrom(20, 25), (groups, percent) => {
      const places = Math.floor((groups.reduce((a, b) => a + b, 0) * percent) / 100);
      const { parts, undecided } = partsOf(groups, places);
      expect({ parts: parts.map((p) => p.places), undecided }).toEqual(share(groups, places));
    }),
    { numRuns: 2000 },
  );
});

const comparable = (g: Grades): Graded => ({
  whole: g.kind === 'quarter' ? null : { heads: g.heads, places: g.places, undecided: g.undecided },
  groups: byGroup(g.groups.map(({ category, level, heads, places, given, held }) => ({ category, level, heads, places, given, held }))),
  people: byId(
    g.groups
      .flatMap((group) => group.proposals)
      .map(({ person: { id }, rank, grade, held, barred }) => ({
        id,
        rank,
        grade,
        held,
        barred: [...new Set(barred.map((b) => b.rule))].sort(),
      })),
  ),
});

test('they reach what they are meant to reach', () => {
  const seen = new Map<string, number>();
  const note = (what: string, is: boolean): void => void seen.set(what, (seen.get(what) ?? 0) + (is ? 1 : 0));
  for (const office of fc.sample(steppedArb, { numRuns: 200, seed: 20260930 })) {
    const g = gradePlainly(office, rankPlainly(office), false);
    const people = g.people.filter((p) => p.rank !== null);
    const year = g.whole !== null;
    const kind = year ? 'year' : 'quarter';
    note(`${kind}: held at the last place`, held(g).length > 0);
    note(
      `${kind}: the best grade`,
      people.some((p) => p.grade === (year ? 'excellent' : 'good')),
    );
    note('quarter: the surplus', !year && rankPlainly(office).people.some((p) => Number(p.total) >= 90 && !who(g, 'good').includes(p.id)));
    note('year: no grade', year && people.some((p) => p.grade === null));
    note('year: not the best', year && people.some((p) => p.barred.some((b) => ['warning', 'admonishment'].includes(b))));
    note('year: places lapse', year && g.groups.some((group) => group.given + group.held < group.places));
  }
  expect([...seen].filter(([, times]) => times < 8)).toEqual([]);
});

test('the product says the same', async () => {
  const policy = policyWith();
  const rules = policy.grades;
  if (rules === undefined) throw new Error('no rules of grades');
  await fc.assert(
    fc.asyncProperty(steppedArb, layoutArb, fc.boolean(), async (office, layout, approved) => {
      const { ranking, errors } = await runCsv(office, layout, policy);
      expect(errors).toEqual([]);
      const apart = layout.inspections === 'sheets';
      const { whole, groups, people } = gradePlainly(office, rankPlainly(office, undefined, apart), approved);
      const told = gradesOf(ranking, policy, rules, approved);
      expect(comparable(told)).toEqual({ whole, groups: byGroup(groups), people: byId(people) });
    }),
    { numRuns: 60, interruptAfterTimeLimit: 12_000 },
  );
});
