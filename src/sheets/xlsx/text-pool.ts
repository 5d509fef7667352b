import { damaged } from '../refusal.ts';

const slots = 8192;
/** Texts up to so many bytes are kept for the next time. */
const width = 64;
const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 forbids exactly these
const forbidden = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;

/** UTF-8 bytes as a string; refuses invalid bytes and characters that XML forbids. `part` is named in the refusal. */
export function decodeUtf8(bytes: Buffer, from: number, to: number, part: string): string {
  const text = bytes.toString('utf8', from, to);
  // The quick decoder puts U+FFFD for what is invalid; only a text that holds one is looked at again.
  if (text.includes('\ufffd')) {
    try {
      strict.decode(bytes.subarray(from, to));
    } catch {
      damaged(`${part}: not valid utf-8`);
    }
  }
  if (forbidden.test(text)) damaged(`${part}: character not allowed in XML`);
  return text;
}

/**
 * Turns short runs of bytes into strings, the same bytes into the same string: the cells of a column often repeat a few
 * texts, which then cost neither time nor memory. A fixed number of slots; a newer text takes the place of an older one.
 */
class TextPool {
  private readonly texts: string[] = new Array(slots).fill('');
  private readonly lengths = new Uint8Array(slots);
  private readonly bytes = new Uint8Array(slots * width);

  /** Refuses as {@link decodeUtf8} does. */
  text(buf: Buffer, from: number, to: number, part: string): string {
    const n = to - from;
    if (n > width) return decodeUtf8(buf, from, to, part);
    let hash = 0x811c9dc5;
    for (let i = from; i < to; i++) hash = Math.imul(hash ^ (buf[i] as number), 0x01000193);
    const slot = (hash ^ (hash >>> 15)) & (slots - 1);
    const start = slot * width;
    if (this.lengths[slot] === n && this.holds(start, buf, from, to)) return this.texts[slot] as string;
    const text = decodeUtf8(buf, from, to, part);
    this.lengths[slot] = n;
    for (let i = 0; i < n; i++) this.bytes[start + i] = buf[from + i] as number;
    this.texts[slot] = text;
    return text;
  }

  private holds(start: number, buf: Buffer, from: number, to: number): boolean {
    for (let i = from, k = start; i < to; i++, k++) if (buf[i] !== this.bytes[k]) return false;
    return true;
  }
}

let pool: TextPool | null = null;
/** One for all files: what it holds depends on nothing but the bytes, and making it takes as long as reading a small sheet. */
export const textPool = (): TextPool => {
  pool ??= new TextPool();
  return pool;
};

/** `_x000D_` stands for a character that XML cannot hold; a literal one is written `_x005F_x000D_`. */
export function unescapeText(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
