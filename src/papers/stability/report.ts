/** 稳定性 as a report: the lists, and group by group how totals are spread, how far ranks may lie, and everybody. */
import type { GroupStability } from '../../appraise/stability/types.ts';
import type { ListPaper } from '../../paper.ts';
import type { Report, ReportBlock } from '../../report.ts';
import { fill } from '../../text/text.ts';
import { isIdle, without } from '../lists/list.ts';
import { distributionFigure, intervalsFigure } from './figures.ts';
import { namedList, nearList, peopleList, summaryList } from './lists.ts';
import { Say, type StabilityInput } from './say.ts';

export function stabilityReport(from: StabilityInput): Report {
  const say = new Say(from);
  const { words: w, ctx } = say;
  const title = say.title(null);
  const { bar, talk, held } = ctx.marks;
  return {
    lang: from.input.lang,
    title,
    subtitle: say.subtitle(),
    foot: ctx.foot(title),
    tones: { bar, talk, held },
    blocks: [
      heading(w.sheets.summary),
      titled(summaryList(say)),
      heading(w.sheets.near),
      titled(nearOnPage(nearList(say))),
      ...from.stability.groups.flatMap((g) => groupBlocks(say, g)),
      heading(w.sheets.named),
      titled(namedList(say)),
      heading(w.figures.how),
      ...say.notes().map(paragraph),
    ],
  };
}

const heading = (text: string): ReportBlock => ({ kind: 'heading', text });
const paragraph = (text: string): ReportBlock => ({ kind: 'paragraph', text });

/** The page says once what all lists say above and beneath; rows need no numbers where ranks stand. */
const bare = (list: ListPaper): ListPaper => ({
  ...without(list, (c, cells) => c.key === 'serial' || isIdle(c, cells)),
  subtitle: [],
  notes: [],
});

const titled = (list: ListPaper): ReportBlock => ({ kind: 'table', list: bare(list), titled: true });

/** How the ballots were drawn is said of everybody in the tables of the groups; here only where people differ in it. */
const nearOnPage = (list: ListPaper): ListPaper => without(list, (c, cells) => c.key === 'basis' && new Set(cells).size === 1);

function groupBlocks(say: Say, of: GroupStability): ReportBlock[] {
  const group = say.ctx.groupName(of.group);
  const figures = [distributionFigure(say, of), intervalsFigure(say, of)].filter((f) => f !== null);
  const people = without(bare(peopleList(say, [of])), (c) => c.key === 'group');
  return [
    heading(group),
    paragraph(say.meaning(of)),
    ...say.smallness(of).map(paragraph),
    ...figures,
    { kind: 'table', list: { ...people, title: fill(say.words.figures.people, { group }) } },
  ];
}
