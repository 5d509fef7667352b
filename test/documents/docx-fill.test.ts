// Templates of an office's own: fields wherever Word puts them, values of every kind, and what is refused.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { fillDocx } from '../../src/documents/docx-fill.ts';
import { scanXml } from '../../src/sheets/xml.ts';

const w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const main = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const types = (type = main) =>
  `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${type}"/></Types>`;
const document = (body: string) => `<?xml version="1.0" encoding="UTF-8"?><w:document ${w}><w:body>${body}</w:body></w:document>`;
const run = (text: string, look = '') => `<w:r>${look === '' ? '' : `<w:rPr>${look}</w:rPr>`}<w:t>${text}</w:t></w:r>`;
const p = (...runs: string[]) => `<w:p>${runs.join('')}</w:p>`;

function template(body: string, more: Record<string, string> = {}): Uint8Array {
  const parts = { '[Content_Types].xml': types(), 'word/document.xml': document(body), ...more };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
}

const fields = new Map([
  ['姓名', '李  明'],
  ['name', 'Li Ming'],
  ['事由', '第一行\n第二行'],
  ['evil', '<b>&"$&$1 \\ {{姓名}} \u0001'],
  ['职务职级', '科长'],
]);
async function filled(body: string, more: Record<string, string> = {}): Promise<Record<string, string>> {
  const { value, problems } = await fillDocx(template(body, more), fields, 'zh-Hans', '表.docx');
  expect(problems).toEqual([]);
  if (!value) throw new Error('not filled');
  const parts = Object.fromEntries(Object.entries(unzipSync(value)).map(([name, bytes]) => [name, strFromU8(bytes)]));
  for (const [name, xml] of Object.entries(parts)) scanXml(xml, name, {});
  return parts;
}
const body = async (text: string) => ((await filled(text))['word/document.xml'] ?? '').replace(/^.*<w:body>|<\/w:body>.*$/g, '');
/** What is refused: code and arguments. */
async function refused(bytes: Uint8Array, lang: 'zh-Hans' | 'en' = 'zh-Hans') {
  const { value, problems } = await fillDocx(bytes, fields, lang, '表.docx');
  expect(value).toBeNull();
  return problems.map((x) => [x.code, x.args, x.file]);
}

describe('fields are filled', () => {
  test('in one run, the rest of it kept', async () => {
    expect(await body(p(run('姓名：{{姓名}}。')))).toBe(p('<w:r><w:t xml:space="preserve">姓名：李  明。</w:t></w:r>'));
  });

  test('split over runs of different looks: the value takes the look of the place where it begins', async () => {
    const split = p(run('甲{', '<w:b/>'), run('{姓'), '<w:proofErr w:type="spellStart"/>', run('名}', '<w:i/>'), run('}乙'));
    const t = (text: string) => `<w:t xml:space="preserve">${text}</w:t>`;
    expect(await body(split)).toBe(
      p(
        `<w:r><w:rPr><w:b/></w:rPr>${t('甲李  明')}</w:r>`,
        `<w:r>${t('')}</w:r>`,
        '<w:proofErr w:type="spellStart"/>',
        `<w:r><w:rPr><w:i/></w:rPr>${t('')}</w:r>`,
        `<w:r>${t('乙')}</w:r>`,
      ),
    );
  });

  test('twice and two kinds in a paragraph, by either name, with white space, width and traditional characters', async () => {
    const text = await body(p(run('{{姓名}}{{ NAME }}{{姓名}}｛｛姓 名｝｝{{職務職級}}')));
    expect(text).toContain('>李  明Li Ming李  明李  明科长<');
  });

  test('a value of several lines breaks the line within its run', async () => {
    expect(await body(p(run('{{事由}}', '<w:b/>')))).toBe(
      p('<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">第一行</w:t><w:br/><w:t xml:space="preserve">第二行</w:t></w:r>'),
    );
  });

  test('a value of markup, dollars, braces and controls stays text', async () => {
    expect(await body(p(run('{{evil}}')))).toContain('&lt;b&gt;&amp;&quot;$&amp;$1 \\ {{姓名}} \ufffd<');
  });

  test('within links, content controls, tables and boxes', async () => {
    const box = `<w:r><w:pict><w:txbxContent>${p(run('{{na'), run('me}}'))}</w:txbxContent></w:pict></w:r>`;
    const text = await body(
      `${p(run('{{姓'), box, run('名}}'))}<w:sdt><w:sdtContent>${p(`<w:hyperlink>${run('{{姓名}}')}</w:hyperlink>`)}</w:sdtContent></w:sdt>`,
    );
    expect(text.match(/李 {2}明/g)).toHaveLength(2);
    expect(text.match(/Li Ming/g)).toHaveLength(1);
    expect(text).not.toMatch(/[{}]/);
  });

  test('in heads and feet too; other parts stay as they are', async () => {
    const parts = await filled(p(run('无')), {
      'word/header1.xml': `<w:hdr ${w}>${p(run('{{姓名}}'))}</w:hdr>`,
      'word/styles.xml': `<w:styles ${w}><!-- {{姓名}} --></w:styles>`,
    });
    expect(parts['word/header1.xml']).toContain('李  明');
    expect(parts['word/styles.xml']).toContain('{{姓名}}');
  });

  test('a .dotx becomes a document', async () => {
    const parts = await filled(p(run('{{姓名}}')), { '[Content_Types].xml': types(main.replace('document.main', 'template.main')) });
    expect(parts['[Content_Types].xml']).toContain(main);
  });

  test('the same template gives the same bytes', async () => {
    const bytes = template(p(run('{{姓名}}')));
    const [a, b] = await Promise.all([fillDocx(bytes, fields, 'en', 'a'), fillDocx(bytes, fields, 'en', 'b')]);
    expect(a.value).toEqual(b.value);
  });
});

