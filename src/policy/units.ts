/**
 * A policy in parts that each make sense alone, and policies between two: some parts of the one, all else of the other. Weights
 * that must sum to one are a part together.
 */
import { Decimal } from '../decimal.ts';
import type { Policy } from './policy.ts';

/** A part of a policy, by its path: `total.weights`, `cuts.bottom-30.share`. */
export interface Unit {
  readonly path: string;
  /** Paths of the parameters in it begin with one of these. */
  readonly covers: readonly string[];
}

type Tree = { readonly [key: string]: unknown };

/** Parts of which the results of a ranking are made, each with the keys of one map that belong to it. */
const parts: readonly (readonly [path: string, keys: readonly string[]])[] = [
  ['scale', []],
  ['blocks.evaluation', ['classes', 'empty']],
  ['blocks.evaluation', ['options', 'void']],
  ['blocks.evaluation', ['places']],
  ['blocks.work', ['items', 'trim']],
  ['blocks.work', ['places']],
  ['blocks.study', ['items', 'trim']],
  ['blocks.study', ['places']],
  ['blocks.adjustment', ['same-matter']],
  ['blocks.adjustment', ['lowest', 'highest']],
  ['total.weights', []],
  ['total', ['groups']],
  ['total', ['places']],
  ['total', ['tolerance']],
  ['group', []],
  ['not-ranked', []],
  ['ranking', []],
  ['excellent', []],
  ['accountability', []],
  ['exemptions', []],
  ['priorities', []],
  ['grades.quarter', []],
  ['grades.year', []],
  ['year', []],
  ['checks', []],
  ['columns', []],
];
/** Lists whose members come and go by their key, with the settings of a member that are parts of their own. */
const keyed = { cuts: ['share', 'round', 'ties'], lines: ['line', 'at-line'] } as const;
type Keyed = keyof typeof keyed;

/** What computes nothing: where a rule is written, and what is said about it. */
const said = new Set(['clause', 'assumption', 'note']);

/** The text of everything in it that may compute or be read by. */
export function essence(node: unknown): string {
  return JSON.stringify(node, (key, v: unknown) => (said.has(key) ? undefined : v instanceof Decimal ? v.toText() : v)) ?? '';
}

/** Parts in which two policies differ; none: they rank alike. */
export function unitsBetween(a: Policy, b: Policy): Unit[] {
  const plain = parts.flatMap(([path, keys]): Unit[] => {
    const of = (p: Policy) => essence(keys.length === 0 ? at(p, path) : keys.map((k) => (at(p, path) as Tree | undefined)?.[k]));
    return of(a) === of(b) ? [] : [unitOf(path, keys)];
  });
  return [...plain, ...(Object.keys(keyed) as Keyed[]).flatMap((list) => memberUnits(list, a, b))];
}

function unitOf(path: string, keys: readonly string[]): Unit {
  if (keys.length === 0) return { path, covers: [path] };
  const covers = keys.map((k) => `${path}.${k}`);
  return { path: covers[0] ?? path, covers };
}

function memberUnits(list: Keyed, a: Policy, b: Policy): Unit[] {
  const [left, right] = [members(a, list), members(b, list)];
  const found = [...new Set([...left.keys(), ...right.keys()])].flatMap((key): Unit[] => {
    const [was, is] = [left.get(key), right.get(key)];
    const path = `${list}.${key}`;
    if (!was || !is) return [{ path, covers: [path] }];
    const settings = keyed[list].filter((s) => essence(was[s]) !== essence(is[s])).map((s) => `${path}.${s}`);
    const rest = essence(others(list, was)) === essence(others(list, is)) ? [] : [{ path: `${path}.*`, covers: [] }];
    return [...settings.map((s) => ({ path: s, covers: [s] })), ...rest];
  });
  const sameOrder =
    essence([...left.keys()]) === essence([...right.keys()]) ||
    left.size !== right.size ||
    found.some((u) => /^[^.]+\.[^.]+$/.test(u.path));
  return sameOrder ? found : [...found, { path: `${list}.order`, covers: [] }];
}

