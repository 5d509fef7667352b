/** The blocks of a document as paragraphs and tables of the `docx` library. */
import type * as Docx from 'docx';
import type { DocBlock } from '../paper.ts';
import { cleanText } from '../sheets/xml-text.ts';
import type { Lang } from '../types.ts';
import { chartFrame } from './charts.ts';
import { type Entry, entryOf, headingOf } from './contents.ts';
import { gridOf } from './grid.ts';
import { densePadding, denseSize, type FontPair, fonts, padding, rowHeight, type Size, sizes } from './look.ts';
import type { Laid } from './pages.ts';
import { type Form, formWidths, type Rows, tableWidths } from './widths.ts';

type Child = Docx.Paragraph | Docx.Table;
type Signatures = Extract<DocBlock, { kind: 'signatures' }>;
export type Blocks = ReturnType<typeof blocksFor>;

interface Style {
  readonly size: Size;
  readonly font?: FontPair;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right' | 'both';
  readonly indent?: boolean;
  readonly keepNext?: boolean;
  readonly newPage?: boolean;
  readonly above?: number;
  readonly below?: number;
}

/** Builders of the blocks in a language, for a page with so much room between its margins. */
export function blocksFor(d: typeof Docx, lang: Lang, textWidth: number) {
  const spacing = (size: Size, above = 0, below = 0) => ({ line: size.line, lineRule: d.LineRuleType.EXACT, before: above, after: below });

  function paragraph(text: string, style: Style): Docx.Paragraph {
    const { font } = style;
    return new d.Paragraph({
      spacing: spacing(style.size, style.above, style.below),
      alignment: style.align ?? 'left',
      keepNext: style.keepNext ?? false,
      pageBreakBefore: style.newPage ?? false,
      // Two characters, as Chinese paragraphs begin.
      ...(style.indent ? { indent: { firstLine: style.size.half * 20 } } : {}),
      children: cleanText(text)
        .split('\n')
        .map(
          (line, i) =>
            new d.TextRun({
              text: line,
              size: style.size.half,
              bold: style.bold ?? false,
              ...(i > 0 ? { break: 1 } : {}),
              ...(font ? { font: { ascii: font.latin, hAnsi: font.latin, cs: font.latin, eastAsia: font.eastAsia } } : {}),
            }),
        ),
    });
  }
  const headingStyle = {
    size: sizes.heading,
    font: fonts[lang].heading,
    bold: lang === 'en',
    keepNext: true,
    above: 120,
    below: 40,
  } as const;
  const gap = (newPage = false) => paragraph('', { size: sizes.gap, newPage });
  const title = (text: string, newPage = false) =>
    paragraph(text, { size: sizes.title, font: fonts[lang].title, bold: true, align: 'center', keepNext: true, newPage, below: 120 });

  const line = { style: d.BorderStyle.SINGLE, size: 6, color: '000000' };
  const none = { style: d.BorderStyle.NONE, size: 0, color: 'auto' };
  const around = (b: typeof line | typeof none) => ({ top: b, bottom: b, left: b, right: b });

  function cell(
    paragraphs: readonly Docx.Paragraph[],
    width: number,
    span: number,
    center: boolean,
    bordered = true,
    inside: { readonly side: number; readonly above: number } = padding,
  ): Docx.TableCell {
    return new d.TableCell({
      children: paragraphs,
      width: { size: width, type: d.WidthType.DXA },
      columnSpan: span,
      verticalAlign: center ? d.VerticalAlignTable.CENTER : d.VerticalAlignTable.TOP,
      borders: around(bordered ? line : none),
      margins: { left: inside.side, right: inside.side, top: inside.above, bottom: inside.above, marginUnitType: d.WidthType.DXA },
    });
  }
  const table = (columns: readonly number[], rows: readonly Docx.TableRow[], bordered = true) =>
    new d.Table({
      width: { size: textWidth, type: d.WidthType.DXA },
      columnWidths: columns,
      layout: d.TableLayoutType.FIXED,
      borders: { ...around(bordered ? line : none), insideHorizontal: bordered ? line : none, insideVertical: bordered ? line : none },
      rows,
    });

  function form(block: Form, from: number, to: number): Child[] {
    const grid = gridOf(formWidths(block, lang, textWidth), textWidth);
    const widthOf = (at: { from: number; to: number }) => grid.columns.slice(at.from, at.to).reduce((sum, w) => sum + w, 0);
    const rows = block.rows.map((row, r) => {
      const at = [...(grid.rows[r] ?? [])];
      return new d.TableRow({
        cantSplit: row.every((c) => linesOf(c) <= wholeRow),
        height: { value: rowHeight, rule: d.HeightRule.ATLEAST },
        children: row.flatMap((c) => {
          const places = at.splice(0, c.label === '' ? 1 : 2);
          return places.map((p, i) => {
            const isLabel = i === 0 && c.label !== '';
            const content = isLabel ? [paragraph(c.label, { size: sizes.cell, bold: true, align: 'center' })] : written(c);
            return cell(content, widthOf(p), p.to - p.from, isLabel || (c.room ?? 0) === 0);
          });
        }),
      });
    });
    return [table(grid.columns, rows.slice(from, to)), gap()];
  }

  /** What is known, a paragraph a line, and the room beneath it. */
  function written({ value, room = 0 }: Form['rows'][number][number]): Docx.Paragraph[] {
    const lines = value === '' && room > 0 ? [] : value.split('\n');
    return [...lines, ...Array.from({ length: room }, () => '')].map((text) => paragraph(text, { size: sizes.cell }));
  }

  function grid(block: Rows, from: number, to: number): Child[] {
    const columns = tableWidths(block, textWidth);
    const all = block.columns.reduce((sum, c) => sum + c.width, 0);
    const inside = block.dense ? densePadding : padding;
    const size = block.dense ? denseSize(all, textWidth - 2 * inside.side * columns.length) : sizes.cell;
    const row = (texts: readonly string[], head: boolean) =>
      new d.TableRow({
        cantSplit: true,
        tableHeader: head,
        children: texts.map((text, i) => {
          const align = head ? 'center' : (block.columns[i]?.align ?? 'left');
          const lines = text.split('\n').map((t) => paragraph(t, { size, bold: head, align }));
          return cell(lines, columns[i] ?? 0, 1, true, true, inside);
        }),
      });
    return [
      table(columns, [
        row(
          block.columns.map((c) => c.header),
          true,
        ),
        ...block.rows.slice(from, to).map((r) => row(r, false)),
      ]),
      gap(),
    ];
  }

  /** Two abreast, or three, each a line to sign on and its date beneath; a row never splits, and all rows stay together. */
  function signatures(block: Signatures, newPage: boolean): Child[] {
    const abreast = block.labels.length === 3 ? 3 : 2;
    const width = Math.floor(textWidth / abreast);
    const widths = Array.from({ length: abreast }, (_, i) => (i < abreast - 1 ? width : textWidth - width * (abreast - 1)));
    const rows = inRows(block.labels, abreast).map((labels, r, all) => {
      const keepNext = r < all.length - 1;
      const cells = widths.map((w, i) => {
        const label = labels[i];
        const content = label === undefined ? [] : [signature(label, w), paragraph(block.date, { size: sizes.cell, keepNext })];
        return cell(content.length > 0 ? content : [paragraph('', { size: sizes.cell })], w, 1, false, false);
      });
      return new d.TableRow({ cantSplit: true, children: cells });
    });
    return [paragraph('', { size: sizes.small, keepNext: true, newPage }), table(widths, rows, false), gap()];
  }
  /** The colon belongs to the line, not to the label. */
  const colon = lang === 'en' ? ':' : '：';
  const signature = (label: string, width: number) =>
    new d.Paragraph({
      keepNext: true,
      spacing: spacing(sizes.body, 120, 0),
      tabStops: [{ type: d.TabStopType.RIGHT, position: width - 3 * padding.side, leader: d.LeaderType.UNDERSCORE }],
      children: [
        new d.TextRun({ text: `${cleanText(label)}${colon}`, size: sizes.cell.half }),
        new d.TextRun({ children: ['\t'], size: sizes.cell.half }),
      ],
    });

  /** @param entries headings of the document with their pages, if it lists them; @param at which of them, or which chart, this is */
  function block({ block: b, newPage, rows }: Laid, entries: readonly Entry[] | null, at: number): Child[] {
    const { from = 0, to } = rows ?? {};
    /** A table begins a page by the paragraph above it. */
    const below = (all: Child[]) => (newPage ? [gap(true), ...all] : all);
    switch (b.kind) {
      case 'heading':
        return [headingOf(d, b, newPage, entries === null ? null : at)];
      case 'paragraph': {
        const style = { size: b.small ? sizes.small : sizes.body, indent: b.indent ?? false, align: b.align ?? 'left', newPage } as const;
        return [paragraph(b.text, style)];
      }
      case 'form':
        return below(form(b, from, to ?? b.rows.length));
      case 'table':
        return below(grid(b, from, to ?? b.rows.length));
      case 'signatures':
        return signatures(b, newPage);
      case 'contents': {
        const lines = (entries ?? []).slice(from, to).map((e, i) => entryOf(d, e, from + i, newPage && from > 0 && i === 0));
        return from > 0 ? lines : [paragraph(b.title, { ...headingStyle, align: 'center', newPage }), ...lines];
      }
      case 'chart':
        return [chartFrame(d, b, at, newPage)];
      case 'page-break':
        return [new d.Paragraph({ children: [new d.PageBreak()] })];
      case 'title':
        return [title(b.text, true)];
    }
  }
  return { block, title, gap, spacing };
}

/** A row with up to so many lines stays on one page. */
const wholeRow = 14;
const linesOf = (c: Form['rows'][number][number]) => c.value.split('\n').length + (c.room ?? 0);

const inRows = <T>(all: readonly T[], width: number): T[][] =>
  Array.from({ length: Math.ceil(all.length / width) }, (_, i) => all.slice(i * width, (i + 1) * width));
