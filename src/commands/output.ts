/** Writing a result: old or new whole, never half; readable by its owner only (reliability). */
import { randomBytes } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { link, lstat, mkdir, open, readFile, realpath, rename, unlink } from 'node:fs/promises';
import path from 'node:path';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';

/** Temporary files under way: removed where the run is interrupted. */
const underWay = new Set<string>();

/** For an interrupt: leaves no litter behind. */
export function removeTemporary(): void {
  for (const file of underWay) {
    try {
      unlinkSync(file);
    } catch {
      // It was moved or never made.
    }
  }
}

export type Written = { readonly state: 'written' | 'unchanged' } | { readonly state: 'refused'; readonly problem: Problem };

/**
 * Writes `bytes` to `file` through a temporary file beside it, which is flushed and then moved.
 * @param inputs real paths that must never be written
 * @returns `unchanged` where the file already holds these very bytes; `refused` where it exists (without `force`), is an input, or cannot be written
 */
export async function writeOutput(
  file: string,
  bytes: Uint8Array,
  options: { readonly force: boolean; readonly inputs: readonly string[] },
): Promise<Written> {
  const real = await realpath(file).catch(() => file);
  const inputs = await Promise.all(options.inputs.map((i) => realpath(i).catch(() => i)));
  if (inputs.includes(real)) return refuse('usage/output-is-input', file);
  const existing = await lstat(file).catch(() => null);
  if (existing) {
    if (
      existing.isFile() &&
      existing.size === bytes.length &&
      Buffer.compare(await readFile(file).catch(() => Buffer.alloc(0)), bytes) === 0
    )
      return { state: 'unchanged' };
    if (!options.force) return refuse('usage/output-exists', file);
  }
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  underWay.add(temporary);
  try {
    await writeFlushed(temporary, bytes);
    await moveInto(temporary, file, options.force);
    return { state: 'written' };
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown';
    if (code === 'EEXIST') return refuse('usage/output-exists', file);
    return { state: 'refused', problem: problem('usage/output-failed', { file, reason: code }) };
  } finally {
    underWay.delete(temporary);
  }
}

/** What became of an output, under the name that the user would call it by. */
export interface WrittenFile {
  readonly file: string;
  readonly state: 'written' | 'unchanged';
  /** Set where it was refused. */
  readonly problem?: Problem;
}

/** `writeOutput` of a file as it was named on the command line; a refusal calls it the same. */
export async function writeNamed(
  cwd: string,
  named: string,
  bytes: Uint8Array,
  options: { readonly force?: boolean | undefined; readonly inputs: readonly string[] },
): Promise<WrittenFile> {
  const file = path.resolve(cwd, named);
  const shown = path.relative(cwd, file) || file;
  const written = await writeOutput(file, bytes, { force: options.force === true, inputs: options.inputs });
  if (written.state !== 'refused') return { file: shown, state: written.state };
  return { file: shown, state: 'written', problem: { ...written.problem, args: { ...written.problem.args, file: shown } } as Problem };
}

/** A file ready to be written into a folder. */
export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A folder that only its owner can look into. */
export async function makeFolder(cwd: string, folder: string): Promise<Problem[]> {
  try {
    await mkdir(path.resolve(cwd, folder), { recursive: true, mode: 0o700 });
    return [];
  } catch (error) {
    return [problem('usage/output-failed', { file: folder, reason: (error as NodeJS.ErrnoException).code ?? 'unknown' })];
  }
}

/** `writeNamed` of several files into a folder, made where it is not there; the first refusal ends it. */
export async function writeInto(
  cwd: string,
  folder: string,
  files: readonly NamedBytes[],
  options: { readonly force?: boolean | undefined; readonly inputs: readonly string[] },
): Promise<Problem[]> {
  const refused = await makeFolder(cwd, folder);
  if (refused.length > 0) return refused;
  for (const { name, bytes } of files) {
    const written = await writeNamed(cwd, path.join(folder, name), bytes, options);
    if (written.problem) return [written.problem];
  }
  return [];
}

function refuse(code: 'usage/output-exists' | 'usage/output-is-input', file: string): Written {
  return { state: 'refused', problem: problem(code, { file }) };
}

async function writeFlushed(file: string, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Without force a link is made, which fails where another run was first; file systems without links fall back to rename. */
async function moveInto(temporary: string, file: string, force: boolean): Promise<void> {
  if (force) await rename(temporary, file);
  else {
    try {
      await link(temporary, file);
      await unlink(temporary);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'EEXIST' || code === 'ENOSPC' || code === 'EIO') throw error;
      if (await lstat(file).catch(() => null)) throw Object.assign(new Error('exists'), { code: 'EEXIST' });
      await rename(temporary, file);
    }
  }
  const folder = await open(path.dirname(file), 'r').catch(() => null);
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
