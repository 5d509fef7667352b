/** `appraise/why@1`: the way to one person's result as plain data. Figures are text, so that no reader loses a digit. */
import * as z from 'zod';
import type { Decimal } from '../../decimal.ts';
import type { Clause } from '../../policy/primitives.ts';
import { placeText } from '../../problems/problem.ts';
import { periodText } from '../../table/period.ts';
import type { BlockWay, Place, Sourced } from '../../types.ts';
import { blockKeys } from '../../types.ts';
import type { BlockWhy, Change, LeverMove, Outcome, Why } from '../../why.ts';
import type { BookInput } from '../ranking/context.ts';

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
    inputs: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
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

const text = (d: Decimal): string => d.toText();
const sourcedOf = (s: Sourced<Decimal>) => ({ value: text(s.value), cell: placeText(s.at) });
const cellsOf = (from: readonly Place[]): string[] => from.map(placeText);
const clauseOf = (c: Clause) => ({ at: c.at, quote: c.quote ?? null });
const clausesOf = (all: readonly Clause[]) => all.map(clauseOf);

/** Everything of one person. */
export function whyData({ run, ranking }: BookInput, why: Why): WhyData {
  const { rules, file, sha256 } = run.policy;
  const { person, total, standing, unranked } = why;
  return {
    schema: 'appraise/why@1',
    run: {
      tool: run.tool,
      period: ranking.period ? periodText(ranking.period) : null,
      asOf: ranking.asOf,
      policy: { name: rules.name['zh-Hans'], edition: rules.edition, file, sha256 },
      inputs: run.inputs.map((i) => ({ file: i.file, sha256: i.sha256 })),
    },
    person: {
      id: person.id,
      name: person.name,
      unit: person.unit,
      department: person.department,
      post: person.post,
      rank: person.rank,
      category: person.category,
      level: person.level,
      cell: placeText(person.at),
    },
    blocks: total?.blocks.map(blockOf) ?? [],
    total: total && {
      exact: text(total.scored.exact),
      value: total.scored.total.toText(total.places),
      places: total.places,
      quarters: (total.scored.quarters ?? []).map((q) => ({
        period: periodText(q.period),
        total: q.total.toText(rules.total.places.value),
        cells: cellsOf(q.from),
      })),
      clauses: clausesOf(total.clauses),
    },
    standing: standing && {
      of: standing.n,
      rank: standing.rank,
      above: standing.above,
      equal: standing.equal,
      below: standing.below,
      tiesBy: [...standing.tiesBy],
      clauses: clausesOf(standing.clauses),
    },
    unranked: unranked && {
      reason: unranked.reason.kind === 'problems' ? 'problems' : unranked.reason.key,
      codes: unranked.reason.kind === 'problems' ? [...unranked.reason.codes] : [],
      cells: cellsOf(unranked.from),
      clause: why.unrankedClause && clauseOf(why.unrankedClause),
    },
    ...judgedOf(why),
    decisions: why.decisions.map(({ list, rule, decided, reason, at }) => ({ list, rule, decided, reason, cell: placeText(at) })),
    changes: why.changes.map(changeOf),
  };
}

function judgedOf(why: Why): Pick<WhyData, 'cuts' | 'lines' | 'sanctions' | 'tolerances' | 'priorities' | 'grade' | 'advance'> {
  const { grade, advance } = why;
  return {
    cuts: why.cuts.map(({ result: r, ...c }) => ({
      rule: c.rule,
      share: text(r.share),
      exact: text(r.exact),
      mode: r.mode,
      count: r.k,
      ties: r.ties,
      equalOrBelow: c.equalOrBelow,
      strictlyBelow: c.strictlyBelow,
      state: c.state,
      clauses: clausesOf(c.clauses),
    })),
    lines: why.lines.map((l) => ({
      rule: l.rule,
      line: text(l.line),
      atLine: l.atLine,
      outcome: l.outcome,
      absent: l.absent,
      inspections: l.inspections.map((i) => ({ score: sourcedOf(i.score), missing: text(i.missing), above: text(i.above) })),
      clauses: clausesOf(l.clauses),
    })),
    sanctions: why.sanctions.map(({ sanction: s, ...x }) => ({
      kind: s.kind,
      said: s.said,
      from: s.from,
      to: s.to,
      toBy: s.toBy,
      bars: x.bars,
      lifted: x.lifted !== null,
      inEffect: x.inEffect,
      cells: cellsOf([s.at, ...s.dates]),
      clauses: clausesOf(x.clauses),
    })),
    tolerances: why.tolerances.map((t) => ({
      ground: t.by.ground,
      outcome: t.by.outcome,
      finding: t.by.finding,
      entry: t.entry && { score: sourcedOf(t.entry.entry.value), after: text(t.entry.after) },
      sanction: t.sanction && { cell: placeText(t.sanction.sanction.at), lifted: t.sanction.lifted },
      cell: placeText(t.by.at),
      clauses: clausesOf(t.clauses),
    })),
    priorities: why.priorities.map((p) => ({
      rule: p.rule,
      figure: p.figure,
      line: p.line,
      cells: cellsOf(p.from),
      clauses: clausesOf(p.clauses),
    })),
    grade: grade && gradeOf(grade),
    advance: advance && advanceOf(advance),
  };
}

