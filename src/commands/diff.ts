/** `appraise diff`: two results, or one input under two policies; and the papers of reviews. */
import path from 'node:path';
import { compare } from '../appraise/compare/compare.ts';
import type { Pair } from '../appraise/compare/comparison.ts';
import { foldId } from '../fold.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import { isAlike } from '../papers/diff/counts.ts';
import { diffLists } from '../papers/diff/lists.ts';
import { describedAs, reviewDoc, reviewName, whomOf } from '../papers/diff/review.ts';
import { Telling } from '../papers/diff/telling.ts';
import { listDoc } from '../papers/lists/list-doc.ts';
import { problem } from '../problems/problem.ts';
import { fill, type Words, wordsFor } from '../text/text.ts';
import type { Lang, Problem } from '../types.ts';
import {
  besideInputs,
  deliver,
  deliveredLines,
  type Format,
  formatOf,
  listMakers,
  listsBook,
  type Makers,
  type OutputOptions,
  outputProblems,
  render,
  targetOf,
} from './deliver.ts';
import { type DiffInput, inTalk, obtainSides } from './diff-sides.ts';
import { diffSections, diffSummary, type Page } from './diff-talk.ts';
import { fileName } from './file-name.ts';
import type { ExitCode, Io } from './io.ts';
import { pseudonymsFor } from './mask-key.ts';
import type { Remake, VerbOptions } from './obtain.ts';
import { badOptions, painter, reporter } from './options.ts';
import { type NamedBytes, writeInto } from './output.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import { remake as remakeOf } from './verbs.ts';

/** Options of the comparison beside those of every verb. */
export interface DiffOptions extends Omit<VerbOptions, 'policy'>, OutputOptions {
  /** Given twice: one input under both. */
  readonly policy?: readonly string[];
  /** People whose papers of a review are written. */
  readonly review?: readonly string[];
  /** Folder for those papers. */
  readonly records?: string;
  /** 1 where something differs. */
  readonly exitCode?: boolean;
}

const formats = { known: ['text', 'xlsx', 'docx', 'json', 'csv', 'md'], usual: 'text' } as const;

/** Entries of a kind that a terminal shows; lists in files have them all. */
const shown = 8;

/**
 * Compares.
 * @returns 0 done, whether there are differences or not (1 with `--exit-code` where there are) · 1 problems in the data · 2 usage or policy wrong
 */
export async function diff(io: Io, files: readonly string[], options: DiffOptions, remake: Remake = remakeOf): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const wrong = usageProblems(io, files, options);
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  const format = formatOf(formats, options);
  const sides = await obtainSides(io, files, options, remake);
  if (sides.kind === 'not') {
    report(sides.problems);
    return sides.exit;
  }
  const { a, b } = sides;
  const found = sides.oneInput ? [a] : [a, b];
  for (const { side, problems } of found) {
    if (problems.length === 0) continue;
    if (found.length > 1) io.err(`${fill(words.diff.found, { side: side === a.side ? 'A' : 'B', named: side.named })}\n`);
    report(problems);
  }
  const told = compare(a.result, b.result);
  const t = new Telling({ a: a.side, b: b.side }, told);
  const people = reviewed(t, options.review ?? [], words, pseudonymsFor(io, options).value);
  if (people.problems.length > 0) {
    report(people.problems);
    return 2;
  }
  const page: Page = {
    columns: io.columns,
    paint: painter(io),
    cap: options.verbose === true || !io.outIsTerminal || options.output !== undefined ? null : shown,
  };
  const inLang = async (lang: Lang) => new Telling({ a: await inTalk(a.side, lang), b: await inTalk(b.side, lang) }, told);
  const talk = await inLang(io.talk);
  const target = targetOf(format, options, () => besideB(io, b, format));
  // What is printed is talk; lists and papers are in the language of results.
  const bytes = await render(format, makers(format === 'text' && options.lang === undefined ? talk : t, page));
  const kept = [...a.kept, ...b.kept];
  const papers = await papersOf(t, people.value);
  const delivered = await deliver(io, target, bytes, options, kept);
  if (delivered.problem) {
    report([delivered.problem]);
    return 2;
  }
  const said = deliveredLines(words, delivered);
  const refused =
    papers.length === 0 ? [] : await writeInto(io.cwd, options.records ?? '.', papers, { force: options.force, inputs: kept });
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  if (papers.length > 0)
    said.push(
      fill(words.diff.review.written, {
        count: papers.length,
        files: papers.map((p) => path.join(options.records ?? '.', p.name)).join(words.documents.cells),
      }),
    );
  const more = format === 'text' && target === '-' && !isAlike(told) ? [words.diff.full, `  ${again(files, options)}`] : [];
  const summary = format === 'text' && target === '-' ? '' : diffSummary(talk, page);
  const text = [summary.trimEnd(), ...said, ...more].filter((line) => line !== '').join('\n');
  if (text !== '') {
    if (target === '-') io.err(`${text}\n`);
    else await io.out(`${text}\n`);
  }
  if (found.some(({ problems }) => problems.some((p) => p.severity === 'error'))) return 1;
  return options.exitCode === true && !isAlike(told) ? 1 : 0;
}

