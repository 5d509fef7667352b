/** Every figure and choice of a policy in a row, for the rules sheet and `policy show`. */
import { Decimal } from '../decimal.ts';
import { type AuditKey, auditKeys } from './audit-schema.ts';
import { type DecisionRule, decisionParameters } from './decision-parameters.ts';
import type { MeanRules, Policy, Setting, Weights } from './policy.ts';
import { weightedBlocks } from './policy.ts';
import type { Clause, Names } from './primitives.ts';

/** What a parameter is, so that src/text can name it in each language. */
export type ParameterLabel =
  | { readonly kind: 'weight'; readonly of: Names; readonly group?: string }
  | { readonly kind: 'option'; readonly of: Names }
  | { readonly kind: 'class'; readonly of: Names }
  | { readonly kind: 'share' | 'round' | 'ties'; readonly of: Names }
  | { readonly kind: 'line' | 'at-line'; readonly of: Names }
  | { readonly kind: 'places' | 'same-matter'; readonly of: Names | null }
  | { readonly kind: 'items' | 'trim-highest' | 'trim-lowest' | 'party'; readonly of: Names }
  | { readonly kind: 'not-ranked' | 'takes-part'; readonly of: Names }
  | { readonly kind: 'audit'; readonly rule: AuditKey | null }
  | { readonly kind: 'decision-rule'; readonly rule: DecisionRule; readonly of: Names | null }
  | {
      readonly kind:
        | 'scale-lowest'
        | 'scale-highest'
        | 'empty'
        | 'rater-numbers'
        | 'lowest'
        | 'highest'
        | 'tolerance'
        | 'group'
        | 'level-by-rank'
        | 'ranking'
        | 'ties-by'
        | 'quarter-bar'
        | 'barred-by'
        | 'decision'
        | 'void'
        | CheckKey;
    };

/** A threshold of the checks; src/text names it under the same key. */
export type CheckKey = keyof Policy['checks'];

/** What a parameter holds; `none`: the clause alone says it. */
export type ParameterValue =
  | { readonly kind: 'number' | 'share'; readonly value: Decimal }
  | { readonly kind: 'choice'; readonly value: string; readonly choices: readonly string[] }
  /** Some of the policy's own keys, each with words in src/text. */
  | { readonly kind: 'choices'; readonly value: readonly string[] }
  /** Words as exports write them. */
  | { readonly kind: 'words'; readonly value: readonly string[] }
  | { readonly kind: 'names'; readonly value: readonly Names[] }
  | { readonly kind: 'none' };

/** One figure or choice of the policy with the clause it rests on. */
export interface Parameter {
  /** Path in the policy, stable: `total.weights.evaluation`. */
  readonly path: string;
  readonly label: ParameterLabel;
  readonly value: ParameterValue;
  readonly clause: Clause;
  readonly assumption: boolean;
  readonly note?: string;
}

/** All parameters in the order of the regulation's subject matter. */
export function parametersOf(policy: Policy): Parameter[] {
  return [
    ...weightParameters(policy),
    ...ballotParameters(policy),
    ...blockParameters(policy),
    ...rankingParameters(policy),
    ...policy.cuts.flatMap((c, i) => cutParameters(c, i)),
    ...policy.lines.flatMap((l, i) => lineParameters(l, i)),
    ...otherParameters(policy),
    ...decisionParameters(policy),
    ...auditParameters(policy),
    ...checkParameters(policy),
  ];
}

const number = (value: Decimal): ParameterValue => ({ kind: 'number', value });
const share = (value: Decimal): ParameterValue => ({ kind: 'share', value });
const choice = (value: string, choices: readonly string[]): ParameterValue => ({ kind: 'choice', value, choices });

function parameter<V>(path: string, label: ParameterLabel, s: Setting<V>, value: (v: V) => ParameterValue): Parameter {
  const note = s.note === undefined ? {} : { note: s.note };
  return { path, label, value: value(s.value), clause: s.clause, assumption: s.assumption, ...note };
}

