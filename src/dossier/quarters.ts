/** Quarters of a year as the archive keeps them: how everybody stood, for the year's mean (rules §8). */
import type { KeptQuarter, KeptStanding } from '../appraise/year-quarters.ts';
import { Decimal } from '../decimal.ts';
import { type Json, unpacked } from '../pack.ts';
import type { Policy } from '../policy/policy.ts';
import { barePerson } from '../table/people.ts';
import { parsePeriod, periodText } from '../table/period.ts';
import { type BlockKey, blockKeys, type Export, type Person } from '../types.ts';
import type { Archive } from './archive.ts';
import type { Kept } from './entry.ts';
import { placeOf } from './restored.ts';

/** A total that the archive gives and an export gives otherwise. */
export interface QuarterDiffers {
  readonly person: Person;
  readonly period: string;
  readonly kept: Kept;
}

/**
 * The quarters of a year that are in the archive and not among the exports.
 * @param exports of the year: their people keep the keys they have there
 */
export function keptQuarters(archive: Archive, shown: string, year: number, exports: readonly Export[], policy: Policy): KeptQuarter[] {
  const given = new Set(exports.flatMap((e) => (e.period ? [periodText(e.period)] : [])));
  const keys = keysOf(archive, exports);
  const quarters = new Map<string, KeptStanding[]>();
  for (const k of archive.find({ year, form: 'appraisal' })) {
    const { period } = k.statement.data;
    if (k.void !== null || typeof period !== 'string' || given.has(period) || !parsePeriod(period)?.quarter) continue;
    quarters.set(period, [...(quarters.get(period) ?? []), standingOf(archive, shown, k, keys, policy)]);
  }
  return [...quarters]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([text, people]) => {
      const period = parsePeriod(text);
      return period ? [{ period, people }] : [];
    });
}

/** Id in the archive → key in the exports, across ids that are one person. */
function keysOf(archive: Archive, exports: readonly Export[]): (person: string) => string {
  const same = archive.together();
  const keys = new Map(exports.flatMap((e) => e.people.map((p) => [same(p.key), p.key] as const)));
  return (person) => keys.get(same(person)) ?? person;
}

function standingOf(archive: Archive, shown: string, k: Kept, keyOf: (person: string) => string, policy: Policy): KeptStanding {
  const { statement: s } = k;
  const data = unpacked(s.data as Json) as Readonly<Record<string, unknown>>;
  const at = placeOf(shown, k);
  const text = (key: string, of: Readonly<Record<string, unknown>> = data) => (typeof of[key] === 'string' ? (of[key] as string) : '');
  const basic = archive
    .find({ people: [s.person], form: 'basic', ...(s.day ? { to: s.day } : {}) })
    .filter((b) => b.void === null)
    .at(-1);
  const who = basic?.statement.data ?? {};
  const reason = policy['not-ranked'].reasons.find((r) => r.key === text('reason'));
  const person = barePerson(
    { key: keyOf(s.person), id: s.id, name: s.name, at },
    {
      unit: text('unit', who),
      department: text('department', who),
      post: text('post', who),
      rank: text('rank', who),
      category: text('category'),
      level: text('level'),
      ...(reason ? { notRanked: { value: reason.key, at } } : {}),
    },
  );
  const blocks = data['blocks'] as Readonly<Record<BlockKey, Decimal>> | undefined;
  const whole = data['total'] instanceof Decimal && blocks !== undefined && blockKeys.every((b) => blocks[b] instanceof Decimal);
  return { person, total: whole ? (data['total'] as Decimal) : null, blocks: whole ? blocks : null, from: [at] };
}

/** Totals of the exports that the archive has otherwise. */
export function differingTotals(
  archive: Archive,
  exports: readonly { readonly source: Export; readonly totals: ReadonlyMap<string, Decimal> }[],
): QuarterDiffers[] {
  return exports.flatMap(({ source, totals }) => {
    if (!source.period) return [];
    const period = periodText(source.period);
    const kept = archive
      .find({ year: source.period.year, form: 'appraisal' })
      .filter((k) => k.void === null && k.statement.data['period'] === period);
    const keyOf = keysOf(archive, [source]);
    return kept.flatMap((k): QuarterDiffers[] => {
      const person = source.people.find((p) => p.key === keyOf(k.statement.person));
      const total = person && totals.get(person.key);
      const was = (unpacked(k.statement.data as Json) as { total?: unknown }).total;
      return person && total && was instanceof Decimal && !was.equals(total) ? [{ person, period, kept: k }] : [];
    });
  });
}
