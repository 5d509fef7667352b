/** The policy that stands in where none is named, with its regulation: both are built into the program as text. */
import policyText from './default/policy.yaml';
import regulationText from './default/regulation.md';

export const builtinPolicy = { file: 'appraise:default', text: policyText, regulation: regulationText } as const;
