/** Votes of a person from all tables: counts as given, or counted from the ballots one by one; and the ballots themselves. */

import { Decimal } from '../decimal.ts';
import { byPlace, byText } from '../order.ts';
import { voidOption } from '../policy/fields.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Ballots, Out, Place, Problem, Sourced, Vote } from '../types.ts';
import type { BallotMark } from './ballot-row.ts';
import type { Gathered } from './join.ts';
import type { PersonRow, TableRecords } from './rows.ts';

type Who = { readonly key: string; readonly id: string; readonly name: string };
type Counts = Map<string, Sourced<Decimal>>;

/**
 * The votes of a person, class by class. Ballots one by one decide where a class has them; counts beside them must say the same
 * (rules §3.6, the manner of ready-made blocks beside parts).
 */
export function ballotsOf(gathered: Gathered, policy: Policy, who: Who): Out<Ballots[]> {
  const problems: Problem[] = [];
  const given = givenCounts(gathered, who, problems);
  const marked = markedOptions(gathered);
  const value = policy.blocks.evaluation.classes.flatMap((c): Ballots[] => {
    const raterClass = c.key;
    const counts = given.get(raterClass);
    const own = marked.get(raterClass);
    const turnout = turnoutOf(gathered, raterClass);
    if (!own) return counts ? [{ raterClass, counts, ...turnout }] : [];
    const counted = countsOf(own, policy);
    if (counts) problems.push(...disagreements(counts, counted, c.name['zh-Hans'], policy, who));
    return [{ raterClass, counts: counted, cells: own.map((o) => o.at).sort(byPlace), ...turnout }];
  });
  return { value, problems };
}

/** Counts that tables give; a second one of the same class and option is refused, even an equal one. */
function givenCounts({ rows }: Gathered, who: Who, problems: Problem[]): Map<string, Counts> {
  const found = new Map<string, Counts>();
  for (const { row } of rows) {
    for (const [raterClass, counts] of row.votes) {
      const there = found.get(raterClass) ?? new Map<string, Sourced<Decimal>>();
      found.set(raterClass, there);
      for (const [option, count] of counts) {
        const other = there.get(option);
        if (other === undefined) there.set(option, count);
        else problems.push(twice(row, `votes:${raterClass}:${option}`, count.at, other.at, who));
      }
    }
  }
  return found;
}

/** 应到 and 收回 of a class, where one row says both. */
function turnoutOf({ rows }: Gathered, raterClass: string): Pick<Ballots, 'turnout'> {
  for (const { row } of rows) {
    const [expected, returned] = (['expected', 'returned'] as const).map((of) => row.voters.get(`voters:${raterClass}:${of}`));
    if (expected && returned) return { turnout: { expected, returned } };
  }
  return {};
}

/** Something that two cells give for one person. */
export function twice(row: PersonRow, field: string, at: Place, other: Place, who: Who): Problem {
  const header = row.headers.get(field) ?? field;
  return problem('table/row-twice', { other: placeText(other), field: header }, { place: at, header, person: who });
}

/** Class → what each ballot of it marks. */
function markedOptions({ rows }: Gathered): Map<string, Sourced<string>[]> {
  const found = new Map<string, Sourced<string>[]>();
  for (const { row } of rows) {
    if (!row.ballot) continue;
    const there = found.get(row.ballot.raterClass);
    if (there) there.push(row.ballot.option);
    else found.set(row.ballot.raterClass, [row.ballot.option]);
  }
  return found;
}

/** How many marked each option: every option of the policy, and each word for no valid vote that occurs. */
function countsOf(marked: readonly Sourced<string>[], policy: Policy): Counts {
  const keys = [...policy.blocks.evaluation.options.map((o) => o.key), ...new Set(marked.map((m) => m.value))];
  return new Map(
    [...new Set(keys)].flatMap((key) => {
      const own = marked.filter((m) => m.value === key).map((m) => m.at);
      const [at] = (own.length > 0 ? own : marked.map((m) => m.at)).sort(byPlace);
      return at ? [[key, { value: Decimal.whole(own.length), at }] as const] : [];
    }),
  );
}

function disagreements(given: Counts, counted: Counts, raterClass: string, policy: Policy, who: Who): Problem[] {
  return [...given].flatMap(([option, count]) => {
    const votes = counted.get(option)?.value ?? Decimal.zero;
    if (count.value.equals(votes)) return [];
    const named = policy.blocks.evaluation.options.find((o) => o.key === option)?.name['zh-Hans'] ?? option.replace(voidOption, '');
    const args = { raterClass, option: named, given: count.value.toText(), counted: votes.toText() };
    return [problem('table/votes-against-counts', args, { place: count.at, person: who })];
  });
}

// ── the ballots themselves ──

/** A ballot with whom it is about and whose it is. */
export interface CastBallot {
  readonly row: PersonRow;
  readonly mark: BallotMark;
  readonly person: string;
  /** Tells the ballots of one hand together. */
  readonly rater: string;
}

/**
 * Every ballot that speaks of somebody on the roster. A rater's number holds in the whole export, or by the policy's word in its
 * sheet only: then the sheet's name goes before it.
 */
export function castBallots(people: readonly Gathered[], policy: Policy): CastBallot[] {
  const bySheet = policy.blocks.evaluation['rater-numbers']?.value === 'sheet';
  const named = (table: TableRecords, mark: BallotMark) =>
    bySheet && mark.raterPerson === null ? `${table.sheet ?? table.file}-${mark.rater.value}` : mark.rater.value;
  return people.flatMap(({ key, rows }) =>
    rows.flatMap(({ row, table }): CastBallot[] =>
      row.ballot ? [{ row, mark: row.ballot, person: key, rater: named(table, row.ballot) }] : [],
    ),
  );
}

/**
 * @param personOf key of the person whom an id names; null: on no roster, so that the id itself stands for them
 * @returns in an order that no order of rows, sheets or files can change
 */
export function votesOf(cast: readonly CastBallot[], personOf: (id: string) => string | null): Vote[] {
  const votes = cast.map(({ mark, person, rater }): Vote => {
    const by = mark.raterPerson?.value ?? null;
    const { value, at } = mark.option;
    return {
      rater,
      raterClass: mark.raterClass,
      raterUnit: mark.raterUnit?.value ?? '',
      raterPerson: by === null ? null : (personOf(by) ?? by),
      person,
      option: value.startsWith(voidOption) ? { value: null, at } : mark.option,
    };
  });
  return votes.sort(
    (a, b) =>
      byText(a.raterClass, b.raterClass) || byText(a.rater, b.rater) || byText(a.person, b.person) || byPlace(a.option.at, b.option.at),
  );
}
