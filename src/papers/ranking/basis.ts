/**
 * The basis sheets: what the blocks are computed from, one row a person, with the steps in whole numbers. A block whose
 * figures would not fit into a double's whole numbers stands as a value and is counted.
 */

import { countedEntries, foldMatter } from '../../appraise/score.ts';
import { Decimal } from '../../decimal.ts';
import { columnName } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { BlockKey, PaperCell, PaperRow, PaperSheet, Person, Scored } from '../../types.ts';
import {
  directPlaces,
  lowOf,
  lowPart,
  maxPlaces,
  placesOf,
  power,
  roundedQuotient,
  roundedSplit,
  splitQuotient,
  splitQuotientOf,
  ten,
  whole,
  wholeOf,
} from '../formula.ts';
import { banner, type Context, cellRef, live, num, number, text } from './context.ts';
import { type Rules, sharesOf } from './rules-sheet.ts';

const headerRow = 4;

/** Where a computed block stands; undefined: it is given, or stands as a value. */
export interface Basis {
  readonly sheets: readonly PaperSheet[];
  readonly cellOf: (person: Person, block: BlockKey) => string | undefined;
  readonly asValues: number;
}

export function makeBasis(ctx: Context, rules: Rules, people: readonly Scored[]): Basis {
  const parts = (b: BlockKey) => people.filter((s) => s.blocks[b].basis === 'parts');
  const ballots = ballotSheet(ctx, rules, parts('evaluation'));
  const items = itemSheet(
    ctx,
    people.filter((s) => s.blocks.work.basis === 'parts' || s.blocks.study.basis === 'parts'),
  );
  const entries = entrySheet(ctx, rules, parts('adjustment'));
  const made = [ballots, items, entries].filter((m) => m !== null);
  return {
    sheets: made.map((m) => m.sheet),
    cellOf: (person, block) => made.map((m) => m.cells.get(`${block} ${person.key}`)).find((c) => c !== undefined),
    asValues: made.reduce((n, m) => n + m.asValues, 0),
  };
}

interface Made {
  readonly sheet: PaperSheet;
  readonly cells: ReadonlyMap<string, string>;
  readonly asValues: number;
}

/** Columns as they are added: keys to letters. */
class Columns {
  readonly headers: PaperCell[] = [];
  readonly widths: number[] = [];
  readonly outlined: number[] = [];
  private readonly letters = new Map<string, string>();
  add(key: string, header: string, width: number, calculation = false): void {
    this.letters.set(key, columnName(this.headers.length));
    if (calculation) this.outlined.push(this.headers.length);
    this.headers.push(text(header, 'header'));
    this.widths.push(width);
  }
  letter(key: string): string {
    const letter = this.letters.get(key);
    if (letter === undefined) throw new Error(`no column ${key}`);
    return letter;
  }
  index(key: string): number {
    return [...this.letters.keys()].indexOf(key);
  }
}

function whoColumns(ctx: Context): Columns {
  const c = new Columns();
  const w = ctx.words.ranking;
  c.add('name', w.name, 11);
  c.add('id', w.id, 12);
  c.add('unit', w.unit, 18);
  c.add('group', ctx.words.lists.group, 24);
  return c;
}
const whoCells = (ctx: Context, p: Person): PaperCell[] => [text(p.name), text(p.id), text(p.unit), text(ctx.groupName(p))];

function sheetOf(ctx: Context, name: string, title: string, columns: Columns, rows: readonly PaperRow[]): PaperSheet {
  const width = columns.headers.length;
  return {
    name,
    widths: columns.widths,
    rows: [
      { cells: banner(title, 'title', width), height: 30 },
      { cells: banner(`${ctx.period()}`, 'subtitle', width) },
      { cells: banner(ctx.words.basis.note, 'note', width), height: 15 },
      { cells: columns.headers },
      ...rows,
    ],
    merges: [0, 1, 2].map((r) => ({ top: r, bottom: r, left: 0, right: Math.min(width - 1, 12) })),
    freeze: { rows: headerRow, cols: 2 },
    filter: { top: headerRow - 1, bottom: headerRow - 1 + rows.length, left: 0, right: width - 1 },
    repeatRows: { from: headerRow - 1, to: headerRow - 1 },
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: columns.outlined,
    tab: 'basis',
  };
}

