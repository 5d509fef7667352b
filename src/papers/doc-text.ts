/** A document as plain text for a terminal. What is only of paper (room to sign, charts, contents) is left out. */

import type { Doc, DocBlock } from '../paper.ts';
import { displayWidth, padEnd, padStart, visible, wrap } from '../problems/width.ts';
import type { Shades } from './dossier/entries.ts';

type Table = Extract<DocBlock, { kind: 'table' }>;

const indent = '  ';
const gap = 2;

/** At most `columns` wide, Chinese characters counted as two; ends with a line break. */
export function docText(doc: Doc, columns: number, shades: Shades): string {
  const width = Math.max(20, columns - indent.length);
  const lines = doc.blocks.flatMap((b, i) => [
    ...(b.kind === 'table' && doc.blocks[i - 1]?.kind !== 'heading' ? [''] : []),
    ...blockText(b, width, shades),
  ]);
  const title = wrap(visible(doc.title), columns).map(shades.bold);
  return `${[...title, ...lines].join('\n').replace(/\n{3,}/g, '\n\n')}\n`;
}

function blockText(b: DocBlock, width: number, shades: Shades): string[] {
  switch (b.kind) {
    case 'title':
    case 'heading':
      return ['', ...wrap(visible(b.text), width).map((l) => shades.bold((b.kind === 'heading' && b.level ? indent : '') + l))];
    case 'paragraph':
      return hanging(b.text, width).map((l) => indent + (b.small ? shades.dim(l) : l));
    case 'form':
      return b.rows.flatMap((row) =>
        row.filter((c) => c.value !== '').flatMap((c) => hanging(`${c.label}  ${c.value}`, width).map((l) => indent + l)),
      );
    case 'table':
      return tableText(b, width, shades).map((l) => (l === '' ? l : indent + l));
    default:
      return [];
  }
}

const lines = (text: string): string[] => text.split('\n').map(visible);

/** What does not fit the first line stands a little in. */
function hanging(text: string, width: number): string[] {
  return lines(text).flatMap((line) => {
    if (displayWidth(line) <= width) return [line];
    const [first = ''] = wrap(line, width);
    const rest = line.slice(first.length).trimStart();
    return [first, ...wrap(rest, width - indent.length).map((l) => indent + l)];
  });
}

/** A head, the rows between two rules that show where each column begins and ends, each cell wrapped in its column. */
function tableText(t: Table, width: number, shades: Shades): string[] {
  const head = t.columns.map((c) => c.header);
  const widths = widthsOf([head, ...t.rows], width - gap * (t.columns.length - 1));
  const row = (cells: readonly string[]): string[] => {
    const wrapped = cells.map((cell, i) => lines(cell).flatMap((l) => wrap(l, widths[i] ?? 2)));
    const height = Math.max(...wrapped.map((w) => w.length));
    return Array.from({ length: height }, (_, y) =>
      wrapped
        .map((w, i) => (t.columns[i]?.align === 'right' ? padStart : padEnd)(w[y] ?? '', widths[i] ?? 2))
        .join(' '.repeat(gap))
        .trimEnd(),
    );
  };
  const rows = t.rows.map(row);
  // Where a row takes several lines, a blank one tells it from the next.
  const apart = rows.some((r) => r.length > 1);
  const rule = widths.map((w) => '─'.repeat(w)).join(' '.repeat(gap));
  return [...row(head).map(shades.bold), rule, ...rows.flatMap((r, i) => (apart && i > 0 ? ['', ...r] : r)), rule];
}

/** Columns that need little get what they need; the others share what is left. */
function widthsOf(rows: readonly (readonly string[])[], room: number): number[] {
  const natural = (rows[0] ?? []).map((_, i) => Math.max(2, ...rows.flatMap((r) => lines(r[i] ?? '').map(displayWidth))));
  const widths = natural.map(() => 0);
  let open = natural.map((_, i) => i);
  let left = room;
  for (;;) {
    const fair = Math.floor(left / Math.max(1, open.length));
    const small = open.filter((i) => (natural[i] ?? 0) <= fair);
    if (small.length === 0) {
      for (const i of open) widths[i] = Math.max(2, fair);
      return widths;
    }
    for (const i of small) {
      widths[i] = natural[i] ?? 2;
      left -= widths[i] ?? 2;
    }
    open = open.filter((i) => !small.includes(i));
    if (open.length === 0) return widths;
  }
}
