import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { bookFrom, cellsOf, refusalOf, valuesOf } from './reading.ts';
import { partsOf, rowsXml, xlsxOf, zipOf } from './zips.ts';

const row1 = (cells: string) => rowsXml(`<row r="1">${cells}</row>`);

test('a workbook that exceljs wrote', async () => {
  const wb = new ExcelJS.Workbook();
  const ws = wb.addWorksheet('得分');
  ws.addRow(['姓名', '工号', '得分', '日期', '达标']);
  ws.addRow(['张三', '00101', 87.5, new Date(Date.UTC(2025, 8, 30)), true]);
  ws.addRow(['李四', null, { formula: 'C2+0.1', result: 0 }, { formula: 'C9' }, { error: '#N/A' }]);
  ws.getRow(3).hidden = true;
  ws.getColumn(2).hidden = true;
  ws.mergeCells('A5:C6');
  ws.getCell('A5').value = { richText: [{ text: '合' }, { text: '计' }] };
  wb.addWorksheet('隐藏', { state: 'hidden' }).getCell('B2').value = 'x';
  wb.addWorksheet('深藏', { state: 'veryHidden' });
  const book = await bookFrom(new Uint8Array(await wb.xlsx.writeBuffer()));
  const [sheet] = book.sheets;
  expect(book.own).toBe(false);
  expect(book.sheets.map((s) => [s.name, s.hidden])).toEqual([
    ['得分', false],
    ['隐藏', true],
    ['深藏', true],
  ]);
  expect(sheet?.rows.map((r) => r.hidden)).toEqual([false, false, true, false]);
  expect([...(sheet?.hiddenCols ?? [])]).toEqual([1]);
  expect(sheet?.merges).toEqual([{ top: 4, left: 0, bottom: 5, right: 2 }]);
  expect(sheet?.rows.slice(1).map((r) => r.cells.map((c) => [c.kind, c.value, c.formula ?? false]))).toEqual([
    [
      ['text', '张三', false],
      ['text', '00101', false],
      ['number', '87.5', false],
      ['date', '45930', false],
      ['boolean', 'TRUE', false],
    ],
    [
      ['text', '李四', false],
      ['number', '0', true],
      ['empty-formula', '', true],
      ['error', '#N/A', false],
    ],
    [['text', '合计', false]],
  ]);
});

test('fifteen digits, and the stored double beside them', async () => {
  const [a, b] = cellsOf(await bookFrom(xlsxOf({ sheet: row1('<c r="A1"><v>0.30000000000000004</v></c><c r="B1"><v>8.5E1</v></c>') })));
  expect(a).toMatchObject({ value: '0.3', shortest: '0.30000000000000004' });
  expect(b).toEqual({ row: 0, col: 1, kind: 'number', value: '85' });
});

test('an empty string item shifts no later text; readings of characters are no text', async () => {
  const strings = '<si><t>甲</t></si><si/><si><r><t>乙</t></r><r><t xml:space="preserve"> 丙</t></r><rPh><t>yi</t></rPh></si>';
  const sheet = row1('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c t="s"><v>2</v></c>');
  expect(cellsOf(await bookFrom(xlsxOf({ sheet, strings }))).map((c) => [c.col, c.value])).toEqual([
    [0, '甲'],
    [2, '乙 丙'],
  ]);
});

test('inline texts: all runs, CDATA, entities, escapes', async () => {
  const inline = (is: string) => `<c t="inlineStr"><is>${is}</is></c>`;
  const sheet = row1(
    inline('<r><t>张</t></r><r><t>三</t></r>') + inline('<t><![CDATA[a<b]]>&amp;&#x4E00;</t>') + inline('<t>_x0041__x005F_x0041_</t>'),
  );
  expect(valuesOf(await bookFrom(xlsxOf({ sheet })))).toEqual([['张三', 'a<b&一', 'A_x0041_']]);
});

test('prefixed elements, other part names and letter cases, UTF-16', async () => {
  const parts = partsOf({
    sheet: row1('<c r="A1"><v>7</v></c>')
      .replaceAll(/<(\/?)(?=[a-z])/g, '<$1x:')
      .replace('xmlns=', 'xmlns:x='),
  });
  const { 'xl/workbook.xml': workbook = '', ...rest } = parts;
  const utf16 = Buffer.from(`\ufeff${(workbook as string).replace('UTF-8', 'UTF-16')}`, 'utf16le');
  expect(valuesOf(await bookFrom(zipOf({ ...rest, 'XL/WorkBook.xml': utf16 })))).toEqual([['7']]);
});

