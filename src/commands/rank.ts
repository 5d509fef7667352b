/** `appraise rank`: exports → ranked workbook, JSON, CSV or Markdown. */
import path from 'node:path';
import { Chalk } from 'chalk';
import { appraise } from '../appraise/appraise.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { isDay } from '../policy/day.ts';
import { loadPolicy } from '../policy/load.ts';
import { isFatal, problem } from '../problems/problem.ts';
import { type Paint, plain, reportText } from '../problems/report.ts';
import { parsePeriod, periodText } from '../table/period.ts';
import { tabulate } from '../table/tabulate.ts';
import { fill, traditional, type Words, wordsFor } from '../text/text.ts';
import { type Export, type Lang, langs, type Problem } from '../types.ts';
import { version } from '../version.ts';
import { type Inputs, readInputs } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { withMapFile } from './open-map.ts';
import { type OpenedPolicy, openPolicy } from './open-policy.ts';
import { writeOutput } from './output.ts';
import { rankTalk } from './rank-talk.ts';

/** As commander hands them over; checked before anything is read. */
export interface RankOptions {
  readonly policy?: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly lang?: string;
  readonly map?: string;
  readonly allowIncomplete?: boolean;
  readonly verbose?: boolean;
}

type Format = 'xlsx' | 'json' | 'csv' | 'md';
const formats: readonly Format[] = ['xlsx', 'json', 'csv', 'md'];

/**
 * Ranks what the files say.
 * @param files files or folders, `-` for standard input
 * @returns 0 done · 1 problems in the data, nothing written (or written without the people concerned, rules §5.3) · 2 usage or policy wrong
 */
export async function rank(io: Io, files: readonly string[], options: RankOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const paint = painter(io);
  const report = (problems: readonly Problem[]) =>
    io.err(
      `${reportText(problems, words, { columns: io.columns, cap: io.errIsTerminal && !options.verbose ? 5 : null, verbose: options.verbose === true, paint })}\n`,
    );
  const wrong = usageProblems(files, options, io);
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  const inputs = await readInputs(files, io, progress(io, words));
  const worked = await tabulateUnderPolicy(inputs, options, io);
  if (worked.kind === 'policy') {
    report(worked.opened.problems);
    return 2;
  }
  const { opened, table, policy } = worked;
  const ranking = appraise(table.value, policy);
  const nobody = ranking.value.groups.every((g) => g.ranked.length === 0) ? [problem('table/nobody-ranked', {})] : [];
  const all = [...inputs.problems, ...table.problems, ...ranking.problems];
  const errors = all.filter((p) => p.severity === 'error');
  const problems = [...all, ...(errors.length === 0 || options.allowIncomplete ? nobody : [])];
  const run: Run = {
    tool: `appraise ${version}`,
    policy: { file: opened.file, sha256: opened.sha256, text: opened.text, rules: policy },
    inputs: inputs.books
      .filter((b) => !b.own)
      .map((b) => ({ file: b.file, sha256: b.sha256, kind: b.encoding ? `${b.kind} ${b.encoding}` : b.kind })),
  };
  const talk = rankTalk(io, words, paint);
  io.err(talk.policyLine(opened, policy));
  const fatal = errors.some(isFatal) || nobody.length > 0;
  if (problems.length > 0) report(problems);
  if (fatal || (errors.length > 0 && !options.allowIncomplete)) {
    io.err(talk.nextErrors(files));
    return 1;
  }
  const lang = (options.lang ?? 'zh-Hans') as Lang;
  const bookInput: BookInput = {
    ranking: ranking.value,
    source: table.value,
    run,
    problems,
    lang,
    words: await wordsFor(lang),
    convert: lang === 'zh-Hant' ? await traditional() : (t) => t,
  };
  const delivered = await deliver(io, inputs, bookInput, options, policyFiles(io, opened));
  if (delivered.problem) {
    report([delivered.problem]);
    return 2;
  }
  const toStdout = delivered.file === null;
  const said = `${talk.summary(table.value, ranking.value, policy, inputs.books.length)}${delivered.file === null ? '' : talk.done(delivered.file, delivered.state, policy, options.policy)}`;
  if (toStdout) io.err(said);
  else await io.out(said);
  if (errors.length === 0) return 0;
  io.err(talk.incomplete(new Set(errors.map((p) => p.person?.key)).size));
  return 1;
}

function painter(io: Io): Paint {
  if (!io.color) return plain;
  const chalk = new Chalk({ level: 1 });
  return { red: chalk.red, yellow: chalk.yellow, dim: chalk.dim, bold: chalk.bold };
}

/** On a terminal, after a second. */
function progress(io: Io, words: Words): (done: number, all: number) => void {
  const start = performance.now();
  return (done, all) => {
    if (io.errIsTerminal && performance.now() - start > 1000) io.err(`\r${fill(words.talk.progress, { done, all })}\u001b[K\r`);
  };
}

/** As said, else as the output's name ends, else a workbook. */
function formatOf(options: RankOptions): string {
  const ending = /\.(json|csv|md)$/i.exec(options.output ?? '')?.[1]?.toLowerCase();
  return options.format ?? ending ?? 'xlsx';
}

