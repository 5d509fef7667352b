// An archive in a folder of its own, and statements to enter.
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { CommanderError } from 'commander';
import { onTestFinished } from 'vitest';
import { program } from '../../src/cli.ts';
import type { ExitCode, Io } from '../../src/commands/io.ts';
import type { Day } from '../../src/day.ts';
import { Archive, type Writer } from '../../src/dossier/archive.ts';
import type { Statement } from '../../src/dossier/entry.ts';
import { helpFor } from '../../src/text/help.ts';
import { folder, listening, type Said } from '../commands/desk.ts';

export const writer: Writer = { account: () => 'clerk', now: () => '2026-11-27T08:00:00Z' };

/** Something that happened; `day` null: then the year must be given. */
export function happened(id: string, text: string, given: Partial<Statement> = {}): Statement {
  const day = given.day === undefined ? ('2026-03-05' as Day) : given.day;
  const { number = '', block = 'daily' } = given;
  return {
    form: 'chronicle',
    block,
    person: id,
    id,
    name: `人${id}`,
    day,
    year: Number((day ?? '2026').slice(0, 4)),
    number,
    data: { block, text, date: day, document: '', matter: '', number, by: '', place: '', result: '' },
    from: null,
    ...given,
  };
}

/** `dossier record` of something of 张三, as it is typed. */
export const recording = (text: string, ...more: string[]): string[] => [
  'dossier',
  'record',
  '1',
  '--name',
  '张三',
  '--block',
  '日常',
  '--date',
  '2026-03-05',
  '--text',
  text,
  ...more,
];

/** 基本情况 on a day. */
export const basic = (id: string, day: string, unit: string, given: Partial<Statement> = {}): Statement => ({
  ...happened(id, '', { day: day as Day, block: 'basic' }),
  form: 'basic',
  data: { unit },
  ...given,
});

export const enter = (archive: Archive, statements: readonly Statement[], reason: string | null = null) =>
  archive.enter(
    statements.map((statement) => ({ statement, said: statement })),
    writer,
    reason,
  );

/** A new archive that closes when the test ends. */
export async function archiveIn(cwd?: string, name = 'archive.dossier'): Promise<Archive> {
  const archive = await Archive.open(path.join(cwd ?? (await folder()), name), 'create', writer);
  onTestFinished(() => {
    try {
      archive.close();
    } catch {
      // It was closed in the test.
    }
  });
  return archive;
}

/** With the database's own shell: what nobody is meant to do. */
export function behindItsBack(file: string, sql: readonly string[]): void {
  const db = new DatabaseSync(file);
  try {
    for (const s of sql) db.exec(s);
  } finally {
    db.close();
  }
}

/** Runs `appraise …` in `cwd`. */
export async function run(cwd: string, argv: readonly string[], given: Partial<Io> = {}): Promise<Said> {
  const { io, heard } = listening(cwd, given);
  let code: ExitCode | null = null;
  try {
    const root = program(await helpFor(io.talk), async (_color, start) => {
      code = await start(io);
    });
    await root.parseAsync(['node', 'appraise', ...argv]);
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
  }
  if (code === null) throw new Error(`nothing was started by ${argv.join(' ')}`);
  return { code, ...heard() };
}
