// Random valid exports, leaning hard towards what goes wrong: ties, tiny groups, cuts that fall on a half, scores on .005.
import fc from 'fast-check';
import type { Block, Counts, Entry, Inspection, Item, OfficeExport, OfficePerson, RaterClass, Status } from './model.ts';
import { BLOCKS, STUDY_ITEMS, WORK_ITEMS } from './model.ts';
import type { Params } from './oracle.ts';
import { defaultParams, reasonNotRanked } from './oracle.ts';
import { addRecords, type RecordDraw, recordArb } from './record-arbitraries.ts';

export type Flavour = 'flat' | 'full' | 'mixed';

export interface ExportOpts {
  flavours?: readonly Flavour[];
  maxPeople?: number;
  /** inspections a person may have; 1 where two rows for one person are not wanted */
  maxInspections?: number;
  periods?: readonly (string | null)[];
  /** sanctions and the like, in half of the exports; false where none are wanted */
  records?: boolean;
}

// ---------------------------------------------------------------- scores

/** 0–100 with 0–13 decimals; trailing zeros happen */
export const anyScoreArb: fc.Arbitrary<string> = fc
  .tuple(fc.nat(99), fc.nat(13), fc.integer({ min: 0, max: 10 ** 13 - 1 }))
  .map(([units, places, digits]) => (places === 0 ? String(units) : `${units}.${String(digits).padStart(13, '0').slice(0, places)}`));

const fewScoresArb = fc.constantFrom('85', '90', '80', '88.50', '85.5', '75', '70', '60', '92', '100', '0');

/** scores that bring a weighted sum or a mean to exactly, or next to exactly, half a hundredth */
const edgeScoreArb = fc.constantFrom(
  '85.005',
  '85.015',
  '85.01',
  '85.00',
  '84.995',
  '89.995',
  '85.0049999999999',
  '85.0050000000001',
  '71.625',
  '90.0125',
  '99.995',
  '0.005',
  '85.0125',
  '85.0333333333333',
  '85.02',
);

export const scoreArb: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fewScoresArb },
  { weight: 3, arbitrary: edgeScoreArb },
  { weight: 2, arbitrary: anyScoreArb },
);

export const adjustmentArb: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('0', '1', '-1', '2', '-1.5', '0.5', '3.0') },
  { weight: 3, arbitrary: fc.constantFrom('0.005', '-0.005', '0.015', '0.0049999', '0.0050001', '-0.0050001', '0.01', '-0.01', '0.0025') },
  { weight: 2, arbitrary: fc.constantFrom('10', '-10', '10.01', '-10.01', '12', '-12', '10.0000001', '11.5') },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.boolean(), fc.nat(11), fc.nat(9999))
      .map(([minus, units, digits]) => `${minus ? '-' : ''}${units}.${String(digits).padStart(4, '0')}`),
  },
);

// ---------------------------------------------------------------- parts

const counts = (good: number, fair: number, basic: number, poor: number, abstained = 0, unknown = 0): Counts => ({
  优秀: good + fair + basic + poor === 0 ? 1 : good,
  称职: fair,
  基本称职: basic,
  不称职: poor,
  弃权: abstained,
  不了解: unknown,
});

export const countsArb: fc.Arbitrary<Counts> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc
      .constantFrom<[number, number, number, number]>(
        [6, 6, 7, 9],
        [5, 5, 6, 0],
        [6, 5, 5, 5],
        [20, 15, 4, 1],
        [1, 0, 0, 0],
        [0, 1, 0, 0],
        [1, 1, 0, 0],
        [3, 4, 1, 0],
        [7, 1, 0, 0],
        [15, 1, 0, 0],
        [39, 1, 0, 0],
        [2, 1, 0, 0],
        [5, 2, 0, 0],
        [0, 0, 0, 1],
        [31, 0, 1, 0],
      )
      .map(([a, b, c, d]) => counts(a, b, c, d)),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(8), fc.nat(4), fc.nat(4))
      .map(([a, b, c, d, e, f]) => counts(a, b, c, d, e, f)),
  },
);
const ballotsArb: fc.Arbitrary<Record<RaterClass, Counts>> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ A: countsArb, B: countsArb, C: countsArb }) },
  { weight: 1, arbitrary: fc.constant({ A: counts(6, 6, 7, 9), B: counts(5, 5, 6, 0), C: counts(6, 5, 5, 5) }) },
);

