// The view for promotion: the product against the oracle on random exports.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { selection } from '../../src/appraise/select.ts';
import { exportArb, paramsArb } from './arbitraries.ts';
import { layoutArb } from './layout.ts';
import { rankPlainly } from './oracle.ts';
import { policyOf, runCsv } from './product.ts';
import { type Seen, selectPlainly } from './select.ts';

const officeArb = exportArb({ maxPeople: 40, periods: ['2026Q1', '2026Q3', '2026Q4', '2026', null] });

/** Which of two bars or priorities comes first means nothing. */
const ordered = (list: readonly Seen[]): Seen[] =>
  [...list]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((s) => ({
      ...s,
      bars: [...s.bars].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
      priorities: [...s.priorities].sort(),
    }));

test('they reach what they are meant to reach', () => {
  const seen = new Map<string, number>();
  const note = (what: string, is: boolean): void => void seen.set(what, (seen.get(what) ?? 0) + (is ? 1 : 0));
  for (const office of fc.sample(officeArb, { numRuns: 200, seed: 20260930 })) {
    const people = selectPlainly(office, rankPlainly(office));
    for (const state of ['eligible', 'barred', 'held'] as const)
      note(
        state,
        people.some((p) => p.state === state),
      );
    note(
      'barred and first',
      people.some((p) => p.state === 'barred' && p.priorities.length > 0),
    );
    note(
      'two bars',
      people.some((p) => p.bars.length > 1),
    );
    note(
      'an open end',
      people.some((p) => p.bars.some(([, , to]) => to === 'year-ranking')),
    );
    note(
      'an open beginning',
      people.some((p) => p.bars.some(([, from, to]) => from === null && to !== null)),
    );
  }
  expect([...seen].filter(([, times]) => times < 10)).toEqual([]);
});

test('the product says the same, and no bar ends before it begins', async () => {
  await fc.assert(
    fc.asyncProperty(officeArb, layoutArb, paramsArb, async (office, layout, params) => {
      const policy = policyOf(params);
      const { ranking, errors } = await runCsv(office, layout, policy);
      expect(errors).toEqual([]);
      const told = selection(ranking, policy).map(({ person, state, bars, held, priorities }): Seen => {
        const { id } = 'scored' in person ? person.scored.person : person.person;
        return {
          id,
          state,
          bars: bars.map((b) => [b.verdict.rule, b.from, b.to]),
          held: held.map((v) => v.rule),
          priorities: priorities.map(({ verdict }) => `${verdict.rule}: ${verdict.figure}`),
        };
      });
      const expected = selectPlainly(office, rankPlainly(office, params, layout.inspections === 'sheets'));
      expect(ordered(told)).toEqual(ordered(expected));
      expect(told.flatMap((p) => p.bars).filter(([, from, to]) => from !== null && to !== null && to < from)).toEqual([]);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 10_000 },
  );
});
