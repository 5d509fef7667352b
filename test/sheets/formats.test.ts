import { readdirSync, readFileSync } from 'node:fs';
import XLSX from '@e965/xlsx';
import fc from 'fast-check';
import office from 'officecrypto-tool';
import { Converter } from 'opencc-js/t2cn';
import { expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { policyWith, run } from '../support/pipeline.ts';
import { bookFrom, cellsOf, refusalOf } from './reading.ts';
import { zipOf } from './zips.ts';

const folder = new URL('../../samples/twins/formats/', import.meta.url);
const twins = readdirSync(folder).sort();
const bytesOf = (name: string) => readFileSync(new URL(name, folder));
const policy = policyWith();
const simplified = Converter({ from: 'tw', to: 'cn' });

/** Results without what differs by nature: the inputs, their places, the notes about the files, traditional characters. */
async function resultOf(file: string, bytes: Uint8Array): Promise<string> {
  const { results, errors } = await run([{ file, bytes }], policy, '2026Q3');
  expect(errors).toEqual([]);
  const { problems: _problems, ...rest } = JSON.parse(JSON.stringify(results));
  delete rest.run.inputs;
  return simplified(JSON.stringify(rest))
    .replaceAll(new RegExp(`${file.replaceAll('.', '\\.')}(?:!得分|!Table 1)?!`, 'g'), '')
    .replace(/,"line":\d+/g, '')
    .replace(/"file":"[^"]*"|"sheet":(?:"[^"]*"|null)/g, '');
}

test('the list of twins is whole', () => {
  expect(twins).toHaveLength(19);
});

test.each(twins)('%s ranks as its plain twin', async (name) => {
  const plain = await resultOf('plain.xlsx', bytesOf('plain.xlsx'));
  expect(plain).toContain('林知遥');
  expect(await resultOf(name, bytesOf(name))).toBe(plain);
});

test.each([
  ['plain.xlsx', 'xlsx', ''],
  ['biff8.xls', 'xls', ''],
  ['wps.et', 'xls', ''],
  ['wps-new.et', 'xlsx', ''],
  ['binary.xlsb', 'xlsb', ''],
  ['opendocument.ods', 'ods', ''],
  ['web-gbk.xls', 'html gb18030', 'file/kind-differs html .xls'],
  ['web-utf8.xls', 'html utf-8', 'file/kind-differs html .xls'],
  ['xml-2003.xls', 'xml-spreadsheet', 'file/kind-differs xml-spreadsheet .xls'],
  ['xlsx-named.xls', 'xlsx', 'file/kind-differs xlsx .xls'],
  ['csv-named.xls', 'csv gb18030', 'file/kind-differs csv .xls'],
  ['big5.csv', 'csv big5', ''],
  ['utf16.csv', 'csv utf-16le', ''],
])('%s is %s', async (name, kind, said) => {
  const { value, problems } = await readBook(bytesOf(name), name);
  expect([value?.kind, value?.encoding].filter(Boolean).join(' ')).toBe(kind);
  expect(problems.map((p) => `${p.code} ${Object.values(p.args).join(' ')}`).join()).toBe(said);
});

// ───────────────────────────── tables made by SheetJS come back as they are ─────────────────────────────

const value = fc.oneof(
  fc
    .string({ unit: fc.constantFrom(...'张三李四𠮷é 0aZ-·（'), minLength: 1, maxLength: 12 })
    .filter((t) => t.trim() === t && !/ {2}/.test(t)),
  fc.integer({ min: -100_000, max: 100_000 }).map((n) => n / 100),
  fc.boolean(),
  fc.constant(null),
);
const tables = fc.array(fc.array(value, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });

test.each(['biff8', 'biff5', 'xlsb', 'ods'] as const)('random tables as %s', async (bookType) => {
  const kept = bookType === 'biff5' ? (v: unknown) => (typeof v === 'string' ? v.replace(/[^ -~]/g, 'x') : v) : (v: unknown) => v;
  await fc.assert(
    fc.asyncProperty(tables, async (made) => {
      const table = made.map((row) => row.map(kept));
      const book = XLSX.utils.book_new();
      XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['头'].map(kept), ...table]), 'S');
      const read = await bookFrom(new Uint8Array(XLSX.write(book, { bookType, type: 'array' })));
      const want = table.flatMap((row, r) =>
        row.flatMap((v, col) => (v === null ? [] : [[r + 1, col, typeof v, String(v).toLowerCase()]])),
      );
      const got = cellsOf(read).slice(1);
      expect(got.map((c) => [c.row, c.col, c.kind === 'text' ? 'string' : c.kind, c.value.toLowerCase()])).toEqual(want);
    }),
    { numRuns: 40 },
  );
});

