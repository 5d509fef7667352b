/** `--mask` for every verb: what was read and checked as it is, then shown under pseudonyms. */
import path from 'node:path';
import type { Book } from '../book.ts';
import { foldWord } from '../fold.ts';
import { maskBook } from '../mask/book.ts';
import { maskDecisions, maskExport, maskInspections, maskKept, maskProblems } from '../mask/export.ts';
import { type Mask, maskOf, type Named, type Places } from '../mask/mask.ts';
import { namedIn, type Read } from '../mask/named.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import { baseOf, type Memory, recall } from '../papers/memory.ts';
import type { BookInput } from '../papers/ranking/context.ts';
import type { Run } from '../papers/results.ts';
import { problem } from '../problems/problem.ts';
import { memorySheet } from '../sheets/marker.ts';
import { memoryOf } from '../sheets/memory.ts';
import { fill, wordsFor } from '../text/text.ts';
import type { Export, Problem, Ranking } from '../types.ts';
import { version } from '../version.ts';
import type { Inputs } from './inputs.ts';
import type { Io } from './io.ts';
import type { MaskOptions } from './mask-key.ts';

/** What is ranked again, under pseudonyms: the way of a workbook that comes back. */
export type Again = (
  base: Pick<Memory, 'base' | 'sources' | 'inspected' | 'kept'>,
) => Pick<BookInput, 'source' | 'ranking' | 'year'> | null;

/**
 * The mask for all that was read, and from here on for all that is said on the terminal.
 * @param read where names may stand; more than was ranked, so that nobody is named by what was left out
 */
export async function maskFor(io: Io, pseudonyms: Pseudonyms, read: Read, options: MaskOptions): Promise<Mask> {
  const remembered = read.books.filter((b) => b.own).flatMap(rememberedIn);
  const named = namedIn({ ...read, sources: [...read.sources, ...remembered] });
  const places = { units: unitsIn([...read.sources, ...remembered]), files: read.books.map((b) => b.file) };
  return maskOfNamed(io, pseudonyms, named, places, options);
}

/** The same of people gathered elsewhere. */
export async function maskOfNamed(
  io: Io,
  pseudonyms: Pseudonyms,
  named: readonly Named[],
  places: Places,
  { maskUnits }: MaskOptions,
): Promise<Mask> {
  const mask = maskOf(pseudonyms, named, maskUnits ? places : null);
  io.veil?.({ err: mask.text, out: mask.people });
  const { masked, units: withUnits } = (await wordsFor(io.talk)).mask;
  io.err(`${fill(maskUnits ? withUnits : masked, { count: mask.count, mark: pseudonyms.mark })}\n`);
  return mask;
}

/** Units and departments as an export writes them. */
export const unitsIn = (sources: readonly Pick<Export, 'people' | 'strays' | 'votes'>[]): string[] => [
  ...new Map(
    sources
      .flatMap((s) => [...[...s.people, ...s.strays].flatMap((p) => [p.unit, p.department]), ...(s.votes ?? []).map((v) => v.raterUnit)])
      .map((u) => [foldWord(u), u] as const),
  ).values(),
];

/** Whom a workbook of the tool itself was made of; nobody where it does not say, or where they are under pseudonyms already. */
export function rememberedIn(book: Book): readonly Export[] {
  const memory = memoryIn(book);
  return memory?.run.masked === undefined ? (memory?.sources ?? []) : [];
}

function memoryIn(book: Book): Memory | null {
  const text = memoryOf(book).value;
  return text === null ? null : recall(text, book.file, version).value;
}

/** Books under pseudonyms. */
export const maskedBooks = (books: readonly Book[], tables: Export['tables'], mask: Mask): Book[] =>
  books.map((b) => maskBook(b, tables, mask, { sealed: [memorySheet], known: memoryIn(b) !== null }));