function usageProblems(files: readonly string[], options: RankOptions, io: Io): Problem[] {
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const format = formatOf(options);
  const found: Problem[] = [];
  if (files.length === 0) found.push(problem('usage/no-inputs', {}));
  if (!formats.some((f) => f === format)) found.push(bad('--format', format, formats.join(', ')));
  if (options.lang !== undefined && !langs.some((l) => l === options.lang)) found.push(bad('--lang', options.lang, langs.join(', ')));
  if (options.period !== undefined && parsePeriod(options.period) === null) found.push(bad('--period', options.period, '2026Q3, 2026'));
  if (options.asOf !== undefined && !isDay(options.asOf)) found.push(bad('--as-of', options.asOf, '2026-09-30'));
  if (format === 'xlsx' && options.output === '-' && io.outIsTerminal) found.push(problem('usage/binary-to-terminal', {}));
  return found;
}

type Worked =
  | { readonly kind: 'policy'; readonly opened: OpenedPolicy }
  | {
      readonly kind: 'table';
      readonly opened: OpenedPolicy;
      readonly policy: NonNullable<OpenedPolicy['policy']>;
      readonly table: ReturnType<typeof tabulate>;
    };

async function openMapped(options: RankOptions, asOf: string | null, io: Io): Promise<OpenedPolicy> {
  return mapped(await openPolicy(options.policy, asOf, io), options, io);
}

/** What the map says of columns stands before what the policy says. */
async function mapped(opened: OpenedPolicy, { map }: RankOptions, io: Io): Promise<OpenedPolicy> {
  if (!opened.policy) return opened;
  const { value, problems } = await withMapFile(opened.policy, map, io);
  return { ...opened, policy: value, problems: [...opened.problems, ...problems] };
}

/** Dated values of a policy need the as-of date, which the export may have to tell: then it is read twice. */
async function tabulateUnderPolicy(inputs: Inputs, options: RankOptions, io: Io): Promise<Worked> {
  const period = options.period === undefined ? null : parsePeriod(options.period);
  const asOf = options.asOf ?? null;
  const read = (opened: OpenedPolicy): Worked =>
    opened.policy && opened.problems.every((p) => p.severity !== 'error')
      ? { kind: 'table', opened, policy: opened.policy, table: tabulate(inputs.books, opened.policy, { period, asOf }) }
      : { kind: 'policy', opened };
  const first = await openMapped(options, asOf, io);
  if (asOf !== null || !first.problems.some((p) => p.code === 'policy/undated')) return read(first);
  // Settled for another day without reading it again: it may have come through standard input.
  const settled = (day: string): Promise<OpenedPolicy> => {
    const { value, problems } = loadPolicy(first.text, first.file, day);
    return mapped({ ...first, policy: value, problems }, options, io);
  };
  const provisional = read(await settled('9999-12-31'));
  const found = provisional.kind === 'table' ? provisional.table.value.asOf : null;
  return found === null ? { kind: 'policy', opened: first } : read(await settled(found));
}

/** The policy and its regulation are inputs too. */
function policyFiles(io: Io, opened: OpenedPolicy): string[] {
  return [opened.file, opened.regulation?.file ?? ''].filter((f) => f !== '' && f !== '-').map((f) => path.resolve(io.cwd, f));
}

interface Delivered {
  /** null: standard output. */
  readonly file: string | null;
  readonly state: 'written' | 'unchanged';
  readonly problem?: Problem;
}

async function deliver(io: Io, inputs: Inputs, input: BookInput, options: RankOptions, kept: readonly string[]): Promise<Delivered> {
  const format = formatOf(options) as Format;
  const bytes = await render(format, input);
  const target = options.output ?? (format === 'xlsx' ? defaultOutput(inputs, input.source, io) : '-');
  if (target === '-') {
    await io.out(bytes);
    return { file: null, state: 'written' };
  }
  const file = path.resolve(io.cwd, target);
  const written = await writeOutput(file, bytes, { force: options.force === true, inputs: [...inputs.paths, ...kept] });
  const shown = path.relative(io.cwd, file) || file;
  if (written.state === 'refused')
    return { file: shown, state: 'written', problem: { ...written.problem, args: { ...written.problem.args, file: shown } } as Problem };
  return { file: shown, state: written.state };
}

/** Beside a single input under its name; in the folder of several under the period's. */
function defaultOutput(inputs: Inputs, source: Export, io: Io): string {
  if (inputs.single !== null)
    return path.join(path.dirname(inputs.single), `${path.basename(inputs.single).replace(/\.[^.]*$/, '')}-ranked.xlsx`);
  const name = source.period ? `${periodText(source.period)}-ranked.xlsx` : 'ranked.xlsx';
  return path.join(inputs.paths.length > 0 && inputs.paths[0] !== '-' ? inputs.folder : io.cwd, name);
}

/** Each format's writer is loaded when it is needed. */
async function render(format: Format, input: BookInput): Promise<Uint8Array> {
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
  const { csvTable, markdown } = await import('../papers/tables.ts');
  if (format === 'md') return utf8.encode(markdown(input));
  const { writeCsv } = await import('../sheets/csv-write.ts');
  return utf8.encode(writeCsv(csvTable(input)));
}
