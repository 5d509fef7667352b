import { problem } from '../problems/problem.ts';
import type { Code, ProblemArgs } from '../problems/register.ts';
import type { Problem } from '../types.ts';

/**
 * A file that is not read, thrown from deep inside a reader and caught in `readBook` and `fillDocx` alone: no half-read
 * file can slip out, and no reader has to hand a failure up through every loop.
 */
export class Refusal extends Error {
  constructor(private readonly make: (file: string) => Problem) {
    super('file refused');
  }

  /** The problem to report, standing at `file` as the user knows it. */
  problem(file: string): Problem {
    return this.make(file);
  }
}

/** Gives the file up, `at` a row of a text file where that is known. Throws {@link Refusal}; `readBook` turns it into the problem. */
export function refuse<C extends Code>(code: C, args: ProblemArgs[C], at?: { row: number; col: number; line: number }): never {
  throw new Refusal((file) => problem(code, args, at ? { place: { file, sheet: null, ...at } } : { file }) as Problem);
}

/** Gives a damaged file up, saying shortly and in technical words where it is broken. */
export function damaged(detail: string): never {
  return refuse('file/damaged', { detail });
}
