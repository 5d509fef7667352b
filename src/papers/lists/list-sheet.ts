/** A list as a sheet: title, lines beneath it, header, rows, notes, room to sign; its decisions come back. */

import type { DecisionAbout, ListCell, ListColumn, ListPaper, PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Names } from '../../policy/primitives.ts';
import { fitted } from '../widths.ts';

/** What is decided in a row, in the order of the list's rows; null where nothing is. */
export type RowDecisions = readonly (DecisionAbout | null)[];

/**
 * @param name of the policy's options in the language of the list
 * @param about what each row's decision is about, for a list with a `decision` column
 */
export function listSheet(list: ListPaper, policy: Policy, name: (names: Names) => string, about: RowDecisions = []): PaperSheet {
  const width = list.columns.length;
  const across = (value: string, look: PaperCell['look'], height?: number): PaperRow => ({
    cells: Array.from({ length: width }, (_, i): PaperCell => ({ value: i === 0 ? value : null, look })),
    ...(height === undefined ? {} : { height }),
  });
  const head = [across(list.title, 'title', 30), ...list.subtitle.map((t) => across(t, 'subtitle'))];
  const headerRow = head.length;
  const body: PaperRow[] =
    list.rows.length > 0
      ? list.rows.map((row) => ({ cells: row.map((value, i) => cellOf(value, list.columns[i])) }))
      : [across(list.nobody, 'center')];
  const first = headerRow + 1;
  const last = headerRow + body.length;
  const foot = [...list.notes.map((t) => across(t, 'note')), ...(list.signatures === '' ? [] : [across(list.signatures, 'plain', 24)])];
  const merged = [...head.map((_, i) => i), ...(list.rows.length === 0 ? [first] : []), ...foot.map((_, i) => last + 1 + i)];
  const decision = list.columns.findIndex((c) => c.fill === 'decision');
  const options = policy.decision.options.map(name);
  const byHand = list.columns.flatMap((c, i) => (c.fill === undefined ? [] : [i]));
  const sheet: PaperSheet = {
    name: list.name,
    widths: list.columns.map((c) => c.width),
    rows: [...head, { cells: list.columns.map((c) => ({ value: c.header, look: 'header' })) }, ...body, ...foot],
    merges: merged.map((row) => ({ top: row, bottom: row, left: 0, right: width - 1 })),
    freeze: { rows: first, cols: Math.min(2, width) },
    ...(list.rows.length > 0 ? { filter: { top: headerRow, bottom: last, left: 0, right: width - 1 } } : {}),
    repeatRows: { from: headerRow, to: headerRow },
    dataBars: [],
    marks: [],
    dropDowns:
      decision >= 0 && list.rows.length > 0
        ? [{ range: { top: first, bottom: last, left: decision, right: decision }, options, strict: true }]
        : [],
    outlined: [],
    ...(decision < 0 ? {} : { decisions: about.flatMap((a, i) => (a ? [{ ...a, row: first + i, col: decision }] : [])) }),
    tab: 'list',
  };
  return fitted(sheet, headerRow, byHand);
}

function cellOf(value: ListCell, column: ListColumn | undefined): PaperCell {
  const look = column?.look ?? 'text';
  if (value === null || typeof value === 'string') return { value: value === '' ? null : value, look: look === 'text' ? 'wrapped' : look };
  return { value, look };
}
