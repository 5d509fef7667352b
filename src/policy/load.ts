/** YAML text → Policy, with line and column for whatever is wrong. */
import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import * as z from 'zod';
import { Decimal } from '../decimal.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import { nearest } from './nearest.ts';
import type { Policy, Setting } from './policy.ts';
import { policySchema } from './schema.ts';

interface Loading {
  readonly file: string;
  readonly doc: Document;
  readonly lines: LineCounter;
}

/**
 * Reads a policy.
 * @param text the YAML file
 * @param file its name, for messages
 * @param asOf ISO date that dated values are taken for; null: a policy with dated values is refused, for the clock is never asked (rules §1)
 * @returns the policy, or null with the reasons as problems (`policy/…`)
 */
export function loadPolicy(text: string, file: string, asOf: string | null): Out<Policy | null> {
  const lines = new LineCounter();
  const doc = parseDocument(text, { schema: 'failsafe', lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const loading = { file, doc, lines };
  const syntax = doc.errors[0];
  if (syntax) return refuse([problem('policy/yaml', { detail: syntax.message, at: lineCol(lines, syntax.pos[0]) }, { file })]);
  const parsed = policySchema.safeParse(doc.toJS());
  if (!parsed.success) return refuse(parsed.error.issues.flatMap((i) => shapeProblems(loading, i)));
  const undated: Problem[] = [];
  const policy = settle(parsed.data, asOf, [], (path) =>
    undated.push(problem('policy/undated', { path: pathText(path), asOf: asOf ?? '' }, { file })),
  ) as Policy;
  const problems = [...undated, ...(undated.length > 0 ? [] : meaningProblems(loading, policy))];
  return problems.length > 0 ? refuse(problems) : { value: policy, problems: [] };
}

function refuse(problems: readonly Problem[]): Out<null> {
  return { value: null, problems };
}

function lineCol(lines: LineCounter, offset: number): string {
  const { line, col } = lines.linePos(offset);
  return `${line}:${col}`;
}

function pathText(path: readonly PropertyKey[]): string {
  return path.reduce<string>((t, p) => (typeof p === 'number' ? `${t}[${p}]` : t === '' ? String(p) : `${t}.${String(p)}`), '');
}

/** Where the nearest node on the way to `path` stands. */
function positionOf({ doc, lines }: Loading, path: readonly PropertyKey[]): string {
  for (let n = path.length; n >= 0; n--) {
    const node = doc.getIn(path.slice(0, n), true);
    if (isNode(node) && node.range) return lineCol(lines, node.range[0]);
  }
  return '1:1';
}

function shapeProblems(loading: Loading, issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(loading, path, key));
  if (issue.code === 'invalid_union') {
    // The branch that came farthest says best what the author meant.
    const branches = issue.errors.filter((b) => b.length > 0);
    const best = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (best) return best.flatMap((i) => shapeProblems(loading, i, path));
  }
  const args = { path: pathText(path), detail: issue.message, at: positionOf(loading, path) };
  return [problem('policy/shape', args, { file: loading.file })];
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  const wrongType = issues.some((i) => i.path.length === 0 && i.code === 'invalid_type');
  return wrongType ? -1 : Math.max(...issues.map((i) => i.path.length + (i.code === 'unrecognized_keys' ? 0.5 : 0)));
}

function unknownKey(loading: Loading, path: readonly PropertyKey[], key: string): Problem {
  const meant = nearest(key, knownKeys(path)) ?? '';
  const at = positionOf(loading, [...path, key]);
  return problem('policy/unknown-key', { key, path: pathText(path), meant, at }, { file: loading.file });
}

/** Keys that the schema knows at a path. */
function knownKeys(path: readonly PropertyKey[]): string[] {
  let schemas: unknown[] = [policySchema];
  for (const step of path) schemas = schemas.flatMap(alternatives).flatMap((s) => inner(s, step));
  return schemas.flatMap(alternatives).flatMap((s) => (s instanceof z.ZodObject ? Object.keys(s.shape) : []));
}

function alternatives(schema: unknown): unknown[] {
  if (schema instanceof z.ZodUnion) return schema.options.flatMap(alternatives);
  if (schema instanceof z.ZodOptional) return alternatives(schema.unwrap());
  if (schema instanceof z.ZodPipe) return alternatives(schema.in);
  return [schema];
}

function inner(schema: unknown, step: PropertyKey): unknown[] {
  if (schema instanceof z.ZodArray) return [schema.element];
  if (schema instanceof z.ZodObject) return step in schema.shape ? [schema.shape[String(step)]] : [];
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  return [];
}

/** Every setting settled for the as-of date: the value with the latest `from` that is not after it. */
function settle(node: unknown, asOf: string | null, path: readonly PropertyKey[], undated: (path: readonly PropertyKey[]) => void): unknown {
  if (node instanceof Decimal || typeof node !== 'object' || node === null) return node;
  if (Array.isArray(node)) return node.map((n, i) => settle(n, asOf, [...path, i], undated));
  const plain = node as Record<string, unknown>;
  if ('clause' in plain && 'values' in plain) return settleDated(plain, asOf, () => undated(path));
  if ('clause' in plain && 'value' in plain) return { ...plain, assumption: plain['assumption'] === true };
  return Object.fromEntries(Object.entries(plain).map(([k, v]) => [k, settle(v, asOf, [...path, k], undated)]));
}

function settleDated(plain: Record<string, unknown>, asOf: string | null, undated: () => void): Setting<unknown> {
  const { values, ...rest } = plain;
  const dated = values as readonly { from: string; value: unknown }[];
  const holding = dated.filter((v) => asOf !== null && v.from <= asOf).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  if (!holding) undated();
  return { ...rest, value: holding?.value, assumption: plain['assumption'] === true } as Setting<unknown>;
}

// What the shape cannot say.

function meaningProblems(loading: Loading, policy: Policy): Problem[] {
  return [...weightProblems(loading, policy), ...wordProblems(loading, policy)];
}

function weightProblems(loading: Loading, policy: Policy): Problem[] {
  const sums: [readonly PropertyKey[], readonly Setting<Decimal>[]][] = [
    [['total', 'weights'], Object.values(policy.total.weights)],
    ...(policy.total.groups ?? []).map((g, i): [PropertyKey[], Setting<Decimal>[]] => [
      ['total', 'groups', i, 'weights'],
      Object.values(g.weights),
    ]),
    [['blocks', 'evaluation', 'classes'], policy.blocks.evaluation.classes.map((c) => c.weight)],
  ];
  return sums.flatMap(([path, weights]) => {
    const sum = Decimal.sum(weights.map((w) => w.value));
    if (sum.equals(Decimal.whole(1))) return [];
    const percent = `${sum.times(Decimal.whole(100)).toText()}%`;
    return [problem('policy/weights-sum', { path: pathText(path), sum: percent, at: positionOf(loading, path) }, { file: loading.file })];
  });
}

/** A word that names two things would let a column be taken for the wrong one. */
function wordProblems(loading: Loading, policy: Policy): Problem[] {
  const { evaluation, work, study, party, adjustment } = policy.blocks;
  const fields: [string, readonly string[]][] = [
    ...[evaluation, work, study, party, adjustment].map((b): [string, readonly string[]] => [`blocks.${b.name['zh-Hans']}`, b.words]),
    ...[...work.items, ...study.items].map((i): [string, readonly string[]] => [`items.${i.key}`, i.words]),
    ...policy.lines.map((l): [string, readonly string[]] => [`lines.${l.key}`, l.words]),
  ];
  const votes: [string, readonly string[]][] = [
    ...evaluation.options.map((o): [string, readonly string[]] => [`options.${o.key}`, o.words]),
    ['void', evaluation.void.words],
  ];
  const classes = evaluation.classes.map((c): [string, readonly string[]] => [`classes.${c.key}`, c.words]);
  const reasons: [string, readonly string[]][] = [
    ['not-ranked.normal', policy['not-ranked'].normal],
    ...policy['not-ranked'].reasons.map((r): [string, readonly string[]] => [`not-ranked.${r.key}`, r.words]),
  ];
  return [fields, votes, classes, reasons].flatMap((named) => twice(named)).map((args) => problem('policy/word-twice', args, { file: loading.file }));
}

function twice(named: readonly [string, readonly string[]][]): { word: string; path: string; other: string }[] {
  const seen = new Map<string, string>();
  return named.flatMap(([path, words]) =>
    words.flatMap((word) => {
      const folded = word.normalize('NFKC').toLowerCase();
      const other = seen.get(folded);
      seen.set(folded, path);
      return other !== undefined && other !== path ? [{ word, path, other }] : [];
    }),
  );
}
