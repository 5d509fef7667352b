// The command line itself: what is parsed, and the real program run as people and scripts run it. It is built before (support/build.ts).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { program, talkLanguage } from '../src/cli.ts';
import { helpFor } from '../src/text/help.ts';
import type { Lang } from '../src/types.ts';
import { csv, folder, listing, people } from './commands/desk.ts';

const bin = path.resolve('bin/appraise.js');

interface Ran {
  readonly code: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** Runs the program; `stop` closes its stdout after the first chunk, as `head` does. */
function run(
  cwd: string,
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string; stop?: boolean } = {},
): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(process.execPath, [bin, ...args], {
      cwd,
      env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8', ...options.env },
    });
    const out: Buffer[] = [];
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      out.push(chunk);
      if (options.stop) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      err += chunk.toString('utf8');
    });
    child.on('error', fail);
    child.on('close', (code) => done({ code, out: Buffer.concat(out), err }));
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input ?? '');
  });
}

async function office(rows = people(10)): Promise<string> {
  const dir = await folder();
  await writeFile(path.join(dir, 'q3.csv'), csv(rows));
  return dir;
}

describe('parsing', () => {
  async function parsed(...argv: string[]): Promise<unknown> {
    let color: boolean | undefined | string = 'not started';
    const root = program(await helpFor('en'), async (c) => {
      color = c;
    });
    for (const c of [root, ...root.commands]) c.configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    await root.parseAsync(['node', 'appraise', ...argv]);
    const rank = root.commands.find((c) => c.name() === 'rank');
    return { color, files: rank?.args, options: rank?.opts() };
  }

  test('every option of rank arrives under the name the command knows', async () => {
    expect(
      await parsed(
        'rank',
        'a.xlsx',
        'b',
        '-',
        '--policy',
        'p.yaml',
        '--as-of',
        '2026-09-30',
        '--period',
        '2026Q3',
        '--format',
        'json',
        '-o',
        'x',
        '--force',
        '--lang',
        'en',
        '--allow-incomplete',
        '--verbose',
      ),
    ).toEqual({
      color: undefined,
      files: ['a.xlsx', 'b', '-'],
      options: {
        policy: 'p.yaml',
        asOf: '2026-09-30',
        period: '2026Q3',
        format: 'json',
        output: 'x',
        force: true,
        lang: 'en',
        allowIncomplete: true,
        verbose: true,
      },
    });
    expect(await parsed('rank', 'a.xlsx')).toMatchObject({ options: { lang: 'zh-Hans' } });
    expect(await parsed('--no-color', 'rank', 'a')).toMatchObject({ color: false });
    expect(await parsed('--color', 'rank', 'a')).toMatchObject({ color: true });
  });

  test.each([['rnak'], ['rank', '--frob'], ['rank', '--policy'], ['policy', 'shwo']])('%s %s is refused', async (...argv) => {
    await expect(parsed(...argv)).rejects.toMatchObject({ name: 'CommanderError' });
  });

  test('the talk follows LC_ALL, LC_MESSAGES, LANG in this order', () => {
    const cases: [Record<string, string>, Lang][] = [
      [{ LANG: 'zh_CN.UTF-8' }, 'zh-Hans'],
      [{ LANG: 'zh_SG' }, 'zh-Hans'],
      [{ LANG: 'zh_TW.UTF-8' }, 'zh-Hant'],
      [{ LANG: 'zh_HK' }, 'zh-Hant'],
      [{ LANG: 'zh-Hant-MO' }, 'zh-Hant'],
      [{ LANG: 'en_GB.UTF-8' }, 'en'],
      [{ LANG: 'C' }, 'en'],
      [{ LANG: 'zh_CN', LC_MESSAGES: 'en_US' }, 'en'],
      [{ LANG: 'en_US', LC_MESSAGES: 'fr_FR', LC_ALL: 'zh_CN' }, 'zh-Hans'],
      [{ LANG: 'zh_CN', LC_ALL: '' }, 'zh-Hans'],
    ];
    for (const [env, lang] of cases) expect([env, talkLanguage(env)]).toEqual([env, lang]);
  });
});

