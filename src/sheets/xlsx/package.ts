import { damaged } from '../refusal.ts';
import type { Zip } from '../zip.ts';
import type { Attributes } from './markup.ts';
import { scanPart, scanXml } from './part.ts';
import { isTrue } from './sheet.ts';
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
  /** As a name of the archive would have it; null where it lies outside the file. */
  readonly target: string | null;
}

/** Reads the skeleton of a package. Throws `Refusal` (`file/damaged`) where it does not hang together. */
export async function openPackage(zip: Zip): Promise<XlsxPackage> {
  const types = zip.find('[Content_Types].xml');
  if (types) await scanXml(zip, types, {});
  const roots = [...(await relations(zip, '')).values()];
  const workbook = only(zip, roots, 'officeDocument') ?? damaged('no workbook part');
  const links = await relations(zip, workbook);
  const all = [...links.values()];
  const styles = only(zip, all, 'styles');
  // Without them dates turn into plain numbers.
  if (styles === undefined && all.some((r) => r.type === 'styles')) damaged('the styles part is missing');
  return {
    ...(await readWorkbook(zip, workbook, links)),
    strings: await readStrings(zip, only(zip, all, 'sharedStrings')),
    ...(styles ? await readStyles(zip, styles) : { styles: null, formats: new Map() }),
    keywords: await readKeywords(zip, partOf(zip, roots.find((r) => r.type === 'core-properties')?.target ?? null)),
  };
}

/** The part of a type of which a workbook has one; undefined where there is none, or it is missing or lies outside. */
function only(zip: Zip, from: readonly Relation[], type: string): string | undefined {
  const found = from.filter((r) => r.type === type);
  const parts = new Set(found.map((r) => partOf(zip, r.target)));
  if (parts.size > 1) damaged(`two parts of the kind ${type}`);
  return [...parts][0];
}

/** A part by the target of a relationship: names of parts and targets alike may be percent-encoded or not (OPC, annex A). */
function partOf(zip: Zip, target: string | null): string | undefined {
  if (target === null) return undefined;
  const plain = zip.find(target);
  if (plain !== undefined) return plain;
  const wanted = decoded(target);
  return (
    zip.find(wanted) ??
    zip.names.find((name) => name.includes('%') && zip.find(decoded(name)) === undefined && alike(decoded(name), wanted))
  );
}

const alike = (a: string, b: string) => a.normalize('NFC').toLowerCase() === b.normalize('NFC').toLowerCase();

function decoded(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

/** Relationships of a part ('' for the package) by id. External targets are never followed: nothing is fetched. */
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
      const type = (a.get('Type') ?? '').replace(/^.*\//, '');
      const outside = a.get('TargetMode') === 'External';
      found.set(id, { type, target: outside ? null : resolve(part.slice(0, slash), a.get('Target') ?? '') });
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
  const seen = new Set<string>();
  /** Readers disagree about which of two counts, and about alternatives. */
  const alone = (name: string, path: readonly string[]) => {
    if (path.length !== 2 || seen.has(name)) damaged(`${part}: ${name} twice, or not where it belongs`);
    seen.add(name);
  };
  await scanXml(zip, part, {
    open(name, a, path) {
      if ((name === 'workbookPr' || name === 'sheets') && !path.includes('ext')) alone(name, path);
      if (name === 'workbookPr' && path.length === 2) date1904 = isTrue(a.get('date1904'), part);
      if (name !== 'sheet' || !path.includes('sheets')) return;
      if (path.length !== 3) damaged(`${part}: a sheet within ${path.at(-2)}`);
      const sheet = sheetPart(zip, links, a);
      if (sheet) sheets.push(sheet);
    },
  });
  const claimed = new Set(sheets.map((s) => s.part));
  for (const link of links.values()) {
    const target = link.type === 'worksheet' ? partOf(zip, link.target) : undefined;
    if (target !== undefined && !claimed.has(target)) damaged(`no sheet of the workbook names ${target}`);
  }
  const parts = sheets.flatMap((s) => s.part ?? []);
  if (new Set(parts).size < parts.length) damaged('two sheets share one part');
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
    part: partOf(zip, link.target) ?? damaged(`sheet ${JSON.stringify(name)}: part ${link.target} is missing`),
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
  const tables = new Set<string>();
  await scanXml(zip, part, {
    open(name, a, path) {
      const parent = path[1];
      if ((name === 'cellXfs' || name === 'numFmts') && path.length > 2) damaged(`${part}: ${name} within ${parent}`);
      if (parent !== 'cellXfs' && parent !== 'numFmts') return;
      // One more or less, and every cell gets the style of another.
      if ((name === 'AlternateContent' && parent === 'cellXfs') || (path.length === 2 && tables.size === tables.add(name).size))
        damaged(`${part}: ${name} within ${parent}, or twice`);
      if (name === 'xf' && parent === 'cellXfs' && path.length === 3) styles.push(formatId(a.get('numFmtId') ?? '0', part));
      // Newer Excel gives a format in two writings, of which each program takes one; they must not differ.
      if (name !== 'numFmt' || parent !== 'numFmts' || (path.length !== 3 && path[2] !== 'AlternateContent')) return;
      const [id, code] = [formatId(a.get('numFmtId') ?? '', part), a.get('formatCode') ?? 'General'];
      if ((formats.get(id) ?? code) !== code) damaged(`${part}: number format ${id} said two ways`);
      formats.set(id, code);
    },
  });
  return { styles, formats };
}

const formatId = (text: string, part: string): number =>
  /^\s*\d{1,9}\s*$/.test(text) ? Number(text) : damaged(`${part}: number format ${JSON.stringify(text)} is none`);

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
