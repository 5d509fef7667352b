/** The contract `appraise/why@1`: the way to one person's result as plain data. Figures are text, so that no reader loses a digit. */
import * as z from 'zod';
import { blockKeys } from '../../types.ts';
import { readShape } from '../run-data.ts';

const clause = z.strictObject({ at: z.string(), quote: z.string().nullable().describe('its words, where the policy quotes them') });
const clauses = z.array(clause);
const block = z.enum(blockKeys as [string, ...string[]]);
const cell = z.string().describe('file!sheet!A1, or file#entry of an archive');
const figure = z.string().describe('exact: a decimal, or a fraction n/d');
const sourced = z.strictObject({ value: figure, cell });
const move = z.strictObject({ to: figure, change: figure }).nullable();

const way = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('ballots'),
    classes: z.array(
      z.strictObject({
        class: z.string(),
        weight: figure,
        votes: z.array(z.strictObject({ option: z.string(), worth: figure, count: sourced.nullable() })),
        others: z.array(sourced).describe('abstained: in neither sum'),
        cells: z
          .array(cell)
          .describe('of the counts; of every ballot where the export has them one by one: a count names the first of its own'),
        sum: figure,
        valid: figure,
        mean: figure.nullable(),
      }),
    ),
    weight: figure,
    exact: figure,
  }),
  z.strictObject({
    kind: z.literal('items'),
    items: z.array(z.strictObject({ item: z.string(), score: sourced, counted: z.boolean() })),
    sum: figure,
    divisor: z.number().int(),
    exact: figure,
  }),
  z.strictObject({
    kind: z.literal('entries'),
    entries: z.array(
      z.strictObject({
        matter: z.string(),
        score: sourced,
        counted: z.boolean(),
        instead: cell.nullable(),
        before: figure.nullable().describe('before error tolerance'),
      }),
    ),
    sum: figure,
  }),
  z.strictObject({ kind: z.literal('given'), score: sourced }),
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('mean'),
    quarters: z.array(z.strictObject({ period: z.string(), value: figure })),
    exact: figure,
  }),
]);

const outcome = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('cut'), rule: z.string(), state: z.enum(['within', 'held', 'outside']) }),
  z.strictObject({ kind: z.literal('grade'), grade: z.string(), held: z.boolean() }),
]);

/** The contract: keys may be added, never renamed. Of other people it holds numbers only. */
export const whySchema = z.strictObject({
  schema: z.literal('appraise/why@1'),
  run: z.strictObject({
    tool: z.string(),
    period: z.string().nullable(),
    asOf: z.string().nullable(),
    policy: z.strictObject({ name: z.string(), edition: z.string(), file: z.string(), sha256: z.string() }),
    ...readShape,
  }),
  person: z.strictObject({
    id: z.string(),
    name: z.string(),
    unit: z.string(),
    department: z.string(),
    post: z.string(),
    rank: z.string(),
    category: z.string(),
    level: z.string(),
    cell,
  }),
  blocks: z.array(
    z.strictObject({
      block,
      value: figure,
      weight: figure.nullable(),
      adds: figure,
      way,
      beside: sourced.nullable().describe('a ready-made score that is compared only'),
      clauses,
    }),
  ),
  total: z
    .strictObject({
      exact: figure,
      value: figure,
      places: z.number().int(),
      quarters: z.array(z.strictObject({ period: z.string(), total: figure, cells: z.array(cell) })),
      clauses,
    })
    .nullable(),
  standing: z
    .strictObject({
      of: z.number().int(),
      rank: z.number().int(),
      above: z.number().int(),
      equal: z.number().int().describe('others of the same rank'),
      below: z.number().int(),
      tiesBy: z.array(block),
      clauses,
    })
    .nullable(),
  unranked: z.strictObject({ reason: z.string(), codes: z.array(z.string()), cells: z.array(cell), clause: clause.nullable() }).nullable(),
  cuts: z.array(
    z.strictObject({
      rule: z.string(),
      share: figure,
      exact: figure,
      mode: z.string(),
      count: z.number().int(),
      ties: z.string(),
      equalOrBelow: z.number().int(),
      strictlyBelow: z.number().int(),
      state: z.enum(['within', 'held', 'outside']),
      clauses,
    }),
  ),
  lines: z.array(
    z.strictObject({
      rule: z.string(),
      line: figure,
      atLine: z.enum(['passes', 'barred']),
      outcome: z.enum(['below', 'on-line', 'passed', 'not-assessed']),
      absent: z.boolean(),
      inspections: z.array(z.strictObject({ score: sourced, missing: figure, above: figure })),
      clauses,
    }),
  ),
  sanctions: z.array(
    z.strictObject({
      kind: z.string().nullable(),
      said: z.string(),
      from: z.string().nullable(),
      to: z.string(),
      toBy: z.enum(['export', 'term']),
      bars: z.boolean(),
      lifted: z.boolean(),
      inEffect: z.boolean().nullable(),
      cells: z.array(cell),
      clauses,
    }),
  ),
  tolerances: z.array(
    z.strictObject({
      ground: z.string(),
      outcome: z.enum(['lifted', 'reduced', 'refused']),
      finding: z.string(),
      entry: z.strictObject({ score: sourced, after: figure }).nullable(),
      sanction: z.strictObject({ cell, lifted: z.boolean() }).nullable(),
      cell,
      clauses,
    }),
  ),
  priorities: z.array(z.strictObject({ rule: z.string(), figure: z.string(), line: z.string(), cells: z.array(cell), clauses })),
  grade: z
    .strictObject({
      kind: z.enum(['quarter', 'year']),
      grade: z.string().nullable(),
      held: z.boolean(),
      figure: z.string(),
      line: z.string(),
      barred: z.array(z.strictObject({ rule: z.string(), clause: z.string(), cells: z.array(cell) })),
      share: figure,
      heads: z.number().int(),
      exact: figure,
      places: z.number().int(),
      group: z.strictObject({ heads: z.number().int(), exact: figure, places: z.number().int() }),
      clauses,
    })
    .nullable(),
  advance: z
    .strictObject({
      rank: z.string(),
      to: z.string().nullable(),
      since: z.string().nullable(),
      required: z.number().int().nullable(),
      off: z.number().int(),
      added: z.number().int(),
      earliest: z.string().nullable(),
      reached: z.boolean().nullable(),
      why: z.string(),
      years: z.array(z.strictObject({ year: z.number().int(), said: z.string().nullable(), outcome: z.string(), cell: cell.nullable() })),
      clause: z.string(),
    })
    .nullable(),
  decisions: z.array(
    z.strictObject({ list: z.string(), rule: z.string(), decided: z.number().int(), reason: z.string(), cell: z.string() }),
  ),
  changes: z
    .array(
      z.strictObject({
        outcome,
        moves: z.array(
          z.strictObject({
            lever: z.string().describe('total, a block, or a quarter such as 2026Q3'),
            now: figure,
            places: z.number().int(),
            move: move.describe('null: this alone does not reach it within its scale or cap'),
          }),
        ),
      }),
    )
    .describe('the smallest move of one figure alone that has the outcome, everybody else as they are'),
});
/** `appraise/why@1`. */
export type WhyData = z.infer<typeof whySchema>;

/** JSON Schema of the contract. */
export const whyJsonSchema = (): unknown => z.toJSONSchema(whySchema);
