/** What differs between two rankings of people who were found on both sides: places, lists, checks, groups, decisions. */

import type { Decision } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { type BlockKey, blockKeys, type Check, type Group, type ListKey, type Verdict } from '../../types.ts';
import type { Causes } from './causes.ts';
import type {
  BothSides,
  CheckChange,
  DecisionChange,
  GradeState,
  GroupChange,
  ListChange,
  ListState,
  Movement,
  Outcome,
  Pair,
  Passing,
  Why,
} from './comparison.ts';

const on = <T>(map: ReadonlyMap<string, T>, person: { readonly key: string } | null): T | null =>
  person === null ? null : (map.get(person.key) ?? null);

/** Of two periods nothing is recomputed: the own blocks say what there is to say. */
const byBlocks: Why = { causes: [], unseparated: false };

// ── places ──

/** Everybody whose total, rank, group, grade or place among the ranked differs. */
export function movementsOf(
  pairs: readonly Pair[],
  at: BothSides<Outcome>,
  grades: BothSides<GradeState>,
  causes: Causes | null,
): Movement[] {
  const passing = passings(pairs, at);
  return pairs.flatMap((pair): Movement[] => {
    const [before, after] = [on(at.before, pair.a), on(at.after, pair.b)];
    const [gradeBefore, gradeAfter] = [on(grades.before, pair.a), on(grades.after, pair.b)];
    const differs = (of: (o: Outcome | null) => string) => of(before) !== of(after);
    const why = (of: (o: Outcome | null) => string): Why | null => (differs(of) ? (causes?.outcome(pair, of) ?? byBlocks) : null);
    const gradeDiffers = gradeText(gradeBefore) !== gradeText(gradeAfter);
    const placed = differs(rankText);
    if (!(differs(totalText) || placed || differs(groupText) || gradeDiffers)) return [];
    return [
      {
        pair,
        before,
        after,
        blocks: blockKeys.filter((b) => blockText(before, b) !== blockText(after, b)),
        passing: passing(before, after),
        gradeBefore,
        gradeAfter,
        total: why(totalText),
        rank: placed || differs(groupText) ? why((o) => `${groupText(o)} ${rankText(o)}`) : null,
        grade: gradeDiffers ? (causes?.grade(pair, gradeText) ?? byBlocks) : null,
      },
    ];
  });
}

const totalText = (o: Outcome | null): string => o?.total?.toText() ?? '';
const groupText = (o: Outcome | null): string => o?.group ?? '';
const rankText = (o: Outcome | null): string => (o === null ? '' : (o.rank?.toString() ?? JSON.stringify(o.unranked?.reason)));
const gradeText = (g: GradeState | null): string => (g === null ? '' : `${g.grade} ${g.held}`);
const blockText = (o: Outcome | null, block: BlockKey): string => o?.blocks?.[block].value.toText() ?? '';

/** Ranks in one group, of everybody who is ranked in it on either side; null: not ranked in it there. */
interface Ranks {
  readonly was: number | null;
  readonly is: number | null;
}

/** Who passed whom, of those ranked in one group on both sides; asked for one by one, for few may have moved. */
function passings(pairs: readonly Pair[], at: BothSides<Outcome>): (before: Outcome | null, after: Outcome | null) => Passing | null {
  const groups = new Map<string, Ranks[]>();
  for (const pair of pairs) {
    const [before, after] = [on(at.before, pair.a), on(at.after, pair.b)];
    const [was, is] = [before?.rank ?? null, after?.rank ?? null];
    const stays = before?.group === after?.group;
    if (before && was !== null) push(groups, before.group, { was, is: stays ? is : null });
    if (after && is !== null && !(stays && was !== null)) push(groups, after.group, { was: null, is });
  }
  return (before, after) => {
    if (!before || !after || before.group !== after.group || before.rank === null || after.rank === null) return null;
    const [was, is] = [before.rank, after.rank];
    const passing = { overtakenBy: 0, overtook: 0, joinedAbove: 0, leftAbove: 0 };
    for (const o of groups.get(before.group) ?? []) {
      const [above, nowAbove] = [o.was !== null && o.was < was, o.is !== null && o.is < is];
      if (above === nowAbove) continue;
      if (above) passing[o.is === null ? 'leftAbove' : 'overtook']++;
      else passing[o.was === null ? 'joinedAbove' : 'overtakenBy']++;
    }
    return passing;
  };
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const there = map.get(key);
  if (there) there.push(value);
  else map.set(key, [value]);
}

// ── lists ──

