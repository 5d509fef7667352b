/** Inspections, sanctions, error tolerance and priorities of one person, with what each comes to. */

import type { DocBlock } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { InspectedWhy, LineWhy, PriorityWhy, SanctionWhy, ToleranceWhy, Why } from '../../why.ts';
import type { Context } from '../ranking/context.ts';
import { spanText } from '../shared.ts';
import { articles, cells } from './figures.ts';

type Columns = Extract<DocBlock, { kind: 'table' }>['columns'];

/** Everything that does not come from the ranking. */
export function recordsDoc(ctx: Context, why: Why): DocBlock[] {
  const { records: w } = ctx.input.words.why;
  const told = [
    ...linesDoc(ctx, why.lines),
    ...sanctionsDoc(ctx, why.sanctions),
    ...tolerancesDoc(ctx, why.tolerances),
    ...prioritiesDoc(ctx, why.priorities),
  ];
  return told.length > 0 ? told : [{ kind: 'paragraph', text: w.nothing }];
}

const line = (text: string): DocBlock => ({ kind: 'paragraph', text });
const clausesLine = (ctx: Context, of: readonly { readonly clauses: LineWhy['clauses'] }[]): DocBlock =>
  line(
    fill(ctx.input.words.why.clauses, {
      clauses: articles(
        ctx,
        of.flatMap((o) => o.clauses),
      ),
    }),
  );

/** Nothing where there is nothing to list. */
function listed<R extends { readonly clauses: LineWhy['clauses'] }>(
  ctx: Context,
  columns: Columns,
  of: readonly R[],
  row: (of: R) => readonly string[],
): DocBlock[] {
  return of.length === 0 ? [] : [{ kind: 'table', columns, rows: of.map(row) }, clausesLine(ctx, of)];
}

// ── inspections ──

/** What a line is held against. */
export function qualityName(ctx: Context, rule: string): string {
  const found = ctx.policy.lines.find((l) => l.key === rule);
  return found ? ctx.name(found.quality) : rule;
}

/** How far a score is from its line, in words. */
export function distanceText(ctx: Context, i: InspectedWhy): string {
  const { records: w } = ctx.input.words.why;
  if (!i.missing.isZero()) return fill(w.missing, { points: i.missing.toText() });
  return i.above.isZero() ? w.on : fill(w.above, { points: i.above.toText() });
}

function linesDoc(ctx: Context, lines: readonly LineWhy[]): DocBlock[] {
  const { records: w } = ctx.input.words.why;
  if (lines.length === 0) return [];
  const rows = lines.flatMap((l) => {
    const quality = qualityName(ctx, l.rule);
    if (l.inspections.length === 0) return [[quality, w.noScore, l.line.toText(), '', '']];
    return l.inspections.map((i) => [quality, i.score.value.toText(), l.line.toText(), distanceText(ctx, i), cells(ctx, [i.score.at])]);
  });
  const columns = [
    { header: w.quality, width: 18 },
    { header: w.score, width: 10, align: 'right' as const },
    { header: w.line, width: 8, align: 'right' as const },
    { header: w.distance, width: 16 },
    { header: w.cells, width: 32 },
  ];
  const about = lines.flatMap((l) => {
    const args = { quality: qualityName(ctx, l.rule), line: l.line.toText() };
    return [fill(w.atLine[l.atLine], args), ...(l.absent ? [fill(w.absent, args)] : [])];
  });
  return [{ kind: 'table', columns, rows }, ...about.map(line), clausesLine(ctx, lines)];
}

// ── sanctions ──

/** What a sanction does to promotion in this period. */
export function sanctionState(s: SanctionWhy): 'bars' | 'apart' | 'lifted' | 'kind' | 'unknown' {
  if (!s.bars) return 'kind';
  if (s.lifted) return 'lifted';
  if (s.inEffect === null) return 'unknown';
  return s.inEffect ? 'bars' : 'apart';
}

/** What it is called, and its matter and document. */
export function sanctionName(ctx: Context, { sanction: s }: Pick<SanctionWhy, 'sanction'>): string {
  const kind = ctx.policy.accountability?.kinds.find((k) => k.key === s.kind);
  return [kind ? ctx.name(kind.name) : s.said, s.matter, s.document].filter((t) => t !== '').join(ctx.input.words.documents.cells);
}

