/** Which archive a command means, how it is opened, and what is said when it cannot be. */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { Archive } from '../../dossier/archive.ts';
import { DatabaseTrouble, type Opening } from '../../dossier/database.ts';
import { type ArchiveMask, maskArchive, noMask } from '../../dossier/mask.ts';
import type { Pseudonyms } from '../../mask/pseudonym.ts';
import type { Telling } from '../../papers/dossier/telling.ts';
import type { Policy } from '../../policy/policy.ts';
import { problem } from '../../problems/problem.ts';
import { nameIn } from '../../text/names.ts';
import { traditional, wordsFor } from '../../text/text.ts';
import { type Lang, langs, type Out, type Problem } from '../../types.ts';
import type { ExitCode, Io } from '../io.ts';
import { pseudonymsFor } from '../mask-key.ts';
import { openPolicy } from '../open-policy.ts';
import { painter, reporter } from '../options.ts';

/** Options of every command of the archive. */
export interface DossierOptions {
  readonly archive?: string;
  readonly policy?: string;
  /** Day that dated values of the policy are taken for. */
  readonly asOf?: string;
  readonly lang?: string;
  /** File whose bytes are the key of pseudonyms: people are shown under them. */
  readonly mask?: string;
  readonly verbose?: boolean;
}

/** The ending by which an archive is found in the working folder. */
export const ending = '.dossier';

/** The file that is meant: the one named, else the only archive of the working folder, else a new one of the usual name. */
function fileOf(io: Io, options: DossierOptions): Out<string> {
  if (options.archive !== undefined) return { value: path.resolve(io.cwd, options.archive), problems: [] };
  const found = readdirSync(io.cwd).filter((f) => f.endsWith(ending));
  const value = path.join(io.cwd, found[0] ?? `archive${ending}`);
  return { value, problems: found.length > 1 ? [problem('archive/several', { files: found.sort().join(', ') })] : [] };
}

/** An archive at work. */
export interface AtWork {
  readonly archive: Archive;
  /** As the user would name it. */
  readonly shown: string;
  readonly made: boolean;
}

/** What a command of the archive has to hand. */
export interface Desk extends Telling {
  readonly io: Io;
  /** The archive itself, which nothing may be written over. */
  readonly file: string;
  readonly lang: Lang;
  readonly report: (problems: readonly Problem[]) => void;
  readonly paint: ReturnType<typeof painter>;
  readonly dossier: NonNullable<Policy['dossier']>;
  /** null: people are named. */
  readonly pseudonyms: Pseudonyms | null;
}

/** Sets up a desk for `work` on the file that is meant; tells what is wrong with the file or the machine. */
export async function withDesk(
  io: Io,
  options: DossierOptions,
  work: (desk: Desk, file: string, shown: string) => Promise<ExitCode>,
): Promise<ExitCode> {
  const { value: file, problems } = fileOf(io, options);
  const desk = await deskFor(io, options, file);
  if (typeof desk === 'number') return desk;
  if (problems.length > 0) {
    desk.report(problems);
    return 2;
  }
  const shown = path.relative(io.cwd, file) || file;
  try {
    return await work(desk, file, shown);
  } catch (error) {
    if (!(error instanceof DatabaseTrouble)) throw error;
    desk.report([troubleOf(error, shown)]);
    return error.trouble === 'missing' || error.trouble === 'not-a-database' ? 2 : 3;
  }
}

/** Opens the archive for `work`; closes it whatever happens. */
export async function atArchive(
  io: Io,
  options: DossierOptions,
  opening: Opening,
  work: (desk: Desk, at: AtWork) => Promise<ExitCode>,
): Promise<ExitCode> {
  return withDesk(io, options, async (desk, file, shown) => {
    const archive = await Archive.open(file, opening, io);
    const { made } = archive;
    let exit: ExitCode | null = null;
    try {
      exit = await work(desk, { archive, shown, made });
      return exit;
    } finally {
      // Where nothing came of it no empty archive is left behind.
      if (made && exit !== 0) archive.discard();
      else archive.close();
    }
  });
}

/** Reads with a note of it in the log; where nothing can be written, without, and says so. */
export async function looking(
  io: Io,
  options: DossierOptions,
  look: { readonly verb: string; readonly what: string },
  work: (desk: Desk, at: AtWork, note: (person: string) => void) => Promise<ExitCode>,
): Promise<ExitCode> {
  return atArchive(io, options, 'write', async (desk, at) =>
    work(desk, at, (person) => {
      const unnoted = noted(at.archive, at.shown, io, look.verb, person, look.what);
      if (unnoted.length > 0) desk.report(unnoted);
    }),
  );
}

/**
 * Notes that somebody looks. Nobody is kept from reading where nothing can be written.
 * @returns why it could not be noted
 */
export function noted(archive: Archive, shown: string, io: Io, verb: string, person: string, what: string): Problem[] {
  try {
    archive.note(verb, person, what, io);
    return [];
  } catch (error) {
    if (!(error instanceof DatabaseTrouble)) throw error;
    if (error.trouble === 'read-only') return [problem('archive/unlogged', {}, { file: shown })];
    if (error.trouble === 'full') return [problem('archive/unlogged-full', {}, { file: shown })];
    throw error;
  }
}

async function deskFor(io: Io, options: DossierOptions, file: string): Promise<Desk | ExitCode> {
  const talk = await wordsFor(io.talk);
  const report = reporter(io, talk, options.verbose === true);
  const lang = (options.lang ?? io.talk) as Lang;
  const opened = await openPolicy(options.policy, options.asOf ?? null, io);
  const wrong: Problem[] = [
    ...(langs.some((l) => l === lang) ? [] : [problem('usage/bad-option', { option: '--lang', value: lang, known: langs.join(', ') })]),
    ...(opened.policy ? [] : opened.problems),
    ...(opened.policy && !opened.policy.dossier ? [problem('policy/no-rule', { rule: 'dossier' })] : []),
  ];
  const { value: pseudonyms, problems: keyless } = pseudonymsFor(io, options);
  wrong.push(...keyless);
  const { policy } = opened;
  if (wrong.length > 0 || !policy?.dossier) {
    report(wrong);
    return 2;
  }
  const convert = lang === 'zh-Hant' ? await traditional() : (t: string) => t;
  const words = await wordsFor(lang);
  return {
    io,
    file,
    lang,
    report,
    paint: painter(io),
    words,
    policy,
    dossier: policy.dossier,
    pseudonyms,
    name: (names) => nameIn(names, lang, convert),
  };
}

/** People under pseudonyms where a key was given. */
export const maskFor = ({ pseudonyms }: Desk, archive: Archive): ArchiveMask =>
  pseudonyms === null ? noMask : maskArchive(archive, pseudonyms);

/** The trouble of a database as a problem. */
export function troubleOf(error: DatabaseTrouble, file: string): Problem {
  const where = { file };
  switch (error.trouble) {
    case 'missing':
      return problem('archive/missing', {}, where);
    case 'not-a-database':
      return problem('archive/no-archive', {}, where);
    case 'busy':
      return problem('archive/busy', {}, where);
    case 'full':
      return problem('archive/full', {}, where);
    case 'read-only':
      return problem('archive/read-only', {}, where);
    case 'unfinished':
      return problem('archive/unfinished', {}, where);
    case 'damaged':
      return problem('archive/damaged', { detail: error.reason }, where);
    case 'version':
      return problem('archive/other-version', { format: error.reason }, where);
    case 'other':
      return problem('archive/fault', { detail: error.reason }, where);
  }
}
