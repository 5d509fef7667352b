import { chmod, copyFile, link, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type Results, resultsSchema } from '../../src/papers/results.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { readBook } from '../../src/sheets/read.ts';
import { edited } from '../policy/edited.ts';
import { csv, folder, listing, people, type Row, runRank } from './desk.ts';

const samples = path.resolve('samples');

async function withCsv(rows: readonly Row[] = people(10), name = 'q3.csv', title?: string | null): Promise<string> {
  const dir = await folder();
  await writeFile(path.join(dir, name), csv(rows, title));
  return dir;
}
const jsonOf = (text: string): Results => resultsSchema.parse(JSON.parse(text));
const read = (...parts: string[]) => readFile(path.join(...parts));

describe('exit codes', () => {
  test('0: done; the summary on stdout, policy and problems on stderr', async () => {
    const dir = await withCsv();
    const said = await runRank(dir, ['q3.csv']);
    expect(said.code).toBe(0);
    expect(said.out).toContain('✔ wrote q3-ranked.xlsx');
    expect(said.out).toContain('Period: 2026Q3  As of: 2026-09-30');
    expect(said.out).toContain('12 rows read: 10 used, 2 left out (titles 1, headers 1)');
    expect(said.err).toContain('Policy: Model regulation');
    expect(said.err).not.toContain('✖');
    expect(await listing(dir)).toEqual(['q3-ranked.xlsx', 'q3.csv']);
  });

  test('1: with any error nothing is written, and every error says file, cell, header, person, what and why', async () => {
    const rows = people(4);
    const bad = rows.with(2, { ...rows[2], id: '0003', name: '张三', scores: ['89。5', '85', '', '101'] });
    const dir = await withCsv(bad);
    const said = await runRank(dir, ['q3.csv']);
    expect(said.code).toBe(1);
    expect(said.out).toBe('');
    expect(await listing(dir)).toEqual(['q3.csv']);
    for (const [cell, header, code] of [
      ['G5', '干群评价', 'cell/not-a-number'],
      ['I5', '政治理论与业务学习', 'cell/blank'],
      ['J5', '党建工作责任制落实', 'cell/outside-scale'],
    ] as const) {
      const lines = said.err.split('\n');
      const at = lines.findIndex((l) => l.startsWith(`  ${cell} `));
      expect(lines[at], said.err).toContain(header);
      expect(lines.slice(at, at + 2).join(' ')).toContain('张三, 0003');
      expect(lines.slice(at, at + 4).join('\n')).toContain(code);
    }
    expect(said.err).toMatch(/^q3\.csv$/m);
    expect(said.err).toContain('✖ 3 errors (3 kinds)');
    expect(said.err).toContain('Nothing was written');
    expect(said.err.replace(/\s+/g, ' ')).toContain('appraise rank q3.csv');
  });

  test('1: an error in a workbook names the sheet in Excel’s words', async () => {
    const dir = await folder();
    const { toXlsx } = await import('../oracle/layout.ts');
    const header = ['工号', '姓名', '单位', '人员类别', '层级', '干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实'];
    const row = (id: string, score: string) => [id, `人${id}`, '办公室', '甲', '科级', score, '80', '80', '80'];
    const sheet = { name: '考核得分', rows: [header, row('0001', '80'), row('0002', '八十')], merges: [] };
    await writeFile(path.join(dir, 'q3.xlsx'), await toXlsx({ file: 'q3.xlsx', sheets: [sheet] }));
    const said = await runRank(dir, ['q3.xlsx'], { period: '2026Q3' });
    expect(said.code).toBe(1);
    expect(said.err).toContain('q3.xlsx › 考核得分');
    expect(said.err).toMatch(/F3 {2}干群评价 \(人0002, 0002\)/);
    expect(await listing(dir)).toEqual(['q3.xlsx']);
  });

  test('2: usage; nothing is read, nothing written', async () => {
    const dir = await withCsv();
    const wrong: [string[], Parameters<typeof runRank>[2], string][] = [
      [[], {}, 'usage/no-inputs'],
      [['q3.csv'], { format: 'pdf' }, 'usage/bad-option'],
      [['q3.csv'], { lang: 'fr' }, 'usage/bad-option'],
      [['q3.csv'], { period: '2026Q5' }, 'usage/bad-option'],
      [['q3.csv'], { asOf: '2026-02-30' }, 'usage/bad-option'],
      [['q3.csv'], { asOf: '30.9.2026' }, 'usage/bad-option'],
    ];
    for (const [files, options, code] of wrong) {
      const said = await runRank(dir, files, options);
      expect([said.code, said.out]).toEqual([2, '']);
      expect(said.err).toContain(code);
    }
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('2: several wrong options are all told', async () => {
    const dir = await withCsv();
    const { err } = await runRank(dir, ['q3.csv'], { format: 'pdf', lang: 'fr' });
    expect(err).toContain('--format');
    expect(err).toContain('--lang');
  });

  test('2: a policy that cannot be read or is wrong', async () => {
    const dir = await withCsv();
    await writeFile(path.join(dir, 'bad.yaml'), edited(['evaluation: { value: 0.30', 'evaluation: { value: 0.35']));
    expect(await runRank(dir, ['q3.csv'], { policy: 'none.yaml' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('policy/unreadable'),
    });
    expect(await runRank(dir, ['q3.csv'], { policy: 'bad.yaml' })).toMatchObject({
      code: 2,
      err: expect.stringContaining('policy/weights-sum'),
    });
    expect(await listing(dir)).toEqual(['bad.yaml', 'q3.csv']);
  });

  test('1: a missing file stops the run, and the other files are checked all the same', async () => {
    const dir = await withCsv([{ id: '0001', scores: ['x', '85', '85', '85'] }]);
    const said = await runRank(dir, ['none.xlsx', 'q3.csv'], { allowIncomplete: true });
    expect(said.code).toBe(1);
    expect(said.err).toContain('file/not-found');
    expect(said.err).toContain('cell/not-a-number');
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('1: nobody to rank', async () => {
    const dir = await withCsv([{ id: '0001', status: '试用期' }]);
    const said = await runRank(dir, ['q3.csv']);
    expect(said).toMatchObject({ code: 1, out: '', err: expect.stringContaining('table/nobody-ranked') });
    expect(await listing(dir)).toEqual(['q3.csv']);
  });
});

describe('--allow-incomplete', () => {
  const faulty = (): Row[] => [...people(5), { id: '0006', name: '李四', scores: ['x', '85', '', '85'] }];

  test('leaves people with errors out, lists them with the codes, writes, exits 1', async () => {
    const dir = await withCsv(faulty());
    const said = await runRank(dir, ['q3.csv'], { allowIncomplete: true });
    expect(said.code).toBe(1);
    expect(said.err).toContain('1 people with errors are left out');
    expect(said.out).toContain('✔ wrote q3-ranked.xlsx');
    expect(said.out).toContain('1 not ranked: 李四 (cell/not-a-number, cell/blank)');
    const { value } = await readBook(await read(dir, 'q3-ranked.xlsx'), 'r');
    const cells = value?.sheets.find((s) => s.name === '未参加排名')?.rows.flatMap((r) => r.cells.map((c) => c.value)) ?? [];
    expect(cells).toContain('李四');
    expect(cells.join('\n')).toContain('cell/not-a-number, cell/blank');
  });

  test('the person stands under notRanked in JSON and counts in the roster', async () => {
    const dir = await withCsv(faulty());
    const said = await runRank(dir, ['q3.csv'], { allowIncomplete: true, format: 'json' });
    expect(said.code).toBe(1);
    const results = jsonOf(said.out);
    expect(results.notRanked.map((p) => [p.id, p.codes])).toEqual([['0006', ['cell/not-a-number', 'cell/blank']]]);
    expect(results.groups[0]?.headCounts).toMatchObject({ roster: 6, shouldTakePart: 6, ranked: 5 });
    expect(results.people.map((p) => p.id)).not.toContain('0006');
  });

  test('an error that scoring finds counts too', async () => {
    const dir = await folder();
    const head = '工号,姓名,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,政治理论,业务学习,党建工作责任制落实';
    const line = (id: string, study: string) => `${id},人${id},办公室,甲,科级,80,80,${study},80,82,80`;
    await writeFile(path.join(dir, 'q3.csv'), [head, line('0001', '81'), line('0002', '91'), line('0003', '81.01')].join('\n'));
    expect(await runRank(dir, ['q3.csv'])).toMatchObject({ code: 1, out: '', err: expect.stringContaining('table/parts-disagree') });
    const said = await runRank(dir, ['q3.csv'], { allowIncomplete: true });
    expect(said).toMatchObject({ code: 1, out: expect.stringContaining('人0002 (table/parts-disagree)') });
    expect(said.err).toContain('1 people with errors are left out');
  });

  test('people whom no roster knows are listed, not lost', async () => {
    const dir = await withCsv(people(3));
    await writeFile(
      path.join(dir, '考察.csv'),
      '工号,姓名,政治素质,担当作为\r\n0001,人0001,95,95\r\n0002,人0002,95,95\r\n0003,人0003,95,95\r\n0009,王五,80,80\r\n',
    );
    const said = await runRank(dir, ['.'], { allowIncomplete: true, format: 'json' });
    expect(said.code).toBe(1);
    expect(jsonOf(said.out).notRanked).toMatchObject([{ id: '0009', name: '王五', codes: ['table/not-in-roster'] }]);
  });

  test('an error of a file or a sheet writes nothing all the same', async () => {
    const dir = await withCsv(faulty());
    await writeFile(path.join(dir, 'damaged.xlsx'), 'PK\u0003\u0004 and no more');
    const said = await runRank(dir, ['.'], { allowIncomplete: true });
    expect(said).toMatchObject({ code: 1, out: '' });
    expect(said.err).toContain('file/damaged');
    expect(said.err).toContain('Nothing was written');
    expect(await listing(dir)).toEqual(['damaged.xlsx', 'q3.csv']);
  });

  test('without errors it changes nothing', async () => {
    const dir = await withCsv();
    expect((await runRank(dir, ['q3.csv'])).code).toBe(0);
    expect(await runRank(dir, ['q3.csv'], { allowIncomplete: true })).toMatchObject({
      code: 0,
      out: expect.stringContaining('already holds'),
    });
  });
});

describe('where the output goes', () => {
  test('one file: beside it, under its name', async () => {
    const dir = await folder();
    await mkdir(path.join(dir, 'in'));
    await writeFile(path.join(dir, 'in', '三季度.考核.csv'), csv(people(3)));
    expect((await runRank(dir, ['in/三季度.考核.csv'])).out).toContain('in/三季度.考核-ranked.xlsx');
    expect(await listing(dir)).toEqual(['in/三季度.考核-ranked.xlsx', 'in/三季度.考核.csv']);
  });

  test('a folder: in it, named after the period', async () => {
    const dir = await folder();
    await mkdir(path.join(dir, 'units', 'deep'), { recursive: true });
    await writeFile(path.join(dir, 'units', 'a.csv'), csv(people(3)));
    await writeFile(path.join(dir, 'units', 'deep', 'b.csv'), csv(people(3, 11)));
    expect((await runRank(dir, ['units'])).code).toBe(0);
    expect(await listing(dir)).toEqual(['units/2026Q3-ranked.xlsx', 'units/a.csv', 'units/deep/b.csv']);
  });

  test('a folder with a single file counts as a folder', async () => {
    const dir = await withCsv();
    await runRank(dir, ['.']);
    expect(await listing(dir)).toEqual(['2026Q3-ranked.xlsx', 'q3.csv']);
  });

  test('several files: in the folder that holds them all', async () => {
    const dir = await folder();
    for (const [i, sub] of ['x', 'y'].entries()) {
      await mkdir(path.join(dir, 'in', sub), { recursive: true });
      await writeFile(path.join(dir, 'in', sub, 'a.csv'), csv(people(3, 1 + 10 * i)));
    }
    await runRank(dir, ['in/y/a.csv', 'in/x/a.csv']);
    expect(await listing(dir)).toEqual(['in/2026Q3-ranked.xlsx', 'in/x/a.csv', 'in/y/a.csv']);
  });

  test('no period: ranked.xlsx; a year: its number', async () => {
    const none = await withCsv(people(3), 'a.csv', null);
    await writeFile(path.join(none, 'b.csv'), csv(people(3, 11), null));
    expect((await runRank(none, ['.'])).err).toContain('table/no-period');
    expect(await listing(none)).toContain('ranked.xlsx');
    const year = await withCsv(people(3), 'a.csv', '2026年度考核得分');
    await runRank(year, ['.']);
    expect(await listing(year)).toContain('2026-ranked.xlsx');
  });

  test('-o FILE, relative to where one stands', async () => {
    const dir = await withCsv();
    await mkdir(path.join(dir, 'out'));
    expect(await runRank(dir, ['q3.csv'], { output: 'out/结果.xlsx' })).toMatchObject({
      code: 0,
      out: expect.stringContaining('wrote out/结果.xlsx'),
    });
    expect(await listing(dir)).toEqual(['out/结果.xlsx', 'q3.csv']);
  });

  test('-o - writes the workbook to stdout and talks on stderr only', async () => {
    const dir = await withCsv();
    const said = await runRank(dir, ['q3.csv'], { output: '-' });
    expect(said.code).toBe(0);
    expect((await readBook(said.outBytes, 'out')).value).toMatchObject({ kind: 'xlsx', own: true });
    expect(said.err).toContain('Period: 2026Q3');
    expect(await listing(dir)).toEqual(['q3.csv']);
  });

  test('no workbook to a terminal, but text', async () => {
    const dir = await withCsv();
    expect(await runRank(dir, ['q3.csv'], { output: '-' }, { outIsTerminal: true })).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('usage/binary-to-terminal'),
    });
    expect((await runRank(dir, ['q3.csv'], { output: '-', format: 'csv' }, { outIsTerminal: true })).code).toBe(0);
  });

  test('json, csv and md go to stdout alone, or where -o says', async () => {
    const dir = await withCsv();
    for (const format of ['json', 'csv', 'md']) {
      const said = await runRank(dir, ['q3.csv'], { format });
      const file = await runRank(dir, ['q3.csv'], { format, output: `r.${format}` });
      expect([said.code, file.code]).toEqual([0, 0]);
      expect(said.out).not.toContain('Period:');
      expect(await read(dir, `r.${format}`)).toEqual(said.outBytes);
    }
    expect(await listing(dir)).toEqual(['q3.csv', 'r.csv', 'r.json', 'r.md']);
  });

  test('standard input', async () => {
    const dir = await folder();
    const stdin = async () => Buffer.from(csv(people(3)));
    const said = await runRank(dir, ['-'], { format: 'json' }, { stdin });
    expect(said.code).toBe(0);
    expect(jsonOf(said.out).run.inputs).toMatchObject([{ file: 'stdin' }]);
    expect((await runRank(dir, ['-'], {}, { stdin })).code).toBe(0);
    expect(await listing(dir)).toEqual(['2026Q3-ranked.xlsx']);
  });
});

describe('nothing of the office is overwritten', () => {
  test('an existing file only with --force; its owner alone may read the new one', async () => {
    const dir = await withCsv();
    const out = path.join(dir, 'q3-ranked.xlsx');
    await writeFile(out, 'mine', { mode: 0o644 });
    expect(await runRank(dir, ['q3.csv'])).toMatchObject({ code: 2, out: '', err: expect.stringContaining('usage/output-exists') });
    expect(await readFile(out, 'utf8')).toBe('mine');
    expect(await runRank(dir, ['q3.csv'], { force: true })).toMatchObject({ code: 0, out: expect.stringContaining('✔ wrote') });
    expect((await stat(out)).mode & 0o777).toBe(0o600);
    expect(await listing(dir)).toEqual(['q3-ranked.xlsx', 'q3.csv']);
  });

  test('new files are readable by their owner only, whatever the umask', async () => {
    const before = process.umask(0);
    onTestFinished(() => void process.umask(before));
    const dir = await withCsv();
    for (const format of ['xlsx', 'json', 'csv', 'md']) {
      await runRank(dir, ['q3.csv'], { format, output: `r.${format}` });
      expect((await stat(path.join(dir, `r.${format}`))).mode & 0o777).toBe(0o600);
    }
  });

  test('the same result again is left as it is, exit 0', async () => {
    const dir = await withCsv();
    await runRank(dir, ['q3.csv']);
    const before = await stat(path.join(dir, 'q3-ranked.xlsx'));
    for (const force of [false, true]) {
      const again = await runRank(dir, ['q3.csv'], { force });
      expect(again).toMatchObject({ code: 0, out: expect.stringContaining('q3-ranked.xlsx already holds this very result') });
    }
    expect((await stat(path.join(dir, 'q3-ranked.xlsx'))).ino).toBe(before.ino);
  });

  test('an input is never written, even with --force, under any of its names', async () => {
    const dir = await withCsv();
    const original = await read(dir, 'q3.csv');
    await symlink('q3.csv', path.join(dir, 'soft.csv'));
    await symlink('.', path.join(dir, 'here'));
    for (const output of ['q3.csv', './q3.csv', 'soft.csv', 'here/q3.csv', path.join(dir, 'q3.csv')]) {
      for (const files of [['q3.csv'], ['soft.csv'], ['here/q3.csv']]) {
        const said = await runRank(dir, files, { output, force: true, format: 'csv' });
        expect(said, `${files} → ${output}`).toMatchObject({ code: 2, err: expect.stringContaining('usage/output-is-input') });
      }
    }
    expect(await read(dir, 'q3.csv')).toEqual(original);
    expect(await listing(dir)).toEqual(['here', 'q3.csv', 'soft.csv']);
  });

  test('a hard link to the input gets a file of its own', async () => {
    const dir = await withCsv();
    const original = await read(dir, 'q3.csv');
    await link(path.join(dir, 'q3.csv'), path.join(dir, 'twin.csv'));
    expect((await runRank(dir, ['q3.csv'], { output: 'twin.csv', force: true, format: 'csv' })).code).toBe(0);
    expect(await read(dir, 'q3.csv')).toEqual(original);
  });

  test('--force replaces a link, not what it points to', async () => {
    const dir = await withCsv();
    await writeFile(path.join(dir, 'elsewhere.txt'), 'precious');
    await symlink('elsewhere.txt', path.join(dir, 'out.csv'));
    expect((await runRank(dir, ['q3.csv'], { output: 'out.csv', format: 'csv' })).code).toBe(2);
    expect((await runRank(dir, ['q3.csv'], { output: 'out.csv', format: 'csv', force: true })).code).toBe(0);
    expect(await readFile(path.join(dir, 'elsewhere.txt'), 'utf8')).toBe('precious');
  });

  test('an output that cannot be written is said, and leaves no litter', async () => {
    const dir = await withCsv();
    await mkdir(path.join(dir, 'a-folder'));
    for (const output of ['none/r.csv', 'a-folder', 'q3.csv/r.csv']) {
      const said = await runRank(dir, ['q3.csv'], { output, format: 'csv', force: true });
      expect(said, output).toMatchObject({ code: 2, err: expect.stringContaining('usage/output-failed') });
    }
    expect(await listing(dir)).toEqual(['q3.csv']);
  });
});

describe('own output among the inputs', () => {
  test('is left out with a notice, under its own name and any other, and the result is the same', async () => {
    const dir = await withCsv();
    const first = (await runRank(dir, ['.'], { output: '-' })).outBytes;
    await writeFile(path.join(dir, '2026Q3-ranked.xlsx'), first);
    await writeFile(path.join(dir, '一季度得分.xlsx'), first);
    const said = await runRank(dir, ['.'], { output: '-', verbose: true });
    expect(said.code).toBe(0);
    expect(said.err.match(/file\/own-output/g)).toHaveLength(2);
    expect(said.err).toContain('一季度得分.xlsx');
    expect(said.outBytes).toEqual(first);
  });

  test('a second run over the folder finds the result unchanged', async () => {
    const dir = await withCsv();
    expect((await runRank(dir, ['.'])).code).toBe(0);
    const again = await runRank(dir, ['.']);
    expect(again).toMatchObject({ code: 0, out: expect.stringContaining('already holds this very result') });
  });

  test('after a change --force renews it', async () => {
    const dir = await withCsv();
    await runRank(dir, ['.']);
    await writeFile(path.join(dir, 'q3.csv'), csv(people(9)));
    expect(await runRank(dir, ['.'])).toMatchObject({ code: 2, err: expect.stringContaining('usage/output-exists') });
    expect((await runRank(dir, ['.'], { force: true })).code).toBe(0);
  });

  test('alone it is nobody to rank', async () => {
    const dir = await withCsv();
    await runRank(dir, ['q3.csv']);
    const said = await runRank(dir, ['q3-ranked.xlsx']);
    expect(said.code).toBe(1);
    expect(said.err).toContain('file/own-output');
  });
});

describe('the same bytes', () => {
  async function units(): Promise<string> {
    const dir = await folder();
    const made = ['政治部', '办公室', '一监区'].map((unit, i) => [unit, csv(people(4, 1 + 10 * i).map((r) => ({ ...r, unit })))] as const);
    for (const [unit, text] of made) await writeFile(path.join(dir, `${unit}.csv`), text);
    return dir;
  }
  const orders = [
    ['政治部.csv', '办公室.csv', '一监区.csv'],
    ['一监区.csv', '政治部.csv', '办公室.csv'],
    ['.'],
    ['一监区.csv', '.', '一监区.csv'],
  ];

  test.each(['xlsx', 'json', 'csv', 'md'])('%s: in any order of the files, as files or as folder, from elsewhere', async (format) => {
    const dir = await units();
    const runs = [];
    for (const files of orders) runs.push(await runRank(dir, files, { format, output: '-' }));
    runs.push(await runRank('/', [dir], { format, output: '-' }));
    runs.push(await runRank(path.dirname(dir), orders[1]?.map((f) => path.join(path.basename(dir), f)) ?? [], { format, output: '-' }));
    const [first] = runs;
    for (const run of runs) {
      expect(run.code).toBe(0);
      expect(Buffer.compare(run.outBytes, first?.outBytes ?? Buffer.alloc(0))).toBe(0);
    }
  });

  test('whatever the language of the terminal, its width and colour', async () => {
    const dir = await units();
    const plain = await runRank(dir, ['.'], { output: '-' }, { talk: 'en' });
    const other = await runRank(dir, ['.'], { output: '-' }, { talk: 'zh-Hant', columns: 40, color: true, errIsTerminal: true });
    expect(other.outBytes).toEqual(plain.outBytes);
    expect(other.err).not.toBe(plain.err);
  });
});

describe('languages', () => {
  const names = async (lang: string | undefined) => {
    const dir = await withCsv(people(10));
    const said = await runRank(dir, ['q3.csv'], { output: '-', ...(lang === undefined ? {} : { lang }) });
    const { value } = await readBook(said.outBytes, 'r');
    return value?.sheets.map((s) => s.name) ?? [];
  };

  test('workbooks are in simplified Chinese unless --lang, whatever the terminal speaks', async () => {
    expect(await names(undefined)).toContain('不提拔重用');
    expect(await names('zh-Hant')).toEqual(expect.arrayContaining(['彙總', '提醒談話', '規則']));
    expect((await names('en')).join()).toMatch(/^[\x20-\x7e]*综合管理类[^\u4e00-\u9fff]*科级[\x20-\x7e]*$/);
  });

  test('traditional characters: words of the program and the policy, never the office’s own', async () => {
    const dir = await withCsv([{ id: '0001', name: '张国庆', unit: '监狱管理局', category: '综合管理类', level: '科级' }, ...people(9, 2)]);
    const { out } = await runRank(dir, ['q3.csv'], { format: 'md', lang: 'zh-Hant' });
    expect(out).toContain('| 10/10 | 张国庆 | 0001 | 监狱管理局 |');
    expect(out).not.toContain('張國慶');
    expect(out).toMatch(/\| 名次 \|.*\| 加減分項 \| 總分 \|/);
  });

  test('the talk follows the terminal; codes are never translated', async () => {
    const dir = await withCsv([...people(5), { id: '0009', scores: ['x', '1', '1', '1'] }]);
    for (const [talk, word] of [
      ['zh-Hans', '应为数字'],
      ['zh-Hant', '應為數字'],
      ['en', 'a number'],
    ] as const) {
      const { err } = await runRank(dir, ['q3.csv'], {}, { talk });
      expect(err).toContain(word);
      expect(err).toContain('cell/not-a-number');
    }
  });
});

describe('formats', () => {
  test('json keeps to its schema and says what ran', async () => {
    const dir = await withCsv(people(10).map((r, i) => ({ ...r, qualities: [String(89 + (i % 3)), '95'] as const })));
    const results = jsonOf((await runRank(dir, ['q3.csv'], { format: 'json' })).out);
    expect(results.run).toMatchObject({ period: '2026Q3', asOf: '2026-09-30', inputs: [{ file: 'q3.csv' }] });
    expect(results.run.policy.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(results.groups).toMatchObject([{ category: '综合管理类', level: '科级', n: 10, headCounts: { roster: 10, ranked: 10 } }]);
    expect(results.groups[0]?.cuts).toMatchObject([
      { rule: 'bottom-30', share: '0.30', exact: '3.00', k: 3 },
      { rule: 'bottom-5', share: '0.05', exact: '0.50', k: 1 },
    ]);
    const last = results.people.at(-1);
    expect(last).toMatchObject({ id: '0010', total: '86.00', rank: 10, of: 10, blocks: { evaluation: '86', adjustment: '0' } });
    expect(last?.verdicts.map((v) => [v.rule, v.list, v.figure, v.line, v.clause])).toEqual([
      ['bottom-30', 'promotion-bar', '10', '8', '第十四条'],
      ['political-below-90', 'promotion-bar', '89', '90', '第十七条'],
      ['bottom-5', 'reminder-talk', '10', '10', '第十五条'],
    ]);
    expect(last?.verdicts[1]?.from).toEqual(['q3.csv!L12']);
    expect(results.people[1]?.checks).toMatchObject([
      { rule: 'political-below-90', outcome: 'on-line', figure: '90' },
      { outcome: 'passed' },
    ]);
  });

  test('problems in JSON carry addresses, not names or values', async () => {
    const dir = await withCsv([...people(5), { id: '0009', name: '赵六', scores: ['壹佰', '1', '1', '1'] }]);
    const { out } = await runRank(dir, ['q3.csv'], { format: 'json', allowIncomplete: true });
    const { problems } = jsonOf(out);
    expect(problems.find((p) => p.code === 'cell/not-a-number')).toMatchObject({
      file: 'q3.csv',
      cell: 'G8',
      header: '干群评价',
      person: '0009',
    });
    expect(JSON.stringify(problems)).not.toMatch(/赵六|壹佰/);
  });

  test('csv: one row a person, mark and reason; numbers as they are printed', async () => {
    const dir = await withCsv([...people(10), { id: '0099', status: '试用期' }]);
    const { out } = await runRank(dir, ['q3.csv'], { format: 'csv' });
    const lines = out.replace('\ufeff', '').trimEnd().split('\r\n');
    expect(out.startsWith('\ufeff')).toBe(true);
    expect(lines).toHaveLength(12);
    expect(lines[1]).toBe('综合管理类,科级,1,10,人0001,0001,办公室,,95,95,95,95,0,95.00,,,未评,未评,,,,,');
    expect(lines[10]).toContain('86.00,不提拔,提醒谈话');
    expect(lines[11]).toMatch(/^综合管理类,科级,,,人0099,0099,.*试用期$/);
  });

  const hostile = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', '－1', ' =1', '=cmd|" /C calc"!A0'];
  const hostileRows = (): Row[] => hostile.map((name, i) => ({ ...(people(9)[i] as Row), name, unit: `${name}处` }));

  test('text that begins like a formula stays text: csv with an apostrophe', async () => {
    const dir = await withCsv(hostileRows());
    const { out, code } = await runRank(dir, ['q3.csv'], { format: 'csv' });
    expect(code).toBe(0);
    const { value } = await readBook(Buffer.from(out), 'r.csv');
    const texts = value?.sheets[0]?.rows.flatMap((r) => r.cells.map((c) => c.value)) ?? [];
    expect(texts.filter((t) => /^[\s=+\-@＝－]/u.test(t) && !/^-?\d/.test(t))).toEqual([]);
    expect(texts).toContain("'=1+1");
    expect(texts).toContain("'-1");
  });

  test('… xlsx as text cells', async () => {
    const dir = await withCsv(hostileRows());
    const { outBytes } = await runRank(dir, ['q3.csv'], { output: '-' });
    const { value } = await readBook(outBytes, 'r');
    const cells = value?.sheets.flatMap((s) => s.rows.flatMap((r) => r.cells)).filter((c) => hostile.includes(c.value)) ?? [];
    expect(cells.length).toBeGreaterThanOrEqual(hostile.length);
    expect(cells.every((c) => c.kind === 'text' && !c.formula)).toBe(true);
  });

  test('… md cannot become markup or another column', async () => {
    const dir = await withCsv([{ id: '0001', name: '<b>|*甲*[x](y)\n# 标题`' }, ...people(3, 2)]);
    const { out } = await runRank(dir, ['q3.csv'], { format: 'md' });
    expect(out).toContain('\\<b\\>\\|\\*甲\\*\\[x\\](y) \\# 标题\\`');
    const rows = out.split('\n').filter((l) => l.includes('标题'));
    expect(rows.length).toBeGreaterThan(0);
    const width = (l: string) => l.replaceAll('\\|', '').split('|').length;
    for (const row of rows) expect(width(row)).toBeGreaterThan(5);
    const table = out.split('\n').slice(out.split('\n').findIndex((l) => l.startsWith('| 名次')));
    expect(new Set(table.slice(0, 6).map(width)).size).toBe(1);
  });
});

describe('period and as-of', () => {
  const run = async (dir: string, options = {}) => {
    const said = await runRank(dir, ['.'], { format: 'json', ...options });
    return said.code === 0 ? jsonOf(said.out).run : said.err;
  };

  test('a column, else a title, else the file’s name, else none; --period over all', async () => {
    const column = csv(people(3), '2026年度').replace('加减分项', '加减分项,年度,季度').replaceAll(',0\r\n', ',0,2026,一\r\n');
    const both = await folder();
    await writeFile(path.join(both, '2025Q4.csv'), column);
    expect(await run(both)).toMatchObject({ period: '2026Q1', asOf: '2026-03-31' });
    expect(await run(both, { period: '2026Q3' })).toMatchObject({ period: '2026Q3', asOf: '2026-09-30' });
    await writeFile(path.join(both, '2025Q4.csv'), column.replace('2026年度', '2026年第二季度'));
    expect(await run(both)).toContain('table/periods-differ');
    expect(await run(await withCsv(people(3), '2025Q4.csv', '2026年第二季度'))).toMatchObject({ period: '2026Q2' });
    expect(await run(await withCsv(people(3), '考核_2025Q4.csv', null))).toMatchObject({ period: '2025Q4', asOf: '2025-12-31' });
    expect(await run(await withCsv(people(3), '考核.csv', null))).toMatchObject({ period: null, asOf: null });
    expect(await run(await withCsv(people(3), '考核.csv', null), { period: '2026' })).toMatchObject({ period: '2026', asOf: '2026-12-31' });
  });

  test('--as-of stands over the period’s last day', async () => {
    expect(await run(await withCsv(), { asOf: '2026-10-08' })).toMatchObject({ period: '2026Q3', asOf: '2026-10-08' });
  });

  test('two periods are refused unless one is named', async () => {
    const dir = await withCsv(people(3), 'a.csv', '2026年第二季度');
    await writeFile(path.join(dir, 'b.csv'), csv(people(3, 11), '2026年第三季度'));
    expect(await run(dir)).toContain('table/periods-differ');
    expect(await run(dir, { period: '2026Q3' })).toMatchObject({ period: '2026Q3' });
  });
});

describe('policy', () => {
  const dated = edited(
    [
      'evaluation: { value: 0.30, clause',
      'evaluation: { values: [{ from: 2020-01-01, value: 0.30 }, { from: 2026-07-01, value: 0.20 }], clause',
    ],
    ['work: { value: 0.40, clause', 'work: { values: [{ from: 2020-01-01, value: 0.40 }, { from: 2026-07-01, value: 0.50 }], clause'],
  );
  const rows: Row[] = [
    { id: '0001', scores: ['100', '80', '80', '80'] },
    { id: '0002', scores: ['80', '90', '80', '80'] },
  ];
  async function desk(title: string | null): Promise<string> {
    const dir = await withCsv(rows, '考核.csv', title);
    await mkdir(path.join(dir, 'policy'));
    await writeFile(path.join(dir, 'policy', 'mine.yaml'), dated);
    await writeFile(path.join(dir, 'policy', 'regulation.md'), builtinPolicy.regulation);
    return dir;
  }
  const totals = async (dir: string, options = {}) => {
    const said = await runRank(dir, ['考核.csv'], { policy: 'policy/mine.yaml', format: 'json', ...options });
    return said.code === 0 ? jsonOf(said.out).people.map((p) => [p.id, p.total]) : said.err;
  };

  test('dated weights are those of the period’s last day', async () => {
    expect(await totals(await desk('2026年第二季度'))).toEqual([
      ['0001', '86.00'],
      ['0002', '84.00'],
    ]);
    expect(await totals(await desk('2026年第三季度'))).toEqual([
      ['0002', '85.00'],
      ['0001', '84.00'],
    ]);
  });

  test('--as-of decides; without a date they are refused, for the clock is never asked', async () => {
    const dir = await desk(null);
    expect(await totals(dir, { asOf: '2026-06-30' })).toEqual([
      ['0001', '86.00'],
      ['0002', '84.00'],
    ]);
    expect(await totals(dir, { asOf: '2026-07-01' })).toEqual([
      ['0002', '85.00'],
      ['0001', '84.00'],
    ]);
    expect(await totals(dir)).toContain('policy/undated');
    expect(await totals(dir, { asOf: '2019-12-31' })).toContain('policy/undated');
    expect(await totals(dir, { period: '2026Q2' })).toEqual([
      ['0001', '86.00'],
      ['0002', '84.00'],
    ]);
  });

  test('the policy used is always told: on success, on errors, in every output', async () => {
    const dir = await desk('2026年第三季度');
    await writeFile(path.join(dir, 'bad.csv'), csv([{ id: '1', scores: ['x', '1', '1', '1'] }]));
    const options = { policy: 'policy/mine.yaml' };
    const good = await runRank(dir, ['考核.csv'], { ...options, output: '-' });
    const bad = await runRank(dir, ['bad.csv'], options);
    const hash = /SHA-256\s+([0-9a-f]{12})/.exec(good.err)?.[1] ?? 'none';
    for (const said of [good, bad]) {
      expect(said.err.replace(/\s+/g, ' ')).toContain(`policy/mine.yaml SHA-256 ${hash}`);
    }
    const { value } = await readBook(good.outBytes, 'r');
    const texts = (sheet: string) => value?.sheets.find((s) => s.name === sheet)?.rows.flatMap((r) => r.cells.map((c) => c.value)) ?? [];
    expect(texts('来源').some((t) => t.startsWith(hash))).toBe(true);
    expect(texts('政策全文').slice(1)).toEqual(dated.split('\n').filter((l) => l !== ''));
    const json = jsonOf((await runRank(dir, ['考核.csv'], { ...options, format: 'json' })).out);
    expect(json.run.policy.sha256.startsWith(hash)).toBe(true);
  });

  test('the next command names the policy', async () => {
    const dir = await desk('2026年第三季度');
    expect((await runRank(dir, ['考核.csv'], { policy: 'policy/mine.yaml' })).out.replace(/\s+/g, ' ')).toContain(
      'appraise policy show --policy policy/mine.yaml',
    );
  });
});

describe('what the terminal shows', () => {
  test('at most five places of a code in a file on a terminal; all with --verbose or in a pipe; true totals last', async () => {
    const dir = await withCsv(people(9).map((r) => ({ ...r, scores: ['x', '1', '1', '1'] as const })));
    const count = (err: string) => err.match(/^ {2}G\d+ /gm)?.length;
    const onTerminal = await runRank(dir, ['q3.csv'], {}, { errIsTerminal: true });
    expect(count(onTerminal.err)).toBe(5);
    expect(onTerminal.err).toContain('✖ 9 errors (1 kind)');
    expect(count((await runRank(dir, ['q3.csv'], { verbose: true }, { errIsTerminal: true })).err)).toBe(9);
    expect(count((await runRank(dir, ['q3.csv'])).err)).toBe(9);
  });

  test('no escape of a name reaches the terminal, and colour only where wanted', async () => {
    const dir = await withCsv([
      { id: '0001', name: '\u001b[31m坏\u202e人' },
      ...people(9, 2),
      { id: '0099', name: '\u001b[2J乙', scores: ['x', '1', '1', '1'] },
    ]);
    const said = await runRank(dir, ['q3.csv'], { allowIncomplete: true, format: 'md' });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the very thing looked for
    expect(said.err).not.toMatch(/[\u001b\u202e]/);
    const painted = await runRank(dir, ['q3.csv'], {}, { color: true });
    expect(painted.err).toContain('\u001b[31m✖');
  });
});

describe('samples', () => {
  test('a run writes nothing beside the samples', async () => {
    const dir = await folder();
    for (const file of ['q3.xlsx', 'q3-full.xlsx']) await copyFile(path.join(samples, file), path.join(dir, file));
    await chmod(path.join(dir, 'q3.xlsx'), 0o444);
    expect((await runRank(dir, ['q3.xlsx'])).code).toBe(0);
    expect(await listing(dir)).toEqual(['q3-full.xlsx', 'q3-ranked.xlsx', 'q3.xlsx']);
  });
});
