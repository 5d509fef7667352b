/** Problems as text for people: grouped, capped, with the true totals last. */
import { fill } from '../fill.ts';
import type { Problem, Severity } from '../types.ts';
import { detailText, reasonText } from './details.ts';
import type { Message, ReportWords, Texts } from './message.ts';
import { a1 } from './problem.ts';
import { type Code, severities } from './register.ts';
import { displayWidth, padEnd, padStart, truncate, visible, wrap } from './width.ts';

/** Colours are handed in (the core knows no terminal); `plain` has none. */
export interface Paint {
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly bold: (text: string) => string;
}
const same = (text: string): string => text;
/** No colours. */
export const plain: Paint = { red: same, yellow: same, dim: same, bold: same };

export interface ReportOptions {
  readonly paint: Paint;
  /** Width of the terminal: no line is wider. From 24 on. */
  readonly columns: number;
  /** Places shown of each code in each file; null: all. */
  readonly cap: number | null;
  /** Show notes in full; else they are counted by code. */
  readonly verbose: boolean;
  /** Files shown with their problems; of the others only how many there are. Absent or null: all. */
  readonly files?: number | null;
  /** What the last line adds to the totals, such as what was read; absent: nothing. */
  readonly scope?: string;
}

/** The report on a terminal, or '' where there is no problem: file by file, errors before warnings. Ends with a line break. */
export function reportText(problems: readonly Problem[], texts: Texts, options: ReportOptions): string {
  if (problems.length === 0) return '';
  const page: Page = { texts, paint: options.paint, columns: options.columns };
  const notes = options.verbose
    ? []
    : noteSummary(
        problems.filter((p) => p.severity === 'note'),
        page,
      );
  const whole = totalsText(problems, texts) + (options.scope === undefined ? '' : fill(texts.report.scope, { scope: options.scope }));
  const total = wrap(whole, page.columns).map((line) => page.paint.bold(line));
  return `${[...fileSections(problems, page, options), notes, total]
    .filter((s) => s.length > 0)
    .map((s) => s.join('\n'))
    .join('\n\n')}\n`;
}

/** A section a file; where there are several, each begins with the file's own totals. */
function fileSections(problems: readonly Problem[], page: Page, options: ReportOptions): string[][] {
  const shown: Severity[] = options.verbose ? ['error', 'warning', 'note'] : ['error', 'warning'];
  const files = groupBy(inOrder(problems), (p) => p.file ?? '').filter(([, of]) => of.some((p) => shown.includes(p.severity)));
  const several = files.filter(([file]) => file !== '').length > 1;
  const most = options.files ?? files.length;
  const sections = files.slice(0, most).map(([file, of]) => {
    const heading = several && file !== '' ? fileHeading(file, of, page) : [];
    const body = shown.map((s) =>
      sectionLines(
        of.filter((p) => p.severity === s),
        page,
        options.cap,
        several ? visible(file) : null,
      ),
    );
    return [...heading, ...body.filter((lines) => lines.length > 0).flatMap((lines, i) => (i === 0 ? lines : ['', ...lines]))];
  });
  const rest = files.slice(most);
  if (rest.length === 0) return sections;
  const beyond = fill(page.texts.report.moreFiles, {
    files: rest.length,
    totals: totalsText(
      rest.flatMap(([, of]) => of),
      page.texts,
    ),
  });
  return [...sections, wrap(beyond, page.columns).map(page.paint.dim)];
}

function fileHeading(file: string, problems: readonly Problem[], { texts, paint, columns }: Page): string[] {
  return wrap(fill(texts.report.fileTotals, { file: visible(file), totals: totalsText(problems, texts) }), columns).map(paint.bold);
}

/** `q3.xlsx › 民测 › C14: what [code]`: one line, of whatever width. */
export function problemLine(p: Problem, texts: Texts): string {
  const where = [...standing(p), ...(p.place ? [cellText(p, texts)] : [])].join(' › ');
  const { what } = said(p, texts);
  return where === '' ? `${what} [${p.code}]` : `${where}: ${what} [${p.code}]`;
}

/** `✖ 7 errors (3 kinds), 2 warnings`: of all problems, shown or not. */
export function totalsText(problems: readonly Problem[], texts: Texts): string {
  const { report } = texts;
  const of = (severity: Severity) => problems.filter((p) => p.severity === severity);
  const errors = of('error');
  const kinds = new Set(errors.map((p) => p.code)).size;
  const parts = [
    ...(errors.length > 0
      ? [fill(report.errorsOfKinds, { errors: counted(report.errors, errors.length), kinds: counted(report.kinds, kinds) })]
      : []),
    ...(['warning', 'note'] as const).flatMap((s) => (of(s).length > 0 ? [counted(report[`${s}s`], of(s).length)] : [])),
  ];
  const worst = (['error', 'warning', 'note'] as const).find((s) => of(s).length > 0) ?? 'note';
  return `${symbols[worst]} ${parts.join(report.comma)}`;
}

// ── what is said ──

