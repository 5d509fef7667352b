/** Entries of 加减分: of equal matters the highest bonus, every deduction (rules §3.5). */
import { countedEntries, foldMatter } from '../../../appraise/score.ts';
import { Decimal } from '../../../decimal.ts';
import type { PaperRow } from '../../../paper.ts';
import { placeText } from '../../../problems/problem.ts';
import { fill } from '../../../text/text.ts';
import type { Entry, Scored } from '../../../types.ts';
import { maxPlaces, placesOf, power } from '../../formula.ts';
import { type Context, live, num, number, text } from '../context.ts';
import type { Rules } from '../rules-sheet.ts';
import { byId, type Columns, headerRow, type Made, sheetOf, whoCells, whoColumns } from './sheet.ts';

/** null where nobody has entries. */
export function entrySheet(ctx: Context, rules: Rules, people: readonly Scored[]): Made | null {
  if (people.length === 0) return null;
  const w = ctx.words.basis;
  const c = whoColumns(ctx);
  c.add('matter', w.matter, 34);
  c.add('value', w.value, 9);
  c.add('counted', w.counted, 9);
  c.add('date', w.date, 12);
  c.add('basis', w.basis, 20);
  c.add('number', w.number, 11);
  if (people.some((s) => s.person.entries.some((e) => e.exempted))) c.add('tolerated', w.tolerated, 30);
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

/** `−4 → −2, by q3.xlsx!容错!E5`: what error tolerance left of a deduction (rules §7.3). */
function toleratedText(ctx: Context, { exempted, value }: Entry): string {
  if (!exempted) return '';
  const args = { before: exempted.before.toText(), after: value.value.toText(), at: placeText(exempted.by.at) };
  return fill(ctx.words.basis.toleratedFrom, args);
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
        ...(c.has('tolerated') ? [text(toleratedText(ctx, e), 'wrapped')] : []),
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
