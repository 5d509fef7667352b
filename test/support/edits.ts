// What somebody does to one cell of a workbook, by chance that is seeded: each edit is data, for other programs to carry out.
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { Book, Cell } from '../../src/book.ts';
import { readBook } from '../../src/sheets/read.ts';
import { a1Of } from './a1.ts';
import { Chance } from './chance.ts';

/** One cell and what it is to hold: a formula, a number, a text, or nothing. */
export interface Edit {
  readonly sheet: string;
  readonly cell: string;
  /** What was done, for who reads a failure. */
  readonly what: string;
  readonly put: { readonly formula: string } | { readonly number: string } | { readonly text: string } | null;
}

/** A workbook with the cells that may be edited: decisions and reasons, which are there to be filled in, apart. */
export interface Editable {
  readonly bytes: Uint8Array;
  readonly cells: readonly { readonly sheet: string; readonly cell: Cell }[];
}

const openHeaders = ['决定', '理由'];

export async function editable(bytes: Uint8Array): Promise<Editable> {
  const { value, problems } = await readBook(bytes, 'x.xlsx', { formulas: 'all' });
  if (!value) throw new Error(JSON.stringify(problems));
  return { bytes, cells: value.sheets.flatMap((s) => closedCells(s).map((cell) => ({ sheet: s.name ?? '', cell }))) };
}

/** Cells of a sheet but those beneath the headers 决定 and 理由, as far as its people go. */
function closedCells(sheet: Book['sheets'][number]): Cell[] {
  const header = sheet.rows.find((r) => openHeaders.every((h) => r.cells.some((c) => c.value === h)));
  const open = new Set(header?.cells.filter((c) => openHeaders.includes(c.value)).map((c) => c.col) ?? []);
  return sheet.rows.flatMap((r) => r.cells.filter((c) => !header || r.row <= header.row || !open.has(c.col)));
}

type Way = (cell: Cell, chance: Chance) => Pick<Edit, 'what' | 'put'> | null;

const isNumber = (c: Cell) => c.kind === 'number' && !c.formula;
const isText = (c: Cell) => c.kind === 'text' && !c.formula;

