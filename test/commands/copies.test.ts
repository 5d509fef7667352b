// `--mark` and `--fix` as a command writes them: where they go, what is said, what is never touched.
import { createHash } from 'node:crypto';
import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fix } from '../../src/commands/fix.ts';
import { readInputs } from '../../src/commands/inputs.ts';
import { mark } from '../../src/commands/mark.ts';
import { readBook } from '../../src/sheets/read.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import { wordsFor } from '../../src/text/text.ts';
import type { Lang } from '../../src/types.ts';
import { policyWith } from '../support/pipeline.ts';
import { csv, folder, listening, listing, people } from './desk.ts';

const policy = policyWith();
const words = await wordsFor('zh-Hans');
const lang: Lang = 'zh-Hans';
const kindly = csv(people(3)).replace(',94,94', ',９４分,94');

async function at(files: Record<string, string>) {
  const cwd = await folder();
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(cwd, name), text);
  const { io } = listening(cwd);
  const inputs = await readInputs(Object.keys(files), io, () => undefined);
  const { value, problems } = tabulate(inputs.books, policy, { period: null, asOf: null });
  const bytesOf = (file: string) => readFile(path.join(cwd, file));
  const options = (out: string, force = false) => ({ out, force, inputs: inputs.paths, cwd });
  const run = { books: inputs.books, problems, tables: value.tables, lang, bytesOf };
  return { cwd, run, options };
}

describe('--mark', () => {
  test('one file: the copy by its name, readable by its owner only; the input untouched', async () => {
    const { cwd, run, options } = await at({ 'a.csv': kindly });
    const { lines, problems } = await mark(run, words, options('out.xlsx'));
    expect(problems).toEqual([]);
    expect(lines).toEqual([expect.stringMatching(/^✔ 已写出标记副本 out\.xlsx（\d+ 处问题）$/)]);
    expect((await stat(path.join(cwd, 'out.xlsx'))).mode & 0o777).toBe(0o600);
    expect(await readFile(path.join(cwd, 'a.csv'), 'utf8')).toBe(kindly);
  });

  test('several files: a folder', async () => {
    const { cwd, run, options } = await at({ 'a.csv': kindly, 'b.csv': csv(people(2, 20)) });
    await mark(run, words, options('marked'));
    expect(await listing(cwd)).toEqual(['a.csv', 'b.csv', 'marked/a.xlsx', 'marked/b.xlsx']);
  });

  test('never over the input, nor over another file without force', async () => {
    const { cwd, run, options } = await at({ 'a.csv': kindly });
    expect((await mark(run, words, options('a.csv', true))).problems).toMatchObject([{ code: 'usage/bad-option' }]);
    expect(await readFile(path.join(cwd, 'a.csv'), 'utf8')).toBe(kindly);
    expect((await mark(run, words, options('x.xlsx'))).problems).toEqual([]);
    expect((await mark({ ...run, problems: [] }, words, options('x.xlsx'))).problems).toMatchObject([{ code: 'usage/output-exists' }]);
  });
});

describe('--fix', () => {
  test('lists each mend; read again nothing is left to mend and the people are the same', async () => {
    const { cwd, run, options } = await at({ 'a.csv': kindly });
    const { lines, problems } = await fix(run, words, options('out.csv'));
    expect(problems).toEqual([]);
    expect(lines).toEqual(['✔ 已写出改正副本 out.csv：改正 1 个单元格', '    G4　“９４分” → 94']);
    expect(await readFile(path.join(cwd, 'out.csv'), 'utf8')).toBe(csv(people(3)));
  });

  test('nothing to mend: nothing written, and said', async () => {
    const { cwd, run, options } = await at({ 'a.csv': csv(people(2)) });
    expect((await fix(run, words, options('out.csv'))).lines).toEqual(['a.csv：没有只有一种读法的写法要改正，没有写出副本']);
    expect(await listing(cwd)).toEqual(['a.csv']);
  });

  test('a name that does not suit the content is refused', async () => {
    const { run, options } = await at({ 'a.csv': kindly });
    expect((await fix(run, words, options('out.xlsx'))).problems).toMatchObject([
      { code: 'usage/bad-option', args: { known: '.csv, .tsv, .txt' } },
    ]);
  });

  test('an input that changed meanwhile is refused', async () => {
    const { run, options } = await at({ 'a.csv': kindly });
    const bytesOf = async () => new Uint8Array([1]);
    expect((await fix({ ...run, bytesOf }, words, options('out.csv'))).problems).toMatchObject([{ code: 'file/changed-while-read' }]);
  });

  test('a kind that is not written comes out as a workbook of the same values', async () => {
    const { cwd, run, options } = await at({ 'a.csv': kindly });
    const books = run.books.map((b) => ({ ...b, kind: 'ods' as 'csv', sheets: b.sheets.map((s) => ({ ...s, name: '得分' })) }));
    const problems = run.problems.map((p) => (p.place ? { ...p, sheet: '得分', place: { ...p.place, sheet: '得分' } } : p));
    const bytes = await readFile(path.join(cwd, 'a.csv'));
    expect(books[0]?.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect((await fix({ ...run, books, problems }, words, options('out.xlsx'))).problems).toEqual([]);
    const again = (await readBook(await readFile(path.join(cwd, 'out.xlsx')), 'out.xlsx')).value;
    const values = (rows: readonly { readonly cells: readonly { readonly value: string }[] }[] = []) =>
      rows.map((r) => r.cells.map((c) => c.value));
    expect(values(again?.sheets[0]?.rows)).toEqual(
      values(run.books[0]?.sheets[0]?.rows).map((r) => r.map((v) => (v === '９４分' ? '94' : v))),
    );
  });
});
