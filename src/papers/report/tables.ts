/** Tables of a report of the ranking. */

import type { ListPaper } from '../../paper.ts';
import { type Parameter, parametersOf } from '../../policy/parameters.ts';
import { fill } from '../../text/text.ts';
import { blockKeys, type CutResult, type Group, type RankedPerson, type UnrankedPerson, type Verdict } from '../../types.ts';
import { type ColumnOf, column, listOf, sourceColumn } from '../lists/list.ts';
import { type Context, postOf, unitOf } from '../ranking/context.ts';
import { kindText } from '../ranking/inputs-sheet.ts';
import { unranked, verdictsOf } from '../tables.ts';
import { listedBy, totalAtCut } from './figures.ts';
import { marksText } from './people.ts';

const number = (value: string | number) => ({ number: String(value) });

/** A table of a report: nothing is signed in it. */
function table<R>(
  ctx: Context,
  key: string,
  title: string,
  columns: readonly ColumnOf<R>[],
  rows: readonly R[],
  notes: readonly string[] = [],
): ListPaper {
  return { ...listOf(ctx, { key, name: '', title, subtitle: [], notes }, columns, rows), signatures: '' };
}

/** Four head counts a group (rules §5.1). */
export function headCountTable(ctx: Context): ListPaper {
  const s = ctx.words.summary;
  const count = (key: keyof Group['headCounts'], header: string) =>
    column<Group>(key, header, 9, 'whole', (g) => number(g.headCounts[key]));
  const columns = [
    column<Group>('group', ctx.words.lists.group, 26, 'wrapped', (g) => ctx.groupName(g)),
    count('roster', s.roster),
    count('shouldTakePart', s.shouldTakePart),
    count('ranked', s.ranked),
    count('eligibleForExcellent', s.eligible),
  ];
  return table(ctx, 'head-counts', ctx.input.words.rankingReport.headCounts, columns, ctx.input.ranking.groups);
}

/** n × share → k, a row a group and cut (rules §6.2). */
export function cutTable(ctx: Context): ListPaper {
  interface Row {
    readonly group: Group;
    readonly cut: CutResult;
    readonly index: number;
  }
  const s = ctx.words.summary;
  const w = ctx.input.words.rankingReport;
  const rows = ctx.input.ranking.groups.flatMap((group) => group.cuts.map((cut, index): Row => ({ group, cut, index })));
  const rule = (r: Row) => ctx.policy.cuts[r.index];
  const places = ctx.policy.total.places.value;
  const columns: ColumnOf<Row>[] = [
    column('group', ctx.words.lists.group, 24, 'wrapped', (r) => ctx.groupName(r.group)),
    column('cut', w.cut, 10, 'wrapped', (r) => ctx.ruleName(r.cut.rule)),
    column('ranked', s.ranked, 7, 'whole', (r) => number(r.group.headCounts.ranked)),
    column('exact', s.exact, 9, 'general', (r) => number(r.cut.exact.toText(2))),
    column('mode', w.mode, 9, 'center', (r) => ctx.choice(r.cut.mode)),
    column('k', s.count, 8, 'whole', (r) => number(r.cut.k)),
    column('at', w.lineTotal, 9, 'two-places', (r) => {
      const at = totalAtCut(r.group, r.index);
      return at ? number(at.toText(places)) : '—';
    }),
    column('listed', s.listed, 6, 'whole', (r) => number(listedBy(r.group, r.cut.rule, false))),
    column('held', s.held, 6, 'whole', (r) => number(listedBy(r.group, r.cut.rule, true))),
    column('clause', ctx.words.lists.clause, 10, 'center', (r) => rule(r)?.share.clause.at ?? ''),
  ];
  return table(ctx, 'cuts', w.cuts, columns, rows);
}

/** The people of a group: rank, blocks, total, marks. */
export function groupTable(ctx: Context, group: Group): ListPaper {
  const r = ctx.words.ranking;
  const w = ctx.input.words.rankingReport;
  const fit = ctx.fitted();
  const places = ctx.policy.total.places.value;
  const columns: ColumnOf<RankedPerson>[] = [
    column('rank', r.rank, 6, 'center', (p) => `${p.rank}/${group.headCounts.ranked}`),
    column('name', r.name, fit.name, 'text', (p) => p.scored.person.name),
    column('id', r.id, fit.id, 'text', (p) => p.scored.person.id),
    column('unit', r.unit, fit.unit, 'wrapped', (p) => unitOf(p.scored.person)),
    column('post', r.post, fit.post, 'wrapped', (p) => postOf(p.scored.person)),
    ...blockKeys.map((b) =>
      column<RankedPerson>(b, ctx.name(ctx.policy.blocks[b].name), 9, 'general', ({ scored }) =>
        number(scored.blocks[b].value.toText(scored.blocks[b].minPlaces)),
      ),
    ),
    ...ctx.quarters().map((q) =>
      column<RankedPerson>(
        `quarter${q.quarter}`,
        fill(r.quarterTotal, { quarter: ctx.words.period.numbers[q.quarter ?? 1] }),
        9,
        'two-places',
        (p) => {
          const found = p.scored.quarters?.find((o) => o.period.quarter === q.quarter);
          return found ? number(found.total.toText(places)) : '—';
        },
      ),
    ),
    column('total', r.total, 9, 'two-places', (p) => number(p.scored.total.toText(places))),
    column('marks', w.marks, 22, 'wrapped', (p) => marksText(ctx, p)),
  ];
  return table(ctx, `group-${group.key}`, fill(w.groupTable, { group: ctx.groupName(group) }), columns, group.ranked);
}

