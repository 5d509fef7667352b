/** 加减分 as a row of a table gives it (rules §3.5). */
import type { Decimal } from '../decimal.ts';
import { placeText } from '../problems/problem.ts';
import type { Entry, Sourced } from '../types.ts';
import type { Column } from './header.ts';
import type { PlainField } from './vocabulary.ts';

/** 加减分 of one row: a signed value, or a bonus and a deduction column (what stands under 减分 is taken off, however signed). */
export function entriesOf(
  columns: readonly Column[],
  texts: ReadonlyMap<PlainField, Sourced<string>>,
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
