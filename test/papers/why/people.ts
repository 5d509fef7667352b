// Runs the program on a sample and prints the page of everybody in it.
import { everybodyIn } from '../../../src/appraise/everybody.ts';
import { whyOf } from '../../../src/appraise/why/why.ts';
import { type Obtained, obtain, type VerbOptions } from '../../../src/commands/obtain.ts';
import { remake } from '../../../src/commands/verbs.ts';
import { docMarkdown } from '../../../src/papers/doc-markdown.ts';
import { docText } from '../../../src/papers/doc-text.ts';
import { whyDoc } from '../../../src/papers/why/doc.ts';
import { whyData } from '../../../src/papers/why/json.ts';
import { listening } from '../../commands/desk.ts';

/** What one person is told. */
export interface Printed {
  readonly key: string;
  readonly id: string;
  readonly name: string;
  readonly text: string;
  readonly markdown: string;
  readonly json: ReturnType<typeof whyData>;
}

/** A sample, read and ranked. */
export async function sampleOf(cwd: string, files: readonly string[], options: VerbOptions = {}): Promise<Obtained> {
  const { io } = listening(cwd);
  const got = await obtain(io, files, { lang: 'zh-Hans', ...options }, remake);
  if (got.kind !== 'ready') throw new Error(got.problems.map((p) => p.code).join(', '));
  return got;
}

const plain = { bold: (t: string) => t, dim: (t: string) => t };

/** The page of everybody; `wanted` for some of them only. */
export function pagesOf(got: Obtained, wanted: (index: number) => boolean = () => true): Printed[] {
  const { ranking } = got.input;
  const asked = { ranking, policy: got.policy, decisions: got.decisions, approved: false };
  return everybodyIn(ranking)
    .filter((_, i) => wanted(i))
    .map(({ key, id, name }) => {
      const why = whyOf(asked, key);
      const doc = whyDoc(got.input, why);
      return { key, id, name, text: docText(doc, 80, plain), markdown: docMarkdown(doc), json: whyData(got.input, why) };
    });
}
