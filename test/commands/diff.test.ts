// `diff` as it is run: what is printed and written, its papers of reviews, its exit codes.
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type DiffOptions, diff } from '../../src/commands/diff.ts';
import type { Io } from '../../src/commands/io.ts';
import { runYear } from '../../src/commands/verbs.ts';
import { type Diff, diffSchema } from '../../src/papers/diff/diff-json.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { csv, folder, listening, people, type Row, runRank, type Said } from './desk.ts';

async function runDiff(cwd: string, files: readonly string[], options: DiffOptions = {}, given: Partial<Io> = {}): Promise<Said> {
  const { io, heard } = listening(cwd, given);
  const code = await diff(io, files, options);
  return { code, ...heard() };
}
const golden = (name: string) => path.resolve(`test/commands/golden/${name}`);
const names = [...'赵钱孙李周吴郑王冯陈卫'].map((s) => `${s}文华`);

/** Eleven people of one group, with qualities that pass. */
const before: readonly Row[] = people(11).map((p, i) => ({ ...p, name: names[i] ?? '', qualities: ['92', '95'] as const }));
/** 0008's work was keyed wrong, 0003's political quality too, 0011 has moved away, 0012 has come, 0002 serves elsewhere now. */
const after: readonly Row[] = [
  ...before.slice(0, 10).map((p): Row => {
    if (p.id === '0008') return { ...p, scores: ['88', '98', '88', '88'] };
    if (p.id === '0003') return { ...p, qualities: ['89', '95'] };
    return p.id === '0002' ? { ...p, unit: '政治部' } : p;
  }),
  { id: '0012', name: '褚文华', scores: ['90.5', '90.5', '90.5', '90.5'], qualities: ['92', '90'] },
];
/** Totals close together, so that weights change ranks. */
const uneven: readonly Row[] = before.map((p, i) => ({ ...p, scores: [String(95 - i), String(80 + i), '88', '87'] as const }));
const edits = [
  [
    'evaluation: { value: 0.30, clause: { at: 第十一条, quote: 干群评价占30% }',
    'evaluation: { value: 0.20, clause: { at: 第十一条, quote: 干群评价占20% }',
  ],
  [
    'work: { value: 0.40, clause: { at: 第十一条, quote: 工作作风与绩效占40% }',
    'work: { value: 0.50, clause: { at: 第十一条, quote: 工作作风与绩效占50% }',
  ],
  ['share: { value: 0.30, clause: { at: 第十四条, quote: 排名后30%', 'share: { value: 0.20, clause: { at: 第十四条, quote: 排名后20%'],
] as const;

let dir = '';
let made: () => Promise<string>;
beforeAll(() => {
  made = async () => {
    dir = await folder();
    const write = (name: string, text: string) => writeFile(path.join(dir, name), text);
    const edited = (text: string) => edits.reduce((t, [from, to]) => t.replace(from, to), text);
    await Promise.all([
      write('原.csv', csv(before)),
      write('改.csv', csv(after)),
      write('多.csv', csv(uneven)),
      write('旧.yaml', builtinPolicy.text),
      write('新.yaml', edited(builtinPolicy.text)),
      write('regulation.md', builtinPolicy.regulation),
    ]);
    return dir;
  };
});

const json = async (cwd: string, files: readonly string[], options: DiffOptions = {}): Promise<Diff> =>
  diffSchema.parse(JSON.parse((await runDiff(cwd, files, { ...options, format: 'json' })).out));

