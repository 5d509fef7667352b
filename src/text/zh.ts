import { auditWords } from './audit.zh.ts';
import { book } from './book.zh.ts';
import { diff } from './diff.zh.ts';
import { documents } from './documents.zh.ts';
import { dossierWords } from './dossier.zh.ts';
import { evaluation } from './evaluation.zh.ts';
import { marked } from './marked.zh.ts';
import { mask } from './mask.zh.ts';
import { kinds, messages, report } from './messages.zh.ts';
import { notice } from './notice.zh.ts';
import { pageWords } from './page.zh.ts';
import { policyWords } from './policy.zh.ts';
import { rankingReport } from './report.zh.ts';
import { stability } from './stability.zh.ts';
import { talk } from './talk.zh.ts';
import { template } from './template.zh.ts';
import { tolerance } from './tolerance.zh.ts';
import { namedWords } from './under-policy.zh.ts';
import { verbWords } from './verbs.zh.ts';
import { verifyWords } from './verify.zh.ts';
import { why } from './why.zh.ts';

/** 简体中文：给人看的每一个字。 */
export const zh = {
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