const byId = (a: Scored, b: Scored): number => (a.person.id < b.person.id ? -1 : 1);

// ── ballots: Σ weight · (Σ worth·votes ÷ Σ votes), the quotients kept as whole quotient and rest ──

function ballotSheet(ctx: Context, rules: Rules, people: readonly Scored[]): Made | null {
  if (people.length === 0) return null;
  const { evaluation } = ctx.policy.blocks;
  const w = ctx.words.basis;
  const places = evaluation.places.value;
  const c = whoColumns(ctx);
  for (const k of evaluation.classes) {
    const name = ctx.name(k.name);
    for (const o of evaluation.options) c.add(`${k.key}:${o.key}`, `${name}\n${ctx.name(o.name)}`, 9);
    c.add(`${k.key}:void`, `${name}\n${w.void}`, 9);
    c.add(`${k.key}:n`, `${name}\n${w.valid}`, 9);
  }
  c.add('block', ctx.name(evaluation.name), 11);
  for (const k of evaluation.classes) {
    c.add(`${k.key}:s`, `${k.key} ${w.sum}`, 11, true);
    c.add(`${k.key}:q`, `${k.key} ${w.quotient}`, 12, true);
    c.add(`${k.key}:r`, `${k.key} ${w.remainder}`, 11, true);
  }
  c.add('d', w.denominator, 12, true);
  c.add('rest', w.rest, 12, true);
  c.add('weights', w.weights, 10, true);
  c.add('a', fill(w.carried, { places: String(places) }), 16, true);
  const cells = new Map<string, string>();
  let asValues = 0;
  const name = ctx.words.sheets.ballots;
  const rows = [...people].sort(byId).map((s, i): PaperRow => {
    const row = headerRow + 1 + i;
    const made = ballotRow(ctx, rules, c, s, row);
    if (made === null) asValues++;
    cells.set(`evaluation ${s.person.key}`, cellRef(name, c.index('block'), row));
    return { cells: made ?? ballotValues(ctx, c, s) };
  });
  return { sheet: sheetOf(ctx, name, w.ballotsTitle, c, rows), cells, asValues };
}

function votesOf(ctx: Context, s: Scored) {
  const { evaluation } = ctx.policy.blocks;
  return evaluation.classes.map((k) => {
    const counts = s.person.ballots.find((b) => b.raterClass === k.key)?.counts;
    const votes = evaluation.options.map((o) => counts?.get(o.key)?.value ?? Decimal.zero);
    const voided = Decimal.sum([...(counts ?? [])].filter(([o]) => !evaluation.options.some((p) => p.key === o)).map(([, v]) => v.value));
    return { k, votes, voided, n: Decimal.sum(votes) };
  });
}

function ballotInputs(ctx: Context, s: Scored, row: number, c: Columns, formulas: boolean): PaperCell[] {
  const { options } = ctx.policy.blocks.evaluation;
  return votesOf(ctx, s).flatMap(({ k, votes, voided, n }) => {
    const first = c.letter(`${k.key}:${options[0]?.key}`);
    const last = c.letter(`${k.key}:${options.at(-1)?.key}`);
    return [
      ...votes.map((v) => number(v.toText(), 'input')),
      number(voided.toText(), 'input'),
      formulas ? live(`SUM(${first}${row}:${last}${row})`, num(n.toText()), 'whole') : number(n.toText(), 'whole'),
    ];
  });
}

function ballotValues(ctx: Context, c: Columns, s: Scored): PaperCell[] {
  const value = s.blocks.evaluation;
  const rest = c.headers.length - c.index('block') - 1;
  return [
    ...whoCells(ctx, s.person),
    ...ballotInputs(ctx, s, 0, c, false),
    number(value.value.toText(), 'two-places'),
    ...Array.from({ length: rest }, () => text('', 'calculation')),
  ];
}

