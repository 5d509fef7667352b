// rules.md §2–§6, §7.1 and §9, worked out as plainly as can be. Valid exports only: anything else throws.
import type { Block, Inspection, Item, OfficeExport, OfficePerson, Option, RaterClass, StudyItem, WorkItem } from './model.ts';
import { BALLOT_WORDS, BLOCKS, CLASSES, OPTIONS, STATUSES, STUDY_ITEMS, WORK_ITEMS } from './model.ts';
import { leftOf, type RecordVerdict, recordVerdicts } from './records.ts';

// ---------------------------------------------------------------- fractions [n, d], d > 0

export type Frac = readonly [bigint, bigint];

export const add = (a: Frac, b: Frac): Frac => [a[0] * b[1] + b[0] * a[1], a[1] * b[1]];
export const sub = (a: Frac, b: Frac): Frac => [a[0] * b[1] - b[0] * a[1], a[1] * b[1]];
export const mul = (a: Frac, b: Frac): Frac => [a[0] * b[0], a[1] * b[1]];
export const div = (a: Frac, b: Frac): Frac => {
  if (b[0] === 0n) throw new Error('division by zero');
  return b[0] > 0n ? [a[0] * b[1], a[1] * b[0]] : [-a[0] * b[1], -a[1] * b[0]];
};
/** negative, 0 or positive as a is below, equal to or above b */
export const compare = (a: Frac, b: Frac): number => {
  const difference = a[0] * b[1] - b[0] * a[1];
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
};
const ZERO: Frac = [0n, 1n];
const whole = (n: number): Frac => [BigInt(n), 1n];
const sum = (list: Frac[]): Frac => list.reduce(add, ZERO);

export function parse(text: string): Frac {
  const m = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (m === null) throw new Error(`not a decimal: ${JSON.stringify(text)}`);
  const places = m[3] ?? '';
  const digits = BigInt(`${m[2]}${places}`);
  return [m[1] === '-' ? -digits : digits, 10n ** BigInt(places.length)];
}

/** half-up, away from zero */
export function round(value: Frac, places: number): Frac {
  const unit = 10n ** BigInt(places);
  const size = value[0] < 0n ? -value[0] : value[0];
  const steps = (2n * size * unit + value[1]) / (2n * value[1]);
  return [value[0] < 0n ? -steps : steps, unit];
}

/** the exact decimal with no needless zeros, but at least so many places */
export function print(value: Frac, atLeast = 0): string {
  let places = 0;
  while ((value[0] * 10n ** BigInt(places)) % value[1] !== 0n) {
    places += 1;
    if (places > 400) throw new Error('not a finite decimal');
  }
  places = Math.max(places, atLeast);
  const steps = (value[0] * 10n ** BigInt(places)) / value[1];
  const digits = (steps < 0n ? -steps : steps).toString().padStart(places + 1, '0');
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return steps < 0n ? `-${text}` : text;
}

// ---------------------------------------------------------------- parameters

export type Mode = 'half-up' | 'floor' | 'ceil';
export type Cut = 'bottom-30' | 'bottom-5';

export interface Params {
  optionValues: Record<Option, string>;
  classWeights: Record<RaterClass, string>;
  weights: Record<Exclude<Block, 'adjustment'>, string>;
  cap: { low: string; high: string };
  workItems: readonly WorkItem[];
  studyItems: readonly StudyItem[];
  shares: Record<Cut, string>;
  modes: Record<Cut, Mode>;
  ties: 'exclude' | 'include';
  tieBreak: readonly Block[];
  line: string;
  atLine: 'passes' | 'barred';
}

export const defaultParams: Params = {
  optionValues: { 优秀: '100', 称职: '80', 基本称职: '60', 不称职: '40' },
  classWeights: { A: '0.4', B: '0.3', C: '0.3' },
  weights: { evaluation: '0.30', work: '0.40', study: '0.15', party: '0.15' },
  cap: { low: '-10', high: '10' },
  workItems: WORK_ITEMS,
  studyItems: STUDY_ITEMS,
  shares: { 'bottom-30': '0.30', 'bottom-5': '0.05' },
  modes: { 'bottom-30': 'half-up', 'bottom-5': 'half-up' },
  ties: 'exclude',
  tieBreak: [],
  line: '90',
  atLine: 'passes',
};

// ---------------------------------------------------------------- results (results.md, without `from` and `clause`)

export type Rule = Cut | 'political-below-90' | 'responsibility-below-90' | RecordVerdict['rule'];

