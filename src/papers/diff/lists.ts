/** A comparison as lists, which become sheets, tables, CSV or documents like any others. */
import type {
  CellChange,
  CheckChange,
  DecisionChange,
  GroupChange,
  ListChange,
  Movement,
  Pair,
} from '../../appraise/compare/comparison.ts';
import type { Decision, ListPaper } from '../../paper.ts';
import type { Unit } from '../../policy/differences.ts';
import { fill } from '../../text/text.ts';
import type { Person } from '../../types.ts';
import { type ColumnOf, column, listOf, sourceColumn } from '../lists/list.ts';
import { type Context, unitOf } from '../ranking/context.ts';
import { spanText } from '../shared.ts';
import { moveOf, type Telling } from './telling.ts';

/** All lists of a comparison: the four that are always asked for, and what else there is to tell. */
export function diffLists(t: Telling): ListPaper[] {
  const { of: c } = t;
  const others = [
    { rows: [...c.people.added, ...c.people.gone], list: () => peopleList(t) },
    { rows: c.groups, list: () => groupList(t) },
    { rows: c.checks, list: () => checkList(t) },
    { rows: c.regulation ?? [], list: () => regulationList(t) },
    { rows: c.decisions, list: () => decisionList(t) },
  ];
  return [listList(t), movementList(t), cellList(t), policyList(t), ...others.flatMap((o) => (o.rows.length > 0 ? [o.list()] : []))];
}

type Key = keyof Telling['words']['names'];

function paper<R>(t: Telling, key: Key, columns: readonly ColumnOf<R>[], rows: readonly R[], notes: readonly string[] = []): ListPaper {
  const name = t.words.names[key];
  const head = { key, name, title: `${t.words.title} · ${name}`, subtitle: [t.side('a'), t.side('b')], notes };
  return { ...listOf(t.b, head, columns, rows), nobody: t.words.none, signatures: '' };
}

const serial = <R>(t: Telling): ColumnOf<R> =>
  column('serial', t.b.words.ranking.serial, 5, 'center', (_, i) => ({ number: String(i + 1) }));

/** Who a row is about: wide enough for the longest of B. */
function who<R>(t: Telling, person: (row: R) => Person, group = true): ColumnOf<R>[] {
  const w = t.b.words.ranking;
  const fit = t.b.fitted();
  return [
    serial(t),
    column('name', w.name, fit.name, 'text', (r) => person(r).name),
    column('id', w.id, fit.id, 'text', (r) => person(r).id),
    ...(group ? [column<R>('group', t.b.words.lists.group, 20, 'wrapped', (r) => t.b.groupName(person(r)))] : []),
  ];
}

const pairWho = <R extends { readonly pair: Pair }>(t: Telling, group = true) => who<R>(t, (r) => t.who(r.pair), group);
const text = <R>(key: string, header: string, width: number, cell: (row: R) => string) => column<R>(key, header, width, 'wrapped', cell);
const state = <R>(t: Telling, cell: (row: R) => keyof Telling['words']['states']): ColumnOf<R> => ({
  ...column<R>('change', t.words.columns.change, 12, 'center', (r) => t.words.states[cell(r)]),
});

// ── the four ──

function listList(t: Telling): ListPaper {
  const w = t.words.columns;
  const from = (r: ListChange) => (r.verdictAfter ?? r.verdictBefore)?.from ?? [];
  const columns = [
    ...pairWho<ListChange>(t),
    text<ListChange>('list', w.list, 12, (r) => t.listName(r.list)),
    text<ListChange>('rule', w.rule, 16, (r) => t.ruleName(r.rule)),
    state<ListChange>(t, moveOf),
    text<ListChange>('before', w.before, 16, (r) => t.standText('a', r)),
    text<ListChange>('after', w.after, 16, (r) => t.standText('b', r)),
    text<ListChange>('clause', t.b.words.lists.clause, 9, (r) => (r.verdictAfter ?? r.verdictBefore)?.clause ?? ''),
    text<ListChange>('why', w.why, 36, (r) => t.whyText(r.pair, r.why)),
    sourceColumn<ListChange>(t.b, from),
  ];
  return paper(t, 'lists', columns, t.of.lists, [t.words.notes.causes]);
}

