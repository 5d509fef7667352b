// `diff` against plain sets and against recomputation from edited tables, for random tables and edits.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Cause, Comparison, Pair, Why } from '../../src/appraise/compare/comparison.ts';
import type { Results } from '../../src/papers/results.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { a1 } from '../../src/problems/problem.ts';
import { compared } from '../support/compared.ts';
import { filesOf, policyBy, policyWith, run } from '../support/pipeline.ts';
import { entriesOf, exchanged, listDifference, placesOf, type Table, textOf, totalsOf } from './diff.ts';

const blocks = ['干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实'];
const head = ['工号', '姓名', '单位', '人员类别', '层级', '考核状态', ...blocks, '加减分项', '政治素质', '担当作为'];
const firstScore = head.indexOf('干群评价');
const surnames = [...'赵钱孙李周吴郑王冯陈卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶'];

/** Few values, so that ties and lines are met. */
const score = fc.integer({ min: 160, max: 190 }).map((n) => String(n / 2));
const quality = fc.integer({ min: 88, max: 96 }).map(String);
const level = fc.constantFrom('科级', '科级', '科级', '处级');
const row = fc.tuple(level, fc.tuple(score, score, score, score), fc.integer({ min: -2, max: 2 }).map(String), fc.tuple(quality, quality));

const rowOf = (
  i: number,
  [l, scores, adjustment, qualities]: readonly [string, readonly string[], string, readonly string[]],
): string[] => [String(1001 + i), `${surnames[i]}文`, '办公室', '公务员', l, '', ...scores, adjustment, ...qualities];

const table = fc.array(row, { minLength: 4, maxLength: 24 }).map((rows): Table => {
  const all = rows.map((r, i) => rowOf(i, r));
  return { head, rows: new Map(all.map((r) => [r[0] ?? '', r])) };
});

/** A new value for a score of somebody, or a person who goes. */
type Edit = { readonly at: number; readonly column: number; readonly value: string } | { readonly at: number; readonly gone: true };
const edit: fc.Arbitrary<Edit> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ at: fc.nat(), column: fc.nat({ max: 4 }).map((c) => firstScore + c), value: score }) },
  { weight: 2, arbitrary: fc.record({ at: fc.nat(), column: fc.constantFrom(head.length - 2, head.length - 1), value: quality }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(), column: fc.constant(head.indexOf('层级')), value: level }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(), column: fc.constant(head.indexOf('考核状态')), value: fc.constant('试用期') }) },
  { weight: 1, arbitrary: fc.record({ at: fc.nat(), gone: fc.constant(true as const) }) },
);

/** The table with its edits, and each cell that is another one now. */
function edited(before: Table, edits: readonly Edit[]): Table {
  const rows = new Map(before.rows);
  for (const e of edits) {
    const ids = [...rows.keys()].sort();
    const id = ids[e.at % ids.length] ?? '';
    const own = rows.get(id);
    if (!own) continue;
    if ('gone' in e) {
      if (rows.size > 3) rows.delete(id);
    } else rows.set(id, own.with(e.column, e.column === head.indexOf('加减分项') ? String(Number(e.value) % 3) : e.value));
  }
  return { ...before, rows };
}

const keyed = (text: string): string => (text === '试用期' ? 'probation' : text);

/** `id before after A1 A1` of every cell that differs, by the place where the text has it. */
function cellDifference(a: Table, b: Table): string[] {
  const rowAt = (t: Table, id: string) => [...t.rows.keys()].sort().indexOf(id) + 2;
  return [...a.rows]
    .flatMap(([id, was]) =>
      was.flatMap((text, col) => {
        const is = b.rows.get(id)?.[col];
        if (is === undefined || is === text) return [];
        const at = (t: Table, said: string) => (said === '' ? '' : a1({ row: rowAt(t, id), col }));
        return [[id, keyed(text), keyed(is), at(a, text), at(b, is)].join(' ')];
      }),
    )
    .sort();
}

const idOf = ({ a, b }: Pair): string => (b ?? a)?.id ?? '';
const cellsTold = ({ cells }: Comparison): string[] =>
  cells.map((c) => [idOf(c.pair), c.before, c.after, c.beforeAt && a1(c.beforeAt), c.afterAt && a1(c.afterAt)].join(' ')).sort();
const listsTold = ({ lists }: Comparison): string[] => lists.map((l) => [idOf(l.pair), l.list, l.rule, l.before, l.after].join(' ')).sort();

