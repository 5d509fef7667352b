// Damage to bytes and to the structure of an archive.

import type { Lies, ZipPart, ZipWays } from '../sheets/rewrite-zip.ts';
import { writeZip } from '../sheets/rewrite-zip.ts';
import type { Chance } from '../support/chance.ts';

/** One mutation of bytes, by name; the bytes handed in stay as they are. */
export const byteMutations: Readonly<Record<string, (b: Uint8Array, c: Chance) => Uint8Array>> = {
  flip: (b, c) => {
    const out = Uint8Array.from(b);
    const at = c.below(b.length);
    out[at] = (out[at] as number) ^ (1 << c.below(8));
    return out;
  },
  set: (b, c) => {
    const out = Uint8Array.from(b);
    out[c.below(b.length)] = c.pick([0, 1, 0x22, 0x2c, 0x30, 0x50, 0x7f, 0x80, 0xfe, 0xff]);
    return out;
  },
  cut: (b, c) => {
    const from = c.below(b.length);
    return join(b.subarray(0, from), b.subarray(from + 1 + c.below(64)));
  },
  insert: (b, c) => {
    const at = c.below(b.length);
    return join(
      b.subarray(0, at),
      Uint8Array.from({ length: 1 + c.below(16) }, () => c.below(256)),
      b.subarray(at),
    );
  },
  duplicate: (b, c) => {
    const from = c.below(b.length);
    const block = b.subarray(from, from + 1 + c.below(512));
    return join(b.subarray(0, from), block, b.subarray(from));
  },
  swap: (b, c) => {
    const size = 1 + c.below(Math.max(1, Math.min(256, b.length >> 2)));
    const [x, y] = [c.below(b.length >> 1), (b.length >> 1) + c.below(Math.max(1, (b.length >> 1) - size))];
    const out = Uint8Array.from(b);
    out.set(b.subarray(y, Math.min(y + size, b.length)), x);
    out.set(b.subarray(x, Math.min(x + size, b.length - (y - x))), y);
    return out.subarray(0, b.length);
  },
  zero: (b, c) => {
    const out = Uint8Array.from(b);
    const from = c.below(b.length);
    return out.fill(0, from, from + 1 + c.below(128));
  },
  truncate: (b, c) => b.subarray(0, c.below(b.length)),
  'truncate-tail': (b, c) => b.subarray(0, b.length - 1 - c.below(Math.min(64, b.length))),
  'flip-tail': (b, c) => {
    // The directory stands at the end: where a byte decides most.
    const out = Uint8Array.from(b);
    const at = Math.max(0, b.length - 1 - c.below(900));
    out[at] = (out[at] as number) ^ (1 << c.below(8));
    return out;
  },
};

const join = (...all: Uint8Array[]) => new Uint8Array(Buffer.concat(all));

/** `same`: legal and neutral; `refuse-or`: refused or read as if nothing had been; `refuse`: two readings are possible, so none is right. */
export interface ZipMutation {
  readonly expect: 'same' | 'refuse-or' | 'refuse';
  make(parts: readonly ZipPart[], c: Chance): Uint8Array;
}

const one = (parts: readonly ZipPart[], c: Chance, change: (p: ZipPart) => ZipPart): ZipPart[] => {
  const at = c.below(parts.length);
  return parts.map((p, i) => (i === at ? change(p) : p));
};
const lie = (
  side: 'local' | 'central',
  field: (p: ZipPart, c: Chance) => Lies,
  expect: ZipMutation['expect'] = 'refuse-or',
): ZipMutation => ({
  expect,
  make: (parts, c) => writeZip(one(parts, c, (p) => ({ ...p, [side]: field(p, c) }))),
});
const plain = (
  expect: ZipMutation['expect'],
  change: (parts: readonly ZipPart[], c: Chance) => readonly ZipPart[],
  ways?: (c: Chance, parts: readonly ZipPart[]) => ZipWays,
): ZipMutation => ({
  expect,
  make: (parts, c) => writeZip(change(parts, c), ways?.(c, parts)),
});
const asIs = (parts: readonly ZipPart[]) => parts;
const count = (n: number) => n;

