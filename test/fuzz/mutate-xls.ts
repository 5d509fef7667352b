// Damage to the old binary format: records of the workbook stream, and the table of sectors around it.
import XLSX from '@e965/xlsx';
import { a1Of } from '../support/a1.ts';
import type { Chance } from '../support/chance.ts';
import type { Content, Told } from './model.ts';

interface Spot {
  readonly type: number;
  readonly at: number;
  readonly length: number;
}

/** The workbook stream of a compound file; null where there is none. Taken out by SheetJS, not by the code under test. */
export function workbookStream(bytes: Uint8Array): Uint8Array | null {
  if (bytes[0] === 0x09) return bytes;
  try {
    const file = XLSX.CFB.read(Buffer.from(bytes), { type: 'buffer' });
    const found = XLSX.CFB.find(file, '/Workbook') ?? XLSX.CFB.find(file, '/Book');
    return found ? Uint8Array.from(found.content as Uint8Array).subarray(0, found.size) : null;
  } catch {
    return null;
  }
}

const view = (b: Uint8Array) => new DataView(b.buffer, b.byteOffset, b.byteLength);

function spotsOf(stream: Uint8Array): Spot[] {
  const spots: Spot[] = [];
  const v = view(stream);
  for (let at = 0; at + 4 <= stream.length; ) {
    const length = v.getUint16(at + 2, true);
    spots.push({ type: v.getUint16(at, true), at, length });
    at += 4 + length;
  }
  return spots;
}

const [eof, boundSheet, labelSst, number, rk, boolErr, mulRk] = [0x0a, 0x85, 0xfd, 0x203, 0x27e, 0x205, 0xbd];

/** What a mutation comes to: `null` content where it must be refused; `same`: refused, or read as before. */
interface Made {
  readonly bytes: Uint8Array;
  readonly expect: 'refuse' | 'same' | Content;
}
type Mutation = (stream: Uint8Array, content: Content, c: Chance) => Made | null;

/** Changes one record of a type, drawn by chance, in a copy. */
const one =
  (types: readonly number[], expect: 'refuse' | 'same', change: (v: DataView, s: Spot, c: Chance) => void): Mutation =>
  (stream, _, c) => {
    const fitting = spotsOf(stream).filter((s) => types.includes(s.type));
    if (fitting.length === 0) return null;
    const bytes = Uint8Array.from(stream);
    change(view(bytes), c.pick(fitting), c);
    return { bytes, expect };
  };

const cut = (stream: Uint8Array, from: number, to: number, put: Uint8Array = new Uint8Array()) =>
  new Uint8Array(Buffer.concat([stream.subarray(0, from), put, stream.subarray(to)]));

export const streamMutations: Readonly<Record<string, Mutation>> = {
  'xls-text-index': one([labelSst], 'refuse', (v, s, c) => v.setUint32(s.at + 10, c.pick([0xffffffff, 0x7fffffff, 1_000_000]), true)),
  'xls-style-index': one([number, rk], 'refuse', (v, s) => v.setUint16(s.at + 8, 0xfff0, true)),
  'xls-not-finite': one([number], 'refuse', (v, s, c) => v.setFloat64(s.at + 10, c.pick([Number.NaN, Number.POSITIVE_INFINITY]), true)),
  'xls-error-code': one([boolErr], 'refuse', (v, s) => v.setUint16(s.at + 10, 0x01ee, true)),
  'xls-numbers-end': one([mulRk], 'refuse', (v, s) => v.setUint16(s.at + 2 + s.length, 7, true)),
  'xls-sheet-place': one([boundSheet], 'same', (v, s, c) =>
    v.setUint32(s.at + 4, c.pick([0, 4, 0x7fffffff, v.getUint32(s.at + 4, true) + 4]), true),
  ),
  'xls-record-length': one([number, rk, labelSst], 'same', (v, s, c) =>
    v.setUint16(s.at + 2, c.pick([0, s.length - 2, s.length - 4, s.length + 4, 0xffff]), true),
  ),
  'xls-swallow': (stream, _, c) => {
    const spots = spotsOf(stream);
    // A record as long as two hides the one behind it.
    const cells = spots.filter(
      (s, i) => [number, rk, labelSst].includes(s.type) && [number, rk, labelSst].includes(spots[i + 1]?.type ?? 0),
    );
    if (cells.length === 0) return null;
    const s = c.pick(cells);
    const next = spots[spots.indexOf(s) + 1] as Spot;
    const bytes = Uint8Array.from(stream);
    view(bytes).setUint16(s.at + 2, s.length + 4 + next.length, true);
    return { bytes, expect: 'refuse' };
  },
  'xls-truncate': (stream, _, c) => {
    const last = spotsOf(stream).findLast((s) => s.type === eof);
    return last ? { bytes: stream.slice(0, 8 + c.below(Math.max(1, last.at - 8))), expect: 'refuse' } : null;
  },
  'xls-cell-twice': (stream, _, c) => {
    const spots = spotsOf(stream);
    const cells = spots.filter((s) => [number, rk, labelSst].includes(s.type));
    const s = cells.length > 0 ? c.pick(cells) : null;
    // Behind the last sheet only, so that no sheet moves.
    if (!s || spots.some((x) => x.type === 0x809 && x.at > s.at)) return null;
    return { bytes: cut(stream, s.at, s.at, stream.subarray(s.at, s.at + 4 + s.length)), expect: 'refuse' };
  },
  'xls-figure': (stream, content, c) => {
    const s = spotsOf(stream).filter((x) => x.type === number);
    if (s.length === 0 || content.length !== 1) return null;
    const spot = c.pick(s);
    const bytes = Uint8Array.from(stream);
    const figure = c.pick([7.25, -3, 0, 1e-7, 123456789.125]);
    view(bytes).setFloat64(spot.at + 10, figure, true);
    const ref = a1Of(view(bytes).getUint16(spot.at + 4, true), view(bytes).getUint16(spot.at + 6, true));
    return {
      bytes,
      expect: content.map((sheet) => ({
        ...sheet,
        cells: sheet.cells.map((t): Told => (t[0] === ref && t[1] === 'number' ? [ref, t[1], String(figure)] : t)),
      })),
    };
  },
};

/** A wrong link in a table of sectors, or a changed byte in the header or the directory: refused, or read as before. */
export function damageOle(bytes: Uint8Array, c: Chance): [string, Uint8Array] {
  const out = Uint8Array.from(bytes);
  const v = view(out);
  const sector = 1 << v.getUint16(30, true);
  const place = (n: number) => (n + 1) * sector;
  const how = c.pick(['header', 'table', 'table', 'directory'] as const);
  const first = how === 'header' ? 0 : place(v.getUint32(how === 'table' ? 76 : 48, true));
  const size = how === 'header' ? 512 : sector;
  if (first + size > out.length) return [`ole-${how}`, out];
  if (how === 'table') {
    const last = Math.min(sector / 4, Math.floor(out.length / sector));
    v.setUint32(first + 4 * c.below(last), c.pick([c.below(last), 0xfffffffe, 0xffffffff, 0x00ffffff]), true);
  } else {
    const at = first + c.below(size);
    out[at] = (out[at] as number) ^ (1 << c.below(8));
  }
  return [`ole-${how}`, out];
}
