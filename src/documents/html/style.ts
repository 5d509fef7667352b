/** The style sheet of a report: readable on a screen of any width, on paper A4, with a keyboard, and in grey. */
import { truncate, visible } from '../../problems/width.ts';
import type { Lang } from '../../types.ts';
import { colours as c } from './colours.ts';
import { cssString } from './escape.ts';
import { letters } from './svg/svg.ts';

/** Fonts that systems have; Chinese first where the report is Chinese, so that figures and characters sit together. */
const fonts: Readonly<Record<Lang, string>> = {
  'zh-Hans': '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC",system-ui,sans-serif',
  'zh-Hant': '"PingFang TC","Microsoft JhengHei","Noto Sans CJK TC","Noto Sans TC","Source Han Sans TC",system-ui,sans-serif',
  en: 'system-ui,"Segoe UI",Roboto,"Helvetica Neue",Arial,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif',
};

/** Words at the foot of a printed page: `{page}` and `{pages}` are counted by the browser. */
function pageNumber(template: string): string {
  const pieces = template
    .split(/(\{pages?\})/)
    .map((p) => (p === '{page}' ? 'counter(page)' : p === '{pages}' ? 'counter(pages)' : cssString(p)));
  return pieces.join(' ');
}

/** Columns that the foot of a page has beside the page number. */
const footColumns = { upright: 84, across: 140 } as const;

/** What stands at the foot of a printed page. */
export interface Foot {
  readonly title: string;
  readonly foot: string;
  readonly page: string;
}

/** @param across the printed page lies: some table is too wide for an upright one */
export function styleSheet(lang: Lang, foot: Foot, across: boolean): string {
  const margin = `font-family:${fonts[lang]};font-size:8pt;color:${c.muted}`;
  return [screen(lang), figures(), tables(), print(margin, foot, across)].join('\n');
}

const screen = (lang: Lang): string => `
:root{color-scheme:light}
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:${c.paper};color:${c.ink};font:1rem/1.6 ${fonts[lang]};overflow-wrap:break-word}
header,main,footer,nav{max-width:78rem;margin:0 auto;padding:0 1rem}
header{padding-top:1.5rem}
h1{font-size:1.75rem;line-height:1.3;margin:0 0 .25rem;color:${c.heading}}
h2{font-size:1.3rem;line-height:1.35;margin:2.25rem 0 .75rem;padding-bottom:.25rem;border-bottom:2px solid ${c.heading};color:${c.heading}}
h3{font-size:1.1rem;margin:1.5rem 0 .5rem;color:${c.heading}}
p{margin:.5rem 0;max-width:46rem}
.subtitle{color:${c.muted};margin:.1rem 0}
.small{font-size:.875rem;color:${c.muted}}
a{color:${c.link}}
nav ol{margin:.25rem 0 0;padding-left:1.5rem;columns:18rem;column-gap:2rem}
nav li{break-inside:avoid}
nav .name{font-weight:600;margin:1rem 0 0}
:focus-visible{outline:3px solid ${c.link};outline-offset:2px}
main:focus{outline:none}
.skip{position:absolute;left:-100vw;top:0;background:${c.paper};padding:.5rem 1rem;z-index:9}
.skip:focus{left:.5rem;top:.5rem}
footer{margin-top:2.5rem;padding-top:.75rem;padding-bottom:2rem;border-top:1px solid ${c.rule};color:${c.muted};font-size:.875rem}`;

const figures = (): string => `
.figures{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,27rem),1fr));gap:1.25rem;margin:1rem 0;align-items:start}
figure{margin:0;border:1px solid ${c.rule};border-radius:.25rem;padding:.75rem;min-width:0;max-width:37rem}
figcaption{font-weight:600;margin-bottom:.5rem}
figure svg{display:block;width:100%;height:auto}
svg text{font-size:${letters.text}px;font-family:inherit}
svg text:not([fill]){fill:${c.ink}}
svg .small{font-size:${letters.small}px}
svg .bold{font-weight:600}
svg .halo{paint-order:stroke;stroke:${c.paper};stroke-width:3px;stroke-linejoin:round}
details{margin-top:.5rem;font-size:.875rem}
summary{cursor:pointer;color:${c.link};padding:.15rem 0}
@media (max-width:30rem){header,main,footer,nav{padding-left:.6rem;padding-right:.6rem}figure{padding:.4rem}}`;

