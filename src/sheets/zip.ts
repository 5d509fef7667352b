import { crc32, createInflateRaw, inflateRawSync } from 'node:zlib';
import { defaultLimits, type Limits, within } from './limits.ts';
import { damaged, refuse } from './refusal.ts';

/**
 * A guarded look into a zip archive. Nothing is extracted; a part is inflated only when asked for, and only as far
 * as its header declares. Declared sizes must prove true, so limits checked on them hold for the real ones too.
 */
export interface Zip {
  /** Names in the order of the central directory, with forward slashes; folders are left out. */
  readonly names: readonly string[];
  /** The name as stored of the part so called, whatever the letter case; undefined where there is none. */
  find(name: string): string | undefined;
  /** Inflated and checked bytes of a stored name. Refuses with `file/damaged` or `file/encrypted`. */
  read(name: string): Uint8Array;
  /** The same piece by piece, inflated while the caller works on the piece before. The checksum is known after the last. */
  stream(name: string): AsyncIterable<Uint8Array>;
}

interface Entry {
  readonly name: string;
  readonly flags: number;
  readonly method: number;
  readonly crc: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

/** An entry with the place of its packed bytes. */
interface Placed extends Entry {
  readonly start: number;
}

const endSignature = 0x06054b50;
const centralSignature = 0x02014b50;
const localSignature = 0x04034b50;
const end64Signature = 0x06064b50;
const locator64Signature = 0x07064b50;
const max32 = 0xffffffff;

/**
 * Opens an archive held in memory. Refuses (throws `Refusal`) what is over the limits, truncated, or says two things
 * at once: twin names, headers that differ, overlapping parts, names that lead outside.
 */
export function openZip(bytes: Uint8Array, limits: Limits = defaultLimits): Zip {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const entries = readCentral(bytes, view, limits);
  checkTotals(entries, limits);
  const placed = entries.map((e) => place(e, bytes, view));
  checkOverlap(placed);
  const byName = new Map(placed.map((e) => [e.name, e]));
  const byFold = new Map(placed.map((e) => [fold(e.name), e.name]));
  if (byFold.size < placed.length) damaged(`zip: two entries of one name: ${firstTwin(placed)}`);
  const entryOf = (name: string) => byName.get(name) ?? damaged(`zip: no entry ${name}`);
  return {
    names: placed.map((e) => e.name).filter((n) => !n.endsWith('/')),
    find: (name) => byFold.get(fold(name)),
    read: (name) => inflate(entryOf(name), bytes),
    stream: (name) => pieces(entryOf(name), bytes),
  };
}

const fold = (name: string) => name.normalize('NFC').toLowerCase();

function firstTwin(entries: readonly Entry[]): string {
  const seen = new Set<string>();
  return entries.find((e) => seen.size === seen.add(fold(e.name)).size)?.name ?? '';
}

// ───────────────────────────── central directory ─────────────────────────────

function readCentral(bytes: Uint8Array, view: DataView, limits: Limits): Entry[] {
  const { count, offset, end } = readEnd(bytes, view);
  within(limits.zipEntries, count, 'zip entries');
  const entries: Entry[] = [];
  let at = offset;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== centralSignature) damaged('zip: central directory broken');
    const lengths = view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (at + 46 + lengths > end) damaged('zip: central directory truncated');
    entries.push(readEntry(bytes, view, at));
    at += 46 + lengths;
  }
  // An entry more than counted would be left out in silence: the styles, and dates turn into plain numbers.
  if (at + 4 <= end && view.getUint32(at, true) === centralSignature) damaged('zip: more entries than the end record counts');
  return entries;
}

/**
 * The end record: the last one that either ends the file or stands right behind the directory it speaks of. Some
 * writers pad the file behind it; a record that does neither is chance bytes or bait.
 */
