// Two exports held against each other: differences, and causes by recomputing.
import { describe, expect, test } from 'vitest';
import type { CellChange, Comparison, Movement, Pair, Why } from '../../../src/appraise/compare/comparison.ts';
import { Decimal } from '../../../src/decimal.ts';
import { builtinPolicy } from '../../../src/policy/builtin.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { compared } from '../../support/compared.ts';
import { policyBy, policyWith } from '../../support/pipeline.ts';
import { casesIn, type Member, scores } from '../../support/scores.ts';

interface Case {
  readonly it: string;
  readonly a: Readonly<Record<string, Member>>;
  readonly b?: Readonly<Record<string, Member>>;
  /** Settings of cuts by `key setting`. */
  readonly policy?: Readonly<Record<string, string>>;
  readonly cells?: readonly string[];
  readonly gone?: readonly number[];
  readonly parameters?: readonly string[];
  readonly lists?: readonly string[];
  readonly ranks?: readonly string[];
}

/** The built-in policy with settings of its cuts changed. */
function withCuts(edits: Readonly<Record<string, string>>): Policy {
  const policy = policyWith();
  const cuts = policy.cuts.map((cut) => {
    const own = Object.entries(edits).flatMap(([name, text]) => {
      const [key, setting = ''] = name.split(' ');
      const before = cut[setting as 'share' | 'round' | 'ties'];
      return key === cut.key ? [[setting, { ...before, value: setting === 'share' ? Decimal.of(text) : text }] as const] : [];
    });
    return { ...cut, ...Object.fromEntries(own) };
  });
  return { ...policy, cuts };
}

const idOf = ({ a, b }: Pair): string => (b ?? a)?.id ?? '';
const whyText = (why: Why | null): string =>
  (why?.causes ?? []).map((c) => [c.factors.join('+'), c.units.map((u) => u.path).join('+')].filter((t) => t !== '').join(' ')).join(' | ');

function rankText({ pair, before, after, passing, rank }: Movement): string[] {
  if (rank === null) return [];
  const p = passing ? ` +${passing.overtakenBy} -${passing.overtook} +${passing.joinedAbove} -${passing.leftAbove}` : '';
  return [`${idOf(pair)} ${before?.rank} ${after?.rank} ${whyText(rank)}${p}`];
}

const columns: Readonly<Record<string, string>> = {
  level: '层级',
  name: '姓名',
  unit: '单位',
  evaluation: '干群评价',
  work: '工作作风与绩效',
  study: '政治理论与业务学习',
  party: '党建工作责任制落实',
};
const cellText = ({ pair, name, before, after }: CellChange): string => `${idOf(pair)} ${columns[name.part || name.of]} ${before} ${after}`;
const listTexts = ({ lists }: Comparison): string[] =>
  lists.map((l) => `${idOf(l.pair)} ${l.rule} ${l.before} ${l.after} ${whyText(l.why)}`).sort();

test.each(casesIn<readonly Case[]>('cases.yaml', import.meta.url))('$it', async (c) => {
  const [a, b] = [scores(c.a), scores(c.b ?? c.a)];
  const { told } = await compared(
    { files: { 'x.csv': a } },
    { files: { 'x.csv': b }, ...(c.policy ? { policy: withCuts(c.policy) } : {}) },
  );
  if (c.cells) expect(told.cells.map(cellText)).toEqual(c.cells);
  expect(told.people.gone.map((p) => Number(p.id))).toEqual(c.gone ?? []);
  expect(told.parameters.map((p) => p.path)).toEqual(c.parameters ?? []);
  expect(listTexts(told)).toEqual(c.lists ?? []);
  const here = told.movements.filter((m) => m.before && m.after);
  expect(here.flatMap(rankText)).toEqual(c.ranks ?? []);
});

