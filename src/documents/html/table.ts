/** Tables: a caption, heads with their scope, a region that a keyboard can scroll. */
import type { ListCell, ListColumn, ListPaper } from '../../paper.ts';
import { displayWidth } from '../../problems/width.ts';
import { escapeHtml, escapeLines } from './escape.ts';

/** Columns of more Latin digits than this do not fit an upright page. */
const upright = 112;
/** A table of so few rows stands on one page. */
const briefRows = 16;
/** With more rows than these a browser takes the columns as they are given and lays out only what is in view. */
const largeRows = 300;

/** Whether a table asks for a page that lies. */
export const isWide = (list: ListPaper): boolean => widthOf(list) > upright;

const widthOf = ({ columns }: Pick<ListPaper, 'columns'>): number => columns.reduce((sum, c) => sum + c.width, 0);

type Look = ListColumn['look'];

const classes: Readonly<Record<Look, string>> = {
  text: 'short',
  wrapped: 'wrapped',
  center: 'center',
  mark: 'mark',
  general: 'number',
  'two-places': 'number',
  whole: 'number',
};

/** A cell that holds a long code, such as a hash, breaks anywhere. */
const isCode = (cell: ListCell): boolean => typeof cell === 'string' && /^[\da-f]{40,}$/i.test(cell);

function classOf(look: Look, cell: ListCell): string {
  if (isCode(cell)) return 'code';
  return classes[look];
}

const textOf = (cell: ListCell): string => (cell === null ? '' : typeof cell === 'string' ? cell : cell.number);
const withClass = (name: string): string => (name === '' ? '' : ` class="${name}"`);

/** A cell of more columns than these needs a wide column, else its row grows very high. */
const longText = 48;

const isLong = ({ look }: ListColumn, cells: readonly ListCell[]): boolean =>
  look === 'wrapped' &&
  cells.some((c) =>
    textOf(c)
      .split('\n')
      .some((line) => displayWidth(line) > longText),
  );

/** What a row is called by: the name of a person, else its first column. */
const headColumn = (columns: readonly ListColumn[]): number =>
  Math.max(
    0,
    columns.findIndex((c) => c.key === 'name'),
  );

/** Columns share the width as their contents need it. */
function colGroup(columns: readonly ListColumn[]): string {
  const all = widthOf({ columns });
  const share = ({ width }: ListColumn) => Math.round((width / all) * 1000) / 10;
  return `<colgroup>${columns.map((c) => `<col style="width:${share(c)}%">`).join('')}</colgroup>`;
}

/** How a table stands among others. */
export interface TableFrame {
  /** Unique on the page. */
  readonly id: string;
  /** Within a figure: no words around it. */
  readonly within?: true;
  /** Under a heading that says what it is. */
  readonly titled?: true | undefined;
}

export function tableHtml(list: ListPaper, { id, within, titled }: TableFrame): string {
  const { columns, rows } = list;
  const head = headColumn(columns);
  const large = rows.length > largeRows;
  const long = columns.map((c, i) =>
    isLong(
      c,
      rows.map((r) => r[i] ?? null),
    ),
  );
  const heads = columns.map(
    (c, i) =>
      `<th scope="col"${withClass(long[i] ? 'long' : classes[c.look] === 'short' ? '' : classes[c.look])}>${escapeHtml(c.header)}</th>`,
  );
  const body = rows.map((row) => {
    const cells = columns.map((c, i) => {
      const cell = row[i] ?? null;
      const look = withClass(long[i] && !isCode(cell) ? 'long' : classOf(c.look, cell));
      return i === head ? `<th scope="row"${look}>${escapeLines(textOf(cell))}</th>` : `<td${look}>${escapeLines(textOf(cell))}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const small = (text: string) => `<p class="small">${escapeLines(text)}</p>`;
  const table = `<div class="scroll" role="region" tabindex="0" aria-labelledby="${id}"><table${large ? ` style="min-width:${Math.ceil(widthOf(list) * 0.6)}em"` : ''}><caption id="${id}"${titled ? ' class="heard"' : ''}>${escapeHtml(list.title)}</caption>${colGroup(columns)}<thead><tr>${heads.join('')}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table></div>`;
  if (within) return table;
  const parts = [
    ...list.subtitle.map(small),
    rows.length > 0 ? table : `${titled ? '' : `<p><b>${escapeHtml(list.title)}</b></p>`}<p>${escapeHtml(list.nobody)}</p>`,
    ...list.notes.map(small),
    list.signatures === '' ? '' : `<p>${escapeHtml(list.signatures)}</p>`,
  ];
  const frame = `table${isWide(list) ? ' wide' : ''}${rows.length <= briefRows ? ' brief' : ''}${large ? ' large' : ''}`;
  return `<div class="${frame}">${parts.join('\n')}</div>`;
}
