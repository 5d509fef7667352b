/**
 * On which page a heading stands. Word counts pages only while it shows a document, and asks its reader before it puts numbers right
 * that a file says wrong; so a document with contents is broken into pages here, where the measures leave no doubt: what might not fit
 * goes to the next page, and every page begins where it is told to. LibreOffice, Word and WPS then agree with the contents.
 */
import type { Doc, DocBlock } from '../paper.ts';
import type { Lang } from '../types.ts';
import { chartHeight, entryWidth, padding, rowHeight, type Size, sizes, upright, uprightWidth } from './look.ts';
import { type Form, formWidths, linesIn, tableWidths } from './widths.ts';

/** A block, or some of its rows, as it stands on a page. */
export interface Laid {
  readonly block: DocBlock;
  /** It begins a page. */
  readonly newPage: boolean;
  /** Of a table, a form or contents: the rows that stand here, `to` not among them; absent: all. */
  readonly rows?: { readonly from: number; readonly to: number };
  /** Of a heading. */
  readonly page?: number;
}

/** Blocks as they follow, where nothing depends on pages. */
export const unpaged = (doc: Doc): Laid[] =>
  doc.blocks.map((block, i) => ({ block, newPage: beginsPage(block) && doc.blocks[i - 1]?.kind !== 'page-break' }));

const beginsPage = (block: DocBlock | undefined) => block?.kind === 'title' || (block?.kind === 'heading' && block.newPage === true);

/** What a page holds, with a line to spare. */
const capacity = upright.height - upright.margin.top - upright.margin.bottom - sizes.body.line;

/** Blocks by pages. A page break is how the block behind it begins. */
export function paged(doc: Doc): Laid[] {
  const laid: Laid[] = [];
  const measures = doc.blocks.map((block) => measureOf(block, doc));
  let number = 1;
  let at = heading(doc.title, sizes.title);
  let newPage = false;
  const turn = () => {
    number++;
    // Room for the paragraph that says so before a table.
    at = sizes.gap.line;
    newPage = true;
  };
  /** Only what is higher than a page flows over to the next. */
  const put = (height: number, rest: Omit<Laid, 'newPage'>) => {
    laid.push({ ...rest, newPage });
    newPage = false;
    at += height;
    for (; at > capacity; at -= capacity) number++;
  };
  doc.blocks.forEach((block, i) => {
    const { head, rows, tail, headOnce } = measures[i] as Measure;
    if (block.kind === 'page-break') {
      if (!newPage) turn();
      return;
    }
    if (!newPage && (beginsPage(block) || at + least(doc, measures, i) > capacity)) turn();
    let from = 0;
    let height = head + tail;
    const piece = (to: number) => {
      const whole = from === 0 && to === rows.length;
      put(height, { block, ...(whole ? {} : { rows: { from, to } }), ...(block.kind === 'heading' ? { page: number } : {}) });
      from = to;
      height = (headOnce ? 0 : head) + tail;
    };
    rows.forEach((row, r) => {
      if (r > from && at + height + row > capacity) {
        piece(r);
        turn();
      }
      height += row;
    });
    piece(rows.length);
  });
  return laid;
}

/** What must stand together where a block begins; what a heading is about begins beneath it. */
function least(doc: Doc, measures: readonly Measure[], index: number): number {
  const { head, rows, tail } = measures[index] as Measure;
  const next = doc.blocks[index + 1];
  const follows = doc.blocks[index]?.kind === 'heading' && next && next.kind !== 'page-break' && !beginsPage(next);
  return head + (rows[0] ?? 0) + tail + (follows ? least(doc, measures, index + 1) : 0);
}

// ───────────────────────────── measures ─────────────────────────────

/** Heights: of what stands above the rows of each piece (`headOnce`: of the first), of each row, of what stands beneath. */
interface Measure {
  readonly head: number;
  readonly rows: readonly number[];
  readonly tail: number;
  readonly headOnce?: true;
}

const whole = (height: number): Measure => ({ head: 0, rows: [height], tail: 0 });
const heading = (text: string, size: Size) => 160 + linesIn(text, size, uprightWidth) * size.line;
const inside = (width: number) => width - 2 * padding.side;
const row = (lines: number) => lines * sizes.cell.line + 2 * padding.above + border;
const border = 15;

function measureOf(block: DocBlock, doc: Doc): Measure {
  switch (block.kind) {
    case 'page-break':
      return whole(0);
    case 'heading':
      return whole(heading(block.text, sizes.heading));
    case 'title':
      return whole(heading(block.text, sizes.title));
    case 'paragraph': {
      const size = block.small ? sizes.small : sizes.body;
      return whole(linesIn(block.text, size, uprightWidth, block.indent ? size.half * 20 : 0) * size.line);
    }
    case 'chart':
      return whole(chartHeight(block.height) + sizes.body.line);
    case 'signatures': {
      const abreast = block.labels.length === 3 ? 3 : 2;
      const each = 120 + sizes.body.line + sizes.cell.line + 2 * padding.above;
      return whole(sizes.small.line + Math.ceil(block.labels.length / abreast) * each + sizes.gap.line);
    }
    case 'contents': {
      const rows = headingsOf(doc).map((h) => linesIn(h.text, sizes.body, entryWidth) * sizes.body.line);
      return { head: heading(block.title, sizes.heading), rows, tail: 0, headOnce: true };
    }
    case 'table': {
      const widths = tableWidths(block, uprightWidth);
      const high = (cells: readonly string[]) => row(Math.max(1, ...cells.map((c, i) => linesIn(c, sizes.cell, inside(widths[i] ?? 0)))));
      return { head: high(block.columns.map((c) => c.header)), rows: block.rows.map(high), tail: sizes.gap.line };
    }
    case 'form':
      return { head: 0, rows: formRows(block, doc.lang), tail: sizes.gap.line };
  }
}

function formRows(block: Form, lang: Lang): number[] {
  const widths = formWidths(block, lang, uprightWidth);
  return block.rows.map((cells, r) => {
    const left = [...(widths[r] ?? [])];
    const lines = cells.map(({ label, value, room = 0 }) => {
      const beside = label === '' ? 0 : linesIn(label, sizes.cell, inside(left.shift() ?? 0));
      const written = linesIn(value, sizes.cell, inside(left.shift() ?? 0));
      return Math.max(beside, (value === '' && room > 0 ? 0 : written) + room);
    });
    return Math.max(rowHeight + border, row(Math.max(1, ...lines)));
  });
}

type Heading = Extract<DocBlock, { kind: 'heading' }>;

/** The headings of a document, from top to bottom. */
export const headingsOf = (doc: Doc): Heading[] => doc.blocks.filter((b): b is Heading => b.kind === 'heading');
