/** `appraise inspect`: what the tool understood of a file, and every stored cell of it. */

import type { Book } from '../book.ts';
import { foldWord } from '../fold.ts';
import { maskTables } from '../mask/export.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import { fieldNames } from '../policy/fields.ts';
import type { Policy } from '../policy/policy.ts';
import { columnName, problem } from '../problems/problem.ts';
import { inOrder, reportText, plain as unpainted } from '../problems/report.ts';
import { truncate, visible, wrap } from '../problems/width.ts';
import { nameIn } from '../text/names.ts';
import { fill, traditional, type Words, wordsFor } from '../text/text.ts';
import type { Lang, LeftOutReason, Problem, TableUse } from '../types.ts';
import { type Checked, checkBooks } from './check.ts';
import { type Inputs, readInputs, withPassword } from './inputs.ts';
import { cells } from './inspect-cells.ts';
import { type ExitCode, type Io, onceRead } from './io.ts';
import { type MaskOptions, pseudonymsFor } from './mask-key.ts';
import { maskedInputs, maskFor } from './masking.ts';
import { openPolicy } from './open-policy.ts';
import { badOptions } from './options.ts';
import { progress } from './progress.ts';
import { commandLine, type Given } from './suggest.ts';

export interface InspectOptions extends MaskOptions {
  readonly policy?: string;
  readonly map?: string;
  readonly period?: string;
  readonly asOf?: string;
  readonly lang?: string;
  readonly format?: string;
  readonly cells?: boolean;
  readonly limit?: readonly string[];
  readonly passwordFile?: string;
}
const formats = ['text', 'json', 'jsonl', 'md'];

/** @returns 0 understood · 1 a file was refused · 2 usage or policy wrong */
export async function inspect(given: Io, files: readonly string[], options: InspectOptions): Promise<ExitCode> {
  const io = onceRead(given);
  const talk = await wordsFor(io.talk);
  const report = (problems: readonly Problem[]) =>
    io.err(reportText(problems, talk, { paint: unpainted, columns: io.columns, cap: null, verbose: true }));
  const format = options.format ?? (options.cells ? 'jsonl' : 'text');
  const known = options.cells ? ['jsonl'] : formats;
  const { problems, period, asOf, reading: plain } = badOptions(files, options);
  const { value: reading, problems: passwordless } = await withPassword(plain, options.passwordFile, io);
  const key = pseudonymsFor(io, options);
  const wrong = [
    ...problems,
    ...passwordless,
    ...key.problems,
    ...(known.includes(format) ? [] : [problem('usage/bad-option', { option: '--format', value: format, known: known.join(', ') })]),
  ];
  if (wrong.length > 0) {
    report(wrong);
    return 2;
  }
  if (options.cells && key.value === null) return cells(io, files, reading, report);
  const opened = await openPolicy(options.policy, asOf, io, options.map);
  const shown = progress(io, talk);
  const inputs = await readInputs(files, io, shown.tick, reading);
  shown.end();
  const checked = checkBooks(inputs.books, inputs.problems, opened, { period, asOf });
  if (checked.kind === 'policy') {
    report(checked.problems);
    return 2;
  }
  const as = await shownAs(io, key.value, inputs, checked, options);
  if (options.cells) {
    const masked = new Map(inputs.books.flatMap((b, i) => (as.inputs.books[i] ? [[b.file, as.inputs.books[i]] as const] : [])));
    return cells(io, files, reading, report, masked);
  }
  const told = as.inputs.books.map((b) => understood(b, as.tables));
  const lang = (options.lang as Lang | undefined) ?? io.talk;
  const words = await wordsFor(lang);
  const called = fieldWords(checked.policy, lang, words, lang === 'zh-Hant' ? await traditional() : (t) => t);
  if (format === 'json')
    await io.out(`${JSON.stringify({ schema: 'appraise/inspect@1', people: checked.source.people.length, files: told }, null, 2)}\n`);
  else if (format === 'jsonl') await io.out(told.map((f) => `${JSON.stringify(f)}\n`).join(''));
  else if (told.length > 0)
    await io.out(inspectText(told, checked.source.people.length, { words, called, md: format === 'md', columns: io.columns }));
  const refused = inOrder(as.inputs.problems.filter((p) => p.severity === 'error'));
  if (refused.length > 0) report(refused);
  const [first] = refused;
  io.err(
    `${fill(talk.talk.next, { command: first ? `appraise explain ${first.code}` : commandLine('validate', files, optionsAgain(options)) })}\n`,
  );
  return refused.length > 0 ? 1 : 0;
}

/** What the next command needs to read the same. */
function optionsAgain(options: InspectOptions): Given {
  const { policy, map, period, asOf, limit, passwordFile, mask, maskUnits } = options;
  return {
    '--policy': policy,
    '--map': map,
    '--period': period,
    '--as-of': asOf,
    '--limit': limit,
    '--password-file': passwordFile,
    '--mask': mask,
    '--mask-units': maskUnits,
  };
}

/** A file as understood: its sheets, in each its tables, in each its columns; rows read = used + left out. */
type Understood = ReturnType<typeof understood>;

function understood(book: Book, uses: readonly TableUse[]) {
  return {
    file: book.file,
    kind: book.kind,
    encoding: book.encoding ?? null,
    sha256: book.sha256,
    own: book.own,
    sheets: book.sheets.map((sheet) => ({
      sheet: sheet.name,
      hidden: sheet.hidden,
      storedRows: sheet.rows.length,
      hiddenRows: sheet.rows.filter((r) => r.hidden).length,
      hiddenColumns: [...sheet.hiddenCols].sort((a, b) => a - b).map(columnName),
      tables: uses
        .filter((u) => u.file === book.file && u.sheet === sheet.name)
        .map((u) => ({
          headerRow: u.headerRow === null ? null : u.headerRow + 1,
          rowsRead: u.rowsRead,
          rowsUsed: u.rowsUsed,
          leftOut: u.leftOut.map((l) => ({ row: l.row + 1, reason: l.reason })),
          columns: u.columns.map((c) => ({ column: columnName(c.col), header: c.header, field: c.field, by: c.by ?? null })),
        })),
    })),
  };
}

