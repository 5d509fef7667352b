/** 等次: proposals for everybody, and the places of each group in theory and given (rules §7.6). */
import { gradesOf } from '../../appraise/grades.ts';
import type { Decision, DecisionAbout, ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { GradePlaces, GradeProposal, Grades } from '../../verdicts.ts';
import { column, decisionColumns, keyed, listOf, rowDecisions, sourceColumn, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';

type Rules = NonNullable<Policy['grades']>;

/** What a grade is called; '' for none. */
export function gradeName(ctx: Context, rules: Rules, key: string | null): string {
  const all = [...rules.quarter.bands, rules.year.excellent, ...rules.year.bands];
  const found = all.find((g) => g.key === key);
  return found ? ctx.name(found.name) : '';
}

/** The proposals and the places. A decision on a person confirms the grade proposed, holds it, or takes it away. */
export function gradeLists(
  input: BookInput,
  rules: Rules,
  approved: boolean,
  decisions: readonly Decision[],
): { paper: ListPaper; about: RowDecisions }[] {
  const ctx = new Context(input);
  const grades = gradesOf(input.ranking, ctx.policy, rules, approved);
  return [proposals(ctx, rules, grades, decisions), places(ctx, grades)];
}

const aboutOf = (p: GradeProposal): DecisionAbout => ({
  person: p.person.key,
  list: 'grades',
  rule: p.grade ?? '',
  proposal: p.held ? 1 : p.grade === null ? 2 : 0,
});

function proposals(ctx: Context, rules: Rules, grades: Grades, decisions: readonly Decision[]) {
  const w = ctx.input.words.verbs.grades;
  const l = ctx.words.lists;
  const rows = grades.groups.flatMap((g) => g.proposals.map((p) => ({ p, g })));
  type Row = (typeof rows)[number];
  const columns = [
    ...whoColumns<Row>(ctx, ({ p }) => p.person),
    column<Row>('rank-of', l.rankOf, 8, 'center', ({ p, g }) => (p.rank === null ? ctx.words.sheets.notRanked : `${p.rank}/${ranked(g)}`)),
    column<Row>('total', ctx.words.ranking.total, 8, 'two-places', ({ p }) =>
      p.total === null ? null : { number: p.total.toText(ctx.policy.total.places.value) },
    ),
    keyed(
      column<Row>('grade', w.grade, 10, 'mark', ({ p }) => gradeName(ctx, rules, p.grade) || w.none),
      ({ p }) => p.grade,
    ),
    keyed(
      column<Row>('held', w.held, 9, 'mark', ({ p }) => (p.held ? w.heldWord : '')),
      ({ p }) => String(p.held),
    ),
    column<Row>('bars', w.bars, 24, 'wrapped', ({ p }) => p.barred.map((b) => barText(ctx, b)).join('\n')),
    column<Row>('figure', l.figure, 8, 'center', ({ p }) => p.figure),
    column<Row>('line', l.line, 8, 'center', ({ p }) => p.line),
    column<Row>('clause', l.clause, 9, 'center', ({ p }) => p.clause),
    sourceColumn<Row>(ctx, ({ p }) => p.from),
    ...decisionColumns<Row>(ctx, decisions, ({ p }) => aboutOf(p)),
  ];
  const head = {
    key: 'grades',
    name: w.name,
    title: fill(w.title, { period: ctx.period() }),
    subtitle: [fill(w.quota[grades.kind], quotaArgs(ctx, grades))],
    notes: [w.tieNote],
  };
  return { paper: listOf(ctx, head, columns, rows), about: rowDecisions(rows, ({ p }) => aboutOf(p)) };
}

const ranked = (g: GradePlaces): number => g.proposals.filter((p) => p.rank !== null).length;

const quotaArgs = (ctx: Context, g: Grades) => ({
  heads: g.heads,
  share: ctx.valueText({ kind: 'share', value: g.share }),
  exact: g.exact.toText(2),
  places: g.places,
  undecided: g.undecided,
  clause: g.clause,
});

/** What keeps a grade from somebody, with its clause. */
export function barText(ctx: Context, bar: GradeProposal['barred'][number]): string {
  const { 'not-ranked': notRanked, accountability } = ctx.policy;
  const found = [...notRanked.reasons, ...(accountability?.kinds ?? [])].find((k) => k.key === bar.rule);
  const words: Readonly<Record<string, string>> = {
    ...ctx.words.lists.yearReasons,
    'min-total': ctx.input.words.policy.decisions['min-total'],
  };
  const name = found ? ctx.name(found.name) : (words[bar.rule] ?? ctx.ruleName(bar.rule));
  return bar.clause === '' ? name : fill(ctx.input.words.verbs.grades.bar, { name, clause: bar.clause });
}

function places(ctx: Context, grades: Grades) {
  const w = ctx.input.words.verbs.grades;
  const num = (n: number) => ({ number: String(n) });
  const columns = [
    column<GradePlaces>('category', ctx.words.summary.category, 18, 'text', (g) => g.category),
    column<GradePlaces>('level', ctx.words.summary.level, 18, 'text', (g) => g.level),
    column<GradePlaces>('heads', w.heads[grades.kind], 12, 'whole', (g) => num(g.heads)),
    column<GradePlaces>('exact', w.exact, 12, 'center', (g) => g.exact.round(2).toText(2)),
    column<GradePlaces>('places', w.places, 10, 'whole', (g) => num(g.places)),
    column<GradePlaces>('given', w.given, 10, 'whole', (g) => num(g.given)),
    column<GradePlaces>('held', w.heldCount, 10, 'whole', (g) => num(g.held)),
    column<GradePlaces>('lapsed', w.lapsed, 10, 'whole', (g) => num(g.places - g.given)),
  ];
  const head = {
    key: 'places',
    name: w.placesName,
    title: fill(w.placesTitle, { period: ctx.period() }),
    subtitle: [fill(w.quota[grades.kind], quotaArgs(ctx, grades))],
    notes: grades.undecided > 0 ? [fill(w.undecided, { count: grades.undecided })] : [],
  };
  return { paper: listOf(ctx, head, columns, grades.groups), about: [] };
}
