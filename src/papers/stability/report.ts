/** 稳定性 as a report: the lists, and group by group how totals are spread and how far ranks may lie. */
import type { Report, ReportBlock } from '../../report.ts';
import { distributionFigure, intervalsFigure } from './figures.ts';
import { namedList, nearList, peopleList, summaryList } from './lists.ts';
import { Say, type StabilityInput } from './say.ts';

export function stabilityReport(from: StabilityInput): Report {
  const say = new Say(from);
  const { words: w, ctx } = say;
  const table = (list: ReturnType<typeof summaryList>): ReportBlock => ({
    kind: 'table',
    list: { ...list, title: '', subtitle: [], notes: [] },
  });
  const groups = from.stability.groups.flatMap((g): ReportBlock[] => {
    const figures = [distributionFigure(say, g), intervalsFigure(say, g)].filter((f) => f !== null);
    return [
      { kind: 'heading', text: ctx.groupName(g.group), level: 2 },
      { kind: 'paragraph', text: say.meaning(g) },
      ...say.smallness(g).map((text): ReportBlock => ({ kind: 'paragraph', text })),
      ...figures,
    ];
  });
  return {
    lang: from.input.lang,
    title: say.title(null),
    subtitle: say.subtitle(),
    foot: ctx.policyName(),
    blocks: [
      { kind: 'heading', text: w.sheets.summary },
      table(summaryList(say)),
      { kind: 'heading', text: w.sheets.near },
      table(nearList(say)),
      ...groups,
      { kind: 'heading', text: w.sheets.named },
      table(namedList(say)),
      { kind: 'heading', text: w.sheets.people },
      table(peopleList(say)),
      ...say.notes().map((text): ReportBlock => ({ kind: 'paragraph', text, small: true })),
    ],
  };
}
