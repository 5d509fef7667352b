/** `appraise init FILE`: a map of columns as the tool understands them now, ready to be mended. */

import type { Book, Sheet } from '../../book.ts';
import { foldWord } from '../../fold.ts';
import { fieldNames, ignored } from '../../policy/fields.ts';
import type { Policy } from '../../policy/policy.ts';
import { nameIn } from '../../text/names.ts';
import { fill, type Words } from '../../text/text.ts';
import type { Lang, TableUse } from '../../types.ts';

export interface DraftInput {
  readonly policy: Policy;
  readonly books: readonly Book[];
  readonly tables: readonly TableUse[];
  readonly lang: Lang;
  readonly words: Words;
  readonly convert: (text: string) => string;
}

/** A field name and what it is called. */
interface Labelled {
  readonly name: string;
  readonly label: string;
}

/** Every field that a map may name, a line each, with what it is called. */
export function fieldList(input: Pick<DraftInput, 'policy' | 'lang' | 'words' | 'convert'>): string {
  const all = labelled(input);
  const width = Math.max(...all.map((f) => f.name.length));
  return `${all.map((f) => `${f.name.padEnd(width)}  ${f.label}`).join('\n')}\n`;
}

/** The map as YAML; what was not understood is commented out, with the fields that sound like it. */
export function draftMap(input: DraftInput): string {
  const { words, tables, books } = input;
  const w = words.template.draft;
  const fields = labelled(input);
  const seen = new Set<string>();
  const lines = tables.flatMap((t) => {
    const sheet = books.find((b) => b.file === t.file)?.sheets.find((s) => s.name === t.sheet);
    const guessed = t.headerRow === null ? guessedHeader(sheet) : null;
    if (t.headerRow === null && guessed === null) return [];
    const row = (guessed?.row ?? t.headerRow ?? 0) + 1;
    const heading = fill(guessed ? w.noTable : w.table, { file: t.file, sheet: t.sheet ?? '', row });
    const columns = guessed ? guessed.headers.map((header) => ({ header, field: null })) : t.columns;
    const own = columns.map((c) => line(c.header, t.sheet, c.field, fields, words)).filter((l) => !seen.has(l) && seen.add(l));
    return own.length === 0 ? [] : [`  # ── ${oneLine(heading)}`, ...own];
  });
  return [
    `# ${w.head}`,
    `# ${w.how}`,
    'schema: appraise/columns@1',
    ...(lines.length > 0 ? ['columns:', ...lines] : ['columns: []']),
    '',
  ].join('\n');
}

function line(
  header: string,
  sheet: string | null,
  field: string | null,
  fields: readonly Labelled[],
  { template: { draft } }: Words,
): string {
  const where = sheet === null ? '' : `, sheet: ${JSON.stringify(sheet)}`;
  const entry = (name: string) => `{ header: ${JSON.stringify(header)}${where}, field: ${JSON.stringify(name)} }`;
  if (field === null) {
    const near = nearestFields(header, fields);
    const said =
      near.length > 0
        ? fill(draft.unused, { near: near.map((n) => fill(draft.nearOne, { name: n.name, label: n.label })).join(draft.nearComma) })
        : draft.unusedAlone;
    return `  # - ${entry(near[0]?.name ?? ignored)}  # ${oneLine(said)}`;
  }
  const name = field === 'known' ? ignored : field.replace(/^votes::/, 'votes:');
  return `  - ${entry(name)}  # ${oneLine(fields.find((f) => f.name === name)?.label ?? '')}`;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

function labelled({ policy, lang, words, convert }: Pick<DraftInput, 'policy' | 'lang' | 'words' | 'convert'>): Labelled[] {
  const plain: Readonly<Record<string, string>> = words.template.fields;
  return fieldNames(policy).map(({ name, called }) => ({
    name,
    label: called ? called.map((n) => nameIn(n, lang, convert)).join(' · ') : (plain[name] ?? name),
  }));
}

/** At most three fields whose name shares the most with the header. */
function nearestFields(header: string, fields: readonly Labelled[]): Labelled[] {
  const own = new Set(foldWord(header));
  const score = (f: Labelled) => {
    const its = new Set(foldWord(f.label));
    return [...own].filter((c) => its.has(c) && /\p{L}/u.test(c)).length / Math.max(own.size, its.size);
  };
  return fields
    .map((f) => ({ f, s: score(f) }))
    .filter(({ s }) => s >= 0.25)
    .sort((a, b) => b.s - a.s)
    .slice(0, 3)
    .map(({ f }) => f);
}

const headerWithin = 20;

/** Where no header was understood: the row near the top that holds the most texts. */
function guessedHeader(sheet: Sheet | undefined): { readonly row: number; readonly headers: readonly string[] } | null {
  const rows = (sheet?.rows ?? [])
    .filter((r) => r.row < headerWithin)
    .map((r) => ({ row: r.row, headers: r.cells.filter((c) => c.kind === 'text' && c.value.trim() !== '').map((c) => oneLine(c.value)) }));
  const best = rows.reduce<(typeof rows)[number] | null>((a, b) => (a && a.headers.length >= b.headers.length ? a : b), null);
  return best && best.headers.length >= 2 ? best : null;
}
