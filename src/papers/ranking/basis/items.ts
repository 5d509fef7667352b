/**
 * Items: the mean of whole numbers (rules §3.2, §3.3). What a trim leaves out is taken off the sum as the nth largest and
 * smallest of the row, each to a whole number like every item; how many is written into the formula, as the divisor is.
 */
import { trimmedItems } from '../../../appraise/score.ts';
import { Decimal } from '../../../decimal.ts';
import type { PaperCell, PaperRow } from '../../../paper.ts';
import type { MeanRules } from '../../../policy/policy.ts';
import { fill } from '../../../text/text.ts';
import type { Scored } from '../../../types.ts';
import {
  directPlaces,
  lowOf,
  lowPart,
  maxPlaces,
  placesOf,
  roundedQuotient,
  roundedSplit,
  splitQuotient,
  splitQuotientOf,
  ten,
  whole,
  wholeOf,
} from '../../formula.ts';
import { type Context, cellRef, live, num, number, text } from '../context.ts';
import { byId, type Columns, headerRow, type Made, sheetOf, whoCells, whoColumns } from './sheet.ts';

/** null where no block is computed from items. */
export function itemSheet(ctx: Context, people: readonly Scored[]): Made | null {
  if (people.length === 0) return null;
  const w = ctx.words.basis;
  const blocks = (['work', 'study'] as const).filter((b) => people.some((s) => s.blocks[b].basis === 'parts'));
  const c = whoColumns(ctx);
  const places = new Map(blocks.map((b) => [b, itemPlaces(ctx, b, people)]));
  for (const b of blocks) {
    for (const i of ctx.policy.blocks[b].items) c.add(i.key, ctx.name(i.name), 9);
    c.add(b, ctx.name(ctx.policy.blocks[b].name), 11);
  }
  for (const b of blocks) {
    const p = places.get(b) ?? 0;
    c.add(
      `${b}:n`,
      `${ctx.name(ctx.policy.blocks[b].name)}\n${fill(w.numerator, { places: String(Math.min(p, directPlaces)) })}`,
      14,
      true,
    );
    if (p <= directPlaces) continue;
    c.add(`${b}:m`, w.remainderPlaces, 14, true);
    c.add(`${b}:q`, w.quotient, 12, true);
  }
  const cells = new Map<string, string>();
  let asValues = 0;
  const name = ctx.words.sheets.items;
  const rows = [...people].sort(byId).map((s, i): PaperRow => {
    const row = headerRow + 1 + i;
    const shown: PaperCell[] = [];
    const steps: PaperCell[] = [];
    for (const b of blocks) {
      const made = itemCells(ctx, c, s, b, row, places.get(b) ?? 0);
      shown.push(...made.shown);
      steps.push(...made.steps);
      if (made.asValue) asValues++;
      if (s.blocks[b].basis === 'parts') cells.set(`${b} ${s.person.key}`, cellRef(name, c.index(b), row));
    }
    return { cells: [...whoCells(ctx, s.person), ...shown, ...steps] };
  });
  return { sheet: sheetOf(ctx, name, w.itemsTitle, c, rows), cells, asValues };
}

function itemPlaces(ctx: Context, block: 'work' | 'study', people: readonly Scored[]): number {
  const { items, places } = ctx.policy.blocks[block];
  const figures = people.flatMap((s) => items.flatMap((i) => s.person.items.get(i.key)?.value ?? []));
  const needed = Math.max(placesOf(figures), places.value + 1);
  return needed;
}

function itemCells(
  ctx: Context,
  c: Columns,
  s: Scored,
  b: 'work' | 'study',
  row: number,
  places: number,
): { shown: PaperCell[]; steps: PaperCell[]; asValue: boolean } {
  const { items, places: rounded } = ctx.policy.blocks[b];
  const score = s.blocks[b];
  const split = places > directPlaces;
  const stepCount = split ? 3 : 1;
  const blank = (n: number, look: PaperCell['look']) => Array.from({ length: n }, () => text('', look));
  if (score.basis !== 'parts')
    return {
      shown: [...blank(items.length, 'text'), number(score.value.toText())],
      steps: blank(stepCount, 'calculation'),
      asValue: false,
    };
  const figures = items.map((i) => s.person.items.get(i.key)?.value ?? Decimal.zero);
  const inputs = figures.map((f) => number(f.toText(), 'input'));
  const value = num(score.value.toText());
  if (places > maxPlaces)
    return {
      shown: [...inputs, { value, look: 'two-places', places: rounded.value }],
      steps: blank(stepCount, 'calculation'),
      asValue: true,
    };
  const dropped = trimmedItems(figures, ctx.policy.blocks[b]);
  const kept = figures.filter((_, i) => !dropped[i]);
  const addends = (part: (x: string) => string) => trimmedSum(ctx.policy.blocks[b], (key) => `${c.letter(key)}${row}`, part);
  const scale = Math.min(places, directPlaces);
  const unit = Decimal.whole(kept.length).times(ten(scale - rounded.value));
  const n = Decimal.sum(kept.map((f) => wholeOf(f, scale)));
  const at = (k: string) => `${c.letter(`${b}:${k}`)}${row}`;
  const first = live(
    addends((x) => whole(x, scale)),
    num(n.toText()),
    'calculation',
  );
  if (!split)
    return {
      shown: [...inputs, { ...live(roundedQuotient(at('n'), unit.toText(), rounded.value), value, 'two-places'), places: rounded.value }],
      steps: [first],
      asValue: false,
    };
  const m = Decimal.sum(kept.map(lowOf));
  const steps = [
    first,
    live(addends(lowPart), num(m.toText()), 'calculation'),
    live(splitQuotient(at('n'), at('m'), unit.toText()), num(splitQuotientOf(n, m, unit).toText()), 'calculation'),
  ];
  return {
    shown: [
      ...inputs,
      { ...live(roundedSplit(at('n'), at('m'), at('q'), unit.toText(), rounded.value), value, 'two-places'), places: rounded.value },
    ],
    steps,
    asValue: false,
  };
}

/** Σ part(item), less the parts of the items that the policy's trim leaves out. */
function trimmedSum({ items, trim }: MeanRules, at: (key: string) => string, part: (x: string) => string): string {
  const cells = items.map((i) => at(i.key));
  const range = `${cells[0]}:${cells.at(-1)}`;
  const taken = (name: 'LARGE' | 'SMALL', count: number) =>
    Array.from({ length: count }, (_, i) => `-${part(`${name}(${range},${i + 1})`)}`);
  const off = trim ? [...taken('LARGE', trim.highest.value), ...taken('SMALL', trim.lowest.value)] : [];
  return cells.map(part).join('+') + off.join('');
}
