/** What `rank`, `validate` and `inspect` share: books under a policy → export, ranking, and every problem. Reads nothing itself. */
import { appraise } from '../appraise/appraise.ts';
import type { Book } from '../book.ts';
import { type ColumnMap, loadMapped } from '../policy/column-map.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type { ReadOptions } from '../sheets/limits.ts';
import { tabulate } from '../table/tabulate.ts';
import type { Export, Period, Problem, Ranking, TableUse } from '../types.ts';

/** As much of an opened policy as a check needs; the text settles dated values anew. */
export interface PolicySource {
  readonly policy: Policy | null;
  readonly file: string;
  readonly text: string;
  readonly map?: ColumnMap;
  readonly problems: readonly Problem[];
}

export interface CheckOptions {
  /** null: found in the export. */
  readonly period: Period | null;
  readonly asOf: string | null;
  /** People with errors are left out (rules §5.3), so that nobody may remain. */
  readonly allowIncomplete?: boolean;
  /** Whom the files name is wanted too, for pseudonyms. */
  readonly naming?: true;
  /** How files are read, where the check reads them itself. */
  readonly reading?: ReadOptions;
}

export type Checked =
  /** The policy is wrong, or its dated values cannot be settled. */
  | { readonly kind: 'policy'; readonly problems: readonly Problem[] }
  | {
      readonly kind: 'checked';
      readonly policy: Policy;
      readonly source: Export;
      readonly ranking: Ranking;
      /** Of reading, of the tables, of the ranking; nobody left to rank is the last. */
      readonly problems: readonly Problem[];
      readonly nobody: boolean;
    };

/**
 * Checks an export whole.
 * @param readProblems what reading the files found: where one could not be read, what it may hold is not missed elsewhere
 */
export function checkBooks(books: readonly Book[], readProblems: readonly Problem[], given: PolicySource, options: CheckOptions): Checked {
  const settled = underPolicy(books, given, options);
  if (settled.kind === 'policy') return settled;
  const { policy, table } = settled;
  const ranking = appraise(table.value, policy);
  const found = [...readProblems, ...table.problems, ...ranking.problems];
  const nobody = ranking.value.groups.every((g) => g.ranked.length === 0);
  const told = nobody && (options.allowIncomplete === true || found.every((p) => p.severity !== 'error'));
  const all = [...found, ...(told ? [problem('table/nobody-ranked', {})] : [])];
  const problems = headed(heldBack(all, readProblems), table.value.tables);
  return { kind: 'checked', policy, source: table.value, ranking: ranking.value, problems, nobody };
}

/** The header over a cell, where a problem does not name it; a person's own name and id need none. */
function headed(problems: readonly Problem[], tables: readonly TableUse[]): Problem[] {
  const bySheet = new Map<string, TableUse[]>();
  const key = (at: { file: string; sheet: string | null }) => JSON.stringify([at.file, at.sheet]);
  for (const t of tables) bySheet.set(key(t), [...(bySheet.get(key(t)) ?? []), t]);
  return problems.map((p) => {
    const { place, header } = p;
    if (!place || header !== undefined) return p;
    // Of two tables in one sheet the one whose header stands nearest above.
    const above = (bySheet.get(key(place)) ?? []).filter((t) => t.headerRow !== null && t.headerRow <= place.row);
    const table = above.reduce<TableUse | null>((best, t) => ((best?.headerRow ?? -1) < (t.headerRow ?? -1) ? t : best), null);
    const column = table?.columns.find((c) => c.col === place.col);
    return !column || column.field === 'id' || column.field === 'name' || column.header === '' ? p : { ...p, header: column.header };
  });
}

/** Under `--strict` warnings are errors. */
export function raised(problems: readonly Problem[], strict: boolean): readonly Problem[] {
  return strict ? problems.map((p) => (p.severity === 'warning' ? { ...p, severity: 'error' as const } : p)) : problems;
}

type Settled =
  | { readonly kind: 'policy'; readonly problems: readonly Problem[] }
  | { readonly kind: 'table'; readonly policy: Policy; readonly table: ReturnType<typeof tabulate> };

/** Dated values of a policy need the as-of date, which the export may have to tell: then it is tabulated twice. */
function underPolicy(books: readonly Book[], first: PolicySource, { period, asOf }: CheckOptions): Settled {
  const under = (opened: PolicySource): Settled =>
    opened.policy && opened.problems.every((p) => p.severity !== 'error')
      ? { kind: 'table', policy: opened.policy, table: tabulate(books, opened.policy, { period, asOf }) }
      : { kind: 'policy', problems: opened.problems };
  if (asOf !== null || !first.problems.some((p) => p.code === 'policy/undated')) return under(first);
  // Settled for another day without reading it again: it may have come through standard input.
  const settled = (day: string): PolicySource => {
    const { value, problems } = loadMapped(first, day);
    return { ...first, policy: value, problems };
  };
  const provisional = under(settled('9999-12-31'));
  const found = provisional.kind === 'table' ? provisional.table.value.asOf : null;
  return found === null ? { kind: 'policy', problems: first.problems } : under(settled(found));
}

/** What may be lacking only because a file was not read. */
const absences = new Set<Code>([
  'column/item-missing',
  'column/option-missing',
  'table/no-category',
  'table/no-level',
  'table/level-by-rank',
  'table/no-scores',
  'table/not-in-roster',
  'sheet/people-not-in-roster',
  'table/empty-class',
  'table/score-missing',
  'table/not-inspected',
  'table/no-inspection',
  'table/no-period',
  'table/rank-disagrees',
  'table/nobody-ranked',
]);

/** Where a file could not be read the run has an error already: what may only follow from that is counted, not told. */
function heldBack(problems: readonly Problem[], readProblems: readonly Problem[]): readonly Problem[] {
  if (readProblems.every((p) => p.severity !== 'error')) return problems;
  const kept = problems.filter((p) => !absences.has(p.code));
  const count = problems.length - kept.length;
  return count === 0 ? problems : [...kept, problem('table/held-back', { count: String(count) })];
}
