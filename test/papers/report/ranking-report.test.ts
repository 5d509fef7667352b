// The report says what the ranking says: counts, lines, profiles, movement; figures of persons have a stated end, tables have everybody.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { mostLines } from '../../../src/papers/report/movement.ts';
import { mostProfiles, rankingReport } from '../../../src/papers/report/ranking-report.ts';
import type { Figure, Report, ReportBlock } from '../../../src/report.ts';
import type { Group, Ranking } from '../../../src/types.ts';
import { csv, people } from '../../commands/desk.ts';
import { type Papered, paperOf } from '../paper-of.ts';

type Block<K extends ReportBlock['kind']> = Extract<ReportBlock, { kind: K }>;
const blocks = <K extends ReportBlock['kind']>(r: Report, kind: K) => r.blocks.filter((b): b is Block<K> => b.kind === kind);
const figuresOf = <K extends Figure['kind']>(r: Report, kind: K) =>
  blocks(r, 'figure').flatMap((b) => (b.figure.kind === kind ? [{ ...b, figure: b.figure as Extract<Figure, { kind: K }> }] : []));
const tableOf = (r: Report, key: string) => {
  const found = blocks(r, 'table').find((t) => t.list.key === key)?.list;
  if (!found) throw new Error(`no table ${key}`);
  return found;
};
const cell = (c: unknown) => (typeof c === 'object' && c !== null && 'number' in c ? c.number : c);
const ofCsv = (text: string) => paperOf([{ file: 'a.csv', bytes: Buffer.from(text) }]);

let full: Papered;
let report: Report;
beforeAll(async () => {
  full = await paperOf([{ file: 'q3-full.xlsx', bytes: readFileSync(path.resolve('samples/q3-full.xlsx')) }]);
  report = rankingReport(full.input);
});

describe('a sample', () => {
  test('every group has its distribution: all ranked people in bins that all groups share, each cut that takes somebody a line', () => {
    const { groups } = full.input.ranking;
    const drawn = figuresOf(report, 'distribution');
    expect(drawn).toHaveLength(groups.length);
    const edges = drawn.map((d) => d.figure.bins.map((b) => `${b.from} ${b.to}`).join());
    expect(new Set(edges).size).toBe(1);
    drawn.forEach(({ figure }, i) => {
      const g = groups[i] as Group;
      expect(figure.bins.reduce((s, b) => s + b.count, 0)).toBe(g.ranked.length);
      const totals = g.ranked.map((r) => Number(r.scored.total.toText()));
      for (const b of figure.bins.slice(0, -1)) expect(b.count).toBe(totals.filter((t) => t >= Number(b.from) && t < Number(b.to)).length);
      // The line stands at the k-th total from below.
      const wanted = g.cuts.filter((c) => c.k > 0).map((c) => totals.slice().sort((a, b) => a - b)[c.k - 1]);
      expect(figure.lines.map((l) => Number(l.at))).toEqual(wanted);
      expect(figure.lines.map((l) => l.tone)).toEqual(['bar', 'talk']);
    });
  });

  test('everybody on a list has a profile: own scores, mean and middle half of the group', () => {
    const listed = full.input.ranking.groups.flatMap((g) => g.ranked.filter((r) => r.verdicts.some((v) => v.list !== 'priority')));
    const profiles = figuresOf(report, 'profile').filter((p) => p.figure.series.some((s) => s.tone === 'self'));
    expect(profiles.map((p) => p.figure.series[0]?.name).sort()).toEqual(listed.map((r) => r.scored.person.name).sort());
    for (const { figure } of profiles) {
      for (const [i, axis] of figure.axes.entries()) {
        const all = [figure.band?.low[i], figure.band?.high[i], ...figure.series.map((s) => s.values[i])].map(Number);
        for (const v of all) {
          expect(v).toBeGreaterThanOrEqual(Number(axis.min));
          expect(v).toBeLessThanOrEqual(Number(axis.max));
        }
      }
    }
  });

  test('tables have everybody: ranked, listed, not ranked', () => {
    const { ranking } = full.input;
    for (const g of ranking.groups) {
      const list = tableOf(report, `group-${g.key}`);
      const at = (key: string) => list.columns.findIndex((c) => c.key === key);
      expect(list.rows.map((r) => [r[at('rank')], r[at('id')], cell(r[at('total')])])).toEqual(
        g.ranked.map((r) => [`${r.rank}/${g.ranked.length}`, r.scored.person.id, r.scored.total.toText(2)]),
      );
    }
    const verdicts = ranking.groups.flatMap((g) => [...g.ranked, ...g.notRanked].flatMap((p) => p.verdicts));
    expect(tableOf(report, 'bars').rows).toHaveLength(verdicts.filter((v) => v.list === 'promotion-bar' && !v.held).length);
    expect(tableOf(report, 'talks').rows).toHaveLength(verdicts.filter((v) => v.list === 'reminder-talk' && !v.held).length);
    expect(tableOf(report, 'not-ranked').rows).toHaveLength(ranking.groups.flatMap((g) => g.notRanked).length + ranking.unplaced.length);
    const cuts = tableOf(report, 'cuts');
    expect(cuts.rows.map((r) => r.map(cell).slice(2, 8))).toContainEqual(['26', '7.80', '四舍五入', '8', '85.47', '8']);
  });

  test('no movement without an earlier ranking', () => {
    expect(figuresOf(report, 'movement')).toEqual([]);
  });
});

