/** `appraise rank`: exports → ranked workbook, report, JSON, CSV or Markdown. */
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { loadPolicy } from '../policy/load.ts';
import { problem } from '../problems/problem.ts';
import { plain } from '../problems/report.ts';
import { periodText } from '../table/period.ts';
import { type Words, wordsFor } from '../text/text.ts';
import type { Export, Problem, Ranking } from '../types.ts';
import type { Before } from './before.ts';
import {
  besideInputs,
  type Delivered,
  deliver,
  formatOf,
  type Makers,
  type OutputOptions,
  outputProblems,
  render,
  targetOf,
} from './deliver.ts';
import type { Inputs } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { keyFiles } from './mask-key.ts';
import { inLanguage, type NotObtained, rankInputs, readNamed, type VerbOptions } from './obtain.ts';
import { badOptions, painter, policyFiles, reporter } from './options.ts';
import { rankTalk } from './rank-talk.ts';
import { wantedReports, writeReports } from './reports.ts';
import { commandLine, optionsGiven } from './suggest.ts';

/** As commander hands them over; checked before anything is read. */
export interface RankOptions extends VerbOptions, OutputOptions {
  /** `FORMAT=PATH`, several. */
  readonly report?: readonly string[];
  readonly showValues?: boolean;
  /** Ranked workbooks of earlier periods: a report shows the movement since. */
  readonly before?: readonly string[];
}

/** Formats of a ranking. */
export const formats = { known: ['xlsx', 'html', 'json', 'csv', 'md'], usual: 'xlsx' } as const;

/**
 * Ranks what the files say.
 * @param files files or folders, `-` for standard input
 * @returns 0 done · 1 problems in the data, nothing written (or written without the people concerned, rules §5.3) · 2 usage or policy wrong
 */
export async function rank(io: Io, files: readonly string[], options: RankOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const paint = painter(io);
  const report = reporter(io, words, options.verbose === true);
  const wrong = usageProblems(files, options, io);
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  const read = await readNamed(io, files, options);
  const got = read.kind === 'not' ? read : await rankInputs(io, read.inputs, options);
  if (read.kind === 'not' || got.kind === 'not') {
    report(got.problems);
    return 2;
  }
  const { inputs, opened, policy, source, ranking, run, problems, errors } = got;
  const untouched = [...policyFiles(io, opened), ...keyFiles(io, options)];
  const talk = rankTalk(io, words, paint);
  io.err(talk.policyLine(opened, policy));
  if (problems.length > 0) report(problems);
  const refused = await writeProblems(io, options, inputs, untouched, { problems, words, run, source });
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  if (got.stop) {
    io.err(talk.nextErrors(commandLine('rank', files, optionsGiven(options))));
    return 1;
  }
  const before = await earlier(io, options, ranking);
  if (before.kind === 'not') {
    report(before.problems);
    return before.exit;
  }
  const bookInput = await inLanguage({ ranking, source, run, problems }, options.lang);
  const delivered = await deliverRanking(io, inputs, bookInput, options, [...untouched, ...before.paths], before.rankings);
  if (delivered.problem) {
    report([delivered.problem]);
    return 2;
  }
  const toStdout = delivered.file === null;
  const dated = loadPolicy(opened.text, opened.file, null).problems.some((p) => p.code === 'policy/undated');
  const again = { file: options.policy, asOf: dated ? (ranking.asOf ?? undefined) : undefined };
  const said = `${talk.summary(source, ranking, policy, inputs.books.length)}${delivered.file === null ? '' : talk.done(delivered.file, delivered.state, policy, again)}`;
  if (toStdout) io.err(said);
  else await io.out(said);
  if (errors.length === 0) return 0;
  io.err(talk.incomplete(new Set(errors.map((p) => p.person?.key)).size));
  return 1;
}

