/** 一律同评: the share of a rater's most frequent option and its longest run (long string; Meade & Craig 2012), beside chance. */
import { longestRun } from '../../statistics/agreement.ts';
import type { AuditRules, Shown, StraightLines } from './nouns.ts';
import { byClass, countsOf, type Panel, type Rater } from './panel.ts';

/** Raters with enough valid votes, and those of them who gave one option to nearly everyone. */
export function straightLines(panel: Panel, rules: AuditRules): Shown<StraightLines> {
  if (panel.raters.length === 0) return { withheld: panel.empty };
  const needs = rules['straight-votes'].value;
  const least = rules['straight-share'].value.toDouble();
  const found = [...byClass(panel.raters)].flatMap(([raterClass, raters]) => {
    const shares = sharesOf(raters, panel);
    return raters.flatMap((r) => {
      const seen = lineOf(r, panel);
      return seen.votes < needs ? [] : [{ rater: r.number, raterClass, ...seen, chance: chanceOf(r, shares, panel) }];
    });
  });
  if (found.length === 0) return { withheld: 'few-votes', needs };
  return {
    examined: found.length,
    expected: found.reduce((s, f) => s + f.chance, 0),
    raters: found.filter((f) => f.share >= least),
  };
}

/** The option given most often (of equals the better), its share of the valid votes, and the longest run of one option. */
function lineOf(rater: Rater, { options }: Panel): { votes: number; option: string; share: number; run: number } {
  const valid = [...rater.marks].filter((m) => m >= 0);
  const counts = options.map((_, i) => valid.filter((m) => m === i).length);
  const top = counts.indexOf(Math.max(...counts));
  const share = valid.length === 0 ? 0 : (counts[top] ?? 0) / valid.length;
  return { votes: valid.length, option: options[top] ?? '', share, run: longestRun(valid) };
}

/** Person → share of each option among the valid votes of the class. */
function sharesOf(raters: readonly Rater[], { people, options }: Panel): number[][] {
  return people.map((_, j) => {
    const counts = countsOf(raters, j, options.length).slice(0, -1);
    const n = counts.reduce((a, b) => a + b, 0);
    return counts.map((c) => (n === 0 ? 0 : c / n));
  });
}

/** Σ_k Π_j p_jk over the people whom the rater voted on: all alike, were each vote drawn by itself. */
function chanceOf(rater: Rater, shares: readonly (readonly number[])[], { options }: Panel): number {
  return options.reduce((total, _, k) => {
    let product = 1;
    shares.forEach((p, j) => {
      if ((rater.marks[j] ?? -2) >= 0) product *= p[k] ?? 0;
    });
    return total + product;
  }, 0);
}
