/** The quarters that a year is made from: exports, ranked as they were then, and quarters that only the archive remembers (rules §8). */
import type { Decimal } from '../decimal.ts';
import type { Policy } from '../policy/policy.ts';
import type { Code } from '../problems/register.ts';
import { lastDay } from '../table/period.ts';
import {
  type BlockKey,
  blockKeys,
  type Export,
  type Inspected,
  type Period,
  type Person,
  type Place,
  type RankedPerson,
  type Scored,
} from '../types.ts';
import { appraise } from './appraise.ts';
import type { Occasion } from './year-inspections.ts';

/** What an inspection of the year says of one person; `key` as in the exports. */
export interface YearInspection {
  readonly key: string;
  readonly name: string;
  readonly inspections: readonly Inspected[];
}

/** The export of a quarter, under the policy as it held then: dated values may have changed since. */
export interface QuarterExport {
  readonly source: Export;
  readonly policy: Policy;
}

/** How somebody stood in a quarter that only the archive remembers. */
export interface KeptStanding {
  readonly person: Person;
  /** null: not ranked in that quarter. */
  readonly total: Decimal | null;
  readonly blocks: Readonly<Record<BlockKey, Decimal>> | null;
  readonly from: readonly Place[];
}

/** A quarter that only the archive remembers. */
export interface KeptQuarter {
  readonly period: Period;
  readonly people: readonly KeptStanding[];
}

/** Total and blocks of somebody ranked in a quarter, with their cells. */
export type Standing = Pick<Scored, 'total'> & {
  readonly from: readonly Place[];
  readonly blocks: Readonly<Record<BlockKey, { readonly value: Decimal; readonly from: readonly Place[] }>>;
};

/** A quarter and everybody in it, ranked. */
export interface Quarter {
  readonly period: Period;
  readonly source: Export;
  readonly ranked: ReadonlyMap<string, Standing>;
  /** Whom `--allow-incomplete` left out of the quarter, with the codes. */
  readonly faulty: ReadonlyMap<string, readonly Code[]>;
}

/** Where and how a person stands in the quarters they appear in, in their order. */
export interface Seen {
  readonly quarter: Quarter;
  readonly person: Person;
}

export function rankedQuarter({ source, policy }: QuarterExport, period: Period): Quarter {
  const { groups, unplaced } = appraise(source, policy).value;
  const notRanked = [...groups.flatMap((g) => g.notRanked), ...unplaced];
  const standing = ({ scored }: RankedPerson): Standing => ({
    total: scored.total,
    from: scored.step.from,
    blocks: byBlock((b) => ({ value: scored.blocks[b].value, from: scored.blocks[b].step.from })),
  });
  return {
    period,
    source,
    ranked: new Map(groups.flatMap((g) => g.ranked.map((r) => [r.scored.person.key, standing(r)]))),
    faulty: new Map(notRanked.flatMap(({ person, reason }) => (reason.kind === 'problems' ? [[person.key, reason.codes]] : []))),
  };
}

export function keptQuarter({ period, people }: KeptQuarter): Quarter {
  const source: Export = {
    period,
    asOf: lastDay(period),
    people: people.map((p) => p.person),
    strays: [],
    tables: [],
    inspected: new Set(),
    faulty: new Map(),
  };
  const ranked = people.flatMap(({ person, total, blocks, from }): [string, Standing][] =>
    total && blocks ? [[person.key, { total, from, blocks: byBlock((b) => ({ value: blocks[b], from })) }]] : [],
  );
  return { period, source, ranked: new Map(ranked), faulty: new Map() };
}

export const byBlock = <T>(of: (block: BlockKey) => T) => Object.fromEntries(blockKeys.map((b) => [b, of(b)])) as Record<BlockKey, T>;

export function occasionOf({ source: { people } }: Quarter): Occasion {
  return { present: new Map(people.map((p) => [p.key, p])), inspected: new Map(people.map((p) => [p.key, p.inspections])) };
}

/** The inspection beside the quarters: whoever stands in the last of them could be there. */
export function yearOccasion({ source: { people } }: Quarter, inspected: readonly (YearInspection & { of: string | null })[]): Occasion {
  const scored = new Map<string, Inspected[]>();
  for (const { of, inspections } of inspected) if (of !== null) scored.set(of, [...(scored.get(of) ?? []), ...inspections]);
  return { present: new Map(people.map((p) => [p.key, p])), inspected: scored };
}
