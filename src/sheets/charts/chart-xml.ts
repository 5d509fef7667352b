/**
 * A chart as DrawingML (`chartN.xml`), the same for workbooks and documents. Order and choice of elements are those of the
 * schema (ECMA-376, part 1, 21.2), which Word and Excel hold files to.
 */

import type { CellsAt, Chart, ChartSeries, ColumnChart, LineChart } from '../../paper.ts';
import { columnName } from '../../problems/problem.ts';
import type { Lang } from '../../types.ts';
import { escapeXml } from '../xml.ts';
import { cleanText } from '../xml-text.ts';
import { labelSides, type Side } from './labels.ts';
import { chartSizes, columnMarkup, fontMarkup, ink, lineStyle, markerMarkup, strokeMarkup } from './looks.ts';
import { type Scale, scaleOf } from './scale.ts';

/** What the place of a chart adds to it. */
export interface ChartSetting {
  readonly lang: Lang;
  readonly font: { readonly latin: string; readonly eastAsia: string };
  /** Name of the sheet that holds cells named without one. */
  readonly sheet: string;
  /** Relationship of the workbook that a document keeps the figures in. */
  readonly data?: string;
}

export const chartNamespaces =
  'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
export const relationshipNamespace = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
export const xmlHead = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const val = (name: string, value: string | number) => `<c:${name} val="${value}"/>`;

/** The chart part. */
export function chartXml(chart: Chart, setting: ChartSetting): string {
  const scale = scaleOf(chart);
  const font = (size: number, bold = false) => fontMarkup(setting.font, size, bold);
  const body = [
    title(chart.title, setting, chartSizes.title),
    val('autoTitleDeleted', chart.title === '' ? 1 : 0),
    `<c:plotArea><c:layout/>${chart.kind === 'columns' ? columns(chart, scale, setting) : lines(chart, scale, setting)}${categoryAxis(chart, setting)}${valueAxis(chart, scale, setting)}`,
    '<c:spPr><a:noFill/></c:spPr></c:plotArea>',
    chart.series.length > 1 ? `<c:legend>${val('legendPos', 'b')}${val('overlay', 0)}${textLook(font(chartSizes.text))}</c:legend>` : '',
    // Rows that a filter hides stay in the chart, and a quarter without a figure leaves its gap.
    val('plotVisOnly', 0) + val('dispBlanksAs', 'gap'),
  ];
  const data = setting.data === undefined ? '' : `<c:externalData r:id="${setting.data}">${val('autoUpdate', 0)}</c:externalData>`;
  return [
    `${xmlHead}<c:chartSpace ${chartNamespaces} ${relationshipNamespace}>`,
    `${val('date1904', 0)}${val('lang', tags[setting.lang])}${val('roundedCorners', 0)}<c:chart>${body.join('')}</c:chart>`,
    `<c:spPr><a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>${strokeMarkup(ink.frame, 6350)}</c:spPr>`,
    `${textLook(font(chartSizes.text))}${data}</c:chartSpace>`,
  ].join('');
}

const tags: Readonly<Record<Lang, string>> = { 'zh-Hans': 'zh-CN', 'zh-Hant': 'zh-TW', en: 'en-GB' };
const axes = { categories: 10_001, values: 10_002 };

// ───────────────────────────── texts ─────────────────────────────

const text = (words: string) => escapeXml(cleanText(words).replaceAll('\n', ' '));

const textLook = (font: string) =>
  `<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr ${font}</a:defRPr></a:pPr><a:endParaRPr lang="en-US"/></a:p></c:txPr>`;

function title(words: string, { lang, font }: ChartSetting, size: number, body = '<a:bodyPr/>'): string {
  if (words === '') return '';
  const look = fontMarkup(font, size, size === chartSizes.title);
  const run = `<a:r><a:rPr lang="${tags[lang]}" ${look}</a:rPr><a:t>${text(words)}</a:t></a:r>`;
  const rich = `<c:rich>${body}<a:lstStyle/><a:p><a:pPr><a:defRPr ${look}</a:defRPr></a:pPr>${run}</a:p></c:rich>`;
  return `<c:title><c:tx>${rich}</c:tx>${val('overlay', 0)}</c:title>`;
}

