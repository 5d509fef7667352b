import { limits } from '../limits.ts';
import { NumberBytes } from './number-bytes.ts';
import { XmlScanner } from './scanner.ts';
import type { SheetHandler } from './sheet.ts';
import { plainBytes } from './strings.ts';
import { columnAt, TagBytes, wholeAt } from './tag-bytes.ts';
import { textPool, unescapeText } from './text-pool.ts';

export interface ScanOptions {
  /** Numbers are wanted as text too. */
  readonly plain: boolean;
  /** false sends every tag the general way, for comparison. */
  readonly fast?: boolean;
}

const [str, inlineStr] = [Buffer.from('str'), Buffer.from('inlineStr')];
/** Types of cells that are read here; 0 is anything else. */
const [other, number, shared, text, bool, inline] = [0, 1, 2, 3, 4, 5];

/**
 * Reads rows and cells as nearly all writers write them straight from the bytes, a cell as a whole or not at all:
 * whatever is unusual about it, and a cell that is cut by the end of the bytes, goes the general way from its first tag.
 * So a cell is either in the small grammar below, or read by {@link SheetHandler}.
 */
export class SheetScanner extends XmlScanner {
  private readonly numbers = new NumberBytes();
  private readonly attributes = new TagBytes();
  private readonly pool = textPool();
  /** Where the last content read by {@link content} ends. */
  private contentEnd = 0;
  /** `x:` where the part writes its elements so. */
  private prefix = Buffer.alloc(0);
  private prefixOf = '';

  constructor(
    private readonly cells: SheetHandler,
    private readonly options: ScanOptions,
  ) {
    super(cells.sheet, cells);
  }

  protected override quick(at: number): number {
    if (this.options.fast === false || this.cells.level === 0) return at;
    this.learnPrefix();
    const { cells } = this;
    let p = this.skip(at);
    for (;;) {
      let next = -1;
      if (cells.level === 2) {
        next = this.open(p, 0x63) ? this.cell(p + 2 + this.prefix.length) : this.rowEnd(p);
      } else if (cells.level === 1) next = this.rowStart(p);
      if (next < 0) return p;
      p = this.skip(next);
    }
  }

  /** The prefix of `sheetData` is that of its rows and cells; another one goes the general way. */
  private learnPrefix(): void {
    const tag = this.tags[1] as string;
    if (tag === this.prefixOf) return;
    this.prefixOf = tag;
    this.prefix = Buffer.from(tag.slice(0, tag.indexOf(':') + 1), 'utf8');
  }

  // ───────────────────────────── small steps; each gives the place behind it, or −1 ─────────────────────────────

  private skip(at: number): number {
    const { buf, end } = this;
    let p = at;
    while (p < end && (buf[p] === 0x0a || buf[p] === 0x20 || buf[p] === 0x0d || buf[p] === 0x09)) p++;
    return p;
  }

  private prefixed(at: number): boolean {
    return this.says(at, this.prefix);
  }

  /** `<` prefix and a name of the one letter given. Bytes behind `end` are told by the step that needs them. */
  private open(at: number, letter: number): boolean {
    const { buf } = this;
    const p = at + 1 + this.prefix.length;
    if (p + 1 >= this.end || buf[at] !== 0x3c || buf[p] !== letter || !this.prefixed(at + 1)) return false;
    const after = buf[p + 1];
    return after === 0x3e || after === 0x20 || after === 0x2f;
  }

  /** `</x:c>` for a name of one or two letters (`second` 0 for one). */
  private shut(at: number, first: number, second = 0): number {
    const { buf } = this;
    let p = at + 2 + this.prefix.length;
    if (buf[at] !== 0x3c || buf[at + 1] !== 0x2f || !this.prefixed(at + 2) || buf[p++] !== first) return -1;
    if (second !== 0 && buf[p++] !== second) return -1;
    return buf[p] === 0x3e && p < this.end ? p + 1 : -1;
  }

  private rowStart(at: number): number {
    const { buf, attributes } = this;
    const p = at + 1 + this.prefix.length;
    if (p + 3 >= this.end || buf[at] !== 0x3c || !this.prefixed(at + 1)) return -1;
    if (buf[p] !== 0x72 || buf[p + 1] !== 0x6f || buf[p + 2] !== 0x77) return -1;
    const next = attributes.read(buf, p + 3, this.end);
    if (next < 0 || attributes.sixLetters) return -1;
    const row = attributes.rFrom < 0 ? this.cells.row + 1 : wholeAt(buf, attributes.rFrom, attributes.rTo) - 1;
    if (row < 0 || row >= limits.rows) return -1;
    this.cells.row = row;
    this.cells.col = -1;
    this.cells.target.row(row, false);
    if (attributes.empty) return next;
    this.tags.push(`${this.prefix.toString('utf8')}row`);
    this.path.push('row');
    this.cells.level = 2;
    return next;
  }

  private rowEnd(at: number): number {
    const { buf } = this;
    const p = at + 2 + this.prefix.length;
    if (p + 3 >= this.end || buf[at] !== 0x3c || buf[at + 1] !== 0x2f || !this.prefixed(at + 2)) return -1;
    if (buf[p] !== 0x72 || buf[p + 1] !== 0x6f || buf[p + 2] !== 0x77 || buf[p + 3] !== 0x3e) return -1;
    // The row was perhaps opened under another prefix.
    if (this.tags.at(-1) !== `${this.prefix.toString('utf8')}row`) return -1;
    this.tags.pop();
    this.path.pop();
    this.cells.level = 1;
    return p + 4;
  }

