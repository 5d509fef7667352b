// Reports in Chromium, as their readers have them: drawn, silent, without the network, with a keyboard, for a screen reader, on paper.
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import axe from 'axe-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeHtml } from '../../src/documents/html/write.ts';
import { wordsFor } from '../../src/text/text.ts';
import { everything, figures, hostile, list, report } from '../documents/html/samples.ts';
import { Browser, chromium } from './chromium.ts';

const bin = path.resolve('bin/appraise.js');
const program = chromium();
if (program === null) console.warn('no Chromium on this machine: the reports are not looked at in a browser');
const poppler = spawnSync('pdftotext', ['-v'], { stdio: 'ignore' }).status === 0;
if (!poppler) console.warn('no pdftotext on this machine: the text of printed pages is not looked at');

let dir = '';
let browser: Browser;
const pages = [
  'rank.html',
  'rank.en.html',
  'year.html',
  'stability.html',
  'stability.en.html',
  'stability-year.html',
  'audit.html',
  'audit.en.html',
  'audit-counts.html',
  'everything.html',
  'hostile.html',
] as const;

const appraise = (...args: string[]) => {
  const ran = spawnSync(process.execPath, [bin, ...args], { cwd: dir, encoding: 'utf8' });
  if (ran.status !== 0) throw new Error(ran.stderr);
};

beforeAll(async () => {
  if (program === null) return;
  dir = await mkdtemp(path.join(tmpdir(), 'appraise-pages-'));
  const sample = (name: string) => path.resolve('samples', name);
  appraise('rank', sample('q3-full.xlsx'), '-o', 'rank.html');
  appraise('rank', sample('q3-full.xlsx'), '-o', 'rank.en.html', '--lang', 'en');
  for (const q of [1, 2, 3, 4]) appraise('rank', sample(`year/${q}季度`), '-o', `${q}.xlsx`);
  appraise('year', '1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx', sample('year/年度考察.csv'), '-o', 'year.html');
  appraise('year', '1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx', sample('year/年度考察.csv'), '-o', 'year.xlsx');
  const english = ['--lang', 'en'];
  appraise('stability', sample('q3-full.xlsx'), '-o', 'stability.html');
  appraise('stability', sample('q3-full.xlsx'), '-o', 'stability.en.html', ...english);
  appraise('stability', 'year.xlsx', '-o', 'stability-year.html');
  appraise('audit', sample('ballots.xlsx'), '-o', 'audit.html');
  appraise('audit', sample('ballots.xlsx'), '-o', 'audit.en.html', ...english);
  appraise('audit', sample('q3-full.xlsx'), '-o', 'audit-counts.html');
  const { page } = await wordsFor('zh-Hans');
  const rows = Array.from({ length: 70 }, (_, i) => ({
    name: `人${i}`,
    at: `${i + 1}`,
    low: `${i + 1}`,
    high: `${i + 9}`,
    tone: 'plain' as const,
  }));
  const many = { ...figures.intervals, title: '许多区间', figure: { ...figures.intervals.figure, rows } };
  const all = everything();
  await writeFile(path.join(dir, 'everything.html'), writeHtml({ ...all, blocks: [...all.blocks, many] }, page));
  const spoiled = hostile.flatMap((text) => [
    { kind: 'heading', text } as const,
    { kind: 'table', list: list({ title: text, rows: [[text, text, null, text]] }) } as const,
  ]);
  await writeFile(path.join(dir, 'hostile.html'), writeHtml(report(spoiled, { title: hostile.join(' '), foot: hostile.join(' ') }), page));
  browser = await Browser.start(program);
}, 240_000);
afterAll(async () => {
  await browser?.close();
  if (dir !== '') await rm(dir, { recursive: true, force: true });
});

const open = async (page: string, width = 1280) => {
  await browser.screen(width);
  await browser.open(path.join(dir, page));
};

