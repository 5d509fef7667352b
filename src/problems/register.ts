/**
 * Every problem code, stable for ever, with what it carries. `level/kebab`: the level says what is wrong
 * (a file, a sheet, a column, a row, a cell, the tables together, the policy, the ranking, the command line).
 * Words stand in src/text, one template a code and language.
 */
import type { Severity } from '../types.ts';

type None = Record<string, never>;

/** What each code carries: texts for the placeholders of its templates. */
export interface ProblemArgs {
  'file/not-found': None;
  'file/unreadable': { readonly reason: string };
  'file/empty': None;
  'file/unknown-kind': { readonly kind: string };
  'file/encrypted': None;
  'file/damaged': { readonly detail: string };
  'file/too-large': { readonly limit: string; readonly actual: string };
  'file/encoding': { readonly detail: string };
  'file/csv-syntax': { readonly detail: string };
  'file/no-people': None;
  'file/own-output': None;
  'file/passed-over': { readonly files: string; readonly count: string };
  'file/changed-while-read': None;
  'file/out-of-memory': { readonly limit: string };
  'sheet/no-table': None;
  'sheet/own-list': None;
  'sheet/hidden': { readonly rows: string };
  'sheet/hidden-rows': { readonly rows: string };
  'sheet/hidden-columns': { readonly columns: string };
  'column/duplicate': { readonly field: string; readonly other: string };
  'column/unused': { readonly columns: string };
  'column/map-unused': { readonly header: string; readonly sheet: string };
  'column/item-missing': { readonly item: string; readonly block: string };
  'column/option-missing': { readonly option: string; readonly raterClass: string };
  'column/score-unclear': None;
  'row/total-left-out': { readonly label: string };
  'row/no-name': None;
  'row/no-id': None;
  'row/surplus': None;
  'row/note-left-out': { readonly text: string };
  'cell/blank': None;
  'cell/not-a-number': { readonly value: string; readonly mend: string };
  'cell/outside-scale': { readonly value: string; readonly min: string; readonly max: string };
  'cell/not-a-count': { readonly value: string };
  'cell/error-value': { readonly value: string };
  'cell/empty-formula': None;
  'cell/date': { readonly value: string };
  'cell/boolean': { readonly value: string };
  'cell/merged': { readonly range: string };
  'cell/read-kindly': { readonly value: string; readonly taken: string };
  'cell/fifteen-digits': { readonly stored: string; readonly taken: string };
  'cell/unknown-class': { readonly value: string; readonly known: string };
  'cell/unknown-status': { readonly value: string; readonly known: string };
  'cell/adjustment-blank': None;
  'cell/id-digits-lost': { readonly value: string };
  'table/no-roster': None;
  'table/no-category': None;
  'table/no-level': None;
  'table/level-by-rank': None;
  'table/no-scores': { readonly block: string };
  'table/person-twice': { readonly other: string };
  'table/row-twice': { readonly other: string; readonly field: string };
  'table/not-in-roster': None;
  'table/two-groups': { readonly one: string; readonly other: string };
  'table/no-ids': None;
  'table/two-names': { readonly name: string; readonly other: string };
  'table/name-ambiguous': { readonly count: string };
  'table/empty-class': { readonly raterClass: string };
  'table/parts-disagree': { readonly block: string; readonly given: string; readonly computed: string; readonly tolerance: string };
  'table/total-disagrees': { readonly given: string; readonly computed: string };
  'table/rank-disagrees': { readonly given: string; readonly computed: string };
  'table/score-missing': { readonly block: string };
  'table/adjustment-capped': { readonly given: string; readonly held: string };
  'table/status-years-only': { readonly reason: string };
  'table/not-inspected': { readonly quality: string };
  'table/no-inspection': { readonly quality: string };
  'table/no-period': None;
  'table/periods-differ': { readonly found: string };
  'table/nobody-ranked': None;
  'file/fix-hidden': { readonly sheets: string };
  'file/fix-fails': { readonly detail: string };
  'cell/fix-left': { readonly value: string; readonly taken: string };
  'table/held-back': { readonly count: string };
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
  'usage/output-exists': { readonly file: string };
  'usage/output-is-input': { readonly file: string };
  'usage/binary-to-terminal': None;
  'usage/no-inputs': None;
  'usage/unknown-option': { readonly detail: string };
  'usage/bad-option': { readonly option: string; readonly value: string; readonly known: string };
  'usage/output-failed': { readonly file: string; readonly reason: string };
  'usage/options-conflict': { readonly one: string; readonly other: string };
  'usage/unknown-code': { readonly code: string; readonly near: string };
  'internal/fault': { readonly detail: string };
}

