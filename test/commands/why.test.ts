// `appraise why` as it is called: what is printed in each form and language, what is written, whom it refuses; a page is about one person.

import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { whyOf } from '../../src/appraise/why/why.ts';
import { add } from '../../src/commands/dossier/add.ts';
import type { Io } from '../../src/commands/io.ts';
import { runYear } from '../../src/commands/verbs.ts';
import { type WhyOptions, why } from '../../src/commands/why.ts';
import { docMarkdown } from '../../src/papers/doc-markdown.ts';
import { whyDoc } from '../../src/papers/why/doc.ts';
import { whySchema } from '../../src/papers/why/schema.ts';
import { placeText } from '../../src/problems/problem.ts';
import { displayWidth } from '../../src/problems/width.ts';
import { sampleOf } from '../papers/why/people.ts';
import { csv, folder, listening, people, runRank } from './desk.ts';

const samples = path.resolve('samples');
const golden = (name: string) => path.resolve('test/commands/golden', name);
const settled = (text: string) =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, '<sha256>')
    .replace(/[0-9a-f]{20,64}/g, '<sha256>')
    .replace(/appraise \d+\.\d+\.\d+/g, 'appraise <version>');

async function asked(cwd: string, who: string, files: readonly string[], options: WhyOptions = {}, given: Partial<Io> = {}) {
  const { io, heard } = listening(cwd, given);
  const code = await why(io, who, files, options);
  return { code, ...heard() };
}

describe.each(['zh-Hans', 'en'])('in %s', (lang) => {
  test.each([
    ['a quarter by ballots, items and entries', 'full', '朱宏忠', ['q3-full.xlsx']],
    ['error tolerance', 'tolerance', '33002010', ['year/4季度']],
  ])('%s', async (_, name, who, files) => {
    const said = await asked(samples, who, files, { lang });
    expect(said).toMatchObject({ code: 0, err: '' });
    expect(said.out.split('\n').filter((l) => displayWidth(l) > 80)).toEqual([]);
    expect(said.out).not.toMatch(/ $/m);
    await expect(settled(said.out)).toMatchFileSnapshot(golden(`why-${name}.${lang}.txt`));
  });
});

test('Markdown and JSON', async () => {
  const markdown = await asked(samples, '朱宏忠', ['q3-full.xlsx'], { format: 'md' });
  await expect(settled(markdown.out)).toMatchFileSnapshot(golden('why-full.md'));
  const json = await asked(samples, '朱宏忠', ['q3-full.xlsx'], { format: 'json' });
  whySchema.parse(JSON.parse(json.out));
  await expect(settled(json.out)).toMatchFileSnapshot(golden('why-full.json'));
});

test('ballots one by one: the cell of every ballot that counts stands there, and no other', async () => {
  const got = await sampleOf(samples, ['ballots.xlsx']);
  const [one] = got.input.source.people;
  if (!one) throw new Error('nobody');
  const { out } = await asked(samples, one.id, ['ballots.xlsx'], { format: 'json' });
  const data = whySchema.parse(JSON.parse(out));
  const way = data.blocks.find((b) => b.block === 'evaluation')?.way;
  const cells = way?.kind === 'ballots' ? way.classes.flatMap((c) => c.cells) : [];
  const own = (got.input.source.votes ?? []).filter((v) => v.person === one.key).map((v) => placeText(v.option.at));
  expect(own.length).toBeGreaterThan(50);
  expect([...cells].sort()).toEqual(own.sort());
  const { out: page } = await asked(samples, one.id, ['ballots.xlsx'], { format: 'md' });
  const written = new Set(page.match(/\bG\d+\b/g));
  expect(own.filter((c) => !written.has(c.split('!').at(-1) ?? ''))).toEqual([]);
});

