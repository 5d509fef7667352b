/** A comparison → the JSON contract `appraise/diff@1`. Keys may be added, never renamed; decimals are strings. */
import * as z from 'zod';
import type { CellChange, GradeState, GroupChange, ListChange, Movement, Outcome, Pair, Why } from '../../appraise/compare/comparison.ts';
import type { Decision } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { blockKeys, type Check, type Person, type Place } from '../../types.ts';
import type { Context } from '../ranking/context.ts';
import { runData, runShape } from '../run-data.ts';
import { climbed, isAlike, isSame } from './counts.ts';
import { policyRows } from './lists.ts';
import { type DiffSide, moveOf, type Telling } from './telling.ts';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const text = z.string();
const place = z.string().nullable().describe('file!sheet!A1; a CSV file has no sheet: file!A1');
const who = { id: text, name: text };
const person = z.strictObject({ ...who, unit: text, category: text, level: text, at: place });
const both = <T extends z.ZodType>(of: T) => ({ before: of.nullable(), after: of.nullable() });
const why = z
  .array(z.strictObject({ factors: z.array(z.enum(['own', 'others', 'policy'])), policy: z.array(text) }))
  .describe('alternatives, each enough alone; the factors of one act only together; `policy`: the parts that are needed');
const explained = {
  why,
  unseparated: z
    .boolean()
    .describe(
      'the data of a side cannot be read anew under the other policy: of several factors it is not shown that none can be left out',
    ),
};
const state = z.enum(['on', 'held', 'off']);
const outcome = z.strictObject({
  category: text,
  level: text,
  total: decimal.nullable(),
  rank: z.int().nullable(),
  of: z.int(),
  blocks: z.strictObject(
    Object.fromEntries(blockKeys.map((b) => [b, decimal.nullable()])) as Record<(typeof blockKeys)[number], z.ZodNullable<typeof decimal>>,
  ),
  grade: z.strictObject({ grade: text.nullable(), held: z.boolean() }).nullable(),
});
const counts = z.strictObject({ roster: z.int(), shouldTakePart: z.int(), ranked: z.int(), eligibleForExcellent: z.int() });
const group = z.strictObject({ headCounts: counts, cuts: z.array(z.strictObject({ rule: text, exact: decimal, k: z.int() })) });
const check = z.strictObject({ outcome: z.enum(['passed', 'on-line', 'not-assessed']), figure: decimal.nullable() });
const decision = z.strictObject({ proposal: z.int().nullable(), decided: z.int(), reason: text, at: place });
const run = z.strictObject({ named: text, ...runShape });

/** The contract as a schema: strict, so that a key that is not in it cannot slip out. */
export const diffSchema = z.strictObject({
  schema: z.literal('appraise/diff@1'),
  runs: z.strictObject({ a: run, b: run }),
  same: z.boolean().describe('the results say the same: nobody moved, no list, count or decision differs'),
  alike: z.boolean().describe('sources and policy do not differ either'),
  samePeriod: z.boolean().describe('false: movement between periods; cells are not compared, causes are the own blocks'),
  sameRun: z.boolean().describe('the same files under the same policy'),
  people: z.strictObject({
    both: z.int(),
    byName: z.int().describe('matched by name, for one side has no ids'),
    added: z.array(person),
    gone: z.array(person),
  }),
  cells: z.array(
    z.strictObject({
      ...who,
      ...{ kind: text, of: text, part: text, period: text.describe('of a year: the quarter') },
      ...{ before: text.nullable(), after: text.nullable(), beforeAt: place, afterAt: place },
    }),
  ),
  policy: z.strictObject({
    parameters: z.array(
      z.strictObject({
        path: text,
        name: text.describe('in the language of --lang, as are the values'),
        change: z.enum(['appeared', 'went', 'clause-only', 'changed']),
        ...{ before: text, after: text, clauseBefore: text, clauseAfter: text },
      }),
    ),
    regulation: z
      .array(z.strictObject({ article: text, ...both(text) }))
      .nullable()
      .describe('null: a text is not at hand'),
  }),
  groups: z.array(z.strictObject({ category: text, level: text, ...both(group) })),
  movements: z.array(
    z.strictObject({
      ...who,
      ...both(outcome),
      climbed: z.int().nullable().describe('places up; null where the ranks are not of one group'),
      passing: z
        .strictObject({ overtakenBy: z.int(), overtook: z.int(), joinedAbove: z.int(), leftAbove: z.int() })
        .nullable()
        .describe('rank after = rank before + overtakenBy + joinedAbove - overtook - leftAbove'),
      total: z.strictObject(explained).nullable(),
      rank: z.strictObject(explained).nullable(),
      grade: z.strictObject(explained).nullable(),
    }),
  ),
  lists: z.array(
    z.strictObject({
      ...who,
      list: z.enum(['promotion-bar', 'reminder-talk', 'priority']),
      rule: text,
      change: z.enum(['gained', 'lost', 'gained-held', 'lost-held', 'held-to-on', 'on-to-held']),
      ...{ before: state, after: state },
      ...{ figureBefore: text.nullable(), lineBefore: text.nullable(), figureAfter: text.nullable(), lineAfter: text.nullable() },
      clause: text,
      from: z.array(text),
      ...explained,
    }),
  ),
  checks: z.array(z.strictObject({ ...who, rule: text, before: check, after: check })),
  decisions: z.array(z.strictObject({ ...who, list: text, rule: text, ...both(decision) })),
});
/** `appraise/diff@1`. */
export type Diff = z.infer<typeof diffSchema>;

