/**
 * How somebody stands, and how they would stand with their own data or those of all others exchanged. What somebody brings into a
 * ranking depends on nobody else, and where they stand in it only on what the others of their group bring: an outcome with one
 * person's data exchanged is made by the same functions as the ranking itself.
 */
import type { Policy } from '../../policy/policy.ts';
import type { Code } from '../../problems/register.ts';
import type { Group, Person, Ranking, Scored, UnrankedPerson, Verdict, YearReason } from '../../types.ts';
import type { GradeProposal } from '../../verdicts.ts';
import { gradesOf } from '../grades.ts';
import { grouped, groupKey, judgedAt } from '../groups.ts';
import { cutCount, placeAmong } from '../rank.ts';
import type { GradeState, Outcome } from './comparison.ts';
import type { Ranked } from './data.ts';

/** What somebody brings into a ranking. */
export interface Entrant {
  readonly person: Person;
  readonly group: string;
  /** null: not ranked. */
  readonly scored: Scored | null;
  readonly unranked: UnrankedPerson | null;
  /** Verdicts that rest on records alone. */
  readonly recorded: readonly Verdict[];
  /** In no group: left out without one, or gone by the year's end. */
  readonly unplaced: boolean;
}

/** A ranking with what everybody brings into it, by key. */
export interface World extends Ranked {
  readonly entrants: ReadonlyMap<string, Entrant>;
  readonly outcomes: ReadonlyMap<string, Outcome>;
  /** Scored people by group. */
  readonly members: ReadonlyMap<string, readonly Scored[]>;
}

export function worldOf(ranked: Ranked): World {
  const { ranking, policies } = ranked;
  const found = [...entrantsOf(ranking, policies.main)];
  const members = new Map(ranking.groups.map((g) => [g.key, g.ranked.map((r) => r.scored)]));
  return {
    ...ranked,
    entrants: new Map(found.map(([e]) => [e.person.key, e])),
    outcomes: new Map(found.map(([e, o]) => [e.person.key, o])),
    members,
  };
}

function* entrantsOf(ranking: Ranking, policy: Policy): Generator<[Entrant, Outcome]> {
  const judged = new Set([...policy.cuts, ...policy.lines].map((r) => r.key));
  const recorded = (all: readonly Verdict[]) => all.filter((v) => !judged.has(v.rule));
  for (const g of ranking.groups) {
    for (const r of g.ranked) {
      const { scored, rank, verdicts, checks } = r;
      const { person, total, blocks } = scored;
      const group = g.key;
      yield [
        { person, group, scored, unranked: null, recorded: recorded(verdicts), unplaced: false },
        { person, group, total, blocks, rank, n: g.headCounts.ranked, verdicts, checks, unranked: null },
      ];
    }
    for (const u of g.notRanked) yield unrankedOf(u, g, recorded(u.verdicts));
  }
  for (const u of ranking.unplaced) yield unrankedOf(u, null, recorded(u.verdicts));
}

function unrankedOf(u: UnrankedPerson, g: Group | null, recorded: readonly Verdict[]): [Entrant, Outcome] {
  const { person, verdicts, checks } = u;
  const group = groupKey(person);
  const none = { total: null, blocks: null, rank: null };
  return [
    { person, group, scored: null, unranked: u, recorded, unplaced: g === null },
    { person, group, ...none, n: g?.headCounts.ranked ?? 0, verdicts, checks, unranked: u },
  ];
}

/** What an entrant's own outcome and that of others depend on: where it is equal, nothing can differ because of them. */
export function weight({ group, scored, unranked, recorded }: Entrant): string {
  const brought = scored
    ? [scored.total, ...Object.values(scored.blocks).map((b) => b.value)].map((d) => d.toText())
    : [JSON.stringify(unranked?.reason), unranked?.reasonText ?? ''];
  const { inspections, unassessed } = (scored ?? unranked)?.person ?? { inspections: [] };
  const lines = inspections.map((i) => `${i.quality} ${i.score.value.toText()}`);
  const told = recorded.map((v) => `${v.list} ${v.rule} ${v.held}`);
  return JSON.stringify([group, brought, lines, [...(unassessed ?? [])], told]);
}

/** How an entrant would stand in a world in the place of one of its people, or beside all of them. */
export function outcomeWith(world: World, out: string | null, entrant: Entrant): Outcome {
  const { person, group, scored, unranked, recorded } = entrant;
  const others = (world.members.get(group) ?? []).filter((s) => s.person.key !== out);
  if (!scored)
    return {
      ...{ person, group, total: null, blocks: null, rank: null, n: others.length },
      ...{ verdicts: unranked?.verdicts ?? [], checks: unranked?.checks ?? [], unranked },
    };
  const policy = world.policies.main;
  const n = others.length + 1;
  const cuts = policy.cuts.map((c) => cutCount(n, c));
  const { rank, verdicts, checks } = judgedAt(placeAmong(scored, others, policy), n, cuts, policy, recorded);
  return { person, group, total: scored.total, blocks: scored.blocks, rank, n, verdicts, checks, unranked: null };
}

// ── grades ──

/** Whether the policy grades what is ranked: of years only, for a quarter's are told in each quarter. */
export const isGraded = ({ ranking, policies }: Ranked): boolean =>
  policies.main.grades !== undefined && ranking.period !== null && ranking.period.quarter === null;

/** Grades proposed in a ranking, by key. */
export function gradesIn(
  { ranking, policies: { main } }: Pick<Ranked, 'ranking' | 'policies'>,
  approved: boolean,
): ReadonlyMap<string, GradeState> {
  if (!main.grades) return new Map();
  const { groups } = gradesOf(ranking, main, main.grades, approved);
  const state = ({ grade, held }: GradeProposal): GradeState => ({ grade, held });
  return new Map(groups.flatMap((g) => g.proposals.map((p) => [p.person.key, state(p)] as const)));
}

/** The ranking of a world with one person exchanged for another, or taken out: places of grades are shared by all groups. */
export function rankingWith(world: World, out: string | null, entrant: Entrant | null): Ranking {
  const kept = [...world.entrants.values()].filter((e) => e.person.key !== out && !e.unplaced);
  const all = entrant && !entrant.unplaced ? [...kept, entrant] : kept;
  const parts = {
    scored: all.flatMap((e) => (e.scored ? [e.scored] : [])),
    faulty: new Map(all.flatMap(faultOf)),
    policy: world.policies.main,
    recorded: new Map(all.map((e) => [e.person.key, e.recorded])),
    left: new Map(all.flatMap(leftOf)),
  };
  const { period, asOf } = world.ranking;
  return {
    period,
    asOf,
    ...grouped(
      all.map((e) => (e.scored ? e.scored.person : e.person)),
      [],
      parts,
    ),
  };
}

function faultOf({ person, unranked }: Entrant): [string, readonly Code[]][] {
  return unranked?.reason.kind === 'problems' ? [[person.key, unranked.reason.codes]] : [];
}

function leftOf({ person, unranked }: Entrant): [string, YearReason][] {
  return unranked?.reason.kind === 'year' ? [[person.key, unranked.reason.key]] : [];
}
