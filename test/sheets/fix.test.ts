// `--fix`: only the mended cells change, in value and in bytes; what cannot be proven so is not handed out.
import fc from 'fast-check';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Book } from '../../src/book.ts';
import { problem } from '../../src/problems/problem.ts';
import { firstDifference, fitsNumber, type Mend, mendedSheets, mendsOf } from '../../src/sheets/fix.ts';
import { fixBook } from '../../src/sheets/fix-book.ts';
import { readBook } from '../../src/sheets/read.ts';

async function bookOf(bytes: Uint8Array): Promise<Book> {
  const { value, problems } = await readBook(bytes, 'a');
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}
const mend = (sheet: string | null, row: number, col: number, from: string, to: string): Mend => ({
  place: { file: 'a', sheet, row, col },
  from,
  to,
});

const rels = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
/** A workbook of one sheet in the writing of another program: prefixes, a style with dates, a part nobody knows. */
function workbook(rows: string, { state = '', second = '' } = {}): Uint8Array {
  const rel = (id: string, type: string, target: string) => `<Relationship Id="${id}" Type="${rels}/${type}" Target="${target}"/>`;
  const pack = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const sheet = (r: string) =>
    strToU8(`<?xml version="1.0"?>\r\n<x:worksheet xmlns:x="${main}"><!-- <x:c r="A1"/> --><x:sheetData>${r}</x:sheetData></x:worksheet>`);
  return zipSync(
    {
      '[Content_Types].xml': strToU8('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'),
      '_rels/.rels': strToU8(`<Relationships xmlns="${pack}">${rel('r1', 'officeDocument', 'xl/workbook.xml')}</Relationships>`),
      'xl/workbook.xml': strToU8(
        `<workbook xmlns="${main}" xmlns:r="${rels}"><sheets><sheet name="工作" sheetId="1" r:id="r1"/>${second === '' ? '' : `<sheet name="二" sheetId="2" ${state} r:id="r4"/>`}</sheets></workbook>`,
      ),
      'xl/_rels/workbook.xml.rels': strToU8(
        `<Relationships xmlns="${pack}">${rel('r1', 'worksheet', 'worksheets/s.xml')}${rel('r2', 'sharedStrings', 'ss.xml')}${rel('r3', 'styles', 'st.xml')}${second === '' ? '' : rel('r4', 'worksheet', 'worksheets/t.xml')}</Relationships>`,
      ),
      'xl/ss.xml': strToU8(`<sst xmlns="${main}"><si><t>８８分</t></si><si><t>姓名</t></si></sst>`),
      'xl/st.xml': strToU8(`<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>`),
      'xl/worksheets/s.xml': sheet(rows),
      ...(second === '' ? {} : { 'xl/worksheets/t.xml': sheet(second) }),
      'xl/vbaProject.bin': new Uint8Array([1, 2, 3]),
    },
    { mtime: new Date(2001, 1, 3, 4, 5, 6) },
  );
}
const rows = `<x:row r="1"><x:c r="A1" t="s"><x:v>1</x:v></x:c><x:c t="s" s='0' r="B1"><x:v>0</x:v></x:c></x:row>
<x:row><x:c t="inlineStr"><x:is><x:t>９0</x:t></x:is></x:c><x:c s="1" t="s"><x:v>0</x:v></x:c><x:c t="str"><x:f>"８８分"</x:f><x:v>８８分</x:v></x:c></x:row>`;