/** What a problem says once its template is filled. The office's own texts are made safe and cut where they are endless. */
export function said(p: Problem, texts: Texts): { readonly what: string; readonly mend: string } {
  const message = texts.messages[p.code] as Message;
  const args: Readonly<Record<string, string>> = p.args;
  const shown = Object.fromEntries(Object.entries(args).map(([name, value]) => [name, argText(p.code, name, value, texts)]));
  const instead = Object.entries(message.without ?? {}).filter(([name]) => args[name] === '');
  const template = (part: 'what' | 'mend') => instead.map(([, w]) => w?.[part]).find((t) => t !== undefined) ?? message[part];
  const kind = p.code === 'file/unknown-kind' ? kindOf(args.kind ?? '', texts) : null;
  return { what: fill(template('what'), shown), mend: kind ? kind.mend : fill(template('mend'), shown) };
}

const kindOf = (kind: string, { kinds }: Texts) => (Object.hasOwn(kinds, kind) ? kinds[kind] : undefined) ?? kinds.other;

/** Lists and technical details may be long; a cell's content that is longer than a line is no score. */
const widest: Readonly<Record<string, number>> = { value: 60, name: 60, one: 60, text: 60, label: 60 };

/** Codes whose reason or detail comes from the system or a reader, in technical words. */
const worded: ReadonlySet<Code> = new Set([
  'file/unreadable',
  'file/damaged',
  'file/not-a-template',
  'file/encoding',
  'file/csv-syntax',
  'file/fix-fails',
  'policy/unreadable',
  'usage/password-file',
  'usage/mask-key',
  'usage/output-failed',
  'usage/key-file',
]);

function argText(code: Code, name: string, value: string, texts: Texts): string {
  if ((code === 'file/unknown-kind' || code === 'file/kind-differs') && name === 'kind') return kindOf(value, texts).name;
  if (code === 'file/too-large') return unitText(value, texts.report);
  const shown = truncate(visible(value), widest[name] ?? 400);
  if (name === 'reason' && worded.has(code)) return reasonText(shown, texts.report.reasons);
  if (name === 'detail' && worded.has(code)) return detailText(shown, texts.report.details);
  return code === 'policy/shape' && name === 'detail' ? shapeText(shown, texts.report) : shown;
}

/** `1000 zip entries` in the language's words, its digits in groups of three. */
function unitText(text: string, { units }: ReportWords): string {
  const [, count = '', unit = ''] = /^(\d+) (.+)$/.exec(text) ?? [];
  const template = Object.hasOwn(units, unit) ? units[unit] : undefined;
  return template ? fill(template, { count: count.replace(/\B(?=(?:\d{3})+$)/g, ',') }) : text;
}

/** `missing`, or `one-of half-up floor ceil`: a word of the schema, what it expects behind it. */
function shapeText(detail: string, { shapes }: ReportWords): string {
  const [key = '', ...known] = detail.split(' ');
  const template = Object.hasOwn(shapes, key) ? shapes[key] : undefined;
  return template === undefined ? detail : fill(template, { known: known.join(', ') });
}

function counted(words: { readonly one: string; readonly many: string }, count: number): string {
  return fill(count === 1 ? words.one : words.many, { count });
}

// ── where it stands ──

/** File and sheet, as far as they are known. */
function standing(p: Problem): string[] {
  return [p.file, p.sheet].flatMap((t) => (t === undefined || t === null || t === '' ? [] : [visible(t)]));
}

function cellText({ place }: Problem, { report }: Texts): string {
  if (!place) return '';
  return place.sheet === null && place.line !== undefined ? fill(report.csvPlace, { cell: a1(place), line: place.line }) : a1(place);
}

/** Header and person of a cell: `民主测评（张三，0123）`. */
function aboutText({ header, person }: Problem, { report }: Texts): string {
  const head = truncate(visible(header ?? ''), 40);
  const [name, id] = [person?.name ?? '', person?.id ?? ''].map((t) => truncate(visible(t), 40)) as [string, string];
  const both = name !== '' && id !== '' && name !== id;
  const who = both ? fill(report.person, { name, id }) : name === '' ? id : name;
  if (head === '' || who === '') return head + who;
  return fill(report.headerOfPerson, { header: head, person: who });
}

// ── the page ──

interface Page {
  readonly texts: Texts;
  readonly paint: Paint;
  readonly columns: number;
}

const symbols: Readonly<Record<Severity, string>> = { error: '✖', warning: '!', note: '-' };
/** On a wide terminal the codes do not stand a metre away from the words. */
const widestPage = 100;
const register = Object.keys(severities);

/** One severity of a file: by sheet, in each by code in the register's order. `said`: the file, where its name was just said. */
function sectionLines(problems: readonly Problem[], page: Page, cap: number | null, said: string | null): string[] {
  const left = leftToShow(problems, cap);
  const blocks = groupBy(inOrder(problems), (p) => standing(p).join(' › ')).map(([where, group]) => {
    const lines = groupBy(group, (p) => p.code).flatMap(([, of]) => codeLines(of, left, page));
    const heading = where === '' || where === said ? [] : wrap(where, page.columns).map((line) => page.paint.bold(line));
    return lines.length === 0 ? [] : [...heading, ...lines];
  });
  return blocks.filter((b) => b.length > 0).flatMap((b, i) => (i === 0 ? b : ['', ...b]));
}

