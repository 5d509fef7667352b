/** What differs between two policies, parameter by parameter, and between the texts of their regulations. */
import { articlesOf } from './clauses.ts';
import { type Parameter, parametersOf } from './parameters.ts';
import type { Policy } from './policy.ts';
import type { Clause } from './primitives.ts';
import { essence, type Unit } from './units.ts';

export type { Unit } from './units.ts';

/** A parameter that differs; null: that policy has none of this path. */
export interface ParameterChange {
  /** `total.weights.work`; members of a list by their key: `cuts.bottom-30.share`. */
  readonly path: string;
  readonly before: Parameter | null;
  readonly after: Parameter | null;
  /** Only where it is written, or whether it is an assumption, differs. */
  readonly sameValue: boolean;
}

/** An article of the regulation that differs; null: it is not there. */
export interface RegulationChange {
  readonly article: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Parameters in the order of the new policy, those that went last. */
export function parameterChanges(a: Policy, b: Policy): ParameterChange[] {
  const [left, right] = [byPath(a), byPath(b)];
  const paths = [...new Set([...right.keys(), ...left.keys()])];
  return paths.flatMap((path): ParameterChange[] => {
    const [before, after] = [left.get(path) ?? null, right.get(path) ?? null];
    const sameValue = before !== null && after !== null && essence(before.value) === essence(after.value);
    return sameValue && clauseText(before.clause) === clauseText(after.clause) && before.assumption === after.assumption
      ? []
      : [{ path, before, after, sameValue }];
  });
}

const clauseText = (c: Clause): string => `${c.at}\n${c.quote ?? ''}`;

/** Members of a list are known by their key, wherever in the list they stand. */
function byPath(policy: Policy): Map<string, Parameter> {
  const keyOf = (list: string, i: number): string => {
    const found = list === 'cuts' ? policy.cuts[i]?.key : list === 'lines' ? policy.lines[i]?.key : null;
    if (found) return `.${found}`;
    const group = policy.total.groups?.[i];
    return list === 'total.groups' && group ? `.${[group.category, group.level].filter((t) => t !== undefined).join('/')}` : `[${i}]`;
  };
  return new Map(
    parametersOf(policy).map((p) => [
      p.path.replace(/^([a-z.]+)\[(\d+)\]/, (_, list: string, i: string) => list + keyOf(list, Number(i))),
      p,
    ]),
  );
}

/** Parameters that a part of the policy holds. */
export const changesIn = (unit: Unit, changes: readonly ParameterChange[]): ParameterChange[] =>
  changes.filter((c) => unit.covers.some((path) => c.path === path || c.path.startsWith(`${path}.`)));

/** Articles that differ, in the order of the new text, those that went last. */
export function regulationChanges(a: string, b: string): RegulationChange[] {
  const [left, right] = [articlesOf(a), articlesOf(b)];
  return [...new Set([...right.keys(), ...left.keys()])].flatMap((article): RegulationChange[] => {
    const [before, after] = [left.get(article) ?? null, right.get(article) ?? null];
    return before === after ? [] : [{ article, before, after }];
  });
}