function sanctionsDoc(ctx: Context, sanctions: readonly SanctionWhy[]): DocBlock[] {
  const { records: w } = ctx.input.words.why;
  const columns = [
    { header: w.sanction, width: 24 },
    { header: w.effect, width: 20 },
    { header: w.period, width: 20 },
    { header: w.state, width: 20 },
    { header: w.cells, width: 22 },
  ];
  return listed(ctx, columns, sanctions, (s) => {
    const span = fill(w.span, { from: s.sanction.from ?? '…', to: s.sanction.to });
    return [
      sanctionName(ctx, s),
      s.sanction.toBy === 'term' ? fill(w.byTerm, { span }) : span,
      s.period ? fill(w.span, s.period) : '',
      w.states[sanctionState(s)],
      cells(ctx, [s.sanction.at, ...s.sanction.dates]),
    ];
  });
}

// ── error tolerance and priorities ──

function tolerancesDoc(ctx: Context, tolerances: readonly ToleranceWhy[]): DocBlock[] {
  const { records: w } = ctx.input.words.why;
  const columns = [
    { header: w.tolerance, width: 22 },
    { header: w.finding, width: 34 },
    { header: w.left, width: 16 },
    { header: w.cells, width: 24 },
  ];
  return listed(ctx, columns, tolerances, (t) => [namedBy(ctx, t), findingText(ctx, t), leftText(ctx, t), cells(ctx, toleranceCells(t))]);
}

const toleranceCells = (t: ToleranceWhy) => [
  t.by.at,
  ...(t.entry ? [t.entry.entry.value.at] : []),
  ...(t.sanction ? [t.sanction.sanction.at] : []),
];

function namedBy(ctx: Context, { entry, sanction }: ToleranceWhy): string {
  if (entry) return [entry.entry.number ?? '', entry.entry.matter].filter((t) => t !== '').join(' ');
  return sanction ? sanctionName(ctx, sanction) : '';
}

function findingText(ctx: Context, { by }: ToleranceWhy): string {
  const { records: w } = ctx.input.words.why;
  const ground = ctx.policy.exemptions?.grounds.list.find((g) => g.key === by.ground);
  return [
    fill(w.outcomes[by.outcome], by.outcome === 'reduced' ? { percent: by.percent?.toText() ?? '' } : {}),
    ground ? ctx.name(ground.name) : by.ground,
    by.finding,
    by.correction === '' ? '' : fill(w.correction, { correction: by.correction }),
    by.due === null ? '' : fill(w.due, { due: by.due }),
    by.done === null ? '' : fill(w.done, { done: by.done }),
  ]
    .filter((t) => t !== '')
    .join(ctx.input.words.documents.sources);
}

function leftText(ctx: Context, { entry, sanction }: ToleranceWhy): string {
  const { records: w } = ctx.input.words.why;
  if (entry) return fill(w.points, { before: entry.entry.value.value.toText(), after: entry.after.toText() });
  return sanction?.lifted ? w.barLifted : w.barStands;
}

function prioritiesDoc(ctx: Context, priorities: readonly PriorityWhy[]): DocBlock[] {
  const { records: w } = ctx.input.words.why;
  const columns = [
    { header: w.priority, width: 24 },
    { header: w.matter, width: 26 },
    { header: w.ground, width: 18 },
    { header: w.cells, width: 26 },
  ];
  const rows = listed(ctx, columns, priorities, (p) => [ctx.ruleName(p.rule), p.figure, p.line, cells(ctx, p.from)]);
  return rows.length === 0 ? [] : [...rows, line(w.priorityNote)];
}

/** A line of the summary of results: what, outcome, figure, line, clause. */
export function recordRows(ctx: Context, why: Why): string[][] {
  const { result: r, records: w } = ctx.input.words.why;
  return [
    ...why.lines.map((l) => [
      ctx.ruleName(l.rule),
      l.outcome === 'on-line' && l.atLine === 'barred' ? r.barred : r.lines[l.outcome],
      lowest(l),
      l.line.toText(),
      articles(ctx, l.clauses),
    ]),
    ...why.sanctions
      .filter((s) => sanctionState(s) === 'bars')
      .map((s) => [
        sanctionName(ctx, s),
        r.barred,
        fill(w.span, { from: s.sanction.from ?? '…', to: s.sanction.to }),
        s.period ? fill(w.span, s.period) : '',
        articles(ctx, s.clauses),
      ]),
    ...why.priorities.map((p) => [ctx.ruleName(p.rule), r.priority, spanText(p.figure), p.line, articles(ctx, p.clauses)]),
  ];
}

/** The score that decides: the lowest. */
function lowest(l: LineWhy): string {
  const scores = l.inspections.map((i) => i.score.value);
  const [first, ...rest] = scores;
  return first ? rest.reduce((a, b) => (b.below(a) ? b : a), first).toText() : '';
}
