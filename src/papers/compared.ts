/**
 * A workbook that somebody had, against the same made anew: cell by cell, by value, kind and formula (rules §2.2, §9). How cells look does
 * not matter; nor do drop-downs and defined names, which change no value: a formula that used one would differ itself.
 */

import type { Book, Cell, Sheet } from '../book.ts';
import { sameFormula } from '../formulas.ts';
import type { PaperBook, PaperCell, PaperSheet } from '../paper.ts';
import { memorySheet } from '../sheets/marker.ts';
import type { Place } from '../types.ts';

/** What is not as it was written. */
export type Difference =
  | { readonly kind: 'cell'; readonly at: Place; readonly header: string; readonly was: string; readonly is: string }
  | { readonly kind: 'sheet-gone' | 'sheet-added'; readonly name: string }
  | { readonly kind: 'sheet-renamed'; readonly name: string; readonly was: string }
  /** Names in the order of their tabs. */
  | { readonly kind: 'sheets-moved'; readonly was: readonly string[]; readonly is: readonly string[] }
  /** A hidden row hides a person; nothing else was changed by it. */
  | { readonly kind: 'sheet-hidden'; readonly name: string }
  | { readonly kind: 'rows-hidden' | 'columns-hidden'; readonly name: string; readonly which: readonly number[] };

/** A sheet as it was written and as it came back. */
export interface Pair {
  readonly paper: PaperSheet;
  readonly sheet: Sheet;
  readonly cells: CellsOf;
}

export interface Comparison {
  readonly differences: readonly Difference[];
  /** Every sheet that was written and is still there, under whatever name. */
  readonly pairs: readonly Pair[];
  /** Formulas whose result the saving program dropped: they have what inputs and formula give. */
  readonly withoutResult: number;
}

/** Stored cells by row and column. */
export interface CellsOf {
  get(row: number, col: number): Cell | undefined;
}

/**
 * @param expected the workbook as this tool makes it
 * @param found read with its formulas (`ReadOptions.formulas`); of kinds of file that keep none only values are compared
 */
export function compare(expected: PaperBook, found: Book): Comparison {
  const { pairs, gone, added } = paired(expected, found);
  const renamed = pairs.filter((p) => p.sheet.name !== p.paper.name);
  // A program that renames a sheet renames it in every formula.
  const names = new Map(renamed.map((p) => [(p.sheet.name ?? '').toLowerCase(), p.paper.name.toLowerCase()]));
  const look: Look = { file: found.file, formulas: found.kind === 'xlsx', names, withoutResult: 0 };
  const differences: Difference[] = [
    ...gone.map((s): Difference => ({ kind: 'sheet-gone', name: s.name })),
    ...renamed.map((p): Difference => ({ kind: 'sheet-renamed', name: p.sheet.name ?? '', was: p.paper.name })),
    ...added.map((s): Difference => ({ kind: 'sheet-added', name: s.name ?? '' })),
    ...moved(pairs, found),
    ...pairs.flatMap((p) => [...cellsThatDiffer(p, look), ...hidden(p)]),
  ];
  return { differences, pairs, withoutResult: look.withoutResult };
}

// ── sheets ──

function paired(expected: PaperBook, found: Book): { pairs: Pair[]; gone: PaperSheet[]; added: Sheet[] } {
  const byName = new Map(found.sheets.map((s) => [s.name, s]));
  const known = new Set(expected.sheets.map((s) => s.name));
  const strange = found.sheets.filter((s) => !memorySheetIn(s) && !known.has(s.name ?? ''));
  const pairs: Pair[] = [];
  const gone: PaperSheet[] = [];
  for (const paper of expected.sheets) {
    const sheet = byName.get(paper.name) ?? strange.find((s) => mostlySame(paper, cellsOf(s)));
    if (!sheet) gone.push(paper);
    else {
      if (strange.includes(sheet)) strange.splice(strange.indexOf(sheet), 1);
      pairs.push({ paper, sheet, cells: cellsOf(sheet) });
    }
  }
  return { pairs, gone, added: strange };
}

/** Whether a sheet under another name is this one: most of its cells are. */
function mostlySame(paper: PaperSheet, cells: CellsOf): boolean {
  let all = 0;
  let same = 0;
  paper.rows.forEach((r, row) => {
    r.cells.forEach((cell, col) => {
      const was = cell ? textOf(cell) : '';
      if (was === '') return;
      all++;
      if (cells.get(row, col)?.value === was) same++;
    });
  });
  return same * 2 > all;
}

/** The sheet that holds the memory is compared as what it remembers. */
export const memorySheetIn = (sheet: Sheet): boolean => sheet.name === memorySheet;

function moved(pairs: readonly Pair[], found: Book): Difference[] {
  const was = pairs.map((p) => p.sheet.name ?? '');
  const is = found.sheets.map((s) => s.name ?? '').filter((n) => was.includes(n));
  return was.some((n, i) => n !== is[i]) ? [{ kind: 'sheets-moved', was, is }] : [];
}

function hidden({ paper, sheet }: Pair): Difference[] {
  const name = sheet.name ?? '';
  const width = paper.rows.reduce((w, r) => Math.max(w, r.cells.length), 0);
  const before = new Set([...paper.outlined, ...(paper.hiddenCols ?? [])]);
  const columns = [...sheet.hiddenCols].filter((c) => c < width && !before.has(c)).sort((a, b) => a - b);
  const rows = sheet.rows.flatMap((r) => (r.hidden && r.row < paper.rows.length && !paper.rows[r.row]?.hidden ? [r.row] : []));
  return [
    ...(sheet.hidden ? [{ kind: 'sheet-hidden' as const, name }] : []),
    ...(rows.length > 0 ? [{ kind: 'rows-hidden' as const, name, which: rows }] : []),
    ...(columns.length > 0 ? [{ kind: 'columns-hidden' as const, name, which: columns }] : []),
  ];
}

