// What an entry is bound by: one text for one content, one digest for one statement, one key for one thing.
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.ts';
import { canonical, chained, digestOf, keyOf, origin } from '../../src/dossier/chain.ts';
import { columns, hashOf, rowOf } from '../../src/dossier/schema.ts';
import { storable } from '../../src/dossier/storable.ts';
import { basic, happened } from './desk.ts';

/** The same value, its keys put in another order throughout. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([k, v]) => [k, turned(v)]),
  );
}

describe('the one text', () => {
  test('keys in order, no white space, nothing for what is not there', () => {
    expect(canonical({ b: [1, { d: null, c: '"\n' }], a: true, x: undefined })).toBe('{"a":true,"b":[1,{"c":"\\"\\n","d":null}]}');
  });

  test('is JSON of the same value, whatever the order of its keys', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonical(value);
        expect(canonical(JSON.parse(text))).toBe(text);
        expect(canonical(turned(value))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      }),
    );
  });
});

test('the first hashes never change: an archive is verified by them for ever', () => {
  const sha = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  expect(origin).toBe(sha('appraise/archive'));
  expect(chained(origin, [1, '档案'])).toBe(sha(`${origin}\n[1,"档案"]`));
  const row = rowOf({ act: 'begin', format: 'appraise/archive@1', at: '2026-11-27T08:00:00Z', by: 'clerk' }, 1, origin);
  expect(row.hash).toBe(sha(`${origin}\n[1,"begin","","","","",0,"","","1",0,"",${JSON.stringify(row.body)}]`));
});

test('the hash is over every column but itself', () => {
  const row = rowOf({ act: 'enter', statement: happened('1', '值班'), at: '2026-11-27T08:00:00Z', by: 'clerk' }, 2, origin);
  for (const c of columns) {
    const changed = { ...row, [c]: typeof row[c] === 'number' ? row[c] + 1 : `${row[c]}x` };
    expect(hashOf(changed, origin) === row.hash, c).toBe(c === 'hash');
  }
});

describe('the digest of a statement', () => {
  const s = happened('1', '值班');
  const from = { file: 'b.csv', sha256: '00', cell: 'b.csv!C9' };

  test('is the same wherever it was read and however the person is written', () => {
    for (const same of [
      { ...s, from },
      { ...s, id: ' 1' },
      { ...s, name: '人 1' },
      { ...s, name: '别名' },
    ])
      expect(digestOf(same, null)).toBe(digestOf(s, null));
  });

  test('is another for anything else', () => {
    const others = [
      happened('2', '值班'),
      happened('1', '值夜班'),
      happened('1', '值班', { day: '2026-03-06' as Day }),
      { ...s, year: 2025 },
    ];
    const all = [s, ...others].map((o) => digestOf(o, null));
    expect(new Set([...all, digestOf(s, 7)]).size).toBe(6);
  });

  test('of basic data holds the name', () => {
    const b = basic('1', '2026-03-31', '办公室');
    expect(digestOf({ ...b, name: '李四' }, null)).not.toBe(digestOf(b, null));
    expect(digestOf({ ...b, name: '人 1' }, null)).toBe(digestOf(b, null));
  });
});

describe('what a statement is about', () => {
  const numbered = happened('1', '值班', { number: 'JS-1' });
  test.each([
    ['a numbered matter told otherwise', numbered, happened('1', '值夜班', { number: 'JS-1', day: '2026-03-06' as Day }), true],
    ['another number', numbered, happened('1', '值班', { number: 'JS-2' }), false],
    ['the number in another block', numbered, happened('1', '值班', { number: 'JS-1', block: 'study' }), false],
    ['the number of somebody else', numbered, happened('2', '值班', { number: 'JS-1' }), false],
    ['without a number, another text', happened('1', '值班'), happened('1', '值夜班'), false],
    ['basic data of one day', basic('1', '2026-03-31', '办公室'), basic('1', '2026-03-31', '法制处'), true],
    ['basic data of another day', basic('1', '2026-03-31', '办公室'), basic('1', '2026-06-30', '办公室'), false],
  ])('%s', (_, one, other, same) => {
    expect(keyOf(one) === keyOf(other)).toBe(same);
  });

  test('an appraisal is known by its period, a grade by its year, an inspection by period, quality and sheet', () => {
    const of = (form: 'appraisal' | 'grade' | 'inspection', data: Record<string, string>, day: string | null = null) =>
      keyOf({ ...happened('1', '', { day: day as Day | null, year: 2026 }), form, data });
    expect(of('appraisal', { period: '2026Q3', total: '1' })).toBe(of('appraisal', { period: '2026Q3', total: '2' }, '2026-09-30'));
    expect(of('appraisal', { period: '2026Q3' })).not.toBe(of('appraisal', { period: '2026Q2' }));
    expect(of('grade', { grade: 'excellent' })).toBe(of('grade', { grade: 'competent' }));
    const inspection = { period: '2026Q3', quality: 'political', sheet: '考察' };
    expect(of('inspection', { ...inspection, score: '90' })).toBe(of('inspection', { ...inspection, score: '91' }));
    expect(of('inspection', inspection)).not.toBe(of('inspection', { ...inspection, sheet: '巡察' }));
  });
});

test('what cannot be kept becomes a sign, all else stays', () => {
  expect(storable({ 'a\0': ['x\0y', '\ud842', '\udfb7x', '𠮷\u0001\n'], n: 1, b: null })).toEqual({
    'a\ufffd': ['x\ufffdy', '\ufffd', '\ufffdx', '𠮷\u0001\n'],
    n: 1,
    b: null,
  });
});
