/** `--archive` of the verbs that follow a ranking: what was obtained, with what the archive remembers of its people. */
import path from 'node:path';
import { appraise } from '../../appraise/appraise.ts';
import type { KeptQuarter, QuarterExport } from '../../appraise/year-quarters.ts';
import { Archive } from '../../dossier/archive.ts';
import { DatabaseTrouble } from '../../dossier/database.ts';
import { withHistory } from '../../dossier/history.ts';
import { differingTotals, keptQuarters } from '../../dossier/quarters.ts';
import { baseOf } from '../../papers/memory.ts';
import type { Run } from '../../papers/results.ts';
import type { Policy } from '../../policy/policy.ts';
import { problem } from '../../problems/problem.ts';
import type { Problem } from '../../types.ts';
import { raised } from '../check.ts';
import type { Io } from '../io.ts';
import { type NotObtained, type Obtained, rankedOf } from '../obtain.ts';
import { noted, troubleOf } from './open.ts';

/** Ranked and judged again with the archive's records; the archive stands among the inputs, by the hash of its last entry. */
export function remembering(io: Io, got: Obtained, named: string, strict: boolean): Promise<Obtained | NotObtained> {
  const { masked } = got.input.run;
  if (masked !== undefined) return Promise.resolve(refusedMasked(masked, got.inputs.books[0]?.file));
  return consulted(io, named, (at) => withArchive(got, at, strict));
}

/** An archive knows nobody by a pseudonym. */
export const refusedMasked = (mark: string, file: string | undefined): NotObtained => ({
  kind: 'not',
  exit: 1,
  problems: [problem('file/masked-refused', { mark }, file === undefined ? {} : { file })],
});

/** A year's quarters with what the archive remembers of their people, and the quarters that only it has. */
export interface Remembered {
  readonly kind: 'remembered';
  readonly quarters: readonly QuarterExport[];
  readonly kept: readonly KeptQuarter[];
  readonly inputs: Run['inputs'];
  readonly problems: readonly Problem[];
}

export function rememberingYear(
  io: Io,
  named: string,
  quarters: readonly QuarterExport[],
  policy: Policy,
  strict: boolean,
): Promise<Remembered | NotObtained> {
  return consulted(io, named, ({ archive, shown, problems: told }) => {
    const sources = quarters.map((q) => q.source);
    const year = sources[0]?.period?.year;
    const found = quarters.map((q) => withHistory(q.source, archive, shown, q.policy));
    const kept = year === undefined ? [] : keptQuarters(archive, shown, year, sources, policy);
    const totals = quarters.map((q) => ({ source: q.source, totals: totalsOf(q) }));
    const differing = differingTotals(archive, totals).map((d) => {
      const { key, id, name } = d.person;
      const args = { entry: String(d.kept.seq), period: d.period };
      return problem('archive/quarter-differs', args, { place: d.person.at, person: { key, id, name } });
    });
    const problems = raised([...told, ...differing, ...found.flatMap((f) => f.problems)], strict);
    if (problems.some((p) => p.severity === 'error')) return { kind: 'not', exit: 1, problems };
    return {
      kind: 'remembered',
      quarters: quarters.map((q, i) => ({ ...q, source: found[i]?.value ?? q.source })),
      kept,
      inputs: [inputOf(archive, shown)],
      problems,
    };
  });
}

const totalsOf = ({ source, policy }: QuarterExport) =>
  new Map(appraise(source, policy).value.groups.flatMap((g) => g.ranked.map((r) => [r.scored.person.key, r.scored.total] as const)));

interface Consulted {
  readonly archive: Archive;
  readonly shown: string;
  readonly file: string;
  readonly problems: readonly Problem[];
}

/** Opens the archive and notes that it was consulted, or says that this could not be noted. */
async function consulted<T>(io: Io, named: string, work: (at: Consulted) => T | NotObtained): Promise<T | NotObtained> {
  const file = path.resolve(io.cwd, named);
  const shown = path.basename(file);
  try {
    const archive = await Archive.open(file, 'write', io);
    try {
      return work({ archive, shown, file, problems: noted(archive, shown, io, 'history', '', '') });
    } finally {
      archive.close();
    }
  } catch (error) {
    if (!(error instanceof DatabaseTrouble)) throw error;
    return { kind: 'not', exit: 2, problems: [troubleOf(error, shown)] };
  }
}

/** The archive among the inputs of a run: known by the hash of the last entry that says something. */
const inputOf = (archive: Archive, file: string): Run['inputs'][number] => ({
  file,
  sha256: archive.head(true).hash,
  kind: 'archive',
  encoding: null,
});

function withArchive(got: Obtained, { archive, shown, file, problems: told }: Consulted, strict: boolean): Obtained | NotObtained {
  const base = baseOf(got.input);
  const found = base.sources.map((s) => withHistory(s, archive, shown, got.policy));
  const own = raised([...told, ...found.flatMap((f) => f.problems)], strict);
  const problems = [...got.problems, ...own];
  if (own.some((p) => p.severity === 'error')) return { kind: 'not', exit: 1, problems };
  const { run } = got.input;
  const inputs = [...run.inputs.filter((i) => i.file !== shown), inputOf(archive, shown)];
  const ranked = rankedOf({ ...base, sources: found.map((f) => f.value), run: { ...run, inputs } }, got.policy);
  if (!ranked) throw new Error('what was ranked cannot be ranked again');
  return { ...got, input: { ...got.input, ...ranked, run: { ...run, inputs }, problems }, kept: [...got.kept, file], problems };
}
