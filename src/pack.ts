/** Values of the pipeline as JSON and back: exact decimals, maps, sets and places, which plain JSON has no sign for. */
import { Decimal } from './decimal.ts';
import type { Place } from './types.ts';

/** What JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

const isPlace = (o: object): o is Place => 'file' in o && 'sheet' in o && 'row' in o && 'col' in o && !('kind' in o);

/**
 * Decimals, maps and sets under a sign of their own; places, of which there is one a value, in short.
 * @throws TypeError for what is neither plain data nor one of these
 */
export function packed(value: unknown): Json {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string') return value;
  if (value instanceof Decimal) return { $: value.toText() };
  if (value instanceof Map) return { $m: [...value].map(([k, v]) => [packed(k), packed(v)]) };
  if (value instanceof Set) return { $s: [...value].map(packed) };
  if (Array.isArray(value)) return value.map(packed);
  if (typeof value !== 'object') throw new TypeError(`no memory of a ${typeof value}`);
  if (isPlace(value)) {
    const { file, sheet, row, col, line, entry } = value;
    if (entry !== undefined) return { $e: [file, entry] };
    return { $p: line === undefined ? [file, sheet, row, col] : [file, sheet, row, col, line] };
  }
  return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (v === undefined ? [] : [[k, packed(v)]])));
}

/** What `packed` made its text of. */
export function unpacked(json: Json): unknown {
  if (json === null || typeof json !== 'object') return json;
  if (Array.isArray(json)) return json.map(unpacked);
  const o = json as { readonly [key: string]: Json };
  if (typeof o['$'] === 'string') return quotient(o['$']);
  if (Array.isArray(o['$m'])) return new Map((o['$m'] as [Json, Json][]).map(([k, v]) => [unpacked(k), unpacked(v)]));
  if (Array.isArray(o['$s'])) return new Set((o['$s'] as Json[]).map(unpacked));
  if (Array.isArray(o['$e'])) {
    const [file, entry] = o['$e'] as [string, number];
    return { file, sheet: null, row: 0, col: 0, entry };
  }
  if (Array.isArray(o['$p'])) {
    const [file, sheet, row, col, line] = o['$p'] as [string, string | null, number, number, number?];
    return line === undefined ? { file, sheet, row, col } : { file, sheet, row, col, line };
  }
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, unpacked(v)]));
}

/** Decimal text, or `n/d` of an endless quotient. */
function quotient(text: string): Decimal {
  const [n = '', d] = text.split('/');
  return d === undefined ? Decimal.of(n) : Decimal.of(n).over(Decimal.of(d));
}
