// The figures of an audit against the plain ones: differences from the others, levelled scores, ballots alike, and each rater left out
// by ranking an export that never had the rater's ballots.
import { describe, expect, test } from 'vitest';
import { auditOf } from '../../src/appraise/audit/audit.ts';
import { type Audit, isWithheld, type Leniency } from '../../src/appraise/audit/nouns.ts';
import { exportOf, idOf, ballotsOf as laid, type Office, officeOf } from '../appraise/audit/ballots.ts';
import { policyBy, run } from '../support/pipeline.ts';
import { fromTheOthers, levelled, onEachOther, samePairs } from './audit.ts';

const policy = policyBy();
const rules = policy.audit as NonNullable<typeof policy.audit>;

async function audited(o: Office): Promise<{ audit: Audit; ran: Awaited<ReturnType<typeof run>> }> {
  const ran = await run(exportOf(o), policy);
  expect(ran.errors).toEqual([]);
  return { audit: auditOf(ran.source, ran.ranking, policy, rules), ran };
}
const near = (got: number, wanted: number) => expect(Math.abs(got - wanted)).toBeLessThan(1e-9);
const differenceOf = ({ difference }: Leniency) => (isWithheld(difference) ? difference.withheld : difference);

const offices = [1, 2, 3, 4, 5, 6].map((seed) =>
  officeOf(seed * 7919, 9 + seed, [5 + (seed % 3), 6, 12 + seed], seed % 2 === 0 ? 0.15 : 0),
);

describe.each(offices.map((o, i) => [i, o] as const))('office %i', (_, office) => {
  test('classes and units beside what others gave the same people', async () => {
    const { audit } = await audited(office);
    const all = laid(office);
    expect(audit.classes).toHaveLength(3);
    for (const c of audit.classes) {
      const wanted = fromTheOthers(
        all,
        (b) => b.raterClass === c.raterClass,
        (b) => b.raterClass !== c.raterClass,
      );
      const got = differenceOf(c);
      if (typeof got === 'string') throw new Error(got);
      near(got.points, wanted.points);
      expect(got.people).toBe(wanted.people);
      const own = all.flatMap((b) => (b.raterClass === c.raterClass && b.points !== null ? [b.points] : []));
      expect([c.votes, c.raters]).toEqual([own.length, office.raters.filter((r) => r.raterClass === c.raterClass).length]);
      near(c.mean, own.reduce((a, b) => a + b, 0) / own.length);
    }
    for (const u of audit.units) {
      const in_ = (b: { raterClass: string }) => b.raterClass === u.raterClass;
      const wanted = fromTheOthers(
        all,
        (b) => in_(b) && b.unit === u.unit,
        (b) => in_(b) && b.unit !== u.unit,
      );
      const got = differenceOf(u);
      if (typeof got === 'string') expect(got).toBe('nobody-else');
      else near(got.points, wanted.points);
    }
  });

  test('levelled scores', async () => {
    const { audit, ran } = await audited(office);
    const cents = (text: string) => BigInt(text.replace('.', '').replace('-', '')) * (text.startsWith('-') ? -1n : 1n);
    const all = ran.ranking.groups[0]?.ranked.map((r) => r.scored) ?? [];
    expect(audit.levelled.length).toBeGreaterThan(0);
    for (const l of audit.levelled) {
      const of = (get: (s: (typeof all)[number]) => string) => {
        const unit = all.filter((s) => s.person.unit === l.person.unit).map((s) => cents(get(s)));
        const own = all.find((s) => s.person.key === l.person.key);
        return levelled(
          cents(own ? get(own) : '0'),
          all.map((s) => cents(get(s))),
          unit,
        );
      };
      expect(cents(l.levelled.total.toText(2))).toBe(of((s) => s.total.toText(2)));
      expect(cents(l.levelled.evaluation.toText(2))).toBe(of((s) => s.blocks.evaluation.value.toText(2)));
      expect(cents(l.levelled.work.toText(2))).toBe(of((s) => s.blocks.work.value.toText(2)));
    }
  });

  test('ballots alike', async () => {
    const copied: Office = { ...office, marks: office.marks.map((m, n) => (n === 8 ? (office.marks[7] ?? m) : m)) };
    const same = copied.raters[7]?.raterClass === copied.raters[8]?.raterClass;
    const { audit } = await audited(copied);
    const wanted = samePairs(laid(copied), 8);
    if (isWithheld(audit.identical)) throw new Error(audit.identical.withheld);
    expect([audit.identical.compared, audit.identical.identical]).toEqual([wanted.compared, wanted.same.length]);
    expect(wanted.same.length).toBeGreaterThanOrEqual(same ? 1 : 0);
  });

  test('votes on each other', async () => {
    const { audit } = await audited(office);
    const whose = new Map(office.raters.flatMap((r) => (r.by === undefined ? [] : [[r.no, idOf(r.by)] as const])));
    const wanted = onEachOther(laid(office), whose, 100);
    if (isWithheld(audit.reciprocity)) throw new Error(audit.reciprocity.withheld);
    expect([audit.reciprocity.pairs, audit.reciprocity.mutualTop]).toEqual([wanted.pairs, wanted.both]);
    near(audit.reciprocity.expectedTop, wanted.expected);
    near(audit.reciprocity.correlation ?? Number.NaN, wanted.correlation);
  });

  test('each rater left out, as if the ballots had never been', async () => {
    const { audit, ran } = await audited(office);
    if (isWithheld(audit.influence)) throw new Error(audit.influence.withheld);
    const ranks = (r: typeof ran) => new Map(r.results.people.map((p) => [p.id, p]));
    const before = ranks(ran);
    const cuts = new Set(policy.cuts.map((c) => c.key));
    const verdicts = (p: { verdicts: readonly { rule: string; held: boolean }[] } | undefined) =>
      p?.verdicts
        .filter((v) => cuts.has(v.rule))
        .map((v) => `${v.rule} ${v.held}`)
        .join();
    const rests = new Map<string, number>();
    const listed: { rater: string; most: number; moved: number }[] = [];
    let without = 0;
    for (const [n, rater] of office.raters.entries()) {
      const after = ranks(await run(exportOf({ ...office, marks: office.marks.map((m, i) => (i === n ? m.map(() => -2) : m)) }), policy));
      const moves = [...before].map(([id, p]) => Math.abs(p.rank - (after.get(id)?.rank ?? p.rank)));
      const most = Math.max(...moves);
      if (most === 0) without++;
      if (most >= rules['rank-change'].value) listed.push({ rater: rater.no, most, moved: moves.filter((m) => m > 0).length });
      for (const [id, p] of before) if (verdicts(p) !== verdicts(after.get(id))) rests.set(id, (rests.get(id) ?? 0) + 1);
    }
    expect(
      audit.influence.raters.map(({ rater, most, moved }) => ({ rater, most, moved })).sort((a, b) => (a.rater < b.rater ? -1 : 1)),
    ).toEqual(listed.sort((a, b) => (a.rater < b.rater ? -1 : 1)));
    expect(audit.influence.without).toBe(without);
    const shown = new Map(audit.influence.people.map((p) => [p.person.id, p.raters]));
    expect(shown).toEqual(new Map([...rests].map(([id, n]) => [id, n < 5 ? null : n])));
  });
});
