import { refuse } from './refusal.ts';

/** What a file may hold at most. Beyond any of these it is refused, never cut short. */
export const limits = {
  zipEntries: 1_000,
  /** Bytes of all parts of a zip once inflated. */
  inflatedBytes: 256 * 1024 * 1024,
  /** Inflated to packed bytes; looked at only beyond `ratioFrom` inflated bytes. */
  ratio: 100,
  ratioFrom: 10 * 1024 * 1024,
  /** Characters of all cells as handed on; few shared strings may be used by very many cells. */
  characters: 64_000_000,
  rows: 1_048_576,
  columns: 16_384,
} as const;

/** Refuses with `file/too-large` where `actual` is above `limit`; `unit` names what was counted. */
export function within(limit: number, actual: number, unit: string): void {
  if (actual > limit) refuse('file/too-large', { limit: `${limit} ${unit}`, actual: `${actual} ${unit}` });
}