/** Lists that gained or lost somebody, by list and rule, people in their order. */
export function listChanges(pairs: readonly Pair[], at: BothSides<Outcome>, causes: Causes | null): ListChange[] {
  const found = pairs.flatMap((pair): ListChange[] => {
    const [before, after] = [on(at.before, pair.a)?.verdicts ?? [], on(at.after, pair.b)?.verdicts ?? []];
    const rules = new Map([...before, ...after].map((v) => [`${v.list} ${v.rule}`, v]));
    return [...rules.values()].flatMap(({ list, rule }): ListChange[] => {
      const state = (verdicts: readonly Verdict[]) => stateOf(verdicts, list, rule);
      if (state(before) === state(after)) return [];
      const verdict = (all: readonly Verdict[]) => all.find((v) => v.list === list && v.rule === rule) ?? null;
      const why = causes?.outcome(pair, (o) => stateOf(o?.verdicts ?? [], list, rule)) ?? byBlocks;
      return [
        { pair, list, rule, before: state(before), after: state(after), verdictBefore: verdict(before), verdictAfter: verdict(after), why },
      ];
    });
  });
  const lists: readonly ListKey[] = ['promotion-bar', 'reminder-talk', 'priority'];
  return lists.flatMap((list) => found.filter((c) => c.list === list));
}

function stateOf(verdicts: readonly Verdict[], list: ListKey, rule: string): ListState {
  const own = verdicts.filter((v) => v.list === list && v.rule === rule);
  return own.length === 0 ? 'off' : own.some((v) => !v.held) ? 'on' : 'held';
}

/** What the lines make of people who pass, stand on one or were not assessed on both sides; what else there is, lists tell. */
export function checkChanges(pairs: readonly Pair[], at: BothSides<Outcome>): CheckChange[] {
  return pairs.flatMap((pair): CheckChange[] => {
    const [before, after] = [on(at.before, pair.a)?.checks ?? [], on(at.after, pair.b)?.checks ?? []];
    return [...new Set([...before, ...after].map((c) => c.rule))].flatMap((rule): CheckChange[] => {
      const of = (all: readonly Check[]) => all.find((c) => c.rule === rule) ?? null;
      const text = (c: Check | null) => (c === null ? '' : `${c.outcome} ${c.figure}`);
      const [was, is] = [of(before), of(after)];
      return was && is && text(was) !== text(is) ? [{ pair, rule, before: was, after: is }] : [];
    });
  });
}

// ── groups ──

/** Groups whose head counts or cuts differ, in their order. */
export function groupChanges(a: readonly Group[], b: readonly Group[]): GroupChange[] {
  const [left, right] = [new Map(a.map((g) => [g.key, g])), new Map(b.map((g) => [g.key, g]))];
  const counts = (g: Group | null) =>
    g && JSON.stringify([Object.values(g.headCounts), g.cuts.map((c) => [c.rule, c.k, c.exact.toText(), c.mode, c.ties])]);
  return [...new Set([...left.keys(), ...right.keys()])].sort().flatMap((key): GroupChange[] => {
    const [before, after] = [left.get(key) ?? null, right.get(key) ?? null];
    return counts(before) === counts(after) ? [] : [{ before, after }];
  });
}

// ── decisions ──

/** Decisions that were made on one side only, or differently there, in the policy’s options or in their reason. */
export function decisionChanges(pairs: readonly Pair[], a: Decided, b: Decided): DecisionChange[] {
  return pairs.flatMap((pair): DecisionChange[] => {
    const of = ({ decisions }: Decided, key: string | undefined) =>
      new Map(decisions.filter((d) => d.person === key).map((d) => [`${d.list} ${d.rule}`, d]));
    const [before, after] = [of(a, pair.a?.key), of(b, pair.b?.key)];
    return [...new Set([...before.keys(), ...after.keys()])].flatMap((key): DecisionChange[] => {
      const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
      const { list, rule } = is ?? was ?? { list: '', rule: '' };
      return same(was, a.policy, is, b.policy) ? [] : [{ pair, list, rule, before: was, after: is }];
    });
  });
}

/** What the Party group decided on one side, and the policy whose options the decisions name. */
export interface Decided {
  readonly decisions: readonly Decision[];
  readonly policy: Policy;
}

function same(a: Decision | null, p: Policy, b: Decision | null, q: Policy): boolean {
  const option = (d: Decision, { decision }: Policy) => decision.options[d.decided]?.['zh-Hans'] ?? '';
  return a !== null && b !== null && option(a, p) === option(b, q) && a.reason === b.reason;
}
