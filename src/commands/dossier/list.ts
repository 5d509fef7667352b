/** A list of the archive in the file wanted. */
import path from 'node:path';
import type { Head } from '../../dossier/archive.ts';
import type { DossierLists } from '../../papers/dossier/dossier-schema.ts';
import { problem } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { ListPaper, Problem } from '../../types.ts';
import type { ExitCode, Io } from '../io.ts';
import { type WrittenFile, writeNamed } from '../output.ts';
import type { Desk } from './open.ts';

export interface ListOutput {
  readonly format?: string;
  readonly output?: string;
  readonly force?: boolean;
}

const formats = ['md', 'csv', 'json', 'xlsx'] as const;
type Format = (typeof formats)[number];

/** As said, else as the output's name ends, else Markdown, which can be read as it is. */
const formatOf = ({ format, output }: ListOutput): string =>
  format ?? /\.(md|csv|json|xlsx)$/i.exec(output ?? '')?.[1]?.toLowerCase() ?? 'md';

export function outputProblems(io: Io, options: ListOutput): Problem[] {
  const format = formatOf(options);
  const known = formats.some((f) => f === format);
  return [
    ...(known ? [] : [problem('usage/bad-option', { option: '--format', value: format, known: formats.join(', ') })]),
    ...(format === 'xlsx' && (options.output ?? '-') === '-' && io.outIsTerminal ? [problem('usage/binary-to-terminal', {})] : []),
  ];
}

/** Whose list it is, and up to where the archive went. */
export interface Made {
  readonly verb: DossierLists['verb'];
  readonly head: Head;
}

/** Writes it to the file named, or to standard output. */
export async function deliverList(desk: Desk, list: ListPaper, made: Made, options: ListOutput): Promise<ExitCode> {
  const bytes = await render(desk, list, made, formatOf(options) as Format);
  const { io } = desk;
  if ((options.output ?? '-') === '-') {
    await io.out(bytes);
    return 0;
  }
  return told(desk, await writeNamed(io.cwd, options.output ?? '', bytes, { force: options.force, inputs: [desk.file] }));
}

/** Says what was written, or why it was not. */
export async function told(desk: Desk, written: WrittenFile, text?: string): Promise<ExitCode> {
  if (written.problem) {
    desk.report([written.problem]);
    return 2;
  }
  await desk.io.out(`${text ?? fill(desk.words.talk[written.state === 'written' ? 'wrote' : 'unchanged'], { file: written.file })}\n`);
  return 0;
}

async function render(desk: Desk, list: ListPaper, { verb, head }: Made, format: Format): Promise<Uint8Array> {
  const utf8 = new TextEncoder();
  const { listData, listRows, listsMarkdown } = await import('../../papers/lists/list-text.ts');
  if (format === 'md') return utf8.encode(listsMarkdown([list]));
  if (format === 'json') {
    const archive = { file: path.basename(desk.file), entry: String(head.seq), hash: head.hash };
    return utf8.encode(`${JSON.stringify({ schema: 'appraise/dossier@1', verb, archive, lists: [listData(list)] }, null, 2)}\n`);
  }
  if (format === 'csv') return utf8.encode((await import('../../sheets/csv-write.ts')).writeCsv(listRows(list)));
  const [{ inCells }, { listSheet }, { writeXlsx }, { ownMarker }] = await Promise.all([
    import('../../papers/dossier/cells.ts'),
    import('../../papers/lists/list-sheet.ts'),
    import('../../sheets/xlsx-write.ts'),
    import('../../sheets/marker.ts'),
  ]);
  const sheet = listSheet(inCells(desk, list), desk.policy, desk.name);
  return writeXlsx({ lang: desk.lang, title: list.title, footLeft: list.title, marker: ownMarker, sheets: [sheet] });
}
