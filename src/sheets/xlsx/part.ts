import { DeclaredDecoder } from '../encoding.ts';
import { damaged } from '../refusal.ts';
import type { Zip } from '../zip.ts';
import { type XmlHandler, XmlScanner } from './scanner.ts';

/** So many bytes hold every XML declaration. */
const headLength = 256;

/**
 * Scans a part of the package while it inflates.
 * @param flush awaited after every piece
 */
export async function scanPart(zip: Zip, name: string, scanner: XmlScanner, label = name, flush?: () => Promise<void>): Promise<void> {
  const feed = new Utf8Feed(scanner, label);
  for await (const chunk of zip.stream(name)) {
    feed.push(chunk);
    if (flush) await flush();
  }
  feed.finish();
}

/** Scans a part with a handler alone. */
export const scanXml = (zip: Zip, name: string, handler: XmlHandler): Promise<void> => scanPart(zip, name, new XmlScanner(name, handler));

/** Hands bytes on as UTF-8 without byte order mark, whatever the part is written in. */
export class Utf8Feed {
  private head: Uint8Array | null = new Uint8Array(0);
  private decoder: DeclaredDecoder | null = null;

  constructor(
    private readonly scanner: XmlScanner,
    private readonly label: string,
  ) {}

  push(chunk: Uint8Array): void {
    if (this.head === null) this.pass(chunk);
    else {
      this.head = this.head.length === 0 ? chunk : Buffer.concat([this.head, chunk]);
      if (this.head.length >= headLength) this.start();
    }
  }

  finish(): void {
    this.start();
    if (this.decoder) this.scanner.push(this.decode());
    this.scanner.finish();
  }

  private start(): void {
    if (this.head === null) return;
    const head = this.head;
    this.head = null;
    const encoding = encodingOf(head);
    const isUtf8 = /^utf-?8$/i.test(encoding);
    if (!isUtf8) this.decoder = this.decoderOf(encoding);
    const hasMark = isUtf8 && head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf;
    this.pass(hasMark ? head.subarray(3) : head);
  }

  private decoderOf(encoding: string): DeclaredDecoder {
    try {
      return new DeclaredDecoder(encoding);
    } catch {
      return damaged(`${this.label}: encoding ${JSON.stringify(encoding)} not known`);
    }
  }

  private pass(chunk: Uint8Array): void {
    this.scanner.push(this.decoder ? this.decode(chunk) : chunk);
  }

  private decode(chunk?: Uint8Array): Uint8Array {
    try {
      return Buffer.from(this.decoder?.decode(chunk) ?? '', 'utf8');
    } catch {
      return damaged(`${this.label}: not valid ${this.decoder?.name}`);
    }
  }
}

/** UTF-16 by its first bytes, else what the declaration names, else UTF-8. */
function encodingOf(bytes: Uint8Array): string {
  const [a, b] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x3c && b === 0)) return 'utf-16le';
  if ((a === 0xfe && b === 0xff) || (a === 0 && b === 0x3c)) return 'utf-16be';
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, headLength)).toString('latin1');
  return /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([^"']+)["']/.exec(head)?.[1] ?? 'utf-8';
}
