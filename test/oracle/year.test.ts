// The year against answers worked out by hand, and the product against the oracle on random years.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Year, yearOf } from '../../src/appraise/year.ts';
import type { QuarterExport } from '../../src/appraise/year-quarters.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readBook } from '../../src/sheets/read.ts';
import { inspectionsIn } from '../../src/table/inspection-file.ts';
import type { Out, Problem, UnrankedPerson } from '../../src/types.ts';
import { policyWith } from '../support/pipeline.ts';
import { paramsArb } from './arbitraries.ts';
import { REASONS } from './grades.ts';
import { type LayoutOpts, layoutArb, plainLayout } from './layout.ts';
import type { OfficePerson } from './model.ts';
import { policyOf, recordedLast, runCsv } from './product.ts';
import { type OfficeYear, type YearResults, yearPlainly } from './year.ts';
import { yearArb } from './year-arbitraries.ts';

const byKey = <T>(list: readonly T[], key: (of: T) => string): T[] => [...list].sort((a, b) => (key(a) < key(b) ? -1 : 1));

/** Both readings in one order. */
const ordered = (r: YearResults | ReturnType<typeof comparable>) => ({
  groups: byKey(r.groups, (g) => `${g.category} ${g.level}`),
  people: byKey<(typeof r.people)[number]>(r.people, (p) => p.id).map((p) => ({ ...p, verdicts: recordedLast(p.verdicts) })),
  notRanked: byKey<(typeof r.notRanked)[number]>(r.notRanked, (p) => p.id).map((p) => ({ ...p, verdicts: recordedLast(p.verdicts) })),
  gaps: byKey<(typeof r.gaps)[number]>(r.gaps, ([id]) => id),
  changes: byKey<(typeof r.changes)[number]>(r.changes, ([id, , , period]) => id + period),
});

/** Of the product's year what the oracle also says. */
function comparable({ ranking }: Year, problems: readonly Problem[]) {
  const place = ({ category, level }: { category: string; level: string }) => ({ category, level });
  const verdictsOf = ({ verdicts, checks }: Pick<UnrankedPerson, 'verdicts' | 'checks'>) => ({
    verdicts: verdicts.map(({ from, clause, ...v }) => v),
    checks: checks.map(({ from, ...c }) => c),
  });
  const left = [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced];
  const about = <C extends Problem['code']>(code: C) => problems.filter((p): p is Problem<C> => p.code === code);
  const group = (text: string) => JSON.stringify(text.split(' · '));
  return {
    groups: ranking.groups.map((g) => {
      const { roster, shouldTakePart, ranked } = g.headCounts;
      return { ...place(g), roster, shouldTakePart, ranked };
    }),
    people: ranking.groups.flatMap((g) =>
      g.ranked.map((r) => ({
        id: r.scored.person.id,
        ...place(g),
        total: r.scored.total.toText(2),
        rank: r.rank,
        of: g.headCounts.ranked,
        quarters: (r.scored.quarters ?? []).map((q): [string, string] => [`${q.period.year}Q${q.period.quarter}`, q.total.toText(2)]),
        ...verdictsOf(r),
      })),
    ),
    notRanked: left.map((u) => ({
      id: u.person.id,
      ...place(u.person),
      reason: u.reason.kind === 'problems' ? u.reason.codes.join(' ') : u.reason.key,
      ...verdictsOf(u),
    })),
    gaps: about('table/quarter-missing').map((p) => [p.person?.id ?? '', p.args.quarters.replaceAll(', ', ' ')] as const),
    changes: about('table/group-changed').map((p) => [p.person?.id ?? '', group(p.args.before), group(p.args.now), p.args.period] as const),
  };
}

/** The inspection of the year as a file of its own. */
async function inspectionOf({ inspected, quarters }: OfficeYear, policy: Policy) {
  if (inspected === null) return [];
  const names = new Map(quarters.flatMap((q) => q.people.map((p) => [p.id, p.name] as const)));
  const rows = [...inspected].map(([id, scores]) => [id, names.get(id), scores.政治素质, scores.担当作为].join(','));
  const text = ['工号,姓名,政治素质,担当作为', ...rows, ''].join('\n');
  const { value } = await readBook(new TextEncoder().encode(text), '年度考察.csv');
  if (value === null) throw new Error('no book');
  const read = inspectionsIn([value], policy);
  expect(read.problems.filter((p) => p.severity === 'error')).toEqual([]);
  return read.value ?? [];
}

/** The year as the product makes it. */
async function made(year: OfficeYear, layout: LayoutOpts, policy: Policy): Promise<Out<Year>> {
  if (policy.year === undefined) throw new Error('no rules of the year');
  const exports: QuarterExport[] = [];
  for (const quarter of year.quarters) {
    const { source, errors } = await runCsv(quarter, layout, policy);
    expect(errors).toEqual([]);
    exports.push({ source, policy });
  }
  const { value, problems } = yearOf(exports, await inspectionOf(year, policy), policy, policy.year);
  if (value === null) throw new Error(JSON.stringify(problems));
  return { value, problems };
}

