// The second policy (samples/policies/institution): what its regulation says, worked out by hand, and its export as it was agreed.
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { cutCount, fallsWithin } from '../../src/appraise/rank.ts';
import { meanOfValues, trimmedItems } from '../../src/appraise/score.ts';
import { Decimal } from '../../src/decimal.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { runRank } from '../commands/desk.ts';

const folder = path.resolve('samples/policies/institution');
const text = await readFile(path.join(folder, 'policy.yaml'), 'utf8');
const on = (day: string): Policy => {
  const { value, problems } = loadPolicy(text, 'policy.yaml', day);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
};
const policy = on('2026-12-31');
const cut = (key: string, of: Policy = policy) => {
  const found = of.cuts.find((c) => c.key === key);
  if (!found) throw new Error(`no cut ${key}`);
  return found;
};

interface Case {
  readonly name: string;
  readonly items: readonly number[];
  readonly mean: number;
}
const cases: Case[] = parse(await readFile(path.resolve('test/appraise/trim.yaml'), 'utf8'));
test.each(cases)('trim: $name', ({ items, mean }) => {
  const values = items.map((i) => Decimal.of(String(i)));
  expect(meanOfValues(values, policy.blocks.work).value.toText()).toBe(String(mean));
  expect(trimmedItems(values, policy.blocks.work).filter(Boolean)).toHaveLength(2);
});

describe('head counts and the cut', () => {
  test.each([
    [3, 0, 0],
    [19, 3, 0],
    [20, 4, 1],
    [39, 7, 1],
    [40, 8, 2],
  ])('of %i: %i and %i', (n, fifth, twentieth) => {
    expect([cutCount(n, cut('last-fifth')).k, cutCount(n, cut('last-twentieth')).k]).toEqual([fifth, twentieth]);
  });
  test('15 % held before 2026, and a vote was worth 65', () => {
    const before = on('2025-12-31');
    expect(cutCount(20, cut('last-fifth', before)).k).toBe(3);
    expect(before.blocks.evaluation.options[2]?.worth.value.toText()).toBe('65');
  });
  test('a tie across the cut is taken in, one across the cut of the talks is held', () => {
    expect(fallsWithin(cutCount(20, cut('last-fifth')), 20, 16, 2)).toBe('within');
    expect(fallsWithin(cutCount(20, cut('last-twentieth')), 20, 19, 2)).toBe('held');
  });
});

test('a trim that leaves nothing is refused', () => {
  const { problems } = loadPolicy(text.replace('highest: { value: 1,', 'highest: { value: 5,'), 'p.yaml', '2026-12-31');
  expect(problems).toMatchObject([{ code: 'policy/shape', args: { path: 'blocks.work.trim', detail: 'trims-all' } }]);
});

describe('the export', () => {
  let dir = '';
  beforeAll(async () => {
    dir = await mkdtemp(path.join(tmpdir(), 'appraise-institution-'));
    await cp(folder, dir, { recursive: true });
  });
  afterAll(() => rm(dir, { recursive: true, force: true }));
  const settled = (t: string) =>
    t
      .replace(/\b[0-9a-f]{64}\b/g, '<sha256>')
      .replace(/SHA-256\s+[0-9a-f]{12}/g, 'SHA-256 <sha256>')
      .replace(/appraise \d+\.\d+\.\d+/g, 'appraise <version>');
  const golden = (name: string) => path.resolve('test/golden', `institution.${name}`);

  test('json', async () => {
    const said = await runRank(dir, ['2026年度'], { policy: 'policy.yaml', format: 'json' });
    expect(said.code).toBe(0);
    await expect(settled(said.out)).toMatchFileSnapshot(golden('json'));
  });
  test.each(['zh-Hans', 'en'] as const)('talk in %s', async (talk) => {
    const said = await runRank(dir, ['2026年度'], { policy: 'policy.yaml', output: path.join(dir, `${talk}.xlsx`) }, { talk });
    await expect(settled(`${said.err}\n════ stdout ════\n${said.out}`.replaceAll(dir, ''))).toMatchFileSnapshot(golden(`talk.${talk}.txt`));
  });
});
