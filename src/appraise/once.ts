/** Records that are handed in again and again: each quarter, or from an export and the archive. */
import { Decimal } from '../decimal.ts';

/** Where a record stands is not what it says. */
const places = new Set(['at', 'dates', 'steps', 'votes']);

/** Each record once; of equal ones the last, in the place of the first. */
export function once<T extends object>(records: readonly T[]): T[] {
  const key = (t: T) => JSON.stringify(t, (k, v) => (places.has(k) ? undefined : v instanceof Decimal ? v.toText() : v));
  return [...new Map(records.map((r) => [key(r), r])).values()];
}