/** JSON Schema of the contract. */
export const diffJsonSchema = (): unknown => z.toJSONSchema(diffSchema);

/** Everything that differs as plain data. */
export function diffData(t: Telling): Diff {
  const { of: c, sides } = t;
  const whoOf = (pair: Pair) => ({ id: t.who(pair).id, name: t.who(pair).name });
  return {
    schema: 'appraise/diff@1',
    runs: { a: runOf(sides.a), b: runOf(sides.b) },
    ...{ same: isSame(c), alike: isAlike(c), samePeriod: c.samePeriod, sameRun: c.sameRun },
    people: { both: c.people.both, byName: c.people.byName, added: c.people.added.map(personOf), gone: c.people.gone.map(personOf) },
    cells: c.cells.map((x) => ({ ...whoOf(x.pair), ...cellOf(x) })),
    policy: { parameters: policyRows(t), regulation: c.regulation?.map((r) => ({ ...r })) ?? null },
    groups: c.groups.map(groupChangeOf),
    movements: c.movements.map((m) => ({ ...whoOf(m.pair), ...movementOf(t, m) })),
    lists: c.lists.map((l) => ({ ...whoOf(l.pair), ...listOf(l) })),
    checks: c.checks.map(({ pair, rule, before, after }) => ({ ...whoOf(pair), rule, before: checkOf(before), after: checkOf(after) })),
    decisions: c.decisions.map(({ pair, list, rule, before, after }) => ({
      ...{ ...whoOf(pair), list, rule },
      ...{ before: decisionOf(before), after: decisionOf(after) },
    })),
  };
}

const runOf = ({ named, input }: DiffSide): Diff['runs']['a'] => ({ named, ...runData(input) });

const at = (p: Place | null): string | null => (p ? placeText(p) : null);
const personOf = ({ id, name, unit, category, level, at: p }: Person) => ({ id, name, unit, category, level, at: at(p) });

function cellOf({ name, before, after, beforeAt, afterAt }: CellChange) {
  return { ...name, before, after, beforeAt: at(beforeAt), afterAt: at(afterAt) };
}

function groupChangeOf({ before, after }: GroupChange): Diff['groups'][number] {
  const of = (g: GroupChange['before']) =>
    g && { headCounts: { ...g.headCounts }, cuts: g.cuts.map(({ rule, exact, k }) => ({ rule, exact: exact.toText(), k })) };
  const { category = '', level = '' } = after ?? before ?? {};
  return { category, level, before: of(before), after: of(after) };
}

function outcomeOf(ctx: Context, o: Outcome | null, grade: GradeState | null): Diff['movements'][number]['before'] {
  if (!o) return null;
  const score = (b: (typeof blockKeys)[number]) => o.blocks?.[b].value.toText(o.blocks[b].minPlaces) ?? null;
  return {
    ...{ category: o.person.category, level: o.person.level },
    ...{ total: o.total?.toText(ctx.policy.total.places.value) ?? null, rank: o.rank, of: o.n },
    blocks: Object.fromEntries(blockKeys.map((b) => [b, score(b)])) as Record<(typeof blockKeys)[number], string | null>,
    grade: grade && { ...grade },
  };
}

const explainedBy = (w: Why | null) => w && whyOf(w);
const whyOf = (w: Why) => ({
  why: w.causes.map(({ factors, units }) => ({ factors: [...factors], policy: units.map((u) => u.path) })),
  unseparated: w.unseparated,
});

function movementOf(t: Telling, m: Movement) {
  return {
    before: outcomeOf(t.a, m.before, m.gradeBefore),
    after: outcomeOf(t.b, m.after, m.gradeAfter),
    climbed: climbed(m),
    passing: m.passing && { ...m.passing },
    ...{ total: explainedBy(m.total), rank: explainedBy(m.rank), grade: explainedBy(m.grade) },
  };
}

function listOf(l: ListChange) {
  const { list, rule, before, after, verdictBefore: was, verdictAfter: is } = l;
  return {
    ...{ list, rule, change: moveOf(l), before, after },
    ...{ figureBefore: was?.figure ?? null, lineBefore: was?.line ?? null, figureAfter: is?.figure ?? null, lineAfter: is?.line ?? null },
    clause: (is ?? was)?.clause ?? '',
    from: ((is ?? was)?.from ?? []).map(placeText),
    ...whyOf(l.why),
  };
}

const checkOf = ({ outcome, figure }: Check) => ({ outcome, figure });
const decisionOf = (d: Decision | null) => d && { proposal: d.proposal, decided: d.decided, reason: d.reason, at: at(d.at) };
