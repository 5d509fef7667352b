/** Options that several verbs share: checked before anything is read. */
import path from 'node:path';
import { Chalk } from 'chalk';
import { isDay } from '../day.ts';
import { problem } from '../problems/problem.ts';
import { type Paint, plain, reportText } from '../problems/report.ts';
import { parseLimits, type ReadOptions } from '../sheets/limits.ts';
import { parsePeriod } from '../table/period.ts';
import type { Words } from '../text/text.ts';
import { langs, type Period, type Problem } from '../types.ts';
import type { Io } from './io.ts';
import type { OpenedPolicy } from './open-policy.ts';

export interface SharedOptions {
  readonly period?: string;
  readonly asOf?: string;
  readonly lang?: string;
  readonly max?: string;
  readonly jobs?: string;
  /** `NAME=VALUE`, several: limits of reading that are raised. */
  readonly limit?: readonly string[];
}

/** What is wrong with the options, and what the good ones mean. */
export function badOptions(
  files: readonly string[],
  options: SharedOptions,
): { problems: Problem[]; period: Period | null; asOf: string | null; reading: ReadOptions } {
  const { lang, period, asOf, max, jobs } = options;
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const problems: Problem[] = [];
  if (files.length === 0) problems.push(problem('usage/no-inputs', {}));
  if (lang !== undefined && !langs.some((l) => l === lang)) problems.push(bad('--lang', lang, langs.join(', ')));
  if (period !== undefined && parsePeriod(period) === null) problems.push(bad('--period', period, '2026Q3, 2026'));
  if (asOf !== undefined && !isDay(asOf)) problems.push(bad('--as-of', asOf, '2026-09-30'));
  if (max !== undefined && !/^[1-9]\d{0,8}$/.test(max)) problems.push(bad('--max', max, '1, 5, 100'));
  if (jobs !== undefined && !/^[1-9]\d?$/.test(jobs)) problems.push(bad('--jobs', jobs, '1–99'));
  const limits = parseLimits(options.limit ?? []);
  problems.push(...limits.problems);
  return { problems, reading: { limits: limits.value }, period: period === undefined ? null : parsePeriod(period), asOf: asOf ?? null };
}

export function painter(io: Io): Paint {
  if (!io.color) return plain;
  const chalk = new Chalk({ level: 1 });
  return { red: chalk.red, yellow: chalk.yellow, dim: chalk.dim, bold: chalk.bold };
}

/** Tells problems on standard error: the first few of a kind on a terminal, all of them with `--verbose` or into a file. */
export function reporter(io: Io, words: Words, verbose: boolean): (problems: readonly Problem[]) => void {
  const page = { columns: io.columns, cap: io.errIsTerminal && !verbose ? 5 : null, verbose, paint: painter(io) };
  return (problems) => io.err(`${reportText(problems, words, page)}\n`);
}

/** The policy and its regulation are inputs too: none of them may be written. */
export function policyFiles(io: Io, opened: OpenedPolicy): string[] {
  return [opened.file, opened.regulation?.file ?? ''].filter((f) => f !== '' && f !== '-').map((f) => path.resolve(io.cwd, f));
}
