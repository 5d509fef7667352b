/** `--mark`: a copy of what was read in which every problem can be found, with a list of all of them in front. */

import type { Book, Sheet } from '../../book.ts';
import { byText } from '../../order.ts';
import type { PaperBook, PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { a1 } from '../../problems/problem.ts';
import { said } from '../../problems/report.ts';
import { isMarkedList, listMarker } from '../../table/marked-list.ts';
import { fill, type Words } from '../../text/text.ts';
import type { Lang, Place, Problem, Severity, TableUse } from '../../types.ts';
import { type CellMark, copiedSheet } from './copied-sheet.ts';
import { sheetNames } from './names.ts';

export interface MarkInput {
  readonly book: Book;
  /** Of the whole run: those of other files are left aside. */
  readonly problems: readonly Problem[];
  /** What the tables were taken for: keeps their headers in view. */
  readonly tables: readonly TableUse[];
  readonly lang: Lang;
  readonly words: Words;
}

const severities: readonly Severity[] = ['error', 'warning', 'note'];
/** A comment longer than this is no longer read; the list has the rest. */
const longestNote = 900;

interface Listed {
  readonly number: number;
  readonly problem: Problem;
  readonly what: string;
  readonly mend: string;
}

interface Copy {
  readonly sheet: Sheet;
  readonly name: string;
  readonly hiddenRows: ReadonlySet<number>;
}

/**
 * The marked copy of one input file. Hidden sheets are never copied; their problems are listed without a link. The list of an
 * earlier marked copy is left out, for this one stands in its place.
 */
export function markedCopy({ book, problems, tables, lang, words }: MarkInput): PaperBook {
  const listed = listOf(
    problems.filter((p) => p.file === book.file || p.file === undefined),
    words,
  );
  const shown = book.sheets.filter((s) => !s.hidden && !isMarkedList(s));
  const names = sheetNames(
    shown.map((s) => s.name),
    [words.marked.list],
    words.marked.data,
  );
  const copies = shown.map((sheet, i): Copy => ({ sheet, name: names[i] as string, hiddenRows: hiddenRowsOf(sheet) }));
  const marks = marksBySheet(listed, words);
  const sheets = copies.map(({ sheet, name }) =>
    copiedSheet(
      sheet,
      name,
      marks.get(sheet.name) ?? new Map(),
      tables.filter((t) => t.file === book.file && t.sheet === sheet.name),
    ),
  );
  const hidden = book.sheets.filter((s) => s.hidden).length;
  return {
    lang,
    title: fill(words.marked.title, { file: book.file }),
    footLeft: '',
    marker: listMarker,
    sheets: [listSheet(book, listed, copies, hidden, words), ...sheets],
  };
}

const hiddenRowsOf = (sheet: Sheet) => new Set(sheet.rows.flatMap((r) => (r.hidden ? [r.row] : [])));

/** Errors first, then by sheet and cell, as one walks through the file. */
function listOf(problems: readonly Problem[], words: Words): Listed[] {
  const at = (p: Problem): readonly number[] => [severities.indexOf(p.severity), p.place?.row ?? -1, p.place?.col ?? -1];
  const key = (p: Problem) => [p.sheet ?? '', p.code] as const;
  const sorted = [...problems].sort((a, b) => {
    const [[s1 = 0, r1 = 0, c1 = 0], [s2 = 0, r2 = 0, c2 = 0]] = [at(a), at(b)];
    const [[n1, k1], [n2, k2]] = [key(a), key(b)];
    return s1 - s2 || byText(n1, n2) || r1 - r2 || c1 - c2 || byText(k1, k2) || byText(JSON.stringify(a.args), JSON.stringify(b.args));
  });
  return sorted.map((problem, i) => ({ number: i + 1, problem, ...said(problem, words) }));
}

function marksBySheet(listed: readonly Listed[], words: Words): Map<string | null, Map<number, Map<number, CellMark>>> {
  const cells = new Map<string, { readonly place: Place; readonly all: Listed[] }>();
  for (const l of listed) {
    const { place } = l.problem;
    if (!place) continue;
    const address = JSON.stringify([place.sheet, place.row, place.col]);
    const there = cells.get(address);
    if (there) there.all.push(l);
    else cells.set(address, { place, all: [l] });
  }
  const sheets = new Map<string | null, Map<number, Map<number, CellMark>>>();
  for (const { place, all } of cells.values()) {
    const rows = sheets.get(place.sheet) ?? new Map<number, Map<number, CellMark>>();
    const row = rows.get(place.row) ?? new Map<number, CellMark>();
    row.set(place.col, { tone: (all[0] as Listed).problem.severity, note: noteOf(all, words) });
    sheets.set(place.sheet, rows.set(place.row, row));
  }
  return sheets;
}

function noteOf(all: readonly Listed[], { marked, report }: Words): string {
  const texts: string[] = [];
  for (const [i, { problem, what, mend, number }] of all.entries()) {
    const text = fill(marked.comment, { severity: report.severities[problem.severity], what, mend, number, code: problem.code });
    if (i > 0 && texts.join('\n').length + text.length > longestNote) {
      const rest = all.slice(i).map((l) => l.number);
      const numbers = rest.length > 12 ? `${rest.slice(0, 12).join(', ')} …` : rest.join(', ');
      return [...texts, fill(marked.more, { count: rest.length, numbers })].join('\n');
    }
    texts.push(text);
  }
  return texts.join('\n');
}

// ── the list ──

type Column = keyof Words['marked']['headers'];
const columns: readonly { readonly key: Column; readonly width: number }[] = [
  { key: 'number', width: 6 },
  { key: 'severity', width: 8 },
  { key: 'sheet', width: 16 },
  { key: 'cell', width: 10 },
  { key: 'person', width: 18 },
  { key: 'header', width: 16 },
  { key: 'what', width: 40 },
  { key: 'mend', width: 46 },
  { key: 'code', width: 24 },
  { key: 'clause', width: 10 },
];

function listSheet(book: Book, listed: readonly Listed[], copies: readonly Copy[], hidden: number, words: Words): PaperSheet {
  const { marked } = words;
  const last = columns.length - 1;
  const count = (s: Severity) => listed.filter((l) => l.problem.severity === s).length;
  const hiddenParts = copies.some(({ sheet, hiddenRows }) => sheet.hiddenCols.size > 0 || hiddenRows.size > 0);
  const head: PaperRow[] = [
    { cells: [{ value: fill(marked.title, { file: book.file }), look: 'title' }] },
    { cells: [{ value: listMarker, look: 'note' }, ...Array<null>(last).fill(null)] },
    {
      cells: [{ value: fill(marked.counts, { errors: count('error'), warnings: count('warning'), notes: count('note') }), look: 'label' }],
    },
    ...[
      marked.howto,
      marked.tones,
      marked.plainValues,
      ...(hidden > 0 ? [fill(marked.hiddenSheets, { count: hidden })] : []),
      ...(hiddenParts ? [marked.hiddenParts] : []),
    ].map((value): PaperRow => ({ cells: [{ value, look: 'note' }] })),
  ];
  const lines = listed.map((l): PaperRow => ({ cells: lineOf(l, copies, words) }));
  const header: PaperRow = { cells: columns.map(({ key }): PaperCell => ({ value: marked.headers[key], look: 'header' })) };
  const at = head.length;
  return {
    name: marked.list,
    widths: columns.map((c) => c.width),
    rows: [...head, header, ...lines],
    merges: head.map((_, row) => ({ top: row, bottom: row, left: 0, right: last })),
    freeze: { rows: at + 1, cols: 0 },
    filter: { top: at, left: 0, bottom: at + Math.max(lines.length, 1), right: last },
    repeatRows: { from: at, to: at },
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    tab: 'list',
  };
}

/** Of a hidden sheet the list says only where and what kind: its people and values stay where they are. */
function lineOf({ number, problem, what, mend }: Listed, copies: readonly Copy[], { marked, report, messages }: Words): PaperCell[] {
  const { severity, sheet, place, person, header, clause, code } = problem;
  const copy = sheet === undefined ? undefined : copies.find((c) => c.sheet.name === sheet);
  const secret = copy === undefined && typeof sheet === 'string';
  const wrapped = (value: string): PaperCell => ({ value, look: 'wrapped' });
  const cell = place ? a1(place) : marked.noCell;
  const unseen = copy && place ? copy.sheet.hiddenCols.has(place.col) || copy.hiddenRows.has(place.row) : false;
  const values: Record<Column, PaperCell> = {
    number: { value: { number: String(number) }, look: 'whole' },
    severity: { value: report.severities[severity], look: 'center', tone: severity },
    sheet: wrapped(copy ? copy.name : secret ? fill(marked.hiddenSheet, { sheet }) : marked.noCell),
    cell: {
      value: unseen ? fill(marked.hiddenCell, { cell }) : cell,
      look: 'center',
      ...(copy ? { link: `'${copy.name.replaceAll("'", "''")}'!${place ? a1(place) : 'A1'}` } : {}),
    },
    person: wrapped(
      person && !secret ? (person.id === person.name ? person.name : fill(marked.person, { name: person.name, id: person.id })) : '',
    ),
    header: wrapped(secret ? '' : (header ?? '')),
    what: wrapped(secret ? messages[code].title : what),
    mend: wrapped(secret ? '' : mend),
    code: wrapped(code),
    clause: wrapped(clause ?? ''),
  };
  return columns.map(({ key }) => values[key]);
}
