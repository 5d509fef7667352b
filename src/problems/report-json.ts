/** The JSON contract `appraise/problems@1`. Keys may be added, never renamed. */
import * as z from 'zod';
import type { Finding } from './finding.ts';

const totals = z.strictObject({ errors: z.int(), warnings: z.int(), notes: z.int(), kinds: z.int().describe('codes among the errors') });
const text = z.string();
const finding = z.strictObject({
  code: text,
  severity: z.enum(['error', 'warning', 'note']),
  title: text,
  message: text,
  mend: text,
  file: text.nullable(),
  path: text.nullable().describe('from the folder the program was started in'),
  sheet: text.nullable(),
  ref: text.nullable().describe('A1'),
  line: z.int().nullable().describe('CSV only: the line that an editor shows'),
  header: text.nullable(),
  person: z.strictObject({ id: text, name: text }).nullable().describe('null unless values are asked for (--show-values)'),
  clause: text.nullable(),
  args: z.record(text, text).describe('without names and contents of cells unless values are asked for'),
  explain: text,
});

/** Strict: a key that is not in it cannot slip out. */
export const problemsSchema = z.strictObject({
  schema: z.literal('appraise/problems@1'),
  tool: text,
  version: text,
  lang: z.enum(['zh-Hans', 'zh-Hant', 'en']),
  policy: z.strictObject({ name: text, edition: text, file: text, sha256: text }).nullable(),
  inputs: z.array(z.strictObject({ file: text, path: text, sha256: text.nullable(), kind: text.nullable(), totals })),
  rows: z.int(),
  totals,
  problems: z.array(finding),
});
/** `appraise/problems@1`. */
export type ProblemsReport = z.infer<typeof problemsSchema>;

/** How many of each severity, and how many codes among the errors. */
export function countsOf(findings: readonly Pick<Finding, 'severity' | 'code'>[]): ProblemsReport['totals'] {
  const of = (severity: Finding['severity']) => findings.filter((f) => f.severity === severity);
  const errors = of('error');
  return {
    errors: errors.length,
    warnings: of('warning').length,
    notes: of('note').length,
    kinds: new Set(errors.map((f) => f.code)).size,
  };
}

/** JSON Schema of the contract, for those who read it. */
export function problemsJsonSchema(): unknown {
  return z.toJSONSchema(problemsSchema);
}
