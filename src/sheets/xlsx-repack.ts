import { strFromU8, strToU8, unzipSync } from 'fflate';
import type { PaperBook, PaperCell, PaperSheet } from '../paper.ts';
import { a1 } from '../problems/problem.ts';
import { addCharts, withDrawing } from './charts/drawing.ts';
import { fixedZip } from './fixed-zip.ts';
import { escapeXml } from './xml.ts';

/** A link from a cell (A1) to a place in the same workbook (`'name'!A1`). */
interface InternalLink {
  readonly ref: string;
  readonly location: string;
}

/**
 * Packs a workbook anew so that the same contents are the same bytes on every machine: sorted parts, one fixed time,
 * no random ids. Adds what exceljs cannot write: links inside the workbook, which it knows as external ones only, and charts.
 */
export function repack(bytes: Uint8Array, book: PaperBook): Uint8Array {
  const parts = unzipSync(bytes);
  book.sheets.forEach((sheet, i) => {
    const name = `xl/worksheets/sheet${i + 1}.xml`;
    const xml = parts[name];
    if (!xml) throw new Error(`exceljs wrote no ${name}`);
    parts[name] = withTail(xml, (tail) => withFixedIds(withDrawing(withLinks(tail, linksOf(sheet)), sheet)));
  });
  addCharts(parts, book);
  for (const name of Object.keys(parts))
    if (/^xl\/drawings\/vmlDrawing\d+\.vml$/.test(name)) parts[name] = withRoom(parts[name] as Uint8Array);
  return fixedZip(parts);
}

/** Only what follows the cells is decoded and written anew: the cells are nearly all of a sheet. */
function withTail(xml: Uint8Array, change: (tail: string) => string): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(xml.buffer, xml.byteOffset, xml.byteLength);
  const start = Math.max(0, bytes.lastIndexOf('</sheetData>'));
  return Buffer.concat([bytes.subarray(0, start), strToU8(change(strFromU8(xml.subarray(start))))]);
}

/** Comments by exceljs have room for four short lines; ours say what is wrong and what to do. */
function withRoom(vml: Uint8Array): Uint8Array<ArrayBuffer> {
  const wide = strFromU8(vml)
    .replaceAll('width:97.8pt;height:59.1pt', 'width:260pt;height:150pt')
    .replace(/<x:Anchor>(\d+), (\d+), (\d+), (\d+), \d+, \d+, \d+, \d+<\/x:Anchor>/g, (_, l: string, lf: string, t: string, tf: string) => {
      return `<x:Anchor>${l}, ${lf}, ${t}, ${tf}, ${Number(l) + 4}, 2, ${Number(t) + 9}, 16</x:Anchor>`;
    });
  return new Uint8Array(strToU8(wide));
}

function linksOf(sheet: PaperSheet): InternalLink[] {
  return sheet.rows.flatMap((row, r) =>
    row.cells.flatMap((cell, col) => {
      const location = cell && linkOf(cell);
      return location ? [{ ref: a1({ row: r, col }), location }] : [];
    }),
  );
}

/** Where the cell leads; a formula cell leads nowhere. */
export function linkOf(cell: PaperCell): string | null {
  return cell.link === undefined || cell.formula !== undefined ? null : cell.link.replace(/^#/, '');
}

function withLinks(xml: string, links: readonly InternalLink[]): string {
  if (links.length === 0) return xml;
  const at = xml.indexOf('<printOptions');
  if (at < 0) throw new Error('exceljs wrote no printOptions');
  const all = links.map((l) => `<hyperlink ref="${l.ref}" location="${escapeXml(l.location)}" display="${escapeXml(l.location)}"/>`);
  return `${xml.slice(0, at)}<hyperlinks>${all.join('')}</hyperlinks>${xml.slice(at)}`;
}

const guid = /\{[\dA-F]{8}(?:-[\dA-F]{4}){3}-[\dA-F]{12}\}/g;

/** exceljs draws a random id for each data bar; counted ones serve as well. Ids of extensions (`uri=`) are not random. */
function withFixedIds(xml: string): string {
  const uris = new Set([...xml.matchAll(/uri="(\{[^"]+\})"/g)].map((m) => m[1]));
  const ids = new Map<string, string>();
  return xml.replace(guid, (id) => {
    if (uris.has(id)) return id;
    const fixed = ids.get(id) ?? `{00000000-0000-4000-8000-${String(ids.size + 1).padStart(12, '0')}}`;
    ids.set(id, fixed);
    return fixed;
  });
}
