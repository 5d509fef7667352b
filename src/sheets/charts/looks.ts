/** The appearance of charts. Lines differ in marker, dash and darkness: a black-and-white print tells them apart. */
import { escapeXml } from '../xml.ts';

export const ink = { text: '000000', axis: '595959', grid: 'D9D9D9', frame: 'BFBFBF' } as const;
/** In hundredths of a point. */
export const chartSizes = { title: 1200, text: 900 } as const;

interface LineStyle {
  readonly colour: string;
  readonly dash: string;
  readonly marker: string;
  /** White within, the colour of the line around. */
  readonly hollow: boolean;
}

const markers = ['circle', 'square', 'triangle', 'diamond', 'x'];
const colours = ['1F1F1F', '7F7F7F', '404040', 'A0A0A0'];
const dashes = ['solid', 'dash', 'sysDot', 'lgDashDot', 'sysDash'];

/** The look of the line at `index`; alike again after twenty. */
export function lineStyle(index: number): LineStyle {
  const at = <T>(all: readonly T[]) => all[index % all.length] as T;
  return { colour: at(colours), dash: at(dashes), marker: at(markers), hollow: index % 2 === 1 };
}

/** Fills of columns that a grey print tells apart: light, dark, and patterns of both. */
const fills = ['', '404040', 'wdUpDiag', 'pct20', 'narHorz', 'lgGrid'];

/** The fill of the columns at `index`, outline included; alike again after six. */
export function columnMarkup(index: number): string {
  const fill = fills[index % fills.length] ?? '';
  const solid = (colour: string) => `<a:solidFill><a:srgbClr val="${colour}"/></a:solidFill>`;
  const pattern = `<a:pattFill prst="${fill}"><a:fgClr><a:srgbClr val="404040"/></a:fgClr><a:bgClr><a:srgbClr val="FFFFFF"/></a:bgClr></a:pattFill>`;
  const inside = fill === '' ? solid('D0D0D0') : /^[\dA-F]{6}$/.test(fill) ? solid(fill) : pattern;
  return `<c:spPr>${inside}${strokeMarkup('404040', 9525)}</c:spPr>`;
}

/** A stroke; `width` in EMU, 12,700 to the point. */
export const strokeMarkup = (colour: string, width: number, dash = 'solid'): string =>
  `<a:ln w="${width}" cap="flat"><a:solidFill><a:srgbClr val="${colour}"/></a:solidFill><a:prstDash val="${dash}"/><a:round/></a:ln>`;

export function markerMarkup({ marker, colour, hollow }: LineStyle): string {
  const fill = marker === 'x' ? '<a:noFill/>' : `<a:solidFill><a:srgbClr val="${hollow ? 'FFFFFF' : colour}"/></a:solidFill>`;
  return `<c:marker><c:symbol val="${marker}"/><c:size val="7"/><c:spPr>${fill}${strokeMarkup(colour, 12_700)}</c:spPr></c:marker>`;
}

/** Attributes and contents of a run's look, its element left open. */
export function fontMarkup(font: { readonly latin: string; readonly eastAsia: string }, size: number, bold: boolean): string {
  const faces = `<a:latin typeface="${escapeXml(font.latin)}"/><a:ea typeface="${escapeXml(font.eastAsia)}"/>`;
  return `sz="${size}" b="${bold ? 1 : 0}"><a:solidFill><a:srgbClr val="${ink.text}"/></a:solidFill>${faces}`;
}
