/** What is ranked, apart from the policy it is ranked by: so that it can be ranked by another. */

import type { Book } from '../../book.ts';
import type { Policy } from '../../policy/policy.ts';
import { blended, readAlike, type Unit } from '../../policy/units.ts';
import { isFatal } from '../../problems/problem.ts';
import { tabulate } from '../../table/tabulate.ts';
import type { Export, Period, Ranking } from '../../types.ts';
import { appraise } from '../appraise.ts';
import { yearOf } from '../year.ts';
import type { KeptQuarter, YearInspection } from '../year-quarters.ts';

/** The data of one side. */
export interface Data {
  readonly kind: 'export' | 'year';
  /** One export, or the quarters of a year. */
  readonly sources: readonly Export[];
  /** Beside the quarters of a year. */
  readonly inspected: readonly YearInspection[];
  readonly kept: readonly KeptQuarter[];
  /** Policies that the sources were read by. */
  readonly readBy: Policies;
  /** The files of an export, to be read anew under another policy; null where a workbook remembers what was read. */
  readonly books: { readonly books: readonly Book[]; readonly period: Period | null; readonly asOf: string | null } | null;
}

/** A policy, settled for the day of the ranking, and of a year for the day of each quarter. */
export interface Policies {
  readonly main: Policy;
  readonly quarters: readonly Policy[];
}

/** Data ranked under a policy. */
export interface Ranked {
  readonly policies: Policies;
  readonly source: Export;
  readonly ranking: Ranking;
}

/** null: the data cannot be read under this policy, or nothing can be ranked by it. */
export function rankedUnder(data: Data, policies: Policies): Ranked | null {
  return data.kind === 'export' ? exportUnder(data, policies) : yearUnder(data, policies);
}

function exportUnder(data: Data, policies: Policies): Ranked | null {
  const source = readUnder(data, policies.main);
  return source && { policies, source, ranking: appraise(source, policies.main).value };
}

function readUnder({ sources: [source], readBy, books }: Data, policy: Policy): Export | null {
  if (!source || readAlike(readBy.main, policy)) return source ?? null;
  if (!books) return null;
  const read = tabulate(books.books, policy, books);
  return read.problems.some(isFatal) ? null : read.value;
}

function yearUnder({ sources, inspected, kept, readBy }: Data, policies: Policies): Ranked | null {
  const { main, quarters } = policies;
  const alike = readAlike(readBy.main, main) && quarters.every((q, i) => readAlike(readBy.quarters[i] ?? readBy.main, q));
  if (!alike || !main.year) return null;
  const exports = sources.map((source, i) => ({ source, policy: quarters[i] ?? main }));
  const made = yearOf(exports, inspected, main, main.year, kept).value;
  return made && { policies, ...made };
}

/** The one with these parts as they are in the other. */
export const blend = (a: Policies, b: Policies, units: readonly Unit[]): Policies => ({
  main: blended(a.main, b.main, units),
  quarters: a.quarters.map((q, i) => blended(q, b.quarters[i] ?? b.main, units)),
});
