import { auditWords } from './audit.en.ts';
import { book } from './book.en.ts';
import { diff } from './diff.en.ts';
import { documents } from './documents.en.ts';
import { dossierWords } from './dossier.en.ts';
import { evaluation } from './evaluation.en.ts';
import { marked } from './marked.en.ts';
import { mask } from './mask.en.ts';
import { kinds, messages, report } from './messages.en.ts';
import { notice } from './notice.en.ts';
import { pageWords } from './page.en.ts';
import { policyWords } from './policy.en.ts';
import { rankingReport } from './report.en.ts';
import { stability } from './stability.en.ts';
import { talk } from './talk.en.ts';
import { template } from './template.en.ts';
import type { Words } from './text.ts';
import { tolerance } from './tolerance.en.ts';
import { namedWords } from './under-policy.en.ts';
import { verbWords } from './verbs.en.ts';
import { verifyWords } from './verify.en.ts';
import { why } from './why.en.ts';

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
  page: pageWords,
  rankingReport,
  audit: auditWords,
  mask,
  why,
  verify: verifyWords,
  diff,
  stability,
};
