/** `appraise rank`: exports → ranked workbook, report, JSON, CSV or Markdown. */
import path from 'node:path';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { loadPolicy } from '../policy/load.ts';
import { problem } from '../problems/problem.ts';
import { plain } from '../problems/report.ts';
import { periodText } from '../table/period.ts';
import { type Words, wordsFor } from '../text/text.ts';
import type { Export, Problem, Ranking } from '../types.ts';
import type { Before } from './before.ts';
import type { Inputs } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { keyFiles } from './mask-key.ts';
import { inLanguage, type NotObtained, rankInputs, readNamed, type VerbOptions } from './obtain.ts';
import { badOptions, painter, policyFiles, reporter } from './options.ts';
import { writeNamed } from './output.ts';
import { rankTalk } from './rank-talk.ts';
import { wantedReports, writeReports } from './reports.ts';
import { commandLine, optionsGiven } from './suggest.ts';

/** As commander hands them over; checked before anything is read. */
export interface RankOptions extends VerbOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
  /** `FORMAT=PATH`, several. */
  readonly report?: readonly string[];
  readonly showValues?: boolean;
  /** Ranked workbooks of earlier periods: a report shows the movement since. */
  readonly before?: readonly string[];
}

/** Formats of a ranking. */
export const formats = ['xlsx', 'html', 'json', 'csv', 'md'] as const;
type Format = (typeof formats)[number];

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
  const delivered = await deliver(io, inputs, bookInput, options, [...untouched, ...before.paths], before.rankings);
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

/** As said, else as the output's name ends, else a workbook. */
export function formatOf(options: Pick<RankOptions, 'format' | 'output'>): string {
  const ending = /\.(html|json|csv|md)$/i.exec(options.output ?? '')?.[1]?.toLowerCase();
  return options.format ?? ending ?? 'xlsx';
}

function usageProblems(files: readonly string[], options: RankOptions, io: Io): Problem[] {
  const format = formatOf(options);
  const { problems } = badOptions(files, options);
  const known = formats.join(', ');
  const { wanted, problems: reports } = wantedReports(options.report ?? [], '--report');
  const nowhere = wanted.find((w) => w.to === null);
  return [
    ...problems,
    ...(formats.some((f) => f === format) ? [] : [problem('usage/bad-option', { option: '--format', value: format, known })]),
    ...reports,
    ...(nowhere ? [problem('usage/bad-option', { option: '--report', value: nowhere.format, known: `${nowhere.format}=PATH` })] : []),
    ...(options.strict && options.allowIncomplete
      ? [problem('usage/options-conflict', { one: '--strict', other: '--allow-incomplete' })]
      : []),
    ...(options.before && format !== 'html' ? [problem('usage/options-conflict', { one: '--before', other: `--format ${format}` })] : []),
    ...(format === 'xlsx' && options.output === '-' && io.outIsTerminal ? [problem('usage/binary-to-terminal', {})] : []),
  ];
}

/** Where a ranking went. */
export interface Delivered {
  /** null: standard output. */
  readonly file: string | null;
  readonly state: 'written' | 'unchanged';
  readonly problem?: Problem;
}

/**
 * Writes a ranking in the format wanted, to where it is wanted.
 * @param earlier rankings of periods before it, for a report
 */
export async function deliver(
  io: Io,
  inputs: Inputs,
  input: BookInput,
  options: Pick<RankOptions, 'format' | 'output' | 'force'>,
  kept: readonly string[],
  earlier: readonly Ranking[] = [],
): Promise<Delivered> {
  const format = formatOf(options) as Format;
  const bytes = await render(format, input, earlier);
  const target = options.output ?? (format === 'xlsx' || format === 'html' ? defaultOutput(inputs, input.source, format, io) : '-');
  if (target === '-') {
    await io.out(bytes);
    return { file: null, state: 'written' };
  }
  return writeNamed(io.cwd, target, bytes, { force: options.force, inputs: [...inputs.paths, ...kept] });
}

/** Beside a single input under its name; in the folder of several under the period's. */
function defaultOutput(inputs: Inputs, source: Export, ending: 'xlsx' | 'html', io: Io): string {
  if (inputs.single !== null)
    return path.join(path.dirname(inputs.single), `${path.basename(inputs.single).replace(/\.[^.]*$/, '')}-ranked.${ending}`);
  const name = source.period ? `${periodText(source.period)}-ranked.${ending}` : `ranked.${ending}`;
  return path.join(inputs.paths.length > 0 && inputs.paths[0] !== '-' ? inputs.folder : io.cwd, name);
}

/** Each format's writer is loaded when it is needed. */
async function render(format: Format, input: BookInput, earlier: readonly Ranking[]): Promise<Uint8Array> {
  const utf8 = new TextEncoder();
  if (format === 'json') {
    const { resultsOf } = await import('../papers/results.ts');
    return utf8.encode(`${JSON.stringify(resultsOf(input.ranking, input.run, input.problems), null, 2)}\n`);
  }
  if (format === 'xlsx') {
    const [{ rankedWorkbook }, { writeXlsx }] = await Promise.all([
      import('../papers/ranking/workbook.ts'),
      import('../sheets/xlsx-write.ts'),
    ]);
    return writeXlsx(rankedWorkbook(input));
  }
  if (format === 'html') {
    const [{ rankingReport }, { htmlBytes }] = await Promise.all([import('../papers/report/ranking-report.ts'), import('./html.ts')]);
    return htmlBytes(rankingReport(input, earlier));
  }
  const { csvTable, markdown } = await import('../papers/tables.ts');
  if (format === 'md') return utf8.encode(markdown(input));
  const { writeCsv } = await import('../sheets/csv-write.ts');
  return utf8.encode(writeCsv(csvTable(input)));
}
