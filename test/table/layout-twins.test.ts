// However an office lays its data out, the result is the same, and each figure's place is the cell that holds it.
import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Book, Cell, Sheet } from '../../src/book.ts';
import { readBook } from '../../src/sheets/read.ts';
import { exportArb } from '../oracle/arbitraries.ts';
import { type LaidBook, type LaidCell, type LaidSheet, layOut, layoutArb } from '../oracle/layout.ts';
import { plainWays, rewrite } from '../sheets/rewrite.ts';
import { Chance } from '../support/chance.ts';
import { policyWith, run } from '../support/pipeline.ts';
import { lookUp, told } from './layouts.ts';

const policy = policyWith();

describe('samples/twins/layouts rank as their plain twin does', () => {
  const dir = new URL('../../samples/twins/layouts/', import.meta.url);
  const files = readdirSync(dir).sort();
  const ranked = async (file: string) => {
    const bytes = readFileSync(new URL(file, dir));
    const ran = await run([{ file: '2026Q3.xlsx', bytes }], policy);
    const { value } = await readBook(bytes, '2026Q3.xlsx');
    if (!value) throw new Error('refused');
    return { ...ran, places: lookUp([value], policy, null), size: bytes.length };
  };

  test('the twins are there', () => expect(files.length).toBeGreaterThan(20));

  test.each(files)('%s', async (file) => {
    const [plain, other] = [await ranked('2026Q3-plain.xlsx'), await ranked(file)];
    expect(other.errors).toEqual([]);
    expect(plain.results.people).toHaveLength(13);
    expect(told(other.results)).toEqual(told(plain.results));
    expect(other.places).toEqual({ count: 13 * 7, wrong: [] });
    expect(other.size).toBeLessThan(12_000);
  });
});

// ───────────────────────────── the same export, disturbed ─────────────────────────────

type Disturb = (book: LaidBook, c: Chance) => LaidBook;
const each = (change: (sheet: LaidSheet, c: Chance) => LaidSheet): Disturb => {
  return (book, c) => ({ ...book, sheets: book.sheets.map((s) => change(s, c)) });
};

/** Rows put in before the given row; merges move along. */
function insertRows(sheet: LaidSheet, before: number, rows: readonly LaidCell[][]): LaidSheet {
  const down = (r: number) => (r >= before ? r + rows.length : r);
  return { ...sheet, rows: sheet.rows.toSpliced(before, 0, ...rows), merges: sheet.merges.map(([a, b, c, d]) => [down(a), b, down(c), d]) };
}

/** The first row of data: below the header, which the layouts of the oracle put above all that is a number or an id. */
const bodyFrom = (sheet: LaidSheet) => sheet.rows.length - 1;

const disturbances: Readonly<Record<string, Disturb>> = {
  'blank rows above': each((s, c) =>
    insertRows(
      s,
      0,
      Array.from({ length: 1 + c.below(5) }, () => []),
    ),
  ),
  'a title and a unit row above': each((s) =>
    insertRows(s, 0, [['某省司法厅平时考核'], ['填报单位：某省司法厅　　填报日期：2026年10月8日']]),
  ),
  'a blank row between the last rows': each((s) => insertRows(s, bodyFrom(s), [[]])),
  'notes below': each((s) => ({ ...s, rows: [...s.rows, [], ['注：以上数据由各单位提供。'], ['制表人：周某', null, '审核人：吴某']] })),
  'columns moved to the right': each((s, c) => {
    const by = 1 + c.below(30);
    return {
      ...s,
      rows: s.rows.map((r) => [...Array.from({ length: by }, () => null), ...r]),
      merges: s.merges.map(([a, b, e, d]) => [a, b + by, e, d + by]),
    };
  }),
  'sheets in another order': (book, c) => ({ ...book, sheets: c.shuffled(book.sheets) }),
  'empty sheets beside': (book) => ({
    ...book,
    sheets: [{ name: 'Sheet2', rows: [], merges: [] }, ...book.sheets, { name: 'Sheet3', rows: [], merges: [] }],
  }),
};

/** As `readBook` would hand it out; exceljs would take most of the test's time. */
const sheetOf = (s: LaidSheet): Sheet => ({
  name: s.name,
  hidden: false,
  hiddenCols: new Set(),
  merges: s.merges.map(([top, left, bottom, right]) => ({ top, left, bottom, right })),
  rows: s.rows.flatMap((r, row) => {
    const cells = r.flatMap((v, col): Cell[] =>
      v === null || v === ''
        ? []
        : [typeof v === 'string' ? { row, col, kind: 'text', value: v } : { row, col, kind: 'number', value: v.n }],
    );
    return cells.length > 0 ? [{ row, hidden: false, cells }] : [];
  }),
});

async function read(books: readonly LaidBook[]): Promise<{ files: { file: string; bytes: Uint8Array }[]; books: Book[] }> {
  const files = books.map((b) => ({ file: b.file, bytes: rewrite(b.sheets.map(sheetOf), plainWays) }));
  const read = await Promise.all(files.map(async ({ file, bytes }) => (await readBook(bytes, file)).value));
  return { files, books: read.filter((b) => b !== null) };
}

describe('a layout disturbed', () => {
  test.each(Object.entries(disturbances))('%s: the same results, each figure in its place', async (_, disturb) => {
    await fc.assert(
      fc.asyncProperty(exportArb({ maxPeople: 12 }), layoutArb, fc.nat(), async (office, layout, seed) => {
        const laid = layOut(office, layout);
        const period = layout.periodIn === 'nowhere' ? office.period : null;
        const before = await run((await read(laid)).files, policy, period);
        expect(before.errors).toEqual([]);
        const c = new Chance(seed);
        const other = await read(laid.map((b) => disturb(b, c)));
        const after = await run(other.files, policy, period);
        expect(after.errors).toEqual([]);
        expect(told(after.results)).toEqual(told(before.results));
        const { count, wrong } = lookUp(other.books, policy, period);
        expect(wrong).toEqual([]);
        expect(count).toBeGreaterThan(0);
      }),
      { numRuns: 12, interruptAfterTimeLimit: 4_000 },
    );
  });

  test('people split over several files: the same results', async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ maxPeople: 15, periods: ['2026Q3'] }), layoutArb, async (office, layout) => {
        const [one, many] = await Promise.all(
          [false, true].map((perUnit) => read(layOut(office, { ...layout, perUnit, periodIn: 'nowhere' }))),
        );
        if (!one || !many) throw new Error('unreachable');
        const [before, after] = [await run(one.files, policy, '2026Q3'), await run(many.files, policy, '2026Q3')];
        expect(before.errors).toEqual([]);
        expect(told(after.results)).toEqual(told(before.results));
        expect(lookUp(many.books, policy, '2026Q3').wrong).toEqual([]);
      }),
      { numRuns: 15, interruptAfterTimeLimit: 5_000 },
    );
  });
});