const members = (p: Policy, list: Keyed): Map<string, Tree> => new Map((p[list] as readonly Tree[]).map((m) => [String(m['key']), m]));
const others = (list: Keyed, member: Tree): Tree =>
  Object.fromEntries(Object.entries(member).filter(([k]) => !keyed[list].some((s) => s === k)));

function at(node: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((n, key) => (n as Tree | undefined)?.[key], node);
}

/** `a` with these parts as they are in `b`. */
export function blended(a: Policy, b: Policy, units: readonly Unit[]): Policy {
  const chosen = new Set(units.map((u) => u.path));
  const plain = parts.reduce<Tree>(
    (tree, [path, keys]) => {
      if (!chosen.has(unitOf(path, keys).path)) return tree;
      if (keys.length === 0) return put(tree, path, at(b, path));
      return keys.reduce((t, k) => put(t, `${path}.${k}`, at(b, `${path}.${k}`)), tree);
    },
    a as unknown as Tree,
  );
  return { ...plain, cuts: blendedList('cuts', a, b, chosen), lines: blendedList('lines', a, b, chosen) } as unknown as Policy;
}

function put(tree: Tree, path: string, value: unknown): Tree {
  const [key = '', ...rest] = path.split('.');
  if (rest.length === 0) {
    const { [key]: _, ...without } = tree;
    return value === undefined ? without : { ...tree, [key]: value };
  }
  return { ...tree, [key]: put((tree[key] ?? {}) as Tree, rest.join('.'), value) };
}

function blendedList(list: Keyed, a: Policy, b: Policy, chosen: ReadonlySet<string>): Tree[] {
  const [left, right] = [members(a, list), members(b, list)];
  const first = chosen.has(`${list}.order`) ? right : left;
  const keys = [...new Set([...first.keys(), ...left.keys(), ...right.keys()])];
  return keys.flatMap((key): Tree[] => {
    const [was, is] = [left.get(key), right.get(key)];
    const path = `${list}.${key}`;
    if (!was || !is) return chosen.has(path) ? (is ? [is] : []) : was ? [was] : [];
    const settings = keyed[list].map((s) => [s, (chosen.has(`${path}.${s}`) ? is : was)[s]] as const);
    return [{ ...others(list, chosen.has(`${path}.*`) ? is : was), ...Object.fromEntries(settings) }];
  });
}

// ── reading ──

/** Keys at the top that no table is read by. */
const unread = [
  'schema',
  'name',
  'edition',
  'regulation',
  'context',
  'total',
  'ranking',
  'lists',
  'cuts',
  'quarter-bar',
  'excellent',
  'decision',
  'advance',
  'year',
  'notice',
  'talks',
  'examples',
];

/** What tables are read by: words, keys, bounds; not what is computed from them. */
function readBy(policy: Policy): unknown {
  const { blocks, lines, grades, ...rest } = policy;
  const { evaluation: e, work, study, party, adjustment } = blocks;
  const worded = (all: readonly { readonly key: string; readonly name: unknown; readonly words: readonly string[] }[]) =>
    all.map(({ key, name, words }) => ({ key, name, words }));
  const block = ({ name, words }: { readonly name: unknown; readonly words: readonly string[] }) => ({ name, words });
  const top = Object.fromEntries(Object.entries(rest).filter(([key]) => !unread.includes(key)));
  return {
    ...top,
    evaluation: { ...block(e), options: worded(e.options), void: e.void, classes: worded(e.classes), empty: e.empty },
    means: [work, study].map((m) => ({ ...block(m), items: m.items })),
    scores: [party, adjustment].map(block),
    lines: lines.map(({ key, name, quality, words }) => ({ key, name, quality, words })),
    grades: grades ? { excellent: grades.year.excellent, bands: worded(grades.year.bands), none: grades.year.none } : null,
  };
}

/** Whether tables mean the same under both. */
export const readAlike = (a: Policy, b: Policy): boolean => essence(readBy(a)) === essence(readBy(b));
