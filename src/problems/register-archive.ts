/** The codes of the archive: what each carries and how grave it is (`register.ts`). */
import type { Severity } from '../types.ts';

type None = Record<string, never>;

/** What each code carries. */
export interface ArchiveArgs {
  'archive/missing': None;
  'archive/several': { readonly files: string };
  'archive/no-archive': None;
  'archive/other-version': { readonly format: string };
  'archive/busy': None;
  'archive/full': None;
  'archive/read-only': None;
  'archive/unfinished': None;
  'archive/damaged': { readonly detail: string };
  'archive/fault': { readonly detail: string };
  'archive/unlogged': None;
  'archive/unlogged-full': None;
  'archive/differs': { readonly entry: string; readonly was: string };
  'archive/void-already': { readonly entry: string; readonly state: string };
  'archive/said-already': { readonly entry: string };
  'archive/other-score': { readonly entry: string; readonly was: string };
  'archive/nobody': { readonly text: string };
  'archive/several-people': { readonly text: string; readonly ids: string };
  'archive/by-name': None;
  'archive/other-name': { readonly name: string; readonly known: string };
  'archive/quarter-differs': { readonly entry: string; readonly period: string };
  'archive/corrected-since': { readonly entry: string; readonly by: string };
  'archive/withdrawn-since': { readonly entry: string; readonly by: string; readonly reason: string };
  'archive/no-volume': None;
  'archive/unranked': None;
  'archive/list-alone': None;
  'archive/no-entry': { readonly entry: string };
  'archive/entry-void': { readonly entry: string; readonly by: string };
  'archive/one-already': { readonly one: string; readonly other: string };
  'archive/reason-missing': None;
  'archive/changed': { readonly entry: string };
  'archive/removed': { readonly from: string; readonly to: string; readonly next: string };
  'archive/layout': { readonly sql: string };
  'archive/head-gone': { readonly head: string };
  'archive/not-empty': None;
  'archive/line': { readonly line: string; readonly detail: string };
}

/** How grave each is. */
export const archiveSeverities: { readonly [C in keyof ArchiveArgs]: Severity } = {
  'archive/missing': 'error',
  'archive/several': 'error',
  'archive/no-archive': 'error',
  'archive/other-version': 'error',
  'archive/busy': 'error',
  'archive/full': 'error',
  'archive/read-only': 'error',
  'archive/unfinished': 'error',
  'archive/damaged': 'error',
  'archive/fault': 'error',
  'archive/unlogged': 'warning',
  'archive/unlogged-full': 'warning',
  'archive/differs': 'error',
  'archive/void-already': 'warning',
  'archive/said-already': 'error',
  'archive/other-score': 'warning',
  'archive/nobody': 'error',
  'archive/several-people': 'error',
  'archive/by-name': 'warning',
  'archive/other-name': 'warning',
  'archive/quarter-differs': 'warning',
  'archive/corrected-since': 'warning',
  'archive/withdrawn-since': 'warning',
  'archive/no-volume': 'error',
  'archive/unranked': 'error',
  'archive/list-alone': 'error',
  'archive/no-entry': 'error',
  'archive/entry-void': 'error',
  'archive/one-already': 'error',
  'archive/reason-missing': 'error',
  'archive/changed': 'error',
  'archive/removed': 'error',
  'archive/layout': 'error',
  'archive/head-gone': 'error',
  'archive/not-empty': 'error',
  'archive/line': 'error',
};