describe('an .xlsx', () => {
  const mends = [mend('工作', 0, 1, '８８分', '88'), mend('工作', 1, 0, '９0', '90.50'), mend('工作', 1, 1, '８８分', '88')];

  test('changes in the elements of the mended cells alone', async () => {
    const bytes = workbook(rows);
    const fixed = await fixBook(await bookOf(bytes), bytes, mends);
    if (fixed.state !== 'fixed') throw new Error(JSON.stringify(fixed));
    const [before, after] = [unzipSync(bytes), unzipSync(fixed.bytes)];
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const name of Object.keys(before)) if (name !== 'xl/worksheets/s.xml') expect(after[name]).toEqual(before[name]);
    // Shared strings stay; a cell shown as a date keeps plain text, for a number there would be a day.
    const expected = strFromU8(before['xl/worksheets/s.xml'] as Uint8Array)
      .replace(`<x:c t="s" s='0' r="B1"><x:v>0</x:v></x:c>`, `<x:c s='0' r="B1"><x:v>88</x:v></x:c>`)
      .replace('<x:c t="inlineStr"><x:is><x:t>９0</x:t></x:is></x:c>', '<x:c><x:v>90.5</x:v></x:c>')
      .replace('<x:c s="1" t="s"><x:v>0</x:v></x:c>', '<x:c s="1" t="inlineStr"><x:is><x:t>88</x:t></x:is></x:c>');
    expect(strFromU8(after['xl/worksheets/s.xml'] as Uint8Array)).toBe(expected);
    // Local headers keep their times.
    expect([...fixed.bytes.slice(10, 14)]).toEqual([...bytes.slice(10, 14)]);
  });

  test('with something on a hidden sheet is refused', async () => {
    const bytes = workbook(rows, { second: '<x:row><x:c><x:v>1</x:v></x:c></x:row>', state: 'state="veryHidden"' });
    expect(await fixBook(await bookOf(bytes), bytes, mends)).toMatchObject({
      state: 'refused',
      problem: { code: 'file/fix-hidden', args: { sheets: '二' } },
    });
    const open = workbook(rows, { second: '<x:row><x:c><x:v>1</x:v></x:c></x:row>' });
    expect((await fixBook(await bookOf(open), open, mends)).state).toBe('fixed');
  });

  test('a mend that would not read back as told is refused, not handed out', async () => {
    const bytes = workbook(rows);
    const nowhere = [mend('工作', 7, 7, '８', '8')];
    expect(await fixBook(await bookOf(bytes), bytes, nowhere)).toMatchObject({ state: 'refused', problem: { code: 'file/fix-fails' } });
  });

  test('formulas are left alone and said; only what was read kindly is mended, once', async () => {
    const book = await bookOf(workbook(rows));
    const kindly = (row: number, col: number, value: string, taken: string) =>
      problem('cell/read-kindly', { value, taken }, { place: { file: 'a', sheet: '工作', row, col } });
    const problems = [
      kindly(0, 1, '８８分', '88'),
      kindly(0, 1, '８８分', '88'),
      kindly(1, 2, '８８分', '88'),
      problem('cell/not-a-number', { value: '89。5', mend: '89.5' }),
    ];
    const plan = mendsOf(book, problems);
    expect(plan.mends).toEqual([mend('工作', 0, 1, '８８分', '88')]);
    expect(plan.left).toEqual([mend('工作', 1, 2, '８８分', '88')]);
  });
});

test('digits that no binary number holds stay text', () => {
  expect([fitsNumber('88'), fitsNumber('90.50'), fitsNumber('1234567890123456789')]).toEqual([true, true, false]);
});

test('a difference is named by its cell', async () => {
  const one = await bookOf(workbook(rows));
  const two = mendedSheets(one, [mend('工作', 1, 0, '９0', '90')], () => false);
  expect(firstDifference(one.sheets, two)).toBe('工作!A2');
  expect(firstDifference(one.sheets, one.sheets)).toBeNull();
});

