// Every document and list that the papers of the office make, by a name.
import type { Day } from '../../../src/day.ts';
import type { Doc, ListPaper } from '../../../src/paper.ts';
import { evaluationDoc } from '../../../src/papers/evaluation/evaluation.ts';
import { noticePaper } from '../../../src/papers/notice/notice.ts';
import type { BookInput } from '../../../src/papers/ranking/context.ts';
import { talkRecord } from '../../../src/papers/talks/record.ts';
import { toleranceDoc, toleranceList, tolerances } from '../../../src/papers/tolerance/tolerance.ts';
import { talksOf } from '../../../src/papers/verbs/talks.ts';

export const day = (text: string) => text as Day;

export function noticeOf(input: BookInput, contact = { office: '人事处', telephone: '', address: '' }) {
  const people = input.source.people.slice(0, 3).map((person) => ({ person, gradeName: input.lang === 'en' ? 'good' : '好' }));
  const made = noticePaper(input, { people, from: day('2026-10-12'), to: day('2026-10-16'), contact });
  if (!made) throw new Error('no notice');
  return made;
}

export function allOf(input: BookInput): { docs: Record<string, Doc>; lists: Record<string, ListPaper> } {
  const talk = talksOf(input).find((t) => !t.verdict.held);
  const [first, last] = [input.source.people[0], input.source.people.find((p) => p.records.facets.length > 0)];
  const evaluation = last && evaluationDoc(input, last);
  const bare = first && evaluationDoc(input, first);
  if (!talk || !evaluation || !bare) throw new Error('nobody is called, or nobody evaluated');
  const notice = noticeOf(input);
  const cases = tolerances(input).map((t) => [`tolerance-${t.exempted.by.number}`, toleranceDoc(input, t)] as const);
  return {
    docs: {
      'talk-record': talkRecord(input, talk),
      notice: notice.doc,
      evaluation,
      'evaluation-bare': bare,
      ...Object.fromEntries(cases),
    },
    lists: { notice: notice.list, tolerance: toleranceList(input) },
  };
}
