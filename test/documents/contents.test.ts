// Contents: real headings, marks, fields with the pages in them; every page begins where it is told to, so that the pages are right.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeDocx } from '../../src/documents/docx-write.ts';
import { sizes } from '../../src/documents/look.ts';
import { paged } from '../../src/documents/pages.ts';
import { linesIn } from '../../src/documents/widths.ts';
import type { Doc, DocBlock } from '../../src/paper.ts';
import { scanXml } from '../../src/sheets/xml.ts';
import { volume } from './volume.ts';

const partsOf = async (doc: Doc): Promise<Record<string, string>> =>
  Object.fromEntries(Object.entries(unzipSync(await writeDocx(doc))).map(([name, bytes]) => [name, strFromU8(bytes)]));
const doc = (...blocks: Doc['blocks']): Doc => ({ lang: 'zh-Hans', title: '档案', foot: '一人一档', blocks });
const contents: DocBlock = { kind: 'contents', title: '目　录' };
const heading = (text: string, more: { level?: 2; newPage?: true } = {}): DocBlock => ({ kind: 'heading', text, ...more });
const paragraph = (lines: number): DocBlock => ({ kind: 'paragraph', text: Array.from({ length: lines }, () => '行').join('\n') });
const table = (rows: number): DocBlock => ({
  kind: 'table',
  columns: [{ header: '事项', width: 1 }],
  rows: Array.from({ length: rows }, (_, i) => [`第${i + 1}`]),
});
const pagesOf = (d: Doc) => paged(d).flatMap((l) => l.page ?? []);

describe('headings and contents', () => {
  test('headings are real ones, and marked where contents lead to them', async () => {
    const { 'word/document.xml': xml = '', 'word/styles.xml': styles = '' } = await partsOf(
      doc(contents, heading('甲 & 乙'), heading('其一', { level: 2 }), heading('丙', { newPage: true })),
    );
    scanXml(xml, 'document', {});
    expect(xml).toMatch(
      /<w:pStyle w:val="Heading1"\/><\/w:pPr><w:bookmarkStart w:name="_Toc000000001" w:id="1"\/>.*?<w:bookmarkEnd w:id="1"\/>/,
    );
    expect(xml).toMatch(/<w:pStyle w:val="Heading2"\/><\/w:pPr><w:bookmarkStart w:name="_Toc000000002" w:id="2"\/>/);
    expect(xml).toMatch(/<w:pStyle w:val="Heading1"\/><w:pageBreakBefore\/><\/w:pPr><w:bookmarkStart w:name="_Toc000000003" w:id="3"\/>/);
    const entries = [...xml.matchAll(/<w:hyperlink [^>]*w:anchor="(\w+)">(.*?)<\/w:hyperlink>/g)];
    expect(entries.map((m) => m[1])).toEqual(['_Toc000000001', '_Toc000000002', '_Toc000000003']);
    expect(entries[0]?.[2]).toContain('甲 &amp; 乙');
    expect(entries[2]?.[2]).toMatch(
      /<w:tab\/><\/w:r><w:r><w:fldChar w:fldCharType="begin"\/><\/w:r><w:r><w:instrText xml:space="preserve"> PAGEREF _Toc000000003 \\h <\/w:instrText><\/w:r><w:r><w:fldChar w:fldCharType="separate"\/><\/w:r><w:r><w:t>2<\/w:t><\/w:r><w:r><w:fldChar w:fldCharType="end"\/>/,
    );
    expect(styles).toMatch(/w:styleId="Heading1">.*?<w:outlineLvl w:val="0"\/>.*?w:eastAsia="黑体"/);
    expect(styles).toMatch(/w:styleId="TOC1"><w:name w:val="toc 1"\/>.*?<w:tab w:val="right" w:pos="9184" w:leader="dot"\/>/);
  });

  test('Word is not told to ask its reader anything', async () => {
    const parts = await partsOf(volume('zh-Hans'));
    expect(parts['word/settings.xml']).not.toContain('updateFields');
    expect(parts['word/document.xml']).not.toContain('w:dirty');
    expect(parts['word/footer1.xml']).toContain('NUMPAGES</w:instrText>');
  });

  test('without contents nothing is marked and pages break where they fall', async () => {
    const { 'word/document.xml': xml = '' } = await partsOf(
      doc(heading('甲'), table(80), { kind: 'page-break' }, heading('乙', { newPage: true })),
    );
    expect(xml).not.toMatch(/bookmark|pageBreakBefore/);
    expect(xml.match(/<w:tbl>/g)).toHaveLength(1);
  });

  test.each(['zh-Hans', 'en'] as const)(
    'each page of a volume begins where it is told to, which is what the contents count: %s',
    async (lang) => {
      for (const seed of [7919, 31_337]) {
        const { 'word/document.xml': xml = '' } = await partsOf(volume(lang, seed));
        const told = [...xml.matchAll(/PAGEREF (_Toc\d+) .*?"separate"\/><\/w:r><w:r><w:t>(\d+)</g)].map((m) => [m[1], Number(m[2])]);
        const counted = [...xml.matchAll(/w:name="(_Toc\d+)"/g)].map((m) => [
          m[1],
          1 + (xml.slice(0, m.index).match(/<w:pageBreakBefore\/>/g)?.length ?? 0),
        ]);
        expect(told).toHaveLength(16);
        expect(told).toEqual(counted);
        expect(told.at(-1)?.[1]).toBeGreaterThan(20);
      }
    },
  );

  test('the same volume is the same bytes', async () => {
    const [a, b] = [await writeDocx(volume('en')), await writeDocx(volume('en'))];
    expect(Buffer.from(a).equals(Buffer.from(b))).toBe(true);
  });
});

