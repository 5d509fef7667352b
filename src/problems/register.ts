/**
 * Every problem code, stable for ever, with what it carries. `level/kebab`: the level says what is wrong
 * (a file, a sheet, a column, a row, a cell, the tables together, the policy, the ranking, the archive, the command line).
 * Words stand in src/text, one template a code and language.
 */
import type { Severity } from '../types.ts';
import { type ArchiveArgs, archiveSeverities } from './register-archive.ts';
import { type UsageArgs, usageSeverities } from './register-usage.ts';
import { type VerifyArgs, verifySeverities } from './register-verify.ts';

type None = Record<string, never>;

/** What each code carries: texts for the placeholders of its templates. */
export interface ProblemArgs extends ArchiveArgs, UsageArgs, VerifyArgs {
  'file/not-found': None;
  'file/unreadable': { readonly reason: string };
  'file/empty': None;
  'file/unknown-kind': { readonly kind: string };
  'file/encrypted': None;
  'file/password-wrong': None;
  'file/kind-differs': { readonly kind: string; readonly ending: string };
  'file/damaged': { readonly detail: string };
  'file/too-large': { readonly limit: string; readonly actual: string };
  'file/encoding': { readonly detail: string };
  'file/csv-syntax': { readonly detail: string };
  'file/no-people': None;
  'file/no-memory': None;
  'file/memory-damaged': None;
  'file/own-output': None;
  /** `mark`: of the key. */
  'file/masked': { readonly mark: string };
  'file/masked-refused': { readonly mark: string };
  'file/passed-over': { readonly files: string; readonly count: string };
  'file/changed-while-read': None;
  'file/out-of-memory': { readonly limit: string };
  /** `detail`: what it is instead, in technical words. */
  'file/not-a-template': { readonly detail: string };
  'file/template-field': { readonly field: string; readonly known: string };
  /** `line`: of the list, one-based. */
  'file/holidays': { readonly line: string; readonly detail: string };
  'sheet/no-table': None;
  'sheet/taken-out': { readonly name: string };
  'sheet/own-list': None;
  'sheet/hidden': { readonly rows: string };
  'sheet/hidden-rows': { readonly rows: string };
  'sheet/hidden-columns': { readonly columns: string };
  'sheet/unit-taken': { readonly unit: string };
  'sheet/formulas': { readonly count: string };
  'sheet/people-not-in-roster': { readonly count: string; readonly roster: string };
  'sheet/other-period': { readonly said: string; readonly period: string };
  'column/duplicate': { readonly field: string; readonly other: string };
  'column/unused': { readonly columns: string };
  'column/map-unused': { readonly header: string; readonly sheet: string };
  'column/item-missing': { readonly item: string; readonly block: string };
  'column/option-missing': { readonly option: string; readonly raterClass: string };
  'column/score-unclear': None;
  'column/class-unclear': { readonly columns: string };
  'column/unknown-class': { readonly raters: string; readonly known: string };
  'column/second-id': { readonly taken: string };
  'column/second-choice': { readonly taken: string };
  'column/no-header': { readonly count: string; readonly first: string };
  'column/rank-as-score': { readonly count: string };
  'column/other-scale': { readonly count: string; readonly highest: string; readonly scale: string };
  'column/weighted-points': { readonly count: string; readonly highest: string; readonly weight: string };
  'column/one-score': { readonly count: string; readonly value: string; readonly unit: string };
  'column/near-known': { readonly near: string };
  'column/mixed-signs': { readonly negative: string; readonly positive: string };
  'row/total-left-out': { readonly label: string };
  'row/no-name': None;
  'row/no-id': None;
  'row/surplus': None;
  'row/note-left-out': { readonly text: string };
  'cell/blank': None;
  'cell/not-a-number': { readonly value: string; readonly mend: string };
  'cell/outside-scale': { readonly value: string; readonly min: string; readonly max: string; readonly mend: string };
  'cell/not-a-count': { readonly value: string };
  'cell/error-value': { readonly value: string };
  'cell/empty-formula': None;
  'cell/date': { readonly value: string };
  'cell/boolean': { readonly value: string };
  'cell/merged': { readonly range: string };
  'cell/read-kindly': { readonly value: string; readonly taken: string };
  'cell/fifteen-digits': { readonly stored: string; readonly taken: string };
  'cell/unknown-class': { readonly value: string; readonly known: string };
  'cell/unknown-option': { readonly value: string; readonly known: string };
  'cell/unknown-status': { readonly value: string; readonly known: string };
  'cell/status-in-remark': { readonly value: string };
  'cell/adjustment-blank': None;
  'cell/id-digits-lost': { readonly value: string };
  'cell/decimal-point': { readonly value: string; readonly mend: string };
  'cell/far-below': { readonly value: string; readonly middle: string };
  /** `said`: the words beside it that say the contrary of its sign. */
  'cell/sign-unclear': { readonly value: string; readonly said: string };
  'cell/outside-period': { readonly value: string; readonly period: string };
  'cell/not-in-list': { readonly value: string; readonly list: string; readonly known: string };
  'cell/not-a-day': { readonly value: string };
  'cell/month-only': { readonly value: string; readonly taken: string };
  'cell/effect-reversed': { readonly from: string; readonly to: string };
  'cell/reduction-unclear': { readonly value: string };
  'cell/changed-by-hand': { readonly was: string; readonly is: string };
  'cell/reason-missing': { readonly decision: string };
  'cell/reason-alone': None;
  'cell/odd-name': { readonly name: string; readonly odd: string };
  'table/effect-open': None;
  'table/period-needed': None;
  'table/exemption-unmatched': { readonly names: string; readonly count: string };
  'table/exemption-twice': { readonly other: string };
  'table/priority-unproven': { readonly body: string; readonly known: string };
  'table/grades-disagree': { readonly year: string; readonly one: string; readonly other: string; readonly at: string };
  'table/since-disagrees': { readonly one: string; readonly other: string; readonly at: string };
  'table/year-mixed': { readonly periods: string };
  'table/group-changed': { readonly before: string; readonly now: string; readonly period: string };
  'table/name-changed': { readonly before: string; readonly now: string; readonly period: string };
  'table/quarter-missing': { readonly quarters: string };
  'table/no-category': None;
  'table/no-level': None;
  'table/level-by-rank': None;
  'table/no-scores': { readonly block: string };
  'table/person-twice': { readonly other: string };
  'table/row-twice': { readonly other: string; readonly field: string };
  /** `near`: someone on the roster whom the row may mean; '' for nobody. */
  'table/not-in-roster': { readonly near: string };
  'table/two-groups': { readonly one: string; readonly other: string; readonly at: string };
  'table/groups-alike': { readonly one: string; readonly count: string; readonly other: string; readonly others: string };
  'table/entries-twice': { readonly value: string; readonly other: string };
  'table/no-ids': None;
  'table/no-names': None;
  'table/two-names': { readonly name: string; readonly other: string };
  'table/name-ambiguous': { readonly count: string };
  'table/ids-disagree': { readonly other: string };
  'table/other-unit': { readonly unit: string; readonly other: string };
  'table/lookalike-names': { readonly name: string; readonly other: string; readonly at: string };
  'table/same-name': { readonly other: string };
  'table/more-votes-than-ballots': { readonly votes: string; readonly ballots: string; readonly column: string };
  'table/votes-short': { readonly votes: string; readonly ballots: string; readonly column: string };
  'table/ballot-counts-disagree': { readonly more: string; readonly less: string; readonly column: string; readonly other: string };
  'table/voters-differ': {
    readonly unit: string;
    readonly raterClass: string;
    readonly votes: string;
    readonly usual: string;
    readonly people: string;
  };
  'table/votes-against-counts': { readonly raterClass: string; readonly option: string; readonly given: string; readonly counted: string };
  'table/voted-twice': { readonly rater: string; readonly other: string };
  'table/rater-two-classes': { readonly rater: string; readonly one: string; readonly other: string; readonly at: string };
  'table/rater-differs': { readonly rater: string; readonly one: string; readonly other: string; readonly at: string };
  'table/straight-lined': { readonly unit: string; readonly raterClass: string; readonly people: string; readonly votes: string };
  'table/empty-class': { readonly raterClass: string };
  'table/parts-disagree': { readonly block: string; readonly given: string; readonly computed: string; readonly tolerance: string };
  'table/total-disagrees': { readonly given: string; readonly computed: string };
  'table/rank-disagrees': { readonly given: string; readonly computed: string };
  'table/score-missing': { readonly block: string };
  'table/adjustment-capped': { readonly given: string; readonly held: string };
  'table/status-years-only': { readonly reason: string };
  'table/not-inspected': { readonly quality: string };
  'table/inspection-partial': { readonly quality: string; readonly sheet: string };
  'table/no-inspection': { readonly quality: string };
  'table/no-period': None;
  'table/periods-differ': { readonly found: string };
  'table/nobody-ranked': None;
  'file/fix-hidden': { readonly sheets: string };
  'file/fix-fails': { readonly detail: string };
  'cell/fix-left': { readonly value: string; readonly taken: string };
  'table/held-back': { readonly count: string };
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
  'file/password-wrong': 'error',
  'file/kind-differs': 'note',
  'file/damaged': 'error',
  'file/too-large': 'error',
  'file/encoding': 'error',
  'file/csv-syntax': 'error',
  'file/no-people': 'error',
  'file/no-memory': 'error',
  'file/memory-damaged': 'error',
  'file/own-output': 'note',
  'file/masked': 'note',
  'file/masked-refused': 'error',
  'file/passed-over': 'note',
  'file/changed-while-read': 'error',
  'file/out-of-memory': 'error',
  'file/not-a-template': 'error',
  'file/template-field': 'error',
  'file/holidays': 'error',
  'sheet/no-table': 'warning',
  'sheet/taken-out': 'error',
  'sheet/own-list': 'note',
  'sheet/hidden': 'note',
  'sheet/hidden-rows': 'note',
  'sheet/hidden-columns': 'note',
  'sheet/unit-taken': 'note',
  'sheet/formulas': 'note',
  'sheet/people-not-in-roster': 'error',
  'sheet/other-period': 'warning',
  'column/duplicate': 'error',
  'column/unused': 'note',
  'column/map-unused': 'warning',
  'column/item-missing': 'error',
  'column/option-missing': 'error',
  'column/score-unclear': 'error',
  'column/class-unclear': 'warning',
  'column/unknown-class': 'error',
  'column/second-id': 'note',
  'column/second-choice': 'note',
  'column/no-header': 'warning',
  'column/rank-as-score': 'error',
  'column/other-scale': 'error',
  'column/weighted-points': 'warning',
  'column/one-score': 'warning',
  'column/near-known': 'warning',
  'column/mixed-signs': 'warning',
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
  'cell/unknown-option': 'error',
  'cell/unknown-status': 'error',
  'cell/status-in-remark': 'warning',
  'cell/adjustment-blank': 'note',
  'cell/id-digits-lost': 'error',
  'cell/decimal-point': 'warning',
  'cell/far-below': 'warning',
  'cell/sign-unclear': 'error',
  'cell/outside-period': 'warning',
  'cell/not-in-list': 'error',
  'cell/not-a-day': 'error',
  'cell/month-only': 'note',
  'cell/effect-reversed': 'error',
  'cell/reduction-unclear': 'error',
  'cell/changed-by-hand': 'error',
  'cell/reason-missing': 'error',
  'cell/reason-alone': 'warning',
  'cell/odd-name': 'warning',
  'table/effect-open': 'error',
  'table/period-needed': 'error',
  'table/exemption-unmatched': 'error',
  'table/exemption-twice': 'error',
  'table/priority-unproven': 'warning',
  'table/grades-disagree': 'error',
  'table/since-disagrees': 'error',
  'table/year-mixed': 'error',
  'table/group-changed': 'note',
  'table/name-changed': 'warning',
  'table/quarter-missing': 'note',
  'table/no-category': 'error',
  'table/no-level': 'error',
  'table/level-by-rank': 'note',
  'table/no-scores': 'error',
  'table/person-twice': 'error',
  'table/row-twice': 'error',
  'table/not-in-roster': 'error',
  'table/two-groups': 'error',
  'table/groups-alike': 'warning',
  'table/entries-twice': 'warning',
  'table/no-ids': 'note',
  'table/no-names': 'warning',
  'table/two-names': 'error',
  'table/name-ambiguous': 'error',
  'table/ids-disagree': 'error',
  'table/other-unit': 'error',
  'table/lookalike-names': 'warning',
  'table/same-name': 'note',
  'table/more-votes-than-ballots': 'error',
  'table/votes-short': 'warning',
  'table/ballot-counts-disagree': 'error',
  'table/voters-differ': 'warning',
  'table/votes-against-counts': 'error',
  'table/voted-twice': 'error',
  'table/rater-two-classes': 'error',
  'table/rater-differs': 'warning',
  'table/straight-lined': 'warning',
  'table/empty-class': 'error',
  'table/parts-disagree': 'error',
  'table/total-disagrees': 'warning',
  'table/rank-disagrees': 'warning',
  'table/score-missing': 'error',
  'table/adjustment-capped': 'warning',
  'table/status-years-only': 'warning',
  'table/not-inspected': 'warning',
  'table/inspection-partial': 'warning',
  'table/no-inspection': 'note',
  'table/no-period': 'note',
  'table/periods-differ': 'error',
  'table/nobody-ranked': 'error',
  'file/fix-hidden': 'error',
  'file/fix-fails': 'error',
  'cell/fix-left': 'note',
  'table/held-back': 'note',
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
  ...archiveSeverities,
  ...verifySeverities,
  ...usageSeverities,
};
