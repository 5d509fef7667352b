/** What all verbs that follow a ranking share: reading, the lists in the file wanted, a paper a person, what is said at the end. */
import path from 'node:path';
import type { Decision, Doc, ListPaper, PaperBook } from '../paper.ts';
import { listDoc } from '../papers/lists/list-doc.ts';
import { listSheet, type RowDecisions } from '../papers/lists/list-sheet.ts';
import { listData } from '../papers/lists/list-text.ts';
import { baseOf, type Memory, remember } from '../papers/memory.ts';
import { type BookInput, Context } from '../papers/ranking/context.ts';
import type { Policy } from '../policy/policy.ts';
import { ownMarker } from '../sheets/marker.ts';
import { nameIn } from '../text/names.ts';
import { fill, type Words } from '../text/text.ts';
import type { Out, Problem } from '../types.ts';
import {
  besideInputs,
  deliver,
  deliveredLines,
  formatOf,
  listMakers,
  type Makers,
  type OutputOptions,
  outputProblems,
  render,
  targetOf,
} from './deliver.ts';
import { fileName } from './file-name.ts';
import { readWhole } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import type { Obtained, Remake, VerbOptions } from './obtain.ts';
import { open } from './opening.ts';
import { type NamedBytes, writeInto } from './output.ts';

/** Options of verbs that write lists. */
export interface ListOptions extends VerbOptions, OutputOptions {
  /** Folder for a paper a person. */
  readonly records?: string;
  /** An office's own form (.docx) to be filled instead. */
  readonly template?: string;
}

/** A list and what each of its rows decides. */
export interface HandedList {
  readonly paper: ListPaper;
  readonly about?: RowDecisions;
}

/** A document for the folder of papers, or as the output itself. */
export interface HandedDoc {
  /** Name of its file without ending. */
  readonly name: string;
  readonly doc: Doc;
  /** What a template of the office's own may show, by name. */
  readonly fields?: ReadonlyMap<string, string>;
}

/** What a verb makes. */
export interface Handed {
  readonly lists: readonly HandedList[];
  readonly docs: readonly HandedDoc[];
}

/** What a verb makes it from. */
export interface Matter {
  readonly input: BookInput;
  readonly policy: Policy;
  readonly decisions: readonly Decision[];
  /** Options of the verb's own, as text: they are remembered with the workbook. */
  readonly options: Readonly<Record<string, string>>;
}

export interface Verb {
  readonly name: string;
  readonly make: (matter: Matter) => Out<Handed>;
  /** Its document is what is posted: as a Word document it hands out that and no list. */
  readonly posts?: true;
}

const formats = { known: ['xlsx', 'json', 'csv', 'md', 'docx'], usual: 'xlsx' } as const;

/** The workbook of a verb's lists; it remembers what it was made of. */
export function listBook(verb: string, matter: Matter, handed: Handed): PaperBook {
  const { input, policy, decisions, options } = matter;
  const { run, problems, lang } = input;
  const name = (names: Parameters<typeof nameIn>[0]) => nameIn(names, lang, input.convert);
  const { rules: _, ...kept } = run.policy;
  const memory: Omit<Memory, 'schema'> = { verb, options, lang, ...baseOf(input), run: { ...run, policy: kept }, problems, decisions };
  const title = handed.lists[0]?.paper.title ?? verb;
  return {
    lang,
    title,
    footLeft: new Context(input).foot(title),
    marker: ownMarker,
    sheets: handed.lists.map((l) => listSheet(l.paper, policy, name, l.about)),
    memory: remember(memory),
  };
}

/**
 * Runs a verb.
 * @param own options of the verb's own, as text
 * @returns 0 done · 1 problems in the data · 2 usage or policy wrong
 */
