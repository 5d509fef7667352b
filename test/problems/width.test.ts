import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, padEnd, padStart, truncate, visible, wrap } from '../../src/problems/width.ts';

test.each([
  ['', 0],
  ['abc', 3],
  ['民主测评', 8],
  ['，。“”（）', 10], // curly quotes are ambiguous: one column each
  ['ＡＢ１２', 8],
  ['𠮷田', 4],
  ['𪚥', 2],
  ['葛\u{e0100}城', 4], // ideographic variation selector
  ['é', 1],
  ['e\u0301', 1],
  ['ä\u0308\u0308', 1],
  ['\u200b', 0],
  ['8\u200b9\ufeff', 2],
  ['\u0007', 0],
  ['👍', 2],
  ['👨‍👩‍👧', 2],
  ['🇨🇳', 2],
  ['ｶﾞ', 2],
  ['が', 2],
  ['각', 2],
  ['\u1100\u1161\u11a8', 2],
  ['✖ !', 3],
  ['›', 1],
  ['\ud842', 1], // half of a rare character
  ['\ue000', 1], // private use
  ['　', 2],
])('%j is %i wide', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test('padding and cutting count columns', () => {
  expect(padEnd('𠮷田', 6)).toBe('𠮷田  ');
  expect(padStart('民测', 6)).toBe('  民测');
  expect(padEnd('民主测评', 3)).toBe('民主测评');
  expect(truncate('民主测评', 8)).toBe('民主测评');
  expect(truncate('民主测评', 7)).toBe('民主测…');
  expect(truncate('民主测评', 6)).toBe('民主…');
  expect(truncate('e\u0301e\u0301e\u0301', 2)).toBe('e\u0301…');
  expect(truncate('👨‍👩‍👧👨‍👩‍👧', 3)).toBe('👨‍👩‍👧…');
  expect(truncate('abc', 0)).toBe('');
});

test('what cannot be seen is made visible', () => {
  expect(visible('8\u200b9')).toBe('8<U+200B>9');
  expect(visible('a\r\nb\nc\td')).toBe('a↵b↵c d');
  expect(visible('\u001b[31m')).toBe('<U+001B>[31m');
  expect(visible('\u202e张三')).toBe('<U+202E>张三');
  expect(visible('\ud842x')).toBe('<U+D842>x');
  expect(visible('𠮷 葛\u{e0100} \ue000')).toBe('𠮷 葛\u{e0100} \ue000');
});

test('the short way for everyday characters measures as the long way does', () => {
  const blocks = [
    [0x20, 0x7e],
    [0xb7, 0xb7],
    [0x2010, 0x203a],
    [0x3000, 0x303f],
    [0x3400, 0x4dff],
    [0x4e00, 0x9fff],
    [0xff01, 0xff60],
  ] as const;
  for (const [from, to] of blocks) {
    for (let c = from; c <= to; c++) {
      const ch = String.fromCodePoint(c);
      // A rare character beside it forces the long way.
      expect(displayWidth(ch), c.toString(16)).toBe(displayWidth(`${ch}\n𠮷`) - 2);
    }
  }
});

describe('wrapping', () => {
  test.each<[string, number, string[]]>([
    ['', 10, ['']],
    ['民主测评得分', 8, ['民主测评', '得分']],
    ['请核对票数，然后改正。', 10, ['请核对票', '数，然后改', '正。']],
    ['请见（附表）说明', 6, ['请见', '（附', '表）说', '明']],
    ['把“89。5”改为 89.5', 10, ['把“89。5”', '改为 89.5']],
    ['one two three', 8, ['one two', 'three']],
    ['one  two', 8, ['one  two']],
    ['one   two', 7, ['one', 'two']],
    ['abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['x abcdefghij', 4, ['x', 'abcd', 'efgh', 'ij']],
    ['一\n二', 10, ['一', '二']],
    ['𠮷𠮷𠮷', 4, ['𠮷𠮷', '𠮷']],
    ['用 Excel 打开', 8, ['用 Excel', '打开']],
    ['点“文件”', 4, ['点', '“文', '件”']],
    ['张三　李四', 9, ['张三　李', '四']], // a space as wide as a character
  ])('%j in %i columns', (text, width, lines) => {
    expect(wrap(text, width)).toEqual(lines);
  });

  const writing = fc.string({
    unit: fc.constantFrom('民', '测', '𠮷', 'e\u0301', '，', '。', '（', '）', '“', '”', 'a', 'b', '9', '.', ' ', '👍', '　', '·'),
    maxLength: 60,
  });

  test('loses nothing but spaces, and no line is too wide', () => {
    fc.assert(
      fc.property(writing, fc.integer({ min: 2, max: 30 }), (text, width) => {
        const lines = wrap(text, width);
        expect(lines.join('').replaceAll(/[ 　]/g, '')).toBe(text.replaceAll(/[ 　]/g, ''));
        for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
      }),
      { numRuns: 2000 },
    );
  });

  test('keeps a text that fits', () => {
    fc.assert(
      fc.property(writing, (text) => {
        expect(wrap(text.trim(), 200)).toEqual([text.trim()]);
      }),
    );
  });

  test('never begins a line of Chinese with a comma, where it has room', () => {
    const text = '请核对，票数。然后、改正：再报送；谢谢！'.repeat(5);
    for (let width = 4; width < 60; width++) for (const line of wrap(text, width)) expect(line).not.toMatch(/^[，。、：；！]/);
  });
});
