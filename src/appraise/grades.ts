/** 等次 proposals (rules §7.6): bands, and the best grade within its places. A proposal: the Party group decides. */
import { Decimal } from '../decimal.ts';
import type { Policy } from '../policy/policy.ts';
import type { Sanction } from '../records.ts';
import type { Group, Period, Place, RankedPerson, Ranking, UnrankedPerson } from '../types.ts';
import type { GradePlaces, GradeProposal, Grades } from '../verdicts.ts';
import { liftedOf } from './exempt.ts';

type Rules = NonNullable<Policy['grades']>;
type Bands = Rules['quarter']['bands'];
type Barred = GradeProposal['barred'][number];

const rounded = (exact: Decimal, mode: 'half-up' | 'floor' | 'ceil'): number =>
  (mode === 'floor' ? exact.floor() : mode === 'ceil' ? exact.ceil() : exact.round(0)).toInteger();

/** The first band whose line the total reaches; below all of them the last. */
function bandOf(total: Decimal, bands: Bands): Bands[number] {
  const found = bands.find((b) => !total.below(b.from.value)) ?? bands.at(-1);
  if (!found) throw new Error('a policy without bands');
  return found;
}

/**
 * Grades of everybody in a ranking.
 * @param approved the share that the policy allows by approval (years)
 */
export function gradesOf(ranking: Ranking, policy: Policy, rules: Rules, approved = false): Grades {
  return ranking.period !== null && ranking.period.quarter === null
    ? yearGrades(ranking, policy, rules.year, approved)
    : quarterGrades(ranking, rules.quarter);
}

// ── quarter: the best grade by its line, at most so many of the group ──

function quarterGrades(ranking: Ranking, rules: Rules['quarter']): Grades {
  const share = rules['best-share'].value;
  const groups = ranking.groups.map((g): GradePlaces => {
    const heads = g.headCounts.ranked;
    const exact = Decimal.whole(heads).times(share);
    const places = rounded(exact, rules.round.value);
    const [best, second] = rules.bands;
    if (!best || !second) throw new Error('a quarter needs two bands');
    const reach = g.ranked.filter((r) => bandOf(r.scored.total, rules.bands) === best);
    const within = standings(reach, places);
    const proposals = g.ranked.map((r): GradeProposal => {
      const stands = within.get(r);
      const band = stands === undefined ? bandOf(r.scored.total, rules.bands) : stands.state === 'in' ? best : second;
      return { ...ofRanked(r, band.from.value, band.from.clause.at), grade: band.key, held: stands?.state === 'held', barred: [] };
    });
    return placesOf(g, heads, exact, places, [...proposals, ...g.notRanked.map(ungraded)], best.key);
  });
  const sum = (f: (g: GradePlaces) => number) => groups.reduce((s, g) => s + f(g), 0);
  return {
    kind: 'quarter',
    share,
    approved: false,
    heads: sum((g) => g.heads),
    exact: Decimal.sum(groups.map((g) => g.exact)),
    places: sum((g) => g.places),
    undecided: 0,
    groups,
    clause: rules['best-share'].clause.at,
  };
}

/** How many of those who may have the best grade stand above somebody, and what that comes to. */
interface Standing {
  readonly above: number;
  /** In, where those who stand with or above the person fit the places; held, where only a tie keeps them out (rules §7.6). */
  readonly state: 'in' | 'held' | 'out';
}

/** @param of in the order of their ranks */
function standings(of: readonly RankedPerson[], places: number): ReadonlyMap<RankedPerson, Standing> {
  const sharing = new Map<number, RankedPerson[]>();
  for (const r of of) {
    const others = sharing.get(r.rank);
    if (others) others.push(r);
    else sharing.set(r.rank, [r]);
  }
  const found = new Map<RankedPerson, Standing>();
  let above = 0;
  for (const all of sharing.values()) {
    const state = above + all.length <= places ? 'in' : above < places ? 'held' : 'out';
    for (const r of all) found.set(r, { above, state });
    above += all.length;
  }
  return found;
}

// ── year: places of the whole export, by groups ──

function yearGrades(ranking: Ranking, policy: Policy, rules: Rules['year'], approved: boolean): Grades {
  const setting = approved ? rules['share-approved'] : rules.share;
  const heads = ranking.groups.reduce((s, g) => s + g.headCounts.shouldTakePart, 0);
  const exact = Decimal.whole(heads).times(setting.value);
  const places = rounded(exact, rules.round.value);
  const parts = partsOf(
    ranking.groups.map((g) => g.headCounts.shouldTakePart),
    places,
  );
  const groups = ranking.groups.map((g, i): GradePlaces => {
    const part = parts.parts[i] ?? { exact: Decimal.zero, places: 0 };
    const proposals = yearProposals(g, part.places, policy, rules, ranking.period);
    return placesOf(g, g.headCounts.shouldTakePart, part.exact, part.places, proposals, rules.excellent.key);
  });
  return {
    kind: 'year',
    share: setting.value,
    approved,
    heads,
    exact,
    places,
    undecided: parts.undecided,
    groups,
    clause: setting.clause.at,
  };
}

/**
 * Places by groups: places × group ÷ whole, what is left over by largest remainder, of equal ones to the larger group; where those
 * are equal too the place is left to be decided.
 */