test.each(['biff8', 'xlsb'] as const)('dates, percentages, merges and hidden sheets of %s', async (bookType) => {
  const sheet = XLSX.utils.aoa_to_sheet([
    ['a', 'b', 'c'],
    [1, 2, 3],
    [4, 5, 6],
  ]);
  sheet['A2'] = { t: 'n', v: 45_000, z: 'yyyy-mm-dd' };
  sheet['B2'] = { t: 'n', v: 0.95, z: '0%' };
  sheet['!merges'] = [XLSX.utils.decode_range('B3:C3')];
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'S');
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([['x']]), 'H');
  book.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  const read = await bookFrom(new Uint8Array(XLSX.write(book, { bookType, type: 'array' })));
  const at = (ref: string) => cellsOf(read).find((c) => XLSX.utils.encode_cell({ r: c.row, c: c.col }) === ref);
  expect(at('A2')).toMatchObject({ kind: 'date', value: '45000' });
  expect(at('B2')).toMatchObject({ kind: 'number', value: '0.95', percent: true });
  expect(read.sheets[0]?.merges).toEqual([{ top: 2, left: 1, bottom: 2, right: 2 }]);
  expect(read.sheets.map((s) => s.hidden)).toEqual([false, true]);
});

const odsOf = (rows: string) =>
  zipOf({
    mimetype: 'application/vnd.oasis.opendocument.spreadsheet',
    'content.xml': `<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet><t:table t:name="S">${rows}</t:table></o:spreadsheet></o:body></o:document-content>`,
  });

test('an .ods: repeated cells and rows, line breaks and spaces, notes apart, dates, errors, formulas without a value', async () => {
  const read = await bookFrom(
    odsOf(
      '<t:table-row t:number-rows-repeated="2"><t:table-cell o:value-type="float" o:value="1.5" t:number-columns-repeated="2"/><t:covered-table-cell/></t:table-row>' +
        '<t:table-row t:number-rows-repeated="5"><t:table-cell t:number-columns-repeated="1024"/></t:table-row>' +
        '<t:table-row t:visibility="filter"><t:table-cell o:value-type="string"><o:annotation><x:p>no</x:p></o:annotation><x:p>a<x:s x:c="2"/>b  c<x:line-break/>d</x:p><x:p> e</x:p></t:table-cell>' +
        '<t:table-cell o:value-type="date" o:date-value="2023-03-15"/><t:table-cell o:value-type="percentage" o:value="0.95"/><t:table-cell o:value-type="boolean" o:boolean-value="true"/>' +
        '<t:table-cell t:formula="=1/0" o:value-type="float" o:value="0"><x:p>#DIV/0!</x:p></t:table-cell><t:table-cell t:formula="=A1"/></t:table-row>' +
        '<t:table-row t:number-rows-repeated="1048568"><t:table-cell t:number-columns-repeated="1024"/></t:table-row>',
    ),
  );
  expect(read.sheets[0]?.rows.map((r) => [r.row, r.hidden, r.cells.map((c) => `${c.kind} ${c.value}`)])).toEqual([
    [0, false, ['number 1.5', 'number 1.5']],
    [1, false, ['number 1.5', 'number 1.5']],
    [7, true, ['text a  b c\nd\ne', 'date 45000', 'number 0.95', 'boolean TRUE', 'error #DIV/0!', 'empty-formula ']],
  ]);
});

test('a value repeated over a million rows and a thousand columns is refused at once', async () => {
  const cell = '<t:table-cell o:value-type="float" o:value="1" t:number-columns-repeated="1000"/>';
  expect(await refusalOf(odsOf(`<t:table-row t:number-rows-repeated="1000000">${cell}</t:table-row>`))).toMatch(/^file\/too-large/);
});

test('a web table: spans, line breaks, white space, marks of Excel, nothing of scripts', async () => {
  const read = await bookFrom(
    Buffer.from(
      '<html><style>.d {mso-number-format:"yyyy\\-mm\\-dd";} .p {mso-number-format:Percent;}</style><table><tr><td rowspan=2>甲</td><td colspan=2> a\n  b<br>c&amp;d </td></tr>' +
        '<tr style="display:none"><td>007<script>x()</script></td><td>&nbsp;</td></tr><tr><td x:num="45000" class=d>2023-03-15</td><td x:num="0.95" class=p>95%</td><td x:err="#N/A">#N/A</td><td x:bool="TRUE">TRUE</td></tr></table></html>',
    ),
  );
  expect(
    read.sheets[0]?.rows.map((r) => [r.row, r.hidden, r.cells.map((c) => `${c.col} ${c.kind} ${c.value}${c.percent ? ' %' : ''}`)]),
  ).toEqual([
    [0, false, ['0 text 甲', '1 text a b\nc&d']],
    [1, true, ['1 text 007']],
    [2, false, ['0 date 45000', '1 number 0.95 %', '2 error #N/A', '3 boolean TRUE']],
  ]);
  expect(read.sheets[0]?.merges).toEqual([
    { top: 0, left: 0, bottom: 1, right: 0 },
    { top: 0, left: 1, bottom: 0, right: 2 },
  ]);
});

