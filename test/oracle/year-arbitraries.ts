// Random years: two to four quarters, people who come, go, skip a quarter or change group, means that fall on half a hundredth.
import fc from 'fast-check';
import type { Inspection, OfficeExport, OfficePerson, Status } from './model.ts';
import { addRecords, type RecordDraw, recordArb } from './record-arbitraries.ts';
import type { OfficeYear } from './year.ts';

/** that several of equal scores meet is likely; of two next to one another the mean falls on half a hundredth */
const scoreArb = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('85', '85.01', '85.00', '84.99', '90', '89.99', '70.005') },
  { weight: 2, arbitrary: fc.constantFrom('92.5', '78', '60', '59.99', '100', '33.333') },
);
const inspectionArb: fc.Arbitrary<Inspection | null> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(null) },
  {
    weight: 6,
    arbitrary: fc.record({
      政治素质: fc.constantFrom('95', '95', '92', '90', '90.00', '89.99'),
      担当作为: fc.constantFrom('95', '95', '92', '90', '90.00', '89.99'),
    }),
  },
);
const statusArb: fc.Arbitrary<Status> = fc.oneof(
  { weight: 10, arbitrary: fc.constant<Status>('') },
  { weight: 1, arbitrary: fc.constantFrom<Status[]>('试用期', '立案未结', '处分期', '病事假累计超过半年') },
);

/** of one status throughout */
const stayingArb = fc.constantFrom<Status[]>('试用期', '立案未结', '处分期', '病事假累计超过半年').map((s): Status[] => [s, s, s, s]);

interface PersonDraw {
  /** by quarter */
  present: boolean[];
  scores: string[];
  bonus: string[];
  statuses: Status[];
  inspections: (Inspection | null)[];
  inspected: Inspection | null;
  group: number;
  /** the quarter from which on they are in the next group; 4: they stay */
  moves: number;
  unit: number;
  records: RecordDraw;
  /** the quarter from which on their records are handed in */
  recorded: number;
}
const four = <T>(arb: fc.Arbitrary<T>): fc.Arbitrary<T[]> => fc.array(arb, { minLength: 4, maxLength: 4, size: 'max' });
const presentArb: fc.Arbitrary<boolean[]> = fc.oneof(
  { weight: 6, arbitrary: fc.constant<boolean[]>([true, true, true, true]) },
  {
    weight: 2,
    arbitrary: fc.constantFrom<boolean[][]>(
      [true, true, true, false],
      [true, true, false, false],
      [false, true, true, true],
      [false, false, true, true],
      [false, false, false, true],
      [true, false, true, true],
      [true, false, false, true],
    ),
  },
);
const personArb: fc.Arbitrary<PersonDraw> = fc.record({
  present: presentArb,
  scores: four(scoreArb),
  bonus: four(fc.constantFrom('0', '0', '0', '0.01', '-0.5')),
  statuses: fc.oneof(
    { weight: 6, arbitrary: fc.constant<Status[]>(['', '', '', '']) },
    { weight: 1, arbitrary: four(statusArb) },
    { weight: 1, arbitrary: stayingArb },
  ),
  inspections: four(inspectionArb),
  inspected: inspectionArb,
  group: fc.nat(1),
  moves: fc.oneof({ weight: 9, arbitrary: fc.constant(4) }, { weight: 1, arbitrary: fc.integer({ min: 1, max: 3 }) }),
  unit: fc.nat(1),
  records: recordArb,
  recorded: fc.nat(3),
});

const GROUPS = [
  ['综合管理类', '科级'],
  ['综合管理类', '处级'],
  ['事业单位', '科级'],
] as const;

function inQuarter(draw: PersonDraw, index: number, quarter: number, plan: Plan): OfficePerson {
  const score = draw.scores[plan.alike ? 0 : quarter] ?? '80';
  const [category, level] = GROUPS[(draw.group + (quarter >= draw.moves ? 1 : 0)) % GROUPS.length] ?? GROUPS[0];
  const person: OfficePerson = {
    id: String(5001 + index),
    name: `甲${'零一二三四五六七八九'.charAt(Math.floor(index / 10))}${'零一二三四五六七八九'.charAt(index % 10)}`,
    unit: ['办公室', '一监区'][draw.unit] ?? '',
    post: '',
    rank: '',
    category,
    level,
    status: draw.statuses[quarter] ?? '',
    given: {
      evaluation: score,
      work: score,
      study: draw.scores[plan.alike ? 0 : (quarter + 1) % 4] ?? '80',
      party: score,
      adjustment: draw.bonus[plan.alike ? 0 : quarter] ?? '0',
    },
    items: {},
    entries: [],
    inspections: null,
  };
  const seen = draw.inspections[quarter] ?? null;
  if (plan.inspectedIn.includes(quarter) && seen !== null) person.inspections = [seen];
  if (plan.recorded && quarter >= draw.recorded) addRecords(person, draw.records, '2026');
  return person;
}

interface Plan {
  quarters: number[];
  inspectedIn: number[];
  inspected: boolean;
  recorded: boolean;
  /** the same score each quarter */
  alike: boolean;
}
const planArb: fc.Arbitrary<Plan> = fc.record({
  quarters: fc.constantFrom([0, 1, 2, 3], [0, 1, 2, 3], [3, 1, 0, 2], [0, 1, 2], [1, 3], [2, 3]),
  inspectedIn: fc.constantFrom([], [], [1], [0, 3]),
  inspected: fc.boolean(),
  recorded: fc.boolean(),
  alike: fc.boolean(),
});

export const yearArb: fc.Arbitrary<OfficeYear> = fc
  .tuple(
    planArb,
    fc.constantFrom(1, 2, 3, 10, 19, 20, 33).chain((n) => fc.array(personArb, { minLength: n, maxLength: n, size: 'max' })),
  )
  .map(([plan, draws]) => {
    // one of them is there throughout, so that no quarter is empty
    const people = draws.map((d, i) => (i === 0 ? { ...d, present: [true, true, true, true], statuses: [] } : d));
    const quarters = plan.quarters.map((quarter): OfficeExport => {
      const there = people.flatMap((d, i) => (d.present[quarter] === true ? [inQuarter(d, i, quarter, plan)] : []));
      return { period: `2026Q${quarter + 1}`, people: there };
    });
    const known = new Set(quarters.flatMap((q) => q.people.map((p) => p.id)));
    const scored = people.flatMap((d, i): [string, Inspection][] => {
      const id = String(5001 + i);
      return d.inspected === null || !known.has(id) ? [] : [[id, d.inspected]];
    });
    return { quarters, inspected: plan.inspected && scored.length > 0 ? new Map(scored) : null };
  });
