/** What all verbs share that hand out a result: its format, the bytes of that format, where they go, and what is said of it. */
import path from 'node:path';
import type { Doc, ListPaper, PaperBook } from '../paper.ts';
import type { Policy } from '../policy/policy.ts';
import type { Names } from '../policy/primitives.ts';
import { problem } from '../problems/problem.ts';
import type { Report } from '../report.ts';
import type { CsvValue } from '../sheets/csv-write.ts';
import { fill, type Words } from '../text/text.ts';
import type { Lang, Problem } from '../types.ts';
import type { Inputs } from './inputs.ts';
import type { Io } from './io.ts';
import { type WrittenFile, writeNamed } from './output.ts';

/** As commander hands them over. */
export interface OutputOptions {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/** What a result is, before it is written in a format. */
interface Shapes {
  readonly text: string;
  readonly md: string;
  /** Plain data. */
  readonly json: object;
  /** Tables below each other. */
  readonly csv: readonly (readonly (readonly CsvValue[])[])[];
  readonly html: Report;
  readonly docx: Doc;
  readonly xlsx: PaperBook;
}
export type Format = keyof Shapes;

/** The formats of a verb, and the one it takes where none is said. */
export interface Formats<F extends Format> {
  readonly known: readonly F[];
  readonly usual: F;
}

// ── which format ──

/** As said, else as the output's name ends, else the usual one. What is said may be none of them: `outputProblems` tells. */
export function formatOf<F extends Format>({ known, usual }: Formats<F>, { format, output }: OutputOptions): F {
  const ending = /\.([a-z]+)$/i.exec(output ?? '')?.[1]?.toLowerCase();
  return (format as F | undefined) ?? known.find((f) => f === ending) ?? usual;
}

/** Formats that no terminal can show. */
const isBinary = (format: Format): boolean => format === 'xlsx' || format === 'docx';

/** A format that the verb does not write. */
export function formatProblems<F extends Format>(formats: Formats<F>, options: OutputOptions): Problem[] {
  const format = formatOf(formats, options);
  const known = formats.known.join(', ');
  return formats.known.includes(format) ? [] : [problem('usage/bad-option', { option: '--format', value: format, known })];
}

/** The same, or one that would be poured over the terminal. */
export function outputProblems<F extends Format>(io: Io, formats: Formats<F>, options: OutputOptions): Problem[] {
  const poured = isBinary(formatOf(formats, options)) && options.output === '-' && io.outIsTerminal;
  return [...formatProblems(formats, options), ...(poured ? [problem('usage/binary-to-terminal', {})] : [])];
}

// ── the bytes ──

/** How a verb makes what it hands out; only what is wanted is made. */
export type Makers<F extends Format> = { readonly [K in F]: () => Shapes[K] | Promise<Shapes[K]> };

/** Each format's writer is loaded when it is needed. */
const writers: { readonly [K in Format]: (made: Shapes[K]) => Promise<Uint8Array> } = {
  text: async (text) => utf8(text),
  md: async (text) => utf8(text),
  json: async (data) => utf8(`${JSON.stringify(data, null, 2)}\n`),
  csv: async (tables) => {
    const { writeCsv } = await import('../sheets/csv-write.ts');
    return utf8(tables.map(writeCsv).join('\r\n'));
  },
  html: async (report) => (await import('./html.ts')).htmlBytes(report),
  docx: async (doc) => (await import('../documents/docx-write.ts')).writeDocx(doc),
  xlsx: async (book) => (await import('../sheets/xlsx-write.ts')).writeXlsx(book),
};
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A result as the bytes of its file. */
export async function render<F extends Format>(format: F, makers: Makers<F>): Promise<Uint8Array> {
  const made = await (makers as Makers<Format>)[format]();
  return (writers[format] as (made: Shapes[Format]) => Promise<Uint8Array>)(made);
}

/** Lists as Markdown and CSV: every verb that makes lists writes these in one way. */
export const listMakers = (lists: () => readonly ListPaper[]): Makers<'md' | 'csv'> => ({
  md: async () => (await import('../papers/lists/list-text.ts')).listsMarkdown(lists()),
  csv: async () => lists().map((await import('../papers/lists/list-text.ts')).listRows),
});

/** Whose words stand in the sheets of lists. */
export interface Speaker {
  readonly lang: Lang;
  readonly policy: Policy;
  readonly name: (names: Names) => string;
}

/** A workbook of lists to be read: a result and no input, so it remembers nothing that could be taken up again. */
export async function listsBook(by: Speaker, lists: readonly ListPaper[], title: string, footLeft: string): Promise<PaperBook> {
  const [{ listSheet }, { ownMarker }] = await Promise.all([import('../papers/lists/list-sheet.ts'), import('../sheets/marker.ts')]);
  const sheets = lists.map((l) => listSheet(l, by.policy, (names) => by.name(names)));
  return { lang: by.lang, title, footLeft, marker: ownMarker, sheets };
}

// ── where it goes ──

/** What an output beside the inputs is named after. */
type Named = Pick<Inputs, 'single' | 'paths' | 'folder'>;

/** The folder of an output that is named by nobody: that of the inputs, or the one worked in where they came through a pipe. */
export function folderOf(io: Io, { single, paths, folder }: Named): string {
  if (single !== null) return path.dirname(single);
  return paths.length > 0 && paths[0] !== '-' ? folder : io.cwd;
}

/**
 * Where an output goes that is named by nobody: `q3.xlsx` → `q3-WHAT.docx` beside it.
 * @param several its name without ending where there are several inputs
 */
export function besideInputs(io: Io, inputs: Named, what: string, format: Format, several = what): string {
  const { single } = inputs;
  const stem = single === null ? several : `${path.basename(single).replace(/\.[^.]*$/, '')}-${what}`;
  return path.join(folderOf(io, inputs), `${stem}.${format}`);
}

/** Where it goes: as said; else what is read in a program of its own to a file beside the inputs, the rest to standard output (`-`). */
export function targetOf(format: Format, { output }: OutputOptions, beside: () => string): string {
  return output ?? (isBinary(format) || format === 'html' ? beside() : '-');
}

/** Where a result went. */
export interface Delivered extends Omit<WrittenFile, 'file'> {
  /** null: standard output. */
  readonly file: string | null;
}

/** Prints it or writes it. @param kept real paths that must never be written */
export async function deliver(
  io: Io,
  target: string,
  bytes: Uint8Array,
  { force }: OutputOptions,
  kept: readonly string[],
): Promise<Delivered> {
  if (target !== '-') return writeNamed(io.cwd, target, bytes, { force, inputs: kept });
  await io.out(bytes);
  return { file: null, state: 'written' };
}

/** Which file was written, or held this result already; nothing of what was printed. */
export function deliveredLines({ talk }: Words, { file, state }: Delivered): string[] {
  return file === null ? [] : [fill(state === 'written' ? talk.wrote : talk.unchanged, { file })];
}

/** What a verb that does nothing but tell hands out. */
export interface HandedOut<F extends Format> {
  readonly formats: Formats<F>;
  readonly options: OutputOptions;
  /** @param printed whether it goes to standard output */
  readonly makers: (printed: boolean) => Makers<F>;
  /** Where it goes that is named by nobody. */
  readonly beside: (format: F) => string;
  /** Real paths that must never be written. */
  readonly kept: readonly string[];
  /** Said with the name of the file. */
  readonly said?: readonly string[];
}

/** Makes it in the format wanted, prints or writes it, and says what was written. */
export async function handOut<F extends Format>(io: Io, words: Words, handed: HandedOut<F>): Promise<Problem[]> {
  const { formats, options, makers, beside, kept, said = [] } = handed;
  const format = formatOf(formats, options);
  const target = targetOf(format, options, () => beside(format));
  const delivered = await deliver(io, target, await render(format, makers(target === '-')), options, kept);
  if (delivered.problem) return [delivered.problem];
  if (delivered.file !== null) await io.out(`${[...said, ...deliveredLines(words, delivered)].join('\n')}\n`);
  return [];
}
