/** A document → bytes of a .docx. `docx` builds the markup and is loaded here, when first needed; what it leaves to clock and chance is settled after. */
import type * as Docx from 'docx';
import { strFromU8, strToU8, unzipSync } from 'fflate';
import type { Doc } from '../paper.ts';
import { fixedZip } from '../sheets/fixed-zip.ts';
import { cleanText } from '../sheets/xml-text.ts';
import { type Blocks, blocksFor } from './blocks.ts';
import { addCharts } from './charts.ts';
import { entryStyles, headingStyles } from './contents.ts';
import { across, eastAsian, fonts, sizes, standIns, textWidth, upright } from './look.ts';
import { paged, unpaged } from './pages.ts';

/**
 * Writes a document: the same `doc` gives the same bytes on every machine and day. No person is named in its
 * properties, whose title is that of the document.
 */
export async function writeDocx(doc: Doc): Promise<Uint8Array> {
  const d = await import('docx');
  const page = doc.across ? across : upright;
  const blocks = blocksFor(d, doc.lang, textWidth(page));
  const lists = doc.blocks.some((b) => b.kind === 'contents');
  if (lists && doc.across) throw new Error('pages that lie across are not counted beforehand: they have no contents');
  const file = new d.Document({
    title: cleanText(doc.title),
    creator: 'appraise',
    lastModifiedBy: 'appraise',
    styles: {
      default: {
        document: { run: bodyRun(doc), paragraph: { spacing: { line: sizes.body.line, lineRule: d.LineRuleType.EXACT } } },
        ...headingStyles(d, doc.lang),
      },
      paragraphStyles: lists ? entryStyles(d) : [],
    },
    sections: [
      {
        properties: {
          page: {
            // The library turns the page itself.
            size: {
              width: upright.width,
              height: upright.height,
              orientation: doc.across ? d.PageOrientation.LANDSCAPE : d.PageOrientation.PORTRAIT,
            },
            margin: page.margin,
          },
        },
        footers: { default: footer(d, blocks, doc, textWidth(page)) },
        children: [blocks.title(doc.title), ...written(blocks, doc, lists)],
      },
    ],
  });
  const parts = settle(new Uint8Array(await d.Packer.toArrayBuffer(file)));
  await addCharts(parts, doc);
  return fixedZip(parts);
}

/** All blocks, by pages where contents tell them. */
function written(blocks: Blocks, doc: Doc, lists: boolean): ReturnType<Blocks['block']> {
  const laid = lists ? paged(doc) : unpaged(doc);
  const entries = lists ? laid.flatMap(({ block, page }) => (block.kind === 'heading' ? [{ heading: block, page: page ?? 1 }] : [])) : null;
  const met = new Map<string, number>();
  return laid.flatMap((l) => {
    const at = met.get(l.block.kind) ?? 0;
    met.set(l.block.kind, at + 1);
    return blocks.block(l, entries, at);
  });
}

const bodyRun = (doc: Doc) => {
  const { body } = fonts[doc.lang];
  return {
    font: { ascii: body.latin, hAnsi: body.latin, cs: body.latin, eastAsia: body.eastAsia },
    size: sizes.body.half,
    // Latin letters are in no Chinese: else some programs break words and dates anywhere.
    language: { value: 'en-GB', eastAsia: eastAsian[doc.lang] },
  };
};

/** What the document is, and `2 / 3`. */
function footer(d: typeof Docx, blocks: Blocks, doc: Doc, width: number): Docx.Footer {
  const size = sizes.small.half;
  return new d.Footer({
    children: [
      new d.Paragraph({
        tabStops: [{ type: d.TabStopType.RIGHT, position: width }],
        spacing: blocks.spacing(sizes.small),
        children: [
          new d.TextRun({ text: cleanText(doc.foot), size }),
          new d.TextRun({ children: [new d.Tab()], size }),
          ...[d.PageNumber.CURRENT, ' / ', d.PageNumber.TOTAL_PAGES].map((part) => new d.TextRun({ children: [part], size })),
        ],
      }),
    ],
  });
}

const fixedDay = '2000-01-01T00:00:00Z';

/** The parts with fixed dates and the table of fonts. */
function settle(bytes: Uint8Array): Record<string, Uint8Array> {
  const parts = unzipSync(bytes);
  edit(parts, 'docProps/core.xml', (xml) =>
    xml.replace(/(<dcterms:(created|modified)[^>]*>)[^<]*/g, (_, open: string) => `${open}${fixedDay}`),
  );
  edit(parts, 'word/fontTable.xml', (xml) =>
    xml.replace(/(<w:fonts[^>]*?)\s*\/>$/, (_, open: string) => `${open}>${fontTable()}</w:fonts>`),
  );
  edit(parts, 'word/footer1.xml', (xml) => xml.replace(fieldRun, (_, look: string, instruction: string) => fieldRuns(look, instruction)));
  return withoutFolders(parts);
}

/** Folders are no parts of a package. */
const withoutFolders = (parts: Record<string, Uint8Array>) =>
  Object.fromEntries(Object.entries(parts).filter(([name]) => !name.endsWith('/')));

/** A field as docx writes it, in one run and without a result: some programs then show it in a look of their own. */
const fieldRun =
  /<w:r>(<w:rPr>(?:(?!<\/w:rPr>).)*<\/w:rPr>)<w:fldChar w:fldCharType="begin"\/>(<w:instrText[^>]*>[A-Z]+<\/w:instrText>)<w:fldChar w:fldCharType="separate"\/><w:fldChar w:fldCharType="end"\/><\/w:r>/g;

/** The same as Word itself writes it: each part in a run, with a result that is counted anew when the document is shown. */
function fieldRuns(look: string, instruction: string): string {
  const mark = (kind: string) => `<w:fldChar w:fldCharType="${kind}"/>`;
  return [mark('begin'), instruction, mark('separate'), '<w:t>1</w:t>', mark('end')].map((part) => `<w:r>${look}${part}</w:r>`).join('');
}

function edit(parts: Record<string, Uint8Array>, name: string, change: (xml: string) => string): void {
  const part = parts[name];
  if (!part) throw new Error(`docx wrote no ${name}`);
  const before = strFromU8(part);
  const after = change(before);
  if (after === before) throw new Error(`docx wrote ${name} otherwise than expected`);
  parts[name] = strToU8(after);
}

const fontTable = (): string =>
  Object.entries(standIns)
    .map(([name, other]) => `<w:font w:name="${name}"><w:altName w:val="${other}"/><w:charset w:val="86"/></w:font>`)
    .join('');
