import { damaged } from '../refusal.ts';
import type { Zip } from '../zip.ts';
import type { Attributes } from './markup.ts';
import { scanPart, scanXml } from './part.ts';
import { StringsScanner } from './strings.ts';

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
export async function openPackage(zip: Zip): Promise<XlsxPackage> {
  const roots = [...(await relations(zip, '')).values()];
  const main = roots.find((r) => r.type === 'officeDocument') ?? damaged('no workbook part');
  const workbook = zip.find(main.target) ?? damaged('no workbook part');
  const links = await relations(zip, workbook);
  const all = [...links.values()];
  const partOf = (type: string, from: readonly Relation[]) => {
    const found = from.find((r) => r.type === type);
    return found && (zip.find(found.target) ?? (type === 'styles' ? damaged(`part ${found.target} is missing`) : undefined));
  };
  const styles = partOf('styles', all);
  return {
    ...(await readWorkbook(zip, workbook, links)),
    strings: await readStrings(zip, partOf('sharedStrings', all)),
    ...(styles ? await readStyles(zip, styles) : { styles: null, formats: new Map() }),
    keywords: await readKeywords(zip, partOf('core-properties', roots)),
  };
}

/** Relationships of a part ('' for the package) by id. External targets are left out: nothing is ever fetched. */
async function relations(zip: Zip, part: string): Promise<Map<string, Relation>> {
  const slash = part.lastIndexOf('/') + 1;
  const rels = zip.find(`${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`);
  const found = new Map<string, Relation>();
  if (!rels) return found;
  await scanXml(zip, rels, {
    open(name, a) {
      if (name !== 'Relationship') return;
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

async function readWorkbook(
  zip: Zip,
  part: string,
  links: ReadonlyMap<string, Relation>,
): Promise<Pick<XlsxPackage, 'sheets' | 'date1904'>> {
  const sheets: SheetPart[] = [];
  let date1904 = false;
  await scanXml(zip, part, {
    open(name, a, path) {
      if (name === 'workbookPr' && path.length === 2) date1904 = /^(?:1|true|on)$/i.test(a.get('date1904') ?? '');
      if (name !== 'sheet' || path.at(-2) !== 'sheets' || path.length !== 3) return;
      const sheet = sheetPart(zip, links, a);
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
function sheetPart(zip: Zip, links: ReadonlyMap<string, Relation>, a: Attributes): SheetPart | null {
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

async function readStrings(zip: Zip, part: string | undefined): Promise<string[]> {
  if (!part) return [];
  const scanner = new StringsScanner(part);
  await scanPart(zip, part, scanner);
  return scanner.strings;
}

async function readStyles(zip: Zip, part: string): Promise<{ styles: number[]; formats: Map<number, string> }> {
  const styles: number[] = [];
  const formats = new Map<number, string>();
  await scanXml(zip, part, {
    open(name, a, path) {
      if (path.length !== 3) return;
      const parent = path[1];
      if (name === 'xf' && parent === 'cellXfs') styles.push(Number(a.get('numFmtId') ?? 0));
      if (name !== 'numFmt' || parent !== 'numFmts') return;
      formats.set(Number(a.get('numFmtId')), a.get('formatCode') ?? 'General');
    },
  });
  return { styles, formats };
}

async function readKeywords(zip: Zip, part: string | undefined): Promise<string> {
  let keywords = '';
  if (!part) return keywords;
  await scanXml(zip, part, {
    text(t, path) {
      if (path.length === 2 && path[1] === 'keywords') keywords += t;
    },
  });
  return keywords;
}
