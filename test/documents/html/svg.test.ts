// Pictures are right: every value stands where the axis says, measured in the SVG against the texts of its ticks.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spread } from '../../../src/documents/html/svg/movement.ts';
import { textWidth } from '../../../src/documents/html/svg/svg.ts';
import { writeHtml } from '../../../src/documents/html/write.ts';
import type { ReportBlock } from '../../../src/report.ts';
import { wordsFor } from '../../../src/text/text.ts';
import { all, attribute, classes, number, parsed, picture, placeOf, textOf } from './page.ts';
import { figures, report } from './samples.ts';

type Svg = ReturnType<typeof picture>;
type FigureBlock = Extract<ReportBlock, { kind: 'figure' }>;

async function svgOf(block: FigureBlock, title = block.title): Promise<Svg> {
  return picture(parsed(writeHtml(report([block]), (await wordsFor('zh-Hans')).page)), title);
}

/** What a reader measures with: the places of two ticks give the place of any value. Texts of ticks are numbers on one line. */
function ruler(svg: Svg, along: 'x' | 'y'): (value: number) => number {
  const across = along === 'x' ? 'y' : 'x';
  const byLine = new Map<number, { at: number; value: number }[]>();
  for (const t of all(svg, 'text', 'small').filter((x) => !classes(x).includes('halo') && /^-?\d+(\.\d+)?$/.test(textOf(x)))) {
    const line = number(t, across);
    byLine.set(line, [...(byLine.get(line) ?? []), { at: number(t, along), value: Number(textOf(t)) }]);
  }
  const ticks = [...byLine.values()].sort((a, b) => b.length - a.length)[0] ?? [];
  const [a, b] = [ticks[0], ticks.at(-1)];
  if (!a || !b || a === b) throw new Error('no ticks');
  return (value) => a.at + ((value - a.value) / (b.value - a.value)) * (b.at - a.at);
}

const near = (a: number, b: number, by = 0.06) => expect(Math.abs(a - b), `${a} beside ${b}`).toBeLessThanOrEqual(by);

const decimalArb = (min: number, max: number) => fc.integer({ min: min * 100, max: max * 100 }).map((n) => (n / 100).toFixed(2));

describe('distribution', () => {
  async function holds(block: FigureBlock & { figure: Extract<FigureBlock['figure'], { kind: 'distribution' }> }) {
    const svg = await svgOf(block);
    const { bins, lines } = block.figure;
    const x = ruler(svg, 'x');
    const columns = all(svg, 'rect', 'column');
    const filled = bins.filter((b) => b.count > 0);
    expect(columns).toHaveLength(filled.length);
    const foot = number(columns[0] as never, 'y') + number(columns[0] as never, 'height');
    filled.forEach((b, i) => {
      const rect = columns[i] as never;
      // Half a unit free on either side.
      near(number(rect, 'x') - 0.5, x(Number(b.from)));
      near(number(rect, 'x') + number(rect, 'width') + 0.5, x(Number(b.to)));
      near(number(rect, 'y') + number(rect, 'height'), foot);
    });
    // Heights are as the counts, from zero up.
    const unit = number(columns[0] as never, 'height') / (filled[0]?.count ?? 1);
    filled.forEach((b, i) => {
      near(number(columns[i] as never, 'height'), unit * b.count, 0.06 + 0.03 * b.count);
    });
    const cuts = all(svg, 'line', 'cut').map((l) => [number(l, 'x1'), number(l, 'x2'), number(l, 'y2')]);
    const sorted = [...lines].sort((a, b) => Number(a.at) - Number(b.at));
    expect(cuts).toHaveLength(lines.length);
    sorted.forEach((l, i) => {
      near(cuts[i]?.[0] ?? 0, x(Number(l.at)));
      expect(cuts[i]?.[1]).toBe(cuts[i]?.[0]);
      near(cuts[i]?.[2] ?? 0, foot);
    });
  }
  test('columns and lines of the sample', () => holds(figures.distribution as never));
  test('the vertical axis begins at zero, in whole people', async () => {
    const svg = await svgOf(figures.distribution);
    const y = ruler(svg, 'y');
    const first = all(svg, 'rect', 'column')[0] as never;
    near(y(0), number(first, 'y') + number(first, 'height') + 4);
    near(y(3) - 4, number(first, 'y'));
  });
  test('of any figures', async () => {
    const arb = fc.record({
      from: fc.integer({ min: 0, max: 90 }),
      step: fc.constantFrom(0.1, 0.5, 1, 2, 5),
      counts: fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 16 }),
      shares: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(arb, async ({ from, step, counts, shares }) => {
        fc.pre(counts.some((c) => c > 0));
        const edge = (i: number) => (from + step * i).toFixed(1);
        const lines = shares.map((s, i) => ({ name: `线${i}`, at: (from + s * step * counts.length).toFixed(2), tone: 'bar' as const }));
        const bins = counts.map((count, i) => ({ from: edge(i), to: edge(i + 1), count }));
        await holds({ ...figures.distribution, figure: { kind: 'distribution', axis: '', count: '', bins, lines } } as never);
      }),
      { numRuns: 60 },
    );
  });
});