describe('very many', () => {
  test('figures of persons end where the text says, tables do not', async () => {
    const { input } = await ofCsv(csv(people(90).map((p, i) => ({ ...p, scores: [1, 2, 3, 4].map(() => String(99 - i * 0.5)) as never }))));
    const r = rankingReport(input);
    expect(figuresOf(r, 'profile').filter((p) => p.figure.series.some((s) => s.tone === 'self'))).toHaveLength(mostProfiles.group);
    expect(
      blocks(r, 'paragraph')
        .map((p) => p.text)
        .join(),
    ).toContain('图只画名次最后的 12 人，名单上共 27 人');
    // The last rank comes first.
    expect(figuresOf(r, 'profile')[1]?.title).toContain('第 90/90 名');
    expect(tableOf(r, `group-${input.ranking.groups[0]?.key}`).rows).toHaveLength(90);
    expect(tableOf(r, 'bars').rows).toHaveLength(27);
  });

  test('so do those of a report of very many groups', async () => {
    const groups = Array.from({ length: 60 }, (_, g) => people(20, g * 20 + 1).map((p) => ({ ...p, category: `类${g}` })));
    const r = rankingReport((await ofCsv(csv(groups.flat()))).input);
    expect(figuresOf(r, 'profile').filter((p) => p.figure.series.some((s) => s.tone === 'self'))).toHaveLength(mostProfiles.report);
    expect(figuresOf(r, 'distribution')).toHaveLength(60);
    const said = blocks(r, 'paragraph').map((p) => p.text);
    expect(said.filter((t) => t.startsWith('名单上共'))).toHaveLength(20);
    expect(said.find((t) => t.startsWith('名单上共'))).toMatch(/名单上共 6 人，都在表中；一份报告最多画 240 幅/);
  });

  test('a group of nobody, of one, and of equals', async () => {
    const one = rankingReport((await ofCsv(csv(people(1)))).input);
    expect(figuresOf(one, 'distribution')[0]?.figure.bins.map((b) => b.count)).toEqual([1]);
    const equal = rankingReport((await ofCsv(csv(people(5).map((p) => ({ ...p, scores: ['88', '88', '88', '88'] as const }))))).input);
    expect(figuresOf(equal, 'distribution')[0]?.figure.bins.map((b) => b.count)).toEqual([5]);
    expect(figuresOf(equal, 'profile')[0]?.figure.axes[0]).toEqual({ name: '干群评价', min: '88', max: '89' });
    const nobody = rankingReport((await ofCsv(csv([...people(3), { id: '9', category: '乙', status: '试用期' }]))).input);
    expect(blocks(nobody, 'paragraph').map((p) => p.text)).toContain('本组没有人参加排名。');
  });
});

describe('movement', () => {
  const rows = (order: readonly number[]) =>
    order.map((id, i) => ({ id: String(id).padStart(4, '0'), scores: [1, 2, 3, 4].map(() => String(95 - i)) as never }));
  const quarter = async (order: readonly number[], q: string) => (await ofCsv(csv(rows(order), `2026年第${q}季度考核得分`))).input;

  test('ranks of each period, in the order of the periods, gaps and changes', async () => {
    const first = await quarter([1, 2, 3, 4], '一');
    const second = await quarter([2, 1, 4, 5], '二');
    const third = await quarter([5, 1, 2, 4], '三');
    const r = rankingReport(third, [second.ranking, first.ranking]);
    const [drawn] = figuresOf(r, 'movement');
    expect(drawn?.figure.stages).toEqual(['2026Q1', '2026Q2', '2026Q3']);
    expect(drawn?.figure.series.map((s) => [s.name, s.values])).toEqual([
      ['人0005', [null, '4', '1']],
      ['人0001', ['1', '2', '2']],
      ['人0002', ['2', '1', '3']],
      ['人0004', ['4', '3', '4']],
    ]);
    expect(drawn?.told).toBe(
      '与 2026Q2 相比：上升 1 人，下降 2 人，不变 1 人，不能比较 0 人。上升最多的是人0005，3 名。下降最多的是人0002，2 名。',
    );
    expect(tableOf(r, `movement-${third.ranking.groups[0]?.key}`).rows.map((x) => x.slice(2))).toEqual([
      ['—', '4/4', '1/4', '升 3'],
      ['1/4', '2/4', '2/4', '不变'],
      ['2/4', '1/4', '3/4', '降 2'],
      ['4/4', '3/4', '4/4', '降 1'],
    ]);
  });

  test('a rank in another group is none; an earlier ranking without the group draws nothing', async () => {
    const now = await quarter([1, 2, 3], '二');
    const other: Ranking = (
      await ofCsv(
        csv(
          rows([1, 2, 3]).map((x) => ({ ...x, level: '处级' })),
          '2026年第一季度考核得分',
        ),
      )
    ).input.ranking;
    expect(figuresOf(rankingReport(now, [other]), 'movement')).toEqual([]);
  });

  test('of very many, those on lists and those who moved most', async () => {
    const order = Array.from({ length: 60 }, (_, i) => i + 1);
    const before = (await quarter([...order.slice(30), ...order.slice(0, 30)], '一')).ranking;
    const r = rankingReport(await quarter(order, '二'), [before]);
    const [drawn] = figuresOf(r, 'movement');
    expect(drawn?.figure.series).toHaveLength(mostLines);
    expect(drawn?.figure.series.filter((s) => s.tone !== 'plain')).toHaveLength(18);
    expect(
      blocks(r, 'paragraph')
        .map((p) => p.text)
        .join(),
    ).toContain(`图只画 ${mostLines} 人`);
  });

  test('two of one name are told apart', async () => {
    const named = (q: string) =>
      csv(
        rows([1, 2]).map((x) => ({ ...x, name: '张三' })),
        `2026年第${q}季度考核得分`,
      );
    const r = rankingReport((await ofCsv(named('二'))).input, [(await ofCsv(named('一'))).input.ranking]);
    expect(figuresOf(r, 'movement')[0]?.figure.series.map((s) => s.name)).toEqual(['张三 0001', '张三 0002']);
  });
});