/** the items of one block: alike, each for itself, or about a mean that ends in 5 thousandths */
function itemsArb<K extends Item>(items: readonly K[]): fc.Arbitrary<Record<K, string>> {
  const named = (scores: readonly string[]): Record<K, string> =>
    Object.fromEntries(items.map((item, i) => [item, scores[i] ?? '80'])) as Record<K, string>;
  const thousandths = (n: number): string => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`;
  return fc.oneof(
    { weight: 3, arbitrary: fewScoresArb.map((score) => named(items.map(() => score))) },
    { weight: 3, arbitrary: fc.array(scoreArb, { minLength: items.length, maxLength: items.length }).map(named) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.integer({ min: 1000, max: 8999 }), fc.nat(9999), fc.constantFrom(-1, 0, 1))
        .map(([hundredths, spread, off]) => {
          const middle = hundredths * 10 + 5;
          const at = (i: number): number => (i === 0 ? middle + spread + off : i === 1 ? middle - spread : middle);
          return named(items.map((_, i) => thousandths(at(i))));
        }),
    },
  );
}

const MATTERS = ['抗洪抢险', '文明单位创建', '获省级表彰', '迟到', '通报批评2次', '信息报送', '论文发表'] as const;
/** other ways to write the same matter */
const variants: Record<number, (matter: string) => string> = {
  0: (matter) => matter,
  1: (matter) => matter,
  2: (matter) => matter,
  3: (matter) => `${matter.slice(0, 2)} ${matter.slice(2)}`,
  4: (matter) => matter.replace('2', '２'),
};

interface EntryDraw {
  matter: number;
  variant: number;
  value: string;
  day: number;
  dated: boolean;
  numbered: boolean;
}
const entryDrawArb: fc.Arbitrary<EntryDraw> = fc.record({
  matter: fc.nat(MATTERS.length - 1),
  variant: fc.nat(4),
  value: fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('1', '2', '3', '0.5', '1.0', '5') },
    { weight: 2, arbitrary: fc.constantFrom('-1', '-0.5', '-2', '-6') },
    { weight: 2, arbitrary: fc.constantFrom('0.005', '-0.005', '0', '0.015', '7') },
  ),
  day: fc.nat(89),
  dated: fc.boolean(),
  numbered: fc.nat(3).map((n) => n === 0),
});

const inspectionScoreArb = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('90', '90.0', '95', '92.50', '100') },
  { weight: 2, arbitrary: fc.constantFrom('89.99', '89', '89.9999999999999', '90.0000000000001', '89.995', '88.50') },
  { weight: 1, arbitrary: anyScoreArb },
);
const inspectionArb: fc.Arbitrary<Inspection> = fc.record({ 政治素质: inspectionScoreArb, 担当作为: inspectionScoreArb });

// ---------------------------------------------------------------- people

interface Profile {
  given: Record<Block, string>;
  ballots: Record<RaterClass, Counts>;
  work: Record<string, string>;
  study: Record<string, string>;
  entries: EntryDraw[];
}
const profileArb: fc.Arbitrary<Profile> = fc.record({
  given: fc.record({ evaluation: scoreArb, work: scoreArb, study: scoreArb, party: scoreArb, adjustment: adjustmentArb }),
  ballots: ballotsArb,
  work: itemsArb(WORK_ITEMS),
  study: itemsArb(STUDY_ITEMS),
  entries: fc.oneof(
    { weight: 2, arbitrary: fc.constant<EntryDraw[]>([]) },
    { weight: 3, arbitrary: fc.array(entryDrawArb, { maxLength: 5 }) },
  ),
});

const NAMES = ['张伟', '李娜', '王芳', '欧阳明', '赵敏', '王𠮷', '陈静', '阿依古丽·买买提', '张伟'] as const;
const UNITS = ['一监区', '政治部', '狱政管理处', '办公室', '教育改造处'] as const;
const POSTS = ['科员', '监区长', '副处长', '教导员', ''] as const;
const RANKS = ['一级科员', '四级主任科员', '二级调研员', '一级警长', ''] as const;
const CATEGORIES = ['综合管理类', '行政执法类', '事业单位', '警务技术'] as const;
const LEVELS = ['科级及以下', '处级', '县处级副职', '科级'] as const;
const STATUS_DRAWS: readonly Status[] = [
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '',
  '试用期',
  '立案未结',
  '处分期',
  '病事假累计超过半年',
  '病事假累计超过半年',
];

/** an identity number with its check digit */
export function identityNumber(serial: number): string {
  const body = `110101${1960 + (serial % 40)}0${1 + (Math.floor(serial / 40) % 9)}15${String(serial % 1000).padStart(3, '0')}`;
  const factors = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const rest = factors.reduce((total, factor, i) => total + factor * Number(body[i]), 0) % 11;
  return body + '10X98765432'.charAt(rest);
}

interface PersonDraw {
  idKind: number;
  idDraw: number;
  name: number;
  unit: number;
  post: number;
  rank: number;
  status: number;
  lacking: boolean[];
  profile: number | Profile;
  inspections: Inspection[] | null;
  records: RecordDraw;
}

function personArb(maxInspections: number): fc.Arbitrary<PersonDraw> {
  return fc.record({
    idKind: fc.nat(2),
    idDraw: fc.nat(149),
    name: fc.nat(NAMES.length - 1),
    unit: fc.nat(UNITS.length - 1),
    post: fc.nat(POSTS.length - 1),
    rank: fc.nat(RANKS.length - 1),
    status: fc.nat(STATUS_DRAWS.length - 1),
    lacking: fc.array(fc.boolean(), { minLength: BLOCKS.length, maxLength: BLOCKS.length }),
    profile: fc.oneof({ weight: 5, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: profileArb }),
    records: recordArb,
    inspections: fc.oneof(
      { weight: 5, arbitrary: fc.array(inspectionArb, { minLength: 1, maxLength: maxInspections }) },
      { weight: 1, arbitrary: fc.constant(null) },
    ),
  });
}

function idOf(draw: PersonDraw, index: number): string {
  const serial = draw.idDraw * 60 + index; // 0 to 8999, one of its own for each index
  if (draw.idKind === 0) return String(serial).padStart(4, '0');
  if (draw.idKind === 1) return String(23_000_000 + serial);
  return identityNumber(serial);
}

function dateOf(period: string | null, day: number): string {
  const quarter = /Q([1-4])$/.exec(period ?? '')?.[1];
  const month = quarter === undefined ? 1 + (day % 12) : (Number(quarter) - 1) * 3 + 1 + (day % 3);
  return `${period?.slice(0, 4) ?? '2026'}-${String(month).padStart(2, '0')}-${String(1 + (day % 28)).padStart(2, '0')}`;
}

const sizesArb = (maxPeople: number): fc.Arbitrary<number[]> =>
  fc
    .array(
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(1, 2, 3, 10, 19, 20, 33) },
        { weight: 1, arbitrary: fc.integer({ min: 1, max: 40 }) },
      ),
      { minLength: 1, maxLength: 4 },
    )
    .map((sizes) => {
      let room = maxPeople;
      const fitted: number[] = [];
      for (const size of sizes) {
        if (room > 0) fitted.push(Math.min(size, room));
        room -= size;
      }
      return fitted;
    });

const MIXES: readonly Block[][] = [
  ['evaluation'],
  ['work'],
  ['study'],
  ['adjustment'],
  ['work', 'study'],
  ['evaluation', 'adjustment'],
  ['evaluation', 'work'],
  ['evaluation', 'work', 'study'],
  ['study', 'adjustment'],
];

export function exportArb(opts: ExportOpts = {}): fc.Arbitrary<OfficeExport> {
  const { flavours = ['flat', 'full', 'mixed'], maxPeople = 60, maxInspections = 2, records = true } = opts;
  const { periods = ['2026Q3', '2026Q3', '2026Q1', '2026', '2026', null] } = opts;
  const planArb = fc.record({
    period: fc.constantFrom(...periods),
    flavour: fc.constantFrom(...flavours),
    mix: fc.constantFrom(...MIXES),
    statuses: fc.boolean(),
    recorded: fc.boolean(),
    inspected: fc.nat(3).map((n) => n > 0),
    oneGroupOfAll: fc.nat(5).map((n) => n === 0),
    step: fc.constantFrom(5, 4, 1), // groups that differ in both, in the level alone, (mostly) in the category alone
    firstGroup: fc.nat(15),
    pool: fc.array(profileArb, { minLength: 1, maxLength: 5 }),
  });
  const peopleArb = sizesArb(maxPeople).chain((sizes) =>
    fc.tuple(...sizes.map((size) => fc.array(personArb(maxInspections), { minLength: size, maxLength: size, size: 'max' }))),
  );
  return fc.tuple(planArb, peopleArb).map(([plan, groups]) => {
    const fromParts: readonly Block[] = plan.flavour === 'flat' ? [] : plan.flavour === 'full' ? BLOCKS : plan.mix;
    const people: OfficePerson[] = [];
    groups.forEach((draws, g) => {
      const cell = (plan.firstGroup + (plan.oneGroupOfAll ? 0 : g * plan.step)) % 16;
      for (const draw of draws) {
        const index = people.length;
        const profile = typeof draw.profile === 'number' ? plan.pool[draw.profile % plan.pool.length] : draw.profile;
        if (profile === undefined) throw new Error('empty pool');
        const person: OfficePerson = {
          id: idOf(draw, index),
          name: NAMES[draw.name] ?? '',
          unit: UNITS[draw.unit] ?? '',
          post: POSTS[draw.post] ?? '',
          rank: RANKS[draw.rank] ?? '',
          category: CATEGORIES[cell % 4] ?? '',
          level: LEVELS[Math.floor(cell / 4)] ?? '',
          status: plan.statuses ? (STATUS_DRAWS[draw.status] ?? '') : '',
          given: {},
          items: {},
          entries: [],
          inspections: plan.inspected ? draw.inspections : null,
        };
        const mayLack = reasonNotRanked(person, plan.period) !== '';
        BLOCKS.forEach((block, b) => {
          if (mayLack && draw.lacking[b] === true) return;
          if (block === 'party' || !fromParts.includes(block)) person.given[block] = profile.given[block];
          else if (block === 'evaluation') person.ballots = profile.ballots;
          else if (block === 'work') Object.assign(person.items, profile.work);
          else if (block === 'study') Object.assign(person.items, profile.study);
          else person.entries = profile.entries.map((entry, e) => entryOf(entry, e, plan.period));
        });
        if (records && plan.recorded) addRecords(person, draw.records, plan.period);
        people.push(person);
      }
    });
    return { period: plan.period, people };
  });
}

function entryOf(draw: EntryDraw, index: number, period: string | null): Entry {
  const matter = MATTERS[draw.matter] ?? '';
  const entry: Entry = { matter: (variants[draw.variant] ?? ((m: string) => m))(matter), value: draw.value };
  if (draw.dated) entry.date = dateOf(period, draw.day);
  if (draw.numbered) entry.number = `JF-${index + 1}`;
  return entry;
}

/** parameters other than the default ones, as a policy may set them */
export const paramsArb: fc.Arbitrary<Params> = fc
  .record({
    modes: fc.record({
      'bottom-30': fc.constantFrom('half-up' as const, 'floor' as const, 'ceil' as const),
      'bottom-5': fc.constantFrom('half-up' as const, 'floor' as const, 'ceil' as const),
    }),
    shares: fc.record({
      'bottom-30': fc.constantFrom('0.30', '0.3', '0.25', '0.125'),
      'bottom-5': fc.constantFrom('0.05', '0.1', '0.025'),
    }),
    ties: fc.constantFrom('exclude' as const, 'include' as const),
    tieBreak: fc.oneof(fc.constant<Block[]>([]), fc.subarray([...BLOCKS], { minLength: 1 })),
    atLine: fc.constantFrom('passes' as const, 'barred' as const),
  })
  .map((changed) => ({ ...defaultParams, ...changed }));
