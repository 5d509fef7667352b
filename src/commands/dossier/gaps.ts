/** `appraise dossier missing` and `due`. */
import { isDay } from '../../day.ts';
import { dueList, missingList } from '../../papers/dossier/gaps.ts';
import { problem } from '../../problems/problem.ts';
import type { OutputOptions } from '../deliver.ts';
import type { ExitCode, Io } from '../io.ts';
import { deliverList, listProblems } from './list.ts';
import { type DossierOptions, looking, maskFor } from './open.ts';

type Options = DossierOptions & OutputOptions;

/** Who lacks which block of a year's volume. */
export async function missing(io: Io, year: string, options: Options): Promise<ExitCode> {
  return looking(io, options, { verb: 'missing', what: year }, async (desk, { archive }, note) => {
    const bad = /^(19|20)\d{2}$/.test(year) ? [] : [problem('usage/bad-option', { option: 'YEAR', value: year, known: '2026' })];
    const problems = [...bad, ...listProblems(io, options)];
    if (problems.length > 0) {
      desk.report(problems);
      return 2;
    }
    note('');
    const mask = maskFor(desk, archive);
    return deliverList(desk, missingList(desk, archive, mask, Number(year)), { verb: 'missing', head: archive.head(true) }, options);
  });
}

/** What has been kept as long as the policy asks. Nothing is deleted. */
export async function due(io: Io, options: Options): Promise<ExitCode> {
  return looking(io, options, { verb: 'due', what: options.asOf ?? '' }, async (desk, { archive }, note) => {
    const { asOf = '' } = options;
    const bad = isDay(asOf) ? [] : [problem('usage/bad-option', { option: '--as-of', value: asOf, known: '2026-12-31' })];
    const problems = [...bad, ...listProblems(io, options)];
    if (problems.length > 0) {
      desk.report(problems);
      return 2;
    }
    note('');
    return deliverList(desk, dueList(desk, archive, asOf), { verb: 'due', head: archive.head(true) }, options);
  });
}
