/** Records that are handed in again and again: each quarter, or from an export and the archive. */
import { Decimal } from '../decimal.ts';

/** Where a record stands is not what it says. */
const places = new Set(['at', 'dates', 'steps', 'votes']);

/** What a record says, as one text: the same for equal records, wherever they stand and in whatever order their parts were put together. */
export const saying = (record: object): string =>
  JSON.stringify(record, (key, value: unknown) => {
    if (places.has(key)) return undefined;
    if (value instanceof Decimal) return value.toText();
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
    return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
  });

/** Each record once; of equal ones the last, in the place of the first. */
export function once<T extends object>(records: readonly T[]): T[] {
  return [...new Map(records.map((r) => [saying(r), r])).values()];
}
