/** A policy file on its way in, and how a fault of its shape is told. */
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { type Parsed, pathText, positionOf } from './locate.ts';

/** A policy file on its way in. */
export interface Loading extends Parsed {
  readonly file: string;
}

/** Words or keys, and where they stand. */
export type Named = readonly [path: string, words: readonly string[]];

/** @param detail what is wrong in one word, which src/text puts into words */
export function shape(loading: Loading, path: readonly PropertyKey[], detail: string): Problem {
  return problem('policy/shape', { path: pathText(path), detail, at: positionOf(loading, path) }, { file: loading.file });
}
