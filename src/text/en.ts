import { book } from './book.en.ts';
import { marked } from './marked.en.ts';
import { kinds, messages, report } from './messages.en.ts';
import { policyWords } from './policy.en.ts';
import { talk } from './talk.en.ts';
import { template } from './template.en.ts';
import type { Words } from './text.ts';
import { namedWords } from './under-policy.en.ts';
import { verbWords } from './verbs.en.ts';

/** English: every word shown to people. */
export const en: Words = {
  messages,
  kinds,
  report,
  book,
  marked,
  template,
  talk,
  policy: policyWords,
  named: namedWords,
  verbs: verbWords,
};
