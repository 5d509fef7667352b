// Contrast by the formula of WCAG 2.2, of every pair that a report shows; tones differ without colour too.
import { expect, test } from 'vitest';
import { colours, contrasts, toneColours } from '../../../src/documents/html/colours.ts';
import { mark, strokeOf } from '../../../src/documents/html/svg/tones.ts';
import type { FigureTone } from '../../../src/report.ts';

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test('the formula', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 10);
  // WCAG's own example of a grey that just passes.
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
});

test.each(contrasts)('$of on $on', ({ on, of, least }) => {
  expect(contrast(of, on)).toBeGreaterThanOrEqual(least);
});

test('every colour but those of thin rules and grounds is among the pairs', () => {
  const held = new Set(contrasts.flatMap((c) => [c.on, c.of]));
  const ground = new Set<string>([colours.rule, colours.grid]);
  expect([...Object.values(colours), ...Object.values(toneColours)].filter((c) => !held.has(c) && !ground.has(c))).toEqual([]);
});

test('tones differ by shape of mark and by dash or weight of line', () => {
  const tones: FigureTone[] = ['bar', 'talk', 'held', 'self', 'plain'];
  const shapes = tones.map((t) => /d="([^"]*)"/.exec(mark(t, 0, 0))?.[1]?.replace(/[\d.-]+/g, '#') + (t === 'plain' ? ' hollow' : ''));
  expect(new Set(shapes).size).toBe(tones.length);
  const strokes = tones.map((t) => `${strokeOf(t)['stroke-dasharray']} ${strokeOf(t)['stroke-width']}`);
  expect(new Set(strokes.filter((_, i) => tones[i] !== 'self')).size).toBe(tones.length - 1);
  expect(mark('plain', 0, 0, 0)).not.toBe(mark('plain', 0, 0, 1));
});
