/** A list of the archive in the file wanted. */
import path from 'node:path';
import type { Head } from '../../dossier/archive.ts';
import type { ListPaper } from '../../paper.ts';
import type { DossierLists } from '../../papers/dossier/dossier-schema.ts';
import type { Problem } from '../../types.ts';
import {
  type Delivered,
  deliver,
  deliveredLines,
  formatOf,
  listMakers,
  listsBook,
  type Makers,
  type OutputOptions,
  outputProblems,
  render,
} from '../deliver.ts';
import type { ExitCode, Io } from '../io.ts';
import type { Desk } from './open.ts';

/** Markdown can be read as it is. */
const formats = { known: ['md', 'csv', 'json', 'xlsx'], usual: 'md' } as const;

/** Where nothing is said it is printed, whatever the format. */
const printed = (options: OutputOptions) => ({ ...options, output: options.output ?? '-' });

export const listProblems = (io: Io, options: OutputOptions): Problem[] => outputProblems(io, formats, printed(options));

/** Whose list it is, and up to where the archive went. */
export interface Made {
  readonly verb: DossierLists['verb'];
  readonly head: Head;
}

/** Writes it to the file named, or to standard output. */
export async function deliverList(desk: Desk, list: ListPaper, made: Made, options: OutputOptions): Promise<ExitCode> {
  const bytes = await render(formatOf(formats, options), makers(desk, list, made));
  const delivered = await deliver(desk.io, printed(options).output, bytes, options, [desk.file]);
  return told(desk, delivered, deliveredLines(desk.words, delivered));
}

/** Says what was written, or why it was not. */
export async function told(desk: Desk, { problem }: Delivered, lines: readonly string[]): Promise<ExitCode> {
  if (problem) {
    desk.report([problem]);
    return 2;
  }
  if (lines.length > 0) await desk.io.out(`${lines.join('\n')}\n`);
  return 0;
}

const makers = (desk: Desk, list: ListPaper, { verb, head }: Made): Makers<(typeof formats.known)[number]> => ({
  ...listMakers(() => [list]),
  json: async () => {
    const { listData } = await import('../../papers/lists/list-text.ts');
    const archive = { file: path.basename(desk.file), entry: String(head.seq), hash: head.hash };
    return { schema: 'appraise/dossier@1', verb, archive, lists: [listData(list)] };
  },
  xlsx: async () => {
    const { inCells } = await import('../../papers/dossier/cells.ts');
    return listsBook(desk, [inCells(desk, list)], list.title, list.title);
  },
});
