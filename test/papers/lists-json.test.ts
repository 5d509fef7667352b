// The lists' JSON contract: valid, in every language the same but for words, every row with all its cells.
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, type VerbName } from '../../src/commands/verbs.ts';
import { type Lists, listsSchema } from '../../src/papers/lists/lists-schema.ts';
import { listening } from '../commands/desk.ts';

const verbs: readonly VerbName[] = ['talks', 'select', 'advance', 'grades', 'fitness', 'evaluate', 'tolerance'];
const made = new Map<string, Lists>();

beforeAll(async () => {
  for (const verb of verbs)
    for (const lang of ['zh-Hans', 'en']) {
      const { io, heard } = listening(path.resolve('samples/year'));
      expect(await run(io, verb, ['4季度'], { format: 'json', lang })).toBe(0);
      made.set(`${verb} ${lang}`, listsSchema.parse(JSON.parse(heard().out)));
    }
});

describe.each(verbs)('%s', (verb) => {
  const lists = (lang: string) => made.get(`${verb} ${lang}`)?.lists ?? [];

  test('rows give every cell they rest on', () => {
    const sources = lists('zh-Hans').flatMap((l) => l.rows.flatMap((r) => ('source' in r ? [r['source']] : [])));
    if (verb !== 'tolerance') expect(sources.length).toBeGreaterThan(0);
    for (const s of sources) {
      expect(Array.isArray(s) && s.length > 0).toBe(true);
      for (const cell of s as string[]) expect(cell).toMatch(/^[^!]+(![^!]+)?!#?[A-Z]+\d+$/);
    }
  });

  test('keys are the same in every language', () => {
    const keys = ['proposal', 'decision', 'held', 'late', 'kind', 'id'];
    const only = (all: Lists['lists']) => all.map((l) => ({ key: l.key, rows: l.rows.map((r) => keys.map((k) => r[k] ?? null)) }));
    expect(only(lists('en'))).toEqual(only(lists('zh-Hans')));
  });
});

test('states are keys', () => {
  const states = (verb: VerbName) => new Set((made.get(`${verb} en`)?.lists[0]?.rows ?? []).map((r) => r['state']));
  for (const s of states('select')) expect(s).toMatch(/^(eligible|barred|held)$/);
  for (const s of states('advance')) expect(s).toMatch(/^(reached|not-yet|no-since|top|no-rank|grades-missing|status)$/);
  expect(new Set((made.get('grades en')?.lists[0]?.rows ?? []).map((r) => r['grade']))).toEqual(new Set(['good', 'fairly-good', 'fair']));
});