describe('pages', () => {
  test('a heading goes with what it is about; a page break and a heading that begins a page are one', () => {
    expect(pagesOf(doc(contents, paragraph(25), heading('甲'), paragraph(10)))).toEqual([2]);
    expect(pagesOf(doc(contents, paragraph(25), heading('甲'), paragraph(2)))).toEqual([1]);
    expect(pagesOf(doc(contents, { kind: 'page-break' }, { kind: 'page-break' }, heading('甲', { newPage: true })))).toEqual([2]);
    expect(pagesOf(doc(contents, heading('甲', { newPage: true }), heading('乙', { newPage: true })))).toEqual([2, 3]);
  });

  test('a table goes on beneath a head of its own, and no row is lost', async () => {
    const d = doc(contents, heading('甲'), table(80), heading('乙'));
    const pieces = paged(d).filter((l) => l.block.kind === 'table');
    expect(pieces.map((p) => p.newPage)).toEqual([false, true, true, true]);
    const ends = pieces.map((p) => p.rows?.to);
    expect([0, ...ends.slice(0, -1)]).toEqual(pieces.map((p) => p.rows?.from));
    expect(ends.at(-1)).toBe(80);
    const { 'word/document.xml': xml = '' } = await partsOf(d);
    expect(xml.match(/<w:tbl>/g)).toHaveLength(4);
    expect(xml.match(/事项/g)).toHaveLength(4);
    for (let i = 1; i <= 80; i++) expect(xml).toContain(`>第${i}<`);
  });

  test('contents themselves may take several pages', () => {
    const many = Array.from({ length: 60 }, (_, i) => heading(`第${i + 1}节`, { newPage: true }));
    const laid = paged(doc(contents, ...many));
    expect(laid.filter((l) => l.block.kind === 'contents').map((l) => l.newPage)).toEqual([false, true]);
    expect(laid.flatMap((l) => l.page ?? [])).toEqual(many.map((_, i) => i + 3));
  });

  test('lines are counted rather one too many', () => {
    const em = sizes.body.half * 10;
    expect(linesIn('', sizes.body, 10 * em)).toBe(1);
    expect(linesIn('一二三四五六七八九十', sizes.body, 10 * em)).toBe(1);
    expect(linesIn('一二三四五六七八九十。', sizes.body, 10 * em)).toBe(2);
    expect(linesIn('一二三四五六七八九十', sizes.body, 10 * em, 2 * em)).toBe(2);
    // A stop goes to the next line with the character before it, a bracket with the one behind.
    expect(linesIn('一二三。四五', sizes.body, 3 * em)).toBe(3);
    expect(linesIn('一二“三四五', sizes.body, 3 * em)).toBe(3);
    expect(linesIn('一\n二', sizes.body, 10 * em)).toBe(2);
    expect(linesIn('a'.repeat(100), sizes.body, 10 * em)).toBe(6);
    expect(linesIn('word word', sizes.body, 3 * em)).toBe(2);
  });
});
