/** The contract `appraise/audit@1`. Keys may be added, never renamed; figures are text, statistics rounded to 12 places. */
import * as z from 'zod';
import { type Audit, isWithheld, type Levelled, levelledKeys, type Shown } from '../../appraise/audit/nouns.ts';
import type { Decimal } from '../../decimal.ts';
import type { Person } from '../../types.ts';
import { runData, runShape } from '../run-data.ts';
import { type AuditContext, exact } from './figures.ts';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const withheld = z.strictObject({
  withheld: z
    .enum(['no-ballots', 'few-raters', 'few-people', 'few-votes', 'few-pairs', 'constant', 'nobody-else', 'anonymous'])
    .describe('why the figure is not shown'),
  had: z.int().optional(),
  needs: z.int().optional(),
});
const shown = <T extends z.ZodRawShape>(shape: T) => z.union([z.strictObject(shape), withheld]);
const leniency = z.strictObject({
  raterClass: z.string(),
  unit: z.string().nullable().describe('of the raters; null: the whole class'),
  raters: z.int(),
  votes: z.int(),
  mean: decimal,
  sd: decimal.nullable(),
  difference: shown({ points: decimal, people: z.int(), marked: z.boolean() }),
});
const who = { id: z.string(), name: z.string(), unit: z.string(), category: z.string(), level: z.string() };
const scores = z.strictObject({ evaluation: decimal, work: decimal, total: decimal });
const group = { category: z.string(), level: z.string() };

export const auditSchema = z.strictObject({
  schema: z.literal('appraise/audit@1'),
  run: z.strictObject(runShape),
  ballots: z.enum(['individual', 'mixed', 'counts', 'none']),
  classes: z.array(leniency),
  units: z.array(leniency),
  hiddenClasses: z.array(z.string()).describe('of too few raters: they enter no figure'),
  pooledUnits: z.array(z.strictObject({ raterClass: z.string(), units: z.int() })),
  straight: shown({
    examined: z.int(),
    expected: decimal,
    raters: z.array(
      z.strictObject({
        ...{ rater: z.string(), raterClass: z.string(), votes: z.int(), option: z.string() },
        ...{ share: decimal, run: z.int(), chance: decimal },
      }),
    ),
  }),
  identical: shown({
    compared: z.int(),
    identical: z.int(),
    expected: decimal,
    sets: z.array(
      z.strictObject({
        ...{ raterClass: z.string(), raters: z.array(z.string()), pairs: z.int(), people: z.int() },
        ...{ option: z.string().nullable(), chance: decimal },
      }),
    ),
  }),
  reciprocity: shown({ pairs: z.int(), correlation: decimal.nullable(), mutualTop: z.int(), expectedTop: decimal }),
  influence: shown({
    examined: z.int(),
    without: z.int().describe('raters without whom nobody changes rank'),
    raters: z.array(
      z.strictObject({ rater: z.string(), raterClass: z.string(), votes: z.int(), most: z.int(), moved: z.int(), sole: z.int() }),
    ),
    people: z.array(
      z.strictObject({
        ...who,
        ...{ rank: z.int(), of: z.int(), raters: z.int().nullable().describe('null: on fewer than a group may be shown of') },
      }),
    ),
  }),
  agreement: z.array(
    z.strictObject({
      raterClass: z.string(),
      figures: shown({ raters: z.int(), people: z.int(), w: decimal, chiSquare: decimal, df: z.int(), p: decimal }),
    }),
  ),
  association: z.array(z.strictObject({ ...group, one: z.string(), other: z.string(), people: z.int(), figures: shown({ tau: decimal }) })),
  unitMeans: z.array(z.strictObject({ ...group, unit: z.string(), people: z.int(), figures: shown({ unit: scores, group: scores }) })),
  levelled: z.array(z.strictObject({ ...who, scores, levelled: scores })).describe('shown beside the scores and never applied'),
});

/** `appraise/audit@1`. */
export type AuditData = z.infer<typeof auditSchema>;

/** JSON Schema of the contract. */
export const auditJsonSchema = (): unknown => z.toJSONSchema(auditSchema);

/** A statistic in at most 12 places. */
const figure = (value: number): string => exact(value).round(12).toText();
const kept = <T extends object, U>(of: Shown<T>, show: (found: T) => U) => (isWithheld(of) ? of : show(of));
const person = ({ id, name, unit, category, level }: Person) => ({ id, name, unit, category, level });
const scoresOf = (of: Readonly<Record<Levelled, Decimal>>) =>
  Object.fromEntries(levelledKeys.map((k) => [k, of[k].round(12).toText()])) as Record<Levelled, string>;

/** An audit as the contract says it. */
export function auditData({ input }: AuditContext, audit: Audit): AuditData {
  const leniencies = (all: Audit['classes']) =>
    all.map((g) => ({
      ...g,
      mean: figure(g.mean),
      sd: g.sd === null ? null : figure(g.sd),
      difference: kept(g.difference, (d) => ({ ...d, points: figure(d.points) })),
    }));
  const data = {
    schema: 'appraise/audit@1' as const,
    run: runData(input),
    ballots: audit.ballots,
    classes: leniencies(audit.classes),
    units: leniencies(audit.units),
    hiddenClasses: audit.hiddenClasses,
    pooledUnits: audit.pooledUnits,
    straight: kept(audit.straight, (s) => ({
      ...s,
      expected: figure(s.expected),
      raters: s.raters.map((r) => ({ ...r, share: figure(r.share), chance: figure(r.chance) })),
    })),
    identical: kept(audit.identical, (s) => ({
      ...s,
      expected: figure(s.expected),
      sets: s.sets.map((i) => ({ ...i, chance: figure(i.chance) })),
    })),
    reciprocity: kept(audit.reciprocity, (r) => ({
      ...r,
      correlation: r.correlation === null ? null : figure(r.correlation),
      expectedTop: figure(r.expectedTop),
    })),
    influence: kept(audit.influence, (i) => ({ ...i, people: i.people.map(({ person: p, ...rest }) => ({ ...person(p), ...rest })) })),
    agreement: audit.agreement.map((a) => ({
      ...a,
      figures: kept(a.figures, (f) => ({ ...f, w: figure(f.w), chiSquare: figure(f.chiSquare), p: figure(f.p) })),
    })),
    association: audit.association.map((a) => ({ ...a, figures: kept(a.figures, (f) => ({ tau: figure(f.tau) })) })),
    unitMeans: audit.unitMeans.map((m) => ({
      ...m,
      figures: kept(m.figures, (f) => ({ unit: scoresOf(f.unit), group: scoresOf(f.group) })),
    })),
    levelled: audit.levelled.map((l) => ({ ...person(l.person), scores: scoresOf(l.scores), levelled: scoresOf(l.levelled) })),
  };
  return data as unknown as AuditData;
}
