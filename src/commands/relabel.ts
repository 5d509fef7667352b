/** Names of files that several quarters share: each quarter's stand under the name it was called by, so that a cell says which it is of. */
import { Decimal } from '../decimal.ts';
import type { Run } from '../papers/results.ts';
import { shortLabels } from './inputs.ts';
import type { Obtained } from './obtain.ts';

/** A quarter as it was named on the command line. */
interface Named {
  readonly named: string;
  readonly got: Obtained;
}

/**
 * Of two quarters with a `考核得分.csv` each: `1季度/考核得分.csv`, `2季度/考核得分.csv`.
 * @param known what an earlier run called the very same files, by their hashes, and which of them were not met yet
 */
export function apart<T extends Named>(quarters: readonly T[], known: Known = { inputs: [], left: new Set() }): T[] {
  const met = new Map<string, number>();
  for (const q of quarters) for (const { file } of q.got.input.run.inputs) met.set(file, (met.get(file) ?? 0) + 1);
  const names = shortLabels(quarters.map((q) => q.named));
  return quarters.map((q) => {
    const labels = new Map<string, string>();
    for (const { file, sha256 } of q.got.input.run.inputs) {
      const shared = (met.get(file) ?? 0) > 1;
      const usual = shared ? `${(names.get(q.named) ?? q.named).replace(/\.[^./]*$/, '')}/${file}` : file;
      const label = claimed(known, (k) => k.sha256 === sha256 && k.file === usual) ?? claimed(known, (k) => k.sha256 === sha256) ?? usual;
      if (label !== file) labels.set(file, label);
    }
    if (labels.size === 0) return q;
    const rename = (file: string) => labels.get(file) ?? file;
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

/** Inputs of an earlier run, by hash and name. */
interface Known {
  readonly inputs: Run['inputs'];
  readonly left: Set<number>;
}

function claimed({ inputs, left }: Known, fits: (k: Run['inputs'][number]) => boolean): string | null {
  for (const at of left) {
    const one = inputs[at];
    if (!one || !fits(one)) continue;
    left.delete(at);
    return one.file;
  }
  return null;
}

/** The same value with every file under its other name. */
export function relabelled<V>(value: V, rename: (file: string) => string): V {
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