describe('what is printed', () => {
  test.each(['zh-Hans', 'en'] as const)('two exports on a terminal, in %s', async (talk) => {
    const { code, out, err } = await runDiff(await made(), ['原.csv', '改.csv'], {}, { talk, outIsTerminal: true });
    expect(code).toBe(0);
    await expect(`${out}--\n${err}`).toMatchFileSnapshot(golden(`diff.${talk}.txt`));
  });

  test('one input under two policies', async () => {
    const { code, out, err } = await runDiff(
      await made(),
      ['多.csv'],
      { policy: ['旧.yaml', '新.yaml'] },
      { talk: 'zh-Hans', outIsTerminal: true },
    );
    expect(code).toBe(0);
    const masked = `${out}--\n${err}`.replaceAll(/\b[0-9a-f]{12}\b/g, '·'.repeat(12));
    await expect(masked).toMatchFileSnapshot(golden('diff-policies.zh-Hans.txt'));
  });

  test('into a pipe all of it is printed', async () => {
    const { out } = await runDiff(await made(), ['多.csv'], { policy: ['旧.yaml', '新.yaml'] }, { talk: 'zh-Hans' });
    expect(out).not.toContain('另有');
    expect(out).toContain('卫文华');
  });

  test.each(['zh-Hans', 'en'])('Markdown in %s', async (lang) => {
    const { code, out } = await runDiff(await made(), ['原.csv', '改.csv'], { format: 'md', lang });
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(golden(`diff.${lang}.md`));
  });

  test('JSON follows its contract', async () => {
    const told = await json(await made(), ['原.csv', '改.csv']);
    const text = `${JSON.stringify(told, null, 2)}\n`.replaceAll(/\b[0-9a-f]{64}\b/g, '·');
    await expect(text).toMatchFileSnapshot(path.resolve('test/golden/diff.json'));
    expect(told).toMatchObject({ same: false, alike: false, samePeriod: true, sameRun: false });
  });

  test('the same inputs: said to be the same, whatever file they come in', async () => {
    const cwd = await made();
    await runRank(cwd, ['原.csv'], { output: '原.xlsx' });
    for (const [x, y] of [
      ['原.csv', '原.csv'],
      ['原.csv', '原.xlsx'],
      ['原.xlsx', '原.xlsx'],
    ] as const) {
      const { code, out } = await runDiff(cwd, [x, y], { exitCode: true }, { talk: 'zh-Hans' });
      expect(out).toContain('两边是同样的文件、同一政策，结果相同。');
      expect(code).toBe(0);
    }
    expect(await json(cwd, ['原.csv', '原.xlsx'])).toMatchObject({ same: true, alike: true, sameRun: true });
  });
});

describe('files', () => {
  test.each(['xlsx', 'docx', 'csv', 'md', 'json', 'txt'])(
    '-o x.%s: readable by its owner only, twice the same, refused over another',
    async (ending) => {
      const cwd = await made();
      const output = `差异.${ending}`;
      expect((await runDiff(cwd, ['原.csv', '改.csv'], { output })).code).toBe(0);
      const first = await readFile(path.join(cwd, output));
      expect((await stat(path.join(cwd, output))).mode & 0o777).toBe(0o600);
      expect((await runDiff(cwd, ['原.csv', '改.csv'], { output })).code).toBe(0);
      expect(Buffer.compare(first, await readFile(path.join(cwd, output)))).toBe(0);
      const other = await runDiff(cwd, ['改.csv', '原.csv'], { output });
      expect(other.code).toBe(2);
      expect(other.err).toContain('usage/output-exists');
    },
  );

  test('an input is never written over', async () => {
    const cwd = await made();
    const { code, err } = await runDiff(cwd, ['原.csv', '改.csv'], { output: '原.csv', force: true });
    expect([code, err.includes('usage/output-is-input')]).toEqual([2, true]);
  });

  test('the workbook is a result: no verb takes it for an input', async () => {
    const cwd = await made();
    await runDiff(cwd, ['原.csv', '改.csv'], { output: 'diff.xlsx' });
    expect((await runDiff(cwd, ['原.csv', 'diff.xlsx'])).err).toContain('file/no-memory');
  });
});

