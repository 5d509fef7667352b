/** What is wrong with a policy though its shape is right: sums, words and keys that name two things, examples that refer to nothing. */

import { Decimal } from '../decimal.ts';
import { foldWord } from '../fold.ts';
import { nearest } from '../nearest.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { decisionProblems, lists } from './decision-meaning.ts';
import { fieldNames } from './fields.ts';
import { type Loading, type Named, shape } from './loading.ts';
import { pathText, positionOf } from './locate.ts';
import type { Policy, PolicyExample, Setting } from './policy.ts';
import type { ColumnRule } from './schema.ts';

export function meaningProblems(loading: Loading, policy: Policy): Problem[] {
  return [
    ...weightProblems(loading, policy),
    ...boundProblems(loading, policy),
    ...trimProblems(loading, policy),
    ...wordProblems(loading, policy),
    ...keyProblems(loading, policy),
    ...decisionProblems(loading, policy),
    ...exampleProblems(loading, policy),
    ...fieldProblems(loading, policy.columns ?? [], policy),
  ];
}

function weightProblems(loading: Loading, policy: Policy): Problem[] {
  const { classes, empty } = policy.blocks.evaluation;
  const sums: [readonly PropertyKey[], readonly Setting<Decimal>[]][] = [
    [['total', 'weights'], Object.values(policy.total.weights)],
    ...(policy.total.groups ?? []).map((g, i): [PropertyKey[], Setting<Decimal>[]] => [
      ['total', 'groups', i, 'weights'],
      Object.values(g.weights),
    ]),
    [['blocks', 'evaluation', 'classes'], classes.map((c) => c.weight)],
  ];
  const wrong = sums.flatMap(([path, weights]) => {
    const sum = Decimal.sum(weights.map((w) => w.value));
    if (sum.equals(Decimal.whole(1))) return [];
    const percent = `${sum.times(Decimal.whole(100)).toText()}%`;
    return [problem('policy/weights-sum', { path: pathText(path), sum: percent, at: positionOf(loading, path) }, { file: loading.file })];
  });
  // Where the other classes stand in for an empty one, each must be able to stand alone.
  const weightless = classes.flatMap((c, i) =>
    empty.value === 'renormalise' && c.weight.value.isZero()
      ? [shape(loading, ['blocks', 'evaluation', 'classes', i, 'weight'], 'not-above-zero')]
      : [],
  );
  return [...wrong, ...weightless];
}

function boundProblems(loading: Loading, policy: Policy): Problem[] {
  const { adjustment } = policy.blocks;
  return [
    ...(policy.scale.lowest.value.below(policy.scale.highest.value) ? [] : [shape(loading, ['scale', 'highest'], 'not-above-lowest')]),
    ...(adjustment.lowest.value.above(adjustment.highest.value)
      ? [shape(loading, ['blocks', 'adjustment', 'highest'], 'not-above-lowest')]
      : []),
    ...(policy.total.tolerance.value.isNegative() ? [shape(loading, ['total', 'tolerance'], 'negative')] : []),
  ];
}

/** A mean needs an item that is left. */
function trimProblems(loading: Loading, { blocks }: Policy): Problem[] {
  return (['work', 'study'] as const).flatMap((block) => {
    const { trim, items } = blocks[block];
    const dropped = trim ? trim.highest.value + trim.lowest.value : 0;
    return dropped < items.length ? [] : [shape(loading, ['blocks', block, 'trim'], 'trims-all')];
  });
}

/** A word that names two things would let a column be taken for the wrong one. */
function wordProblems(loading: Loading, policy: Policy): Problem[] {
  const { blocks, lines } = policy;
  const { options, void: voided, classes } = blocks.evaluation;
  const listed = (path: string, all: readonly { readonly words: readonly string[] }[]): Named[] =>
    all.map((a, i) => [`${path}[${i}].words`, a.words]);
  const columns: Named[] = [
    ...Object.entries(blocks).map(([key, b]): Named => [`blocks.${key}.words`, b.words]),
    ...listed('blocks.work.items', blocks.work.items),
    ...listed('blocks.study.items', blocks.study.items),
    ...listed('lines', lines),
  ];
  const votes: Named[] = [...listed('blocks.evaluation.options', options), ['blocks.evaluation.void.words', voided.words]];
  const reasons: Named[] = [
    ['not-ranked.normal', policy['not-ranked'].normal],
    ...listed('not-ranked.reasons', policy['not-ranked'].reasons),
  ];
  const recorded = lists(policy).map((l) => l.words);
  return [columns, votes, listed('blocks.evaluation.classes', classes), reasons, ...recorded].flatMap((named) => twice(loading, named));
}