test('traditional characters are of the words, never of the office', async () => {
  const said = await asked(samples, '朱宏忠', ['q3-full.xlsx'], { lang: 'zh-Hant' });
  expect(said.out).toContain('四捨五入保留 2 位小數 = 88.65');
  expect(said.out).toContain('q3-full.xlsx!民主测评!D60');
});

describe('a workbook that comes back', () => {
  test('a quarter: the same page as of its export, but for what it is read from', async () => {
    const dir = await folder();
    const cwd = path.join(samples, 'year');
    expect((await runRank(cwd, ['4季度'], { output: path.join(dir, 'q.xlsx') })).code).toBe(0);
    const from = await asked(cwd, '33002010', ['4季度']);
    const back = await asked(dir, '33002010', ['q.xlsx']);
    expect(back.out).toBe(from.out);
  });

  test('a year: its quarters and their mean', async () => {
    const dir = await folder();
    const { io } = listening(dir);
    const files = [1, 2, 3, 4].map((n) => path.join(samples, `year/${n}季度`));
    expect(await runYear(io, [...files, path.join(samples, 'year/年度考察.csv')], { output: 'y.xlsx', lang: 'zh-Hans' })).toBe(0);
    const said = await asked(dir, '任景行', ['y.xlsx'], { lang: 'zh-Hans' });
    expect(said.code).toBe(0);
    await expect(settled(said.out)).toMatchFileSnapshot(golden('why-year.zh-Hans.txt'));
  });
});

test('what the Party group decided stands beside what was proposed, with its reason and its cell', async () => {
  const got = await sampleOf(samples, ['q3-full.xlsx']);
  const person = got.input.source.people.find((p) => p.name === '朱宏忠');
  if (!person) throw new Error('nobody');
  const at = { file: 'q.xlsx', sheet: '不提拔重用', row: 6, col: 11 };
  const decision = { person: person.key, list: 'promotion-bar', rule: 'bottom-30', proposal: 0, decided: 2, reason: '借调期间', at };
  const asked = {
    ranking: got.input.ranking,
    policy: got.policy,
    decisions: [decision, { ...decision, person: 'other' }],
    approved: false,
  };
  const told = docMarkdown(whyDoc(got.input, whyOf(asked, person.key)));
  expect(told).toContain('| 决定：后30% | 不列入 | 借调期间 | q.xlsx\\!不提拔重用\\!L7 | 第十九条 |');
  expect(told.match(/决定：/g)).toHaveLength(1);
});

