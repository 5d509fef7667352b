// The page: valid, self-contained, accessible, the same bytes; nothing of an office becomes markup.
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writeHtml } from '../../../src/documents/html/write.ts';
import type { Report, ReportBlock } from '../../../src/report.ts';
import { readBook } from '../../../src/sheets/read.ts';
import { wordsFor } from '../../../src/text/text.ts';
import { zh } from '../../../src/text/zh.ts';
import { langs } from '../../../src/types.ts';
import { all, attribute, parsed, textOf } from './page.ts';
import { everything, figures, hostile, list, report } from './samples.ts';

const written = async (r: Report) => writeHtml(r, (await wordsFor(r.lang)).page);

test.each(langs)('every kind of block as agreed, in %s', async (lang) => {
  await expect(await written(everything({ lang }))).toMatchFileSnapshot(path.resolve(`test/golden/page.${lang}.html`));
});

test('without a parse error, in every language; the same report is the same bytes', async () => {
  for (const lang of langs) {
    const html = await written(everything({ lang }));
    expect(parsed(html).errors).toEqual([]);
    expect(await written(everything({ lang }))).toBe(html);
  }
  // The list of errors is really strict.
  const good = await written(everything());
  for (const [from, to] of [
    ['</figure>', ''],
    ['</p>', '</p></p>'],
    ['<thead>', ''],
    [' lang="', ' lang="a" lang="'],
    ['正文', '正\u0001文'],
  ] as const)
    expect(parsed(good.replace(from, to)).errors, from).not.toEqual([]);
});