describe('people', () => {
  const members = { 1001: 95, 1002: 93, 1003: 91 };
  const without = (text: string) =>
    text
      .split('\n')
      .map((line) => line.replace(/^[^,]*,/, ''))
      .join('\n')
      .replace(/^[^\n]*\n/, '2026年第三季度考核\n');

  test('by name where one side has no ids, and it is said how many', async () => {
    const { told } = await compared(
      { files: { 'x.csv': without(scores(members)) } },
      { files: { 'x.csv': scores({ ...members, 1003: 96 }) } },
    );
    expect(told.people).toMatchObject({ both: 3, byName: 3, added: [], gone: [] });
    expect(told.movements.map((m) => `${idOf(m.pair)} ${m.before?.rank} ${m.after?.rank}`)).toEqual(['1001 1 2', '1002 2 3', '1003 3 1']);
  });

  test('an id that changed is somebody else, whatever the name', async () => {
    const b = scores({ 1001: 95, 1002: 93, 1009: { scores: 91, 姓名: '王文' } });
    const { told } = await compared(
      { files: { 'x.csv': scores({ ...members, 1003: { scores: 91, 姓名: '王文' } }) } },
      { files: { 'x.csv': b } },
    );
    expect(told.people.gone.map((p) => p.id)).toEqual(['1003']);
    expect(told.people.added.map((p) => p.id)).toEqual(['1009']);
  });

  test('an id in full-width digits is the same id', async () => {
    const { told } = await compared(
      { files: { 'x.csv': scores(members) } },
      { files: { 'x.csv': scores(members).replace('1002,', '１００２,') } },
    );
    expect(told.people).toMatchObject({ both: 3, byName: 0 });
  });
});

describe('values of every kind', () => {
  const base = scores({ 1001: { scores: 95, 政治素质: 91, 担当作为: 92 }, 1002: { scores: 93, 政治素质: 90, 担当作为: 95 } });
  const tables = {
    'x.csv': base,
    '加减分.csv': '工号,姓名,编号,事项,分值,日期\n1001,甲,JF-1,竞赛获奖,2,2026-08-01\n1002,乙,KF-1,迟报,-1,2026-08-02\n',
    '处分.csv': '工号,姓名,处分种类,处分日期,事由,文号\n1001,甲,警告,2026-08-10,违反纪律,驻纪1号\n',
  };
  const texts = (told: Comparison) =>
    told.cells.map((c) => `${idOf(c.pair)} ${c.name.kind} ${c.name.of} ${c.name.part}: ${c.before} → ${c.after}`);

  test('inspections, entries, records: the field that differs, or the whole record', async () => {
    const { told } = await compared(
      { files: tables },
      {
        files: {
          'x.csv': base.replace(',91,92', ',89,90'),
          '加减分.csv': tables['加减分.csv'].replace('JF-1,竞赛获奖,2,', 'JF-1,竞赛获奖,3,').replace(/1002,.*\n/, ''),
          '处分.csv': tables['处分.csv'].replace('违反纪律', '违反工作纪律'),
        },
      },
    );
    expect(texts(told)).toEqual([
      '1001 entry JF-1 value: 2 → 3',
      '1001 inspection political-below-90 : 91 → 89',
      '1001 inspection responsibility-below-90 : 92 → 90',
      // Without a number nothing says that it is the same sanction: it is told whole.
      '1001 sanctions 警告 违反纪律 : 违反纪律 驻纪1号 警告 2026-08-10 → 违反工作纪律 驻纪1号 警告 2026-08-10',
      '1002 entry KF-1 : 迟报 -1 2026-08-02 KF-1 → null',
    ]);
    expect(told.lists.map((l) => `${idOf(l.pair)} ${l.rule} ${l.before} ${l.after} ${whyText(l.why)}`)).toContain(
      '1001 political-below-90 off on own',
    );
    expect(told.checks.map((c) => `${idOf(c.pair)} ${c.rule} ${c.before.outcome} ${c.after.outcome}`)).toEqual([
      '1001 responsibility-below-90 passed on-line',
    ]);
  });
});

