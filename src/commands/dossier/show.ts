/** `appraise dossier show` and `find`: what the archive says, as text for the terminal or as a list. */
import { isDay } from '../../day.ts';
import type { Wanted } from '../../dossier/archive.ts';
import type { Kept } from '../../dossier/entry.ts';
import type { ArchiveMask } from '../../dossier/mask.ts';
import { searchable } from '../../dossier/schema.ts';
import { entriesList, fileText, foundText } from '../../papers/dossier/entries.ts';
import { problem } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Problem } from '../../types.ts';
import type { OutputOptions } from '../deliver.ts';
import type { ExitCode, Io } from '../io.ts';
import { deliverList, listProblems } from './list.ts';
import { type Desk, type DossierOptions, looking, maskFor } from './open.ts';
import { person } from './person.ts';

/** Options that say what is looked for. */
export interface FindOptions extends DossierOptions, OutputOptions {
  readonly block?: string;
  readonly from?: string;
  readonly to?: string;
  readonly year?: string;
}

/** The file of one person, by volumes and blocks. */
export async function show(io: Io, who: string, options: FindOptions): Promise<ExitCode> {
  return looking(io, options, { verb: 'show', what: whatText(options) }, async (desk, { archive }, note) => {
    const found = person(archive, who);
    const wanted = wantedOf(desk, options);
    const problems = [...found.problems, ...wanted.problems, ...listProblems(io, options)];
    if (problems.length > 0 || !found.value) {
      desk.report(problems);
      return found.value ? 2 : 1;
    }
    note(found.value.people[0] ?? '');
    const mask = maskFor(desk, archive);
    const known = mask.known(found.value);
    const entries = archive.find({ ...wanted.value, people: found.value.people }).map(mask.kept);
    if (options.format === undefined && options.output === undefined) {
      await io.out(fileText(desk, known, entries, io.columns, shades(desk)));
      return 0;
    }
    const title = fill(desk.words.dossier.list.showTitle, { name: known.name });
    const head = archive.head(true);
    return deliverList(desk, entriesList(desk, entries, title, head), { verb: 'show', head }, options);
  });
}

/** Entries of anybody by block, date and words. */
export async function find(io: Io, words: readonly string[], options: FindOptions): Promise<ExitCode> {
  const what = [whatText(options), ...words].filter((t) => t !== '').join(' ');
  return looking(io, options, { verb: 'find', what }, async (desk, { archive }, note) => {
    const wanted = wantedOf(desk, options);
    const nothing = words.length === 0 && Object.keys(wanted.value).length === 0;
    // Punctuation is not kept to be searched: such a word would stand in every entry.
    const empty = words.filter((w) => searchable(w) === '');
    const problems = [
      ...wanted.problems,
      ...listProblems(io, options),
      ...(nothing ? [problem('usage/no-inputs', {})] : []),
      ...empty.map((value) => problem('usage/bad-option', { option: 'WORDS', value, known: '防汛, 2026〔3〕号' })),
    ];
    if (problems.length > 0) {
      desk.report(problems);
      return 2;
    }
    note('');
    const mask = maskFor(desk, archive);
    const head = archive.head(true);
    const entries = masked(mask, archive.each({ ...wanted.value, ...(words.length > 0 ? { words } : {}) }));
    if (options.format === undefined && options.output === undefined) {
      await io.out(foundText(desk, entries, io.columns, shades(desk)));
      return 0;
    }
    return deliverList(desk, entriesList(desk, [...entries], desk.words.dossier.list.findTitle, head), { verb: 'find', head }, options);
  });
}

function* masked(mask: ArchiveMask, entries: Iterable<Kept>): Generator<Kept> {
  for (const k of entries) yield mask.kept(k);
}

const shades = ({ paint }: Desk) => ({ bold: paint.bold, dim: paint.dim });

const whatText = ({ block, from, to, year }: FindOptions): string => [block, from, to, year].filter((t) => t !== undefined).join(' ');

function wantedOf(desk: Desk, { block, from, to, year }: FindOptions): { value: Wanted; problems: Problem[] } {
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const found = block === undefined ? undefined : desk.dossier.blocks.find((b) => [b.key, b.name['zh-Hans'], ...b.words].includes(block));
  const problems = [
    ...(block !== undefined && !found ? [bad('--block', block, desk.dossier.blocks.map((b) => b.name['zh-Hans']).join('、'))] : []),
    ...(from !== undefined && !isDay(from) ? [bad('--from', from, '2026-01-01')] : []),
    ...(to !== undefined && !isDay(to) ? [bad('--to', to, '2026-12-31')] : []),
    ...(year !== undefined && !/^\d{4}$/.test(year) ? [bad('--year', year, '2026')] : []),
  ];
  const value = {
    ...(found ? { block: found.key } : {}),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(year === undefined ? {} : { year: Number(year) }),
  };
  return { value, problems };
}
