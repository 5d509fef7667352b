/**
 * 互评: people who voted on each other. Their votes are taken as deviations from what others of the rater's class gave the same person,
 * so that two good people who rate each other well are not called partial (dyadic reciprocity; Kenny & La Voie 1984).
 */
import { pairCorrelation } from '../../statistics/moments.ts';
import type { AuditRules, Reciprocity, Shown } from './nouns.ts';
import { byClass, countsOf, type Panel } from './panel.ts';

/** A vote beside what the others of the same class gave the same person. */
interface Beside {
  readonly deviation: number;
  readonly top: boolean;
  /** Share of the best option among the others' valid votes. */
  readonly othersTop: number;
}

/** Figures over all pairs together: no pair is named. */
export function reciprocity(panel: Panel, rules: AuditRules): Shown<Reciprocity> {
  if (panel.raters.length === 0) return { withheld: panel.empty };
  const votes = votesOfPeople(panel);
  if (votes.size === 0) return { withheld: 'anonymous' };
  const pairs = [...votes].flatMap(([key, one]) => {
    const [a, b] = key.split('\u0000') as [string, string];
    const other = a < b ? votes.get(`${b}\u0000${a}`) : undefined;
    return other ? [[one, other] as const] : [];
  });
  const needs = rules.pairs.value;
  if (pairs.length < needs) return { withheld: 'few-pairs', had: pairs.length, needs };
  return {
    pairs: pairs.length,
    correlation: pairCorrelation(pairs.map(([one, other]) => [one.deviation, other.deviation])),
    mutualTop: pairs.filter(([one, other]) => one.top && other.top).length,
    expectedTop: pairs.reduce((s, [one, other]) => s + one.othersTop * other.othersTop, 0),
  };
}

/** `a\0b` → the valid vote of person a on person b, where others of a's class voted on b too; nobody's vote on themselves. */
function votesOfPeople(panel: Panel): Map<string, Beside> {
  const { people, worth, options } = panel;
  const top = worth.indexOf(Math.max(...worth));
  const found = new Map<string, Beside>();
  for (const raters of byClass(panel.raters).values()) {
    const counts = people.map((_, j) => countsOf(raters, j, options.length));
    for (const r of raters) {
      if (r.person === null) continue;
      people.forEach((person, j) => {
        const mark = r.marks[j] ?? -2;
        const key = `${r.person}\u0000${person}`;
        if (mark < 0 || person === r.person || found.has(key)) return;
        const others = worth.map((_, k) => (counts[j]?.[k] ?? 0) - (k === mark ? 1 : 0));
        const n = others.reduce((a, b) => a + b, 0);
        if (n === 0) return;
        const mean = others.reduce((s, c, k) => s + c * (worth[k] ?? 0), 0) / n;
        found.set(key, { deviation: (worth[mark] ?? 0) - mean, top: mark === top, othersTop: (others[top] ?? 0) / n });
      });
    }
  }
  return found;
}
