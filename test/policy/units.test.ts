// Policies in parts: what differs between two of them, and policies between the two.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parameterChanges } from '../../src/policy/differences.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { blended, readAlike, unitsBetween } from '../../src/policy/units.ts';
import { policyBy, policyWith } from '../support/pipeline.ts';

const builtin = policyWith();
const file = 'samples/policies/institution/policy.yaml';
const institution = loadPolicy(readFileSync(file, 'utf8'), file, '2026-12-31').value as Policy;
const paths = (a: Policy, b: Policy) => unitsBetween(a, b).map((u) => u.path);

test('two very different schemes: with every part exchanged nothing differs, with none nothing has changed', () => {
  const units = unitsBetween(builtin, institution);
  expect(units.length).toBeGreaterThan(10);
  expect(paths(blended(builtin, institution, units), institution)).toEqual([]);
  expect(paths(builtin, blended(builtin, institution, []))).toEqual([]);
});

test('with one part exchanged just that part differs', () => {
  for (const unit of unitsBetween(builtin, institution)) {
    const between = blended(builtin, institution, [unit]);
    expect(paths(builtin, between)).toEqual([unit.path]);
    expect(paths(between, institution)).not.toContain(unit.path);
  }
});

test('clauses, notes and names of lists are no part that ranks', () => {
  const renamed = policyBy([['clause: { at: 第十四条, quote: 排名后30%的干部', 'clause: { at: 第十五条, quote: 排名后30%的干部']]);
  expect(paths(builtin, renamed)).toEqual([]);
  expect(parameterChanges(builtin, renamed).map((c) => [c.path, c.sameValue])).toEqual([['cuts.bottom-30.share', true]]);
});

test.each<[string, readonly (readonly [string, string])[], string, boolean]>([
  [
    'weights',
    [
      ['evaluation: { value: 0.30, clause', 'evaluation: { value: 0.31, clause'],
      ['work: { value: 0.40, clause', 'work: { value: 0.39, clause'],
    ],
    'total.weights',
    true,
  ],
  ['a cap', [['lowest: { value: -10', 'lowest: { value: -20']], 'blocks.adjustment.lowest', true],
  [
    'a share',
    [['share: { value: 0.05, clause: { at: 第十五条', 'share: { value: 0.06, clause: { at: 第十五条']],
    'cuts.bottom-5.share',
    true,
  ],
  ['a word of a status', [['words: [试用期, 试用期内', 'words: [见习期, 试用期内']], 'not-ranked', false],
])('%s', (_, edits, path, alike) => {
  const changed = policyBy(edits);
  expect(paths(builtin, changed)).toEqual([path]);
  expect(readAlike(builtin, changed)).toBe(alike);
});

test('a member of a list that came or went is a part of its own', () => {
  const fewer = { ...builtin, cuts: builtin.cuts.slice(0, 1) };
  expect(paths(builtin, fewer)).toEqual(['cuts.bottom-5']);
  expect(parameterChanges(builtin, fewer).map((c) => [c.path, c.after])).toEqual([
    ['cuts.bottom-5.share', null],
    ['cuts.bottom-5.round', null],
    ['cuts.bottom-5.ties', null],
  ]);
  expect(blended(builtin, fewer, unitsBetween(builtin, fewer)).cuts.map((c) => c.key)).toEqual(['bottom-30']);
  const turned = { ...builtin, cuts: [...builtin.cuts].reverse() };
  expect(paths(builtin, turned)).toEqual(['cuts.order']);
  expect(blended(builtin, turned, unitsBetween(builtin, turned)).cuts.map((c) => c.key)).toEqual(['bottom-5', 'bottom-30']);
  expect(parameterChanges(builtin, turned)).toEqual([]);
});