function movementList(t: Telling): ListPaper {
  const w = t.words.columns;
  const graded = t.of.movements.some((m) => m.gradeBefore !== null || m.gradeAfter !== null);
  const group = (ctx: Context, m: Movement['before']) => (m ? ctx.groupName(m.person) : '');
  const columns = [
    ...pairWho<Movement>(t, false),
    text<Movement>('group', t.b.words.lists.group, 20, (m) => groupText(t, group(t.a, m.before), group(t.b, m.after))),
    figure('total-before', w.totalBefore, (m) => t.totalText(t.a, m.before)),
    figure('total-after', w.totalAfter, (m) => t.totalText(t.b, m.after)),
    figure('difference', w.difference, (m) => differenceText(t, m)),
    column<Movement>('rank-before', w.rankBefore, 10, 'center', (m) => t.rankText(t.a, m.before)),
    column<Movement>('rank-after', w.rankAfter, 10, 'center', (m) => t.rankText(t.b, m.after)),
    ...(graded
      ? [
          column<Movement>('grade-before', w.gradeBefore, 10, 'center', (m) => t.gradeText(t.a, m.gradeBefore)),
          column<Movement>('grade-after', w.gradeAfter, 10, 'center', (m) => t.gradeText(t.b, m.gradeAfter)),
        ]
      : []),
    text<Movement>('passing', w.passing, 16, (m) => t.passingText(m)),
    text<Movement>('why', w.why, 36, (m) => movementWhy(t, m)),
  ];
  return paper(t, 'movements', columns, t.of.movements, [t.words.notes.causes, t.words.notes.rank]);
}

const figure = (key: string, header: string, cell: (m: Movement) => string | null): ColumnOf<Movement> =>
  column<Movement>(key, header, 9, 'two-places', (m) => {
    const value = cell(m);
    return value === null ? null : { number: value };
  });

const groupText = (t: Telling, before: string, after: string): string =>
  before === '' || after === '' ? before || after : t.arrow(before, after);

function differenceText(t: Telling, { before, after }: Movement): string | null {
  const places = t.b.policy.total.places.value;
  const by = before?.total && after?.total ? after.total.minus(before.total) : null;
  return by === null || by.isZero() ? null : by.toText(places);
}

/** Total, rank and grade each with its cause; where they are the same it is said once. */
export function movementWhy(t: Telling, m: Movement): string {
  const w = t.b.words.ranking;
  const parts = [
    [w.total, m.total],
    [w.rank, m.rank],
    [t.b.input.words.verbs.grades.grade, m.grade],
  ] as const;
  const said = parts.flatMap(([what, why]) => (why ? [{ what, why: t.whyText(m.pair, why) }] : []));
  const [first] = said;
  if (first && said.every((s) => s.why === first.why)) return first.why;
  return said.map((s) => fill(t.words.review.because, s)).join('\n');
}

function cellList(t: Telling): ListPaper {
  const w = t.words.columns;
  const columns = [
    ...pairWho<CellChange>(t, false),
    text<CellChange>('item', w.item, 26, (c) => t.valueName(c.name)),
    text<CellChange>('before', w.before, 16, (c) => t.valueText(c, c.before)),
    text<CellChange>('after', w.after, 16, (c) => t.valueText(c, c.after)),
    text<CellChange>('cell-before', w.cellBefore, 24, (c) => t.place(c.beforeAt)),
    text<CellChange>('cell-after', w.cellAfter, 24, (c) => t.place(c.afterAt)),
  ];
  return paper(t, 'cells', columns, t.of.cells, t.of.samePeriod ? [] : [t.words.otherPeriods]);
}

