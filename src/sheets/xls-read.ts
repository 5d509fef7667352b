import type { Range, Sheet } from '../book.ts';
import { type Biff, BiffReader, biffAt, errorText, f64, rkNumber, u16, u32, utf16 } from './biff.ts';
import { dateStyles, percentStyles } from './date-format.ts';
import { Grid, type Most, numberCell, type Shown, Tally } from './grid.ts';
import { damaged, refuse } from './refusal.ts';

const t = {
  formula: 0x06,
  eof: 0x0a,
  date1904: 0x22,
  filePass: 0x2f,
  codePage: 0x42,
  colInfo: 0x7d,
  boundSheet: 0x85,
  mulRk: 0xbd,
  rString: 0xd6,
  xf: 0xe0,
  mergedCells: 0xe5,
  sst: 0xfc,
  labelSst: 0xfd,
  number: 0x203,
  label: 0x204,
  boolErr: 0x205,
  string: 0x207,
  row: 0x208,
  rk: 0x27e,
  format: 0x41e,
  bof: 0x809,
} as const;

/** What a sheet of cells says of itself where it begins: worksheet, macro sheet. */
const sheetKinds: ReadonlySet<number> = new Set([0x10, 0x40]);

interface Tab {
  readonly name: string;
  readonly hidden: boolean;
  readonly at: number;
}

/** What the globals of a workbook stream say. */
interface Globals {
  /** BIFF8; else BIFF5/7, whose texts are bytes in a code page. */
  readonly wide: boolean;
  readonly decode: (bytes: Uint8Array) => string;
  readonly date1904: boolean;
  readonly strings: readonly string[];
  readonly styles: readonly number[];
  readonly formats: ReadonlyMap<number, string>;
  readonly tabs: readonly Tab[];
}

/**
 * Reads the values of a workbook stream ([MS-XLS] BIFF8, and BIFF5/7), record by record; formulas are never computed.
 * Charts and modules are no sheets of cells. Throws `Refusal`: `file/encrypted`, `file/damaged` for a stream that is cut
 * short or says two things, `file/unknown-kind` for BIFF2–4.
 */
export async function readXls(stream: Uint8Array, most: Most): Promise<readonly Sheet[]> {
  const globals = readGlobals(stream);
  const dates = await dateStyles(globals.styles, globals.formats);
  const percents = percentStyles(globals.styles, globals.formats);
  const shown = globals.styles.map((_, i) => ({
    date: dates[i] === true,
    percent: percents[i] === true,
    date1904: globals.date1904 && most.storedSerials !== true,
  }));
  const tally = new Tally(most);
  const read = new Map<Tab, Sheet>();
  let end = 0;
  // In the order of the stream: sheets that overlap would be read over and over.
  for (const tab of [...globals.tabs].sort((a, b) => a.at - b.at)) {
    if (tab.at < end) damaged(`xls: sheet ${tab.name} lies within another`);
    const reader = new SheetReader(stream, tab, globals, shown, tally);
    read.set(tab, reader.read());
    end = reader.end;
  }
  return globals.tabs.map((tab) => read.get(tab) as Sheet);
}

/** Whether the globals of the workbook say that what follows is encrypted. */
export function isEncrypted(stream: Uint8Array): boolean {
  for (let r = biffAt(stream, 0); r && r.type !== t.eof; r = biffAt(stream, r.next)) if (r.type === t.filePass) return true;
  return false;
}

/** Version of the stream: 8, 5, or 0 for what is not read here. */
function version(bof: Biff | null): 8 | 5 | 0 {
  if (bof?.type !== t.bof) return 0;
  const v = u16(bof.data, 0);
  return v === 0x600 ? 8 : v === 0x500 ? 5 : 0;
}