/** By file, those without one first; within a file sheets as they come, codes in the register's order, cells row by row. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  const sheets = new Map<string, number>();
  for (const p of problems) if (!sheets.has(p.sheet ?? '')) sheets.set(p.sheet ?? '', p.sheet ? sheets.size + 1 : 0);
  const key = (p: Problem) => [sheets.get(p.sheet ?? '') ?? 0, register.indexOf(p.code), p.place?.row ?? -1, p.place?.col ?? -1];
  return problems
    .map((p) => ({ p, file: p.file ?? '', key: key(p) }))
    .sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : (a.key.map((k, i) => k - (b.key[i] ?? 0)).find((d) => d !== 0) ?? 0)))
    .map(({ p }) => p);
}

function groupBy<T>(all: readonly T[], keyOf: (one: T) => string): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const one of all) {
    const key = keyOf(one);
    const there = groups.get(key);
    if (there) there.push(one);
    else groups.set(key, [one]);
  }
  return [...groups];
}

/** How many places of a code may still be shown in a file, and how many there are beyond the cap. */
type Left = Map<string, { show: number; beyond: number }>;
const leftKey = (p: Problem): string => `${p.code} ${p.file ?? ''}`;

function leftToShow(problems: readonly Problem[], cap: number | null): Left {
  return new Map(
    groupBy(problems, leftKey).map(([key, { length }]) => {
      const show = Math.min(length, cap ?? length);
      return [key, { show, beyond: length - show }];
    }),
  );
}

/** Problems of one code in one sheet: places that say the same stand together over one message. */
function codeLines(problems: readonly Problem[], left: Left, page: Page): string[] {
  const [first] = problems;
  const room = first && left.get(leftKey(first));
  if (!room || room.show === 0) return [];
  const shown = problems.slice(0, room.show);
  room.show -= shown.length;
  const lines = groupBy(shown, (p) => JSON.stringify([said(p, page.texts), p.clause])).flatMap(([, same]) => messageLines(same, page));
  const more = room.show === 0 && room.beyond > 0 ? indented(counted(page.texts.report.moreInFile, room.beyond), 4, page.columns) : [];
  return [...lines, ...more.map((line) => page.paint.dim(line))];
}

function messageLines(same: readonly Problem[], page: Page): string[] {
  const [p] = same;
  if (!p) return [];
  const { texts, paint, columns } = page;
  const { what, mend } = said(p, texts);
  const places = same.flatMap((q) => placeLines(q, page));
  const indent = places.length > 0 ? 4 : 2;
  const advice = p.clause === undefined || p.clause === '' ? mend : fill(texts.report.mendByClause, { mend, clause: visible(p.clause) });
  return [
    ...places,
    ...coded(p.severity, what, p.code, indent, page),
    ...indented(advice, indent + 2, Math.min(columns, widestPage)).map(paint.dim),
  ];
}

/** `  C14  民主测评（张三，0123）` */
function placeLines(p: Problem, { texts, columns }: Page): string[] {
  const line = [cellText(p, texts), aboutText(p, texts)].filter((t) => t !== '').join('  ');
  return line === '' ? [] : indented(line, 2, columns);
}

/** `✖ what        code`: the code at the right edge, on a line of its own where there is no room. */
function coded(severity: Severity, what: string, code: string, indent: number, { paint, columns }: Page): string[] {
  const room = Math.min(columns, widestPage) - indent - 2;
  const colour = severity === 'error' ? paint.red : severity === 'warning' ? paint.yellow : paint.dim;
  const lines = wrap(what, room).map((text, i) => ({ lead: i === 0 ? `${colour(symbols[severity])} ` : '  ', text, code: '' }));
  const last = lines.at(-1);
  if (last && displayWidth(last.text) + 2 + code.length <= room) {
    lines[lines.length - 1] = { ...last, text: padEnd(last.text, room - code.length), code };
  } else {
    lines.push(...wrap(code, room).map((part) => ({ lead: '  ', text: padStart('', room - part.length), code: part })));
  }
  return lines.map((l) => `${' '.repeat(indent)}${l.lead}${l.text}${l.code === '' ? '' : paint.dim(l.code)}`);
}

function noteSummary(notes: readonly Problem[], page: Page): string[] {
  const { texts } = page;
  const byCode = groupBy(notes, (p) => p.code).sort(([a], [b]) => register.indexOf(a) - register.indexOf(b));
  return byCode.flatMap(([code, of]) => {
    const { noteSummary: words } = texts.report;
    const { title } = texts.messages[code as Code];
    return coded('note', fill(of.length === 1 ? words.one : words.many, { title, count: of.length }), code, 2, page);
  });
}

function indented(text: string, indent: number, columns: number): string[] {
  return wrap(text, columns - indent).map((line) => ' '.repeat(indent) + line);
}
