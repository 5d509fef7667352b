// A desk to run commands at: a folder that goes away, a terminal that is only listened to, exports written by hand.
import { mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { ExitCode, Io } from '../../src/commands/io.ts';
import { type RankOptions, rank } from '../../src/commands/rank.ts';

/** A folder of its own for one test, by its real path. */
export async function folder(): Promise<string> {
  const made = await realpath(await mkdtemp(path.join(tmpdir(), 'appraise-')));
  onTestFinished(() => rm(made, { recursive: true, force: true }));
  return made;
}

export interface Said {
  readonly code: ExitCode;
  readonly out: string;
  readonly outBytes: Uint8Array;
  readonly err: string;
}

/** An Io that keeps what is said. */
export function listening(cwd: string, given: Partial<Io> = {}): { io: Io; heard: () => Omit<Said, 'code'> } {
  const chunks: Uint8Array[] = [];
  let err = '';
  const io: Io = {
    cwd,
    out: async (chunk) => {
      chunks.push(Buffer.from(chunk));
    },
    err: (text) => {
      err += text;
    },
    outIsTerminal: false,
    errIsTerminal: false,
    stdin: async () => new Uint8Array(),
    columns: 80,
    color: false,
    talk: 'en',
    now: () => '2026-11-27T08:00:00Z',
    account: () => 'clerk',
    ...given,
  };
  const heard = () => ({ out: Buffer.concat(chunks).toString('utf8'), outBytes: Buffer.concat(chunks), err });
  return { io, heard };
}

/** Runs `appraise rank` in `cwd`. */
export async function runRank(cwd: string, files: readonly string[], options: RankOptions = {}, given: Partial<Io> = {}): Promise<Said> {
  const { io, heard } = listening(cwd, given);
  const code = await rank(io, files, options);
  return { code, ...heard() };
}

/** Everything in a folder, by relative path, sorted. */
export async function listing(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true });
  return entries
    .filter((e) => !e.isDirectory())
    .map((e) => path.relative(dir, path.join(e.parentPath, e.name)))
    .sort();
}

// ── exports ──

export interface Row {
  readonly id: string;
  readonly name?: string;
  readonly unit?: string;
  readonly category?: string;
  readonly level?: string;
  readonly status?: string;
  readonly scores?: readonly [evaluation: string, work: string, study: string, party: string];
  readonly adjustment?: string;
  /** 政治素质, 担当作为 */
  readonly qualities?: readonly [string, string];
}

const heads = [
  '工号',
  '姓名',
  '单位',
  '人员类别',
  '层级',
  '考核状态',
  '干群评价',
  '工作作风与绩效',
  '政治理论与业务学习',
  '党建工作责任制落实',
  '加减分项',
];

/** One flat CSV: the period stands in its title unless `title` is null. */
export function csv(rows: readonly Row[], title: string | null = '2026年第三季度考核得分'): string {
  const inspected = rows.some((r) => r.qualities);
  const quoted = (t: string) => (/[",\r\n]/.test(t) ? `"${t.replaceAll('"', '""')}"` : t);
  const lines = rows.map((r) => [
    ...[r.id, r.name ?? `人${r.id}`, r.unit ?? '办公室', r.category ?? '综合管理类', r.level ?? '科级', r.status ?? ''],
    ...(r.scores ?? ['85', '85', '85', '85']),
    r.adjustment ?? '0',
    ...(inspected ? (r.qualities ?? ['', '']) : []),
  ]);
  const head = [...heads, ...(inspected ? ['政治素质', '担当作为'] : [])];
  return [...(title === null ? [] : [[title]]), head, ...lines].map((line) => `${line.map(quoted).join(',')}\r\n`).join('');
}

/** `n` people of one group whose totals fall by one from the first to the last. */
export function people(n: number, firstId = 1): Row[] {
  return Array.from({ length: n }, (_, i) => {
    const score = String(95 - i);
    return { id: String(firstId + i).padStart(4, '0'), scores: [score, score, score, score] };
  });
}
