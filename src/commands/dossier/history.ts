/** `--archive` of the verbs that follow a ranking: what was obtained, with what the archive remembers of its people. */
import path from 'node:path';
import { Archive } from '../../dossier/archive.ts';
import { DatabaseTrouble } from '../../dossier/database.ts';
import { withHistory } from '../../dossier/history.ts';
import { baseOf } from '../../papers/memory.ts';
import { problem } from '../../problems/problem.ts';
import type { Problem } from '../../types.ts';
import type { Io } from '../io.ts';
import { type NotObtained, type Obtained, rankedOf } from '../obtain.ts';
import { noted, troubleOf } from './open.ts';

/** Ranked and judged again with the archive's records; the archive stands among the inputs, by the hash of its last entry. */
export async function remembering(io: Io, got: Obtained, named: string): Promise<Obtained | NotObtained> {
  const file = path.resolve(io.cwd, named);
  const shown = path.basename(file);
  try {
    const archive = await Archive.open(file, 'write', io);
    try {
      const problems: Problem[] = noted(archive, io, 'history', '', '') ? [] : [problem('archive/unlogged', {}, { file: shown })];
      return withArchive(got, archive, shown, file, problems);
    } finally {
      archive.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseTrouble)) throw error;
    return { kind: 'not', exit: 2, problems: [troubleOf(error, shown)] };
  }
}

function withArchive(got: Obtained, archive: Archive, shown: string, file: string, told: readonly Problem[]): Obtained | NotObtained {
  const base = baseOf(got.input);
  const found = base.sources.map((s) => withHistory(s, archive, shown, got.policy));
  const problems = [...got.problems, ...told, ...found.flatMap((f) => f.problems)];
  if (problems.some((p) => p.severity === 'error' && !got.problems.includes(p))) return { kind: 'not', exit: 1, problems };
  const { run } = got.input;
  const { hash } = archive.head(true);
  const inputs = [...run.inputs.filter((i) => i.file !== shown), { file: shown, sha256: hash, kind: 'archive' as const, encoding: null }];
  const ranked = rankedOf({ ...base, sources: found.map((f) => f.value), run: { ...run, inputs } }, got.policy);
  if (!ranked) throw new Error('what was ranked cannot be ranked again');
  return { ...got, input: { ...got.input, ...ranked, run: { ...run, inputs }, problems }, kept: [...got.kept, file], problems };
}
