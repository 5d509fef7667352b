/**
 * Where the order of rounded straight lines changes: people's totals as functions of one weight, the others rescaled. Candidates are
 * sought in doubles with a margin; whatever decides is exact.
 */
import { roundedQuotientBig } from './integers.ts';

/** A quotient of whole numbers, `below` above 0. */
export interface Ratio {
  readonly above: bigint;
  readonly below: bigint;
}

/** A line a person: at t the value is (intercept + slope · t) ÷ unit, in steps that values are rounded to. */
export interface Lines {
  readonly intercepts: readonly bigint[];
  readonly slopes: readonly bigint[];
  readonly unit: bigint;
  /** Who stands above whom where rounded values are equal: below 0 the first, 0 nobody. */
  readonly tie: (first: number, second: number) => number;
}

/** Which state somebody is in, by how many stand at or below them (themselves included) and how many below. */
export type StateOf<S> = (atOrBelow: number, below: number) => S;

/** The first t, from a start on, at which somebody's state is another one. */
export interface Change<S> {
  readonly at: Ratio;
  /** Whether the state is another one at `at` itself, or only beyond it. */
  readonly attained: boolean;
  readonly state: S;
}

export const ratio = (above: bigint, below: bigint): Ratio => (below < 0n ? { above: -above, below: -below } : { above, below });
/** Below 0 where a is less. */
export const compareRatios = (a: Ratio, b: Ratio): number => {
  const d = a.above * b.below - b.above * a.below;
  return d < 0n ? -1 : d > 0n ? 1 : 0;
};
const toNumber = ({ above, below }: Ratio): number => {
  // Both may be beyond the doubles; 2⁶⁴ steps are finer than any double between 0 and 1.
  const scaled = (above << 64n) / below;
  return Number(scaled) / 2 ** 64;
};

/** How many stand at or below person i, i included, and how many below, at t. */
export function standingAt(lines: Lines, i: number, t: Ratio): readonly [atOrBelow: number, below: number] {
  return countAmong(lines, i, t, lines.intercepts.keys(), [1, 0]);
}

function valueAt({ intercepts, slopes, unit }: Lines, j: number, { above, below }: Ratio): bigint {
  return roundedQuotientBig((intercepts[j] ?? 0n) * below + (slopes[j] ?? 0n) * above, unit * below);
}

function countAmong(
  lines: Lines,
  i: number,
  t: Ratio,
  among: Iterable<number>,
  from: readonly [number, number],
): readonly [number, number] {
  let [atOrBelow, below] = from;
  const own = valueAt(lines, i, t);
  for (const j of among) {
    if (j === i) continue;
    const value = valueAt(lines, j, t);
    const order = value < own ? 1 : value > own ? -1 : -lines.tie(i, j);
    if (order >= 0) atOrBelow++;
    if (order > 0) below++;
  }
  return [atOrBelow, below];
}

/** What is looked for on the way from `start` to `end`. */
export interface Search<S> {
  readonly start: Ratio;
  /** 0 or 1, say: the last t that is looked at, itself included. */
  readonly end: Ratio;
  /** Each with the state at the start. */
  readonly states: readonly { readonly of: StateOf<S>; readonly now: S }[];
}

/** Lines with what is looked at again and again. */
export interface PreparedLines extends Lines {
  /** The nearest doubles, in steps. */
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** How far beyond a stretch its ends are looked at: no line moves by more than a part of `margin` meanwhile. */
  readonly overlap: number;
}

export function prepared(lines: Lines): PreparedLines {
  const scale = Number(lines.unit);
  const doubles = (all: readonly bigint[]) => Float64Array.from(all, (v) => Number(v) / scale);
  const b = doubles(lines.slopes);
  const steepest = b.reduce((most, v) => Math.max(most, Math.abs(v)), 0);
  return { ...lines, a: doubles(lines.intercepts), b, overlap: margin / (8 * Math.max(1, steepest)) };
}

/** Differences count as certain only beyond a step and this; it covers whatever doubles may be wrong by. */
const margin = 1e-3;
const reach = 1 + margin;

