import { expect, test } from 'vitest';
import { exampleProblems, runExamples } from '../../src/appraise/examples.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { edited, loaded } from './edited.ts';

const results = (yaml: string) => runExamples(loaded(yaml));
const failing = (yaml: string) => results(yaml).filter((r) => !r.ok);
/** The built-in policy with one example, and perhaps other rules. */
const only = (example: string, ...edits: readonly (readonly [string, string])[]) =>
  results(edited(...edits).replace(/\nexamples:[\s\S]*$/, `\nexamples:\n  - { name: x, ${example} }\n`))[0];

test('the built-in examples hold, and each kind is among them', () => {
  const all = results(builtinPolicy.text);
  expect(all.map((r) => [r.actual, r.ok])).toEqual(
    ['85.50', '85.34', '110.00', '71.63', '87.00', '10', '2', '0', '1', '1, 2, 2, 2, 5'].map((actual) => [actual, true]),
  );
  expect(all.map((r) => r.expected)).toEqual(all.map((r) => r.actual));
});

test.each([
  ['total: 85.50', 'total: 85.51', '85.51', '85.50'],
  ['evaluation: 71.63', 'evaluation: 71.62', '71.62', '71.63'],
  ['count: 10', 'count: 9', '9', '10'],
  ['ranks: [1, 2, 2, 2, 5]', 'ranks: [1, 2, 2, 2, 3]', '1, 2, 2, 2, 3', '1, 2, 2, 2, 5'],
])('%s does not hold as %s', (from, to, expected, actual) =>
  expect(failing(edited([from, to]))).toMatchObject([{ expected, actual, ok: false }]),
);

test('an expected figure may be written with fewer or more digits', () => {
  for (const total of ['85.5', '85.500']) expect(failing(edited(['total: 85.50', `total: ${total}`]))).toEqual([]);
});

const blocks = 'blocks: { evaluation: 80, work: 90, study: 70, party: 100, adjustment: -0.005 }';
test('totals follow the weights and places of the policy', () => {
  expect(only(`${blocks}, total: 85.50`)).toMatchObject({ actual: '85.50', ok: true });
  const weights = [
    ['evaluation: { value: 0.30', 'evaluation: { value: 0.20'],
    ['work: { value: 0.40', 'work: { value: 0.50'],
  ] as const;
  expect(only(`${blocks}, total: 86.50`, ...weights)).toMatchObject({ actual: '86.50', ok: true });
  expect(
    only(`${blocks}, total: 85.495`, [
      '  places: { value: 2, clause: { at: 第二十条, quote: 保留两位小数 } }\n  tolerance',
      '  places: { value: 3, clause: 第二十条 }\n  tolerance',
    ]),
  ).toMatchObject({
    expected: '85.495',
    actual: '85.495',
    ok: true,
  });
});

const votes = (b: string) => `votes: { A: { excellent: 1 }, B: { ${b} }, C: { basic: 1 } }, evaluation: 88`;
test('a class without a valid vote gives no figure, or the others stand in for it', () => {
  for (const b of ['', 'excellent: 0', 'excellent: 0, basic: 0'])
    expect(only(votes(b))).toEqual({ name: 'x', expected: '88.00', actual: null, ok: false });
  expect(only('votes: { A: { excellent: 1 }, C: { basic: 1 } }, evaluation: 88')).toMatchObject({ actual: null });
  const renormalise = ['empty: { value: error', 'empty: { value: renormalise'] as const;
  expect(only(votes(''), renormalise)).toMatchObject({ actual: '82.86', ok: false });
  expect(only('votes: { A: { excellent: 0 } }, evaluation: 0', renormalise)).toMatchObject({ actual: null, ok: false });
});

test('votes follow the worth of the options', () => {
  expect(only(votes('competent: 1'))).toMatchObject({ actual: '82.00' });
  expect(only(votes('competent: 1'), ['worth: { value: 80', 'worth: { value: 75'])).toMatchObject({ actual: '80.50' });
});

test.each([
  ['half-up', '3', '3', '1'],
  ['floor', '3', '2', '0'],
  ['ceil', '4', '3', '1'],
])('cuts rounded %s', (mode, of11, of10, of2) => {
  const count = (n: number) =>
    only(`cut: bottom-30, ranked: ${n}, count: 0`, ['value: half-up', `value: ${mode}`], ['share: { value: 0.30', 'share: { value: 0.2999'])
      ?.actual;
  expect([count(11), count(10), count(2)]).toEqual([of11, of10, of2]);
});

test('ranks are told in the order the totals are given', () => {
  expect(only('totals: [70, 72, 71, 72, 71.00, 71.005], ranks: [6, 1, 4, 1, 4, 3]')).toMatchObject({
    actual: '6, 1, 4, 1, 4, 3',
    ok: true,
  });
  expect(only('totals: [-1], ranks: [1]')).toMatchObject({ ok: true });
});

test('a policy without examples has none to fail', () => {
  expect(results(builtinPolicy.text.replace(/\nexamples:[\s\S]*$/, '\n'))).toEqual([]);
});

test('failed examples become problems', () => {
  const found = exampleProblems(
    [
      { name: 'a', expected: '1', actual: '1', ok: true },
      { name: 'b', expected: '1', actual: null, ok: false },
    ],
    'my.yaml',
    'none',
  );
  expect(found).toEqual([
    { code: 'policy/example-fails', severity: 'error', file: 'my.yaml', args: { example: 'b', expected: '1', actual: 'none' } },
  ]);
});
