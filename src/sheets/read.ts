import { createHash } from 'node:crypto';
import type { Book, BookKind, Sheet } from '../book.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import { readCsv } from './csv.ts';
import { decodeHtml, decodeText } from './encoding.ts';
import type { Most } from './grid.ts';
import { limitsOf, type ReadOptions } from './limits.ts';
import { holdsMarker, ownPageMark } from './marker.ts';
import { Refusal, refuse } from './refusal.ts';
import { type Sniffed, sniff } from './sniff.ts';
import { readXlsx } from './xlsx/book.ts';
import { decodeXml } from './xml.ts';

/**
 * Reads a file by what it holds, whatever its name says. `file` is how the user knows it and stands in every problem.
 * The value is null where the file is refused; then there is one problem that says why (`file/…`). Throws nothing
 * for what users send.
 */
export async function readBook(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<Out<Book | null>> {
  try {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const content = await readKind(bytes, options);
    return { value: { file, sha256, ...content }, problems: nameProblems(file, content.kind) };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: null, problems: [error.problem(file)] };
  }
}

/** Endings under which each kind is known; a name without any of them all says nothing that could differ. */
const endings: Readonly<Record<BookKind, readonly string[]>> = {
  xlsx: ['xlsx', 'xlsm', 'xltx', 'xltm'],
  xls: ['xls', 'et', 'xlt', 'ett'],
  xlsb: ['xlsb'],
  ods: ['ods', 'ots'],
  'xml-spreadsheet': ['xml'],
  html: ['html', 'htm'],
  csv: ['csv', 'tsv', 'txt', 'tab'],
};
const known = new Set(Object.values(endings).flat());

/** Tells where a name speaks of another kind of file than the content is. */
function nameProblems(file: string, kind: BookKind): Problem[] {
  const ending = /\.([a-z]{2,4})$/i.exec(file)?.[1]?.toLowerCase();
  if (ending === undefined || !known.has(ending) || endings[kind].includes(ending)) return [];
  // WPS writes both kinds under its own name.
  if (kind === 'xlsx' && (ending === 'et' || ending === 'ett')) return [];
  return [problem('file/kind-differs', { kind, ending: `.${ending}` }, { file }) as Problem];
}

type Content = Omit<Book, 'file' | 'sha256'>;

const mostOf = (options: ReadOptions): Most => ({ ...limitsOf(options), storedSerials: options.storedSerials === true });

/** Each reader is loaded when a file needs it. */
async function readKind(bytes: Uint8Array, options: ReadOptions): Promise<Content> {
  const found = sniff(bytes, options);
  const most = mostOf(options);
  switch (found.kind) {
    case 'text':
      return readText(bytes);
    case 'xlsx':
      return { kind: 'xlsx', ...(await readXlsx(found.zip, options)) };
    case 'encrypted':
      return readDecrypted(bytes, found.ole, options);
    case 'xls':
      return readOld(bytes, found, options);
    case 'xlsb':
      return contentOf('xlsb', await (await import('./xlsb-read.ts')).readXlsb(found.zip, most));
    case 'ods':
      return contentOf('ods', (await import('./ods-read.ts')).readOds(found.zip, most));
    case 'xml-spreadsheet':
      return contentOf('xml-spreadsheet', await (await import('./xml-2003-read.ts')).readXml2003(decodeXml(bytes, 'xml'), most));
    case 'html': {
      const { text, encoding } = decodeHtml(bytes);
      const content = contentOf('html', await (await import('./html-read.ts')).readHtml(text, most));
      return { ...content, own: content.own || text.includes(ownPageMark), encoding };
    }
  }
}

const contentOf = (kind: BookKind, sheets: readonly Sheet[]): Content => ({ kind, sheets, own: sheets.some(holdsMarker) });

async function readDecrypted(
  bytes: Uint8Array,
  ole: Extract<Sniffed, { kind: 'encrypted' }>['ole'],
  options: ReadOptions,
): Promise<Content> {
  const { decrypt } = await import('./encrypted.ts');
  // What was encrypted is not encrypted once more: without the password it cannot go round.
  const { password, ...rest } = options;
  return { ...(await readKind(await decrypt(bytes, ole, password), rest)), encrypted: true };
}

async function readOld(bytes: Uint8Array, found: Extract<Sniffed, { kind: 'xls' }>, options: ReadOptions): Promise<Content> {
  const { isEncrypted, readXls } = await import('./xls-read.ts');
  if (found.ole && isEncrypted(found.stream)) return readDecrypted(bytes, found.ole, options);
  return contentOf('xls', await readXls(found.stream, mostOf(options)));
}

function readText(bytes: Uint8Array): Content {
  if (isBinary(bytes)) refuse('file/unknown-kind', { kind: 'binary' });
  const { text, encoding } = decodeText(bytes);
  if (text.trim() === '') refuse('file/empty', {});
  const sheet = readCsv(text);
  // One cell is no table: a message that a system wrote where the table should have been.
  if (sheet.rows.length === 1 && sheet.rows[0]?.cells.length === 1) refuse('file/unknown-kind', { kind: 'text' });
  return { kind: 'csv', encoding, sheets: [sheet], own: holdsMarker(sheet) };
}

/** Control characters that no text holds, in number; zero bytes are left to the decoder (UTF-16, or damage). */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false;
  let controls = 0;
  for (const b of head) if ((b >= 1 && b <= 8) || (b >= 14 && b <= 31)) controls++;
  return controls * 20 > head.length && !wideText(head);
}

/** Every second byte mostly zero: UTF-16 of digits and delimiters, whose other bytes may look like controls. */
function wideText(head: Uint8Array): boolean {
  const zeros = head.filter((b) => b === 0).length;
  return zeros * 20 > head.length && /[\r\n]\0|\0[\r\n]/.test(new TextDecoder('latin1').decode(head));
}
