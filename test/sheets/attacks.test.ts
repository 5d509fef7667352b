// What an attack on the readers found: each file was read wrongly, or took all time or memory, until it was mended.
import XLSX from '@e965/xlsx';
import { expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { bookFrom, cellsOf, refusalOf, valuesOf } from './reading.ts';
import { rowsXml, xlsxOf } from './zips.ts';

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const mc = 'http://schemas.openxmlformats.org/markup-compatibility/2006';
const sheetOf = (rows: string) =>
  `<worksheet xmlns="${main}" xmlns:z="urn:z" xmlns:mc="${mc}" mc:Ignorable="z"><sheetData>${rows}</sheetData></worksheet>`;
const stringsOf = (items: string) => `<sst xmlns="${main}" xmlns:z="urn:z" xmlns:mc="${mc}" mc:Ignorable="z">${items}</sst>`;
const other = (part: string, xml: string) => ({ [part]: xml });

test.each([
  ['a cell of a foreign namespace', '<row r="1"><c r="A1"><v>1</v></c><z:c r="B1"><z:v>99</z:v></z:c></row>', /text in foreign:v/],
  ['a cell that declares itself foreign', '<row r="1"><c xmlns="urn:z" r="A1"><v>99</v></c></row>', /text in foreign:v/],
  ['an element within a value', '<row r="1"><c r="A1"><v>1<x/>2</v></c></row>', /x within v/],
  ['a number with a no-break space', '<row r="1"><c r="A1"><v>85&#160;</v></c></row>', /not a number/],
  ['a number after a full-width space', '<row r="1"><c r="A1"><v>&#12288;85</v></c></row>', /not a number/],
  ['two hundred thousand digits and a letter', `<row r="1"><c r="A1"><v>${'1'.repeat(200_000)}x</v></c></row>`, /not a number/],
  ['spaces without end in an end tag', `<row r="1"><c r="A1"><v>1</v${' '.repeat(900_000)}x></c></row>`, /not well formed/],
])('%s', { timeout: 60_000 }, async (_, rows, detail) => {
  expect(await refusalOf(xlsxOf({ sheet: sheetOf(rows) }))).toMatch(detail);
});

test.each([
  ['an item of a foreign namespace', '<z:si><z:t>WRONG</z:t></z:si><si><t>right</t></si>', /foreign:si among the strings/],
  ['a text of a foreign namespace', '<si><t>right</t><z:t>WRONG</z:t></si>', /text in foreign:t/],
  [
    'an empty item among alternatives',
    '<si><t>a</t></si><mc:AlternateContent><mc:Fallback><si/></mc:Fallback></mc:AlternateContent>',
    /AlternateContent/,
  ],
])('strings: %s', async (_, items, detail) => {
  const sheet = rowsXml('<row r="1"><c r="A1" t="s"><v>0</v></c></row>');
  expect(await refusalOf(xlsxOf({ sheet, other: other('xl/sharedStrings.xml', stringsOf(items)) }))).toMatch(detail);
});

test('an escape that two runs make together is none', async () => {
  const sheet = rowsXml(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>_x00</t></r><r><t>41_</t></r></is></c></row>',
  );
  const strings = stringsOf('<si><r><t>_x00</t></r><r><t>41_</t></r><r><t>_x0042_</t></r></si>');
  expect(valuesOf(await bookFrom(xlsxOf({ sheet, other: other('xl/sharedStrings.xml', strings) })))).toEqual([['_x0041_B', '_x0041_']]);
});

const format = '<numFmt numFmtId="164" formatCode="[$-804]yyyy"/>';
const stylesOf = (inner: string) => `<styleSheet xmlns="${main}" xmlns:mc="${mc}">${inner}</styleSheet>`;
const dated = rowsXml('<row r="1"><c r="A1" s="0"><v>43831</v></c></row>');

test('a number format in two writings of the same meaning', async () => {
  const alternatives = `<mc:AlternateContent><mc:Choice Requires="x16r2">${format}</mc:Choice><mc:Fallback>${format}</mc:Fallback></mc:AlternateContent>`;
  const styles = stylesOf(`<numFmts>${alternatives}</numFmts><cellXfs><xf numFmtId="164"/></cellXfs>`);
  const [cell] = cellsOf(await bookFrom(xlsxOf({ sheet: dated, other: other('xl/styles.xml', styles) })));
  expect(cell?.kind).toBe('date');
});

test('styles among alternatives', async () => {
  const styles = stylesOf('<mc:AlternateContent><mc:Fallback><cellXfs><xf numFmtId="14"/></cellXfs></mc:Fallback></mc:AlternateContent>');
  expect(await refusalOf(xlsxOf({ sheet: dated, other: other('xl/styles.xml', styles) }))).toMatch(/cellXfs within AlternateContent/);
});

test('two archives one behind the other', async () => {
  const [one, two] = [1, 2].map((n) => xlsxOf({ sheet: rowsXml(`<row r="1"><c r="A1"><v>${n}</v></c></row>`) })) as [
    Uint8Array,
    Uint8Array,
  ];
  expect(await refusalOf(Buffer.concat([one, two]))).toMatch(/the directory is not where its end record says/);
});

test('text tables: commas within the fields, semicolons and decimal commas, a header that begins as SYLK does', async () => {
  const cells = async (text: string) => valuesOf(await bookFrom(Buffer.from(text)));
  expect((await cells('编号\t姓名\t备注\n1\t张三,男\t优\n2\t李四,女\n3\t王五,男\n4\t赵六,女\n'))?.[1]).toEqual(['1', '张三,男', '优']);
  expect((await cells('编号;得分;备注\n1;1,5;好\n2;2,5\n3;3,5\n4;4,5\n'))?.[1]).toEqual(['1', '1,5', '好']);
  expect(await cells('ID;Punkte\n1;5\n')).toEqual([
    ['ID', 'Punkte'],
    ['1', '5'],
  ]);
  expect(await refusalOf(Buffer.from('ID;PWXL;N;E\nC;Y1;X1;K"a"\nE\n'))).toBe('file/unknown-kind sylk');
});

test('text tables: 学院 in GBK is also two letters in UTF-8', async () => {
  const gbk = Buffer.concat([Buffer.from('id,unit,score\n0001,'), Buffer.from('d1a7d4ba', 'hex'), Buffer.from(',90\n')]);
  expect(await refusalOf(gbk)).toBe('file/encoding UTF-8 or GB18030, it reads as either: byte 20, line 2');
  expect((await readBook(Buffer.from('name,score\nMüller,90\n'), 'f')).problems).toEqual([]);
});

test('text tables: lines without end, and rows of another width than the first', { timeout: 60_000 }, async () => {
  expect(await refusalOf(Buffer.from(`a,b\n1,2\n${'\n'.repeat(30_000_000)}`))).toMatch(/^file\/too-large/);
  const many = `一行标题\n${'1,2,3,4,5\n'.repeat(100_000)}`;
  expect((await bookFrom(Buffer.from(many))).sheets[0]?.rows.length).toBe(100_001);
});

/** The stream of an .xls with two sheets, its records changed in place. */
function legacy(change: (type: number, view: DataView, at: number) => void): Uint8Array {
  const sheet = (v: unknown) => ({ '!ref': 'A1:A1', A1: { t: typeof v === 'boolean' ? 'b' : 'n', v } }) as XLSX.WorkSheet;
  const bytes = XLSX.write({ SheetNames: ['A', 'B'], Sheets: { A: sheet(1), B: sheet(true) } }, { type: 'buffer', bookType: 'biff8' });
  const found = XLSX.CFB.find(XLSX.CFB.read(bytes, { type: 'buffer' }), '/Workbook');
  const stream = Uint8Array.from((found?.content ?? []) as number[]).slice(0, found?.size);
  const view = new DataView(stream.buffer);
  for (let at = 0; at + 4 <= stream.length; at += 4 + view.getUint16(at + 2, true)) change(view.getUint16(at, true), view, at);
  return stream;
}

test('xls: as it was made', async () => {
  expect((await bookFrom(legacy(() => {}))).sheets.map((s) => s.name)).toEqual(['A', 'B']);
});

test.each<[string, (type: number, view: DataView, at: number) => void, RegExp]>([
  ['cells of an older version', (type, v, at) => type === 0x203 && v.setUint16(at, 3, true), /sheet A holds cells of an older version/],
  ['a boolean that is neither', (type, v, at) => type === 0x205 && v.setUint8(at + 10, 85), /boolean value 85/],
  ['two sheets of one name', (type, v, at) => type === 0x85 && v.setUint8(at + 12, 0x61), /two sheets of one name/],
])('xls: %s', async (_, change, detail) => {
  expect(await refusalOf(legacy(change))).toMatch(detail);
});

test('xls: a sheet within another', async () => {
  let ends = 0;
  // The first sheet loses its end, so that it goes on to that of the second; one more end closes it.
  const stream = legacy((type, v, at) => void (type === 0x0a && ++ends === 2 && v.setUint16(at, 0x99, true)));
  expect(await refusalOf(Buffer.concat([stream, Uint8Array.of(0x0a, 0, 0, 0)]))).toMatch(/sheet B lies within another/);
});
