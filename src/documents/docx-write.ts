/**
 * Doc → a Word document (.docx), A4, upright. The same Doc gives the same bytes, whatever the machine and the day; no person is
 * named in its properties.
 *
 * docx carries it, pinned to 9.7.1: later ones warn below Node 22. Runner-up docxtemplater, which fills forms but draws none.
 * It is loaded here, when first needed.
 */
import type { IParagraphOptions, Paragraph, Table } from 'docx';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import { fixedZip } from '../sheets/fixed-zip.ts';
import type { Doc, DocBlock, Lang } from '../types.ts';

type Docx = typeof import('docx');

/** Twentieths of a point, as Word measures. */
const page = { width: 11906, height: 16838, margin: { top: 1250, bottom: 1150, left: 1300, right: 1300 } };
const textWidth = page.width - page.margin.left - page.margin.right;
/** Half points. */
const sizes = { title: 36, heading: 26, text: 24, small: 19, foot: 18 };
const fonts: Readonly<Record<Lang, { readonly title: string; readonly text: string }>> = {
  'zh-Hans': { title: '黑体', text: '仿宋' },
  'zh-Hant': { title: '黑體', text: '新細明體' },
  en: { title: 'Arial', text: 'Times New Roman' },
};
const line = { style: 'single' as const, size: 6, color: '404040' };
const bordered = { top: line, bottom: line, left: line, right: line, insideHorizontal: line, insideVertical: line };

/** Writes the document. */
export async function writeDocx(doc: Doc): Promise<Uint8Array> {
  const d = await import('docx');
  const font = fonts[doc.lang];
  const run = { font: { ascii: font.text, hAnsi: font.text, eastAsia: font.text }, size: sizes.text };
  const document = new d.Document({
    title: doc.title,
    creator: 'appraise',
    lastModifiedBy: 'appraise',
    styles: { default: { document: { run, paragraph: { spacing: { line: 320 } } } } },
    sections: [
      {
        properties: { page: { size: { width: page.width, height: page.height }, margin: page.margin } },
        footers: { default: new d.Footer({ children: [foot(d, doc)] }) },
        children: [title(d, doc, font.title), ...doc.blocks.flatMap((b) => block(d, b, font.title))],
      },
    ],
  });
  return withoutDates(new Uint8Array(await d.Packer.toBuffer(document)));
}

const core = 'docProps/core.xml';
const moment = '2000-01-01T00:00:00Z';