function readEnd(bytes: Uint8Array, view: DataView): { count: number; offset: number; end: number } {
  const lowest = Math.max(0, bytes.length - 22 - 0xffff);
  for (let at = bytes.length - 22; at >= lowest; at--) {
    if (view.getUint32(at, true) !== endSignature) continue;
    const ends = at + 22 + view.getUint16(at + 20, true) === bytes.length;
    const directoryEnd = view.getUint32(at + 16, true) + view.getUint32(at + 12, true);
    const joins = directoryEnd === at;
    if (!ends && !joins) continue;
    if (view.getUint16(at + 4, true) !== 0 || view.getUint16(at + 6, true) !== 0) damaged('zip: split over several disks');
    const count = view.getUint16(at + 10, true);
    const offset = view.getUint32(at + 16, true);
    if (count === 0xffff || offset === max32) return readEnd64(view, at);
    // Two archives one behind the other, or one with something before it: its numbers lead into the wrong one.
    if (!joins && !(hasLocator(view, at) && directoryEnd === big(view, at - 12)))
      damaged('zip: the directory is not where its end record says');
    return { count, offset, end: at };
  }
  return damaged('zip: truncated (no end record)');
}

function readEnd64(view: DataView, end: number): { count: number; offset: number; end: number } {
  const locator = end - 20;
  if (!hasLocator(view, end)) damaged('zip: no zip64 locator');
  const at = big(view, locator + 8);
  if (at + 56 > locator || view.getUint32(at, true) !== end64Signature) damaged('zip: zip64 end record broken');
  if (big(view, at + 40) + big(view, at + 48) !== at) damaged('zip: the directory is not where its end record says');
  return { count: big(view, at + 32), offset: big(view, at + 48), end: at };
}

const hasLocator = (view: DataView, end: number) => end >= 20 && view.getUint32(end - 20, true) === locator64Signature;

/** A 64-bit number; those past 2^53 are beyond every limit and stay that. */
const big = (view: DataView, at: number) => Number(view.getBigUint64(at, true));

function readEntry(bytes: Uint8Array, view: DataView, at: number): Entry {
  const nameEnd = at + 46 + view.getUint16(at + 28, true);
  const flags = view.getUint16(at + 8, true);
  const extra = { from: nameEnd, to: nameEnd + view.getUint16(at + 30, true) };
  const wide = zip64Field(view, extra);
  return {
    name: checkedName(decodeName(bytes.subarray(at + 46, nameEnd))),
    flags,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    size: wide(view.getUint32(at + 24, true)),
    packed: wide(view.getUint32(at + 20, true)),
    offset: wide(view.getUint32(at + 42, true)),
  };
}

/** Reads numbers in the fixed order of the zip64 extra field, one for each number that is all ones in the header. */
function zip64Field(view: DataView, extra: { from: number; to: number }): (n: number) => number {
  let at = 0;
  let left = 0;
  for (let p = extra.from; p + 4 <= extra.to; ) {
    const size = view.getUint16(p + 2, true);
    if (p + 4 + size > extra.to) damaged('zip: extra field broken');
    if (view.getUint16(p, true) === 1) {
      at = p + 4;
      left = size;
    }
    p += 4 + size;
  }
  return (n) => {
    if (n !== max32) return n;
    if (left < 8) damaged('zip: zip64 field missing');
    left -= 8;
    at += 8;
    return big(view, at - 8);
  };
}

/** Part names are ASCII in every spreadsheet format; other bytes only need to stay apart. */
function decodeName(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}

/** Some writers part folders by a backslash; read as a slash it can hide nothing, as every check comes after. */
function checkedName(stored: string): string {
  const name = stored.replaceAll('\\', '/');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: a name with control characters is what is looked for
  const bad = name === '' || /^\/|^[a-z]:|[\u0000-\u001f]/i.test(name) || name.split('/').includes('..');
  return bad ? damaged(`zip: entry name not allowed: ${JSON.stringify(name)}`) : name;
}

function checkTotals(entries: readonly Entry[], limits: Limits): void {
  const size = entries.reduce((sum, e) => sum + e.size, 0);
  within(limits.inflatedBytes, size, 'bytes inflated');
  for (const e of [...entries, { size, packed: entries.reduce((sum, x) => sum + x.packed, 0) }]) {
    if (e.size <= limits.ratioFrom) continue;
    within(limits.ratio, Math.ceil(e.size / Math.max(e.packed, 1)), 'times inflated');
  }
}

// ───────────────────────────── local headers and data ─────────────────────────────

