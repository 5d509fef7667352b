import { damaged } from './refusal.ts';

/** An OLE compound file ([MS-CFB]) looked into with care: the streams that stand at its top, by name. */
export interface Ole {
  readonly names: readonly string[];
  /** Bytes of a stream, or undefined where there is none of that name (letter case apart, as the format has it). */
  read(name: string): Uint8Array | undefined;
}

const endOfChain = 0xfffffffe;
const none = 0xffffffff;
const largestSector = 0xfffffffa;

interface Stream {
  readonly name: string;
  readonly start: number;
  readonly size: number;
}

/**
 * Opens a compound file held in memory. Refuses (throws `Refusal`, `file/damaged`) what is truncated, and every chain
 * of sectors that leads outside, goes in a circle or is shorter than its stream. Costs no more than the file is long.
 */
export function openOle(bytes: Uint8Array): Ole {
  const file = new OleFile(bytes);
  const top = file.top();
  const byName = new Map(top.map((s) => [s.name.toLowerCase(), s]));
  if (byName.size < top.length) damaged('ole: two streams of one name');
  return {
    names: top.map((s) => s.name),
    read: (name) => {
      const stream = byName.get(name.toLowerCase());
      return stream && file.content(stream);
    },
  };
}

class OleFile {
  private readonly view: DataView;
  private readonly sectorSize: number;
  private readonly fat: Uint32Array;
  private readonly cutoff: number;
  private miniFat: Uint32Array = new Uint32Array();
  private mini: Uint8Array = new Uint8Array();

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (bytes.length < 1024) damaged('ole: truncated');
    const shift = this.view.getUint16(30, true);
    if ((shift !== 9 && shift !== 12) || this.view.getUint16(32, true) !== 6) damaged('ole: sector size');
    this.sectorSize = 1 << shift;
    this.cutoff = this.view.getUint32(56, true);
    this.fat = this.readFat();
  }

  /** The streams in the root storage: a walk over its tree of siblings, each entry once. */
  top(): Stream[] {
    const entries = this.chain(this.view.getUint32(48, true), this.fat, 'directory');
    const directory = this.gather(entries, entries.length * this.sectorSize, 'directory');
    const view = new DataView(directory.buffer, directory.byteOffset, directory.byteLength);
    const count = Math.floor(directory.length / 128);
    if (count === 0 || directory[66] !== 5) damaged('ole: no root');
    const root = entryAt(directory, view, 0);
    this.mini = this.content({ ...root, name: 'mini stream' }, true);
    const miniStart = this.view.getUint32(60, true);
    if (this.view.getUint32(64, true) > 0) this.miniFat = this.table(this.chain(miniStart, this.fat, 'mini table'));
    const found: Stream[] = [];
    const seen = new Set<number>();
    const waiting = [view.getUint32(76, true)];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (at === none) continue;
      if (at >= count || seen.has(at)) damaged('ole: directory goes in a circle');
      seen.add(at);
      if (directory[at * 128 + 66] === 2) found.push(entryAt(directory, view, at * 128));
      waiting.push(view.getUint32(at * 128 + 68, true), view.getUint32(at * 128 + 72, true));
    }
    return found;
  }

  content(s: Stream, root = false): Uint8Array {
    if (s.size === 0) return new Uint8Array();
    if (s.size > this.bytes.length) damaged(`ole: ${s.name} is longer than the file`);
    if (root || s.size >= this.cutoff) return this.gather(this.chain(s.start, this.fat, s.name), s.size, s.name);
    const out = new Uint8Array(s.size);
    this.chain(s.start, this.miniFat, s.name).forEach((sector, i) => {
      if (i * 64 < s.size) out.set(this.part(this.mini, sector * 64, Math.min(64, s.size - i * 64), s.name), i * 64);
    });
    if (this.chain(s.start, this.miniFat, s.name).length * 64 < s.size) damaged(`ole: ${s.name} is cut short`);
    return out;
  }

  private gather(sectors: readonly number[], size: number, name: string): Uint8Array {
    if (sectors.length * this.sectorSize < size) damaged(`ole: ${name} is cut short`);
    const out = new Uint8Array(size);
    for (let i = 0; i * this.sectorSize < size; i++) {
      const from = i * this.sectorSize;
      const length = Math.min(this.sectorSize, size - from);
      out.set(this.part(this.bytes, this.offset(sectors[i] as number), length, name), from);
    }
    return out;
  }

  private part(from: Uint8Array, at: number, length: number, name: string): Uint8Array {
    if (at + length > from.length) damaged(`ole: ${name} leads outside the file`);
    return from.subarray(at, at + length);
  }

  private offset(sector: number): number {
    return (sector + 1) * this.sectorSize;
  }

  /** The sectors of a chain; one that is longer than its table goes in a circle. */
  private chain(start: number, table: Uint32Array, name: string): number[] {
    const sectors: number[] = [];
    for (let at = start; at !== endOfChain && at !== none; at = table[at] as number) {
      if (at >= table.length) damaged(`ole: ${name} leads outside the file`);
      if (sectors.push(at) > table.length) damaged(`ole: ${name} goes in a circle`);
    }
    return sectors;
  }

  private table(sectors: readonly number[]): Uint32Array {
    const out = new Uint32Array((sectors.length * this.sectorSize) / 4);
    sectors.forEach((sector, i) => {
      const at = this.offset(sector);
      if (at + this.sectorSize > this.bytes.length) damaged('ole: allocation table leads outside the file');
      for (let k = 0; k < this.sectorSize / 4; k++) out[(i * this.sectorSize) / 4 + k] = this.view.getUint32(at + k * 4, true);
    });
    return out;
  }

  /** The allocation table: its first 109 sectors are named in the header, further ones in a chain of their own. */
  private readFat(): Uint32Array {
    const most = Math.ceil(this.bytes.length / this.sectorSize);
    const sectors: number[] = [];
    const take = (sector: number) => {
      if (sector <= largestSector && sectors.push(sector) > most) damaged('ole: allocation table is longer than the file');
    };
    for (let i = 0; i < 109; i++) take(this.view.getUint32(76 + i * 4, true));
    const words = this.sectorSize / 4 - 1;
    let next = this.view.getUint32(68, true);
    for (let n = 0; next !== endOfChain && next !== none; n++) {
      const at = this.offset(next);
      if (n > most || at + this.sectorSize > this.bytes.length) damaged('ole: allocation table is broken');
      for (let i = 0; i < words; i++) take(this.view.getUint32(at + i * 4, true));
      next = this.view.getUint32(at + words * 4, true);
    }
    return this.table(sectors);
  }
}

function entryAt(directory: Uint8Array, view: DataView, at: number): Stream {
  const length = Math.min(Math.max(view.getUint16(at + 64, true) - 2, 0), 62);
  const name = new TextDecoder('utf-16le').decode(directory.subarray(at, at + length));
  return { name, start: view.getUint32(at + 116, true), size: view.getUint32(at + 120, true) };
}
