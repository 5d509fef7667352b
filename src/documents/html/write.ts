/**
 * A report as one HTML page that needs nothing else: no network, no script, no other file. The same report gives the same
 * bytes. Pictures are SVG, drawn here by d3-scale and d3-shape; texts in them are text.
 */
import type { Report, ReportBlock } from '../../report.ts';
import { ownPageMark } from '../../sheets/marker.ts';
import { escapeHtml, escapeLines } from './escape.ts';
import { type FigureSetting, figureHtml, type PageWords } from './figure.ts';
import { styleSheet } from './style.ts';
import { isWide, tableHtml } from './table.ts';

/** Nothing is fetched and nothing runs, whatever stands in the texts. */
const policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

/** Headings fewer than these need no contents. */
const leastContents = 3;

/** @param words of the page itself, in the language of the report */
export function writeHtml(report: Report, words: PageWords): string {
  const { lang, title, subtitle, foot } = report;
  const setting: FigureSetting = { words, tones: { ...words.tones, ...report.tones } };
  const headings = report.blocks.filter((b) => b.kind === 'heading').filter((b, i) => i === 0 || b.level !== 2);
  const across = report.blocks.some((b) => b.kind === 'table' && isWide(b.list));
  return [
    '<!DOCTYPE html>',
    `<html lang="${lang}">`,
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="referrer" content="no-referrer">',
    '<meta name="robots" content="noindex">',
    // By this mark the tool knows its own results and never takes them for an input.
    ownPageMark,
    `<title>${escapeHtml(title)}</title>`,
    `<style>${styleSheet(lang, { title, foot, page: words.pageOf }, across)}\n</style>`,
    '</head>',
    '<body>',
    `<a class="skip" href="#main">${escapeHtml(words.skip)}</a>`,
    `<header>\n<h1>${escapeHtml(title)}</h1>`,
    ...subtitle.map((s) => `<p class="subtitle">${escapeLines(s)}</p>`),
    '</header>',
    ...(headings.length < leastContents ? [] : contents(headings, words)),
    '<main id="main" tabindex="-1">',
    ...sections(report.blocks, setting),
    '</main>',
    ...(foot === '' ? [] : [`<footer>${escapeLines(foot)}</footer>`]),
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

type Heading = Extract<ReportBlock, { kind: 'heading' }>;

function contents(headings: readonly Heading[], words: PageWords): string[] {
  const items = headings.map((h, i) => `<li><a href="#s${i + 1}">${escapeHtml(h.text)}</a></li>`);
  return [
    `<nav aria-labelledby="contents">\n<p class="name" id="contents">${escapeHtml(words.contents)}</p>\n<ol>`,
    ...items,
    '</ol>\n</nav>',
  ];
}

/** Each heading of the first level opens a section. Figures in a row stand beside each other. */
function sections(blocks: readonly ReportBlock[], setting: FigureSetting): string[] {
  const out: string[] = [];
  const count = { section: 0, table: 0, figure: 0 };
  let figures: string[] = [];
  const flush = () => {
    if (figures.length > 0) out.push(`<div class="figures">\n${figures.join('\n')}\n</div>`);
    figures = [];
  };
  for (const block of blocks) {
    if (block.kind === 'figure') {
      figures.push(figureHtml(block, `f${++count.figure}`, setting));
      continue;
    }
    flush();
    // No heading stands under one that is not there.
    if (block.kind === 'heading' && (block.level !== 2 || count.section === 0)) {
      if (count.section > 0) out.push('</section>');
      const id = `s${++count.section}`;
      out.push(`<section>\n<h2 id="${id}">${escapeHtml(block.text)}</h2>`);
    } else if (block.kind === 'heading') out.push(`<h3>${escapeHtml(block.text)}</h3>`);
    else if (block.kind === 'paragraph') out.push(`<p${block.small ? ' class="small"' : ''}>${escapeLines(block.text)}</p>`);
    else out.push(tableHtml(block.list, { id: `t${++count.table}`, titled: block.titled }));
  }
  flush();
  if (count.section > 0) out.push('</section>');
  return out;
}
