// A workbook written another legal way is the same workbook: the same sheets, cells and places; and it ranks to the same JSON.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Cell, Sheet } from '../../src/book.ts';
import { readBook } from '../../src/sheets/read.ts';
import { policyWith, run } from '../support/pipeline.ts';
import { bookFrom } from './reading.ts';
import { plainWays, rewrite, waysOf } from './rewrite.ts';

const textArb = fc
  .oneof(
    fc.constantFrom(
      '张三',
      '00101',
      '110101196001150017',
      ' 前后 ',
      '行\n行',
      '_x000D_',
      '_x005F_x0041_',
      'a&b<c>"d',
      ']]>',
      '𠮷',
      '&#x41;',
      '\t',
      'TRUE',
      '=1+1',
    ),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }),
  )
  // What a test writes as text must be text XML can hold: no lone surrogates.
  .filter((t) => t !== '' && !/[\p{Cs}\p{Cn}]/u.test(t));
const numberArb = fc.oneof(
  fc.constantFrom(0, 87.5, 0.1 + 0.2, 100, -1.5, 1e15, 1e-7, 89.995, 71.625, 123456789012345, 0.30000000000000004),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }).map((x) => (Object.is(x, -0) ? 0 : x)),
);
type Content = Omit<Cell, 'row' | 'col'>;
const decimals = (x: number): Pick<Cell, 'value' | 'shortest'> => {
  const plain = (n: number | string) => Number(n).toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 17 });
  const value = plain(x.toPrecision(15));
  const shortest = plain(String(x));
  return value === shortest ? { value } : { value, shortest };
};
const contentArb: fc.Arbitrary<Content> = fc.oneof(
  { weight: 4, arbitrary: textArb.map((value): Content => ({ kind: 'text', value })) },
  {
    weight: 4,
    arbitrary: numberArb.filter((x) => x === 0 || Math.abs(x) > 1e-9).map((x): Content => ({ kind: 'number', ...decimals(x) })),
  },
  fc.integer({ min: 20_000, max: 60_000 }).map((n): Content => ({ kind: 'date', value: String(n) })),
  fc.constantFrom<Content>(
    { kind: 'boolean', value: 'TRUE' },
    { kind: 'boolean', value: 'FALSE', formula: true },
    { kind: 'error', value: '#N/A' },
    { kind: 'error', value: '#DIV/0!', formula: true },
    { kind: 'empty-formula', value: '', formula: true },
    { kind: 'number', value: '0.95', percent: true },
    { kind: 'number', value: '0', formula: true },
    { kind: 'text', value: '', formula: true },
    { kind: 'text', value: '王五', formula: true },
  ),
);
const ascending = (max: number, most: number) => fc.uniqueArray(fc.nat(max), { maxLength: most }).map((all) => all.sort((a, b) => a - b));
const colsArb = fc.oneof({ weight: 5, arbitrary: ascending(12, 8) }, { weight: 1, arbitrary: ascending(16_383, 4) });
const rowArb = fc.record({ cols: colsArb, contents: fc.array(contentArb, { minLength: 8, maxLength: 8 }), hidden: fc.boolean() });
const sheetArb = fc
  .record({
    rows: fc.array(rowArb, { maxLength: 6 }),
    numbers: fc.oneof(ascending(9, 6), ascending(1_000_000, 6)),
    hidden: fc.boolean(),
    hiddenCols: ascending(9, 3),
    merged: fc.boolean(),
  })
  .map(
    (s): Omit<Sheet, 'name'> => ({
      hidden: s.hidden,
      rows: s.numbers.flatMap((row, i) => {
        const drawn = s.rows[i];
        if (!drawn || drawn.cols.length === 0) return [];
        return [{ row, hidden: drawn.hidden, cells: drawn.cols.map((col, j): Cell => ({ row, col, ...(drawn.contents[j] as Content) })) }];
      }),
      merges: s.merged ? [{ top: 0, left: 0, bottom: 1, right: 26 }] : [],
      hiddenCols: new Set(s.hiddenCols),
    }),
  );
const sheetsArb = fc
  .array(sheetArb, { minLength: 1, maxLength: 3 })
  .map((all) => all.map((s, i): Sheet => ({ name: ['得分', "Sheet'2 & <x>", '三 '][i] as string, ...s })));

test('any content, any legal way: the same sheets', async () => {
  await fc.assert(
    fc.asyncProperty(sheetsArb, fc.nat(), async (sheets, seed) => {
      const book = await bookFrom(rewrite(sheets, waysOf(seed)));
      expect(book.sheets).toEqual(sheets);
    }),
    { numRuns: 250, interruptAfterTimeLimit: 8_000 },
  );
});

describe('samples', () => {
  const root = new URL('../../samples/', import.meta.url);
  const units = readdirSync(new URL('units/', root)).filter((f) => f.endsWith('.xlsx'));
  const policy = policyWith();

  test.each(['q3.xlsx', 'q3-full.xlsx', `units/${units[0]}`, `units/${units[6]}`])(
    '%s rewritten: the same results, the same places',
    async (file) => {
      const bytes = readFileSync(new URL(file, root));
      const { value } = await readBook(bytes, 'q3.xlsx');
      if (!value) throw new Error('sample refused');
      const before = await run([{ file: 'q3.xlsx', bytes }], policy);
      const told = (r: typeof before.results) => JSON.stringify({ ...r, run: null });
      expect((await bookFrom(rewrite(value.sheets, plainWays))).sheets).toEqual(value.sheets);
      for (let seed = 1; seed <= 8; seed++) {
        const after = await run([{ file: 'q3.xlsx', bytes: rewrite(value.sheets, waysOf(seed)) }], policy);
        expect(told(after.results), `ways ${seed}`).toBe(told(before.results));
      }
    },
  );
});
