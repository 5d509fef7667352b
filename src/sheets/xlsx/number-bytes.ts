/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const splitter = 2 ** 27 + 1;

/** Reads decimal numbers from bytes without making strings of them. */
export class NumberBytes {
  /** Whether the last number stands as `Cell.value` would write it: at most 15 digits, no exponent, no needless zero or sign. */
  plain = false;

  /**
   * The double nearest to the decimal in `buf[from, to)`, or NaN where the text is none or not certain to be read
   * right this way: very long ones, large exponents, exact halves. Those are left to `Number`.
   */
  parse(buf: Uint8Array, from: number, to: number): number {
    let p = from;
    const negative = buf[p] === 0x2d;
    if (negative) p++;
    const first = p;
    let head = 0;
    let rest = 0;
    let digits = 0;
    let scale = 0;
    let point = -1;
    let b = 0;
    for (; p < to; p++) {
      b = buf[p] as number;
      if (b === 0x2e) {
        if (point >= 0 || p === first) return Number.NaN;
        point = p;
        continue;
      }
      if (b < 0x30 || b > 0x39) break;
      if (digits < 15) head = head * 10 + b - 0x30;
      else if (digits < 19) rest = rest * 10 + b - 0x30;
      else return Number.NaN;
      if (digits > 0 || b !== 0x30) digits++;
      if (point >= 0) scale--;
    }
    const end = p;
    if (end === first || point === end - 1) return Number.NaN;
    if (p < to) {
      const exponent = exponentOf(buf, p, to);
      if (Number.isNaN(exponent)) return exponent;
      scale += exponent;
    }
    const lead = buf[first] === 0x30 && end > first + 1 && point !== first + 1;
    this.plain = end === to && digits <= 15 && !lead && (point < 0 || buf[end - 1] !== 0x30) && !(negative && head === 0);
    const x = digits <= 15 ? small(head, scale) : large(head, rest, digits - 15, scale);
    return negative ? -x : x;
  }
}

/** `E-05` and the like at `p`, or NaN. */
function exponentOf(buf: Uint8Array, p: number, to: number): number {
  const letter = buf[p++];
  if (letter !== 0x45 && letter !== 0x65) return Number.NaN;
  const sign = buf[p];
  if (sign === 0x2b || sign === 0x2d) p++;
  if (p === to || to - p > 3) return Number.NaN;
  let n = 0;
  for (; p < to; p++) {
    const b = buf[p] as number;
    if (b < 0x30 || b > 0x39) return Number.NaN;
    n = n * 10 + b - 0x30;
  }
  return sign === 0x2d ? -n : n;
}

/** Both sides are exact doubles, so that the one operation rounds right. */
function small(m: number, scale: number): number {
  if (scale === 0 || m === 0) return m;
  if (scale < 0) return scale < -22 ? Number.NaN : m / (powers[-scale] as number);
  return scale > 22 ? Number.NaN : m * (powers[scale] as number);
}

/**
 * (head · 10^extra + rest) · 10^scale in twice the precision of a double; NaN where the result is so near to the middle
 * of two doubles that this cannot tell which is right.
 */
function large(head: number, rest: number, extra: number, scale: number): number {
  if (scale > 0 || scale < -22) return Number.NaN;
  const up = powers[extra] as number;
  const product = head * up;
  const high = product + rest;
  // Both errors are exact: of the product, and of the sum (the product is the larger part).
  const low = productError(head, up, product) + (rest - (high - product));
  const p = powers[-scale] as number;
  const q = high / p;
  const back = q * p;
  const correction = (high - back - productError(q, p, back) + low) / p;
  const doubt = Math.abs(correction) * 2 ** -40 + q * 2 ** -90;
  const x = q + (correction - doubt);
  return x === q + (correction + doubt) ? x : Number.NaN;
}

/** a·b − product, exactly (Dekker). */
function productError(a: number, b: number, product: number): number {
  const ca = splitter * a;
  const ah = ca - (ca - a);
  const al = a - ah;
  const cb = splitter * b;
  const bh = cb - (cb - b);
  const bl = b - bh;
  return ah * bh - product + ah * bl + al * bh + al * bl;
}