export interface Verdict {
  rule: Rule;
  list: 'promotion-bar' | 'reminder-talk' | 'priority';
  held: boolean;
  figure: string;
  line: string;
}
export interface Check {
  rule: 'political-below-90' | 'responsibility-below-90';
  outcome: 'passed' | 'on-line' | 'not-assessed';
  figure: string | null;
}
export interface GroupResult {
  category: string;
  level: string;
  n: number;
  headCounts: { roster: number; shouldTakePart: number; ranked: number; eligibleForExcellent: number };
  cuts: { rule: Cut; share: string; exact: string; k: number; mode: Mode }[];
}
export interface RankedPerson {
  id: string;
  name: string;
  unit: string;
  category: string;
  level: string;
  blocks: Record<Block, string>;
  total: string;
  rank: number;
  of: number;
  verdicts: Verdict[];
  checks: Check[];
}
export interface NotRanked {
  id: string;
  name: string;
  category: string;
  level: string;
  reason: string;
  verdicts: Verdict[];
  checks: Check[];
}
export interface Results {
  groups: GroupResult[];
  people: RankedPerson[];
  notRanked: NotRanked[];
}

// ---------------------------------------------------------------- §3 the blocks

export interface Figure {
  value: Frac;
  text: string;
}

function scoreWithin100(text: string, what: string): Frac {
  const value = parse(text);
  if (compare(value, ZERO) < 0 || compare(value, whole(100)) > 0) throw new Error(`${what}: ${text} is outside 0–100`);
  return value;
}

/** 3.1, or undefined where the person has no ballots */
function evaluationFromBallots(person: OfficePerson, params: Params): Frac | undefined {
  if (person.ballots === undefined) return undefined;
  let block = ZERO;
  for (const raters of CLASSES) {
    const counts = person.ballots[raters];
    for (const word of BALLOT_WORDS) {
      if (!Number.isSafeInteger(counts[word]) || counts[word] < 0) throw new Error(`${person.id}: ${raters} ${word} is not a count`);
    }
    const votes = sum(OPTIONS.map((option) => whole(counts[option])));
    if (compare(votes, ZERO) === 0) throw new Error(`${person.id}: class ${raters} without a valid ballot`);
    const points = sum(OPTIONS.map((option) => mul(parse(params.optionValues[option]), whole(counts[option]))));
    block = add(block, mul(parse(params.classWeights[raters]), div(points, votes)));
  }
  return round(block, 2);
}

/** 3.2 and 3.3, or undefined where the person has none of the items */
function meanOfItems(person: OfficePerson, items: readonly Item[], mustBeWhole: boolean): Frac | undefined {
  const found: Frac[] = [];
  for (const item of items) {
    const text = person.items[item];
    if (text !== undefined) found.push(scoreWithin100(text, `${person.id} ${item}`));
  }
  if (found.length === 0) return undefined;
  if (found.length < items.length) {
    if (mustBeWhole) throw new Error(`${person.id}: an item is missing`);
    return undefined;
  }
  return round(div(sum(found), whole(items.length)), 2);
}

/** which entries are about the same matter */
export const foldMatter = (matter: string): string => matter.normalize('NFKC').replace(/\s/gu, '');

function held(value: Frac, params: Params): Frac {
  const low = parse(params.cap.low);
  const high = parse(params.cap.high);
  return compare(value, low) < 0 ? low : compare(value, high) > 0 ? high : value;
}

/** 3.5: the exemptions first */
function adjustmentFromEntries({ entries, ...person }: OfficePerson, params: Params): Frac {
  const best = new Map<string, Frac>();
  let total = ZERO;
  for (const entry of entries) {
    const given = parse(entry.value);
    const left = compare(given, ZERO) < 0 ? leftOf({ entries, ...person }, entry.number) : '100';
    const value = mul(given, div(parse(left), whole(100)));
    if (compare(value, ZERO) <= 0) {
      total = add(total, value);
      continue;
    }
    const matter = foldMatter(entry.matter);
    const before = best.get(matter);
    if (before === undefined || compare(value, before) > 0) best.set(matter, value);
  }
  for (const value of best.values()) total = add(total, value);
  return held(total, params);
}

/** 3.6: the computed one where there is one; undefined where there is neither */
function choose(person: OfficePerson, block: Block, computed: Frac | undefined, params: Params): Figure | undefined {
  const text = person.given[block];
  let given: Frac | undefined;
  if (text !== undefined) given = block === 'adjustment' ? held(parse(text), params) : scoreWithin100(text, `${person.id} ${block}`);
  if (computed === undefined) return given === undefined ? undefined : { value: given, text: print(given) };
  if (given !== undefined) {
    const difference = sub(computed, given);
    const size: Frac = difference[0] < 0n ? [-difference[0], difference[1]] : difference;
    if (compare(size, parse('0.01')) > 0) throw new Error(`${person.id}: ready-made ${block} differs from its parts`);
  }
  return { value: computed, text: print(computed, block === 'adjustment' ? 0 : 2) };
}

