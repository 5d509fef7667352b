// What an attack on the readers of .ods, XML Spreadsheet 2003 and web pages found; each took all time or memory, or read wrongly.
import { expect, test } from 'vitest';
import { isoSerial } from '../../src/sheets/date-format.ts';
import { readBook } from '../../src/sheets/read.ts';
import { streamCells } from '../../src/sheets/stream.ts';
import { bookFrom, cellsOf, refusalOf } from './reading.ts';
import { zipOf } from './zips.ts';

const odf = 'urn:oasis:names:tc:opendocument:xmlns';
const spaces = `xmlns:office="${odf}:office:1.0" xmlns:table="${odf}:table:1.0" xmlns:text="${odf}:text:1.0" xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"`;
const ods = (rows: string, tables = '') =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<office:document-content ${spaces}><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table>${tables}</office:spreadsheet></office:body></office:document-content>`,
  });
const row = (cell: string) => `<table:table-row>${cell}</table:table-row>`;
const float = (more: string) => row(`<table:table-cell office:value-type="float" office:value="1" ${more}/>`);
const textCell = (text: string) => row(`<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`);
const xml2003 = (table: string, before = '') =>
  Buffer.from(
    `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${before}<Worksheet ss:Name="S"><Table>${table}</Table></Worksheet></Workbook>`,
  );
const page = (inner: string) => Buffer.from(`<html>${inner}</html>`);
const digits = `${'1'.repeat(200_000)}x`;

test.each<[string, Uint8Array, RegExp]>([
  ['ods: spaces without end', ods(textCell('<text:s text:c="32767"/>'.repeat(20_000))), /^file\/too-large/],
  ['ods: elements without end', ods(textCell('<text:span>'.repeat(60_000) + '</text:span>'.repeat(60_000))), /more than 256 elements/],
  ['ods: digits without end', ods(row(`<table:table-cell office:value-type="float" office:value="${digits}"/>`)), /not a number/],
  [
    'ods: repeated cells',
    ods(
      `<table:table-row table:number-rows-repeated="999999">${float('table:number-columns-repeated="4"').slice(17, -18)}</table:table-row>`,
    ),
    /^file\/too-large/,
  ],
  [
    'xml 2003: digits without end',
    xml2003(`<Row><Cell><Data ss:Type="Number">${digits}</Data></Cell></Row>`),
    /Number value not understood/,
  ],
  ['html: columns without end', page(`<table>${'<tr><td colspan=16384>1</td></tr>'.repeat(200_000)}</table>`), /^file\/too-large/],
])('%s', { timeout: 60_000 }, async (_, bytes, refusal) => {
  expect(await refusalOf(bytes)).toMatch(refusal);
});

test.each<[string, Uint8Array, string]>([
  ['html: style sheet that never ends', page(`<style>${'.a{'.repeat(50_000)}</style><table><tr><td>a</td></tr></table>`), 'a'],
  ['html: digits without end', page(`<table><tr><td x:num="${digits}">q</td></tr></table>`), 'q'],
  ['html: spaces within', page(`<table><tr><td>a${'\u00a0'.repeat(200_000)}x \u00a0</td></tr></table>`), `a${'\u00a0'.repeat(200_000)}x`],
  [
    'xml 2003: merges that reach down',
    xml2003(
      `<Row>${'<Cell ss:MergeDown="1048000"/>'.repeat(16_383)}<Cell><Data ss:Type="String">a</Data></Cell></Row>${'<Row/>'.repeat(150_000)}`,
    ),
    'a',
  ],
])('%s', { timeout: 60_000 }, async (_, bytes, value) => {
  expect(cellsOf(await bookFrom(bytes)).map((c) => c.value)).toEqual([value]);
});

test('ods: the cache of another file is no sheet', async () => {
  const cache = `<table:table table:name="'file:///b.ods'#S"><table:table-source/>${float('')}</table:table>`;
  expect((await bookFrom(ods(float(''), cache))).sheets.map((s) => s.name)).toEqual(['S']);
});

test('ods: an error is one, however it is shown', async () => {
  const cell =
    '<table:table-cell table:formula="of:=1" office:value-type="float" office:value="0" calcext:value-type="error"><text:p>#BEZUG!</text:p></table:table-cell>';
  expect(cellsOf(await bookFrom(ods(row(cell))))).toMatchObject([{ kind: 'error', value: '#BEZUG!' }]);
});

test('ods: attributes of strangers', async () => {
  const cells = cellsOf(await bookFrom(ods(float('xmlns:x="urn:x" x:value="99" x:number-columns-repeated="3"'))));
  expect(cells.map((c) => c.value)).toEqual(['1']);
});

const dated = (date: string) => xml2003(`<Row><Cell><Data ss:Type="DateTime">${date}T00:00:00.000</Data></Cell></Row>`);
test.each([
  ['1899-12-31', '0'],
  ['1900-01-01', '1'],
  ['1900-02-28', '59'],
  ['1900-03-01', '61'],
])('xml 2003: %s is day %s', async (date, serial) => {
  expect(cellsOf(await bookFrom(dated(date)))).toMatchObject([{ kind: 'date', value: serial }]);
});

test('xml 2003: days of the 1904 system as they are stored, and as people see them', async () => {
  const before = '<ExcelWorkbook xmlns="urn:schemas-microsoft-com:office:excel"><Date1904/></ExcelWorkbook>';
  const bytes = xml2003('<Row><Cell><Data ss:Type="DateTime">1904-01-02T00:00:00.000</Data></Cell></Row>', before);
  const seen: unknown[] = [];
  await streamCells(bytes, 'f', { sheet: () => {}, cell: (...told) => void seen.push(told), flush: async () => {} });
  expect(seen).toEqual([[0, 0, 'date', 1]]);
  expect(cellsOf(await bookFrom(bytes))).toMatchObject([{ kind: 'date', value: '1463' }]);
});

test('xml 2003: a cell has the style of its row, else of its column', async () => {
  const styles = '<Styles><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style><Style ss:ID="n"/></Styles>';
  const cell = '<Cell><Data ss:Type="Number">45000</Data></Cell>';
  const own = '<Cell ss:StyleID="n"><Data ss:Type="Number">45000</Data></Cell>';
  const table = `<Column/><Column ss:StyleID="d"/><Row ss:StyleID="d">${cell}${own}</Row><Row>${cell}${cell}</Row>`;
  expect(cellsOf(await bookFrom(xml2003(table, styles))).map((c) => c.kind)).toEqual(['date', 'number', 'number', 'date']);
});

test('a time alone is a part of a day', () => {
  expect([isoSerial('12:30:00'), isoSerial('06:00'), isoSerial('24:00'), isoSerial('12')]).toEqual([12.5 / 24, 0.25, null, null]);
});

test('a page whose table has its end', async () => {
  expect((await readBook(page('<table><tr><td>1</td></tr></table>'), 'f')).value).not.toBeNull();
});
