/** 加减分 as a row of a table gives it (rules §3.5). */

import type { Cell } from '../book.ts';
import type { Decimal } from '../decimal.ts';
import { foldWord } from '../fold.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Entry, Problem, Sourced } from '../types.ts';
import type { Column } from './header.ts';
import type { TextKey } from './rows.ts';
import type { Where } from './values.ts';
import type { PlainField } from './words.ts';

/** 加减分 of one row: a signed value, or a bonus and a deduction column (what stands under 减分 is taken off, however signed). */
export function entriesOf(
  columns: readonly Column[],
  texts: ReadonlyMap<TextKey, Sourced<string>>,
  figures: ReadonlyMap<PlainField, Sourced<Decimal>>,
  headers: ReadonlyMap<string, string>,
): Entry[] {
  const optional = (field: PlainField, key: 'date' | 'basis' | 'number') => {
    const text = texts.get(field)?.value;
    return text === undefined ? {} : { [key]: text };
  };
  const about = { ...optional('entry-date', 'date'), ...optional('entry-basis', 'basis'), ...optional('entry-number', 'number') };
  const namesMatter = columns.some((c) => c.field?.kind === 'matter');
  const hasGiven = columns.some((c) => c.field?.kind === 'block' && c.field.block === 'adjustment');
  return [...figures].flatMap(([kind, figure]): Entry[] => {
    const signed = kind === 'deduction' ? figure.value.abs().negated() : figure.value;
    // Wide 加分/减分 columns are mostly 0: an entry only where a ready-made adjustment beside it must agree.
    if (kind !== 'entry-value' && signed.isZero() && !hasGiven) return [];
    const reason = kind === 'bonus' ? texts.get('bonus-reason') : kind === 'deduction' ? texts.get('deduction-reason') : undefined;
    // Where no column names the matter, every entry is a matter of its own.
    const matter = (texts.get('matter') ?? reason)?.value ?? (namesMatter ? '' : `${headers.get(kind) ?? ''} ${placeText(figure.at)}`);
    return [{ matter, value: { value: signed, at: figure.at }, ...about }];
  });
}

const takesOff = /^(?:扣分|减分|扣减|扣减分|扣|减|扣分项|减分项|负面|deduction)$/;
const adds = /^(?:加分|加|加分项|奖励|正面|bonus)$/;

/** A cell beside the value that says 扣分 where the value is positive, or 加分 where it is negative: nobody can tell which is meant. */
export function againstKind(
  columns: readonly Column[],
  cells: ReadonlyMap<number, Cell>,
  figure: Sourced<Decimal> | undefined,
  where: (column: Column) => Where,
): Problem[] {
  if (!figure || figure.value.isZero()) return [];
  const against = figure.value.isNegative() ? adds : takesOff;
  return columns.flatMap((c): Problem[] => {
    const said = cells.get(c.col)?.value ?? '';
    const speaks = c.field === null || c.field.kind === 'known' || c.field.kind === 'category';
    if (!speaks || said.length > 12 || !against.test(foldWord(said))) return [];
    return [problem('cell/sign-unclear', { value: figure.value.toText(), said }, { ...where(c), place: figure.at })];
  });
}
