/** 评价主体: the class that a text names, and what is said where it names none that the policy knows. */
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import type { Where } from './values.ts';
import type { Vocabulary } from './vocabulary.ts';

/** D, D票 and D类 are one. */
export function isIgnored(raters: string, ignored: ReadonlySet<string>): boolean {
  const bare = (t: string) => foldWord(t).replace(/(?:类评价|类测评|类票|类|票)$/, '');
  return [...ignored].some((w) => bare(w) === bare(raters));
}

/** An error where a cell names no class of the policy, unless the policy says that such votes do not count. */
export function classProblems(value: string, policy: Policy, vocabulary: Vocabulary, where: Where): Problem[] {
  if (value !== '' && vocabulary.raterClassOf(value) !== null) return [];
  if (value !== '' && isIgnored(value, new Set(policy.checks['ignored-classes'].value))) return [];
  const known = policy.blocks.evaluation.classes.map((c) => c.name['zh-Hans']).join('、');
  return [problem('cell/unknown-class', { value, known }, where)];
}
