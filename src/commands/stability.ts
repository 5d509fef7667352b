/** `appraise stability`: how firm each line is, on the terminal or as a file. */
import { appraise } from '../appraise/appraise.ts';
import type { Occasion } from '../appraise/stability/people.ts';
import { stabilityOf } from '../appraise/stability/stability.ts';
import { listDoc } from '../papers/lists/list-doc.ts';
import { stabilityData } from '../papers/stability/json.ts';
import { stabilityLists } from '../papers/stability/lists.ts';
import { Say, type StabilityInput } from '../papers/stability/say.ts';
import { stabilityText } from '../papers/stability/text.ts';
import { loadPolicy } from '../policy/load.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { besideInputs, formatOf, handOut, listMakers, listsBook, type Makers, type OutputOptions, outputProblems } from './deliver.ts';
import type { ExitCode, Io } from './io.ts';
import type { Obtained, VerbOptions } from './obtain.ts';
import { open } from './opening.ts';
import { progress } from './progress.ts';
import { remake } from './verbs.ts';

/** As commander hands them over. */
export interface StabilityOptions extends VerbOptions, OutputOptions {
  readonly draws?: string;
  readonly seed?: string;
}

const formats = { known: ['text', 'html', 'md', 'json', 'csv', 'xlsx', 'docx'], usual: 'text' } as const;

/** More draws tell nothing more and need much memory: at this many the error of a share is below 0.7 points. */
const mostDraws = 20_000;

/**
 * Tries every line.
 * @returns 0 done · 1 problems in the data · 2 usage or policy wrong
 */
export async function stability(io: Io, files: readonly string[], options: StabilityOptions): Promise<ExitCode> {
  const wrong = badStabilityOptions(options, io);
  const begun = await open(io, { verb: 'stability', files, options, wrong, printed: formatOf(formats, options) === 'text' }, remake);
  if (begun.kind === 'over') return begun.exit;
  const { got, words, report, talk } = begun;
  const rules = got.policy.stability;
  if (got.opened) io.err(talk.policyLine(got.opened, got.policy));
  const problems = [...got.problems, ...(rules ? [] : [problem('policy/no-rule', { rule: 'stability' })])];
  if (problems.length > 0) report(problems);
  if (!rules) return 1;
  const shown = progress(io, words, words.stability.progress);
  const drawing = { draws: Number(options.draws ?? rules.draws.value), seed: Number(options.seed ?? rules.seed.value) };
  const found = stabilityOf(examined(got), rules, drawing, shown.tick);
  shown.end();
  const refused = await handOut(io, words, {
    ...{ formats, options, kept: got.kept },
    makers: () => makers({ input: got.input, stability: found, rules }, io.columns),
    beside: (as) => besideInputs(io, got.inputs, 'stability', as),
  });
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  return got.problems.some((p) => p.severity === 'error') ? 1 : 0;
}

function badStabilityOptions(options: StabilityOptions, io: Io): Problem[] {
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const { draws, seed } = options;
  return [
    ...outputProblems(io, formats, options),
    ...(draws !== undefined && (!/^[1-9]\d{0,4}$/.test(draws) || Number(draws) > mostDraws)
      ? [bad('--draws', draws, `1–${mostDraws}`)]
      : []),
    ...(seed !== undefined && !/^\d{1,9}$/.test(seed) ? [bad('--seed', seed, '0–999999999')] : []),
  ];
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

function makers(from: StabilityInput, columns: number): Makers<(typeof formats.known)[number]> {
  const say = new Say(from);
  const title = say.title(null);
  return {
    ...listMakers(() => stabilityLists(from)),
    text: () => stabilityText(from, columns),
    json: () => stabilityData(from),
    html: async () => (await import('../papers/stability/report.ts')).stabilityReport(from),
    docx: () => listDoc(from.input, stabilityLists(from)),
    // It decides nothing, so it is no input of another verb.
    xlsx: () => listsBook(say.ctx, stabilityLists(from), title, say.ctx.foot(title)),
  };
}
