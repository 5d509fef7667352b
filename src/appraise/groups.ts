/** Scored people → groups with ranks, cuts, verdicts and head counts (rules §5, §6): the same for a quarter and for the year. */
import type { Policy } from '../policy/policy.ts';
import type { Code } from '../problems/register.ts';
import type { CutResult, Export, Group, Person, RankedPerson, Ranking, Scored, UnrankedPerson, Verdict, YearReason } from '../types.ts';
import { applyExemptions } from './exempt.ts';
import { judgeCuts, judgeLines } from './judge.ts';
import { cutCount, type Placed, placeInOrder } from './rank.ts';
import { judgePriorities, judgeSanctions, type spanOf } from './records.ts';

/** Groups of everybody who has one; strays and those without a group stand apart. */
export function grouped(people: readonly Person[], strays: readonly Person[], parts: Parts): Pick<Ranking, 'groups' | 'unplaced'> {
  // Who is gone by the year's end stands on no group's roster.
  const gone = people.filter((p) => parts.left.get(p.key) === 'not-at-year-end');
  const here = people.filter((p) => !gone.includes(p));
  const groups = groupKeys(here.filter((p) => p.category !== '')).map((members) => makeGroup(members, parts));
  const unplaced = [...here.filter((p) => p.category === ''), ...strays].map((p) => leftOut(p, parts.faulty.get(p.key) ?? [], parts));
  return { groups, unplaced: [...unplaced, ...gone.map((p) => leftByYear(p, 'not-at-year-end', parts))] };
}

/** People by equal category and level, groups in code-point order of both (rules §1, 组别). */
function groupKeys(people: readonly Person[]): Person[][] {
  const groups = new Map<string, Person[]>();
  for (const p of people) {
    const key = groupKey(p);
    const members = groups.get(key);
    if (members) members.push(p);
    else groups.set(key, [p]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, members]) => members);
}

export const groupKey = (p: Person): string => `${p.category}\u0000${p.level}`;

/** What all groups are made from. */
export interface Parts {
  readonly scored: readonly Scored[];
  readonly faulty: ReadonlyMap<string, readonly Code[]>;
  readonly policy: Policy;
  /** Verdicts from records, by key of the person. */
  readonly recorded: ReadonlyMap<string, readonly Verdict[]>;
  /** Why the year's ranking leaves somebody out, by key of the person (rules §8). */
  readonly left: ReadonlyMap<string, YearReason>;
}

/** A person with exemptions applied, and what the records make of them (rules §7.2–7.4): they apply to everybody, ranked or not. */
export function judgeRecords(given: Person, policy: Policy, period: Export['period'], span: ReturnType<typeof spanOf>) {
  const exempted = applyExemptions(given, policy);
  const { person, lifted } = exempted.value;
  const sanctions = judgeSanctions(person, policy, span, lifted);
  const priorities = judgePriorities(person, policy, period);
  return {
    person,
    verdicts: [...sanctions.value, ...priorities.value],
    problems: [...exempted.problems, ...sanctions.problems, ...priorities.problems],
  };
}

function makeGroup(members: readonly Person[], parts: Parts): Group {
  const { scored: allScored, faulty, policy, recorded } = parts;
  const [first] = members;
  if (!first) throw new Error('a group without people');
  const key = groupKey(first);
  const placed = placeInOrder(
    allScored.filter((s) => groupKey(s.person) === key),
    policy,
  );
  const n = placed.length;
  const cuts = policy.cuts.map((c) => cutCount(n, c));
  const ranked = placed.map((p) => judgedAt(p, n, cuts, policy, recorded.get(p.scored.person.key) ?? []));
  const notRanked = members.flatMap((m): UnrankedPerson[] => {
    const codes = faulty.get(m.key);
    if (codes) return [leftOut(m, codes, parts)];
    const left = parts.left.get(m.key);
    if (left && !m.notRanked) return [leftByYear(m, left, parts)];
    return m.notRanked ? [withStatus(m, m.notRanked.value, parts)] : [];
  });
  const exempt = members.filter((m) => m.notRanked && !takesPart(m.notRanked.value, policy)).length;
  const eligibleForExcellent = eligible(ranked, policy);
  const headCounts = { roster: members.length, shouldTakePart: members.length - exempt, ranked: n, eligibleForExcellent };
  return { key, category: first.category, level: first.level, headCounts, cuts, ranked, notRanked };
}

