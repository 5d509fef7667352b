/** `appraise why`: the whole way to what a ranking says of one person, and what would have changed it. */
import path from 'node:path';
import { everybodyIn } from '../appraise/everybody.ts';
import { whom } from '../appraise/why/whom.ts';
import { whyOf } from '../appraise/why/why.ts';
import { docMarkdown } from '../papers/doc-markdown.ts';
import { docText } from '../papers/doc-text.ts';
import { recordName } from '../papers/verbs/talks.ts';
import { whyDoc } from '../papers/why/doc.ts';
import { whyData } from '../papers/why/json.ts';
import { problem } from '../problems/problem.ts';
import { fill, type Words } from '../text/text.ts';
import type { Out, Person } from '../types.ts';
import type { Why } from '../why.ts';
import { folderOf, formatOf, handOut, type Makers, type OutputOptions, outputProblems } from './deliver.ts';
import { fileName } from './file-name.ts';
import type { ExitCode, Io } from './io.ts';
import { pseudonymsFor } from './mask-key.ts';
import { type Obtained, obtain, type VerbOptions } from './obtain.ts';
import { open } from './opening.ts';
import { painter } from './options.ts';
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
  const wrong = outputProblems(io, formats, options);
  const printed = formatOf(formats, options) === 'text';
  const begun = await open(io, { verb: 'why', files, before: [who], options, wrong, printed }, remake);
  if (begun.kind === 'over') return begun.exit;
  const { got, words, report } = begun;
  const person = personIn(await meant(io, who, files, options, got), who, words);
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

/** Whom the id or name means. Under `--mask` somebody is asked for as the files call them, or by the pseudonym. */
async function meant(io: Io, who: string, files: readonly string[], options: WhyOptions, { input }: Obtained): Promise<Person[]> {
  const { value: pseudonyms } = pseudonymsFor(io, options);
  const found = whom(input.ranking, who);
  if (pseudonyms === null || found.length > 0) return found;
  const { mask: _, maskUnits: _2, ...plain } = options;
  const got = await obtain(io, files, plain, remake);
  if (got.kind === 'not') return [];
  const called = new Set(whom(got.input.ranking, who).map((p) => pseudonyms.person(p.key)));
  return everybodyIn(input.ranking).filter((p) => called.has(p.id));
}

/** null with `usage/nobody` or `usage/several-people`, which tells them apart by id and unit. */
function personIn([only, ...others]: readonly Person[], who: string, words: Words): Out<Person | null> {
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
