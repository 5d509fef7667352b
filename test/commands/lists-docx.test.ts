// `--format docx`: the lists of a verb as one landscape document; the notice stays what is posted; `--records` a paper a person.
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ListOptions } from '../../src/commands/verb.ts';
import { run, type VerbName } from '../../src/commands/verbs.ts';
import { listening } from './desk.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'appraise-docx-'));
  await cp(path.resolve('samples/year/4季度'), path.join(dir, '4季度'), { recursive: true });
});
afterAll(() => rm(dir, { recursive: true, force: true }));

async function of(name: VerbName, options: ListOptions, own: Readonly<Record<string, string>> = {}) {
  const { io, heard } = listening(dir);
  const code = await run(io, name, ['4季度'], { lang: 'zh-Hans', ...options }, own);
  return { code, ...heard() };
}
const markup = async (file: string) => strFromU8(unzipSync(await readFile(path.join(dir, file)))['word/document.xml'] as Uint8Array);
const landscape = /<w:pgSz [^>]*w:orient="landscape"/;

test.each([
  ['talks', '提醒谈话名单'],
  ['select', '选拔任用视图'],
  ['advance', '职级晋升时间'],
  ['grades', '考核等次'],
  ['fitness', '不适宜担任现职情形'],
  ['evaluate', '综合评价记录'],
  ['tolerance', '容错台账'],
] as const)('%s -o x.docx is the list: %s', async (name, title) => {
  expect((await of(name, { output: `${name}.docx` })).code).toBe(0);
  const xml = await markup(`${name}.docx`);
  expect(xml).toMatch(landscape);
  expect(xml).toContain(title);
  expect(xml).toContain('负责人：');
});

test('beside the list, --records has the papers a person', async () => {
  expect((await of('talks', { format: 'docx', output: 'again.docx', records: 'papers' })).code).toBe(0);
  expect(await markup('again.docx')).toMatch(landscape);
  const [paper = ''] = await readdir(path.join(dir, 'papers'));
  const xml = await markup(path.join('papers', paper));
  expect(xml).not.toMatch(landscape);
  expect(xml).toContain('提醒谈话记录');
});

test('the notice is what is posted: upright, without ids and scores', async () => {
  expect((await of('notice', { output: 'notice.docx' }, { from: '2027-01-11' })).code).toBe(0);
  const xml = await markup('notice.docx');
  expect(xml).not.toMatch(landscape);
  expect(xml).not.toMatch(/33002\d{3}/);
});
