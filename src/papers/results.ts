/** Ranking → the JSON contract `appraise/results@1`. Keys may be added, never renamed; decimals are strings. */
import * as z from 'zod';
import type { BookKind } from '../book.ts';
import type { Policy } from '../policy/policy.ts';
import { a1, placeText } from '../problems/problem.ts';
import { periodText } from '../table/period.ts';
import {
  type BlockKey,
  blockKeys,
  type Check,
  type CutResult,
  type Group,
  type Place,
  type Problem,
  type RankedPerson,
  type Ranking,
  type UnrankedPerson,
  type Verdict,
} from '../types.ts';
import { aboutRun, readData, runShape } from './run-data.ts';

const decimal = z.string().regex(/^-?\d+(\.\d+)?$/);
const place = z.string().describe('file!sheet!A1; a CSV file has no sheet: file!A1');
const verdict = z.strictObject({
  rule: z.string(),
  list: z.enum(['promotion-bar', 'reminder-talk', 'priority']),
  held: z.boolean().describe('true: only a tie keeps the person off the list'),
  figure: z.string(),
  line: z.string(),
  clause: z.string(),
  from: z.array(place),
});
const check = z.strictObject({
  rule: z.string(),
  outcome: z.enum(['passed', 'on-line', 'not-assessed']),
  figure: decimal.nullable(),
  from: z.array(place),
});
const who = { id: z.string(), name: z.string(), unit: z.string(), post: z.string(), category: z.string(), level: z.string() };

/** The contract as a schema: strict, so that a key that is not in it cannot slip out. */
export const resultsSchema = z.strictObject({
  schema: z.literal('appraise/results@1'),
  run: z.strictObject({
    ...runShape,
    columns: z.strictObject({ file: z.string(), sha256: z.string() }).nullable(),
  }),
  groups: z.array(
    z.strictObject({
      category: z.string(),
      level: z.string(),
      n: z.int(),
      headCounts: z.strictObject({ roster: z.int(), shouldTakePart: z.int(), ranked: z.int(), eligibleForExcellent: z.int() }),
      cuts: z.array(
        z.strictObject({
          rule: z.string(),
          share: decimal,
          exact: decimal,
          k: z.int(),
          mode: z.enum(['half-up', 'floor', 'ceil']),
          ties: z.enum(['exclude', 'include']),
        }),
      ),
    }),
  ),
  people: z.array(
    z.strictObject({
      ...who,
      blocks: z.strictObject(Object.fromEntries(blockKeys.map((b) => [b, decimal])) as Record<BlockKey, typeof decimal>),
      total: decimal,
      quarters: z
        .array(z.strictObject({ period: z.string(), total: decimal }))
        .optional()
        .describe('of a year: the printed totals it is the mean of'),
      rank: z.int(),
      of: z.int(),
      verdicts: z.array(verdict),
      checks: z.array(check),
    }),
  ),
  notRanked: z.array(
    z.strictObject({
      ...who,
      reason: z.string(),
      codes: z.array(z.string()),
      clause: z.string(),
      from: z.array(place),
      verdicts: z.array(verdict),
      checks: z.array(check),
    }),
  ),
  problems: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      file: z.string().nullable(),
      sheet: z.string().nullable(),
      cell: z.string().nullable(),
      header: z.string().nullable(),
      person: z.string().nullable().describe('the id; names stay out of problems'),
      clause: z.string().nullable(),
    }),
  ),
});
/** `appraise/results@1`. */
export type Results = z.infer<typeof resultsSchema>;

/** What is said of a run beside its results. */
export interface Run {
  readonly tool: string;
  readonly policy: { readonly file: string; readonly sha256: string; readonly text: string; readonly rules: Policy };
  /** The map of columns laid over the policy (`--map`), or null; its text, so that the run can be done again from the workbook. */
  readonly columns: { readonly file: string; readonly sha256: string; readonly text?: string } | null;
  /** What was asked for on the command line and shaped the result; absent: nothing was. */
  readonly asked?: Asked;
  /** `kind` by content; `encoding` of texts and web pages. */
  readonly inputs: readonly {
    readonly file: string;
    readonly sha256: string;
    readonly kind: BookKind | 'archive';
    readonly encoding: string | null;
  }[];
  /** People are under pseudonyms: the mark of the key. Hashes of inputs are under the same key. */
  readonly masked?: string;
}

