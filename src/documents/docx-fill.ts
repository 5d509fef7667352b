/**
 * Fills an office's own form: a .docx in which `{{姓名}}` stands where a name belongs. Only the texts of fields change; every
 * style, table and picture stays as it is. `docx`'s own patching was tried and left: it never ends on a value that holds its field's
 * name, and passes over fields within links, boxes and content controls.
 */
import { strFromU8, strToU8 } from 'fflate';
import { foldWord } from '../fold.ts';
import { problem } from '../problems/problem.ts';
import { fixedZip } from '../sheets/fixed-zip.ts';
import { Refusal } from '../sheets/refusal.ts';
import { decodeXml, escapeXml, scanXml } from '../sheets/xml.ts';
import { cleanText } from '../sheets/xml-text.ts';
import { openZip, type Zip } from '../sheets/zip.ts';
import type { Lang, Problem } from '../types.ts';

/** A form filled in, or null with what stands against it. */
export interface Filled {
  readonly value: Uint8Array | null;
  readonly problems: readonly Problem[];
}

/**
 * @param fields name → value, under as many names as are wanted; names are compared without case, white space and width, and
 *   traditional characters as their simplified ones
 * @param lang of the names that are told where one is not known
 * @param file the template, as the user knows it
 * @returns errors `file/not-a-template`, `file/template-field`, and those of a damaged or oversized package; nothing is half filled
 */
export async function fillDocx(template: Uint8Array, fields: ReadonlyMap<string, string>, lang: Lang, file: string): Promise<Filled> {
  const refused = (detail: string): Filled => ({ value: null, problems: [problem('file/not-a-template', { detail }, { file })] });
  if (!startsWith(template, [0x50, 0x4b]))
    return refused(startsWith(template, [0xd0, 0xcf]) ? 'docx: old or encrypted' : 'docx: no document');
  try {
    const zip = openZip(template);
    const kind = kindOf(zip);
    if (kind !== 'document') return refused(kind === 'macros' ? 'docx: macros' : 'docx: no document');
    return fillParts(zip, fields, lang, file) ?? refused('docx: no field');
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const found = error.problem(file) as Problem;
    if (found.code === 'file/encrypted') return refused('docx: old or encrypted');
    return found.code === 'file/damaged' ? refused((found as Problem<'file/damaged'>).args.detail) : { value: null, problems: [found] };
  }
}

const startsWith = (bytes: Uint8Array, head: readonly number[]) => head.every((b, i) => bytes[i] === b);

const contentTypes = '[Content_Types].xml';
const mainPart = 'word/document.xml';
const templateType = 'wordprocessingml.template.main+xml';
const documentType = 'wordprocessingml.document.main+xml';

/** A document or a template of Word, one with macros, or something else. */
function kindOf(zip: Zip): 'document' | 'macros' | 'other' {
  if (zip.find(contentTypes) !== contentTypes || zip.find(mainPart) !== mainPart) return 'other';
  const types = decodeXml(zip.read(contentTypes), contentTypes);
  scanXml(types, contentTypes, {});
  if (/macroEnabled|vbaProject/.test(types)) return 'macros';
  return types.includes(documentType) || types.includes(templateType) ? 'document' : 'other';
}

/** Parts in which people write: the text, heads and feet, notes. */
const written = /^word\/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml$/;

/** null where there is no field at all: everybody would be handed the same empty form. */
function fillParts(zip: Zip, fields: ReadonlyMap<string, string>, lang: Lang, file: string): Filled | null {
  const values = new Map([...fields].map(([name, value]) => [foldWord(name), value]));
  const parts: Record<string, Uint8Array> = {};
  const unknown = new Set<string>();
  let count = 0;
  for (const name of zip.names) {
    parts[name] = zip.read(name);
    if (!written.test(name)) continue;
    const xml = decodeXml(parts[name], name);
    scanXml(xml, name, {});
    const filled = fillXml(xml, values);
    count += filled.count;
    for (const field of filled.unknown) unknown.add(field);
    if (filled.count > 0) parts[name] = strToU8(withUtf8(filled.xml));
  }
  if (unknown.size > 0) {
    const known = [...fields.keys()].filter((n) => /^[\x20-\x7e]+$/.test(n) === (lang === 'en')).join(lang === 'en' ? ', ' : '、');
    return { value: null, problems: [...unknown].map((field) => problem('file/template-field', { field, known }, { file })) };
  }
  if (count === 0) return null;
  // A template (.dotx) is handed on as a document.
  parts[contentTypes] = strToU8(strFromU8(parts[contentTypes] as Uint8Array).replace(templateType, documentType));
  return { value: fixedZip(parts), problems: [] };
}

