/** Lists about the raters: leniency, ballots alike, votes on each other, what one of them moves. */
import { type Audit, isWithheld, type Leniency, type Shown } from '../../appraise/audit/nouns.ts';
import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { type ColumnOf, column, keyed, listOf } from '../lists/list.ts';
import { unitOf } from '../ranking/context.ts';
import { type AuditContext, exact, fixed, number, whole } from './figures.ts';

/** Names of the lists; those with a method of their own. */
export type AuditListKey = keyof AuditContext['audit']['lists'];

/** A list of an audit with its method beneath it. */
export function auditList<R>(
  ctx: AuditContext,
  key: Exclude<AuditListKey, 'methods'>,
  columns: readonly ColumnOf<R>[],
  rows: readonly R[],
  said: { readonly nobody: string; readonly found?: readonly string[] },
): ListPaper {
  const w = ctx.audit;
  const method = w.methods[key === 'raters' || key === 'people' ? 'influence' : key];
  const lines = [method.formula, method.condition].map((t) => fill(t, ctx.settings()));
  const head = { key, name: w.lists[key].name, title: w.lists[key].title, subtitle: said.found ?? [], notes: lines };
  return { ...listOf(ctx, head, columns, rows), nobody: said.nobody, signatures: '' };
}

const classColumn = <R>(ctx: AuditContext, of: (row: R) => string): ColumnOf<R> =>
  keyed(
    column('raterClass', ctx.audit.columns.raterClass, 14, 'text', (r) => ctx.className(of(r))),
    of,
  );
const raterColumn = <R extends { readonly rater: string }>(ctx: AuditContext): ColumnOf<R> =>
  column('rater', ctx.audit.columns.rater, 12, 'text', (r) => r.rater);

/** 宽严与离散, of the classes or of units within them. */
export function leniencyList(ctx: AuditContext, key: 'classes' | 'units', rows: readonly Leniency[], notes: readonly string[]): ListPaper {
  const c = ctx.audit.columns;
  const columns: ColumnOf<Leniency>[] = [
    classColumn(ctx, (r) => r.raterClass),
    ...(key === 'units' ? [column<Leniency>('unit', c.raterUnit, 16, 'wrapped', (r) => r.unit ?? '')] : []),
    column('raters', c.raters, 8, 'whole', (r) => whole(r.raters)),
    column('votes', c.votes, 8, 'whole', (r) => whole(r.votes)),
    column('mean', c.mean, 8, 'two-places', (r) => number(r.mean, 2)),
    column('sd', c.sd, 8, 'two-places', (r) => (r.sd === null ? null : number(r.sd, 2))),
    column('difference', c.difference, 10, 'two-places', (r) => ctx.cell(r.difference, (d) => number(d.points, 2))),
    column('shared', c.shared, 8, 'whole', (r) => ctx.cell(r.difference, (d) => whole(d.people))),
    keyed(
      column('mark', c.mark, 10, 'mark', (r) => (!isWithheld(r.difference) && r.difference.marked ? ctx.audit.marked : '')),
      (r) => (!isWithheld(r.difference) && r.difference.marked ? 'marked' : null),
    ),
    column('note', c.note, 22, 'wrapped', (r) => ctx.note(r.difference)),
  ];
  return auditList(ctx, key, columns, rows, { nobody: ctx.audit.nobody.plain, found: notes });
}

/** 一律同评. */
export function straightList(ctx: AuditContext, of: Audit['straight']): ListPaper {
  const c = ctx.audit.columns;
  type Row = Exclude<typeof of, { readonly withheld: unknown }>['raters'][number];
  const columns: ColumnOf<Row>[] = [
    raterColumn(ctx),
    classColumn(ctx, (r) => r.raterClass),
    column('votes', c.votes, 8, 'whole', (r) => whole(r.votes)),
    keyed(
      column('option', c.option, 12, 'text', (r) => ctx.optionName(r.option)),
      (r) => r.option,
    ),
    column('share', c.share, 10, 'center', (r) => percent(r.share)),
    column('run', c.run, 9, 'whole', (r) => whole(r.run)),
    column('chance', c.chance, 12, 'center', (r) => ctx.chance(r.chance)),
  ];
  if (isWithheld(of)) return auditList(ctx, 'straight', columns, [], { nobody: ctx.why(of) });
  const args = { examined: of.examined, count: of.raters.length, expected: expectedText(ctx, of.expected) };
  return auditList(ctx, 'straight', columns, of.raters, {
    nobody: ctx.audit.nobody.straight,
    found: [fill(ctx.audit.found.straight, args)],
  });
}

const percent = (share: number): string =>
  `${exact(share * 100)
    .round(1)
    .toText()}%`;

