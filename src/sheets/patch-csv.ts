/** Mends in the bytes of a text file: encoding, line ends, delimiters and quotes stay; what is put in is ASCII. */
import type { Mend } from './fix.ts';

interface Field {
  readonly start: number;
  readonly end: number;
  readonly quoted: boolean;
  readonly value: string;
}

/**
 * @param encoding as the reader found it
 * @returns the patched bytes, or null where the fields do not stand where the reader saw them
 */
export function patchCsv(bytes: Uint8Array, encoding: string, mends: readonly Mend[]): Uint8Array | null {
  const text = new TextDecoder(encoding, { ignoreBOM: true }).decode(bytes);
  const head = /^\ufeff?(?:sep=(.)(?:\r\n|\r|\n|$))?/i.exec(text) as RegExpExecArray;
  const delimiters = head[1] === undefined ? [',', '\t', ';'] : [head[1]];
  const wanted = new Map(mends.map((m) => [`${m.place.row} ${m.place.col}`, m]));
  for (const delimiter of delimiters) {
    const fields = fieldsAt(text, head[0].length, delimiter, wanted);
    if (fields.length === mends.length && fields.every(([f, m]) => f.value === m.from)) return splice(bytes, text, encoding, fields);
  }
  return null;
}

function fieldsAt(text: string, from: number, delimiter: string, wanted: ReadonlyMap<string, Mend>): [Field, Mend][] {
  const found: [Field, Mend][] = [];
  let [row, col, at] = [0, 0, from];
  while (at <= text.length) {
    const field = fieldFrom(text, at, delimiter);
    const mend = wanted.get(`${row} ${col}`);
    if (mend) found.push([field, mend]);
    const after = text[field.end];
    if (after === delimiter) col++;
    else {
      row++;
      col = 0;
    }
    at = field.end + (after === '\r' && text[field.end + 1] === '\n' ? 2 : 1);
  }
  return found;
}

function fieldFrom(text: string, start: number, delimiter: string): Field {
  const ends = (c: string | undefined) => c === undefined || c === delimiter || c === '\n' || c === '\r';
  let end = start;
  if (text[start] !== '"') {
    while (!ends(text[end])) end++;
    return { start, end, quoted: false, value: text.slice(start, end) };
  }
  for (end = start + 1; end < text.length; end++) {
    if (text[end] !== '"') continue;
    if (text[end + 1] !== '"') break;
    end++;
  }
  const value = text.slice(start + 1, end).replaceAll('""', '"');
  return { start, end: Math.min(end + 1, text.length), quoted: true, value };
}

/** `fields` in the order of the text. */
function splice(bytes: Uint8Array, text: string, encoding: string, fields: readonly (readonly [Field, Mend])[]): Uint8Array {
  const offset = walker(bytes, text, encoding);
  const pieces: Uint8Array[] = [];
  let done = 0;
  for (const [field, mend] of fields) {
    const start = offset(field.start);
    pieces.push(bytes.subarray(done, start), ascii(field.quoted ? `"${mend.to}"` : mend.to, encoding));
    done = offset(field.end);
  }
  return Buffer.concat([...pieces, bytes.subarray(done)]);
}

function ascii(text: string, encoding: string): Uint8Array {
  if (!encoding.startsWith('utf-16')) return Buffer.from(text, 'latin1');
  const little = Buffer.from(text, 'utf16le');
  return encoding === 'utf-16be' ? little.swap16() : little;
}

/** Index in the text → offset in the bytes; asked in ascending order. */
function walker(bytes: Uint8Array, text: string, encoding: string): (index: number) => number {
  let [index, offset] = [0, 0];
  return (to) => {
    while (index < to) {
      const code = text.codePointAt(index) as number;
      offset += byteLength(bytes, offset, code, encoding);
      index += code > 0xffff ? 2 : 1;
    }
    return offset;
  };
}

function byteLength(bytes: Uint8Array, at: number, code: number, encoding: string): number {
  if (encoding === 'utf-8') return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  if (encoding.startsWith('utf-16')) return code > 0xffff ? 4 : 2;
  if ((bytes[at] as number) < 0x81) return 1;
  const trail = bytes[at + 1] as number;
  return trail >= 0x30 && trail <= 0x39 ? 4 : 2;
}
