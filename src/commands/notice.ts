/** `appraise notice`: its holidays stand in a file. */
import path from 'node:path';
import { isDay } from '../day.ts';
import { parseCalendar } from '../papers/notice/working-days.ts';
import { problem } from '../problems/problem.ts';
import { reportText } from '../problems/report.ts';
import { wordsFor } from '../text/text.ts';
import type { Problem } from '../types.ts';
import { readWhole } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { painter } from './options.ts';
import type { ListOptions } from './verb.ts';
import { run } from './verbs.ts';

/** Options of the notice beside those of every verb. */
export interface NoticeOptions extends ListOptions {
  readonly from?: string;
  readonly holidays?: string;
  readonly contact?: string;
  readonly approved?: boolean;
}

/** Reads the list of holidays and posts the notice. */
export async function notice(io: Io, files: readonly string[], options: NoticeOptions): Promise<ExitCode> {
  const problems: Problem[] = [];
  const holidays = options.holidays === undefined ? undefined : textOf(io, options.holidays, problems);
  if (options.from !== undefined && !isDay(options.from))
    problems.push(problem('usage/bad-option', { option: '--from', value: options.from, known: '2027-01-11' }));
  if (problems.length > 0) {
    io.err(`${reportText(problems, await wordsFor(io.talk), { columns: io.columns, cap: null, verbose: true, paint: painter(io) })}\n`);
    return 2;
  }
  const { from, contact, approved } = options;
  return run(io, 'notice', files, options, {
    ...(from === undefined ? {} : { from }),
    ...(holidays === undefined ? {} : { holidays }),
    ...(contact === undefined ? {} : { contact }),
    ...(approved ? { approved: 'true' } : {}),
  });
}

function textOf(io: Io, file: string, problems: Problem[]): string {
  const bytes = readWhole(path.resolve(io.cwd, file), file, problems);
  if (bytes === null) return '';
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    problems.push(...parseCalendar(text, file).problems);
    return text;
  } catch {
    problems.push(problem('file/encoding', { detail: 'not UTF-8' }, { file }));
    return '';
  }
}
