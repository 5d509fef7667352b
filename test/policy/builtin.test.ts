import { expect, test } from 'vitest';
import { packed, unpacked } from '../../src/pack.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { checkClauses } from '../../src/policy/clauses.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { parametersOf } from '../../src/policy/parameters.ts';

test('the built-in policy loads, and every clause and quote stands in its regulation', () => {
  const { value, problems } = loadPolicy(builtinPolicy.text, builtinPolicy.file, null);
  expect(problems).toEqual([]);
  if (!value) throw new Error('no policy');
  expect(checkClauses(value, builtinPolicy.regulation, 'x')).toEqual([]);
  expect(new Set(parametersOf(value).map((p) => p.path)).size).toBe(parametersOf(value).length);
});

test('it is the same when it comes packed, as the build keeps it', () => {
  const { value } = loadPolicy(builtinPolicy.text, builtinPolicy.file, null);
  expect(unpacked(JSON.parse(JSON.stringify(packed(value))))).toEqual(value);
});
