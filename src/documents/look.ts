/** Everything about the appearance of documents stands here: paper, fonts, sizes, lines. Lengths in twips: 20 to the point, 567 to the centimetre. */
import type { Lang } from '../types.ts';

interface Page {
  readonly width: number;
  readonly height: number;
  readonly margin: Readonly<Record<'top' | 'bottom' | 'left' | 'right' | 'header' | 'footer', number>>;
}
/** A4, upright, with the margins of a form. */
export const upright: Page = {
  width: 11906,
  height: 16838,
  margin: { top: 1134, bottom: 1134, left: 1361, right: 1361, header: 600, footer: 600 },
};
/** A4, across, with narrower margins: for lists of many columns. */
export const across: Page = {
  width: upright.height,
  height: upright.width,
  margin: { top: 900, bottom: 900, left: 794, right: 794, header: 500, footer: 500 },
};
/** Between the margins. */
export const textWidth = ({ width, margin }: Page): number => width - margin.left - margin.right;

/** Of an upright page: charts and contents stand in no other. */
export const uprightWidth = textWidth(upright);

/** A font of Chinese text, one of Latin text, and what stands in where a machine lacks it. */
export interface FontPair {
  readonly eastAsia: string;
  readonly latin: string;
}
interface Fonts {
  readonly title: FontPair;
  readonly heading: FontPair;
  readonly body: FontPair;
}

const latin = 'Times New Roman';
const pair = (eastAsia: string): FontPair => ({ eastAsia, latin });
/** As official documents are set: title 宋体, headings 黑体, text 仿宋; in traditional characters their kin. */
export const fonts: Readonly<Record<Lang, Fonts>> = {
  'zh-Hans': { title: pair('宋体'), heading: pair('黑体'), body: pair('仿宋_GB2312') },
  'zh-Hant': { title: pair('新細明體'), heading: pair('微軟正黑體'), body: pair('標楷體') },
  en: { title: pair('宋体'), heading: pair('宋体'), body: pair('宋体') },
};
/** What stands in for a font that a machine lacks: Word reads it from the table of fonts. */
export const standIns: Readonly<Record<string, string>> = {
  仿宋_GB2312: '仿宋',
  宋体: 'SimSun',
  黑体: 'SimHei',
  新細明體: 'PMingLiU',
  微軟正黑體: 'Microsoft JhengHei',
  標楷體: 'DFKai-SB',
};
export const eastAsian: Readonly<Record<Lang, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'zh-CN' };

/** A size in half points, and the exact height of its lines: pages break alike whatever the font. */
export interface Size {
  readonly half: number;
  readonly line: number;
}
export const sizes = {
  title: { half: 40, line: 640 },
  heading: { half: 26, line: 460 },
  body: { half: 24, line: 420 },
  cell: { half: 22, line: 350 },
  small: { half: 18, line: 270 },
  /** Between two tables, and behind the last: Word wants a paragraph there. */
  gap: { half: 4, line: 120 },
} as const satisfies Record<string, Size>;

/** Letters of a dense table, in half points: as large as `columns` digits' width leaves on `width` twips, within these. */
export function denseSize(columns: number, width: number): Size {
  const half = Math.max(14, Math.min(21, Math.floor(width / (5.25 * columns))));
  return { half, line: half * 13 };
}
/** Inside the borders of its cells. */
export const densePadding = { side: 40, above: 30 } as const;

/** A row of a form is high enough to be written in by hand. */
export const rowHeight = 480;
/** Inside the borders of a cell. */
export const padding = { side: 90, above: 50 } as const;
/** What a line of contents has left of the width, beside the page. */
export const entryWidth = uprightWidth - 900;
/** Of a chart in points, or as is usual. */
export const chartHeight = (points = 210): number => points * 20;
