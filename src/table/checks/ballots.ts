/** Votes against the ballots that were handed out, and votes that are too much alike or too little. */
import { Decimal } from '../../decimal.ts';
import { voidOption } from '../../policy/fields.ts';
import { problem } from '../../problems/problem.ts';
import type { Problem, Sourced } from '../../types.ts';
import type { PersonRow } from '../rows.ts';
import type { VoterCount } from '../vocabulary.ts';
import { byUnit, type Evidence, type ExportCheck, whoIs } from './check.ts';

type Votes = ReadonlyMap<string, Sourced<Decimal>>;
const sum = (votes: Votes, withVoid: boolean): Decimal =>
  Decimal.sum([...votes].flatMap(([option, v]) => (withVoid || !option.startsWith(voidOption) ? [v.value] : [])));

/** The counts from the widest to the narrowest: none may exceed one before it. */
const chain: readonly VoterCount[] = ['expected', 'present', 'issued', 'returned', 'valid'];

/** More votes than ballots cannot be; fewer than valid ballots can, where a ballot left somebody out. */
export const votesAgainstBallots: ExportCheck = ({ tables }) => tables.flatMap((t) => t.rows.flatMap(ofRow));

function ofRow(row: PersonRow): Problem[] {
  if (row.voters.size === 0) return [];
  const classes = new Set([...row.voters.keys()].map((k) => k.split(':')[1] ?? ''));
  return [...classes].flatMap((raterClass) => {
    const counts = new Map(
      chain.flatMap((of) => {
        const found = row.voters.get(`voters:${raterClass}:${of}`);
        return found ? [[of, found] as const] : [];
      }),
    );
    // Without a class the counts are of all ballots of the row.
    const votes = raterClass === '' ? [...row.votes.values()] : [row.votes.get(raterClass) ?? new Map()];
    return [...countsDisagree(row, raterClass, counts), ...votesDisagree(row, raterClass, counts, votes)];
  });
}

type Counts = ReadonlyMap<VoterCount, Sourced<Decimal>>;
const headerOf = (row: PersonRow, raterClass: string, of: VoterCount): string => row.headers.get(`voters:${raterClass}:${of}`) ?? of;

function countsDisagree(row: PersonRow, raterClass: string, counts: Counts): Problem[] {
  // Ballots may be handed to people who are not in the room, so 实到 bounds nothing but itself.
  const bounds: readonly (readonly [VoterCount, VoterCount])[] = [
    ['expected', 'present'],
    ['issued', 'returned'],
    ['returned', 'valid'],
    ['issued', 'valid'],
  ];
  return bounds.flatMap(([wide, narrow]) => {
    const [a, b] = [counts.get(wide), counts.get(narrow)];
    if (!a || !b?.value.above(a.value)) return [];
    const args = {
      more: b.value.toText(),
      less: a.value.toText(),
      column: headerOf(row, raterClass, narrow),
      other: headerOf(row, raterClass, wide),
    };
    return [problem('table/ballot-counts-disagree', args, { place: b.at, header: args.column, person: whoIs(row) })];
  });
}

function votesDisagree(row: PersonRow, raterClass: string, counts: Counts, votes: readonly Votes[]): Problem[] {
  if (votes.every((v) => v.size === 0)) return [];
  const cast = Decimal.sum(votes.map((v) => sum(v, true)));
  const counted = Decimal.sum(votes.map((v) => sum(v, false)));
  const first = [...(votes.find((v) => v.size > 0)?.values() ?? [])][0]?.at ?? row.at;
  const said = (of: VoterCount, number: Decimal, code: 'table/more-votes-than-ballots' | 'table/votes-short'): Problem[] => {
    const column = headerOf(row, raterClass, of);
    const args = { votes: number.toText(), ballots: counts.get(of)?.value.toText() ?? '', column };
    return [problem(code, args, { place: first, person: whoIs(row) })];
  };
  for (const of of ['valid', 'returned', 'issued', 'expected'] as const) {
    const limit = counts.get(of)?.value;
    const number = of === 'valid' ? counted : cast;
    if (limit && number.above(limit)) return said(of, number, 'table/more-votes-than-ballots');
  }
  const valid = counts.get('valid')?.value;
  // An abstention may count as a valid ballot.
  return valid && !cast.equals(valid) && counted.below(valid) ? said('valid', counted, 'table/votes-short') : [];
}

interface Cast {
  readonly row: PersonRow;
  readonly votes: Votes;
  readonly total: string;
}

/** The votes of one class of one unit, table by table. */
function units(evidence: Evidence): { unit: string; raterClass: string; all: Cast[] }[] {
  return evidence.tables.flatMap((t) =>
    evidence.policy.blocks.evaluation.classes.flatMap((c) => {
      const all = t.rows.flatMap((row): Cast[] => {
        const votes = row.votes.get(c.key);
        return votes && votes.size > 0 ? [{ row, votes, total: sum(votes, true).toText() }] : [];
      });
      return [...byUnit(all, (v) => v.row, evidence)].map(([unit, of]) => ({ unit, raterClass: c.name['zh-Hans'], all: of }));
    }),
  );
}

/** Nearly all of a unit got as many votes of a class; a few got more or fewer. */
export const votersDiffer: ExportCheck = (evidence) => {
  const { checks } = evidence.policy;
  return units(evidence).flatMap(({ unit, raterClass, all }) => {
    if (all.length < checks['voters-differ'].value) return [];
    const by = new Map<string, Cast[]>();
    for (const v of all) {
      const there = by.get(v.total);
      if (there) there.push(v);
      else by.set(v.total, [v]);
    }
    const [usual] = [...by].sort((a, b) => b[1].length - a[1].length);
    if (!usual || by.size < 2 || Decimal.whole(usual[1].length).below(checks['voters-differ-share'].value.times(Decimal.whole(all.length))))
      return [];
    return all.flatMap((v) => {
      if (v.total === usual[0]) return [];
      const at = [...v.votes.values()][0]?.at ?? v.row.at;
      const args = { unit, raterClass, votes: v.total, usual: usual[0], people: String(usual[1].length) };
      return [problem('table/voters-differ', args, { place: at, person: whoIs(v.row) })];
    });
  });
};

/** Everyone of a unit got exactly the same votes of a class. */
export const straightLined: ExportCheck = (evidence) =>
  units(evidence).flatMap(({ unit, raterClass, all }) => {
    const [first] = all;
    if (!first || all.length < evidence.policy.checks['straight-lined'].value) return [];
    const text = (v: Cast) =>
      [...v.votes]
        .map(([option, n]) => `${option} ${n.value.toText()}`)
        .sort()
        .join(', ');
    const same = text(first);
    if (!all.every((v) => text(v) === same)) return [];
    const votes = [...first.votes.values()].map((v) => v.value.toText()).join('/');
    const place = [...first.votes.values()][0]?.at ?? first.row.at;
    return [problem('table/straight-lined', { unit, raterClass, people: String(all.length), votes }, { place })];
  });
