// Every document that the papers of the office make, by a name.
import { talkRecord } from '../../../src/papers/talks/record.ts';
import { talksOf } from '../../../src/papers/verbs/talks.ts';
import type { Doc, Lang } from '../../../src/types.ts';
import { office } from './office.ts';

export async function all(lang: Lang): Promise<Record<string, Doc>> {
  const input = await office(lang);
  const talk = talksOf(input).find((t) => !t.verdict.held);
  if (!talk) throw new Error('nobody is called');
  return { 'talk-record': talkRecord(input, talk) };
}
