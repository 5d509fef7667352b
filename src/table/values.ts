/**
 * One table of accepted forms for a figure (reliability: "0, −0, blank, error, date, TRUE, 1,5 …"). A cell is read
 * kindly where it has one meaning only, and told; never where it has two.
 */

import type { Cell } from '../book.ts';
import { Decimal } from '../decimal.ts';
import { foldText } from '../fold.ts';
import { problem } from '../problems/problem.ts';
import type { Place, Problem, Sourced } from '../types.ts';

/** Where a cell stands, for messages. */
export type Where = Pick<Problem, 'place' | 'header' | 'person'> & { readonly place: Place };

/** What a cell gave. */
export interface Read<T> {
  readonly value: Sourced<T> | null;
  /** True where the cell holds nothing: not the same as wrong, and not the same as 0. */
  readonly blank: boolean;
  readonly problems: readonly Problem[];
  /** A figure that was read and refused for its size: the checks of a whole column look at it too. */
  readonly refused?: Decimal;
}

const plainDecimal = /^-?\d+(\.\d+)?$/;

/** What a figure is, as far as it decides how its cell may be written. */
export type FigureKind = 'score' | 'signed' | 'count';

/** A form in which people write a figure and which has one meaning only: read, and told as a note. */
interface Form {
  /** Null: the text is not written so. */
  readonly read: (text: string) => string | null;
  readonly of: readonly FigureKind[];
}

const every: readonly FigureKind[] = ['score', 'signed', 'count'];

