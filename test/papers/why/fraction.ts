// Exact fractions and sums as a person would work them out; shares no code with src.

export interface Q {
  readonly n: bigint;
  readonly d: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));
export function q(n: bigint | number, d: bigint | number = 1n): Q {
  const [a, b] = [BigInt(n), BigInt(d)];
  if (b === 0n) throw new Error('division by zero');
  const g = gcd(a, b) || 1n;
  return b < 0n ? { n: -a / g, d: -b / g } : { n: a / g, d: b / g };
}

export const plus = (a: Q, b: Q): Q => q(a.n * b.d + b.n * a.d, a.d * b.d);
export const minus = (a: Q, b: Q): Q => q(a.n * b.d - b.n * a.d, a.d * b.d);
export const times = (a: Q, b: Q): Q => q(a.n * b.n, a.d * b.d);
export const over = (a: Q, b: Q): Q => q(a.n * b.d, a.d * b.n);
export const compare = (a: Q, b: Q): number => {
  const x = a.n * b.d - b.n * a.d;
  return x < 0n ? -1 : x > 0n ? 1 : 0;
};
export const same = (a: Q, b: Q): boolean => compare(a, b) === 0;
export const sum = (all: readonly Q[]): Q => all.reduce(plus, q(0));

/** `88.89`, `-1.5`, `620/7`. */
export function number(text: string): Q {
  const m = /^([+-]?)(\d+)(?:\.(\d+))?(?:\/(\d+))?$/.exec(text);
  if (!m) throw new Error(`no number: “${text}”`);
  const [, sign, whole = '', part = '', below = '1'] = m;
  const n = BigInt(whole + part) * (sign === '-' ? -1n : 1n);
  return q(n, 10n ** BigInt(part.length) * BigInt(below));
}

/** Half-up, away from zero. */
export function halfUp(a: Q, places: number): Q {
  const scale = 10n ** BigInt(places);
  const [n, negative] = a.n < 0n ? [-a.n, true] : [a.n, false];
  const whole = (2n * n * scale + a.d) / (2n * a.d);
  return q(negative ? -whole : whole, scale);
}
export const floor = (a: Q): bigint => (a.n >= 0n || a.n % a.d === 0n ? a.n / a.d : a.n / a.d - 1n);
export const ceil = (a: Q): bigint => -floor(q(-a.n, a.d));

/** A sum of + × ÷ and brackets, `%` a hundredth, without spaces. */
export function worked(text: string): Q {
  let at = 0;
  const next = (): string => text[at] ?? '';
  const sumOf = (): Q => {
    let value = product();
    while (next() === '+') {
      at++;
      value = plus(value, product());
    }
    return value;
  };
  const product = (): Q => {
    let value = factor();
    while (next() === '×' || next() === '÷') {
      const by = text[at++];
      value = by === '×' ? times(value, factor()) : over(value, factor());
    }
    return value;
  };
  const factor = (): Q => {
    if (next() === '(') {
      at++;
      const value = sumOf();
      if (text[at++] !== ')') throw new Error(`no bracket: “${text}”`);
      return value;
    }
    const m = /^-?\d+(?:\.\d+)?(?:\/\d+)?/.exec(text.slice(at));
    if (!m) throw new Error(`not understood at ${at}: “${text}”`);
    at += m[0].length;
    if (next() !== '%') return number(m[0]);
    at++;
    return over(number(m[0]), q(100));
  };
  const value = sumOf();
  if (at < text.length) throw new Error(`not understood at ${at}: “${text}”`);
  return value;
}
