import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { DeclaredDecoder, decodeText } from '../../src/sheets/encoding.ts';
import { Refusal } from '../../src/sheets/refusal.ts';
import { bookFrom, refusalOf, valuesOf } from './reading.ts';

const text = '单位,姓名,得分\r\n办公室,张三,95\r\n';
const utf8 = Buffer.from(text);
const utf16le = Buffer.from(text, 'utf16le');
const utf16be = Buffer.from(utf16le).swap16();
const gbk = Buffer.from('b5a5cebb2cd0d5c3fb2cb5c3b7d60d0ab0ecb9abcad22cd5c5c8fd2c39350d0a', 'hex');
const hex = (h: string) => Buffer.from(h, 'hex');

test.each([
  ['utf-8', utf8],
  ['utf-8', Buffer.concat([hex('efbbbf'), utf8])],
  ['utf-16le', Buffer.concat([hex('fffe'), utf16le])],
  ['utf-16be', Buffer.concat([hex('feff'), utf16be])],
  ['utf-16le', utf16le],
  ['utf-16be', utf16be],
  ['gb18030', gbk],
  ['gb18030', Buffer.concat([hex('84319533'), gbk])],
])('%s, with or without a mark, gives the same text', (encoding, bytes) => {
  expect(decodeText(bytes)).toEqual({ text, encoding });
});

test('Big5 is told from GB18030 by which of them makes everyday characters', () => {
  expect(decodeText(hex('b3e6a6ec2ca96da6572cb16fa4c00d0a'))).toEqual({ text: '單位,姓名,得分\r\n', encoding: 'big5' });
});

test('characters beyond GBK take four bytes in GB18030', () => {
  expect(decodeText(Buffer.concat([gbk, hex('95328f35')])).text.slice(text.length)).toMatch(/^\p{Script=Han}$/u);
});

function detailOf(bytes: Uint8Array): string {
  try {
    return decodeText(bytes).text;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const p = error.problem('f');
    return `${p.code} ${'detail' in p.args ? p.args.detail : ''}`;
  }
}

test.each([
  ['UTF-8, then GBK', Buffer.concat([utf8, gbk]), 'file/encoding UTF-8 in part only: byte 44, line 3'],
  ['GBK, then UTF-8', Buffer.concat([gbk, gbk, gbk, gbk, utf8]), 'file/encoding UTF-8 in part only: byte 1, line 1'],
  ['UTF-8 cut within a character', utf8.subarray(0, 29), 'file/encoding UTF-8 in part only: byte 29, line 2'],
  ['GBK cut within a character', gbk.subarray(0, 19), 'file/encoding neither UTF-8 nor GB18030: byte 19, line 2'],
  ['a zero byte', Buffer.from('姓名,得分\n张三,9\x005\n'), 'file/encoding NUL byte in the text: byte 23, line 2'],
  ['a lone 0x80', Buffer.concat([gbk, hex('80')]), 'file/encoding neither UTF-8 nor plausible GB18030: byte 33, line 3'],
  ['what reads as GB18030 and as Big5', hex('b0a1b0a2b3a1b4a5'), 'file/encoding GB18030 or Big5, it reads as either: byte 1, line 1'],
  ['Latin-1', Buffer.from('prénom,été,café\n', 'latin1'), 'file/encoding neither UTF-8 nor'],
  [
    'a mark that lies',
    Buffer.concat([hex('efbbbf'), gbk]),
    'file/encoding not valid utf-8 in spite of its byte order mark: byte 4, line 1',
  ],
])('refused rather than garbled: %s', (_, bytes, problem) => {
  expect(detailOf(bytes)).toContain(problem);
});

const corpus = new URL('../../../shared/corpus/zh-encodings/', import.meta.url);
const files = existsSync(corpus) ? readdirSync(corpus).filter((f) => f.endsWith('.csv')) : [];
// The ambiguous one is 隆茅 in GBK and ¡é in UTF-8.
const refused = new Set(['mixed-utf8-then-gbk.csv', 'nul-bytes.csv', 'ambiguous-gbk-valid-utf8.csv']);

test.skipIf(files.length === 0)('files of the corpus come out right or are refused', async () => {
  for (const file of files) {
    const bytes = readFileSync(new URL(file, corpus));
    if (refused.has(file)) expect(await refusalOf(bytes), file).toMatch(/^file\/encoding/);
    else if (file === 'big5.csv') expect(valuesOf(await bookFrom(bytes))?.[1]?.slice(0, 2)).toEqual(['辦公室', '張三']);
    else if (file.startsWith('short')) expect(await refusalOf(bytes), file).toBe('');
    else
      expect(valuesOf(await bookFrom(bytes))?.slice(0, 2), file).toEqual([
        ['单位', '姓名', '工号', '得分', '备注'],
        ['办公室', '张三', '00101', '95', expect.stringMatching(/^良好[,;]稳重$/)],
      ]);
  }
});

describe('what an XML declaration names', () => {
  const pieces = (name: string, bytes: Uint8Array) => {
    const decoder = new DeclaredDecoder(name);
    return [...bytes].map((b) => decoder.decode(Uint8Array.of(b))).join('') + decoder.decode();
  };
  test.each([
    ['gbk', hex('d6d0cec4'), '中文'],
    ['ISO-8859-1', hex('e9a0ff'), 'é\u00a0ÿ'],
    ['windows-1252', hex('80e9'), '€é'],
    ['us-ascii', hex('41'), 'A'],
    ['utf-16', hex('2d4e'), '中'],
  ])('%s, a byte at a time', (name, bytes, text) => {
    expect(pieces(name, bytes)).toBe(text);
  });
  test.each([
    ['ISO-8859-1 with bytes of Windows', 'iso-8859-1', hex('80e9')],
    ['ASCII with others', 'us-ascii', hex('e9')],
    ['UTF-8 that says it is GBK', 'gbk', Buffer.from('考核得分')],
    ['UTF-8 that says it is ISO-8859-1', 'ISO-8859-1', Buffer.from('é')],
    ['GBK that is cut short', 'gbk', hex('d6d0ce')],
  ])('%s is refused', (_, name, bytes) => {
    expect(() => pieces(name, bytes)).toThrow(TypeError);
  });
});
