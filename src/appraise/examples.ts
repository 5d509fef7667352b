/** The examples of a policy, worked by the very functions that score and rank people. */
import { Decimal } from '../decimal.ts';
import type { Policy, PolicyExample } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Ballots, BlockKey, Place, Problem } from '../types.ts';
import { competitionRanks, cutCount } from './rank.ts';
import { type BlockValues, evaluationOfBallots, meanOfValues, totalOfValues } from './score.ts';

/** One worked example of a policy: what it says, what the real functions give. */
export interface ExampleResult {
  readonly name: string;
  readonly expected: string;
  /** null: the policy gives no figure, as where a rater class has no valid ballot. */
  readonly actual: string | null;
  readonly ok: boolean;
}

/** Works every example of the policy, in its order. */
export function runExamples(policy: Policy): ExampleResult[] {
  return (policy.examples ?? []).map((example) => ({ name: example.name, ...workOut(example, policy) }));
}

/** Failed examples as problems. `none` stands for a figure that the policy does not give. */
export function exampleProblems(results: readonly ExampleResult[], file: string, none: string): Problem[] {
  return results
    .filter((r) => !r.ok)
    .map((r) => problem('policy/example-fails', { example: r.name, expected: r.expected, actual: r.actual ?? none }, { file }));
}

type Worked = Pick<ExampleResult, 'expected' | 'actual' | 'ok'>;

function workOut(example: PolicyExample, policy: Policy): Worked {
  if ('total' in example) {
    const places = policy.total.places.value;
    return figures(example.total, totalOfValues(valued(example.blocks), policy.total.weights, places).total, places);
  }
  if ('mean' in example) {
    const rules = policy.blocks[example.block];
    const values = rules.items.flatMap((item) => example.items[item.key] ?? []);
    return figures(example.mean, meanOfValues(values, rules).value, rules.places.value);
  }
  if ('evaluation' in example) return figures(example.evaluation, evaluation(example.votes, policy), policy.blocks.evaluation.places.value);
  if ('cut' in example) {
    const cut = policy.cuts.find((c) => c.key === example.cut);
    return texts(String(example.count), cut ? String(cutCount(example.ranked, cut).k) : null);
  }
  return texts(example.ranks.join(', '), ranks(example.totals).join(', '));
}

function figures(expected: Decimal, actual: Decimal | null, places: number): Worked {
  return { expected: expected.toText(places), actual: actual?.toText(places) ?? null, ok: actual?.equals(expected) === true };
}

function texts(expected: string, actual: string | null): Worked {
  return { expected, actual, ok: actual === expected };
}

function valued(blocks: Readonly<Record<BlockKey, Decimal>>): BlockValues {
  const value = (key: BlockKey) => ({ value: blocks[key] });
  return {
    evaluation: value('evaluation'),
    work: value('work'),
    study: value('study'),
    party: value('party'),
    adjustment: value('adjustment'),
  };
}

const nowhere: Place = { file: '', sheet: null, row: 0, col: 0 };

/** null where a rater class, or every one, is without a valid ballot and the policy gives no figure for that. */
function evaluation(votes: Readonly<Record<string, Readonly<Record<string, number>>>>, policy: Policy): Decimal | null {
  const rules = policy.blocks.evaluation;
  const ballots = Object.entries(votes).map(
    ([raterClass, counts]): Ballots => ({
      raterClass,
      counts: new Map(Object.entries(counts).map(([option, n]) => [option, { value: Decimal.whole(n), at: nowhere }])),
    }),
  );
  const voted = rules.classes.filter((c) => Object.values(votes[c.key] ?? {}).some((n) => n > 0)).length;
  const enough = rules.empty.value === 'renormalise' ? voted > 0 : voted === rules.classes.length;
  return enough ? evaluationOfBallots(ballots, rules).value : null;
}

/** Ranks in the order the totals are given; an example knows no blocks, so no tie is broken. */
function ranks(totals: readonly Decimal[]): number[] {
  const ranked = competitionRanks([...totals.entries()], ([, a], [, b]) => b.compare(a));
  return ranked.sort(({ item: [a] }, { item: [b] }) => a - b).map((r) => r.rank);
}