/** null where the common denominator is too large for whole numbers of 15 digits. */
function ballotRow(ctx: Context, rules: Rules, c: Columns, s: Scored, row: number): PaperCell[] | null {
  const { evaluation } = ctx.policy.blocks;
  const places = evaluation.places.value;
  // 10^places / 10^worthPlaces as a whole ratio.
  const up = ten(Math.max(0, places - rules.worthPlaces));
  const down = ten(Math.max(0, rules.worthPlaces - places));
  const factor = up.times(Decimal.whole(2));
  const classes = votesOf(ctx, s).map(({ k, votes, n }) => {
    const sum = Decimal.sum(votes.map((v, i) => v.times(wholeOf(evaluation.options[i]?.worth.value ?? Decimal.zero, rules.worthPlaces))));
    const y = factor.times(sharesOf(k.weight.value)).times(sum);
    const q = n.isZero() ? Decimal.zero : y.over(n).floor();
    return { k, n, sum, y, q, r: y.minus(q.times(n)), weight: n.isZero() ? Decimal.zero : sharesOf(k.weight.value) };
  });
  const one = Decimal.whole(1);
  const d = classes.reduce((p, k) => p.times(k.n.isZero() ? one : k.n), one);
  const rest = Decimal.sum(classes.map((k) => (k.n.isZero() ? Decimal.zero : k.r.times(d.over(k.n)))));
  const weights = Decimal.sum(classes.map((k) => k.weight));
  const tooLarge = d.above(ten(13)) || classes.some((k) => k.y.above(ten(14)));
  if (tooLarge) return null;
  const a = Decimal.sum(classes.map((k) => k.q)).plus(rest.over(d).floor());
  const at = (key: string) => `${c.letter(key)}${row}`;
  const path = (k: { key: string }) => `blocks.evaluation.classes.${k.key}.weight`;
  const steps = classes.flatMap(({ k, n, sum, q, r }) => {
    const sumFormula = evaluation.options
      .map((o) => `${at(`${k.key}:${o.key}`)}*${rules.scaled(`blocks.evaluation.options.${o.key}.worth`)}`)
      .join('+');
    const y = `${factor.toText()}*${rules.scaled(path(k))}*${at(`${k.key}:s`)}`;
    const empty = n.isZero();
    const guard = (f: string) => (empty ? `IF(${at(`${k.key}:n`)}=0,0,${f})` : f);
    return [
      live(sumFormula, num(sum.toText()), 'calculation'),
      live(guard(`INT(${y}/${at(`${k.key}:n`)})`), num(q.toText()), 'calculation'),
      live(guard(`${y}-${at(`${k.key}:q`)}*${at(`${k.key}:n`)}`), num(r.toText()), 'calculation'),
    ];
  });
  const present = classes.filter((k) => !k.n.isZero());
  const product = present.map((k) => at(`${k.k.key}:n`)).join('*');
  const rests = present.map((k) => `${at(`${k.k.key}:r`)}*(${at('d')}/${at(`${k.k.key}:n`)})`).join('+');
  const quotients = classes.map((k) => at(`${k.k.key}:q`)).join('+');
  const unit = down.equals(one) ? at('weights') : `(${down.toText()}*${at('weights')})`;
  const block = `INT((${at('a')}+${unit})/(2*${unit}))/${power(places)}`;
  return [
    ...whoCells(ctx, s.person),
    ...ballotInputs(ctx, s, row, c, true),
    live(block, num(s.blocks.evaluation.value.toText()), 'two-places'),
    ...steps,
    live(product, num(d.toText()), 'calculation'),
    live(rests, num(rest.toText()), 'calculation'),
    live(present.map((k) => rules.scaled(path(k.k))).join('+'), num(weights.toText()), 'calculation'),
    live(`${quotients}+INT(${at('rest')}/${at('d')})`, num(a.toText()), 'calculation'),
  ];
}

// ── items: the mean of whole numbers ──

