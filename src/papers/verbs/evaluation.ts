/** 综合评价: every entry of the four facets, with how it was learnt and when (rules §7.8). */

import type { ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import type { FacetRecord } from '../../records.ts';
import { fill } from '../../text/text.ts';
import type { Person } from '../../types.ts';
import { column, listOf, sourceColumn, whoColumns } from '../lists/list.ts';
import { type BookInput, Context } from '../ranking/context.ts';

type Rules = NonNullable<Policy['facets']>;

/** Everybody of whom a facet is recorded. */
export function evaluatedIn({ source }: Pick<BookInput, 'source'>): Person[] {
  return source.people.filter((p) => p.records.facets.length > 0);
}

const nameOf = (ctx: Context, list: Rules['facets'], key: string): string => {
  const found = list.find((f) => f.key === key);
  return found ? ctx.name(found.name) : key;
};

/** Every entry, a line each. */
export function evaluationList(input: BookInput, rules: Rules): ListPaper {
  const ctx = new Context(input);
  const w = input.words.verbs.evaluation;
  const rows = evaluatedIn(input).flatMap((person) => person.records.facets.map((record) => ({ person, record })));
  type Row = { readonly person: Person; readonly record: FacetRecord };
  const columns = [
    ...whoColumns<Row>(ctx, (r) => r.person),
    column<Row>('facet', w.facet, 12, 'center', (r) => nameOf(ctx, rules.facets, r.record.facet)),
    column<Row>('text', w.text, 44, 'wrapped', (r) => r.record.text),
    column<Row>('way', w.way, 12, 'center', (r) => nameOf(ctx, rules.ways, r.record.way)),
    column<Row>('date', w.date, 11, 'center', (r) => r.record.date ?? w.notGiven),
    sourceColumn<Row>(ctx, (r) => [r.record.at]),
  ];
  const head = { key: 'evaluation', name: w.name, title: fill(w.title, { period: ctx.period() }), subtitle: [ctx.policyName()], notes: [] };
  return listOf(ctx, head, columns, rows);
}
