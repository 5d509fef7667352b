/** 提醒谈话: the list of those who are called (rules §6.2); src/papers/talks has the record of each talk. */

import type { Decision, DecisionAbout, ListPaper } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { periodText } from '../../table/period.ts';
import { fill } from '../../text/text.ts';
import type { Person, RankedPerson, UnrankedPerson, Verdict } from '../../types.ts';
import { column, decisionColumns, listOf, rowDecisions, sourceColumn, stands, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** Somebody on the list, or kept off it by a tie. */
export interface Talk {
  readonly person: Person;
  /** null for somebody who is not ranked: a line may call them all the same (rules §5.2). */
  readonly ranked: RankedPerson | null;
  /** How many are ranked in the group. */
  readonly n: number;
  readonly verdict: Verdict;
}

/** Everybody whom the ranking calls, in the order of the groups. */
export function talksOf({ ranking }: Pick<BookInput, 'ranking'>): Talk[] {
  const of = (p: RankedPerson | UnrankedPerson, n: number): Talk[] => {
    const [person, ranked] = 'scored' in p ? [p.scored.person, p] : [p.person, null];
    return p.verdicts.filter((v) => v.list === 'reminder-talk').map((verdict) => ({ person, ranked, n, verdict }));
  };
  const grouped = ranking.groups.flatMap((g) => [...g.ranked, ...g.notRanked].flatMap((p) => of(p, g.headCounts.ranked)));
  return [...grouped, ...ranking.unplaced.flatMap((p) => of(p, 0))];
}

const aboutOf = ({ person, verdict }: Talk): DecisionAbout => ({
  person: person.key,
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
    ...whoColumns<Talk>(ctx, (t) => t.person),
    column<Talk>('rank-of', l.rankOf, 8, 'center', (t) => (t.ranked ? `${t.ranked.rank}/${t.n}` : ctx.words.sheets.notRanked)),
    column<Talk>('total', r.total, 8, 'two-places', (t) =>
      t.ranked ? { number: t.ranked.scored.total.toText(ctx.policy.total.places.value) } : null,
    ),
    column<Talk>('line', l.line, 7, 'general', (t) => ({ number: t.verdict.line })),
    column<Talk>('clause', l.clause, 9, 'center', (t) => t.verdict.clause),
    sourceColumn<Talk>(ctx, (t) => t.verdict.from),
    ...(talks.some((t) => earlier(ctx, t).length > 0)
      ? [column<Talk>('earlier', w.earlier, 20, 'wrapped', (t) => earlier(ctx, t).join('\n'))]
      : []),
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

/** Talks held before, as the export or the archive tells them. */
const earlier = (ctx: Context, { person }: Talk): string[] =>
  person.records.chronicle
    .filter((c) => c.block === ctx.policy.dossier?.talks)
    .map((c) => [c.date ?? '', c.text, placeText(c.at)].filter((t) => t !== '').join(' '));

/** Whose paper of which period it is, for the name of its file. */
export function recordName({ ranking: { period } }: Pick<BookInput, 'ranking'>, person: Person, title: string): string {
  return [person.id, person.name, period === null ? '' : periodText(period), title].filter((t) => t !== '').join('-');
}
