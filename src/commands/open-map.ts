/** Reads the file of `--map` and lays it over a policy. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { withColumnMap } from '../policy/column-map.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Out } from '../types.ts';
import type { Io } from './io.ts';

const largest = 4 * 1024 * 1024;

/** The policy with the map's columns, or null with the reasons; without a map the policy as it is. */
export async function withMapFile(policy: Policy, file: string | undefined, io: Io): Promise<Out<Policy | null>> {
  if (file === undefined) return { value: policy, problems: [] };
  const refused = (reason: string): Out<null> => ({ value: null, problems: [problem('policy/unreadable', { reason }, { file })] });
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path.resolve(io.cwd, file));
  } catch (error) {
    return refused((error as NodeJS.ErrnoException).code ?? 'unknown');
  }
  if (bytes.length > largest) return refused(`more than ${largest} bytes`);
  try {
    return withColumnMap(policy, new TextDecoder('utf-8', { fatal: true }).decode(bytes), file);
  } catch {
    return refused('not UTF-8 text');
  }
}
