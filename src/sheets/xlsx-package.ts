import { damaged } from './refusal.ts';
import { attributesOf, decodeXml, scanXml } from './xml.ts';
import type { Zip } from './zip.ts';

/** A worksheet of the workbook, in the order of its tabs. */
export interface SheetPart {
  readonly name: string;
  readonly hidden: boolean;
  /** Name of its part; null for a sheet that never had one (macro sheets lose theirs in some writers): it is empty. */
  readonly part: string | null;
}

/** The parts of an .xlsx package that hold values, found by relationship as the standard has it, not by habitual name. */
export interface XlsxPackage {
  readonly sheets: readonly SheetPart[];
  readonly date1904: boolean;
  /** Texts by index; empty where the workbook has none. */
  readonly strings: readonly string[];
  /** Number format id of each cell style, by style index; null where the workbook has no styles part. */
  readonly styles: readonly number[] | null;
  /** Custom number formats by id. */
  readonly formats: ReadonlyMap<number, string>;
  /** Document keywords, '' where there are none. */
  readonly keywords: string;
}

interface Relation {
  /** Last segment of the type, the same in transitional and strict files. */
  readonly type: string;
  readonly target: string;
}

/** Reads the skeleton of a package. Throws `Refusal` (`file/damaged`) where it does not hang together. */
export function openPackage(zip: Zip): XlsxPackage {
  const roots = [...relations(zip, '').values()];
  const main = roots.find((r) => r.type === 'officeDocument') ?? damaged('no workbook part');
  const workbook = zip.find(main.target) ?? damaged('no workbook part');
  const links = relations(zip, workbook);
  const all = [...links.values()];
  const partOf = (type: string, from: readonly Relation[]) => {
    const found = from.find((r) => r.type === type);
    return found && (zip.find(found.target) ?? (type === 'styles' ? damaged(`part ${found.target} is missing`) : undefined));
  };
  const styles = partOf('styles', all);
  return {
    ...readWorkbook(zip, workbook, links),
    strings: readStrings(zip, partOf('sharedStrings', all)),
    ...(styles ? readStyles(zip, styles) : { styles: null, formats: new Map() }),
    keywords: readKeywords(zip, partOf('core-properties', roots)),
  };
}

const xmlOf = (zip: Zip, part: string) => decodeXml(zip.read(part), part);

/** Relationships of a part ('' for the package) by id. External targets are left out: nothing is ever fetched. */
function relations(zip: Zip, part: string): Map<string, Relation> {
  const slash = part.lastIndexOf('/') + 1;
  const rels = zip.find(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relation>();
  if (!rels) return found;
  scanXml(xmlOf(zip, rels), rels, {
    open(name, raw) {
      if (name !== 'Relationship') return;
      const a = attributesOf(raw, rels);
      const id = a.get('Id') ?? '';
      if (found.has(id)) damaged(`${rels}: relationship ${id} twice`);
      if (a.get('TargetMode') === 'External') return;
      const type = (a.get('Type') ?? '').replace(/^.*\//, '');
      found.set(id, { type, target: resolve(part.slice(0, slash), a.get('Target') ?? '') });
    },
  });
  return found;
}

/** A target against the folder of its source; a leading slash starts at the package root. */
function resolve(folder: string, target: string): string {
  const out: string[] = [];
  const full = target.startsWith('/') ? target : folder + target;
  for (const step of full.replaceAll('\\', '/').split('/')) {
    if (step === '..') out.pop();
    else if (step !== '' && step !== '.') out.push(step);
  }
  return out.join('/');
}

function readWorkbook(zip: Zip, part: string, links: ReadonlyMap<string, Relation>): Pick<XlsxPackage, 'sheets' | 'date1904'> {
  const sheets: SheetPart[] = [];
  let date1904 = false;
  scanXml(xmlOf(zip, part), part, {
    open(name, raw, path) {
      if (name === 'workbookPr' && path.length === 2) date1904 = /^(?:1|true|on)$/i.test(attributesOf(raw, part).get('date1904') ?? '');
      if (name !== 'sheet' || path.at(-2) !== 'sheets' || path.length !== 3) return;
      const sheet = sheetPart(zip, links, attributesOf(raw, part));
      if (sheet) sheets.push(sheet);
    },
  });
  const claimed = new Set(sheets.map((s) => s.part));
  for (const link of links.values()) {
    const target = link.type === 'worksheet' ? (zip.find(link.target) ?? null) : null;
    if (target !== null && !claimed.has(target)) damaged(`no sheet of the workbook names ${target}`);
  }
  const names = new Set(sheets.map((s) => s.name.toLowerCase()));
  if (names.size < sheets.length) damaged('two sheets of one name');
  if (sheets.every((s) => s.part === null)) damaged('no worksheet');
  return { sheets, date1904 };
}

/**
 * Null for chart, dialogue and macro sheets, which hold no cells. A sheet with an empty r:id has no part; that no part
 * goes unread for it is checked by the caller.
 */
function sheetPart(zip: Zip, links: ReadonlyMap<string, Relation>, a: ReadonlyMap<string, string>): SheetPart | null {
  const name = a.get('name') ?? damaged('a sheet without a name');
  const id = [...a].find(([key]) => key.endsWith(':id'))?.[1] ?? '';
  const hidden = /^(?:hidden|veryHidden)$/.test(a.get('state') ?? '');
  if (id === '') return { name, hidden, part: null };
  const link = links.get(id) ?? damaged(`sheet ${JSON.stringify(name)}: relationship ${id} does not exist`);
  if (link.type !== 'worksheet') return null;
  return {
    name,
    hidden,
    part: zip.find(link.target) ?? damaged(`sheet ${JSON.stringify(name)}: part ${link.target} is missing`),
  };
}

function readStrings(zip: Zip, part: string | undefined): string[] {
  const strings: string[] = [];
  if (!part) return strings;
  let text = '';
  scanXml(xmlOf(zip, part), part, {
    text(t, path) {
      if (isItemText(path)) text += t;
    },
    close(name, path) {
      if (name !== 'si' || path.length !== 2) return;
      strings.push(text);
      text = '';
    },
  });
  return strings;
}

/** `si/t` and `si/r/t` (rich text) are the text; `si/rPh/t` is how it is pronounced. The same holds for `is`. */
export function isItemText(path: readonly string[]): boolean {
  if (path.at(-1) !== 't') return false;
  const parent = path.at(-2);
  return parent === 'si' || parent === 'is' || (parent === 'r' && (path.at(-3) === 'si' || path.at(-3) === 'is'));
}

function readStyles(zip: Zip, part: string): { styles: number[]; formats: Map<number, string> } {
  const styles: number[] = [];
  const formats = new Map<number, string>();
  scanXml(xmlOf(zip, part), part, {
    open(name, raw, path) {
      if (path.length !== 3) return;
      const parent = path[1];
      if (name === 'xf' && parent === 'cellXfs') styles.push(Number(attributesOf(raw, part).get('numFmtId') ?? 0));
      if (name !== 'numFmt' || parent !== 'numFmts') return;
      const a = attributesOf(raw, part);
      formats.set(Number(a.get('numFmtId')), a.get('formatCode') ?? 'General');
    },
  });
  return { styles, formats };
}

function readKeywords(zip: Zip, part: string | undefined): string {
  let keywords = '';
  if (!part) return keywords;
  scanXml(xmlOf(zip, part), part, {
    text(t, path) {
      if (path.length === 2 && path[1] === 'keywords') keywords += t;
    },
  });
  return keywords;
}
