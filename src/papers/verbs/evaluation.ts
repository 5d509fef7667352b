/** 综合评价 of a person by the four facets: what was learnt by talk, assessment and discussion, beside the figures (rules §7.8). */
import type { Policy } from '../../policy/policy.ts';
import { placeText } from '../../problems/problem.ts';
import type { FacetRecord } from '../../records.ts';
import { fill } from '../../text/text.ts';
import { blockKeys, type Doc, type DocBlock, type ListPaper, type Person, type RankedPerson, type UnrankedPerson } from '../../types.ts';
import { column, listOf, whoColumns } from '../lists/list.ts';
import { type BookInput, Context, postOf, unitOf } from '../ranking/context.ts';

type Rules = NonNullable<Policy['facets']>;

/** Somebody with the group they stand in. */
export interface Evaluated {
  readonly of: RankedPerson | UnrankedPerson;
  readonly n: number;
}

export const personOf = ({ of }: Evaluated): Person => ('scored' in of ? of.scored.person : of.person);

/** Everybody of whom a facet is recorded. */
export function evaluatedIn({ ranking }: Pick<BookInput, 'ranking'>): Evaluated[] {
  const all = ranking.groups.flatMap((g) => [...g.ranked, ...g.notRanked].map((of): Evaluated => ({ of, n: g.headCounts.ranked })));
  return [...all, ...ranking.unplaced.map((of): Evaluated => ({ of, n: 0 }))].filter((e) => personOf(e).records.facets.length > 0);
}

const nameOf = (ctx: Context, list: Rules['facets'], key: string): string => {
  const found = list.find((f) => f.key === key);
  return found ? ctx.name(found.name) : key;
};

/** Every entry, a line each. */
export function evaluationList(input: BookInput, rules: Rules): ListPaper {
  const ctx = new Context(input);
  const w = input.words.verbs.evaluation;
  const rows = evaluatedIn(input).flatMap((e) => personOf(e).records.facets.map((record) => ({ person: personOf(e), record })));
  type Row = { readonly person: Person; readonly record: FacetRecord };
  const columns = [
    ...whoColumns<Row>(ctx, (r) => r.person),
    column<Row>('facet', w.facet, 12, 'center', (r) => nameOf(ctx, rules.facets, r.record.facet)),
    column<Row>('text', w.text, 44, 'wrapped', (r) => r.record.text),
    column<Row>('way', w.way, 12, 'center', (r) => nameOf(ctx, rules.ways, r.record.way)),
    column<Row>('date', w.date, 11, 'center', (r) => r.record.date ?? w.notGiven),
    column<Row>('source', ctx.words.lists.source, 18, 'wrapped', (r) => placeText(r.record.at)),
  ];
  const head = { key: 'evaluation', name: w.name, title: fill(w.title, { period: ctx.period() }), subtitle: [ctx.policyName()], notes: [] };
  return listOf(ctx, head, columns, rows);
}

/** The paper of one person; a facet without an entry is named as such. */
export function evaluationDoc(input: BookInput, rules: Rules, e: Evaluated): Doc {
  const ctx = new Context(input);
  const w = input.words.verbs.evaluation;
  const person = personOf(e);
  const facets = rules.facets.flatMap((f): DocBlock[] => {
    const own = person.records.facets.filter((r) => r.facet === f.key);
    const heading: DocBlock = { kind: 'heading', text: ctx.name(f.name) };
    if (own.length === 0) return [heading, { kind: 'paragraph', text: w.nothing, indent: true }];
    const columns = [
      { header: w.date, width: 14 },
      { header: w.way, width: 14 },
      { header: w.text, width: 60 },
    ];
    return [heading, { kind: 'table', columns, rows: own.map((r) => [r.date ?? w.notGiven, nameOf(ctx, rules.ways, r.way), r.text]) }];
  });
  return {
    lang: input.lang,
    title: w.docTitle,
    foot: ctx.policyName(),
    blocks: [
      {
        kind: 'form',
        rows: [
          [
            { label: ctx.words.ranking.name, value: person.name },
            { label: ctx.words.ranking.id, value: person.id },
          ],
          [
            { label: ctx.words.ranking.unit, value: unitOf(person) },
            { label: ctx.words.ranking.post, value: postOf(person) },
          ],
          [
            { label: w.period, value: ctx.period() },
            { label: ctx.words.lists.group, value: ctx.groupName(person) },
          ],
          ...figures(ctx, e),
        ],
      },
      ...facets,
      { kind: 'heading', text: w.whole },
      { kind: 'form', rows: [[{ label: w.opinion, value: '', room: 4 }]] },
      { kind: 'signatures', labels: [w.writer, w.reviewer], date: input.words.verbs.talks.signDate },
    ],
  };
}

function figures(ctx: Context, { of, n }: Evaluated) {
  const w = ctx.input.words.verbs.evaluation;
  if (!('scored' in of)) return [[{ label: w.result, value: fill(w.notRanked, { reason: ctx.reason(of) }) }]];
  const { blocks, total } = of.scored;
  const parts = blockKeys.map((b) => `${ctx.name(ctx.policy.blocks[b].name)} ${blocks[b].value.toText(blocks[b].minPlaces)}`);
  const result = fill(w.rank, { total: total.toText(ctx.policy.total.places.value), rank: of.rank, n });
  return [[{ label: w.figures, value: parts.join(ctx.input.words.policy.listComma) }], [{ label: w.result, value: result }]];
}
