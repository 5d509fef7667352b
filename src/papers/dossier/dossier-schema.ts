/** The contract `appraise/dossier@1`: lists of the archive as JSON. Keys may be added, never renamed; numbers are text, as in all contracts. */
import * as z from 'zod';

const whole = z.string().regex(/^\d+$/);
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const block = z.string().describe("key of the policy's block");

/** What every list has beside its rows. */
const around = {
  title: z.string().describe('in the language of --lang, as all words are'),
  notes: z.array(z.string()),
};

const entry = z.strictObject({
  entry: whole.describe('its number in the log'),
  name: z.string(),
  id: z.string(),
  year: whole.describe('of the volume'),
  block,
  form: z.string().describe('what kind of statement it is: basic, appraisal, chronicle, sanction …'),
  day: day.nullable(),
  what: z.string().describe('what it says, in words'),
  document: z.string(),
  state: z.enum(['holds', 'corrected', 'withdrawn']),
  by: whole.nullable().describe('the entry that corrected or withdrew it'),
  why: z.string().nullable().describe('why it was corrected or withdrawn'),
  corrects: whole.nullable().describe('the entry that this one takes the place of'),
  reason: z.string().nullable().describe('why it takes the place of that one'),
  source: z.string().nullable().describe('the cell it was read from, file!sheet!A1; null: entered by hand'),
});

const missing = z.strictObject({
  name: z.string(),
  id: z.string(),
  missing: z.array(block).describe('blocks that each volume must have and this one has not'),
  has: z.array(block).describe('blocks in which something holds'),
});

const due = z.strictObject({
  year: whole,
  block,
  keep: whole.describe('years that the policy keeps it'),
  until: whole.describe('the last year of them'),
  entries: whole,
  people: whole,
  clause: z.string(),
});

/** The contract. */
export const dossierSchema = z.strictObject({
  schema: z.literal('appraise/dossier@1'),
  verb: z.enum(['show', 'find', 'missing', 'due']),
  archive: z.strictObject({
    file: z.string(),
    entry: whole.describe('up to where it went: the last entry that says something of somebody'),
    hash: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  lists: z.array(
    z.discriminatedUnion('key', [
      z.strictObject({ key: z.literal('entries'), ...around, rows: z.array(entry) }),
      z.strictObject({ key: z.literal('missing'), ...around, rows: z.array(missing) }),
      z.strictObject({ key: z.literal('due'), ...around, rows: z.array(due) }),
    ]),
  ),
});
/** `appraise/dossier@1`. */
export type DossierLists = z.infer<typeof dossierSchema>;
/** An entry as a row. */
export type EntryRow = z.infer<typeof entry>;
/** Somebody who lacks blocks, as a row. */
export type MissingRow = z.infer<typeof missing>;

/** JSON Schema of the contract. */
export const dossierJsonSchema = (): unknown => z.toJSONSchema(dossierSchema);
