import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Decimal } from '../src/decimal.ts';

const of = (text: string): Decimal => Decimal.of(text);
const fraction = (n: bigint, d: bigint): Decimal => Decimal.whole(n).over(Decimal.whole(d));
const abs = (n: bigint): bigint => (n < 0n ? -n : n);

const numerator = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });
const denominator = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 9n }), fc.constantFrom(1n, 2n, 8n, 20n, 200n, 2000n));
const places = fc.integer({ min: 0, max: 6 });
/** Quotients, and numbers that end in a 5 just behind the last place, where halves fall. */
const quotient = fc.oneof(
  fc.tuple(numerator, denominator),
  fc.tuple(numerator, places).map(([n, p]): [bigint, bigint] => [n * 10n + 5n, 10n ** BigInt(p + 1)]),
);

describe('parse', () => {
  test.each([
    ['0', '0'],
    ['-0', '0'],
    ['+3', '3'],
    ['007', '7'],
    ['-12.50', '-12.5'],
    ['1.5E-3', '0.0015'],
    ['1.5e+3', '1500'],
    ['-2E2', '-200'],
    ['89.5', '89.5'],
    ['123456789012345678901234567890.123', '123456789012345678901234567890.123'],
  ])('%s is %s', (text, plain) => expect(Decimal.parse(text)?.toText()).toBe(plain));

  test.each([
    '',
    ' ',
    '1 ',
    '.5',
    '5.',
    '1,5',
    '1.2.3',
    '0x10',
    'Infinity',
    'NaN',
    '1e',
    '1e1000',
    '--1',
    '１',
    '1/2',
    '89。5',
    '1_000',
    '1\n',
  ])('%j is no decimal', (text) => {
    expect(Decimal.parse(text)).toBeNull();
    expect(() => of(text)).toThrow(RangeError);
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(numerator, places, places, (n, p, min) => {
        const d = fraction(n, 10n ** BigInt(p));
        const text = d.toText(min);
        expect(of(text).equals(d)).toBe(true);
        expect(text).toMatch(/^-?(0|[1-9]\d*)(\.\d+)?$/);
        expect(text.split('.')[1]?.length ?? 0).toBe(Math.max(min, d.places() ?? -1));
      }),
    );
  });
});

describe('exact', () => {
  test('0.1 + 0.2 is 0.3, and thirds come together', () => {
    expect(of('0.1').plus(of('0.2')).equals(of('0.3'))).toBe(true);
    const third = fraction(1n, 3n);
    expect(Decimal.sum([third, third, third]).toText()).toBe('1');
  });

  test('the votes of rules §2.1 give 71.625, so 71.63', () => {
    const mean = (votes: readonly number[]): Decimal =>
      Decimal.sum(votes.map((v, i) => Decimal.whole(v * (100 - 20 * i)))).over(Decimal.whole(votes.reduce((a, b) => a + b)));
    const weighted = [of('0.4').times(mean([6, 6, 7, 9])), of('0.3').times(mean([5, 5, 6, 0])), of('0.3').times(mean([6, 5, 5, 5]))];
    expect(Decimal.sum(weighted).toText()).toBe('71.625');
    expect(Decimal.sum(weighted).round(2).toText(2)).toBe('71.63');
  });

  test('+ − × ÷ and comparison are those of fractions', () => {
    fc.assert(
      fc.property(quotient, quotient, ([a, b], [c, d]) => {
        const [x, y] = [fraction(a, b), fraction(c, d)];
        expect(x.plus(y).equals(fraction(a * d + c * b, b * d))).toBe(true);
        expect(x.minus(y).equals(fraction(a * d - c * b, b * d))).toBe(true);
        expect(x.times(y).equals(fraction(a * c, b * d))).toBe(true);
        if (c !== 0n) expect(x.over(y).times(y).equals(x)).toBe(true);
        const cross = a * d - c * b;
        expect(x.compare(y)).toBe(cross < 0n ? -1 : cross > 0n ? 1 : 0);
        expect([x.below(y), x.above(y), x.equals(y)]).toEqual([cross < 0n, cross > 0n, cross === 0n]);
        expect(Decimal.max(x, y)).toBe(cross < 0n ? y : x);
        expect(Decimal.min(x, y)).toBe(cross > 0n ? y : x);
        expect(x.negated().plus(x).isZero()).toBe(true);
        expect(x.abs().equals(a < 0n ? x.negated() : x)).toBe(true);
        expect(x.isNegative()).toBe(a < 0n);
        expect(x.isWhole()).toBe(a % b === 0n);
      }),
    );
  });

  test('nothing divides by zero', () => expect(() => of('1').over(Decimal.zero)).toThrow(RangeError));
});