/** A problem code. */
export type Code = keyof ProblemArgs;

/** How grave each code is unless `--strict` raises it. */
export const severities: Readonly<Record<Code, Severity>> = {
  'file/not-found': 'error',
  'file/unreadable': 'error',
  'file/empty': 'error',
  'file/unknown-kind': 'error',
  'file/encrypted': 'error',
  'file/damaged': 'error',
  'file/too-large': 'error',
  'file/encoding': 'error',
  'file/csv-syntax': 'error',
  'file/no-people': 'error',
  'file/own-output': 'note',
  'file/passed-over': 'note',
  'file/changed-while-read': 'error',
  'file/out-of-memory': 'error',
  'sheet/no-table': 'warning',
  'sheet/own-list': 'note',
  'sheet/hidden': 'note',
  'sheet/hidden-rows': 'note',
  'sheet/hidden-columns': 'note',
  'column/duplicate': 'error',
  'column/unused': 'note',
  'column/map-unused': 'warning',
  'column/item-missing': 'error',
  'column/option-missing': 'error',
  'column/score-unclear': 'error',
  'row/total-left-out': 'note',
  'row/no-name': 'error',
  'row/no-id': 'error',
  'row/surplus': 'error',
  'row/note-left-out': 'note',
  'cell/blank': 'error',
  'cell/not-a-number': 'error',
  'cell/outside-scale': 'error',
  'cell/not-a-count': 'error',
  'cell/error-value': 'error',
  'cell/empty-formula': 'error',
  'cell/date': 'error',
  'cell/boolean': 'error',
  'cell/merged': 'error',
  'cell/read-kindly': 'note',
  'cell/fifteen-digits': 'note',
  'cell/unknown-class': 'error',
  'cell/unknown-status': 'error',
  'cell/adjustment-blank': 'note',
  'cell/id-digits-lost': 'error',
  'table/no-roster': 'error',
  'table/no-category': 'error',
  'table/no-level': 'error',
  'table/level-by-rank': 'note',
  'table/no-scores': 'error',
  'table/person-twice': 'error',
  'table/row-twice': 'error',
  'table/not-in-roster': 'error',
  'table/two-groups': 'error',
  'table/no-ids': 'note',
  'table/two-names': 'error',
  'table/name-ambiguous': 'error',
  'table/empty-class': 'error',
  'table/parts-disagree': 'error',
  'table/total-disagrees': 'warning',
  'table/rank-disagrees': 'warning',
  'table/score-missing': 'error',
  'table/adjustment-capped': 'warning',
  'table/status-years-only': 'warning',
  'table/not-inspected': 'warning',
  'table/no-inspection': 'note',
  'table/no-period': 'note',
  'table/periods-differ': 'error',
  'table/nobody-ranked': 'error',
  'file/fix-hidden': 'error',
  'file/fix-fails': 'error',
  'cell/fix-left': 'note',
  'table/held-back': 'note',
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
  'usage/output-exists': 'error',
  'usage/output-is-input': 'error',
  'usage/binary-to-terminal': 'error',
  'usage/no-inputs': 'error',
  'usage/unknown-option': 'error',
  'usage/bad-option': 'error',
  'usage/output-failed': 'error',
  'usage/options-conflict': 'error',
  'usage/unknown-code': 'error',
  'internal/fault': 'error',
};
