// `--format html` of rank and year as it is typed: what is written, for whom, and what is refused.
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runYear } from '../../src/commands/verbs.ts';
import { all, parsed, textOf } from '../documents/html/page.ts';
import { scores } from '../support/scores.ts';
import { csv, folder, listening, people, runRank } from './desk.ts';

const settled = (text: string) => text.replace(/\b[0-9a-f]{64}\b/g, '<sha256>').replace(/appraise \d+\.\d+\.\d+/g, 'appraise <version>');
const titles = (html: string) => all(parsed(html).root, 'figcaption').map(textOf);

test.each(['zh-Hans', 'en'] as const)('the page of a sample, as agreed, in %s', async (lang) => {
  const dir = await folder();
  await writeFile(path.join(dir, 'a.csv'), csv([...people(7), { id: '9', status: '试用期' }]));
  const said = await runRank(dir, ['a.csv'], { format: 'html', output: '-', lang });
  expect(said.code).toBe(0);
  expect(parsed(said.out).errors).toEqual([]);
  await expect(settled(said.out)).toMatchFileSnapshot(path.resolve(`test/golden/rank.${lang}.html`));
});

test('beside the input, by the ending of the output too; for its owner only, the same bytes again', async () => {
  const dir = await folder();
  await writeFile(path.join(dir, 'a.csv'), csv(people(5)));
  expect((await runRank(dir, ['a.csv'], { format: 'html' })).code).toBe(0);
  expect((await runRank(dir, ['a.csv'], { output: 'b.html' })).code).toBe(0);
  const [one, other] = await Promise.all(['a-ranked.html', 'b.html'].map((f) => readFile(path.join(dir, f), 'utf8')));
  expect(one).toBe(other);
  expect((await stat(path.join(dir, 'b.html'))).mode & 0o777).toBe(0o600);
  expect((await runRank(dir, ['a.csv'], { output: 'b.html' })).out).toContain('b.html already holds this very result');
  // Neither is an input of the next run.
  const again = await runRank(dir, ['.'], { format: 'json' });
  expect(again.code).toBe(0);
  expect(JSON.parse(again.out).run.inputs.map((i: { file: string }) => i.file)).toEqual(['a.csv']);
});

test('--before: movement against ranked workbooks of earlier periods', async () => {
  const dir = await folder();
  const order = (ids: number[], q: string) =>
    csv(
      ids.map((id, i) => ({ id: String(id), scores: [1, 2, 3, 4].map(() => String(90 - i)) as never })),
      `2026年第${q}季度考核得分`,
    );
  for (const [q, ids] of [
    ['一', [1, 2, 3]],
    ['二', [2, 3, 1]],
    ['三', [3, 2, 1]],
  ] as const)
    await writeFile(path.join(dir, `${q}.csv`), order([...ids], q));
  for (const q of ['一', '二']) expect((await runRank(dir, [`${q}.csv`], { output: `${q}.xlsx` })).code).toBe(0);
  const said = await runRank(dir, ['三.csv'], { format: 'html', output: '-', before: ['二.xlsx', '一.xlsx'] });
  expect(said.code).toBe(0);
  expect(titles(said.out).filter((t) => t.includes('名次升降'))).toHaveLength(1);
  const stages = all(parsed(said.out).root, 'table').find((t) => textOf(all(t, 'caption')[0] as never).includes('各期名次'));
  expect(all(stages as never, 'tr').map((tr) => [...all(tr, 'th'), ...all(tr, 'td')].map(textOf))[1]).toEqual([
    '人3',
    '3',
    '3/3',
    '2/3',
    '1/3',
    '升 1',
  ]);

  const refused = async (before: string[], format = 'html') => {
    const { code, err, out } = await runRank(dir, ['二.csv'], { format, before, output: 'x.html' });
    expect(out).toBe('');
    return [code, /usage\/[a-z-]+|file\/[a-z-]+/.exec(err)?.[0]];
  };
  expect(await refused(['一.csv'])).toEqual([2, 'usage/not-before']);
  expect(await refused(['二.xlsx'])).toEqual([2, 'usage/not-before']);
  expect(await refused(['一.xlsx', '一.xlsx'])).toEqual([2, 'usage/not-before']);
  expect(await refused(['nowhere.xlsx'])).toEqual([2, 'file/not-found']);
  expect(await refused(['一.xlsx'], 'json')).toEqual([2, 'usage/options-conflict']);
  // It is never written over, not even by force.
  const over = await runRank(dir, ['二.csv'], { format: 'html', before: ['一.xlsx'], output: '一.xlsx', force: true });
  expect([over.code, over.err.includes('usage/output-is-input')]).toEqual([2, true]);
});

test('a year: its quarters are the periods before it', async () => {
  const dir = await folder();
  await writeFile(path.join(dir, 'q1.csv'), scores({ 1001: 90, 1002: 85, 1003: 80 }, '2026年第一季度考核'));
  await writeFile(path.join(dir, 'q2.csv'), scores({ 1001: 80, 1002: 85, 1003: 96 }, '2026年第二季度考核'));
  const { io, heard } = listening(dir);
  expect(await runYear(io, ['q1.csv', 'q2.csv'], { format: 'html', output: '-' })).toBe(0);
  const html = heard().out;
  expect(parsed(html).errors).toEqual([]);
  const moved = all(parsed(html).root, 'table').find((t) => textOf(all(t, 'caption')[0] as never).includes('各期名次'));
  expect(all(moved as never, 'thead').map(textOf)).toEqual(['姓名编号2026Q12026Q22026比 2026Q2']);
  const [row] = all(all(moved as never, 'tbody')[0] as never, 'tr');
  expect(textOf(row as never)).toContain('3/31/31/3');
  expect(html).toContain('第一季度');
});