// ── cells ──

function cellsOf(sheet: Sheet): CellsOf {
  const rows = new Map(sheet.rows.map((r) => [r.row, new Map(r.cells.map((c) => [c.col, c]))]));
  return { get: (row, col) => rows.get(row)?.get(col) };
}

/** How cells are looked at, and what was noted meanwhile. */
interface Look {
  readonly file: string;
  /** The file keeps formulas. */
  readonly formulas: boolean;
  /** New names of sheets → those in the formulas that were written. */
  readonly names: ReadonlyMap<string, string>;
  withoutResult: number;
}

/** Cells to be filled in, the decision and beside it the reason, are looked at elsewhere. */
export function isOpen(paper: PaperSheet): (row: number, col: number) => boolean {
  const columns = new Map((paper.decisions ?? []).map((d) => [d.row, d.col]));
  return (row, col) => {
    const decision = columns.get(row);
    return decision !== undefined && (col === decision || col === decision + 1);
  };
}

function cellsThatDiffer({ paper, sheet, cells }: Pair, look: Look): Difference[] {
  const open = isOpen(paper);
  const out: Difference[] = [];
  const tell = (row: number, col: number, was: PaperCell | null, is: Cell | undefined) => {
    const at = { file: look.file, sheet: sheet.name, row, col };
    out.push({ kind: 'cell', at, header: headerOver(paper, row, col), ...shown(was, is, look) });
  };
  paper.rows.forEach((r, row) => {
    r.cells.forEach((cell, col) => {
      if (open(row, col)) return;
      const is = cells.get(row, col);
      if (!same(cell, is, look)) tell(row, col, cell, is);
    });
  });
  for (const r of sheet.rows)
    for (const c of r.cells) {
      if (c.col < (paper.rows[c.row]?.cells.length ?? 0) || open(c.row, c.col)) continue;
      if (!same(null, c, look)) tell(c.row, c.col, null, c);
    }
  return out;
}

function same(was: PaperCell | null, is: Cell | undefined, look: Look): boolean {
  if (was?.formula === undefined) return is?.formula !== true && sameValue(was, is);
  if (is?.formula !== true || (look.formulas && !sameText(was.formula, is, look))) return false;
  if (is.kind !== 'empty-formula') return was.value === null || sameValue(was, is);
  if (textOf(was) !== '') look.withoutResult++;
  return true;
}

const sameText = (was: string, is: Cell, look: Look): boolean =>
  is.formulaText !== undefined && sameFormula(was, is.formulaText, look.names);

/** The text “5” is not the number 5. A date is a number that is shown otherwise. */
function sameValue(was: PaperCell | null, is: Cell | undefined): boolean {
  if (was === null || was.value === null || was.value === '') return is === undefined || is.value === '';
  if (is === undefined) return false;
  if (was.as !== undefined) return is.kind === was.as && is.value === was.value;
  if (typeof was.value !== 'string') return (is.kind === 'number' || is.kind === 'date') && Number(is.value) === fifteen(was.value.number);
  return is.kind === 'text' && asKept(is.value) === asKept(was.value);
}

/** A text as every program keeps it: one sign for the end of a line, no halves of characters. */
export const asKept = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/\p{Surrogate}/gu, '\ufffd');
/** As a workbook keeps it: a double, read back with fifteen digits. */
const fifteen = (text: string): number => Number(Number(text).toPrecision(15));

/** The value of a cell as text; '' where it has none. */
export const textOf = ({ value }: PaperCell): string => (value === null ? '' : typeof value === 'string' ? value : value.number);

// ── what is said ──

/** Both in one line each: formulas with their `=` where they differ, else values; texts that look like numbers as Excel marks them. */
function shown(was: PaperCell | null, is: Cell | undefined, look: Look): { readonly was: string; readonly is: string } {
  const before = was ? textOf(was) : '';
  const after = is?.value ?? '';
  const formula = was?.formula;
  const sameFormulas = formula !== undefined && is?.formula === true && (!look.formulas || sameText(formula, is, look));
  if (!sameFormulas && (formula !== undefined || is?.formula === true))
    return {
      was: formula === undefined ? before : `=${formula}`,
      is: is?.formula === true ? `=${is.formulaText ?? '?'}` : after,
    };
  if (before !== after) return visiblyApart(before, after);
  // The same signs, but one of them is a text.
  return { was: typeof was?.value === 'string' ? `'${before}` : before, is: is?.kind === 'text' ? `'${after}` : after };
}

/** Spaces that nobody sees are shown where they are all that differs. */
function visiblyApart(was: string, is: string): { readonly was: string; readonly is: string } {
  const plain = (text: string) => text.replace(/\s/g, '');
  const spaced = (text: string) => text.replace(/\n/g, '↵').replace(/\s/g, '␠');
  return plain(was) === plain(is) ? { was: spaced(was), is: spaced(is) } : { was, is };
}

/** What the column is called: the nearest header above, or ''. */
function headerOver(paper: PaperSheet, row: number, col: number): string {
  for (let r = Math.min(row, paper.rows.length - 1); r >= 0; r--) {
    const cell = paper.rows[r]?.cells[col];
    if (cell?.look === 'header') return textOf(cell).replace(/\s+/g, ' ');
  }
  return '';
}
