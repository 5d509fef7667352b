/** What is wrong with the parts of a policy beyond the ranking: lists whose items share a word, grades that there are not, bands out of order. */
import { nearest } from '../nearest.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { dossierForms } from './decisions-schema.ts';
import { type Loading, type Named, shape } from './loading.ts';
import { pathText, positionOf } from './locate.ts';
import type { Policy } from './policy.ts';

/** One list of the policy by which the words of an export are read: each word and each key may name one item of it. */
export interface PolicyList {
  readonly words: readonly Named[];
  readonly keys: readonly Named[];
}

interface Item {
  readonly key: string;
  readonly name: { readonly 'zh-Hans': string };
  readonly words: readonly string[];
}

/** The name is a word too; said twice of one item it is no fault. */
function listOf(path: string, items: readonly Item[], more: readonly Named[] = [], at = (i: number) => `${path}[${i}]`): PolicyList {
  return {
    words: [...items.map((item, i): Named => [`${at(i)}.words`, [item.name['zh-Hans'], ...item.words]]), ...more],
    keys: items.map((item, i): Named => [`${at(i)}.key`, [item.key]]),
  };
}

/** Every list by which records are read. */
export function lists(policy: Policy): PolicyList[] {
  const { accountability: a, exemptions: e, priorities = [], grades, fitness, facets, dossier } = policy;
  const outcomes = e ? Object.entries(e.outcomes).map(([key, words]): Named => [`exemptions.outcomes.${key}`, words]) : [];
  const year = grades?.year;
  return [
    ...(a
      ? [
          listOf('accountability.kinds', a.kinds, [
            ['accountability.yes', a.yes],
            ['accountability.no', a.no],
          ]),
        ]
      : []),
    ...(e ? [listOf('exemptions.grounds.list', e.grounds.list), { words: outcomes, keys: [] }, listOf('exemptions.steps', e.steps)] : []),
    listOf('priorities', priorities),
    ...priorities.flatMap((p, i) => (p.mechanism === 'work' ? [listOf(`priorities[${i}].tasks`, p.tasks)] : [])),
    ...(grades ? [listOf('grades.quarter.bands', grades.quarter.bands)] : []),
    ...(year
      ? [
          listOf('grades.year', [year.excellent, ...year.bands], [['grades.year.none', year.none]], (i) =>
            i === 0 ? 'grades.year.excellent' : `grades.year.bands[${i - 1}]`,
          ),
        ]
      : []),
    ...(fitness ? [listOf('fitness.situations', fitness.situations)] : []),
    ...(facets ? [listOf('facets.facets', facets.facets), listOf('facets.ways', facets.ways)] : []),
    ...(dossier
      ? [
          listOf('dossier.blocks', dossier.blocks),
          { words: dossier.blocks.map((b, i): Named => [`dossier.blocks[${i}].headers`, b.headers]), keys: [] },
        ]
      : []),
  ];
}

/** Keys that name no grade or reason, and bands that do not descend. */
export function decisionProblems(loading: Loading, policy: Policy): Problem[] {
  const { priorities = [], advance, grades } = policy;
  const known = grades ? [grades.year.excellent.key, ...grades.year.bands.map((b) => b.key)] : [];
  const named: (readonly [readonly PropertyKey[], string])[] = [
    ...priorities.flatMap((p, i) => (p.mechanism === 'grade-and-recommendation' ? [[['priorities', i, 'grade'], p.grade] as const] : [])),
    ...(advance ? [[['advance', 'excellent'], advance.excellent] as const] : []),
    ...(advance?.counted.value ?? []).map((key) => [['advance', 'counted'], key] as const),
  ];
  const reasons = policy['not-ranked'].reasons.map((r) => r.key);
  const statuses = (advance?.['status-bars'].value ?? []).map((key) => [['advance', 'status-bars'], key] as const);
  return [
    ...named.flatMap(([path, key]) => unknown(loading, path, key, known)),
    ...statuses.flatMap(([path, key]) => unknown(loading, path, key, reasons)),
    ...(grades ? [...ascending(loading, 'quarter', grades.quarter.bands), ...ascending(loading, 'year', grades.year.bands)] : []),
    ...heldOnce(loading, policy),
    ...stabilityProblems(loading, policy),
    ...(policy.dossier
      ? unknown(
          loading,
          ['dossier', 'talks'],
          policy.dossier.talks,
          policy.dossier.blocks.map((b) => b.key),
        )
      : []),
  ];
}

/** Draws, shares and closeness above nothing, and classes that there are. */
function stabilityProblems(loading: Loading, { stability: s, blocks }: Policy): Problem[] {
  if (!s) return [];
  const nothing = (['draws', 'concentration'] as const).filter((key) => s[key].value === 0);
  const none = (['level', 'firm'] as const).filter((key) => s[key].value.isZero());
  const classes = blocks.evaluation.classes.map((c) => c.key);
  return [
    ...[...nothing, ...none].map((key) => shape(loading, ['stability', key], 'not-above-zero')),
    ...(s['near-points'].value.isNegative() ? [shape(loading, ['stability', 'near-points'], 'negative')] : []),
    ...s.census.value.flatMap((key) => unknown(loading, ['stability', 'census'], key, classes)),
  ];
}

/** Everything an archive keeps stands in one block. */
function heldOnce(loading: Loading, { dossier }: Policy): Problem[] {
  if (!dossier) return [];
  const held = dossier.blocks.flatMap((b) => b.holds);
  const homeless = dossierForms.some((f) => !held.includes(f));
  const twice = dossier.blocks.flatMap((b, i) =>
    b.holds.some((f) => held.filter((h) => h === f).length > 1) ? [shape(loading, ['dossier', 'blocks', i, 'holds'], 'held-twice')] : [],
  );
  return [...(homeless ? [shape(loading, ['dossier', 'blocks'], 'not-held')] : []), ...twice];
}

function unknown(loading: Loading, path: readonly PropertyKey[], key: string, known: readonly string[]): Problem[] {
  if (known.includes(key)) return [];
  const args = { key, path: pathText(path), meant: nearest(key, known) ?? '', at: positionOf(loading, path) };
  return [problem('policy/unknown-key', args, { file: loading.file })];
}

type Bands = NonNullable<Policy['grades']>['quarter']['bands'];

/** Best first: a band that begins no lower than the one before it could be nobody's. */
function ascending(loading: Loading, part: 'quarter' | 'year', bands: Bands): Problem[] {
  return bands.flatMap(({ from }, i) => {
    const before = bands[i - 1]?.from.value;
    return before === undefined || from.value.below(before)
      ? []
      : [shape(loading, ['grades', part, 'bands', i, 'from'], 'not-below-former')];
  });
}