test('dates: by format, by ISO text, in the 1904 system', async () => {
  const sheet = row1('<c r="A1" s="1"><v>45930</v></c><c r="B1" t="d"><v>2025-09-30T12:00:00Z</v></c><c r="C1" s="2"><v>44468</v></c>');
  const styles =
    '<numFmts><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="57"/><xf numFmtId="170"/></cellXfs>';
  const book = await bookFrom(xlsxOf({ sheet, styles }));
  expect(cellsOf(book).map((c) => [c.kind, c.value])).toEqual([
    ['date', '45930'],
    ['date', '45930.5'],
    ['date', '44468'],
  ]);
  const workbook = (partsOf({})['xl/workbook.xml'] as string).replace('<sheets>', '<workbookPr date1904="true"/><sheets>');
  expect(valuesOf(await bookFrom(xlsxOf({ sheet, styles, other: { 'xl/workbook.xml': workbook } })))).toEqual([
    ['47392', '45930.5', '45930'],
  ]);
});

test('results of formulas: nothing stored, an empty text, FALSE', async () => {
  const sheet = row1('<c><f>A2</f></c><c><f>A2</f><v/></c><c t="str"><f>A2</f><v></v></c><c t="b"><f>A2</f><v>0</v></c>');
  expect(cellsOf(await bookFrom(xlsxOf({ sheet }))).map((c) => [c.kind, c.value, c.formula])).toEqual([
    ['empty-formula', '', true],
    ['empty-formula', '', true],
    ['text', '', true],
    ['boolean', 'FALSE', true],
  ]);
});

const bad: readonly (readonly [string, string, string])[] = [
  ['a cell twice', '<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>', '一!A1: cell twice'],
  ['a string that is not there', '<c r="B1" t="s"><v>3</v></c>', '一!B1: shared string does not exist'],
  ['a style that is not there', '<c r="B1" s="9"><v>3</v></c>', '一!B1: style 9 does not exist'],
  ['NaN', '<c r="B1"><v>NaN</v></c>', '一!B1: not a number'],
  ['infinity', '<c r="B1"><v>1e999</v></c>', '一!B1: not a number'],
  ['hexadecimal', '<c r="B1"><v>0x10</v></c>', '一!B1: not a number'],
  ['another row', '<c r="B2"><v>1</v></c>', '一: cell reference B2 not possible in row 1'],
  ['past XFD', '<c r="XFE1"><v>1</v></c>', '一: cell reference XFE1 not possible in row 1'],
  ['an unknown entity', '<c r="B1" t="str"><v>&nbsp;</v></c>', '一: entity &nbsp; not known'],
  ['open tags', '<c r="B1"><v>1</c>', '一: XML not well formed at'],
];
test.each(bad)('refused, naming the cell: %s', async (_, cells, problem) => {
  expect(await refusalOf(xlsxOf({ sheet: row1(cells) }))).toContain(`file/damaged ${problem}`);
});

test('DOCTYPE is refused; so is a package that does not hang together', async () => {
  const doctype = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><worksheet/>';
  expect(await refusalOf(xlsxOf({ sheet: doctype }))).toBe('file/damaged 一: DOCTYPE');
  const { 'xl/worksheets/sheet1.xml': _, ...without } = partsOf({});
  expect(await refusalOf(zipOf(without))).toMatch(/^file\/damaged sheet "一": part xl\/worksheets\/sheet1.xml is missing/);
  const workbook = (partsOf({})['xl/workbook.xml'] as string).replace('r:id="rId1"', 'r:id=""');
  expect(await refusalOf(xlsxOf({ other: { 'xl/workbook.xml': workbook } }))).toMatch(/no sheet of the workbook names/);
});

test('few strings used by many cells are counted as often as they are used', async () => {
  const cells = Array.from({ length: 3000 }, (_, i) => `<row r="${i + 1}"><c t="s"><v>0</v></c></row>`).join('');
  const bytes = xlsxOf({ sheet: rowsXml(cells), strings: `<si><t>${'字'.repeat(30_000)}</t></si>` });
  expect(await refusalOf(bytes)).toMatch(/^file\/too-large 64000000 characters/);
});

test('a million formatted rows without values cost little', async () => {
  let rows = '<row r="1"><c r="A1" t="str"><v>姓名</v></c></row>';
  for (let r = 2; r <= 1_048_576; r++) rows += `<row r="${r}" s="1" customFormat="1"><c r="A${r}" s="1"/></row>`;
  const more =
    '<dataValidations count="1"><dataValidation type="list" sqref="A2:XFD1048576"><formula1>"a"</formula1></dataValidation></dataValidations>';
  const bytes = xlsxOf({ sheet: rowsXml(rows, more) });
  const started = performance.now();
  expect(valuesOf(await bookFrom(bytes))).toEqual([['姓名']]);
  expect(performance.now() - started).toBeLessThan(10_000);
});

test('its own workbooks are told by keywords or by a cell near the top', async () => {
  const marker = '<c t="str"><v>appraise/ranked@1</v></c>';
  expect((await bookFrom(xlsxOf({ sheet: rowsXml(`<row r="15">${marker}</row>`) }))).own).toBe(true);
  expect((await bookFrom(xlsxOf({ sheet: rowsXml(`<row r="16">${marker}</row>`) }))).own).toBe(false);
});