function blocksOf(person: OfficePerson, params: Params, mustBeWhole: boolean): Record<Block, Figure> | undefined {
  const evaluation = choose(person, 'evaluation', evaluationFromBallots(person, params), params);
  const work = choose(person, 'work', meanOfItems(person, params.workItems, mustBeWhole), params);
  const study = choose(person, 'study', meanOfItems(person, params.studyItems, mustBeWhole), params);
  const party = choose(person, 'party', undefined, params);
  const computed = person.entries.length > 0 ? adjustmentFromEntries(person, params) : undefined;
  const adjustment = choose(person, 'adjustment', computed, params) ?? { value: ZERO, text: '0' };
  if (evaluation === undefined || work === undefined || study === undefined || party === undefined) {
    if (mustBeWhole) throw new Error(`${person.id}: a block is missing`);
    return undefined;
  }
  return { evaluation, work, study, party, adjustment };
}

// ---------------------------------------------------------------- §4 the total

function totalOf(blocks: Record<Block, Figure>, params: Params): Frac {
  let total = blocks.adjustment.value;
  for (const block of ['evaluation', 'work', 'study', 'party'] as const) {
    total = add(total, mul(parse(params.weights[block]), blocks[block].value));
  }
  return round(total, 2);
}

// ---------------------------------------------------------------- §5 who is ranked

export const isYear = (period: string | null): boolean => period !== null && /^\d{4}$/.test(period);

/** the reason for which somebody is not ranked, '' if they are */
export function reasonNotRanked(person: OfficePerson, period: string | null): string {
  if (person.status === '病事假累计超过半年' && !isYear(period)) return '';
  return person.status;
}

// ---------------------------------------------------------------- §6 rank and cuts

export interface Standing {
  person: OfficePerson;
  blocks: Record<Block, Figure>;
  total: Frac;
}

/** above 0: a stands higher than b; 0: they are equal */
export function standsHigher(a: Standing, b: Standing, params: Params): number {
  const byTotal = compare(a.total, b.total);
  if (byTotal !== 0) return byTotal;
  for (const block of params.tieBreak) {
    const byBlock = compare(a.blocks[block].value, b.blocks[block].value);
    if (byBlock !== 0) return byBlock;
  }
  return 0;
}

export function headCount(n: number, share: string, mode: Mode): number {
  const exact = mul(whole(n), parse(share));
  if (mode === 'half-up') return Number(round(exact, 0)[0]);
  const down = exact[0] / exact[1];
  return Number(mode === 'floor' || down * exact[1] === exact[0] ? down : down + 1n);
}

export function cutVerdict(one: Standing, all: Standing[], rank: number, cut: Cut, params: Params): Verdict[] {
  const n = all.length;
  const k = headCount(n, params.shares[cut], params.modes[cut]);
  const equalOrBelow = all.filter((other) => standsHigher(other, one, params) <= 0).length;
  const strictlyBelow = all.filter((other) => standsHigher(other, one, params) < 0).length;
  const reached = strictlyBelow < k;
  const within = params.ties === 'include' ? reached : equalOrBelow <= k;
  if (!within && !reached) return [];
  const list = cut === 'bottom-30' ? 'promotion-bar' : 'reminder-talk';
  return [{ rule: cut, list, held: !within, figure: String(rank), line: String(n - k + 1) }];
}

// ---------------------------------------------------------------- §7.1 the 90-point bar

/** Where each inspection has a sheet of its own, who is absent from one that colleagues of the unit stand in was not assessed there. */
function absentFromOne(person: OfficePerson, office: OfficeExport, apart: boolean): boolean {
  const held = Math.max(0, ...office.people.filter((p) => p.unit === person.unit).map((p) => p.inspections?.length ?? 0));
  return apart && (person.inspections?.length ?? 0) < held;
}

export function ninetyPointBar(
  inspections: Inspection[] | null,
  absent: boolean,
  params: Params,
): { verdicts: Verdict[]; checks: Check[] } {
  const verdicts: Verdict[] = [];
  const checks: Check[] = [];
  const line = parse(params.line);
  for (const [rule, quality] of [
    ['political-below-90', '政治素质'],
    ['responsibility-below-90', '担当作为'],
  ] as const) {
    if (inspections === null || inspections.length === 0) {
      checks.push({ rule, outcome: 'not-assessed', figure: null });
      continue;
    }
    const scores = inspections.map((inspection) => scoreWithin100(inspection[quality], quality));
    const lowest = scores.reduce((a, b) => (compare(b, a) < 0 ? b : a));
    const against = compare(lowest, line);
    if (against < 0 || (against === 0 && params.atLine === 'barred')) {
      verdicts.push({ rule, list: 'promotion-bar', held: false, figure: print(lowest), line: print(line) });
    } else if (absent) {
      checks.push({ rule, outcome: 'not-assessed', figure: null });
    } else {
      checks.push({ rule, outcome: against === 0 ? 'on-line' : 'passed', figure: print(lowest) });
    }
  }
  return { verdicts, checks };
}

