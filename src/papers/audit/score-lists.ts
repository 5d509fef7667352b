/** Lists about agreement and about the scores themselves: W, tau-b, unit means, levelled figures, and how each figure is made. */
import { type Agreement, type Association, type LevelledPerson, levelledKeys, type UnitMean } from '../../appraise/audit/nouns.ts';
import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { type ColumnOf, column, keyed, listOf } from '../lists/list.ts';
import { unitOf } from '../ranking/context.ts';
import { type AuditContext, number, whole } from './figures.ts';
import { auditList } from './rater-lists.ts';

/** 一致程度. */
export function agreementList(ctx: AuditContext, rows: readonly Agreement[]): ListPaper {
  const c = ctx.audit.columns;
  const columns: ColumnOf<Agreement>[] = [
    keyed(
      column('raterClass', c.raterClass, 14, 'text', (r) => ctx.className(r.raterClass)),
      (r) => r.raterClass,
    ),
    column('raters', c.raters, 8, 'whole', (r) => ctx.cell(r.figures, (f) => whole(f.raters))),
    column('people', c.shared, 10, 'whole', (r) => ctx.cell(r.figures, (f) => whole(f.people))),
    column('w', c.w, 8, 'general', (r) => ctx.cell(r.figures, (f) => number(f.w, 3))),
    column('chiSquare', c.chiSquare, 10, 'two-places', (r) => ctx.cell(r.figures, (f) => number(f.chiSquare, 2))),
    column('df', c.df, 7, 'whole', (r) => ctx.cell(r.figures, (f) => whole(f.df))),
    column('p', c.p, 12, 'center', (r) => ctx.cell(r.figures, (f) => ctx.chance(f.p))),
    column('note', c.note, 26, 'wrapped', (r) => ctx.note(r.figures)),
  ];
  return auditList(ctx, 'agreement', columns, rows, { nobody: fill(ctx.audit.reasons['no-ballots'], {}) });
}

/** 板块相关. */
export function associationList(ctx: AuditContext, rows: readonly Association[]): ListPaper {
  const c = ctx.audit.columns;
  const block = (key: 'one' | 'other'): ColumnOf<Association> =>
    keyed(
      column(key, c[key], 22, 'wrapped', (r) => ctx.scoreName(r[key])),
      (r) => r[key],
    );
  const columns: ColumnOf<Association>[] = [
    column('group', ctx.words.lists.group, 26, 'wrapped', (r) => ctx.groupName(r)),
    block('one'),
    block('other'),
    column('people', c.people, 7, 'whole', (r) => whole(r.people)),
    column('tau', c.tau, 8, 'general', (r) => ctx.cell(r.figures, (f) => number(f.tau, 3))),
    column('note', c.note, 26, 'wrapped', (r) => ctx.note(r.figures)),
  ];
  return auditList(ctx, 'association', columns, rows, { nobody: ctx.audit.nobody.plain });
}

/** 单位平均. */
export function unitMeanList(ctx: AuditContext, rows: readonly UnitMean[]): ListPaper {
  const c = ctx.audit.columns;
  const mean = (key: (typeof levelledKeys)[number], of: 'unit' | 'group'): ColumnOf<UnitMean> =>
    column(`${key}-${of}`, fill(of === 'unit' ? c.unitMean : c.groupMean, { score: ctx.scoreName(key) }), 11, 'two-places', (r) =>
      ctx.cell(r.figures, (f) => ({ number: f[of][key].round(2).toText(2) })),
    );
  const columns: ColumnOf<UnitMean>[] = [
    column('group', ctx.words.lists.group, 24, 'wrapped', (r) => ctx.groupName(r)),
    column('unit', c.unit, 18, 'wrapped', (r) => r.unit),
    column('people', c.people, 7, 'whole', (r) => whole(r.people)),
    ...levelledKeys.flatMap((key) => [mean(key, 'unit'), mean(key, 'group')]),
    column('note', c.note, 22, 'wrapped', (r) => ctx.note(r.figures)),
  ];
  return auditList(ctx, 'unitMeans', columns, rows, { nobody: ctx.audit.nobody.plain });
}

/** 调平对照. */
export function levelledList(ctx: AuditContext, rows: readonly LevelledPerson[]): ListPaper {
  const c = ctx.audit.columns;
  const both = (key: (typeof levelledKeys)[number]): ColumnOf<LevelledPerson>[] => [
    column(key, fill(c.score, { score: ctx.scoreName(key) }), 10, 'two-places', (r) => ({ number: r.scores[key].toText(2) })),
    column(`${key}-levelled`, fill(c.levelled, { score: ctx.scoreName(key) }), 11, 'two-places', (r) => ({
      number: r.levelled[key].toText(2),
    })),
  ];
  const columns: ColumnOf<LevelledPerson>[] = [
    column('name', ctx.words.ranking.name, 10, 'text', (r) => r.person.name),
    column('id', ctx.words.ranking.id, 12, 'text', (r) => r.person.id),
    column('group', ctx.words.lists.group, 24, 'wrapped', (r) => ctx.groupName(r.person)),
    column('unit', ctx.words.ranking.unit, 16, 'wrapped', (r) => unitOf(r.person)),
    ...levelledKeys.flatMap(both),
  ];
  return auditList(ctx, 'levelled', columns, rows, { nobody: ctx.audit.nobody.plain });
}

/** 方法: each figure with formula, source and condition, as it is set in the policy. */
export function methodList(ctx: AuditContext): ListPaper {
  const w = ctx.audit;
  const rows = Object.values(w.methods);
  const columns: ColumnOf<(typeof rows)[number]>[] = [
    column('statistic', w.columns.statistic, 18, 'wrapped', (r) => r.name),
    column('formula', w.columns.formula, 50, 'wrapped', (r) => fill(r.formula, ctx.settings())),
    column('source', w.columns.source, 34, 'wrapped', (r) => r.source),
    column('condition', w.columns.condition, 44, 'wrapped', (r) => fill(r.condition, ctx.settings())),
  ];
  const head = { key: 'methods', name: w.lists.methods.name, title: w.lists.methods.title, subtitle: [], notes: [] };
  return { ...listOf(ctx, head, columns, rows), nobody: '', signatures: '' };
}
