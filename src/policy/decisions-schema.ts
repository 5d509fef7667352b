/** The parts of a policy beyond the ranking: what follows from records, grades, the year, the papers. An office without a rule leaves it out. */
import * as z from 'zod';
import { clause, decimal, flag, key, names, places, setting, share, whole, word } from './primitives.ts';

/** Something with a name and the words that exports write for it. */
const named = { key, name: names, words: z.array(word).min(1) };
const listed = z.array(z.strictObject(named)).min(1);

/** 问责、处分 (rules §7.2). */
const accountability = z.strictObject({
  name: names,
  effect: names,
  /** What stands under 是否问责 where there is something, and where there is nothing. */
  yes: z.array(word).min(1),
  no: z.array(word).min(1),
  kinds: z.array(
    z.strictObject({
      ...named,
      /** Months of effect where the export gives no last day. */
      months: setting(whole),
      bars: setting(flag),
      /** What it leaves of a grade: of any, any but the best, none this year, none this year and the next. */
      grade: setting(z.enum(['any', 'not-excellent', 'none', 'none-two-years'])),
    }),
  ),
  'last-day': setting(z.enum(['same-day', 'day-before'])),
  clause,
});

/** 容错 (rules §7.3). */
const exemptions = z.strictObject({
  name: names,
  grounds: z.strictObject({ clause, list: listed }),
  outcomes: z.strictObject({ lifted: z.array(word).min(1), reduced: z.array(word).min(1), refused: z.array(word).min(1) }),
  /** A bar that is reduced by a part of a hundred stands or falls. */
  'reduced-bar': setting(z.enum(['stands', 'lifted'])),
  steps: listed,
  weighed: z.strictObject({ clause, list: z.array(names) }),
  /** Days from the finding to when the correction is due, where the export gives no day. */
  'correction-days': setting(whole),
  clause,
});

/** 三个优先 (rules §7.4). */
const priority = z.union([
  z.strictObject({
    ...named,
    mechanism: z.literal('award'),
    /** Names of bodies as a whole; `*` stands for any text or none. */
    bodies: setting(z.array(word)),
    /** Names that do not count though one of the others fits them. */
    except: setting(z.array(word)).optional(),
    clause,
  }),
  z.strictObject({
    ...named,
    mechanism: z.literal('grade-and-recommendation'),
    grade: key,
    /** Both the grade and the recommendation, or either. */
    needs: setting(z.enum(['all', 'any'])),
    /** How many years back a grade counts; 1: that of the year before. */
    'years-back': setting(whole),
    clause,
  }),
  z.strictObject({ ...named, mechanism: z.literal('work'), tasks: listed, clause }),
]);

/** 职级晋升 (rules §7.5). */
const advance = z.strictObject({
  name: names,
  steps: z.array(z.strictObject({ from: word, words: z.array(word).optional(), to: word, months: setting(whole) })).min(1),
  /** Months taken off for each year of the best grade. */
  'excellent-months': setting(whole),
  /** Grades of the years that count; a year of any other, or of none, does not. */
  counted: setting(z.array(key).min(1)),
  excellent: key,
  /** Who held the rank on this day of a year has that year in the rank, `01-01`. */
  'held-on': setting(z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'month-day')),
  /** Reasons not to be ranked that put an advance off until they are settled. */
  'status-bars': setting(z.array(key)),
  clause,
});

const band = z.strictObject({ ...named, from: setting(decimal) });
/** 等次 (rules §7.6). */
const grades = z.strictObject({
  quarter: z.strictObject({
    /** Best first; whoever is above no line stands in the last. */
    bands: z.array(band).min(2),
    /** At most this share of those ranked may have the best; the others take the second. */
    'best-share': setting(share),
    round: setting(z.enum(['half-up', 'floor', 'ceil'])),
    clause,
  }),
  year: z.strictObject({
    excellent: z.strictObject(named),
    bands: z.array(band).min(2),
    /** Words for a year without a grade. */
    none: z.array(word),
    share: setting(share),
    'share-approved': setting(share),
    round: setting(z.enum(['half-up', 'floor', 'ceil'])),
    /** What the best grade needs at least; `none`: its place alone. */
    'min-total': setting(z.union([z.literal('none'), decimal])),
    clause,
  }),
});

/** 年度 (rules §8). */
const year = z.strictObject({ places: setting(places), 'at-least': setting(whole), clause });

/** 公示. */
const notice = z.strictObject({
  'working-days': setting(whole),
  fields: setting(z.array(z.enum(['name', 'unit', 'department', 'post', 'rank', 'grade', 'category', 'level'])).min(1)),
  clause,
});

/** 能上能下 (rules §7.7). */
const fitness = z.strictObject({ name: names, situations: listed, clause });

/** 综合评价 (rules §7.8). */
const facets = z.strictObject({ name: names, facets: listed, ways: listed, clause });

/** 提醒谈话. */
const talks = z.strictObject({
  /** Days after the ranking within which a talk is held, and after the talk within which it is followed up. */
  'within-days': setting(whole),
  'follow-up-days': setting(whole),
  purpose: names,
  clause,
});

/** 稳定性: how a line is tried for its firmness. None of these figures enters a score, rank or list. */
const stability = z.strictObject({
  draws: setting(whole),
  seed: setting(whole),
  /** What part of the draws a rank interval holds. */
  level: setting(share),
  /** From what share of the draws on a side is firm. */
  firm: setting(share),
  /** Within so many points of a line somebody is near it whatever the draws say. */
  'near-points': setting(decimal),
  /** A group of fewer people is named. */
  'small-group': setting(whole),
  /** How closely drawn weights keep to the policy's: the greater the closer. */
  concentration: setting(whole),
  /** Classes of raters that voted whole where an export does not say how many were to vote. */
  census: setting(z.array(word)),
  clause,
});

/** What an archive keeps of a person; each is kept in one block. */
export const dossierForms = [
  'basic',
  'appraisal',
  'points',
  'grade',
  'inspection',
  'sanction',
  'priority',
  'exemption',
  'nomination',
  'fitness',
  'facet',
] as const;
export type DossierForm = (typeof dossierForms)[number];

/** 干部档案: one person one file, recorded by blocks, a volume a year. */
const dossier = z.strictObject({
  name: names,
  blocks: z
    .array(
      z.strictObject({
        ...named,
        /** Over a column of what is recorded for this block. */
        headers: z.array(word),
        holds: z.array(z.enum(dossierForms)),
        /** Whether every volume must have it. */
        required: setting(flag),
        /** Years after that of the volume; `for-ever`: without an end. */
        keep: setting(z.union([z.literal('for-ever'), whole])),
      }),
    )
    .min(1),
  /** Key of the block that keeps talks: earlier ones are shown when somebody is called to another. */
  talks: key,
  corrections: z.strictObject({ clause }),
  access: z.strictObject({ clause }),
  clause,
});

/** Added to `policySchema`. */
export const decisionParts = {
  accountability: accountability.optional(),
  exemptions: exemptions.optional(),
  priorities: z.array(priority).optional(),
  advance: advance.optional(),
  grades: grades.optional(),
  year: year.optional(),
  notice: notice.optional(),
  fitness: fitness.optional(),
  facets: facets.optional(),
  talks: talks.optional(),
  dossier: dossier.optional(),
  stability: stability.optional(),
};