function readGlobals(stream: Uint8Array): Globals {
  const bof = biffAt(stream, 0);
  const v = version(bof);
  if (!bof || v === 0) return refuse('file/unknown-kind', { kind: 'old-xls' });
  const styles: number[] = [];
  const formats = new Map<number, string>();
  const tabs: Tab[] = [];
  let strings: readonly string[] = [];
  let date1904 = false;
  let codePage = 0;
  const wide = v === 8;
  const decode = (bytes: Uint8Array) => decodeBytes(bytes, codePage);
  for (let r = biffAt(stream, bof.next); ; r = biffAt(stream, r.next)) {
    if (!r) return damaged('xls: no end of the workbook');
    if (r.type === t.eof) break;
    if (r.type === t.filePass) refuse('file/encrypted', {});
    if (r.type === t.codePage) codePage = u16(r.data, 0);
    else if (r.type === t.date1904) date1904 = u16(r.data, 0) === 1;
    else if (r.type === t.xf) styles.push(u16(r.data, 2));
    else if (r.type === t.format) formats.set(u16(r.data, 0), shortOrLong(r.data, 2, wide ? 2 : 1, wide, decode));
    else if (r.type === t.sst) strings = readStrings(r);
    else if (r.type === t.boundSheet && (r.data[5] as number) <= 1) {
      tabs.push({ at: u32(r.data, 0), hidden: ((r.data[4] as number) & 3) !== 0, name: shortOrLong(r.data, 6, 1, wide, decode) });
    }
  }
  if (new Set(tabs.map((tab) => tab.at)).size < tabs.length) damaged('xls: two sheets in one place');
  if (new Set(tabs.map((tab) => tab.name.toLowerCase())).size < tabs.length) damaged('xls: two sheets of one name');
  return { wide, decode, date1904, strings, styles, formats, tabs };
}

/** A text in one record whose length takes one byte or two. */
function shortOrLong(data: Uint8Array, at: number, size: 1 | 2, wide: boolean, decode: (b: Uint8Array) => string): string {
  const length = size === 1 ? (data[at] ?? damaged('record is too short')) : u16(data, at);
  const reader = new BiffReader([data], at + size);
  return wide ? reader.text(length) : decode(reader.bytes(length));
}

function readStrings(r: Biff): string[] {
  const reader = new BiffReader([r.data, ...r.more], 4);
  const count = reader.u32();
  const strings: string[] = [];
  for (let i = 0; i < count; i++) strings.push(reader.text(reader.u16()));
  return strings;
}

const codePages: Readonly<Record<number, string>> = { 936: 'gb18030', 950: 'big5', 932: 'shift_jis', 949: 'euc-kr', 10000: 'macintosh' };

function decodeBytes(bytes: Uint8Array, codePage: number): string {
  if (codePage === 1200) return utf16(bytes);
  if (bytes.every((b) => b < 0x80)) return new TextDecoder('latin1').decode(bytes);
  const windows = (codePage >= 1250 && codePage <= 1258) || codePage === 874 ? `windows-${codePage}` : null;
  const label = codePages[codePage] ?? windows ?? (codePage === 0x8001 ? 'windows-1252' : codePage === 0x8000 ? 'macintosh' : null);
  if (label === null) return refuse('file/encoding', { detail: `xls: code page ${codePage}` });
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    return refuse('file/encoding', { detail: `xls: not valid in code page ${codePage}` });
  }
}

/** Cells as Excel 2 to 4 wrote them: integer, number, label, boolean or error, formula. None belongs into a later version. */
const older: ReadonlySet<number> = new Set([0x02, 0x03, 0x04, 0x05, 0x206, 0x406]);

class SheetReader {
  /** Behind the sheet, once it has been read. */
  end = 0;
  private readonly grid: Grid;
  /** A formula whose text stands in a record of its own behind it. */
  private pending: { row: number; col: number } | null = null;

  constructor(
    private readonly stream: Uint8Array,
    private readonly tab: Tab,
    private readonly book: Globals,
    private readonly shown: readonly Shown[],
    tally: Tally,
  ) {
    this.grid = new Grid(tab.name, tally);
  }

  read(): Sheet {
    const bof = biffAt(this.stream, this.tab.at);
    if (!bof || version(bof) === 0 || !sheetKinds.has(u16(bof.data, 2))) damaged(`xls: sheet ${this.tab.name} is not where it should be`);
    let depth = 1;
    for (let r = biffAt(this.stream, bof.next); depth > 0; r = biffAt(this.stream, r.next)) {
      if (!r) return damaged(`xls: sheet ${this.tab.name} is cut short`);
      if (r.type === t.bof) depth++;
      else if (r.type === t.eof) depth--;
      else if (depth === 1) this.record(r);
      this.end = r.next;
    }
    this.noText();
    return this.grid.sheet(this.tab.hidden);
  }

