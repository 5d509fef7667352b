// The built-in policy with something changed, and where in it a text stands.
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';

type Edit = readonly [from: string, to: string];

/** The built-in policy's text with each edit done at the first place that has it; throws where none has. */
export function edited(...edits: readonly Edit[]): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`not in the policy: ${from}`);
    return text.replace(from, () => to);
  }, builtinPolicy.text);
}

/** `line:col` of the first `needle` behind the first `after`. */
export function at(text: string, needle: string, after = ''): string {
  const start = text.indexOf(needle, text.indexOf(after));
  if (start < 0) throw new Error(`not in the text: ${needle}`);
  const before = text.slice(0, start).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
}

/** What is wrong with a policy, as `code` and its arguments. */
export function wrong(text: string, asOf: string | null = null): Record<string, unknown>[] {
  return loadPolicy(text, 'my.yaml', asOf).problems.map((p) => {
    if (p.file !== 'my.yaml') throw new Error(`problem without its file: ${p.code}`);
    return { code: p.code, ...p.args };
  });
}

export function loaded(text: string, asOf: string | null = null): Policy {
  const { value, problems } = loadPolicy(text, 'my.yaml', asOf);
  if (!value || problems.length > 0) throw new Error(JSON.stringify(problems));
  return value;
}
