// Odd data and odd hands: whatever comes, a clear word and never a fault of the program.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readBook } from '../../src/sheets/read.ts';
import { folder, listing } from '../commands/desk.ts';
import { archiveIn, basic, behindItsBack, enter, happened, run } from './desk.ts';

const zh = { talk: 'zh-Hans' } as const;
const record = (who: string, ...more: string[]) => [
  'dossier',
  'record',
  who,
  '--block',
  '日常',
  '--date',
  '2026-03-05',
  '--text',
  '值班',
  ...more,
];

test('a file kept under a name is merged with the id of the same name, as the message asks', async () => {
  const cwd = await folder();
  writeFileSync(path.join(cwd, '培训.csv'), '姓名,日期,学习内容\n冯雅宁,2026-03-05,党校\n');
  await run(cwd, ['dossier', 'add', '培训.csv']);
  await run(cwd, record('23000101', '--name', '冯雅宁'));
  const several = await run(cwd, ['dossier', 'show', '冯雅宁'], zh);
  expect(several.err).toContain('先用 appraise dossier merge 合为一人');
  expect(await run(cwd, ['dossier', 'merge', '冯雅宁', '23000101', '--reason', '查实'])).toMatchObject({ code: 0, err: '' });
  const { out } = await run(cwd, ['dossier', 'show', '冯雅宁'], zh);
  expect([out.includes('党校'), out.includes('值班')]).toEqual([true, true]);
  // Parted again, they are two.
  expect(await run(cwd, ['dossier', 'withdraw', '4', '--reason', '不是一人'])).toMatchObject({ code: 0 });
  expect((await run(cwd, ['dossier', 'show', '冯雅宁'], zh)).err).toContain('archive/several-people');
});

test('two people of one name with ids are not merged by the name', async () => {
  const cwd = await folder();
  await run(cwd, record('1', '--name', '张伟'));
  await run(cwd, record('2', '--name', '张伟'));
  expect((await run(cwd, ['dossier', 'merge', '张伟', '1', '--reason', '误'])).err).toContain('archive/several-people');
});

test('ids in other writings are one id', async () => {
  const cwd = await folder();
  await run(cwd, record('11010119800101001x', '--name', '张三'));
  for (const id of ['11010119800101001X', '１１０１０１１９８００１０１００１Ｘ', "'11010119800101001X", '110101 19800101 001X'])
    expect(await run(cwd, ['dossier', 'show', id], zh)).toMatchObject({ code: 0, out: expect.stringContaining('值班') });
});

test('a name given for an id that has another is entered as given, and said', async () => {
  const cwd = await folder();
  await run(cwd, record('1', '--name', '张三'));
  const other = await run(cwd, record('1', '--name', '李四', '--number', 'JS-2'), zh);
  expect([other.code, other.err.includes('archive/other-name')]).toEqual([0, true]);
  expect((await run(cwd, ['dossier', 'show', '1'], zh)).out).toContain('曾用名：张三');
});

test.each(['，', '', '　', '（）'])('a word that is no word finds nothing: %j', async (word) => {
  const cwd = await folder();
  await run(cwd, record('1', '--name', '张三'));
  const found = await run(cwd, ['dossier', 'find', word], zh);
  expect([found.code, found.out, found.err.includes('usage/bad-option')]).toEqual([2, '', true]);
});

test.each(['0026-03-05', '9999-03-05', '2026-02-30'])('a day of no volume is refused: %s', async (day) => {
  const cwd = await folder();
  const argv = record('1', '--name', '张三').map((w) => (w === '2026-03-05' ? day : w));
  const { code, err } = await run(cwd, argv);
  expect([code, err.includes('--date')]).toEqual([2, true]);
});

// biome-ignore lint/suspicious/noControlCharactersInRegex: that none of them is printed
const controls = /[\u0000-\u0009\u000b-\u001f\u007f\u200b\u202a-\u202e]/;

