// Random people on the way to their next rank, leaning towards days that a month lacks, 1 January, and sanctions that end on the day.
import fc from 'fast-check';
import { advancePlainly, RUNGS } from './advance.ts';
import type { OfficeExport, OfficePerson, Sanction, YearGrade } from './model.ts';
import { monthsLater } from './records.ts';

const GRADES = ['优秀', '称职', '基本称职', '不称职', '不确定等次'] as const;
/** grades by year from 2016 on: mostly without a gap, some of luck, some of trouble */
const gradesArb: fc.Arbitrary<YearGrade[]> = fc
  .record({
    drawn: fc.array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(0, 1, 1) }, { weight: 1, arbitrary: fc.nat(4) }), {
      minLength: 11,
      maxLength: 11,
      size: 'max',
    }),
    lucky: fc.nat(5).map((n) => n === 0),
    gap: fc.nat(30),
    last: fc.constantFrom(2024, 2025, 2025, 2025, 2026),
  })
  .map(({ drawn, lucky, gap, last }) =>
    drawn
      .map((g, i): YearGrade => ({ year: 2016 + i, grade: lucky ? '优秀' : (GRADES[g] ?? '称职') }))
      .filter((g, i) => i !== gap && g.year <= last),
  );

const sinceArb: fc.Arbitrary<string> = fc
  .tuple(
    fc.integer({ min: 2016, max: 2026 }),
    fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('01-01', '01-02', '12-31', '02-29', '02-28', '08-31', '08-30', '10-31', '07-01') },
      { weight: 2, arbitrary: fc.tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 })).map((d) => d.map(two).join('-')) },
    ),
  )
  .map(([year, day]) => (day === '02-29' && year % 4 !== 0 ? `${year - (year % 4)}-02-29` : `${year}-${day}`));

const two = (n: number): string => String(n).padStart(2, '0');
const plus = (day: string, days: number): string => new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);

interface SanctionDraw {
  kind: Sanction['kind'];
  /** days by which its end lies off the day on which the term is complete */
  off: number;
  length: number;
  shape: 'both' | 'end' | 'begin';
  outcome: '免' | '减轻' | '不容' | null;
}
const sanctionArb: fc.Arbitrary<SanctionDraw> = fc.record({
  kind: fc.constantFrom('警告' as const, '记过' as const, '记大过' as const, '诫勉' as const, '批评教育' as const),
  off: fc.constantFrom(-1, 0, 0, 1, 30, 200),
  length: fc.constantFrom(0, 1, 30, 365),
  shape: fc.constantFrom('both' as const, 'both' as const, 'end' as const, 'begin' as const),
  outcome: fc.constantFrom(null, null, null, '免' as const, '减轻' as const, '不容' as const),
});

const personArb: fc.Arbitrary<OfficePerson> = fc
  .record({
    rank: fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...RUNGS) }, { weight: 1, arbitrary: fc.constantFrom('一级警长', '') }),
    since: fc.oneof({ weight: 12, arbitrary: sinceArb }, { weight: 1, arbitrary: fc.constant(undefined) }),
    grades: gradesArb,
    status: fc.constantFrom('' as const, '' as const, '' as const, '' as const, '' as const, '立案未结' as const, '试用期' as const),
    sanctions: fc.oneof(
      { weight: 1, arbitrary: fc.constant<SanctionDraw[]>([]) },
      { weight: 2, arbitrary: fc.array(sanctionArb, { minLength: 1, maxLength: 3 }) },
    ),
  })
  .map(({ rank, since, grades, status, sanctions: draws }) => {
    const person: OfficePerson = {
      id: '',
      name: '',
      unit: '办公室',
      post: '',
      rank,
      ...(since === undefined ? {} : { since }),
      category: '综合管理类',
      level: '科级',
      status,
      given: { evaluation: '80', work: '80', study: '80', party: '80' },
      items: {},
      entries: [],
      inspections: null,
      grades,
    };
    const due = advancePlainly(person, '2026-12-31').earliest ?? '2026-06-30';
    person.sanctions = draws.map((draw, i) => sanctionOf(draw, i, due));
    person.exemptions = draws.flatMap(({ outcome }, i) =>
      outcome === null ? [] : [{ number: `CF-${i}`, outcome, ...(outcome === '减轻' ? { percent: '50' } : {}) }],
    );
    return person;
  });

function sanctionOf({ kind, off, length, shape }: SanctionDraw, i: number, due: string): Sanction {
  const number = `CF-${i}`;
  const to = plus(due, off);
  if (shape === 'end' && kind !== '批评教育') return { kind, to, number };
  if (shape === 'begin') return { kind, from: monthsLater(plus(due, -200 + off), 0), number };
  return { kind, from: plus(to, -length), to, number };
}

export interface Advancing {
  office: OfficeExport;
  asOf: string;
}
export const advancingArb: fc.Arbitrary<Advancing> = fc
  .record({
    people: fc.array(personArb, { minLength: 1, maxLength: 12 }),
    asOf: fc.constantFrom('2026-12-31', '2026-09-30', '2026-01-01', '2025-12-31', '2026-03-31'),
  })
  .map(({ people, asOf }) => ({
    office: {
      period: '2026Q3',
      people: people.map((p, i) => ({ ...p, id: String(7001 + i), name: `甲${'一二三四五六七八九十子丑'.charAt(i)}` })),
    },
    asOf,
  }));