describe('exit codes', () => {
  test('0 with differences, 1 where it is asked for', async () => {
    const cwd = await made();
    expect((await runDiff(cwd, ['原.csv', '改.csv'])).code).toBe(0);
    expect((await runDiff(cwd, ['原.csv', '改.csv'], { exitCode: true })).code).toBe(1);
    expect((await runDiff(cwd, ['原.csv'], { policy: ['旧.yaml', '新.yaml'], exitCode: true })).code).toBe(1);
  });

  test('1 where an export has errors, and nothing is compared', async () => {
    const cwd = await made();
    await writeFile(path.join(cwd, '错.csv'), csv(before).replace('95,95,95,95', '95,九十,95,95'));
    const { code, out, err } = await runDiff(cwd, ['原.csv', '错.csv']);
    expect([code, out, err.includes('cell/not-a-number')]).toEqual([1, '', true]);
    expect((await runDiff(cwd, ['原.csv', '错.csv'], { allowIncomplete: true })).out).toContain('0001');
  });

  test.each<[string, readonly string[], DiffOptions, string]>([
    ['three inputs', ['原.csv', '改.csv', '原.csv'], {}, 'usage/diff-inputs'],
    ['three policies', ['原.csv'], { policy: ['旧.yaml', '新.yaml', '旧.yaml'] }, 'usage/bad-option'],
    ['an unknown format', ['原.csv', '改.csv'], { format: 'pdf' }, 'usage/bad-option'],
    ['a policy that is not there', ['原.csv'], { policy: ['旧.yaml', '没有.yaml'] }, 'policy/unreadable'],
    ['a person who is not there', ['原.csv', '改.csv'], { review: ['9999'] }, 'usage/nobody'],
  ])('2: %s', async (_, files, options, told) => {
    const { code, err } = await runDiff(await made(), files, options);
    expect([code, err.includes(told)]).toEqual([2, true]);
  });
});

describe('workbooks', () => {
  test('a policy that is named is for the exports: a workbook has its own', async () => {
    const cwd = await made();
    await runRank(cwd, ['原.csv'], { policy: '新.yaml', output: '原.xlsx' });
    expect(await json(cwd, ['原.xlsx', '原.csv'], { policy: ['新.yaml'] })).toMatchObject({ alike: true });
    expect((await json(cwd, ['原.xlsx', '原.csv'])).policy.parameters.map((p) => p.path)).toEqual([
      'total.weights.evaluation',
      'total.weights.work',
      'cuts.bottom-30.share',
    ]);
    expect((await runDiff(cwd, ['原.xlsx', '原.xlsx'], { policy: ['新.yaml'] })).err).toContain('usage/options-conflict');
  });

  test('a workbook under two policies is as its exports are', async () => {
    const cwd = await made();
    await runRank(cwd, ['原.csv'], { output: '原.xlsx' });
    const options = { policy: ['旧.yaml', '新.yaml'] };
    const { runs: _, ...one } = await json(cwd, ['原.xlsx'], options);
    const { runs: _2, ...other } = await json(cwd, ['原.csv'], options);
    expect(one).toEqual(other);
    expect(one.lists.length).toBeGreaterThan(0);
  });

  test('decisions that were filled in are told as decisions', async () => {
    const cwd = await made();
    await runRank(cwd, ['原.csv'], { output: '一.xlsx' });
    const { default: excel } = await import('exceljs');
    const book = new excel.Workbook();
    await book.xlsx.readFile(path.join(cwd, '一.xlsx'));
    const sheet = book.getWorksheet('提醒谈话');
    const head = sheet?.getRows(1, 8)?.find((r) => String(r.values).includes('决定'));
    if (!sheet || !head) throw new Error('no list');
    const col = (head.values as string[]).indexOf('决定');
    sheet.getCell(head.number + 1, col).value = '不列入';
    sheet.getCell(head.number + 1, col + 1).value = '新到任';
    await book.xlsx.writeFile(path.join(cwd, '二.xlsx'));
    const told = await json(cwd, ['一.xlsx', '二.xlsx']);
    expect(told).toMatchObject({ same: false, sameRun: true, movements: [], lists: [], cells: [] });
    expect(told.decisions).toMatchObject([
      { id: '0011', list: 'reminder-talk', rule: 'bottom-5', before: null, after: { proposal: 0, decided: 2, reason: '新到任' } },
    ]);
    const { out } = await runDiff(cwd, ['一.xlsx', '二.xlsx'], {}, { talk: 'zh-Hans' });
    expect(out).toContain('决定不同');
    expect(out).toContain('不列入　新到任');
  });
});

