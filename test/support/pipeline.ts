// The whole pipeline from bytes to results, as the command runs it, for tests that compare results.
import { appraise } from '../../src/appraise/appraise.ts';
import type { Book } from '../../src/book.ts';
import { type Results, resultsOf } from '../../src/papers/results.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readBook } from '../../src/sheets/read.ts';
import { parsePeriod } from '../../src/table/period.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import type { Export, Problem, Ranking } from '../../src/types.ts';

export function policyWith(edit: (yaml: string) => string = (y) => y): Policy {
  const { value, problems } = loadPolicy(edit(builtinPolicy.text), 'test.yaml', null);
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
}

/** The built-in policy with each edit done where its text stands, which must be just once. */
export function policyBy(edits: readonly (readonly [from: string, to: string])[] = []): Policy {
  return policyWith((yaml) =>
    edits.reduce((text, [from, to]) => {
      if (text.split(from).length !== 2) throw new Error(`not just once in the policy: ${from}`);
      return text.replace(from, () => to);
    }, yaml),
  );
}

/** Files given as CSV text. */
export const filesOf = (texts: Readonly<Record<string, string>>) =>
  Object.entries(texts).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) }));

export interface Ran {
  readonly results: Results;
  readonly source: Export;
  readonly ranking: Ranking;
  readonly problems: readonly Problem[];
  readonly errors: readonly Problem[];
}

export async function run(
  files: readonly { file: string; bytes: Uint8Array }[],
  policy: Policy,
  period: string | null = null,
  asOf: string | null = null,
): Promise<Ran> {
  const books: Book[] = [];
  const problems: Problem[] = [];
  for (const { file, bytes } of files) {
    const read = await readBook(bytes, file);
    problems.push(...read.problems);
    if (read.value) books.push(read.value);
  }
  const table = tabulate(books, policy, { period: period === null ? null : parsePeriod(period), asOf });
  const ranking = appraise(table.value, policy);
  problems.push(...table.problems, ...ranking.problems);
  const inputs = books
    .map((b) => ({ file: b.file, sha256: b.sha256, kind: b.kind, encoding: b.encoding ?? null }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
  const results = resultsOf(
    ranking.value,
    { tool: 'appraise test', policy: { file: 'p', sha256: 'x', text: '', rules: policy }, columns: null, inputs },
    problems,
  );
  const errors = problems.filter((p) => p.severity === 'error');
  return { results, source: table.value, ranking: ranking.value, problems, errors };
}