/** Written as UTF-8, whatever it was read as. */
const withUtf8 = (xml: string) => xml.replace(/^\ufeff/, '').replace(/^(<\?xml[^>]*\bencoding\s*=\s*)(["'])[^"']*\2/, '$1"UTF-8"');

/** A text of a paragraph: where its element stands in the markup, and where its text does in the paragraph's. */
interface Piece {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly start: number;
}

interface Edit {
  readonly from: number;
  readonly to: number;
  readonly put: string;
}

/** `{{…}}`, with the braces of a Chinese keyboard too; also what begins or ends as one and is none. */
const fieldPattern = /(?:\{\{|｛｛)([^{}｛｝]*)(?:\}\}|｝｝)|\{\{|\}\}|｛｛|｝｝/g;

/** A paragraph at a time, for Word splits a field over several runs as it likes. */
function fillXml(xml: string, values: ReadonlyMap<string, string>): { xml: string; count: number; unknown: string[] } {
  const unknown: string[] = [];
  const edits: Edit[] = [];
  let count = 0;
  for (const pieces of paragraphsOf(xml)) {
    const text = pieces.map((p) => p.text).join('');
    const found = [...text.matchAll(fieldPattern)].map((m) => {
      const value = m[1] === undefined ? undefined : values.get(foldWord(m[1]));
      if (value === undefined) unknown.push(m[1] === undefined ? text.slice(Math.max(0, m.index - 8), m.index + 12) : m[0]);
      return { from: m.index, to: m.index + m[0].length, value: value ?? '' };
    });
    count += found.length;
    if (found.length > 0) edits.push(...pieces.flatMap((p) => pieceEdit(p, found)));
  }
  let at = 0;
  const out: string[] = [];
  for (const e of edits.sort((a, b) => a.from - b.from)) {
    out.push(xml.slice(at, e.from), e.put);
    at = e.to;
  }
  return { xml: [...out, xml.slice(at)].join(''), count, unknown };
}

/** The piece without its parts of fields; the value stands where a field begins, in the look of that place. */
function pieceEdit(p: Piece, fields: readonly { readonly from: number; readonly to: number; readonly value: string }[]): Edit[] {
  const end = p.start + p.text.length;
  const own = fields.filter((f) => f.from < end && f.to > p.start);
  if (own.length === 0) return [];
  let at = p.start;
  let text = '';
  for (const f of own) {
    text += p.text.slice(at - p.start, Math.max(at, f.from) - p.start);
    if (f.from >= p.start) text += cleanText(f.value);
    at = Math.min(f.to, end);
  }
  return [{ from: p.from, to: p.to, put: textMarkup(text + p.text.slice(at - p.start)) }];
}

/** A text of a run; line breaks and tabs are elements of their own. */
const textMarkup = (text: string): string =>
  text
    .split(/([\n\t])/)
    .map((t) => (t === '\n' ? '<w:br/>' : t === '\t' ? '<w:tab/>' : `<w:t xml:space="preserve">${escapeXml(t)}</w:t>`))
    .join('');

const tag = /<!--[\s\S]*?-->|<w:p(?:\s[^>]*[^/])?>|<\/w:p>|<w:t(?:\s[^>]*[^/])?>([^<]*)<\/w:t>/g;

/** The texts of each paragraph, one within another (a box) apart from the one around it. Markup that `scanXml` has passed. */
function paragraphsOf(xml: string): Piece[][] {
  const done: Piece[][] = [];
  const open: Piece[][] = [];
  for (const m of xml.matchAll(tag)) {
    if (m[0].startsWith('<w:p')) open.push([]);
    else if (m[0] === '</w:p>') done.push(open.pop() ?? []);
    else if (m[1] !== undefined) {
      const pieces = open.at(-1);
      const last = pieces?.at(-1);
      const start = last ? last.start + last.text.length : 0;
      pieces?.push({ from: m.index, to: m.index + m[0].length, text: plainText(m[1]), start });
    }
  }
  return done;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

const plainText = (raw: string): string =>
  raw.replace(/&(?:#(\d+)|#x([\da-f]+)|([a-z]+));/gi, (_, dec?: string, hex?: string, name?: string) =>
    name === undefined ? String.fromCodePoint(dec === undefined ? Number.parseInt(hex ?? '', 16) : Number(dec)) : (entities[name] ?? ''),
  );