/** A parameter that differs, or a part of the policy that differs in words alone. */
interface PolicyRow {
  readonly path: string;
  readonly name: string;
  readonly change: 'appeared' | 'went' | 'clause-only' | 'changed';
  readonly before: string;
  readonly after: string;
  readonly clauseBefore: string;
  readonly clauseAfter: string;
}

/** Every difference between the policies; the JSON takes it from here too. */
export function policyRows(t: Telling): PolicyRow[] {
  const told = t.of.parameters.map(({ path, before, after, sameValue, ...change }): PolicyRow => {
    const kind = before === null ? 'appeared' : after === null ? 'went' : sameValue ? 'clause-only' : 'changed';
    return {
      path,
      name: t.parameterName({ path, before, after, sameValue, ...change }),
      change: kind,
      before: t.parameterText(t.a, before),
      after: t.parameterText(t.b, after),
      clauseBefore: before?.clause.at ?? '',
      clauseAfter: after?.clause.at ?? '',
    };
  });
  return [...told, ...t.of.units.filter((u) => !t.of.parameters.some((p) => within(u, p.path))).map((u) => wordRow(t, u))];
}

const within = (unit: Unit, path: string): boolean => unit.covers.some((c) => path === c || path.startsWith(`${c}.`));

const wordRow = (t: Telling, unit: Unit): PolicyRow => ({
  ...{ path: unit.path, name: t.wordsOnly(unit), change: 'changed' },
  ...{ before: '', after: '', clauseBefore: '', clauseAfter: '' },
});

function policyList(t: Telling): ListPaper {
  const w = t.words.columns;
  const columns = [
    serial<PolicyRow>(t),
    text<PolicyRow>('parameter', w.parameter, 28, (r) => r.name),
    state<PolicyRow>(t, (r) => r.change),
    text<PolicyRow>('before', w.before, 22, (r) => r.before),
    text<PolicyRow>('after', w.after, 22, (r) => r.after),
    text<PolicyRow>('clause-before', w.clauseBefore, 12, (r) => r.clauseBefore),
    text<PolicyRow>('clause-after', w.clauseAfter, 12, (r) => r.clauseAfter),
    text<PolicyRow>('path', w.path, 26, (r) => r.path),
  ];
  return paper(t, 'policy', columns, policyRows(t), policyNotes(t));
}

/** What is to be said of policies beside their parameters. */
export function policyNotes(t: Telling): string[] {
  const { a, b } = t.sides;
  const differ = a.input.run.policy.sha256 !== b.input.run.policy.sha256;
  const alike = t.of.parameters.length === 0 && t.of.units.length === 0;
  return [...(differ && alike ? [t.words.wordsOnly] : []), ...(differ && t.of.regulation === null ? [t.words.regulationUnknown] : [])];
}

// ── what else there is ──

function regulationList(t: Telling): ListPaper {
  const w = t.words.columns;
  type Row = NonNullable<Telling['of']['regulation']>[number];
  const columns = [
    serial<Row>(t),
    text<Row>('article', w.article, 10, (r) => r.article),
    state<Row>(t, (r) => (r.before === null ? 'appeared' : r.after === null ? 'went' : 'changed')),
    text<Row>('before', w.before, 40, (r) => r.before ?? ''),
    text<Row>('after', w.after, 40, (r) => r.after ?? ''),
  ];
  return paper(t, 'regulation', columns, t.of.regulation ?? []);
}

function peopleList(t: Telling): ListPaper {
  type Row = { readonly person: Person; readonly change: 'added' | 'gone' };
  const rows = [
    ...t.of.people.added.map((person): Row => ({ person, change: 'added' })),
    ...t.of.people.gone.map((person): Row => ({ person, change: 'gone' })),
  ];
  const columns = [
    ...who<Row>(t, (r) => r.person),
    text<Row>('unit', t.b.words.ranking.unit, t.b.fitted().unit, (r) => unitOf(r.person)),
    state<Row>(t, (r) => r.change),
    text<Row>('source', t.b.words.lists.source, 24, (r) => t.place(r.person.at)),
  ];
  return paper(t, 'people', columns, rows);
}

