/** The contracts of lists as JSON: keys may be added, never renamed; figures are text, so that no reader loses a digit. */
import * as z from 'zod';
import { runShape } from '../run-data.ts';

/** One list. */
const listSchema = z.strictObject({
  key: z.string(),
  title: z.string().describe('in the language of --lang, as all words are'),
  rows: z
    .array(z.record(z.string(), z.union([z.string(), z.null(), z.array(z.string())])))
    .describe('by the keys of the columns; `source` holds every cell, states and decisions are keys in every language'),
  notes: z.array(z.string()),
});
/** One list by the keys of its columns. */
export type ListData = z.infer<typeof listSchema>;

/** The contract `appraise/lists@1`. */
export const listsSchema = z.strictObject({
  schema: z.literal('appraise/lists@1'),
  verb: z.string().describe('the verb that made the lists'),
  run: z.strictObject(runShape),
  lists: z.array(listSchema),
});
/** `appraise/lists@1`. */
export type Lists = z.infer<typeof listsSchema>;

/** JSON Schema of the contract. */
export const listsJsonSchema = (): unknown => z.toJSONSchema(listsSchema);
