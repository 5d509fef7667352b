/** Names of files that several quarters share: each quarter's stand under the name it was called by, so that a cell says which it is of. */
import { Decimal } from '../decimal.ts';
import { shortLabels } from './inputs.ts';
import type { Obtained } from './obtain.ts';

/** A quarter as it was named on the command line. */
interface Named {
  readonly named: string;
  readonly got: Obtained;
}

/** Of two quarters with a `考核得分.csv` each: `1季度/考核得分.csv`, `2季度/考核得分.csv`. */
export function apart<T extends Named>(quarters: readonly T[]): T[] {
  const met = new Map<string, number>();
  for (const q of quarters) for (const { file } of q.got.input.run.inputs) met.set(file, (met.get(file) ?? 0) + 1);
  const names = shortLabels(quarters.map((q) => q.named));
  return quarters.map((q) => {
    const own = new Set(q.got.input.run.inputs.map((i) => i.file).filter((f) => (met.get(f) ?? 0) > 1));
    if (own.size === 0) return q;
    const rename = (file: string) => (own.has(file) ? `${(names.get(q.named) ?? q.named).replace(/\.[^./]*$/, '')}/${file}` : file);
    const { input, problems } = q.got;
    const named = {
      ...input,
      source: relabelled(input.source, rename),
      problems: relabelled(input.problems, rename),
      run: { ...input.run, inputs: relabelled(input.run.inputs, rename) },
    };
    return { ...q, got: { ...q.got, input: named, problems: relabelled(problems, rename) } };
  });
}

/** The same value with every file under its other name. */
function relabelled<V>(value: V, rename: (file: string) => string): V {
  const of = (v: unknown, key = ''): unknown => {
    if (typeof v === 'string') return key === 'file' ? rename(v) : v;
    if (v === null || typeof v !== 'object' || v instanceof Decimal) return v;
    if (v instanceof Map) return new Map([...v].map(([k, x]) => [k, of(x)]));
    if (v instanceof Set) return new Set([...v].map((x) => of(x)));
    if (Array.isArray(v)) return v.map((x) => of(x));
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, of(x, k)]));
  };
  return of(value) as V;
}
