// A workbook's content written as .xlsx in any of the many ways that are legal and mean the same.

import type { Cell, Sheet } from '../../src/book.ts';
import { a1Of } from '../support/a1.ts';
import { Chance } from '../support/chance.ts';
import { type Dress, dressBy, dressXml, plainDress } from './rewrite-xml.ts';
import { writeZip, type ZipPart, type ZipWays } from './rewrite-zip.ts';

/** How a whole workbook is written. Where a way concerns single cells, chance decides cell by cell. */
export interface Ways {
  readonly seed: number;
  readonly texts: 'shared' | 'inline' | 'str' | 'mixed';
  /** `r=` on rows and cells wherever their place does not follow from order. */
  readonly refs: 'all' | 'none' | 'mixed';
  readonly spans: boolean;
  /** Rich runs and readings in texts; empty string items among the shared ones. */
  readonly rich: boolean;
  readonly emptyItems: boolean;
  readonly dimension: 'right' | 'none' | 'lying';
  readonly date1904: boolean;
  readonly folder: string;
  readonly partCase: boolean;
  readonly absolute: boolean;
  /** Numbers with 17 digits, exponents, needless zeros, white space. */
  readonly numbers: boolean;
  /** Empty styled cells and rows, up to the last row. */
  readonly phantoms: boolean;
  readonly countsLie: boolean;
  readonly extraParts: boolean;
  readonly zip: 'plain' | 'stored' | 'descriptors' | 'zip64' | 'mixed';
  readonly shuffleParts: boolean;
  readonly dress: Dress;
}

export const plainWays: Ways = {
  seed: 1,
  texts: 'shared',
  refs: 'all',
  spans: false,
  rich: false,
  emptyItems: false,
  dimension: 'right',
  date1904: false,
  folder: 'xl',
  partCase: false,
  absolute: false,
  numbers: false,
  phantoms: false,
  countsLie: false,
  extraParts: false,
  zip: 'plain',
  shuffleParts: false,
  dress: plainDress,
};

/** Any way, by chance. */
export function waysBy(c: Chance): Ways {
  return {
    seed: c.below(2 ** 30),
    texts: c.pick(['shared', 'inline', 'str', 'mixed'] as const),
    refs: c.pick(['all', 'none', 'mixed'] as const),
    spans: c.once(2),
    rich: c.once(2),
    emptyItems: c.once(2),
    dimension: c.pick(['right', 'none', 'lying'] as const),
    date1904: c.once(3),
    folder: c.pick(['xl', 'xl', 'XL', 'data/工作簿', 'office']),
    partCase: c.once(3),
    absolute: c.once(3),
    numbers: c.once(2),
    phantoms: c.once(3),
    countsLie: c.once(3),
    extraParts: c.once(3),
    zip: c.pick(['plain', 'stored', 'descriptors', 'zip64', 'mixed'] as const),
    shuffleParts: c.once(2),
    dress: c.once(2) ? plainDress : dressBy(c),
  };
}