describe('nothing is written', () => {
  test('where a field is not known: all are named, and what can be filled in, in the language', async () => {
    const bytes = template(p(run('{{身高}}{{姓名}}')) + p(run('{{weight}}')));
    expect(await refused(bytes)).toEqual([
      ['file/template-field', { field: '{{身高}}', known: '姓名、事由、职务职级' }, '表.docx'],
      ['file/template-field', { field: '{{weight}}', known: '姓名、事由、职务职级' }, '表.docx'],
    ]);
    expect((await refused(bytes, 'en'))[0]).toEqual(['file/template-field', { field: '{{身高}}', known: 'name, evil' }, '表.docx']);
  });

  test.each(['{{姓名}', '姓名}}', '{{姓名', '{{}}', '{{姓{{名}}'])('where braces do not close: %s', async (text) => {
    const found = await refused(template(p(run(`${text}。`))));
    expect(found[0]?.[0]).toBe('file/template-field');
  });

  test('where there is no field: everybody would be handed the same form', async () => {
    expect(await refused(template(p(run('姓名：'))))).toEqual([['file/not-a-template', { detail: 'docx: no field' }, '表.docx']]);
  });

  test.each([
    ['text', strToU8('{{姓名}}'), 'docx: no document'],
    ['.doc', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]), 'docx: old or encrypted'],
    ['a workbook', zipSync({ '[Content_Types].xml': strToU8(types()), 'xl/workbook.xml': strToU8('<a/>') }), 'docx: no document'],
    ['macros', template('', { '[Content_Types].xml': types('application/vnd.ms-word.document.macroEnabled.main+xml') }), 'docx: macros'],
    ['cut short', template(p(run('{{姓名}}'))).slice(0, 400), 'zip: truncated (no end record)'],
    ['broken markup', template('<w:p>'), /XML not well formed/],
    ['entities', template('', { 'word/document.xml': `<!DOCTYPE a [<!ENTITY b "c">]>${document('')}` }), /DOCTYPE/],
  ])('%s', async (_, bytes, detail) => {
    const [found] = await refused(bytes);
    expect(found?.[0]).toBe('file/not-a-template');
    expect((found?.[1] as { detail: string } | undefined)?.detail).toEqual(
      typeof detail === 'string' ? detail : expect.stringMatching(detail),
    );
  });
});
