/** An audit as lists: one a statistic, each with its formula and condition beneath, and a list of all methods with their sources. */
import { type Audit, isWithheld } from '../../appraise/audit/nouns.ts';
import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import type { AuditContext } from './figures.ts';
import { identicalList, influenceLists, leniencyList, reciprocityList, straightList } from './rater-lists.ts';
import { agreementList, associationList, levelledList, methodList, unitMeanList } from './score-lists.ts';

/** The lists in the order in which they are read. */
export function auditLists(ctx: AuditContext, audit: Audit): ListPaper[] {
  const pooled = audit.pooledUnits.map((p) =>
    fill(ctx.audit.pooled, { class: ctx.className(p.raterClass), least: ctx.rules['least-raters'].value, units: p.units }),
  );
  return [
    leniencyList(ctx, 'classes', audit.classes, hiddenText(ctx, audit)),
    leniencyList(ctx, 'units', audit.units, pooled),
    straightList(ctx, audit.straight),
    identicalList(ctx, audit.identical),
    reciprocityList(ctx, audit.reciprocity),
    ...influenceLists(ctx, audit.influence),
    agreementList(ctx, audit.agreement),
    associationList(ctx, audit.association),
    unitMeanList(ctx, audit.unitMeans),
    levelledList(ctx, audit.levelled),
    methodList(ctx),
  ];
}

/** What stands over the whole: what the ballots are, that it is no finding, that small groups are left out. */
export function auditHead(ctx: AuditContext, audit: Audit): string[] {
  const raters = isWithheld(audit.influence) ? 0 : audit.influence.examined;
  const people = new Set(ctx.input.source.votes?.map((v) => v.person)).size;
  return [
    fill(ctx.audit.ballots[audit.ballots], { raters, people }),
    ctx.audit.neutral,
    fill(ctx.audit.privacy, { least: ctx.rules['least-raters'].value }),
    ...hiddenText(ctx, audit),
  ];
}

function hiddenText(ctx: AuditContext, { hiddenClasses }: Audit): string[] {
  if (hiddenClasses.length === 0) return [];
  const classes = hiddenClasses.map((c) => ctx.className(c)).join(ctx.input.words.policy.listComma);
  return [fill(ctx.audit.hidden, { least: ctx.rules['least-raters'].value, classes })];
}
