import { expect, test } from 'vitest';
import { refusalOf } from './reading.ts';
import { indexOfText, partsOf, rowsXml, xlsxOf, zipOf } from './zips.ts';

const good = xlsxOf({ sheet: rowsXml('<row r="1"><c r="A1"><v>1</v></c></row>') }, 0);

function changed(at: number, byte: number): Uint8Array {
  const bytes = Uint8Array.from(good);
  bytes[at] = byte;
  return bytes;
}

test('the archive that is damaged below is good', async () => {
  expect(await refusalOf(good)).toBe('');
});

test('cut anywhere it is refused', async () => {
  for (let length = 4; length < good.length; length += 37)
    expect(await refusalOf(good.subarray(0, length)), `${length}`).toMatch(/^file\/damaged/);
});

test('no single flipped byte is read as another value', async () => {
  for (let at = 0; at < good.length; at += 5) {
    const problem = await refusalOf(changed(at, (good[at] as number) ^ 0x55));
    if (problem !== '') expect(problem, `byte ${at}`).toMatch(/^file\/(?:damaged|encrypted|unknown-kind|too-large|encoding)/);
  }
  const value = indexOfText(good, '<v>1</v>') + 3;
  expect(await refusalOf(changed(value, 0x32))).toBe('file/damaged zip: CRC of xl/worksheets/sheet1.xml is wrong');
});

test('headers that differ', async () => {
  const local = indexOfText(good, 'xl/worksheets');
  expect(await refusalOf(changed(local, 0x79))).toMatch(/local and central header differ/);
  expect(await refusalOf(changed(local - 8, 0))).toMatch(/local and central header differ/);
});

test('bytes behind the end record are padding', async () => {
  expect(await refusalOf(Buffer.concat([good, Buffer.alloc(500, 7)]))).toBe('');
});

test.each([
  ['case twins', { ...partsOf({}), 'XL/Workbook.xml': 'x' }, /two entries of one name: XL\/Workbook.xml/],
  ['a way out', { ...partsOf({}), '../x': 'x' }, /entry name not allowed/],
  ['a way out by backslash', { ...partsOf({}), '..\\x': 'x' }, /entry name not allowed/],
  ['an absolute name', { ...partsOf({}), '/etc/x': 'x' }, /entry name not allowed/],
  ['a drive', { ...partsOf({}), 'C:\\x': 'x' }, /entry name not allowed/],
])('refused: %s', async (_, parts, problem) => {
  expect(await refusalOf(zipOf(parts))).toMatch(problem);
});

test('bombs are refused by what they declare, at once', async () => {
  const started = performance.now();
  const zeros = new Uint8Array(20 * 1024 * 1024);
  expect(await refusalOf(zipOf({ ...partsOf({}), 'x.bin': zeros }))).toMatch(/^file\/too-large 100 times inflated/);
  const many = Object.fromEntries(Array.from({ length: 1001 }, (_, i) => [`x${i}`, '']));
  expect(await refusalOf(zipOf({ ...partsOf({}), ...many }))).toMatch(/^file\/too-large 1000 zip entries/);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('a part longer than it declares is not inflated further', async () => {
  const bytes = xlsxOf({ other: { 'xl/sharedStrings.xml': ' '.repeat(5_000_000) } });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const local = indexOfText(bytes, 'xl/sharedStrings.xml') - 30;
  const central = indexOfText(bytes, 'xl/sharedStrings.xml', local + 60) - 46;
  view.setUint32(local + 22, 10, true);
  view.setUint32(central + 24, 10, true);
  expect(await refusalOf(bytes)).toBe('file/damaged zip: xl/sharedStrings.xml does not inflate to its declared length');
});

test('deflate data that is broken ends', async () => {
  const bytes = xlsxOf({ strings: '<si><t>a</t></si>'.repeat(2000) });
  const data = indexOfText(bytes, 'xl/sharedStrings.xml') + 20;
  bytes.fill(0xff, data + 4, data + 40);
  expect(await refusalOf(bytes)).toMatch(/^file\/damaged zip: xl\/sharedStrings.xml/);
});
