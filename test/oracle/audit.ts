// A second, plain way to the figures of an audit: fractions of BigInt, loops over the ballots, nothing remembered. It imports nothing.

/** A ballot: who, of which class and unit, on whom, with how many points; null: no valid vote. */
export interface Ballot {
  readonly rater: string;
  readonly raterClass: string;
  readonly unit: string;
  readonly person: string;
  readonly points: number | null;
}

const valid = (all: readonly Ballot[]) => all.flatMap((b) => (b.points === null ? [] : [{ ...b, points: b.points }]));

/** Mean of (own vote − mean of the others' votes on the same person), over the own votes where there are others. */
export function fromTheOthers(
  all: readonly Ballot[],
  own: (b: Ballot) => boolean,
  others: (b: Ballot) => boolean,
): { points: number; people: number } {
  const found = valid(all).filter(own);
  const terms: number[] = [];
  const people = new Set<string>();
  for (const b of found) {
    const rest = valid(all).filter((o) => o.person === b.person && others(o));
    if (rest.length === 0) continue;
    people.add(b.person);
    let sum = 0;
    for (const o of rest) sum += o.points;
    terms.push(b.points - sum / rest.length);
  }
  let sum = 0;
  for (const t of terms) sum += t;
  return { points: sum / terms.length, people: people.size };
}

/** A score as hundredths × mean of all ÷ mean of the unit, in hundredths, halves away from zero. */
export function levelled(score: bigint, all: readonly bigint[], unit: readonly bigint[]): bigint {
  const sum = (values: readonly bigint[]) => values.reduce((a, b) => a + b, 0n);
  const top = score * sum(all) * BigInt(unit.length);
  const under = sum(unit) * BigInt(all.length);
  const negative = top < 0n !== under < 0n;
  const [a, b] = [top < 0n ? -top : top, under < 0n ? -under : under];
  const rounded = (2n * a + b) / (2n * b);
  return negative ? -rounded : rounded;
}

/** Pairs of raters of one class that share `least` people or more, and those of them whose ballots are the same on all of these. */
export function samePairs(all: readonly Ballot[], least: number): { compared: number; same: string[] } {
  const raters = [...new Set(all.map((b) => `${b.raterClass} ${b.rater}`))].sort();
  let compared = 0;
  const same: string[] = [];
  for (const a of raters)
    for (const b of raters) {
      if (a >= b || a.split(' ')[0] !== b.split(' ')[0]) continue;
      const of = (r: string) => new Map(all.filter((x) => `${x.raterClass} ${x.rater}` === r).map((x) => [x.person, x.points]));
      const [x, y] = [of(a), of(b)];
      const shared = [...x.keys()].filter((p) => y.has(p));
      if (shared.length < least) continue;
      compared++;
      if (shared.every((p) => x.get(p) === y.get(p))) same.push(`${a.split(' ')[1]} ${b.split(' ')[1]}`);
    }
  return { compared, same };
}

/** People who voted on each other: how many pairs gave each other the best, how many are expected, and the product-moment correlation of both orders. */
export function onEachOther(
  all: readonly Ballot[],
  whose: ReadonlyMap<string, string>,
  best: number,
): { pairs: number; both: number; expected: number; correlation: number } {
  const votes = valid(all).flatMap((b) => {
    const by = whose.get(b.rater);
    const others = valid(all).filter((o) => o.person === b.person && o.raterClass === b.raterClass && o.rater !== b.rater);
    if (by === undefined || by === b.person || others.length === 0) return [];
    const mean = others.reduce((s, o) => s + o.points, 0) / others.length;
    const share = others.filter((o) => o.points === best).length / others.length;
    return [{ by, on: b.person, apart: b.points - mean, best: b.points === best, share }];
  });
  const x: number[] = [];
  const y: number[] = [];
  let [pairs, both, expected] = [0, 0, 0];
  for (const v of votes)
    for (const w of votes) {
      if (v.by !== w.on || v.on !== w.by) continue;
      x.push(v.apart);
      y.push(w.apart);
      if (v.by > w.by) continue;
      pairs++;
      if (v.best && w.best) both++;
      expected += v.share * w.share;
    }
  const mean = (a: readonly number[]) => a.reduce((s, v) => s + v, 0) / a.length;
  const [mx, my] = [mean(x), mean(y)];
  const co = x.reduce((s, v, i) => s + (v - mx) * ((y[i] ?? 0) - my), 0);
  const sq = (a: readonly number[], m: number) => Math.sqrt(a.reduce((s, v) => s + (v - m) ** 2, 0));
  return { pairs, both, expected, correlation: co / (sq(x, mx) * sq(y, my)) };
}