/** Options of a run, as they were given. */
export interface Asked {
  readonly period?: string;
  readonly asOf?: string;
  readonly allowIncomplete?: true;
  readonly strict?: true;
}

/** The whole result of a run as plain data (rules §9). */
export function resultsOf(ranking: Ranking, run: Run, problems: readonly Problem[]): Results {
  const { policy } = run;
  return {
    schema: 'appraise/results@1',
    run: {
      ...aboutRun({ run, ranking }),
      columns: run.columns && { file: run.columns.file, sha256: run.columns.sha256 },
      ...readData(run),
    },
    groups: ranking.groups.map(groupOf),
    people: ranking.groups.flatMap((g) => g.ranked.map((r) => personOf(r, g, policy.rules))),
    notRanked: [...ranking.groups.flatMap((g) => g.notRanked), ...ranking.unplaced].map(unrankedOf),
    problems: problems.map(problemOf),
  };
}

function groupOf(g: Group): Results['groups'][number] {
  return { category: g.category, level: g.level, n: g.headCounts.ranked, headCounts: { ...g.headCounts }, cuts: g.cuts.map(cutOf) };
}

function cutOf(c: CutResult): Results['groups'][number]['cuts'][number] {
  return { rule: c.rule, share: c.share.toText(2), exact: c.exact.toText(2), k: c.k, mode: c.mode, ties: c.ties };
}

function personOf(r: RankedPerson, g: Group, policy: Policy): Results['people'][number] {
  const { person, blocks, total } = r.scored;
  return {
    ...whoOf(person),
    blocks: Object.fromEntries(blockKeys.map((b) => [b, blocks[b].value.toText(blocks[b].minPlaces)])) as Record<BlockKey, string>,
    total: total.toText(policy.total.places.value),
    ...(r.scored.quarters
      ? { quarters: r.scored.quarters.map((q) => ({ period: periodText(q.period), total: q.total.toText(policy.total.places.value) })) }
      : {}),
    rank: r.rank,
    of: g.headCounts.ranked,
    verdicts: r.verdicts.map(verdictOf),
    checks: r.checks.map(checkOf),
  };
}

function whoOf(p: UnrankedPerson['person']) {
  return { id: p.id, name: p.name, unit: p.unit, post: p.post, category: p.category, level: p.level };
}

function unrankedOf(u: UnrankedPerson): Results['notRanked'][number] {
  return {
    ...whoOf(u.person),
    reason: u.reasonText,
    codes: u.reason.kind === 'problems' ? [...u.reason.codes] : [],
    clause: u.clause,
    from: u.from.map(placeText),
    verdicts: u.verdicts.map(verdictOf),
    checks: u.checks.map(checkOf),
  };
}

const places = (from: readonly Place[]): string[] => from.map(placeText);
const verdictOf = (v: Verdict): Results['people'][number]['verdicts'][number] => ({ ...v, from: places(v.from) });
const checkOf = (c: Check): Results['people'][number]['checks'][number] => ({ ...c, from: places(c.from) });

/** A problem by its address: no name and no value leaves the program with it (reliability: personal data). */
function problemOf(p: Problem): Results['problems'][number] {
  return {
    code: p.code,
    severity: p.severity,
    file: p.file ?? null,
    sheet: p.sheet ?? null,
    cell: p.place ? a1(p.place) : null,
    header: p.header ?? null,
    person: p.person?.id ?? null,
    clause: p.clause ?? null,
  };
}

/** JSON Schema of the contract, for those who read it. */
export function resultsJsonSchema(): unknown {
  return z.toJSONSchema(resultsSchema);
}
