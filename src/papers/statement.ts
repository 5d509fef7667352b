/**
 * What a signature is of: the content of a workbook as one text, the same after any program opened and saved it. How cells look is not in it;
 * formulas stand in their canonical form; where a program dropped the result of one, what inputs and formula give stands for it.
 */

import type { Book, Cell } from '../book.ts';
import { canonicalFormula } from '../formulas.ts';
import type { PaperBook, PaperCell } from '../paper.ts';
import { a1 } from '../problems/problem.ts';
import { asKept, type Comparison, isOpen, memorySheetIn, type Pair, textOf } from './compared.ts';

/** A content as text, and how many cells it holds. */
export interface Statement {
  readonly text: string;
  readonly count: number;
}

/** A cell as a line of a statement. */
type Line = readonly string[];

const head = 'appraise/statement@1';

/**
 * Everything but what is filled in: every sheet in its order, every cell with kind, value and formula, and the memory.
 * @param expected the same workbook made anew
 */
export function resultStatement(found: Book, expected: PaperBook, { pairs }: Comparison): Statement {
  const pairOf = new Map(pairs.map((p) => [p.sheet, p]));
  const sheets = found.sheets.filter((s) => !memorySheetIn(s));
  const bodies = sheets.map((sheet) => {
    const pair = pairOf.get(sheet);
    const open = pair ? isOpen(pair.paper) : () => false;
    return sheet.rows.flatMap((r) => r.cells.flatMap((c) => (open(c.row, c.col) ? [] : lineOf(c, pair))));
  });
  const lines = sheets.flatMap((s, i): Line[] => [['sheet', s.name ?? ''], ...(bodies[i] ?? [])]);
  return {
    text: written([[head, 'result'], ...lines, ['memory', expected.memory ?? '']]),
    count: bodies.reduce((n, b) => n + b.length, 0),
  };
}

/**
 * What was filled in, decisions and reasons, bound to the result that they are of.
 * @param result hash of the result's statement: decisions of one result say nothing of another
 */
export function decisionsStatement({ pairs }: Comparison, result: string): Statement {
  const lines = pairs.flatMap(({ paper, sheet }) => {
    const open = isOpen(paper);
    const filled = sheet.rows.flatMap((r) => r.cells).filter((c) => open(c.row, c.col) && c.value.trim() !== '');
    return filled.map((c): Line => [sheet.name ?? '', a1(c), asKept(c.value.trim())]);
  });
  return { text: written([[head, 'decisions'], ['result', result], ...lines]), count: lines.length };
}

const written = (lines: readonly Line[]): string => `${lines.map((l) => JSON.stringify(l)).join('\n')}\n`;

function lineOf(cell: Cell, pair: Pair | undefined): Line[] {
  const at = a1(cell);
  if (!cell.formula) return cell.value === '' ? [] : [[at, ...kindAndValue(cell)]];
  const was = pair?.paper.rows[cell.row]?.cells[cell.col];
  const value = cell.kind === 'empty-formula' ? computed(was ?? null) : kindAndValue(cell);
  return [[at, ...value, canonicalFormula(cell.formulaText ?? '')]];
}

function computed(was: PaperCell | null): Line {
  if (was === null || textOf(was) === '') return ['text', ''];
  return typeof was.value === 'string' ? ['text', asKept(was.value)] : ['number', numberText(textOf(was))];
}

function kindAndValue({ kind, value }: Cell): Line {
  return kind === 'number' || kind === 'date' ? ['number', numberText(value)] : [kind, asKept(value)];
}

/** The double that fifteen digits mean, in its shortest writing. */
const numberText = (text: string): string => String(Number(Number(text).toPrecision(15)));