describe('intervals', () => {
  test('bars, points and lines stand at their ranks, 1 leftmost', async () => {
    const svg = await svgOf(figures.intervals);
    const x = ruler(svg, 'x');
    const bars = all(svg, 'line', 'interval');
    const { rows, lines } = figures.intervals.figure;
    // The first mark is that of the line, the last ones are the legend's.
    const marks = all(svg, 'path', 'mark').slice(lines.length).map(placeOf);
    rows.forEach((r, i) => {
      near(number(bars[i] as never, 'x1'), x(Number(r.low)));
      near(number(bars[i] as never, 'x2'), x(Number(r.high)));
      near(marks[i]?.[0] ?? 0, x(Number(r.at)));
      expect(marks[i]?.[1]).toBe(number(bars[i] as never, 'y1'));
    });
    near(number(all(svg, 'line', 'cut')[0] as never, 'x1'), x(14.5));
    expect(x(1)).toBeLessThan(x(20));
  });
  test('more rows than a page holds become several pictures on one axis', async () => {
    const rows = Array.from({ length: 70 }, (_, i) => ({
      name: `人${i}`,
      at: `${i + 1}`,
      low: `${Math.max(1, i - 3)}`,
      high: `${i + 5}`,
      tone: 'plain' as const,
    }));
    const block = { ...figures.intervals, figure: { ...figures.intervals.figure, rows } };
    const page = parsed(writeHtml(report([block]), (await wordsFor('zh-Hans')).page));
    expect(all(page.root, 'figcaption').map(textOf)).toEqual(['区间 (1/3)', '区间 (2/3)', '区间 (3/3)']);
    expect(all(page.root, 'line', 'interval')).toHaveLength(70);
    const axes = [1, 2, 3].map((i) => ruler(picture(page, `区间 (${i}/3)`), 'x')(1));
    expect(new Set(axes.map((a) => a.toFixed(1))).size).toBe(1);
    expect(all(page.root, 'details')).toHaveLength(1);
    for (const svg of all(page.root, 'svg')) expect(number(svg, 'height')).toBeLessThan(760);
  });
});

describe('names and tones of intervals', () => {
  const named = (name: string, tone: 'held' | 'plain' = 'plain', tones = {}) => ({
    ...figures.intervals,
    figure: {
      kind: 'intervals' as const,
      axis: '分',
      rows: [1, 2].map((i) => ({ name: `${name}${i}`, at: '80', low: '70', high: '90', tone: i === 1 ? tone : ('plain' as const) })),
      lines: [],
      tones,
    },
  });
  const drawn = async (block: FigureBlock) => all(await svgOf(block), 'text').map(textOf);

  test('stand in one line where there is room, else in lines broken between words, and are cut last of all', async () => {
    expect((await drawn(named('A类（领导） · 厅办'))).slice(0, 2)).toEqual(['A类（领导） · 厅办1', 'A类（领导） · 厅办2']);
    expect((await drawn(named('C类（干部群众） · 社区矫正管理局'))).slice(0, 2)).toEqual(['C类（干部群众） ·', '社区矫正管理局1']);
    const long = (await drawn(named('很长的名字'.repeat(12)))).slice(0, 3);
    expect(long.map((t) => t.includes('…'))).toEqual([false, false, true]);
  });

  test('rows grow with their names, and fewer fit one picture', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => ({
      name: `C类（干部群众） · 社区矫正管理局${i}`,
      at: '80',
      low: '70',
      high: '90',
      tone: 'plain' as const,
    }));
    const block = named('');
    const page = parsed(writeHtml(report([{ ...block, figure: { ...block.figure, rows } }]), (await wordsFor('zh-Hans')).page));
    expect(all(page.root, 'svg').length).toBe(3);
    for (const svg of all(page.root, 'svg')) expect(number(svg, 'height')).toBeLessThan(760);
  });

  test('a figure names its tones; where nothing is marked there is no legend and no column of marks', async () => {
    const columns = async (block: FigureBlock) =>
      all(parsed(writeHtml(report([block]), (await wordsFor('zh-Hans')).page)).root, 'th')
        .filter((h) => attribute(h, 'scope') === 'col')
        .map(textOf);
    expect((await drawn(named('甲', 'held', { held: '偏离', plain: '照常' }))).slice(-2)).toEqual(['偏离', '照常']);
    expect((await drawn(named('甲', 'held'))).slice(-2)).toEqual(['待议', '其他']);
    expect(await columns(named('甲', 'held'))).toEqual(['名称', '下限', '计算值', '上限', '标记']);
    expect((await drawn(named('甲'))).at(-1)).toBe('分');
    expect(await columns(named('甲'))).toEqual(['名称', '下限', '计算值', '上限']);
  });
});

