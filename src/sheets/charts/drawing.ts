/** Charts put into a workbook that is otherwise written: chart parts, a drawing for each sheet that has any, and what ties them together. */
import { strFromU8, strToU8 } from 'fflate';
import type { Range } from '../../book.ts';
import type { PaperBook, PaperSheet } from '../../paper.ts';
import { sheetFont } from '../looks.ts';
import { escapeXml } from '../xml.ts';
import { cleanText } from '../xml-text.ts';
import { chartXml, relationshipNamespace, xmlHead } from './chart-xml.ts';

/** The types by which packages know these parts. */
export const chartType = 'application/vnd.openxmlformats-officedocument.drawingml.chart+xml';
const drawingType = 'application/vnd.openxmlformats-officedocument.drawing+xml';
const officeTypes = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageTypes = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** Adds the charts of all sheets to the parts of the workbook. */
export function addCharts(parts: Record<string, Uint8Array>, book: PaperBook): void {
  let count = 0;
  book.sheets.forEach((sheet, i) => {
    if ((sheet.charts ?? []).length === 0) return;
    const first = count + 1;
    for (const { chart } of sheet.charts ?? []) {
      const part = `xl/charts/chart${++count}.xml`;
      put(parts, part, chartXml(chart, { lang: book.lang, font: sheetFont(book.lang), sheet: sheet.name }));
      override(parts, part, chartType);
    }
    const drawing = `drawing${i + 1}.xml`;
    put(parts, `xl/drawings/${drawing}`, drawingXml(sheet));
    override(parts, `xl/drawings/${drawing}`, drawingType);
    for (let n = first; n <= count; n++)
      relate(parts, `xl/drawings/_rels/${drawing}.rels`, { id: `rId${n - first + 1}`, type: 'chart', target: `../charts/chart${n}.xml` });
    relate(parts, `xl/worksheets/_rels/sheet${i + 1}.xml.rels`, { id: 'rIdDrawing', type: 'drawing', target: `../drawings/${drawing}` });
  });
}

/** What a sheet says of its drawing, where the order of elements wants it: `tail` begins behind the cells. */
export function withDrawing(tail: string, sheet: PaperSheet): string {
  if ((sheet.charts ?? []).length === 0) return tail;
  const at = tail.search(/<legacyDrawing\b|<tableParts\b|<extLst>|<\/worksheet>/);
  if (at < 0) throw new Error('exceljs wrote no end of the sheet');
  return `${tail.slice(0, at)}<drawing r:id="rIdDrawing"/>${tail.slice(at)}`;
}

function drawingXml(sheet: PaperSheet): string {
  const frames = (sheet.charts ?? []).map(({ chart, anchor }, i) => {
    const name = `name="Chart ${i + 1}" descr="${escapeXml(cleanText(chart.title).replaceAll('\n', ' '))}"`;
    return [
      `<xdr:twoCellAnchor editAs="oneCell">${corners(anchor)}<xdr:graphicFrame macro=""><xdr:nvGraphicFramePr>`,
      `<xdr:cNvPr id="${i + 2}" ${name}/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>`,
      '<xdr:xfrm><a:off x="0" y="0"/><a:ext cx="0" cy="0"/></xdr:xfrm>',
      `${chartGraphic(`rId${i + 1}`)}</xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>`,
    ].join('');
  });
  const spaces =
    'xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"';
  return `${xmlHead}<xdr:wsDr ${spaces}>${frames.join('')}</xdr:wsDr>`;
}

/** The chart as a graphic of whatever frame holds it. */
export const chartGraphic = (id: string): string => {
  const space = 'http://schemas.openxmlformats.org/drawingml/2006/chart';
  const chart = `<c:chart xmlns:c="${space}" ${relationshipNamespace} r:id="${id}"/>`;
  return `<a:graphic><a:graphicData uri="${space}">${chart}</a:graphicData></a:graphic>`;
};

/** From the corner of the first cell to that behind the last. */
function corners({ top, left, bottom, right }: Range): string {
  const corner = (name: string, col: number, row: number) =>
    `<xdr:${name}><xdr:col>${col}</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>${row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:${name}>`;
  return corner('from', left, top) + corner('to', right + 1, bottom + 1);
}

// ───────────────────────────── packages ─────────────────────────────

const put = (parts: Record<string, Uint8Array>, name: string, xml: string): void => {
  parts[name] = strToU8(xml);
};

/** Says the type of a part. */
export function override(parts: Record<string, Uint8Array>, name: string, type: string): void {
  edit(parts, '[Content_Types].xml', '</Types>', `<Override PartName="/${name}" ContentType="${type}"/>`);
}

/** Adds a relationship; the part that holds them need not exist. */
export function relate(parts: Record<string, Uint8Array>, rels: string, to: { id: string; type: string; target: string }): void {
  if (!parts[rels]) put(parts, rels, `${xmlHead}<Relationships xmlns="${packageTypes}"></Relationships>`);
  edit(parts, rels, '</Relationships>', `<Relationship Id="${to.id}" Type="${officeTypes}/${to.type}" Target="${to.target}"/>`);
}

/** Puts `more` before the last tag of a part. */
function edit(parts: Record<string, Uint8Array>, name: string, end: string, more: string): void {
  const xml = strFromU8(parts[name] ?? new Uint8Array());
  const at = xml.lastIndexOf(end);
  if (at < 0) throw new Error(`${name} does not end in ${end}`);
  put(parts, name, xml.slice(0, at) + more + xml.slice(at));
}
