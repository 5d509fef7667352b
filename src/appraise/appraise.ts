/** Export → Ranking: scores, groups, ranks, cuts, verdicts. The one entry to the core; pure. */
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type { Export, Group, Out, Person, Problem, RankedPerson, Ranking, Scored, UnrankedPerson, Verdict } from '../types.ts';
import { applyExemptions } from './exempt.ts';
import { judgeCuts, judgeLines } from './judge.ts';
import { cutCount, placeInOrder } from './rank.ts';
import { judgePriorities, judgeSanctions, spanOf } from './records.ts';
import { score } from './score.ts';

/**
 * Ranks an export by a policy (rules §3–§6, §7.1).
 * @param given people with errors of their own are left out and listed, as `--allow-incomplete` wants it; without errors there are none
 * @returns the ranking, and what scoring found: errors of a person (`table/parts-disagree`) and warnings
 */
export function appraise(given: Export, policy: Policy): Out<Ranking> {
  const problems: Problem[] = [];
  const faulty = new Map<string, readonly Code[]>(given.faulty);
  const scored: Scored[] = [];
  const span = spanOf(given.period, given.asOf);
  const judged = given.people.map((person) => judgeRecords(person, policy, given.period, span));
  problems.push(...judged.flatMap((j) => j.problems));
  for (const { person, problems: found } of judged) {
    const codes = found.filter((p) => p.severity === 'error').map((p) => p.code);
    if (codes.length > 0) faulty.set(person.key, [...new Set([...(faulty.get(person.key) ?? []), ...codes])]);
  }
  const recorded = new Map(judged.map((j) => [j.person.key, j.verdicts]));
  for (const { person } of judged) {
    if (person.notRanked || faulty.has(person.key)) continue;
    const s = score(person, policy);
    problems.push(...s.problems);
    const errors = s.problems.filter((p) => p.severity === 'error').map((p) => p.code);
    if (errors.length > 0) faulty.set(person.key, [...new Set(errors)]);
    else scored.push(s.value);
  }
  const people = judged.map((j) => j.person);
  const parts = { scored, faulty, policy, recorded };
  const groups = groupKeys(people.filter((p) => p.category !== '')).map((members) => makeGroup(members, parts));
  const unplaced = [...people.filter((p) => p.category === ''), ...given.strays].map((p) => leftOut(p, faulty.get(p.key) ?? [], parts));
  const ranking = { period: given.period, asOf: given.asOf, groups, unplaced };
  return { value: ranking, problems: [...problems, ...crossChecks(ranking, policy.total.places.value)] };
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

const groupKey = (p: Person): string => `${p.category}\u0000${p.level}`;

/** What all groups are made from. */
interface Parts {
  readonly scored: readonly Scored[];
  readonly faulty: ReadonlyMap<string, readonly Code[]>;
  readonly policy: Policy;
  /** Verdicts from records, by key of the person. */
  readonly recorded: ReadonlyMap<string, readonly Verdict[]>;
}

/** A person with exemptions applied, and what the records make of them (rules §7.2–7.4): they apply to everybody, ranked or not. */
function judgeRecords(given: Person, policy: Policy, period: Export['period'], span: ReturnType<typeof spanOf>) {
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
  const ranked = placed.map((p): RankedPerson => {
    const lines = judgeLines(p.scored.person, policy);
    return {
      ...p,
      verdicts: inListOrder([...judgeCuts(p, n, cuts, policy), ...lines.verdicts, ...(recorded.get(p.scored.person.key) ?? [])]),
      checks: lines.checks,
    };
  });
  const notRanked = members.flatMap((m): UnrankedPerson[] => {
    const codes = faulty.get(m.key);
    if (codes) return [leftOut(m, codes, parts)];
    return m.notRanked ? [withStatus(m, m.notRanked.value, parts)] : [];
  });
  const exempt = members.filter((m) => m.notRanked && !takesPart(m.notRanked.value, policy)).length;
  const barredBy = policy.excellent['barred-by'].value;
  const barred = ranked.filter((r) => r.verdicts.some((v) => !v.held && barredBy.some((b) => b === v.list))).length;
  const headCounts = { roster: members.length, shouldTakePart: members.length - exempt, ranked: n, eligibleForExcellent: n - barred };
  return { key, category: first.category, level: first.level, headCounts, cuts, ranked, notRanked };
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

/** The office's own totals and ranks beside the computed ones: told where they differ, never used. */
function crossChecks(ranking: Ranking, printed: number): Problem[] {
  return ranking.groups.flatMap((g) =>
    g.ranked.flatMap(({ scored: { person, total }, rank }): Problem[] => {
      const who = { key: person.key, id: person.id, name: person.name };
      const { givenTotal: t, givenRank: r } = person;
      const places = t?.value.places() ?? printed;
      const totalDiffers = t !== undefined && !t.value.equals(total.round(Math.min(places, printed)));
      return [
        ...(totalDiffers
          ? [problem('table/total-disagrees', { given: t.value.toText(), computed: total.toText(printed) }, { place: t.at, person: who })]
          : []),
        ...(r !== undefined && r.value.toText() !== String(rank)
          ? [problem('table/rank-disagrees', { given: r.value.toText(), computed: String(rank) }, { place: r.at, person: who })]
          : []),
      ];
    }),
  );
}
