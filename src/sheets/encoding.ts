import { refuse } from './refusal.ts';

/** Decoded text, its byte order mark taken away. */
export interface Decoded {
  readonly text: string;
  readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'big5';
}

type Encoding = Decoded['encoding'];

const marks: readonly (readonly [Encoding, readonly number[]])[] = [
  ['utf-8', [0xef, 0xbb, 0xbf]],
  ['gb18030', [0x84, 0x31, 0x95, 0x33]],
  ['utf-16le', [0xff, 0xfe]],
  ['utf-16be', [0xfe, 0xff]],
];

/**
 * Bytes of a text file as text. A byte order mark decides; without one the text is UTF-16 where its zero bytes say so,
 * UTF-8 where it is valid UTF-8, GB18030 or Big5 where it is valid and reads like Chinese in one of them only. Anything else is refused (throws
 * `Refusal`, `file/encoding`, with the byte and line): a garbled name would count as another person.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  for (const [encoding, mark] of marks) {
    if (mark.every((b, i) => bytes[i] === b)) return marked(bytes.subarray(mark.length), encoding, mark.length);
  }
  if (bytes.includes(0)) return wide(bytes);
  const text = strict(bytes, 'utf-8');
  if (text === null) return chinese(bytes);
  if (isPerhapsChinese(text, bytes))
    return refused(
      'UTF-8 or GB18030, it reads as either',
      bytes,
      bytes.findIndex((b) => b >= 0x80),
    );
  return { text, encoding: 'utf-8' };
}

/**
 * Some everyday words in GB18030 are also UTF-8, as Cyrillic or Armenian letters: 学院 and `ѧԺ` are the same bytes. So is a text
 * without any character of three bytes, but with such letters or with several accented ones in a row, read twice.
 */
function isPerhapsChinese(text: string, bytes: Uint8Array): boolean {
  if (/[\u0800-\uffff]/.test(text) || !/[\u0370-\u07ff]|[\u0080-\u07ff]{2}/.test(text)) return false;
  if (strict(bytes, 'gb18030') === null) return false;
  const { all, everyday, lone } = gbRows(bytes);
  return lone < 0 && everyday === all;
}

/**
 * Bytes of a web page. A byte order mark decides, then what the page says of itself where that holds to the letter.
 * A page that says one thing and is UTF-8 is refused; one that says nothing is decoded like any other text.
 */
export function decodeHtml(bytes: Uint8Array): Decoded {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 4096));
  const said = /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1]?.toLowerCase();
  const encoding = charsets[said ?? ''];
  if (marks.some(([, mark]) => mark.every((b, i) => bytes[i] === b)) || encoding === undefined || bytes.includes(0))
    return decodeText(bytes);
  const text = strict(bytes, encoding);
  if (text === null) return decodeText(bytes);
  if (encoding !== 'utf-8' && bytes.some((b) => b >= 0x80) && strict(bytes, 'utf-8') !== null) {
    return refused(`the page says ${said}, its bytes are UTF-8`, bytes, firstBad(bytes, 'utf-8'));
  }
  return { text, encoding };
}

const charsets: Readonly<Record<string, Encoding>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  gb2312: 'gb18030',
  gbk: 'gb18030',
  gb18030: 'gb18030',
  'x-gbk': 'gb18030',
  big5: 'big5',
};

/**
 * What an XML declaration names, to the letter. Node takes ISO 8859 and ASCII for the Windows code pages that share most of their
 * characters; the bytes in which they differ are refused, for no writer means the control characters that stand there. So is what
 * says that it is something else and is UTF-8 to the last byte: nearly every text is also valid in a code page, as other words.
 */
export class DeclaredDecoder {
  private readonly decoder: InstanceType<typeof TextDecoder>;
  /** Bytes that the name does not cover, though the decoder does: from, and before. */
  private readonly foreign: readonly [number, number];
  /** Reads along as long as the bytes are UTF-8. */
  private utf8: InstanceType<typeof TextDecoder> | null;
  private wide = false;

