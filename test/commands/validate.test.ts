// validate: the checks of rank, reports for people and programs, many files, faults.
import { spawn } from 'node:child_process';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Io } from '../../src/commands/io.ts';
import { commandLine, quoted } from '../../src/commands/suggest.ts';
import { type ValidateOptions, validate } from '../../src/commands/validate.ts';
import { problemsSchema } from '../../src/problems/report-json.ts';
import { csv, folder, listening, listing, people, type Row, runRank } from './desk.ts';

async function run(dir: string, files: readonly string[], options: ValidateOptions = {}, given: Partial<Io> = {}) {
  const { io, heard } = listening(dir, given);
  const code = await validate(io, files, options);
  return { code, ...heard() };
}
const bad: Row = { id: '0009', name: '张三', scores: ['89。5', '85', '', '101'] };
async function office(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await folder();
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(dir, name), text);
  return dir;
}
const worker = new URL('../../dist/worker.js', import.meta.url);

describe('the checks', () => {
  test('are those of rank, and no file is written', async () => {
    const dir = await office({ 'q3.csv': csv([...people(3), bad]) });
    const [mine, ranked] = [await run(dir, ['q3.csv'], { verbose: true }), await runRank(dir, ['q3.csv'], { verbose: true })];
    expect([mine.code, ranked.code]).toEqual([1, 1]);
    const body = mine.out.split('\n✖ 3 errors')[0] ?? '';
    expect(body).toContain('张三');
    expect(ranked.err).toContain(body);
    expect(mine.out).toContain('✖ 3 errors (3 kinds)');
    expect(mine.err).toContain('Next: appraise explain cell/');
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('0 without errors; the next command is the ranking', async () => {
    const dir = await office({ '三 季度.csv': csv(people(3)) });
    const said = await run(dir, ['三 季度.csv'], { period: '2026Q3' });
    expect(said.code).toBe(0);
    expect(said.err).toContain('Next: appraise rank "三 季度.csv" --period 2026Q3\n');
  });

  test('a file that cannot be read hides no other, and what may only follow from it is held back', async () => {
    const roster = csv(people(3)).replaceAll('人员类别', '备用');
    const dir = await office({ 'a.csv': '\u0001\u0002\u0003\u0004', 'b.csv': roster });
    const { out, code } = await run(dir, ['.'], { verbose: true });
    expect(code).toBe(1);
    expect(out).toContain('file/unknown-kind');
    expect(out).toContain('table/held-back');
    expect(out).not.toContain('table/no-category');
    expect((await run(dir, ['b.csv'])).out).toContain('table/no-category');
  });

  test('--strict makes warnings errors', async () => {
    const text = csv(people(3))
      .replace('加减分项', '总分')
      .replace(/,0\r\n/g, ',12\r\n');
    const dir = await office({ 'q3.csv': text });
    const [usual, strict] = [await run(dir, ['q3.csv']), await run(dir, ['q3.csv'], { strict: true })];
    expect([usual.code, strict.code]).toEqual([0, 1]);
    expect(usual.out).toContain('! ');
    expect(strict.out).toContain('✖ ');
    expect((await runRank(dir, ['q3.csv'], { strict: true })).code).toBe(1);
    expect((await runRank(dir, ['q3.csv'], { strict: true, allowIncomplete: true })).code).toBe(2);
  });

  test.each([
    [{ format: ['pdf'] }],
    [{ format: ['text', 'json'] }],
    [{ max: '0' }],
    [{ jobs: 'x' }],
    [{ lang: 'fr' }],
    [{ limit: ['x=1'] }],
  ])('usage: %j', async (options) => {
    expect(await run(await office({ 'q3.csv': csv(people(2)) }), ['q3.csv'], options)).toMatchObject({ code: 2, out: '' });
  });

  test('standard input', async () => {
    const given = { stdin: async () => new TextEncoder().encode(csv([...people(2), bad])) };
    for (const each of [false, true]) expect((await run('/', ['-'], { each }, given)).out).toContain('stdin');
  });
});

describe('reports', () => {
  test('outside the text no name, no id, no content of a cell leaves unless asked for', async () => {
    const dir = await office({ 'q3.csv': csv([...people(3), bad]) });
    for (const format of ['compact', 'json', 'jsonl', 'csv', 'md', 'github', 'sarif']) {
      const [closed, open] = [
        await run(dir, ['q3.csv'], { format: [format] }),
        await run(dir, ['q3.csv'], { format: [format], showValues: true }),
      ];
      expect(closed.code).toBe(1);
      for (const secret of ['张三', '0009', '89。5', '89.5']) expect(closed.out, format).not.toContain(secret);
      expect(closed.out, format).toContain('cell/not-a-number');
      expect(open.out, format).toContain('89。5');
    }
  });

  test('JSON keeps its contract', async () => {
    const dir = await office({ 'q3.csv': csv([...people(3), bad]) });
    const report = problemsSchema.parse(JSON.parse((await run(dir, ['q3.csv'], { format: ['json'], lang: 'zh-Hans' })).out));
    expect(report.totals).toMatchObject({ errors: 3, kinds: 3 });
    expect(report.problems.find((p) => p.code === 'cell/blank')).toMatchObject({
      file: 'q3.csv',
      path: 'q3.csv',
      sheet: null,
      line: 6,
      person: null,
    });
    expect(report.inputs[0]?.totals.errors).toBe(3);
  });

  test('several at once, each its owner’s only; never over a file without --force', async () => {
    const dir = await office({ 'q3.csv': csv([...people(3), bad]) });
    const format = ['text', 'sarif=out.sarif', 'csv=p.csv', 'md=p.md', 'json=p.json'];
    const { code, out } = await run(dir, ['q3.csv'], { format });
    expect([code, out.includes('✖ 3 errors')]).toEqual([1, true]);
    expect(await listing(dir)).toEqual(['out.sarif', 'p.csv', 'p.json', 'p.md', 'q3.csv']);
    expect((await stat(path.join(dir, 'p.csv'))).mode & 0o777).toBe(0o600);
    expect((await run(dir, ['q3.csv'], { format, lang: 'zh-Hans' })).code).toBe(2);
    expect((await run(dir, ['q3.csv'], { format: ['csv=q3.csv'], force: true })).code).toBe(2);
    const sarif = JSON.parse(await readFile(path.join(dir, 'out.sarif'), 'utf8'));
    const [one] = sarif.runs;
    expect(sarif.version).toBe('2.1.0');
    expect(one.language).toMatch(/^[a-z]{2}(-[A-Z]{2})?$/);
    for (const r of one.results) {
      expect(one.tool.driver.rules[r.ruleIndex].id).toBe(r.ruleId);
      expect(['error', 'warning', 'note']).toContain(r.level);
      if (!r.locations) continue;
      const { artifactLocation, region } = r.locations[0].physicalLocation;
      expect(one.artifacts[artifactLocation.index].location.uri).toBe(artifactLocation.uri);
      if (r.level === 'error') expect(region.startLine).toBe(6);
    }
    expect((await runRank(dir, ['q3.csv'], { report: ['csv=r.csv'] })).code).toBe(1);
    expect(await listing(dir)).toContain('r.csv');
  });

  test('github: commas, colons and line ends of names are escaped; csv: no formula', async () => {
    const dir = await office({ 'a,b:c%.csv': csv([...people(2), { ...bad, scores: ['=1+1', '85', '85', '85'] }]) });
    const { out } = await run(dir, ['.'], { format: ['github'] });
    expect(out).toMatch(/^::error file=a%2Cb%3Ac%25\.csv,line=5,title=[^,\n]*::[^\n]+$/m);
    expect((await run(dir, ['.'], { format: ['csv'], showValues: true })).out).not.toMatch(/(^|,)"?=/m);
  });
});

describe('many files', () => {
  test('3,000 each for itself: the same with and without workers; a broken one hides none', { timeout: 120_000 }, async () => {
    const dir = await folder();
    const [good, wrong] = [csv(people(6)), csv([...people(5), bad])];
    for (let i = 0; i < 3000; i++) await writeFile(path.join(dir, `${String(i).padStart(4, '0')}.csv`), i % 100 === 7 ? wrong : good);
    await writeFile(path.join(dir, '1500.csv'), Buffer.from([0x50, 0x4b, 3, 4, 0, 0]));
    const format = ['compact'];
    const [alone, pooled] = [
      await run(dir, ['.'], { each: true, format, jobs: '1' }, { worker }),
      await run(dir, ['.'], { each: true, format, jobs: '2' }, { worker }),
    ];
    expect(pooled.out).toBe(alone.out);
    expect(pooled.code).toBe(1);
    expect(pooled.out.split('\n').filter((l) => l.includes('cell/not-a-number'))).toHaveLength(30);
    expect(pooled.out).toMatch(/^1500\.csv: error file\//m);
  });

  test('a worker that dies takes its one file with it', async () => {
    const dir = await office({ 'a.csv': csv(people(3)), 'b.csv': csv(people(3)), 'c.csv': csv([bad]) });
    const text = `import { parentPort, workerData } from 'node:worker_threads';
      const { files, shared, slot } = workerData;
      for (;;) {
        const index = Atomics.add(shared, 0, 1);
        if (!files[index]) break;
        Atomics.store(shared, slot, index);
        if (files[index].label === 'b.csv') throw new Error('张三');
        parentPort.postMessage({ index, result: { problems: [], policyProblems: [], input: null, rows: 1, people: 1 } });
      }`;
    const entry = new URL(`data:text/javascript,${encodeURIComponent(text)}`);
    const said = await run(dir, ['.'], { each: true, jobs: '2', format: ['compact'] }, { worker: entry });
    expect(said.code).toBe(3);
    expect(said.out).toMatch(/^b\.csv: error internal\/fault/);
    expect(said.out).not.toMatch(/^[ac]\.csv: error internal/m);
    expect(said.out + said.err).not.toContain('张三');
  });

  test('workers that cannot start end the run, with every file told', async () => {
    const dir = await office({ 'a.csv': csv(people(3)), 'b.csv': csv(people(3)), 'c.csv': csv([bad]) });
    const entry = new URL('data:text/javascript,throw new Error("never")');
    const said = await run(dir, ['.'], { each: true, jobs: '2', format: ['compact'] }, { worker: entry });
    expect(said.code).toBe(3);
    expect(said.out.match(/internal\/fault/g)).toHaveLength(3);
  });
});

test('suggested commands can be copied', () => {
  expect(['q3.csv', '三季度.xlsx', 'a b.csv', "it's.csv", '$x.csv', '-f.csv'].map(quoted)).toEqual([
    ...['q3.csv', '三季度.xlsx', '"a b.csv"', '"it\'s.csv"', "'$x.csv'", './-f.csv'],
  ]);
  expect(commandLine('rank', ['a b', '-'], { '--policy': 'm y.yaml', '--force': true, '--as-of': undefined })).toBe(
    'appraise rank "a b" - --policy "m y.yaml" --force',
  );
});

test('a fault of the program: 3, asks for a report, and tells nothing of the data', async () => {
  const dir = await office({ 'q3.csv': csv(people(3)) });
  const fault = 'data:text/javascript,JSON.stringify=()=>{throw new Error(["sec","ret"].join(""))}';
  const child = spawn(process.execPath, ['--import', fault, path.resolve('bin/appraise.js'), 'rank', 'q3.csv', '--format', 'json'], {
    cwd: dir,
    env: { PATH: process.env['PATH'] ?? '', LANG: 'en_US.UTF-8' },
  });
  let err = '';
  child.stderr.on('data', (chunk: Buffer) => {
    err += chunk.toString('utf8');
  });
  const code = await new Promise((done) => void child.on('close', done));
  expect(code).toBe(3);
  expect(err).toContain('Please report');
  expect(err).not.toContain('secret');
});
