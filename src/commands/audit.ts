/** `appraise audit FILES…`: fairness of the raters, from their ballots one by one where the export has them. */
import { auditOf } from '../appraise/audit/audit.ts';
import type { ListPaper } from '../paper.ts';
import { auditData } from '../papers/audit/audit-data.ts';
import { auditHead, auditLists } from '../papers/audit/audit-lists.ts';
import { auditText } from '../papers/audit/audit-text.ts';
import { AuditContext } from '../papers/audit/figures.ts';
import { problem } from '../problems/problem.ts';
import { fill, type Words } from '../text/text.ts';
import { besideInputs, formatOf, handOut, listMakers, listsBook, type Makers, type OutputOptions, outputProblems } from './deliver.ts';
import type { ExitCode, Io } from './io.ts';
import type { Obtained, VerbOptions } from './obtain.ts';
import { open } from './opening.ts';
import { remake } from './verbs.ts';

export interface AuditOptions extends VerbOptions, OutputOptions {}

const formats = { known: ['text', 'html', 'md', 'json', 'csv', 'xlsx', 'docx'], usual: 'text' } as const;

/** @returns 0 done · 1 problems in the data · 2 usage or policy wrong */
export async function audit(io: Io, files: readonly string[], options: AuditOptions): Promise<ExitCode> {
  const wrong = outputProblems(io, formats, options);
  const begun = await open(io, { verb: 'audit', files, options, wrong, printed: formatOf(formats, options) === 'text' }, remake);
  if (begun.kind === 'over') return begun.exit;
  const { got, words, report, talk } = begun;
  const rules = got.policy.audit;
  if (!rules) {
    report([...got.problems, problem('policy/no-rule', { rule: 'audit' })]);
    return 1;
  }
  if (got.opened) io.err(talk.policyLine(got.opened, got.policy));
  if (got.problems.length > 0) report(got.problems);
  const ctx = new AuditContext(got.input, rules);
  const refused = await told(io, got, options, ctx, words);
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  return got.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

async function told(io: Io, { input, inputs, policy, kept }: Obtained, options: AuditOptions, ctx: AuditContext, words: Words) {
  const found = auditOf(input.source, input.ranking, policy, ctx.rules);
  const [head, lists] = [auditHead(ctx, found), auditLists(ctx, found)];
  return handOut(io, words, {
    ...{ formats, options, kept },
    makers: () => ({
      ...listed(ctx, head, lists),
      text: () => auditText(ctx, head, lists, io.columns, options.verbose === true),
      json: () => auditData(ctx, found),
      html: async () => (await import('../papers/audit/audit-report.ts')).auditReport(ctx, found),
    }),
    beside: (format) => besideInputs(io, inputs, 'audit', format),
    said: lists.map((l) => fill(ctx.audit.count, { title: l.title, count: l.rows.length })),
  });
}

/** What stands over the whole stands beneath the first title, but in a document, which has a title of its own. */
function listed(ctx: AuditContext, head: readonly string[], lists: readonly ListPaper[]): Makers<'md' | 'csv' | 'docx' | 'xlsx'> {
  const [first, ...rest] = lists;
  const headed = first ? [{ ...first, subtitle: [...head, ...first.subtitle.filter((t) => !head.includes(t))] }, ...rest] : [];
  const title = fill(ctx.audit.title, { period: ctx.period() });
  return {
    ...listMakers(() => headed),
    // Many lists below each other: their titles tell them apart.
    csv: async () => {
      const { listRows } = await import('../papers/lists/list-text.ts');
      return lists.map((l) => [[l.title], ...listRows(l)]);
    },
    docx: async () => (await import('../papers/audit/audit-doc.ts')).auditDoc(ctx, head, lists),
    xlsx: () => listsBook(ctx, headed, title, ctx.foot(title)),
  };
}
