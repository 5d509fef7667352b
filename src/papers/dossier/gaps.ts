/** Who lacks which block of a volume, and what is past its time: lists, which change nothing. */
import type { Archive, Known } from '../../dossier/archive.ts';
import type { ArchiveMask } from '../../dossier/mask.ts';
import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { column } from '../lists/list.ts';
import type { MissingRow } from './dossier-schema.ts';
import { blockName, type Telling } from './telling.ts';

interface Lacking {
  readonly known: Known;
  readonly blocks: readonly string[];
  readonly has: readonly string[];
}

/** Everybody with entries in the year or the one before who lacks a block that each volume must have; under the mask's names. */
export function missingList(t: Telling, archive: Archive, mask: ArchiveMask, year: number): ListPaper {
  const { dossier: w, policy: p } = t.words;
  const required = t.policy.dossier?.blocks.filter((b) => b.required.value) ?? [];
  const years = [year - 1, year] as const;
  const [before, own] = [archive.holders(year - 1), archive.holders(year)];
  const blocksOf = new Map<string, Set<string>>();
  const same = archive.together();
  for (const people of before.values()) for (const person of people) blocksOf.set(same(person), new Set());
  for (const [block, people] of own)
    for (const person of people) blocksOf.set(same(person), (blocksOf.get(same(person)) ?? new Set()).add(block));
  const lacking = [...blocksOf].flatMap(([person, has]) => {
    const blocks = required.filter((b) => !has.has(b.key)).map((b) => b.key);
    return blocks.length > 0 ? [{ person, blocks, has: [...has].sort() }] : [];
  });
  const known = archive.knownIn(
    lacking.map((l) => l.person),
    years,
    [...new Set([...before.keys(), ...own.keys()])].filter((b) => mayTell(t, b)),
  );
  const rows = lacking
    .map((l): Lacking => ({ known: mask.known(known(l.person)), blocks: l.blocks, has: l.has }))
    .sort((a, b) => (a.known.id < b.known.id ? -1 : 1));
  const told = new Map<string, string>();
  const words = (blocks: readonly string[]) => {
    const key = blocks.join('\u0000');
    const text = told.get(key) ?? blocks.map((b) => blockName(t, b)).join(p.listComma);
    told.set(key, text);
    return text;
  };
  const columns = [
    column<Lacking>('name', w.list.person, 10, 'text', (l) => l.known.name),
    column<Lacking>('id', w.list.id, 20, 'text', (l) => l.known.id),
    column<Lacking>('missing', w.missing.blocks, 40, 'wrapped', (l) => (l.has.length === 0 ? w.missing.whole : words(l.blocks))),
    column<Lacking>('has', w.missing.has, 40, 'wrapped', (l) => words(l.has)),
  ];
  const clause = required[0]?.required.clause.at ?? '';
  return {
    key: 'missing',
    name: w.missing.name,
    title: fill(w.missing.title, { year }),
    subtitle: [
      fill(w.missing.subtitle, { year, blocks: words(required.map((b) => b.key)), clause, people: blocksOf.size, lacking: rows.length }),
    ],
    columns: columns.map(({ cell: _, ...c }) => c),
    rows: rows.map((l, i) => columns.map((c) => c.cell(l, i))),
    data: rows.map((l): Omit<MissingRow, 'name' | 'id'> => ({ missing: [...l.blocks], has: [...l.has] })),
    nobody: w.missing.nobody,
    notes: [],
    signatures: '',
  };
}

/** Whether a block holds what tells who somebody is, by the policy; one that this policy does not know may. */
function mayTell(t: Telling, block: string): boolean {
  const known = t.policy.dossier?.blocks.find((b) => b.key === block);
  return known === undefined || known.holds.some((form) => form === 'basic' || form === 'appraisal');
}

interface Past {
  readonly block: string;
  readonly year: number;
  readonly keep: number;
  readonly clause: string;
  readonly entries: number;
  readonly people: number;
}

/** Volumes and blocks that have been kept as long as the policy asks. */
export function dueList(t: Telling, archive: Archive, asOf: string): ListPaper {
  const w = t.words.dossier;
  const now = Number(asOf.slice(0, 4));
  const rows = (t.policy.dossier?.blocks ?? []).flatMap(({ key, keep }): Past[] => {
    const years = keep.value;
    if (years === 'for-ever') return [];
    // Kept through its last year: of 2016 and ten years, to the end of 2026.
    return archive
      .volumes(key)
      .flatMap(({ year, entries, people }) =>
        year + years < now ? [{ block: key, year, keep: years, clause: keep.clause.at, entries, people }] : [],
      );
  });
  const columns = [
    column<Past>('year', w.list.year, 8, 'whole', (p) => ({ number: String(p.year) })),
    column<Past>('block', w.list.block, 16, 'wrapped', (p) => blockName(t, p.block)),
    column<Past>('keep', w.due.keep, 10, 'whole', (p) => ({ number: String(p.keep) })),
    column<Past>('until', w.due.until, 10, 'whole', (p) => ({ number: String(p.year + p.keep) })),
    column<Past>('entries', w.due.count, 10, 'whole', (p) => ({ number: String(p.entries) })),
    column<Past>('people', w.due.people, 10, 'whole', (p) => ({ number: String(p.people) })),
    column<Past>('clause', w.due.clause, 14, 'center', (p) => p.clause),
  ];
  return {
    key: 'due',
    name: w.due.name,
    title: fill(w.due.title, { asOf }),
    subtitle: [w.due.subtitle],
    columns: columns.map(({ cell: _, ...c }) => c),
    rows: rows.map((p, i) => columns.map((c) => c.cell(p, i))),
    data: rows.map((p) => ({ block: p.block })),
    nobody: w.due.nobody,
    notes: [],
    signatures: '',
  };
}
