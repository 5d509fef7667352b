// `appraise stability` as it is run: what is shown and written, what is refused, the same bytes again.
import { copyFile, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/commands/io.ts';
import { type StabilityOptions, stability } from '../../src/commands/stability.ts';
import { stabilitySchema } from '../../src/papers/stability/json.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { readBook } from '../../src/sheets/read.ts';
import { csv, folder, listening, people, runRank, type Said } from './desk.ts';

async function runStability(cwd: string, files: readonly string[], options: StabilityOptions = {}, given: Partial<Io> = {}): Promise<Said> {
  const { io, heard } = listening(cwd, given);
  const code = await stability(io, files, options);
  return { code, ...heard() };
}
const golden = (name: string) => path.resolve('test/golden', name);

/** The sample with ballots, alone in a folder. */
async function office(): Promise<string> {
  const dir = await folder();
  await copyFile('samples/q3-full.xlsx', path.join(dir, 'q3-full.xlsx'));
  return dir;
}

describe('on the terminal', () => {
  test.each(['zh-Hans', 'en'] as const)('summary and near-line list in %s', async (talk) => {
    const said = await runStability(await office(), ['q3-full.xlsx'], {}, { talk });
    expect(said.code).toBe(0);
    await expect(said.out).toMatchFileSnapshot(golden(`stability.${talk}.txt`));
    const { displayWidth } = await import('../../src/problems/width.ts');
    expect(said.out.split('\n').filter((l) => displayWidth(l) > 80)).toEqual([]);
  });
  test('progress is told on a terminal only, and nothing of it stays', async () => {
    const dir = await office();
    const real = performance.now.bind(performance);
    let later = 0;
    performance.now = () => {
      later += 500;
      return real() + later;
    };
    try {
      const shown = await runStability(dir, ['q3-full.xlsx'], { draws: '100' }, { errIsTerminal: true });
      expect(shown.err).toMatch(/\rcomputing \d+\/\d+/);
      expect(shown.err).toContain('\r\u001b[K');
      const silent = await runStability(dir, ['q3-full.xlsx'], { draws: '100' });
      expect(silent.err).not.toContain('computing');
    } finally {
      performance.now = real;
    }
  });
});

describe('as a file', () => {
  test('JSON follows its contract; the same seed gives the same bytes, another one others', async () => {
    const dir = await office();
    const run = async (name: string, options: StabilityOptions) => {
      expect((await runStability(dir, ['q3-full.xlsx'], { output: name, draws: '200', ...options })).code).toBe(0);
      return readFile(path.join(dir, name), 'utf8');
    };
    const [one, again, other] = [await run('1.json', {}), await run('2.json', {}), await run('3.json', { seed: '2' })];
    expect(again).toBe(one);
    expect(other).not.toBe(one);
    const data = stabilitySchema.parse(JSON.parse(one));
    expect(data.people).toHaveLength(data.groups.reduce((n, g) => n + g.n, 0));
    for (const p of data.people)
      for (const c of p.cuts) {
        const sum = Object.values(c.ballots ?? {}).reduce((s, v) => s + Number(v), 0);
        expect(sum).toBeCloseTo(1, 5);
      }
    expect((await stat(path.join(dir, '1.json'))).mode & 0o777).toBe(0o600);
  });
  test('every list as Markdown and CSV, every sheet of a workbook, a document', async () => {
    const dir = await office();
    const md = await runStability(dir, ['q3-full.xlsx'], { format: 'md', draws: '200' });
    await expect(md.out).toMatchFileSnapshot(golden('stability.md'));
    const text = await runStability(dir, ['q3-full.xlsx'], { format: 'csv', draws: '200' });
    expect(text.out).toContain('最小权重变动');
    for (const format of ['xlsx', 'docx']) expect((await runStability(dir, ['q3-full.xlsx'], { format, draws: '200' })).code).toBe(0);
    const book = await readBook(await readFile(path.join(dir, 'q3-full-stability.xlsx')), 'a.xlsx');
    expect(book.value?.sheets.map((s) => s.name)).toEqual(['稳定性汇总', '临界人员', '每人稳定性', '并列和小组']);
    expect(book.value?.own).toBe(true);
    // It decides nothing: no other verb takes it for a ranking.
    const back = await runStability(dir, ['q3-full-stability.xlsx']);
    expect(back.code).toBe(1);
    expect(back.err).toContain('file/no-memory');
  });
  test('what stands there is not written over, and the ranking stays what it was', async () => {
    const dir = await office();
    await writeFile(path.join(dir, 'a.json'), 'mine');
    const refused = await runStability(dir, ['q3-full.xlsx'], { output: 'a.json', draws: '10' });
    expect([refused.code, await readFile(path.join(dir, 'a.json'), 'utf8')]).toEqual([2, 'mine']);
    expect(refused.err).toContain('usage/output-exists');
  });
});

describe('what it takes', () => {
  test('a ranked workbook says the same as the export it was made of', async () => {
    const dir = await office();
    expect((await runRank(dir, ['q3-full.xlsx'])).code).toBe(0);
    const [fresh, back] = [
      await runStability(dir, ['q3-full.xlsx'], { format: 'json', draws: '100' }),
      await runStability(dir, ['q3-full-ranked.xlsx'], { format: 'json', draws: '100' }),
    ];
    expect(JSON.parse(back.out).people).toEqual(JSON.parse(fresh.out).people);
  });
  test.each([
    [{ draws: '0' }, '--draws'],
    [{ draws: '20001' }, '--draws'],
    [{ draws: '1e3' }, '--draws'],
    [{ seed: '-1' }, '--seed'],
    [{ seed: 'x' }, '--seed'],
    [{ format: 'html5' }, '--format'],
    [{ lang: 'fr' }, '--lang'],
  ])('%o is refused', async (options, named) => {
    const said = await runStability(await office(), ['q3-full.xlsx'], options);
    expect(said.code).toBe(2);
    expect(said.err).toContain('usage/bad-option');
    expect(said.err).toContain(named);
  });
  test('no workbook into a terminal, no run without files, none with errors in the data, none without the rule', async () => {
    const dir = await office();
    expect((await runStability(dir, ['q3-full.xlsx'], { format: 'xlsx', output: '-' }, { outIsTerminal: true })).err).toContain(
      'usage/binary-to-terminal',
    );
    expect((await runStability(dir, [])).code).toBe(2);
    await writeFile(path.join(dir, 'bad.csv'), csv([...people(3), { id: '0009', scores: ['x', '1', '1', '1'] }]));
    const bad = await runStability(dir, ['bad.csv']);
    expect([bad.code, bad.out]).toEqual([1, '']);
    await writeFile(
      path.join(dir, 'p.yaml'),
      builtinPolicy.text.replace(/^stability:[\s\S]*?(?=^# From what)/m, '').replace(/^regulation: .*$/m, ''),
    );
    const ruleless = await runStability(dir, ['q3-full.xlsx'], { policy: 'p.yaml' });
    expect([ruleless.code, ruleless.out]).toEqual([1, '']);
    expect(ruleless.err).toContain('policy/no-rule');
  });
  test('without ballots it says so, and calls nobody firm', async () => {
    const dir = await folder();
    await writeFile(path.join(dir, 'a.csv'), csv(people(12)));
    const said = await runStability(dir, ['a.csv'], {}, { talk: 'zh-Hans' });
    expect(said.code).toBe(0);
    expect(said.out).toContain('没有票数：干群评价是直接给出的得分，不能由票判断');
    expect(said.out).toMatch(/线内稳定 0，临界 \d+，线外稳定 0，无票难断 \d+/);
  });
});
