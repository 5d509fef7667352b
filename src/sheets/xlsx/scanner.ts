import { within } from '../limits.ts';
import { damaged } from '../refusal.ts';
import { type Attributes, attributesOf, nameAt, unescapeXml } from './markup.ts';
import { decodeUtf8 } from './text-pool.ts';

/**
 * What a scan meets. Names are local names (no prefix) of the namespace of the root and of markup compatibility; an
 * element of any other is `foreign:` and its local name. Texts are unescaped, and may come in pieces.
 */
export interface XmlHandler {
  open?(name: string, attributes: Attributes, path: readonly string[]): void;
  /** `path` still ends in `name`. */
  close?(name: string, path: readonly string[]): void;
  text?(text: string, path: readonly string[]): void;
}

/** What one part may hold at most in one piece; no spreadsheet comes near. */
const longestTag = 1024 * 1024;
const longestPiece = 16 * 1024 * 1024;
const deepest = 256;

const compatibility = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const [lt, gt, quote, apostrophe] = [0x3c, 0x3e, 0x22, 0x27];

/**
 * Reads one XML part as its bytes come, in time linear in its length. Refuses (`file/damaged`) what is not well formed,
 * and every DOCTYPE: entities can grow without end and no spreadsheet needs them.
 *
 * Bytes wait in `buf` from `at` to `end` until a token (a tag, a text up to the next tag) is there whole. A subclass may
 * read the common tokens itself in {@link quick}; whatever that leaves comes through here.
 */
export class XmlScanner {
  protected buf = Buffer.allocUnsafe(0);
  protected end = 0;
  protected readonly path: string[] = [];
  protected readonly tags: string[] = [];
  private at = 0;
  /** Bytes that must be there before the same token is looked at again: twice those of the last look. */
  private need = 0;
  /** Bytes of the part before those in `buf`. */
  private before = 0;
  private roots = 0;
  private started = false;
  /** Namespaces by prefix as they hold here, and what to put back where their element ends. */
  private readonly spaces = new Map<string, string>();
  private readonly declared: { depth: number; prefix: string; before: string | undefined }[] = [];
  private rootSpace = '';

  constructor(
    protected readonly part: string,
    protected readonly handler: XmlHandler,
  ) {}

  /** More bytes of the part, in UTF-8 (no byte order mark). */
  push(chunk: Uint8Array): void {
    this.append(chunk);
    if (this.end - this.at >= this.need) this.run(false);
  }

  /** The part is at its end. */
  finish(): void {
    this.run(true);
    if (this.at < this.end || this.tags.length > 0 || this.roots !== 1) this.fail();
  }

  /** Reads what it knows from `at` on and gives the place of the first token that it leaves, which may be `at`. */
  protected quick(at: number): number {
    return at;
  }

  protected fail(): never {
    return damaged(`${this.part}: XML not well formed at byte ${this.before + this.at}`);
  }

  /** The first bytes get a buffer of their size, for most parts come whole; where more follow there is room for what waits. */
  private append(chunk: Uint8Array): void {
    const left = this.end - this.at;
    const size = left + chunk.length;
    if (size > this.buf.length) {
      const larger = Buffer.allocUnsafeSlow(this.buf.length === 0 ? size : Math.max(size * 2, 256 * 1024));
      this.buf.copy(larger, 0, this.at, this.end);
      this.buf = larger;
    } else if (this.at > 0) this.buf.copyWithin(0, this.at, this.end);
    this.buf.set(chunk, left);
    this.before += this.at;
    this.at = 0;
    this.end = size;
  }

  private run(last: boolean): void {
    while (this.at < this.end) {
      this.at = this.quick(this.at);
      if (this.at >= this.end) break;
      const next = this.buf[this.at] === lt ? this.markup(this.at) : this.chars(this.at, last);
      if (next < 0) {
        this.wait();
        return;
      }
      this.at = next;
      this.started = true;
    }
    this.need = 0;
  }

  private wait(): void {
    const left = this.end - this.at;
    within(longestPiece, left, 'bytes in one text');
    this.need = left * 2;
    if (left < 4096) this.need = 0;
  }

  /** Where `bytes` next stand from `from` on, or -1. */
  private find(bytes: string | number, from: number): number {
    const found = this.buf.indexOf(bytes, from, 'latin1');
    const length = typeof bytes === 'number' ? 1 : bytes.length;
    return found < 0 || found + length > this.end ? -1 : found;
  }

  private startsWith(text: string, at: number): boolean {
    return at + text.length <= this.end && this.buf.toString('latin1', at, at + text.length) === text;
  }

  private string(from: number, to: number): string {
    return decodeUtf8(this.buf, from, to, this.part);
  }

  // Each of these reads the token at `at` and gives the place behind it, or -1 where it is not there whole.

  private markup(at: number): number {
    const second = this.buf[at + 1];
    if (at + 1 >= this.end) return -1;
    if (second === 0x3f) return this.instruction(at);
    return second === 0x21 ? this.declaration(at) : this.tag(at);
  }