export async function runVerb(
  io: Io,
  files: readonly string[],
  options: ListOptions,
  verb: Verb,
  own: Readonly<Record<string, string>>,
  remake: Remake,
): Promise<ExitCode> {
  const wrong = outputProblems(io, formats, options);
  const begun = await open(io, { verb: verb.name, files, options, wrong, printed: false }, remake);
  if (begun.kind === 'over') return begun.exit;
  const { got, words, report, talk, next } = begun;
  const matter: Matter = { input: got.input, policy: got.policy, decisions: got.decisions, options: own };
  const made = verb.make(matter);
  const problems = [...got.problems, ...made.problems];
  if (got.opened) io.err(talk.policyLine(got.opened, got.policy));
  if (problems.length > 0) report(problems);
  const errors = problems.filter((p) => p.severity === 'error');
  if (made.problems.some((p) => p.severity === 'error')) {
    next();
    return 1;
  }
  const refused = await handOut(io, got, options, verb, matter, made.value, words);
  if (refused.length > 0) {
    report(refused);
    return 2;
  }
  return errors.length > 0 ? 1 : 0;
}

async function handOut(
  io: Io,
  got: Obtained,
  options: ListOptions,
  verb: Verb,
  matter: Matter,
  handed: Handed,
  words: Words,
): Promise<Problem[]> {
  const format = formatOf(formats, options);
  const bytes = await render(format, makers(verb, matter, handed));
  // All papers are made before anything is written.
  const papers = options.records === undefined ? null : await makePapers(io, handed, options, got);
  if (papers && papers.problems.length > 0) return [...papers.problems];
  const target = targetOf(format, options, () => besideInputs(io, got.inputs, verb.name, format));
  const lines = handed.lists.map((l) => fill(words.verbs.listed, { title: l.paper.title, count: l.paper.rows.length }));
  const delivered = await deliver(io, target, bytes, options, got.kept);
  if (delivered.problem) return [delivered.problem];
  const said = deliveredLines(words, delivered);
  if (papers && options.records !== undefined) {
    const problems = await writeInto(io.cwd, options.records, papers.value, { force: options.force, inputs: got.kept });
    if (problems.length > 0) return problems;
    said.push(fill(words.verbs.papers, { count: papers.value.length, folder: options.records }));
  }
  const text = `${[...lines, ...said].join('\n')}\n`;
  if (target === '-') io.err(text);
  else await io.out(text);
  return [];
}

function makers(verb: Verb, matter: Matter, handed: Handed): Makers<(typeof formats.known)[number]> {
  const lists = handed.lists.map((l) => l.paper);
  return {
    ...listMakers(() => lists),
    json: async () => ({
      schema: 'appraise/lists@1',
      verb: verb.name,
      run: (await import('../papers/run-data.ts')).runData(matter.input),
      lists: lists.map(listData),
    }),
    docx: () => {
      const posted = verb.posts ? handed.docs[0]?.doc : listDoc(matter.input, lists);
      if (!posted) throw new Error(`${verb.name} makes no document`);
      return posted;
    },
    xlsx: () => listBook(verb.name, matter, handed),
  };
}

/** A paper ready to be written. */
interface Paper extends NamedBytes {
  /** Name as the verb gave it. */
  readonly of: string;
}

async function makePapers(io: Io, { docs }: Handed, options: ListOptions, got: Obtained): Promise<Out<Paper[]>> {
  const form = options.template === undefined ? null : await formOf(io, options.template);
  if (form && form.problems.length > 0) return { value: [], problems: form.problems };
  const value: Paper[] = [];
  for (const one of docs) {
    const made = form?.value ? await filled(form.value, one, options, got) : await drawn(one);
    if (made.value === null) return { value: [], problems: made.problems };
    // Somebody may be called for two reasons: each has a paper of its own.
    const again = value.filter((p) => p.of === one.name).length;
    value.push({ of: one.name, name: `${fileName(one.name)}${again === 0 ? '' : `-${again + 1}`}.docx`, bytes: made.value });
  }
  return { value, problems: [] };
}

/** The bytes of an office's own form. */
async function formOf(io: Io, file: string): Promise<Out<Uint8Array | null>> {
  const problems: Problem[] = [];
  return { value: readWhole(path.resolve(io.cwd, file), file, problems), problems };
}

async function filled(form: Uint8Array, { fields }: HandedDoc, options: ListOptions, got: Obtained): Promise<Out<Uint8Array | null>> {
  const { fillDocx } = await import('../documents/docx-fill.ts');
  return fillDocx(form, fields ?? new Map(), got.input.lang, options.template ?? '');
}

async function drawn({ doc }: HandedDoc): Promise<Out<Uint8Array | null>> {
  return { value: await (await import('../documents/docx-write.ts')).writeDocx(doc), problems: [] };
}
