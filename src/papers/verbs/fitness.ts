/** 能上能下 and what is still open of accountability (rules §7.7). */
import { openItems, unfitIn } from '../../appraise/select.ts';
import type { Day } from '../../day.ts';
import type { Decision, DecisionAbout, ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { OpenItem, Unfit } from '../../verdicts.ts';
import { column, decisionColumns, keyed, listOf, rowDecisions, sourceColumn, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** People with a recorded situation, and items that are open as of the as-of day. */
export function fitnessLists(
  input: BookInput,
  rules: NonNullable<Policy['fitness']>,
  decisions: readonly Decision[],
): { paper: ListPaper; about: RowDecisions }[] {
  const ctx = new Context(input);
  return [situations(ctx, rules, decisions), open(ctx)];
}

function situations(ctx: Context, rules: NonNullable<Policy['fitness']>, decisions: readonly Decision[]) {
  const w = ctx.input.words.verbs.fitness;
  const l = ctx.words.lists;
  const rows = unfitIn(ctx.input.ranking, ctx.policy);
  const about = (u: Unfit): DecisionAbout => ({
    person: u.person.key,
    list: 'fitness',
    rule: `${u.record.situation} ${placeText(u.record.at)}`,
    proposal: null,
  });
  const name = (key: string): string => {
    const found = rules.situations.find((s) => s.key === key);
    return found ? ctx.name(found.name) : key;
  };
  const columns = [
    ...whoColumns<Unfit>(ctx, (u) => u.person),
    column<Unfit>('situation', w.situation, 18, 'wrapped', (u) => name(u.record.situation)),
    column<Unfit>('evidence', w.evidence, 26, 'wrapped', (u) => u.record.evidence || w.notGiven),
    column<Unfit>('finding', w.finding, 22, 'wrapped', (u) => u.record.finding || w.notGiven),
    column<Unfit>('adjustment', w.adjustment, 16, 'wrapped', (u) => u.record.adjustment || w.notGiven),
    column<Unfit>('date', w.date, 11, 'center', (u) => u.record.date ?? w.notGiven),
    column<Unfit>('document', w.document, 16, 'wrapped', (u) => u.record.document),
    column<Unfit>('clause', l.clause, 9, 'center', (u) => u.clause),
    sourceColumn<Unfit>(ctx, (u) => [u.record.at]),
    ...decisionColumns<Unfit>(ctx, decisions, about),
  ];
  const head = {
    key: 'fitness',
    name: w.name,
    title: fill(w.title, { period: ctx.period() }),
    subtitle: [ctx.policyName()],
    notes: [fill(w.note, { clause: rules.clause.at })],
  };
  return { paper: listOf(ctx, head, columns, rows), about: rowDecisions(rows, about) };
}

function open(ctx: Context) {
  const w = ctx.input.words.verbs.fitness;
  const rows = openItems(ctx.input.ranking, ctx.policy, ctx.input.ranking.asOf as Day | null);
  const columns = [
    ...whoColumns<OpenItem>(ctx, (o) => o.person),
    keyed(
      column<OpenItem>('kind', w.kind, 14, 'wrapped', (o) => w.kinds[o.kind]),
      (o) => o.kind,
    ),
    column<OpenItem>('what', w.what, 30, 'wrapped', (o) => o.what),
    column<OpenItem>('due', w.due, 12, 'center', (o) => o.due ?? w.notGiven),
    keyed(
      column<OpenItem>('late', w.late, 9, 'mark', (o) => (o.late ? w.lateWord : '')),
      (o) => String(o.late),
    ),
    sourceColumn<OpenItem>(ctx, (o) => [o.at]),
  ];
  const head = { key: 'open-items', name: w.openName, title: fill(w.openTitle, { asOf: ctx.asOf() }), subtitle: [], notes: [] };
  return { paper: listOf(ctx, head, columns, rows), about: [] };
}