test.each([
  ['<html><frameset><frame src="sheet001.htm"></frameset></html>', 'file/unknown-kind html-frames'],
  ['<html><body>login</body></html>', 'file/unknown-kind html-no-table'],
  ['<table><tr><td><table><tr><td>1</td></tr></table></td></tr></table>', 'file/unknown-kind html-nested'],
  ['MIME-Version: 1.0\nContent-Type: multipart/related; boundary="x"\n', 'file/unknown-kind mhtml'],
  [`<table>${'<tr><td>'.repeat(3)}${'<div>'.repeat(100_000)}`, 'file/damaged html: more than 400 elements within each other'],
  ['Attachment not found!', 'file/unknown-kind text'],
])('refused with words: %#', async (html, problem) => {
  expect(await refusalOf(Buffer.from(html))).toBe(problem);
});

// ───────────────────────────── damage ─────────────────────────────

test('an .xls cut anywhere is refused', async () => {
  const whole = bytesOf('biff8.xls');
  for (let size = 8; size < whole.length - 1024; size += 331) {
    expect(await refusalOf(whole.subarray(0, size)), `${size} bytes`).toMatch(/^file\/damaged/);
  }
});

test('no flipped byte of an .xls makes a crash or takes long', { timeout: 60_000 }, async () => {
  const whole = bytesOf('biff8.xls');
  for (let at = 0; at < whole.length; at += 7) {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] as number) ^ 0xff;
    const started = performance.now();
    await readBook(bytes, 'f');
    expect(performance.now() - started).toBeLessThan(5000);
  }
});

test('an allocation table that goes in a circle is refused', async () => {
  const bytes = Buffer.from(bytesOf('biff8.xls'));
  const fat = (bytes.readUInt32LE(76) + 1) * 512;
  const directory = bytes.readUInt32LE(48);
  bytes.writeUInt32LE(directory, fat + directory * 4);
  expect(await refusalOf(bytes)).toBe('file/damaged ole: directory goes in a circle');
});

// ───────────────────────────── encrypted ─────────────────────────────

test.each([
  ['agile', {}],
  ['standard', { type: 'standard' as const }],
])('%s encryption: with its password like its plain twin, else refused', async (_, type) => {
  const bytes = office.encrypt(bytesOf('plain.xlsx'), { password: '口令 Pa55', ...type });
  expect(await refusalOf(bytes)).toBe('file/encrypted');
  expect((await readBook(bytes, 'f', { password: 'wrong' })).problems.map((p) => p.code)).toEqual(['file/password-wrong']);
  const { value: opened } = await readBook(bytes, 'f', { password: '口令 Pa55' });
  expect(opened?.sheets).toEqual((await bookFrom(bytesOf('plain.xlsx'))).sheets);
});

test('a changed byte of an encrypted package is refused', async () => {
  const bytes = office.encrypt(bytesOf('plain.xlsx'), { password: 'x' });
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] as number) ^ 1;
  expect((await readBook(bytes, 'f', { password: 'x' })).value).toBeNull();
});

test('a web page that is cut short within its table is refused', async () => {
  const text = bytesOf('web-utf8.xls').toString('utf8');
  expect(await refusalOf(Buffer.from(text.slice(0, text.indexOf('沈清和'))))).toBe('file/damaged html: a table without its end');
});

test('xls: a tab that points at the globals, and a record that hides the next', async () => {
  const file = XLSX.CFB.read(bytesOf('biff8.xls'), { type: 'buffer' });
  const found = XLSX.CFB.find(file, '/Workbook');
  const stream = Uint8Array.from((found?.content ?? []) as number[]).subarray(0, found?.size);
  const changed = (type: number, change: (view: DataView, at: number) => void) => {
    const bytes = Uint8Array.from(stream);
    const view = new DataView(bytes.buffer);
    for (let at = 0; at + 4 <= bytes.length; at += 4 + view.getUint16(at + 2, true)) {
      if (view.getUint16(at, true) !== type) continue;
      change(view, at);
      return bytes;
    }
    throw new Error('no such record');
  };
  expect(await refusalOf(changed(0x85, (v, at) => v.setUint32(at + 4, 0, true)))).toMatch(
    /^file\/damaged xls: sheet .* is not where it should be$/,
  );
  const longer = changed(0x203, (v, at) => v.setUint16(at + 2, 18 + v.getUint16(at + 20, true), true));
  expect(await refusalOf(longer)).toMatch(/^file\/damaged .*a record of \d+ bytes, not 14$/);
});
