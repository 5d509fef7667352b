/** Seeded streams of random numbers: the same seed and names give the same numbers, whatever else was drawn before. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plusFromState } from 'pure-rand/generator/xoroshiro128plus';

/** A stream; every call moves it on. */
export interface Stream {
  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  readonly uniform: () => number;
}

/**
 * The stream of a name: xoroshiro128+ (Blackman & Vigna 2018) from a state of 128 bits, the hash of seed and names. So everybody
 * has a stream of their own, which no order of rows and no other person changes.
 * @param seed a whole number
 */
export function streamOf(seed: number, ...names: readonly string[]): Stream {
  const [a, b, c, d] = hash128(JSON.stringify([seed, ...names]));
  // The one state that never moves on is all zero.
  const rng = xoroshiro128plusFromState(a === 0 && b === 0 && c === 0 && d === 0 ? [1, 0, 0, 0] : [a, b, c, d]);
  return { uniform: () => uniformFloat64(rng) };
}

const constants = [0x239b961b, 0xab0e9789, 0x38b34ae5, 0xa1e38b93] as const;
const turns = [15, 16, 17, 18] as const;
const mixing = [
  [19, 0x561ccd1b],
  [17, 0x0bcaa747],
  [15, 0x96cd1c35],
  [13, 0x32ac3b17],
] as const;
type Words = [number, number, number, number];

/** MurmurHash3 x86 128 with seed 0 (Appleby 2011) over the text in UTF-8: four words of 32 bits. */
export function hash128(text: string): Words {
  const bytes = new TextEncoder().encode(text);
  const whole = bytes.length - (bytes.length % 16);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const h: Words = [0, 0, 0, 0];
  for (let at = 0; at < whole; at += 16) {
    for (let i = 0; i < 4; i++) {
      const next = h[(i + 1) % 4] ?? 0;
      const [turn, add] = mixing[i] ?? mixing[0];
      h[i] = (Math.imul((rotated((h[i] ?? 0) ^ scrambled(view.getUint32(at + 4 * i, true), i), turn) + next) | 0, 5) + add) | 0;
    }
  }
  const rest = [0, 0, 0, 0];
  for (let at = whole; at < bytes.length; at++) {
    const i = at - whole;
    rest[i >> 2] = (rest[i >> 2] ?? 0) | ((bytes[at] ?? 0) << (8 * (i & 3)));
  }
  for (let i = 0; i < 4; i++) h[i] = (h[i] ?? 0) ^ scrambled(rest[i] ?? 0, i) ^ bytes.length;
  return spread(spread(h).map(finished) as Words).map((w) => w >>> 0) as Words;
}

const rotated = (x: number, by: number): number => (x << by) | (x >>> (32 - by));
const scrambled = (k: number, i: number): number =>
  Math.imul(rotated(Math.imul(k, constants[i] ?? 0), turns[i] ?? 0), constants[(i + 1) % 4] ?? 0);

function finished(x: number): number {
  const a = Math.imul(x ^ (x >>> 16), 0x85ebca6b);
  const b = Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return b ^ (b >>> 16);
}

function spread([a, b, c, d]: Words): Words {
  const first = (a + b + c + d) | 0;
  return [first, (b + first) | 0, (c + first) | 0, (d + first) | 0];
}