describe('rounding', () => {
  test.each([
    ['85.345', 2, '85.35'],
    ['-85.345', 2, '-85.35'],
    ['1.005', 2, '1.01'],
    ['85.3449999', 2, '85.34'],
    ['0.5', 0, '1'],
    ['-0.5', 0, '-1'],
    ['2.5', 0, '3'],
    ['-2.5', 0, '-3'],
    ['-0.4', 0, '0'],
    ['99.995', 2, '100'],
    ['7', 2, '7'],
  ])('%s to %i places is %s', (text, p, rounded) => expect(of(text).round(p).toText()).toBe(rounded));

  test('to the nearest, halves away from zero', () => {
    fc.assert(
      fc.property(quotient, places, ([n, d], p) => {
        const scale = 10n ** BigInt(p);
        const m = BigInt(fraction(n, d).round(p).times(Decimal.whole(scale)).toText());
        const off = 2n * abs(m * d - n * scale);
        expect(off <= d).toBe(true);
        if (off === d) expect(abs(m) * d > abs(n) * scale).toBe(true);
      }),
    );
  });

  test.each([
    ['2.7', '2', '3'],
    ['-2.7', '-3', '-2'],
    ['-2', '-2', '-2'],
    ['3', '3', '3'],
    ['0', '0', '0'],
    ['0.01', '0', '1'],
    ['-0.01', '-1', '0'],
  ])('%s: floor %s, ceil %s', (text, floor, ceil) => {
    expect(of(text).floor().toText()).toBe(floor);
    expect(of(text).ceil().toText()).toBe(ceil);
  });

  test('floor and ceil hold the number between whole ones', () => {
    fc.assert(
      fc.property(quotient, ([n, d]) => {
        const [f, c] = [BigInt(fraction(n, d).floor().toText()), BigInt(fraction(n, d).ceil().toText())];
        expect(f * d <= n && n < (f + 1n) * d).toBe(true);
        expect((c - 1n) * d < n && n <= c * d).toBe(true);
      }),
    );
  });
});

describe('written', () => {
  test.each([
    ['5', 2, '5.00'],
    ['5.10', 0, '5.1'],
    ['0.05', 2, '0.05'],
    ['-0.05', 1, '-0.05'],
    ['-5', 2, '-5.00'],
    ['0', 2, '0.00'],
    ['100', 0, '100'],
  ])('%s with at least %i places is %s', (text, min, written) => expect(of(text).toText(min)).toBe(written));

  test('an endless quotient is written as a fraction', () => {
    expect(fraction(2n, 3n).toText(2)).toBe('2/3');
    expect(fraction(-2n, 6n).toText()).toBe('-1/3');
    expect(fraction(1n, 3n).places()).toBeNull();
    expect(fraction(1n, 8n).places()).toBe(3);
    expect(fraction(1n, 25n).places()).toBe(2);
    expect(`${fraction(1n, 8n)}`).toBe('0.125');
  });

  test('as a double it is the nearest', () => {
    expect(of('0.1').toDouble()).toBe(0.1);
    expect(of('-85.345').toDouble()).toBe(-85.345);
    expect(of('0.1000000000000000055511151231257827').toDouble()).toBe(0.1);
    expect(fraction(1n, 3n).toDouble()).toBe(1 / 3);
  });
});

describe('whole numbers', () => {
  test('only safe ones come in as numbers', () => {
    expect(Decimal.whole(-3).toText()).toBe('-3');
    expect(Decimal.whole(10n ** 30n).toText()).toBe(`1${'0'.repeat(30)}`);
    for (const n of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53]) expect(() => Decimal.whole(n)).toThrow(RangeError);
  });

  test('only safe ones go out', () => {
    expect(of('-12').toInteger()).toBe(-12);
    expect(of('9007199254740991').toInteger()).toBe(Number.MAX_SAFE_INTEGER);
    for (const text of ['1.5', '9007199254740992']) expect(() => of(text).toInteger()).toThrow(RangeError);
    expect(() => fraction(1n, 3n).toInteger()).toThrow(RangeError);
  });
});
