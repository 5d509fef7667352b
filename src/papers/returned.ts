/**
 * A workbook that comes back: what was decided in it, and whether anything else was changed (rules §6.5). It is held against
 * the same workbook made anew, cell by cell; how a cell looks does not matter.
 */
import type { Policy } from '../policy/policy.ts';
import type { Names } from '../policy/primitives.ts';
import { a1, problem } from '../problems/problem.ts';
import type { Book, Cell, Decision, DecisionCell, Out, PaperBook, PaperCell, PaperSheet, Place, Problem, Sheet } from '../types.ts';

/**
 * @param expected the workbook as this tool makes it now from what the returned one remembers
 * @returns the decisions, and an error for every other cell that differs (`cell/changed-by-hand`), every decision that is none
 * (`cell/not-in-list`) and every one without the reason that the policy asks for (`cell/reason-missing`)
 */
export function returnedOf(expected: PaperBook, found: Book, policy: Policy): Out<Decision[]> {
  const problems: Problem[] = [];
  const decisions = expected.sheets.flatMap((paper): Decision[] => {
    const sheet = found.sheets.find((s) => s.name === paper.name);
    if (!sheet) {
      problems.push(problem('sheet/taken-out', { name: paper.name }, { file: found.file }));
      return [];
    }
    const cells = cellsOf(sheet);
    const place = (row: number, col: number): Place => ({ file: found.file, sheet: paper.name, row, col });
    problems.push(...changes(paper, sheet, cells, place));
    return (paper.decisions ?? []).flatMap((d) => decisionAt(d, optionsAt(paper, d), cells, place, policy, problems));
  });
  return { value: decisions, problems };
}

type Cells = ReadonlyMap<string, Cell>;
type PlaceOf = (row: number, col: number) => Place;

const key = (row: number, col: number): string => a1({ row, col });
const cellsOf = (sheet: Sheet): Cells => new Map(sheet.rows.flatMap((r) => r.cells.map((c) => [key(c.row, c.col), c] as const)));

/** Cells to be filled in: the decision and, beside it, the reason. */
function open(paper: PaperSheet): Set<string> {
  return new Set((paper.decisions ?? []).flatMap((d) => [key(d.row, d.col), key(d.row, d.col + 1)]));
}

function changes(paper: PaperSheet, sheet: Sheet, cells: Cells, place: PlaceOf): Problem[] {
  const free = open(paper);
  const problems: Problem[] = [];
  const told = (row: number, col: number, was: string, is: string) =>
    problems.push(problem('cell/changed-by-hand', { was, is }, { place: place(row, col) }));
  const expected = new Set<string>();
  paper.rows.forEach((r, row) => {
    r.cells.forEach((cell, col) => {
      const at = key(row, col);
      expected.add(at);
      if (free.has(at) || cell === null) return;
      const is = cells.get(at);
      if (!same(cell, is)) told(row, col, textOf(cell), is?.value ?? '');
    });
  });
  for (const r of sheet.rows)
    for (const c of r.cells) {
      const at = key(c.row, c.col);
      if (!expected.has(at) && !free.has(at) && c.value.trim() !== '') told(c.row, c.col, '', c.value);
    }
  return problems;
}

const textOf = ({ value }: PaperCell): string => (value === null ? '' : typeof value === 'string' ? value : value.number);

/** Line ends and what stands around a text do not count; a formula whose value another program dropped is as it was. */
function same(cell: PaperCell, found: Cell | undefined): boolean {
  const was = textOf(cell);
  if (cell.formula !== undefined && (found === undefined ? was === '' : found.kind === 'empty-formula')) return true;
  const is = found?.value ?? '';
  if (typeof cell.value === 'object' && cell.value !== null) return is !== '' && Number(is) === fifteen(cell.value.number);
  return plain(was) === plain(is);
}

const plain = (text: string): string => text.replace(/\r\n?/g, '\n').trim();
/** As a workbook keeps it: a double, read back with fifteen digits. */
const fifteen = (text: string): number => Number(Number(text).toPrecision(15));

/** The choices as the cell offers them, in the language of the workbook. */
function optionsAt(paper: PaperSheet, { row, col }: DecisionCell): readonly string[] {
  const offered = paper.dropDowns.find(({ range: r }) => r.top <= row && row <= r.bottom && r.left <= col && col <= r.right);
  return offered?.options ?? [];
}

function decisionAt(
  d: DecisionCell,
  offered: readonly string[],
  cells: Cells,
  place: PlaceOf,
  policy: Policy,
  problems: Problem[],
): Decision[] {
  const said = cells.get(key(d.row, d.col))?.value.trim() ?? '';
  const reason = cells.get(key(d.row, d.col + 1))?.value.trim() ?? '';
  const { options, reason: needs, clause } = policy.decision;
  const at = place(d.row, d.col);
  if (said === '') {
    if (reason !== '') problems.push(problem('cell/reason-alone', {}, { place: place(d.row, d.col + 1), clause: clause.at }));
    return [];
  }
  const decided = options.findIndex((o, i) => offered[i] === said || wordsOf(o).includes(said));
  if (decided < 0) {
    const known = options.map((o) => o['zh-Hans']).join('、');
    problems.push(problem('cell/not-in-list', { value: said, list: '决定', known }, { place: at, clause: clause.at }));
    return [];
  }
  const differs = d.proposal !== null && decided !== d.proposal;
  if (reason === '' && (needs.value === 'always' || (needs.value === 'where-it-differs' && differs)))
    problems.push(problem('cell/reason-missing', { decision: said }, { place: place(d.row, d.col + 1), clause: needs.clause.at }));
  const { person, list, rule, proposal } = d;
  return [{ person, list, rule, proposal, decided, reason, at }];
}

/** The option in every language that it may come back in. */
const wordsOf = (names: Names): string[] => [names['zh-Hans'], names['zh-Hant'] ?? '', names.en ?? ''].filter((t) => t !== '');