function itemSheet(ctx: Context, people: readonly Scored[]): Made | null {
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
    return { shown: [...inputs, { value, look: 'two-places' }], steps: blank(stepCount, 'calculation'), asValue: true };
  const cells = items.map((i) => `${c.letter(i.key)}${row}`);
  const scale = Math.min(places, directPlaces);
  const unit = Decimal.whole(items.length).times(ten(scale - rounded.value));
  const n = Decimal.sum(figures.map((f) => wholeOf(f, scale)));
  const at = (k: string) => `${c.letter(`${b}:${k}`)}${row}`;
  const first = live(cells.map((x) => whole(x, scale)).join('+'), num(n.toText()), 'calculation');
  if (!split)
    return {
      shown: [...inputs, live(roundedQuotient(at('n'), unit.toText(), rounded.value), value, 'two-places')],
      steps: [first],
      asValue: false,
    };
  const m = Decimal.sum(figures.map(lowOf));
  const steps = [
    first,
    live(cells.map(lowPart).join('+'), num(m.toText()), 'calculation'),
    live(splitQuotient(at('n'), at('m'), unit.toText()), num(splitQuotientOf(n, m, unit).toText()), 'calculation'),
  ];
  return {
    shown: [...inputs, live(roundedSplit(at('n'), at('m'), at('q'), unit.toText(), rounded.value), value, 'two-places')],
    steps,
    asValue: false,
  };
}

// ── entries of 加减分: of equal matters the highest, every deduction ──

function entrySheet(ctx: Context, rules: Rules, people: readonly Scored[]): Made | null {
  if (people.length === 0) return null;
  const w = ctx.words.basis;
  const c = whoColumns(ctx);
  c.add('matter', w.matter, 34);
  c.add('value', w.value, 9);
  c.add('counted', w.counted, 9);
  c.add('date', w.date, 12);
  c.add('basis', w.basis, 20);
  c.add('number', w.number, 11);
  c.add('matter-number', w.matterNumber, 8, true);
  const name = ctx.words.sheets.entries;
  const cells = new Map<string, string>();
  let row = headerRow + 1;
  let asValues = 0;
  const rows: PaperRow[] = [];
  for (const s of [...people].sort(byId)) {
    const made = entryRows(ctx, rules, c, s, row);
    rows.push(...made.rows);
    if (made.sum === null) asValues++;
    else cells.set(`adjustment ${s.person.key}`, made.sum(name));
    row += made.rows.length;
  }
  return { sheet: sheetOf(ctx, name, w.entriesTitle, c, rows), cells, asValues };
}

function entryRows(
  ctx: Context,
  rules: Rules,
  c: Columns,
  s: Scored,
  first: number,
): { rows: PaperRow[]; sum: ((sheet: string) => string) | null } {
  const { entries } = s.person;
  const places = placesOf(entries.map((e) => e.value.value));
  const mode = ctx.policy.blocks.adjustment['same-matter'].value;
  const counted = countedEntries(entries, mode, foldMatter);
  const numbers = new Map<string, number>();
  const last = first + entries.length - 1;
  const [v, m] = [c.letter('value'), c.letter('matter-number')];
  const rows = entries.map((e, i): PaperRow => {
    const row = first + i;
    const matter = numbers.get(foldMatter(e.matter)) ?? numbers.size + 1;
    numbers.set(foldMatter(e.matter), matter);
    const all = `${rules.value('blocks.adjustment.same-matter')}="${ctx.choice('all')}"`;
    const scale = (x: string) => `ROUND(${x}*${power(places)},0)`;
    const higher = `SUMPRODUCT((${m}$${first}:${m}$${last}=${m}${row})*(${scale(`${v}$${first}:${v}$${last}`)}>${scale(`${v}${row}`)}))`;
    const earlier = `SUMPRODUCT((${m}$${first}:${m}${row}=${m}${row})*(${scale(`${v}$${first}:${v}${row}`)}=${scale(`${v}${row}`)}))`;
    const formula = `IF(OR(${v}${row}<=0,${all}),${v}${row},IF(AND(${higher}=0,${earlier}=1),${v}${row},0))`;
    const value = num((counted[i] ? e.value.value : Decimal.zero).toText());
    return {
      cells: [
        ...whoCells(ctx, s.person),
        text(e.matter, 'wrapped'),
        number(e.value.value.toText(), 'input'),
        places > maxPlaces ? { value, look: 'general' } : live(formula, value, 'general'),
        text(e.date ?? '', 'center'),
        text(e.basis ?? ''),
        text(e.number ?? ''),
        number(matter, 'calculation'),
      ],
    };
  });
  if (places > maxPlaces) return { rows, sum: null };
  const letter = c.letter('counted');
  return {
    rows,
    sum: (sheet) => `SUMPRODUCT(ROUND('${sheet}'!$${letter}$${first}:$${letter}$${last}*${power(places)},0))/${power(places)}`,
  };
}
