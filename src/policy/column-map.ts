/** YAML of `--map` → rules for columns, and their place beside the policy's own. */
import type { Out } from '../types.ts';
import { loadPolicy, parseStrict } from './load.ts';
import { fieldProblems } from './meaning.ts';
import type { Policy } from './policy.ts';
import { columnMapSchema } from './schema.ts';

/**
 * Reads a map of columns.
 * @param policy names the fields that there are
 * @returns the policy with these rules before its own, or null with the reasons as problems (`policy/…`, line and column)
 */
export function withColumnMap(policy: Policy, text: string, file: string): Out<Policy | null> {
  const { loading, data, problems } = parseStrict(text, file, columnMapSchema);
  if (data === null) return { value: null, problems };
  const unknown = fieldProblems(loading, data.columns, policy);
  if (unknown.length > 0) return { value: null, problems: unknown };
  const mapped = data.columns.map((rule) => ({ ...rule, map: file }));
  return { value: { ...policy, columns: [...mapped, ...(policy.columns ?? [])] }, problems: [] };
}

/** A policy with the map that is laid over it, settled for a day; see `loadPolicy`. */
export function loadMapped(
  source: { readonly text: string; readonly file: string; readonly map?: ColumnMap },
  asOf: string | null,
): Out<Policy | null> {
  const loaded = loadPolicy(source.text, source.file, asOf);
  return loaded.value && source.map ? withColumnMap(loaded.value, source.map.text, source.map.file) : loaded;
}

/** The text of a `--map` file, and its name for messages. */
export interface ColumnMap {
  readonly file: string;
  readonly text: string;
}