function stated(path: string, label: ParameterLabel, clause: Clause, value: ParameterValue = { kind: 'none' }): Parameter {
  return { path, label, value, clause, assumption: false };
}

function weightParameters(policy: Policy): Parameter[] {
  const of = (weights: Weights, path: string, group?: string): Parameter[] =>
    weightedBlocks.map((b) => {
      const label: ParameterLabel = { kind: 'weight', of: policy.blocks[b].name, ...(group === undefined ? {} : { group }) };
      return parameter(`${path}.${b}`, label, weights[b], share);
    });
  const special = (policy.total.groups ?? []).flatMap((g, i) =>
    of(g.weights, `total.groups[${i}].weights`, [g.category, g.level].filter((t) => t !== undefined).join(' · ')),
  );
  return [...of(policy.total.weights, 'total.weights'), ...special];
}

function ballotParameters({ blocks: { evaluation } }: Policy): Parameter[] {
  const at = 'blocks.evaluation';
  const numbers = evaluation['rater-numbers'];
  return [
    ...evaluation.classes.map((c) => parameter(`${at}.classes.${c.key}.weight`, { kind: 'class', of: c.name }, c.weight, share)),
    ...evaluation.options.map((o) => parameter(`${at}.options.${o.key}.worth`, { kind: 'option', of: o.name }, o.worth, number)),
    stated(`${at}.void`, { kind: 'void' }, evaluation.void.clause, { kind: 'words', value: evaluation.void.words }),
    parameter(`${at}.empty`, { kind: 'empty' }, evaluation.empty, (v) => choice(v, ['error', 'renormalise'])),
    ...(numbers ? [parameter(`${at}.rater-numbers`, { kind: 'rater-numbers' }, numbers, (v) => choice(v, ['export', 'sheet']))] : []),
  ];
}

function blockParameters({ blocks, total, scale }: Policy): Parameter[] {
  const means = (['work', 'study'] as const).flatMap((b) => [
    stated(`blocks.${b}.items`, { kind: 'items', of: blocks[b].name }, blocks[b].clause, {
      kind: 'names',
      value: blocks[b].items.map((i) => i.name),
    }),
    ...trimParameters(b, blocks[b]),
  ]);
  const places = (['evaluation', 'work', 'study'] as const).map((b) =>
    parameter(`blocks.${b}.places`, { kind: 'places', of: blocks[b].name }, blocks[b].places, (v) => choice(String(v), [String(v)])),
  );
  return [
    ...means,
    stated('blocks.party', { kind: 'party', of: blocks.party.name }, blocks.party.clause),
    parameter('blocks.adjustment.same-matter', { kind: 'same-matter', of: null }, blocks.adjustment['same-matter'], (v) =>
      choice(v, ['highest-positive', 'all']),
    ),
    parameter('blocks.adjustment.lowest', { kind: 'lowest' }, blocks.adjustment.lowest, number),
    parameter('blocks.adjustment.highest', { kind: 'highest' }, blocks.adjustment.highest, number),
    parameter('scale.lowest', { kind: 'scale-lowest' }, scale.lowest, number),
    parameter('scale.highest', { kind: 'scale-highest' }, scale.highest, number),
    ...places,
    parameter('total.places', { kind: 'places', of: null }, total.places, (v) => choice(String(v), [String(v)])),
    parameter('total.tolerance', { kind: 'tolerance' }, total.tolerance, number),
  ];
}

function trimParameters(block: 'work' | 'study', { name, trim }: MeanRules): Parameter[] {
  const whole = (v: number) => number(Decimal.whole(v));
  return (['highest', 'lowest'] as const).flatMap((end) =>
    trim ? [parameter(`blocks.${block}.trim.${end}`, { kind: `trim-${end}`, of: name } as const, trim[end], whole)] : [],
  );
}

