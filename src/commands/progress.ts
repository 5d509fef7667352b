/** Progress on standard error: on a terminal only, after a second, erased at the end. */
import { fill, type Words } from '../text/text.ts';
import type { Io } from './io.ts';

export interface Progress {
  readonly tick: (done: number, all: number) => void;
  /** Nothing of it stays on the terminal. */
  readonly end: () => void;
}

/** @param template how it is told, with `done` and `all`; absent: as the reading of files */
export function progress(io: Io, words: Words, template: string = words.talk.progress): Progress {
  const start = performance.now();
  let last = 0;
  let shown = false;
  return {
    tick: (done, all) => {
      const now = performance.now();
      if (!io.errIsTerminal || now - start < 1000 || now - last < 100) return;
      [last, shown] = [now, true];
      io.err(`\r${fill(template, { done, all })}\u001b[K`);
    },
    end: () => {
      if (shown) io.err('\r\u001b[K');
      shown = false;
    },
  };
}
