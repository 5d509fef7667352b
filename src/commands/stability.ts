/** `appraise stability`: how firm each line is, on the terminal or as a file. */
import { appraise } from '../appraise/appraise.ts';
import type { Occasion } from '../appraise/stability/people.ts';
import { stabilityOf } from '../appraise/stability/stability.ts';
import { listDoc } from '../papers/lists/list-doc.ts';
import { listSheet } from '../papers/lists/list-sheet.ts';
import { listRows, listsMarkdown } from '../papers/lists/list-text.ts';
import { stabilityData } from '../papers/stability/json.ts';
import { stabilityLists } from '../papers/stability/lists.ts';
import { Say, type StabilityInput } from '../papers/stability/say.ts';
import { stabilityText } from '../papers/stability/text.ts';
import { loadPolicy } from '../policy/load.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { ownMarker } from '../sheets/marker.ts';
import { nameIn } from '../text/names.ts';
import { fill, type Words, wordsFor } from '../text/text.ts';
import type { PaperBook, Problem } from '../types.ts';
import { htmlBytes } from './html.ts';
import type { ExitCode, Io } from './io.ts';
import { type Obtained, obtain, type VerbOptions } from './obtain.ts';
import { painter, reporter } from './options.ts';
import { writeNamed } from './output.ts';
import { progress } from './progress.ts';
import { rankTalk } from './rank-talk.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import { defaultOutput } from './verb.ts';
import { remake } from './verbs.ts';

/** As commander hands them over. */
export interface StabilityOptions extends VerbOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly draws?: string;
  readonly seed?: string;
}

const formats = ['text', 'html', 'md', 'json', 'csv', 'xlsx', 'docx'] as const;
type Format = (typeof formats)[number];
const isBinary = (format: string): boolean => format === 'xlsx' || format === 'docx';

/** More draws tell nothing more and need much memory: at this many the error of a share is below 0.7 points. */
const mostDraws = 20_000;

/**
 * Tries every line.
 * @returns 0 done · 1 problems in the data · 2 usage or policy wrong
 */
export async function stability(io: Io, files: readonly string[], options: StabilityOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const bad = badStabilityOptions(options, io);
  if (bad.length > 0) {
    report(bad);
    return 2;
  }
  const format = formatOf(options) as Format;
  // On the terminal it is read there and then, in its language.
  const lang = options.lang ?? (format === 'text' ? io.talk : undefined);
  const got = await obtain(io, files, lang === undefined ? options : { ...options, lang }, remake);
  const talk = rankTalk(io, words, painter(io));
  if (got.kind === 'not') {
    report(got.problems);
    if (got.exit === 1) io.err(talk.nextErrors(commandLine('stability', files, optionsGiven(options))));
    return got.exit;
  }
  const rules = got.policy.stability;
  if (got.opened) io.err(talk.policyLine(got.opened, got.policy));
  const problems = [...got.problems, ...(rules ? [] : [problem('policy/no-rule', { rule: 'stability' })])];
  if (problems.length > 0) report(problems);
  if (!rules) return 1;
  const shown = progress(io, words, words.stability.progress);
  const drawing = { draws: Number(options.draws ?? rules.draws.value), seed: Number(options.seed ?? rules.seed.value) };
  const found = stabilityOf(examined(got), rules, drawing, shown.tick);
  shown.end();
  const refused = await deliver(io, got, options, format, { input: got.input, stability: found, rules }, words);
  if (refused) report([refused]);
  if (refused) return 2;
  return got.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

function badStabilityOptions(options: StabilityOptions, io: Io): Problem[] {
  const format = formatOf(options);
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const { draws, seed } = options;
  return [
    ...(formats.some((f) => f === format) ? [] : [bad('--format', format, formats.join(', '))]),
    ...(draws !== undefined && (!/^[1-9]\d{0,4}$/.test(draws) || Number(draws) > mostDraws)
      ? [bad('--draws', draws, `1–${mostDraws}`)]
      : []),
    ...(seed !== undefined && !/^\d{1,9}$/.test(seed) ? [bad('--seed', seed, '0–999999999')] : []),
    ...(isBinary(format) && options.output === '-' && io.outIsTerminal ? [problem('usage/binary-to-terminal', {})] : []),
  ];
}

/** As said, else as the output's name ends, else text. */
function formatOf(options: StabilityOptions): string {
  const ending = /\.(html|json|csv|md|docx|xlsx)$/i.exec(options.output ?? '')?.[1]?.toLowerCase();
  return options.format ?? ending ?? 'text';
}

/** The ranking with the periods that its ballots were cast in: itself, or the quarters of a year, each under the policy as it held then. */
function examined({ input, policy }: Pick<Obtained, 'input' | 'policy'>) {
  const { ranking, source, year, run } = input;
  const itself: Occasion = { period: ranking.period, source, ranking, policy };
  if (!year) return { ranking, policy, occasions: [itself] };
  const occasions = year.sources.map((quarter): Occasion => {
    const then = loadPolicy(run.policy.text, run.policy.file, quarter.asOf).value ?? policy;
    return { period: quarter.period, source: quarter, ranking: appraise(quarter, then).value, policy: then };
  });
  return { ranking, policy, occasions, kept: year.kept ?? [] };
}

async function deliver(
  io: Io,
  got: Obtained,
  options: StabilityOptions,
  format: Format,
  from: StabilityInput,
  words: Words,
): Promise<Problem | null> {
  const bytes = await render(format, from, io.columns);
  const target = options.output ?? (isBinary(format) || format === 'html' ? defaultOutput(got, 'stability', format, io) : '-');
  if (target === '-') {
    await io.out(bytes);
    return null;
  }
  const written = await writeNamed(io.cwd, target, bytes, { force: options.force, inputs: got.kept });
  if (written.problem) return written.problem;
  await io.out(`${fill(words.talk[written.state === 'written' ? 'wrote' : 'unchanged'], { file: written.file })}\n`);
  return null;
}

async function render(format: Format, from: StabilityInput, columns: number): Promise<Uint8Array> {
  const utf8 = new TextEncoder();
  if (format === 'text') return utf8.encode(stabilityText(from, columns));
  if (format === 'json') return utf8.encode(`${JSON.stringify(stabilityData(from), null, 2)}\n`);
  if (format === 'html') return htmlBytes((await import('../papers/stability/report.ts')).stabilityReport(from));
  const lists = stabilityLists(from);
  if (format === 'md') return utf8.encode(listsMarkdown(lists));
  if (format === 'csv') {
    const { writeCsv } = await import('../sheets/csv-write.ts');
    return utf8.encode(lists.map((l) => writeCsv(listRows(l))).join('\r\n'));
  }
  if (format === 'docx') return (await import('../documents/docx-write.ts')).writeDocx(listDoc(from.input, lists));
  return (await import('../sheets/xlsx-write.ts')).writeXlsx(stabilityBook(from, lists));
}

/** A workbook to be read; it decides nothing, so it remembers nothing and is no input of another verb. */
function stabilityBook(from: StabilityInput, lists: ReturnType<typeof stabilityLists>): PaperBook {
  const { input } = from;
  const name = (names: Policy['name']) => nameIn(names, input.lang, input.convert);
  const title = new Say(from).title(null);
  return {
    lang: input.lang,
    title,
    footLeft: `${title}　${name(input.run.policy.rules.name)}`,
    marker: ownMarker,
    sheets: lists.map((l) => listSheet(l, input.run.policy.rules, name)),
  };
}