/** Up or down by one unit in the last place that is shown. */
const nudged = (text: string, up: boolean): string => {
  const places = text.split('.')[1]?.length ?? 0;
  const whole = BigInt(text.replace('.', '')) + (up ? 1n : -1n);
  const digits = (whole < 0n ? -whole : whole).toString().padStart(places + 1, '0');
  const number = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`;
  return whole < 0n ? `-${number}` : number;
};

const ways: Readonly<Record<string, Way>> = {
  'a number by one in its last place': (c, chance) =>
    isNumber(c) ? { what: 'nudged', put: { number: nudged(c.value, chance.once(2)) } } : null,
  'two digits swapped': (c, chance) => {
    const at = chance.below(Math.max(1, c.value.length - 1));
    const [a = '', b = ''] = c.value.slice(at, at + 2);
    return isNumber(c) && /\d\d/.test(a + b) && a !== b
      ? { what: 'swapped', put: { number: c.value.slice(0, at) + b + a + c.value.slice(at + 2) } }
      : null;
  },
  'a number as text': (c) => (isNumber(c) ? { what: 'as text', put: { text: c.value } } : null),
  'a sign of a text': (c, chance) => {
    const at = chance.below(Math.max(1, c.value.length));
    const other = chance.pick([...'甲乙丙丁戊己庚辛0123456789AZ_。'].filter((s) => s !== c.value[at]));
    return isText(c) && c.value !== '' && !/\p{Surrogate}/u.test(c.value[at] ?? '')
      ? { what: 'a sign', put: { text: c.value.slice(0, at) + other + c.value.slice(at + 1) } }
      : null;
  },
  'a space behind a text': (c) =>
    isText(c) && c.value !== '' && c.value.length < 200 ? { what: 'a space', put: { text: `${c.value} ` } } : null,
  'a cell emptied': (c) => (c.value !== '' ? { what: 'emptied', put: null } : null),
  'a constant of a formula': (c, chance) => {
    const found = [...(c.formulaText ?? '').matchAll(/(?<![A-Za-z$\d.'])\d+(?:\.\d+)?(?![\d.!'A-Za-z:])/g)];
    if (found.length === 0) return null;
    const one = chance.pick(found);
    return { what: 'a constant', put: { formula: replaced(c.formulaText ?? '', one.index, one[0], nudged(one[0], true)) } };
  },
  'a reference one row down': (c, chance) => {
    const found = [...(c.formulaText ?? '').matchAll(/(?<![A-Za-z\d'])(\$?[A-Z]{1,3}\$?)(\d+)(?![\d(!'])/g)];
    if (found.length === 0) return null;
    const one = chance.pick(found);
    return { what: 'a reference', put: { formula: replaced(c.formulaText ?? '', one.index, one[0], `${one[1]}${Number(one[2]) + 1}`) } };
  },
  'a formula replaced by its value': (c) =>
    c.formulaText === undefined || c.value === ''
      ? null
      : { what: 'a value', put: c.kind === 'number' ? { number: c.value } : { text: c.value } },
  'a value replaced by a formula': (c) => (isNumber(c) ? { what: 'a formula', put: { formula: `0+${c.value}` } } : null),
};

const replaced = (text: string, at: number, was: string, is: string): string => text.slice(0, at) + is + text.slice(at + was.length);

/** So many edits, each way in its turn, each on a cell of its own choosing. */
export function editsOf({ cells }: Editable, count: number, chance: Chance): Edit[] {
  // A list has no formulas to change.
  const names = Object.keys(ways).filter((name) => cells.some((c) => ways[name]?.(c.cell, new Chance(1))));
  const edits: Edit[] = [];
  for (let tries = 0; edits.length < count && tries < count * 500; tries++) {
    const name = names[edits.length % names.length] ?? '';
    const { sheet, cell } = chance.pick(cells);
    const made = ways[name]?.(cell, chance);
    if (made) edits.push({ sheet, cell: a1Of(cell.row, cell.col), ...made });
  }
  return edits;
}

/** The first closed cell that fits, edited by one sign: for places that must be among those tried. */
export function editAt({ cells }: Editable, sheet: RegExp, fits: (value: string, cell: Cell) => boolean, what: string): Edit {
  const found = cells.find((c) => sheet.test(c.sheet) && fits(c.cell.value, c.cell));
  if (!found) throw new Error(`no cell for: ${what}`);
  const { value, kind, row, col } = found.cell;
  const put = kind === 'number' ? { number: nudged(value, true) } : { text: value.replace(/.$/s, (c) => (c === '0' ? '1' : '0')) };
  return { sheet: found.sheet, cell: a1Of(row, col), what, put };
}

/** The places that the issue names: a parameter, the policy's text, an input's hash, a note, the title. */
export function namedEdits(of: Editable): Edit[] {
  return [
    editAt(of, /^规则$/, (_, c) => c.kind === 'number' && !c.formula, 'a parameter of the rules'),
    editAt(of, /^政策全文$/, (v) => v.includes('share'), 'the text of the policy'),
    editAt(of, /^来源$/, (v) => /^[0-9a-f]{64}$/.test(v), 'the hash of an input'),
    editAt(of, /·/, (v, c) => c.row > 6 && v.length > 20 && !c.formula, 'a note'),
    editAt(of, /^汇总$/, (_, c) => c.row === 0 && c.col === 0, 'the title'),
    editAt(of, /^appraise$/, (v) => v.length > 1000, 'the memory'),
  ];
}

// ── carried out in the XML itself ──

const escaped = (text: string) => text.replace(/[&<>]/g, (c) => `&#${c.charCodeAt(0)};`);

/** The workbook with one edit, everything else to the byte. */
export function editedXml(parts: Readonly<Record<string, Uint8Array>>, edit: Edit): Uint8Array {
  const part = partOf(parts, edit.sheet);
  const xml = strFromU8(parts[part] ?? new Uint8Array());
  const cell = new RegExp(`<c r="${edit.cell}"([^>]*?)(?:/>|>.*?</c>)`, 's');
  const old = cell.exec(xml);
  if (!old) throw new Error(`${edit.sheet}!${edit.cell} is nowhere`);
  const style = / s="\d+"/.exec(old[1] ?? '')?.[0] ?? '';
  const changed = xml.slice(0, old.index) + cellXml(edit, style) + xml.slice(old.index + old[0].length);
  return zipSync({ ...parts, [part]: strToU8(changed) }, { level: 1 });
}

/** Parts of a workbook, to edit again and again. */
export const partsOfBook = (bytes: Uint8Array): Record<string, Uint8Array> => unzipSync(bytes);

function cellXml({ cell, put }: Edit, style: string): string {
  if (put === null) return `<c r="${cell}"${style}/>`;
  if ('formula' in put) return `<c r="${cell}"${style}><f>${escaped(put.formula)}</f></c>`;
  if ('number' in put) return `<c r="${cell}"${style}><v>${put.number}</v></c>`;
  return `<c r="${cell}"${style} t="inlineStr"><is><t xml:space="preserve">${escaped(put.text)}</t></is></c>`;
}

/** The part that a sheet stands in. */
function partOf(parts: Readonly<Record<string, Uint8Array>>, sheet: string): string {
  const text = (name: string) => strFromU8(parts[name] ?? new Uint8Array());
  const tag = [...text('xl/workbook.xml').matchAll(/<sheet [^>]*>/g)].find((m) => m[0].includes(`name="${escaped(sheet)}"`))?.[0] ?? '';
  const id = /r:id="([^"]+)"/.exec(tag)?.[1] ?? '';
  const rel = [...text('xl/_rels/workbook.xml.rels').matchAll(/<Relationship [^>]*>/g)].find((m) => m[0].includes(`Id="${id}"`))?.[0] ?? '';
  return `xl/${/Target="\/?(?:xl\/)?([^"]+)"/.exec(rel)?.[1] ?? ''}`;
}
