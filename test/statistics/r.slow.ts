// The figures kept of R are what R says today, where it is at hand.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const there = spawnSync('Rscript', ['--version']).status === 0;

/** All numbers of a tree, in order. */
const numbers = (node: unknown): unknown[] => (typeof node === 'object' && node !== null ? Object.values(node).flatMap(numbers) : [node]);

test.skipIf(!there).each(['fixtures', 'stability'])('%s.R', { timeout: 600_000 }, (name) => {
  const folder = new URL('r/', import.meta.url).pathname;
  const now = numbers(JSON.parse(execFileSync('Rscript', [`${folder}${name}.R`], { encoding: 'utf8', maxBuffer: 1 << 26 })));
  const kept = numbers(JSON.parse(readFileSync(`${folder}${name}.json`, 'utf8')));
  expect(now).toHaveLength(kept.length);
  now.forEach((value, i) => {
    const other = kept[i];
    if (typeof value === 'number' && typeof other === 'number')
      expect(Math.abs(value - other)).toBeLessThan(1e-9 * Math.max(1, Math.abs(other)));
    else expect(value).toBe(other);
  });
});
