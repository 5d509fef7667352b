import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import type { PaperBook } from '../../src/paper.ts';
import { writeXlsx } from '../../src/sheets/xlsx-write.ts';
import { bookOf, cell, num, sampleBook, sheetOf } from './paper.ts';
import { bookFrom, cellsOf } from './reading.ts';

const partOf = (bytes: Uint8Array, name: string) => strFromU8(unzipSync(bytes)[name] ?? new Uint8Array());
const firstSheet = async (book: PaperBook) => partOf(await writeXlsx(book), 'xl/worksheets/sheet1.xml');

/** A paper without time in it; its hash says whether any clock or zone slipped in. */
const hash = async () =>
  createHash('sha256')
    .update(await writeXlsx(sampleBook()))
    .digest('hex');

test('the same paper is the same bytes, now and in every time zone', async () => {
  const here = await hash();
  expect(await hash()).toBe(here);
  for (const zone of ['Asia/Shanghai', 'UTC', 'America/New_York']) {
    const script = 'test/sheets/hash-in-zone.ts';
    const out = execFileSync(
      process.execPath,
      ['node_modules/vitest/vitest.mjs', 'run', '--config', 'test/sheets/zone.config.ts', script],
      {
        env: { ...process.env, TZ: zone, NO_COLOR: '1' },
        encoding: 'utf8',
      },
    );
    expect(out, zone).toContain(`${zone} ${here}`);
  }
});

test('what is written is read back, and known as its own', async () => {
  const book = await bookFrom(await writeXlsx(sampleBook(12)));
  expect(book.own).toBe(true);
  expect(
    cellsOf(book)
      .filter((c) => c.row === 4)
      .map((c) => [c.kind, c.value, c.formula ?? false]),
  ).toEqual([
    ['number', '2', true],
    ['text', '张1', false],
    ['text', '000102', false],
    ['text', '办公室', false],
    ['number', '94.25', false],
    ['number', '94.25', false],
    ['number', '94.25', true],
    ['text', '不得提拔：连续两次末位', true],
    ['text', '=1+1', false],
    ['number', '94.25', false],
  ]);
});

test('results 0, empty text and FALSE survive beside their formula', async () => {
  const xml = await firstSheet(
    bookOf(
      sheetOf('a', [
        [
          num('general', '0', { formula: 'B9' }),
          cell('text', '', { formula: 'B9&""' }),
          cell('text', 'FALSE', { formula: '"FALSE"' }),
          cell('text', null, { formula: 'B9' }),
        ],
      ]),
    ),
  );
  expect(xml).toMatch(/<c r="A1" s="\d+"><f>B9<\/f><v>0<\/v><\/c>/);
  expect(xml).toMatch(/<c r="B1" s="\d+" t="str"><f>B9&amp;&quot;&quot;<\/f><v><\/v><\/c>/);
  expect(xml).toMatch(/<c r="C1" s="\d+" t="str"><f>&quot;FALSE&quot;<\/f><v>FALSE<\/v><\/c>/);
  expect(xml).toMatch(/<c r="D1" s="\d+"><f>B9<\/f><\/c>/);
});

test('texts are kept to the letter and never become formulas', async () => {
  const texts = ['=1+1', '+1', '-1', '@a', '00101', '1e5', ' a ', 'a\nb', '\u0001\u007f\ufffe', '_x0041_', '<&>"\'', '𠮷', 'TRUE', '\r'];
  const book = await bookFrom(
    await writeXlsx(
      bookOf(
        sheetOf(
          'a',
          texts.map((t) => [cell('text', t)]),
        ),
      ),
    ),
  );
  expect(cellsOf(book).map((c) => c.value)).toEqual(texts);
  expect(cellsOf(book).every((c) => c.kind === 'text' && !c.formula)).toBe(true);
  const lone = await bookFrom(await writeXlsx(bookOf(sheetOf('a', [[cell('text', 'a\ud842')]]))));
  expect(cellsOf(lone)[0]?.value).toBe('a\ufffd');
});