describe('a CSV file', () => {
  const encoders: Record<string, (t: string) => Uint8Array> = {
    'utf-8': (t) => Buffer.from(t),
    'utf-8 with mark': (t) => Buffer.from(`\ufeff${t}`),
    'utf-16le': (t) => Buffer.from(`\ufeff${t}`, 'utf16le'),
    'utf-16be': (t) => Buffer.from(`\ufeff${t}`, 'utf16le').swap16(),
  };
  test.each(Object.keys(encoders))('in %s keeps all bytes but the mended fields', async (name) => {
    const encode = encoders[name] as (t: string) => Uint8Array;
    const bytes = encode('姓名,"分,数",注\r\n"李""明\n𠮷","９０分",x\r\n\r\n王,　88 ,"y"');
    const book = await bookOf(bytes);
    const fixed = await fixBook(book, bytes, [mend(null, 3, 1, '　88 ', '88'), mend(null, 1, 1, '９０分', '90')]);
    if (fixed.state !== 'fixed') throw new Error(JSON.stringify(fixed));
    expect(Buffer.compare(fixed.bytes, encode('姓名,"分,数",注\r\n"李""明\n𠮷","90",x\r\n\r\n王,88,"y"'))).toBe(0);
  });

  test('in GB18030 too', async () => {
    // 姓名,分\n李,９０\n王,80\n
    const bytes = Buffer.from('d0d5c3fb2cb7d60ac0ee2ca3b9a3b00acdf52c38300a', 'hex');
    const fixed = await fixBook(await bookOf(bytes), bytes, [mend(null, 1, 1, '９０', '90')]);
    if (fixed.state !== 'fixed') throw new Error(JSON.stringify(fixed));
    expect(Buffer.from(fixed.bytes).toString('hex')).toBe('d0d5c3fb2cb7d60ac0ee2c39300acdf52c38300a');
  });

  test('whatever stands around the mends is read again as before', async () => {
    const field = fc.oneof(
      fc.string({ maxLength: 8 }).map((s) => s.replaceAll('\0', '')),
      fc.constantFrom('李 明', 'a"b', 'x\r\ny', '1;2', ''),
    );
    const line = fc.array(field, { minLength: 2, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(fc.array(line, { minLength: 2, maxLength: 6 }), fc.constantFrom('\n', '\r\n'), fc.nat(5), async (lines, end, at) => {
        const quote = (f: string) => (/[",;\t\r\n]/.test(f) ? `"${f.replaceAll('"', '""')}"` : f);
        const row = at % lines.length;
        const table = [...lines.slice(0, row), ['甲', '８８分', ...(lines[row] as string[])], ...lines.slice(row)];
        const bytes = Buffer.from(table.map((l) => l.map(quote).join(',')).join(end));
        const read = await readBook(bytes, 'a');
        const cell = read.value?.sheets[0]?.rows.flatMap((r) => r.cells).find((c) => c.value === '８８分');
        if (!read.value || !cell) return;
        const fixed = await fixBook(read.value, bytes, [mend(null, cell.row, cell.col, '８８分', '88')]);
        expect(fixed.state).toBe('fixed');
      }),
      { numRuns: 200 },
    );
  });
});

test('random mends in a workbook: all other cells read as before', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.tuple(fc.nat(20), fc.nat(6)), { minLength: 1, maxLength: 30, selector: (p) => p.join() }),
      fc.array(fc.integer({ min: 0, max: 9999 }), { minLength: 40, maxLength: 40 }),
      async (places, numbers) => {
        const byRow = new Map<number, number[]>();
        for (const [r, c] of places)
          byRow.set(
            r,
            [...(byRow.get(r) ?? []), c].sort((a, b) => a - b),
          );
        const xml = [...byRow]
          .sort(([a], [b]) => a - b)
          .map(
            ([r, cols]) =>
              `<x:row r="${r + 1}">${cols.map((c) => `<x:c r="${String.fromCharCode(65 + c)}${r + 1}" t="s"><x:v>0</x:v></x:c>`).join('')}</x:row>`,
          );
        const bytes = workbook(xml.join(''));
        const mends = places
          .slice(0, Math.ceil(places.length / 2))
          .map(([r, c], i) => mend('工作', r, c, '８８分', String((numbers[i] ?? 0) / 100)));
        expect((await fixBook(await bookOf(bytes), bytes, mends)).state).toBe('fixed');
      },
    ),
    { numRuns: 60 },
  );
});
