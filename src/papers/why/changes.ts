/** What would have changed the outcome, a table a line: rows are what is moved alone, columns what it leads to. */
import { Decimal } from '../../decimal.ts';
import type { DocBlock } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { Change, Lever, LeverMove, Why } from '../../why.ts';
import type { Context } from '../ranking/context.ts';
import { signed } from './figures.ts';
import { bestGrade, gradeText, nameOfGrade } from './grade.ts';
import { distanceText, qualityName } from './records.ts';
import { cutName } from './standing.ts';

/** Every cut, the grade, and the points that a quality lacks. */
export function changesDoc(ctx: Context, why: Why): DocBlock[] {
  const { changes: w, result } = ctx.input.words.why;
  const of = (wanted: (c: Change) => boolean) => why.changes.filter(wanted);
  const tables = why.cuts.flatMap((cut) => [
    heading(fill(w.cut, { cut: cutName(ctx, cut.rule), state: result.states[cut.state] })),
    ...table(
      ctx,
      why,
      of((c) => c.outcome.kind === 'cut' && c.outcome.rule === cut.rule),
    ),
  ]);
  const grades = why.grade
    ? [
        heading(fill(w.grade, { grade: gradeText(ctx, why.grade) })),
        ...table(
          ctx,
          why,
          of((c) => c.outcome.kind === 'grade'),
        ),
      ]
    : [];
  const cannot = why.changes.some((c) => c.moves.some((m) => m.move === null));
  return [line(w.intro), ...tables, ...grades, ...(cannot ? [line(w.cannotNote)] : []), ...missing(ctx, why).map(line)];
}

const heading = (text: string): DocBlock => ({ kind: 'heading', text, level: 2 });
const line = (text: string): DocBlock => ({ kind: 'paragraph', text });

function table(ctx: Context, why: Why, changes: readonly Change[]): DocBlock[] {
  const { changes: w } = ctx.input.words.why;
  const [first] = changes;
  if (!first) return [line(w.none)];
  const columns = [
    { header: w.lever, width: 30 },
    { header: w.now, width: 10, align: 'right' as const },
    ...changes.map((c) => ({ header: outcomeText(ctx, why, c), width: 16, align: 'right' as const })),
  ];
  const rows = first.moves.map((m, i) => [
    leverText(ctx, m.lever),
    m.now.toText(m.places),
    ...changes.map((c) => moveText(ctx, c.moves[i])),
  ]);
  return [{ kind: 'table', columns, rows }];
}

/** `82.41 (+1.21)`: what it would have to be, and by how much that is more. */
function moveText(ctx: Context, of: LeverMove | undefined): string {
  const { changes: w } = ctx.input.words.why;
  if (!of?.move) return w.cannot;
  return fill(w.move, { to: of.move.to.toText(of.places), change: signed(of.move.change, of.places) });
}

function outcomeText(ctx: Context, why: Why, { outcome: o }: Change): string {
  const { result } = ctx.input.words.why;
  if (o.kind === 'cut') return result.states[o.state];
  const grade = nameOfGrade(ctx, o.grade);
  return o.held && why.grade ? fill(result.held, { grade, next: bestGrade(ctx, why.grade) }) : grade;
}

function leverText(ctx: Context, lever: Lever): string {
  if (lever.kind === 'total') return ctx.input.words.why.changes.total;
  return lever.kind === 'block' ? ctx.name(ctx.policy.blocks[lever.block].name) : ctx.periodName(lever.period);
}

/** Qualities that lack points: the lowest of each. */
function missing(ctx: Context, why: Why): string[] {
  return why.lines.flatMap((l) => {
    const lacking = l.inspections.filter((i) => i.missing.above(Decimal.zero));
    return lacking.map((i) =>
      fill(ctx.input.words.why.changes.lines, { quality: qualityName(ctx, l.rule), missing: distanceText(ctx, i) }),
    );
  });
}
