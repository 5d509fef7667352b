/**
 * 一致程度: Kendall's W of each class over the people whom all its raters validly voted on. Raters who voted on too few of the class's
 * people are left out first, for one empty ballot would leave nobody in common; then whoever lacks a vote of those that remain.
 */
import { concordance } from '../../statistics/kendall.ts';
import type { Agreement, AuditRules } from './nouns.ts';
import { byClass, type Panel, type Rater, validVotes } from './panel.ts';

/** One figure a class that is shown. */
export const agreement = (panel: Panel, rules: AuditRules): Agreement[] =>
  [...byClass(panel.raters)].map(([raterClass, raters]) => ({ raterClass, figures: figuresOf(raters, panel, rules) }));

function figuresOf(raters: readonly Rater[], panel: Panel, rules: AuditRules): Agreement['figures'] {
  const voted = panel.people.map((_, j) => j).filter((j) => raters.some((r) => (r.marks[j] ?? -2) >= 0));
  const least = rules['agreement-share'].value.toDouble() * voted.length;
  const own = raters.filter((r) => validVotes(r) >= least);
  if (own.length < rules['least-raters'].value) return { withheld: 'few-raters' };
  const shared = voted.filter((j) => own.every((r) => (r.marks[j] ?? -2) >= 0));
  const needs = rules['agreement-people'].value;
  if (shared.length < needs) return { withheld: 'few-people', had: shared.length, needs };
  const found = concordance(own.map((r) => shared.map((j) => panel.worth[r.marks[j] ?? 0] ?? 0)));
  return found ? { raters: own.length, people: shared.length, ...found } : { withheld: 'constant' };
}