/**
 * The first change of each state of person i on the way; null where there is none.
 *
 * Rounding keeps order: somebody a whole step below stays below. So only who is within a step of person i can change sides, and only
 * where they could change the state is every t looked at, exactly, at which a value is rounded to another.
 */
export function firstChanges<S>(lines: PreparedLines, i: number, search: Search<S>): (Change<S> | null)[] {
  const windows = windowsOf(lines, i, search);
  return search.states.map((state) => firstChange(lines, i, search, state, windows));
}

/** When the others are within reach of person i, by distance from the start; ends of windows each in order. */
interface Windows {
  readonly from: Float64Array;
  readonly to: Float64Array;
  /** How many are below before any window opens. */
  readonly below: number;
  /** Whose line is the very same: how many of them do not stand above i, and how many stand below. */
  readonly same: readonly [atOrBelow: number, below: number];
  readonly enterFromBelow: Float64Array;
  readonly enterFromAbove: Float64Array;
  readonly leaveBelow: Float64Array;
  readonly leaveAbove: Float64Array;
  readonly length: number;
}

function windowsOf<S>({ intercepts, slopes, a, b, tie }: PreparedLines, i: number, { start, end }: Search<S>): Windows {
  const n = intercepts.length;
  const [t0, t1] = [toNumber(start), toNumber(end)];
  const length = Math.abs(t1 - t0);
  const from = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  const to = new Float64Array(n).fill(Number.NEGATIVE_INFINITY);
  const ends: [number[], number[], number[], number[]] = [[], [], [], []];
  const [enterFromBelow, enterFromAbove, leaveBelow, leaveAbove] = ends;
  let [below, sameAtOrBelow, sameBelow] = [0, 0, 0];
  for (let j = 0; j < n; j++) {
    if (j === i) continue;
    if (a[j] === a[i] && b[j] === b[i] && intercepts[j] === intercepts[i] && slopes[j] === slopes[i]) {
      if (tie(i, j) <= 0) sameAtOrBelow++;
      if (tie(i, j) < 0) sameBelow++;
      continue;
    }
    const steeper = (b[j] ?? 0) - (b[i] ?? 0);
    const apart = (a[j] ?? 0) - (a[i] ?? 0) + steeper * t0;
    const slope = steeper * Math.sign(t1 - t0);
    if (apart < 0) below++;
    const [u1, u2] = nearBetween(apart, slope, length);
    if (u1 > u2) continue;
    from[j] = u1;
    to[j] = u2;
    (apart < 0 ? enterFromBelow : enterFromAbove).push(u1);
    if (u2 < length) (apart + slope * u2 < 0 ? leaveBelow : leaveAbove).push(u2);
  }
  const [eb, ea, lb, la] = ends.map((all) => new Float64Array(all).sort()) as [Float64Array, Float64Array, Float64Array, Float64Array];
  const sorted = { enterFromBelow: eb, enterFromAbove: ea, leaveBelow: lb, leaveAbove: la };
  return { from, to, below, same: [sameAtOrBelow, sameBelow], length, ...sorted };
}

/** From where to where |apart + slope · u| is within reach, in [0, length]; never: the first is above the second. */
function nearBetween(apart: number, slope: number, length: number): readonly [number, number] {
  if (Math.abs(slope) * length < margin / 2) return Math.abs(apart) <= reach + margin ? [0, length] : [1, 0];
  const [u1, u2] = [(-reach - apart) / slope, (reach - apart) / slope];
  return [Math.max(0, Math.min(u1, u2)), Math.min(length, Math.max(u1, u2))];
}