  private record(r: Biff): void {
    const d = r.data;
    if (older.has(r.type)) damaged(`xls: sheet ${this.tab.name} holds cells of an older version`);
    switch (r.type) {
      case t.number:
        this.exactly(d, 14);
        this.number(u16(d, 0), u16(d, 2), u16(d, 4), f64(d, 6));
        return;
      case t.rk:
        this.exactly(d, 10);
        this.number(u16(d, 0), u16(d, 2), u16(d, 4), rkNumber(d, 6));
        return;
      case t.mulRk:
        this.manyRk(d);
        return;
      case t.labelSst:
        this.exactly(d, 10);
        this.text(d, this.book.strings[u32(d, 6)] ?? damaged(`${this.where(d)}: shared string does not exist`));
        return;
      case t.label:
      case t.rString:
        this.text(d, this.longText(r, 6));
        return;
      case t.boolErr:
        this.exactly(d, 8);
        this.boolErr(u16(d, 0), u16(d, 2), u16(d, 6), false);
        return;
      case t.formula:
        this.formula(d);
        return;
      case t.string:
        this.formulaText(r);
        return;
      case t.row:
        if (u16(d, 12) & 0x20) this.grid.hiddenRows.add(u16(d, 0));
        return;
      case t.colInfo:
        if (u16(d, 8) & 1) this.grid.hideCols(u16(d, 0), u16(d, 2));
        return;
      case t.mergedCells:
        for (let i = 0; i < u16(d, 0); i++) this.grid.merge(rangeAt(d, 2 + i * 8));
    }
  }

  /** A record that is too long hides those behind it. */
  private exactly(d: Uint8Array, length: number): void {
    if (d.length !== length) damaged(`${this.where(d)}: a record of ${d.length} bytes, not ${length}`);
  }

  private number(row: number, col: number, style: number, x: number, formula = false): void {
    const where = this.grid.where({ row, col });
    const shown = this.shown[style] ?? damaged(`${where}: style ${style} does not exist`);
    this.grid.add(row, col, { ...numberCell(x, shown, where), ...(formula ? { formula: true as const } : {}) });
  }

  private manyRk(d: Uint8Array): void {
    const [row, first] = [u16(d, 0), u16(d, 2)];
    const count = (d.length - 6) / 6;
    if (!Number.isInteger(count) || u16(d, d.length - 2) !== first + count - 1) damaged(`${this.where(d)}: row of numbers is broken`);
    for (let i = 0; i < count; i++) this.number(row, first + i, u16(d, 4 + i * 6), rkNumber(d, 6 + i * 6));
  }

  private text(d: Uint8Array, value: string): void {
    this.grid.add(u16(d, 0), u16(d, 2), { kind: 'text', value });
  }

  private longText(r: Biff, at: number): string {
    const length = u16(r.data, at);
    const reader = new BiffReader([r.data, ...r.more], at + 2);
    return this.book.wide ? reader.text(length) : this.book.decode(reader.bytes(length));
  }

  /** `pair`: the value in the low byte, and in the high one whether it is an error. */
  private boolErr(row: number, col: number, pair: number, formula: boolean): void {
    const made = formula ? { formula: true as const } : {};
    const value = pair & 0xff;
    if (pair >> 8) this.grid.add(row, col, { kind: 'error', value: errorText(value), ...made });
    else if (value > 1) damaged(`${this.grid.where({ row, col })}: boolean value ${value}`);
    else this.grid.add(row, col, { kind: 'boolean', value: value === 1 ? 'TRUE' : 'FALSE', ...made });
  }

  /** The cached result is a double, or where its last two bytes are all ones a text, boolean, error or empty text. */
  private formula(d: Uint8Array): void {
    this.noText();
    const [row, col] = [u16(d, 0), u16(d, 2)];
    const kind = u16(d, 12) === 0xffff ? (d[6] as number) : null;
    if (kind === null) this.number(row, col, u16(d, 4), f64(d, 6), true);
    else if (kind === 0) this.pending = { row, col };
    else if (kind === 1 || kind === 2) this.boolErr(row, col, (d[8] as number) | ((kind - 1) << 8), true);
    else if (kind === 3) this.grid.add(row, col, { kind: 'text', value: '', formula: true });
    else damaged(`${this.where(d)}: result of a formula not understood`);
  }

  private formulaText(r: Biff): void {
    if (!this.pending) return;
    const { row, col } = this.pending;
    this.pending = null;
    this.grid.add(row, col, { kind: 'text', value: this.longText(r, 0), formula: true });
  }

  /** A formula that announced a text which never came has no result. */
  private noText(): void {
    if (this.pending) this.grid.add(this.pending.row, this.pending.col, { kind: 'empty-formula', value: '', formula: true });
    this.pending = null;
  }

  private where(d: Uint8Array): string {
    return this.grid.where({ row: u16(d, 0), col: u16(d, 2) });
  }
}

function rangeAt(d: Uint8Array, at: number): Range {
  return { top: u16(d, at), bottom: u16(d, at + 2), left: u16(d, at + 4), right: u16(d, at + 6) };
}
