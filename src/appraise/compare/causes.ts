/**
 * Why something changed. Own data, the others' data and the policy are each taken from A or from B, and what follows is computed
 * anew: a cause is a set of changes that turns the old outcome into the new one, and of which none can be left out.
 */
import type { Unit } from '../../policy/units.ts';
import type { Cause, Factor, GradeState, Outcome, Pair, Why } from './comparison.ts';
import { blend, type Data, type Policies, rankedUnder } from './data.ts';
import { type Entrant, gradesIn, outcomeWith, rankingWith, type World, weight, worldOf } from './worlds.ts';

/** One side as it was ranked. */
export interface Side {
  readonly data: Data;
  readonly world: World;
  /** The share of excellent that takes approval was asked for. */
  readonly approved: boolean;
}

/** More parts of a policy than these are not tried two by two: each trial ranks everybody anew. */
const mostInPairs = 8;

/** Answers for one comparison; worlds between A and B are ranked once, when first asked for. */
export class Causes {
  private readonly between = new Map<string, World | null>();
  /** Somebody's key → whether what they bring differs. */
  private readonly moved = new Map<Pair, boolean>();
  private readonly movers: number;
  private readonly made = new Map<World, Map<Entrant, Outcome>>();

  /**
   * @param policies of either side's data under the other side's policy; null where it cannot be settled for their day
   * @param units parts in which the policies differ
   * @param pairs whose data may differ; none where the data are the same
   */
  constructor(
    private readonly a: Side,
    private readonly b: Side,
    private readonly policies: { readonly aByB: Policies | null; readonly bByA: Policies | null },
    private readonly units: readonly Unit[],
    pairs: readonly Pair[],
  ) {
    for (const pair of pairs) this.moved.set(pair, this.differs(pair));
    this.movers = [...this.moved.values()].filter((m) => m).length;
  }

  /** Why an outcome is another one; `of` is what is looked at, as text. */
  outcome(pair: Pair, of: (outcome: Outcome | null) => string): Why {
    return this.why(pair, (others, own, world) => {
      const entrant = this.entrant(own, pair, world.own);
      if (!entrant) return of(null);
      if (own === others) return of(world.base.outcomes.get(entrant.person.key) ?? null);
      return of(this.exchanged(pair, world.base, others, entrant));
    });
  }

  /** Several things are asked of one outcome: it is made once. */
  private exchanged(pair: Pair, world: World, others: 'a' | 'b', entrant: Entrant): Outcome {
    const known = this.made.get(world)?.get(entrant);
    if (known) return known;
    const outcome = outcomeWith(world, this.key(others, pair), entrant);
    const own = this.made.get(world) ?? new Map<Entrant, Outcome>();
    this.made.set(world, own.set(entrant, outcome));
    return outcome;
  }

  /** Why another grade is proposed. */
  grade(pair: Pair, of: (grade: GradeState | null) => string): Why {
    return this.why(pair, (others, own, world) => {
      const entrant = this.entrant(own, pair, world.own);
      const { approved } = others === 'a' ? this.a : this.b;
      if (!entrant) return of(null);
      const ranked = own === others ? world.base : { ...world.base, ranking: rankingWith(world.base, this.key(others, pair), entrant) };
      return of(gradesIn(ranked, approved).get(entrant.person.key) ?? null);
    });
  }

  private key = (side: 'a' | 'b', pair: Pair): string | null => pair[side]?.key ?? null;
  private entrant = (side: 'a' | 'b', pair: Pair, world: World): Entrant | null => world.entrants.get(this.key(side, pair) ?? '') ?? null;

  /** What the two bring differs under a policy that both can be ranked by; where there is none, it is taken to differ. */
  private differs(pair: Pair): boolean {
    const tried = (['a', 'b'] as const).map((policy) => [this.world('a', policy), this.world('b', policy)] as const);
    const known = tried.flatMap(([a, b]) => (a && b ? [[this.entrant('a', pair, a), this.entrant('b', pair, b)] as const] : []));
    return known.length === 0 || known.some(([x, y]) => (x && weight(x)) !== (y && weight(y)));
  }