/** The same comparison into a workbook. */
function again(files: readonly string[], options: DiffOptions): string {
  const { output: _, format: _2, review: _3, records: _4, exitCode: _5, verbose: _6, ...kept } = options;
  return commandLine('diff', files, { ...optionsGiven(kept), '-o': 'diff.xlsx' });
}

function usageProblems(io: Io, files: readonly string[], options: DiffOptions): Problem[] {
  const { policy = [] } = options;
  const twice = policy.length === 2;
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  return [
    ...badOptions(files, options).problems,
    ...(files.length > 0 && !twice && files.length !== 2 ? [problem('usage/diff-inputs', { count: String(files.length) })] : []),
    ...(policy.length > 2 ? [bad('--policy', policy[2] ?? '', '--policy OLD --policy NEW')] : []),
    ...outputProblems(io, formats, options),
  ];
}

/** Beside B under its name, else in the folder that is worked in. */
const besideB = (io: Io, { inputs }: DiffInput, format: Format): string =>
  besideInputs(io, { single: inputs.single, paths: [], folder: io.cwd }, 'diff', format);

function makers(t: Telling, page: Page): Makers<(typeof formats.known)[number]> {
  const lists = () => diffLists(t);
  const { title } = t.words;
  return {
    ...listMakers(lists),
    text: () => [diffSummary(t, page), diffSections(t, page)].filter((x) => x !== '').join('\n'),
    json: async () => (await import('../papers/diff/diff-json.ts')).diffData(t),
    docx: () => listDoc(t.sides.b.input, lists()),
    xlsx: () => listsBook(t.b, lists(), title, t.b.foot(title)),
  };
}

// ── papers of reviews ──

/** Whom the names mean; a problem for each that means nobody or several. */
function reviewed(
  t: Telling,
  names: readonly string[],
  words: Words,
  pseudonyms: Pseudonyms | null,
): { value: Pair[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const value = names.flatMap((text) => {
    // Under `--mask` an id is asked for as the files have it, or by its pseudonym.
    const named = whomOf(t, text);
    const found = named.length > 0 || pseudonyms === null ? named : whomOf(t, pseudonyms.person(foldId(text)));
    const [only] = found;
    if (only && found.length === 1) return [only];
    const people = found.map((pair) => describedAs(t, pair)).join(words.documents.sources);
    problems.push(only ? problem('usage/several-people', { text, people }) : problem('usage/nobody', { text }));
    return [];
  });
  return { value: [...new Set(value)], problems };
}

/** All are made before anything is written. */
async function papersOf(t: Telling, people: readonly Pair[]): Promise<NamedBytes[]> {
  if (people.length === 0) return [];
  const { writeDocx } = await import('../documents/docx-write.ts');
  const papers: NamedBytes[] = [];
  for (const pair of people) papers.push({ name: `${fileName(reviewName(t, pair))}.docx`, bytes: await writeDocx(reviewDoc(t, pair)) });
  return papers;
}
