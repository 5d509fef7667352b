/** `appraise why`: the whole way to what a ranking says of one person, and what would have changed it. */
import path from 'node:path';
import { whom } from '../appraise/why/whom.ts';
import { whyOf } from '../appraise/why/why.ts';
import { docMarkdown } from '../papers/doc-markdown.ts';
import { docText } from '../papers/doc-text.ts';
import { recordName } from '../papers/verbs/talks.ts';
import { whyDoc } from '../papers/why/doc.ts';
import { whyData } from '../papers/why/json.ts';
import { problem } from '../problems/problem.ts';
import { fill, type Words, wordsFor } from '../text/text.ts';
import type { Out, Person } from '../types.ts';
import type { Why } from '../why.ts';
import { folderOf, handOut, type Makers, type OutputOptions, outputProblems } from './deliver.ts';
import { fileName } from './file-name.ts';
import type { ExitCode, Io } from './io.ts';
import { type Obtained, obtain, type VerbOptions } from './obtain.ts';
import { painter, reporter } from './options.ts';
import { rankTalk } from './rank-talk.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import { remake } from './verbs.ts';

/** Options of `why`. */
export interface WhyOptions extends VerbOptions, OutputOptions {
  /** The share of the best grade by approval. */
  readonly approved?: boolean;
}

const formats = { known: ['text', 'md', 'json', 'docx'], usual: 'text' } as const;

/**
 * Tells of one person.
 * @param who an id or a name
 * @param files exports, or one workbook of an earlier run
 * @returns 0 done · 1 problems in the data · 2 usage or policy wrong, or nobody or several of that name
 */
export async function why(io: Io, who: string, files: readonly string[], options: WhyOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const wrong = outputProblems(io, formats, options);
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  const got = await obtain(io, files, options, remake);
  const talk = rankTalk(io, words, painter(io));
  if (got.kind === 'not') {
    report(got.problems);
    if (got.exit === 1) io.err(talk.nextErrors(commandLine('why', [who, ...files], optionsGiven(options))));
    return got.exit;
  }
  const person = personIn(got, who, words);
  if (!person.value) {
    report(person.problems);
    return 2;
  }
  const errors = got.problems.filter((p) => p.severity === 'error');
  const said = [...errors, ...got.problems.filter((p) => p.severity === 'warning' && p.person?.key === person.value?.key)];
  if (said.length > 0) report(said);
  const { value } = person;
  const refused = await handOut(io, words, {
    ...{ formats, options, kept: got.kept },
    makers: (printed) => makers(io, got, told(got, value, options), printed),
    beside: () => ownFile(io, got, value),
  });
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  return errors.length > 0 ? 1 : 0;
}

/** null with `usage/nobody` or `usage/several-people`, which tells them apart by id and unit. */
function personIn({ input }: Obtained, who: string, words: Words): Out<Person | null> {
  const [only, ...others] = whom(input.ranking, who);
  if (!only) return { value: null, problems: [problem('usage/nobody', { text: who })] };
  if (others.length === 0) return { value: only, problems: [] };
  const people = [only, ...others].map((p) => fill(words.why.somebody, { id: p.id, unit: p.unit || p.department }));
  return { value: null, problems: [problem('usage/several-people', { text: who, people: people.join(words.documents.sources) })] };
}

/** Everything to be told of them. */
function told({ input, policy, decisions }: Obtained, person: Person, options: WhyOptions): Why {
  return whyOf({ ranking: input.ranking, policy, decisions, approved: options.approved === true }, person.key);
}

/** A file of its own beside the inputs: 33002003-邓若水-2026Q4-逐项说明.docx. */
const ownFile = (io: Io, { input, inputs }: Obtained, person: Person): string =>
  path.join(folderOf(io, inputs), `${fileName(recordName(input, person, input.words.why.name))}.docx`);

function makers(io: Io, { input }: Obtained, about: Why, shown: boolean): Makers<(typeof formats.known)[number]> {
  const doc = () => whyDoc(input, about);
  const { bold, dim } = painter(shown ? io : { ...io, color: false });
  return {
    text: () => docText(doc(), shown ? io.columns : 80, { bold, dim }),
    md: () => docMarkdown(doc()),
    json: () => whyData(input, about),
    docx: doc,
  };
}
