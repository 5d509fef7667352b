/** The scalars, names, clauses and settings that every part of a policy file is made of. */
import * as z from 'zod';
import { isDay } from '../day.ts';
import { Decimal } from '../decimal.ts';

export const decimal = z
  .string()
  .regex(/^[+-]?\d+(\.\d+)?$/, 'decimal')
  .transform((t) => Decimal.of(t))
  .meta({ description: 'An exact decimal, such as 0.30' });
/** A share or weight: 0 to 1, in at most four places, so that a workbook can carry it in whole numbers. */
export const share = z
  .string()
  .regex(/^(0(\.\d{1,4})?|1(\.0{1,4})?)$/, 'share')
  .transform((t) => Decimal.of(t))
  .meta({ description: 'A share between 0 and 1, in at most four decimal places', minimum: 0, maximum: 1 });
export const whole = z
  .string()
  .regex(/^\d{1,4}$/, 'whole')
  .transform(Number);
/** Decimal places that a figure is rounded to. */
export const places = z
  .string()
  .regex(/^[0-4]$/, 'places')
  .transform(Number)
  .meta({ description: 'Decimal places, 0 to 4', minimum: 0, maximum: 4 });
export const flag = z.enum(['true', 'false']).transform((t) => t === 'true');
export const isoDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, { error: 'date', abort: true })
  .refine(isDay, 'date');
export const key = z.string().regex(/^[a-z][a-z0-9-]*$/, 'key');
export const word = z.string().trim().min(1);

/** A name shown to people: one text, or one a language. */
export const names = z.union([
  word.transform((t): Names => ({ 'zh-Hans': t })),
  z.strictObject({ 'zh-Hans': word, 'zh-Hant': word.optional(), en: word.optional() }),
]);
/** A name in the languages it was given in. */
export interface Names {
  readonly 'zh-Hans': string;
  readonly 'zh-Hant'?: string | undefined;
  readonly en?: string | undefined;
}

/** The clause a value rests on: `第十二条`, or with the words that give it. */
export const clause = z.union([word.transform((at): Clause => ({ at })), z.strictObject({ at: word, quote: word.optional() })]);
/** Where the regulation says it, and its words. */
export interface Clause {
  readonly at: string;
  readonly quote?: string | undefined;
}

/** A value with its clause: one value, or several each from a day on. */
export function setting<T extends z.ZodType>(value: T) {
  const about = { clause, assumption: flag.optional(), note: word.optional() };
  return z.union([z.strictObject({ value, ...about }), z.strictObject({ values: dated(value), ...about })]);
}

function dated<T extends z.ZodType>(value: T) {
  const entries = z.array(z.strictObject({ from: isoDate, value })).min(1);
  return entries.refine((all) => new Set(all.map((v) => v.from)).size === all.length, 'two-from-one-day');
}
