/** `appraise dossier volume` and `volumes`: a person's year as a document or a workbook, or those of all. */
import path from 'node:path';
import type { Known } from '../../dossier/archive.ts';
import type { ArchiveMask } from '../../dossier/mask.ts';
import type { VolumeInput } from '../../papers/dossier/volume.ts';
import { problem } from '../../problems/problem.ts';
import { ownMarker } from '../../sheets/marker.ts';
import { fill } from '../../text/text.ts';
import type { Problem } from '../../types.ts';
import { deliveredLines, formatOf, formatProblems, type Makers, render } from '../deliver.ts';
import { fileName } from '../file-name.ts';
import type { ExitCode, Io } from '../io.ts';
import { makeFolder, writeNamed } from '../output.ts';
import { type AtWork, type Desk, type DossierOptions, looking, maskFor } from './open.ts';
import { person } from './person.ts';

export interface VolumeOptions extends DossierOptions {
  readonly format?: string;
  /** Of one volume its file, of several the folder. */
  readonly output?: string;
  readonly force?: boolean;
  /** Only people of this unit or department. */
  readonly unit?: string;
}

const formats = { known: ['docx', 'xlsx'], usual: 'docx' } as const;
type Format = (typeof formats.known)[number];

function usage(options: VolumeOptions, year: string): Problem[] {
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  return [...(/^(19|20)\d{2}$/.test(year) ? [] : [bad('YEAR', year, '2026')]), ...formatProblems(formats, options)];
}

/** One volume, named after the person and the year unless `-o` says otherwise. */
export async function volume(io: Io, who: string, year: string, options: VolumeOptions): Promise<ExitCode> {
  return looking(io, options, { verb: 'volume', what: year }, async (desk, at, note) => {
    const found = person(at.archive, who);
    const wrong = usage(options, year);
    if (wrong.length > 0 || !found.value) {
      desk.report([...wrong, ...found.problems]);
      return wrong.length > 0 ? 2 : 1;
    }
    note(found.value.people[0] ?? '');
    const mask = maskFor(desk, at.archive);
    const format = formatOf(formats, options);
    const file = path.resolve(io.cwd, options.output ?? `${nameOf(mask.known(found.value), year)}.${format}`);
    const written = await write(desk, at, found.value, mask, Number(year), format, file, options);
    if (typeof written !== 'string') {
      desk.report([written]);
      return 2;
    }
    await io.out(`${written}\n`);
    return 0;
  });
}

/** The volumes of everybody with entries in the year. */
export async function volumes(io: Io, year: string, options: VolumeOptions): Promise<ExitCode> {
  return looking(
    io,
    options,
    { verb: 'volumes', what: [year, options.unit ?? ''].filter((t) => t !== '').join(' ') },
    async (desk, at, note) => {
      const folder = options.output ?? fill(desk.words.dossier.volume.folder, { year });
      const wrong = usage(options, year);
      if (wrong.length > 0) {
        desk.report(wrong);
        return 2;
      }
      note('');
      const people = peopleOf(at, Number(year), options.unit);
      const w = desk.words.dossier.volume;
      if (people.length === 0) {
        await io.out(`${fill(w.nobody, { year })}\n`);
        return 0;
      }
      const refused = await makeFolder(io.cwd, folder);
      if (refused.length > 0) {
        desk.report(refused);
        return 2;
      }
      const format = formatOf(formats, options);
      const mask = maskFor(desk, at.archive);
      const taken = new Map<string, number>();
      for (const known of people) {
        const name = apart(nameOf(mask.known(known), year), taken);
        const file = path.resolve(io.cwd, folder, `${name}.${format}`);
        const written = await write(desk, at, known, mask, Number(year), format, file, options);
        if (typeof written === 'string') continue;
        desk.report([written]);
        return 2;
      }
      await io.out(`${fill(w.written, { count: people.length, folder })}\n`);
      return 0;
    },
  );
}

/** Id first: people of one name have files of their own. */
const nameOf = (known: Known, year: string): string => fileName([known.id, known.name, year].join('-'));

/** A name that no other has, whatever a file system takes for the same: ids may differ in what no name of a file can hold. */
function apart(name: string, taken: Map<string, number>): string {
  const key = name.toLowerCase();
  const count = (taken.get(key) ?? 0) + 1;
  taken.set(key, count);
  return count === 1 ? name : apart(`${name}-${count}`, taken);
}

function peopleOf({ archive }: AtWork, year: number, unit: string | undefined): Known[] {
  const same = archive.together();
  const people = [...new Set([...archive.holders(year).values()].flat().map(same))].map((p) => archive.known(p));
  const inUnit = (known: Known): boolean =>
    archive
      .find({ people: known.people, form: 'basic' })
      .filter((k) => k.void === null && k.statement.year <= year)
      .slice(-1)
      .some(({ statement: { data } }) => data['unit'] === unit || data['department'] === unit);
  return (unit === undefined ? people : people.filter(inUnit)).sort((a, b) => (a.id < b.id ? -1 : 1));
}

async function write(
  desk: Desk,
  { archive, shown }: AtWork,
  known: Known,
  mask: ArchiveMask,
  year: number,
  format: Format,
  file: string,
  options: VolumeOptions,
): Promise<string | Problem> {
  const input: VolumeInput = {
    words: desk.words,
    policy: desk.policy,
    name: desk.name,
    known: mask.known(known),
    year,
    entries: archive.find({ people: known.people }).map(mask.kept),
    head: archive.head(true),
    archive: path.basename(shown),
  };
  const written = await writeNamed(desk.io.cwd, file, await render(format, makers(input, desk)), {
    force: options.force,
    inputs: [desk.file],
  });
  return written.problem ?? deliveredLines(desk.words, written).join('\n');
}

const makers = (input: VolumeInput, { lang }: Desk): Makers<Format> => ({
  docx: async () => (await import('../../papers/dossier/volume-doc.ts')).volumeDoc(input, lang),
  xlsx: async () => ({ ...(await import('../../papers/dossier/volume-book.ts')).volumeBook(input, lang), marker: ownMarker }),
});
