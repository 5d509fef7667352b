/** The codes of the command line, and of a fault of the program itself (`register.ts`). */
import type { Severity } from '../types.ts';

type None = Record<string, never>;

/** What each code carries. */
export interface UsageArgs {
  'usage/mixed-inputs': None;
  'usage/from-missing': None;
  'usage/not-before': { readonly file: string };
  'usage/nobody': { readonly text: string };
  /** `people`: each by id and unit. */
  'usage/several-people': { readonly text: string; readonly people: string };
  'usage/diff-inputs': { readonly count: string };
  'usage/policies-differ': { readonly one: string; readonly other: string };
  'usage/no-holidays': { readonly years: string };
  'usage/output-exists': { readonly file: string };
  'usage/output-is-input': { readonly file: string };
  'usage/binary-to-terminal': None;
  'usage/no-inputs': None;
  'usage/unknown-option': { readonly option: string; readonly near: string };
  'usage/unknown-command': { readonly command: string; readonly near: string };
  'usage/value-missing': { readonly option: string };
  'usage/too-many-words': None;
  'usage/bad-option': { readonly option: string; readonly value: string; readonly known: string };
  'usage/password-file': { readonly file: string; readonly reason: string };
  /** `file`: '' where none was given. `reason`: `key-short`, `key-empty`, or the system's. */
  'usage/mask-key': { readonly file: string; readonly reason: string };
  'usage/mask-fix': None;
  /** Marks of keys; '' for what is not masked. */
  'usage/masked-keys': { readonly one: string; readonly other: string };
  'usage/output-failed': { readonly file: string; readonly reason: string };
  'usage/options-conflict': { readonly one: string; readonly other: string };
  'usage/unknown-code': { readonly code: string; readonly near: string };
  'internal/fault': { readonly detail: string };
}

/** How grave each is. */
export const usageSeverities: { readonly [C in keyof UsageArgs]: Severity } = {
  'usage/mixed-inputs': 'error',
  'usage/from-missing': 'error',
  'usage/not-before': 'error',
  'usage/nobody': 'error',
  'usage/several-people': 'error',
  'usage/diff-inputs': 'error',
  'usage/policies-differ': 'error',
  'usage/no-holidays': 'warning',
  'usage/output-exists': 'error',
  'usage/output-is-input': 'error',
  'usage/binary-to-terminal': 'error',
  'usage/no-inputs': 'error',
  'usage/unknown-option': 'error',
  'usage/unknown-command': 'error',
  'usage/value-missing': 'error',
  'usage/too-many-words': 'error',
  'usage/bad-option': 'error',
  'usage/password-file': 'error',
  'usage/mask-key': 'error',
  'usage/mask-fix': 'error',
  'usage/masked-keys': 'error',
  'usage/output-failed': 'error',
  'usage/options-conflict': 'error',
  'usage/unknown-code': 'error',
  'internal/fault': 'error',
};
