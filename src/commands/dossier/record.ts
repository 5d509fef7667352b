/** `appraise dossier record`, `withdraw` and `merge`: a single entry by hand. */
import { isDay } from '../../day.ts';
import type { Archive, Known } from '../../dossier/archive.ts';
import type { Kept, Statement } from '../../dossier/entry.ts';
import { foldId } from '../../fold.ts';
import { problem } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Out, Problem } from '../../types.ts';
import type { ExitCode, Io } from '../io.ts';
import { differs, otherName, remarks } from './differs.ts';
import { type AtWork, atArchive, type Desk, type DossierOptions } from './open.ts';
import { person } from './person.ts';

/** What is entered: an event for a block, or a facet of the comprehensive evaluation. */
export interface RecordOptions extends DossierOptions {
  readonly block?: string;
  readonly date?: string;
  readonly text?: string;
  readonly document?: string;
  readonly number?: string;
  readonly by?: string;
  readonly place?: string;
  readonly result?: string;
  readonly facet?: string;
  readonly way?: string;
  /** The name, for somebody whom the archive does not know yet. */
  readonly name?: string;
  /** Number of the entry that this one takes the place of, and why. */
  readonly corrects?: string;
  readonly reason?: string;
}

const reasonOf = ({ reason }: { readonly reason?: string }): string => (reason ?? '').trim();

/** Enters one statement; with `--corrects` in the place of another. */
export async function record(io: Io, who: string, options: RecordOptions): Promise<ExitCode> {
  return atArchive(io, options, 'create', async (desk, at) => {
    const found = statementOf(desk, at, who, options);
    const problems = [
      ...found.problems,
      ...(options.corrects !== undefined && reasonOf(options) === '' ? [problem('archive/reason-missing', {})] : []),
    ];
    if (problems.length > 0 || !found.value) {
      desk.report(problems);
      return problems.some((p) => p.code.startsWith('archive/')) ? 1 : 2;
    }
    const statement = found.value;
    const other = otherName(at.archive, { statement, at: null });
    if (other.length > 0) desk.report(other);
    if (options.corrects !== undefined) {
      const done = at.archive.correct(statement, Number(options.corrects), reasonOf(options), io);
      return said(desk, at, done, options.corrects, (seq) => fill(desk.words.dossier.talk.recorded, { seq }));
    }
    const done = at.archive.enter([{ statement, said: { statement, at: null } }], io, reasonOf(options) || null);
    const told = [...differs(desk, done), ...remarks(desk, done)];
    if (told.length > 0) desk.report(told);
    if (done.differing.length > 0) return 1;
    const [entered] = done.entered;
    const w = desk.words.dossier.talk;
    await io.out(`${entered ? fill(w.recorded, { seq: entered.seq }) : fill(w.none, { already: done.already })}\n${headLine(desk, at)}\n`);
    return 0;
  });
}

/** Makes an entry void. */
export async function withdraw(io: Io, entry: string, options: DossierOptions & { readonly reason?: string }): Promise<ExitCode> {
  return atArchive(io, options, 'write', async (desk, at) => {
    const bad = numberProblem('ENTRY', entry);
    const problems = [...bad, ...(reasonOf(options) === '' ? [problem('archive/reason-missing', {})] : [])];
    if (problems.length > 0) {
      desk.report(problems);
      return 2;
    }
    const done = at.archive.withdraw(Number(entry), reasonOf(options), io);
    return said(desk, at, done, entry, (seq) => fill(desk.words.dossier.talk.withdrawn, { entry, seq }));
  });
}

/** A person, or of several of one name the file that is kept under that name alone: that is what is merged. */
function file(archive: Archive, text: string): Out<Known | null> {
  const found = person(archive, text);
  const under = found.value === null ? archive.under(text) : null;
  return under ? { value: under, problems: [] } : found;
}

/** Two ids are one person. */
export async function merge(io: Io, one: string, other: string, options: DossierOptions & { readonly reason?: string }): Promise<ExitCode> {
  return atArchive(io, options, 'write', async (desk, at) => {
    const found = [file(at.archive, one), file(at.archive, other)] as const;
    const problems = [...found.flatMap((f) => f.problems), ...(reasonOf(options) === '' ? [problem('archive/reason-missing', {})] : [])];
    const people = found.map((f) => f.value?.people[0]);
    if (problems.length > 0 || !people[0] || !people[1]) {
      desk.report(problems);
      return problems.some((p) => p.code === 'archive/reason-missing') ? 2 : 1;
    }
    const seq = at.archive.merge([people[0], people[1]], reasonOf(options), io);
    if (seq === null) {
      desk.report([problem('archive/one-already', { one, other })]);
      return 1;
    }
    await io.out(`${fill(desk.words.dossier.talk.merged, { one, other, seq })}\n${headLine(desk, at)}\n`);
    return 0;
  });
}

