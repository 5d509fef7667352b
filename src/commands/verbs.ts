/** The verbs that follow a ranking, each by what it makes; and how a workbook of any of them is made anew. */
import { isDay } from '../day.ts';
import { evaluationDoc } from '../papers/evaluation/evaluation.ts';
import { noticePaper } from '../papers/notice/notice.ts';
import { noHolidays, noticePeriod, parseCalendar } from '../papers/notice/working-days.ts';
import { rankedWorkbook } from '../papers/ranking/workbook.ts';
import { talkFields, talkRecord } from '../papers/talks/record.ts';
import { toleranceDoc, toleranceList, tolerances } from '../papers/tolerance/tolerance.ts';
import { advanceList } from '../papers/verbs/advance.ts';
import { evaluatedIn, evaluationList } from '../papers/verbs/evaluation.ts';
import { fitnessLists } from '../papers/verbs/fitness.ts';
import { gradeLists } from '../papers/verbs/grades.ts';
import { proposedOf } from '../papers/verbs/notice.ts';
import { selectLists } from '../papers/verbs/select.ts';
import { isCalled, recordName, talkList, talksOf } from '../papers/verbs/talks.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import type { ExitCode, Io } from './io.ts';
import type { Remake } from './obtain.ts';
import { type Handed, type ListOptions, listBook, runVerb, type Verb } from './verb.ts';

/** Names of the verbs, as they are typed. */
export type VerbName = 'talks' | 'select' | 'advance' | 'grades' | 'fitness' | 'evaluate' | 'tolerance' | 'notice';

const nothing: Handed = { lists: [], docs: [] };
const noRule = (rule: string): Out<Handed> => ({ value: nothing, problems: [problem('policy/no-rule', { rule })] });
const made = (lists: Handed['lists'], docs: Handed['docs'] = [], problems: readonly Problem[] = []): Out<Handed> => ({
  value: { lists, docs },
  problems,
});

const verbs: Readonly<Record<VerbName, Verb>> = {
  /** 提醒谈话. */
  talks: {
    name: 'talks',
    make: ({ input, decisions }) => {
      const called = talksOf(input).filter((t) => isCalled(t, decisions));
      const docs = called.map((t) => ({
        name: recordName(input, t.person, input.words.verbs.talks.recordTitle),
        doc: talkRecord(input, t),
        fields: talkFields(input, t),
      }));
      return made([talkList(input, decisions)], docs);
    },
  },
  /** 选拔. */
  select: { name: 'select', make: ({ input, decisions }) => made(selectLists(input, decisions)) },
  /** 职级晋升. */
  advance: {
    name: 'advance',
    make: ({ input, policy, decisions }) => (policy.advance ? made([advanceList(input, policy.advance, decisions)]) : noRule('advance')),
  },
  /** 等次. */
  grades: {
    name: 'grades',
    make: ({ input, policy, decisions, options }) =>
      policy.grades ? made(gradeLists(input, policy.grades, options['approved'] === 'true', decisions)) : noRule('grades'),
  },
  /** 能上能下. */
  fitness: {
    name: 'fitness',
    make: ({ input, policy, decisions }) => (policy.fitness ? made(fitnessLists(input, policy.fitness, decisions)) : noRule('fitness')),
  },
  /** 综合评价. */
  evaluate: {
    name: 'evaluate',
    make: ({ input, policy }) => {
      const rules = policy.facets;
      if (!rules) return noRule('facets');
      const docs = evaluatedIn(input).flatMap((person) => {
        const doc = evaluationDoc(input, person);
        return doc ? [{ name: recordName(input, person, input.words.verbs.evaluation.name), doc }] : [];
      });
      return made([{ paper: evaluationList(input, rules) }], docs);
    },
  },
  /** 容错. */
  tolerance: {
    name: 'tolerance',
    make: ({ input, policy }) => {
      if (!policy.exemptions) return noRule('exemptions');
      const docs = tolerances(input).map((t, i) => ({
        name: recordName(input, t.person, `${input.words.tolerance.title}-${i + 1}`),
        doc: toleranceDoc(input, t),
      }));
      const list = toleranceList(input);
      return list ? made([{ paper: list }], docs) : noRule('exemptions');
    },
  },
  /** 公示. */
  notice: {
    name: 'notice',
    posts: true,
    make: ({ input, policy, decisions, options }) => {
      const { notice, grades } = policy;
      if (!notice || !grades) return noRule(notice ? 'grades' : 'notice');
      const from = options['from'] ?? '';
      if (!isDay(from)) return { value: nothing, problems: [problem('usage/from-missing', {})] };
      const calendar =
        options['holidays'] === undefined ? noHolidays : (parseCalendar(options['holidays'], 'holidays').value ?? noHolidays);
      const span = noticePeriod(from, notice['working-days'].value, calendar);
      const people = proposedOf(input, grades, options['approved'] === 'true', decisions);
      const contact = { office: options['contact'] ?? '', telephone: '', address: '' };
      const paper = noticePaper(input, { people, ...span.value, contact });
      return paper ? made([{ paper: paper.list }], [{ name: paper.list.name, doc: paper.doc }], span.problems) : noRule('notice');
    },
  },
};

/** The workbook that a memory is of, made anew. */
export const remake: Remake = async (input, memory) => {
  const verb = Object.values(verbs).find((v) => v.name === memory.verb);
  if (!verb) return rankedWorkbook(input);
  const matter = { input, policy: input.run.policy.rules, decisions: memory.decisions, options: memory.options };
  return listBook(verb.name, matter, verb.make(matter).value);
};

/** `appraise year`. */
export async function runYear(io: Io, files: readonly string[], options: ListOptions): Promise<ExitCode> {
  return (await import('./year.ts')).year(io, files, options, remake);
}

/**
 * Runs a verb.
 * @param own options of the verb's own; what they name is read already
 */
export function run(
  io: Io,
  name: VerbName,
  files: readonly string[],
  options: ListOptions,
  own: Readonly<Record<string, string>> = {},
): Promise<ExitCode> {
  return runVerb(io, files, options, verbs[name], own, remake);
}
