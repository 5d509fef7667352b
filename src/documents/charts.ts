/** Charts of a document: each a part beside the text, with its figures in a small workbook, so that Word can change them. */
import type * as Docx from 'docx';
import { strToU8 } from 'fflate';
import type { CellsAt, Doc, DocBlock, LineChart, PaperCell, PaperSheet } from '../paper.ts';
import { chartXml } from '../sheets/charts/chart-xml.ts';
import { checkChart } from '../sheets/charts/check.ts';
import { chartType, override, relate } from '../sheets/charts/drawing.ts';
import { writeXlsx } from '../sheets/xlsx-write.ts';
import { cleanText } from '../sheets/xml-text.ts';
import { chartHeight, fonts, uprightWidth } from './look.ts';

type ChartBlock = Extract<DocBlock, { kind: 'chart' }>;

const relationOf = (index: number) => `rIdChart${index + 1}`;
/** English Metric Units. */
const emu = (twips: number) => String(twips * 635);

/** The frame that stands in the text, as wide as it. */
export function chartFrame(d: typeof Docx, { chart, height }: ChartBlock, index: number, newPage: boolean): Docx.Paragraph {
  const element = (name: string, attributes: Record<string, string>, ...children: Docx.ImportedXmlComponent[]) => {
    const made = new d.ImportedXmlComponent(name, attributes);
    for (const child of children) made.push(child);
    return made;
  };
  const drawingMl = 'http://schemas.openxmlformats.org/drawingml/2006';
  const reference = element('c:chart', { 'xmlns:c': `${drawingMl}/chart`, 'r:id': relationOf(index) });
  const graphic = element(
    'a:graphic',
    { 'xmlns:a': `${drawingMl}/main` },
    element('a:graphicData', { uri: `${drawingMl}/chart` }, reference),
  );
  const title = cleanText(chart.title).replaceAll('\n', ' ');
  const inline = element(
    'wp:inline',
    { distT: '0', distB: '0', distL: '0', distR: '0' },
    element('wp:extent', { cx: emu(uprightWidth), cy: emu(chartHeight(height)) }),
    element('wp:effectExtent', { l: '0', t: '0', r: '0', b: '0' }),
    element('wp:docPr', { id: String(index + 1), name: `Chart ${index + 1}`, descr: title }),
    element('wp:cNvGraphicFramePr', {}),
    graphic,
  );
  return new d.Paragraph({
    // A line of a fixed height would show its foot only.
    spacing: { line: 240, lineRule: d.LineRuleType.AUTO, before: 60, after: 60 },
    ...(newPage ? { pageBreakBefore: true } : {}),
    children: [element('w:r', {}, element('w:drawing', {}, inline))],
  });
}

/** Adds what the frames refer to. */
export async function addCharts(parts: Record<string, Uint8Array>, doc: Doc): Promise<void> {
  const charts = doc.blocks.flatMap((b) => (b.kind === 'chart' ? [b.chart] : []));
  for (const [i, chart] of charts.entries()) {
    checkChart(chart);
    const name = `chart${i + 1}`;
    const { sheet, live } = withCells(chart);
    const workbook = `word/embeddings/${name}.xlsx`;
    parts[workbook] = await writeXlsx({ lang: doc.lang, title: chart.title, footLeft: '', marker: '', sheets: [sheet] });
    override(parts, workbook, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const font = fonts[doc.lang].body;
    parts[`word/charts/${name}.xml`] = strToU8(chartXml(live, { lang: doc.lang, font, sheet: sheet.name, data: 'rId1' }));
    override(parts, `word/charts/${name}.xml`, chartType);
    relate(parts, `word/charts/_rels/${name}.xml.rels`, { id: 'rId1', type: 'package', target: `../embeddings/${name}.xlsx` });
    relate(parts, 'word/_rels/document.xml.rels', { id: relationOf(i), type: 'chart', target: `charts/${name}.xml` });
  }
}

/** The figures as a sheet: a row a category, a column a line. */
function withCells(chart: LineChart): { sheet: PaperSheet; live: LineChart } {
  const column = (left: number, top: number, bottom: number): CellsAt => ({ range: { top, left, bottom, right: left } });
  const last = chart.categories.length;
  const figure = (value: string | null): PaperCell => ({ look: 'general', value: value === null ? null : { number: value } });
  const head = ['', ...chart.series.map((s) => s.name)].map((value): PaperCell => ({ look: 'header', value }));
  const rows = chart.categories.map((c, i) => [
    { look: 'text', value: c } satisfies PaperCell,
    ...chart.series.map((s) => figure(s.values[i] ?? null)),
  ]);
  const bare = { merges: [], dataBars: [], marks: [], dropDowns: [], outlined: [], tab: 'result' } as const;
  return {
    sheet: { ...bare, name: 'Sheet1', widths: head.map(() => 14), rows: [head, ...rows].map((cells) => ({ cells })) },
    live: {
      ...chart,
      categoriesAt: column(0, 1, last),
      series: chart.series.map((s, i) => ({ ...s, nameAt: column(i + 1, 0, 0), valuesAt: column(i + 1, 1, last) })),
    },
  };
}