describe.skipIf(program === null)('in Chromium', () => {
  describe.each(pages)('%s', (page) => {
    test('is drawn without a word on the console and without asking anybody for anything', async () => {
      await open(page);
      const told = browser.events.filter((e) => /^Runtime\.(exceptionThrown|consoleAPICalled)$|^Log\.entryAdded$/.test(e.method));
      expect(told).toEqual([]);
      const asked = browser.events
        .filter((e) => e.method === 'Network.requestWillBeSent')
        .map((e) => (e.params as { request: { url: string } }).request.url);
      expect(asked).toHaveLength(1);
      expect(asked[0]).toMatch(/^file:/);
      expect(await browser.evaluate('document.compatMode')).toBe('CSS1Compat');
    });

    test('lies within the screen, wide and narrow: what is wider scrolls in its own region', async () => {
      for (const width of [1280, 400]) {
        await open(page, width);
        expect(await browser.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
        // Letters of pictures stay legible on a phone.
        const letters = await browser.evaluate<number[]>(
          '[...document.querySelectorAll("svg text")].map((t) => parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getBoundingClientRect().width / t.ownerSVGElement.viewBox.baseVal.width)',
        );
        for (const l of letters) expect(l).toBeGreaterThan(9);
      }
    });

    test('no text of a picture is cut off or covers another', async () => {
      await open(page);
      const found = await browser.evaluate<string[]>(`[...document.querySelectorAll('svg')].flatMap((svg) => {
        const frame = svg.getBoundingClientRect();
        const boxes = [...svg.querySelectorAll('text')].filter((t) => t.textContent.trim() !== '').map((t) => ({ t: t.textContent, b: t.getBoundingClientRect() }));
        const out = boxes.filter(({ b }) => b.left < frame.left - 1 || b.right > frame.right + 1 || b.top < frame.top - 2 || b.bottom > frame.bottom + 3).map(({ t }) => 'cut: ' + t);
        const over = boxes.flatMap((p, i) => boxes.slice(i + 1).filter((q) => Math.min(p.b.right, q.b.right) - Math.max(p.b.left, q.b.left) > 1.5 && Math.min(p.b.bottom, q.b.bottom) - Math.max(p.b.top, q.b.top) > 5.5).map((q) => 'covered: ' + p.t + ' | ' + q.t));
        return [...out, ...over];
      })`);
      expect(found).toEqual([]);
    });

    test('axe finds nothing', async () => {
      await open(page);
      await browser.evaluate(`${axe.source};0`);
      const found = await browser.evaluate<{ id: string; targets: string[] }[]>(
        'axe.run(document, { resultTypes: ["violations"] }).then((r) => r.violations.map((v) => ({ id: v.id, targets: v.nodes.slice(0, 3).map((n) => n.html.slice(0, 120)) })))',
      );
      expect(found).toEqual([]);
    });

    test('prints on A4, every page numbered, nothing beyond its edge', async () => {
      await open(page);
      const pdf = await browser.pdf();
      const file = path.join(dir, `${page}.pdf`);
      await writeFile(file, pdf);
      const boxes = [...pdf.toString('latin1').matchAll(/\/MediaBox ?\[([\d. ]+)\]/g)].map((m) =>
        (m[1] ?? '')
          .trim()
          .split(/ +/)
          .map((n) => Math.round(Number(n))),
      );
      expect(boxes.length).toBeGreaterThan(0);
      for (const [left, top, ...size] of boxes) {
        expect([left, top]).toEqual([0, 0]);
        expect([...size].sort((a, b) => a - b)).toEqual([595, 842]);
      }
      if (!poppler) return;
      const text = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 })
        .stdout.split('\f')
        .slice(0, -1);
      expect(text).toHaveLength(boxes.length);
      text.forEach((t, i) => {
        expect(t.replaceAll(/\s/g, '')).toMatch(
          page.endsWith('.en.html') ? new RegExp(`Page${i + 1}of${boxes.length}$`) : new RegExp(`第${i + 1}页共${boxes.length}页`),
        );
      });
      const [w = 0, h = 0] = boxes[0]?.slice(2) ?? [];
      const words = spawnSync('pdftotext', ['-bbox', file, '-'], { encoding: 'utf8', maxBuffer: 1 << 28 }).stdout;
      for (const [, x1, y1, x2, y2, word] of words.matchAll(
        /<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">([^<]*)/g,
      )) {
        const [a, b, c, d] = [x1, y1, x2, y2].map(Number) as [number, number, number, number];
        expect(a, word).toBeGreaterThanOrEqual(30);
        expect(c, word).toBeLessThanOrEqual(w - 30);
        // Boxes of Chinese fonts are higher than their letters.
        expect(b, word).toBeGreaterThanOrEqual(18);
        expect(d, word).toBeLessThanOrEqual(h - 5);
      }
    });
  });

  test('a wide table is scrolled under the names of its rows', async () => {
    await open('stability.html', 400);
    const moved = await browser.evaluate<{ by: number; head: number; other: number }[]>(`[...document.querySelectorAll('.scroll')]
      .filter((s) => s.scrollWidth > s.clientWidth + 50 && s.querySelector('tbody'))
      .map((s) => {
        const [head, other] = ['th', 'td'].map((t) => s.querySelector('tbody ' + t));
        const at = () => [head, other].map((e) => e.getBoundingClientRect().left);
        const before = at();
        s.scrollLeft = 50;
        const after = at();
        return { by: s.scrollLeft, head: before[0] - after[0], other: before[1] - after[1] };
      })`);
    expect(moved.length).toBeGreaterThan(2);
    for (const m of moved) expect(m).toEqual({ by: 50, head: expect.closeTo(0, 0), other: expect.closeTo(50, 0) });
  });

  test('figures are printed whole: caption and foot of each stand on one page', async () => {
    if (!poppler) return;
    await open('everything.html');
    const file = path.join(dir, 'whole.pdf');
    await writeFile(file, await browser.pdf());
    const sheets = spawnSync('pdftotext', ['-layout', file, '-'], { encoding: 'utf8' })
      .stdout.split('\f')
      .map((t) => t.replaceAll(/\s/g, ''));
    const on = (text: string) => sheets.findIndex((s) => s.includes(text));
    // The first row of each part, and the last.
    for (const [caption, first, last] of [
      ['许多区间(1/3)', '人0', '人23'],
      ['许多区间(2/3)', '人24', '人47'],
      ['许多区间(3/3)', '人48', '人69'],
    ] as const) {
      expect(on(caption), caption).toBeGreaterThanOrEqual(0);
      expect([on(first), on(last)], caption).toEqual([on(caption), on(caption)]);
    }
  });

  test('heads of a long table are repeated on every page', async () => {
    if (!poppler) return;
    const { page } = await wordsFor('zh-Hans');
    const rows = Array.from({ length: 150 }, (_, i) => [String(i + 1), `人${i}`, { number: '80' }, '']);
    await writeFile(path.join(dir, 'long.html'), writeHtml(report([{ kind: 'table', list: list({ rows }) }]), page));
    await open('long.html');
    await writeFile(path.join(dir, 'long.pdf'), await browser.pdf());
    const sheets = spawnSync('pdftotext', ['-layout', path.join(dir, 'long.pdf'), '-'], { encoding: 'utf8' })
      .stdout.split('\f')
      .slice(0, -1);
    expect(sheets.length).toBeGreaterThan(2);
    const full = sheets.filter((s) => /人\d/.test(s));
    for (const s of full) expect(s).toMatch(/名次\s+姓名\s+总分\s+说明/);
  });

  test('a keyboard reaches the way past the head, the contents, every table and every fold, and sees where it is', async () => {
    await open('everything.html');
    const stops: string[] = [];
    for (let i = 0; i < 40; i++) {
      await browser.press('Tab', 'Tab', 9);
      const at = await browser.evaluate<string>(
        '(() => { const e = document.activeElement; const s = getComputedStyle(e); return e === document.body ? "" : [e.tagName.toLowerCase(), e.className, s.outlineStyle, parseFloat(s.outlineWidth) >= 2].join(" "); })()',
      );
      if (at === '') break;
      stops.push(at);
    }
    expect(stops[0]).toBe('a skip solid true');
    expect(stops.filter((s) => s.startsWith('a '))).toHaveLength(4);
    expect(stops.filter((s) => s.startsWith('summary'))).toHaveLength(5);
    expect(stops.filter((s) => s.startsWith('div scroll')).length).toBeGreaterThanOrEqual(1);
    for (const s of stops) expect(s).toMatch(/ solid true$/);
    await open('everything.html');
    await browser.press('Tab', 'Tab', 9);
    expect(await browser.evaluate<number>('document.querySelector(".skip").getBoundingClientRect().left')).toBeGreaterThanOrEqual(0);
    await browser.press('Enter', 'Enter', 13);
    expect(await browser.evaluate('document.activeElement.id')).toBe('main');
    // Enter opens a fold.
    await browser.evaluate('document.querySelector("summary").focus()');
    await browser.press('Enter', 'Enter', 13);
    expect(await browser.evaluate('document.querySelector("details").open')).toBe(true);
  });

  test('a screen reader hears landmarks, headings, pictures with what they show, tables with heads', async () => {
    await open('everything.html');
    const { nodes } = (await browser.send('Accessibility.getFullAXTree')) as {
      nodes: { ignored: boolean; role?: { value: string }; name?: { value: string }; description?: { value: string } }[];
    };
    const heard = nodes.filter((n) => !n.ignored).map((n) => [n.role?.value ?? '', n.name?.value ?? ''] as const);
    const of = (role: string) => heard.filter(([r]) => r === role).map(([, name]) => name);
    expect(of('banner')).toHaveLength(1);
    expect(of('main')).toHaveLength(1);
    expect(of('contentinfo')).toHaveLength(1);
    expect(of('navigation')).toEqual(['目录']);
    expect(of('heading')).toEqual(['报告', '一', '一之一', '二', '三']);
    expect(of('image').slice(0, 4)).toEqual(['分布 三段', '区间 四人', '对照 三个板块', '升降 三人']);
    expect(of('figure').length).toBe(7);
    expect(of('table')).toContain('名单');
    expect(of('columnheader')).toEqual(expect.arrayContaining(['名次', '姓名', '总分', '说明']));
    expect(of('rowheader')).toEqual(expect.arrayContaining(['张三', '李四', '王五']));
    expect(of('region')).toEqual(expect.arrayContaining(['名单']));
    // Letters within pictures are drawn, not read one by one.
    expect(heard.some(([, name]) => name === '-5')).toBe(false);
  });
});

test.skipIf(program === null)('the page that is drawn is the page that was written', async () => {
  const bytes = await readFile(path.join(dir, 'rank.html'));
  await open('rank.html');
  expect(await browser.evaluate<number>('document.querySelectorAll("figure").length')).toBe(
    bytes.toString('utf8').match(/<figure>/g)?.length,
  );
});
