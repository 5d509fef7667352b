// The gallery of problems (samples/bad): its cases, and how one is run in a folder of its own.
import { cpSync, existsSync, readdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inflateSync } from 'node:zlib';
import { DatabaseSync } from '@photostructure/sqlite';
import { CommanderError } from 'commander';
import type { CellValue, Workbook, Worksheet } from 'exceljs';
import { parse } from 'yaml';
import * as z from 'zod';
import { program, reportUsage } from '../../src/cli.ts';
import type { ExitCode } from '../../src/commands/io.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { memoryRows } from '../../src/sheets/memory.ts';
import { helpFor } from '../../src/text/help.ts';
import type { Lang } from '../../src/types.ts';
import { folder, listening } from '../commands/desk.ts';

export const galleryRoot = path.resolve('samples/bad');

/** The command that data is checked with: `{check}` in a case. The one place to change it. */
const check = 'validate';

/** samples/bad/README.md says what each key is for. */
const caseSchema = z.strictObject({
  zh: z.string().min(1),
  en: z.string().min(1),
  command: z.string().default('{check} {file}'),
  exit: z.literal([0, 1, 2, 3]),
  also: z.array(z.string()).default([]),
  files: z.record(z.string(), z.string()).default({}),
  policy: z.array(z.strictObject({ find: z.string(), put: z.string() })).optional(),
  before: z.array(z.string()).default([]),
  change: z
    .array(
      z.strictObject({
        file: z.string(),
        sheet: z.string(),
        cell: z.string().optional(),
        put: z.string().default(''),
        do: z.enum(['add', 'rename', 'first', 'hide', 'hide-row', 'hide-column', 'drop-results', 'remember']).optional(),
        find: z.string().default(''),
      }),
    )
    .default([]),
  archive: z.array(z.strictObject({ file: z.string(), run: z.array(z.string()).default([]), cut: z.number().optional() })).default([]),
  terminal: z.boolean().default(false),
  fault: z.enum(['locked', 'saved-meanwhile', 'out-of-memory', 'bug', 'busy', 'full', 'read-only', 'unfinished', 'disk-error']).optional(),
  'fault-at': z.string().default(''),
});

export interface Case extends z.output<typeof caseSchema> {
  readonly code: string;
  /** File or folder beside the case, by its name; null where the command alone, or `files`, shows the problem. */
  readonly sample: string | null;
}

/** A fault of the machine that one run meets, and the file it befalls. */
export interface Fault {
  readonly kind: NonNullable<Case['fault']>;
  readonly file: string;
}

export interface Shown {
  readonly exit: ExitCode;
  /** The command, its standard output, its standard error and its exit code, as they are kept. */
  readonly text: string;
}

const level = (code: string): string => path.join(galleryRoot, path.dirname(code));
const kebab = (code: string): string => path.basename(code);

/** The case of a code; null where the gallery has none. */
export function caseOf(code: string): Case | null {
  const file = path.join(galleryRoot, `${code}.yaml`);
  if (!existsSync(file)) return null;
  const beside = readdirSync(level(code)).filter((f) => f.replace(/\..*$/, '') === kebab(code) && !isText(f));
  return { ...caseSchema.parse(parse(readFileSync(file, 'utf8'))), code, sample: beside[0] ?? null };
}

/** What belongs to a case but is no sample: the case itself and its expected texts. */
const isText = (name: string): boolean => /\.(yaml|zh-Hans\.txt|en\.txt)$/.test(name);

export const goldenOf = (code: string, lang: Lang): string => path.join(galleryRoot, `${code}.${lang}.txt`);

/** Codes that something in the gallery is named after. */
export function codesInGallery(): string[] {
  const levels = readdirSync(galleryRoot, { withFileTypes: true }).filter((e) => e.isDirectory());
  return [...new Set(levels.flatMap((l) => readdirSync(path.join(galleryRoot, l.name)).map((f) => `${l.name}/${f.replace(/\..*$/, '')}`)))];
}

