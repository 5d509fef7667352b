// What the first mends of the readers of OpenDocument, XML Spreadsheet 2003 and web pages left, or brought.
import { expect, test } from 'vitest';
import { isoSerial, showsDate } from '../../src/sheets/date-format.ts';
import { readBook } from '../../src/sheets/read.ts';
import { bookFrom, cellsOf, refusalOf } from './reading.ts';
import { zipOf } from './zips.ts';

const odf = 'urn:oasis:names:tc:opendocument:xmlns';
const names = `xmlns:office="${odf}:office:1.0" xmlns:table="${odf}:table:1.0" xmlns:text="${odf}:text:1.0"`;
const odsOf = (rows: string, more = '', level: 0 | 6 = 6) =>
  zipOf(
    {
      mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
      'content.xml': `<office:document-content ${names}><office:body><office:spreadsheet><table:table table:name="S">${rows}</table:table>${more}</office:spreadsheet></office:body></office:document-content>`,
    },
    level,
  );
const odsRow = (cells: string) => odsOf(`<table:table-row>${cells}</table:table-row>`);
const ss = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"';
const xmlOf = (cell: string, before = '') =>
  Buffer.from(
    `<?xml version="1.0"?><Workbook ${ss}>${before}<Worksheet ss:Name="S"><Table><Row>${cell}</Row></Table></Worksheet></Workbook>`,
  );
const htmlOf = (rows: string, before = '') => Buffer.from(`<html>${before}<table>${rows}</table></html>`);
const shown = async (bytes: Uint8Array) => cellsOf(await bookFrom(bytes)).map((c) => `${c.kind} ${c.value}`);

const textCell = (text: string) => odsRow(`<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`);

// Each beside as many bytes without malice: a machine may be slow, but not at the one alone.
test.each<[string, Uint8Array, Uint8Array]>([
  ['ods: spaces and words by turns', textCell('<text:s/>x '.repeat(300_000)), textCell('xxxxxxxxx x '.repeat(300_000))],
  [
    'html: rows below a wide and high cell',
    htmlOf(`<tr><td colspan=16383 rowspan=0>1</td></tr>${'<tr><td>2</td></tr>'.repeat(300_000)}`),
    htmlOf('<tr><td>2</td></tr>'.repeat(300_000)),
  ],
])('%s: read or refused soon', { timeout: 200_000 }, async (_, bytes, plain) => {
  const seconds = async (b: Uint8Array) => {
    const started = performance.now();
    await readBook(b, 'f');
    return (performance.now() - started) / 1000;
  };
  const pace = await seconds(plain);
  expect(await seconds(bytes)).toBeLessThan(Math.max(5, 5 * pace));
});

const one = '<table:table-cell office:value-type="float" office:value="1"/>';

test('ods: cells that repeat are bounded, cells that stand for themselves are not', { timeout: 60_000 }, async () => {
  const four = one.replace('/>', ' table:number-columns-repeated="4"/>');
  const repeated = odsOf(`<table:table-row table:number-rows-repeated="999999">${four}</table:table-row>`);
  expect(await refusalOf(repeated)).toMatch(/^file\/too-large/);
  const plain = odsOf(`<table:table-row>${one.repeat(60)}</table:table-row>`.repeat(10_000), '', 0);
  expect(cellsOf(await bookFrom(plain))).toHaveLength(600_000);
});

test('ods: a cache of another file is no sheet, a sheet linked to another file is one', async () => {
  const table = (name: string) =>
    `<table:table table:name="${name}"><table:table-source/><table:table-row>${one}</table:table-row></table:table>`;
  const book = await bookFrom(odsOf('', `${table("'file:///tmp/b.ods'#Sheet1")}${table('Linked')}`));
  expect(book.sheets.map((s) => s.name)).toEqual(['S', 'Linked']);
});

test.each([
  ['an attribute of no namespace', one.replace('/>', ' number-columns-repeated="3"/>'), 1],
  ['a cell', `<x:table-cell xmlns:x="urn:x" office:value-type="float" office:value="9"/>${one}`, 1],
  [
    'a prefix foreign within one element only',
    `<table:table-cell><text:p xmlns:table="urn:x"/></table:table-cell>${one.replace('/>', ' table:number-columns-repeated="2"/>')}`,
    2,
  ],
])('ods: what is of a foreign namespace does not count: %s', async (_, cells, times) => {
  expect(await shown(odsRow(cells))).toEqual(Array(times).fill('number 1'));
});

test('xml: a time without a day is no negative date', async () => {
  expect(await shown(xmlOf('<Cell><Data ss:Type="DateTime">12:00:00</Data></Cell>'))).toEqual(['date 0.5']);
});

test.each(['\u00a02024-02-29', '2024-02-29\u3000', '12:30\u00a0'])('%j is no date', (text) => {
  expect(isoSerial(text)).toBeNull();
});

test.each(['0*d', '0!d', '[Red]Standard', 'Standard;-Standard', '0\\d'])('%s shows a number in every reader', async (format) => {
  expect(showsDate(format)).toBe(false);
  const styles = `<Styles><Style ss:ID="d"><NumberFormat ss:Format="${format}"/></Style></Styles>`;
  expect(await shown(xmlOf('<Cell ss:StyleID="d"><Data ss:Type="Number">5</Data></Cell>', styles))).toEqual(['number 5']);
  const style = `<style>.d {mso-number-format:"${format.replaceAll('\\', '\\\\')}";}</style>`;
  expect(await shown(htmlOf('<tr><td x:num="5" class=d>5</td></tr>', style))).toEqual(['number 5']);
});