  private instruction(at: number): number {
    const to = this.find('?>', at + 2);
    if (to < 0) return -1;
    const inside = this.string(at + 2, to);
    const target = nameAt(inside, 0);
    const spaced = inside.length === target.length || /^[ \t\r\n]/.test(inside.slice(target.length));
    if (target === '' || !spaced || (/^xml$/i.test(target) && (this.started || target !== 'xml'))) this.fail();
    return to + 2;
  }

  private declaration(at: number): number {
    if (this.startsWith('<!--', at)) return this.comment(at);
    if (this.startsWith('<![CDATA[', at)) return this.cdata(at);
    if (this.startsWith('<!DOCTYPE', at)) damaged(`${this.part}: DOCTYPE`);
    return this.end - at < 9 ? -1 : this.fail();
  }

  private comment(at: number): number {
    const to = this.find('--', at + 4);
    if (to < 0 || to + 2 >= this.end) return -1;
    if (this.buf[to + 2] !== gt) this.fail();
    this.string(at + 4, to);
    return to + 3;
  }

  private cdata(at: number): number {
    const to = this.find(']]>', at + 9);
    if (to < 0) return -1;
    if (this.tags.length === 0) this.fail();
    this.handler.text?.(this.string(at + 9, to).replace(/\r\n?/g, '\n'), this.path);
    return to + 3;
  }

  private chars(at: number, last: boolean): number {
    const next = this.find(lt, at);
    if (next < 0 && !last) return -1;
    const to = next < 0 ? this.end : next;
    const raw = this.string(at, to);
    if (this.tags.length > 0) {
      if (raw.includes(']]>')) this.fail();
      this.handler.text?.(unescapeXml(raw.replace(/\r\n?/g, '\n'), this.part), this.path);
    } else if (/[^ \t\r\n]/.test(raw)) this.fail();
    return to;
  }

  private tag(at: number): number {
    const to = this.tagEnd(at + 1);
    if (to < 0) {
      within(longestTag, this.end - at, 'bytes in one tag');
      return -1;
    }
    within(longestTag, to - at, 'bytes in one tag');
    if (this.buf[at + 1] === 0x2f) this.endTag(this.string(at + 2, to));
    else this.startTag(this.string(at + 1, to));
    return to + 1;
  }

  /** The `>` that ends a tag, not one in a quoted value. */
  private tagEnd(from: number): number {
    const { buf, end } = this;
    let open = 0;
    for (let p = from; p < end; p++) {
      const b = buf[p];
      if (open !== 0) {
        if (b === open) open = 0;
      } else if (b === gt) return p;
      else if (b === quote || b === apostrophe) open = b;
    }
    return -1;
  }

  private startTag(inside: string): void {
    const empty = inside.endsWith('/');
    const tag = nameAt(inside, 0);
    const attributes = tag === '' ? null : attributesOf(empty ? inside.slice(0, -1) : inside, tag.length, this.part);
    if (attributes === null) this.fail();
    if (this.tags.length === 0 && ++this.roots > 1) this.fail();
    within(deepest, this.tags.length + 1, 'nested elements');
    this.enter(tag, attributes);
    if (empty) this.leave();
  }

  private endTag(inside: string): void {
    const tag = this.tags.at(-1);
    // What follows the name is looked at once: a pattern anchored at the end would start anew at each space.
    if (tag === undefined || !inside.startsWith(tag) || /[^ \t\r\n]/.test(inside.slice(tag.length))) this.fail();
    this.leave();
  }

  private enter(tag: string, attributes: Attributes): void {
    this.tags.push(tag);
    const colon = tag.indexOf(':');
    const local = tag.slice(colon + 1);
    if (local === '' || colon === 0 || local.includes(':')) this.fail();
    this.declare(attributes);
    const uri = this.spaces.get(colon < 0 ? '' : tag.slice(0, colon)) ?? '';
    if (this.tags.length === 1) this.rootSpace = uri;
    const name = uri === this.rootSpace || uri === compatibility ? local : `foreign:${local}`;
    this.path.push(name);
    this.handler.open?.(name, attributes, this.path);
  }

  /** Notes the namespaces that a tag declares, and what they were before. */
  private declare(attributes: Attributes): void {
    for (const [key, uri] of attributes) {
      if (key !== 'xmlns' && !key.startsWith('xmlns:')) continue;
      const prefix = key.slice(6);
      this.declared.push({ depth: this.tags.length, prefix, before: this.spaces.get(prefix) });
      this.spaces.set(prefix, uri);
    }
  }

  private leave(): void {
    this.handler.close?.(this.path.at(-1) as string, this.path);
    for (let last = this.declared.at(-1); last?.depth === this.tags.length; last = this.declared.at(-1)) {
      if (last.before === undefined) this.spaces.delete(last.prefix);
      else this.spaces.set(last.prefix, last.before);
      this.declared.pop();
    }
    this.path.pop();
    this.tags.pop();
  }
}
