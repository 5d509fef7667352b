/** How each block came about: from the cells through class means, sums and the one rounding to the score. */
import { Decimal } from '../../decimal.ts';
import type { DocBlock } from '../../paper.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { BlockWay, ClassMean, CountedEntry, ItemScore } from '../../types.ts';
import type { BlockWhy } from '../../why.ts';
import type { Context } from '../ranking/context.ts';
import { articles, cells, equals, roundedText, sumOf, term } from './figures.ts';

type Way<K extends BlockWay['kind']> = Extract<BlockWay, { kind: K }>;

/** Heading, figures and clauses of one block. */
export function blockDoc(ctx: Context, b: BlockWhy): DocBlock[] {
  const { why: w } = ctx.input.words;
  const { value, minPlaces, way } = b.score;
  const block = ctx.name(ctx.policy.blocks[b.block].name);
  const beside = b.beside ? [fill(w.block.beside, { value: b.beside.value.toText(), cell: placeText(b.beside.at) })] : [];
  const last = [...beside, fill(w.clauses, { clauses: articles(ctx, b.clauses) })];
  return [
    { kind: 'heading', text: fill(w.block.heading, { block, value: value.toText(minPlaces) }), level: 2 },
    ...wayDoc(ctx, b, way),
    ...last.map((text): DocBlock => ({ kind: 'paragraph', text })),
  ];
}

const lines = (texts: readonly string[]): DocBlock[] => texts.map((text) => ({ kind: 'paragraph', text }));

function wayDoc(ctx: Context, b: BlockWhy, way: BlockWay): DocBlock[] {
  switch (way.kind) {
    case 'ballots':
      return ballots(ctx, b, way);
    case 'items':
      return items(ctx, b, way);
    case 'entries':
      return entries(ctx, b, way);
    case 'given':
      return lines(given(ctx, b, way));
    case 'none':
      return lines([ctx.input.words.why.block.none]);
    case 'mean':
      return lines(yearMean(ctx, b, way));
  }
}

// ── ballots ──

function ballots(ctx: Context, b: BlockWhy, way: Way<'ballots'>): DocBlock[] {
  const { block: w } = ctx.input.words.why;
  const weighted = way.classes.filter((c) => c.mean !== null);
  const one = way.weight.equals(Decimal.whole(1));
  const sum = sumOf(weighted.map((c) => `${c.weight.toText(2)} × ${term(c.mean ?? Decimal.zero)}`));
  const left = one ? sum : `(${sum}) ÷ ${way.weight.toText(2)}`;
  return [
    {
      kind: 'table',
      columns: [
        { header: w.raterClass, width: 16 },
        { header: w.way, width: 50 },
        { header: w.cells, width: 24 },
      ],
      rows: way.classes.map((c) => [classText(ctx, c), classWay(ctx, c), cells(ctx, c.from)]),
    },
    ...lines([fill(w.weighted, { sum: equals(ctx, left, way.exact) }), roundedText(ctx, b.score.value, b.score.minPlaces)]),
  ];
}

function classText(ctx: Context, c: ClassMean): string {
  const found = ctx.policy.blocks.evaluation.classes.find((k) => k.key === c.raterClass);
  return `${found ? ctx.name(found.name) : c.raterClass}\n${ctx.valueText({ kind: 'share', value: c.weight })}`;
}

function classWay(ctx: Context, c: ClassMean): string {
  const { block: w } = ctx.input.words.why;
  const { options } = ctx.policy.blocks.evaluation;
  const votes = c.votes.map((v) => {
    const name = options.find((o) => o.key === v.option)?.name;
    return { name: name ? ctx.name(name) : v.option, count: v.count?.value ?? Decimal.zero, worth: v.worth };
  });
  const products = sumOf(votes.map((v) => fill(w.option, { option: v.name, count: v.count.toText(), worth: v.worth.toText() })));
  const valid = fill(w.valid, {
    sum: equals(ctx, sumOf(votes.map((v) => v.count.toText())), c.valid),
  });
  const mean = c.mean ? fill(w.mean, { sum: equals(ctx, `${c.sum.toText()} ÷ ${c.valid.toText()}`, c.mean) }) : w.noVote;
  const others = Decimal.sum(c.others.map((o) => o.value));
  return [equals(ctx, products, c.sum), valid, mean, ...(others.isZero() ? [] : [fill(w.others, { count: others.toText() })])].join('\n');
}

// ── items ──

