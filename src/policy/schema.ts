/**
 * The shape of a policy file. Every scalar arrives as text (YAML's failsafe schema), so that `0.30` keeps its
 * digits and `no` stays a word. Strict: an unknown key is an error.
 */
import * as z from 'zod';
import { Decimal } from '../decimal.ts';
import { blockKeys } from '../types.ts';
import { isDay } from './day.ts';

const decimal = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?$/, 'decimal')
  .transform((t) => Decimal.of(t))
  .meta({ description: 'An exact decimal, such as 0.30' });
/** A share or weight: 0 to 1, in at most four places, so that a workbook can carry it in whole numbers. */
const share = z
  .string()
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'share')
  .transform((t) => Decimal.of(t))
  .meta({ description: 'A share between 0 and 1, in at most four decimal places', minimum: 0, maximum: 1 });
const whole = z
  .string()
  .regex(/^\d{1,4}$/, 'whole')
  .transform(Number);
/** Decimal places that a figure is rounded to. */
const places = z
  .string()
  .regex(/^[0-4]$/, 'places')
  .transform(Number)
  .meta({ description: 'Decimal places, 0 to 4', minimum: 0, maximum: 4 });
const flag = z.enum(['true', 'false']).transform((t) => t === 'true');
const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'date', abort: true })
  .refine(isDay, 'date');
const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'key');
const word = z.string().trim().min(1);

/** A name shown to people: one text, or one a language. */
const names = z.union([
  word.transform((t): Names => ({ 'zh-Hans': t })),
  z.strictObject({ 'zh-Hans': word, 'zh-Hant': word.optional(), en: word.optional() }),
]);
/** A name in the languages it was given in. */
export interface Names {
  readonly 'zh-Hans': string;
  readonly 'zh-Hant'?: string | undefined;
  readonly en?: string | undefined;
}

/** The clause a value rests on: `第十二条`, or with the words that give it. */
const clause = z.union([word.transform((at): Clause => ({ at })), z.strictObject({ at: word, quote: word.optional() })]);
/** Where the regulation says it, and its words. */
export interface Clause {
  readonly at: string;
  readonly quote?: string | undefined;
}

/** A value with its clause: one value, or several each from a day on. */
function setting<T extends z.ZodType>(value: T) {
  const about = { clause, assumption: flag.optional(), note: word.optional() };
  return z.union([z.strictObject({ value, ...about }), z.strictObject({ values: dated(value), ...about })]);
}

function dated<T extends z.ZodType>(value: T) {
  const entries = z.array(z.strictObject({ from: isoDate, value })).min(1);
  return entries.refine((all) => new Set(all.map((v) => v.from)).size === all.length, 'two-from-one-day');
}

const item = z.strictObject({ key, name: names, words: z.array(word).min(1) });
const block = { name: names, words: z.array(word).min(1) };

const ballots = z.strictObject({
  ...block,
  mechanism: z.literal('ballots'),
  options: z.array(z.strictObject({ key, name: names, words: z.array(word).min(1), worth: setting(decimal) })).min(2),
  void: z.strictObject({ words: z.array(word), clause }),
  classes: z.array(z.strictObject({ key: word, name: names, words: z.array(word).min(1), weight: setting(share) })).min(1),
  empty: setting(z.enum(['error', 'renormalise'])),
  places: setting(places),
});
const mean = z.strictObject({ ...block, mechanism: z.literal('mean'), items: z.array(item).min(1), places: setting(places), clause });
const score = z.strictObject({ ...block, mechanism: z.literal('score'), clause });
const entries = z.strictObject({
  ...block,
  mechanism: z.literal('entries'),
  'same-matter': setting(z.enum(['highest-positive', 'all'])),
  lowest: setting(decimal),
  highest: setting(decimal),
});

const weights = z.strictObject(
  Object.fromEntries(['evaluation', 'work', 'study', 'party'].map((k) => [k, setting(share)])) as Record<
    'evaluation' | 'work' | 'study' | 'party',
    ReturnType<typeof setting<typeof share>>
  >,
);

