/** The codes of the policy and of the command line: what each carries and how grave it is (`register.ts`). */
import type { Severity } from '../types.ts';

type None = Record<string, never>;

/** What each code carries. */
export interface UsageArgs {
  'policy/reads-otherwise': { readonly policy: string };
  'policy/no-rule': { readonly rule: string };
  'policy/unreadable': { readonly reason: string };
  'policy/yaml': { readonly detail: string; readonly at: string };
  'policy/shape': { readonly path: string; readonly detail: string; readonly at: string };
  'policy/unknown-key': { readonly key: string; readonly path: string; readonly meant: string; readonly at: string };
  'policy/unknown-field': {
    readonly field: string;
    readonly path: string;
    readonly meant: string;
    readonly known: string;
    readonly at: string;
  };
  'policy/weights-sum': { readonly path: string; readonly sum: string; readonly at: string };
  'policy/clause-missing': { readonly clause: string; readonly path: string };
  'policy/quote-differs': { readonly clause: string; readonly quote: string; readonly path: string };
  'policy/clause-uncited': { readonly clause: string };
  'policy/no-regulation': { readonly file: string };
  'policy/word-twice': { readonly word: string; readonly path: string; readonly other: string };
  'policy/undated': { readonly path: string; readonly asOf: string };
  'policy/example-fails': { readonly example: string; readonly expected: string; readonly actual: string };
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
}

/** How grave each is. */
export const usageSeverities: { readonly [C in keyof UsageArgs]: Severity } = {
  'policy/reads-otherwise': 'error',
  'policy/no-rule': 'error',
  'policy/unreadable': 'error',
  'policy/yaml': 'error',
  'policy/shape': 'error',
  'policy/unknown-key': 'error',
  'policy/unknown-field': 'error',
  'policy/weights-sum': 'error',
  'policy/clause-missing': 'error',
  'policy/quote-differs': 'error',
  'policy/clause-uncited': 'warning',
  'policy/no-regulation': 'error',
  'policy/word-twice': 'error',
  'policy/undated': 'error',
  'policy/example-fails': 'error',
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
};
