import Fraction from 'fraction.js';

/**
 * An exact rational number: the only arithmetic for scores, shares and lines (rules §2.1).
 *
 * It is no `number`, so no figure can slip into binary floating point unnoticed. Sums, products and
 * quotients are exact; only {@link Decimal.round} rounds, half-up away from zero (rules §2.3).
 *
 * fraction.js (BigInt numerator and denominator) carries it. Runner-up decimal.js: it keeps a fixed
 * number of digits, so a mean such as 71.625 reached through thirds comes out one hundredth wrong.
 */
export class Decimal {
  private constructor(private readonly q: Fraction) {}

  static readonly zero = new Decimal(new Fraction(0n, 1n));

  /** A whole number. Throws RangeError for a number that is not a safe integer. */
  static whole(n: number | bigint): Decimal {
    if (typeof n === 'number' && !Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${n}`);
    return new Decimal(new Fraction(BigInt(n), 1n));
  }

  /** Plain or scientific decimal text (`-12.50`, `1.5E-3`); null where the text is anything else. */
  static parse(text: string): Decimal | null {
    const m = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/.exec(text);
    if (!m) return null;
    const [, sign, whole = '', part = '', exp = '0'] = m;
    const digits = BigInt(sign + whole + part);
    const shift = Number(exp) - part.length;
    return new Decimal(shift >= 0 ? new Fraction(digits * 10n ** BigInt(shift), 1n) : new Fraction(digits, 10n ** BigInt(-shift)));
  }

  /** Text known to be a decimal, such as a value the policy schema has checked. Throws otherwise. */
  static of(text: string): Decimal {
    const d = Decimal.parse(text);
    if (d === null) throw new RangeError(`not a decimal: ${text}`);
    return d;
  }

  static sum(all: Iterable<Decimal>): Decimal {
    let s = Decimal.zero;
    for (const d of all) s = s.plus(d);
    return s;
  }

  plus(o: Decimal): Decimal {
    return new Decimal(this.q.add(o.q));
  }
  minus(o: Decimal): Decimal {
    return new Decimal(this.q.sub(o.q));
  }
  times(o: Decimal): Decimal {
    return new Decimal(this.q.mul(o.q));
  }
  /** Throws RangeError on division by zero. */
  over(o: Decimal): Decimal {
    if (o.isZero()) throw new RangeError('division by zero');
    return new Decimal(this.q.div(o.q));
  }
  negated(): Decimal {
    return new Decimal(this.q.neg());
  }
  abs(): Decimal {
    return new Decimal(this.q.abs());
  }

  /** −1, 0 or 1, as `this` is below, equal to or above `o`. */
  compare(o: Decimal): -1 | 0 | 1 {
    return Math.sign(this.q.compare(o.q)) as -1 | 0 | 1;
  }
  equals(o: Decimal): boolean {
    return this.compare(o) === 0;
  }
  below(o: Decimal): boolean {
    return this.compare(o) < 0;
  }
  above(o: Decimal): boolean {
    return this.compare(o) > 0;
  }
  isZero(): boolean {
    return this.q.n === 0n;
  }
  isNegative(): boolean {
    return this.q.n !== 0n && this.q.s < 0n;
  }
  isWhole(): boolean {
    return this.q.d === 1n;
  }
  static max(a: Decimal, b: Decimal): Decimal {
    return a.below(b) ? b : a;
  }
  static min(a: Decimal, b: Decimal): Decimal {
    return a.above(b) ? b : a;
  }

  /** Rounded to `places` decimal places, halves away from zero (rules §2.3). */
  round(places: number): Decimal {
    const scale = 10n ** BigInt(places);
    const n = (2n * this.q.n * scale + this.q.d) / (2n * this.q.d);
    return new Decimal(new Fraction(this.q.s < 0n ? -n : n, scale));
  }
  /** The greatest whole number not above this one. */
  floor(): Decimal {
    const whole = this.q.n / this.q.d;
    if (!this.isNegative()) return Decimal.whole(whole);
    return Decimal.whole(this.isWhole() ? -whole : -whole - 1n);
  }
  /** The least whole number not below this one. */
  ceil(): Decimal {
    return this.negated().floor().negated();
  }
  /** Throws RangeError where this is no whole number in the safe range. */
  toInteger(): number {
    const n = Number(this.q.s * this.q.n);
    if (!this.isWhole() || !Number.isSafeInteger(n)) throw new RangeError(`not a whole number: ${this.toText()}`);
    return n;
  }

  /** Decimal places needed to write this exactly; null for a quotient that never ends. */
  places(): number | null {
    let d = this.q.d;
    let twos = 0;
    let fives = 0;
    for (; d % 2n === 0n; d /= 2n) twos++;
    for (; d % 5n === 0n; d /= 5n) fives++;
    return d === 1n ? Math.max(twos, fives) : null;
  }

  /** Written plainly, with at least `minPlaces` decimals; an endless quotient as `n/d`. */
  toText(minPlaces = 0): string {
    const exact = this.places();
    if (exact === null) return this.toFraction();
    const places = Math.max(exact, minPlaces);
    const digits = ((this.q.n * 10n ** BigInt(places)) / this.q.d).toString().padStart(places + 1, '0');
    const whole = digits.slice(0, digits.length - places);
    return (this.isNegative() ? '-' : '') + whole + (places > 0 ? `.${digits.slice(-places)}` : '');
  }

  /** Written as `n/d` in lowest terms, also where it ends as a decimal. */
  toFraction(): string {
    return `${this.isNegative() ? '-' : ''}${this.q.n}/${this.q.d}`;
  }

  /** The nearest double: for the cached value of a cell or the place of a mark in a picture, never for a comparison. */
  toDouble(): number {
    return this.places() === null ? this.q.valueOf() : Number(this.toText());
  }

  toString(): string {
    return this.toText();
  }
}
