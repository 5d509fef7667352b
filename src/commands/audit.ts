/** `appraise audit FILES…`: fairness of the raters, from their ballots one by one where the export has them. */
import { auditOf } from '../appraise/audit/audit.ts';
import { auditData } from '../papers/audit/audit-data.ts';
import { auditHead, auditLists } from '../papers/audit/audit-lists.ts';
import { auditText } from '../papers/audit/audit-text.ts';
import { AuditContext } from '../papers/audit/figures.ts';
import { problem } from '../problems/problem.ts';
import { fill, wordsFor } from '../text/text.ts';
import type { ListPaper, Problem } from '../types.ts';
import { htmlBytes } from './html.ts';
import type { ExitCode, Io } from './io.ts';
import { type Obtained, obtain, type VerbOptions } from './obtain.ts';
import { painter, reporter } from './options.ts';
import { writeNamed } from './output.ts';
import { rankTalk } from './rank-talk.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import { defaultOutput } from './verb.ts';
import { remake } from './verbs.ts';

export interface AuditOptions extends VerbOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const formats = ['text', 'html', 'md', 'json', 'csv', 'xlsx', 'docx'] as const;
type Format = (typeof formats)[number];

/** As said, else as the output's name ends, else for the terminal. */
const formatOf = ({ format, output }: AuditOptions): string =>
  format ?? /\.(html|md|json|csv|xlsx|docx)$/i.exec(output ?? '')?.[1]?.toLowerCase() ?? 'text';

/** @returns 0 done · 1 problems in the data · 2 usage or policy wrong */
export async function audit(io: Io, files: readonly string[], options: AuditOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const wrong = badFormat(io, options);
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  const got = await obtain(io, files, options, remake);
  const talk = rankTalk(io, words, painter(io));
  if (got.kind === 'not') {
    report(got.problems);
    if (got.exit === 1) io.err(talk.nextErrors(commandLine('audit', files, optionsGiven(options))));
    return got.exit;
  }
  const rules = got.policy.audit;
  if (!rules) {
    report([...got.problems, problem('policy/no-rule', { rule: 'audit' })]);
    return 1;
  }
  if (got.opened) io.err(talk.policyLine(got.opened, got.policy));
  if (got.problems.length > 0) report(got.problems);
  const ctx = new AuditContext(got.input, rules);
  const refused = await deliver(io, got, options, ctx, words.talk);
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  return got.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

function badFormat(io: Io, options: AuditOptions): Problem[] {
  const format = formatOf(options);
  const known = formats.some((f) => f === format);
  const binary = format === 'xlsx' || format === 'docx';
  return [
    ...(known ? [] : [problem('usage/bad-option', { option: '--format', value: format, known: formats.join(', ') })]),
    ...(binary && options.output === '-' && io.outIsTerminal ? [problem('usage/binary-to-terminal', {})] : []),
  ];
}

async function deliver(
  io: Io,
  got: Obtained,
  options: AuditOptions,
  ctx: AuditContext,
  talk: { readonly wrote: string; readonly unchanged: string },
): Promise<Problem[]> {
  const { input, policy } = got;
  const found = auditOf(input.source, input.ranking, policy, ctx.rules);
  const [head, lists] = [auditHead(ctx, found), auditLists(ctx, found)];
  const format = formatOf(options) as Format;
  const counts = `${lists.map((l) => fill(ctx.audit.count, { title: l.title, count: l.rows.length })).join('\n')}\n`;
  const bytes = await (async () => {
    if (format === 'json') return new TextEncoder().encode(`${JSON.stringify(auditData(ctx, found), null, 2)}\n`);
    if (format === 'html') return htmlBytes((await import('../papers/audit/audit-report.ts')).auditReport(ctx, found));
    return render(format, io, ctx, head, lists, options);
  })();
  const target =
    options.output ?? (format === 'xlsx' || format === 'docx' || format === 'html' ? defaultOutput(got, 'audit', format, io) : '-');
  if (target === '-') {
    await io.out(bytes);
    return [];
  }
  const written = await writeNamed(io.cwd, target, bytes, { force: options.force, inputs: got.kept });
  if (written.problem) return [written.problem];
  await io.out(`${counts}${fill(talk[written.state === 'written' ? 'wrote' : 'unchanged'], { file: written.file })}\n`);
  return [];
}

async function render(
  format: Exclude<Format, 'json' | 'html'>,
  io: Io,
  ctx: AuditContext,
  head: readonly string[],
  lists: readonly ListPaper[],
  options: AuditOptions,
): Promise<Uint8Array> {
  const utf8 = new TextEncoder();
  if (format === 'text') return utf8.encode(auditText(ctx, head, lists, io.columns, options.verbose === true));
  // What stands over the whole stands beneath the first title.
  const [first, ...rest] = lists;
  const headed = first ? [{ ...first, subtitle: [...head, ...first.subtitle.filter((t) => !head.includes(t))] }, ...rest] : [];
  if (format === 'md') return utf8.encode((await import('../papers/lists/list-text.ts')).listsMarkdown(headed));
  if (format === 'csv') {
    const [{ writeCsv }, { listRows }] = await Promise.all([import('../sheets/csv-write.ts'), import('../papers/lists/list-text.ts')]);
    return utf8.encode(lists.map((l) => writeCsv([[l.title], ...listRows(l)])).join('\r\n'));
  }
  if (format === 'docx') {
    const [{ writeDocx }, { auditDoc }] = await Promise.all([import('../documents/docx-write.ts'), import('../papers/audit/audit-doc.ts')]);
    return writeDocx(auditDoc(ctx, head, lists));
  }
  const [{ writeXlsx }, { listSheet }, { ownMarker }] = await Promise.all([
    import('../sheets/xlsx-write.ts'),
    import('../papers/lists/list-sheet.ts'),
    import('../sheets/marker.ts'),
  ]);
  const title = fill(ctx.audit.title, { period: ctx.period() });
  return writeXlsx({
    lang: ctx.lang,
    title,
    footLeft: `${title}　${ctx.policyName()}`,
    marker: ownMarker,
    sheets: headed.map((l) => listSheet(l, ctx.policy, (names) => ctx.name(names))),
  });
}