/** A person in their place, with the verdicts of the cuts beside those that no rank changes. */
function withVerdicts(
  placed: Placed,
  n: number,
  cuts: readonly CutResult[],
  others: readonly Verdict[],
  checks: RankedPerson['checks'],
  policy: Policy,
): RankedPerson {
  return { ...placed, verdicts: inListOrder([...judgeCuts(placed, n, cuts, policy), ...others]), checks };
}

/** How many nothing bars from the best grade (rules §5.1). */
function eligible(ranked: readonly RankedPerson[], policy: Policy): number {
  const barredBy = policy.excellent['barred-by'].value;
  return ranked.filter((r) => !r.verdicts.some((v) => !v.held && barredBy.some((b) => b === v.list))).length;
}

/** The group as it would stand if one of its people were scored otherwise and everybody else as before. */
export function regrouped(group: Group, instead: Scored, policy: Policy): Group {
  const before = new Map(group.ranked.map((r) => [r.scored.person.key, r]));
  const scored = group.ranked.map((r) => (r.scored.person.key === instead.person.key ? instead : r.scored));
  const ranked = placeInOrder(scored, policy).map((p): RankedPerson => {
    const { verdicts = [], checks = [] } = before.get(p.scored.person.key) ?? {};
    const others = verdicts.filter((v) => !policy.cuts.some((c) => c.key === v.rule));
    return withVerdicts(p, scored.length, group.cuts, others, checks, policy);
  });
  return { ...group, ranked, headCounts: { ...group.headCounts, eligibleForExcellent: eligible(ranked, policy) } };
}

/** Somebody at a place among n, with everything that cuts, lines and records make of it. */
export function judgedAt(
  placed: Placed,
  n: number,
  cuts: readonly CutResult[],
  policy: Policy,
  recorded: readonly Verdict[],
): RankedPerson {
  const lines = judgeLines(placed.scored.person, policy);
  return withVerdicts(placed, n, cuts, [...lines.verdicts, ...recorded], lines.checks, policy);
}

/** Promotion bars first, then talks; within a list in the policy's order. */
function inListOrder(verdicts: readonly Verdict[]): Verdict[] {
  const order = ['promotion-bar', 'reminder-talk', 'priority'];
  return [...verdicts].sort((a, b) => order.indexOf(a.list) - order.indexOf(b.list));
}

function reasonOf(key: string, policy: Policy) {
  const reason = policy['not-ranked'].reasons.find((r) => r.key === key);
  if (!reason) throw new Error(`no such reason: ${key}`);
  return reason;
}
const takesPart = (key: string, policy: Policy): boolean => reasonOf(key, policy)['takes-part'].value;

function withStatus(person: Person, key: string, parts: Parts): UnrankedPerson {
  const reason = reasonOf(key, parts.policy);
  const from = person.notRanked ? [person.notRanked.at] : [];
  return {
    person,
    reason: { kind: 'status', key },
    reasonText: reason.name['zh-Hans'],
    clause: reason.clause.at,
    from,
    ...judgedAlone(person, parts),
  };
}

/** What is judged of somebody who is not ranked. */
function judgedAlone(person: Person, { policy, recorded }: Parts) {
  const lines = judgeLines(person, policy);
  return { verdicts: inListOrder([...lines.verdicts, ...(recorded.get(person.key) ?? [])]), checks: lines.checks };
}

function leftOut(person: Person, codes: readonly Code[], parts: Parts): UnrankedPerson {
  const known = codes.length > 0 ? codes : (['cell/blank'] as const);
  return {
    person,
    reason: { kind: 'problems', codes: known },
    reasonText: known.join(', '),
    clause: '',
    from: [person.at],
    ...judgedAlone(person, parts),
  };
}

/** Not ranked for the year: too few quarters, or gone by its end. */
function leftByYear(person: Person, key: YearReason, parts: Parts): UnrankedPerson {
  const { year } = parts.policy;
  const clause = key === 'too-few-quarters' ? (year?.['at-least'].clause.at ?? '') : (year?.clause.at ?? '');
  return { person, reason: { kind: 'year', key }, reasonText: key, clause, from: [person.at], ...judgedAlone(person, parts) };
}
