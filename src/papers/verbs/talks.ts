/** 提醒谈话: the list of those who are called (rules §6.2); src/papers/talks has the record of each talk. */

import { fill } from '../../text/text.ts';
import type { Decision, DecisionAbout, Group, ListPaper, Person, RankedPerson, Verdict } from '../../types.ts';
import { column, decisionColumns, listOf, rowDecisions, sourceText, stands, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** Somebody on the list, or kept off it by a tie. */
export interface Talk {
  readonly ranked: RankedPerson;
  readonly group: Group;
  readonly verdict: Verdict;
}

/** Everybody whom the ranking calls, in the order of the groups. */
export function talksOf({ ranking }: Pick<BookInput, 'ranking'>): Talk[] {
  return ranking.groups.flatMap((group) =>
    group.ranked.flatMap((ranked) =>
      ranked.verdicts.filter((v) => v.list === 'reminder-talk').map((verdict) => ({ ranked, group, verdict })),
    ),
  );
}

const aboutOf = ({ ranked, verdict }: Talk): DecisionAbout => ({
  person: ranked.scored.person.key,
  list: verdict.held ? 'held' : verdict.list,
  rule: verdict.rule,
  proposal: verdict.held ? 1 : 0,
});

/** Who is called: proposed and not decided otherwise, or decided so. */
export const isCalled = (talk: Talk, decisions: readonly Decision[]): boolean => stands(decisions, aboutOf(talk));

/** The list, with room for when and by whom. */
export function talkList(input: BookInput, decisions: readonly Decision[]): { paper: ListPaper; about: RowDecisions } {
  const ctx = new Context(input);
  const w = input.words.verbs.talks;
  const talks = talksOf(input);
  const { lists: l, ranking: r } = ctx.words;
  const rules = ctx.policy.talks;
  const columns = [
    ...whoColumns<Talk>(ctx, (t) => t.ranked.scored.person),
    column<Talk>('rank-of', l.rankOf, 8, 'center', (t) => `${t.ranked.rank}/${t.group.headCounts.ranked}`),
    column<Talk>('total', r.total, 8, 'two-places', (t) => ({ number: t.ranked.scored.total.toText(ctx.policy.total.places.value) })),
    column<Talk>('line', l.line, 7, 'general', (t) => ({ number: t.verdict.line })),
    column<Talk>('clause', l.clause, 9, 'center', (t) => t.verdict.clause),
    column<Talk>('source', l.source, 18, 'wrapped', (t) => sourceText(ctx, t.verdict.from)),
    ...decisionColumns<Talk>(ctx, decisions, aboutOf),
    { ...column<Talk>('date', w.date, 11, 'center', () => null), fill: 'words' as const },
    { ...column<Talk>('by', w.by, 11, 'wrapped', () => null), fill: 'words' as const },
  ];
  const head = {
    key: 'talks',
    name: ctx.words.sheets.talks,
    title: fill(l.talksTitle, { period: ctx.period() }),
    subtitle: [ctx.policyName()],
    notes: [l.talkNote, ...(rules ? [fill(w.within, { days: rules['within-days'].value, clause: rules['within-days'].clause.at })] : [])],
  };
  return { paper: listOf(ctx, head, columns, talks), about: rowDecisions(talks, aboutOf) };
}

/** Whose record it is, for the name of its file. */
export const recordName = (person: Person, title: string): string => `${person.id}-${person.name}-${title}`;