export const waysOf = (seed: number): Ways => waysBy(new Chance(seed));

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const escapeText = (text: string) =>
  text.replace(/[&<>"]/g, (x) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[x] as string);
/** What XML cannot hold or would change, in the way of spreadsheets. */
const guard = (text: string) =>
  text
    .replace(/_(?=x[\dA-Fa-f]{4}_)/g, '_x005F_')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is guarded
    .replace(/[\u0000-\u0008\u000b-\u001f\ufffe\uffff]/g, (x) => `_x${x.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`);

const days1904 = 1462;

class Writer {
  readonly c: Chance;
  readonly strings: string[] = [];
  private readonly known = new Map<string, number>();
  constructor(readonly ways: Ways) {
    this.c = new Chance(ways.seed);
  }

  /** `<t>`, whole or in runs, with readings. */
  private text(text: string): string {
    const t = (s: string) => `<t${/^\s|\s$|\n/.test(s) || this.c.once(4) ? ' xml:space="preserve"' : ''}>${escapeText(guard(s))}</t>`;
    if (!this.ways.rich || this.c.once(2) || /_x[\dA-Fa-f]{0,4}/.test(text)) return t(text);
    const chars = [...text];
    const cut = this.c.below(chars.length + 1);
    const runs = [chars.slice(0, cut).join(''), chars.slice(cut).join('')];
    const run = (s: string) => `<r><rPr><b/><sz val="11"/></rPr>${t(s)}</r>`;
    return `${runs.map(run).join('')}<rPh sb="0" eb="1"><t>dú yīn</t></rPh><phoneticPr fontId="1"/>`;
  }

  private index(text: string): number {
    const { known, strings, ways, c } = this;
    const at = known.get(text);
    if (at !== undefined && !c.once(5)) return at;
    if (ways.emptyItems && c.once(4))
      strings.push(c.pick(['<si/>', '<si><t/></si>', '<si></si>', '<si><t xml:space="preserve">别</t></si>']));
    strings.push(`<si>${this.text(text)}</si>`);
    known.set(text, strings.length - 1);
    return strings.length - 1;
  }

  private number(cell: Cell): string {
    const exact = cell.shortest ?? cell.value;
    const x = Number(exact) - (cell.kind === 'date' && this.ways.date1904 ? days1904 : 0);
    const plain = String(x);
    if (!this.ways.numbers || this.c.once(3)) return plain;
    return this.c.pick([
      x.toPrecision(17),
      x.toExponential(),
      x.toExponential().toUpperCase(),
      `${plain.includes('e') ? x.toPrecision(17) : plain.includes('.') ? `${plain}0` : `${plain}.0`}`,
      ` ${plain} `,
    ]);
  }

  private cell(cell: Cell, place: string): string {
    const style = cell.kind === 'date' ? this.c.pick([1, 2]) : cell.percent ? this.c.pick([3, 4]) : this.c.pick([0, 0, 5]);
    const s = style === 0 && this.c.once(2) ? '' : ` s="${style}"`;
    const f = cell.formula ? this.c.pick(['<f>1+1</f>', '<f t="shared" si="0"/>', '<f ca="1">IF(A1&lt;2,"&amp;","")</f>']) : '';
    const of = (t: string, inner: string) => `<c${place}${s}${t === '' ? '' : ` t="${t}"`}>${f}${inner}</c>`;
    switch (cell.kind) {
      case 'empty-formula':
        return of('', this.c.pick(['', '<v/>', '<v></v>']));
      case 'boolean':
        return of('b', `<v>${cell.value === 'TRUE' ? 1 : 0}</v>`);
      case 'error':
        return of('e', `<v>${escapeText(cell.value)}</v>`);
      case 'number':
      case 'date':
        return of(this.c.once(3) ? 'n' : '', `<v>${this.number(cell)}</v>`);
      case 'text':
        return this.textCell(cell, of);
    }
  }

  private textCell(cell: Cell, of: (t: string, inner: string) => string): string {
    const { texts } = this.ways;
    const how = cell.formula ? 'str' : texts === 'mixed' ? this.c.pick(['shared', 'inline', 'str'] as const) : texts;
    if (how === 'inline') return of('inlineStr', `<is>${this.text(cell.value)}</is>`);
    if (how === 'shared') return of('s', `<v>${this.index(cell.value)}</v>`);
    return of('str', `<v${/^\s|\s$/.test(cell.value) ? ' xml:space="preserve"' : ''}>${escapeText(guard(cell.value))}</v>`);
  }

  sheet(sheet: Sheet): string {
    const { ways, c } = this;
    const rows = new Map(sheet.rows.map((r) => [r.row, r]));
    const last = sheet.rows.at(-1)?.row ?? -1;
    const out: string[] = [];
    let next = 0;
    // A row that is not there may be written empty: then no r= is needed behind it.
    for (const row of sheet.rows) {
      while (next < row.row && ways.refs !== 'all' && row.row - next < 20) {
        out.push(c.once(2) ? '<row/>' : '<row ht="18" customHeight="1"></row>');
        next++;
      }
      if (ways.phantoms && next < row.row && c.once(2)) {
        out.push(`<row r="${row.row}" s="5" customFormat="1"><c r="A${row.row}" s="5"/></row>`);
        next = row.row;
      }
      out.push(this.row(row, row.row === next && (ways.refs === 'none' || (ways.refs === 'mixed' && c.once(2)))));
      next = row.row + 1;
    }
    if (ways.phantoms)
      for (const r of [last + 2, last + 3, 1_048_576]) out.push(`<row r="${r}" s="5" customFormat="1"><c r="B${r}" s="5"/></row>`);
    const cols = [...sheet.hiddenCols]
      .sort((a, b) => a - b)
      .map((col) => `<col min="${col + 1}" max="${col + 1}" width="9" hidden="${c.pick(['1', 'true'])}"/>`);
    const merges = sheet.merges.map((m) => `<mergeCell ref="${a1Of(m.top, m.left)}:${a1Of(m.bottom, m.right)}"/>`);
    const width = Math.max(0, ...[...rows.values()].map((r) => r.cells.at(-1)?.col ?? 0));
    const dimension = {
      none: '',
      right: `<dimension ref="A1:${a1Of(Math.max(last, 0), width)}"/>`,
      lying: c.pick(['<dimension ref="A1"/>', '<dimension ref="A1:XFD1048576"/>', '<dimension ref="C3:B2"/>']),
    }[ways.dimension];
    return (
      `<worksheet xmlns="${main}" xmlns:r="${rel}">${dimension}<sheetViews><sheetView workbookViewId="0"/></sheetViews>` +
      `${cols.length > 0 ? `<cols>${cols.join('')}</cols>` : ''}<sheetData>${out.join('')}</sheetData>` +
      `${ways.phantoms ? '<autoFilter ref="A1:XFD1048576"/>' : ''}` +
      `${merges.length > 0 ? `<mergeCells count="${ways.countsLie ? 1 : merges.length}">${merges.join('')}</mergeCells>` : ''}` +
      `${ways.phantoms ? '<dataValidations count="1"><dataValidation type="list" sqref="A2:XFD1048576"><formula1>"甲,乙"</formula1></dataValidation></dataValidations>' : ''}` +
      '</worksheet>'
    );
  }

  private row(row: Sheet['rows'][number], implied: boolean): string {
    const { ways, c } = this;
    const cells: string[] = [];
    let next = 0;
    for (const cell of row.cells) {
      const bare = ways.refs === 'none' || (ways.refs === 'mixed' && c.once(2));
      while (bare && next < cell.col && cell.col - next < 40) {
        cells.push(c.once(2) ? '<c/>' : '<c s="5"></c>');
        next++;
      }
      if (ways.phantoms && next < cell.col && c.once(3)) cells.push(`<c r="${a1Of(row.row, cell.col - 1)}" s="5"/>`);
      cells.push(this.cell(cell, bare && next === cell.col ? '' : ` r="${a1Of(row.row, cell.col)}"`));
      next = cell.col + 1;
    }
    const spans = ways.spans ? ` spans="${c.pick(['1:3', '1:16384', `1:${next}`])}"` : '';
    return `<row${implied ? '' : ` r="${row.row + 1}"`}${spans}${row.hidden ? ` hidden="${c.pick(['1', 'true'])}"` : ''}>${cells.join('')}</row>`;
  }
}

const styles =
  `<styleSheet xmlns="${main}"><numFmts count="2"><numFmt numFmtId="170" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="171" formatCode="0.0%"/></numFmts>` +
  '<fonts count="1"><font><sz val="11"/></font></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders>' +
  '<cellStyleXfs count="2"><xf numFmtId="14"/><xf numFmtId="10"/></cellStyleXfs>' +
  '<cellXfs count="6"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="10"/><xf numFmtId="171"/><xf numFmtId="2"/></cellXfs>' +
  '<dxfs count="1"><dxf><numFmt numFmtId="171" formatCode="yyyy"/></dxf></dxfs></styleSheet>';

/** The parts of the workbook by name, before they are dressed and packed. */
export function partsIn(sheets: readonly Sheet[], ways: Ways): Map<string, string> {
  // A time of day does not come through the shift of 1462 days unrounded.
  const shifts = sheets.every((sheet) => sheet.rows.every((r) => r.cells.every((x) => x.kind !== 'date' || /^\d+$/.test(x.value))));
  const w = new Writer({ ...ways, date1904: ways.date1904 && shifts });
  const { c } = w;
  const dir = ways.folder;
  const target = (name: string) => (ways.absolute ? `/${dir}/${name}` : name);
  const bodies = sheets.map((s) => w.sheet(s));
  const partNames = sheets.map((_, i) => (ways.extraParts ? `sheets/表${sheets.length - i}.xml` : `worksheets/sheet${i + 1}.xml`));
  const sst = w.strings.join('');
  const counts = ways.countsLie ? ' count="3" uniqueCount="1"' : ` count="${w.strings.length}" uniqueCount="${w.strings.length}"`;
  const all = new Map<string, string>();
  const types = [
    `<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>`,
    `<Override PartName="/${dir}/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>`,
    ...partNames.map(
      (p) => `<Override PartName="/${dir}/${p}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`,
    ),
    `<Override PartName="/${dir}/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>`,
    `<Override PartName="/${dir}/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>`,
  ];
  all.set('[Content_Types].xml', `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">${types.join('')}</Types>`);
  const rels = (inner: string) =>
    `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${inner}</Relationships>`;
  all.set(
    '_rels/.rels',
    rels(`<Relationship Id="rId1" Type="${rel}/officeDocument" Target="${ways.absolute ? '/' : ''}${dir}/workbook.xml"/>`),
  );
  const state = (s: Sheet) => (s.hidden ? ` state="${c.pick(['hidden', 'veryHidden'])}"` : c.once(4) ? ' state="visible"' : '');
  const tabs = sheets.map(
    (s, i) => `<sheet name="${escapeText(s.name ?? 'Sheet1')}" sheetId="${i + 7}"${state(s)} r:id="${c.pick(['rId', 'R'])}${i + 1}"/>`,
  );
  const ids = tabs.map((t) => /r:id="([^"]*)"/.exec(t)?.[1] as string);
  all.set(
    `${dir}/workbook.xml`,
    `<workbook xmlns="${main}" xmlns:r="${rel}">${w.ways.date1904 ? `<workbookPr date1904="${c.pick(['1', 'true'])}"/>` : '<workbookPr/>'}<bookViews><workbookView/></bookViews><sheets>${tabs.join('')}</sheets><definedNames><definedName name="x">1</definedName></definedNames></workbook>`,
  );
  const links = [
    ...partNames.map((p, i) => `<Relationship Id="${ids[i]}" Type="${rel}/worksheet" Target="${target(p)}"/>`),
    ...(sst !== '' || c.once(2) ? [`<Relationship Id="s" Type="${rel}/sharedStrings" Target="${target('sharedStrings.xml')}"/>`] : []),
    `<Relationship Id="t" Type="${rel}/styles" Target="${target('styles.xml')}"/>`,
  ];
  all.set(`${dir}/_rels/workbook.xml.rels`, rels((ways.shuffleParts ? c.shuffled(links) : links).join('')));
  for (const [i, p] of partNames.entries()) all.set(`${dir}/${p}`, bodies[i] as string);
  all.set(`${dir}/sharedStrings.xml`, `<sst xmlns="${main}"${counts}>${sst}</sst>`);
  all.set(`${dir}/styles.xml`, styles);
  if (ways.extraParts) {
    all.set('docProps/app.xml', '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>');
    all.set(`${dir}/theme/theme1.xml`, '<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="x"/>');
  }
  return all;
}

/** Writes the sheets (as `readBook` hands them out) as .xlsx in the given way. What is read from it must be these sheets. */
export function rewrite(sheets: readonly Sheet[], ways: Ways): Uint8Array {
  const c = new Chance(ways.seed + 1);
  const parts = [...partsIn(sheets, ways)].map(([name, xml]): [string, Uint8Array] => [name, dressXml(xml, ways.dress, c)]);
  return packParts(ways.extraParts ? [...parts, [`${ways.folder}/media/图.bin`, Buffer.from([1, 2, 3, 0])]] : parts, ways, c);
}

/** Packs parts in the given way: order, letter case, methods, descriptors, zip64. */
export function packParts(
  parts: readonly (readonly [string, Uint8Array])[],
  ways: Pick<Ways, 'zip' | 'partCase' | 'shuffleParts'>,
  c: Chance,
): Uint8Array {
  const cased = (name: string) => (ways.partCase && name !== '[Content_Types].xml' && c.once(2) ? name.toUpperCase() : name);
  const how = (): Partial<ZipPart> => {
    const way = ways.zip === 'mixed' ? c.pick(['plain', 'stored', 'descriptors', 'zip64'] as const) : ways.zip;
    if (way === 'stored') return { stored: true };
    if (way === 'descriptors') return { descriptor: c.pick(['signed', 'bare'] as const) };
    return way === 'zip64' ? { zip64: true } : c.once(3) ? { extra: Buffer.from('UT\x05\0\x01abcd', 'latin1'), comment: '注' } : {};
  };
  const list = (ways.shuffleParts ? c.shuffled(parts) : parts).map(([name, data]): ZipPart => ({ name: cased(name), data, ...how() }));
  const folders: ZipPart[] = ways.zip === 'mixed' && c.once(2) ? [{ name: 'docs/', data: new Uint8Array(), stored: true }] : [];
  const zip: ZipWays = {
    zip64: ways.zip === 'zip64' && c.once(2),
    ...(ways.zip === 'mixed' && c.once(2) ? { comment: Buffer.from('某处导出') } : {}),
    ...(ways.shuffleParts && c.once(2) ? { directory: c.shuffled([...folders, ...list].map((_, i) => i)) } : {}),
  };
  return writeZip([...folders, ...list], zip);
}