test('profile: every axis from its own least to its own most, marks and the middle half between', async () => {
  const svg = await svgOf(figures.profile);
  const { axes, series, band } = figures.profile.figure;
  const lines = all(svg, 'line', 'axis');
  const bands = all(svg, 'rect', 'band');
  const marks = all(svg, 'path', 'mark').map(placeOf);
  axes.forEach((axis, i) => {
    const [from, to, y] = ['x1', 'x2', 'y1'].map((a) => number(lines[i] as never, a)) as [number, number, number];
    const x = (v: string) => from + ((Number(v) - Number(axis.min)) / (Number(axis.max) - Number(axis.min))) * (to - from);
    near(number(bands[i] as never, 'x'), x(band.low[i] as string));
    near(number(bands[i] as never, 'x') + number(bands[i] as never, 'width'), x(band.high[i] as string));
    const here = marks.filter((m) => m[1] === y).map((m) => m[0]);
    const wanted = series.flatMap((s) => (s.values[i] === null ? [] : [x(s.values[i] as string)]));
    expect(here).toHaveLength(wanted.length);
    for (const w of wanted) expect(Math.min(...here.map((h) => Math.abs(h - w)))).toBeLessThan(0.06);
    const ends = all(svg, 'text', 'small')
      .filter((t) => number(t, 'y') === y + 20)
      .map((t) => [textOf(t), number(t, 'x')]);
    expect(ends).toEqual([
      [axis.min, from],
      [axis.max, to],
    ]);
  });
  // A figure that is missing is said, not drawn.
  expect(all(svg, 'text', 'bold').map(textOf)).toEqual(['82.5', '71', '—']);
});

describe('movement', () => {
  const points = (d: string) =>
    [...d.matchAll(/([ML])(-?[\d.]+),(-?[\d.]+)|([ML])(-?[\d.]+),(-?[\d.]+)/g)].map((m) => [m[1], Number(m[2]), Number(m[3])] as const);

  test('lines go through their ranks, 1 on top; a gap stays open', async () => {
    const svg = await svgOf(figures.movement);
    const y = ruler(svg, 'y');
    const text = (v: string) => y(Number(v)) - 4;
    const stages = all(svg, 'text', 'small')
      .filter((t) => /^2026Q/.test(textOf(t)))
      .map((t) => number(t, 'x'));
    expect(stages).toHaveLength(3);
    const marks = all(svg, 'path', 'mark').map(placeOf);
    for (const s of figures.movement.figure.series)
      s.values.forEach((v, i) => {
        if (v === null) return;
        expect(
          marks.some(([mx, my]) => Math.abs(mx - (stages[i] ?? 0)) < 0.06 && Math.abs(my - text(v)) < 0.06),
          `${s.name} ${v}`,
        ).toBe(true);
      });
    const paths = all(svg, 'path', 'move').map((p) => points(attribute(p, 'd') ?? ''));
    // Those on lists are drawn last: 张三, 李四, 王五.
    expect(paths.map((p) => p.map(([c]) => c).join(''))).toEqual(['MLL', 'MM', 'ML']);
    near(paths[0]?.[1]?.[2] ?? 0, text('4'));
    near(paths[1]?.[1]?.[2] ?? 0, text('5'));
    expect(text('1')).toBeLessThan(text('5'));
  });

  test('names stand apart, none above or below the picture', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 30, max: 400, noNaN: true }), { minLength: 1, maxLength: 24 }), (wanted) => {
        const foot = Math.max(400, 30 + wanted.length * 15);
        const places = spread(wanted, 30, foot);
        const sorted = [...places].sort((a, b) => a - b);
        expect(sorted[0]).toBeGreaterThanOrEqual(30 - 1e-6);
        expect(sorted.at(-1)).toBeLessThanOrEqual(foot + 1e-6);
        for (let i = 1; i < sorted.length; i++) expect((sorted[i] ?? 0) - (sorted[i - 1] ?? 0)).toBeGreaterThanOrEqual(15 - 1e-6);
        // In the order of what they name.
        const order = (of: readonly number[]) => of.map((_, i) => i).sort((a, b) => (of[a] ?? 0) - (of[b] ?? 0) || a - b);
        expect(order(places)).toEqual(order(wanted));
      }),
    );
  });
});