function rankingParameters(policy: Policy): Parameter[] {
  const yesNo = (v: boolean): ParameterValue => choice(String(v), ['true', 'false']);
  return [
    stated('group', { kind: 'group' }, policy.group.clause),
    parameter('group.level-by-rank', { kind: 'level-by-rank' }, policy.group['level-by-rank'], yesNo),
    ...policy['not-ranked'].reasons.flatMap((r) => [
      stated(`not-ranked.${r.key}`, { kind: 'not-ranked', of: r.name }, r.clause, { kind: 'words', value: r.words }),
      parameter(`not-ranked.${r.key}.takes-part`, { kind: 'takes-part', of: r.name }, r['takes-part'], yesNo),
    ]),
    stated('ranking', { kind: 'ranking' }, policy.ranking.clause),
    parameter('ranking.ties-by', { kind: 'ties-by' }, policy.ranking['ties-by'], (v) => ({
      kind: 'names',
      value: v.map((b) => policy.blocks[b].name),
    })),
  ];
}

function cutParameters(cut: Policy['cuts'][number], i: number): Parameter[] {
  const at = `cuts[${i}]`;
  return [
    parameter(`${at}.share`, { kind: 'share', of: cut.name }, cut.share, share),
    parameter(`${at}.round`, { kind: 'round', of: cut.name }, cut.round, (v) => choice(v, ['half-up', 'floor', 'ceil'])),
    parameter(`${at}.ties`, { kind: 'ties', of: cut.name }, cut.ties, (v) => choice(v, ['exclude', 'include'])),
  ];
}

function lineParameters(line: Policy['lines'][number], i: number): Parameter[] {
  const at = `lines[${i}]`;
  return [
    parameter(`${at}.line`, { kind: 'line', of: line.quality }, line.line, number),
    parameter(`${at}.at-line`, { kind: 'at-line', of: line.quality }, line['at-line'], (v) => choice(v, ['passes', 'barred'])),
  ];
}

function otherParameters(policy: Policy): Parameter[] {
  return [
    parameter('quarter-bar', { kind: 'quarter-bar' }, policy['quarter-bar'], (v) => choice(v, ['until-year', 'quarter'])),
    parameter('excellent.barred-by', { kind: 'barred-by' }, policy.excellent['barred-by'], (v) => ({ kind: 'choices', value: v })),
    stated('decision', { kind: 'decision' }, policy.decision.clause, { kind: 'names', value: policy.decision.options }),
  ];
}

/** What an audit of the ballots goes by: no score rests on it. */
function auditParameters({ audit }: Policy): Parameter[] {
  if (!audit) return [];
  const one = (key: AuditKey): Parameter => {
    const label: ParameterLabel = { kind: 'audit', rule: key };
    if (key === 'straight-share' || key === 'agreement-share') return parameter(`audit.${key}`, label, audit[key], share);
    if (key === 'difference') return parameter(`audit.${key}`, label, audit[key], number);
    return parameter(`audit.${key}`, label, audit[key], (v) => number(Decimal.whole(v)));
  };
  return [stated('audit', { kind: 'audit', rule: null }, audit.clause), ...auditKeys.map(one)];
}

/** Thresholds of the checks: none enters a score, so none is a live figure of the workbook. */
function checkParameters({ checks }: Policy): Parameter[] {
  return (Object.keys(checks) as CheckKey[]).map((key) => {
    const path = `checks.${key}`;
    const label: ParameterLabel = { kind: key };
    if (key === 'ignored-classes' || key === 'status-words')
      return parameter(path, label, checks[key], (v) => ({ kind: 'words', value: v }));
    if (key === 'other-scale-part' || key === 'voters-differ-share' || key === 'decimal-point-ratio')
      return parameter(path, label, checks[key], number);
    return parameter(path, label, checks[key], (v) => number(Decimal.whole(v)));
  });
}
