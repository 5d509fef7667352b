/** How blocks came to a total, a total to a rank, and a rank to the lists of the cuts. */

import type { DocBlock } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Person } from '../../types.ts';
import type { CutWhy, StandingWhy, TotalWhy } from '../../why.ts';
import type { Context } from '../ranking/context.ts';
import { articles, cells, equals, roundedText, sumOf, term } from './figures.ts';

const line = (text: string): DocBlock => ({ kind: 'paragraph', text });
const clausesLine = (ctx: Context, clauses: TotalWhy['clauses']): DocBlock =>
  line(fill(ctx.input.words.why.clauses, { clauses: articles(ctx, clauses) }));

/** Σ weight · block; of a year the mean of its quarters. */
export function totalDoc(ctx: Context, t: TotalWhy): DocBlock[] {
  const { total: w } = ctx.input.words.why;
  const { givenTotal } = t.scored.person;
  const own = givenTotal ? [line(fill(w.own, { value: givenTotal.value.toText(), cell: placeText(givenTotal.at) }))] : [];
  const figures = t.scored.quarters ? yearFigures(ctx, t, t.scored.quarters) : blockFigures(ctx, t);
  return [...figures, line(roundedText(ctx, t.scored.total, t.places)), ...own, clausesLine(ctx, t.clauses)];
}

function blockFigures(ctx: Context, t: TotalWhy): DocBlock[] {
  const { total: w } = ctx.input.words.why;
  const rows = t.blocks.map((b) => [
    ctx.name(ctx.policy.blocks[b.block].name),
    b.score.value.toText(b.score.minPlaces),
    b.weight ? ctx.valueText({ kind: 'share', value: b.weight }) : '+',
    b.adds.toText(),
    b.weightClause?.at ?? '',
  ]);
  const columns = [
    { header: w.block, width: 30 },
    { header: w.score, width: 13, align: 'right' as const },
    { header: w.weight, width: 11, align: 'right' as const },
    { header: w.adds, width: 15, align: 'right' as const },
    { header: w.clause, width: 15 },
  ];
  const sum = equals(ctx, sumOf(t.blocks.map((b) => term(b.adds))), t.scored.exact);
  return [{ kind: 'table', columns, rows }, line(fill(w.sum, { sum }))];
}

function yearFigures(ctx: Context, t: TotalWhy, quarters: NonNullable<TotalWhy['scored']['quarters']>): DocBlock[] {
  const { total: w } = ctx.input.words.why;
  const printed = ctx.policy.total.places.value;
  const sum = `(${sumOf(quarters.map((q) => term(q.total, printed)))}) ÷ ${quarters.length}`;
  const columns = [
    { header: w.quarter, width: 22 },
    { header: w.printed, width: 12, align: 'right' as const },
    { header: ctx.input.words.why.block.cells, width: 50 },
  ];
  const rows = quarters.map((q) => [ctx.periodName(q.period), q.total.toText(printed), cells(ctx, q.from)]);
  return [{ kind: 'table', columns, rows }, line(fill(w.mean, { sum: equals(ctx, sum, t.scored.exact) }))];
}

/** Rank and both cuts in numbers of people. */
export function standingDoc(ctx: Context, person: Person, s: StandingWhy, cuts: readonly CutWhy[]): DocBlock[] {
  const { standing: w, total } = ctx.input.words.why;
  const { n, above, equal, below, rank } = s;
  const blocks = s.tiesBy.map((b) => ctx.name(ctx.policy.blocks[b].name)).join(ctx.input.words.documents.cells);
  const own = person.givenRank;
  return [
    line(fill(w.counts, { n, above, equal, below })),
    line(fill(w.rank, { above, rank })),
    line(s.tiesBy.length === 0 ? w.noTieBreak : fill(w.tieBreak, { blocks })),
    ...(own ? [line(fill(total.ownRank, { value: own.value.toText(), cell: placeText(own.at) }))] : []),
    clausesLine(ctx, s.clauses),
    ...cuts.flatMap((c) => cutDoc(ctx, n, c)),
  ];
}

/** The name of a cut with what it leads to. */
export function cutName(ctx: Context, rule: string): string {
  const cut = ctx.policy.cuts.find((c) => c.key === rule);
  return cut ? fill(ctx.input.words.why.standing.cut, { cut: ctx.name(cut.name), effect: ctx.name(cut.effect) }) : rule;
}

function cutDoc(ctx: Context, n: number, c: CutWhy): DocBlock[] {
  const { standing: w } = ctx.input.words.why;
  const { share, exact, k, mode, ties } = c.result;
  const about = { n, share: ctx.valueText({ kind: 'share', value: share }), exact: exact.toText(), mode: ctx.choice(mode), k };
  const { equalOrBelow, strictlyBelow } = c;
  const counted = [
    fill(w.counted, { equalOrBelow, strictlyBelow, ties: ctx.choice(ties) }),
    fill(w.states[ties][c.state], { equalOrBelow, strictlyBelow, k }),
  ];
  return [
    { kind: 'heading', text: cutName(ctx, c.rule), level: 2 },
    line(fill(w.k, about)),
    ...(k === 0 ? [line(w.none)] : counted.map(line)),
    clausesLine(ctx, c.clauses),
  ];
}
