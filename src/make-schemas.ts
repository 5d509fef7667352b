/** Build step: writes the JSON Schemas that ship with the package. */
import { writeFileSync } from 'node:fs';
import { listsJsonSchema } from './papers/lists/list-text.ts';
import { resultsJsonSchema } from './papers/results.ts';
import { columnMapJsonSchema, policyJsonSchema } from './policy/json-schema.ts';
import { problemsJsonSchema } from './problems/report-json.ts';

const write = (name: string, schema: unknown) =>
  writeFileSync(new URL(`./${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
write('results', resultsJsonSchema());
write('lists', listsJsonSchema());
write('policy', policyJsonSchema());
write('columns', columnMapJsonSchema());
write('problems', problemsJsonSchema());
