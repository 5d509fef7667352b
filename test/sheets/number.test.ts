import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decimalText } from '../../src/sheets/number.ts';

test.each([
  [0, { value: '0' }],
  [-0, { value: '0' }],
  [85.345, { value: '85.345' }],
  [0.1 + 0.2, { value: '0.3', shortest: '0.30000000000000004' }],
  [1e21, { value: '1000000000000000000000' }],
  [1.5e-7, { value: '0.00000015' }],
  [-12.5, { value: '-12.5' }],
  [2 ** 60, { value: '1152921504606850000', shortest: '1152921504606847000' }],
])('%d', (x, text) => {
  expect(decimalText(x)).toEqual(text);
});

test('the shortest text is the double; both are plain decimals', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
      const { value, shortest = value } = decimalText(x);
      expect(Number(shortest) === x).toBe(true);
      expect(value).toMatch(/^-?(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/);
      expect(Number(value)).toBe(Number(x.toPrecision(15)) + 0);
    }),
  );
});
