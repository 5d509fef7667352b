// The functions of `why` alone: a place among others is the one that ranking gives, and the nearest value is the one that trying all of them finds.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { placeAmong, placeInOrder } from '../../src/appraise/rank.ts';
import { nearest } from '../../src/appraise/why/search.ts';
import { whom } from '../../src/appraise/why/whom.ts';
import { Decimal } from '../../src/decimal.ts';
import { type BlockKey, blockKeys, type Ranking, type Scored } from '../../src/types.ts';
import { policyWith } from '../support/pipeline.ts';

const usual = policyWith();
const broken = {
  ...usual,
  ranking: { ...usual.ranking, 'ties-by': { ...usual.ranking['ties-by'], value: ['work', 'study'] satisfies BlockKey[] } },
};

/** Somebody with a total and two blocks that may break ties; the rest has no part in a rank. */
function person(id: string, [total, work, study]: readonly [number, number, number]): Scored {
  const value = (n: number) => ({ value: Decimal.whole(n) });
  const blocks = Object.fromEntries(blockKeys.map((b) => [b, value(b === 'work' ? work : b === 'study' ? study : 0)]));
  return { person: { id, key: id }, total: Decimal.whole(total), blocks } as unknown as Scored;
}
const figures = fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 2 }), fc.integer({ min: 0, max: 2 }));

test.each([
  ['no tie-break', usual],
  ['ties broken by blocks', broken],
] as const)('a place among others is the place in order: %s', (_, policy) => {
  fc.assert(
    fc.property(fc.array(figures, { minLength: 1, maxLength: 12 }), (all) => {
      const [one, ...others] = all.map((f, i) => person(`p${i}`, f));
      if (!one) return;
      const { rank, tied } = placeInOrder([one, ...others], policy).find((p) => p.scored === one) ?? { rank: 0, tied: 0 };
      const inOrder = placeInOrder(others, policy).map((p) => p.scored);
      expect(placeAmong(one, inOrder, policy)).toEqual({ scored: one, rank, tied });
    }),
  );
});

describe('the nearest value with an effect', () => {
  const hundredth = (n: number) => Decimal.whole(n).over(Decimal.whole(100));
  const within = fc.integer({ min: -500, max: 500 });

  test('is the first of all that are tried one by one, wherever the search begins', () => {
    fc.assert(
      fc.property(within, within, within, within, fc.integer({ min: 0, max: 9 }), (now, end, from, hint, thousandths) => {
        // Not every figure stands on its places.
        const start = hundredth(now).plus(Decimal.whole(thousandths).over(Decimal.whole(1000)));
        const up = hundredth(end).above(start);
        const has = (v: Decimal) => (up ? !v.below(hundredth(from)) : !v.above(hundredth(from)));
        const all = Array.from({ length: 1101 }, (_, i) => hundredth(i - 550)).filter((v) =>
          up ? v.above(start) && !v.above(hundredth(end)) : v.below(start) && !v.below(hundredth(end)),
        );
        const first = (up ? all : all.toReversed()).find(has);
        const found = nearest({ now: start, end: hundredth(end), places: 2 }, has, hundredth(hint));
        expect(found?.to.toText() ?? null).toBe(first?.toText() ?? null);
        if (found && first) expect(found.change.toText()).toBe(first.minus(start).toText());
      }),
      { numRuns: 300 },
    );
  });
});

describe('whom a name means', () => {
  const of = (...people: [id: string, name: string][]) =>
    ({ groups: [], unplaced: people.map(([id, name]) => ({ person: { id, name } })) }) as unknown as Ranking;
  const ids = (ranking: Ranking, text: string) => whom(ranking, text).map((p) => p.id);

  test('an id, however it is written; a name, spaced out or not; all of one name', () => {
    const people = of(['0012x', '张 伟'], ['0013', '张伟'], ['0014', '买买提·艾力']);
    expect(ids(people, '００１２Ｘ')).toEqual(['0012x']);
    expect(ids(people, '张　伟')).toEqual(['0012x', '0013']);
    expect(ids(people, '买买提•艾力')).toEqual(['0014']);
    expect(ids(people, '张')).toEqual([]);
  });

  test('an id before a name that reads the same', () => {
    expect(ids(of(['7', '甲'], ['8', '7']), '7')).toEqual(['7']);
  });
});
