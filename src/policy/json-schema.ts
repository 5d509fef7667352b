import * as z from 'zod';
import { policySchema } from './schema.ts';

/** JSON Schema (draft 2020-12) of a policy file, for editors. Scalars may be written as numbers or booleans: they are read as text. */
export function policyJsonSchema(): unknown {
  return z.toJSONSchema(policySchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      const written = scalarTypes(jsonSchema.pattern, jsonSchema.enum);
      if (jsonSchema.type === 'string' && written) jsonSchema.type = written as never;
    },
  });
}

function scalarTypes(pattern: string | undefined, choices: readonly unknown[] | undefined): string[] | null {
  if (pattern?.includes('\\d') && !pattern.includes('-\\d{2}')) return ['string', 'number'];
  if (choices?.includes('true')) return ['string', 'boolean'];
  return null;
}