/** What people call a field: the policy's names, else the words of talk. */
function fieldWords(policy: Policy, lang: Lang, { talk }: Words, convert: (text: string) => string): (field: string) => string {
  const plain: Readonly<Record<string, string>> = talk.inspect.fields;
  const named = new Map(
    fieldNames(policy).flatMap(({ name, called }) =>
      called ? [[name, called.map((n) => nameIn(n, lang, convert)).join(talk.inspect.part)] as const] : [],
    ),
  );
  return (field) => named.get(field.replace(/^votes::/, 'votes:')) ?? plain[field.replace(/^voters:.*/, 'voters')] ?? field;
}

interface Page {
  readonly words: Words;
  readonly called: (field: string) => string;
  readonly md: boolean;
  readonly columns: number;
}

function inspectText(files: readonly Understood[], people: number, page: Page): string {
  const { talk } = page.words;
  const w = talk.inspect;
  const at = (depth: number, text: string, hanging = 0) => {
    if (page.md) return [`${'  '.repeat(Math.max(0, depth - 1))}${depth === 0 ? '## ' : '- '}${inMarkdown(text)}`];
    const indent = '  '.repeat(depth);
    const room = page.columns - indent.length - hanging;
    return wrap(text, room).map((line, i) => indent + (i === 0 ? '' : ' '.repeat(hanging)) + line);
  };
  const lines = files.flatMap((f) => [
    ...at(0, `${visible(f.file)}  ${f.own ? w.own : [page.words.book.inputs.kinds[f.kind], f.encoding ?? ''].join(' ').trim()}`),
    ...f.sheets.flatMap((s) => [
      ...at(1, fill(s.hidden ? w.sheetHidden : w.sheet, { name: visible(s.sheet ?? '') || w.nameless, rows: s.storedRows })),
      ...(s.hiddenRows > 0 ? at(2, fill(w.hiddenRows, { count: s.hiddenRows })) : []),
      ...(s.hiddenColumns.length > 0 ? at(2, fill(w.hiddenColumns, { names: s.hiddenColumns.join(' ') })) : []),
      ...(s.tables.length === 0 ? at(2, s.storedRows === 0 ? w.empty : w.noTable) : []),
      ...s.tables.flatMap((t) => [
        ...at(2, t.headerRow === null ? w.noTable : fill(w.table, { row: t.headerRow })),
        ...t.columns.flatMap((c) => {
          const widest = Math.max(...t.columns.map((o) => o.column.length));
          return at(3, `${c.column.padEnd(widest)}  ${columnText(c, page)}`, widest + 2);
        }),
        ...at(3, fill(w.rows, { read: t.rowsRead, used: t.rowsUsed, left: t.leftOut.length })),
        ...leftOutLines(t.leftOut, talk).flatMap((l) => at(4, l, 2)),
      ]),
    ]),
    '',
  ]);
  return `${[...(page.md ? [`# ${w.title}`, ''] : []), ...lines, fill(w.people, { count: people })].join('\n')}\n`;
}

const inMarkdown = (text: string): string => text.replace(/[\\|*_<>`[\]#]/g, '\\$&');

/** What the column was taken for; longer headers are cut, for the letter before them finds the column. */
function columnText(c: { header: string; field: string | null; by: string | null }, { words, called }: Page): string {
  const w = words.talk.inspect;
  const args = {
    header: truncate(visible(c.header), 40) || w.noHeader,
    field: c.field === null ? '' : called(c.field),
    word: c.by ?? '',
  };
  if (c.field === null) return fill(w.unused, args);
  if (c.field === 'known') return fill(w.known, args);
  if (c.by === null) return fill(w.columnByRule, args);
  // Where the header is that very word, it need not be said again.
  const plain = foldWord(c.header.slice(c.header.lastIndexOf('/') + 1)) === foldWord(c.by);
  return fill(plain ? w.columnPlain : w.column, args);
}

function leftOutLines(leftOut: readonly { row: number; reason: LeftOutReason }[], { inspect: w }: Words['talk']): string[] {
  const reasons = [...new Set(leftOut.map((l) => l.reason))];
  return reasons.map((reason) => {
    const rows = leftOut.filter((l) => l.reason === reason).map((l) => l.row);
    const named = rows.slice(0, 12).join(w.separator) + (rows.length > 12 ? ' …' : '');
    return fill(w.leftOut, { reason: w.reasons[reason], rows: named, count: rows.length });
  });
}

interface Shown {
  readonly inputs: Inputs;
  readonly tables: readonly TableUse[];
}

/** What was read and understood, under pseudonyms where they are asked for. */
async function shownAs(
  io: Io,
  pseudonyms: Pseudonyms | null,
  inputs: Inputs,
  { source: { tables, ...source } }: Extract<Checked, { kind: 'checked' }>,
  options: MaskOptions,
): Promise<Shown> {
  if (pseudonyms === null) return { inputs, tables };
  const { books, problems } = inputs;
  const mask = await maskFor(io, pseudonyms, { sources: [source], books, tables, problems }, options);
  return { inputs: maskedInputs(inputs, tables, mask), tables: maskTables(tables, mask) };
}
