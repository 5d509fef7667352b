import { damaged } from './refusal.ts';

/** A record of a BIFF stream: its type, where its data stand, and the CONTINUE records behind it. */
export interface Biff {
  readonly type: number;
  readonly data: Uint8Array;
  readonly more: readonly Uint8Array[];
  /** Offset of the record in the stream. */
  readonly at: number;
  /** Offset behind the record and its CONTINUE records. */
  readonly next: number;
}

const continueType = 0x3c;

/** The record at an offset, or null at the end of the stream. Refuses one that is longer than the stream. */
export function biffAt(stream: Uint8Array, at: number): Biff | null {
  if (at + 4 > stream.length) return null;
  const data = dataAt(stream, at);
  const more: Uint8Array[] = [];
  let next = at + 4 + data.length;
  while (next + 4 <= stream.length && u16(stream, next) === continueType) {
    const part = dataAt(stream, next);
    more.push(part);
    next += 4 + part.length;
  }
  return { type: u16(stream, at), data, more, at, next };
}

function dataAt(stream: Uint8Array, at: number): Uint8Array {
  const end = at + 4 + u16(stream, at + 2);
  return end > stream.length ? damaged(`xls: record at ${at} is truncated`) : stream.subarray(at + 4, end);
}

export const u16 = (b: Uint8Array, at: number) => byte(b, at) | (byte(b, at + 1) << 8);
export const u32 = (b: Uint8Array, at: number) => (u16(b, at) | (u16(b, at + 2) << 16)) >>> 0;

export function f64(b: Uint8Array, at: number): number {
  if (at + 8 > b.length) damaged('record is too short');
  return new DataView(b.buffer, b.byteOffset, b.byteLength).getFloat64(at, true);
}

function byte(b: Uint8Array, at: number): number {
  return b[at] ?? damaged('record is too short');
}

/** A number packed into 30 bits with two flags ([MS-XLS] RkNumber): whole or the high half of a double, and hundredths. */
export function rkNumber(b: Uint8Array, at: number): number {
  const rk = u32(b, at);
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(4, (rk & 0xfffffffc) >>> 0, true);
  const x = rk & 2 ? (rk | 0) >> 2 : view.getFloat64(0, true);
  return rk & 1 ? x / 100 : x;
}

const errors: ReadonlyMap<number, string> = new Map([
  [0x00, '#NULL!'],
  [0x07, '#DIV/0!'],
  [0x0f, '#VALUE!'],
  [0x17, '#REF!'],
  [0x1d, '#NAME?'],
  [0x24, '#NUM!'],
  [0x2a, '#N/A'],
  [0x2b, '#GETTING_DATA'],
]);

/** Text of an error value. */
export const errorText = (code: number) => errors.get(code) ?? damaged(`error value ${code} not known`);

/** Reads bytes that run on from a record into its CONTINUE records. */
export class BiffReader {
  private part = 0;
  private at: number;

  constructor(
    private readonly parts: readonly Uint8Array[],
    start: number,
  ) {
    this.at = start;
  }

  get done(): boolean {
    this.settle();
    return this.part >= this.parts.length;
  }

  u8(): number {
    this.settle();
    return byte(this.parts[this.part] ?? new Uint8Array(), this.at++);
  }

  u16(): number {
    return this.u8() | (this.u8() << 8);
  }

  u32(): number {
    return (this.u16() | (this.u16() << 16)) >>> 0;
  }

  skip(count: number): void {
    for (let left = count; left > 0; ) {
      this.settle();
      const here = (this.parts[this.part] ?? damaged('record is too short')).length - this.at;
      const step = Math.min(left, here);
      this.at += step;
      left -= step;
    }
  }

  /** A text of BIFF8 with its flags; runs of formatting and phonetic marks behind it are passed over. */
  text(length: number): string {
    const flags = this.u8();
    const runs = flags & 8 ? this.u16() : 0;
    const extra = flags & 4 ? this.u32() : 0;
    const text = this.characters(length, (flags & 1) !== 0);
    this.skip(runs * 4 + extra);
    return text;
  }

  /** Bytes of a text of BIFF5. */
  bytes(length: number): Uint8Array {
    const out = new Uint8Array(length);
    for (let i = 0; i < length; i++) out[i] = this.u8();
    return out;
  }

  /** Where a text runs on into a CONTINUE record, that begins with a flag of its own: how its characters are stored. */
  private characters(length: number, wide: boolean): string {
    let text = '';
    let left = length;
    let twoBytes = wide;
    while (left > 0) {
      if (this.at >= (this.parts[this.part]?.length ?? 0)) {
        this.part++;
        this.at = 0;
        if (this.part >= this.parts.length) damaged('text is truncated');
        if (this.at < (this.parts[this.part] as Uint8Array).length) twoBytes = (this.u8() & 1) !== 0;
        continue;
      }
      const bytes = this.parts[this.part] as Uint8Array;
      const size = twoBytes ? 2 : 1;
      const count = Math.min(left, Math.floor((bytes.length - this.at) / size));
      if (count === 0) damaged('text is cut within a character');
      const raw = bytes.subarray(this.at, this.at + count * size);
      text += twoBytes ? utf16(raw) : latin1(raw);
      this.at += raw.length;
      left -= count;
    }
    return text;
  }

  private settle(): void {
    while (this.part < this.parts.length && this.at >= (this.parts[this.part] as Uint8Array).length) {
      this.part++;
      this.at = 0;
    }
  }
}

/** UTF-16 as stored, lone surrogates included: a pair may be split over two records. */
export const utf16 = (b: Uint8Array) => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('utf16le');
const latin1 = (b: Uint8Array) => Buffer.from(b.buffer, b.byteOffset, b.byteLength).toString('latin1');
