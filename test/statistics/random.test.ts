// Streams: the hash by its published vectors, the same seed and names give the same numbers, different names different ones.
import { describe, expect, test } from 'vitest';
import { hash128, streamOf } from '../../src/statistics/random.ts';

const hex = (text: string) =>
  hash128(text)
    .map((w) => w.toString(16).padStart(8, '0'))
    .join('');
const first = (...names: string[]) => {
  const s = streamOf(1, ...names);
  return Array.from({ length: 4 }, s.uniform);
};

describe('the hash that seeds a stream', () => {
  test('is MurmurHash3 x86 128: the vectors by which murmurhash3js and others are tested', () => {
    expect(hex('I will not buy this record, it is scratched.')).toBe('a0a9683b25ac5e40d9af2895890dddf5');
    expect(hex("I will not buy this tobacconist's, it is scratched.")).toBe('9b5b7ba2ef3f7866889adeaf00f3f98e');
    expect(hex('0')).toBe('0ab2409ea5eb34f8a5eb34f8a5eb34f8');
    expect(hex('')).toBe('00000000000000000000000000000000');
  });

  test('reads texts as UTF-8, of any length', () => {
    const all = Array.from({ length: 40 }, (_, n) => hex('林'.repeat(n)));
    expect(new Set(all).size).toBe(40);
  });
});

describe('a stream', () => {
  test('is the same for the same seed and names, and another for any other', () => {
    expect(first('a', 'b')).toEqual(first('a', 'b'));
    expect(first('ab', '')).not.toEqual(first('a', 'b'));
    expect(first('a', 'b')).not.toEqual(first('b', 'a'));
    expect(streamOf(2, 'a').uniform()).not.toBe(streamOf(1, 'a').uniform());
  });

  test('is uniform: chi-squared of 100,000 numbers in 64 parts lies within its 99.9 % range (64 − 1 degrees: 31.7 … 105.0)', () => {
    const s = streamOf(1, 'uniform');
    const counts = new Array<number>(64).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const part = Math.floor(s.uniform() * 64);
      counts[part] = (counts[part] ?? 0) + 1;
    }
    const expected = 100_000 / 64;
    const chi = counts.reduce((sum, c) => sum + (c - expected) ** 2 / expected, 0);
    expect(chi).toBeGreaterThan(31);
    expect(chi).toBeLessThan(106);
  });
});