const list = z.enum(['promotion-bar', 'reminder-talk']);
const example = z.union([
  z.strictObject({ name: word, blocks: z.record(z.enum(blockKeys), decimal), total: decimal }),
  z.strictObject({ name: word, votes: z.record(word, z.record(key, whole)), evaluation: decimal }),
  z.strictObject({ name: word, cut: key, ranked: whole, count: whole }),
  z.strictObject({ name: word, totals: z.array(decimal).min(1), ranks: z.array(whole).min(1) }),
]);

const people = setting(whole);
/** From what on a check of an export speaks; these figures change no score, they only decide what is told or refused. */
const checks = z.strictObject({
  'rank-as-score': people,
  'other-scale': people,
  'other-scale-certain': people,
  'other-scale-part': setting(share),
  'weighted-points': people,
  'one-score': people,
  'straight-lined': people,
  'voters-differ': people,
  'voters-differ-share': setting(share),
  'decimal-point': people,
  'decimal-point-ratio': setting(decimal),
  'ignored-classes': setting(z.array(word)),
  'status-words': setting(z.array(word)),
});
/** What the map says of a column whose header nobody could guess. */
export interface ColumnRule {
  /** As it stands over the column; of a header of two rows the lower one, or both joined by a slash. */
  readonly header: string;
  /** A name of `fieldNames`, or `ignore`. */
  readonly field: string;
  /** Of this sheet only. */
  readonly sheet?: string | undefined;
  readonly clause?: Clause | undefined;
  /** The file of `--map` it came from; absent where the policy says it. */
  readonly map?: string | undefined;
}
const columns = z
  .array(
    z
      .strictObject({
        header: word.meta({ description: 'The header as it stands over the column; two rows joined by a slash' }),
        field: word.meta({ description: 'The field the column holds, or ignore; `appraise init --fields` lists them' }),
        sheet: word.optional().meta({ description: 'Only in the sheet of this name' }),
        clause: clause.optional(),
      })
      .transform((rule): ColumnRule => rule),
  )
  .meta({ description: 'Columns whose headers nobody could guess' });

/** A file of `--map`. */
export const columnMapSchema = z.strictObject({ schema: z.literal('appraise/columns@1'), columns });

/** A policy file. */
export const policySchema = z.strictObject({
  schema: z.literal('appraise/policy@1'),
  name: names,
  edition: word,
  regulation: word.optional(),
  /** Clauses of the regulation that hold nothing this policy computes. */
  context: z.array(word).optional(),
  scale: z.strictObject({ lowest: setting(decimal), highest: setting(decimal) }),
  blocks: z.strictObject({ evaluation: ballots, work: mean, study: mean, party: score, adjustment: entries }),
  total: z.strictObject({
    weights,
    groups: z.array(z.strictObject({ category: word, level: word.optional(), weights })).optional(),
    places: setting(places),
    tolerance: setting(decimal),
  }),
  group: z.strictObject({ clause, 'level-by-rank': setting(flag) }),
  'not-ranked': z.strictObject({
    normal: z.array(word),
    reasons: z.array(
      z.strictObject({
        key,
        name: names,
        words: z.array(word).min(1),
        periods: z.array(z.enum(['quarter', 'year'])).min(1),
        'takes-part': setting(flag),
        clause,
      }),
    ),
  }),
  ranking: z.strictObject({ clause, 'ties-by': setting(z.array(z.enum(blockKeys))) }),
  cuts: z.array(
    z.strictObject({
      key,
      name: names,
      list,
      effect: names,
      share: setting(share),
      round: setting(z.enum(['half-up', 'floor', 'ceil'])),
      ties: setting(z.enum(['exclude', 'include'])),
    }),
  ),
  lines: z.array(
    z.strictObject({
      key,
      name: names,
      list,
      quality: names,
      words: z.array(word).min(1),
      line: setting(decimal),
      'at-line': setting(z.enum(['passes', 'barred'])),
    }),
  ),
  /** How long a quarter's promotion bar lasts (rules §6.6). */
  'quarter-bar': setting(z.enum(['until-year', 'quarter'])),
  excellent: z.strictObject({ 'barred-by': setting(z.array(list)) }),
  decision: z.strictObject({ clause, options: z.array(names).min(1) }),
  checks,
  columns: columns.optional(),
  examples: z.array(example).optional(),
});

/** A policy file as parsed: dated values not yet settled. */
export type PolicyFile = z.output<typeof policySchema>;
