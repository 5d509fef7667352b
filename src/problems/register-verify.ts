/** The codes of workbooks that are held against what they were made from, and of signatures (`register.ts`). */
import type { Severity } from '../types.ts';

type None = Record<string, never>;

/** What each code carries. */
export interface VerifyArgs {
  'file/other-version': { readonly wrote: string; readonly version: string };
  'file/written-earlier': { readonly wrote: string };
  'file/not-a-result': None;
  'file/input-differs': { readonly was: string; readonly is: string };
  'file/input-missing': None;
  'file/input-surplus': None;
  'file/memory-differs': { readonly parts: string };
  'file/results-dropped': { readonly count: string };
  'file/signature-damaged': None;
  'file/signature-other-key': { readonly signed: string; readonly given: string };
  'file/signature-content': None;
  'file/signature-decisions': None;
  'file/decisions-unsigned': None;
  'policy/differs': { readonly parameters: string };
  'policy/unconfirmed': { readonly sha256: string };
  'policy/hash-wrong': None;
  'sheet/added': None;
  'sheet/renamed': { readonly was: string };
  'sheet/moved': { readonly was: string; readonly is: string };
  'sheet/made-hidden': None;
  'row/made-hidden': { readonly rows: string };
  'column/made-hidden': { readonly columns: string };
  'cell/not-as-computed': { readonly was: string; readonly is: string };
  'usage/key-file': { readonly file: string; readonly reason: string };
  'usage/also-needed': { readonly option: string; readonly file: string };
}

/** How grave each is. */
export const verifySeverities: { readonly [C in keyof VerifyArgs]: Severity } = {
  'file/other-version': 'error',
  'file/written-earlier': 'note',
  'file/not-a-result': 'error',
  'file/input-differs': 'error',
  'file/input-missing': 'error',
  'file/input-surplus': 'error',
  'file/memory-differs': 'error',
  'file/results-dropped': 'note',
  'file/signature-damaged': 'error',
  'file/signature-other-key': 'error',
  'file/signature-content': 'error',
  'file/signature-decisions': 'error',
  'file/decisions-unsigned': 'warning',
  'policy/differs': 'error',
  'policy/unconfirmed': 'warning',
  'policy/hash-wrong': 'error',
  'sheet/added': 'error',
  'sheet/renamed': 'error',
  'sheet/moved': 'error',
  'sheet/made-hidden': 'warning',
  'row/made-hidden': 'warning',
  'column/made-hidden': 'warning',
  'cell/not-as-computed': 'error',
  'usage/key-file': 'error',
  'usage/also-needed': 'error',
};