describe('texts', () => {
  const wordy: FigureBlock[] = [
    figures.distribution,
    figures.intervals,
    figures.profile,
    figures.movement,
    {
      ...figures.distribution,
      figure: {
        ...figures.distribution.figure,
        lines: ['70', '70.1', '77.9', '78'].map((at, i) => ({
          name: `一条名字非常长、怎么也放不下的界线 ${i} ${at}`,
          at,
          tone: 'bar' as const,
        })),
      },
    },
    {
      ...figures.profile,
      figure: {
        ...figures.profile.figure,
        axes: figures.profile.figure.axes.map((a) => ({ ...a, name: 'A block with a very long English name indeed' })),
      },
    },
    ...[
      ['A类（领导） · 厅领导', 'C类（干部群众） · 社区矫正管理局'],
      ['综合管理类 · 科级及以下 · 一个名字非常长、怎么也放不下的处室，三行还不够，只好剪断', '办公室'],
      ['General management · section level and below · the Bureau of Community Corrections', 'x'],
    ].map((names): FigureBlock => {
      const { rows, ...figure } = figures.intervals.figure;
      return { ...figures.intervals, figure: { ...figure, rows: rows.map((r, i) => ({ ...r, name: names[i % 2] as string })) } };
    }),
  ];
  test.each(wordy.map((b, i) => [`${b.figure.kind} ${i}`, b] as const))(
    'stay within the picture and do not cover each other: %s',
    async (_, block) => {
      const svg = await svgOf(block);
      const [, , w = 0, h = 0] = (attribute(svg, 'viewBox') ?? '').split(' ').map(Number);
      const boxes = all(svg, 'text').map((t) => {
        const size = classes(t).includes('small') ? 12 : 13;
        const wide = textWidth(textOf(t), size) * 0.9;
        const [x, y] = [number(t, 'x'), number(t, 'y')];
        const anchor = attribute(t, 'text-anchor');
        const left = anchor === 'end' ? x - wide : anchor === 'middle' ? x - wide / 2 : x;
        return { text: textOf(t), left, right: left + wide, top: y - size * 0.75, foot: y + size * 0.15 };
      });
      for (const b of boxes) {
        expect(b, b.text).toMatchObject({ text: expect.anything() });
        expect(b.left, b.text).toBeGreaterThanOrEqual(-1);
        expect(b.right, b.text).toBeLessThanOrEqual(w + 1);
        expect(b.top, b.text).toBeGreaterThanOrEqual(-1);
        expect(b.foot, b.text).toBeLessThanOrEqual(h + 1);
      }
      const covered = boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => a.left < b.right && b.left < a.right && a.top < b.foot && b.top < a.foot)
          .map((b) => `${a.text} | ${b.text}`),
      );
      expect(covered).toEqual([]);
    },
  );

  test('of any intervals', async () => {
    const rowArb = fc
      .tuple(decimalArb(0, 100), decimalArb(0, 100), decimalArb(0, 100))
      .map((all3) => [...all3].sort((a, b) => Number(a) - Number(b)));
    await fc.assert(
      fc.asyncProperty(fc.array(rowArb, { minLength: 1, maxLength: 12 }), async (rows) => {
        const made = rows.map(([low = '', at = '', high = ''], i) => ({ name: `人${i}`, low, at, high, tone: 'plain' as const }));
        const { ranks: _, ...figure } = figures.intervals.figure;
        const svg = await svgOf({ ...figures.intervals, figure: { ...figure, rows: made, lines: [] } });
        const x = ruler(svg, 'x');
        const bars = all(svg, 'line', 'interval');
        made.forEach((r, i) => {
          near(number(bars[i] as never, 'x1'), x(Number(r.low)), 0.2);
          near(number(bars[i] as never, 'x2'), x(Number(r.high)), 0.2);
        });
      }),
      { numRuns: 40 },
    );
  });
});