describe('self-contained', () => {
  test('no script, no address, a policy that forbids all but its own style', async () => {
    const html = await written(everything());
    const { root } = parsed(html);
    const csp = all(root, 'meta').find((m) => attribute(m, 'http-equiv') === 'Content-Security-Policy');
    expect(attribute(csp as never, 'content')).toMatch(/^default-src 'none'; style-src 'unsafe-inline'; img-src data:/);
    for (const tag of ['script', 'link', 'iframe', 'img', 'object', 'embed', 'form', 'base']) expect(all(root, tag)).toEqual([]);
    for (const e of all(root, '*'))
      for (const { name, value } of e.attrs) {
        expect(name).not.toMatch(/^on|^src|^xlink/);
        if (name === 'href') expect(value).toMatch(/^#/);
      }
    expect(html.replaceAll('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|url\(|@import/);
  });

  test('no person who opens a folder of results ranks them: the page is known as the tool’s own', async () => {
    const read = await readBook(new TextEncoder().encode(await written(everything())), 'r.html');
    expect(read.value?.own).toBe(true);
    const other = (await written(everything())).replace(/<meta name="generator"[^>]*>/, '');
    expect((await readBook(new TextEncoder().encode(other), 'r.html')).value?.own).toBe(false);
  });
});

describe('accessible', () => {
  test('language, title, headings in order, landmarks, a way past the head', async () => {
    const { root } = parsed(await written(everything()));
    expect(attribute(all(root, 'html')[0] as never, 'lang')).toBe('zh-Hans');
    expect(all(root, 'title').map(textOf)[0]).toBe('报告');
    const levels = all(root, '*')
      .flatMap((e) => /^h([1-6])$/.exec(e.tagName)?.[1] ?? [])
      .map(Number);
    expect(levels).toEqual([1, 2, 3, 2, 2]);
    for (const tag of ['header', 'nav', 'main', 'footer']) expect(all(root, tag)).toHaveLength(1);
    const [skip] = all(root, 'a');
    expect([attribute(skip as never, 'class'), attribute(skip as never, 'href')]).toEqual(['skip', '#main']);
    expect(
      all(root, 'nav')
        .flatMap((n) => all(n, 'a'))
        .map((a) => [attribute(a, 'href'), textOf(a)]),
    ).toEqual([
      ['#s1', '一'],
      ['#s2', '二'],
      ['#s3', '三'],
    ]);
  });

  test('a heading of the second level without a first stands as one of the first', async () => {
    const { root } = parsed(
      await written(
        report([
          { kind: 'heading', text: '甲', level: 2 },
          { kind: 'paragraph', text: '乙' },
        ]),
      ),
    );
    expect(all(root, 'h2').map(textOf)).toEqual(['甲']);
  });

  test('ids are unique, and whatever is named by one exists', async () => {
    const { root } = parsed(await written(everything()));
    const ids = all(root, '*').flatMap((e) => attribute(e, 'id') ?? []);
    expect(new Set(ids).size).toBe(ids.length);
    for (const e of all(root, '*')) {
      for (const id of (attribute(e, 'aria-labelledby') ?? '').split(' ').filter((i) => i !== '')) expect(ids).toContain(id);
      const to = attribute(e, 'href');
      if (to !== null) expect(ids).toContain(to.slice(1));
    }
  });

  test('a picture says what it is and shows; its data is a table', async () => {
    const { root } = parsed(await written(everything()));
    const pictures = all(root, 'figure');
    expect(pictures.map((f) => textOf(all(f, 'figcaption')[0] as never))).toEqual(['分布', '区间', '对照', '升降']);
    for (const f of pictures) {
      const [svg] = all(f, 'svg');
      expect(attribute(svg as never, 'role')).toBe('img');
      const named = (attribute(svg as never, 'aria-labelledby') ?? '').split(' ');
      const [title, desc] = [all(f, 'title')[0], all(f, 'desc')[0]];
      expect(named).toEqual([attribute(title as never, 'id'), attribute(desc as never, 'id')]);
      expect(textOf(desc as never)).not.toBe('');
      expect(all(all(f, 'details')[0] as never, 'table').length).toBeGreaterThan(0);
    }
    const rows = all(pictures[0] as never, 'tr').map((tr) => [...all(tr, 'th'), ...all(tr, 'td')].map(textOf));
    expect(rows.slice(1, 4)).toEqual([
      ['70', '72', '3'],
      ['72', '74', '0'],
      ['74', '76', '12'],
    ]);
    expect(rows.slice(5)).toEqual([
      ['界线', '总分'],
      ['后30%界线 75.31', '75.31'],
      ['后5%界线 70.2', '70.2'],
    ]);
  });

  test('tables have captions, heads with their scope, a region that a keyboard can scroll', async () => {
    const { root } = parsed(await written(everything()));
    for (const table of all(root, 'table')) {
      expect(all(table, 'caption')).toHaveLength(1);
      expect(all(all(table, 'thead')[0] as never, 'th').every((h) => attribute(h, 'scope') === 'col')).toBe(true);
      for (const row of all(all(table, 'tbody')[0] as never, 'tr'))
        expect(all(row, 'th').map((h) => attribute(h, 'scope'))).toEqual(['row']);
      const region = table.parentNode as never;
      expect([attribute(region, 'role'), attribute(region, 'tabindex')]).toEqual(['region', '0']);
    }
    // A person's row is called by the name, wherever its column stands.
    const people = all(root, 'table').find((t) => textOf(all(t, 'caption')[0] as never) === '名单');
    expect(all(all(people as never, 'tbody')[0] as never, 'th').map(textOf)).toEqual(['张三', '李四', '王五']);
    expect(textOf(root)).toContain('（无）');
  });
});

describe('texts of strangers', () => {
  const spoiled = (t: string): Report =>
    report(
      [
        { kind: 'heading', text: t },
        { kind: 'paragraph', text: t },
        {
          kind: 'table',
          list: list({
            title: t,
            subtitle: [t],
            notes: [t],
            rows: [[t, t, { number: '1' }, t]],
            columns: list().columns.map((c) => ({ ...c, header: t })),
          }),
        },
        ...Object.values(figures).map(
          (f): ReportBlock =>
            JSON.parse(
              JSON.stringify({ ...f, title: t, told: t }).replace(/"(name|axis|count)":"[^"]*"/g, (_, k) => `"${k}":${JSON.stringify(t)}`),
            ),
        ),
        { kind: 'heading', text: t },
        { kind: 'heading', text: t },
      ],
      { title: t, subtitle: [t], foot: t, tones: { bar: t, self: t } },
    );
  const plainStyle = textOf(all(parsed(writeHtml(spoiled('甲'), zh.page)).root, 'style')[0] as never).replace(/"[^"]*"/g, '""');
  const shape = (html: string) => all(parsed(html).root, '*').map((e) => e.tagName);

  test.each(hostile)('%j stays text', async (t) => {
    const html = await written(spoiled(t));
    expect(parsed(html).errors).toEqual([]);
    // Elements are those of the harmless page: `<br>` and lines of SVG text apart, which follow the length of a text.
    const without = (tags: string[]) => tags.filter((x) => !['br', 'text', 'line', 'path', 'rect'].includes(x));
    expect(without(shape(html))).toEqual(without(shape(await written(spoiled('甲')))));
    const { root } = parsed(html);
    for (const e of all(root, '*')) for (const a of e.attrs) expect(a.name).not.toMatch(/^on/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be in the page
    expect(html).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufffe\uffff]/);
    const [style] = all(root, 'style');
    // Strings of the style sheet hold letters, digits and escapes, and end where they should.
    const strings = textOf(style as never).match(/content:"[^"]*"/g) ?? [];
    expect(strings.length).toBeGreaterThan(1);
    for (const string of strings) expect(string).toMatch(/^content:"(?:[a-z\d]|\\[\da-f]{1,6} )*"$/i);
    expect(textOf(style as never).replace(/"[^"]*"/g, '""')).toBe(plainStyle);
  });

  test('whatever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 30 }), async (t) => {
        expect(parsed(await written(spoiled(t))).errors).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('what would not be seen is shown by its number', async () => {
    const { root } = parsed(await written(report([{ kind: 'paragraph', text: '\u202e张三' }])));
    expect(textOf(all(root, 'main')[0] as never)).toContain('<U+202E>张三');
  });
});

test('a table too wide for an upright page turns the paper; a large one takes its columns as given', async () => {
  const wide = list({ columns: list().columns.map((c) => ({ ...c, width: 40 })) });
  expect(await written(report([{ kind: 'table', list: list() }]))).toContain('@page{size:A4 portrait');
  expect(await written(report([{ kind: 'table', list: wide }]))).toContain('@page{size:A4 landscape');
  const row = list().rows[0] ?? [];
  const large = await written(report([{ kind: 'table', list: list({ rows: Array.from({ length: 301 }, () => row) }) }]));
  expect(large).toMatch(/class="table large"><div[^>]*><table style="min-width:\d+em">/);
});
