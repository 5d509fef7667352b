// Ways to write the same workbook that ECMA-376, OPC and the zip format allow and writers at large seldom use.
import { describe, expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { bookFrom, cellsOf } from './reading.ts';
import { writeZip } from './rewrite-zip.ts';
import { type Parts, partsOf, rowsXml, xlsxOf, zipOf } from './zips.ts';

const strings = '<si><t>姓名</t></si><si><t>得分</t></si>';
const plain: Parts = {
  strings,
  sheet: rowsXml(
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row><row r="2"><c r="B2"><v>95.5</v></c><c r="C2" s="1"><v>45930</v></c></row>',
  ),
};
const expected = [
  ['A1', 'text', '姓名'],
  ['B1', 'text', '得分'],
  ['B2', 'number', '95.5'],
  ['C2', 'date', '45930'],
];
const told = async (bytes: Uint8Array) => cellsOf(await bookFrom(bytes)).map((c) => [`${'ABCDEFG'[c.col]}${c.row + 1}`, c.kind, c.value]);

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const parts = partsOf(plain);
const text = (name: string) => parts[name] as string;
const sheet = 'xl/worksheets/sheet1.xml';
/** The plain workbook with one part changed. */
const changed = (name: string, change: (xml: string) => string | Uint8Array): Uint8Array => zipOf({ ...parts, [name]: change(text(name)) });
/** The plain workbook with a part under another name, and what points there. */
function moved(from: string, to: string, link: [part: string, from: string, to: string]): Uint8Array {
  const { [from]: part = '', ...rest } = parts;
  const [holder, old, target] = link;
  expect(text(holder)).toContain(old);
  return zipOf({ ...rest, [to]: part, [holder]: text(holder).replace(old, target) });
}
const wide = (xml: string, mark: boolean, big: boolean) => {
  const bytes = Buffer.from((mark ? '\ufeff' : '') + xml.replace('encoding="UTF-8"', 'encoding="UTF-16"'), 'utf16le');
  return new Uint8Array(big ? bytes.swap16() : bytes);
};
const links = 'xl/_rels/workbook.xml.rels';
const at = (target: string): [string, string, string] => [links, '"worksheets/sheet1.xml"', `"${target}"`];

test('the plain one', async () => expect(await told(xlsxOf(plain))).toEqual(expected));

describe('parts and relationships', () => {
  test.each<[string, () => Uint8Array]>([
    ['a target with ./', () => moved(sheet, sheet, at('./worksheets/sheet1.xml'))],
    ['a target with ../', () => moved(sheet, sheet, at('../xl/worksheets/sheet1.xml'))],
    ['an absolute target', () => moved(sheet, sheet, at('/xl/worksheets/sheet1.xml'))],
    ['a target with backslashes', () => moved(sheet, sheet, at('worksheets\\sheet1.xml'))],
    ['a target in other letter case', () => moved(sheet, sheet, at('Worksheets/SHEET1.XML'))],
    ['a target percent-encoded, the name not', () => moved(sheet, 'xl/表 一.xml', at('%E8%A1%A8%20%E4%B8%80.xml'))],
    ['a name percent-encoded, the target not', () => moved(sheet, 'xl/%E8%A1%A8%20%e4%b8%80.xml', at('表 一.xml'))],
    ['both percent-encoded', () => moved(sheet, 'xl/a%20b.xml', at('a%20b.xml'))],
    ['a per cent sign that encodes nothing', () => moved(sheet, 'xl/100%.xml', at('100%.xml'))],
    ['a part that is called like none', () => moved(sheet, 'x.dat', at('/x.dat'))],
    ['an explicit internal mode', () => changed(links, (x) => x.replace(' Target="styles', ' TargetMode="Internal" Target="styles'))],
    [
      'a link to the world outside',
      () =>
        changed(links, (x) =>
          x.replace('</Rel', '<Relationship Id="h" Type="a/hyperlink" Target="http://x/" TargetMode="External"/></Rel'),
        ),
    ],
    [
      'strict relationship types',
      () =>
        changed(links, (x) =>
          x.replaceAll('http://schemas.openxmlformats.org/officeDocument/2006/', 'http://purl.oclc.org/ooxml/officeDocument/'),
        ),
    ],
    [
      'content types by ending alone',
      () => changed('[Content_Types].xml', (x) => x.replace('/>', '><Default Extension="XML" ContentType="application/xml"/></Types>')),
    ],
    ['a part called mimetype', () => zipOf({ ...parts, mimetype: 'application/x' })],
  ])('%s', async (_, bytes) => expect(await told(bytes())).toEqual(expected));

  test('the workbook in another folder under another name', async () => {
    const names: Record<string, string> = {
      'xl/workbook.xml': 'a/b/book.xml',
      [links]: 'a/b/_rels/book.xml.rels',
      [sheet]: 'a/b/worksheets/sheet1.xml',
      'xl/styles.xml': 'a/b/styles.xml',
    };
    const all = Object.entries(parts).map(([name, part]) => [
      names[name] ?? name,
      String(part).replace('"xl/workbook.xml"', '"a/b/book.xml"'),
    ]);
    expect(await told(zipOf(Object.fromEntries(all)))).toEqual(expected);
  });
});

describe('XML', () => {
  const prefixed = text(sheet)
    .replace(/<(\/?)(?=[a-z])/g, '<$1x:')
    .replace('xmlns=', 'xmlns:x=');
  test.each<[string, string, (xml: string) => string | Uint8Array]>([
    ['UTF-16 LE with mark', sheet, (x) => wide(x, true, false)],
    ['UTF-16 LE without', sheet, (x) => wide(x, false, false)],
    ['UTF-16 BE with mark', sheet, (x) => wide(x, true, true)],
    ['UTF-16 BE without', sheet, (x) => wide(x, false, true)],
    ['UTF-8 with mark', sheet, (x) => `\ufeff${x}`],
    ['the encoding in other letters', sheet, (x) => x.replace('UTF-8', 'utf-8')],
    ['standalone="no", single quotes', sheet, (x) => x.replace(/<\?.*?\?>/, "<?xml version='1.0' encoding='Utf-8' standalone='no' ?>")],
    ['no declaration', sheet, (x) => x.replace(/<\?.*?\?>/, '')],
    ['a prefix', sheet, () => prefixed],
    [
      'two prefixes for one namespace',
      sheet,
      () =>
        prefixed
          .replace('xmlns:x', `xmlns:y="${main}" xmlns:x`)
          .replace(/<x:row r="2">(.*?)<\/x:row>/, '<y:row r="2">$1</y:row>')
          .replace(/x:v>/g, 'y:v>'),
    ],
    ['single quotes', sheet, (x) => x.replaceAll('"', "'")],
    ['white space in tags', sheet, (x) => x.replaceAll('="', ' =\n"').replace(/<\/(\w+)>/g, '</$1\t>')],
    ['references in attributes', sheet, (x) => x.replace('"A1"', '"&#65;1"').replace('"B2"', '"&#x42;&#50;"')],
    ['lower-case references', sheet, (x) => x.replace('"A1"', '"a1"').replace('"B2"', '"b2"')],
    [
      'instructions and comments',
      sheet,
      (x) => x.replace('<sheetData>', '<!-- <row/> --><?x y?><sheetData><?z?>').replace('<v>95.5', '<v><!-- a -->9<?b?>5.5'),
    ],
    ['CDATA', sheet, (x) => x.replace('<v>95.5', '<v><![CDATA[95]]>.5')],
    [
      'what other programs keep',
      sheet,
      (x) => x.replace('</sheetData>', '</sheetData><extLst><ext uri="u"><row r="1"><c r="A1"><v>7</v></c></row></ext></extLst>'),
    ],
    [
      'markup compatibility',
      sheet,
      (x) =>
        x
          .replace(
            '<worksheet',
            '<worksheet xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="urn:a"',
          )
          .replace('<row r="2"', '<row r="2" x14ac:dyDescent="0.2"')
          .replace(
            '</sheetData>',
            '</sheetData><mc:AlternateContent><mc:Choice Requires="x14"><controls/></mc:Choice><mc:Fallback/></mc:AlternateContent>',
          ),
    ],
    [
      'rows and cells in any order',
      sheet,
      (x) => x.replace(/(<row r="1">.*?<\/row>)(<row.*?<\/row>)/, '$2$1').replace(/(<c r="A1".*?<\/c>)(<c r="B1".*?<\/c>)/, '$2$1'),
    ],
    ['an r= here and there', sheet, (x) => x.replace(' r="1"', '').replace(' r="A1"', '').replace(' r="B1"', '')],
    ['types spelt out', sheet, (x) => x.replace('r="B2"', 'r="B2" t="n" cm="0" vm="0" ph="0"')],
    ['9.55E1', sheet, (x) => x.replace('95.5', '9.55E1')],
    ['+95.5', sheet, (x) => x.replace('95.5', '+95.5')],
    ['955e-1 in white space', sheet, (x) => x.replace('95.5', '\n 955e-1\t')],
    ['an ISO date', sheet, (x) => x.replace('s="1"><v>45930', 's="1" t="d"><v>2025-09-30')],
    ['an empty formula', sheet, (x) => x.replace(' r="A1"', ' s="0" r="A1"').replace('<v>', '<extLst/><v>')],
    ['dollar signs', sheet, (x) => x.replace('"A1"', '"$A$1"')],
    ['counts that lie', 'xl/sharedStrings.xml', (x) => x.replace('<sst', '<sst count="1" uniqueCount="99"')],
    [
      'runs, readings',
      'xl/sharedStrings.xml',
      (x) =>
        x.replace(
          '<t>姓名</t>',
          '<r><rPr><b/></rPr><t>姓</t></r><r><t>名</t></r><rPh sb="0" eb="1"><t>xìng</t></rPh><phoneticPr fontId="0"/>',
        ),
    ],
    [
      'styles: counts that lie, formats after their use',
      'xl/styles.xml',
      (x) =>
        x
          .replace('<cellXfs>', '<cellXfs count="77">')
          .replace('numFmtId="14"', 'numFmtId="200"')
          .replace('</cellXfs>', '</cellXfs><numFmts count="0"><numFmt numFmtId="200" formatCode="yyyy&quot;年&quot;"/></numFmts>'),
    ],
    [
      'absPath among alternatives',
      'xl/workbook.xml',
      (x) =>
        x.replace(
          '<sheets>',
          '<workbookPr/><mc:AlternateContent xmlns:mc="m"><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="a" url="C:\\"/></mc:Choice></mc:AlternateContent><sheets>',
        ),
    ],
    [
      'a second workbookPr of a later version',
      'xl/workbook.xml',
      (x) => x.replace('</sheets>', '</sheets><extLst><ext uri="u"><x15:workbookPr xmlns:x15="u" date1904="1"/></ext></extLst>'),
    ],
  ])('%s', async (_, part, change) => expect(await told(changed(part, change))).toEqual(expected));
});

describe('cells', () => {
  const cell = async (xml: string) =>
    cellsOf(await bookFrom(xlsxOf({ strings, sheet: rowsXml(`<row r="1">${xml}</row>`) }))).map((c) => [
      c.kind,
      c.value,
      c.formula ?? false,
    ]);
  test.each<[string, unknown]>([
    ['<c r="A1"><v/></c><c r="B1" t="s"><v></v></c><c r="C1" t="str"><v/></c>', []],
    [
      '<c r="A1"><v>.5</v></c><c r="B1"><v>5.</v></c><c r="C1"><v>1E+3</v></c>',
      [
        ['number', '0.5', false],
        ['number', '5', false],
        ['number', '1000', false],
      ],
    ],
    [
      '<c r="A1" t="b"><v>true</v></c><c r="B1" t="b"><v>0</v></c>',
      [
        ['boolean', 'TRUE', false],
        ['boolean', 'FALSE', false],
      ],
    ],
    ['<c r="A1" t="str"><v> 甲 </v></c>', [['text', ' 甲 ', false]]],
    [
      '<c r="A1"><f/><v>7</v></c><c r="B1"><f t="shared" ref="B1:B9" si="0">A1+1</f><v>8</v></c>',
      [
        ['number', '7', true],
        ['number', '8', true],
      ],
    ],
    [
      '<c r="A1"><f t="array" ref="A1">SUM(B1)</f><v>0</v></c><c r="B1"><f t="dataTable" ref="B1" dt2D="1" r1="A1" r2="A2"/><v>3</v></c>',
      [
        ['number', '0', true],
        ['number', '3', true],
      ],
    ],
    [
      '<c r="A1" t="b"><f>1=2</f><v>0</v></c><c r="B1" t="str"><f>""</f><v></v></c>',
      [
        ['boolean', 'FALSE', true],
        ['text', '', true],
      ],
    ],
    [
      '<c r="A1" t="inlineStr"><v>1.0</v><is><r><t xml:space="preserve">甲 </t></r><r><t>乙</t></r><rPh sb="0" eb="1"><t>yi</t></rPh></is></c>',
      [['text', '甲 乙', false]],
    ],
    ['<c r="A1" t="s"><v> 1 </v></c>', [['text', '得分', false]]],
  ])('%s', async (xml, cells) => expect(await cell(xml)).toEqual(cells));
});

describe('zip', () => {
  const entries = Object.entries(parts).map(([name, part]) => ({ name, data: Buffer.from(part as string) }));
  test.each<[string, () => Uint8Array]>([
    ['stored', () => writeZip(entries.map((p) => ({ ...p, stored: true })))],
    ['descriptors', () => writeZip(entries.map((p) => ({ ...p, descriptor: 'signed' as const })))],
    ['descriptors without a signature, stored', () => writeZip(entries.map((p) => ({ ...p, stored: true, descriptor: 'bare' as const })))],
    [
      'zip64 in a small file',
      () =>
        writeZip(
          entries.map((p) => ({ ...p, zip64: true })),
          { zip64: true },
        ),
    ],
    [
      'folders as entries, empty parts',
      () =>
        writeZip([
          { name: 'xl/', data: Buffer.alloc(0) },
          { name: 'xl/worksheets/', data: Buffer.alloc(0) },
          ...entries,
          { name: 'a', data: Buffer.alloc(0) },
          { name: 'b', data: Buffer.alloc(0) },
        ]),
    ],
    ['a comment', () => writeZip(entries, { comment: Buffer.from('导出') })],
    ['in reverse order', () => writeZip([...entries].reverse())],
    ['bytes behind', () => new Uint8Array(Buffer.concat([writeZip(entries), Buffer.alloc(700)]))],
  ])('%s', async (_, bytes) => expect(await told(bytes())).toEqual(expected));

  test.each([9, 12, 14, 93, 95, 99])('packed by method %i: refused', async (method) => {
    const [first, ...rest] = [...entries].reverse();
    const { value } = await readBook(
      writeZip([...rest, { ...(first as (typeof entries)[number]), local: { method }, central: { method } }]),
      'f',
    );
    expect(value).toBeNull();
  });
});
