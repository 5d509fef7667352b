// The report on stability as data: what its figures hold, and that they say in words what they show.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { appraise } from '../../../src/appraise/appraise.ts';
import { stabilityOf } from '../../../src/appraise/stability/stability.ts';
import { inLanguage } from '../../../src/commands/obtain.ts';
import { Decimal } from '../../../src/decimal.ts';
import { stabilityReport } from '../../../src/papers/stability/report.ts';
import { percentOf } from '../../../src/papers/stability/say.ts';
import type { Figure } from '../../../src/report.ts';
import type { Lang } from '../../../src/types.ts';
import { filesOf, policyWith, run } from '../../support/pipeline.ts';

const options = ['A', 'B', 'C'].flatMap((c) => ['优秀', '称职', '基本称职', '不称职'].map((o) => `${c}类${o}`));
/** Twelve with ballots, the last two alike, and four of another group without. */
function office(): Record<string, string> {
  const row = (i: number, level: string, cells: readonly (string | number)[]) => [
    `人${i}`,
    1000 + i,
    '一处',
    '综合管理类',
    level,
    ...cells,
  ];
  const voted = Array.from({ length: 12 }, (_, i) => {
    const j = Math.min(i, 10);
    const cast = [0, 1, 2].flatMap((c) => [9 - (j % 5) + c, 3 + (j % 4), 1 + (j % 3), j > 8 ? 2 : 0]);
    return row(i, '科级', [...cast, 95 - j, 91, 92 - j / 2, 0]);
  });
  const head = ['姓名,工号,单位,人员类别,层级', ...options, '工作作风与绩效,政治理论与业务学习,党建工作责任制落实,加减分项'];
  const ready = [94, 90, 85, 70].map((s, i) => row(50 + i, '处级', [s, s, s, s, 0]).join(','));
  return {
    'a.csv': ['2026年第三季度', head.join(','), ...voted.map((v) => v.join(','))].join('\n'),
    'b.csv': [
      '2026年第三季度',
      '姓名,工号,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,加减分项',
      ...ready,
    ].join('\n'),
  };
}

async function reportIn(lang: Lang) {
  const policy = policyWith();
  const texts = office();
  const { source, errors } = await run(filesOf(texts), policy);
  expect(errors).toEqual([]);
  const ranking = appraise(source, policy).value;
  const rules = policy.stability;
  if (!rules) throw new Error('no rules');
  const stability = stabilityOf({ ranking, policy, occasions: [{ period: source.period, source, ranking, policy }] }, rules, {
    draws: 500,
    seed: 1,
  });
  const about = { tool: 'appraise test', policy: { file: 'p', sha256: 'x', text: '', rules: policy }, columns: null, inputs: [] };
  const input = await inLanguage({ ranking, source, run: about, problems: [] }, lang);
  return { stability, report: stabilityReport({ input, stability, rules }) };
}

test.each(['zh-Hans', 'en'] as const)('the whole report in %s', async (lang) => {
  const { report } = await reportIn(lang);
  await expect(`${JSON.stringify(report, null, 1)}\n`).toMatchFileSnapshot(path.resolve(`test/golden/stability-report.${lang}.json`));
});

describe('figures', () => {
  test('hold everybody, in order, and their lines lie between the last outside and the first within', async () => {
    const { report, stability } = await reportIn('zh-Hans');
    const figures = report.blocks.flatMap((b) => (b.kind === 'figure' ? [b] : []));
    const of = <K extends Figure['kind']>(kind: K) =>
      figures.map((f) => f.figure).filter((f): f is Extract<Figure, { kind: K }> => f.kind === kind);
    // One group has no ballots: it has no intervals.
    expect([of('distribution').length, of('intervals').length]).toEqual([2, 1]);
    of('distribution').forEach((figure, i) => {
      const group = stability.groups[i]?.group;
      expect(figure.bins.reduce((n, b) => n + b.count, 0)).toBe(group?.ranked.length);
      expect(figure.bins.length).toBeLessThanOrEqual(20);
      for (const line of figure.lines) {
        const cut = group?.cuts.find(
          (c, at) => at >= 0 && figure.lines.some((l) => l === line) && line.name.includes(c.share.times(Decimal.whole(100)).toText()),
        );
        const below = group?.ranked.filter((r) => r.scored.total.below(Decimal.of(line.at))).length ?? -1;
        expect(below).toBeLessThanOrEqual(cut?.k ?? 0);
      }
    });
    const [intervals] = of('intervals');
    for (const row of intervals?.rows ?? []) {
      expect(Number(row.low)).toBeLessThanOrEqual(Number(row.at));
      expect(Number(row.high)).toBeGreaterThanOrEqual(Number(row.low));
    }
    expect(intervals?.lines.map((l) => l.at)).toEqual(['8.5', '11.5']);
    for (const f of figures) expect(f.told).not.toMatch(/\{|undefined/);
  });
});

test('a share is never printed as 0 or 100 but where it is just that', () => {
  expect([0, 1, 999, 1000, 1999, 2000].map((n) => percentOf(n, 2000))).toEqual(['0', '0.1', '50.0', '50.0', '99.9', '100']);
});
