/** YAML text → Policy, with line and column for whatever is wrong. */
import type { Document } from 'yaml';
import * as z from 'zod';
import { Decimal } from '../decimal.ts';
import { nearest } from '../nearest.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import { type Loading, shape } from './loading.ts';
import { keyPosition, lineCol, parseYaml, pathText, stands } from './locate.ts';
import { meaningProblems } from './meaning.ts';
import type { Policy, Setting } from './policy.ts';
import { policySchema } from './schema.ts';

/**
 * Reads a policy.
 * @param text the YAML file
 * @param file its name, for messages
 * @param asOf ISO date that dated values are taken for; null: a policy with dated values is refused, for the clock is never asked (rules §1)
 * @returns the policy, or null with the reasons as problems (`policy/…`)
 */
export function loadPolicy(text: string, file: string, asOf: string | null): Out<Policy | null> {
  const { loading, data, problems: wrong } = parseStrict(text, file, policySchema);
  if (data === null) return refuse(wrong);
  const undated: Problem[] = [];
  const policy = settle(data, asOf, [], (path) =>
    undated.push(problem('policy/undated', { path: pathText(path), asOf: asOf ?? '' }, { file })),
  ) as Policy;
  const problems = [...undated, ...(undated.length > 0 ? [] : meaningProblems(loading, policy))];
  return problems.length > 0 ? refuse(problems) : { value: policy, problems: [] };
}

/**
 * A YAML file held against a strict schema.
 * @returns its data, or null with what is wrong, each with line and column
 */
export function parseStrict<T extends z.ZodObject>(
  text: string,
  file: string,
  schema: T,
): { readonly loading: Loading; readonly data: z.output<T> | null; readonly problems: readonly Problem[] } {
  const { doc, lines } = parseYaml(text);
  const loading = { file, doc, lines };
  const wrong = (problems: readonly Problem[]) => ({ loading, data: null, problems });
  const syntax = doc.errors[0];
  if (syntax) return wrong([yamlProblem(file, syntax.message, lineCol(lines, syntax.pos[0]))]);
  const plain = plainData(doc);
  if ('refused' in plain) return wrong([yamlProblem(file, plain.refused, '1:1')]);
  const parsed = schema.safeParse(plain.data);
  if (parsed.success) return { loading, data: parsed.data, problems: [] };
  return wrong(withoutEchoes(parsed.error.issues.flatMap((i) => shapeProblems({ ...loading, schema }, i))));
}

/** A file on its way in, with the schema it is held against. */
interface Shaping extends Loading {
  readonly schema: z.ZodObject;
}

function refuse(problems: readonly Problem[]): Out<null> {
  return { value: null, problems };
}

function yamlProblem(file: string, detail: string, at: string): Problem {
  return problem('policy/yaml', { detail, at }, { file });
}

/** The document as plain data; refused where an alias has no anchor, or aliases multiply beyond reason. */
function plainData(doc: Document): { data: unknown } | { refused: string } {
  try {
    return { data: doc.toJS({ maxAliasCount: 100 }) };
  } catch (e) {
    if (!(e instanceof ReferenceError)) throw e;
    return { refused: e.message };
  }
}

function shapeProblems(loading: Shaping, issue: z.core.$ZodIssue, above: readonly PropertyKey[] = []): Problem[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(loading, path, key));
  if (issue.code === 'invalid_union') {
    // The branch that came farthest says best what the author meant.
    const branches = issue.errors.filter((b) => b.length > 0);
    const best = branches.sort((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
    if (best) return best.flatMap((i) => shapeProblems(loading, i, path));
  }
  return [shape(loading, path, stands(loading.doc, path) ? detailOf(issue) : 'missing')];
}

/** What is wrong in one word, which src/text puts into words; behind `one-of` stands what was expected. */
function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return `one-of ${issue.values.join(' ')}`;
  if (issue.code === 'invalid_key') return 'key';
  if (issue.code === 'too_small') return issue.origin === 'string' ? 'empty' : 'too-few';
  if (issue.code !== 'invalid_type') return issue.message;
  return issue.expected === 'array' ? 'not-a-list' : issue.expected === 'string' ? 'not-a-word' : 'not-a-map';
}

/** A key that is missing only because it is spelt wrong is told once, as the wrong key. */
function withoutEchoes(problems: readonly Problem[]): Problem[] {
  const meant = new Set(
    problems.flatMap((p) => {
      if (p.code !== 'policy/unknown-key') return [];
      const { path, meant } = (p as Problem<'policy/unknown-key'>).args;
      return [path === '' ? meant : `${path}.${meant}`];
    }),
  );
  return problems.filter((p) => p.code !== 'policy/shape' || !meant.has((p as Problem<'policy/shape'>).args.path));
}

function depth(issues: readonly z.core.$ZodIssue[]): number {
  return Math.max(...issues.map((i) => i.path.length + (i.code === 'unrecognized_keys' ? 0.5 : 0)));
}

function unknownKey(loading: Shaping, path: readonly PropertyKey[], key: string): Problem {
  const meant = nearest(key, knownKeys(loading.schema, path)) ?? '';
  const at = keyPosition(loading, path, key);
  return problem('policy/unknown-key', { key, path: pathText(path), meant, at }, { file: loading.file });
}

/** Keys that the schema knows at a path. */
function knownKeys(schema: z.ZodObject, path: readonly PropertyKey[]): string[] {
  let schemas: unknown[] = [schema];
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
  return [];
}

/** Every setting settled for the as-of date: the value with the latest `from` that is not after it. */
function settle(
  node: unknown,
  asOf: string | null,
  path: readonly PropertyKey[],
  undated: (path: readonly PropertyKey[]) => void,
): unknown {
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
