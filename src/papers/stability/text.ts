/** 稳定性 on a terminal: the summary and who is near a line, in lines that fit. */
import type { CutSummary, GroupStability } from '../../appraise/stability/types.ts';
import { visible, wrap } from '../../problems/width.ts';
import { fill } from '../../text/text.ts';
import { type CutRow, nearRows, percentOf, Say, type StabilityInput } from './say.ts';

/** @param columns of the terminal */
export function stabilityText(from: StabilityInput, columns: number): string {
  const say = new Say(from);
  const { text: w } = say.words;
  const near = nearRows(from.stability);
  const indented = (text: string, by: number): string[] => wrap(text, columns - by).map((l) => `${' '.repeat(by)}${l}`);
  const summary = from.stability.groups.flatMap((g) => groupLines(say, g).flatMap(([by, text]) => indented(text, by)));
  const listed =
    near.length === 0
      ? [`  ${say.words.nobodyNear}`]
      : near.flatMap((row, i) => nearLines(say, row, near[i - 1]).flatMap(([by, t]) => indented(t, by)));
  const notes = say.notes().flatMap((n) => indented(n, 0));
  const [drawn = '', proposal = ''] = say.subtitle();
  const parts = [
    [say.title(null), ...indented(drawn, 0)],
    [w.summary, ...summary],
    [fill(w.near, { count: near.length }), ...listed],
    [...notes, ...indented(proposal, 0)],
  ];
  return `${parts.map((p) => p.join('\n')).join('\n\n')}\n`;
}

type Line = readonly [indent: number, text: string];

const groupHead = (say: Say, { group }: GroupStability): string =>
  fill(say.words.groupHead, { group: say.ctx.groupName(group), n: group.headCounts.ranked });

function groupLines(say: Say, of: GroupStability): Line[] {
  const { text: w } = say.words;
  const counts = (c: CutSummary): string => {
    const firm = fill(w.counts, { within: c.firmWithin, near: c.near, outside: c.firmOutside });
    return c.open === 0 ? firm : fill(w.withOpen, { counts: firm, open: c.open });
  };
  return [
    [2, groupHead(say, of)],
    [4, say.meaning(of)],
    ...say.smallness(of).map((t): Line => [4, t]),
    ...of.cuts.filter((c) => c.k > 0).map((c): Line => [4, `${fill(w.line, { rule: say.ctx.ruleName(c.rule), k: c.k })}  ${counts(c)}`]),
  ];
}

function nearLines(say: Say, row: CutRow, before: CutRow | undefined): Line[] {
  const { text: w } = say.words;
  const { draws } = say.from.stability;
  const { person, cut, ballots, weights } = row;
  const { id, name } = person.ranked.scored.person;
  const head = `${groupHead(say, row.of)} ${say.ctx.ruleName(cut.rule)}`;
  const changed = !before || before.of !== row.of || before.cut.rule !== cut.rule;
  const args = { rank: person.ranked.rank, interval: say.range(person.ballots), side: say.words.sides[cut.side], points: say.points(cut) };
  const percent = (times: number) => percentOf(times, draws);
  return [
    ...(changed ? [[2, head] as const] : []),
    [4, visible(fill(w.who, { name, id: id === name ? '' : id }).trim())],
    [6, fill(person.ballots ? w.now : w.nowOnly, args)],
    ...(ballots ? [[6, fill(w.ballots, { within: percent(ballots.within), held: percent(ballots.held) })] as const] : []),
    ...(weights
      ? [[6, fill(w.weights, { within: percent(weights.within), held: percent(weights.held), change: say.change(cut.change) })] as const]
      : []),
    [6, fill(w.reasons, { reasons: say.reasons(cut) })],
  ];
}
