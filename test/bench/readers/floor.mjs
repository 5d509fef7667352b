// The least any reader must do: inflate the parts and pass over their bytes once.
import { readFileSync } from 'node:fs';
import { createInflateRaw } from 'node:zlib';

const bytes = readFileSync(process.argv[2]);
const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
let at = bytes.readUInt32LE(end + 16);
let tags = 0;
for (let n = bytes.readUInt16LE(end + 10); n > 0; n--) {
  const local = bytes.readUInt32LE(at + 42);
  const from = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
  const packed = bytes.readUInt32LE(at + 20);
  const stream = createInflateRaw({ chunkSize: 128 * 1024, readableHighWaterMark: 512 * 1024 });
  stream.end(bytes.subarray(from, from + packed));
  for await (const chunk of stream) for (let i = 0; i < chunk.length; i++) if (chunk[i] === 0x3c) tags++;
  at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
}
console.log(tags);
