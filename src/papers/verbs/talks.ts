/** 提醒谈话: the list of those who are called, and a record of the talk for each (rules §6.2; domain.md, papers). */

import { fill } from '../../text/text.ts';
import type { Decision, DecisionAbout, Doc, Group, ListPaper, Person, RankedPerson, Verdict } from '../../types.ts';
import { column, decisionColumns, listOf, rowDecisions, sourceText, stands, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context, postOf, unitOf } from '../ranking/context.ts';

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

/** The record of one talk: what is known filled in, the rest room to write (domain.md). */
export function talkRecord(input: BookInput, talk: Talk): Doc {
  const ctx = new Context(input);
  const w = input.words.verbs.talks;
  const { person } = talk.ranked.scored;
  const f = talkFacts(ctx, talk);
  const empty = { value: '' };
  return {
    lang: input.lang,
    title: w.recordTitle,
    foot: ctx.policyName(),
    blocks: [
      {
        kind: 'form',
        rows: [
          [
            { label: w.subject, value: person.name },
            { label: ctx.words.ranking.id, value: person.id },
          ],
          [
            { label: ctx.words.ranking.unit, value: unitOf(person) },
            { label: ctx.words.ranking.post, value: postOf(person) },
          ],
          [
            { label: w.speaker, ...empty },
            { label: w.speakerPost, ...empty },
          ],
          [
            { label: w.recorder, ...empty },
            { label: w.recorderPost, ...empty },
          ],
          [
            { label: w.time, ...empty },
            { label: w.place, ...empty },
          ],
          [{ label: w.cause, value: f.cause }],
          [{ label: w.purpose, value: f.purpose }],
          [{ label: w.content, value: '', room: 8 }],
          [{ label: w.answer, value: '', room: 5 }],
          [{ label: w.measures, value: '', room: 2 }],
          [
            { label: w.until, ...empty },
            { label: w.followUp, value: f.followUp },
          ],
        ],
      },
      { kind: 'signatures', labels: [w.subject, w.speaker, w.recorder], date: w.signDate },
    ],
  };
}

interface Facts {
  readonly cause: string;
  readonly purpose: string;
  readonly followUp: string;
}

function talkFacts(ctx: Context, { ranked, group, verdict }: Talk): Facts {
  const w = ctx.input.words.verbs.talks;
  const rules = ctx.policy.talks;
  const line = ctx.policy.lines.find((l) => l.key === verdict.rule);
  const about = { period: ctx.period(), group: ctx.groupName(group), line: verdict.line, clause: verdict.clause };
  const cause = line
    ? fill(w.causeOfLine, { ...about, quality: ctx.name(line.quality), figure: verdict.figure })
    : fill(w.causeText, { ...about, rank: ranked.rank, n: group.headCounts.ranked });
  return {
    cause,
    purpose: rules ? ctx.name(rules.purpose) : ctx.words.lists.talkNote,
    followUp: rules ? fill(w.followUpText, { days: rules['follow-up-days'].value, clause: rules['follow-up-days'].clause.at }) : '',
  };
}

/** The same facts by name, in Chinese and in English, for an office's own form. */
export function talkFields(input: BookInput, talk: Talk): ReadonlyMap<string, string> {
  const ctx = new Context(input);
  const { scored } = talk.ranked;
  const { person } = scored;
  const f = talkFacts(ctx, talk);
  const both: readonly (readonly [string, string, string])[] = [
    ['姓名', 'name', person.name],
    ['编号', 'id', person.id],
    ['单位', 'unit', unitOf(person)],
    ['职务职级', 'post', postOf(person)],
    ['组别', 'group', ctx.groupName(talk.group)],
    ['名次', 'rank', String(talk.ranked.rank)],
    ['人数', 'n', String(talk.group.headCounts.ranked)],
    ['总分', 'total', scored.total.toText(ctx.policy.total.places.value)],
    ['条款', 'clause', talk.verdict.clause],
    ['周期', 'period', ctx.period()],
    ['事由', 'cause', f.cause],
    ['谈话目的', 'purpose', f.purpose],
    ['回访', 'follow-up', f.followUp],
    ['办法', 'policy', ctx.policyName()],
  ];
  return new Map(both.flatMap(([zh, en, value]) => [[zh, value] as const, [en, value] as const]));
}

/** Whose record it is, for the name of its file. */
export const recordName = (person: Person, title: string): string => `${person.id}-${person.name}-${title}`;
