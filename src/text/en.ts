import { book } from './book.en.ts';
import { documents } from './documents.en.ts';
import { dossierWords } from './dossier.en.ts';
import { evaluation } from './evaluation.en.ts';
import { marked } from './marked.en.ts';
import { kinds, messages, report } from './messages.en.ts';
import { notice } from './notice.en.ts';
import { policyWords } from './policy.en.ts';
import { stability } from './stability.en.ts';
import { talk } from './talk.en.ts';
import { template } from './template.en.ts';
import type { Words } from './text.ts';
import { tolerance } from './tolerance.en.ts';
import { namedWords } from './under-policy.en.ts';
import { verbWords } from './verbs.en.ts';

/** English: every word shown to people. */
export const en: Words = {
  messages,
  kinds,
  report,
  book,
  marked,
  documents,
  evaluation,
  tolerance,
  notice,
  template,
  talk,
  policy: policyWords,
  named: namedWords,
  verbs: verbWords,
  dossier: dossierWords,
  stability,
};
