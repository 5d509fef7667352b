/** 职级晋升: the earliest day for everybody whose rank the policy knows, and how it came about (rules §7.5). */
import { advanceOf } from '../../appraise/advance.ts';
import { liftedOf } from '../../appraise/exempt.ts';
import type { Day } from '../../day.ts';
import type { Decision, DecisionAbout, ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { Advance, AdvanceYear } from '../../verdicts.ts';
import { column, decisionColumns, keyed, listOf, rowDecisions, sourceColumn, whoColumns } from '../lists/list.ts';
import type { RowDecisions } from '../lists/list-sheet.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** Everybody of the export, in the order of their ids. */
export function advancesOf({ source }: Pick<BookInput, 'source'>, policy: Policy, rules: NonNullable<Policy['advance']>): Advance[] {
  return source.people.map((person) => advanceOf(person, policy, rules, liftedOf(person, policy), source.asOf as Day | null));
}

/** The list; those whose day has come are proposed. */
export function advanceList(
  input: BookInput,
  rules: NonNullable<Policy['advance']>,
  decisions: readonly Decision[],
): { paper: ListPaper; about: RowDecisions } {
  const ctx = new Context(input);
  const w = input.words.verbs.advance;
  const l = ctx.words.lists;
  const rows = advancesOf(input, ctx.policy, rules);
  const about = (a: Advance): DecisionAbout => ({ person: a.person.key, list: 'advance', rule: '', proposal: a.reached === true ? 0 : 2 });
  const months = (n: number | null) => (n === null ? null : { number: String(n) });
  const columns = [
    // The rank has a column of its own.
    ...whoColumns<Advance>(
      ctx,
      (a) => a.person,
      (p) => p.post,
    ),
    column<Advance>('rank', w.rank, 12, 'wrapped', (a) => a.rank),
    column<Advance>('since', w.since, 11, 'center', (a) => a.since ?? w.notGiven),
    column<Advance>('to', w.to, 12, 'wrapped', (a) => a.to ?? ''),
    column<Advance>('required', w.required, 8, 'center', (a) => months(a.required)),
    column<Advance>('years', w.years, 30, 'wrapped', (a) => a.years.map((y) => yearText(ctx, y)).join('\n')),
    column<Advance>('off', w.off, 7, 'center', (a) => months(a.why === 'told' ? a.off : null)),
    column<Advance>('added', w.added, 7, 'center', (a) => months(a.why === 'told' ? a.added : null)),
    column<Advance>('earliest', w.earliest, 11, 'center', (a) => a.earliest ?? ''),
    keyed(
      column<Advance>('state', w.state, 16, 'wrapped', (a) => stateText(ctx, a)),
      stateKey,
    ),
    column<Advance>('clause', l.clause, 9, 'center', (a) => a.clause),
    sourceColumn<Advance>(ctx, (a) => a.from),
    ...decisionColumns<Advance>(ctx, decisions, about),
  ];
  const head = {
    key: 'advance',
    name: w.name,
    title: fill(w.title, { asOf: ctx.asOf() }),
    subtitle: [ctx.policyName()],
    notes: [fill(w.note, { months: rules['excellent-months'].value, clause: rules['excellent-months'].clause.at }), w.barsNote],
  };
  return { paper: listOf(ctx, head, columns, rows), about: rowDecisions(rows, about) };
}

/** `reached`, `not-yet`, or why it cannot be told. */
const stateKey = (a: Advance): string => (a.why !== 'told' ? a.why : a.reached === null ? 'no-as-of' : a.reached ? 'reached' : 'not-yet');

function yearText(ctx: Context, y: AdvanceYear): string {
  const w = ctx.input.words.verbs.advance;
  return fill(w.year, { year: y.year, said: y.said ?? w.notGiven, outcome: w.outcomes[y.outcome] });
}

/** What is to be said of the day: come, not yet, or why it cannot be told. */
export function stateText(ctx: Context, a: Advance): string {
  const w = ctx.input.words.verbs.advance;
  if (a.why !== 'told') {
    const missing = a.years.filter((y) => y.outcome === 'missing').map((y) => y.year);
    return fill(w.why[a.why], { years: missing.join(ctx.input.words.policy.listComma) });
  }
  const met = a.bars.map((s) => fill(w.barred, { what: s.said, to: s.to }));
  return [a.reached === null ? '' : a.reached ? w.reached : w.notYet, ...met].filter((t) => t !== '').join('\n');
}