  /** Throws RangeError for a name that nobody knows. */
  constructor(readonly name: string) {
    this.decoder = new TextDecoder(name, { fatal: true });
    const { encoding } = this.decoder;
    const ascii = /ascii|x3\.4/i.test(name);
    this.foreign = !encoding.startsWith('windows-') || /125\d/.test(name) ? [256, 256] : [0x80, ascii ? 256 : 0xa0];
    this.utf8 = encoding.startsWith('utf-') ? null : new TextDecoder('utf-8', { fatal: true });
  }

  /** The next bytes, or the end without any; throws TypeError for bytes that are not of this encoding. */
  decode(bytes?: Uint8Array): string {
    const [from, before] = this.foreign;
    if (bytes && from < 256 && bytes.some((b) => b >= from && b < before)) throw new TypeError(`not ${this.name}`);
    if (this.isUtf8(bytes) && this.wide && !bytes) throw new TypeError(`not ${this.name} but UTF-8`);
    return bytes ? this.decoder.decode(bytes, { stream: true }) : this.decoder.decode();
  }

  private isUtf8(bytes?: Uint8Array): boolean {
    this.wide ||= bytes?.some((b) => b >= 0x80) ?? false;
    try {
      this.utf8?.decode(bytes, { stream: bytes !== undefined });
    } catch {
      this.utf8 = null;
    }
    return this.utf8 !== null;
  }
}

function marked(bytes: Uint8Array, encoding: Encoding, skipped: number): Decoded {
  const text = strict(bytes, encoding);
  if (text === null) return refused(`not valid ${encoding} in spite of its byte order mark`, bytes, firstBad(bytes, encoding), skipped);
  return withoutNul(text, encoding);
}

function withoutNul(text: string, encoding: Encoding): Decoded {
  const at = text.indexOf('\0');
  if (at < 0) return { text, encoding };
  return refuse('file/encoding', { detail: `NUL character in line ${text.slice(0, at).split(/\r\n|\r|\n/).length}` });
}

/** Bytes decoded, or null where they are not valid. */
function strict(bytes: Uint8Array, encoding: Encoding): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Offset of the first byte up to which the bytes are not even the beginning of a valid text. */
function firstBad(bytes: Uint8Array, encoding: Encoding): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const mid = (good + bad) >> 1;
    if (startsValid(bytes.subarray(0, mid), encoding)) good = mid;
    else bad = mid;
  }
  return good;
}

function startsValid(bytes: Uint8Array, encoding: Encoding): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false;
  }
}

function refused(why: string, bytes: Uint8Array, at: number, skipped = 0): never {
  return refuse('file/encoding', { detail: `${why}: byte ${at + skipped + 1}, line ${lineOf(bytes, at)}` });
}

/** One-based line of an offset in a text whose line breaks are single bytes. */
function lineOf(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let i = 0; i < at; i++) if (bytes[i] === 10 || (bytes[i] === 13 && bytes[i + 1] !== 10)) line++;
  return line;
}

// ───────────────────────────── UTF-16 without a mark ─────────────────────────────

/** Zero bytes stand in every second place of UTF-16 for commas, digits and line ends; anywhere else they are damage. */
function wide(bytes: Uint8Array): Decoded {
  const zeros = [0, 0];
  for (let i = 0; i < bytes.length; i++) if (bytes[i] === 0) zeros[i & 1] = (zeros[i & 1] as number) + 1;
  const [even = 0, odd = 0] = zeros;
  const encoding = odd > even ? 'utf-16le' : 'utf-16be';
  const clear = Math.max(even, odd) >= 4 * Math.min(even, odd) && even + odd >= bytes.length / 40;
  const text = clear && bytes.length % 2 === 0 ? strict(bytes, encoding) : null;
  if (text === null || !plausible(text) || !/[,;\t\r\n]/.test(text)) return refused('NUL byte in the text', bytes, bytes.indexOf(0));
  return withoutNul(text, encoding);
}

const expected = /[\t\n\r -~\u00a0-\u00ff\u2000-\u206f\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]/g;

/** Nearly all characters are of those a Chinese office writes, and none is private or unassigned. */
function plausible(text: string): boolean {
  return !/[\p{Cn}\p{Co}]/u.test(text) && (text.match(expected)?.length ?? 0) >= text.length * 0.9;
}