/** When it was made stands in its properties: one fixed moment instead. */
function withoutDates(bytes: Uint8Array): Uint8Array {
  const parts = unzipSync(bytes);
  const properties = parts[core];
  if (!properties) throw new Error(`docx wrote no ${core}`);
  parts[core] = strToU8(strFromU8(properties).replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${moment}`));
  return fixedZip(parts);
}

function title(d: Docx, doc: Doc, font: string): Paragraph {
  return new d.Paragraph({
    alignment: d.AlignmentType.CENTER,
    spacing: { after: 200, line: 480 },
    keepNext: true,
    children: [new d.TextRun({ text: doc.title, bold: true, size: sizes.title, font: { ascii: font, hAnsi: font, eastAsia: font } })],
  });
}

function foot(d: Docx, { foot: text }: Doc): Paragraph {
  return new d.Paragraph({
    alignment: d.AlignmentType.CENTER,
    children: [
      new d.TextRun({ text: text === '' ? '' : `${text}　`, size: sizes.foot }),
      new d.TextRun({ size: sizes.foot, children: [d.PageNumber.CURRENT, ' / ', d.PageNumber.TOTAL_PAGES] }),
    ],
  });
}

function block(d: Docx, b: DocBlock, titleFont: string): (Paragraph | Table)[] {
  switch (b.kind) {
    case 'heading':
      return [
        new d.Paragraph({
          spacing: { before: 180, after: 80 },
          keepNext: true,
          children: [
            new d.TextRun({
              text: b.text,
              bold: true,
              size: sizes.heading,
              font: { ascii: titleFont, hAnsi: titleFont, eastAsia: titleFont },
            }),
          ],
        }),
      ];
    case 'paragraph':
      return lines(b.text).map((text) => paragraph(d, text, b));
    case 'form':
      return [form(d, b), gap(d)];
    case 'table':
      return [table(d, b), gap(d)];
    case 'signatures':
      return [signatures(d, b), gap(d)];
    case 'page-break':
      return [new d.Paragraph({ children: [new d.PageBreak()] })];
  }
}

const lines = (text: string): string[] => text.split(/\r\n|\r|\n/);
const gap = (d: Docx): Paragraph => new d.Paragraph({ spacing: { line: 120, lineRule: d.LineRuleType.EXACT }, children: [] });

function paragraph(
  d: Docx,
  text: string,
  { align = 'left', indent, small }: Omit<Extract<DocBlock, { kind: 'paragraph' }>, 'kind' | 'text'>,
): Paragraph {
  const alignment = { left: d.AlignmentType.LEFT, center: d.AlignmentType.CENTER, right: d.AlignmentType.RIGHT }[align];
  const size = small ? sizes.small : sizes.text;
  // Two characters, as a Chinese paragraph begins.
  return new d.Paragraph({ alignment, ...(indent ? { indent: { firstLine: size * 20 } } : {}), children: [new d.TextRun({ text, size })] });
}

const cellMargins = { top: 50, bottom: 50, left: 90, right: 90 };

function cellText(d: Docx, text: string, options: IParagraphOptions = {}, size = 22): Paragraph[] {
  return lines(text).map((t) => new d.Paragraph({ spacing: { line: 290 }, ...options, children: [new d.TextRun({ text: t, size })] }));
}

/** Each row by itself: as many pairs of label and value as it has, over the whole width. */
function form(d: Docx, { rows }: Extract<DocBlock, { kind: 'form' }>): Table {
  // A grid of twelve columns, so that rows of one, two, three or four pairs stand in one table.
  const grid = 12;
  const unit = Math.floor(textWidth / grid);
  const label = 2;
  return new d.Table({
    width: { size: unit * grid, type: d.WidthType.DXA },
    columnWidths: Array.from({ length: grid }, () => unit),
    layout: d.TableLayoutType.FIXED,
    borders: bordered,
    rows: rows.map((pairs) => {
      const span = Math.floor(grid / Math.max(1, pairs.length));
      return new d.TableRow({
        cantSplit: true,
        children: pairs.flatMap((p) => {
          const room = Array.from({ length: p.room ?? 0 }, () => new d.Paragraph({ children: [] }));
          return [
            new d.TableCell({
              columnSpan: label,
              width: { size: unit * label, type: d.WidthType.DXA },
              verticalAlign: d.VerticalAlignTable.CENTER,
              margins: cellMargins,
              shading: { type: d.ShadingType.CLEAR, fill: 'F2F2F2', color: 'auto' },
              children: cellText(d, p.label, { alignment: d.AlignmentType.CENTER }),
            }),
            new d.TableCell({
              columnSpan: span - label,
              width: { size: unit * (span - label), type: d.WidthType.DXA },
              verticalAlign: p.room === undefined ? d.VerticalAlignTable.CENTER : d.VerticalAlignTable.TOP,
              margins: cellMargins,
              children: [...cellText(d, p.value), ...room],
            }),
          ];
        }),
      });
    }),
  });
}

function table(d: Docx, { columns, rows }: Extract<DocBlock, { kind: 'table' }>): Table {
  const all = columns.reduce((s, c) => s + c.width, 0);
  const widths = columns.map((c) => Math.floor((textWidth * c.width) / all));
  const row = (cells: readonly string[], head: boolean) =>
    new d.TableRow({
      cantSplit: true,
      tableHeader: head,
      children: cells.map(
        (t, i) =>
          new d.TableCell({
            width: { size: widths[i] ?? 0, type: d.WidthType.DXA },
            margins: cellMargins,
            verticalAlign: d.VerticalAlignTable.CENTER,
            ...(head ? { shading: { type: d.ShadingType.CLEAR, fill: 'F2F2F2', color: 'auto' } } : {}),
            children: cellText(d, t, head ? { alignment: d.AlignmentType.CENTER } : {}, 20),
          }),
      ),
    });
  return new d.Table({
    width: { size: widths.reduce((a, b) => a + b, 0), type: d.WidthType.DXA },
    columnWidths: widths,
    layout: d.TableLayoutType.FIXED,
    borders: bordered,
    rows: [
      row(
        columns.map((c) => c.header),
        true,
      ),
      ...rows.map((r) => row(r, false)),
    ],
  });
}

/** Two beside each other, each with a line to sign on and its date beneath. */
function signatures(d: Docx, { labels, date }: Extract<DocBlock, { kind: 'signatures' }>): Table {
  const none = { style: 'none' as const, size: 0, color: 'FFFFFF' };
  const half = Math.floor(textWidth / 2);
  const pairs = Array.from({ length: Math.ceil(labels.length / 2) }, (_, i) => labels.slice(i * 2, i * 2 + 2));
  return new d.Table({
    width: { size: half * 2, type: d.WidthType.DXA },
    columnWidths: [half, half],
    layout: d.TableLayoutType.FIXED,
    borders: { top: none, bottom: none, left: none, right: none, insideHorizontal: none, insideVertical: none },
    rows: pairs.map(
      (pair) =>
        new d.TableRow({
          cantSplit: true,
          children: [0, 1].map(
            (i) =>
              new d.TableCell({
                width: { size: half, type: d.WidthType.DXA },
                margins: { ...cellMargins, top: 160 },
                children:
                  pair[i] === undefined
                    ? [new d.Paragraph({ children: [] })]
                    : [...cellText(d, `${pair[i]}：`), ...cellText(d, date, { spacing: { before: 120 } })],
              }),
          ),
        }),
    ),
  });
}
