/**
 * A workbook that comes back: what was decided in it, and whether anything else was changed (rules §6.5). It is held against
 * the same workbook made anew.
 */

import type { Book } from '../book.ts';
import type { Decision, DecisionCell, PaperBook, PaperSheet } from '../paper.ts';
import type { Policy } from '../policy/policy.ts';
import type { Names } from '../policy/primitives.ts';
import { columnName, problem } from '../problems/problem.ts';
import type { Out, Place, Problem } from '../types.ts';
import { type CellsOf, type Comparison, compare, type Difference } from './compared.ts';

/**
 * @param expected the workbook as this tool makes it now from what the returned one remembers
 * @returns the decisions, with an error for every other cell that differs (`cell/changed-by-hand`) and every sheet that is gone; what changes
 * nothing, such as a sheet of notes put in, is a warning
 */
export function returnedOf(expected: PaperBook, found: Book, policy: Policy): Out<Decision[]> {
  return returnedIn(compare(expected, found), found, policy);
}

/** The same of what was compared already. */
export function returnedIn(comparison: Comparison, found: Book, policy: Policy): Out<Decision[]> {
  const { value, problems } = decisionsIn(comparison, found, policy);
  const changes = comparison.differences.map((d): Problem => {
    const told = differenceProblem(d, found.file, 'cell/changed-by-hand');
    return d.kind === 'sheet-added' || d.kind === 'sheets-moved' ? { ...told, severity: 'warning' } : told;
  });
  return { value, problems: [...changes, ...problems] };
}

/**
 * A difference as it is told.
 * @param cell whether it was the cell that changed, or what the cell is computed from
 */
export function differenceProblem(d: Difference, file: string, cell: 'cell/changed-by-hand' | 'cell/not-as-computed'): Problem {
  switch (d.kind) {
    case 'cell':
      return problem(cell, { was: d.was, is: d.is }, { place: d.at, ...(d.header === '' ? {} : { header: d.header }) });
    case 'sheet-gone':
      return problem('sheet/taken-out', { name: d.name }, { file });
    case 'sheet-added':
      return problem('sheet/added', {}, { file, sheet: d.name });
    case 'sheet-renamed':
      return problem('sheet/renamed', { was: d.was }, { file, sheet: d.name });
    case 'sheets-moved':
      return problem('sheet/moved', { was: d.was.join('、'), is: d.is.join('、') }, { file });
    case 'sheet-hidden':
      return problem('sheet/made-hidden', {}, { file, sheet: d.name });
    case 'rows-hidden':
      return problem(
        'row/made-hidden',
        {
          rows: runs(d.which)
            .map(([a, b]) => run(String(a + 1), String(b + 1)))
            .join('、'),
        },
        { file, sheet: d.name },
      );
    case 'columns-hidden':
      return problem(
        'column/made-hidden',
        {
          columns: runs(d.which)
            .map(([a, b]) => run(columnName(a), columnName(b)))
            .join('、'),
        },
        { file, sheet: d.name },
      );
  }
}

const run = (from: string, to: string): string => (from === to ? from : `${from}–${to}`);

/** 3, 4, 5, 9 → 3–5, 9. */
function runs(of: readonly number[]): [number, number][] {
  const out: [number, number][] = [];
  for (const n of of) {
    const last = out.at(-1);
    if (last && last[1] === n - 1) last[1] = n;
    else out.push([n, n]);
  }
  return out;
}

// ── decisions ──

/**
 * What was decided.
 * @returns with an error for every decision that is none (`cell/not-in-list`) and every one without the reason that the policy asks for
 * (`cell/reason-missing`)
 */
export function decisionsIn({ pairs }: Comparison, found: Book, policy: Policy): Out<Decision[]> {
  const problems: Problem[] = [];
  const value = pairs.flatMap(({ paper, sheet, cells }) => {
    const place = (row: number, col: number): Place => ({ file: found.file, sheet: sheet.name, row, col });
    return (paper.decisions ?? []).flatMap((d) => decisionAt(d, optionsAt(paper, d), cells, place, policy, problems));
  });
  return { value, problems };
}

type PlaceOf = (row: number, col: number) => Place;

/** The choices as the cell offers them, in the language of the workbook. */
function optionsAt(paper: PaperSheet, { row, col }: DecisionCell): readonly string[] {
  const offered = paper.dropDowns.find(({ range: r }) => r.top <= row && row <= r.bottom && r.left <= col && col <= r.right);
  return offered?.options ?? [];
}

function decisionAt(
  d: DecisionCell,
  offered: readonly string[],
  cells: CellsOf,
  place: PlaceOf,
  policy: Policy,
  problems: Problem[],
): Decision[] {
  const said = cells.get(d.row, d.col)?.value.trim() ?? '';
  const reason = cells.get(d.row, d.col + 1)?.value.trim() ?? '';
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
