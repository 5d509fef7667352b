/** 等次 and 职级 of one person: the places they are held against, and the years that count. */

import type { DocBlock } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { Advance } from '../../verdicts.ts';
import type { GradeWhy } from '../../why.ts';
import type { Context } from '../ranking/context.ts';
import { stateText } from '../verbs/advance.ts';
import { barText, gradeName } from '../verbs/grades.ts';
import { articles, cells, exactText } from './figures.ts';

const line = (text: string): DocBlock => ({ kind: 'paragraph', text });

/** The name of a grade of the policy. */
export const nameOfGrade = (ctx: Context, grade: string | null): string =>
  (ctx.policy.grades && grade !== null ? gradeName(ctx, ctx.policy.grades, grade) : '') || ctx.input.words.why.result.noGrade;

/** The best grade of the period. */
export function bestGrade(ctx: Context, { kind }: Pick<GradeWhy, 'kind'>): string {
  const rules = ctx.policy.grades;
  if (!rules) return '';
  return nameOfGrade(ctx, kind === 'year' ? rules.year.excellent.key : (rules.quarter.bands[0]?.key ?? ''));
}

/** The grade in a word, with what is held. */
export function gradeText(ctx: Context, g: GradeWhy): string {
  const grade = nameOfGrade(ctx, g.proposal.grade);
  return g.proposal.held ? fill(ctx.input.words.why.result.held, { grade, next: bestGrade(ctx, g) }) : grade;
}

/** Places, figure and line, and what bars. */
export function gradeDoc(ctx: Context, g: GradeWhy): DocBlock[] {
  const { grade: w, clauses } = ctx.input.words.why;
  return [
    { kind: 'heading', text: fill(w.heading, { grade: gradeText(ctx, g) }), level: 2 },
    ...[...placesTexts(ctx, g), ...reasonTexts(ctx, g)].map(line),
    ...(g.proposal.held ? [line(fill(w.held, { best: bestGrade(ctx, g) }))] : []),
    line(fill(clauses, { clauses: articles(ctx, g.clauses) })),
  ];
}

function placesTexts(ctx: Context, g: GradeWhy): string[] {
  const { grade: w } = ctx.input.words.why;
  const rules = ctx.policy.grades?.[g.kind];
  const share = ctx.valueText({ kind: 'share', value: g.share });
  const mode = ctx.choice(rules?.round.value ?? '');
  const all = fill(w[g.kind], { best: bestGrade(ctx, g), heads: g.heads, share, exact: g.exact.toText(), mode, places: g.all });
  if (g.kind === 'quarter') return [all];
  const part = { places: g.all, heads: g.groupHeads, all: g.heads, exact: exactText(ctx, g.groupExact), own: g.places };
  return [all, fill(w.part, part)];
}

function reasonTexts(ctx: Context, g: GradeWhy): string[] {
  const { grade: w } = ctx.input.words.why;
  const { proposal: p } = g;
  const best = bestGrade(ctx, g);
  const bars = p.barred.map((b) => barText(ctx, b)).join(ctx.input.words.documents.sources);
  if (p.grade === null) return [fill(w.none, { bars })];
  const grade = nameOfGrade(ctx, p.grade);
  const inPlaces = g.kind === 'year' && p.grade === ctx.policy.grades?.year.excellent.key;
  if (inPlaces) return [fill(w.excellent, { place: p.figure, places: p.line, grade })];
  return [
    fill(isFull(ctx, g) ? w.full : w.reached, { total: p.figure, line: p.line, grade, best, places: g.places }),
    ...(bars === '' ? [] : [fill(w.barred, { best, bars })]),
  ];
}

/** Of a quarter: the total reaches the best grade, but its places are taken. */
function isFull(ctx: Context, { kind, proposal: { grade, total } }: GradeWhy): boolean {
  const [best] = ctx.policy.grades?.quarter.bands ?? [];
  return kind === 'quarter' && best !== undefined && total !== null && grade !== best.key && !total.below(best.from.value);
}

/** The grade, its figure and line for the summary. */
export function gradeRow(ctx: Context, g: GradeWhy): string[] {
  const { result: r } = ctx.input.words.why;
  const { figure, line: against, grade } = g.proposal;
  const byPlace = g.kind === 'year' && grade === ctx.policy.grades?.year.excellent.key;
  const texts = byPlace
    ? [fill(r.place, { place: figure }), fill(r.places, { places: against })]
    : [figure === '' ? '' : fill(r.total, { total: figure }), against === '' ? '' : fill(r.total, { total: against })];
  return [r.grade, gradeText(ctx, g), ...texts, g.proposal.clause];
}

// ── rank advance ──

/** The term, what shortens and lengthens it, and the years. */
export function advanceDoc(ctx: Context, a: Advance): DocBlock[] {
  const { grade: w, clauses } = ctx.input.words.why;
  const { outcomes, notGiven } = ctx.input.words.verbs.advance;
  const about = { rank: a.rank, since: a.since ?? notGiven, to: a.to ?? '', state: stateText(ctx, a) };
  const told =
    a.why === 'told' && a.earliest !== null
      ? fill(w.advance, { ...about, required: a.required ?? 0, off: a.off, added: a.added, earliest: a.earliest })
      : fill(w.advanceNone, about);
  const columns = [
    { header: w.year2, width: 10 },
    { header: w.said, width: 18 },
    { header: w.outcome, width: 26 },
    { header: w.cells, width: 36 },
  ];
  const rows = a.years.map((y) => [String(y.year), y.said ?? notGiven, outcomes[y.outcome], y.at ? cells(ctx, [y.at]) : '']);
  return [
    { kind: 'heading', text: ctx.policy.advance ? ctx.name(ctx.policy.advance.name) : '', level: 2 },
    line(told),
    ...(rows.length > 0 ? [{ kind: 'table', columns, rows } as const] : []),
    line(fill(clauses, { clauses: a.clause })),
  ];
}

/** The earliest day for the summary. */
export function advanceRow(ctx: Context, a: Advance): string[] {
  const name = ctx.policy.advance ? ctx.name(ctx.policy.advance.name) : '';
  const what = a.to === null ? name : fill(ctx.input.words.why.result.advance, { to: a.to });
  return [what, stateText(ctx, a).replaceAll('\n', ctx.input.words.documents.sources), a.earliest ?? '', '', a.clause];
}
