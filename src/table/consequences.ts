/**
 * One cause, said once: problems that only follow from another are left out, as long as that other forbids to rank the same people.
 * Who is faulty is settled before, by all of them.
 */
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type { Problem } from '../types.ts';
import { type Gathered, rowAddress } from './join.ts';
import type { TableRecords } from './rows.ts';

export interface Origin {
  readonly tables: readonly TableRecords[];
  readonly gathered: readonly Gathered[];
  /** Fields that would give a block or an item, by its name in `table/score-missing`. */
  readonly givers: ReadonlyMap<string, readonly string[]>;
}

/** The problems without those that follow from others; `table/no-scores` once for a block that no table gives. */
export function causesOnly(problems: readonly Problem[], origin: Origin): Problem[] {
  const told = withoutMissing(problems, origin);
  const grouped = told.every((p) => p.code !== 'table/no-category');
  const twice = secondRows(told, origin.gathered);
  // One id, two names: whoever the second row means, that it stands there twice or in another group says nothing more.
  const misnamed = new Set(told.flatMap((p) => (p.code === 'table/two-names' && p.place ? [rowAddress(p.place)] : [])));
  return told.filter((p) => {
    if (p.code === 'table/not-in-roster') return grouped;
    if (p.code === 'table/person-twice' || p.code === 'table/two-groups') return !(p.place && misnamed.has(rowAddress(p.place)));
    if (p.code !== 'table/row-twice' || !p.place) return true;
    return !twice.get(p.person?.key ?? '')?.has(rowAddress(p.place));
  });
}

/** Rows of people who stand on the roster twice: their figures stand there twice as well. */
function secondRows(problems: readonly Problem[], gathered: readonly Gathered[]): Map<string, Set<string>> {
  const twice = new Map<string, Set<string>>();
  for (const p of problems) {
    if (p.code !== 'table/person-twice' || !p.place || !p.person) continue;
    const rows = twice.get(p.person.key) ?? new Set<string>();
    twice.set(p.person.key, rows.add(rowAddress(p.place)));
  }
  for (const g of gathered) twice.get(g.key)?.add(rowAddress(g.roster.row.at));
  return twice;
}

type Missing = Problem<'table/score-missing'>;
const isMissing = (p: Problem): p is Missing => p.code === 'table/score-missing';
const tableAddress = (t: { file?: string | undefined; sheet?: string | null | undefined }) => [t.file, t.sheet].join('\u0000');

/** Scores that nobody can have: of an item without a column, of a block that no table gives, of a table that could not be used. */
function withoutMissing(problems: readonly Problem[], { tables, gathered, givers }: Origin): Problem[] {
  const at = (code: Code) => problems.filter((p) => p.code === code);
  const items = new Set(at('column/item-missing').map((p) => (p as Problem<'column/item-missing'>).args.item));
  const strangers = new Set(at('sheet/people-not-in-roster').map(tableAddress));
  const unclear = new Map<string, number>();
  for (const p of at('column/score-unclear')) unclear.set(tableAddress(p), (unclear.get(tableAddress(p)) ?? 0) + 1);
  // Ballots of nobody knows which class give nobody a score.
  const classless = new Set(at('column/class-unclear').map(tableAddress));
  const usable = tables.filter((t) => !classless.has(tableAddress(t)));
  const giving = (name: string) => usable.filter((t) => (givers.get(name) ?? []).some((g) => [...t.fields].some((f) => f.startsWith(g))));
  const missing = problems.filter(isMissing);
  const names = [...new Set(missing.map((p) => p.args.block))].filter((n) => !items.has(n));
  const none = new Set(names.filter((n) => giving(n).length === 0));
  const foreign = new Set(names.filter((n) => !none.has(n) && giving(n).every((t) => strangers.has(tableAddress(t)))));
  const lacking = new Map<string, number>();
  for (const p of missing) if (!items.has(p.args.block)) lacking.set(keyOf(p), (lacking.get(keyOf(p)) ?? 0) + 1);
  const columns = new Map(gathered.map((g) => [g.key, unclearOf(g, unclear)]));
  const explained = (p: Missing): boolean => items.has(p.args.block) || (lacking.get(keyOf(p)) ?? 0) <= (columns.get(keyOf(p)) ?? 0);
  const blocks = new Set(missing.filter((p) => none.has(p.args.block) && !explained(p)).map((p) => p.args.block));
  const kept = problems.filter((p) => !isMissing(p) || !(explained(p) || none.has(p.args.block) || foreign.has(p.args.block)));
  return [...kept, ...[...blocks].map((block) => problem('table/no-scores', { block }))];
}

const keyOf = (p: Problem): string => p.person?.key ?? '';

/** How many columns of scores of nobody knows what stand in the tables that speak of a person. */
function unclearOf({ rows }: Gathered, unclear: ReadonlyMap<string, number>): number {
  if (unclear.size === 0) return 0;
  return [...new Set(rows.map((r) => tableAddress(r.table)))].reduce((sum, t) => sum + (unclear.get(t) ?? 0), 0);
}
