// Damage that leaves a whole package: every one of these was once read, or is read by others, as something else than it says.
import { describe, expect, test } from 'vitest';
import { refusalOf } from './reading.ts';
import { writeZip } from './rewrite-zip.ts';
import { type Parts, partsOf, rowsXml, xlsxOf, zipOf } from './zips.ts';

const row1 = (cells: string) => rowsXml(`<row r="1">${cells}</row>`);
const parts = partsOf({ strings: '<si><t>甲</t></si>', sheet: row1('<c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>45930</v></c>') });
const changed = (name: string, from: string | RegExp, to: string): Uint8Array => {
  const xml = parts[name] as string;
  expect(xml).toMatch(from);
  return zipOf({ ...parts, [name]: xml.replace(from, to) });
};
const links = 'xl/_rels/workbook.xml.rels';
const book = 'xl/workbook.xml';

describe('worksheets', () => {
  test.each<[string, string, RegExp]>([
    ['r of a cell twice', row1('<c r="A1" r="B1"><v>1</v></c>'), /attribute r twice/],
    ['s of a cell twice', row1('<c r="A1" s="0" s="1"><v>1</v></c>'), /attribute s twice/],
    ['t of a cell twice', row1('<c r="A1" t="n" t="s"><v>0</v></c>'), /attribute t twice/],
    ['r of a row twice', rowsXml('<row r="1" r="2"><c><v>1</v></c></row>'), /attribute r twice/],
    ['hidden of a row twice', rowsXml('<row r="1" hidden="0" hidden="1"><c><v>1</v></c></row>'), /attribute hidden twice/],
    ['hidden neither true nor false', rowsXml('<row r="1" hidden="x"><c><v>1</v></c></row>'), /neither true nor false/],
    ['a cell outside its row', rowsXml('<row r="1"/><c r="A1"><v>1</v></c>'), /text in v/],
    ['a row within a row', rowsXml('<row r="1"><row r="2"><c r="A2"><v>1</v></c></row></row>'), /text in v/],
    [
      'a row among alternatives',
      rowsXml('<a:AlternateContent xmlns:a="a"><a:Choice><row r="1"><c r="A1"><v>1</v></c></row></a:Choice></a:AlternateContent>'),
      /text in v/,
    ],
    ['a cell of another name', row1('<d r="A1"><v>1</v></d>'), /text in v/],
    ['a value of another name', row1('<c r="A1"><w>1</w></c>'), /text in w/],
    ['a value in a value', row1('<c r="A1"><v>1<v>2</v></v></c>'), /v within v/],
    ['text in a cell', row1('<c r="A1">95</c>'), /text in c/],
    ['text in a row', row1('95'), /text in row/],
    ['two values', row1('<c r="A1"><v>1</v><v>2</v></c>'), /一!A1: value twice/],
    ['two inline texts', row1('<c r="A1" t="inlineStr"><is><t>a</t></is><is><t>b</t></is></c>'), /一!A1: value twice/],
    ['a number as an inline text', row1('<c r="A1" t="inlineStr"><v>95</v></c>'), /一!A1: a value where its type has none/],
    ['an inline text as a number', row1('<c r="A1"><is><t>甲</t></is></c>'), /一!A1: a value where its type has none/],
    [
      'sheetData twice',
      rowsXml('<row r="1"><c><v>1</v></c></row>', '<sheetData><row r="2"><c><v>2</v></c></row></sheetData>'),
      /sheetData twice/,
    ],
    ['sheetData elsewhere', rowsXml('', '<x><sheetData><row r="2"><c><v>2</v></c></row></sheetData></x>'), /sheetData twice/],
    ['an ISO date of a thirteenth month', row1('<c r="A1" t="d"><v>2025-13-01</v></c>'), /d value not understood/],
    ['an ISO date of a day that is none', row1('<c r="A1" t="d"><v>2025-02-30</v></c>'), /d value not understood/],
    ['an ISO time of hour 25', row1('<c r="A1" t="d"><v>2025-02-03T25:00:00</v></c>'), /d value not understood/],
  ])('%s', async (_, sheet, problem) => expect(await refusalOf(xlsxOf({ sheet }))).toMatch(problem));

  test('cells outside sheetData are none', async () => {
    const sheet = rowsXml('<row r="1"><c r="A1"><v>1</v></c></row>', '<mergeCells><row r="2"><c r="A2"><v>2</v></c></row></mergeCells>');
    const { bookFrom, valuesOf } = await import('./reading.ts');
    expect(valuesOf(await bookFrom(xlsxOf({ sheet })))).toEqual([['1']]);
  });

  test('a style without a styles part', async () => {
    const { 'xl/styles.xml': _, ...rest } = parts;
    const bytes = zipOf({ ...rest, [links]: (parts[links] as string).replace(/<Relationship Id="rId3".*?\/>/, '') });
    expect(await refusalOf(bytes)).toBe('file/damaged 一!B1: style 1 does not exist');
  });
});

