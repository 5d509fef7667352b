/** Names by which a map speaks of fields: stable, the same in every language, taken from the policy where it names things. */
import { foldWord } from '../fold.ts';
import { blockKeys } from '../types.ts';
import type { Policy } from './policy.ts';
import type { Names } from './primitives.ts';

/** Fields of a person's data and of entries (加减分), the same under every policy. */
export const plainFields = [
  'id',
  'name',
  'unit',
  'department',
  'post',
  'rank',
  'level',
  'category',
  'status',
  'status-note',
  'year',
  'quarter',
  'rater-class',
  'rater',
  'rater-unit',
  'rater-person',
  'ballot',
  'score',
  'total',
  'rank-number',
  'matter',
  'entry-value',
  'bonus',
  'deduction',
  'bonus-reason',
  'deduction-reason',
  'entry-date',
  'entry-basis',
  'entry-number',
  'sanction',
  'accountable',
  'effect',
  'effect-start',
  'effect-end',
  'exemption-ground',
  'exemption-outcome',
  'exemption-percent',
  'exemption-finding',
  'correction',
  'due',
  'done',
  'priority',
  'award',
  'body',
  'recommended',
  'task',
  'rank-since',
  'grade',
  'nomination-source',
  'nominated-by',
  'nominated-post',
  'nomination-votes',
  'situation',
  'evidence',
  'fitness-finding',
  'adjustment-proposed',
  'facet',
  'facet-text',
  'way',
  'chronicle-block',
  'chronicle-text',
  'chronicle-by',
  'chronicle-place',
  'chronicle-result',
] as const;

/** The field of a column that is to be passed over. */
export const ignored = 'ignore';

/** Begins the option key of abstentions and "don't know", each word its own: in neither sum (rules §3.1). */
export const voidOption = 'void-';

/** A field that a map may name. */
export interface FieldName {
  /** `name`, `block:work`, `item:performance`, `quality:political`, `votes:A:excellent`, `votes:excellent`, `ignore`. */
  readonly name: string;
  /** What the policy calls it, part by part; absent for the plain ones, whose words stand in src/text. */
  readonly called?: readonly Names[];
}

/** Every field that a map may name under a policy. */
export function fieldNames(policy: Policy): FieldName[] {
  const { evaluation, work, study } = policy.blocks;
  const words = (text: string): Names => ({ 'zh-Hans': text });
  const options = [
    ...evaluation.options.map((o) => ({ key: o.key, name: o.name })),
    ...evaluation.void.words.map((w) => ({ key: voidOption + foldWord(w), name: words(w) })),
  ];
  return [
    ...plainFields.map((name) => ({ name })),
    ...blockKeys.map((key) => ({ name: `block:${key}`, called: [policy.blocks[key].name] })),
    ...[work, study].flatMap((b) => b.items.map((i) => ({ name: `item:${i.key}`, called: [b.name, i.name] }))),
    ...policy.lines.map((l) => ({ name: `quality:${l.key}`, called: [l.quality] })),
    ...evaluation.classes.flatMap((c) => options.map((o) => ({ name: `votes:${c.key}:${o.key}`, called: [c.name, o.name] }))),
    ...options.map((o) => ({ name: `votes:${o.key}`, called: [o.name] })),
    ...(policy.exemptions?.steps ?? []).map((s) => ({ name: `step:${s.key}`, called: [s.name] })),
    ...(policy.dossier?.blocks ?? []).filter((b) => b.headers.length > 0).map((b) => ({ name: `chronicle:${b.key}`, called: [b.name] })),
    { name: ignored },
  ];
}
