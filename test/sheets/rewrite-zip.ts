// A zip writer that can write every legal way there is, and lie about each field where a test wants a lie.
import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

/** Fields that a header may be made to lie about. */
export interface Lies {
  readonly name?: string;
  readonly flags?: number;
  readonly method?: number;
  readonly crc?: number;
  readonly packed?: number;
  readonly size?: number;
  readonly offset?: number;
}

/** One entry and the way it is written. */
export interface ZipPart {
  readonly name: string;
  readonly data: Uint8Array;
  readonly stored?: boolean;
  /** Sizes and CRC behind the data; 'bare' leaves out the signature. */
  readonly descriptor?: 'signed' | 'bare';
  readonly zip64?: boolean;
  /** An extra field of some other program, its bytes. */
  readonly extra?: Uint8Array;
  readonly comment?: string;
  readonly local?: Lies;
  readonly central?: Lies;
}

export interface ZipWays {
  /** Names as the central directory lists them; else in the order of the data. */
  readonly directory?: readonly number[];
  readonly zip64?: boolean;
  readonly comment?: Uint8Array;
  readonly end?: { readonly count?: number; readonly size?: number; readonly offset?: number; readonly disk?: number };
}

const u16 = (n: number) => Buffer.from([n & 255, (n >>> 8) & 255]);
const u32 = (n: number) => {
  const b = Buffer.alloc(4);
  b.writeUInt32LE(n >>> 0);
  return b;
};
const u64 = (n: number) => {
  const b = Buffer.alloc(8);
  b.writeBigUInt64LE(BigInt(n));
  return b;
};
const max32 = 0xffffffff;

/** Writes the entries; without lies the archive is a legal one. */
export function writeZip(parts: readonly ZipPart[], ways: ZipWays = {}): Uint8Array {
  const out: Buffer[] = [];
  let at = 0;
  const push = (...all: Uint8Array[]) => {
    for (const b of all) {
      out.push(Buffer.from(b));
      at += b.length;
    }
  };
  const directory = parts.map((p) => {
    const packedData = p.stored ? p.data : deflateRawSync(p.data);
    const truth = {
      name: p.name,
      flags: (p.descriptor ? 8 : 0) | (/[^\x20-\x7e]/.test(p.name) ? 0x800 : 0),
      method: p.stored ? 0 : 8,
      crc: crc32(p.data),
      packed: packedData.length,
      size: p.data.length,
      offset: at,
    };
    const l = { ...truth, ...(p.descriptor ? { crc: 0, packed: 0, size: 0 } : {}), ...p.local };
    const wide = p.zip64 === true && !p.descriptor;
    const extra = Buffer.concat([
      wide ? Buffer.concat([u16(1), u16(16), u64(l.size), u64(l.packed)]) : Buffer.alloc(0),
      p.extra ?? Buffer.alloc(0),
    ]);
    const name = Buffer.from(l.name);
    push(u32(0x04034b50), u16(wide ? 45 : 20), u16(l.flags), u16(l.method), u16(0), u16(0x5d48), u32(l.crc));
    push(u32(wide ? max32 : l.packed), u32(wide ? max32 : l.size), u16(name.length), u16(extra.length), name, extra, packedData);
    if (p.descriptor) push(...(p.descriptor === 'signed' ? [u32(0x08074b50)] : []), u32(truth.crc), u32(truth.packed), u32(truth.size));
    const c = { ...truth, ...p.central };
    const wideExtra = p.zip64 ? Buffer.concat([u16(1), u16(24), u64(c.size), u64(c.packed), u64(c.offset)]) : Buffer.alloc(0);
    const centralExtra = Buffer.concat([p.extra ?? Buffer.alloc(0), wideExtra]);
    const [centralName, comment] = [Buffer.from(c.name), Buffer.from(p.comment ?? '')];
    return Buffer.concat([
      ...[u32(0x02014b50), u16(20), u16(p.zip64 ? 45 : 20), u16(c.flags), u16(c.method), u16(0), u16(0x5d48), u32(c.crc)],
      ...[u32(p.zip64 ? max32 : c.packed), u32(p.zip64 ? max32 : c.size), u16(centralName.length), u16(centralExtra.length)],
      ...[u16(comment.length), u16(0), u16(0), u32(0), u32(p.zip64 ? max32 : c.offset), centralName, centralExtra, comment],
    ]);
  });
  const start = at;
  for (const i of ways.directory ?? directory.keys()) push(directory[i] as Buffer);
  const end = { count: ways.directory?.length ?? directory.length, size: at - start, offset: start, disk: 0, ...ways.end };
  if (ways.zip64) {
    const record = at;
    push(u32(0x06064b50), u64(44), u16(45), u16(45), u32(0), u32(0), u64(end.count), u64(end.count), u64(end.size), u64(end.offset));
    push(u32(0x07064b50), u32(0), u64(record), u32(1));
  }
  const [count, size, offset] = ways.zip64 ? [0xffff, max32, max32] : [end.count, end.size, end.offset];
  push(u32(0x06054b50), u16(end.disk), u16(end.disk), u16(count), u16(count), u32(size), u32(offset));
  push(u16(ways.comment?.length ?? 0), ways.comment ?? Buffer.alloc(0));
  return new Uint8Array(Buffer.concat(out));
}

/** Entries of a plain, undamaged archive, by its central directory; null where it is none. Own code: a second reading. */
export function readZip(bytes: Uint8Array): ZipPart[] | null {
  const b = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = b.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  if (end < 0) return null;
  const parts: ZipPart[] = [];
  try {
    let at = b.readUInt32LE(end + 16);
    for (let n = b.readUInt16LE(end + 10); n > 0; n--) {
      const [nameLength, extraLength, commentLength] = [b.readUInt16LE(at + 28), b.readUInt16LE(at + 30), b.readUInt16LE(at + 32)];
      const name = b.subarray(at + 46, at + 46 + nameLength).toString();
      const local = b.readUInt32LE(at + 42);
      const from = local + 30 + b.readUInt16LE(local + 26) + b.readUInt16LE(local + 28);
      const raw = b.subarray(from, from + b.readUInt32LE(at + 20));
      if (!name.endsWith('/')) parts.push({ name, data: new Uint8Array(b.readUInt16LE(at + 10) === 0 ? raw : inflateRawSync(raw)) });
      at += 46 + nameLength + extraLength + commentLength;
    }
  } catch {
    return null;
  }
  return parts;
}
