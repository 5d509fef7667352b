// What is written: whole packages, the same bytes, nobody named in the properties, room and dates that stay together.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeDocx } from '../../src/documents/docx-write.ts';
import { gridOf } from '../../src/documents/grid.ts';
import type { Doc } from '../../src/paper.ts';
import { scanXml } from '../../src/sheets/xml.ts';
import type { Lang } from '../../src/types.ts';
import { allOf } from '../papers/docs/all.ts';
import { office } from '../papers/docs/office.ts';

async function partsOf(doc: Doc): Promise<Record<string, string>> {
  return Object.fromEntries(Object.entries(unzipSync(await writeDocx(doc))).map(([name, bytes]) => [name, strFromU8(bytes)]));
}
const doc = (...blocks: Doc['blocks']): Doc => ({ lang: 'zh-Hans', title: '记录', foot: '办法', blocks });

test.each(['zh-Hans', 'zh-Hant', 'en'] as const)('every paper in %s is well formed, and twice the same bytes', async (lang: Lang) => {
  const input = await office(lang);
  for (const d of Object.values(allOf(input).docs)) {
    const [a, b] = [await writeDocx(d), await writeDocx(d)];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
    const parts = unzipSync(a);
    for (const [name, bytes] of Object.entries(parts)) scanXml(strFromU8(bytes), name, {});
    expect(Object.keys(parts).filter((n) => n.endsWith('/'))).toEqual([]);
    const properties = strFromU8(parts['docProps/core.xml'] as Uint8Array);
    expect(properties.match(/\d{4}-\d\d-\d\dT[^<]*/g)).toEqual(['2000-01-01T00:00:00Z', '2000-01-01T00:00:00Z']);
    for (const p of input.source.people) expect(properties).not.toContain(p.name);
  }
});

describe('blocks', () => {
  test('texts are escaped, lines broken, and what XML cannot carry is seen', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(doc({ kind: 'paragraph', text: 'a<b>&"\nb\u0001\ud800' }));
    scanXml(xml, 'document', {});
    expect(xml).toContain('a&lt;b&gt;&amp;');
    expect(xml).toContain('<w:br/>');
    expect(xml).toContain('b\ufffd\ufffd');
  });

  test('a label to sign on keeps its date: one row that never splits', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(doc({ kind: 'signatures', labels: ['甲', '乙', '丙', '丁'], date: '日期：' }));
    const rows = xml.match(/<w:tr>.*?<\/w:tr>/g) ?? [];
    expect(rows).toHaveLength(2);
    for (const row of rows) {
      expect(row).toContain('<w:cantSplit/>');
      expect(row.match(/日期：/g)).toHaveLength(2);
    }
  });

  test('room to write stands as empty lines; a table repeats its head; a table never ends the document', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(
      doc(
        { kind: 'form', rows: [[{ label: '内容', value: '', room: 3 }]] },
        { kind: 'table', columns: [{ header: '甲', width: 1 }], rows: [['一']] },
      ),
    );
    const [, second = ''] = (/<w:tr>.*?<\/w:tr>/.exec(xml)?.[0] ?? '').split('</w:tc>');
    expect(second.match(/<w:p>/g)).toHaveLength(3);
    expect(xml).toContain('<w:tblHeader/>');
    expect(xml).not.toMatch(/<\/w:tbl><w:(?:sectPr|tbl>)/);
  });

  test('the page is A4 upright, with its number at the foot and stand-ins for fonts', async () => {
    const parts = await partsOf(doc({ kind: 'paragraph', text: '一' }));
    expect(parts['word/document.xml']).toMatch(/<w:pgSz [^>]*w:w="11906"[^>]*w:h="16838"/);
    expect(parts['word/footer1.xml']).toContain('PAGE</w:instrText>');
    expect(parts['word/footer1.xml']).not.toContain('"separate"/><w:fldChar');
    // Latin letters are in a Latin language: dates and file names then stay whole.
    expect(parts['word/styles.xml']).toContain('<w:lang w:val="en-GB" w:eastAsia="zh-CN"/>');
    expect(parts['word/fontTable.xml']).toContain('<w:font w:name="仿宋_GB2312"><w:altName w:val="仿宋"/>');
  });
});

test('rows of different cells share a grid that fills the width', () => {
  const { columns, rows } = gridOf(
    [
      [20, 80],
      [20, 30, 20, 30],
    ],
    100,
  );
  // Edges closer than a seam are one: here all are too close but the ends.
  expect(columns.reduce((a, b) => a + b, 0)).toBe(100);
  const wide = gridOf(
    [
      [200, 800],
      [200, 300, 200, 300],
    ],
    1000,
  );
  expect(wide.columns).toEqual([200, 300, 200, 300]);
  expect(wide.rows).toEqual([
    [
      { from: 0, to: 1 },
      { from: 1, to: 4 },
    ],
    [
      { from: 0, to: 1 },
      { from: 1, to: 2 },
      { from: 2, to: 3 },
      { from: 3, to: 4 },
    ],
  ]);
  expect(rows[0]).toHaveLength(2);
});