test('years: cells of the quarters, grades, and a quarter beside a year is movement', { timeout: 120_000 }, async () => {
  const cwd = await made();
  const quarter = (n: number, rows: readonly Row[]) =>
    writeFile(path.join(cwd, `q${n}.csv`), csv(rows, `2026年第${'一二三四'[n - 1]}季度考核得分`));
  await Promise.all([quarter(1, before), quarter(2, before), quarter(3, before)]);
  await writeFile(
    path.join(cwd, 'q4.csv'),
    csv(
      before.map((p) => (p.id === '0004' ? { ...p, scores: ['99', '99', '99', '99'] } : p)),
      '2026年第四季度考核得分',
    ),
  );
  const year = async (last: string, output: string) => {
    const { io } = listening(cwd);
    expect(await runYear(io, ['q1.csv', 'q2.csv', last], { output })).toBe(0);
  };
  await writeFile(path.join(cwd, 'q4原.csv'), csv(before, '2026年第四季度考核得分'));
  await year('q4原.csv', '原.xlsx');
  await year('q4.csv', '改.xlsx');
  const told = await json(cwd, ['原.xlsx', '改.xlsx']);
  expect(told.cells.map((c) => [c.id, c.period, c.of, c.before, c.after, c.beforeAt, c.afterAt])).toEqual(
    ['evaluation', 'work', 'study', 'party'].map((block, i) => [
      '0004',
      '2026Q4',
      block,
      '92',
      '99',
      `q4原.csv!${'GHIJ'[i]}6`,
      `q4.csv!${'GHIJ'[i]}6`,
    ]),
  );
  // The places of 优秀 are 20 % of eleven: two.
  expect(told.movements.filter((m) => m.grade).map((m) => [m.id, m.before?.grade?.grade, m.after?.grade?.grade, m.grade?.why])).toEqual([
    ['0002', 'excellent', 'competent', [{ factors: ['others'], policy: [] }]],
    ['0004', 'competent', 'excellent', [{ factors: ['own'], policy: [] }]],
  ]);
  const policies = await json(cwd, ['改.xlsx'], { policy: ['旧.yaml', '新.yaml'] });
  expect(policies.lists.map((l) => [l.id, l.change, l.why])).toEqual([
    ['0009', 'lost', [{ factors: ['policy'], policy: ['cuts.bottom-30.share'] }]],
  ]);
  expect(await json(cwd, ['q1.csv', '改.xlsx'])).toMatchObject({ samePeriod: false, cells: [] });
});

describe('the paper of a review', () => {
  const textOf = async (file: string): Promise<string> => {
    const xml = strFromU8(unzipSync(await readFile(file))['word/document.xml'] as Uint8Array);
    const cells = xml
      .replaceAll('</w:tc>', '　')
      .replaceAll('</w:p>', '\n')
      .replaceAll(/<[^>]+>/g, '');
    return `${cells.replaceAll(/\n　/g, '　').replaceAll(/\n\n+/g, '\n').trim()}\n`;
  };

  test.each(['zh-Hans', 'en'])('what the figures were and are, in %s', async (lang) => {
    const cwd = await made();
    const { code, out } = await runDiff(
      cwd,
      ['原.csv', '改.csv'],
      { review: ['0008', '李文华'], records: '复核', lang, format: 'md', output: 'x.md' },
      { talk: 'zh-Hans' },
    );
    expect(code).toBe(0);
    expect(out).toContain('复核意见 2 份');
    const file = path.join(cwd, '复核', `0008-王文华-${lang === 'en' ? 'review' : '复核意见'}.docx`);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const text = (await textOf(file)).replaceAll(/\b[0-9a-f]{12}\b/g, '·'.repeat(12));
    await expect(text).toMatchFileSnapshot(golden(`diff-review.${lang}.txt`));
  });

  test('nobody else is named in it, by id, name or figure', async () => {
    const cwd = await made();
    await runDiff(cwd, ['原.csv', '改.csv'], { review: before.map((p) => p.id), records: '复核' });
    for (const own of before) {
      const text = await textOf(path.join(cwd, '复核', `${own.id}-${own.name}-复核意见.docx`));
      for (const other of [...before, ...after].filter((p) => p.id !== own.id)) {
        expect(text).not.toContain(other.id);
        expect(text).not.toContain(other.name);
      }
    }
  });

  test('where nothing changed for the person it says so', async () => {
    const cwd = await made();
    await runDiff(cwd, ['原.csv', '改.csv'], { review: ['0001'] });
    const text = await textOf(path.join(cwd, '0001-赵文华-复核意见.docx'));
    expect(text).toContain('本人的总分、名次和名单都没有变化。');
    expect(text).toContain('本人的来源数据没有更正。');
  });
});
