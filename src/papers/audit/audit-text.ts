/** An audit for the terminal: each list as aligned columns, long ones cut short unless all is asked for. */

import type { ListCell, ListPaper } from '../../paper.ts';
import { displayWidth, padEnd, padStart, truncate, wrap } from '../../problems/width.ts';
import { fill } from '../../text/text.ts';
import type { AuditContext } from './figures.ts';

/** Rows of a list that are shown where not all are asked for. */
const shown = 10;

const textOf = (cell: ListCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.number);

/**
 * @param columns width of the terminal
 * @param whole every row, and the methods
 */
export function auditText(
  ctx: AuditContext,
  head: readonly string[],
  lists: readonly ListPaper[],
  columns: number,
  whole: boolean,
): string {
  const paragraphs = head.flatMap((t) => wrap(t, columns));
  const kept = whole ? lists : lists.filter((l) => l.key !== 'methods');
  const title = fill(ctx.audit.title, { period: ctx.period() });
  return [title, '', ...paragraphs, '', ...kept.flatMap((l) => [...listText(ctx, l, columns, whole), ''])].join('\n');
}

function listText(ctx: AuditContext, list: ListPaper, columns: number, whole: boolean): string[] {
  const rows = whole ? list.rows : list.rows.slice(0, shown);
  const more = list.rows.length > rows.length ? [`  ${fill(ctx.audit.rows, { count: list.rows.length })}`] : [];
  const said = list.subtitle.flatMap((t) => wrap(t, columns - 2).map((l) => `  ${l}`));
  if (list.rows.length === 0) return [list.title, ...said, ...wrap(list.nobody, columns - 2).map((l) => `  ${l}`)];
  return [list.title, ...said, ...table(list, rows, columns - 2).map((l) => `  ${l}`), ...more];
}

/**
 * Aligned columns; those without a text are left out. The group stands over its people, a note behind its row: both are as long as a
 * line.
 */
function table(list: ListPaper, rows: readonly (readonly ListCell[])[], room: number): string[] {
  const at = (key: string) => list.columns.findIndex((c) => c.key === key);
  const note = at('note');
  // Of units within classes the class stands over them.
  const group = at('group') < 0 && at('unit') >= 0 ? at('raterClass') : at('group');
  const texts = rows.map((r) => r.map(textOf));
  const used = list.columns.flatMap((c, i) => (i !== group && i !== note && texts.some((r) => r[i] !== '') ? [{ ...c, i }] : []));
  const content = used.map((c) => Math.max(...texts.map((r) => displayWidth(r[c.i] ?? ''))));
  const widths = narrowed(
    used.map((c, i) => Math.max(content[i] ?? 0, Math.min(displayWidth(c.header), isNumber(c.look) ? narrowest.figures : narrowest.words))),
    room - 2 * (used.length - 1),
    used.map((c) => ['id', 'rater'].includes(c.key) || isNumber(c.look)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((t, i) => {
        const width = widths[i] ?? 0;
        const cut = displayWidth(t) > width ? truncate(t, width) : t;
        return isNumber(used[i]?.look) ? padStart(cut, width) : padEnd(cut, width);
      })
      .join('  ')
      .trimEnd();
  const headers = used.map((c, i) => wrap(c.header, widths[i] ?? 0));
  const deep = Math.max(...headers.map((h) => h.length));
  const head = Array.from({ length: deep }, (_, n) => line(headers.map((h) => h[n - deep + h.length] ?? '')));
  const body = texts.flatMap((r, n) => {
    const over = group >= 0 && r[group] !== texts[n - 1]?.[group] ? [r[group] ?? ''] : [];
    const row = line(used.map((c) => r[c.i] ?? ''));
    const said = note >= 0 ? (r[note] ?? '') : '';
    return [...over, ...(said === '' ? [row] : wrap(`${row}  ${said}`, room))];
  });
  return [...head, ...body];
}

const isNumber = (look: string | undefined): boolean => look === 'whole' || look === 'two-places' || look === 'general';
/** A header is broken into lines before its column gets wider than this for its sake. */
const narrowest = { figures: 8, words: 10 };

/** The widest columns give way until all fit, but for figures, ids and numbers of raters: half of one is another. */
function narrowed(widths: readonly number[], room: number, whole: readonly boolean[]): number[] {
  const left = [...widths];
  for (let over = left.reduce((a, b) => a + b, 0) - room; over > 0; over--) {
    const at = left.reduce((best, w, i) => (!whole[i] && w > (left[best] ?? 0) ? i : best), whole.indexOf(false));
    if (at < 0 || (left[at] ?? 0) <= 4) break;
    left[at] = (left[at] ?? 0) - 1;
  }
  return left;
}