test('marks, bars, drop-downs, filter, panes, outline, links', async () => {
  const bytes = await writeXlsx(sampleBook(10));
  const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(xml).toContain('<conditionalFormatting sqref="H4:H13"><cfRule type="expression" dxfId="0" priority="1">');
  expect(xml).toContain(
    'LEFT(H4,LEN(&quot;提醒谈话&quot;))=&quot;提醒谈话&quot;,LEFT(H4,LEN(&quot;诫勉&quot;&quot;谈话&quot;&quot;&quot;))',
  );
  expect(xml).toContain('<cfRule type="dataBar" priority="6">');
  expect(xml).toContain('<autoFilter ref="A3:I13"/>');
  expect(xml).toContain('<pane xSplit="2" ySplit="3" topLeftCell="C4" activePane="bottomRight" state="frozen"/>');
  expect(xml).toMatch(/<col min="10" max="10" width="10" hidden="1" outlineLevel="1"/);
  expect(xml).toContain('<hyperlink ref="D4" location="\'规则 O\'\'x\'!A1"');
  expect(partOf(bytes, 'xl/worksheets/sheet2.xml')).toContain(
    '<dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="C3:C4"><formula1>&quot;四舍五入,去尾,进位&quot;</formula1>',
  );
  expect(Object.keys(unzipSync(bytes)).some((name) => name.includes('worksheets/_rels'))).toBe(false);
});

test('print: A4 landscape, one page wide, repeated header, page numbers, page breaks', async () => {
  const bytes = await writeXlsx(sampleBook(30));
  const xml = partOf(bytes, 'xl/worksheets/sheet1.xml');
  expect(xml).toMatch(/<pageSetup paperSize="9" orientation="landscape"[^>]* fitToWidth="1" fitToHeight="0"\/>/);
  expect(xml).toContain('<oddFooter>&amp;L甲&amp;&amp;乙局  依据 办法&amp;R第 &amp;P 页 共 &amp;N 页</oddFooter>');
  expect(xml).toContain('<rowBreaks count="1" manualBreakCount="1"><brk id="23"');
  expect(partOf(bytes, 'xl/workbook.xml')).toContain(
    '<definedName name="_xlnm.Print_Titles" localSheetId="0">&apos;排名&apos;!$3:$3</definedName>',
  );
  expect(partOf(bytes, 'xl/workbook.xml')).toContain('fullCalcOnLoad="1"');
  const long = await firstSheet({ ...bookOf(sheetOf('a', [])), lang: 'en', footLeft: '&'.repeat(400) });
  const foot = /<oddFooter>(.*)<\/oddFooter>/.exec(long)?.[1]?.replaceAll('&amp;', '&') ?? '';
  expect(foot.length).toBeLessThanOrEqual(255);
  expect(foot).toMatch(/^&L(?:&&)+&RPage &P of &N$/);
});

test('print: a sheet too wide to be read on A4 is for A3, one wider still for several pages of it', async () => {
  const wide = async (characters: number) =>
    /<pageSetup [^>]*>/.exec(await firstSheet(bookOf({ ...sheetOf('a', []), widths: [characters / 2, characters / 2] })))?.[0];
  expect(await wide(190)).toMatch(/paperSize="9".* fitToWidth="1"/);
  expect(await wide(191)).toMatch(/paperSize="8".* fitToWidth="1"/);
  expect(await wide(281)).toMatch(/paperSize="8".* fitToWidth="2"/);
});

test('its properties name no person', async () => {
  const core = partOf(await writeXlsx(sampleBook(1)), 'docProps/core.xml');
  expect(core).toContain('<dc:creator>appraise</dc:creator>');
  expect(core).toContain('<cp:lastModifiedBy>appraise</cp:lastModifiedBy>');
  expect(core).toContain('<cp:keywords>appraise/ranked@1</cp:keywords>');
});

test.each([
  ['a name of 32 characters', bookOf(sheetOf('a'.repeat(32), []))],
  ['a name with a slash', bookOf(sheetOf('a/b', []))],
  ['names alike but for case', bookOf(sheetOf('a', []), sheetOf('A', []))],
  ['no sheet', bookOf()],
  ['a text too long', bookOf(sheetOf('a', [[cell('text', 'x'.repeat(32_768))]]))],
  ['a number that is none', bookOf(sheetOf('a', [[num('general', '1/3')]]))],
])('a fault of the program is thrown: %s', async (_, book) => {
  await expect(writeXlsx(book)).rejects.toThrow(Error);
});
