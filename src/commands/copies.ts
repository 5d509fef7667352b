/** Where copies of several inputs go: one file is named, several go into a folder. */
import path from 'node:path';
import type { Problem } from '../types.ts';
import { makeFolder, writeOutput } from './output.ts';

export interface CopyOptions {
  /** A file for one input, a folder for several. */
  readonly out: string;
  readonly force: boolean;
  /** Real paths that must never be written. */
  readonly inputs: readonly string[];
  readonly cwd: string;
}

/** A copy ready to be written; `ending` with its dot. */
export interface Copy {
  /** The input as the user knows it. */
  readonly file: string;
  readonly ending: string;
  readonly bytes: Uint8Array;
}

export interface WrittenCopy {
  readonly file: string;
  /** As the user would name it. */
  readonly target: string;
  readonly state: 'written' | 'unchanged';
}

/**
 * Writes copies.
 * @param several whether the inputs were several, though only one of them may have a copy
 * @returns what was written, and why something was not
 */
export async function writeCopies(
  copies: readonly Copy[],
  several: boolean,
  options: CopyOptions,
): Promise<{ readonly written: readonly WrittenCopy[]; readonly problems: readonly Problem[] }> {
  const written: WrittenCopy[] = [];
  const problems: Problem[] = [];
  const out = path.resolve(options.cwd, options.out);
  if (several && copies.length > 0) {
    const refused = await makeFolder(options.cwd, options.out);
    if (refused.length > 0) return { written, problems: refused };
  }
  const names = several ? namesIn(copies) : [];
  for (const [i, { file, bytes }] of copies.entries()) {
    const name = names[i];
    const target = name === undefined ? options.out : path.join(options.out, name);
    const result = await writeOutput(name === undefined ? out : path.join(out, name), bytes, options);
    if (result.state === 'refused') problems.push(result.problem);
    else written.push({ file, target, state: result.state });
  }
  return { written, problems };
}

/** The input's own name, its folders joined to it where two inputs share one; unique without regard to case. */
function namesIn(copies: readonly Copy[]): string[] {
  const used = new Set<string>();
  return copies.map(({ file, ending }) => {
    const stem = file.replace(/\.[^./\\]*$/, '').replace(/[/\\]/g, '_');
    let name = stem + ending;
    for (let n = 2; used.has(name.normalize('NFC').toLowerCase()); n++) name = `${stem} (${n})${ending}`;
    used.add(name.normalize('NFC').toLowerCase());
    return name;
  });
}