/** What `--before` names, read when it is given. */
async function earlier(io: Io, options: RankOptions, { period }: Ranking): Promise<Before | NotObtained> {
  if (options.before === undefined) return { kind: 'before', rankings: [], paths: [] };
  return (await import('./before.ts')).readBefore(io, options.before, options, period);
}

/** `--report FORMAT=PATH`: the problems by the same reporters as `validate`. */
async function writeProblems(
  io: Io,
  options: RankOptions,
  inputs: Inputs,
  untouched: readonly string[],
  found: { problems: readonly Problem[]; words: Words; run: Run; source: Export },
): Promise<Problem[]> {
  const { wanted } = wantedReports(options.report ?? [], '--report');
  if (wanted.length === 0) return [];
  const { source, words } = found;
  const { rules, file, sha256 } = found.run.policy;
  const read = new Map(inputs.books.map((b) => [b.file, b]));
  const { problems } = await writeReports(
    wanted,
    {
      problems: found.problems,
      words,
      lang: io.talk,
      showValues: options.showValues === true,
      pathOf: (file) => inputs.files.get(file),
      ...(inputs.shown ? { shown: inputs.shown } : {}),
      policy: { name: rules.name['zh-Hans'], edition: rules.edition, file, sha256 },
      inputs: [...inputs.files.keys()].map((file) => ({
        file,
        sha256: read.get(file)?.sha256 ?? null,
        kind: read.get(file)?.kind ?? null,
      })),
      rows: source.tables.reduce((sum, t) => sum + t.rowsRead, 0),
      text: { paint: plain, columns: 80, cap: null, verbose: options.verbose === true },
    },
    io,
    [...inputs.files.values(), ...untouched],
    options.force === true,
  );
  return problems;
}

function usageProblems(files: readonly string[], options: RankOptions, io: Io): Problem[] {
  const format = formatOf(formats, options);
  const { problems } = badOptions(files, options);
  const { wanted, problems: reports } = wantedReports(options.report ?? [], '--report');
  const nowhere = wanted.find((w) => w.to === null);
  return [
    ...problems,
    ...outputProblems(io, formats, options),
    ...reports,
    ...(nowhere ? [problem('usage/bad-option', { option: '--report', value: nowhere.format, known: `${nowhere.format}=PATH` })] : []),
    ...(options.strict && options.allowIncomplete
      ? [problem('usage/options-conflict', { one: '--strict', other: '--allow-incomplete' })]
      : []),
    ...(options.before && format !== 'html' ? [problem('usage/options-conflict', { one: '--before', other: `--format ${format}` })] : []),
  ];
}

/**
 * Writes a ranking in the format wanted, to where it is wanted.
 * @param earlier rankings of periods before it, for a report
 */
export async function deliverRanking(
  io: Io,
  inputs: Inputs,
  input: BookInput,
  options: OutputOptions,
  kept: readonly string[],
  earlier: readonly Ranking[] = [],
): Promise<Delivered> {
  const format = formatOf(formats, options);
  const bytes = await render(format, makers(input, earlier));
  const { period } = input.source;
  // Several inputs share a period, seldom a name.
  const target = targetOf(format, options, () =>
    besideInputs(io, inputs, 'ranked', format, period ? `${periodText(period)}-ranked` : 'ranked'),
  );
  return deliver(io, target, bytes, options, [...inputs.paths, ...kept]);
}

const makers = (input: BookInput, earlier: readonly Ranking[]): Makers<(typeof formats.known)[number]> => ({
  json: async () => (await import('../papers/results.ts')).resultsOf(input.ranking, input.run, input.problems),
  xlsx: async () => (await import('../papers/ranking/workbook.ts')).rankedWorkbook(input),
  html: async () => (await import('../papers/report/ranking-report.ts')).rankingReport(input, earlier),
  md: async () => (await import('../papers/tables.ts')).markdown(input),
  csv: async () => [(await import('../papers/tables.ts')).csvTable(input)],
});