function gradeOf(g: NonNullable<Why['grade']>): WhyData['grade'] {
  const { proposal: p } = g;
  return {
    kind: g.kind,
    grade: p.grade,
    held: p.held,
    figure: p.figure,
    line: p.line,
    barred: p.barred.map((b) => ({ rule: b.rule, clause: b.clause, cells: cellsOf(b.from) })),
    share: text(g.share),
    heads: g.heads,
    exact: text(g.exact),
    places: g.all,
    group: { heads: g.groupHeads, exact: text(g.groupExact), places: g.places },
    clauses: clausesOf(g.clauses),
  };
}

function advanceOf(a: NonNullable<Why['advance']>): WhyData['advance'] {
  const { rank, to, since, required, off, added, earliest, reached, why, clause: at } = a;
  const years = a.years.map((y) => ({ year: y.year, said: y.said, outcome: y.outcome, cell: y.at && placeText(y.at) }));
  return { rank, to, since, required, off, added, earliest, reached, why, years, clause: at };
}

function blockOf(b: BlockWhy): WhyData['blocks'][number] {
  return {
    block: b.block,
    value: b.score.value.toText(b.score.minPlaces),
    weight: b.weight && text(b.weight),
    adds: text(b.adds),
    way: wayOf(b.score.way),
    beside: b.beside && sourcedOf(b.beside),
    clauses: clausesOf([...b.clauses, ...(b.weightClause ? [b.weightClause] : [])]),
  };
}

function wayOf(w: BlockWay): WhyData['blocks'][number]['way'] {
  switch (w.kind) {
    case 'ballots':
      return {
        kind: 'ballots',
        classes: w.classes.map((c) => ({
          class: c.raterClass,
          weight: text(c.weight),
          votes: c.votes.map((v) => ({ option: v.option, worth: text(v.worth), count: v.count && sourcedOf(v.count) })),
          others: c.others.map(sourcedOf),
          sum: text(c.sum),
          valid: text(c.valid),
          mean: c.mean && text(c.mean),
        })),
        weight: text(w.weight),
        exact: text(w.exact),
      };
    case 'items': {
      const items = w.items.map((i) => ({ item: i.item, score: sourcedOf(i.score), counted: i.counted }));
      return { kind: 'items', items, sum: text(w.sum), divisor: w.divisor, exact: text(w.exact) };
    }
    case 'entries': {
      const entries = w.entries.map(({ entry: e, counted, instead }) => ({
        matter: e.matter,
        score: sourcedOf(e.value),
        counted,
        instead: instead && placeText(instead.value.at),
        before: e.exempted ? text(e.exempted.before) : null,
      }));
      return { kind: 'entries', entries, sum: text(w.sum) };
    }
    case 'given':
      return { kind: 'given', score: sourcedOf(w.score) };
    case 'none':
      return { kind: 'none' };
    case 'mean':
      return {
        kind: 'mean',
        quarters: w.quarters.map((q) => ({ period: periodText(q.period), value: text(q.value) })),
        exact: text(w.exact),
      };
  }
}

function changeOf({ outcome: o, moves }: Change): WhyData['changes'][number] {
  return { outcome: { ...o } satisfies Outcome, moves: moves.map(moveOf) };
}

function moveOf({ lever, now, places, move: m }: LeverMove): WhyData['changes'][number]['moves'][number] {
  const named = lever.kind === 'total' ? 'total' : lever.kind === 'block' ? lever.block : periodText(lever.period);
  return { lever: named, now: now.toText(places), places, move: m && { to: m.to.toText(places), change: m.change.toText(places) } };
}
