/** Data of an entry → the record it was made of, its cell now being the entry of the archive. */
import type { Day } from '../day.ts';
import { Decimal } from '../decimal.ts';
import { type Json, unpacked } from '../pack.ts';
import type { ChronicleRecord, Exemption, GradeRecord, Nomination, PriorityRecord, Sanction } from '../records.ts';
import type { Place, Sourced } from '../types.ts';
import type { Kept } from './entry.ts';

/** The entry as a place: what rests on it is followed back to the archive. */
export const placeOf = (archive: string, { seq }: Kept): Place => ({ file: archive, sheet: null, row: 0, col: 0, entry: seq });

const plain = (k: Kept): Readonly<Record<string, unknown>> => unpacked(k.statement.data as Json) as Readonly<Record<string, unknown>>;

/** 问责、处分. */
export function sanctionIn(k: Kept, at: Place): Sanction {
  return { ...(plain(k) as unknown as Omit<Sanction, 'at' | 'dates'>), at, dates: [at] };
}

/** 容错; the days of its steps are all of the one entry. */
export function exemptionIn(k: Kept, at: Place): Exemption {
  const data = plain(k) as unknown as Omit<Exemption, 'at' | 'steps'> & { readonly steps: Readonly<Record<string, Day>> };
  const steps = new Map(Object.entries(data.steps).map(([key, value]): [string, Sourced<Day>] => [key, { value, at }]));
  return { ...data, steps, at };
}

/** 优先. */
export const priorityIn = (k: Kept, at: Place): PriorityRecord => ({ ...(plain(k) as unknown as Omit<PriorityRecord, 'at'>), at });

/** 年度考核等次. */
export const gradeIn = (k: Kept, at: Place): GradeRecord => ({ ...(plain(k) as unknown as Omit<GradeRecord, 'at'>), at });

/** 推荐、提名. */
export function nominationIn(k: Kept, at: Place): Nomination {
  const data = plain(k) as unknown as Omit<Nomination, 'at' | 'votes'> & { readonly votes: Decimal | null };
  return { ...data, votes: data.votes instanceof Decimal ? { value: data.votes, at } : null, at };
}

/** 纪实. */
export const chronicleIn = (k: Kept, at: Place): ChronicleRecord => ({ ...(plain(k) as unknown as Omit<ChronicleRecord, 'at'>), at });
