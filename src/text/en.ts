import { book } from './book.en.ts';
import { documents } from './documents.en.ts';
import { marked } from './marked.en.ts';
import { kinds, messages, report } from './messages.en.ts';
import { policyWords } from './policy.en.ts';
import { talk } from './talk.en.ts';
import { template } from './template.en.ts';
import type { Words } from './text.ts';
import { verbWords } from './verbs.en.ts';

/** English: every word shown to people. */
export const en: Words = {
  messages,
  kinds,
  report,
  book,
  marked,
  documents,
  template,
  talk,
  policy: policyWords,
  verbs: verbWords,
};