const tables = (): string => `
.table{margin:1rem 0}
.scroll{position:relative;overflow:auto;max-height:85vh;border:1px solid ${c.rule}}
figure .scroll{max-height:20rem}
table{border-collapse:separate;border-spacing:0;font-size:.875rem;line-height:1.45;min-width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;font-weight:600;padding:.5rem .6rem;font-size:1rem}
figure caption{font-size:.875rem}
caption.heard{position:absolute;width:1px;height:1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
th,td{padding:.3rem .6rem;border-bottom:1px solid ${c.rule};text-align:left;vertical-align:top;max-width:32rem}
thead th{position:sticky;top:0;background:${c.shade};vertical-align:bottom;text-wrap:balance;word-break:keep-all;z-index:1;color:${c.heading}}
tbody th{font-weight:600;position:sticky;left:0;background:${c.paper}}
tbody tr:last-child>*{border-bottom:0}
.number{text-align:right;min-width:4em}
.center,.mark{text-align:center;min-width:4.5em}
.mark{font-weight:600}
:is(.center,.mark){word-break:keep-all}
.wrapped{min-width:8em}
.long{min-width:16em}
td.number,td.short,th.short{white-space:nowrap}
.large{content-visibility:auto;contain-intrinsic-size:auto 85vh}
.large table{table-layout:fixed}
.large :is(th,td){overflow-wrap:anywhere;white-space:normal}
.code{font-family:ui-monospace,Consolas,Menlo,monospace;font-size:.8rem;overflow-wrap:anywhere;min-width:18rem}`;

const print = (margin: string, { title, foot, page }: Foot, across: boolean): string => `
@page{size:A4 ${across ? 'landscape' : 'portrait'};margin:13mm 12mm 15mm;@bottom-left{content:${cssString(truncate(visible(foot === '' ? title : foot), footColumns[across ? 'across' : 'upright']))};${margin}}@bottom-right{content:${pageNumber(page)};${margin}}}
@media print{
html{font-size:10pt}
body{line-height:1.45}
header,main,footer,nav{max-width:none;padding:0}
header{padding-top:0}
footer{break-inside:avoid;margin-top:1rem}
.skip,details{display:none}
a{color:inherit;text-decoration:none}
h2,h3,p:has(+.figures),p:has(+.table){break-after:avoid}
p{orphans:3;widows:3;max-width:none}
.figures{grid-template-columns:repeat(${across ? 3 : 2},1fr);gap:4mm;margin:3mm 0}
figure{break-inside:avoid;padding:2mm;max-width:none}
.large{content-visibility:visible}
.large table{min-width:0!important}
.scroll{overflow:visible;max-height:none;border:0}
.table{margin:3mm 0}
.brief{break-inside:avoid}
table{font-size:8pt;line-height:1.35;width:100%;border-top:1px solid ${c.muted}}
.wide table{font-size:7.5pt}
thead{display:table-header-group}
tbody th{position:static}
thead th{position:static;-webkit-print-color-adjust:exact;print-color-adjust:exact}
tr{break-inside:avoid}
th,td{padding:.6mm 1mm;overflow-wrap:anywhere}
thead th{overflow-wrap:break-word}
td.short,th.short{white-space:normal;min-width:4em}
:is(.short,.center,.mark){overflow-wrap:break-word}
.wrapped{min-width:5em}
.long{min-width:12em}
.number,.center,.mark{min-width:3.5em}
.code{min-width:0;font-size:7pt}
caption{break-after:avoid;padding-left:0}
}`;
