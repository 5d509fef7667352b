import type { Alignment, Borders, Fill, Font, Style } from 'exceljs';
import type { Look, MarkStyle, PaperSheet } from '../paper.ts';
import type { Lang, Severity } from '../types.ts';

/** Everything about appearance stands in this file: fonts, fills, borders, number formats. */
const fontNames: Readonly<Record<Lang, string>> = { 'zh-Hans': '宋体', 'zh-Hant': '新細明體', en: 'Calibri' };

/** The fonts of a chart, which names those of Latin and of Chinese text apart. */
export const sheetFont = (lang: Lang) => ({ latin: fontNames[lang], eastAsia: fontNames[lang === 'en' ? 'zh-Hans' : lang] });

const grey = 'FF808080';
const bodySize = 10.5;

const tabColours: Readonly<Record<PaperSheet['tab'], string>> = {
  result: 'FF1F4E79',
  group: 'FF5B9BD5',
  list: 'FFC00000',
  basis: 'FF7F7F7F',
  rules: 'FFBF9000',
};

/** The colour of a sheet's tab. */
export function tabColour(tab: PaperSheet['tab']): { argb: string } {
  return { argb: tabColours[tab] };
}

/** Light blue, so that a figure printed over it stays legible. */
export const barColour = { argb: 'FF9DC3E6' };

interface LookSpec {
  readonly font?: Partial<Font>;
  readonly fill?: string;
  readonly border?: true;
  readonly horizontal?: Alignment['horizontal'];
  readonly vertical?: Alignment['vertical'];
  readonly wrap?: true;
  readonly format?: string;
}

const input = 'FFFFF9E5';
const header = 'FFD9D9D9';

const specs: Readonly<Record<Look, LookSpec>> = {
  plain: { horizontal: 'left' },
  title: { font: { size: 16, bold: true }, horizontal: 'center' },
  subtitle: { font: { size: 11 }, horizontal: 'center' },
  heading: { font: { size: 12, bold: true }, horizontal: 'left' },
  label: { font: { bold: true }, horizontal: 'left' },
  header: { font: { bold: true }, fill: header, border: true, horizontal: 'center', wrap: true },
  text: { border: true, horizontal: 'left' },
  wrapped: { border: true, horizontal: 'left', wrap: true },
  center: { border: true, horizontal: 'center', wrap: true },
  whole: { border: true, horizontal: 'right', format: '0' },
  'two-places': { border: true, horizontal: 'right', format: '0.00' },
  general: { border: true, horizontal: 'right', format: 'General' },
  percent: { border: true, horizontal: 'right', format: '0.00%' },
  input: { fill: input, border: true, horizontal: 'right', format: 'General' },
  'input-percent': { fill: input, border: true, horizontal: 'right', format: '0.0%' },
  'input-text': { fill: input, border: true, horizontal: 'left', wrap: true },
  total: { font: { bold: true }, border: true, horizontal: 'right', format: '0.00' },
  count: { font: { bold: true }, border: true, horizontal: 'right', format: '0' },
  mark: { font: { bold: true }, border: true, horizontal: 'center', wrap: true },
  note: { font: { size: 9 }, horizontal: 'left', vertical: 'top', wrap: true },
  warning: { font: { bold: true, color: { argb: 'FF9C0006' } }, fill: 'FFFFC7CE', horizontal: 'left', wrap: true },
  calculation: { font: { size: 9, italic: true, color: { argb: grey } }, border: true, horizontal: 'right' },
  copied: { border: true },
  'copied-header': { font: { bold: true }, fill: header, border: true, horizontal: 'center', wrap: true },
  'copied-date': { border: true, format: 'yyyy-mm-dd' },
  'copied-time': { border: true, format: 'yyyy-mm-dd hh:mm:ss' },
  'copied-percent': { border: true, format: '0.00%' },
  'entry-text': { border: true, horizontal: 'left', format: '@' },
  'entry-number': { border: true, horizontal: 'right', format: 'General' },
  mono: { font: { size: 9, name: 'Consolas' }, horizontal: 'left', vertical: 'top' },
};

/** Font size in points, and whether the text may break into lines. */
export function lookMetrics(look: Look): { readonly size: number; readonly wrap: boolean } {
  return { size: specs[look].font?.size ?? bodySize, wrap: specs[look].wrap === true };
}

