// `--mark`: what was read stands in the copy at the same places, each problem can be found, nothing hidden leaves.
import fc from 'fast-check';
import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Book, Cell, Sheet } from '../../../src/book.ts';
import { type MarkInput, markedCopy } from '../../../src/papers/marked/marked-copy.ts';
import { sheetNames } from '../../../src/papers/marked/names.ts';
import { problem } from '../../../src/problems/problem.ts';
import { readBook } from '../../../src/sheets/read.ts';
import { writeXlsx } from '../../../src/sheets/xlsx-write.ts';
import { tabulate } from '../../../src/table/tabulate.ts';
import { wordsFor } from '../../../src/text/text.ts';
import type { Problem } from '../../../src/types.ts';
import { policyWith } from '../../support/pipeline.ts';

const words = await wordsFor('zh-Hans');
const policy = policyWith();

const cell = (row: number, col: number, value: string, kind: Cell['kind'] = 'text', more: Partial<Cell> = {}): Cell => ({
  row,
  col,
  kind,
  value,
  ...more,
});
function sheetOf(name: string | null, cells: readonly Cell[], more: Partial<Sheet> = {}): Sheet {
  const rows = [...new Set(cells.map((c) => c.row))].sort((a, b) => a - b);
  return {
    name,
    hidden: false,
    merges: [],
    hiddenCols: new Set(),
    rows: rows.map((row) => ({ row, hidden: false, cells: cells.filter((c) => c.row === row).sort((a, b) => a.col - b.col) })),
    ...more,
  };
}
const bookOf = (...sheets: Sheet[]): Book => ({ file: 'a.xlsx', kind: 'xlsx', sha256: '', own: false, sheets });
const at = (sheet: string | null, row: number, col: number) => ({ file: 'a.xlsx', sheet, row, col });

async function copyOf(book: Book, problems: readonly Problem[], more: Partial<MarkInput> = {}) {
  const paper = markedCopy({ book, problems, tables: [], lang: 'zh-Hans', words, ...more });
  const bytes = await writeXlsx(paper);
  const again = (await readBook(bytes, 'copy.xlsx')).value;
  if (!again) throw new Error('the copy cannot be read');
  const parts = Object.entries(unzipSync(bytes)).map(([name, b]) => [name, new TextDecoder().decode(b)] as const);
  return { bytes, again, list: again.sheets[0] as Sheet, parts: new Map(parts) };
}
/** Cells without what a copy need not keep: that a formula made the value. */
const values = (s: Sheet | undefined) =>
  s?.rows.flatMap((r) => r.cells.flatMap(({ formula, ...c }) => (c.kind === 'empty-formula' ? [] : [c])));
const texts = (s: Sheet) => s.rows.map((r) => r.cells.map((c) => c.value));