/** Runs a case as a user would, in a copy of its files; `meet` sets the fault of the machine, null takes it away. */
export async function runCase(c: Case, talk: Lang, meet: (fault: Fault | null) => void): Promise<Shown> {
  const cwd = await folder();
  if (c.sample !== null) cpSync(path.join(level(c.code), c.sample), path.join(cwd, c.sample), { recursive: true });
  for (const [name, text] of Object.entries(c.files)) writeFileSync(path.join(cwd, name), text);
  if (c.policy) {
    writeFileSync(path.join(cwd, '考核办法.yaml'), edited(builtinPolicy.text, c.policy));
    writeFileSync(path.join(cwd, 'regulation.md'), builtinPolicy.regulation);
  }
  for (const first of c.before) {
    const [verb, file = '', sheet = '', cell = '', put = ''] = inWords(first);
    if (verb === 'put') {
      await changeWorkbook(path.join(cwd, file), { sheet, cell, put });
      continue;
    }
    const { io } = listening(cwd, { talk: 'zh-Hans' });
    const exit = await start(inWords(first), io);
    if (exit !== 0) throw new Error(`${first}: exit ${exit}`);
  }
  for (const change of c.change) await changeWorkbook(path.join(cwd, change.file), change);
  for (const change of c.archive) changeArchive(path.join(cwd, change.file), change);
  const words = c.command.replace('{check}', check).replaceAll('{file}', c.sample ?? '');
  const { io, heard } = listening(cwd, {
    talk,
    outIsTerminal: c.terminal,
    ...(c.fault === 'out-of-memory' ? { worker: new URL('file:///worker.js') } : {}),
  });
  if (c.fault) meet({ kind: c.fault, file: path.join(cwd, c.sample ?? '', c['fault-at']) });
  const exit = await start(inWords(words), io).finally(() => meet(null));
  const { out, err } = heard();
  const text = [`$ appraise ${words}\n`, out, out !== '' && err !== '' ? '--\n' : '', err, `exit ${exit}\n`].join('');
  // The policy's hash changes with every word of it and says nothing about the problem; so does that of an entry.
  const masked = text
    .replaceAll(/SHA-256 [0-9a-f]{12}/g, 'SHA-256 ············')
    .replaceAll(/\b(?:[0-9a-f]{16}|[0-9a-f]{64})\b/g, (hash) => '·'.repeat(hash.length));
  return { exit, text: masked };
}

/** As a shell takes it: words between double quotes are one. */
const inWords = (command: string): string[] => [...command.matchAll(/"([^"]*)"|[^ ]+/g)].map(([word, quoted]) => quoted ?? word);

/** As somebody would behind the archive's back: with the database's own shell, or by a copy that broke off. */
function changeArchive(file: string, { run, cut }: Case['archive'][number]): void {
  if (run.length > 0) {
    const db = new DatabaseSync(file);
    for (const sql of run) db.exec(sql);
    db.close();
  }
  if (cut !== undefined) truncateSync(file, cut);
}

type Change = Omit<Case['change'][number], 'file' | 'find'> & { readonly find?: string };

/** As somebody would in Excel: a cell written over, a whole sheet deleted, or what `do` says. */
async function changeWorkbook(file: string, { sheet, cell, put, do: deed, find = '' }: Change): Promise<void> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  await book.xlsx.readFile(file);
  if (deed === 'add') book.addWorksheet(sheet);
  const found = book.getWorksheet(sheet);
  if (!found) throw new Error(`no sheet ${sheet} in ${file}`);
  if (deed === 'rename') found.name = put;
  // Known to exceljs but missing in its types.
  else if (deed === 'first') Object.assign(found, { orderNo: -1 });
  else if (deed === 'hide') found.state = 'hidden';
  else if (deed === 'hide-row') found.getRow(Number(put)).hidden = true;
  else if (deed === 'hide-column') found.getColumn(put).hidden = true;
  else if (deed === 'drop-results') dropResults(book);
  else if (deed === 'remember') bendMemory(found, new RegExp(find), put);
  else if (deed === undefined && cell === undefined) book.removeWorksheet(found.id);
  else if (deed === undefined && cell !== undefined) found.getCell(cell).value = put;
  await book.xlsx.writeFile(file);
}

function dropResults(book: Workbook): void {
  for (const ws of book.worksheets)
    ws.eachRow((row) =>
      row.eachCell((cell) => {
        if (cell.formula) cell.value = { formula: cell.formula } as CellValue;
      }),
    );
}

/** The memory with something else in it, packed as the tool packs it. */
function bendMemory(ws: Worksheet, find: RegExp, put: string): void {
  const packed: string[] = [];
  ws.eachRow((row, n) => {
    if (n > 1) packed.push(String(row.getCell(1).value));
  });
  const text = inflateSync(Buffer.from(packed.join(''), 'base64')).toString('utf8');
  if (!find.test(text)) throw new Error(`not in the memory: ${find}`);
  ws.spliceRows(1, ws.rowCount);
  memoryRows(text.replace(find, put)).forEach((row, i) => {
    ws.getCell(i + 1, 1).value = row;
  });
}

async function start(argv: readonly string[], io: ReturnType<typeof listening>['io']): Promise<ExitCode> {
  let exit: ExitCode | null = null;
  try {
    const root = program(await helpFor(io.talk), async (_color, run) => {
      exit = await run(io);
    });
    await root.parseAsync(['node', 'appraise', ...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    await reportUsage(io, error);
    exit = process.exitCode as ExitCode;
    process.exitCode = undefined;
  }
  if (exit === null) throw new Error(`nothing was started by ${argv.join(' ')}`);
  return exit;
}

function edited(text: string, edits: NonNullable<Case['policy']>): string {
  return edits.reduce((now, { find, put }) => {
    if (now.split(find).length !== 2) throw new Error(`not just once in the policy: ${find}`);
    return now.replace(find, put);
  }, text);
}
