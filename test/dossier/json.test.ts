// The contract of the archive's lists: every JSON that a verb of the archive prints satisfies it, and says the same in every language.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DossierLists, dossierSchema } from '../../src/papers/dossier/dossier-schema.ts';
import type { Lang } from '../../src/types.ts';
import { run } from './desk.ts';
import { recordFiles } from './records.ts';

const verbs = [
  ['show', '冯雅宁'],
  ['show', '冯雅宁', '--block', '日常'],
  ['find', '--from', '2000-01-01'],
  ['find', '--year', '2026'],
  ['find', '没有这样的话'],
  ['missing', '2026'],
  ['missing', '2027'],
  ['missing', '1999'],
  ['due', '--as-of', '2026-12-31'],
  ['due', '--as-of', '2090-12-31'],
] as const satisfies readonly (readonly string[])[];
const langs: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'en'];
const made = new Map<string, DossierLists>();
const key = (argv: readonly string[], lang: Lang) => `${lang} ${argv.join(' ')}`;

let cwd = '';
afterAll(() => rmSync(cwd, { recursive: true }));

beforeAll(async () => {
  cwd = mkdtempSync(path.join(tmpdir(), 'appraise-json-'));
  for (const [name, text] of Object.entries(recordFiles)) writeFileSync(path.join(cwd, name), text);
  await run(cwd, ['dossier', 'add', ...Object.keys(recordFiles), '--year', '2026']);
  const record = ['dossier', 'record', '23000102', '--name', '沈国梁', '--block', '日常', '--date', '2026-03-05', '--text', '值班'];
  await run(cwd, record);
  await run(cwd, [...record.slice(0, -1), '值夜班', '--corrects', '2', '--reason', '有误']);
  await run(cwd, ['dossier', 'withdraw', '4', '--reason', '重复登记']);
  writeFileSync(path.join(cwd, 'key'), 'k'.repeat(32));
  for (const argv of verbs)
    for (const lang of langs) {
      for (const more of argv[0] === 'due' || lang !== 'en' ? [[]] : [[], ['--mask', 'key']]) {
        const { code, out } = await run(cwd, ['dossier', ...argv, ...more, '--format', 'json', '--lang', lang]);
        expect(code).toBe(0);
        const lists = dossierSchema.parse(JSON.parse(out));
        if (more.length === 0) made.set(key(argv, lang), lists);
      }
    }
}, 60_000);

describe.each(verbs.map((argv) => ({ argv: [...argv] as string[], named: argv.join(' ') })))('$named', ({ argv }) => {
  test('says whose it is, and says it in keys', () => {
    const words = new Set(['title', 'notes', 'what']);
    const bare = (lang: Lang) => JSON.stringify(made.get(key(argv, lang)), (k, v: unknown) => (words.has(k) ? undefined : v));
    expect(made.get(key(argv, 'en'))).toMatchObject({ verb: argv[0], archive: { file: 'archive.dossier' } });
    expect(bare('zh-Hans')).toEqual(bare('en'));
    expect(bare('zh-Hant')).toEqual(bare('en'));
  });
});

const rows = (...argv: readonly string[]) => made.get(key(argv, 'en'))?.lists[0]?.rows ?? [];

test('entries with their states and what they correct, who lacks what, what is past its time', () => {
  expect(rows('find', '--from', '2000-01-01').length).toBeGreaterThan(8);
  const states = new Set(rows('find', '--year', '2026').map((r) => ('state' in r ? r.state : '')));
  expect(states).toEqual(new Set(['holds', 'corrected', 'withdrawn']));
  expect(rows('find', '没有这样的话')).toEqual([]);
  expect(rows('missing', '2026')).toContainEqual(expect.objectContaining({ id: '23000102', has: ['daily'] }));
  expect(rows('missing', '2027')).toContainEqual(expect.objectContaining({ has: [], missing: ['basic', 'daily', 'appraisal', 'study'] }));
  expect(rows('due', '--as-of', '2090-12-31')[0]).toMatchObject({ block: 'daily', keep: '10' });
});

test('anything more than the contract says is refused', () => {
  const lists = made.get(key(['missing', '2026'], 'en'));
  expect(dossierSchema.safeParse({ ...lists, more: 1 }).success).toBe(false);
  expect(dossierSchema.safeParse({ ...lists, lists: [{ ...lists?.lists[0], rows: [{ name: '甲' }] }] }).success).toBe(false);
});
