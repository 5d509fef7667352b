/** The key of pseudonyms: how a new one is made, and how one is read. */
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { type Pseudonyms, pseudonymsOf, shortestKey } from '../mask/pseudonym.ts';
import { problem } from '../problems/problem.ts';
import { fill, wordsFor } from '../text/text.ts';
import type { Out, Problem } from '../types.ts';
import { readWhole } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { reporter } from './options.ts';
import { writeNamed } from './output.ts';

/** Options by which a verb shows people under pseudonyms. */
export interface MaskOptions {
  /** File whose bytes are the key. */
  readonly mask?: string;
  /** Units and posts too. */
  readonly maskUnits?: boolean;
}

/**
 * The pseudonyms of `--mask`; null where it is not given.
 * @returns a problem where the key cannot be read or is so short that it could be guessed (`usage/mask-key`), or there is none to mask units by
 */
export function pseudonymsFor(io: Io, { mask, maskUnits }: MaskOptions): Out<Pseudonyms | null> {
  const without = (problems: Problem[]): Out<null> => ({ value: null, problems });
  if (mask === undefined) return without(maskUnits ? [problem('usage/mask-key', { file: '', reason: '' })] : []);
  const found: Problem[] = [];
  const bytes = readWhole(path.resolve(io.cwd, mask), mask, found);
  if (bytes === null) {
    const args: Readonly<Record<string, string>> = found[0]?.args ?? {};
    return without([problem('usage/mask-key', { file: mask, reason: args['reason'] ?? 'unknown' })]);
  }
  if (bytes.length < shortestKey)
    return without([problem('usage/mask-key', { file: mask, reason: bytes.length === 0 ? 'key-empty' : 'key-short' })]);
  return { value: pseudonymsOf(bytes), problems: [] };
}

/** The key is an input: nothing may be written over it. */
export const keyFiles = (io: Io, { mask }: MaskOptions): string[] => (mask === undefined ? [] : [path.resolve(io.cwd, mask)]);

/** `appraise mask-key`: a new key, readable by its owner only; never in the place of another file, for what it masked could not be told any more. */
export async function newMaskKey(io: Io, file: string): Promise<ExitCode> {
  const words = await wordsFor(io.talk);
  const bytes = new TextEncoder().encode(`${randomBytes(32).toString('hex')}\n`);
  const written = await writeNamed(io.cwd, file, bytes, { inputs: [] });
  if (written.problem) {
    reporter(io, words, false)([written.problem]);
    return 2;
  }
  const { mark } = pseudonymsOf(bytes);
  await io.out(`${fill(words.mask.made, { file: written.file, mark })}\n`);
  return 0;
}
