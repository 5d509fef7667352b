// The date system of 1904: scored by the day that people see, shown by `inspect --cells` as it is stored.
import XLSX from '@e965/xlsx';
import { expect, test } from 'vitest';
import { streamCells } from '../../src/sheets/stream.ts';
import { readLabel } from '../../src/table/values.ts';
import { bookFrom, cellsOf } from './reading.ts';
import { rowsXml, xlsxOf } from './zips.ts';

/** 2025-09-30 in the system of 1904. */
const stored = 44_468;

function legacy(bookType: 'biff8' | 'xlsb' | 'xlsx'): Uint8Array {
  const sheet: XLSX.WorkSheet = { '!ref': 'A1:A1', A1: { t: 'n', v: stored, z: 'yyyy-mm-dd' } };
  const book = { SheetNames: ['一'], Sheets: { 一: sheet }, Workbook: { WBProps: { date1904: true } } };
  return new Uint8Array(XLSX.write(book, { type: 'buffer', bookType }));
}
const own = xlsxOf({
  sheet: rowsXml(`<row r="1"><c r="A1" s="1"><v>${stored}</v></c></row>`),
  other: {
    'xl/workbook.xml':
      '<workbook xmlns="m" xmlns:r="r"><workbookPr date1904="true"/><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>',
  },
});

test.each<[string, Uint8Array]>([
  ['xlsx', own],
  ['xlsx of SheetJS', legacy('xlsx')],
  ['xls', legacy('biff8')],
  ['xlsb', legacy('xlsb')],
])('%s', async (_, bytes) => {
  const [cell] = cellsOf(await bookFrom(bytes));
  expect([cell?.kind, readLabel(cell)]).toEqual(['date', '2025-09-30']);
  const seen: unknown[] = [];
  await streamCells(bytes, 'f', { sheet: () => {}, cell: (...told) => void seen.push(told), flush: async () => {} });
  expect(seen).toEqual([[0, 0, 'date', stored]]);
});

test('a date beyond all days that can be shown is told by its number', () => {
  const label = (value: string) => readLabel({ row: 0, col: 0, kind: 'date', value });
  expect([label('2958465'), label('2958466'), label('99999999999'), label('-1')]).toEqual(['9999-12-31', '2958466', '99999999999', '-1']);
});
