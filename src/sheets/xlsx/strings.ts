import { damaged } from '../refusal.ts';
import { type XmlHandler, XmlScanner } from './scanner.ts';
import { textPool, unescapeText } from './text-pool.ts';

/** `si/t` and `si/r/t` (rich text) are the text; `si/rPh/t` is how it is pronounced. The same holds for `is`. `at`: where it stands in the path. */
export const isItemText = (path: readonly string[], at: number): boolean =>
  path.at(-1) === 't' && (path.length === at + 2 || (path.length === at + 3 && path[at + 1] === 'r'));

/** Elements whose texts are no text of the cell: looks, readings of characters, formulas, what other programs keep for themselves. */
const apart: ReadonlySet<string> = new Set(['rPr', 'rPh', 'phoneticPr', 'extLst', 'f']);

/** Whether text is lost that stands where no text of a cell belongs: in an element that is not known, or misplaced. */
export const isLost = (text: string, path: readonly string[]): boolean => /[^ \t\r\n]/.test(text) && !path.some((name) => apart.has(name));

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
    super(part, collect(strings, root, part));
    this.strings = strings;
    this.root = root;
  }

  protected override quick(at: number): number {
    if (!this.fast || !this.root.inside || this.tags[0] !== 'sst') return at;
    const { buf, end } = this;
    let p = at;
    for (;;) {
      const head = heads.find((h) => begins(buf, p, end, h));
      if (!head) return p;
      const from = p + head.length;
      let q = from;
      while (q < end && plainBytes[buf[q] as number] === 1) q++;
      if (!begins(buf, q, end, tail)) return p;
      this.strings.push(unescapeText(this.pool.text(buf, from, q, this.part)));
      p = q + tail.length;
    }
  }
}

/** A byte of text that stands for itself: no markup, no entity, no line end to be changed, no end of a CDATA section. */
export const plainBytes = Uint8Array.from({ length: 256 }, (_, b) =>
  (b >= 0x20 && b !== 0x3c && b !== 0x26 && b !== 0x3e) || b === 0x0a || b === 0x09 ? 1 : 0,
);

function begins(buf: Uint8Array, at: number, end: number, start: Uint8Array): boolean {
  if (at + start.length > end) return false;
  for (let i = 0; i < start.length; i++) if (buf[at + i] !== start[i]) return false;
  return true;
}

function collect(strings: string[], root: { inside: boolean }, part: string): XmlHandler {
  let text = '';
  /** Of the `t` that is being read: each is escaped for itself. */
  let piece = '';
  return {
    open(name, _, path) {
      root.inside = path.length === 1;
      // One more or less, and every later text moves.
      if (path.length === 2 && name !== 'si' && name !== 'extLst') damaged(`${part}: ${name} among the strings`);
    },
    text(t, path) {
      if (path[1] === 'si' && isItemText(path, 1)) piece += t;
      else if (isLost(t, path)) damaged(`${part}: text in ${path.at(-1)} (string ${strings.length})`);
    },
    close(name, path) {
      root.inside = path.length === 2;
      if (name === 't' && piece !== '') {
        text += unescapeText(piece);
        piece = '';
      }
      if (name !== 'si' || path.length !== 2) return;
      strings.push(text);
      text = '';
    },
  };
}
