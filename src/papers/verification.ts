/** What `verify` found, as plain data: the JSON contract `appraise/verification@1`. Keys may be added, never renamed. */
import * as z from 'zod';

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const place = z.string().describe('file!sheet!A1');

const signedPart = z.enum(['valid', 'changed', 'unsigned', 'none']);

/** The contract as a schema: strict, so that a key that is not in it cannot slip out. */
export const verificationSchema = z.strictObject({
  schema: z.literal('appraise/verification@1'),
  workbook: z.strictObject({
    file: z.string(),
    sha256,
    tool: z.string().describe('the version that wrote it'),
    verb: z.string(),
    period: z.string().nullable(),
  }),
  verified: z.boolean().describe('the workbook is what was made anew; its signature is told by itself'),
  against: z
    .enum(['inputs', 'memory'])
    .describe('memory: no inputs, or not those it was made from; the memory itself was held against nothing'),
  policy: z.strictObject({
    name: z.string(),
    edition: z.string(),
    file: z.string(),
    sha256: z.string(),
    known: z
      .enum(['built-in', 'given', 'other', 'workbook'])
      .describe('other: not the one that was named; workbook: its text was nowhere but in the workbook'),
  }),
  inputs: z.array(
    z
      .strictObject({ file: z.string(), listed: z.string().nullable(), given: z.string().nullable() })
      .describe('SHA-256 of each, null: not there'),
  ),
  cells: z.int(),
  formulas: z.int(),
  withoutResult: z.int().describe('formulas without a stored result, computed anew'),
  differences: z.array(
    z.strictObject({
      code: z.string(),
      sheet: z.string().nullable(),
      cell: z.string().nullable(),
      header: z.string().nullable(),
      was: z.string().nullable(),
      is: z.string().nullable(),
    }),
  ),
  decisions: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      list: z.string(),
      rule: z.string(),
      proposal: z.string().nullable(),
      decision: z.string(),
      reason: z.string(),
      at: place,
    }),
  ),
  signature: z
    .strictObject({
      file: z.string(),
      key: z.string().describe('SHA-256 of the key that signed (SPKI)'),
      result: signedPart,
      decisions: signedPart.describe('unsigned: filled in since; none: there are none'),
    })
    .nullable(),
  problems: z.array(
    z.strictObject({
      code: z.string(),
      severity: z.enum(['error', 'warning', 'note']),
      file: z.string().nullable(),
      sheet: z.string().nullable(),
    }),
  ),
});
/** `appraise/verification@1`. */
export type Verification = z.infer<typeof verificationSchema>;

/** JSON Schema of the contract, for those who read it. */
export function verificationJsonSchema(): unknown {
  return z.toJSONSchema(verificationSchema);
}