/** The accepted forms, in the order in which they are taken off; each has its cases in test/table/cells.yaml. */
const forms: readonly Form[] = [
  // Zero-width marks, blanks around the figure (also U+3000 and line breaks), the apostrophe that makes a cell a text.
  { of: every, read: (t) => t.replace(/[\p{Cf}]/gu, '').trim() },
  { of: every, read: (t) => /^['\u2018\u2019\uff07](.*)$/s.exec(t)?.[1]?.trim() ?? null },
  // Full-width digits, point and signs. NFKC would make digits of footnote marks: only these are unfolded.
  { of: every, read: (t) => t.replace(/[\uff0b\uff0d-\uff0f\uff10-\uff19]/g, (c) => c.normalize('NFKC')) },
  { of: ['score', 'signed'], read: (t) => /^(\S*\d)\s*分$/.exec(t)?.[1] ?? null },
  { of: ['count'], read: (t) => /^(\d+)\s*[票人张]$/.exec(t)?.[1] ?? null },
  { of: ['signed'], read: (t) => /^[-\u2212]\s*(\d.*)$/.exec(t)?.[1]?.replace(/^/, '-') ?? null },
  { of: ['signed'], read: (t) => /^\+\s*(\d.*)$/.exec(t)?.[1] ?? null },
];

/**
 * A figure: a number cell, or text in one of the accepted forms.
 * @param kind scores are never written with a plus, votes may be written `12票`, adjustments `+5`
 */
export function readFigure(cell: Cell | undefined, where: Where, kind: FigureKind = 'score'): Read<Decimal> {
  if (cell === undefined || (cell.kind === 'text' && isBlank(cell.value))) return { value: null, blank: true, problems: [] };
  switch (cell.kind) {
    case 'number':
      if (cell.percent) return rejectPercent(cell, where);
      return accept(Decimal.of(cell.value), where, fifteenDigits(cell, where));
    case 'text':
      return readFigureText(cell.value, where, kind);
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

const isBlank = (text: string): boolean => /^['\u2018\u2019\uff07]?$/.test(foldText(text));

function readFigureText(raw: string, where: Where, kind: FigureKind): Read<Decimal> {
  // Almost every text that holds a figure is plain digits.
  const plain = plainDecimal.test(raw) ? raw : forms.reduce((t, f) => (f.of.includes(kind) ? (f.read(t) ?? t) : t), raw);
  if (!plainDecimal.test(plain)) return reject(notANumber(raw, where));
  const kindly = raw.trim() === plain ? [] : [problem('cell/read-kindly', { value: raw, taken: plain }, where)];
  return accept(Decimal.of(plain), where, kindly);
}

const errorText = /^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)$/i;
/** An error value, also where a CSV file holds it as text. */
export const isErrorText = (text: string): boolean => errorText.test(foldText(text));

function notANumber(raw: string, where: Where): Problem {
  if (isErrorText(raw)) return problem('cell/error-value', { value: raw.trim() }, where);
  return problem('cell/not-a-number', { value: raw, mend: likelyMend(raw) }, where);
}

/** What the writer probably meant, where a slip of the keyboard or a habit of speech explains it; else ''. */
function likelyMend(raw: string): string {
  const marked = /[\u00b2\u00b3\u00b9\u00bc-\u00be\u2070-\u209f\u2150-\u218f\u2460-\u24ff\u2776-\u2793\u3251-\u32bf]/.test(raw);
  if (marked) return '';
  const folded = foldText(raw).replace(/^'/, '');
  const tries = [
    folded.replace(/[。．·、,;:'‘’]/g, '.').replace(/\.+/g, '.'),
    folded.replace(/%$/, ''),
    folded.replace(/^[约近超+≈~]/, ''),
    folded.replace(/[–—]/, '-'),
    folded.replace(/分?$/, '').replace(/[oO]/g, '0').replace(/[lI]/g, '1'),
    folded.replace(/\.$/, ''),
    folded.replace(/(?:分|分数)?[(（].*[)）]$/, ''),
    chineseNumber(folded.replace(/分$/, '')),
  ];
  return tries.find((t) => plainDecimal.test(t)) ?? '';
}

/** 八十五, 八十五点五, 九五: whole tens in Chinese numerals as digits; '' for anything else. */
function chineseNumber(text: string): string {
  const digit = '零一二三四五六七八九';
  const m = /^(?:(一百)|([一二三四五六七八九])?(十)?([一二三四五六七八九])?)(?:点([零一二三四五六七八九]+))?$/.exec(text);
  if (!m || text === '') return '';
  const [, hundred, first, ten, last, part] = m;
  const at = (d: string | undefined, none: string) => (d === undefined ? none : String(digit.indexOf(d)));
  const whole = hundred ? '100' : ten ? at(first, '1') + at(last, '0') : at(first, '') + at(last, '');
  if (whole === '') return '';
  return part === undefined ? whole : `${whole}.${[...part].map((d) => digit.indexOf(d)).join('')}`;
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
function reject(p: Problem): Read<Decimal> {
  return { value: null, blank: false, problems: [p] };
}

/** A number of votes: a whole number, not negative. */
export function readCount(cell: Cell | undefined, where: Where): Read<Decimal> {
  const read = readFigure(cell, where, 'count');
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
  const mend = lostPoint(score, scale.highest);
  const args = { value: score.toText(), min: scale.lowest.toText(), max: scale.highest.toText(), mend };
  return { ...reject(problem('cell/outside-scale', args, where)), refused: score };
}

/** 875 on a scale to 100 is most likely 87.5: offered where the point moved by one or two places gives a good half of the scale. */
function lostPoint(score: Decimal, highest: Decimal): string {
  const tries = [10, 100].map((n) => score.over(Decimal.whole(n)));
  return tries.find((t) => !t.above(highest) && !t.below(highest.over(Decimal.whole(2))))?.toText() ?? '';
}

/** Any text: a number is given its digits, a date its ISO form. Blank: ''. */
export function readLabel(cell: Cell | undefined): string {
  if (cell?.kind === 'date') return isoDate(Number(cell.value));
  return cell === undefined ? '' : cell.value.replace(/\p{Cf}/gu, '').trim();
}

/** The last day that a spreadsheet can show, 9999-12-31. */
const lastDay = 2_958_465;

/** Serial day of the 1900 system → ISO date; a number that is no day stays as it is. */
function isoDate(serial: number): string {
  if (!(serial >= 0 && serial < lastDay + 1)) return String(serial);
  return new Date(Date.UTC(1899, 11, 30) + Math.floor(serial) * 86_400_000).toISOString().slice(0, 10);
}
