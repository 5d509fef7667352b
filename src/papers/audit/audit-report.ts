/** An audit as a report: its lists in sections, with pictures of leniency and of unit means. */
import { type Audit, isWithheld, type Leniency } from '../../appraise/audit/nouns.ts';
import type { ListPaper } from '../../paper.ts';
import type { Figure, Report, ReportBlock } from '../../report.ts';
import { fill } from '../../text/text.ts';
import { isIdle, without } from '../lists/list.ts';
import { auditHead, auditLists } from './audit-lists.ts';
import { type AuditContext, fixed } from './figures.ts';

/** One page of any length. */
export function auditReport(ctx: AuditContext, audit: Audit): Report {
  const title = fill(ctx.audit.title, { period: ctx.period() });
  return {
    lang: ctx.lang,
    title,
    subtitle: [ctx.policyName(), ...auditHead(ctx, audit)],
    foot: ctx.foot(title),
    blocks: auditLists(ctx, audit).flatMap((list) => section(ctx, list, audit)),
  };
}

function section(ctx: AuditContext, list: ListPaper, audit: Audit): ReportBlock[] {
  return [
    { kind: 'heading', text: list.title },
    ...list.subtitle.map((text): ReportBlock => ({ kind: 'paragraph', text })),
    ...picture(ctx, list.key, audit),
    // What was found stands above the picture; the method beneath the table.
    { kind: 'table', list: { ...without(list, isIdle), subtitle: [] }, titled: true },
  ];
}

function picture(ctx: AuditContext, key: string, audit: Audit): ReportBlock[] {
  if (key === 'classes') return leniencyFigure(ctx, 'classes', audit.classes);
  if (key === 'units') return leniencyFigure(ctx, 'units', audit.units);
  return key === 'unitMeans' ? meanFigure(ctx, audit) : [];
}

/** A row a group: its mean with one standard deviation either way. */
function leniencyFigure(ctx: AuditContext, key: 'classes' | 'units', groups: readonly Leniency[]): ReportBlock[] {
  const w = ctx.audit.figures;
  const rows = groups.map((g) => {
    const name = [ctx.className(g.raterClass), g.unit ?? ''].filter((t) => t !== '').join(' · ');
    const sd = g.sd ?? 0;
    const tone = !isWithheld(g.difference) && g.difference.marked ? ('held' as const) : ('plain' as const);
    return { name, at: fixed(g.mean, 2), low: fixed(g.mean - sd, 2), high: fixed(g.mean + sd, 2), tone, sd: g.sd };
  });
  if (rows.length === 0) return [];
  const figure: Figure = {
    kind: 'intervals',
    axis: w.axis,
    tones: { held: ctx.audit.marked, plain: w.unmarked },
    rows: rows.map(({ sd: _, ...row }) => row),
    lines: [],
  };
  const told = rows.map((r) => fill(w.told, { name: r.name, mean: r.at, sd: r.sd === null ? '–' : fixed(r.sd, 2) })).join(w.next);
  return [{ kind: 'figure', title: w[key], told, figure }];
}

/** A row a unit, from its own mean to the group's. */
function meanFigure(ctx: AuditContext, audit: Audit): ReportBlock[] {
  const w = ctx.audit.figures;
  const rows = audit.unitMeans.flatMap((m) => {
    if (isWithheld(m.figures)) return [];
    const [unit, group] = [m.figures.unit.total.round(2), m.figures.group.total.round(2)];
    const [low, high] = unit.below(group) ? [unit, group] : [group, unit];
    const name = `${ctx.groupName(m)} · ${m.unit}`;
    return [{ name, at: unit.toText(2), low: low.toText(2), high: high.toText(2), tone: 'plain' as const, group: group.toText(2) }];
  });
  if (rows.length === 0) return [];
  const figure: Figure = { kind: 'intervals', axis: w.axis, rows: rows.map(({ group: _, ...row }) => row), lines: [] };
  const told = rows.map((r) => fill(w.toldMean, { name: r.name, mean: r.at, group: r.group })).join(w.next);
  return [{ kind: 'figure', title: w.unitMeans, told, figure }];
}
