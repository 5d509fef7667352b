import { limitsOf, type ReadOptions } from './limits.ts';
import { type Ole, openOle } from './ole.ts';
import { damaged, refuse } from './refusal.ts';
import { openZip, type Zip } from './zip.ts';

/** What a file is by its content; its name is never asked. */
export type Sniffed =
  | { readonly kind: 'xlsx' | 'xlsb' | 'ods'; readonly zip: Zip }
  /** The workbook stream of an .xls, and the container it stood in: none for a bare stream. */
  | { readonly kind: 'xls'; readonly stream: Uint8Array; readonly ole: Ole | null }
  /** An encrypted .xlsx within an OLE container. */
  | { readonly kind: 'encrypted'; readonly ole: Ole }
  | { readonly kind: 'html' | 'xml-spreadsheet' | 'text' };

/** First bytes (Latin-1) of formats that are no spreadsheet this tool reads, with the key that names them to the user. */
const signatures: readonly (readonly [string, string])[] = [
  ['PK\x05\x06', 'empty-zip'],
  ['%PDF', 'pdf'],
  ['\x89PNG', 'image'],
  ['\xff\xd8\xff', 'image'],
  ['GIF8', 'image'],
  ['BM', 'image'],
  ['II*\0', 'image'],
  ['MM\0*', 'image'],
  ['{\\rtf', 'rtf'],
  ['\x1f\x8b', 'gzip'],
  ['7z\xbc\xaf\x27\x1c', '7z'],
  ['Rar!', 'rar'],
  ['\x09\0\x04\0', 'old-xls'],
  ['\x09\x02\x06\0', 'old-xls'],
  ['\x09\x04\x06\0', 'old-xls'],
];

/** Throws `Refusal` for what is recognised and not read (`file/unknown-kind`, `file/encrypted`) or broken. */
export function sniff(bytes: Uint8Array, options: ReadOptions = {}): Sniffed {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 1024));
  if (bytes.length === 0 || blank(bytes)) refuse('file/empty', {});
  if (head.startsWith('PK\x03\x04')) return sniffZip(openZip(bytes, limitsOf(options)));
  if (startsWithBytes(bytes, [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])) return sniffOle(bytes);
  for (const [start, kind] of signatures) {
    if (head.startsWith(start) && (start !== 'BM' || bytes.includes(0))) return unknown(kind);
  }
  // A text table may begin so too; in SYLK the next line is a record of one letter.
  if (/^ID;P[^\r\n]*\r?\n[A-Z];/.test(head)) unknown('sylk');
  if (startsWithBytes(bytes, [0x09, 0x08]) && bytes[3] === 0 && (bytes[5] === 5 || bytes[5] === 6))
    return { kind: 'xls', stream: bytes, ole: null };
  if (/^(?:MIME-Version|From|Content-Type|X-[\w-]+):/i.test(head) && /multipart\/related/i.test(head)) return unknown('mhtml');
  const markup = sniffMarkup(head.replaceAll('\0', '').replace(/^[^\x21-\x7e]+/, ''));
  if (markup === null) return { kind: 'text' };
  return markup === 'xml' || markup === 'fods' ? unknown(markup) : { kind: markup };
}

const unknown = (kind: string): never => refuse('file/unknown-kind', { kind });

const startsWithBytes = (bytes: Uint8Array, start: readonly number[]) => start.every((b, i) => bytes[i] === b);

/** Only byte order marks, white space and zero bytes between them. */
function blank(bytes: Uint8Array): boolean {
  if (bytes.length > 1024) return false;
  const text = new TextDecoder('latin1').decode(bytes);
  return /^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff|\x841\x953)?[\s]*$/.test(text.replaceAll('\0', ''));
}

/** Markup that office programs save under spreadsheet names. */
function sniffMarkup(head: string): 'html' | 'xml-spreadsheet' | 'fods' | 'xml' | null {
  if (/^<(?:!doctype\s+html|html|table|head|body|meta|style|div)\b/i.test(head)) return 'html';
  if (!/^<(?:\?xml|!--|[a-z])/i.test(head)) return null;
  if (/urn:schemas-microsoft-com:office:spreadsheet|mso-application/.test(head)) return 'xml-spreadsheet';
  if (/opendocument/.test(head)) return 'fods';
  return /<html\b/i.test(head) ? 'html' : 'xml';
}

function sniffZip(zip: Zip): Sniffed {
  const has = (name: string) => zip.find(name) !== undefined;
  const mimetype = has('[Content_Types].xml') ? undefined : zip.find('mimetype');
  if (mimetype) return sniffOdf(zip, new TextDecoder('latin1').decode(zip.read(mimetype)));
  if (has('xl/workbook.bin')) return { kind: 'xlsb', zip };
  if (has('word/document.xml')) return unknown('docx');
  if (has('ppt/presentation.xml')) return unknown('pptx');
  if (zip.names.length === 0) return unknown('empty-zip');
  if (has('[Content_Types].xml')) return { kind: 'xlsx', zip };
  if (has('xl/workbook.xml')) return damaged('no [Content_Types].xml');
  // OpenDocument asks for the file `mimetype` no more than it asks readers to insist on it.
  if (has('content.xml') && has('META-INF/manifest.xml')) return { kind: 'ods', zip };
  return unknown('zip');
}

function sniffOdf(zip: Zip, mime: string): Sniffed {
  if (mime.startsWith('application/vnd.oasis.opendocument.spreadsheet')) return { kind: 'ods', zip };
  return unknown(mime.startsWith('application/vnd.oasis.opendocument') ? 'odf' : 'zip');
}

/** OLE containers are told apart by the names of their streams. */
function sniffOle(bytes: Uint8Array): Sniffed {
  const ole = openOle(bytes);
  if (ole.read('EncryptedPackage')) return { kind: 'encrypted', ole };
  const stream = ole.read('Workbook') ?? ole.read('Book');
  if (stream) return { kind: 'xls', stream, ole };
  const has = (name: string) => ole.names.includes(name);
  if (has('WordDocument')) return unknown('doc');
  return unknown(has('PowerPoint Document') ? 'ppt' : 'ole');
}
