import type { Cell, Range } from '../../book.ts';
import { movedFormula } from '../../formulas.ts';
import { limits } from '../limits.ts';
import type { Attributes } from './markup.ts';
import { rangeOf } from './reference.ts';

/** What a cell is called among all of a sheet. */
const keyOf = (row: number, col: number): number => row * limits.columns + col;

interface At {
  readonly row: number;
  readonly col: number;
}

/**
 * The formulas of a sheet as texts. Excel writes a formula that fills a column once, with the cells that share it; one of an array of
 * cells stands in the first of them. Here each cell has its own.
 */
export class FormulaTexts {
  private readonly texts = new Map<number, string>();
  private readonly shared = new Map<string, At & { readonly text: string }>();
  /** Cells that share a formula which comes later. */
  private readonly waiting: (At & { readonly si: string })[] = [];
  private readonly arrays: { readonly range: Range; readonly text: string }[] = [];
  private attributes: Attributes = new Map();
  private text = '';

  open(attributes: Attributes): void {
    this.attributes = attributes;
    this.text = '';
  }

  add(text: string): void {
    this.text += text;
  }

  /** The formula that was opened last is that of this cell. */
  close(row: number, col: number): void {
    const { attributes, text } = this;
    const type = attributes.get('t') ?? 'normal';
    const si = attributes.get('si') ?? '';
    if (type === 'shared' && text === '') this.join({ row, col }, si);
    else if (type === 'array' || type === 'dataTable') this.array({ row, col });
    else {
      if (type === 'shared' && (attributes.has('ref') || !this.shared.has(si))) this.shared.set(si, { row, col, text });
      this.texts.set(keyOf(row, col), text);
    }
  }

  /** Puts the texts into the cells, where there are any. */
  into(rows: readonly { readonly row: number; readonly cells: Cell[] }[]): void {
    for (const at of this.waiting) this.join(at, at.si, true);
    for (const { row, cells } of rows) {
      const arrays = this.arrays.filter(({ range }) => range.top <= row && row <= range.bottom);
      cells.forEach((cell, i) => {
        const own = this.texts.get(keyOf(row, cell.col)) ?? arrays.find(({ range: r }) => r.left <= cell.col && cell.col <= r.right)?.text;
        if (own !== undefined) cells[i] = { ...cell, formula: true, formulaText: own };
      });
    }
  }

  private join(at: At, si: string, last = false): void {
    const first = this.shared.get(si);
    if (first) this.texts.set(keyOf(at.row, at.col), movedFormula(first.text, first, at));
    else if (!last) this.waiting.push({ ...at, si });
  }

  private array({ row, col }: At): void {
    const { attributes } = this;
    const table = ['r1', 'r2'].flatMap((name) => attributes.get(name) ?? []).join(',');
    const text = attributes.get('t') === 'dataTable' ? `{TABLE(${table})}` : `{${this.text}}`;
    this.texts.set(keyOf(row, col), text);
    const range = rangeOf(attributes.get('ref') ?? '');
    if (range) this.arrays.push({ range, text });
  }
}
