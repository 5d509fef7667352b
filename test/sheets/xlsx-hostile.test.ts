import { expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { streamCells } from '../../src/sheets/stream.ts';
import type { Problem } from '../../src/types.ts';
import { refusalOf } from './reading.ts';
import { indexOfText, rowsXml, xlsxOf } from './zips.ts';

const row1 = (cells: string) => rowsXml(`<row r="1">${cells}</row>`);

async function streamRefusal(bytes: Uint8Array): Promise<{ text: string; cells: number }> {
  let cells = 0;
  const sink = { sheet: () => {}, cell: () => void cells++, flush: async () => {} };
  const problems = await streamCells(bytes, 'f', sink);
  return { text: problems.map((p: Problem) => `${p.code} ${Object.values(p.args).join(' ')}`).join('; '), cells };
}

const many = rowsXml(Array.from({ length: 20_000 }, (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${i * 7919}</v></c></row>`).join(''));

test('a wrong checksum is known at the very end: the cells before it are void', async () => {
  const bytes = xlsxOf({ sheet: many });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const local = indexOfText(bytes, 'xl/worksheets/sheet1.xml') - 30;
  const central = indexOfText(bytes, 'xl/worksheets/sheet1.xml', local + 60) - 46;
  for (const at of [local + 14, central + 16]) view.setUint32(at, 0x1234, true);
  const { text, cells } = await streamRefusal(bytes);
  expect(text).toBe('file/damaged zip: CRC of xl/worksheets/sheet1.xml is wrong');
  expect(cells).toBe(20_000);
  expect((await readBook(bytes, 'f')).value).toBeNull();
});

test('deflate data that breaks off in the middle of a large part', async () => {
  const bytes = xlsxOf({ sheet: many });
  const data = indexOfText(bytes, 'xl/worksheets/sheet1.xml') + 24;
  bytes.fill(0xff, data + 30_000, data + 30_040);
  expect((await streamRefusal(bytes)).text).toMatch(/^file\/damaged/);
});

test.each([
  ['a million attributes', row1(`<c ${Array.from({ length: 1_000_000 }, (_, i) => `a${i}=""`).join(' ')}/>`), /bytes in one tag/],
  ['a tag that never ends', row1(`<c r="${'A'.repeat(3_000_000)}`), /bytes in one tag/],
  ['deep nesting', row1('<a>'.repeat(1_000_000)), /256 nested elements/],
  ['a text of twenty million characters', row1(`<c t="str"><v>${'字a'.repeat(10_000_000)}</v></c>`), /file\/too-large/],
  ['an entity that would grow', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "cc">]><worksheet>&b;</worksheet>', /DOCTYPE/],
  ['two dashes in a comment', row1('<!-- a -- b -->'), /not well formed/],
  ['the end of CDATA as text', row1('<c t="str"><v>a]]></v></c>'), /not well formed/],
  ['an attribute twice', row1('<c r="A1" r="A1"><v>1</v></c>'), /attribute r twice/],
  ['a declaration in the middle', row1('<?xml version="1.0"?>'), /not well formed/],
  ['a forbidden character', row1('<c t="str"><v>a\u0001</v></c>'), /not allowed in XML/],
  ['a forbidden character by number', row1('<c t="str"><v>&#1;</v></c>'), /entity &#1; not known/],
])('refused in time: %s', { timeout: 10_000 }, async (_, sheet, problem) => {
  const bytes = xlsxOf({ sheet });
  const started = performance.now();
  expect((await streamRefusal(bytes)).text).toMatch(problem);
  expect(await refusalOf(bytes)).toMatch(problem);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('invalid UTF-8 is refused wherever it stands', async () => {
  const xml = Buffer.from(row1('<c r="A1" t="str"><v>aXb</v></c>'));
  xml[xml.indexOf('X')] = 0xff;
  expect(await refusalOf(xlsxOf({ other: { 'xl/worksheets/sheet1.xml': xml } }))).toBe('file/damaged 一: not valid utf-8');
});

test('cells out of order are read, and a cell twice among them is found', async () => {
  const rows = (last: string) =>
    rowsXml(`<row r="2"><c r="B2"><v>2</v></c></row><row r="1"><c r="B1"><v>3</v></c><c r="A1"><v>1</v></c></row>${last}`);
  expect(await streamRefusal(xlsxOf({ sheet: rows('') }))).toEqual({ text: '', cells: 3 });
  expect((await streamRefusal(xlsxOf({ sheet: rows('<row r="2"><c r="B2"><v>5</v></c></row>') }))).text).toBe(
    'file/damaged 一!B2: cell twice',
  );
});

test('exactly as stored: white space, empty texts, serial numbers of either system', async () => {
  const sheet = row1(
    '<c t="inlineStr"><is><t/></is></c><c t="s"><v>0</v></c><c s="1"><v>44468</v></c><c t="d"><v>2025-09-30</v></c><c><f>A1</f></c><c s="1"/>',
  );
  const seen: unknown[] = [];
  const sink = { sheet: () => {}, cell: (...cell: unknown[]) => void seen.push(cell.slice(1)), flush: async () => {} };
  expect(await streamCells(xlsxOf({ sheet, strings: '<si><t> a\n</t></si>' }), 'f', sink)).toEqual([]);
  expect(seen).toEqual([
    [0, 'text', ''],
    [1, 'text', ' a\n'],
    [2, 'date', 44468],
    [3, 'date', '2025-09-30'],
    [4, 'empty-formula', null],
  ]);
});
