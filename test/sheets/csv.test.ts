import { expect, test } from 'vitest';
import { readCsv } from '../../src/sheets/csv.ts';
import { type CsvValue, writeCsv } from '../../src/sheets/csv-write.ts';
import { readBook } from '../../src/sheets/read.ts';
import { bookFrom, valuesOf } from './reading.ts';

const rows = (text: string) => readCsv(text).rows.map((r) => [r.row + 1, r.line, ...r.cells.map((c) => c.value)]);

test('rows are those of Excel, lines those of an editor', () => {
  expect(rows('a,b\r\n\r\n"x\r\ny",2\r\n3,4')).toEqual([
    [1, 1, 'a', 'b'],
    [3, 3, 'x\r\ny', '2'],
    [4, 5, '3', '4'],
  ]);
});

test('a sep line sets the delimiter and is no row', () => {
  expect(rows('sep=;\r\na,b;c\r\n1;2')).toEqual([
    [1, 2, 'a,b', 'c'],
    [2, 3, '1', '2'],
  ]);
});

test('texts stay as written; empty fields are no cells', () => {
  const [row] = readCsv('00101,, 8.50 ,"","a""b"').rows;
  expect(row?.cells.map((c) => [c.col, c.kind, c.value])).toEqual([
    [0, 'text', '00101'],
    [2, 'text', ' 8.50 '],
    [4, 'text', 'a"b'],
  ]);
});

test.each([
  ['a\tb\n1,5\t2\n', ['a', 'b']],
  ['a;b\n1,5;2\n', ['a', 'b']],
  ['a,b\n"1;2;3;4",2\n', ['a', 'b']],
  ['姓名，得分\n张三，9\n', ['姓名，得分']],
  ['a\rb\r', ['a']],
])('delimiter of %j', (text, first) => {
  expect(readCsv(text).rows[0]?.cells.map((c) => c.value)).toEqual(first);
});

test('broken quotes are named by the line where their record starts', async () => {
  const [open] = (await readBook(Buffer.from('a,b\n"1\n2",3\n"4,5\n6,7\n'), 'f')).problems;
  expect(open).toMatchObject({ code: 'file/csv-syntax', args: { detail: 'CSV_QUOTE_NOT_CLOSED' }, place: { row: 2, line: 4 } });
  const [within] = (await readBook(Buffer.from('a,b\n1"2,3\n'), 'f')).problems;
  expect(within).toMatchObject({ code: 'file/csv-syntax', args: { detail: 'INVALID_OPENING_QUOTE' }, place: { row: 1, line: 2 } });
});

test('what is written is read back; no text can become a formula', async () => {
  const table: CsvValue[][] = [
    ['姓名', '得分', '备注'],
    ['张三', { number: '-1.50' }, '=1+1'],
    ['＝SUM(A1)', null, '　@x'],
    ['+1', '\tx', '换\n行"引'],
  ];
  const text = writeCsv(table);
  expect(text.startsWith('\ufeff姓名,得分,备注\r\n张三,-1.50,')).toBe(true);
  expect(valuesOf(await bookFrom(Buffer.from(text)))).toEqual([
    ['姓名', '得分', '备注'],
    ['张三', '-1.50', "'=1+1"],
    ["'＝SUM(A1)", "'　@x"],
    ["'+1", "'\tx", '换\n行"引'],
  ]);
});