test.each(['show 1', 'show 1 --format md', 'find 红', 'find 红 --format md', 'missing 2026'])(
  'what is printed steers no terminal: %s',
  async (command) => {
    const cwd = await folder();
    const archive = await archiveIn(cwd);
    enter(archive, [happened('1', '前\u001b[31m红\u202e反\u200b\u2028后', { name: '张\u001b[2J三' })]);
    archive.close();
    const { code, out } = await run(cwd, ['dossier', ...command.split(' ')], zh);
    expect([code, controls.test(out), out.includes('<U+001B') || out.includes('\\<U+001B')]).toEqual([0, false, true]);
  },
);

test('line separators of Unicode come back from an export', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(archive, [happened('1', '前\u2028中\u2029后\u0085\r\n末')]);
  archive.close();
  await run(cwd, ['dossier', 'export', '-o', 'a.jsonl']);
  expect(await run(cwd, ['dossier', 'import', 'a.jsonl', '--archive', 'b.dossier'])).toMatchObject({ code: 0 });
  expect(await run(cwd, ['dossier', 'import', 'a.jsonl', '--archive', 'b.dossier'])).toMatchObject({ code: 2 });
});

test('a text that no cell of a workbook holds: cut there, and that is said in it', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  const long = '很长的话𠮷'.repeat(12_000);
  enter(archive, [happened('1', long), basic('1', '2026-03-31', '办公室')]);
  archive.close();
  expect(await run(cwd, ['dossier', 'find', '很长的话', '-o', 'l.xlsx'], zh)).toMatchObject({ code: 0 });
  expect(await run(cwd, ['dossier', 'volume', '1', '2026', '-o', 'v.xlsx'], zh)).toMatchObject({ code: 0 });
  for (const f of ['l.xlsx', 'v.xlsx']) {
    const book = await readBook(new Uint8Array(readFileSync(path.join(cwd, f))), f);
    const cells = book.value?.sheets.flatMap((s) => s.rows.flatMap((r) => r.cells.map((c) => c.value))) ?? [];
    const cut = cells.find((c) => c.startsWith('很长的话'));
    expect(cut).toMatch(/略去后面 \d+ 字/);
    expect((cut ?? '').length).toBeLessThanOrEqual(32_767);
  }
  expect((await run(cwd, ['dossier', 'find', '很长的话', '--format', 'json'])).out).toContain(long);
});

test('volumes of people whose ids become one name of a file: a file each', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(
    archive,
    ['A/1', 'A:1', 'A?1'].map((id) => happened(id, `值班 ${id}`, { name: '张三' })),
  );
  archive.close();
  const volumes = () => run(cwd, ['dossier', 'volumes', '2026', '-o', '册', '--format', 'xlsx'], zh);
  expect(await volumes()).toMatchObject({ code: 0, err: '' });
  expect(await listing(path.join(cwd, '册'))).toEqual(['A_1-张三-2026-2.xlsx', 'A_1-张三-2026-3.xlsx', 'A_1-张三-2026.xlsx']);
  // The same again, and nothing is in the way.
  expect(await volumes()).toMatchObject({ code: 0, err: '' });
});

describe('written over behind its back', () => {
  const texts = ['{"act":"enter"}', '{x', 'null', '[]', '{"act":"enter","statement":{"data":null}}', '{"act":"enter","statement":"x"}'];
  test.each(texts)('%s: the archive is damaged, and no verb fails of it', async (body) => {
    const cwd = await folder();
    const archive = await archiveIn(cwd);
    enter(archive, [happened('1', '值班'), happened('2', '防汛')]);
    archive.close();
    behindItsBack(path.join(cwd, 'archive.dossier'), ['DROP TRIGGER log_unchanged', `UPDATE log SET body = '${body}' WHERE seq = 2`]);
    for (const argv of [
      ['show', '1'],
      ['find', '--year', '2026'],
      ['volume', '1', '2026'],
      ['volumes', '2026'],
      ['missing', '2026'],
      ['withdraw', '2', '--reason', 'x'],
    ]) {
      const { code, out, err } = await run(cwd, ['dossier', ...argv]);
      expect([argv[0], code, out, err.includes('archive/damaged')]).toEqual([argv[0], 3, '', true]);
    }
    expect((await run(cwd, ['dossier', 'verify'])).err).toContain('archive/changed');
  });
});
