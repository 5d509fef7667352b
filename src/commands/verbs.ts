/** The verbs that follow a ranking, each by what it makes; and how a workbook of any of them is made anew. */
import { rankedWorkbook } from '../papers/ranking/workbook.ts';
import { talkFields, talkRecord } from '../papers/talks/record.ts';
import { isCalled, recordName, talkList, talksOf } from '../papers/verbs/talks.ts';
import type { ExitCode, Io } from './io.ts';
import type { Remake } from './obtain.ts';
import { type ListOptions, listBook, runVerb, type Verb } from './verb.ts';

/** 提醒谈话. */
const talks: Verb = {
  name: 'talks',
  papers: true,
  make: ({ input, decisions }) => {
    const list = talkList(input, decisions);
    const docs = talksOf(input)
      .filter((t) => isCalled(t, decisions))
      .map((t) => ({
        name: recordName(t.ranked.scored.person, input.words.verbs.talks.recordTitle),
        doc: talkRecord(input, t),
        fields: talkFields(input, t),
      }));
    return { value: { lists: [list], docs }, problems: [] };
  },
};

const verbs: readonly Verb[] = [talks];

/** The workbook that a memory is of, made anew. */
const remake: Remake = async (input, memory) => {
  const verb = verbs.find((v) => v.name === memory.verb);
  if (!verb) return rankedWorkbook(input);
  const matter = { input, policy: input.run.policy.rules, decisions: memory.decisions, options: memory.options };
  return listBook(verb.name, matter, verb.make(matter).value);
};

/** Runs the verb of this name. */
export function run(
  io: Io,
  name: string,
  files: readonly string[],
  options: ListOptions,
  own: Readonly<Record<string, string>> = {},
): Promise<ExitCode> {
  const verb = verbs.find((v) => v.name === name);
  if (!verb) throw new Error(`no verb ${name}`);
  return runVerb(io, files, options, verb, own, remake);
}
