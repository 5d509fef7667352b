// Under which writings two formulas are the same, and how a shared one moves.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { movedFormula, sameFormula } from '../src/formulas.ts';

describe('the same', () => {
  test.each([
    ["'规则'!$C$5*2", '规则!$C$5*2'],
    ["'Sheet1'!A1", 'sheet1!a1'],
    ['\'综合管理类 · 科级\'!$L$3&"/"', '\'综合管理类 · 科级\'!$L$3&"/"'],
    ['SUM(A1:B2)', ' sum( a1:b2 )'],
    ['IF(A1,\n1,2)', 'IF(A1,1,2)'],
    ['IF(A1,TRUE,FALSE())', 'IF(A1,true(),FALSE)'],
    ['TRUE( )', 'TRUE'],
    ['_xlfn.STDEV.S(A1:A9)', 'STDEV.S(A1:A9)'],
    ['_xlfn._xlws.SORT(A1:A9)', 'SORT(A1:A9)'],
    ['1.50E+2+.5', '150+0.5'],
    ['-1', '- 1'],
    ["'it''s'!A1", "'it''s'!a1"],
    ['A1  B1', 'A1 B1'],
    ['SUM((A1:A3,C1))', 'SUM( (A1:A3, C1) )'],
  ])('%s · %s', (a, b) => {
    expect(sameFormula(a, b)).toBe(true);
    expect(sameFormula(b, a)).toBe(true);
  });

  test('a sheet under another name, where that is known', () => {
    expect(sameFormula("'规则'!A1", "'规则 (2)'!A1")).toBe(false);
    expect(sameFormula("'规则'!A1", "'规则 (2)'!A1", new Map([['规则 (2)', '规则']]))).toBe(true);
  });
});

describe('not the same', () => {
  test.each([
    ['A1', 'A2'],
    ['A1', '$A1'],
    ['A$1', 'A1'],
    ['SUM(A1:A3)', 'SUM(A1:A4)'],
    ['A1*0.3', 'A1*0.31'],
    ['A1&"甲"', 'A1&"乙"'],
    ['A1&"a"', 'A1&"A"'],
    ['A1&" "', 'A1&"  "'],
    ['A1<B1', 'A1<=B1'],
    ['A1+B1', 'A1-B1'],
    ['A1,B1', 'A1 B1'],
    ['ROUND(A1,2)', 'ROUNDUP(A1,2)'],
    ['ROUND(A1,2)', '{ROUND(A1,2)}'],
    ['规则!A1', '规则2!A1'],
    ['规则!A1', 'A1'],
    ['规则!A1', '[1]规则!A1'],
    ['A1', 'A1#'],
    ['TRUE', '"TRUE"'],
    ['1', '"1"'],
    ['A1%', 'A1'],
    ['ROUND', 'ROUND()'],
    ['(A1+B1)*C1', 'A1+B1*C1'],
    ['', '0'],
  ])('%s · %s', (a, b) => expect(sameFormula(a, b)).toBe(false));

  test('a single sign changed in a formula of this program’s own kind', () => {
    const formula =
      'IF(\'规则\'!$B$12="并列者",IF(\'汇总\'!$E$5-L10+1-U10<\'汇总\'!$M$5,"谈话",""),SIGN(T4)*INT((2*ABS(T4)+300)/(2*300))/100)';
    const signs = [...'0123456789ABCXYZ+-*/<>=&,()$"'];
    fc.assert(
      fc.property(fc.nat(formula.length - 1), fc.constantFrom(...signs), (at, sign) => {
        fc.pre(formula[at] !== sign);
        const other = formula.slice(0, at) + sign + formula.slice(at + 1);
        // A leading zero and a needless digit are other writings of the same number.
        fc.pre(!/\b0\d/.test(other));
        expect(sameFormula(formula, other)).toBe(false);
      }),
      { numRuns: 2000, seed: 6 },
    );
  });
});

test('a shared formula moves its relative references alone', () => {
  const formula = 'A1+B$2+$C3+$D$4+SUM(D4:E5)+\'它 A1\'!A1&"A1"&LOG10(A1)+SUM(A:A)+SUM(5:5)';
  expect(movedFormula(formula, { row: 4, col: 5 }, { row: 6, col: 6 })).toBe(
    'B3+C$2+$C5+$D$4+SUM(E6:F7)+\'它 A1\'!B3&"A1"&LOG10(B3)+SUM(B:B)+SUM(7:7)',
  );
  expect(movedFormula('A1', { row: 0, col: 0 }, { row: 0, col: 0 })).toBe('A1');
});
