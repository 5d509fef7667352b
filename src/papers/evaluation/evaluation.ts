/**
 * 综合评价: what the figures say beside what was learnt of a person by talk, assessment and discussion, by the policy's facets
 * (rules §7.8). A facet of which nothing was learnt is named as such.
 */

import type { Doc, DocBlock } from '../../paper.ts';
import type { FacetRecord } from '../../records.ts';
import { fill } from '../../text/text.ts';
import type { Person, RankedPerson } from '../../types.ts';
import { blockKeys } from '../../types.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { dayText, placesText } from '../shared.ts';
import { rankText, standingOf, whoRow } from '../standing.ts';

/** The paper of one person of the export; null where the policy has no facets. */
export function evaluationDoc(input: BookInput, person: Person): Doc | null {
  const ctx = new Context(input);
  const rules = ctx.policy.facets;
  if (!rules) return null;
  const { evaluation: w, documents } = input.words;
  const standing = standingOf(input.ranking, person.key);
  const ranked = standing?.kind === 'ranked' ? standing.ranked : null;
  return {
    lang: input.lang,
    title: fill(w.title, { name: ctx.name(rules.name), period: ctx.period() }),
    foot: ctx.foot(),
    blocks: [
      {
        kind: 'form',
        rows: [
          whoRow(ctx, person),
          [
            { label: ctx.words.lists.group, value: ctx.groupName(person) },
            { label: ctx.words.lists.rankOf, value: rankText(ctx, standing) },
          ],
        ],
      },
      { kind: 'heading', text: w.figures },
      ...(ranked ? [figures(ctx, ranked)] : [{ kind: 'paragraph', text: w.noFigures } as const]),
      { kind: 'heading', text: w.facets },
      { kind: 'form', rows: rules.facets.map((f) => [facetRow(ctx, ctx.name(f.name), ofFacet(person, f.key))]) },
      { kind: 'form', rows: [[{ label: w.opinion, value: '', room: 4 }]] },
      { kind: 'paragraph', text: note(ctx, person, ranked, rules.clause.at), small: true },
      { kind: 'signatures', labels: [w.by, w.responsible], date: documents.signDate },
    ],
  };
}

/** The five blocks and the total, as the ranking has them. */
function figures(ctx: Context, { scored }: RankedPerson): DocBlock {
  const blocks = blockKeys.map((b) => ({ header: ctx.name(ctx.policy.blocks[b].name), value: scored.blocks[b] }));
  return {
    kind: 'table',
    columns: [...blocks.map((b) => ({ header: b.header, width: 10 })), { header: ctx.words.ranking.total, width: 10 }],
    rows: [[...blocks.map((b) => b.value.value.toText(b.value.minPlaces)), scored.total.toText(ctx.policy.total.places.value)]],
  };
}

/** By day, those without one last. */
function ofFacet(person: Person, key: string): FacetRecord[] {
  const own = person.records.facets.filter((f) => f.facet === key);
  const dated = own.filter((f) => f.date !== null).sort((a, b) => ((a.date ?? '') < (b.date ?? '') ? -1 : a.date === b.date ? 0 : 1));
  return [...dated, ...own.filter((f) => f.date === null)];
}

function facetRow(ctx: Context, label: string, records: readonly FacetRecord[]) {
  const { evaluation: w } = ctx.input.words;
  if (records.length === 0) return { label, value: w.nothing, room: 1 };
  const lines = records.map((r) => {
    const way = ctx.policy.facets?.ways.find((x) => x.key === r.way);
    const about = { text: r.text, way: way ? ctx.name(way.name) : r.way };
    return r.date === null ? fill(w.undated, about) : fill(w.learnt, { ...about, day: dayText(r.date, ctx.input.words) });
  });
  return { label, value: lines.join('\n'), room: 1 };
}

function note(ctx: Context, person: Person, ranked: RankedPerson | null, clause: string): string {
  const from = [...(ranked?.scored.step.from ?? []), ...person.records.facets.map((f) => f.at)];
  return fill(ctx.input.words.evaluation.note, {
    id: person.id,
    policy: ctx.policyName(),
    edition: ctx.policy.edition,
    clause,
    source: placesText(from.length > 0 ? from : [person.at], ctx.input.words),
  });
}
