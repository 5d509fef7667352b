// Advance in rank against answers worked out by hand, and the product against the oracle on random people.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { advancesOf } from '../../src/papers/verbs/advance.ts';
import { policyWith } from '../support/pipeline.ts';
import { type Advanced, advancePlainly, type Outcome } from './advance.ts';
import { advancingArb } from './advance-arbitraries.ts';
import { layoutArb } from './layout.ts';
import type { OfficePerson, YearGrade } from './model.ts';
import { runCsv } from './product.ts';

const person = (since: string, grades: string, more: Partial<OfficePerson> = {}): OfficePerson => ({
  id: '1',
  name: '某',
  unit: '',
  post: '',
  rank: '一级科员',
  since,
  category: '公务员',
  level: '科级',
  status: '',
  given: {},
  items: {},
  entries: [],
  inspections: null,
  grades: grades.split(' ').map((text) => {
    const [year, grade] = text.split(':');
    return { year: Number(year), grade: grade as YearGrade['grade'] };
  }),
  ...more,
});

describe('by hand', () => {
  test.each<[string, string, string, string, Partial<OfficePerson>?]>([
    ['two years, both competent', '2023-03-15', '2023:优秀 2024:称职', '2025-03-15'],
    ['held on 1 January: the year is in the rank and shortens', '2024-01-01', '2024:优秀 2025:称职', '2025-07-01'],
    ['a day later it is not', '2024-01-02', '2024:优秀 2025:称职', '2026-01-02'],
    ['a year shows only when it is over', '2023-03-15', '2024:优秀', '2025-01-01'],
    ['29 February in a year that has none', '2024-02-29', '2025:称职', '2026-02-28'],
    ['a year that is not counted adds a year', '2023-08-31', '2024:基本称职 2025:称职', '2026-08-31'],
    ['half a year off the 31st', '2023-08-31', '2024:优秀', '2025-02-28'],
    [
      'a sanction that ends on the day',
      '2023-08-31',
      '2024:称职',
      '2025-09-01',
      { sanctions: [{ kind: '警告', from: '2025-03-01', to: '2025-08-31' }] },
    ],
    [
      'a sanction that ends the day before',
      '2023-08-31',
      '2024:称职',
      '2025-08-31',
      { sanctions: [{ kind: '警告', from: '2025-03-01', to: '2025-08-30' }] },
    ],
  ])('%s', (_, since, grades, day, more) => {
    expect(advancePlainly(person(since, grades, more), '2026-12-31')).toMatchObject({ why: 'told', earliest: day, reached: true });
  });
});

test('they reach what they are meant to reach', () => {
  const seen = new Map<string, number>();
  const note = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1);
  for (const { office, asOf } of fc.sample(advancingArb, { numRuns: 150, seed: 20260930 })) {
    for (const p of office.people) {
      const told = advancePlainly(p, asOf);
      note(told.why);
      for (const year of told.years) note(year.outcome);
      if (told.bars.length > 1) note('two sanctions at once');
      if (told.why === 'told' && told.added > 0) note('a year added');
      if (told.reached === false) note('not yet');
      if (told.earliest?.endsWith('-01-01') === true && p.since?.endsWith('-01-01') === false) note('on the first day of a year');
    }
  }
  const outcomes: Outcome[] = ['excellent', 'counted', 'excluded', 'before', 'missing', 'to-come'];
  const whys: Advanced['why'][] = ['told', 'no-rank', 'top', 'no-since', 'grades-missing', 'status'];
  const wanted = [...outcomes, ...whys, 'two sanctions at once', 'a year added', 'not yet', 'on the first day of a year'];
  expect(wanted.filter((what) => (seen.get(what) ?? 0) < 10)).toEqual([]);
});

test('the product says the same', async () => {
  const policy = policyWith();
  const rules = policy.advance;
  if (rules === undefined) throw new Error('no rules of advance');
  await fc.assert(
    fc.asyncProperty(advancingArb, layoutArb, async ({ office, asOf }, layout) => {
      const { source, errors } = await runCsv(office, layout, policy, asOf);
      expect(errors).toEqual([]);
      const told = advancesOf({ source }, policy, rules).map(
        ({ person: { id }, to, required, why, years, off, added, earliest, reached, bars }): Advanced => ({
          id,
          to,
          required,
          why,
          years: years.map(({ year, outcome }) => ({ year, outcome })).sort((a, b) => a.year - b.year),
          off,
          added,
          earliest,
          reached,
          bars: bars.map((s) => `${s.from ?? '..'}/${s.to}`).sort(),
        }),
      );
      const ordered = told.sort((a, b) => (a.id < b.id ? -1 : 1));
      expect(ordered).toEqual(office.people.map((p) => advancePlainly(p, asOf)));
    }),
    { numRuns: 100, interruptAfterTimeLimit: 10_000 },
  );
});