const usual = policyWith();
const other = policyBy([
  ['evaluation: { value: 0.30, clause', 'evaluation: { value: 0.50, clause'],
  ['work: { value: 0.40, clause', 'work: { value: 0.20, clause'],
  ['share: { value: 0.30, clause: { at: 第十四条', 'share: { value: 0.20, clause: { at: 第十四条'],
]);
/** By their place here, so that a counterexample stays readable. */
const policies: readonly (readonly [Policy, Policy])[] = [
  [usual, usual],
  [usual, other],
];
const pair = fc.constantFrom(0, 0, 1);
const byPlace = (i: number): readonly [Policy, Policy] => policies[i] ?? [usual, usual];
const given = (t: Table, policy: Policy) => ({ files: { 'x.csv': textOf(t) }, policy });
const ranked = async (t: Table, policy: Policy): Promise<Results> => (await run(filesOf({ 'x.csv': textOf(t) }), policy, '2026Q3')).results;

test('the difference of anything with itself is none', async () => {
  await fc.assert(
    fc.asyncProperty(table, pair, async (t, i) => {
      const [, policy] = byPlace(i);
      const { told } = await compared(given(t, policy), given(t, policy));
      const { cells, parameters, units, groups, movements, lists, checks, decisions, people } = told;
      expect([cells, parameters, units, groups, movements, lists, checks, decisions, people.added, people.gone].flat()).toEqual([]);
      expect(told.sameRun).toBe(true);
    }),
    { numRuns: 10 },
  );
});

test('cells, lists, ranks and totals are those that plain sets give; the other way round gained is lost', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(edit, { minLength: 1, maxLength: 6 }), pair, async (before, edits, i) => {
      const [p, q] = byPlace(i);
      const after = edited(before, edits);
      const { told, a, b } = await compared(given(before, p), given(after, q));
      expect(cellsTold(told)).toEqual(cellDifference(before, after));
      expect(listsTold(told)).toEqual(listDifference(a.results, b.results));
      const [was, is, old, now] = [placesOf(a.results), placesOf(b.results), totalsOf(a.results), totalsOf(b.results)];
      const moved = [...before.rows.keys()].filter((id) => was.get(id) !== is.get(id) || old.get(id) !== now.get(id)).sort();
      expect(told.movements.map((m) => idOf(m.pair)).sort()).toEqual(moved);
      for (const { before: x, after: y, passing } of told.movements)
        if (passing && x?.rank && y?.rank)
          expect(y.rank).toBe(x.rank + passing.overtakenBy + passing.joinedAbove - passing.overtook - passing.leftAbove);
      const back = (await compared(given(after, q), given(before, p))).told;
      const turned = listsTold(told)
        .map((t) => t.replace(/ (\w+) (\w+)$/, ' $2 $1'))
        .sort();
      expect(listsTold(back)).toEqual(turned);
      expect(back.people.added.map((x) => x.id)).toEqual(told.people.gone.map((x) => x.id));
    }),
    { numRuns: 25 },
  );
});

// ── causes ──

type Factor = Cause['factors'][number];

/** The smallest sets of changes that give the new outcome, each by ranking a table that has just these. */
async function causesOf(
  [before, after]: readonly [Table, Table],
  [p, q]: readonly [Policy, Policy],
  id: string,
  look: (r: Results) => string,
): Promise<string[]> {
  const made = async (chosen: readonly Factor[]) => {
    const others = chosen.includes('others') ? after : before;
    const own = chosen.includes('own') ? after : before;
    return look(await ranked(exchanged(others, own, id), chosen.includes('policy') ? q : p));
  };
  const wanted = await made(['own', 'others', 'policy']);
  const sets: Factor[][] = [
    ['own'],
    ['others'],
    ['policy'],
    ['own', 'others'],
    ['own', 'policy'],
    ['others', 'policy'],
    ['own', 'others', 'policy'],
  ];
  const found: Factor[][] = [];
  for (const set of sets) if (!found.some((f) => f.every((x) => set.includes(x))) && (await made(set)) === wanted) found.push(set);
  return found.map((f) => f.join('+')).sort();
}

const causesTold = (why: Why | null): string[] => [...new Set((why?.causes ?? []).map((c) => c.factors.join('+')))].sort();

test('every cause is the one that tables with just these changes give', async () => {
  await fc.assert(
    fc.asyncProperty(table, fc.array(edit, { minLength: 2, maxLength: 6 }), pair, async (before, edits, i) => {
      const [p, q] = byPlace(i);
      const after = edited(before, edits);
      const { told } = await compared(given(before, p), given(after, q));
      for (const { pair, list, rule, why } of told.lists.slice(0, 3)) {
        const state = (r: Results) => entriesOf(r).get(`${idOf(pair)} ${list} ${rule}`) ?? 'off';
        expect(causesTold(why)).toEqual(await causesOf([before, after], [p, q], idOf(pair), state));
      }
      for (const { pair, rank } of told.movements.filter((m) => m.rank).slice(0, 3)) {
        const place = (r: Results) => String(placesOf(r).get(idOf(pair)));
        expect(causesTold(rank)).toEqual(await causesOf([before, after], [p, q], idOf(pair), place));
      }
    }),
    { numRuns: 25 },
  );
});
