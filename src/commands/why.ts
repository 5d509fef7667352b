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
import type { Out, Person, Problem } from '../types.ts';
import type { Why } from '../why.ts';
import { fileName } from './file-name.ts';
import type { ExitCode, Io } from './io.ts';
import { type Obtained, obtain, type VerbOptions } from './obtain.ts';
import { painter, reporter } from './options.ts';
import { writeNamed } from './output.ts';
import { rankTalk } from './rank-talk.ts';
import { commandLine, optionsGiven } from './suggest.ts';
import { remake } from './verbs.ts';

/** Options of `why`. */
export interface WhyOptions extends VerbOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
  /** The share of the best grade by approval. */
  readonly approved?: boolean;
}

const formats = ['text', 'md', 'json', 'docx'] as const;
type Format = (typeof formats)[number];

/** As said, else as the output's name ends, else text. */
const formatOf = ({ format, output }: WhyOptions): string =>
  format ?? /\.(md|json|docx)$/i.exec(output ?? '')?.[1]?.toLowerCase() ?? 'text';

/**
 * Tells of one person.
 * @param who an id or a name
 * @param files exports, or one workbook of an earlier run
 * @returns 0 done · 1 problems in the data · 2 usage or policy wrong, or nobody or several of that name
 */
export async function why(io: Io, who: string, files: readonly string[], options: WhyOptions): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  const wrong = badOutput(io, options);
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
  const told = [...errors, ...got.problems.filter((p) => p.severity === 'warning' && p.person?.key === person.value?.key)];
  if (told.length > 0) report(told);
  const refused = await deliver(io, got, person.value, options, words);
  if (refused) {
    report([refused]);
    return 2;
  }
  return errors.length > 0 ? 1 : 0;
}

function badOutput(io: Io, options: WhyOptions): Problem[] {
  const format = formatOf(options);
  return [
    ...(formats.some((f) => f === format)
      ? []
      : [problem('usage/bad-option', { option: '--format', value: format, known: formats.join(', ') })]),
    ...(format === 'docx' && options.output === '-' && io.outIsTerminal ? [problem('usage/binary-to-terminal', {})] : []),
  ];
}

/** null with `usage/nobody` or `usage/several-people`, which tells them apart by id and unit. */
function personIn({ input }: Obtained, who: string, words: Words): Out<Person | null> {
  const [only, ...others] = whom(input.ranking, who);
  if (!only) return { value: null, problems: [problem('usage/nobody', { text: who })] };
  if (others.length === 0) return { value: only, problems: [] };
  const people = [only, ...others].map((p) => fill(words.why.somebody, { id: p.id, unit: p.unit || p.department }));
  return { value: null, problems: [problem('usage/several-people', { text: who, people: people.join(words.documents.sources) })] };
}

async function deliver(io: Io, got: Obtained, person: Person, options: WhyOptions, words: Words): Promise<Problem | null> {
  const format = formatOf(options) as Format;
  const { ranking } = got.input;
  const asked = { ranking, policy: got.policy, decisions: got.decisions, approved: options.approved === true };
  const about = whyOf(asked, person.key);
  const target = options.output ?? (format === 'docx' ? besideInputs(io, got, person) : '-');
  const bytes = await render(io, format, got, about, target === '-');
  if (target === '-') {
    await io.out(bytes);
    return null;
  }
  const written = await writeNamed(io.cwd, target, bytes, { force: options.force, inputs: got.kept });
  if (written.problem) return written.problem;
  await io.out(`${fill(words.talk[written.state === 'written' ? 'wrote' : 'unchanged'], { file: written.file })}\n`);
  return null;
}

/** A file of its own beside the inputs: 33002003-邓若水-2026Q4-逐项说明.docx. */
function besideInputs(io: Io, { input, inputs }: Obtained, person: Person): string {
  const folder =
    inputs.single === null ? (inputs.paths.length > 0 && inputs.paths[0] !== '-' ? inputs.folder : io.cwd) : path.dirname(inputs.single);
  return path.join(folder, `${fileName(recordName(input, person, input.words.why.name))}.docx`);
}

async function render(io: Io, format: Format, { input }: Obtained, about: Why, shown: boolean): Promise<Uint8Array> {
  const utf8 = new TextEncoder();
  if (format === 'json') return utf8.encode(`${JSON.stringify(whyData(input, about), null, 2)}\n`);
  const doc = whyDoc(input, about);
  if (format === 'docx') return (await import('../documents/docx-write.ts')).writeDocx(doc);
  if (format === 'md') return utf8.encode(docMarkdown(doc));
  const { bold, dim } = painter(shown ? io : { ...io, color: false });
  return utf8.encode(docText(doc, shown ? io.columns : 80, { bold, dim }));
}
