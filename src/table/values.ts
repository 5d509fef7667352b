/**
 * One table of accepted forms for a figure (reliability: "0, −0, blank, error, date, TRUE, 1,5 …"). A cell is read
 * kindly where it has one meaning only, and told; never where it has two.
 */
import { Decimal } from '../decimal.ts';
import { foldText } from '../fold.ts';
import { problem } from '../problems/problem.ts';
import type { Cell, Place, Problem, Sourced } from '../types.ts';

/** Where a cell stands, for messages. */
export type Where = Pick<Problem, 'place' | 'header' | 'person'> & { readonly place: Place };

/** What a cell gave. */
export interface Read<T> {
  readonly value: Sourced<T> | null;
  /** True where the cell holds nothing: not the same as wrong, and not the same as 0. */
  readonly blank: boolean;
  readonly problems: readonly Problem[];
}

const plainDecimal = /^[+-]?\d+(\.\d+)?$/;

/** A figure: a number cell, or text that is a number (full-width digits, blanks and a trailing 分 are read and told). */
export function readFigure(cell: Cell | undefined, where: Where): Read<Decimal> {
  if (cell === undefined || (cell.kind === 'text' && foldText(cell.value) === '')) return { value: null, blank: true, problems: [] };
  switch (cell.kind) {
    case 'number':
      if (cell.percent) return rejectPercent(cell, where);
      return accept(Decimal.of(cell.value), where, fifteenDigits(cell, where));
    case 'text':
      return readFigureText(cell.value, where);
    case 'date':
      return reject(problem('cell/date', { value: cell.value }, where));
    case 'boolean':
      return reject(problem('cell/boolean', { value: cell.value }, where));
    case 'error':
      return reject(problem('cell/error-value', { value: cell.value }, where));
    case 'empty-formula':
      return reject(problem('cell/empty-formula', {}, where));
  }
}

function readFigureText(raw: string, where: Where): Read<Decimal> {
  const folded = foldText(raw).replace(/^([+-]?[\d.]+)分$/, '$1');
  // NFKC would make digits of footnote marks.
  const marked = /[\u00b2\u00b3\u00b9\u2070-\u209f\u2460-\u24ff\u2776-\u2793\u3251-\u32bf]/.test(raw);
  const figure = !marked && plainDecimal.test(folded) ? Decimal.parse(folded) : null;
  if (figure === null) return reject(problem('cell/not-a-number', { value: raw, mend: likelyMend(folded) }, where));
  const kindly = raw.trim() === folded ? [] : [problem('cell/read-kindly', { value: raw, taken: folded }, where)];
  return accept(figure, where, kindly);
}

/** What the writer probably meant, where a slip of the keyboard explains it; else ''. */
function likelyMend(folded: string): string {
  const point = folded.replace(/[。．·、,;:']/g, '.').replace(/\.+/g, '.');
  if (plainDecimal.test(point)) return point;
  const percent = folded.replace(/%$/, '');
  if (plainDecimal.test(percent)) return percent;
  const letters = folded.replace(/[oO]/g, '0').replace(/[lI]/g, '1');
  return plainDecimal.test(letters) ? letters : '';
}

/** Stored 0.95, shown 95%: two meanings on a scale of points (reliability, `85%` as a score). */
function rejectPercent(cell: Cell, where: Where): Read<Decimal> {
  const points = Decimal.of(cell.value).times(Decimal.whole(100)).toText();
  return reject(problem('cell/not-a-number', { value: `${points}%`, mend: points }, where));
}

function fifteenDigits(cell: Cell, where: Where): Problem[] {
  return cell.shortest === undefined ? [] : [problem('cell/fifteen-digits', { stored: cell.shortest, taken: cell.value }, where)];
}

function accept<T>(value: T, where: Where, problems: readonly Problem[]): Read<T> {
  return { value: { value, at: where.place }, blank: false, problems };
}
function reject<T>(p: Problem): Read<T> {
  return { value: null, blank: false, problems: [p] };
}

/** A number of votes: a whole number, not negative. */
export function readCount(cell: Cell | undefined, where: Where): Read<Decimal> {
  const read = readFigure(cell, where);
  const count = read.value?.value;
  if (!count || (count.isWhole() && !count.isNegative())) return read;
  return reject(problem('cell/not-a-count', { value: count.toText() }, where));
}

/** A score within the policy's scale (rules §3.7). */
export function readScore(
  cell: Cell | undefined,
  where: Where,
  scale: { readonly lowest: Decimal; readonly highest: Decimal },
): Read<Decimal> {
  const read = readFigure(cell, where);
  const score = read.value?.value;
  if (!score || !(score.below(scale.lowest) || score.above(scale.highest))) return read;
  const args = { value: score.toText(), min: scale.lowest.toText(), max: scale.highest.toText() };
  return reject(problem('cell/outside-scale', args, where));
}

/** Any text: a number is given its digits, a date its ISO form. Blank: ''. */
export function readLabel(cell: Cell | undefined): string {
  if (cell?.kind === 'date') return isoDate(Number(cell.value));
  return cell === undefined ? '' : cell.value.replace(/[\u200b-\u200f\ufeff]/g, '').trim();
}

/** Serial day of the 1900 system → ISO date. */
function isoDate(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}