describe('the real program', () => {
  test('--version and --help: 0, on stdout, in the language of the terminal, every option named', async () => {
    const version = (JSON.parse(readFileSync('package.json', 'utf8')) as { version: string }).version;
    expect(await run('/', ['--version'])).toMatchObject({ code: 0, out: Buffer.from(`${version}\n`), err: '' });
    for (const [LANG, word] of [
      ['en_US.UTF-8', 'as-of date'],
      ['zh_CN.UTF-8', '截止日期'],
      ['zh_TW.UTF-8', '截止日期'],
    ] as const) {
      const { code, out, err } = await run('/', ['rank', '--help'], { env: { LANG } });
      expect([code, err]).toEqual([0, '']);
      const text = out.toString('utf8');
      for (const option of [
        '--policy',
        '--as-of',
        '--period',
        '--format',
        '-o, --output',
        '--force',
        '--lang',
        '--allow-incomplete',
        '--verbose',
        word,
      ])
        expect(text).toContain(option);
    }
  });

  test('usage: 2, on stderr, nothing on stdout', async () => {
    const dir = await office();
    for (const args of [[], ['rnak'], ['rank'], ['rank', '--frob'], ['rank', 'q3.csv', '--format', 'pdf']]) {
      const { code, out, err } = await run(dir, args);
      expect([args, code, out.length]).toEqual([args, 2, 0]);
      expect(err).not.toBe('');
    }
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('a ranking: 0, the workbook, its owner’s only; in every time zone and locale the same bytes', async () => {
    const dir = await office();
    const zones = [
      ['UTC', 'C'],
      ['Asia/Shanghai', 'zh_CN.UTF-8'],
      ['America/New_York', 'de_DE.UTF-8'],
      ['Pacific/Kiritimati', 'zh_TW.UTF-8'],
    ];
    const all = await Promise.all(
      zones.map(async ([TZ = '', LANG = ''], i) => {
        const ran = await run(dir, ['rank', 'q3.csv', '-o', `r${i}.xlsx`], { env: { TZ, LANG } });
        expect([ran.code, LANG]).toEqual([0, LANG]);
        return readFile(path.join(dir, `r${i}.xlsx`));
      }),
    );
    for (const bytes of all) expect(Buffer.compare(bytes, all[0] ?? Buffer.alloc(0))).toBe(0);
    expect(await listing(dir)).toEqual(['q3.csv', 'r0.xlsx', 'r1.xlsx', 'r2.xlsx', 'r3.xlsx']);
  });

  test('problems: 1, on stderr, nothing written', async () => {
    const dir = await office([...people(3), { id: '0009', scores: ['x', '1', '1', '1'] }]);
    const { code, out, err } = await run(dir, ['rank', 'q3.csv']);
    expect([code, out.length]).toEqual([1, 0]);
    expect(err).toContain('cell/not-a-number');
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('stdin to stdout, in a pipe', async () => {
    const { code, out } = await run('/', ['rank', '-', '--format', 'json'], { input: csv(people(3)) });
    expect(code).toBe(0);
    expect(JSON.parse(out.toString('utf8'))).toMatchObject({
      schema: 'appraise/results@1',
      people: [{ rank: 1 }, { rank: 2 }, { rank: 3 }],
    });
  });

  test('a reader that goes away ends it quietly; a reader that stays gets everything', async () => {
    const dir = await office(Array.from({ length: 3000 }, (_, i) => ({ id: String(i).padStart(5, '0') })));
    const [stopped, whole] = await Promise.all([
      run(dir, ['rank', 'q3.csv', '--format', 'json'], { stop: true }),
      run(dir, ['rank', 'q3.csv', '--format', 'json']),
    ]);
    expect(stopped.err).not.toMatch(/EPIPE|internal error|\n\s+at /);
    expect(stopped.code).toBe(0);
    expect(whole.out.length).toBeGreaterThan(1_000_000);
    expect((JSON.parse(whole.out.toString('utf8')) as { people: unknown[] }).people).toHaveLength(3000);
  });

  test('colour: none in a pipe or with NO_COLOR, some with FORCE_COLOR or --color', async () => {
    const dir = await office([{ id: '0009', scores: ['x', '1', '1', '1'] }]);
    const colored = async (args: readonly string[], env: Record<string, string> = {}) =>
      (await run(dir, [...args, 'rank', 'q3.csv'], { env })).err.includes('\u001b[');
    expect(
      await Promise.all([
        colored([]),
        colored([], { NO_COLOR: '1', FORCE_COLOR: '1' }),
        colored([], { FORCE_COLOR: '1' }),
        colored(['--color']),
        colored(['--no-color'], { FORCE_COLOR: '1' }),
        colored([], { FORCE_COLOR: '0' }),
      ]),
    ).toEqual([false, false, true, true, false, false]);
  });

  test('an interrupt ends with 130 and leaves no litter', async () => {
    const dir = await folder();
    let code: number | null = null;
    // On a busy machine the signal may come before the program has begun to listen; then it is sent later.
    for (const wait of [700, 2_500, 8_000]) {
      const child = spawn(process.execPath, [bin, 'rank', '-'], { cwd: dir, stdio: ['pipe', 'pipe', 'pipe'] });
      const closed = new Promise<number | null>((done) => void child.on('close', done));
      await new Promise((later) => setTimeout(later, wait));
      child.kill('SIGINT');
      code = await closed;
      if (code !== null) break;
    }
    expect(code).toBe(130);
    expect(await listing(dir)).toEqual([]);
  });
});