async function said(
  desk: Desk,
  at: AtWork,
  done: ReturnType<AtWork['archive']['withdraw']>,
  entry: string,
  text: (seq: number) => string,
): Promise<ExitCode> {
  if (typeof done === 'number') {
    await desk.io.out(`${text(done)}\n${headLine(desk, at)}\n`);
    return 0;
  }
  desk.report([inTheWay(done, entry)]);
  return 1;
}

function inTheWay(done: 'no-entry' | Kept, entry: string): Problem {
  if (done === 'no-entry') return problem('archive/no-entry', { entry });
  if (done.void === null) return problem('archive/said-already', { entry: String(done.seq) });
  return problem('archive/entry-void', { entry, by: String(done.void.by) });
}

/** Up to where the archive goes now: whoever keeps the hash can tell later whether its end was cut off. */
export function headLine(desk: Desk, { archive, shown }: AtWork): string {
  const { seq, hash } = archive.head();
  return fill(desk.words.dossier.talk.head, { file: shown, seq, hash });
}

const numberProblem = (option: string, value: string): Problem[] =>
  /^[1-9]\d{0,8}$/.test(value) ? [] : [problem('usage/bad-option', { option, value, known: '1, 12, 305' })];

function statementOf(
  desk: Desk,
  { archive }: AtWork,
  who: string,
  options: RecordOptions,
): { value: Statement | null; problems: Problem[] } {
  const { date = '', facet, way, corrects, text = '' } = options;
  const { blocks } = desk.dossier;
  const one = <T extends { key: string; name: { 'zh-Hans': string }; words: readonly string[] }>(list: readonly T[], word: string) =>
    list.find((i) => [i.key, i.name['zh-Hans'], ...i.words].includes(word));
  const bad = (option: string, value: string, known: string) => problem('usage/bad-option', { option, value, known });
  const names = (list: readonly { name: { 'zh-Hans': string } }[]) => list.map((i) => i.name['zh-Hans']).join('、');
  const block = facet === undefined ? one(blocks, options.block ?? '') : blocks.find((b) => b.holds.includes('facet'));
  const facets = desk.policy.facets;
  const asFacet = facet === undefined ? undefined : one(facets?.facets ?? [], facet);
  const learnt = facet === undefined ? undefined : one(facets?.ways ?? [], way ?? '');
  const found = person(archive, who);
  const fresh = found.value === null && options.name !== undefined;
  const problems = [
    ...(isDay(date) && /^(19|20)/.test(date) ? [] : [bad('--date', date, '2026-03-05')]),
    ...(text.trim() === '' ? [bad('--text', text, '…')] : []),
    ...(block ? [] : [bad('--block', options.block ?? '', names(blocks))]),
    ...(facet !== undefined && !asFacet ? [bad('--facet', facet, names(facets?.facets ?? []))] : []),
    ...(facet !== undefined && !learnt ? [bad('--way', way ?? '', names(facets?.ways ?? []))] : []),
    ...(corrects === undefined ? [] : numberProblem('--corrects', corrects)),
    ...(fresh ? [] : found.problems),
  ];
  if (problems.length > 0 || !block || !isDay(date)) return { value: null, problems };
  const { document = '', number = '' } = options;
  const data =
    asFacet && learnt
      ? { facet: asFacet.key, way: learnt.key, text, date }
      : {
          block: block.key,
          text,
          date,
          document,
          matter: '',
          number,
          by: options.by ?? '',
          place: options.place ?? '',
          result: options.result ?? '',
        };
  const value: Statement = {
    form: asFacet ? 'facet' : 'chronicle',
    block: block.key,
    person: found.value?.people[0] ?? foldId(who),
    id: found.value?.id ?? who,
    name: options.name ?? found.value?.name ?? who,
    day: date,
    year: Number(date.slice(0, 4)),
    number,
    data,
    from: null,
  };
  return { value, problems: [] };
}