/** A key that two things share would let one stand in for the other. */
function keyProblems(loading: Loading, policy: Policy): Problem[] {
  const { evaluation, work, study } = policy.blocks;
  const keyed = (path: string, all: readonly { readonly key: string }[]): Named[] => all.map((a, i) => [`${path}[${i}].key`, [a.key]]);
  return [
    keyed('blocks.evaluation.options', evaluation.options),
    keyed('blocks.evaluation.classes', evaluation.classes),
    [...keyed('blocks.work.items', work.items), ...keyed('blocks.study.items', study.items)],
    keyed('not-ranked.reasons', policy['not-ranked'].reasons),
    [...keyed('cuts', policy.cuts), ...keyed('lines', policy.lines)],
    ...lists(policy).map((l) => l.keys),
  ].flatMap((named) => twice(loading, named));
}

function twice({ file }: Loading, named: readonly Named[]): Problem[] {
  const seen = new Map<string, string>();
  return named.flatMap(([path, words]) =>
    words.flatMap((word) => {
      const folded = foldWord(word);
      const other = seen.get(folded);
      seen.set(folded, path);
      return other !== undefined && other !== path ? [problem('policy/word-twice', { word, path, other }, { file })] : [];
    }),
  );
}

/** Examples name cuts, rater classes and options of this policy. */
function exampleProblems(loading: Loading, policy: Policy): Problem[] {
  const { options, classes } = policy.blocks.evaluation;
  const unknown = (path: readonly PropertyKey[], key: string, known: readonly { readonly key: string }[]): Problem[] => {
    const keys = known.map((k) => k.key);
    if (keys.includes(key)) return [];
    const args = { key, path: pathText(path), meant: nearest(key, keys) ?? '', at: positionOf(loading, [...path, key]) };
    return [problem('policy/unknown-key', args, { file: loading.file })];
  };
  return (policy.examples ?? []).flatMap((example, i): Problem[] => {
    if ('cut' in example) return unknown(['examples', i, 'cut'], example.cut, policy.cuts);
    if ('totals' in example)
      return example.totals.length === example.ranks.length ? [] : [shape(loading, ['examples', i, 'ranks'], 'as-many-as-totals')];
    if ('mean' in example) return itemProblems(loading, policy, example, ['examples', i, 'items'], unknown);
    if (!('votes' in example)) return [];
    return Object.entries(example.votes).flatMap(([key, counts]) => {
      const path = ['examples', i, 'votes'];
      return [...unknown(path, key, classes), ...Object.keys(counts).flatMap((option) => unknown([...path, key], option, options))];
    });
  });
}

type Unknown = (path: readonly PropertyKey[], key: string, known: readonly { readonly key: string }[]) => Problem[];

/** An example of a mean has every item of its block and no other (rules §3.7). */
function itemProblems(
  loading: Loading,
  policy: Policy,
  example: Extract<PolicyExample, { readonly mean: unknown }>,
  path: readonly PropertyKey[],
  unknown: Unknown,
): Problem[] {
  const { items } = policy.blocks[example.block];
  const strange = Object.keys(example.items).flatMap((key) => unknown(path, key, items));
  const lacks = items.some((item) => !(item.key in example.items));
  return strange.length === 0 && lacks ? [shape(loading, path, 'every-item')] : strange;
}

/** Rules that name a field nobody knows; each says the nearest one. */
export function fieldProblems(loading: Loading, rules: readonly ColumnRule[], policy: Policy): Problem[] {
  if (rules.length === 0) return [];
  const names = fieldNames(policy).map((f) => f.name);
  const known = new Set(names);
  return rules.flatMap(({ field }, i) => {
    if (known.has(field)) return [];
    const path = ['columns', i, 'field'];
    const args = {
      field,
      path: pathText(path),
      meant: nearest(field, names) ?? '',
      known: names.join(', '),
      at: positionOf(loading, path),
    };
    return [problem('policy/unknown-field', args, { file: loading.file })];
  });
}
