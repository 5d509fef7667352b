/** A row of 个人票: what one rater marked for one person, each cell read by the policy's own words. */
import { foldId, foldText } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Place, Problem, Sourced } from '../types.ts';
import { classProblems } from './rater-class.ts';
import type { Vocabulary } from './vocabulary.ts';
import type { PlainField } from './words.ts';

/** What one rater marked for the person of the row. */
export interface BallotMark {
  /** Folded; of whom it is, `ballots.ts` settles across tables. */
  readonly rater: Sourced<string>;
  readonly raterClass: string;
  readonly raterUnit: Sourced<string> | null;
  /** Folded id of the rater; null where the office's ballots are anonymous. */
  readonly raterPerson: Sourced<string> | null;
  /** Key of the policy's option, or of one of its words for no valid vote. */
  readonly option: Sourced<string>;
}

/** A cell as people see it. */
export interface SeenCell {
  readonly text: string;
  readonly place: Place;
  readonly header: string;
  /** What forbids to read it as a text. */
  readonly problems: readonly Problem[];
}

/** What a row is read from. */
export interface BallotCells {
  readonly policy: Policy;
  readonly vocabulary: Vocabulary;
  /** Told by the sheet's name or title; null: by a column, or not at all. */
  readonly titleClass: string | null;
  /** null where the table has no such column. */
  readonly cell: (kind: PlainField) => SeenCell | null;
  readonly person: { readonly key: string; readonly id: string; readonly name: string };
}

/** Whether a table holds ballots one by one: who marked, and what. */
export const holdsBallots = (fields: ReadonlySet<string>): boolean =>
  fields.has('ballot') && (fields.has('rater') || fields.has('rater-person'));

/** @returns null where the row gives no ballot that counts: what hinders it is said, unless its class is one that the policy leaves aside */
export function readBallot(of: BallotCells): Out<BallotMark | null> {
  const problems: Problem[] = [];
  const raterClass = classIn(of, problems);
  const number = labelIn(of, 'rater', problems);
  const person = labelIn(of, 'rater-person', problems);
  const rater = number ?? person;
  if (!rater) {
    const seen = of.cell('rater') ?? of.cell('rater-person');
    if (seen && seen.problems.length === 0) problems.push(problem('cell/blank', {}, whereOf(of, seen)));
  }
  const option = optionIn(of, problems);
  if (!rater || !option || raterClass === null) return { value: null, problems };
  const unit = of.cell('rater-unit');
  const raterUnit = unit && foldText(unit.text) !== '' ? { value: unit.text, at: unit.place } : null;
  return { value: { rater, raterClass, raterUnit, raterPerson: person, option }, problems };
}

const whereOf = (of: BallotCells, seen: SeenCell) => ({ place: seen.place, header: seen.header, person: of.person });

function classIn(of: BallotCells, problems: Problem[]): string | null {
  const seen = of.cell('rater-class');
  if (!seen) return of.titleClass;
  problems.push(...seen.problems);
  if (seen.problems.length === 0) problems.push(...classProblems(seen.text, of.policy, of.vocabulary, whereOf(of, seen)));
  return of.vocabulary.raterClassOf(seen.text);
}

/** Numbers and ids: white space, width and the sign of a text apart. */
function labelIn(of: BallotCells, kind: 'rater' | 'rater-person', problems: Problem[]): Sourced<string> | null {
  const seen = of.cell(kind);
  if (!seen) return null;
  problems.push(...seen.problems);
  const value = foldId(seen.text);
  return value === '' || seen.problems.length > 0 ? null : { value, at: seen.place };
}

function optionIn(of: BallotCells, problems: Problem[]): Sourced<string> | null {
  const seen = of.cell('ballot');
  if (!seen) return null;
  if (seen.problems.length > 0) {
    problems.push(...seen.problems);
    return null;
  }
  if (foldText(seen.text) === '') {
    problems.push(problem('cell/blank', {}, whereOf(of, seen)));
    return null;
  }
  const key = of.vocabulary.optionOf(seen.text);
  if (key !== null) return { value: key, at: seen.place };
  const { options, void: voided } = of.policy.blocks.evaluation;
  const known = [...options.map((o) => o.name['zh-Hans']), ...voided.words.filter((w) => !/^[ -~]+$/.test(w))].join('、');
  problems.push(problem('cell/unknown-option', { value: seen.text, known }, whereOf(of, seen)));
  return null;
}
