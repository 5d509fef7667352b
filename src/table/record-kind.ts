/**
 * What a table records, by its columns alone. Words such as 等次, 重点工作 or 认定结果 stand in ordinary score sheets too: there they
 * must change nothing, so a column is a record's only in a table that holds such records.
 */
import type { PersonRow, TableRecords } from './rows.ts';
import type { Field } from './vocabulary.ts';

/** What a table records; null: scores, a roster, entries. */
export type RecordKind = 'exemption' | 'priority' | 'fitness' | 'facet' | 'nomination' | 'grades' | 'sanction' | 'chronicle';

const signs: readonly (readonly [RecordKind, readonly string[]])[] = [
  ['fitness', ['situation']],
  ['facet', ['facet']],
  ['nomination', ['nomination-source', 'nominated-by', 'nomination-votes']],
  ['priority', ['priority', 'award', 'task', 'recommended']],
  ['sanction', ['sanction', 'accountable', 'effect', 'effect-end']],
];

/** Columns of one kind of records or another; `effect…` and `rank-since` may also stand in a roster. */
const ofRecords = new Set([
  ...['exemption-ground', 'exemption-outcome', 'exemption-percent', 'exemption-finding', 'correction', 'due', 'done'],
  ...['priority', 'award', 'body', 'recommended', 'task', 'nomination-source', 'nominated-by', 'nominated-post', 'nomination-votes'],
  ...['situation', 'evidence', 'fitness-finding', 'adjustment-proposed', 'facet', 'facet-text', 'way', 'effect-start'],
  ...['chronicle-block', 'chronicle-text', 'chronicle-by', 'chronicle-place', 'chronicle-result'],
]);

const scored = /^(?:block|item|quality|votes|voters):|^(?:total|rank-number|score|ballot)$/;
const amounts = ['entry-value', 'bonus', 'deduction'];

/** Scores of the ranking: whatever else such a table holds, it is a score sheet. */
const holdsScores = (fields: ReadonlySet<string>): boolean => [...fields].some((f) => scored.test(f));
const holdsAmounts = (fields: ReadonlySet<string>): boolean => amounts.some((f) => fields.has(f));

/** The kind of records that a table holds. Sanctions, priorities and grades of years may also stand in a roster. */
export function recordKind(fields: ReadonlySet<string>): RecordKind | null {
  const plain = !holdsScores(fields);
  // Ground and outcome together: a plain 认定结果 beside an entry is no error tolerance.
  const tolerance = ['exemption-ground', 'exemption-outcome'].filter((f) => fields.has(f)).length;
  if (plain && (tolerance === 2 || (tolerance === 1 && !holdsAmounts(fields)))) return 'exemption';
  const found = signs.find(([kind, names]) => {
    if (kind !== 'sanction' && !plain) return false;
    if (kind === 'priority' && holdsAmounts(fields)) return fields.has('priority');
    return names.some((n) => fields.has(n));
  });
  if (found) return found[0];
  if (plain && isChronicle(fields)) return 'chronicle';
  const long = plain && fields.has('grade') && fields.has('year') && !fields.has('quarter');
  return long || [...fields].some((f) => f.startsWith('year-grade:')) ? 'grades' : null;
}

/** What is recorded for one block, or for the block that a column names. */
const isChronicle = (fields: ReadonlySet<string>): boolean =>
  [...fields].some((f) => f.startsWith('chronicle:')) || (fields.has('chronicle-block') && fields.has('chronicle-text'));

/** What a column is in its table: a record's word where the table holds no such records says nothing. */
export function inRecords(field: Field, fields: ReadonlySet<string>): Field | null {
  const kind = recordKind(fields);
  if (field.kind === 'grade') return kind === 'grades' ? field : { kind: 'known' };
  if (field.kind === 'chronicle') return kind === 'chronicle' ? field : null;
  if (field.kind === 'step') return kind === 'exemption' ? field : null;
  // What an error tolerance repeats of the entry it names must not count a second time.
  if (kind === 'exemption' && amounts.includes(field.kind)) return { kind: 'known' };
  return ofRecords.has(field.kind) && kind === null ? null : field;
}

/** A table of records that is no roster, whatever columns of groups it repeats. */
export function isRecordTable({ fields, rows }: { readonly fields: TableRecords['fields']; readonly rows: readonly PersonRow[] }): boolean {
  const kind = recordKind(fields);
  if (kind === null || holdsScores(fields)) return false;
  if (kind === 'sanction') return fields.has('sanction') && (fields.has('matter') || fields.has('entry-basis'));
  if (kind === 'priority') return ['priority', 'body', 'matter', 'entry-basis'].some((f) => fields.has(f));
  if (kind === 'grades') return fields.has('grade') && (!fields.has('category') || severalRows(rows));
  return true;
}

/** A history has several rows a person, a roster one. */
function severalRows(rows: readonly PersonRow[]): boolean {
  const keys = rows.map((r) => r.id ?? r.name);
  return new Set(keys).size < keys.length;
}