  /** Plain text up to the next tag; its end is left in `contentEnd`. */
  private content(from: number): boolean {
    const { buf, end } = this;
    let p = from;
    while (p < end && plainBytes[buf[p] as number] === 1) p++;
    this.contentEnd = p;
    return p < end && buf[p] === 0x3c;
  }

  // ───────────────────────────── a cell ─────────────────────────────

  private cell(at: number): number {
    const { buf, cells, attributes } = this;
    let p = attributes.read(buf, at, this.end);
    if (p < 0) return -1;
    const col = attributes.rFrom < 0 ? cells.col + 1 : columnAt(buf, attributes.rFrom, attributes.rTo, cells.row);
    const style = attributes.sFrom < 0 ? 0 : wholeAt(buf, attributes.sFrom, attributes.sTo);
    if (col < 0 || col >= limits.columns || style < 0) return -1;
    const type = this.type();
    if (attributes.empty) {
      cells.col = col;
      return p;
    }
    if (type === other || style >= cells.styleLimit) return -1;
    p = this.skip(p);
    let formula = false;
    if (this.open(p, 0x66)) {
      // Its text is kept the general way.
      if (cells.formulas) return -1;
      p = this.formula(p + 2 + this.prefix.length);
      if (p < 0) return -1;
      p = this.skip(p);
      formula = true;
    }
    return type === inline ? this.inline(p, col, formula) : this.value(p, col, style, type, formula);
  }

  private type(): number {
    const { buf, attributes } = this;
    const from = attributes.tFrom;
    if (from < 0) return number;
    const length = attributes.tTo - from;
    const first = buf[from];
    if (length === 1) return first === 0x73 ? shared : first === 0x6e ? number : first === 0x62 ? bool : other;
    if (length === 3) return this.says(from, str) ? text : other;
    return length === inlineStr.length && this.says(from, inlineStr) ? inline : other;
  }

  private says(from: number, word: Uint8Array): boolean {
    const { buf } = this;
    for (let i = 0; i < word.length; i++) if (buf[from + i] !== word[i]) return false;
    return true;
  }

  /** A formula in ASCII, whose entities are those of XML. */
  private formula(at: number): number {
    const { buf, end, attributes } = this;
    let p = attributes.read(buf, at, end);
    if (p < 0 || attributes.empty) return p;
    for (; p < end && buf[p] !== 0x3c; p++) {
      const b = buf[p] as number;
      if (b < 0x20 || b > 0x7e || b === 0x3e) return -1;
      if (b === 0x26 && !/^&(?:amp|lt|gt|quot|apos);/.test(buf.toString('latin1', p, Math.min(p + 6, end)))) return -1;
    }
    return p < end ? this.shut(p, 0x66) : -1;
  }

  private value(at: number, col: number, style: number, type: number, formula: boolean): number {
    const { buf, cells } = this;
    const from = at + 3 + this.prefix.length;
    if (!this.open(at, 0x76) || buf[from - 1] !== 0x3e || !this.content(from)) return -1;
    const to = this.contentEnd;
    let p = this.shut(to, 0x76);
    if (p < 0 || to === from) return -1;
    p = this.shut(this.skip(p), 0x63);
    if (p < 0) return -1;
    const { row, target } = cells;
    if (type === number) {
      const x = this.numbers.parse(buf, from, to);
      if (Number.isNaN(x)) return -1;
      const plain = this.options.plain && this.numbers.plain ? this.pool.text(buf, from, to, this.part) : null;
      cells.stored(row, col);
      target.number(row, col, x, style, formula, plain);
    } else if (type === shared) {
      const index = wholeAt(buf, from, to);
      const string = index < 0 ? undefined : cells.tables.strings[index];
      if (string === undefined) return -1;
      cells.stored(row, col);
      target.text(row, col, string, formula);
    } else if (type === text) {
      const string = unescapeText(this.pool.text(buf, from, to, this.part));
      cells.stored(row, col);
      target.text(row, col, string, formula);
    } else {
      const bit = (buf[from] as number) - 0x30;
      if (to !== from + 1 || (bit !== 0 && bit !== 1)) return -1;
      cells.stored(row, col);
      target.boolean(row, col, bit === 1, formula);
    }
    cells.col = col;
    return p;
  }

  /** `<is><t>…</t></is></c>` */
  private inline(at: number, col: number, formula: boolean): number {
    const { buf, end, cells, attributes } = this;
    let p = at + 1 + this.prefix.length;
    if (buf[at] !== 0x3c || !this.prefixed(at + 1) || buf[p] !== 0x69 || buf[p + 1] !== 0x73 || buf[p + 2] !== 0x3e) return -1;
    p += 3;
    if (!this.open(p, 0x74)) return -1;
    const from = attributes.read(buf, p + 2 + this.prefix.length, end);
    if (from < 0 || attributes.empty || !this.content(from)) return -1;
    const to = this.contentEnd;
    p = this.shut(to, 0x74);
    if (p >= 0) p = this.shut(p, 0x69, 0x73);
    if (p >= 0) p = this.shut(this.skip(p), 0x63);
    if (p < 0) return -1;
    const string = unescapeText(this.pool.text(buf, from, to, this.part));
    cells.stored(cells.row, col);
    cells.target.text(cells.row, col, string, formula);
    cells.col = col;
    return p;
  }
}