/** Walks from window to window; where the counts leave the state open, looks closer. */
function firstChange<S>(
  lines: PreparedLines,
  i: number,
  search: Search<S>,
  { of: state, now }: Search<S>['states'][number],
  w: Windows,
): Change<S> | null {
  const [enterBelow, enterAbove] = [passing(w.enterFromBelow), passing(w.enterFromAbove)];
  const [leaveBelow, leaveAbove] = [passing(w.leaveBelow), passing(w.leaveAbove)];
  let [certain, near, u] = [w.below, 0, 0];
  for (;;) {
    const [fromBelow, fromAbove] = [enterBelow.until(u), enterAbove.until(u)];
    certain -= fromBelow;
    near += fromBelow + fromAbove;
    const to = Math.min(enterBelow.next(), enterAbove.next(), leaveBelow.next(), leaveAbove.next(), w.length);
    const least: Counts = [certain + w.same[0] + 1, certain + w.same[1]];
    if (state(...least) !== now || state(least[0] + near, least[1] + near) !== now) {
      const found = within(lines, i, search, { w, from: u, to, least, state, now });
      if (found) return found;
    }
    if (to >= w.length) return null;
    u = to;
    const [goneBelow, goneAbove] = [leaveBelow.until(u), leaveAbove.until(u)];
    certain += goneBelow;
    near -= goneBelow + goneAbove;
  }
}

type Counts = readonly [atOrBelow: number, below: number];

/** Numbers in order, passed one after the other. */
function passing(sorted: Float64Array) {
  let head = 0;
  return {
    next: (): number => sorted[head] ?? Number.POSITIVE_INFINITY,
    /** How many more are passed on the way to u. */
    until: (u: number): number => {
      const before = head;
      while (head < sorted.length && (sorted[head] ?? 0) <= u) head++;
      return head - before;
    },
  };
}

interface Stretch<S> {
  readonly w: Windows;
  readonly from: number;
  readonly to: number;
  /** Counts without those who are near. */
  readonly least: Counts;
  readonly state: StateOf<S>;
  readonly now: S;
}

/** Looks at every t of a stretch at which person i or somebody near is rounded to another value, and between them. */
function within<S>(lines: PreparedLines, i: number, { start, end }: Search<S>, s: Stretch<S>): Change<S> | null {
  const near = [...lines.intercepts.keys()].filter((j) => (s.w.from[j] ?? 0) <= s.from && (s.w.to[j] ?? 0) >= s.to);
  const forward = compareRatios(end, start) > 0;
  const t = (u: number) => toNumber(start) + (forward ? u : -u);
  const [low, high] = [Math.min(t(s.from), t(s.to)) - lines.overlap, Math.max(t(s.from), t(s.to)) + lines.overlap];
  const steps = [i, ...near]
    .flatMap((j) => stepsOf(lines, j, low, high))
    .filter((r) => compareRatios(r, start) * compareRatios(r, end) <= 0)
    .sort(forward ? compareRatios : (a, b) => compareRatios(b, a));
  const at = (r: Ratio): S => s.state(...countAmong(lines, i, r, near, s.least));
  let before = s.from === 0 ? start : ofNumber(t(s.from));
  const last = s.to >= s.w.length ? end : ofNumber(t(s.to));
  for (const step of [...steps, last]) {
    const ahead = forward ? compareRatios(step, before) > 0 : compareRatios(step, before) < 0;
    // Between two steps nothing changes: one t there stands for all.
    const beyond = ahead ? at(middle(before, step)) : s.now;
    if (beyond !== s.now) return { at: before, attained: false, state: beyond };
    if (step === last) return null;
    const here = at(step);
    if (here !== s.now) return { at: step, attained: true, state: here };
    before = step;
  }
  return null;
}

const middle = (a: Ratio, b: Ratio): Ratio => ({ above: a.above * b.below + b.above * a.below, below: 2n * a.below * b.below });
const ofNumber = (t: number): Ratio => ({ above: BigInt(Math.round(t * 2 ** 52)), below: 2n ** 52n });

/** Every t between two at which person j's value lies half-way between two steps. */
function stepsOf({ intercepts, slopes, unit }: Lines, j: number, low: number, high: number): Ratio[] {
  const [a, b] = [intercepts[j] ?? 0n, slopes[j] ?? 0n];
  if (b === 0n) return [];
  const [v1, v2] = [low, high].map((t) => (Number(a) + Number(b) * t) / Number(unit)) as [number, number];
  const found: Ratio[] = [];
  for (let k = Math.floor(Math.min(v1, v2)) - 1; k <= Math.ceil(Math.max(v1, v2)); k++) {
    const step = ratio((2n * BigInt(k) + 1n) * unit - 2n * a, 2n * b);
    const t = toNumber(step);
    if (t >= low && t <= high) found.push(step);
  }
  return found;
}
