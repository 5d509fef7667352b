// Under --mask nobody is named: not by any verb, in any format, of any sample, in what is written or said.
import { cpSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { folder, listing } from '../commands/desk.ts';
import { run } from '../dossier/desk.ts';
import { contents, filesIn, leaked, namesIn } from './leaks.ts';

const key = 'a key of sixteen bytes or more';
const samples = path.resolve('samples');

interface Desk {
  readonly cwd: string;
  readonly names: ReadonlySet<string>;
}

/** A folder with samples and a key. */
async function desk(...from: readonly string[]): Promise<Desk> {
  const cwd = await folder();
  for (const f of from) cpSync(path.join(samples, f), path.join(cwd, path.basename(f)), { recursive: true });
  const names = await namesIn(from.flatMap((f) => filesIn(path.join(samples, f))));
  writeFileSync(path.join(cwd, 'key'), key);
  expect(names.size).toBeGreaterThan(0);
  return { cwd, names };
}

/** Runs a command; what it says and every file that it wrote, searched. */
async function clean({ cwd, names }: Desk, command: string, exits: readonly number[] = [0]): Promise<string> {
  const before = new Set(await listing(cwd));
  const { code, out, err } = await run(cwd, command.split(' '), { talk: 'zh-Hans' });
  expect({ command, code: exits.includes(code) ? 0 : code, err: exits.includes(code) ? '' : err }).toEqual({ command, code: 0, err: '' });
  const made = (await listing(cwd)).filter((f) => !before.has(f));
  expect({ command, where: 'said', leaked: leaked(names, `${out}\n${err}`) }).toEqual({ command, where: 'said', leaked: [] });
  for (const file of made)
    expect({ command, file, leaked: leaked(names, `${file}\n${await contents(path.join(cwd, file))}`) }).toEqual({
      command,
      file,
      leaked: [],
    });
  return out + err;
}

describe('rank, validate, inspect and init', () => {
  const sets: readonly (readonly [string, readonly string[]])[] = [
    ['flat', ['q3.xlsx']],
    ['a sheet a block', ['q3-full.xlsx']],
    ['a file a unit', ['units']],
  ];
  for (const [of, from] of sets)
    test(of, { timeout: 120_000 }, async () => {
      const at = await desk(...from);
      const [name = ''] = from;
      for (const format of ['xlsx', 'json', 'csv', 'md']) await clean(at, `rank ${name} --mask key --format ${format} -o r.${format}`);
      await clean(at, `rank ${name} --mask key --report json=r.report.json --report text=r.txt --show-values --verbose --force`);
      await clean(at, `rank ${name} --mask key --mask-units -o units.xlsx --lang en`);
      for (const format of ['text', 'compact', 'json', 'jsonl', 'csv', 'md', 'github', 'sarif'])
        await clean(
          at,
          `validate ${name} --mask key --show-values --verbose --format ${format} --format text=${format}.txt`.replace(
            'text --format text=',
            'text --format json=',
          ),
        );
      await clean(at, `validate ${name} --mask key --each --show-values --verbose`);
      await clean(at, `validate ${name} --mask key --mark ${name === 'units' ? 'marked' : 'marked.xlsx'}`);
      for (const format of ['text', 'json', 'jsonl', 'md']) await clean(at, `inspect ${name} --mask key --format ${format}`);
      await clean(at, `inspect ${name} --mask key --cells`);
      await clean(at, `init ${name} --mask key -o map.yaml`);
      await clean(at, `inspect units.xlsx --mask key --cells`);
    });

  const twins = ['formats', 'layouts'].flatMap((d) => readdirSync(path.join(samples, 'twins', d)).map((f) => `twins/${d}/${f}`));
  test('every format and layout of the same export', { timeout: 120_000 }, async () => {
    const at = await desk(...twins);
    for (const file of twins.map((t) => path.basename(t))) {
      await clean(at, `rank ${file} --mask key --period 2026Q3 --format json`, [0, 1]);
      await clean(at, `inspect ${file} --mask key --cells`);
      await clean(at, `validate ${file} --mask key --mark ${file}-marked.xlsx`, [0, 1]);
    }
  });

  test('every mistake of the gallery', { timeout: 240_000 }, async () => {
    const levels = ['cell', 'column', 'row', 'sheet', 'table', 'file'];
    const bad = levels.flatMap((l) =>
      readdirSync(path.join(samples, 'bad', l))
        .filter((f) => !/\.(yaml|txt)$/.test(f))
        .map((f) => `bad/${l}/${f}`),
    );
    expect(bad.length).toBeGreaterThan(80);
    for (const file of bad) {
      const at = await nameable(file);
      if (at === null) continue;
      const name = path.basename(file);
      await clean(at, `validate ${name} --mask key --show-values --verbose --format text --format json=p.json`, [0, 1]);
      await clean(at, `inspect ${name} --mask key --cells`, [0, 1]);
    }
  });
});

/** A sample of the gallery that can be read and names somebody; null for others. */
async function nameable(file: string): Promise<Desk | null> {
  const names = await namesIn(filesIn(path.join(samples, file))).catch(() => new Set<string>());
  return names.size === 0 ? null : desk(file);
}

test('a year: quarters, lists, papers, an archive beside them', { timeout: 240_000 }, async () => {
  const at = await desk('year');
  const plainly = (command: string) => run(at.cwd, command.split(' '), { talk: 'zh-Hans' });
  for (const q of [1, 2, 3, 4]) {
    await clean(at, `rank year/${q}季度 --mask key -o m${q}.xlsx`);
    expect((await plainly(`rank year/${q}季度 -o r${q}.xlsx`)).code).toBe(0);
  }
  const quarters = 'r1.xlsx r2.xlsx r3.xlsx r4.xlsx year/年度考察.csv';
  for (const format of ['xlsx', 'json', 'csv', 'md']) await clean(at, `year ${quarters} --mask key --format ${format} -o y.${format}`);
  await clean(at, 'year m1.xlsx m2.xlsx m3.xlsx m4.xlsx -o my.xlsx');
  expect((await plainly(`year ${quarters} -o real.xlsx`)).code).toBe(0);
  expect((await plainly('dossier add r1.xlsx r2.xlsx r3.xlsx r4.xlsx real.xlsx --archive a.dossier')).code).toBe(0);
  expect((await plainly('dossier add year/纪实 --archive a.dossier')).code).toBe(0);
  for (const from of ['real.xlsx --mask key', 'y.xlsx', 'year/4季度 --mask key'])
    for (const verb of ['talks', 'select', 'advance', 'grades', 'fitness', 'evaluate', 'tolerance', 'notice']) {
      const own =
        verb === 'notice' ? ' --from 2027-01-11' : ['talks', 'evaluate', 'tolerance'].includes(verb) ? ` --records papers-${verb}` : '';
      const formats = from === 'real.xlsx --mask key' ? ['xlsx', 'docx', 'json', 'csv', 'md'] : ['xlsx', 'json'];
      for (const format of formats) await clean(at, `${verb} ${from} --format ${format} -o list.${format} --force${own}`);
    }
  for (const verb of ['talks', 'select', 'advance'])
    await clean(at, `${verb} r4.xlsx --archive a.dossier --mask key --format json -o kept.json --force`);
  await clean(at, `year r1.xlsx r2.xlsx r4.xlsx --archive a.dossier --mask key -o kept.xlsx`);
  await clean(at, 'inspect year/纪实 --mask key --cells');
  await clean(at, 'inspect real.xlsx --mask key --cells');
  await clean(at, 'validate year/4季度 --mask key --mark marked');
  await clean(at, 'dossier find 谈话 --mask key --archive a.dossier --format csv');
  expect(existsSync(path.join(at.cwd, 'papers-evaluate'))).toBe(true);
});
