// What must not change anything changes nothing: the order of rows, columns, sheets and files; and what raises a score
// lowers nobody's own rank. No second implementation is needed for these.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Results } from '../../src/papers/results.ts';
import { csv, type Row } from '../commands/desk.ts';
import { exportArb } from '../oracle/arbitraries.ts';
import { csvFiles, csvSafe, type LaidBook, layOut, layoutArb, plainLayout, toXlsx } from '../oracle/layout.ts';
import { policyWith, run } from '../support/pipeline.ts';

const policy = policyWith();
const bytesOf = (text: string) => new TextEncoder().encode(text);

/** Results without the cells they came from and the hashes of the files: what people read. */
function told(r: Results): unknown {
  return JSON.parse(
    JSON.stringify({ groups: r.groups, people: r.people, notRanked: r.notRanked }, (k, v: unknown) => (k === 'from' ? undefined : v)),
  );
}

const shuffled = <T>(list: readonly T[], by: readonly number[]): T[] =>
  list
    .map((item, i) => ({ item, key: by[i % by.length] ?? 0, i }))
    .sort((a, b) => a.key - b.key || b.i - a.i)
    .map(({ item }) => item);
const keysArb = fc.array(fc.nat(1000), { minLength: 7, maxLength: 40 });

/** Rows below the header, and columns, in another order. */
function turned(book: LaidBook, rows: readonly number[], columns: readonly number[]): LaidBook {
  return {
    ...book,
    sheets: book.sheets.map((sheet) => {
      const [head = [], ...body] = sheet.rows;
      const order = shuffled(
        head.map((_, i) => i),
        columns,
      );
      return { ...sheet, rows: [head, ...shuffled(body, rows)].map((row) => order.map((c) => row[c] ?? null)) };
    }),
  };
}

describe('order', () => {
  test('rows, columns, sheets: the same totals, ranks and lists', async () => {
    await fc.assert(
      fc.asyncProperty(
        exportArb({ maxPeople: 25, periods: ['2026Q3', '2026'] }),
        keysArb,
        keysArb,
        keysArb,
        async (office, rows, columns, sheets) => {
          const books = layOut(office, { ...plainLayout, periodIn: 'file' });
          const other = books.map((b) => turned({ ...b, sheets: shuffled(b.sheets, sheets) }, rows, columns));
          const results = await Promise.all(
            [books, other].map(async (all) =>
              run(await Promise.all(all.map(async (b) => ({ file: b.file, bytes: await toXlsx(b) }))), policy),
            ),
          );
          expect(results[0]?.errors).toEqual([]);
          expect(told((results[1] as { results: Results }).results)).toEqual(told((results[0] as { results: Results }).results));
        },
      ),
      { numRuns: 15, interruptAfterTimeLimit: 5_000 },
    );
  });

  test('files: not a byte of the JSON', async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ maxPeople: 30 }), layoutArb, keysArb, async (office, layout, keys) => {
        const files = layOut(office, csvSafe({ ...layout, notes: true, numbers: 'text', periodIn: 'file' }))
          .flatMap(csvFiles)
          .map(({ file, text }) => ({ file, bytes: bytesOf(text) }));
        const [one, two] = [await run(files, policy), await run(shuffled(files, keys), policy)];
        expect(JSON.stringify(two.results)).toBe(JSON.stringify(one.results));
      }),
      { numRuns: 40, interruptAfterTimeLimit: 4_000 },
    );
  });
});

describe('one score changes', () => {
  const scoreArb = fc.integer({ min: 0, max: 10_000 }).map((n) => n / 100);
  const rowsArb: fc.Arbitrary<Row[]> = fc
    .array(fc.tuple(fc.constantFrom(84.9, 85, 85.01, 85.02, 90), scoreArb, fc.constantFrom(85, 86), fc.constantFrom(80, 85)), {
      minLength: 2,
      maxLength: 25,
    })
    .map((all) =>
      all.map(([a, b, c, d], i) => ({
        id: String(i).padStart(4, '0'),
        scores: [String(a), String(Math.round(b)), String(c), String(d)],
        level: i % 5 === 0 ? '处级' : '科级',
      })),
    );
  const ranked = async (rows: readonly Row[], ties: string) => {
    const p = ties === '' ? policy : policyWith((y) => y.replace('ties-by: { value: []', `ties-by: { value: [${ties}]`));
    const { results, errors } = await run([{ file: 'q.csv', bytes: bytesOf(csv(rows)) }], p);
    expect(errors).toEqual([]);
    return new Map(results.people.map((person) => [person.id, person]));
  };

  test('a higher score never lowers one’s own rank nor puts one on a list; nobody else of the group rises, other groups stay', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsArb,
        fc.nat(),
        fc.nat(3),
        fc.constantFrom(0.01, 0.5, 1, 20),
        fc.constantFrom('', 'party, work'),
        async (rows, who, block, by, ties) => {
          const at = who % rows.length;
          const scores = (rows[at]?.scores ?? []).map((s, i) =>
            i === block ? String(Math.min(100, Math.round((Number(s) + by) * 100) / 100)) : s,
          );
          const raised = rows.with(at, { ...(rows[at] as Row), scores: scores as unknown as NonNullable<Row['scores']> });
          const [before, after] = [await ranked(rows, ties), await ranked(raised, ties)];
          for (const [id, was] of before) {
            const is = after.get(id);
            if (!is) throw new Error(`${id} is gone`);
            if (was.level !== rows[at]?.level) expect({ ...is, verdicts: [], checks: [] }).toEqual({ ...was, verdicts: [], checks: [] });
            else if (id === rows[at]?.id) {
              expect(is.rank).toBeLessThanOrEqual(was.rank);
              expect(Number(is.total)).toBeGreaterThanOrEqual(Number(was.total));
              const listed = (p: typeof is) => p.verdicts.filter((v) => !v.held).map((v) => v.rule);
              for (const rule of listed(is)) expect(listed(was)).toContain(rule);
            } else {
              expect(is.rank).toBeGreaterThanOrEqual(was.rank);
              expect(is.total).toBe(was.total);
            }
          }
        },
      ),
      { numRuns: 60, interruptAfterTimeLimit: 5_000 },
    );
  });

  test('one person more in a group never changes another group', async () => {
    await fc.assert(
      fc.asyncProperty(rowsArb, async (rows) => {
        const more: Row = { id: '9999', level: '处级', scores: ['1', '1', '1', '1'] };
        const [before, after] = [await ranked(rows, ''), await ranked([...rows, more], '')];
        for (const [id, was] of before) if (was.level === '科级') expect({ ...after.get(id) }).toEqual(was);
      }),
      { numRuns: 20, interruptAfterTimeLimit: 3_000 },
    );
  });

  test('names, units and posts move nobody', async () => {
    await fc.assert(
      fc.asyncProperty(
        rowsArb,
        fc.array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 3, maxLength: 9 }),
        async (rows, words) => {
          const safe = words.map((w, i) => `甲${w.replace(/[\p{C}\s"]/gu, '')}${i}乙`);
          const other = rows.map((r, i) => ({ ...r, name: safe[i % safe.length] as string, unit: safe[(i * 2) % safe.length] as string }));
          const [before, after] = [await ranked(rows, ''), await ranked(other, '')];
          for (const [id, was] of before) expect({ ...after.get(id), name: '', unit: '' }).toEqual({ ...was, name: '', unit: '' });
        },
      ),
      { numRuns: 20, interruptAfterTimeLimit: 3_000 },
    );
  });
});
