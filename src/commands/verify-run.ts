/** The run that made a workbook, done again on the files that are named now: by what the workbook says of its options and its policy. */

import type { Decision } from '../paper.ts';
import type { Memory } from '../papers/memory.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import { parametersOf } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { periodText } from '../table/period.ts';
import { nameIn } from '../text/names.ts';
import { parameterLabel, parameterValueText } from '../text/parameters.ts';
import type { Words } from '../text/text.ts';
import type { Lang, Problem } from '../types.ts';
import type { Io } from './io.ts';
import {
  inLanguage,
  isOfThisVersion,
  type NotObtained,
  obtainWith,
  type Remake,
  rankInputs,
  readNamed,
  type VerbOptions,
} from './obtain.ts';
import { yearMade } from './year.ts';

/** What the files give under the options of the workbook. */
export interface Again {
  readonly kind: 'again';
  readonly input: BookInput;
  readonly policy: Policy;
  /** Of the workbook that the list was made from, where it was one. */
  readonly decisions: readonly Decision[];
  /** Files that are workbooks of results themselves. */
  readonly from: readonly string[];
}

/**
 * Does a run again.
 * @param given how files are read (`--limit`, `--password-file`), the archive and the map
 */
export async function runAgain(
  io: Io,
  files: readonly string[],
  memory: Memory,
  given: Pick<VerbOptions, 'limit' | 'passwordFile' | 'archive' | 'mask' | 'maskUnits'>,
  map: { readonly file: string; readonly text: string; readonly sha256: string } | null,
  remake: Remake,
): Promise<Again | NotObtained> {
  const { inputs, policy } = memory.run;
  const options: VerbOptions = {
    ...given,
    ...asked(memory),
    lang: memory.lang,
    remembered: { policy, map, inputs, left: new Set(inputs.keys()) },
  };
  if (memory.base === 'rank') return ranked(io, files, memory, options, remake);
  // A list of a year was made from the year's workbook; the year itself, and a list of its parts, from these.
  if (memory.verb !== 'rank' && files.length === 1) {
    const got = await ranked(io, files, memory, options, remake);
    if (got.kind === 'again' && got.input.year) return got;
  }
  const made = await yearMade(io, files, options, remake);
  return made.kind === 'not' ? made : { kind: 'again', input: made.input, policy: made.policy, decisions: [], from: made.from };
}

/** As it was asked for; an earlier version that did not keep this is taken at what came of it. */
function asked(memory: Memory): Pick<VerbOptions, 'period' | 'asOf' | 'allowIncomplete' | 'strict'> {
  const [source] = memory.sources;
  if (memory.run.asked || isOfThisVersion(memory)) return memory.run.asked ?? {};
  return {
    ...(source?.period ? { period: periodText(source.period) } : {}),
    ...(source?.asOf ? { asOf: source.asOf } : {}),
    allowIncomplete: true,
  };
}

async function ranked(
  io: Io,
  files: readonly string[],
  { verb, lang }: Memory,
  options: VerbOptions,
  remake: Remake,
): Promise<Again | NotObtained> {
  const read = await readNamed(io, files, options);
  if (read.kind === 'not') return read;
  const { books } = read.inputs;
  const exports = books.filter((b) => !b.own);
  const from = verb !== 'rank' && exports.length === 0 ? books.map((b) => b.file) : [];
  if (verb === 'rank') {
    const got = await rankInputs(io, read.inputs, options);
    if (got.kind === 'not') return got;
    if (got.stop) return { kind: 'not', exit: 1, problems: got.problems };
    const { ranking, source, run, problems, policy } = got;
    return { kind: 'again', input: await inLanguage({ ranking, source, run, problems }, lang), policy, decisions: [], from };
  }
  // Results that lie beside the exports are passed over, as `rank` does.
  const inputs = from.length === 0 ? { ...read.inputs, books: exports } : read.inputs;
  const whole = await obtainWith(io, inputs, options, remake);
  if (whole.kind === 'not') return whole;
  return { kind: 'again', input: whole.input, policy: whole.policy, decisions: whole.decisions, from };
}

/** What the files lack, have too much of, or have otherwise than the workbook lists them: by name, known by their hashes. */
export function inputProblems(listed: Memory['run']['inputs'], given: Memory['run']['inputs']): Problem[] {
  const here = new Map(given.map((i) => [i.file, i.sha256]));
  const there = new Set(listed.map((i) => i.file));
  const short = (sha256: string) => sha256.slice(0, 12);
  return [
    ...listed.flatMap(({ file, sha256 }): Problem[] => {
      const is = here.get(file);
      if (is === undefined) return [problem('file/input-missing', {}, { file })];
      return is === sha256 ? [] : [problem('file/input-differs', { was: short(sha256), is: short(is) }, { file })];
    }),
    ...given.flatMap(({ file }) => (there.has(file) ? [] : [problem('file/input-surplus', {}, { file })])),
  ];
}

/** Parameters of two policies that are not the same, each with both values: `后30%（30% → 25%）`. */
export function parametersThatDiffer(was: Policy, is: Policy, lang: Lang, words: Words): string {
  const name = (names: Policy['name']) => nameIn(names, lang, (t) => t);
  const of = (policy: Policy) =>
    new Map(
      parametersOf(policy).map((p) => [
        p.path,
        { label: parameterLabel(p.label, words.policy, name), value: parameterValueText(p.value, words.policy, name) },
      ]),
    );
  const [before, after] = [of(was), of(is)];
  const paths = [...new Set([...before.keys(), ...after.keys()])];
  const told = paths.flatMap((path) => {
    const [a, b] = [before.get(path), after.get(path)];
    if (a?.value === b?.value) return [];
    return [`${a?.label ?? b?.label} ${a?.value ?? '–'} → ${b?.value ?? '–'}`];
  });
  return told.length > 0 ? told.join(words.policy.listComma) : words.verify.textOnly;
}
