/** Ballots one by one as a table of raters and people; raters of classes too small to be shown do not enter it. */
import { byText } from '../../order.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Export } from '../../types.ts';
import type { AuditRules } from './nouns.ts';

/** One hand. */
export interface Rater {
  readonly number: string;
  readonly raterClass: string;
  /** '' where the export does not say, or says two. */
  readonly unit: string;
  /** Key of the person; null where the ballots do not say who voted, or say two. */
  readonly person: string | null;
  /** By the panel's people: index of the policy's option, `noVote`, or `noBallot`. */
  readonly marks: Int8Array;
}

/** A ballot without a valid vote (弃权, 不了解). */
export const noVote = -1;
/** No ballot on this person. */
export const noBallot = -2;

/** Raters by class and number, people by key. */
export interface Panel {
  readonly raters: readonly Rater[];
  readonly people: readonly string[];
  /** Keys of the policy's options. */
  readonly options: readonly string[];
  /** Their points; whole tens in every policy known, so that sums are exact. */
  readonly worth: readonly number[];
  /** Why it holds nobody, where it does. */
  readonly empty: 'no-ballots' | 'few-raters';
}

/**
 * The panel of an export, and the classes with ballots one by one that are too small to be shown.
 * People with errors of their own are left out: their ballots are in doubt.
 */
export function panelOf(source: Export, policy: Policy, rules: AuditRules): { panel: Panel; hidden: readonly string[] } {
  const votes = (source.votes ?? []).filter((v) => !source.faulty.has(v.person));
  const people = [...new Set(votes.map((v) => v.person))].sort((a, b) => (a < b ? -1 : 1));
  const at = new Map(people.map((p, i) => [p, i]));
  const { options } = policy.blocks.evaluation;
  const optionAt = new Map(options.map((o, i) => [o.key, i]));
  const raters = new Map<string, { -readonly [K in keyof Rater]: Rater[K] }>();
  for (const v of votes) {
    const key = `${v.raterClass}\u0000${v.rater}`;
    let rater = raters.get(key);
    if (!rater) {
      const marks = new Int8Array(people.length).fill(noBallot);
      rater = { number: v.rater, raterClass: v.raterClass, unit: v.raterUnit, person: v.raterPerson, marks };
      raters.set(key, rater);
    }
    if (rater.unit !== v.raterUnit) rater.unit = '';
    if (rater.person !== v.raterPerson) rater.person = null;
    rater.marks[at.get(v.person) ?? 0] = v.option.value === null ? noVote : (optionAt.get(v.option.value) ?? noVote);
  }
  const all = [...raters.values()].sort((a, b) => byText(a.raterClass, b.raterClass) || byText(a.number, b.number));
  const count = (c: string) => all.filter((r) => r.raterClass === c).length;
  const classes = policy.blocks.evaluation.classes.map((c) => c.key).filter((c) => count(c) > 0);
  const hidden = classes.filter((c) => count(c) < rules['least-raters'].value);
  return {
    panel: {
      raters: all.filter((r) => !hidden.includes(r.raterClass)),
      people,
      options: options.map((o) => o.key),
      worth: options.map((o) => o.worth.value.toDouble()),
      empty: all.length === 0 ? 'no-ballots' : 'few-raters',
    },
    hidden,
  };
}

/** The raters of each class, in the order of their numbers. */
export function byClass(raters: readonly Rater[]): Map<string, Rater[]> {
  const classes = new Map<string, Rater[]>();
  for (const r of raters) {
    const there = classes.get(r.raterClass);
    if (there) there.push(r);
    else classes.set(r.raterClass, [r]);
  }
  return classes;
}

/** How many of the raters marked each option for a person; the last entry counts ballots without a valid vote. */
export function countsOf(raters: readonly Rater[], person: number, options: number): number[] {
  const counts = new Array<number>(options + 1).fill(0);
  for (const r of raters) {
    const mark = r.marks[person] ?? noBallot;
    if (mark === noBallot) continue;
    const slot = mark === noVote ? options : mark;
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
  return counts;
}

/** How many valid votes a rater gave. */
export const validVotes = (rater: Rater): number => rater.marks.reduce((n, m) => n + (m >= 0 ? 1 : 0), 0);
