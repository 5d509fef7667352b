/**
 * The shape of a policy file. Every scalar arrives as text (YAML's failsafe schema), so that `0.30` keeps its
 * digits and `no` stays a word. Strict: an unknown key is an error.
 */
import * as z from 'zod';
import { blockKeys } from '../types.ts';
import { audit } from './audit-schema.ts';
import { decisionParts } from './decisions-schema.ts';
import { type Clause, clause, decimal, flag, key, type Names, names, places, setting, share, whole, word } from './primitives.ts';

const item = z.strictObject({ key, name: names, words: z.array(word).min(1) });
const block = { name: names, words: z.array(word).min(1) };

const ballots = z.strictObject({
  ...block,
  mechanism: z.literal('ballots'),
  options: z.array(z.strictObject({ key, name: names, words: z.array(word).min(1), worth: setting(decimal) })).min(2),
  void: z.strictObject({ words: z.array(word), clause }),
  classes: z.array(z.strictObject({ key: word, name: names, words: z.array(word).min(1), weight: setting(share) })).min(1),
  empty: setting(z.enum(['error', 'renormalise'])),
  /** Of ballots one by one: whether a rater's number tells the same hand in the whole export, or begins anew in each sheet; absent: the whole. */
  'rater-numbers': setting(z.enum(['export', 'sheet'])).optional(),
  places: setting(places),
});
/** How many of a person's items count neither from the top nor from the bottom: 去掉最高分和最低分. */
const trim = z.strictObject({ highest: setting(whole), lowest: setting(whole) });
const mean = z.strictObject({
  ...block,
  mechanism: z.literal('mean'),
  items: z.array(item).min(1),
  trim: trim.optional(),
  places: setting(places),
  clause,
});
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
/** The name of a sheet: what spreadsheets allow, with room for a number behind it. */
const sheetWord = z
  .string()
  .trim()
  .regex(/^[^\\/?*[\]:']{1,24}$/, 'sheet-name');
const sheetNames = z.union([
  sheetWord.transform((t): Names => ({ 'zh-Hans': t })),
  z.strictObject({ 'zh-Hans': sheetWord, 'zh-Hant': sheetWord.optional(), en: sheetWord.optional() }),
]);
/** What this office calls a list: in titles, as the name of its sheet, as the mark beside a person. */
const listNames = z.strictObject({ name: names, sheet: sheetNames, mark: names });
const example = z.union([
  z.strictObject({ name: word, blocks: z.record(z.enum(blockKeys), decimal), total: decimal }),
  z.strictObject({ name: word, votes: z.record(word, z.record(key, whole)), evaluation: decimal }),
  z.strictObject({ name: word, block: z.enum(['work', 'study']), items: z.record(key, decimal), mean: decimal }),
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
  lists: z.strictObject({ 'promotion-bar': listNames.optional(), 'reminder-talk': listNames.optional() }).optional(),
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
  /** Who decides; the options in this order: as proposed, held, not listed; `reason`: when a decision must say why. */
  decision: z.strictObject({
    clause,
    by: names.optional(),
    options: z.array(names).min(3),
    reason: setting(z.enum(['never', 'where-it-differs', 'always'])),
  }),
  ...decisionParts,
  audit: audit.optional(),
  checks,
  columns: columns.optional(),
  examples: z.array(example).optional(),
});

/** A policy file as parsed: dated values not yet settled. */
export type PolicyFile = z.output<typeof policySchema>;
