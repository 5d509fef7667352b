/** What the charts of the summary draw, as tables of live formulas, and the charts: how totals lie, blocks and quarters by their means. */
import { Decimal } from '../../decimal.ts';
import type { CellsAt, Chart, PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { weightedBlocks } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { BlockKey } from '../../types.ts';
import { directPlaces, power, roundedQuotient } from '../formula.ts';
import { type Bin, binsOver, countIn } from '../spread.ts';
import { type Context, type GroupAt, live, num, rangeRef, text } from './context.ts';
import type { PersonColumns } from './person-columns.ts';
import type { SummaryPlan } from './summary-plan.ts';

/** What the tables look at. */
interface Parts {
  readonly ctx: Context;
  readonly plan: SummaryPlan;
  readonly columns: PersonColumns;
  /** Decimals of the block scores. */
  readonly places: number;
  readonly groups: readonly GroupAt[];
}

/** Columns of totals that stand beside the two that name the group. */
const mostBins = 10;
/** Groups with a chart of their own: more would make a sheet of charts. The table has all of them. */
export const mostCharts = 12;
/** Groups that stand beside each other in one chart and can still be told apart. */
const mostTogether = 5;
/** Means are shown in so many decimals. */
const meanPlaces = 2;
/** A chart is so many rows high, a row free above and one beneath: its frame stays off the edge of the page. */
const chartRows = 17;
const lineRows = chartRows + 2;
/** Rows of charts that a printed page holds. */
const linesOnPage = 2;

/** A table, and the charts that draw it. `at`: cells of the table, from its header row. */
interface Charted {
  readonly heading: string;
  readonly rows: readonly PaperRow[];
  readonly charts: (at: (row: number, left: number, right: number) => CellsAt) => readonly Chart[];
}

type Placed = NonNullable<PaperSheet['charts']>;

/**
 * Rows to stand from `top`, and the charts below `foot`, both zero-based.
 * @param width columns of the sheet
 */
export function summaryCharts(
  parts: Parts,
  top: number,
  width: number,
): { rows: PaperRow[]; headings: number[]; charts: (foot: number) => PlacedCharts } {
  const tables = [totalsTable(parts), blocksTable(parts), quartersTable(parts)].filter((t) => t !== null);
  const rows: PaperRow[] = [];
  const headings: number[] = [];
  const charts: Chart[] = [];
  for (const { heading, rows: own, charts: drawn } of tables) {
    headings.push(top + rows.length);
    const header = top + rows.length + 1;
    rows.push({ cells: [text(heading, 'label')] }, ...own, { cells: [], height: 8 });
    charts.push(...drawn((row, left, right) => ({ range: { top: header + row, bottom: header + row, left, right } })));
  }
  return { rows, headings, charts: (foot) => placed(charts, foot, width) };
}

/** Charts over empty rows: two beside each other, one of many columns alone. */
interface PlacedCharts {
  readonly charts: Placed;
  readonly rows: PaperRow[];
  /** Zero-based rows after which a printed page breaks, so that none is cut. */
  readonly breaks: number[];
}

function placed(charts: readonly Chart[], foot: number, width: number): PlacedCharts {
  const half = (width + 1) >> 1;
  const lines: Chart[][] = [];
  for (const chart of charts) {
    const last = lines.at(-1);
    if (last?.length === 1 && !isWide(chart) && !last.some(isWide)) last.push(chart);
    else lines.push([chart]);
  }
  const all = lines.flatMap((line, l) =>
    line.map((chart, i) => {
      const top = foot + l * lineRows + 1;
      const [left, right] = isWide(chart) ? [0, width - 1] : i === 0 ? [0, half - 1] : [half, width - 1];
      return { chart, anchor: { top, bottom: top + chartRows - 1, left, right } };
    }),
  );
  return {
    charts: all,
    rows: Array.from({ length: lines.length * lineRows }, () => ({ cells: [], height: 15 })),
    breaks: lines.flatMap((_, l) => (l % linesOnPage === 0 ? [foot + l * lineRows - 1] : [])),
  };
}

/** So many columns that their figures need the whole width. */
const isWide = (chart: Chart): boolean => chart.kind === 'columns' && chart.series.length > 2;

const over = (g: GroupAt, col: number): string | null => (g.last < g.first ? null : rangeRef(g.sheet, col, g.first, g.last));
const named = (g: GroupAt): PaperCell[] => [text(g.group.category), text(g.group.level)];
const header = (ctx: Context, names: readonly string[]): PaperRow => ({
  cells: [ctx.words.summary.category, ctx.words.summary.level, ...names].map((t) => text(t, 'header')),
});

// ───────────────────────────── totals ─────────────────────────────

/** How many of each group have a total between two figures; below the first and above the last nobody is lost when a rule moves. */
function totalsTable({ ctx, columns, groups }: Parts): Charted | null {
  const filled = groups.filter((g) => g.group.ranked.length > 0);
  const bins = binsOver(
    filled.flatMap((g) => g.group.ranked.map((r) => r.scored.total)),
    mostBins,
  );
  if (bins.length === 0) return null;
  const w = ctx.words.summary;
  const names = bins.map((b, i) => binName(ctx, b, i, bins.length));
  const rows = filled.map((g): PaperRow => {
    const counts = countIn(
      bins,
      g.group.ranked.map((r) => r.scored.total),
    );
    const range = over(g, columns.col('total')) ?? '';
    return { cells: [...named(g), ...bins.map((b, i) => live(binFormula(range, b, i, bins.length), num(counts[i] ?? 0), 'whole'))] };
  });
  return {
    heading: w.bands,
    rows: [header(ctx, names), ...rows],
    charts: (at) =>
      filled.slice(0, mostCharts).map(
        (g, i): Chart => ({
          kind: 'columns',
          touching: true,
          title: fill(w.bandsOf, { group: g.name }),
          categories: names,
          categoriesAt: at(0, 2, bins.length + 1),
          series: [
            {
              name: w.people,
              values: countIn(
                bins,
                g.group.ranked.map((r) => r.scored.total),
              ).map(String),
              valuesAt: at(i + 1, 2, bins.length + 1),
            },
          ],
          across: ctx.words.ranking.total,
          axis: { title: w.people, places: 0 },
        }),
      ),
  };
}

/** `80–81.99`, with the least step between two totals; open at both ends. */
function binName(ctx: Context, { from, to }: Bin, i: number, count: number): string {
  const step = Decimal.whole(1).over(Decimal.of(power(ctx.policy.total.places.value)));
  if (count === 1) return `${from}–${to}`;
  if (i === 0) return `<${to}`;
  return i === count - 1 ? `≥${from}` : `${from}–${to.minus(step)}`;
}

/** The figure is joined to its sign as a number, so that no machine reads its point as something else. */
function binFormula(range: string, { from, to }: Bin, i: number, count: number): string {
  const below = (edge: Decimal) => `COUNTIF(${range},"<"&${edge})`;
  if (count === 1) return `COUNT(${range})`;
  if (i === 0) return below(to);
  return i === count - 1 ? `COUNTIF(${range},">="&${from})` : `${below(to)}-${below(from)}`;
}

// ───────────────────────────── blocks ─────────────────────────────

function blocksTable({ ctx, plan, columns, places, groups }: Parts): Charted | null {
  const filled = groups.filter((g) => g.group.ranked.length > 0);
  if (filled.length === 0) return null;
  const w = ctx.words.summary;
  const names = weightedBlocks.map((b) => ctx.name(ctx.policy.blocks[b].name));
  const mean = (g: GroupAt, block: BlockKey) =>
    Decimal.sum(g.group.ranked.map((r) => r.scored.blocks[block].value))
      .over(Decimal.whole(g.group.ranked.length))
      .round(meanPlaces);
  const rows = filled.map((g): PaperRow => {
    const cells = weightedBlocks.map((block): PaperCell => {
      const value = num(mean(g, block).toText());
      if (places > directPlaces) return { value, look: 'two-places' };
      const sum = `ROUND(SUM(${over(g, columns.col(`block:${block}`))})*${power(directPlaces)},0)`;
      return live(
        roundedQuotient(sum, `(${plan.cell('ranked', g.index)}*${power(directPlaces - meanPlaces)})`, meanPlaces),
        value,
        'two-places',
      );
    });
    return { cells: [...named(g), ...cells] };
  });
  return {
    heading: w.blockMeans,
    rows: [header(ctx, names), ...rows],
    charts: (at) => {
      if (filled.length > mostTogether) return [];
      const series = filled.map((g, i) => ({
        name: g.name,
        values: weightedBlocks.map((b) => mean(g, b).toText()),
        valuesAt: at(i + 1, 2, weightedBlocks.length + 1),
      }));
      const drawn: Chart = {
        kind: 'columns',
        title: w.blockMeans,
        categories: names,
        categoriesAt: at(0, 2, weightedBlocks.length + 1),
        series,
        across: '',
        axis: { title: w.mean, places: meanPlaces },
      };
      return series.some((s) => s.values.some((v) => v.startsWith('-'))) ? [] : [drawn];
    },
  };
}

// ───────────────────────────── quarters of a year ─────────────────────────────

/** The mean total of each group by quarter, of those who were ranked in it; null where a quarter is ranked. */
function quartersTable({ ctx, columns, groups }: Parts): Charted | null {
  const quarters = ctx.quarters();
  const filled = groups.filter((g) => g.group.ranked.length > 0);
  if (quarters.length < 2 || filled.length === 0) return null;
  const w = ctx.words.summary;
  const names = quarters.map((q) => fill(ctx.words.ranking.quarterTotal, { quarter: ctx.words.period.numbers[q.quarter ?? 1] }));
  const places = ctx.policy.total.places.value;
  const mean = (g: GroupAt, quarter: number | null): string | null => {
    const totals = g.group.ranked.flatMap((r) => r.scored.quarters?.filter((q) => q.period.quarter === quarter).map((q) => q.total) ?? []);
    return totals.length === 0 ? null : Decimal.sum(totals).over(Decimal.whole(totals.length)).round(places).toText();
  };
  const rows = filled.map((g): PaperRow => {
    const cells = quarters.map((q): PaperCell => {
      const value = mean(g, q.quarter);
      if (value === null) return { value: null, look: 'two-places' };
      const range = over(g, columns.col(`quarter:${q.quarter}`));
      return {
        ...live(roundedQuotient(`ROUND(SUM(${range})*${power(places)},0)`, `COUNT(${range})`, places), num(value), 'two-places'),
        places,
      };
    });
    return { cells: [...named(g), ...cells] };
  });
  return {
    heading: w.quarterMeans,
    rows: [header(ctx, names), ...rows],
    charts: (at) =>
      filled.length > mostTogether
        ? []
        : [
            {
              title: w.quarterMeans,
              categories: names,
              categoriesAt: at(0, 2, quarters.length + 1),
              series: filled.map((g, i) => ({
                name: g.name,
                values: quarters.map((q) => mean(g, q.quarter)),
                valuesAt: at(i + 1, 2, quarters.length + 1),
              })),
              axis: { title: w.mean, places },
            },
          ],
  };
}
