/** 容错: what an exemption makes of the one entry or sanction it names (rules §7.3). */
import { Decimal } from '../decimal.ts';
import { foldText, foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Exemption, Sanction } from '../records.ts';
import { readDay } from '../table/days.ts';
import type { Entry, Out, Person, Problem } from '../types.ts';

/** An exemption and the one thing it names. */
export type Exempted =
  | { readonly by: Exemption; readonly entry: Entry; readonly after: Decimal }
  | { readonly by: Exemption; readonly sanction: Sanction; readonly lifted: boolean };

/**
 * A person with the exemptions applied: deductions reduced to what is left of them, in `entries`, each with what it was.
 * @returns errors where an exemption names nothing, several things, or what another one has named
 */
export function applyExemptions(person: Person, policy: Policy): Out<{ person: Person; lifted: ReadonlySet<Sanction> }> {
  const { exemptions } = person.records;
  if (exemptions.length === 0) return { value: { person, lifted: new Set() }, problems: [] };
  const { exempted, problems } = exemptionsOf(person, policy);
  const entries = new Map(exempted.flatMap((x) => ('entry' in x ? [[x.entry, x] as const] : [])));
  const lifted = new Set(exempted.flatMap((x) => ('sanction' in x && x.lifted ? [x.sanction] : [])));
  const left = person.entries.map((e): Entry => {
    const x = entries.get(e);
    return x ? { ...e, value: { ...e.value, value: x.after }, exempted: { before: e.value.value, by: x.by } } : e;
  });
  return { value: { person: { ...person, entries: left }, lifted }, problems };
}

/**
 * Each exemption with what it names and what is left of it, before anything is changed. In a year an entry is looked for in the
 * exemption's own quarter only: every quarter's numbers and matters are its own, and its total is printed (rules §8).
 */
export function exemptionsOf(person: Person, policy: Policy): { exempted: Exempted[]; problems: Problem[] } {
  const who = { key: person.key, id: person.id, name: person.name };
  const problems: Problem[] = [];
  const taken = new Map<Entry | Sanction, Exemption>();
  const exempted = person.records.exemptions.flatMap((by): Exempted[] => {
    const where = { place: by.at, person: who, clause: policy.exemptions?.clause.at ?? '' };
    const found = [
      ...person.entries.filter(
        (e) => e.quarter === by.quarter && e.value.value.isNegative() && names(by, e.number ?? '', e.matter, e.date ?? ''),
      ),
      ...person.records.sanctions.filter((s) => by.quarter === undefined && names(by, s.number, s.matter || s.said, s.from ?? '')),
    ];
    const [only] = found;
    if (!only || found.length > 1) {
      const said = by.number || [by.matter, by.date ?? ''].filter((t) => t !== '').join(' ');
      problems.push(problem('table/exemption-unmatched', { names: said, count: String(found.length) }, where));
      return [];
    }
    const other = taken.get(only);
    if (other) {
      problems.push(problem('table/exemption-twice', { other: placeText(other.at) }, where));
      return [];
    }
    taken.set(only, by);
    return [applied(by, only, policy)];
  });
  return { exempted, problems };
}

/** What error tolerance lifts of a person's sanctions, whether or not their entries are reduced already. */
export function liftedOf(person: Person, policy: Policy): ReadonlySet<Sanction> {
  return new Set(exemptionsOf(untouched(person), policy).exempted.flatMap((x) => ('sanction' in x && x.lifted ? [x.sanction] : [])));
}

/** Every entry as it was before error tolerance. */
export const untouched = (person: Person): Person => ({
  ...person,
  entries: person.entries.map(({ exempted, ...e }) => (exempted ? { ...e, value: { ...e.value, value: exempted.before } } : e)),
});

function applied(by: Exemption, to: Entry | Sanction, policy: Policy): Exempted {
  if ('value' in to) return { by, entry: to, after: to.value.value.times(left(by)) };
  const reduced = by.outcome === 'reduced' && policy.exemptions?.['reduced-bar'].value === 'lifted';
  return { by, sanction: to, lifted: by.outcome === 'lifted' || reduced };
}

/** What is left, as a part of one. */
function left(by: Exemption): Decimal {
  const one = Decimal.whole(1);
  if (by.outcome === 'refused') return one;
  return by.outcome === 'lifted' ? Decimal.zero : one.minus((by.percent ?? Decimal.zero).over(Decimal.whole(100)));
}

/** By number where it gives one; else by matter, and by date where it gives one. */
function names(by: Exemption, number: string, matter: string, date: string): boolean {
  if (by.number !== '') return foldText(by.number).toLowerCase() === foldText(number).toLowerCase();
  if (by.matter === '' || foldWord(by.matter) !== foldWord(matter)) return false;
  if (by.date === null) return true;
  const read = readDay(date);
  return read.kind !== 'none' && read.day === by.date;
}