test('from an archive: each record by its entry', async () => {
  const dir = await folder();
  const cwd = path.join(samples, 'year');
  for (const n of [3, 4]) expect((await runRank(cwd, [`${n}季度`], { output: path.join(dir, `${n}.xlsx`) })).code).toBe(0);
  const { io } = listening(dir);
  expect(await add(io, ['4.xlsx'], { archive: 'a.dossier' })).toBe(0);
  const said = await asked(dir, '33002003', ['3.xlsx'], { archive: 'a.dossier', lang: 'zh-Hans' });
  expect(said.code).toBe(0);
  expect(said.out).toMatch(/受到表彰 +全省法治建设先进个人 +省委 +a\.dossier#\d+/);
  expect(said.out).toMatch(/2025 +称职 +计入 +a\.dossier#\d+|2024 +称职 +计入 +a\.dossier#\d+/);
});

describe('whom', () => {
  test('nobody, or several of one name: told apart by unit, nothing is written', async () => {
    const dir = await folder();
    const [one, two, ...rest] = people(8);
    if (!one || !two) throw new Error('no people');
    await writeFile(
      path.join(dir, 'q.csv'),
      csv([{ ...one, name: '张伟', unit: '办公室' }, { ...two, name: '张伟', unit: '政治部' }, ...rest]),
    );
    const several = await asked(dir, '张伟', ['q.csv'], { output: 'x.docx' });
    expect(several.code).toBe(2);
    expect(several.out).toBe('');
    expect(several.err).toMatch(/0001 \(办公室\); 0002\s+\(政治部\)/);
    expect((await asked(dir, '李四', ['q.csv'])).err).toContain('usage/nobody');
    expect(await stat(path.join(dir, 'x.docx')).catch(() => null)).toBeNull();
  });

  test('who is not ranked: why not, from which cell, and what applies all the same', async () => {
    const dir = await folder();
    const rows = people(6).map((r, i) => ({
      ...r,
      qualities: ['95', i === 5 ? '88' : '92'] as const,
      ...(i === 5 ? { status: '立案未结' } : {}),
    }));
    await writeFile(path.join(dir, 'q.csv'), csv(rows));
    const said = await asked(dir, '0006', ['q.csv'], { lang: 'zh-Hans' });
    expect(said.out).toContain('未参加排名；立案未结');
    expect(said.out).toContain('单元格：q.csv!F8');
    expect(said.out).toMatch(/担当作为\s+88\s+90\s+还差 2/);
    expect(said.out).not.toContain('怎样才会不同');
  });
});

describe('what is written', () => {
  test('a Word document, readable by its owner only, beside the input under a name of its own; never over another', async () => {
    const dir = await folder();
    await writeFile(path.join(dir, 'q.csv'), csv(people(6)));
    expect((await asked(dir, '0003', ['q.csv'], { format: 'docx' })).code).toBe(0);
    const file = path.join(dir, '0003-人0003-2026Q3-逐项说明.docx');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const xml = strFromU8(unzipSync(await readFile(file))['word/document.xml'] as Uint8Array);
    for (const text of ['2026年第三季度考核结果逐项说明', '怎样才会不同', '本人', '经办人', '复核人']) expect(xml).toContain(text);
    expect(xml).not.toMatch(/人000[124-6]/);
    const other = await asked(dir, '0004', ['q.csv'], { output: file });
    expect(other.code).toBe(2);
    expect(other.err).toContain('usage/output-exists');
    expect((await asked(dir, '0003', ['q.csv'], { output: 'q.csv', force: true })).err).toContain('usage/output-is-input');
  });

  test('a form that is none, and bytes for a terminal, are refused before anything is read', async () => {
    expect((await asked('/', 'x', ['nowhere'], { format: 'pdf' })).err).toContain('usage/bad-option');
    expect((await asked('/', 'x', ['nowhere'], { format: 'docx', output: '-' }, { outIsTerminal: true })).err).toContain(
      'usage/binary-to-terminal',
    );
  });
});

/** A figure of the page put into the file as a clerk would, and all of it ranked anew. */
test('the page says what would change the outcome, and the file changed so has it', async () => {
  const dir = await folder();
  const rows = people(10);
  await writeFile(path.join(dir, 'q.csv'), csv(rows));
  const page = JSON.parse((await asked(dir, '0009', ['q.csv'], { format: 'json' })).out);
  const out = page.changes.find((c: { outcome: { state?: string } }) => c.outcome.state === 'outside');
  const work = out.moves.find((m: { lever: string }) => m.lever === 'work').move;
  // By hand: three must stand below, so 0007 with 89.00 too; 87 + 0.40 × 5.02 = 89.008, which is printed as 89.01.
  expect(work).toEqual({ to: '92.02', change: '5.02' });
  const verdictsWith = async (score: string) => {
    const scores = ['87', score, '87', '87'] as const;
    await writeFile(path.join(dir, 'edited.csv'), csv(rows.map((r) => (r.id === '0009' ? { ...r, scores } : r))));
    const said = await runRank(dir, ['edited.csv'], { format: 'json' });
    const all: { id: string; verdicts: { rule: string; held: boolean }[] }[] = JSON.parse(said.out).people;
    return all.find((p) => p.id === '0009')?.verdicts.map((v) => `${v.rule}${v.held ? ' held' : ''}`);
  };
  expect(await verdictsWith('92.02')).toEqual([]);
  expect(await verdictsWith('92.01')).toEqual(['bottom-30 held']);
});
