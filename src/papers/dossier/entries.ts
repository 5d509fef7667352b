/** Entries of the archive as a list, whatever file it becomes, and as text for a terminal. */
import type { Head, Known } from '../../dossier/archive.ts';
import type { Kept } from '../../dossier/entry.ts';
import type { ListPaper } from '../../paper.ts';
import { visible, wrap } from '../../problems/width.ts';
import { fill } from '../../text/text.ts';
import { column } from '../lists/list.ts';
import type { EntryRow } from './dossier-schema.ts';
import { blockName, type Telling, tell } from './telling.ts';

/** Whether an entry holds, and what it stands for. */
export function stateText({ words: { dossier } }: Telling, k: Kept): string {
  const w = dossier.list;
  const corrects = k.corrects === null ? '' : fill(w.corrects, { entry: k.corrects, reason: k.reason });
  const state = k.void ? fill(w[k.void.kind], { by: k.void.by, reason: k.void.reason }) : w.holds;
  return [state, corrects].filter((t) => t !== '').join(dossier.tell.join);
}

/** Where it was read, or that it was entered by hand. */
export const sourceText = ({ words }: Telling, { statement: s }: Kept): string => s.from?.cell ?? words.dossier.list.byHand;
/** The document that a record names. */
export const documentOf = ({ statement: { data } }: Kept): string => {
  const said = data['document'] ?? data['basis'];
  return typeof said === 'string' ? said : '';
};

/** What entries of one block and volume say, in their order: basic data that stays the same is told once. */
export function tellAll(t: Telling, entries: readonly Kept[]): string[] {
  let last: { readonly entry: number; readonly text: string; readonly name: string } | null = null;
  return entries.map(({ seq, statement, void: gone }) => {
    const text = tell(t, statement);
    if (statement.form !== 'basic' || gone !== null) return text;
    if (last?.text === text && last.name === statement.name) return fill(t.words.dossier.tell.unchanged, { entry: last.entry });
    last = { entry: seq, text, name: statement.name };
    return text;
  });
}

/** Entries in the order given. */
export function entriesList(t: Telling, entries: readonly Kept[], title: string, head: Head): ListPaper {
  const w = t.words.dossier.list;
  const columns = [
    column<Kept>('entry', w.entry, 7, 'whole', (k) => ({ number: String(k.seq) })),
    column<Kept>('name', w.person, 10, 'text', (k) => k.statement.name),
    column<Kept>('id', w.id, 20, 'text', (k) => k.statement.id),
    column<Kept>('year', w.year, 7, 'whole', (k) => ({ number: String(k.statement.year) })),
    column<Kept>('block', w.block, 12, 'wrapped', (k) => blockName(t, k.statement.block)),
    column<Kept>('day', w.day, 11, 'center', (k) => k.statement.day ?? ''),
    column<Kept>('what', w.what, 52, 'wrapped', (k) => tell(t, k.statement)),
    column<Kept>('document', w.document, 18, 'wrapped', documentOf),
    column<Kept>('state', w.state, 22, 'wrapped', (k) => stateText(t, k)),
    column<Kept>('source', w.source, 24, 'wrapped', (k) => sourceText(t, k)),
  ];
  return {
    key: 'entries',
    name: w.sheet,
    title,
    subtitle: [],
    columns: columns.map(({ cell: _, ...c }) => c),
    rows: entries.map((k, i) => columns.map((c) => c.cell(k, i))),
    data: entries.map(keysOf),
    nobody: w.nobody,
    notes: [fill(w.findNote, { count: entries.length, seq: head.seq, hash: head.hash })],
    signatures: '',
  };
}

/** What is in words in the list, as keys that no language changes. */
function keysOf({
  statement: s,
  corrects,
  reason,
  void: gone,
}: Kept): Omit<EntryRow, 'entry' | 'name' | 'id' | 'year' | 'what' | 'document'> {
  return {
    block: s.block,
    form: s.form,
    day: s.day,
    state: gone?.kind ?? 'holds',
    by: gone === null ? null : String(gone.by),
    why: gone?.reason ?? null,
    corrects: corrects === null ? null : String(corrects),
    reason: corrects === null ? null : reason,
    source: s.from?.cell ?? null,
  };
}

/** Bold and dim of the terminal. */
export interface Shades {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
}

/** A person's file by volumes and blocks, at most `width` columns wide. */
export function fileText(t: Telling, known: Known, entries: readonly Kept[], width: number, shades: Shades): string {
  const w = t.words.dossier.show;
  const comma = t.words.policy.listComma;
  const head = [shades.bold(visible(fill(w.head, { name: known.name, id: known.id })))];
  if (known.names.length > 1) head.push(visible(fill(w.names, { names: known.names.slice(1).join(comma) })));
  if (known.people.length > 1) head.push(visible(fill(w.ids, { ids: known.people.filter((p) => p !== known.id).join(comma) })));
  if (entries.length === 0) return `${[...head, w.empty].join('\n')}\n`;
  const years = [...new Set(entries.map((k) => k.statement.year))].sort((a, b) => a - b);
  const parts = years.map((year) => {
    const own = entries.filter((k) => k.statement.year === year);
    const title = `${fill(w.year, { year })}  ${fill(w.entries, { count: own.length })}`;
    const order = t.policy.dossier?.blocks.map((b) => b.key) ?? [];
    const blocks = [...new Set([...order, ...own.map((k) => k.statement.block)])].filter((b) => own.some((k) => k.statement.block === b));
    const told = blocks.map((b) => {
      const inBlock = own.filter((k) => k.statement.block === b);
      const texts = tellAll(t, inBlock);
      return [`  ${shades.bold(blockName(t, b))}`, ...inBlock.map((k, i) => line(t, k, texts[i] ?? '', width, shades))];
    });
    return ['', shades.bold(title), ...told.flat()].join('\n');
  });
  return `${[...head, ...parts].join('\n')}\n`;
}

/** `#12  2026-03-01  …`, its text wrapped beneath itself. */
function line(t: Telling, k: Kept, told: string, width: number, shades: Shades): string {
  // Digits and a day: as wide as long.
  const mark = `    ${`#${k.seq}`.padEnd(6)} ${(k.statement.day ?? '').padEnd(10)}  `;
  const indent = mark.length;
  const room = Math.max(20, width - indent);
  const state = stateText(t, k);
  const text = wrap(visible(told), room);
  const shown = k.void ? text.map(shades.dim) : text;
  if (state !== '') shown.push(...wrap(visible(state), room).map(shades.dim));
  return mark + shown.join(`\n${' '.repeat(indent)}`);
}

/** Entries of several people, one after the other. */
export function foundText(t: Telling, entries: Iterable<Kept>, width: number, shades: Shades): string {
  let text = '';
  for (const k of entries) {
    const { name, id, year, block } = k.statement;
    text += `${shades.bold(visible(`${name}  ${id}`))}  ${year} ${blockName(t, block)}\n${line(t, k, tell(t, k.statement), width, shades)}\n`;
  }
  return text === '' ? `${t.words.dossier.show.empty}\n` : text;
}
