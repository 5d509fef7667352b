import * as z from 'zod';
import { columnMapSchema, policySchema } from './schema.ts';

/**
 * JSON Schema (draft 2020-12) of a policy file, for editors. Editors read `0.30` as a number and `true` as a boolean where
 * `loadPolicy` reads text: a scalar may be written either way.
 */
export function policyJsonSchema(): unknown {
  return editorSchema(policySchema);
}

/** JSON Schema of a `--map` file, likewise. */
export function columnMapJsonSchema(): unknown {
  return editorSchema(columnMapSchema);
}

function editorSchema(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema.type !== 'string' || jsonSchema.const !== undefined) return;
      const { pattern, enum: choices } = jsonSchema;
      if (choices?.includes('true')) Object.assign(jsonSchema, { type: ['string', 'boolean'], enum: [...choices, true, false] });
      else if (choices === undefined && pattern === undefined) Object.assign(jsonSchema, { type: ['string', 'number', 'boolean'] });
      else if (pattern !== undefined && new RegExp(pattern).test('1')) Object.assign(jsonSchema, { type: ['string', 'number'] });
    },
  });
}