  /** Data of one side under the policy of either, or of A's with some parts of B's. */
  private world(data: 'a' | 'b', policy: 'a' | 'b' | readonly Unit[]): World | null {
    const side = data === 'a' ? this.a : this.b;
    if (policy === data || this.units.length === 0) return side.world;
    const name = `${data} ${typeof policy === 'string' ? policy : policy.map((u) => u.path).join(' ')}`;
    const known = this.between.get(name);
    if (known !== undefined) return known;
    const [old, now] = data === 'a' ? [side.world.policies, this.policies.aByB] : [this.policies.bByA, side.world.policies];
    const wanted = typeof policy === 'string' ? (policy === 'a' ? old : now) : old && now && blend(old, now, policy);
    const ranked = wanted && rankedUnder(side.data, wanted);
    const made = ranked ? worldOf(ranked) : null;
    this.between.set(name, made);
    return made;
  }

  /** The changes that there are between the two sides for this person. */
  private factors(pair: Pair): Factor[] {
    const own = this.moved.get(pair) ?? false;
    return [
      ...(own ? (['own'] as const) : []),
      ...(this.movers > (own ? 1 : 0) ? (['others'] as const) : []),
      ...(this.units.length > 0 ? (['policy'] as const) : []),
    ];
  }

  private why(pair: Pair, look: (others: 'a' | 'b', own: 'a' | 'b', world: { base: World; own: World }) => string): Why {
    const factors = this.factors(pair);
    const at = (chosen: readonly Factor[], units: readonly Unit[] | null = null): string | null => {
      // The same data on both sides: whichever is taken.
      const side = (f: Factor) => (chosen.includes(f) ? 'b' : 'a');
      const policy = chosen.includes('policy') ? (units ?? 'b') : 'a';
      const [base, own] = [this.world(side('others'), policy), this.world(side('own'), policy)];
      return base && own ? look(side('others'), side('own'), { base, own }) : null;
    };
    const wanted = at(this.all);
    let unseparated = false;
    const found = minimal(factors, (chosen) => {
      if (chosen.length === factors.length) return true;
      const got = at(this.padded(chosen, factors));
      if (got === null) unseparated = true;
      return got === wanted;
    });
    const causes = found.flatMap((chosen): Cause[] => {
      if (!chosen.includes('policy')) return [{ factors: chosen, units: [] }];
      const sets = this.unitsOf((units) => at(this.padded(chosen, factors), units) === wanted);
      return sets.map((units) => ({ factors: chosen, units }));
    });
    return { causes, unseparated };
  }

  private readonly all: readonly Factor[] = ['own', 'others', 'policy'];
  /** What does not differ is taken from B where all that does is. */
  private padded(chosen: readonly Factor[], factors: readonly Factor[]): readonly Factor[] {
    return chosen.length === factors.length ? this.all : chosen;
  }

  /** Parts of the policy that suffice: one, two, or those of which none can be left out. */
  private unitsOf(suffices: (units: readonly Unit[]) => boolean): readonly (readonly Unit[])[] {
    const { units } = this;
    if (units.length <= 1) return [units];
    const single = units.filter((u) => suffices([u]));
    if (single.length > 0) return single.map((u) => [u]);
    const pairs = units.length > mostInPairs ? [] : units.flatMap((u, i) => units.slice(i + 1).map((v) => [u, v]));
    const double = pairs.filter(suffices);
    if (double.length > 0) return double;
    const needed = units.filter((u) => !suffices(units.filter((v) => v !== u)));
    return [needed.length > 0 ? needed : units];
  }
}

/** The smallest sets that suffice, none a part of another. */
function minimal(factors: readonly Factor[], suffices: (chosen: readonly Factor[]) => boolean): Factor[][] {
  const sets = Array.from({ length: 2 ** factors.length - 1 }, (_, i) => factors.filter((_f, bit) => ((i + 1) >> bit) & 1));
  const found: Factor[][] = [];
  for (const set of sets.sort((x, y) => x.length - y.length)) {
    if (found.some((f) => f.every((x) => set.includes(x)))) continue;
    if (suffices(set)) found.push(set);
  }
  return found;
}
