/** On which side of its point a value stands, so that neither lines nor other values run through it. */
import type { LineChart } from '../../paper.ts';

/** Above, below, to the right. */
export type Side = 't' | 'b' | 'r';

/** By series, by category. Of several values the highest stands above, the lowest below; of a line alone, a dip's stands below. */
export function labelSides(chart: LineChart): Side[][] {
  const up = chart.axis.ranks ? -1 : 1;
  const height = (series: number, at: number): number | null => {
    const value = chart.series[series]?.values[at] ?? null;
    return value === null ? null : Number(value) * up;
  };
  return chart.series.map((_, s) =>
    chart.categories.map((_, c) => {
      const own = height(s, c);
      if (own === null) return 't';
      const above = chart.series.filter((_, o) => {
        const other = o === s ? null : height(o, c);
        return other !== null && (other > own || (other === own && o < s));
      }).length;
      const all = chart.series.filter((_, o) => height(o, c) !== null).length;
      if (all === 1) return dips(own, height(s, c - 1), height(s, c + 1)) ? 'b' : 't';
      return above === 0 ? 't' : above === all - 1 ? 'b' : 'r';
    }),
  );
}

/** No higher than its neighbours, and lower than one. */
function dips(own: number, ...beside: readonly (number | null)[]): boolean {
  const known = beside.flatMap((b) => b ?? []);
  return known.every((b) => b >= own) && known.some((b) => b > own);
}
