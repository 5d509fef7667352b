/** The rules sheet: every parameter with clause and source; the live ones are what all formulas look at. */
import type { Decimal } from '../../decimal.ts';
import type { PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { type Parameter, parametersOf } from '../../policy/parameters.ts';
import { fill } from '../../text/text.ts';
import { ten, wholeOf } from '../formula.ts';
import { fitted } from '../widths.ts';
import { banner, type Context, cellRef, live, num, text } from './context.ts';

/** Decimals in which shares and weights are whole: 12.34 % is 1234. */
export const sharePlaces = 4;

const headerRow = 4;
const col = { label: 0, value: 1, scaled: 2, clause: 3, quote: 4, source: 5, live: 6 } as const;

/** Where each parameter stands, for the formulas of the other sheets. */
export class Rules {
  readonly sheetName: string;
  readonly worthPlaces: number;
  private readonly rows: ReadonlyMap<string, number>;
  private readonly parameters: readonly Parameter[];

  constructor(private readonly ctx: Context) {
    this.sheetName = ctx.words.sheets.rules;
    this.parameters = parametersOf(ctx.policy);
    const worths = ctx.policy.blocks.evaluation.options.map((o) => o.worth.value.places() ?? 0);
    this.worthPlaces = Math.max(2, ...worths);
    this.rows = new Map(this.parameters.map((p, i) => [p.path, headerRow + 1 + i]));
  }

  /** Cell of the value as it is written. */
  value(path: string): string {
    return cellRef(this.sheetName, col.value, this.rowOf(path));
  }
  /** Cell of the value as a whole number: shares in ten-thousandths, options in 10^-worthPlaces. */
  scaled(path: string): string {
    return cellRef(this.sheetName, col.scaled, this.rowOf(path));
  }
  private rowOf(path: string): number {
    const row = this.rows.get(path);
    if (row === undefined) throw new Error(`no parameter ${path}`);
    return row;
  }

  sheet(): PaperSheet {
    const { words, policy } = this.ctx;
    const { run } = this.ctx.input;
    const w = words.rules;
    const subtitle = fill(w.subtitle, {
      policy: this.ctx.policyName(),
      edition: policy.edition,
      file: run.policy.file,
      sha256: run.policy.sha256,
    });
    const head = [w.parameter, w.value, w.scaled, w.clause, w.quote, w.source, w.live].map((t) => text(t, 'header'));
    const rows: PaperRow[] = [
      { cells: banner(w.title, 'title', 7), height: 30 },
      { cells: banner(subtitle, 'note', 7), height: 26 },
      { cells: banner(w.note, 'note', 7), height: 26 },
      { cells: head },
      ...this.parameters.map((p) => ({ cells: this.cellsOf(p) })),
      ...this.checks().map((cells) => ({ cells })),
    ];
    const first = headerRow + this.parameters.length;
    const checks = this.checks().length;
    const sheet: PaperSheet = {
      name: this.sheetName,
      widths: [38, 31, 11, 13, 44, 16, 17],
      rows,
      merges: [0, 1, 2].map((r) => ({ top: r, bottom: r, left: 0, right: 6 })),
      freeze: { rows: headerRow, cols: 1 },
      repeatRows: { from: headerRow - 1, to: headerRow - 1 },
      dataBars: [],
      marks: [
        { range: { top: headerRow, bottom: first - 1, left: col.source, right: col.source }, words: [w.assumption], style: 'held' },
        { range: { top: first, bottom: first + checks - 1, left: col.value, right: col.value }, words: ['⚠'], style: 'warn' },
      ],
      dropDowns: this.parameters.flatMap((p, i) => {
        if (p.value.kind !== 'choice' || !isLive(p)) return [];
        const at = headerRow + i;
        const options = p.value.choices.map((c) => this.ctx.choice(c));
        return [{ range: { top: at, bottom: at, left: col.value, right: col.value }, options, strict: true }];
      }),
      outlined: [],
      tab: 'rules',
    };
    return fitted(sheet, headerRow - 1);
  }

  private cellsOf(p: Parameter): PaperCell[] {
    const w = this.ctx.words.rules;
    return [
      text(this.ctx.label(p.label), 'wrapped'),
      this.valueCell(p),
      this.scaledCell(p),
      text(this.ctx.clause(p.clause), 'center'),
      text(p.clause.quote ?? '', 'wrapped'),
      text(p.assumption ? w.assumption : w.regulation, 'center'),
      text(isLive(p) ? w.liveYes : w.liveNo, 'center'),
    ];
  }

  private valueCell(p: Parameter): PaperCell {
    const editable = isLive(p);
    switch (p.value.kind) {
      case 'number':
        return { value: num(p.value.value.toText()), look: editable ? 'input' : 'general' };
      case 'share':
        return { value: num(p.value.value.toText()), look: 'input-percent' };
      case 'choice':
        return { value: this.ctx.choice(p.value.value), look: editable ? 'input-text' : 'wrapped' };
      default:
        return { value: this.ctx.valueText(p.value), look: 'wrapped' };
    }
  }

  private scaledCell(p: Parameter): PaperCell {
    const scaled = scaledPlaces(p, this.worthPlaces);
    if (scaled === null || (p.value.kind !== 'share' && p.value.kind !== 'number')) return text('', 'calculation');
    const from = `B${this.rowOf(p.path)}`;
    return live(`ROUND(${from}*${ten(scaled).toText()},0)`, num(wholeOf(p.value.value, scaled).toText()), 'calculation');
  }

  /** One line a set of weights that must sum to 100 %. */
  private checks(): PaperCell[][] {
    const w = this.ctx.words.rules;
    const sets = new Map<string, number[]>();
    this.parameters.forEach((p, i) => {
      const set = /^(total\.(?:groups\[\d+\]\.)?weights)\./.exec(p.path)?.[1] ?? /^(blocks\.evaluation\.classes)\./.exec(p.path)?.[1];
      if (set) sets.set(set, [...(sets.get(set) ?? []), headerRow + 1 + i]);
    });
    const all = ten(sharePlaces).toText();
    return [...sets.values()].map((rows) => {
      const formula = `IF(SUM(C${rows[0]}:C${rows.at(-1)})=${all},"${w.weightsOk}","${w.weightsWrong}")`;
      const nameAt = (r: number | undefined) => this.ctx.label(this.parameters[(r ?? 0) - headerRow - 1]?.label ?? { kind: 'group' });
      return [
        text(fill(w.check, { first: nameAt(rows[0]), last: nameAt(rows.at(-1)) }), 'wrapped'),
        live(formula, w.weightsOk, 'center'),
        ...['', '', '', '', ''].map((t) => text(t, 'plain')),
      ];
    });
  }
}

/** Whether formulas look at the parameter, so that a change of its cell moves the results. */
export function isLive(p: Parameter): boolean {
  return (
    /^total\..*weights\./.test(p.path) ||
    /^blocks\.evaluation\.(classes|options)\./.test(p.path) ||
    /^blocks\.adjustment\./.test(p.path) ||
    /^(cuts|lines)\[/.test(p.path)
  );
}

function scaledPlaces(p: Parameter, worthPlaces: number): number | null {
  if (p.value.kind === 'share') return sharePlaces;
  return /\.options\./.test(p.path) ? worthPlaces : null;
}

/** Ten-thousandths of a share. */
export const sharesOf = (share: Decimal): Decimal => wholeOf(share, sharePlaces);