/** Finds the style of a cell: always the same object for the same look, which is what keeps writing fast. */
export type StyleOf = (look: Look, number: string | null, linked: boolean, tone?: Severity, places?: number) => Partial<Style>;

/** Marked cells differ in darkness, frame and weight too, and each has its comment: colour is never alone. */
const tones: Readonly<Record<Severity, { readonly fill: string; readonly frame: string }>> = {
  error: { fill: 'FFFFC7CE', frame: 'FFC00000' },
  warning: { fill: 'FFFFEB9C', frame: 'FF9C6500' },
  note: { fill: 'FFDDEBF7', frame: 'FF2F75B5' },
};

const linkFont: Partial<Font> = { underline: true, color: { argb: 'FF0563C1' } };

/** Styles for one workbook. A percentage shows as many decimals as its number has, at least one; a score likewise, at least its places. */
export function stylesFor(lang: Lang): StyleOf {
  const made = new Map<string, Partial<Style>>();
  return (look, number, linked, tone, places) => {
    const spec = specs[look];
    const format = number === null ? spec.format : formatOf(look, number, places);
    const key = `${look} ${format} ${linked} ${tone}`;
    const known = made.get(key);
    if (known) return known;
    const font = { ...spec.font, ...(linked ? linkFont : {}) };
    const style = toned(toStyle({ ...spec, font, ...(format ? { format } : {}) }, lang), tone);
    made.set(key, style);
    return style;
  };
}

function toned(style: Partial<Style>, tone: Severity | undefined): Partial<Style> {
  if (tone === undefined) return style;
  const { fill, frame } = tones[tone];
  const side = { style: tone === 'note' ? ('thin' as const) : ('medium' as const), color: { argb: frame } };
  return {
    ...style,
    font: { ...style.font, bold: tone !== 'note' },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: fill } },
    border: { top: side, left: side, bottom: side, right: side },
  };
}

/** No figure is shown rounded further than it was computed. */
function formatOf(look: Look, number: string, places = 2): string | undefined {
  if (look === 'input-percent') return percentFormat(number);
  if (look !== 'two-places' && look !== 'total') return specs[look].format;
  const decimals = Math.min(Math.max(places, (number.split('.')[1] ?? '').length), mostDecimals);
  return decimals === 0 ? '0' : `0.${'0'.repeat(decimals)}`;
}
/** What 15 digits leave of a score up to 100. */
const mostDecimals = 13;

function percentFormat(number: string): string {
  const decimals = (number.split('.')[1] ?? '').replace(/0+$/, '').length - 2;
  return `0.${'0'.repeat(Math.min(Math.max(decimals, 1), 8))}%`;
}

function toStyle(spec: LookSpec, lang: Lang): Partial<Style> {
  return {
    font: { name: fontNames[lang], size: bodySize, ...spec.font },
    alignment: {
      vertical: spec.vertical ?? 'middle',
      ...(spec.horizontal ? { horizontal: spec.horizontal } : {}),
      ...(spec.wrap ? { wrapText: true } : {}),
    },
    ...(spec.fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: spec.fill } } as Fill } : {}),
    ...(spec.border ? { border: box(grey) } : {}),
    ...(spec.format ? { numFmt: spec.format } : {}),
  };
}

function box(argb: string): Partial<Borders> {
  const side = { style: 'thin' as const, color: { argb } };
  return { top: side, left: side, bottom: side, right: side };
}

/** Marks differ in weight, slant, border or darkness too: a black-and-white print tells them apart. */
const markSpecs: Readonly<Record<MarkStyle, { font: Partial<Font>; fill?: string; border?: true }>> = {
  bar: { font: { bold: true, color: { argb: 'FF5B0F00' } }, fill: 'FFF8CBAD', border: true },
  talk: { font: { bold: true, color: { argb: 'FFFFFFFF' } }, fill: 'FF595959' },
  held: { font: { italic: true, color: { argb: 'FF000000' } }, fill: 'FFFFE699' },
  warn: { font: { bold: true, color: { argb: 'FFC00000' } }, fill: 'FFFFC7CE' },
  ok: { font: { color: { argb: 'FF006100' } } },
};

/** The conditional style of a mark. */
export function markStyle(style: MarkStyle): Partial<Style> {
  const { font, fill, border } = markSpecs[style];
  return {
    font,
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', bgColor: { argb: fill } } as Fill } : {}),
    ...(border ? { border: box('FF000000') } : {}),
  };
}
