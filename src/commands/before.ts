/** `--before`: rankings of earlier periods, from the workbooks that they were written to. */
import { problem } from '../problems/problem.ts';
import type { Period, Ranking } from '../types.ts';
import type { Io } from './io.ts';
import { type NotObtained, obtainFrom, readNamed, type VerbOptions } from './obtain.ts';
import { remake } from './verbs.ts';

/** Rankings, and the real paths of their workbooks. */
export interface Before {
  readonly kind: 'before';
  readonly rankings: readonly Ranking[];
  readonly paths: readonly string[];
}

/** Quarters of a year, then the year. */
const at = (p: Period): number => p.year * 10 + (p.quarter ?? 5);

/** @param period of the ranking that they come before; each is of another period, and earlier */
export async function readBefore(
  io: Io,
  files: readonly string[],
  options: Pick<VerbOptions, 'limit' | 'passwordFile' | 'mask' | 'maskUnits'>,
  period: Period | null,
): Promise<Before | NotObtained> {
  const { limit, passwordFile, mask, maskUnits } = options;
  const reading: VerbOptions = {
    ...(limit === undefined ? {} : { limit }),
    ...(passwordFile === undefined ? {} : { passwordFile }),
    ...(mask === undefined ? {} : { mask }),
    ...(maskUnits === undefined ? {} : { maskUnits }),
  };
  const rankings: Ranking[] = [];
  const paths: string[] = [];
  for (const file of files) {
    const refuse: NotObtained = { kind: 'not', exit: 2, problems: [problem('usage/not-before', { file })] };
    const read = await readNamed(io, [file], reading);
    if (read.kind === 'not') return read;
    const [book] = read.inputs.books;
    if (read.inputs.problems.some((p) => p.severity === 'error')) return { kind: 'not', exit: 2, problems: read.inputs.problems };
    if (read.inputs.books.length !== 1 || !book?.own) return refuse;
    const got = await obtainFrom(io, read.inputs, reading, remake);
    if (got.kind === 'not') return { ...got, exit: 2 };
    const { ranking } = got.input;
    const own = ranking.period;
    if (own === null || period === null || at(own) >= at(period) || rankings.some((r) => r.period && at(r.period) === at(own)))
      return refuse;
    rankings.push(ranking);
    paths.push(...read.inputs.files.values());
  }
  return { kind: 'before', rankings, paths };
}
