/** 加减分 that may count twice, with the wrong sign, or for another period (rules §3.5). */
import { Decimal } from '../../decimal.ts';
import { foldText } from '../../fold.ts';
import { placeText, problem } from '../../problems/problem.ts';
import type { Entry, Period, Place, Problem } from '../../types.ts';
import { isNoSuchDay } from '../days.ts';
import type { Gathered } from '../join.ts';
import { periodText } from '../period.ts';
import { recordKind } from '../record-kind.ts';
import type { PersonRow, TableRecords } from '../rows.ts';
import { atColumn, type ExportCheck, whoIs } from './check.ts';

const who = ({ key, roster: { row } }: Gathered) => ({ key, id: row.shownId === '' ? row.name : row.shownId, name: row.name });

/** One column of deductions written both ways: what stands there positive may be a correction, and is taken off all the same. */
export const mixedSigns: ExportCheck = ({ tables }) =>
  tables.flatMap((table) => {
    const column = table.use.columns.find((c) => c.field === 'deduction');
    if (!column) return [];
    const values = table.rows.flatMap((r) => r.amounts.get('deduction')?.value ?? []);
    const negative = values.filter((v) => v.isNegative()).length;
    const positive = values.filter((v) => v.above(Decimal.zero)).length;
    if (negative === 0 || positive === 0) return [];
    const args = { negative: String(negative), positive: String(positive) };
    return [problem('column/mixed-signs', args, atColumn({ ...column, table }))];
  });

/** A bonus below zero; an entry above zero whose matter speaks of a deduction. */
export const signUnclear: ExportCheck = ({ tables }) =>
  tables.flatMap((t) =>
    t.rows.flatMap((row): Problem[] => {
      const bonus = row.amounts.get('bonus');
      const value = row.amounts.get('entry-value');
      const matter = row.texts.get('matter')?.value ?? '';
      const said = (at: Place, of: Decimal, words: string): Problem => ({
        ...problem('cell/sign-unclear', { value: of.toText(), said: words }, { place: at, person: whoIs(row) }),
        severity: 'warning',
      });
      return [
        ...(bonus?.value.isNegative() ? [said(bonus.at, bonus.value, row.headers.get('bonus') ?? '加分')] : []),
        ...(value?.value.above(Decimal.zero) && /扣分|减分|扣减/.test(foldText(matter)) ? [said(value.at, value.value, matter)] : []),
      ];
    }),
  );

/** One entry alone beyond the limits of the whole block: a score or a slip. */
export const entryBeyond: ExportCheck = ({ tables, policy }) => {
  const { lowest, highest } = policy.blocks.adjustment;
  return tables.flatMap((t) =>
    t.rows.flatMap((row) =>
      row.entries.flatMap(({ value: { value, at } }) => {
        const held = value.above(highest.value) ? highest : value.below(lowest.value) ? lowest : null;
        if (!held) return [];
        const args = { given: value.toText(), held: held.value.toText() };
        return [problem('table/adjustment-capped', args, { place: at, person: whoIs(row), clause: held.clause.at })];
      }),
    ),
  );
};

interface OwnEntry {
  readonly entry: Entry;
  readonly row: PersonRow;
  readonly table: TableRecords;
}

/** The same deduction twice, and a column of 加分 or 减分 beside the entries that make it up. */
export const entriesTwice: ExportCheck = ({ gathered }) =>
  gathered.flatMap((g) => {
    const own = g.rows.flatMap(({ row, table }) => row.entries.map((entry): OwnEntry => ({ entry, row, table })));
    if (own.length < 2) return [];
    return [...sameDeduction(own), ...sameSum(own)].map(([first, again]) =>
      problem(
        'table/entries-twice',
        { value: again.entry.value.value.toText(), other: placeText(first.entry.value.at) },
        { place: again.entry.value.at, person: who(g) },
      ),
    );
  });

const isWide = ({ row }: OwnEntry): boolean => row.amounts.has('bonus') || row.amounts.has('deduction');

function sameDeduction(own: readonly OwnEntry[]): [OwnEntry, OwnEntry][] {
  const seen = new Map<string, OwnEntry>();
  return own.flatMap((o): [OwnEntry, OwnEntry][] => {
    const { matter, value, date, number } = o.entry;
    if (!value.value.isNegative() || isWide(o)) return [];
    const key = [foldText(matter), value.value.toText(), date ?? '', number ?? ''].join('\u0000');
    const first = seen.get(key);
    if (!first) seen.set(key, o);
    return first ? [[first, o]] : [];
  });
}

/** Sums of equal sign and size in two tables, one of which names no matter. */
function sameSum(own: readonly OwnEntry[]): [OwnEntry, OwnEntry][] {
  const tables = [...new Set(own.map((o) => o.table))];
  if (tables.length < 2) return [];
  const found: [OwnEntry, OwnEntry][] = [];
  for (const negative of [false, true]) {
    const sums = tables.flatMap((table) => {
      const of = own.filter((o) => o.table === table && o.entry.value.value.isNegative() === negative && !o.entry.value.value.isZero());
      const [first] = of;
      return first ? [{ first, wide: of.some(isWide), sum: Decimal.sum(of.map((o) => o.entry.value.value)) }] : [];
    });
    sums.forEach((a, i) => {
      const other = sums.slice(0, i).find((b) => (a.wide || b.wide) && a.sum.equals(b.sum));
      if (other) found.push([other.first, a.first]);
    });
  }
  return found;
}

/** An entry of 30 February. Other words for a day than a date are left alone: the day is for people to look up. */
export const noSuchDay: ExportCheck = ({ tables }) =>
  tables.flatMap((t) =>
    t.rows.flatMap((row) => {
      const date = row.texts.get('entry-date');
      if (!date || row.entries.length === 0 || recordKind(t.fields) !== null || !isNoSuchDay(date.value)) return [];
      return [problem('cell/not-a-day', { value: date.value }, { place: date.at, person: whoIs(row) })];
    }),
  );

/** An entry of a day outside the period: counted all the same, for the regulation may say so. */
export const outsidePeriod: ExportCheck = ({ tables, period }) =>
  period === null
    ? []
    : tables.flatMap((t) =>
        t.rows.flatMap((row) => {
          const date = row.texts.get('entry-date');
          if (!date || row.entries.length === 0 || isNoSuchDay(date.value) || !liesOutside(date.value, period)) return [];
          return [
            problem('cell/outside-period', { value: date.value, period: periodText(period) }, { place: date.at, person: whoIs(row) }),
          ];
        }),
      );

/** Only a date that can be read one way is judged. */
function liesOutside(text: string, { year, quarter }: Period): boolean {
  const m = /^((?:19|20)\d{2})(?:[-./年](\d{1,2})(?:[-./月](?:\d{1,2}日?)?)?|(\d{2})\d{2}|年)?$/.exec(foldText(text));
  if (!m) return false;
  const month = Number(m[2] ?? m[3] ?? 0);
  if (month > 12) return false;
  return Number(m[1]) !== year || (quarter !== null && month > 0 && (month > quarter * 3 || month <= quarter * 3 - 3));
}
