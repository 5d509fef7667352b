/**
 * The nouns of the archive (一人一档). It is a log: entries are added, each bound to the one before by its hash, and none is ever
 * changed. What is said of a person is a statement; a correction is another statement that names the entry it stands for.
 */
import type { Day } from '../day.ts';
import type { Json } from '../pack.ts';
import type { DossierForm } from '../policy/decisions-schema.ts';

/** Form of the archive's file; another one gets another number. */
export const archiveFormat = 'appraise/archive@1';

/** What a statement holds; `chronicle`: what is written down as it happens. */
export type Form = DossierForm | 'chronicle';

/** Something said of one person. */
export interface Statement {
  readonly form: Form;
  /** Key of the policy's block. */
  readonly block: string;
  /** Folded id, as in an export; the folded name where the source has no ids and the archive knows one person of that name. */
  readonly person: string;
  /** As the source writes them. */
  readonly id: string;
  readonly name: string;
  readonly day: Day | null;
  /** Of the volume (每年一册). */
  readonly year: number;
  /** 编号; '' where it has none. */
  readonly number: string;
  /** The record itself, without where it stood. */
  readonly data: { readonly [key: string]: Json };
  /** The file it was read from; null: entered by hand. */
  readonly from: Source | null;
}

/** Where a statement was read. */
export interface Source {
  readonly file: string;
  readonly sha256: string;
  /** file!sheet!A1 */
  readonly cell: string;
}

/** What an entry of the log says beside when and by whom it was written. */
export type Act =
  | { readonly act: 'begin'; readonly format: typeof archiveFormat }
  | { readonly act: 'enter'; readonly statement: Statement; readonly corrects?: number; readonly reason?: string }
  /** The entry is void. */
  | { readonly act: 'withdraw'; readonly entry: number; readonly reason: string }
  /** Two ids are one person. */
  | { readonly act: 'merge'; readonly people: readonly [string, string]; readonly reason: string }
  /** Somebody looked: at what, and at whom; '' for everybody. */
  | { readonly act: 'read'; readonly verb: string; readonly person: string; readonly what: string };

/** An entry as it is written. `at`: UTC, to the second; `by`: the account on the machine. */
export type Body = Act & { readonly at: string; readonly by: string };

/** An entry of the log. */
export interface LogEntry {
  /** From 1 without a gap. */
  readonly seq: number;
  readonly body: Body;
  /** Over the entry before and this one (`chain.ts`). */
  readonly hash: string;
}

/** A statement as it stands in the archive. */
export interface Kept {
  readonly seq: number;
  readonly statement: Statement;
  readonly corrects: number | null;
  readonly reason: string;
  /** What took its place or made it void, and why; null: it holds. */
  readonly void: { readonly by: number; readonly kind: 'corrected' | 'withdrawn'; readonly reason: string } | null;
}