export function partsOf(heads: readonly number[], places: number): { parts: { exact: Decimal; places: number }[]; undecided: number } {
  const whole = heads.reduce((a, b) => a + b, 0);
  const parts = heads.map((n, i) => {
    const exact = whole === 0 ? Decimal.zero : Decimal.whole(places).times(Decimal.whole(n)).over(Decimal.whole(whole));
    return { i, n, exact, places: exact.floor().toInteger(), rest: exact.minus(exact.floor()) };
  });
  let over = places - parts.reduce((s, p) => s + p.places, 0);
  const order = [...parts].sort((a, b) => b.rest.compare(a.rest) || b.n - a.n);
  const like = (a: (typeof parts)[number], b: (typeof parts)[number]) => a.rest.equals(b.rest) && a.n === b.n;
  for (let k = 0; k < order.length && over > 0; ) {
    const first = order[k];
    if (!first || first.rest.isZero()) break;
    const equals = order.filter((p) => like(p, first));
    if (equals.length > over) break;
    for (const p of equals) p.places++;
    over -= equals.length;
    k += equals.length;
  }
  return { parts: parts.map(({ exact, places: p }) => ({ exact, places: p })), undecided: whole === 0 ? 0 : over };
}

function yearProposals(g: Group, places: number, policy: Policy, rules: Rules['year'], period: Period | null): GradeProposal[] {
  const effects = new Map(g.ranked.map((r) => [r, sanctionEffects(r, policy, period)]));
  const gradeless = (r: RankedPerson) => (effects.get(r) ?? []).filter((e) => e.effect === 'none');
  const barred = new Map(g.ranked.map((r) => [r, barsOf(r, policy, rules, effects.get(r) ?? [])]));
  const free = g.ranked.filter((r) => gradeless(r).length === 0 && (barred.get(r) ?? []).length === 0);
  const stood = standings(free, places);
  const proposals = g.ranked.map((r): GradeProposal => {
    const none = gradeless(r);
    const band = bandOf(r.scored.total, rules.bands);
    const base = ofRanked(r, band.from.value, band.from.clause.at);
    if (none.length > 0) return { ...base, grade: null, held: false, barred: none.map((e) => e.bar), line: '' };
    const bars = barred.get(r) ?? [];
    const stands = stood.get(r);
    if (stands?.state === 'in')
      return {
        ...base,
        grade: rules.excellent.key,
        held: false,
        barred: [],
        // Its place among those whom nothing bars, against the places there are.
        figure: String(stands.above + 1),
        line: String(places),
        clause: rules.clause.at,
      };
    return { ...base, grade: band.key, held: stands?.state === 'held', barred: bars };
  });
  return [...proposals, ...g.notRanked.map(ungraded)];
}

interface Effect {
  readonly effect: 'not-excellent' | 'none';
  readonly bar: Barred;
}

/** What the sanctions of the year, and heavy ones of the year before, leave of a grade (rules §7.2, domain.md). */
function sanctionEffects(r: RankedPerson, policy: Policy, period: Period | null): Effect[] {
  const { person } = r.scored;
  const lifted = liftedOf(person, policy);
  const year = period?.year ?? null;
  return person.records.sanctions.flatMap((s): Effect[] => {
    const kind = policy.accountability?.kinds.find((k) => k.key === s.kind);
    if (!kind || lifted.has(s) || year === null) return [];
    const began = startYear(s);
    const now = began === year;
    const before = began === year - 1;
    const grade = kind.grade.value;
    const bar = { rule: kind.key, clause: kind.grade.clause.at, from: [s.at, ...s.dates] };
    if ((grade === 'none' && now) || (grade === 'none-two-years' && (now || before))) return [{ effect: 'none', bar }];
    return grade === 'not-excellent' && now ? [{ effect: 'not-excellent', bar }] : [];
  });
}

/** The year a sanction was given in; where only its last day is written, that day's. */
const startYear = (s: Sanction): number => Number((s.from ?? s.to).slice(0, 4));

/** Everything that keeps the best grade from somebody, each with its clause. */
function barsOf(r: RankedPerson, policy: Policy, rules: Rules['year'], effects: readonly Effect[]): Barred[] {
  const lists: readonly string[] = policy.excellent['barred-by'].value;
  const listed = r.verdicts.filter((v) => !v.held && lists.includes(v.list)).map((v) => ({ rule: v.rule, clause: v.clause, from: v.from }));
  const least = rules['min-total'].value;
  const low = least !== 'none' && r.scored.total.below(least);
  return [
    ...listed,
    ...effects.map((e) => e.bar),
    ...(low ? [{ rule: 'min-total', clause: rules['min-total'].clause.at, from: r.scored.step.from }] : []),
  ];
}

// ── what both have in common ──

function ofRanked(r: RankedPerson, line: Decimal, clause: string): Omit<GradeProposal, 'grade' | 'held' | 'barred'> {
  const { person, total, step } = r.scored;
  return { person, rank: r.rank, total, figure: total.toText(2), line: line.toText(), clause, from: step.from };
}

/** Not ranked: no grade, with the reason. */
function ungraded(u: UnrankedPerson): GradeProposal {
  const rule = u.reason.kind === 'problems' ? u.reason.codes.join(', ') : u.reason.key;
  const barred = [{ rule, clause: u.clause, from: u.from as Place[] }];
  return {
    person: u.person,
    rank: null,
    total: null,
    grade: null,
    held: false,
    barred,
    figure: '',
    line: '',
    clause: u.clause,
    from: u.from,
  };
}

function placesOf(g: Group, heads: number, exact: Decimal, places: number, proposals: GradeProposal[], best: string): GradePlaces {
  return {
    category: g.category,
    level: g.level,
    heads,
    exact,
    places,
    given: proposals.filter((p) => p.grade === best).length,
    held: proposals.filter((p) => p.held).length,
    proposals,
  };
}
