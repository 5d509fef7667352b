/** Figures and sums as they are written out, so that whoever reads them can work them out again. */
import type { Decimal } from '../../decimal.ts';
import type { Clause } from '../../policy/primitives.ts';
import { fill } from '../../text/text.ts';
import type { Place } from '../../types.ts';
import type { Context } from '../ranking/context.ts';
import { placesText } from '../shared.ts';

/** More decimals than these are written as a fraction. */
const mostPlaces = 8;
const shownPlaces = 4;

/** Exactly: as a decimal, or as a fraction with what it is about. */
export function exactText(ctx: Context, value: Decimal): string {
  const places = value.places();
  if (places !== null && places <= mostPlaces) return value.toText();
  const decimal = value.round(shownPlaces).toText(shownPlaces);
  return fill(ctx.input.words.why.exact, { fraction: value.toFraction(), decimal });
}

/** A number as a term of a sum: a fraction and a negative one in brackets. */
export function term(value: Decimal, minPlaces = 0): string {
  const places = value.places();
  const text = places !== null && places <= mostPlaces ? value.toText(minPlaces) : value.toFraction();
  return value.isNegative() || text.includes('/') ? `(${text})` : text;
}

/** `6 + 5 + 4`. */
export const sumOf = (terms: readonly string[]): string => terms.join(' + ');

/** `= 71.625`, the right side of an equation exactly. */
export const equals = (ctx: Context, left: string, value: Decimal): string => `${left} = ${exactText(ctx, value)}`;

/** The one rounding, and what it gives. */
export const roundedText = (ctx: Context, value: Decimal, places: number): string =>
  fill(ctx.input.words.why.rounded, { places, value: value.toText(places) });

/** With a sign: `+1.20`, `-0.35`. */
export const signed = (value: Decimal, places: number): string => `${value.isNegative() ? '' : '+'}${value.toText(places)}`;

/** The articles, each once; '' for none. */
export const articles = (ctx: Context, clauses: readonly Clause[]): string =>
  [...new Set(clauses.map((c) => c.at))].join(ctx.input.words.documents.cells);

/** The cells, each sheet named once; a space between them, so that no program breaks a line within one. */
export function cells(ctx: Context, from: readonly Place[]): string {
  const { documents, why } = ctx.input.words;
  return placesText(from, { documents: { ...documents, cells: why.cellComma } });
}