// ───────────────────────────── lines ─────────────────────────────

function lines(chart: LineChart, scale: Scale, setting: ChartSetting): string {
  const sides = labelSides(chart);
  const series = chart.series.map((s, i) => {
    const style = lineStyle(i);
    return [
      `<c:ser>${val('idx', i)}${val('order', i)}<c:tx>${seriesName(s, setting.sheet)}</c:tx>`,
      `<c:spPr>${strokeMarkup(style.colour, 22_225, style.dash)}</c:spPr>${markerMarkup(style)}`,
      labels(sides[i] ?? [], scale, fontMarkup(setting.font, chartSizes.text, false)),
      `<c:cat>${texts(chart.categories, chart.categoriesAt, setting.sheet)}</c:cat>`,
      `<c:val>${figures(s, scale.values, setting.sheet)}</c:val>${val('smooth', 0)}</c:ser>`,
    ].join('');
  });
  const tail = `${val('marker', 1)}${val('axId', axes.categories)}${val('axId', axes.values)}`;
  return `<c:lineChart>${val('grouping', 'standard')}${val('varyColors', 0)}${series.join('')}${tail}</c:lineChart>`;
}

/** Columns beside each other, each with its figure above. */
function columns(chart: ColumnChart, scale: Scale, setting: ChartSetting): string {
  const font = fontMarkup(setting.font, chartSizes.text, false);
  const series = chart.series.map((s, i) =>
    [
      `<c:ser>${val('idx', i)}${val('order', i)}<c:tx>${seriesName(s, setting.sheet)}</c:tx>${columnMarkup(i)}${val('invertIfNegative', 0)}`,
      `<c:dLbls>${labelLook('outEnd', scale, font)}</c:dLbls>`,
      `<c:cat>${texts(chart.categories, chart.categoriesAt, setting.sheet)}</c:cat>`,
      `<c:val>${figures(s, scale.values, setting.sheet)}</c:val></c:ser>`,
    ].join(''),
  );
  const head = `${val('barDir', 'col')}${val('grouping', 'clustered')}${val('varyColors', 0)}`;
  const tail = `${val('gapWidth', chart.touching ? 6 : 60)}${val('axId', axes.categories)}${val('axId', axes.values)}`;
  return `<c:barChart>${head}${series.join('')}${tail}</c:barChart>`;
}

const labelLook = (side: Side | 'outEnd', scale: Scale, font: string): string =>
  [
    `<c:numFmt formatCode="${scale.values}" sourceLinked="0"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>${textLook(font)}`,
    `${val('dLblPos', side)}${val('showLegendKey', 0)}${val('showVal', 1)}${val('showCatName', 0)}${val('showSerName', 0)}`,
    `${val('showPercent', 0)}${val('showBubbleSize', 0)}`,
  ].join('');

function labels(sides: readonly Side[], scale: Scale, font: string): string {
  const shown = (side: Side) => labelLook(side, scale, font);
  const others = sides.map((side, i) => (side === 't' ? '' : `<c:dLbl>${val('idx', i)}${shown(side)}</c:dLbl>`));
  return `<c:dLbls>${others.join('')}${shown('t')}</c:dLbls>`;
}

// ───────────────────────────── figures and the cells behind them ─────────────────────────────

function seriesName({ name, nameAt }: ChartSeries, sheet: string): string {
  if (nameAt === undefined) return `<c:v>${text(name)}</c:v>`;
  return `<c:strRef><c:f>${reference(nameAt, sheet)}</c:f><c:strCache>${points([text(name)])}</c:strCache></c:strRef>`;
}

function texts(all: readonly string[], at: CellsAt | undefined, sheet: string): string {
  const cached = points(all.map(text));
  if (at === undefined) return `<c:strLit>${cached}</c:strLit>`;
  return `<c:strRef><c:f>${reference(at, sheet)}</c:f><c:strCache>${cached}</c:strCache></c:strRef>`;
}

