/** Mends in an .xlsx: only the elements of the mended cells change; every other byte of every part stays. */

import type { Range } from '../book.ts';
import { a1 } from '../problems/problem.ts';
import { dateStyles, percentStyles } from './date-format.ts';
import { fitsNumber, type Mend } from './fix.ts';
import { decimalText } from './number.ts';
import { patchZip } from './patch-zip.ts';
import { damaged } from './refusal.ts';
import { openPackage } from './xlsx/package.ts';
import { escapeXml } from './xml.ts';
import { openZip } from './zip.ts';

export interface PatchedXlsx {
  readonly bytes: Uint8Array;
  /** Mends that had to stay text: the cell is shown as a date or percentage, or its digits fit no number. */
  readonly asText: ReadonlySet<Mend>;
}

/** Throws `Refusal` where a cell is not found as the reader saw it. */
export async function patchXlsx(bytes: Uint8Array, mends: readonly Mend[]): Promise<PatchedXlsx> {
  const zip = openZip(bytes);
  const book = await openPackage(zip);
  const [isDate, isPercent] = [dateStyles(book.styles ?? [], book.formats), percentStyles(book.styles ?? [], book.formats)];
  const asText = new Set<Mend>();
  const changed = new Map<string, Uint8Array>();
  for (const { name, part } of book.sheets) {
    const own = new Map(mends.filter((m) => m.place.sheet === name).map((m) => [a1(m.place), m]));
    if (own.size === 0) continue;
    if (part === null) return damaged(`${name}: no part`);
    const patched = patchSheet(zip.read(part), part, own, (mend, style) => {
      const text = isDate[style] === true || isPercent[style] === true || !fitsNumber(mend.to);
      if (text) asText.add(mend);
      return text;
    });
    changed.set(part, patched);
  }
  return { bytes: patchZip(bytes, changed), asText };
}

/** As in xml.ts, on bytes read as Latin-1: every byte of markup is ASCII in UTF-8. */
const token =
  /<(?:!--[\s\S]*?-->|!\[CDATA\[[\s\S]*?\]\]>|\?[\s\S]*?\?>|(\/?)([^\s<>/="'&!?]+)((?:\s+[^\s<>="'/]+\s*=\s*(?:"[^"<]*"|'[^'<]*')){0,200})\s*(\/?)>)/y;

type AsText = (mend: Mend, style: number) => boolean;

function patchSheet(bytes: Uint8Array, part: string, wanted: ReadonlyMap<string, Mend>, asText: AsText): Uint8Array {
  const xml = Buffer.from(bytes).toString('latin1');
  if (xml.includes('\0') || /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["'](?!utf-8["'])/i.test(xml)) damaged(`${part}: not UTF-8`);
  const edits: { readonly start: number; readonly end: number; readonly by: string }[] = [];
  for (const cell of cellsOf(xml, part)) {
    const mend = wanted.get(a1({ row: cell.range.top, col: cell.range.left }));
    if (mend) edits.push({ start: cell.start, end: cell.end, by: element(cell, mend, asText) });
  }
  if (edits.length !== wanted.size) damaged(`${part}: ${wanted.size - edits.length}`);
  let [out, done] = ['', 0];
  for (const { start, end, by } of edits) {
    out += xml.slice(done, start) + by;
    done = end;
  }
  return Buffer.from(out + xml.slice(done), 'latin1');
}

interface CellElement {
  readonly range: Range;
  readonly tag: string;
  readonly attributes: string;
  readonly start: number;
  readonly end: number;
}

/** The element of each cell, from its `<` to behind its last `>`. */
function* cellsOf(xml: string, part: string): Generator<CellElement> {
  const path: string[] = [];
  let [row, col] = [-1, -1];
  let open: { readonly tag: string; readonly attributes: string; readonly start: number } | null = null;
  for (let at = xml.indexOf('<'); at >= 0; at = xml.indexOf('<', token.lastIndex)) {
    token.lastIndex = at;
    const m = token.exec(xml);
    if (!m) return damaged(`${part}: XML not well formed at ${at}`);
    const [, closing, tag, attributes = '', empty] = m;
    if (tag === undefined) continue;
    const name = tag.slice(tag.indexOf(':') + 1);
    if (closing !== '/') {
      path.push(name);
      const place =
        path.length === 3 && path[1] === 'sheetData' && name === 'row'
          ? 'row'
          : path.length === 4 && path[2] === 'row' && name === 'c'
            ? 'cell'
            : null;
      if (place === 'row') {
        row = Number(attribute(attributes, 'r') ?? row + 2) - 1;
        col = -1;
      }
      if (place === 'cell') {
        const ref = attribute(attributes, 'r');
        col = ref === undefined ? col + 1 : columnOf(ref);
        open = { tag, attributes, start: at };
      }
    }
    if (closing !== '/' && empty !== '/') continue;
    if (open && path.length === 4 && name === 'c') {
      yield { ...open, range: { top: row, left: col, bottom: row, right: col }, end: token.lastIndex };
      token.lastIndex = at + m[0].length;
      open = null;
    }
    path.pop();
  }
}

function element({ tag, attributes }: CellElement, mend: Mend, asText: AsText): string {
  const prefix = tag.slice(0, tag.indexOf(':') + 1);
  const kept = attributes.replace(/\s+t\s*=\s*(?:"[^"]*"|'[^']*')/, '');
  const { value } = decimalText(Number(mend.to));
  if (!asText(mend, Number(attribute(attributes, 's') ?? 0))) return `<${tag}${kept}><${prefix}v>${value}</${prefix}v></${tag}>`;
  return `<${tag}${kept} t="inlineStr"><${prefix}is><${prefix}t>${escapeXml(mend.to)}</${prefix}t></${prefix}is></${tag}>`;
}

function attribute(attributes: string, name: 'r' | 's'): string | undefined {
  return new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(attributes)?.[1];
}

function columnOf(ref: string): number {
  let col = 0;
  for (const ch of ref.replace(/[^A-Za-z]/g, '').toUpperCase()) col = col * 26 + ch.charCodeAt(0) - 64;
  return col - 1;
}
