/** Headings that programs know as such, and the contents that lead to them. */
import type * as Docx from 'docx';
import type { DocBlock } from '../paper.ts';
import { cleanText } from '../sheets/xml-text.ts';
import type { Lang } from '../types.ts';
import { fonts, sizes, uprightWidth } from './look.ts';

type Heading = Extract<DocBlock, { kind: 'heading' }>;

/** A heading as contents list it. */
export interface Entry {
  readonly heading: Heading;
  readonly page: number;
}

/** Where contents lead: a name that Word gives to such marks itself. */
const markOf = (index: number) => `_Toc${String(index + 1).padStart(9, '0')}`;

/** A heading; with the mark that contents point to where there are any. */
export function headingOf(d: typeof Docx, { text, level }: Heading, newPage: boolean, index: number | null): Docx.Paragraph {
  const runs = cleanText(text)
    .split('\n')
    .map((line, i) => new d.TextRun({ text: line, ...(i > 0 ? { break: 1 } : {}) }));
  return new d.Paragraph({
    heading: level === 2 ? d.HeadingLevel.HEADING_2 : d.HeadingLevel.HEADING_1,
    ...(newPage ? { pageBreakBefore: true } : {}),
    // docx's own Bookmark numbers all of them 1.
    children: index === null ? runs : [new d.BookmarkStart(markOf(index), index + 1), ...runs, new d.BookmarkEnd(index + 1)],
  });
}

/**
 * A line of the contents. Its page is a field that points to the heading: LibreOffice counts it anew whenever it lays out the document,
 * Word where it is asked to; the number that stands in it is right already (`pages.ts`).
 */
export function entryOf(d: typeof Docx, { heading, page }: Entry, index: number, newPage: boolean): Docx.Paragraph {
  const mark = markOf(index);
  const run = (name: string, attributes: Record<string, string>, text?: string) => {
    const [whole, part] = [new d.ImportedXmlComponent('w:r'), new d.ImportedXmlComponent(name, attributes)];
    if (text !== undefined) part.push(text);
    whole.push(part);
    return whole;
  };
  const field = (kind: string) => run('w:fldChar', { 'w:fldCharType': kind });
  const number = [
    field('begin'),
    run('w:instrText', { 'xml:space': 'preserve' }, ` PAGEREF ${mark} \\h `),
    field('separate'),
    run('w:t', {}, String(page)),
    field('end'),
  ];
  return new d.Paragraph({
    style: heading.level === 2 ? 'TOC2' : 'TOC1',
    ...(newPage ? { pageBreakBefore: true } : {}),
    children: [
      new d.InternalHyperlink({
        anchor: mark,
        children: [
          new d.TextRun({ text: cleanText(heading.text).replaceAll('\n', ' ') }),
          new d.TextRun({ children: [new d.Tab()] }),
          ...number,
        ],
      }),
    ],
  });
}

/** The looks of headings, which a program can change in one place. */
export function headingStyles(d: typeof Docx, lang: Lang): Pick<NonNullable<Docx.IStylesOptions['default']>, 'heading1' | 'heading2'> {
  const { latin, eastAsia } = fonts[lang].heading;
  const run = { font: { ascii: latin, hAnsi: latin, cs: latin, eastAsia }, bold: lang === 'en', color: '000000' };
  const style = (level: number, half: number) => ({
    run: { ...run, size: half },
    paragraph: {
      spacing: { line: sizes.heading.line, lineRule: d.LineRuleType.EXACT, before: 120, after: 40 },
      keepNext: true,
      outlineLevel: level,
    },
  });
  return { heading1: style(0, sizes.heading.half), heading2: style(1, sizes.body.half) };
}

/** The looks of the lines of contents, by the names that Word knows them by. */
export function entryStyles(d: typeof Docx): Docx.IParagraphStyleOptions[] {
  return [1, 2].map((level) => ({
    id: `TOC${level}`,
    name: `toc ${level}`,
    basedOn: 'Normal',
    next: 'Normal',
    paragraph: {
      spacing: { line: sizes.body.line, lineRule: d.LineRuleType.EXACT },
      indent: { left: (level - 1) * 2 * sizes.body.half * 10 },
      tabStops: [{ type: d.TabStopType.RIGHT, position: uprightWidth, leader: d.LeaderType.DOT }],
    },
  }));
}