/** Structure of the archive, mutated by name. */
export const zipMutations: Readonly<Record<string, ZipMutation>> = {
  'zip-order': plain('same', (parts, c) => c.shuffled(parts)),
  'zip-directory-order': plain('same', asIs, (c, parts) => ({ directory: c.shuffled(parts.map((_, i) => i)) })),
  'zip-stored': plain('same', (parts, c) => parts.map((p) => ({ ...p, stored: c.once(2) }))),
  'zip-descriptors': plain('same', (parts, c) => parts.map((p) => ({ ...p, descriptor: c.pick(['signed', 'bare'] as const) }))),
  'zip-64': plain(
    'same',
    (parts, c) => parts.map((p) => ({ ...p, zip64: c.once(2) })),
    (c) => ({ zip64: c.once(2) }),
  ),
  'zip-comment': plain('same', asIs, (c) => ({ comment: Buffer.from('导出'.repeat(c.below(40))) })),
  'zip-extra': plain('same', (parts) => parts.map((p) => ({ ...p, extra: Buffer.from('UT\x05\0\x01abcd', 'latin1'), comment: 'x' }))),
  'zip-more-parts': plain('same', (parts, c) => [...parts, { name: `docProps/x${c.below(9)}.bin`, data: Buffer.from('x') }]),
  'zip-comment-bait': plain('refuse-or', asIs, () => ({
    comment: Buffer.from('PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0', 'latin1'),
  })),
  'zip-twin': plain('refuse', (parts, c) => [...parts, { ...c.pick(parts), data: Buffer.from('<x/>') }]),
  'zip-twin-same': plain('refuse', (parts, c) => [...parts, c.pick(parts)]),
  'zip-case-twin': plain('refuse', (parts, c) => {
    const p = c.pick(parts);
    return [...parts, { ...p, name: p.name === p.name.toUpperCase() ? p.name.toLowerCase() : p.name.toUpperCase() }];
  }),
  'zip-slip': plain('refuse', (parts, c) => [
    ...parts,
    { name: c.pick(['../x', 'a/../../x', '/etc/x', 'C:\\x', '..\\x']), data: Buffer.from('x') },
  ]),
  'zip-local-crc': lie('local', (_, c) => ({ crc: c.below(2 ** 31) })),
  'zip-central-crc': lie('central', (_, c) => ({ crc: c.below(2 ** 31) })),
  'zip-local-size': lie('local', (p, c) => ({ size: p.data.length + 1 + c.below(99) })),
  'zip-central-size': lie('central', (p, c) => ({ size: Math.max(0, p.data.length + c.below(200) - 100) })),
  'zip-central-packed': lie('central', (p, c) => ({ packed: Math.max(0, p.data.length + c.below(200) - 100) })),
  'zip-local-name': lie('local', (p) => ({ name: p.name.replace(/.$/, '_') }), 'refuse'),
  'zip-central-name': lie('central', (p) => ({ name: p.name.replace(/.$/, '_') }), 'refuse'),
  'zip-method': lie('central', (_, c) => ({ method: c.pick([0, 1, 9, 12, 14, 93, 99]) })),
  'zip-flags': lie('central', (_, c) => ({ flags: c.pick([1, 0x40, 8, 0x2000]) })),
  'zip-offset': lie('central', (_, c) => ({ offset: c.below(5000) })),
  'zip-offset-far': lie('central', () => ({ offset: 0x7fffffff }), 'refuse'),
  'zip-size-huge': lie('central', () => ({ size: 0x7fffffff }), 'refuse'),
  'zip-crc-both': {
    expect: 'refuse-or',
    make: (parts, c) => writeZip(one(parts, c, (p) => ({ ...p, local: { crc: 7 }, central: { crc: 7 } }))),
  },
  'zip-size-both': {
    expect: 'refuse-or',
    make: (parts, c) =>
      writeZip(one(parts, c, (p) => ({ ...p, local: { size: p.data.length + 9 }, central: { size: p.data.length + 9 } }))),
  },
  'zip-count': plain('refuse-or', asIs, (c, parts) => ({ end: { count: count(Math.max(0, parts.length + c.below(5) - 2)) } })),
  'zip-end-size': plain('refuse-or', asIs, (c) => ({ end: { size: c.below(3000) } })),
  'zip-end-offset': plain('refuse-or', asIs, (c) => ({ end: { offset: c.below(9000) } })),
  'zip-disk': plain('refuse-or', asIs, (c) => ({ end: { disk: 1 + c.below(3) } })),
  'zip-prefix': { expect: 'refuse-or', make: (parts) => join(Buffer.from('MZ stub '), writeZip(parts)) },
  'zip-suffix': { expect: 'refuse-or', make: (parts, c) => join(writeZip(parts), new Uint8Array(1 + c.below(2000))) },
  'zip-twice': { expect: 'refuse-or', make: (parts) => join(writeZip(parts), writeZip(parts)) },
  'zip-shared-data': {
    expect: 'refuse-or',
    make: (parts, c) =>
      writeZip([...parts, { name: 'a.bin', data: parts[0]?.data ?? new Uint8Array(), central: { offset: c.below(2) === 0 ? 0 : 40 } }]),
  },
};