/** Everybody on a list, each line with figure, line, clause and cells (rules §9). */
export function verdictTable(ctx: Context, key: string, title: string, wanted: (v: Verdict) => boolean, note = ''): ListPaper {
  type Row = ReturnType<typeof verdictsOf>[number];
  const { ranking: r, lists: l } = ctx.words;
  const fit = ctx.fitted();
  const columns: ColumnOf<Row>[] = [
    column('name', r.name, fit.name, 'text', (v) => v.person.name),
    column('id', r.id, fit.id, 'text', (v) => v.person.id),
    column('group', l.group, 22, 'wrapped', (v) => ctx.groupName(v.person)),
    column('rank', l.rankOf, 9, 'center', (v) => (v.rank === '' ? '—' : v.rank)),
    column('cause', l.cause, 14, 'wrapped', (v) => ctx.ruleName(v.verdict.rule)),
    column('figure', l.figure, 12, 'wrapped', (v) => v.verdict.figure),
    column('line', l.line, 12, 'wrapped', (v) => v.verdict.line),
    column('clause', l.clause, 10, 'center', (v) => v.verdict.clause),
    sourceColumn(ctx, (v) => v.verdict.from),
  ];
  return table(ctx, key, fill(title, { period: ctx.period() }), columns, verdictsOf(ctx.input, wanted), note === '' ? [] : [note]);
}

/** 未参加排名: everybody with the reason (rules §5.2). */
export function unrankedTable(ctx: Context): ListPaper {
  const { ranking: r, lists: l } = ctx.words;
  const fit = ctx.fitted();
  const columns: ColumnOf<UnrankedPerson>[] = [
    column('name', r.name, fit.name, 'text', (u) => u.person.name),
    column('id', r.id, fit.id, 'text', (u) => u.person.id),
    column('group', l.group, 22, 'wrapped', (u) => ctx.groupName(u.person)),
    column('unit', r.unit, fit.unit, 'wrapped', (u) => unitOf(u.person)),
    column('reason', l.reason, 26, 'wrapped', (u) => ctx.reason(u)),
    column('clause', l.clause, 10, 'center', (u) => u.clause),
    sourceColumn(ctx, (u) => u.from),
  ];
  return table(ctx, 'not-ranked', fill(l.notRankedTitle, { period: ctx.period() }), columns, unranked(ctx.input));
}

/** Every figure of the policy with the clause it rests on. */
export function clauseTable(ctx: Context): ListPaper {
  const w = ctx.words.rules;
  const columns: ColumnOf<Parameter>[] = [
    column('parameter', w.parameter, 26, 'wrapped', (p) => ctx.label(p.label)),
    column('value', w.value, 24, 'wrapped', (p) => ctx.valueText(p.value)),
    column('clause', w.clause, 12, 'wrapped', (p) => ctx.clause(p.clause)),
    column('quote', w.quote, 30, 'wrapped', (p) => p.clause.quote ?? ''),
    column('source', w.source, 8, 'center', (p) => (p.assumption ? w.assumption : w.regulation)),
  ];
  return table(ctx, 'clauses', w.title, columns, parametersOf(ctx.policy));
}

/** By what and from what the report was made. */
export function factTable(ctx: Context): ListPaper {
  const w = ctx.words.inputs;
  const { run } = ctx.input;
  const policy = fill(w.policyOf, { policy: ctx.policyName(), edition: ctx.policy.edition, file: run.policy.file });
  const facts: (readonly [string, string])[] = [
    [w.tool, run.tool],
    [w.period, ctx.period()],
    [w.asOf, ctx.asOf()],
    [w.policy, policy],
    [w.policyHash, run.policy.sha256],
    ...(run.columns
      ? ([
          [w.columnMap, run.columns.file],
          [`${w.columnMap} SHA-256`, run.columns.sha256],
        ] as const)
      : []),
  ];
  const words = ctx.input.words.rankingReport;
  const columns = [
    column<readonly [string, string]>('fact', words.fact, 20, 'text', ([name]) => name),
    column<readonly [string, string]>('value', words.value, 60, 'wrapped', ([, value]) => value),
  ];
  return table(ctx, 'facts', words.facts, columns, facts);
}

/** Files that were read, with their hashes. */
export function fileTable(ctx: Context): ListPaper {
  type File = Context['input']['run']['inputs'][number];
  const w = ctx.words.inputs;
  const columns: ColumnOf<File>[] = [
    column('file', w.file, 30, 'wrapped', (f) => f.file),
    column('kind', w.encoding, 20, 'wrapped', (f) => kindText(ctx, f)),
    column('sha256', w.hash, 50, 'wrapped', (f) => f.sha256),
  ];
  return table(ctx, 'files', w.files, columns, ctx.input.run.inputs);
}
