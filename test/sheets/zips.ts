import { strToU8, type Zippable, zipSync } from 'fflate';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const rels = (inner: string) =>
  `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;

export const rowsXml = (rows: string, more = '') => `${head}<worksheet ${main}><sheetData>${rows}</sheetData>${more}</worksheet>`;

export interface Parts {
  readonly sheet?: string;
  readonly strings?: string;
  readonly styles?: string;
  /** Parts to add or, by the same name, to put instead. */
  readonly other?: Readonly<Record<string, string | Uint8Array>>;
}

/** The parts of a workbook with one sheet, by name. */
export function partsOf({ sheet = rowsXml(''), strings = '', styles = '', other = {} }: Parts): Record<string, string | Uint8Array> {
  return {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
    '_rels/.rels': rels(`<Relationship Id="rId1" Type="${rel}/officeDocument" Target="xl/workbook.xml"/>`),
    'xl/workbook.xml': `${head}<workbook ${main} xmlns:r="${rel}"><sheets><sheet name="一" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': rels(
      `<Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/>` +
        `<Relationship Id="rId2" Type="${rel}/sharedStrings" Target="/xl/sharedStrings.xml"/>` +
        `<Relationship Id="rId3" Type="${rel}/styles" Target="styles.xml"/>`,
    ),
    'xl/worksheets/sheet1.xml': sheet,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${strings}</sst>`,
    'xl/styles.xml': `${head}<styleSheet ${main}>${styles || '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>'}</styleSheet>`,
    ...other,
  };
}

/** An .xlsx of hand-written parts. */
export function xlsxOf(parts: Parts, level: 0 | 6 = 6): Uint8Array {
  return zipOf(partsOf(parts), level);
}

export function zipOf(parts: Readonly<Record<string, string | Uint8Array>>, level: 0 | 6 = 6): Uint8Array {
  const all: Zippable = {};
  for (const [name, part] of Object.entries(parts)) all[name] = typeof part === 'string' ? strToU8(part) : part;
  return zipSync(all, { level });
}

/** Where `text` (Latin-1) stands in the bytes, from `from` on. */
export function indexOfText(bytes: Uint8Array, text: string, from = 0): number {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).indexOf(text, from, 'latin1');
}