/** Head counts and cuts of a group in words; the terminal says them too. */
export function groupCounts(t: Telling, ctx: Context, g: GroupChange['before']): string {
  if (!g) return t.words.absent;
  const { roster, shouldTakePart: takePart, ranked, eligibleForExcellent: eligible } = g.headCounts;
  const cuts = g.cuts.map((c) => fill(t.words.groupCut, { cut: ctx.ruleName(c.rule), exact: c.exact.toText(), k: c.k }));
  return [fill(t.words.groupCounts, { roster, takePart, ranked, eligible }), ...cuts].join(t.words.groupComma);
}

function groupList(t: Telling): ListPaper {
  const w = t.words.columns;
  const columns = [
    serial<GroupChange>(t),
    text<GroupChange>('group', t.b.words.lists.group, 22, ({ before, after }) => {
      const g = after ?? before;
      return g ? t.b.groupName(g) : '';
    }),
    text<GroupChange>('before', w.before, 40, (r) => groupCounts(t, t.a, r.before)),
    text<GroupChange>('after', w.after, 40, (r) => groupCounts(t, t.b, r.after)),
  ];
  return paper(t, 'groups', columns, t.of.groups);
}

function checkList(t: Telling): ListPaper {
  const w = t.words.columns;
  const columns = [
    ...pairWho<CheckChange>(t),
    text<CheckChange>('rule', w.rule, 20, (r) => t.ruleName(r.rule)),
    text<CheckChange>('before', w.before, 16, (r) => t.checkText(r.before)),
    text<CheckChange>('after', w.after, 16, (r) => t.checkText(r.after)),
    text<CheckChange>('source', t.b.words.lists.source, 24, (r) => t.place(r.after.from[0] ?? null)),
  ];
  return paper(t, 'checks', columns, t.of.checks);
}

/** What an option of a policy is called. */
export function optionText(ctx: Context, index: number | null | undefined): string {
  const names = index === null || index === undefined ? undefined : ctx.policy.decision.options[index];
  return names ? ctx.name(names) : '';
}

function decisionList(t: Telling): ListPaper {
  const w = t.words.columns;
  const sides = [
    {
      key: 'before',
      ctx: t.a,
      of: (r: DecisionChange): Decision | null => r.before,
      proposal: w.proposalBefore,
      decision: w.decisionBefore,
      reason: w.reasonBefore,
      cell: w.cellBefore,
    },
    {
      key: 'after',
      ctx: t.b,
      of: (r: DecisionChange): Decision | null => r.after,
      proposal: w.proposalAfter,
      decision: w.decisionAfter,
      reason: w.reasonAfter,
      cell: w.cellAfter,
    },
  ];
  const columns = [
    ...pairWho<DecisionChange>(t, false),
    text<DecisionChange>('list', w.list, 14, (r) => t.decidedList(r.list)),
    text<DecisionChange>('rule', w.rule, 18, (r) => spanText(t.ruleName(r.rule))),
    ...sides.flatMap(({ key, ctx, of, proposal, decision, reason, cell }) => [
      column<DecisionChange>(`proposal-${key}`, proposal, 9, 'center', (r) => optionText(ctx, of(r)?.proposal)),
      column<DecisionChange>(`decision-${key}`, decision, 9, 'center', (r) => optionText(ctx, of(r)?.decided)),
      text<DecisionChange>(`reason-${key}`, reason, 18, (r) => of(r)?.reason ?? ''),
      text<DecisionChange>(`cell-${key}`, cell, 18, (r) => t.place(of(r)?.at ?? null)),
    ]),
  ];
  return paper(t, 'decisions', columns, t.of.decisions);
}