describe('a marked copy', () => {
  const mixed = sheetOf('得分', [
    cell(0, 0, '=1+1'),
    cell(0, 1, '12.5', 'number'),
    cell(0, 2, '0.3', 'number', { shortest: '0.30000000000000004' }),
    cell(1, 0, '46090', 'date'),
    cell(1, 1, '46090.5', 'date'),
    cell(1, 2, 'TRUE', 'boolean'),
    cell(1, 3, '#N/A', 'error'),
    cell(1, 4, '0.95', 'number', { percent: true }),
    cell(2, 0, ' 两行\r\n_x0041_ 00123 '),
    cell(40, 7, '𠮷\u200b'),
  ]);

  test('holds every cell by kind and value at its place', async () => {
    const { again } = await copyOf(bookOf(mixed), [problem('cell/blank', {}, { place: at('得分', 2, 5) })]);
    expect(values(again.sheets[1])).toEqual(values(mixed));
    expect(again.own).toBe(false);
  });

  test('the same problems give the same bytes, in whatever order they come', async () => {
    const all = [3, 1, 2].map((row) => problem('cell/blank', {}, { place: at('得分', row, 1) }));
    const [one, two] = [await copyOf(bookOf(mixed), all), await copyOf(bookOf(mixed), all.toReversed())];
    expect(Buffer.compare(one.bytes, two.bytes)).toBe(0);
  });

  test('each problem of a cell is filled, commented and linked; several of one cell share its comment', async () => {
    const place = at('得分', 0, 1);
    const problems = [problem('cell/blank', {}, { place }), problem('cell/fifteen-digits', { stored: '1', taken: '2' }, { place })];
    const { list, parts } = await copyOf(bookOf(mixed), [...problems, problem('file/no-people', {}, { file: 'a.xlsx' })]);
    const comments = parts.get('xl/comments2.xml') ?? [...parts].find(([n]) => n.startsWith('xl/comments'))?.[1] ?? '';
    expect(comments.match(/<comment /g)?.length).toBe(1);
    expect(comments).toContain('cell/blank');
    expect(comments).toContain('cell/fifteen-digits');
    expect([...parts].find(([n]) => n === 'xl/worksheets/sheet1.xml')?.[1]).toContain('location="\'得分\'!B1"');
    expect(
      texts(list)
        .filter((r) => r[1] === '错误' || r[1] === '说明')
        .map((r) => [r[3], r.find((t) => /^(cell|file)\//.test(t))]),
    ).toEqual([
      ['—', 'file/no-people'],
      ['B1', 'cell/blank'],
      ['B1', 'cell/fifteen-digits'],
    ]);
  });

  test('PSNI 2023: a hidden sheet never leaves; the list says how many, and their problems without link', async () => {
    const secret = sheetOf('底稿', [cell(0, 0, '机密姓名')], { hidden: true });
    const { again, parts, list } = await copyOf(bookOf(mixed, secret), [
      problem(
        'cell/not-a-number',
        { value: '机密值', mend: '' },
        { place: at('底稿', 0, 1), header: '机密列', person: { key: '1', id: '1', name: '机密姓名' } },
      ),
    ]);
    expect(again.sheets.map((s) => s.name)).toEqual(['问题清单', '得分']);
    expect([...parts.values()].join('')).not.toContain('机密');
    expect(parts.get('xl/worksheets/sheet1.xml')).not.toContain('<hyperlink');
    expect(texts(list).flat().join('\n')).toMatch(/有 1 个隐藏的工作表/);
  });

  test('hidden rows and columns stay hidden', async () => {
    const rows = mixed.rows.map((r) => ({ ...r, hidden: r.row === 1 }));
    const { again, list } = await copyOf(bookOf({ ...mixed, rows, hiddenCols: new Set([2]) }), [
      problem('cell/blank', {}, { place: at('得分', 1, 0) }),
    ]);
    expect(again.sheets[1]?.hiddenCols).toEqual(new Set([2]));
    expect(again.sheets[1]?.rows.filter((r) => r.hidden).map((r) => r.row)).toEqual([1]);
    expect(texts(list).flat()).toContain('A2（隐藏）');
  });

  test('mended and handed in again it is read; its list is passed over and said', async () => {
    const csv =
      '工号,姓名,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建\n1,甲,公务员,科级,90,91,92,93\n2,乙,公务员,科级,80,8 1,82,\n';
    const { value } = await readBook(new TextEncoder().encode(csv), 'a.csv');
    const read = tabulate(value ? [value] : [], policy, { period: null, asOf: null });
    const { again } = await copyOf(value as Book, read.problems, { tables: read.value.tables });
    const second = tabulate([again], policy, { period: null, asOf: null });
    expect(second.value.people.map((p) => p.name)).toEqual(['甲', '乙']);
    expect(second.problems.map((p) => p.code).sort()).toEqual([...read.problems.map((p) => p.code), 'sheet/own-list'].sort());
    const third = markedCopy({ book: again, problems: second.problems, tables: [], lang: 'zh-Hans', words });
    expect(third.sheets.map((s) => s.name)).toEqual(['问题清单', '数据']);
  });

  test('10,000 problems', { timeout: 60_000 }, async () => {
    const problems = Array.from({ length: 10_000 }, (_, i) => problem('cell/blank', {}, { place: at('得分', 3 + (i >> 3), i & 7) }));
    const { list } = await copyOf(bookOf(mixed), problems);
    expect(texts(list).filter((r) => r.includes('cell/blank'))).toHaveLength(10_000);
  });

  test('whatever is read stands in the copy', { timeout: 60_000 }, async () => {
    const anyCell = fc.record({ row: fc.nat(30), col: fc.nat(12) }).chain(({ row, col }) =>
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((v) => cell(row, col, v)),
        fc.constantFrom('=SUM(A1)', '+1', '@x', "'x", '00123', '_x000D_', ' ', '\n', '八８').map((v) => cell(row, col, v)),
        fc.constantFrom('1', '-0.5', '89.75', '123456789012345').map((v) => cell(row, col, v, 'number')),
        fc.constantFrom('TRUE', 'FALSE').map((v) => cell(row, col, v, 'boolean')),
        fc.constantFrom('#N/A', '#DIV/0!').map((v) => cell(row, col, v, 'error')),
        fc.nat(60_000).map((v) => cell(row, col, String(v + 1), 'date')),
      ),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anyCell, { minLength: 1, maxLength: 25, selector: (c) => `${c.row} ${c.col}` }),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(35), fc.nat(15)), { maxLength: 12 }),
        async (cells, name, places) => {
          const sheet = sheetOf(name, cells);
          const { again } = await copyOf(
            bookOf(sheet),
            places.map(([row, col]) => problem('cell/not-a-number', { value: 'x', mend: '' }, { place: at(name, row, col) })),
          );
          expect(values(again.sheets[1])).toEqual(values(sheet));
        },
      ),
      { numRuns: 40 },
    );
  });
});

test('names of sheets are what Excel allows, each once', () => {
  expect(sheetNames(['问题清单', 'a/b', 'A_B', null, 'History', "'x'", '很'.repeat(40)], ['问题清单'], '数据')).toEqual([
    '问题清单 (2)',
    'a_b',
    'A_B (2)',
    '数据',
    'History_',
    '_x_',
    '很'.repeat(31),
  ]);
});
