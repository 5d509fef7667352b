// Ranks and the two cuts from an export to verdicts, against answers worked out by hand.
import { describe, expect, test } from 'vitest';
import { paperOf } from '../papers/paper-of.ts';
import { filesOf, policyWith, run } from '../support/pipeline.ts';
import { casesIn, codesOf, type Member, scores } from '../support/scores.ts';

type Edits = readonly (readonly [string, string])[];
interface Case {
  readonly it: string;
  readonly scores: readonly Member[];
  readonly policy?: Edits;
  readonly ties?: string;
  readonly round?: string;
  readonly ranks?: readonly number[];
  readonly totals?: readonly string[];
  readonly bars?: readonly number[];
  readonly held?: readonly number[];
  readonly talks?: readonly number[];
  readonly 'talks-held'?: readonly number[];
  readonly heads?: readonly number[];
  readonly small?: readonly string[];
}
interface Cases {
  readonly counts: readonly (readonly [number, string, number, number, number, string, number, number, number])[];
  readonly shares: readonly (readonly [number, string, string, number, number, number])[];
  readonly cases: readonly Case[];
  readonly groups: { readonly people: Record<string, Member>; readonly ranks: Record<string, string>; readonly bars: readonly string[] };
}
const { counts, shares, cases, groups } = casesIn<Cases>('cuts.yaml', import.meta.url);

const modes = ['half-up', 'floor', 'ceil'] as const;
type Change = Partial<Record<'round' | 'ties', string>> & { readonly policy?: Edits; readonly share?: string };
/** The policy with other settings of both cuts (the blank before the comma keeps the second edit off the first), and another share of the first. */
const policyOf = ({ policy: edits, round, ties, share }: Change) => {
  const each = (key: string, value: string | undefined): [string, string][] =>
    value === undefined
      ? []
      : [0, 1].map(() => [`${key}: { value: ${key === 'round' ? 'half-up' : 'exclude'},`, `${key}: { value: ${value} ,`]);
  const first: [string, string][] = share
    ? [
        [
          'share: { value: 0.30, clause: { at: 第十四条, quote: 排名后30%的干部，当年不提拔重用 } }',
          `share: { value: ${share}, clause: { at: 第十四条 } }`,
        ],
      ]
    : [];
  return policyWith((yaml) =>
    [...(edits ?? []), ...first, ...each('round', round), ...each('ties', ties)].reduce((text, [from, to]) => {
      if (!text.includes(from)) throw new Error(`not in the policy: ${from}`);
      return text.replace(from, () => to);
    }, yaml),
  );
};
/** Everybody, by numbers 1, 2, 3 …, as ids that stand in that order. */
const numbered = (members: readonly Member[]) => Object.fromEntries(members.map((m, i) => [String(1001 + i), m]));
const one = (members: readonly Member[], policy = policyWith()) => run(filesOf({ 'a.csv': scores(numbered(members)) }), policy, '2026Q3');
/** n people, no two of them equal. */
const falling = (n: number) => Array.from({ length: n }, (_, i) => `${95 - Math.floor(i / 4)}.${99 - (i % 4) * 20}`);

describe('k = n × share', () => {
  const all = counts.flatMap(([n, exact30, ...rest]) => {
    return modes.map((mode, i) => ({ n, mode, exact: [exact30, rest[3]], k: [Number(rest[i]), Number(rest[4 + i])] as const }));
  });
  test.each(all)('of $n under $mode: $k', async ({ n, mode, exact, k }) => {
    const { results } = await one(falling(n), policyOf({ round: mode }));
    const [group] = results.groups;
    expect(group?.cuts.map((c) => c.exact)).toEqual(exact);
    expect(group?.cuts.map((c) => c.k)).toEqual(k);
    const on = (list: string) => results.people.filter((p) => p.verdicts.some((v) => v.list === list && !v.held)).map((p) => p.rank);
    const last = (many: number) => Array.from({ length: many }, (_, i) => n - many + 1 + i);
    expect([on('promotion-bar'), on('reminder-talk')]).toEqual([last(k[0]), last(k[1])]);
  });
  test.each(shares)('of %i × %s = %s', async (n, share, exact, ...ks) => {
    for (const [i, mode] of modes.entries()) {
      const { results } = await one(falling(n), policyOf({ round: mode, share }));
      expect(results.groups[0]?.cuts[0]).toMatchObject({ exact, k: ks[i], mode });
    }
  });
});

describe('ranks, ties and head counts', () => {
  test.each(cases)('$it', async (c) => {
    const files = filesOf({ 'a.csv': scores(numbered(c.scores)) });
    const { results, problems } = await run(files, policyOf(c), '2026Q3');
    expect(codesOf(problems, 'error')).toEqual([]);
    const person = (i: number) => results.people.find((p) => p.id === String(1001 + i));
    const of = (list: string, held: boolean) =>
      c.scores.flatMap((_, i) => (person(i)?.verdicts.some((v) => v.list === list && v.held === held) ? [i + 1] : []));
    if (c.ranks) expect(c.scores.map((_, i) => person(i)?.rank ?? 0)).toEqual(c.ranks);
    if (c.totals) expect(c.scores.map((_, i) => person(i)?.total)).toEqual(c.totals);
    expect({
      bars: of('promotion-bar', false),
      held: of('promotion-bar', true),
      talks: of('reminder-talk', false),
      'talks-held': of('reminder-talk', true),
    }).toEqual({ bars: c.bars ?? [], held: c.held ?? [], talks: c.talks ?? [], 'talks-held': c['talks-held'] ?? [] });
    const [group] = results.groups;
    if (c.heads) expect(Object.values(group?.headCounts ?? {})).toEqual(c.heads);
    if (c.small) {
      const { book } = await paperOf(files, { policy: policyOf(c), period: '2026Q3' });
      const texts = book.sheets[0]?.rows.flatMap((r) => r.cells.map((cell) => String(cell?.value ?? ''))) ?? [];
      const told = texts.filter((t) => t.includes('人数太少')).map((t) => /人数太少，(.*)取整后为0人/.exec(t)?.[1]);
      expect(told).toEqual(c.small);
    }
  });
});

test('each group is cut for itself', async () => {
  const { results } = await run(filesOf({ 'a.csv': scores(groups.people) }), policyWith(), '2026Q3');
  expect(Object.fromEntries(results.people.map((p) => [p.id, `${p.rank}/${p.of}`]))).toEqual(groups.ranks);
  expect(
    results.people
      .filter((p) => p.verdicts.some((v) => v.list === 'promotion-bar'))
      .map((p) => p.id)
      .sort(),
  ).toEqual(groups.bars);
});
