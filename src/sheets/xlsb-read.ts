import type { Sheet } from '../book.ts';
import { errorText, f64, rkNumber, u16, u32, utf16 } from './biff.ts';
import { dateStyles, percentStyles } from './date-format.ts';
import { Grid, type Most, numberCell, type Shown, Tally } from './grid.ts';
import { damaged } from './refusal.ts';
import { attributesOf, decodeXml, scanXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** Record types of [MS-XLSB] that hold values. */
const t = {
  rowHeader: 0,
  blank: 1,
  rk: 2,
  error: 3,
  bool: 4,
  real: 5,
  text: 6,
  shared: 7,
  formulaText: 8,
  formulaNumber: 9,
  formulaBool: 10,
  formulaError: 11,
  sstItem: 19,
  format: 44,
  xf: 47,
  column: 60,
  richText: 62,
  endSheet: 130,
  endData: 146,
  workbookProperties: 153,
  bundleSheet: 156,
  merge: 176,
  beginSheetData: 145,
  beginCellXfs: 617,
  endCellXfs: 618,
} as const;

const shortBlank = 12;
const shortShared = 18;

/** Reads the values of a binary workbook (.xlsb); formulas are never computed. Throws `Refusal` for a damaged one. */
export async function readXlsb(zip: Zip, most: Most): Promise<readonly Sheet[]> {
  const roots = relations(zip, '');
  const main = [...roots.values()].find((r) => r.type === 'officeDocument')?.part ?? damaged('xlsb: no workbook part');
  const links = relations(zip, main);
  const partOf = (type: string) => [...links.values()].find((r) => r.type === type)?.part;
  const strings = readStrings(zip, partOf('sharedStrings'));
  const { styles, formats } = readStyles(zip, partOf('styles'));
  const { tabs, ...book } = readTabs(zip, main);
  const date1904 = book.date1904 && most.storedSerials !== true;
  const [dates, percents] = [await dateStyles(styles, formats), percentStyles(styles, formats)];
  const shown = styles.map((_, i): Shown => ({ date: dates[i] === true, percent: percents[i] === true, date1904 }));
  const tally = new Tally(most);
  return tabs.flatMap((tab) => {
    const link = links.get(tab.id) ?? damaged(`xlsb: sheet ${tab.name} has no part`);
    if (!/^(?:worksheet|xl(?:Intl)?Macrosheet)$/.test(link.type)) return [];
    return [new SheetReader(zip.read(link.part), tab, strings, shown, tally).read()];
  });
}

interface Relation {
  readonly type: string;
  readonly part: string;
}

function relations(zip: Zip, part: string): Map<string, Relation> {
  const slash = part.lastIndexOf('/') + 1;
  const folder = part.slice(0, slash);
  const rels = zip.find(`${folder}_rels/${part.slice(slash)}.rels`) ?? damaged(`xlsb: no relations of ${part || 'the package'}`);
  const found = new Map<string, Relation>();
  scanXml(decodeXml(zip.read(rels), rels), rels, {
    open(name, raw) {
      if (name !== 'Relationship') return;
      const a = attributesOf(raw, rels);
      const stored = a.get('TargetMode') === 'External' ? undefined : zip.find(resolve(folder, a.get('Target') ?? ''));
      const id = a.get('Id') ?? '';
      if (found.has(id)) damaged(`${rels}: relationship ${id} twice`);
      if (stored) found.set(id, { type: (a.get('Type') ?? '').replace(/^.*\//, ''), part: stored });
    },
  });
  return found;
}

function resolve(folder: string, target: string): string {
  const segments: string[] = [];
  for (const s of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (s === '..') segments.pop();
    else if (s !== '.' && s !== '') segments.push(s);
  }
  return segments.join('/');
}

// ───────────────────────────── records ─────────────────────────────

/** Calls back for each record: its type in one or two bytes, its length in one to four, seven bits each, then its data. */
function eachRecord(bytes: Uint8Array, part: string, take: (type: number, data: Uint8Array) => void): void {
  let at = 0;
  const next = () => bytes[at++] ?? damaged(`${part}: truncated`);
  while (at < bytes.length) {
    const low = next();
    const type = low & 0x80 ? (low & 0x7f) | ((next() & 0x7f) << 7) : low;
    let length = 0;
    for (let i = 0; i < 4; i++) {
      const b = next();
      length |= (b & 0x7f) << (7 * i);
      if (b < 0x80) break;
    }
    if (at + length > bytes.length) damaged(`${part}: truncated`);
    take(type, bytes.subarray(at, at + length));
    at += length;
  }
}

function wideText(d: Uint8Array, at: number): string {
  const end = at + 4 + u32(d, at) * 2;
  return end > d.length ? damaged('xlsb: text is truncated') : utf16(d.subarray(at + 4, end));
}

function readTabs(zip: Zip, part: string): { tabs: Tab[]; date1904: boolean } {
  const tabs: Tab[] = [];
  let date1904 = false;
  eachRecord(zip.read(part), part, (type, d) => {
    if (type === t.workbookProperties) date1904 = (u32(d, 0) & 1) === 1;
    if (type !== t.bundleSheet) return;
    const id = wideText(d, 8);
    tabs.push({ hidden: u32(d, 0) !== 0, id, name: wideText(d, 12 + id.length * 2) });
  });
  return { tabs, date1904 };
}

function readStrings(zip: Zip, part: string | undefined): string[] {
  const strings: string[] = [];
  if (part)
    eachRecord(zip.read(part), part, (type, d) => {
      if (type === t.sstItem) strings.push(wideText(d, 1));
    });
  return strings;
}

function readStyles(zip: Zip, part: string | undefined): { styles: number[]; formats: Map<number, string> } {
  const formats = new Map<number, string>();
  const styles: number[] = [];
  let cells = false;
  if (part)
    eachRecord(zip.read(part), part, (type, d) => {
      if (type === t.beginCellXfs || type === t.endCellXfs) cells = type === t.beginCellXfs;
      else if (type === t.format) formats.set(u16(d, 0), wideText(d, 2));
      else if (type === t.xf && cells) styles.push(u16(d, 2));
    });
  return { styles: styles.length > 0 ? styles : [0], formats };
}

interface Tab {
  readonly name: string;
  readonly hidden: boolean;
  readonly id: string;
}

class SheetReader {
  private readonly grid: Grid;
  private row = -1;
  private col = -1;
  private inData = false;
  private ended = false;

  constructor(
    private readonly bytes: Uint8Array,
    private readonly tab: Tab,
    private readonly strings: readonly string[],
    private readonly shown: readonly Shown[],
    tally: Tally,
  ) {
    this.grid = new Grid(tab.name, tally);
  }

  read(): Sheet {
    eachRecord(this.bytes, this.tab.name, (type, d) => this.record(type, d));
    if (!this.ended) damaged(`xlsb: sheet ${this.tab.name} is cut short`);
    return this.grid.sheet(this.tab.hidden);
  }

  private record(type: number, d: Uint8Array): void {
    if (type === t.beginSheetData) this.inData = true;
    else if (type === t.endData) this.inData = false;
    else if (type === t.endSheet) this.ended = true;
    else if (type === t.column && u16(d, 16) & 1) this.grid.hideCols(u32(d, 0), u32(d, 4));
    else if (type === t.merge) this.grid.merge({ top: u32(d, 0), bottom: u32(d, 4), left: u32(d, 8), right: u32(d, 12) });
    else if (!this.inData) return;
    else if (type === t.rowHeader) {
      this.row = u32(d, 0);
      if ((d[11] ?? 0) & 0x10) this.grid.hiddenRows.add(this.row);
      this.col = -1;
    } else if (type >= shortBlank && type <= shortShared) {
      // A short cell stands beside the one before it and leaves its column out.
      this.cell(type - shortBlank + t.blank, d, this.col + 1, 4);
    } else if ((type >= t.blank && type <= t.formulaError) || type === t.richText) this.cell(type, d, u32(d, 0), 8);
  }

  /** `from`: where the value begins; the style stands in the four bytes before it. */
  private cell(type: number, d: Uint8Array, col: number, from: number): void {
    const at = { row: this.row, col };
    this.col = col;
    const made = type >= t.formulaText && type <= t.formulaError ? { formula: true as const } : {};
    const number = (x: number) => {
      const style = u32(d, from - 4) & 0xffffff;
      const shown = this.shown[style] ?? damaged(`${this.grid.where(at)}: style ${style} does not exist`);
      this.grid.add(at.row, at.col, { ...numberCell(x, shown, this.grid.where(at)), ...made });
    };
    const add = (kind: 'text' | 'boolean' | 'error', value: string) => this.grid.add(at.row, at.col, { kind, value, ...made });
    switch (type) {
      case t.blank:
        return;
      case t.rk:
        number(rkNumber(d, from));
        return;
      case t.real:
      case t.formulaNumber:
        number(f64(d, from));
        return;
      case t.bool:
      case t.formulaBool:
        add('boolean', d[from] === 1 ? 'TRUE' : 'FALSE');
        return;
      case t.error:
      case t.formulaError:
        add('error', errorText(d[from] ?? -1));
        return;
      case t.text:
      case t.formulaText:
        add('text', wideText(d, from));
        return;
      case t.richText:
        add('text', wideText(d, from + 1));
        return;
      default:
        add('text', this.strings[u32(d, from)] ?? damaged(`${this.grid.where(at)}: shared string does not exist`));
        return;
    }
  }
}
