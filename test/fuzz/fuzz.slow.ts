// The fuzzer in short; and that it finds what it is there to find: readers with planted faults.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { readZip, writeZip } from '../sheets/rewrite-zip.ts';
import type { Reader } from './outcome.ts';
import { openSession } from './session.ts';

const root = path.resolve(import.meta.dirname, '../..');

async function failuresOf(read: Reader, cases: number, seed = 7, enough = 1): Promise<string[]> {
  const session = await openSession(root, false, read);
  const found: string[] = [];
  for (let n = 0; n < cases && found.length < enough; n++) {
    const ran = await session.run(seed, n);
    if (ran.failure) found.push(`--seed ${seed} --case ${n} ${ran.source}: ${ran.chain.join(' → ')}: ${ran.failure}`);
  }
  return found;
}

test('some hundred cases of a fixed seed', { timeout: 60_000 }, async () => {
  const session = await openSession(root, false);
  expect(session.disputed).toEqual([]);
  expect(session.sources.length).toBeGreaterThan(20);
  expect(await failuresOf(readBook, 500, 20263, 10)).toEqual([]);
});

test('a case is the same every time', async () => {
  const [a, b] = [await openSession(root, false), await openSession(root, false)];
  for (let n = 0; n < 30; n++) expect(Buffer.from(a.bytesOf(5, n)).equals(Buffer.from(b.bytesOf(5, n)))).toBe(true);
});

/** A reader that sees other bytes than the file has. */
const seeing =
  (change: (bytes: Uint8Array) => Uint8Array): Reader =>
  (bytes, file) =>
    readBook(change(bytes), file);
/** The same reader on parts that are changed first; packing them anew mends the archive, so only what was sound is packed. */
const parts =
  (change: (name: string, xml: string) => string, mends = false): Reader =>
  async (bytes, file) => {
    const read = await readBook(bytes, file);
    const all = bytes[0] === 0x50 && (mends || read.value) ? readZip(bytes) : null;
    if (all === null) return read;
    const said = (p: (typeof all)[number]) => /\.xml$/i.test(p.name) && p.data[0] !== 0xff && p.data[0] !== 0xfe;
    const changed = all.map((p) => (said(p) ? { ...p, data: Buffer.from(change(p.name, Buffer.from(p.data).toString())) } : p));
    return readBook(writeZip(changed), file);
  };
const cells =
  (change: (value: string, kind: string) => string): Reader =>
  async (bytes, file) => {
    const read = await readBook(bytes, file);
    if (!read.value) return read;
    const sheets = read.value.sheets.map((s) => ({
      ...s,
      rows: s.rows.map((r) => ({ ...r, cells: r.cells.map((c) => ({ ...c, value: change(c.value, c.kind) })) })),
    }));
    return { ...read, value: { ...read.value, sheets } };
  };

const planted: readonly (readonly [string, Reader, RegExp])[] = [
  ['checksums, headers and twins not looked at', parts((_, xml) => xml, true), /accepted/],
  [
    '<si/> skipped: every later text moves up by one',
    parts((name, xml) => (/sharedStrings/i.test(name) ? xml.replace(/<(\w+:)?si\s*(\/>|><\/(\w+:)?si>)/g, '') : xml)),
    /other content|refused though legal/,
  ],
  [
    'readings of characters taken for text',
    parts((_, xml) => xml.replaceAll('<rPh sb="0" eb="1"><t>', '<r><t>').replaceAll('</t></rPh>', '</t></r>')),
    /other content/,
  ],
  [
    '1904 dates taken for 1900',
    parts((name, xml) => (/workbook\.xml$/i.test(name) ? xml.replace(/ date1904="[^"]*"/, '') : xml)),
    /other content/,
  ],
  ['only the first run of a rich text', parts((_, xml) => xml.replace(/(<\/r>)<r>.*?<\/r>/g, '$1')), /other content/],
  [
    'references ignored: cells counted off one by one',
    parts((name, xml) => (/sheet\d/i.test(name) ? xml.replace(/(<c\b[^>]*?) r="\w+"/g, '$1') : xml)),
    /other content/,
  ],
  ['texts trimmed', cells((v, kind) => (kind === 'text' ? v.trim() : v)), /other content/],
  ['a crash', async (bytes, file) => (bytes.length % 7 === 0 ? (undefined as never) : readBook(bytes, file)), /crash: TypeError/],
  [
    'a stack in the message',
    async (bytes, file) => {
      const read = await readBook(bytes, file);
      if (read.value) return read;
      const [p] = read.problems;
      return { ...read, problems: p ? [{ ...p, code: 'file/damaged', args: { detail: new Error('x').stack ?? '' } } as typeof p] : [] };
    },
    /stack in the report/,
  ],
  ['GB18030 taken wherever UTF-8 fails', seeing(loosely), /accepted|read as|named/],
  [
    'NUL dropped from texts',
    seeing((b) => (b[0] === 0x50 || b[0] === 0xd0 || b[0] === 0xff || b[0] === 0xfe ? b : b.filter((x) => x !== 0))),
    /NUL|other content/,
  ],
];

/** Bytes that are not valid are put right in silence, as lenient decoders do. */
function loosely(bytes: Uint8Array): Uint8Array {
  if (bytes[0] === 0x50 || bytes[0] === 0xff || bytes[0] === 0xfe) return bytes;
  return Buffer.from(new TextDecoder('utf-8').decode(bytes));
}

describe('planted faults are found within 1500 cases', () => {
  test.each(planted)('%s', { timeout: 60_000 }, async (_, read, found) => {
    const failures = await failuresOf(read, 1500);
    expect(failures.join('\n')).toMatch(found);
  });
});
