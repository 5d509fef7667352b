/** Build step: writes the JSON Schemas that ship with the package, and the built-in policy as it is once it is loaded. */
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { packed } from './pack.ts';
import { auditJsonSchema } from './papers/audit/audit-data.ts';
import { diffJsonSchema } from './papers/diff/diff-json.ts';
import { dossierJsonSchema } from './papers/dossier/dossier-schema.ts';
import { listsJsonSchema } from './papers/lists/lists-schema.ts';
import { resultsJsonSchema } from './papers/results.ts';
import { signatureJsonSchema } from './papers/signature.ts';
import { stabilityJsonSchema } from './papers/stability/json.ts';
import { verificationJsonSchema } from './papers/verification.ts';
import { whyJsonSchema } from './papers/why/schema.ts';
import { builtinPolicy } from './policy/builtin.ts';
import { columnMapJsonSchema, policyJsonSchema } from './policy/json-schema.ts';
import { loadPolicy } from './policy/load.ts';
import { problemsJsonSchema } from './problems/report-json.ts';

const write = (name: string, schema: unknown) =>
  writeFileSync(new URL(`./${name}.schema.json`, import.meta.url), `${JSON.stringify(schema, null, 2)}\n`);
write('results', resultsJsonSchema());
write('audit', auditJsonSchema());
write('lists', listsJsonSchema());
write('dossier', dossierJsonSchema());
write('why', whyJsonSchema());
write('verification', verificationJsonSchema());
write('signature', signatureJsonSchema());
write('diff', diffJsonSchema());
write('stability', stabilityJsonSchema());
write('policy', policyJsonSchema());
write('columns', columnMapJsonSchema());
write('problems', problemsJsonSchema());

const { value: policy, problems } = loadPolicy(builtinPolicy.text, builtinPolicy.file, null);
if (!policy || problems.length > 0) throw new Error('the built-in policy does not load');
const sha256 = createHash('sha256').update(builtinPolicy.text, 'utf8').digest('hex');
writeFileSync(new URL('./builtin-policy.json', import.meta.url), JSON.stringify({ sha256, policy: packed(policy) }));
