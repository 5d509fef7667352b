/** How every verb begins that works on what `obtain` gives: wrong usage and what cannot be worked on are said, once and alike. */
import { type Words, wordsFor } from '../text/text.ts';
import type { Problem } from '../types.ts';
import type { ExitCode, Io } from './io.ts';
import { type Obtained, obtain, type Remake, type VerbOptions } from './obtain.ts';
import { painter, reporter } from './options.ts';
import { rankTalk } from './rank-talk.ts';
import { commandLine, optionsGiven } from './suggest.ts';

/** What a verb goes on with. */
export interface Opening {
  readonly kind: 'open';
  readonly got: Obtained;
  readonly words: Words;
  readonly report: (problems: readonly Problem[]) => void;
  readonly talk: ReturnType<typeof rankTalk>;
  /** Says which command to try again once the errors are mended. */
  readonly next: () => void;
}

/** What is begun. */
export interface Begun<O extends VerbOptions> {
  /** As it is typed. */
  readonly verb: string;
  readonly files: readonly string[];
  /** What stands before the files. */
  readonly before?: readonly string[];
  readonly options: O;
  /** What is wrong with the command itself. */
  readonly wrong: readonly Problem[];
  /** The result is printed as text: it is read there and then, in the language of the terminal where none was named. */
  readonly printed: boolean;
}

/** @returns what there is to work on, or the exit code where there is nothing and all has been said */
export async function open<O extends VerbOptions>(
  io: Io,
  { verb, files, before = [], options, wrong, printed }: Begun<O>,
  remake: Remake,
): Promise<Opening | { readonly kind: 'over'; readonly exit: ExitCode }> {
  const words = await wordsFor(io.talk);
  const report = reporter(io, words, options.verbose === true);
  if (wrong.length > 0) {
    report(wrong);
    return { kind: 'over', exit: 2 };
  }
  const got = await obtain(io, files, printed && options.lang === undefined ? { ...options, lang: io.talk } : options, remake);
  const talk = rankTalk(io, words, painter(io));
  const next = () => io.err(talk.nextErrors(commandLine(verb, [...before, ...files], optionsGiven(options))));
  if (got.kind === 'ready') return { kind: 'open', got, words, report, talk, next };
  report(got.problems);
  if (got.exit === 1) next();
  return { kind: 'over', exit: got.exit };
}
