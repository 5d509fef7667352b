/** Ballots: Σ weight · (Σ worth·votes ÷ Σ votes) in whole numbers, each quotient kept as whole quotient and rest (rules §3.1). */
import { Decimal } from '../../../decimal.ts';
import type { PaperCell, PaperRow } from '../../../paper.ts';
import { fill } from '../../../text/text.ts';
import type { Scored } from '../../../types.ts';
import { power, ten, wholeOf } from '../../formula.ts';
import { type Context, cellRef, live, num, number, text } from '../context.ts';
import { type Rules, sharesOf } from '../rules-sheet.ts';
import { byId, type Columns, headerRow, type Made, sheetOf, whoCells, whoColumns } from './sheet.ts';

/** null where no block is computed from ballots. */
export function ballotSheet(ctx: Context, rules: Rules, people: readonly Scored[]): Made | null {
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
    { ...number(value.value.toText(), 'two-places'), places: ctx.policy.blocks.evaluation.places.value },
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
    { ...live(block, num(s.blocks.evaluation.value.toText()), 'two-places'), places },
    ...steps,
    live(product, num(d.toText()), 'calculation'),
    live(rests, num(rest.toText()), 'calculation'),
    live(present.map((k) => rules.scaled(path(k.k))).join('+'), num(weights.toText()), 'calculation'),
    live(`${quotients}+INT(${at('rest')}/${at('d')})`, num(a.toText()), 'calculation'),
  ];
}
