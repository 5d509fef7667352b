/** 相同选票: pairs of raters of one class whose ballots say the same of everyone they share, beside chance (P_i of Fleiss 1971). */
import { pairAgreement } from '../../statistics/agreement.ts';
import type { AuditRules, IdenticalBallots, Shown } from './nouns.ts';
import { byClass, countsOf, noBallot, type Panel, type Rater } from './panel.ts';

interface Pair {
  readonly a: number;
  readonly b: number;
  readonly people: number;
  readonly chance: number;
}

/** Ballots without a valid vote count as one more option: who abstains on the same people marks alike. */
export function identicalBallots(panel: Panel, rules: AuditRules): Shown<IdenticalBallots> {
  if (panel.raters.length === 0) return { withheld: panel.empty };
  const needs = rules['identical-people'].value;
  let [compared, expected] = [0, 0];
  const sets: IdenticalBallots['sets'][number][] = [];
  let identical = 0;
  for (const [raterClass, raters] of byClass(panel.raters)) {
    const found = comparePairs(raters, panel, needs);
    compared += found.compared;
    expected += found.expected;
    identical += found.pairs.length;
    sets.push(...together(raterClass, raters, found.pairs, panel));
  }
  if (compared === 0) return { withheld: 'few-people', needs };
  return { compared, identical, expected, sets };
}

function comparePairs(raters: readonly Rater[], panel: Panel, needs: number): { compared: number; expected: number; pairs: Pair[] } {
  const agreement = panel.people.map((_, j) => pairAgreement(countsOf(raters, j, panel.options.length)) ?? 1);
  const chances = new Map<string, { people: number; chance: number }>();
  // Raters of the same people share them with all others alike: once for each two sets.
  const setOf = raters.map((r) => r.marks.reduce((s, m) => s + (m === noBallot ? '0' : '1'), ''));
  const ids = new Map([...new Set(setOf)].map((s, i) => [s, i]));
  let [compared, expected] = [0, 0];
  const pairs: Pair[] = [];
  raters.forEach((one, a) => {
    for (let b = a + 1; b < raters.length; b++) {
      const other = raters[b];
      if (!other) continue;
      const key = `${ids.get(setOf[a] ?? '')} ${ids.get(setOf[b] ?? '')}`;
      const by = chances.get(key) ?? sharedChance(one, other, agreement);
      chances.set(key, by);
      if (by.people < needs) continue;
      compared++;
      expected += by.chance;
      if (sameMarks(one.marks, other.marks)) pairs.push({ a, b, ...by });
    }
  });
  return { compared, expected, pairs };
}

/** Π P_j over the people whom both voted on. */
function sharedChance(one: Rater, other: Rater, agreement: readonly number[]): { people: number; chance: number } {
  let [people, chance] = [0, 1];
  agreement.forEach((p, j) => {
    if (one.marks[j] === noBallot || other.marks[j] === noBallot) return;
    people++;
    chance *= p;
  });
  return { people, chance };
}

function sameMarks(a: Int8Array, b: Int8Array): boolean {
  for (let j = 0; j < a.length; j++) if (a[j] !== b[j] && a[j] !== noBallot && b[j] !== noBallot) return false;
  return true;
}

/** Raters that are joined by identical pairs, each set once. */
function together(
  raterClass: string,
  raters: readonly Rater[],
  pairs: readonly Pair[],
  { options }: Panel,
): IdenticalBallots['sets'][number][] {
  const root = raters.map((_, i) => i);
  const find = (i: number): number => {
    let at = i;
    while (root[at] !== undefined && root[at] !== at) at = root[at] as number;
    return at;
  };
  for (const { a, b } of pairs) root[Math.max(find(a), find(b))] = Math.min(find(a), find(b));
  const roots = [...new Set(pairs.map((p) => find(p.a)))].sort((a, b) => a - b);
  return roots.map((at) => {
    const own = pairs.filter((p) => find(p.a) === at);
    const members = raters.filter((_, i) => find(i) === at);
    const marks = new Set(members.flatMap((r) => [...r.marks].filter((m) => m !== noBallot)));
    const [only] = marks;
    return {
      raterClass,
      raters: members.map((r) => r.number),
      pairs: own.length,
      people: Math.min(...own.map((p) => p.people)),
      option: marks.size === 1 && only !== undefined && only >= 0 ? (options[only] ?? null) : null,
      chance: Math.max(...own.map((p) => p.chance)),
    };
  });
}
