/** The vertical axis of a chart: its ends, ticks and number formats, said outright so that every program draws the same. */
import type { Chart, LineChart } from '../../paper.ts';

export interface Scale {
  readonly min: string;
  readonly max: string;
  /** From one tick to the next. */
  readonly unit: string;
  /** Number format of the ticks. */
  readonly ticks: string;
  /** Number format of the values. */
  readonly values: string;
}

/** Ends of the axis around all values, or as the chart says; nice steps between. */
export function scaleOf(chart: Chart): Scale {
  const texts = chart.series.flatMap((s) => s.values.flatMap((v) => v ?? []));
  const places = chart.axis.places ?? Math.max(0, ...texts.map((t) => (t.split('.')[1] ?? '').length));
  const numbers = texts.map(Number);
  const low = numbers.length > 0 ? Math.min(...numbers) : 0;
  const high = numbers.length > 0 ? Math.max(...numbers) : 1;
  if (chart.kind === 'columns') return columnScale(high, places);
  return chart.axis.ranks ? rankScale(chart, high) : figureScale(chart, low, high, places);
}

/** 1, then every so many ranks; the last tick lies beyond the last rank, where there is room for its label. */
function rankScale({ axis }: LineChart, high: number): Scale {
  const min = Number(axis.min ?? 1);
  const end = Number(axis.max ?? Math.max(high, min + 1));
  const unit = Math.max(1, niceStep((end - min) / ticks));
  const max = axis.max === undefined ? min + unit * (Math.floor((end - min) / unit) + 1) : end;
  return { min: String(min), max: String(max), unit: String(unit), ticks: '0', values: '0' };
}

function figureScale({ axis }: LineChart, low: number, high: number, places: number): Scale {
  const span = Math.max(high - low, 4 * 10 ** -places);
  const room = span * 0.15;
  const from = Number(axis.min ?? (low >= 0 ? Math.max(0, low - room) : low - room));
  const to = Number(axis.max ?? high + room);
  const unit = niceStep((to - from) / ticks);
  const decimals = Math.max(0, -Math.floor(Math.log10(unit) + 1e-9));
  const whole = (n: number) => (n * unit).toFixed(decimals);
  return {
    min: axis.min ?? whole(Math.floor(from / unit + 1e-9)),
    max: axis.max ?? whole(Math.ceil(to / unit - 1e-9)),
    unit: unit.toFixed(decimals),
    ticks: decimalFormat(decimals),
    values: decimalFormat(places),
  };
}

/** From zero to beyond the highest column, whose figure stands above it; counts in whole steps. */
function columnScale(high: number, places: number): Scale {
  const to = Math.max(high, 10 ** -places) * 1.1;
  const unit = Math.max(niceStep(to / (2 * ticks)), places === 0 ? 1 : 0);
  const decimals = Math.max(0, -Math.floor(Math.log10(unit) + 1e-9));
  const max = (Math.ceil(to / unit - 1e-9) * unit).toFixed(decimals);
  return { min: '0', max, unit: unit.toFixed(decimals), ticks: decimalFormat(decimals), values: decimalFormat(places) };
}

/** About so many, and not fewer. */
const ticks = 5;

/** The next of 1, 2, 5, 10, 20 … that is no less. */
function niceStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough) + 1e-9);
  const step = [1, 2, 5, 10].find((s) => s * power >= rough * (1 - 1e-9)) ?? 10;
  return step * power;
}

const decimalFormat = (places: number) => (places === 0 ? '0' : `0.${'0'.repeat(places)}`);
