/**
 * Formulas that give in binary what rules §2 wants exactly. Excel and LibreOffice compute in doubles, so every figure is
 * first taken to a whole number (which a double holds exactly to 15 digits), sums and products stay whole, and the one
 * division is rounded by whole numbers with the sign kept:
 *
 *   rounded = sign · INT((2·|N| + unit) / (2·unit)) / 10^places
 *
 * Figures with more than {@link directPlaces} decimals do not fit that way; they are split into a high and a low part
 * (N and M, x = (N + M/10^7) / 10^6). Above {@link maxPlaces} decimals a value stands and the workbook says so.
 */
import { Decimal } from '../decimal.ts';

/** Decimals that fit into one whole number together with weights in ten-thousandths. */
export const directPlaces = 6;
/** Decimals that fit into two; a figure up to 100 has at most 13 in 15 digits. */
export const maxPlaces = 13;
const lowScale = 10 ** (maxPlaces - directPlaces);

/** 10^n, as a number for exact values and as text for formulas. */
export const ten = (n: number): Decimal => Decimal.of(`1${'0'.repeat(n)}`);
export const power = (n: number): string => `1${'0'.repeat(n)}`;

/** `x` as a whole number of 10^-places. */
export const whole = (x: string, places: number): string => (places === 0 ? `ROUND(${x},0)` : `ROUND(${x}*${power(places)},0)`);

/** The low part of `x` beyond six decimals, in 10^-13. */
export const lowPart = (x: string): string => `(${whole(x, maxPlaces)}-${whole(x, directPlaces)}*${lowScale})`;

/** Exact value of `whole`. */
export const wholeOf = (x: Decimal, places: number): Decimal => x.times(ten(places)).round(0);
/** Exact value of {@link lowPart}. */
export const lowOf = (x: Decimal): Decimal => wholeOf(x, maxPlaces).minus(wholeOf(x, directPlaces).times(Decimal.whole(lowScale)));

/** N / unit, half-up away from zero, over 10^places. `n` is a cell that may be negative; unit a whole number or a cell. */
export function roundedQuotient(n: string, unit: string, places: number): string {
  const q = `SIGN(${n})*INT((2*ABS(${n})+${unit})/(2*${unit}))`;
  return places === 0 ? q : `${q}/${power(places)}`;
}

/** The same for N + M/10^7. `q` is a cell that holds {@link splitQuotient}; unit must be even. */
export function roundedSplit(n: string, m: string, q: string, unit: string, places: number): string {
  const sign = signOfSplit(n, m);
  const rest = `((${sign}*${n}+${unit}/2-${q}*${unit})*${lowScale}+${sign}*${m})`;
  return `${sign}*(${q}+IF(${rest}<0,-1,IF(${rest}>=${unit}*${lowScale},1,0)))${places === 0 ? '' : `/${power(places)}`}`;
}
/** Formula of the whole quotient of N + M/10^7 by an even unit, half a unit added: the base of {@link roundedSplit}. */
export const splitQuotient = (n: string, m: string, unit: string): string => `INT((${signOfSplit(n, m)}*${n}+${unit}/2)/${unit})`;
const signOfSplit = (n: string, m: string): string => `SIGN(${n}*${lowScale}+${m})`;

/** Exact value of {@link splitQuotient}. */
export function splitQuotientOf(n: Decimal, m: Decimal, unit: Decimal): Decimal {
  const sum = n.times(Decimal.whole(lowScale)).plus(m);
  const high = sum.isZero() ? Decimal.zero : sum.isNegative() ? n.negated() : n;
  return high
    .plus(unit.over(Decimal.whole(2)))
    .over(unit)
    .floor();
}

/** Most decimals among the figures; null where one does not end or has more than a workbook carries. */
export function placesOf(figures: Iterable<Decimal>): number {
  let most = 0;
  for (const f of figures) most = Math.max(most, f.places() ?? Number.POSITIVE_INFINITY);
  return most;
}

/** A sheet's name as formulas quote it. */
export const quoted = (sheet: string): string => `'${sheet.replaceAll("'", "''")}'`;
/** A text constant. */
export const textConstant = (text: string): string => `"${text.replaceAll('"', '""')}"`;
