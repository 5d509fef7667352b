/** One part of a zip archive replaced; every other entry keeps its bytes, name, time and order. */
import { crc32, deflateRawSync } from 'node:zlib';
import { damaged } from './refusal.ts';

const localHeader = 30;
const centralHeader = 46;
const max16 = 0xffff;
const max32 = 0xffffffff;

/**
 * @param bytes an archive that `openZip` has accepted
 * @param changed new contents by name as it stands in the archive
 * Throws `Refusal` for a zip64 archive, whose wide fields it does not write.
 */
export function patchZip(bytes: Uint8Array, changed: ReadonlyMap<string, Uint8Array>): Uint8Array {
  const from = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = endRecord(from);
  const count = from.readUInt16LE(end + 10);
  const pieces: Buffer[] = [];
  const central: Buffer[] = [];
  let at = from.readUInt32LE(end + 16);
  let offset = 0;
  for (let i = 0; i < count; i++) {
    const size = centralHeader + from.readUInt16LE(at + 28) + from.readUInt16LE(at + 30) + from.readUInt16LE(at + 32);
    const record = Buffer.from(from.subarray(at, at + size));
    const name = record.toString('utf8', centralHeader, centralHeader + record.readUInt16LE(28)).replaceAll('\\', '/');
    const local = entry(from, record, changed.get(name));
    record.writeUInt32LE(offset, 42);
    pieces.push(...local);
    central.push(record);
    offset += local.reduce((sum, b) => sum + b.length, 0);
    at += size;
  }
  const directory = Buffer.concat(central);
  const last = Buffer.from(from.subarray(end, end + 22));
  last.writeUInt32LE(directory.length, 12);
  last.writeUInt32LE(offset, 16);
  last.writeUInt16LE(0, 20);
  return Buffer.concat([...pieces, directory, last]);
}

/** The local header and data of an entry; sizes stand in the header, so that no descriptor need follow. `record` is brought in line. */
function entry(from: Buffer, record: Buffer, content: Uint8Array | undefined): Buffer[] {
  if ([20, 24, 42].some((p) => record.readUInt32LE(p) === max32)) damaged('zip64');
  const at = record.readUInt32LE(42);
  const start = at + localHeader + from.readUInt16LE(at + 26) + from.readUInt16LE(at + 28);
  const header = Buffer.from(from.subarray(at, start));
  let data = from.subarray(start, start + record.readUInt32LE(20));
  if (content) {
    data = deflateRawSync(content, { level: 6 });
    record.writeUInt16LE(8, 10);
    record.writeUInt32LE(crc32(content), 16);
    record.writeUInt32LE(data.length, 20);
    record.writeUInt32LE(content.length, 24);
  }
  record.writeUInt16LE(record.readUInt16LE(8) & ~8, 8);
  header.writeUInt16LE(record.readUInt16LE(8), 6);
  header.writeUInt16LE(record.readUInt16LE(10), 8);
  record.copy(header, 14, 16, 28);
  return [header, data];
}

/** The one that `openZip` found: it ends the file, or stands right behind its directory. */
function endRecord(from: Buffer): number {
  for (let at = from.length - 22; at >= Math.max(0, from.length - 22 - max16); at--) {
    if (from.readUInt32LE(at) !== 0x06054b50) continue;
    const ends = at + 22 + from.readUInt16LE(at + 20) === from.length;
    const directory = from.readUInt32LE(at + 16);
    if (!ends && directory + from.readUInt32LE(at + 12) !== at) continue;
    return from.readUInt16LE(at + 10) === max16 || directory === max32 ? damaged('zip64') : at;
  }
  return damaged('zip: truncated (no end record)');
}
