/** Cells of the lines of inspections (rules §7.1): lowest score, flags, and the mark of the list that a line leads to. */
import { Decimal } from '../../decimal.ts';
import type { PaperCell } from '../../paper.ts';
import type { Line } from '../../policy/policy.ts';
import { columnName } from '../../problems/problem.ts';
import type { Person } from '../../types.ts';
import { maxPlaces, textConstant, whole } from '../formula.ts';
import { type Context, live, num, number, text } from './context.ts';
import type { ColumnKey } from './person-columns.ts';
import type { Rules } from './rules-sheet.ts';

/** What the cells of the lines need: any sheet that has these columns. */
export interface LineParts {
  readonly ctx: Context;
  readonly rules: Rules;
  readonly columns: { col(key: ColumnKey): number };
}

type At = (key: ColumnKey) => string;

/** Lowest inspection score of each quality and what it means against the line (rules §7.1). Shared with the people not ranked. */
export function lineCells({ ctx, rules, columns }: LineParts, person: Person, row: number): Map<string, PaperCell> {
  const cells = new Map<string, PaperCell>();
  const at: At = (key) => `${columnName(columns.col(key))}${row}`;
  const states = ctx.policy.lines.map((line, i) => lineState(line, i, person));
  states.forEach(({ line, lowest, below, on, path }) => {
    // All the decimals that 15 digits have, so that a line which a reviewer changes still compares exactly.
    const [score, limit] = [whole(at(`line:${line.key}`), maxPlaces), whole(rules.value(`${path}.line`), maxPlaces)];
    const barredOnLine = `${rules.value(`${path}.at-line`)}=${textConstant(ctx.choice('barred'))}`;
    const known = `${at(`line:${line.key}`)}<>""`;
    const equal = `${score}=${limit}`;
    cells.set(`line:${line.key}`, lowest ? number(lowest.toText(), 'input') : text('', 'input'));
    cells.set(
      `flag:${line.key}`,
      lowest
        ? live(`IF(${known},IF(OR(${score}<${limit},AND(${equal},${barredOnLine})),1,0),0)`, num(below ? 1 : 0), 'calculation')
        : number(0, 'calculation'),
    );
    cells.set(
      `on:${line.key}`,
      lowest ? live(`IF(${known},IF(AND(${equal},NOT(${barredOnLine})),1,0),0)`, num(on ? 1 : 0), 'calculation') : number(0, 'calculation'),
    );
  });
  if (states.length === 0) return cells;
  const sum = (kind: 'flag' | 'on', of: readonly LineState[] = states) => of.map((s) => at(`${kind}:${s.line.key}`)).join('+');
  // A bar outweighs a talk, and either what is only said of a score.
  const lists = (['promotion-bar', 'reminder-talk'] as const).flatMap((list) => {
    const of = states.filter((s) => s.line.list === list);
    return of.length > 0 ? [{ of, word: lineWord(ctx, list) }] : [];
  });
  const unknown = states.map((s) => `${at(`line:${s.line.key}`)}=""`).join(',');
  const { marks } = ctx;
  const passed = `IF(${sum('on')}>0,${textConstant(marks.onLine)},IF(OR(${unknown}),${textConstant(marks.notAssessed)},""))`;
  const formula = lists.reduceRight((rest, { of, word }) => `IF(${sum('flag', of)}>0,${textConstant(word)},${rest})`, passed);
  const listed = lists.find(({ of }) => of.some((s) => s.below))?.word;
  const value = listed ?? (states.some((s) => s.on) ? marks.onLine : states.some((s) => !s.lowest) ? marks.notAssessed : '');
  cells.set('lines', live(formula, value, 'mark'));
  return cells;
}

type LineState = ReturnType<typeof lineState>;

/** The mark of the list that a line leads to. */
const lineWord = (ctx: Context, list: Line['list']): string => (list === 'reminder-talk' ? ctx.marks.talk : ctx.marks.bar);

function lineState(line: Line, index: number, person: Person) {
  const scores = person.inspections.filter((i) => i.quality === line.key).map((i) => i.score.value);
  const least = scores.length === 0 ? null : scores.reduce((a, b) => Decimal.min(a, b));
  const against = least?.compare(line.line.value) ?? 1;
  const barredOn = line['at-line'].value === 'barred';
  const below = least !== null && (against < 0 || (against === 0 && barredOn));
  // Absent from one of several inspections: a score that bars stands, any other is no pass (rules §7.1).
  const lowest = below || !person.unassessed?.has(line.key) ? least : null;
  return { line, lowest, below, on: lowest !== null && against === 0 && !barredOn, path: `lines[${index}]` };
}