/** Checks the local header against the central one and finds where the packed bytes start. */
function place(e: Entry, bytes: Uint8Array, view: DataView): Placed {
  const at = e.offset;
  if (at + 30 > bytes.length || view.getUint32(at, true) !== localSignature) damaged(`zip: no local header for ${e.name}`);
  const nameEnd = at + 30 + view.getUint16(at + 26, true);
  const start = nameEnd + view.getUint16(at + 28, true);
  if (start + e.packed > bytes.length) damaged(`zip: ${e.name} truncated`);
  const same = checkedName(decodeName(bytes.subarray(at + 30, nameEnd))) === e.name && view.getUint16(at + 8, true) === e.method;
  if (!same || !sizesAgree(e, view, { from: nameEnd, to: start })) damaged(`zip: local and central header differ for ${e.name}`);
  return { ...e, start };
}

/** With a data descriptor (flag 8) the local header may leave CRC and sizes at 0; it may not say something else. */
function sizesAgree(e: Entry, view: DataView, extra: { from: number; to: number }): boolean {
  const at = e.offset;
  const later = (view.getUint16(at + 6, true) & 8) !== 0;
  const wide = zip64Field(view, extra);
  const size = later && view.getUint32(at + 22, true) === max32 ? e.size : wide(view.getUint32(at + 22, true));
  const packed = later && view.getUint32(at + 18, true) === max32 ? e.packed : wide(view.getUint32(at + 18, true));
  const agrees = (local: number, central: number) => local === central || (later && local === 0);
  return agrees(view.getUint32(at + 14, true), e.crc) && agrees(size, e.size) && agrees(packed, e.packed);
}

/** Parts sharing packed bytes are how a small archive inflates without end. */
function checkOverlap(entries: readonly Placed[]): void {
  const sorted = [...entries].sort((a, b) => a.offset - b.offset);
  sorted.forEach((e, i) => {
    const next = sorted[i + 1];
    if (next && e.start + e.packed > next.offset) damaged(`zip: ${e.name} and ${next.name} overlap`);
  });
}

/** Bytes of one piece; the stream may inflate a few of them ahead. */
const pieceSize = 128 * 1024;
const ahead = 4;

function inflate(e: Placed, bytes: Uint8Array): Uint8Array {
  const raw = packedOf(e, bytes);
  const out = e.method === 0 ? raw : inflateRaw(e, raw);
  checkWhole(e, out.length, crc32(out));
  return out;
}

function inflateRaw(e: Placed, raw: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(raw, { maxOutputLength: e.size + 1 });
  } catch {
    return notAsDeclared(e);
  }
}

async function* pieces(e: Placed, bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const raw = packedOf(e, bytes);
  let length = 0;
  let crc = 0;
  for await (const piece of e.method === 0 ? slices(raw) : inflated(e, raw)) {
    length += piece.length;
    if (length > e.size) notAsDeclared(e);
    crc = crc32(piece, crc);
    yield piece;
  }
  checkWhole(e, length, crc);
}

function* slices(raw: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < raw.length; at += pieceSize) yield raw.subarray(at, at + pieceSize);
}

/** A small part is inflated at once, a large one on the thread pool. */
async function* inflated(e: Placed, raw: Uint8Array): AsyncGenerator<Uint8Array> {
  if (e.size <= pieceSize) {
    yield inflateRaw(e, raw);
    return;
  }
  const options = { chunkSize: pieceSize, readableHighWaterMark: ahead * pieceSize };
  const stream = createInflateRaw(options);
  const iterator: AsyncIterator<Buffer> = stream[Symbol.asyncIterator]();
  stream.end(raw);
  try {
    for (;;) {
      const next = await iterator.next().catch(() => notAsDeclared(e));
      if (next.done) return;
      yield next.value;
    }
  } finally {
    stream.destroy();
  }
}

/** The packed bytes of an entry that can be unpacked. */
function packedOf(e: Placed, bytes: Uint8Array): Uint8Array {
  if (e.flags & 1) refuse('file/encrypted', {});
  if (e.method !== 0 && e.method !== 8) damaged(`zip: method ${e.method} of ${e.name} not known`);
  return bytes.subarray(e.start, e.start + e.packed);
}

function checkWhole(e: Placed, length: number, crc: number): void {
  if (length !== e.size) damaged(`zip: ${e.name} is not as long as declared`);
  if (crc !== e.crc) damaged(`zip: CRC of ${e.name} is wrong`);
}

const notAsDeclared = (e: Placed): never => damaged(`zip: ${e.name} does not inflate to its declared length`);