describe('policies', () => {
  const members = Object.fromEntries(Array.from({ length: 10 }, (_, i) => [1001 + i, [95 - i, 80 + i, 90, 85]])) as Readonly<
    Record<string, Member>
  >;
  const files = { 'x.csv': scores(members) };

  test('weights change together, and are one cause', async () => {
    const policy = policyBy([
      ['evaluation: { value: 0.30, clause', 'evaluation: { value: 0.60, clause'],
      ['work: { value: 0.40, clause', 'work: { value: 0.10, clause'],
    ]);
    const { told } = await compared({ files }, { files, policy });
    expect(told.cells).toEqual([]);
    expect(told.parameters.map((p) => p.path)).toEqual(['total.weights.evaluation', 'total.weights.work']);
    expect(new Set(told.movements.map((m) => whyText(m.total)))).toEqual(new Set(['policy total.weights']));
    expect(told.movements.length).toBeGreaterThan(5);
  });

  test('a clause that was renumbered is a change of the policy, and moves nobody', async () => {
    const { told } = await compared(
      { files },
      { files, policy: policyBy([['clause: { at: 第十四条, quote: 排名后30%的干部', 'clause: { at: 第十五条, quote: 排名后30%的干部']]) },
    );
    expect(told.parameters.map((p) => [p.path, p.sameValue])).toEqual([['cuts.bottom-30.share', true]]);
    expect(told.units).toEqual([]);
    expect([told.movements, told.lists]).toEqual([[], []]);
  });

  test('articles of the regulation that differ, came or went', async () => {
    const now = builtinPolicy.regulation.replace('第十五条', '第十五条之一');
    const { told } = await compared({ files, regulation: builtinPolicy.regulation }, { files, regulation: now });
    expect(told.regulation?.map((r) => [r.article, r.before === null, r.after === null])).toEqual([
      ['第十五条之一', true, false],
      ['第十五条', false, true],
    ]);
  });
});

test('between periods nothing is recomputed, and no cell is held against another', async () => {
  const [a, b] = [scores({ 1001: 95, 1002: 93 }), scores({ 1001: 91, 1002: 93 }, '2026年第四季度考核')];
  const { told } = await compared({ files: { 'x.csv': a } }, { files: { 'x.csv': b }, period: '2026Q4' });
  expect(told.samePeriod).toBe(false);
  expect(told.cells).toEqual([]);
  expect(told.movements.map((m) => [idOf(m.pair), m.blocks.length, m.total?.causes ?? null])).toEqual([
    ['1001', 4, []],
    ['1002', 0, null],
  ]);
});

test('a workbook that the other policy reads otherwise: what is known is told, and that the rest is not', async () => {
  const members = { 1001: 95, 1002: 93, 1003: 91, 1004: 89, 1005: 87, 1006: 85, 1007: 83, 1008: 81, 1009: 79, 1010: 77 };
  const policy = policyBy([
    ['words: [试用期, 试用期内', 'words: [见习期, 试用期内'],
    ['share: { value: 0.30, clause: { at: 第十四条', 'share: { value: 0.20, clause: { at: 第十四条'],
  ]);
  const files = { 'x.csv': scores(members) };
  const changed = { 'x.csv': scores({ ...members, 1010: 77.5 }) };
  const listed = async (remembered: boolean) =>
    (await compared({ files, remembered }, { files: changed, policy })).told.lists.map((l) => [
      listTexts({ lists: [l] } as never)[0],
      l.why.unseparated,
    ]);
  expect(await listed(false)).toEqual([['1008 bottom-30 on off policy cuts.bottom-30.share', false]]);
  // The policy alone cannot be tried on what the workbook remembers.
  expect(await listed(true)).toEqual([['1008 bottom-30 on off others+policy cuts.bottom-30.share', true]]);
});
