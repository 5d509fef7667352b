/** The signature of a workbook as a file of its own: the JSON contract `appraise/signature@1`. Keys may be added, never renamed. */
import * as z from 'zod';

const schema = 'appraise/signature@1';
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** The contract as a schema: strict, so that a key that is not in it cannot slip out. */
export const signatureSchema = z.strictObject({
  schema: z.literal(schema),
  workbook: z.string().describe('what the file was called; it may be renamed'),
  algorithm: z.literal('Ed25519'),
  key: sha256.describe('SHA-256 of the public key (SPKI, DER)'),
  statements: z
    .array(
      z.strictObject({
        of: z.enum(['result', 'decisions']),
        sha256: sha256.describe('of the statement, UTF-8'),
        count: z.int().describe('cells that it holds'),
        signature: z.base64().describe('over `appraise/signature@1`, of, sha256 and count, a line each'),
      }),
    )
    .min(1)
    .max(2),
});
/** `appraise/signature@1`. */
export type SignatureFile = z.infer<typeof signatureSchema>;
export type SignedStatement = SignatureFile['statements'][number];

/** What the key signs for a statement: it cannot be taken for anything else that the same key signs. */
export const signedText = ({ of, sha256: hash, count }: Omit<SignedStatement, 'signature'>): string =>
  `${schema}\n${of}\n${hash}\n${count}\n`;

/** The file as it is written. */
export const signatureText = (file: Omit<SignatureFile, 'schema' | 'algorithm'>): string =>
  `${JSON.stringify({ schema, workbook: file.workbook, algorithm: 'Ed25519', key: file.key, statements: file.statements }, null, 2)}\n`;

/** What a file says; null where it is no signature. */
export function readSignature(text: string): SignatureFile | null {
  try {
    const read = signatureSchema.safeParse(JSON.parse(text));
    const kinds = read.data?.statements.map((s) => s.of) ?? [];
    return read.success && new Set(kinds).size === kinds.length ? read.data : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}

/** JSON Schema of the contract, for those who read it. */
export function signatureJsonSchema(): unknown {
  return z.toJSONSchema(signatureSchema);
}
