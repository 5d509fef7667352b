/** 选拔: everybody as the promotion sees them, and the lists of priorities and of what was tolerated (rules §7.1–7.4). */
import { selection } from '../../appraise/select.ts';
import type { Decision, DecisionAbout, ListPaper } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Person } from '../../types.ts';
import type { Bar, Selected } from '../../verdicts.ts';
import { column, decisionColumns, keyed, listOf, rowDecisions, sourceColumn, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { spanText } from '../shared.ts';

const personOf = ({ person: p }: Selected): Person => ('scored' in p ? p.scored.person : p.person);

/** Eligible, barred and held in the order of the groups; decisions on the bars themselves are not taken here. */
export function selectLists(input: BookInput, decisions: readonly Decision[]): { paper: ListPaper; about: RowDecisions }[] {
  const ctx = new Context(input);
  const all = selection(input.ranking, ctx.policy);
  return [overview(ctx, all, decisions), priorities(ctx, all)];
}

function overview(ctx: Context, all: readonly Selected[], decisions: readonly Decision[]) {
  const w = ctx.input.words.verbs.select;
  const { lists: l, ranking: r } = ctx.words;
  const comma = ctx.input.words.policy.listComma;
  const about = (s: Selected): DecisionAbout => ({
    person: personOf(s).key,
    list: 'selection',
    rule: '',
    proposal: s.state === 'eligible' ? 0 : s.state === 'held' ? 1 : 2,
  });
  const inspections = ctx.policy.lines.map((line) =>
    column<Selected>(`line-${line.key}`, ctx.name(line.quality), 8, 'center', (s) => inspected(ctx, s, line.key)),
  );
  const columns = [
    ...whoColumns<Selected>(ctx, personOf),
    column<Selected>('rank-of', l.rankOf, 8, 'center', (s) =>
      'rank' in s.person ? `${s.person.rank}/${s.n}` : ctx.words.sheets.notRanked,
    ),
    column<Selected>('total', r.total, 8, 'two-places', (s) =>
      'scored' in s.person ? { number: s.person.scored.total.toText(ctx.policy.total.places.value) } : null,
    ),
    ...inspections,
    keyed(
      column<Selected>('state', w.state, 9, 'mark', (s) => w.states[s.state]),
      (s) => s.state,
    ),
    column<Selected>('bars', w.bars, 30, 'wrapped', (s) =>
      [
        ...s.bars.map((b) => barText(ctx, b)),
        ...s.held.map((v) => fill(w.heldFor, { rule: ctx.ruleName(v.rule), clause: v.clause })),
        ...('scored' in s.person ? [] : [fill(w.notRanked, { reason: ctx.reason(s.person) })]),
      ].join('\n'),
    ),
    column<Selected>('priorities', w.priorities, 22, 'wrapped', (s) =>
      [...new Set(s.priorities.map((p) => ctx.ruleName(p.verdict.rule)))].join(comma),
    ),
    column<Selected>('tolerated', w.tolerated, 18, 'wrapped', (s) =>
      s.tolerated
        .map((t) => fill(w.toleratedOne, { before: t.before, after: t.after === '' ? w.lifted : t.after, at: placeText(t.by.at) }))
        .join('\n'),
    ),
    column<Selected>('nominations', w.nominations, 20, 'wrapped', (s) => s.nominations.map((n) => nominationText(ctx, n)).join('\n')),
    sourceColumn<Selected>(ctx, (s) => [
      ...s.bars.flatMap((b) => b.verdict.from),
      ...s.priorities.flatMap((p) => p.verdict.from),
      personOf(s).at,
    ]),
    ...decisionColumns<Selected>(ctx, decisions, about),
  ];
  const count = (state: Selected['state']) => all.filter((s) => s.state === state).length;
  const head = {
    key: 'selection',
    name: w.name,
    title: fill(w.title, { period: ctx.period() }),
    subtitle: [fill(w.counts, { eligible: count('eligible'), barred: count('barred'), held: count('held') })],
    notes: [w.note, fill(w.line, { clause: ctx.policy.lines[0]?.line.clause.at ?? ctx.policy.decision.clause.at })],
  };
  return { paper: listOf(ctx, head, columns, all), about: rowDecisions(all, about) };
}

/** The score against its line: passed, on the line, below, or not assessed, never a blank. */
function inspected(ctx: Context, { person }: Selected, rule: string): string {
  const below = person.verdicts.find((v) => v.rule === rule);
  if (below) return `${below.figure} < ${below.line}`;
  const check = person.checks.find((c) => c.rule === rule);
  if (!check || check.outcome === 'not-assessed' || check.figure === null) return ctx.marks.notAssessed;
  return check.outcome === 'on-line' ? `${check.figure} ${ctx.marks.onLine}` : check.figure;
}

function barText(ctx: Context, { verdict, from, to }: Bar): string {
  const w = ctx.input.words.verbs.select;
  const { rule, figure, line, clause } = verdict;
  const until = to === 'year-ranking' ? w.yearRanking : (to ?? w.openTo);
  return fill(w.bar, {
    rule: ctx.ruleName(rule),
    figure: spanText(figure),
    line: spanText(line),
    clause,
    from: from ?? w.openFrom,
    to: until,
  });
}

function nominationText(ctx: Context, n: Selected['nominations'][number]): string {
  const w = ctx.input.words.verbs.select;
  const votes = n.votes === null ? '' : fill(w.votes, { votes: n.votes.value.toText() });
  return [n.source, n.body, n.post, votes, n.date ?? ''].filter((t) => t !== '').join(ctx.input.words.policy.listComma);
}

// ── 三个优先 ──

interface Preferred {
  readonly selected: Selected;
  readonly priority: Selected['priorities'][number];
}

function priorities(ctx: Context, all: readonly Selected[]) {
  const w = ctx.input.words.verbs.select;
  const l = ctx.words.lists;
  const rows = all.flatMap((selected) => selected.priorities.map((priority): Preferred => ({ selected, priority })));
  const columns = [
    ...whoColumns<Preferred>(ctx, (p) => personOf(p.selected)),
    column<Preferred>('ground', w.ground, 20, 'wrapped', (p) => ctx.ruleName(p.priority.verdict.rule)),
    column<Preferred>('matter', w.matter, 22, 'wrapped', (p) => p.priority.record?.matter || p.priority.verdict.figure),
    column<Preferred>('body', w.body, 16, 'wrapped', (p) => p.priority.record?.body ?? ''),
    column<Preferred>('date', w.date, 11, 'center', (p) => p.priority.record?.date ?? w.notGiven),
    column<Preferred>('document', w.document, 18, 'wrapped', (p) => p.priority.record?.document || w.notGiven),
    keyed(
      column<Preferred>('state', w.state, 9, 'mark', (p) => w.states[p.selected.state]),
      (p) => p.selected.state,
    ),
    column<Preferred>('clause', l.clause, 9, 'center', (p) => p.priority.verdict.clause),
    sourceColumn<Preferred>(ctx, (p) => p.priority.verdict.from),
  ];
  const head = {
    key: 'priorities',
    name: ctx.words.sheets.priorities,
    title: fill(l.prioritiesTitle, { period: ctx.period() }),
    subtitle: [],
    notes: [l.priorityNote],
  };
  return { paper: listOf(ctx, head, columns, rows), about: [] };
}
