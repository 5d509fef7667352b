/**
 * The attributes of a common tag (`row`, `c`, `f`) by their places in the bytes. It knows the usual writing only; what
 * it does not know (`xm…` among it: a declared namespace) it leaves to the general way, which decides whether that is legal.
 */
export class TagBytes {
  /** Start and end of the values of r, s, t; start −1 where the tag has none. */
  rFrom = -1;
  rTo = -1;
  sFrom = -1;
  sTo = -1;
  tFrom = -1;
  tTo = -1;
  /** Any attribute whose name has six letters, `hidden` among them. */
  sixLetters = false;
  /** The tag ends in `/>`. */
  empty = false;
  /** Start and length of the names so far, in turn: none may come twice. */
  private readonly names = new Int32Array(64);

  /** Reads from behind the name of a tag to behind its `>`; −1 where the tag is unusual or not there whole. */
  read(buf: Uint8Array, at: number, end: number): number {
    this.rFrom = this.sFrom = this.tFrom = -1;
    this.sixLetters = this.empty = false;
    let count = 0;
    let p = at;
    while (p + 1 < end) {
      const b = buf[p];
      if (b === 0x3e) return p + 1;
      if (b === 0x2f) {
        this.empty = true;
        return buf[p + 1] === 0x3e ? p + 2 : -1;
      }
      if (b !== 0x20) return -1;
      const name = ++p;
      if (buf[p] === 0x20 || buf[p] === 0x2f || buf[p] === 0x3e) {
        p = name;
        continue;
      }
      while (p < end && kinds[buf[p] as number] === inName) p++;
      const length = p - name;
      if (length === 0 || count === 64 || buf[p] !== 0x3d || (buf[name] as number) < 0x41) return -1;
      if (length > 1) {
        if (this.isTwin(buf, name, length, count) || (buf[name] === 0x78 && buf[name + 1] === 0x6d)) return -1;
        this.names[count++] = name;
        this.names[count++] = length;
      }
      const quote = buf[p + 1];
      if (quote !== 0x22 && quote !== 0x27) return -1;
      const from = p + 2;
      for (p = from; p < end && buf[p] !== quote; p++) if (kinds[buf[p] as number] === 0) return -1;
      if (p >= end) return -1;
      if (length === 1) {
        if (!this.keep(buf[name] as number, from, p)) return -1;
      } else if (length === 6) this.sixLetters = true;
      p++;
    }
    return -1;
  }

  /** false for a second one, and for a letter that is none of theirs. */
  private keep(name: number, from: number, to: number): boolean {
    if (name === 0x72 && this.rFrom < 0) {
      this.rFrom = from;
      this.rTo = to;
      return true;
    }
    if (name === 0x73 && this.sFrom < 0) {
      this.sFrom = from;
      this.sTo = to;
      return true;
    }
    if (name !== 0x74 || this.tFrom >= 0) return false;
    this.tFrom = from;
    this.tTo = to;
    return true;
  }

  private isTwin(buf: Uint8Array, name: number, length: number, count: number): boolean {
    for (let i = 0; i < count; i += 2) {
      if (this.names[i + 1] !== length) continue;
      const other = this.names[i] as number;
      let k = 0;
      while (k < length && buf[other + k] === buf[name + k]) k++;
      if (k === length) return true;
    }
    return false;
  }
}

/** What a byte may be part of: of names (letters, digits, of which a first one is refused apart, and the colon), of usual values, of neither. */
const [inValue, inName] = [1, 2];
const kinds = Uint8Array.from({ length: 256 }, (_, b) => {
  if (/[A-Za-z0-9:]/.test(String.fromCharCode(b))) return inName;
  return b < 0x20 || b > 0x7e || b === 0x3c || b === 0x26 ? 0 : inValue;
});

/** A whole number of one to nine digits, or −1. */
export function wholeAt(buf: Uint8Array, from: number, to: number): number {
  if (from >= to || to - from > 9) return -1;
  let n = 0;
  for (let p = from; p < to; p++) {
    const digit = (buf[p] as number) - 0x30;
    if (digit < 0 || digit > 9) return -1;
    n = n * 10 + digit;
  }
  return n;
}

/** Zero-based column of a reference in capitals that stands in `row` (zero-based), or −1. */
export function columnAt(buf: Uint8Array, from: number, to: number, row: number): number {
  let col = 0;
  let p = from;
  for (; p < to; p++) {
    const letter = (buf[p] as number) - 0x40;
    if (letter < 1 || letter > 26) break;
    col = col * 26 + letter;
  }
  const letters = p - from;
  if (letters < 1 || letters > 3 || wholeAt(buf, p, to) !== row + 1) return -1;
  return col - 1;
}