describe('by hand', () => {
  const person = (id: string, score: string, more: Partial<OfficePerson> = {}): OfficePerson => ({
    id,
    name: `某${id}`,
    unit: '办公室',
    post: '',
    rank: '',
    category: '公务员',
    level: '科级',
    status: '',
    given: { evaluation: score, work: score, study: score, party: score },
    items: {},
    entries: [],
    inspections: null,
    ...more,
  });
  const yearOfScores = (...quarters: OfficePerson[][]): OfficeYear => ({
    quarters: quarters.map((people, q) => ({ period: `2026Q${q + 1}`, people })),
    inspected: null,
  });
  const seen = { inspections: [{ 政治素质: '95', 担当作为: '95' }] };

  test('the mean of 85.00 and 85.01 is 85.01; who has one quarter is not ranked', () => {
    const r = yearPlainly(yearOfScores([person('1', '85')], [person('1', '85.01'), person('2', '99')]));
    expect(r.people).toMatchObject([{ id: '1', total: '85.01', rank: 1, of: 1 }]);
    expect(r.notRanked).toMatchObject([{ id: '2', reason: 'too-few-quarters' }]);
    expect(r.groups).toMatchObject([{ roster: 2, shouldTakePart: 2, ranked: 1 }]);
    expect(r.gaps).toEqual([['2', '2026Q1']]);
  });
  test('who is gone under investigation stands on no roster', () => {
    const gone = person('2', '90', { status: '立案未结' });
    const r = yearPlainly(yearOfScores([person('1', '85'), gone], [person('1', '85')]));
    expect(r.notRanked).toMatchObject([{ id: '2', reason: 'not-at-year-end' }]);
    expect(r.groups).toMatchObject([{ roster: 1, shouldTakePart: 1, ranked: 1 }]);
  });
  test('absent from the inspection of the year: warned of, and no pass by an earlier one', async () => {
    const people = [person('1', '85', seen), person('2', '84', seen), person('3', '83')];
    const year: OfficeYear = {
      ...yearOfScores(people, [person('1', '85'), person('2', '84'), person('3', '83')]),
      inspected: new Map([['1', { 政治素质: '91', 担当作为: '92' }]]),
    };
    const { value, problems } = await made(year, plainLayout, policyWith());
    expect(problems.filter((p) => p.severity !== 'note').map((p) => `${p.person?.id} ${p.code}`)).toEqual([
      '2 table/inspection-partial',
      '3 table/not-inspected',
      '2 table/inspection-partial',
      '3 table/not-inspected',
    ]);
    const { people: ranked } = comparable(value, problems);
    expect(ranked.map((p) => p.checks.map((c) => c.outcome))).toEqual([
      ['passed', 'passed'],
      ['not-assessed', 'not-assessed'],
      ['not-assessed', 'not-assessed'],
    ]);
    expect(yearPlainly(year).people.map((p) => p.checks)).toEqual(ranked.map((p) => p.checks));
  });
});

test('they reach what they are meant to reach', () => {
  const seen = new Map<string, number>();
  const note = (what: string, is: boolean): void => void seen.set(what, (seen.get(what) ?? 0) + (is ? 1 : 0));
  for (const year of fc.sample(yearArb, { numRuns: 200, seed: 20260930 })) {
    const r = yearPlainly(year);
    const all = [...r.people, ...r.notRanked];
    for (const reason of ['too-few-quarters', 'not-at-year-end', '立案未结', '病事假累计超过半年'])
      note(
        reason,
        r.notRanked.some((p) => p.reason === reason),
      );
    const last = new Map(year.quarters.flatMap((q) => q.people.map((p) => [p.id, p.status])));
    note(
      'gone with a status',
      r.notRanked.some((p) => p.reason === 'not-at-year-end' && last.get(p.id) !== ''),
    );
    note('a gap', r.gaps.length > 0);
    note('a change of group', r.changes.length > 0);
    note(
      'held',
      r.people.some((p) => p.verdicts.some((v) => v.held)),
    );
    note(
      'a bar of the inspection',
      all.some((p) => p.verdicts.some((v) => v.rule === 'political-below-90')),
    );
    note(
      'passed',
      all.some((p) => p.checks.some((c) => c.outcome === 'passed')),
    );
    note(
      'on the line',
      all.some((p) => p.checks.some((c) => c.outcome === 'on-line')),
    );
    note(
      'a sanction',
      all.some((p) => p.verdicts.some((v) => v.rule === 'accountability')),
    );
    const halves = r.people.filter(({ quarters }) => {
      const cents = quarters.reduce((sum, [, total]) => sum + Math.round(100 * Number(total)), 0);
      return (2 * cents) % quarters.length === 0 && ((2 * cents) / quarters.length) % 2 === 1;
    });
    note('a mean on half a hundredth', halves.length > 0);
  }
  expect([...seen].filter(([, times]) => times < 10)).toEqual([]);
});

test('the product says the same', async () => {
  await fc.assert(
    fc.asyncProperty(yearArb, layoutArb, paramsArb, async (year, layout, params) => {
      const { value, problems } = await made(year, layout, policyOf(params));
      const expected = yearPlainly(year, params);
      const notRanked = expected.notRanked.map((p) => ({ ...p, reason: REASONS[p.reason] ?? p.reason }));
      expect(ordered(comparable(value, problems))).toEqual(ordered({ ...expected, notRanked }));
    }),
    { numRuns: 25, interruptAfterTimeLimit: 10_000 },
  );
});