/** Inputs as they are called from here on; an output that is named after the only one says that it is masked. */
export function maskedInputs(inputs: Inputs, tables: Export['tables'], mask: Mask): Inputs {
  const { single } = inputs;
  const called = (file: string) => mask.file(path.basename(file)).replace(/(?=\.[^.]*$)|(?<!\..*)$/, '-masked');
  return {
    ...inputs,
    books: maskedBooks(inputs.books, tables, mask),
    problems: maskProblems(inputs.problems, mask),
    files: new Map([...inputs.files].map(([label, file]) => [mask.file(label), file])),
    single: single === null ? null : path.join(path.dirname(single), called(single)),
    shown: mask.text,
  };
}

/** A run under pseudonyms, ranked anew from them: its workbook is consistent in itself, and comes back as any other. */
export function maskedInput<T extends Pick<BookInput, 'source' | 'ranking' | 'run' | 'problems' | 'year'>>(
  of: T,
  mask: Mask,
  again: Again,
): T {
  const { sources, inspected, kept = [], base } = baseOf(of);
  const masked = {
    base,
    sources: sources.map((s) => maskExport(s, mask)),
    inspected: maskInspections(inspected, sources, mask),
    kept: maskKept(kept, mask),
  };
  const ranked = again(masked);
  if (!ranked) throw new Error('what was ranked cannot be ranked again');
  const differs = difference(of.ranking, ranked.ranking, mask);
  // A list that is not the list must not be shown, whatever it is that makes it another.
  if (differs !== null) throw new Error(`under pseudonyms the ranking would be another: ${differs}`);
  return { ...of, ...ranked, run: maskedRun(of.run, mask), problems: maskProblems(of.problems, mask) };
}

function maskedRun(run: Run, { text, file, pseudonyms: { hash, mark } }: Mask): Run {
  return {
    ...run,
    policy: { ...run.policy, file: text(run.policy.file) },
    columns: run.columns && { ...run.columns, file: text(run.columns.file) },
    inputs: run.inputs.map((i) => ({ ...i, file: file(i.file), sha256: hash(i.sha256) })),
    masked: mark,
  };
}

/** What a memory would be of the masked run; decisions under the same pseudonyms. */
export function maskedMemory(memory: Memory, input: BookInput, mask: Mask): Memory {
  const { rules: _, ...policy } = input.run.policy;
  const { kept: _2, ...rest } = memory;
  return {
    ...rest,
    ...baseOf(input),
    run: { ...input.run, policy },
    problems: maskProblems(memory.problems, mask),
    decisions: maskDecisions(memory.decisions, mask),
  };
}

/** What is wrong with masking this: it is masked already, by another key. */
export function otherKey(run: Run, { mark }: Pseudonyms, file: string): Problem | null {
  return run.masked === undefined || run.masked === mark ? null : problem('usage/masked-keys', { one: run.masked, other: mark }, { file });
}

/** The first place where two rankings differ in anything but what people are called; null where they do not. */
function difference(one: Ranking, other: Ranking, mask: Mask): string | null {
  const told = ({ groups, unplaced }: Ranking, name: (key: string) => string): string[] =>
    [
      ...groups.map((g) => JSON.stringify([g.key, g.headCounts, g.cuts.map((c) => c.k)])),
      ...groups.flatMap((g) =>
        g.ranked.map((r) => {
          const { person, total } = r.scored;
          return JSON.stringify([
            name(person.key),
            g.key,
            total.toText(),
            r.rank,
            r.tied,
            verdictsOf(r),
            r.checks.map((c) => [c.rule, c.outcome]),
          ]);
        }),
      ),
      ...[...groups.flatMap((g) => g.notRanked), ...unplaced].map((u) => JSON.stringify([name(u.person.key), u.reason, verdictsOf(u)])),
    ].sort();
  const [was, is] = [told(one, mask.person), told(other, (key) => key)];
  const at = was.findIndex((line, i) => line !== is[i]);
  return was.length === is.length && at < 0 ? null : (was[at] ?? is.at(-1) ?? '');
}

const verdictsOf = ({ verdicts }: Pick<Ranking['groups'][number]['ranked'][number], 'verdicts'>) =>
  verdicts.map((v) => [v.rule, v.list, v.held, v.figure, v.line]);