// ---------------------------------------------------------------- the whole

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function refuseIfInvalid(office: OfficeExport, params: Params): void {
  if (compare(sum(Object.values(params.weights).map(parse)), whole(1)) !== 0) throw new Error('weights do not sum to 1');
  if (compare(sum(Object.values(params.classWeights).map(parse)), whole(1)) !== 0) throw new Error('class weights do not sum to 1');
  const ids = new Set<string>();
  for (const person of office.people) {
    if (person.id === '' || ids.has(person.id)) throw new Error(`id ${JSON.stringify(person.id)} is empty or not unique`);
    ids.add(person.id);
    if (person.category === '' || person.level === '') throw new Error(`${person.id}: no group`);
    if (!STATUSES.includes(person.status)) throw new Error(`${person.id}: unknown status`);
    for (const [item, text] of Object.entries(person.items)) scoreWithin100(text, `${person.id} ${item}`);
    for (const block of BLOCKS) {
      const text = person.given[block];
      if (text !== undefined && block !== 'adjustment') scoreWithin100(text, `${person.id} ${block}`);
    }
  }
}

/** @param apart each inspection has a sheet of its own, so that an absence from one can be seen (§7.1) */
export function rankPlainly(office: OfficeExport, params: Params = defaultParams, apart = false): Results {
  refuseIfInvalid(office, params);
  const barOf = (person: OfficePerson) => {
    const lines = ninetyPointBar(person.inspections, absentFromOne(person, office, apart), params);
    return { ...lines, verdicts: [...lines.verdicts, ...recordVerdicts(person, office.period)] };
  };
  const results: Results = { groups: [], people: [], notRanked: [] };

  const keys = new Map<string, { category: string; level: string }>();
  for (const { category, level } of office.people) keys.set(JSON.stringify([category, level]), { category, level });
  const groups = [...keys.values()].sort((a, b) => byText(a.category, b.category) || byText(a.level, b.level));

  for (const { category, level } of groups) {
    const members = office.people.filter((person) => person.category === category && person.level === level);
    const standings: Standing[] = [];
    const left: NotRanked[] = [];
    for (const person of members) {
      const reason = reasonNotRanked(person, office.period);
      const blocks = blocksOf(person, params, reason === '');
      if (reason !== '') {
        left.push({ id: person.id, name: person.name, category, level, reason, ...barOf(person) });
      } else if (blocks !== undefined) {
        standings.push({ person, blocks, total: totalOf(blocks, params) });
      }
    }

    const n = standings.length;
    const ranked: RankedPerson[] = standings.map((one) => {
      const rank = 1 + standings.filter((other) => standsHigher(other, one, params) > 0).length;
      const bar = barOf(one.person);
      const { id, name, unit } = one.person;
      const texts = (block: Block): string => one.blocks[block].text;
      return {
        id,
        name,
        unit,
        category,
        level,
        blocks: {
          evaluation: texts('evaluation'),
          work: texts('work'),
          study: texts('study'),
          party: texts('party'),
          adjustment: texts('adjustment'),
        },
        total: print(one.total, 2),
        rank,
        of: n,
        verdicts: [
          ...cutVerdict(one, standings, rank, 'bottom-30', params),
          ...bar.verdicts,
          ...cutVerdict(one, standings, rank, 'bottom-5', params),
        ],
        checks: bar.checks,
      };
    });
    ranked.sort((a, b) => a.rank - b.rank || byText(a.id, b.id));
    left.sort((a, b) => byText(a.id, b.id));

    const barred = (person: RankedPerson): boolean => person.verdicts.some((v) => v.list === 'promotion-bar' && !v.held);
    results.groups.push({
      category,
      level,
      n,
      headCounts: {
        roster: members.length,
        shouldTakePart: members.filter((person) => person.status !== '试用期').length,
        ranked: n,
        eligibleForExcellent: ranked.filter((person) => !barred(person)).length,
      },
      cuts: (['bottom-30', 'bottom-5'] as const).map((rule) => ({
        rule,
        share: print(parse(params.shares[rule]), 2),
        exact: print(mul(whole(n), parse(params.shares[rule])), 2),
        k: headCount(n, params.shares[rule], params.modes[rule]),
        mode: params.modes[rule],
      })),
    });
    results.people.push(...ranked);
    results.notRanked.push(...left);
  }
  return results;
}
