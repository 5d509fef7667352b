// What the product makes of an export of the oracle's: laid out, written to files, read and ranked.
import type { Policy } from '../../src/policy/policy.ts';
import { policyWith, type Ran, run } from '../support/pipeline.ts';
import { csvFiles, csvSafe, type LayoutOpts, layOut } from './layout.ts';
import type { OfficeExport } from './model.ts';
import type { Params } from './oracle.ts';

export function runCsv(office: OfficeExport, layout: LayoutOpts, policy: Policy, asOf: string | null = null): Promise<Ran> {
  const books = layOut(office, csvSafe(layout));
  const files = books.flatMap(csvFiles).map(({ file, text }) => ({ file, bytes: new TextEncoder().encode(text) }));
  return run(files, policy, layout.periodIn === 'nowhere' ? office.period : null, asOf);
}

/** The oracle's parameters as an edit of the built-in policy. */
export function policyOf(params: Params): Policy {
  const set = (yaml: string, from: RegExp, to: string): string => {
    if (!from.test(yaml)) throw new Error(`nothing to set: ${from}`);
    return yaml.replace(from, to);
  };
  return policyWith((yaml) => {
    let y = yaml;
    for (const key of ['bottom-30', 'bottom-5'] as const) {
      y = set(y, new RegExp(`(- key: ${key}[\\s\\S]*?share: \\{ value: )[\\d.]+`), `$1${params.shares[key]}`);
      y = set(y, new RegExp(`(- key: ${key}[\\s\\S]*?round: \\{ value: )[a-z-]+`), `$1${params.modes[key]}`);
      y = set(y, new RegExp(`(- key: ${key}[\\s\\S]*?ties: \\{ value: )[a-z]+`), `$1${params.ties}`);
    }
    y = set(y, /ties-by: \{ value: \[\]/, `ties-by: { value: [${params.tieBreak.join(', ')}]`);
    return y.replaceAll(/at-line: \{ value: passes/g, `at-line: { value: ${params.atLine}`);
  });
}

/** Verdicts from records behind the others and in one order: which of two comes first means nothing. */
export function recordedLast<V extends { readonly rule: string; readonly list: string; readonly figure: string }>(
  verdicts: readonly V[],
): V[] {
  const recorded = (v: V) => v.rule === 'accountability' || v.list === 'priority';
  const key = (v: V) => JSON.stringify([v.list, v.rule, v.figure, v]);
  return [...verdicts.filter((v) => !recorded(v)), ...verdicts.filter(recorded).sort((a, b) => (key(a) < key(b) ? -1 : 1))];
}
