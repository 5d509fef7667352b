/** Competition ranks 1, 2, 2, 4 of many draws. */

/** Who stands above whom among equal totals in a draw: below 0 where the first does, 0 where they share a rank. */
export type TieBreak = (first: number, second: number, draw: number) => number;

/** What is told of each draw; both arrays are used again for the next. */
export type OnDraw = (draw: number, rank: Int32Array, tied: Int32Array) => void;

/**
 * Ranks of each draw, highest total first.
 * @param totals one array a person, one whole number a draw
 * @param breakTie absent: equal totals share a rank
 */
export function ranksOfDraws(totals: readonly Float64Array[], draws: number, told: OnDraw, breakTie?: TieBreak): void {
  const n = totals.length;
  const rank = new Int32Array(n);
  const tied = new Int32Array(n);
  const order = orderer(totals);
  const sorted = new Int32Array(n);
  for (let d = 0; d < draws; d++) {
    order(d, sorted);
    let from = 0;
    while (from < n) {
      let to = from + 1;
      const value = totals[sorted[from] ?? 0]?.[d];
      while (to < n && totals[sorted[to] ?? 0]?.[d] === value) to++;
      if (to - from > 1 && breakTie) withinTie(sorted, from, to, d, breakTie, rank, tied);
      else place(sorted, from, to, from + 1, to - from, rank, tied);
      from = to;
    }
    told(d, rank, tied);
  }
}

function place(sorted: Int32Array, from: number, to: number, at: number, share: number, rank: Int32Array, tied: Int32Array): void {
  for (let i = from; i < to; i++) {
    const p = sorted[i] ?? 0;
    rank[p] = at;
    tied[p] = share;
  }
}

function withinTie(sorted: Int32Array, from: number, to: number, draw: number, by: TieBreak, rank: Int32Array, tied: Int32Array): void {
  const run = sorted.subarray(from, to).sort((a, b) => by(a, b, draw));
  let start = 0;
  while (start < run.length) {
    let end = start + 1;
    while (end < run.length && by(run[start] ?? 0, run[end] ?? 0, draw) === 0) end++;
    place(run, start, end, from + start + 1, end - start, rank, tied);
    start = end;
  }
}

/** Sorts a draw, highest first: by one number a person that holds total and person, where it fits an exact double. */
function orderer(totals: readonly Float64Array[]): (draw: number, into: Int32Array) => void {
  const n = totals.length;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const t of totals) {
    for (const v of t) {
      if (v < low) low = v;
      if (v > high) high = v;
    }
  }
  if ((high - low + 1) * n >= 2 ** 53) {
    return (d, into) => {
      for (let i = 0; i < n; i++) into[i] = i;
      into.sort((a, b) => (totals[b]?.[d] ?? 0) - (totals[a]?.[d] ?? 0));
    };
  }
  const keys = new Float64Array(n);
  return (d, into) => {
    for (let i = 0; i < n; i++) keys[i] = (high - (totals[i]?.[d] ?? 0)) * n + i;
    keys.sort();
    for (let i = 0; i < n; i++) into[i] = (keys[i] ?? 0) % n;
  };
}