function items(ctx: Context, b: BlockWhy, way: Way<'items'>): DocBlock[] {
  const { block: w } = ctx.input.words.why;
  const trimmed = way.items.some((i) => !i.counted);
  const kept = way.items.filter((i) => i.counted);
  const row = (i: ItemScore) => [
    itemName(ctx, b, i.item),
    i.score.value.toText(),
    ...(trimmed ? [i.counted ? w.yes : w.trimmed] : []),
    cells(ctx, [i.score.at]),
  ];
  const sum = equals(ctx, sumOf(kept.map((i) => term(i.score.value))), way.sum);
  const mean = equals(ctx, `${term(way.sum)} ÷ ${way.divisor}`, way.exact);
  return [
    {
      kind: 'table',
      columns: [
        { header: w.item, width: 24 },
        { header: w.score, width: 12, align: 'right' },
        ...(trimmed ? [{ header: w.counted, width: 22 }] : []),
        { header: w.cells, width: 32 },
      ],
      rows: way.items.map(row),
    },
    ...lines([fill(w.itemSum, { sum }), fill(w.itemMean, { sum: mean }), roundedText(ctx, b.score.value, b.score.minPlaces)]),
  ];
}

function itemName(ctx: Context, { block }: BlockWhy, key: string): string {
  const rules = ctx.policy.blocks[block];
  const found = 'items' in rules ? rules.items.find((i) => i.key === key) : undefined;
  return found ? ctx.name(found.name) : key;
}

// ── bonus and deduction ──

function entries(ctx: Context, b: BlockWhy, way: Way<'entries'>): DocBlock[] {
  const { block: w } = ctx.input.words.why;
  const counted = way.entries.filter((e) => e.counted);
  const sum = equals(ctx, counted.length === 0 ? '0' : sumOf(counted.map((e) => term(e.entry.value.value))), way.sum);
  const held = fill(b.score.value.equals(way.sum) ? w.within : w.capped, { ...capOf(ctx), value: b.score.value.toText() });
  return [
    {
      kind: 'table',
      columns: [
        { header: w.matter, width: 30 },
        { header: w.value, width: 16 },
        { header: w.counted, width: 26 },
        { header: w.cells, width: 20 },
      ],
      rows: way.entries.map((e) => [aboutText(ctx, e), valueText(ctx, e), countedText(ctx, e), cells(ctx, [e.entry.value.at])]),
    },
    ...lines([fill(w.entrySum, { sum }), held]),
  ];
}

function aboutText(ctx: Context, { entry }: CountedEntry): string {
  const more = [entry.number, entry.date, entry.basis].filter((t) => t !== undefined && t !== '').join(ctx.input.words.documents.cells);
  return more === '' ? entry.matter : fill(ctx.input.words.why.block.about, { matter: entry.matter, more });
}

function valueText(ctx: Context, { entry }: CountedEntry): string {
  const now = entry.value.value.toText();
  if (!entry.exempted) return now;
  const { before, by } = entry.exempted;
  return fill(ctx.input.words.why.block.tolerated, { before: before.toText(), after: now, cell: placeText(by.at) });
}

function countedText(ctx: Context, { counted, instead }: CountedEntry): string {
  const { block: w } = ctx.input.words.why;
  if (counted) return w.yes;
  return instead ? fill(w.lower, { value: instead.value.value.toText(), cell: placeText(instead.value.at) }) : w.zero;
}

const capOf = (ctx: Context) => {
  const { lowest, highest } = ctx.policy.blocks.adjustment;
  return { lowest: lowest.value.toText(), highest: highest.value.toText() };
};

// ── ready-made, and of a year ──

function given(ctx: Context, b: BlockWhy, { score }: Way<'given'>): string[] {
  const { why: w } = ctx.input.words;
  const value = score.value.toText();
  const held = b.score.value.toText();
  const said = score.value.equals(b.score.value)
    ? fill(w.block.given, { value })
    : fill(w.block.givenCapped, { ...capOf(ctx), value, held });
  return [said, fill(w.cells, { cells: cells(ctx, [score.at]) })];
}

function yearMean(ctx: Context, b: BlockWhy, way: Way<'mean'>): string[] {
  const sum = `(${sumOf(way.quarters.map((q) => term(q.value)))}) ÷ ${way.quarters.length}`;
  return [fill(ctx.input.words.why.block.mean2, { sum: equals(ctx, sum, way.exact) }), roundedText(ctx, b.score.value, b.score.minPlaces)];
}
