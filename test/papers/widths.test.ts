// Columns by what stands in them: nothing cut, words whole, and on paper no smaller than can be read.
import { describe, expect, test } from 'vitest';
import type { Look, PaperCell, PaperSheet } from '../../src/paper.ts';
import { fitted, longestPiece, paperWidth, wrapping } from '../../src/papers/widths.ts';
import { lookMetrics } from '../../src/sheets/looks.ts';
import { rowHeights } from '../../src/sheets/row-height.ts';

const cell = (value: string, look: Look = 'wrapped'): PaperCell => ({ value, look });
function sheet(heads: readonly string[], rows: readonly (readonly PaperCell[])[], said: readonly number[]): PaperSheet {
  const header = heads.map((h) => cell(h, 'header'));
  const parts = { merges: [], dataBars: [], marks: [], dropDowns: [], outlined: [], tab: 'list' as const };
  return { name: 's', widths: said, rows: [{ cells: header }, ...rows.map((cells) => ({ cells }))], ...parts };
}
const total = (s: PaperSheet) => s.widths.reduce((a, b) => a + b, 0);

test('the looks that break into lines are those that the workbook breaks', () => {
  const looks: readonly Look[] = [
    'plain',
    'title',
    'label',
    'header',
    'text',
    'wrapped',
    'center',
    'whole',
    'general',
    'mark',
    'note',
    'input-text',
  ];
  expect(looks.filter((l) => lookMetrics(l).wrap)).toEqual(looks.filter((l) => wrapping.has(l)));
});

test.each([
  ['综合管理类', 2],
  ['第三十二条（', 2],
  ['not assessed', 8],
  ['2026-01-01 – 2026-12-31', 10],
  ['', 0],
])('the longest piece of “%s”', (text, length) => {
  expect(longestPiece(text)).toBe(length);
});

describe('fitted', () => {
  test('a column is as wide as its longest line, and no wider than said', () => {
    const s = fitted(sheet(['单位', '说明'], [[cell('办公室'), cell('很长的说明'.repeat(12))]], [30, 40]), 0);
    expect(s.widths[0]).toBeLessThan(9);
    expect(s.widths[1]).toBeCloseTo(40, 0);
  });

  test('English words of headers, cells and marks stay whole', () => {
    const s = fitted(sheet(['Acts of responsibility', 'State'], [[cell('95'), cell('proposed', 'mark')]], [7, 7]), 0);
    expect(s.widths[0]).toBeGreaterThan('responsibility'.length);
    expect(s.widths[1]).toBeGreaterThan('proposed'.length);
  });

  test('what is too much for the paper breaks evenly, and the row is high enough for it', () => {
    const heads = Array.from({ length: 14 }, (_, i) => `栏目${i}`);
    const long = heads.map(() => cell('综合管理类科级及以下人员'));
    const s = fitted(
      sheet(
        heads,
        [long, long],
        heads.map(() => 40),
      ),
      0,
    );
    expect(total(s)).toBeLessThanOrEqual(paperWidth + 1);
    expect(Math.min(...s.widths)).toBeGreaterThan(7);
    expect(rowHeights(s)[1]).toBeGreaterThan(30);
  });

  test('what is written by hand keeps room, folded columns keep theirs', () => {
    const wide = sheet(['姓名', '理由', '计算'], [[cell('张三'), { value: null, look: 'wrapped' }, cell('1', 'calculation')]], [9, 14, 12]);
    expect(fitted({ ...wide, outlined: [2] }, 0, [1]).widths.slice(1)).toEqual([14, 12]);
  });
});

test('a row counts whole words: a word that does not fit goes to the next line', () => {
  const s = { ...sheet(['State'], [[cell('abcdefgh ijklmnop')], [cell('abcdefgh')]], [13]), widths: [13] };
  expect((rowHeights(s)[1] ?? 0) > (rowHeights(s)[2] ?? 0)).toBe(true);
});
