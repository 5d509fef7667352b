// Charts of a document: frame, part, figures to change, and what ties them together; the same markup as in a workbook.
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { writeDocx } from '../../src/documents/docx-write.ts';
import type { Doc } from '../../src/paper.ts';
import { scanXml } from '../../src/sheets/xml.ts';
import { disorder } from '../sheets/chart-schema.ts';
import { places, scores } from '../sheets/charts.ts';
import { bookFrom, cellsOf } from '../sheets/reading.ts';

const doc: Doc = {
  lang: 'zh-Hans',
  title: '走势',
  foot: '一人一档',
  blocks: [
    { kind: 'paragraph', text: '一' },
    { kind: 'chart', chart: scores, height: 100 },
    { kind: 'chart', chart: places },
  ],
};

test('a chart is a frame as wide as the text, in a line that grows with it', async () => {
  const xml = strFromU8(unzipSync(await writeDocx(doc))['word/document.xml'] as Uint8Array);
  const frames = xml.match(/<wp:inline .*?<\/wp:inline>/g) ?? [];
  expect(frames).toHaveLength(2);
  for (const frame of frames) expect(disorder(frame.replace('<wp:inline', '<wp:inline xmlns:wp="x"'))).toEqual([]);
  expect(frames[0]).toContain('<wp:extent cx="5831840" cy="1270000"/>');
  expect(frames[0]).toContain('<wp:docPr id="1" name="Chart 1" descr="近六个季度得分 &lt;走势&gt; &amp; 本组平均"/>');
  expect(frames[1]).toContain('r:id="rIdChart2"');
  expect(xml).toMatch(/w:lineRule="auto"\/><\/w:pPr><w:r><w:drawing>/);
});

test('parts, their types and ties', async () => {
  const parts = unzipSync(await writeDocx(doc));
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  for (const name of Object.keys(parts).filter((n) => /\.(xml|rels)$/.test(n))) scanXml(text(name), name, {});
  for (const i of [1, 2]) {
    expect(text('[Content_Types].xml')).toContain(
      `<Override PartName="/word/charts/chart${i}.xml" ContentType="application/vnd.openxmlformats-officedocument.drawingml.chart+xml"/>`,
    );
    expect(text('word/_rels/document.xml.rels')).toMatch(new RegExp(`Id="rIdChart${i}" Type="[^"]*/chart" Target="charts/chart${i}.xml"`));
    expect(text(`word/charts/_rels/chart${i}.xml.rels`)).toMatch(
      new RegExp(`Id="rId1" Type="[^"]*/package" Target="../embeddings/chart${i}.xlsx"`),
    );
    expect(disorder(text(`word/charts/chart${i}.xml`))).toEqual([]);
    expect(text(`word/charts/chart${i}.xml`)).toContain(
      '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>',
    );
  }
  expect(text('word/charts/chart1.xml')).toContain('<a:ea typeface="仿宋_GB2312"/>');
  const figures = await bookFrom(parts['word/embeddings/chart1.xlsx'] as Uint8Array);
  expect(
    cellsOf(figures)
      .map((c) => c.value)
      .slice(0, 6),
  ).toEqual(['本人', '本组平均', '2025Q1', '91.25', '90.5', '2025Q2']);
  expect(text('word/charts/chart1.xml')).toContain("<c:f>'Sheet1'!$C$2:$C$7</c:f>");
});

test('the same document is the same bytes; a chart at fault is thrown', async () => {
  const [a, b] = [await writeDocx(doc), await writeDocx(doc)];
  expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  const wrong: Doc = { ...doc, blocks: [{ kind: 'chart', chart: { ...scores, categories: [] } }] };
  await expect(writeDocx(wrong)).rejects.toThrow(/chart/);
});
