import { type XmlHandler, XmlScanner } from './scanner.ts';
import { textPool, unescapeText } from './text-pool.ts';

/** `si/t` and `si/r/t` (rich text) are the text; `si/rPh/t` is how it is pronounced. The same holds for `is`. */
export function isItemText(path: readonly string[]): boolean {
  if (path.at(-1) !== 't') return false;
  const parent = path.at(-2);
  return parent === 'si' || parent === 'is' || (parent === 'r' && (path.at(-3) === 'si' || path.at(-3) === 'is'));
}

const ascii = (text: string) => Uint8Array.from(Buffer.from(text, 'latin1'));
/** The ways in which a plain item begins, and the one in which it ends. */
const heads = [ascii('<si><t>'), ascii('<si><t xml:space="preserve">')];
const tail = ascii('</t></si>');

/** Reads the shared strings of a workbook, each once. */
export class StringsScanner extends XmlScanner {
  readonly strings: string[];
  private readonly pool = textPool();
  private readonly root: { inside: boolean };

  /** @param fast false sends every tag the general way, for comparison */
  constructor(
    part: string,
    private readonly fast = true,
  ) {
    const strings: string[] = [];
    const root = { inside: false };
    super(part, collect(strings, root));
    this.strings = strings;
    this.root = root;
  }

  protected override quick(at: number): number {
    if (!this.fast || !this.root.inside) return at;
    const { buf, end } = this;
    let p = at;
    for (;;) {
      const head = heads.find((h) => begins(buf, p, end, h));
      if (!head) return p;
      const from = p + head.length;
      let q = from;
      while (q < end && isPlainByte(buf[q] as number)) q++;
      if (!begins(buf, q, end, tail)) return p;
      this.strings.push(unescapeText(this.pool.text(buf, from, q, this.part)));
      p = q + tail.length;
    }
  }
}

/** A byte of text that stands for itself: no markup, no entity, no line end to be changed, no end of a CDATA section. */
export const isPlainByte = (b: number) => (b >= 0x20 && b !== 0x3c && b !== 0x26 && b !== 0x3e) || b === 0x0a || b === 0x09;

function begins(buf: Uint8Array, at: number, end: number, start: Uint8Array): boolean {
  if (at + start.length > end) return false;
  for (let i = 0; i < start.length; i++) if (buf[at + i] !== start[i]) return false;
  return true;
}

function collect(strings: string[], root: { inside: boolean }): XmlHandler {
  let text = '';
  return {
    open(_, __, path) {
      root.inside = path.length === 1;
    },
    text(t, path) {
      if (path[1] === 'si' && path.length <= 4 && isItemText(path)) text += t;
    },
    close(name, path) {
      root.inside = path.length === 2;
      if (name !== 'si' || path.length !== 2) return;
      strings.push(unescapeText(text));
      text = '';
    },
  };
}