// ───────────────────────────── GB18030 ─────────────────────────────

/**
 * GB18030 takes almost any bytes, so being valid proves little. Refused are: lines that are UTF-8 (a file glued
 * together of two encodings), characters nobody is given, and texts whose characters mostly lie outside the
 * everyday rows of GB 2312, as Big5, Latin-1 and broken UTF-8 do when they are read as GB18030.
 */
function chinese(bytes: Uint8Array): Decoded {
  const bad = firstBad(bytes, 'utf-8');
  if (hasUtf8Line(bytes)) return refused('UTF-8 in part only', bytes, bad);
  const text = strict(bytes, 'gb18030');
  const gb = text === null ? null : gbRows(bytes);
  const gbShare = gb && gb.lone < 0 && !/[\p{Cn}\p{Co}]/u.test(text as string) ? gb.everyday / gb.all : 0;
  const big5 = strict(bytes, 'big5');
  if (big5 !== null && !/[\p{Cn}\p{Co}]/u.test(big5) && big5Share(bytes) >= big5From) {
    if (gbShare < undecidedFrom) return { text: big5, encoding: 'big5' };
    return refused('GB18030 or Big5, it reads as either', bytes, bad);
  }
  if (text === null) return refused('neither UTF-8 nor GB18030', bytes, firstBad(bytes, 'gb18030'));
  if (gbShare < 0.6) return refused('neither UTF-8 nor plausible GB18030', bytes, gb && gb.lone >= 0 ? gb.lone : bad);
  return { text, encoding: 'gb18030' };
}

/**
 * Of Big5 nearly all characters are the 5,401 of its first level; read as GB18030 about half of them are everyday ones.
 * GB18030 read as Big5 lies half outside that level. In between nothing is guessed.
 */
const big5From = 0.95;
const undecidedFrom = 0.75;

/** Walks valid Big5: the share of characters beyond ASCII that are of its first level, or its punctuation. */
function big5Share(bytes: Uint8Array): number {
  let all = 0;
  let everyday = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    const code = (lead << 8) | (bytes[++i] as number);
    all++;
    if ((code >= 0xa440 && code <= 0xc67e) || (code >= 0xa140 && code <= 0xa2ff)) everyday++;
  }
  return all === 0 ? 0 : everyday / all;
}

/** Walks valid GB18030: all characters beyond ASCII, those in everyday rows, and where a lone 0x80 stands (−1: nowhere). */
function gbRows(bytes: Uint8Array): { all: number; everyday: number; lone: number } {
  let all = 0;
  let everyday = 0;
  for (let i = 0; i < bytes.length; i++) {
    const lead = bytes[i] as number;
    if (lead < 0x80) continue;
    if (lead === 0x80) return { all, everyday, lone: i };
    const trail = bytes[i + 1] as number;
    all++;
    if (trail >= 0xa1 && ((lead >= 0xb0 && lead <= 0xf7) || (lead >= 0xa1 && lead <= 0xa3))) everyday++;
    i += trail <= 0x39 ? 3 : 1;
  }
  return { all, everyday, lone: -1 };
}

/** Some line is UTF-8 with a character of three bytes or more; Chinese in GB18030 practically never looks so. */
function hasUtf8Line(bytes: Uint8Array): boolean {
  let wide = false;
  for (let i = 0; i < bytes.length; ) {
    const size = utf8Size(bytes, i);
    if (size === 0) {
      while (i < bytes.length && !isBreak(bytes[i])) i++;
      wide = false;
    } else if (isBreak(bytes[i]) && wide) return true;
    else {
      wide ||= size >= 3;
      i += size;
    }
  }
  return wide;
}

const isBreak = (byte: number | undefined) => byte === 10 || byte === 13;

/** Bytes of the UTF-8 character that stands here by its shape; 0 where none does. */
function utf8Size(bytes: Uint8Array, at: number): number {
  const lead = bytes[at] as number;
  const size = lead < 0x80 ? 1 : lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
  for (let i = 1; i < size; i++) if (((bytes[at + i] ?? 0) & 0xc0) !== 0x80) return 0;
  return size;
}
