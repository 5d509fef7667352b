// Two exports as CSV text, each under a policy → their comparison, as the command goes.
import { compare, type Result } from '../../src/appraise/compare/compare.ts';
import type { Comparison } from '../../src/appraise/compare/comparison.ts';
import { packed } from '../../src/pack.ts';
import type { Decision } from '../../src/paper.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readBook } from '../../src/sheets/read.ts';
import { parsePeriod } from '../../src/table/period.ts';
import { filesOf, policyWith, type Ran, run } from './pipeline.ts';

/** One side: tables by their names, and the policy they are ranked by. */
export interface Given {
  readonly files: Readonly<Record<string, string>>;
  readonly policy?: Policy;
  readonly regulation?: string;
  readonly period?: string;
  readonly decisions?: readonly Decision[];
  /** As of a workbook: what was read is known, the tables are not. */
  readonly remembered?: boolean;
}

const usual = policyWith();

/** The comparison, and both runs. */
export async function compared(a: Given, b: Given): Promise<{ told: Comparison; a: Ran; b: Ran }> {
  const [left, right] = [await side(a), await side(b)];
  const result = (own: Side, other: Side): Result => ({ ...own.result, otherPolicies: { main: other.policy, quarters: [] } });
  return { told: compare(result(left, right), result(right, left)), a: left.ran, b: right.ran };
}

interface Side {
  readonly policy: Policy;
  readonly ran: Ran;
  readonly result: Result;
}

async function side({ files, policy = usual, regulation, period = '2026Q3', decisions = [], remembered = false }: Given): Promise<Side> {
  const given = filesOf(files);
  const ran = await run(given, policy, period);
  const books = (await Promise.all(given.map((f) => readBook(f.bytes, f.file)))).flatMap((r) => r.value ?? []);
  const policies = { main: policy, quarters: [] };
  const result: Result = {
    data: {
      ...{ kind: 'export', sources: [ran.source], inspected: [], kept: [], readBy: policies },
      books: remembered ? null : { books, period: parsePeriod(period), asOf: null },
    },
    ranked: { policies, source: ran.source, ranking: ran.ranking },
    inputs: ran.results.run.inputs.map((i) => i.sha256).sort(),
    policySha: policy === usual ? 'usual' : JSON.stringify(packed(policy)),
    regulation: regulation ?? null,
    decisions,
    approved: false,
    otherPolicies: null,
  };
  return { policy, ran, result };
}