/** 相同选票. */
export function identicalList(ctx: AuditContext, of: Audit['identical']): ListPaper {
  const c = ctx.audit.columns;
  type Row = Exclude<typeof of, { readonly withheld: unknown }>['sets'][number];
  const columns: ColumnOf<Row>[] = [
    classColumn(ctx, (r) => r.raterClass),
    { ...column<Row>('raters', c.numbers, 40, 'wrapped', (r) => r.raters.join(ctx.input.words.policy.wordComma)), data: (r) => r.raters },
    column('pairs', c.pairs, 8, 'whole', (r) => whole(r.pairs)),
    column('people', c.shared, 10, 'whole', (r) => whole(r.people)),
    keyed(
      column('option', c.alike, 12, 'text', (r) => (r.option === null ? ctx.audit.several : ctx.optionName(r.option))),
      (r) => r.option,
    ),
    column('chance', c.chance, 12, 'center', (r) => ctx.chance(r.chance)),
  ];
  if (isWithheld(of)) return auditList(ctx, 'identical', columns, [], { nobody: ctx.why(of) });
  const args = { compared: of.compared, identical: of.identical, expected: expectedText(ctx, of.expected) };
  return auditList(ctx, 'identical', columns, of.sets, {
    nobody: ctx.audit.nobody.identical,
    found: [fill(ctx.audit.found.identical, args)],
  });
}

const expectedText = (ctx: AuditContext, value: number): string => (value < 0.0001 ? ctx.audit.tiny : fixed(value, 4));

/** 互评: one row of sums, or none. */
export function reciprocityList(ctx: AuditContext, of: Audit['reciprocity']): ListPaper {
  const c = ctx.audit.columns;
  type Row = Exclude<typeof of, { readonly withheld: unknown }>;
  const columns: ColumnOf<Row>[] = [
    column('pairs', c.pairsOfPeople, 10, 'whole', (r) => whole(r.pairs)),
    column('correlation', c.correlation, 10, 'general', (r) => (r.correlation === null ? null : number(r.correlation, 3))),
    column('mutualTop', c.mutualTop, 14, 'whole', (r) => whole(r.mutualTop)),
    column('expectedTop', c.expectedTop, 12, 'two-places', (r) => number(r.expectedTop, 2)),
    column('excess', c.excess, 12, 'two-places', (r) => number(r.mutualTop - r.expectedTop, 2)),
  ];
  return auditList(ctx, 'reciprocity', columns, isWithheld(of) ? [] : [of], { nobody: ctx.note(of) });
}

/** 一票影响: the raters, and the people whose line rests on one of them. */
export function influenceLists(ctx: AuditContext, of: Audit['influence']): ListPaper[] {
  const c = ctx.audit.columns;
  type Found = Exclude<Shown<typeof of>, { readonly withheld: unknown }>;
  const raters: ColumnOf<Found['raters'][number]>[] = [
    raterColumn(ctx),
    classColumn(ctx, (r) => r.raterClass),
    column('votes', c.votes, 8, 'whole', (r) => whole(r.votes)),
    column('most', c.most, 10, 'whole', (r) => whole(r.most)),
    column('moved', c.moved, 10, 'whole', (r) => whole(r.moved)),
    column('sole', c.sole, 12, 'whole', (r) => whole(r.sole)),
  ];
  const few = fill(ctx.audit.fewerThan, { least: ctx.rules['least-raters'].value });
  const people: ColumnOf<Found['people'][number]>[] = [
    column('name', ctx.words.ranking.name, 10, 'text', (r) => r.person.name),
    column('id', ctx.words.ranking.id, 12, 'text', (r) => r.person.id),
    column('group', ctx.words.lists.group, 26, 'wrapped', (r) => ctx.groupName(r.person)),
    column('unit', ctx.words.ranking.unit, 16, 'wrapped', (r) => unitOf(r.person)),
    column('rank', c.rank, 7, 'whole', (r) => whole(r.rank)),
    column('of', c.of, 8, 'whole', (r) => whole(r.of)),
    column('raters', c.dependsOn, 14, 'center', (r) => (r.raters === null ? few : whole(r.raters))),
  ];
  if (isWithheld(of)) {
    const nobody = ctx.why(of);
    return [auditList(ctx, 'raters', raters, [], { nobody }), auditList(ctx, 'people', people, [], { nobody })];
  }
  const found = [fill(ctx.audit.found.influence, { examined: of.examined, without: of.without })];
  return [
    auditList(ctx, 'raters', raters, of.raters, { nobody: ctx.audit.nobody.raters, found }),
    auditList(ctx, 'people', people, of.people, { nobody: ctx.audit.nobody.people }),
  ];
}