function figures({ values, valuesAt }: ChartSeries, format: string, sheet: string): string {
  const cached = `<c:formatCode>${format}</c:formatCode>${points(values)}`;
  if (valuesAt === undefined) return `<c:numLit>${cached}</c:numLit>`;
  return `<c:numRef><c:f>${reference(valuesAt, sheet)}</c:f><c:numCache>${cached}</c:numCache></c:numRef>`;
}

/** A gap has a place among the points and no point. */
const points = (all: readonly (string | null)[]) =>
  val('ptCount', all.length) + all.map((p, i) => (p === null ? '' : `<c:pt idx="${i}"><c:v>${p}</c:v></c:pt>`)).join('');

/** `'sheet'!$A$1:$A$4`, made safe for markup. */
function reference({ sheet, range }: CellsAt, own: string): string {
  const cell = (row: number, col: number) => `$${columnName(col)}$${row + 1}`;
  const from = cell(range.top, range.left);
  const to = cell(range.bottom, range.right);
  return escapeXml(`'${(sheet ?? own).replaceAll("'", "''")}'!${from === to ? from : `${from}:${to}`}`);
}

// ───────────────────────────── axes ─────────────────────────────

/** Whether 1 stands on top. */
const ranked = (chart: Chart): boolean => chart.kind !== 'columns' && chart.axis.ranks === true;

function categoryAxis(chart: Chart, setting: ChartSetting): string {
  const font = fontMarkup(setting.font, chartSizes.text, false);
  const name = chart.kind === 'columns' ? title(chart.across, setting, chartSizes.text) : '';
  return [
    `<c:catAx>${val('axId', axes.categories)}<c:scaling>${val('orientation', 'minMax')}</c:scaling>${val('delete', 0)}${val('axPos', 'b')}`,
    `${name}<c:numFmt formatCode="General" sourceLinked="0"/>${val('majorTickMark', 'out')}${val('minorTickMark', 'none')}${val('tickLblPos', 'nextTo')}`,
    `<c:spPr>${strokeMarkup(ink.axis, 9525)}</c:spPr>${textLook(font)}${val('crossAx', axes.values)}`,
    // At the foot: where rank 1 is on top, that is the greatest.
    `${val('crosses', ranked(chart) ? 'max' : 'min')}${val('auto', 0)}${val('lblAlgn', 'ctr')}${val('lblOffset', 100)}${val('noMultiLvlLbl', 1)}</c:catAx>`,
  ].join('');
}

function valueAxis(chart: Chart, scale: Scale, setting: ChartSetting): string {
  const orientation = val('orientation', ranked(chart) ? 'maxMin' : 'minMax');
  // Chinese is short enough to stand upright; other writing is turned.
  const turned = setting.lang === 'en' ? '<a:bodyPr rot="-5400000" vert="horz"/>' : '<a:bodyPr rot="0" vert="horz"/>';
  return [
    // Columns grow when a rule is changed: their highest is left to the program that draws them.
    `<c:valAx>${val('axId', axes.values)}<c:scaling>${orientation}${chart.kind === 'columns' ? '' : val('max', scale.max)}${val('min', scale.min)}</c:scaling>`,
    `${val('delete', 0)}${val('axPos', 'l')}<c:majorGridlines><c:spPr>${strokeMarkup(ink.grid, 6350)}</c:spPr></c:majorGridlines>`,
    `${title(chart.axis.title, setting, chartSizes.text, turned)}<c:numFmt formatCode="${scale.ticks}" sourceLinked="0"/>`,
    `${val('majorTickMark', 'out')}${val('minorTickMark', 'none')}${val('tickLblPos', 'nextTo')}<c:spPr>${strokeMarkup(ink.axis, 9525)}</c:spPr>`,
    `${textLook(fontMarkup(setting.font, chartSizes.text, false))}${val('crossAx', axes.categories)}${val('crosses', 'autoZero')}`,
    `${val('crossBetween', 'between')}${val('majorUnit', scale.unit)}</c:valAx>`,
  ].join('');
}