describe('shared strings, styles', () => {
  test.each<[string, Parts, RegExp]>([
    ['a text outside its item', { strings: '<t>甲</t>' }, /t among the strings/],
    ['an item of another name', { strings: '<x><t>甲</t></x><si><t>乙</t></si>' }, /x among the strings/],
    ['a text of another name', { strings: '<si><u>甲</u></si>' }, /text in u/],
    ['an item in an item', { strings: '<si><t>甲</t><si><t>乙</t></si></si>' }, /text in t/],
    ['a format id that is none', { styles: '<cellXfs><xf numFmtId="x"/></cellXfs>' }, /number format "x" is none/],
    [
      'a format said two ways',
      { styles: '<numFmts><numFmt numFmtId="170" formatCode="0"/><numFmt numFmtId="170" formatCode="yyyy"/></numFmts>' },
      /said two ways/,
    ],
    [
      'cellXfs twice',
      { styles: '<cellXfs><xf numFmtId="0"/></cellXfs><cellXfs><xf numFmtId="14"/></cellXfs>' },
      /cellXfs within cellXfs, or twice/,
    ],
  ])('%s', async (_, given, problem) => expect(await refusalOf(xlsxOf(given))).toMatch(problem));
});

describe('workbook and relationships', () => {
  test.each<[string, string, string | RegExp, string, RegExp]>([
    ['styles that are missing', links, '"styles.xml"', '"nowhere.xml"', /styles part is missing/],
    ['styles outside the file', links, 'Target="styles.xml"', 'Target="styles.xml" TargetMode="External"', /styles part is missing/],
    [
      'two parts of styles',
      links,
      '</Rel',
      '<Relationship Id="s" Type="a/styles" Target="workbook.xml"/></Rel',
      /two parts of the kind styles/,
    ],
    [
      'two parts of strings',
      links,
      '</Rel',
      '<Relationship Id="s" Type="a/sharedStrings" Target="styles.xml"/></Rel',
      /two parts of the kind sharedStrings/,
    ],
    [
      'a worksheet outside the file',
      links,
      'Target="worksheets/sheet1.xml"',
      'Target="http://x/s.xml" TargetMode="External"',
      /is missing/,
    ],
    ['two sheets of one part', book, '</sheets>', '<sheet name="二" sheetId="2" r:id="rId1"/></sheets>', /share one part/],
    ['sheets twice', book, /<sheets>.*<\/sheets>/, '$&$&', /sheets twice/],
    [
      'a sheet among alternatives',
      book,
      '</sheets>',
      '<a:AlternateContent><sheet name="二" r:id="rId1"/></a:AlternateContent></sheets>',
      /a sheet within foreign:AlternateContent/,
    ],
    ['the date system said twice', book, '<sheets>', '<workbookPr date1904="1"/><workbookPr/><sheets>', /workbookPr twice/],
    ['the date system in other words', book, '<sheets>', '<workbookPr date1904="yes"/><sheets>', /neither true nor false/],
    ['content types that are cut', '[Content_Types].xml', '/>', '>', /not well formed/],
  ])('%s', async (_, name, from, to, problem) => expect(await refusalOf(changed(name, from, to))).toMatch(problem));
});

test('an end record that counts too few entries', async () => {
  const entries = Object.entries(parts).map(([name, part]) => ({ name, data: Buffer.from(part as string) }));
  expect(await refusalOf(writeZip(entries, { end: { count: entries.length - 1 } }))).toBe(
    'file/damaged zip: more entries than the end record counts',
  );
});
