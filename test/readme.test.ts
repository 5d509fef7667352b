// The README's tutorial, executed: every `console` block in order, in a folder of its own.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');
const readme = readFileSync(path.join(root, 'README.md'), 'utf8');
let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'appraise-readme-'));
  const tracked = execFileSync('git', ['ls-files', '-z', 'samples'], { cwd: root, encoding: 'utf8' })
    .split('\0')
    .filter((f) => f !== '');
  for (const file of tracked) cpSync(path.join(root, file), path.join(folder, file));
  mkdirSync(path.join(folder, 'bin'));
  symlinkSync(path.join(root, 'bin/appraise.js'), path.join(folder, 'bin/appraise'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Step {
  readonly command: string;
  readonly exit: number;
  /** Lines that it prints, in this order, others between them. */
  readonly lines: readonly string[];
}

function steps(): Step[] {
  const blocks = [...readme.matchAll(/```console\n([\s\S]*?)```/g)].map((m) => m[1] ?? '');
  const found: Step[] = [];
  for (const line of blocks.join('').split('\n')) {
    const exit = /^exit (\d+)$/.exec(line)?.[1];
    const last = found.at(-1);
    if (line.startsWith('$ ')) found.push({ command: line.slice(2), exit: 0, lines: [] });
    else if (exit !== undefined && last) found[found.length - 1] = { ...last, exit: Number(exit) };
    else if (line.trim() !== '' && last) found[found.length - 1] = { ...last, lines: [...last.lines, line] };
  }
  return found;
}

/** Those of `lines` that stand in `text` one after another, up to the first that does not. */
function inOrder(lines: readonly string[], text: string): string[] {
  let from = 0;
  const printed = text.split('\n');
  const missing = lines.findIndex((line) => {
    const at = printed.indexOf(line, from);
    from = at + 1;
    return at < 0;
  });
  return lines.slice(0, missing < 0 ? lines.length : missing);
}

// Some ninety commands, a process each.
test('the tutorial runs as it is written', { timeout: 400_000 }, () => {
  const all = steps();
  expect(all.length).toBeGreaterThan(10);
  for (const { command, exit, lines } of all) {
    const env = { ...process.env, PATH: `${path.join(folder, 'bin')}:${process.env['PATH']}`, LANG: 'zh_CN.UTF-8', LC_ALL: 'zh_CN.UTF-8' };
    const ran = spawnSync('bash', ['-c', command], { cwd: folder, env, encoding: 'utf8' });
    expect({ command, exit: ran.status, stderr: exit === 0 && ran.status !== 0 ? ran.stderr : '' }).toEqual({ command, exit, stderr: '' });
    expect({ command, lines: inOrder(lines, `${ran.stdout}\n${ran.stderr}`) }).toEqual({ command, lines });
  }
  for (const made of [
    'samples/q3-ranked.xlsx',
    'samples/q3-full-ranked.xlsx',
    'samples/units/2026Q3-ranked.xlsx',
    'q3.json',
    'q3.md',
    'q3.csv',
    'mine.xlsx',
    'mended.csv',
    'problems.csv',
    'marked.xlsx',
    'template.xlsx',
    'papers/档案.dossier',
    'papers/年册/33002003-邓若水-2026.docx',
  ]) {
    expect(existsSync(path.join(folder, made)), made).toBe(true);
  }
});

test('the two commands at the top are complete by themselves', () => {
  const commands = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map((m) => m[1]?.trim());
  expect(commands).toEqual(['npm ci && npx appraise rank samples/q3.xlsx', 'npm ci && npm test']);
});
