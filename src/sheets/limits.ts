import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import { refuse } from './refusal.ts';

/** What a file may hold at most. Beyond any of these it is refused, never cut short. Whoever knows a file to be good may raise them. */
export interface Limits {
  readonly zipEntries: number;
  /** Bytes of all parts of a zip once inflated. */
  readonly inflatedBytes: number;
  /** Inflated to packed bytes; looked at only beyond `ratioFrom` inflated bytes. */
  readonly ratio: number;
  readonly ratioFrom: number;
  /** Characters of all texts as handed on; few shared strings may be used by very many cells. */
  readonly characters: number;
}

/** How a file is read. */
export interface ReadOptions {
  /** Limits to put instead of the usual ones. */
  readonly limits?: Partial<Limits>;
  /** Opens encrypted workbooks; it is never kept, shown or logged. */
  readonly password?: string;
  /** Dates of the 1904 system keep the serial numbers that are stored; else they are handed on in the 1900 one. */
  readonly storedSerials?: boolean;
  /** Formulas of an .xlsx are handed on as texts: of the tool's own workbooks, or of all. Absent: that there is one, and no more. */
  readonly formulas?: 'own' | 'all';
}

const mega = 1024 * 1024;

export const defaultLimits: Limits = {
  zipEntries: 1_000,
  inflatedBytes: 256 * mega,
  ratio: 100,
  ratioFrom: 10 * mega,
  characters: 64_000_000,
};

/** The usual limits, and those of the format itself, which nothing raises. */
export const limits = { ...defaultLimits, rows: 1_048_576, columns: 16_384 } as const;

/** The limits under which a file is read. */
export const limitsOf = (options: ReadOptions = {}): Limits => ({ ...defaultLimits, ...options.limits });

/** Names of the limits on the command line (`--limit inflated=1G`). */
export const limitNames = {
  entries: 'zipEntries',
  inflated: 'inflatedBytes',
  ratio: 'ratio',
  'ratio-beyond': 'ratioFrom',
  characters: 'characters',
} as const satisfies Readonly<Record<string, keyof Limits>>;

/** Bytes go by powers of 1,024, everything else by powers of 1,000, as they are spoken of. */
const factors = {
  bytes: { '': 1, K: 1024, M: mega, G: 1024 * mega },
  count: { '': 1, K: 1e3, M: 1e6, G: 1e9 },
} as const;

/**
 * Limits as written on the command line, `NAME=NUMBER` with an optional K, M or G: `inflated=1G`, `characters=500M`.
 * A problem `usage/bad-option` for each that is not understood.
 */
export function parseLimits(texts: readonly string[], option = '--limit'): Out<Partial<Limits>> {
  const value: Partial<Record<keyof Limits, number>> = {};
  const problems: Problem[] = [];
  for (const text of texts) {
    const [, name = '', digits = '', letter = ''] = /^([a-z-]+)=(\d{1,12})([KMG]?)B?$/i.exec(text.trim()) ?? [];
    const known = Object.hasOwn(limitNames, name.toLowerCase());
    const field = limitNames[name.toLowerCase() as keyof typeof limitNames];
    const unit = factors[field === 'inflatedBytes' || field === 'ratioFrom' ? 'bytes' : 'count'];
    const number = Number(digits) * unit[letter.toUpperCase() as keyof typeof unit];
    if (known && number > 0) value[field] = number;
    else problems.push(problem('usage/bad-option', { option, value: text, known: knownLimits() }) as Problem);
  }
  return { value, problems };
}

const knownLimits = () =>
  Object.entries(limitNames)
    .map(([name, field]) => `${name}=${defaultLimits[field]}`)
    .join(', ');

/** Refuses with `file/too-large` where `actual` is above `limit`; `unit` names what was counted. */
export function within(limit: number, actual: number, unit: string): void {
  if (actual > limit) refuse('file/too-large', { limit: `${limit} ${unit}`, actual: `${actual} ${unit}` });
}
