import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Refusal } from '../../src/sheets/refusal.ts';
import { NumberBytes } from '../../src/sheets/xlsx/number-bytes.ts';
import { Utf8Feed } from '../../src/sheets/xlsx/part.ts';
import { SheetHandler } from '../../src/sheets/xlsx/sheet.ts';
import { SheetScanner } from '../../src/sheets/xlsx/sheet-scanner.ts';
import { StringsScanner } from '../../src/sheets/xlsx/strings.ts';
import { rowsXml } from './zips.ts';

const tables = { strings: ['甲', '', ' 乙 '], styles: [0, 14] };

/** Everything a scan hands on, or how it refuses, with the bytes in pieces of `size`. */
function scanned(xml: Uint8Array, size: number, fast: boolean): unknown {
  const seen: unknown[] = [];
  const note =
    (kind: string) =>
    (...args: unknown[]) => {
      seen.push(kind === 'number' ? [kind, ...args.slice(0, 5)] : [kind, ...args]);
    };
  const target = {
    row: note('row'),
    number: note('number'),
    text: note('text'),
    boolean: note('boolean'),
    error: note('error'),
    iso: note('iso'),
    nothing: note('nothing'),
  };
  const handler = new SheetHandler('一', tables, target);
  try {
    const feed = new Utf8Feed(new SheetScanner(handler, { plain: false, fast }), '一');
    for (let at = 0; at < xml.length; at += size) feed.push(xml.subarray(at, at + size));
    feed.finish();
    return [seen, handler.unordered, handler.merges, [...handler.hiddenCols]];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return JSON.stringify(error.problem('f').args).replace(/ at byte \d+/, '');
  }
}

const of = (...texts: string[]) => fc.constantFrom(...texts);
const value = of(
  '1',
  '0',
  '-12.50',
  '0.30000000000000004',
  '85.344999999999999',
  '1E-3',
  '1e400',
  'abc',
  '9',
  '',
  ' 2 ',
  '&#49;',
  '<![CDATA[1]]>',
  '字',
  '_x0041_',
  'a&amp;b',
  '1<!--x-->2',
  ']]>',
  'a\r\nb',
  '\u0001',
);
const attributes = of(
  '',
  ' r="A1"',
  ' r="B1"',
  " r='C1'",
  ' r="c1"',
  ' r="D2"',
  ' r="XFE1"',
  ' s="1"',
  ' s="9"',
  ' t="s"',
  ' t="str"',
  ' t="b"',
  ' t="inlineStr"',
  ' t="e"',
  ' t="zz"',
  ' r = "E1"',
  ' r="F1" t="str"',
  ' t="n" t="n"',
  ' t="s"\n',
  ' x14ac:a="&lt;"',
  '  t="d"',
);
const cell = fc
  .tuple(
    attributes,
    of('', '<f>A1</f>', '<f t="shared" si="0"/>', '<f>A1&amp;"字"</f>', '<f>a>b</f>'),
    of('v', 'is', '-', 'vv', 'x'),
    value,
  )
  .map(([a, f, holder, v]) => {
    const inner =
      holder === 'v'
        ? `<v>${v}</v>`
        : holder === 'is'
          ? `<is><t>${v}</t></is>`
          : holder === 'vv'
            ? ` <v xml:space="preserve">${v}</v >\n`
            : '';
    return holder === '-' ? `<c${a}/>` : `<c${a}>${f}${inner}</c>`;
  });
const row = fc
  .tuple(
    of('', ' r="1"', ' r="2"', ' hidden="1"', ' r="0"', ' spans="1:3" r="3"', ' ht="1" ht="1"'),
    fc.array(cell, { maxLength: 3 }),
    of('', '\n', '<!-- -->', '<?x y?>', 'text'),
  )
  .map(([a, cells, between]) => `<row${a}>${cells.join(between)}</row>`);
const sheet = fc
  .tuple(fc.array(row, { maxLength: 3 }), of('', 'x:'), of('', '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>', '<a></b>'))
  .map(([rows, prefix, more]) => {
    const xml = rowsXml(rows.join(''), more);
    return prefix === '' ? xml : xml.replaceAll(/<(\/?)(?=[a-z])/g, `<$1${prefix}`).replace('xmlns=', 'xmlns:x=');
  });

test('the fast way and the general way, in pieces of any size, hand on and refuse the same', () => {
  let read = 0;
  fc.assert(
    fc.property(sheet, fc.integer({ min: 1, max: 60 }), (xml, size) => {
      const bytes = Buffer.from(xml);
      const general = scanned(bytes, bytes.length, false);
      if (typeof general !== 'string') read++;
      expect(scanned(bytes, bytes.length, true)).toEqual(general);
      expect(scanned(bytes, size, true)).toEqual(general);
      expect(scanned(bytes, size, false)).toEqual(general);
    }),
    { numRuns: 1000 },
  );
  expect(read).toBeGreaterThan(100);
});

test('numbers from bytes are the nearest doubles, or left to others', () => {
  const numbers = new NumberBytes();
  let known = 0;
  const check = (text: string) => {
    const bytes = Buffer.from(text);
    const x = numbers.parse(bytes, 0, bytes.length);
    if (!Number.isNaN(x)) known++;
    if (!Number.isNaN(x)) expect(Object.is(x, Number(text)), text).toBe(true);
  };
  const real = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(real, fc.integer({ min: 1, max: 21 }), fc.integer({ min: 0, max: 999999 }), (x, places, score) => {
      for (const text of [String(x), x.toPrecision(places), (score / 1000).toPrecision(17), (score / 7).toPrecision(17)]) check(text);
    }),
    { numRuns: 2000 },
  );
  expect(known).toBeGreaterThan(4_000);
  // Exactly between two doubles, and a hair beside: only Number may decide.
  for (const text of ['9007199254740993', '9007199254740992.999', '4503599627370496.5', '4503599627370497.5', '0.1e', '-', '1..2', ''])
    check(text);
});

test('shared strings: the fast way and the general way', () => {
  const item = of(
    '<si><t>甲</t></si>',
    '<si/>',
    '<si><t/></si>',
    '<si><t xml:space="preserve"> a </t></si>',
    '<si><r><t>a</t></r><rPh><t>x</t></rPh><r><t>b</t></r></si>',
    '<si><t>&lt;</t></si>',
    '<si><t>a\r\nb</t></si>',
    '\n',
    '<si><t>_x000D_</t></si>',
    '<si><t>]]></t></si>',
    '<x><si><t>no</t></si></x>',
  );
  const strings = (xml: Uint8Array, size: number, fast: boolean) => {
    const scanner = new StringsScanner('s', fast);
    try {
      for (let at = 0; at < xml.length; at += size) scanner.push(xml.subarray(at, at + size));
      scanner.finish();
      return scanner.strings;
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return 'refused';
    }
  };
  fc.assert(
    fc.property(fc.array(item), fc.integer({ min: 1, max: 40 }), (items, size) => {
      const xml = Buffer.from(`<sst>${items.join('')}</sst>`);
      const general = strings(xml, xml.length, false);
      expect(strings(xml, xml.length, true)).toEqual(general);
      expect(strings(xml, size, true)).toEqual(general);
    }),
    { numRuns: 1000 },
  );
});
