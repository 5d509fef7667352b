// Formulas as texts, where they are asked for: of a cell alone, shared among cells, of an array; and nothing of them otherwise.
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import type { ReadOptions } from '../../src/sheets/limits.ts';
import { readBook } from '../../src/sheets/read.ts';
import { a1Of } from '../support/a1.ts';
import { rowsXml, xlsxOf } from './zips.ts';

async function formulasIn(bytes: Uint8Array, options: ReadOptions = { formulas: 'all' }): Promise<Record<string, string>> {
  const { value, problems } = await readBook(bytes, 'x.xlsx', options);
  if (!value) throw new Error(JSON.stringify(problems));
  const cells = value.sheets.flatMap((s) => s.rows.flatMap((r) => r.cells));
  return Object.fromEntries(cells.flatMap((c) => (c.formula ? [[a1Of(c.row, c.col), c.formulaText ?? '?']] : [])));
}

test('each cell has its own, whatever its result is', async () => {
  const sheet = rowsXml(
    '<row r="1"><c r="A1"><f>B1&amp;"甲"</f><v>1</v></c><c r="B1" t="str"><f>C1</f><v>x</v></c><c r="C1" t="b"><f>TRUE()</f><v>1</v></c>' +
      '<c r="D1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="E1"><f aca="false">A1+1</f></c><c r="F1"><v>2</v></c>' +
      '<c r="G1"><f><![CDATA[A1<2]]></f><v>0</v></c></row>',
  );
  expect(await formulasIn(xlsxOf({ sheet }))).toEqual({
    A1: 'B1&"甲"',
    B1: 'C1',
    C1: 'TRUE()',
    D1: '1/0',
    E1: 'A1+1',
    G1: 'A1<2',
  });
});

test('what is shared is written out for every cell, wherever the first of them stands', async () => {
  const sheet = rowsXml(
    '<row r="2"><c r="B2"><f t="shared" ref="B2:C3" si="0">A1*$D$1&amp;"A1"</f><v>1</v></c><c r="C2"><f t="shared" si="0"/><v>1</v></c></row>' +
      '<row r="3"><c r="B3"><f t="shared" si="0"></f><v>1</v></c><c r="C3"><f t="shared" si="1"/><v>1</v></c></row>' +
      // The second group of the same number stands for itself from here on.
      '<row r="4"><c r="B4"><f t="shared" ref="B4:B5" si="0">SUM(A$1:A4)</f><v>1</v></c><c r="C4"><f t="shared" ref="C3:C4" si="1">C1</f><v>1</v></c></row>' +
      '<row r="5"><c r="B5"><f t="shared" si="0"/><v>1</v></c></row>',
  );
  expect(await formulasIn(xlsxOf({ sheet }))).toEqual({
    B2: 'A1*$D$1&"A1"',
    C2: 'B1*$D$1&"A1"',
    B3: 'A2*$D$1&"A1"',
    // Before its first cell: XFD and 1048576 are where a sheet goes round.
    C3: 'C1048576',
    B4: 'SUM(A$1:A4)',
    C4: 'C1',
    B5: 'SUM(A$1:A5)',
  });
});

test('of an array every cell has the formula, in braces', async () => {
  const sheet = rowsXml(
    '<row r="1"><c r="A1"><f t="array" ref="A1:B2">C1:D2*2</f><v>1</v></c><c r="B1"><v>2</v></c></row>' +
      '<row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c><c r="C2"><v>5</v></c></row>' +
      '<row r="3"><c r="A3"><f t="dataTable" ref="A3:A4" r1="E1"/><v>1</v></c></row><row r="4"><c r="A4"><v>1</v></c></row>',
  );
  const array = '{C1:D2*2}';
  expect(await formulasIn(xlsxOf({ sheet }))).toEqual({ A1: array, B1: array, A2: array, B2: array, A3: '{TABLE(E1)}', A4: '{TABLE(E1)}' });
});

test('one that shares what is nowhere has no text; two in one cell are refused', async () => {
  const lost = rowsXml('<row r="1"><c r="A1"><f t="shared" si="7"/><v>1</v></c></row>');
  expect(await formulasIn(xlsxOf({ sheet: lost }))).toEqual({ A1: '?' });
  const twice = rowsXml('<row r="1"><c r="A1"><f>1</f><f>2</f><v>1</v></c></row>');
  expect((await readBook(xlsxOf({ sheet: twice }), 'x.xlsx', { formulas: 'all' })).problems.map((p) => p.code)).toEqual(['file/damaged']);
  expect((await readBook(xlsxOf({ sheet: twice }), 'x.xlsx')).problems).toEqual([]);
});

test('not asked for, or asked of the tool’s own workbooks alone, there is none', async () => {
  const book = new ExcelJS.Workbook();
  book.addWorksheet('一').getCell('A1').value = { formula: "'二'!A1+1", result: 3 };
  const bytes = new Uint8Array(await book.xlsx.writeBuffer());
  expect(await formulasIn(bytes, {})).toEqual({ A1: '?' });
  expect(await formulasIn(bytes, { formulas: 'own' })).toEqual({ A1: '?' });
  expect(await formulasIn(bytes)).toEqual({ A1: "'二'!A1+1" });
  book.keywords = 'appraise/ranked@1';
  expect(await formulasIn(new Uint8Array(await book.xlsx.writeBuffer()), { formulas: 'own' })).toEqual({ A1: "'二'!A1+1" });
  // The marker among the cells is as good, where a program dropped the keywords.
  book.keywords = '';
  const [ws] = book.worksheets;
  if (ws) ws.getCell('B1').value = 'appraise/ranked@1';
  expect(await formulasIn(new Uint8Array(await book.xlsx.writeBuffer()), { formulas: 'own' })).toEqual({ A1: "'二'!A1+1" });
});
