// `appraise init`: a drafted map changes nothing until it is mended; a filled template ranks as its sample.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { type InitOptions, init } from '../../src/commands/init.ts';
import type { PaperBook, PaperCell } from '../../src/paper.ts';
import { templateBook } from '../../src/papers/template/template.ts';
import { readBook } from '../../src/sheets/read.ts';
import { writeXlsx } from '../../src/sheets/xlsx-write.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import { traditional, wordsFor } from '../../src/text/text.ts';
import { type Lang, langs, type Person } from '../../src/types.ts';
import { policyWith, run } from '../support/pipeline.ts';
import { csv, folder, listening, listing, people, runRank } from './desk.ts';

const policy = policyWith();

async function runInit(cwd: string, files: readonly string[], options: InitOptions = {}) {
  const { io, heard } = listening(cwd);
  const code = await init(io, files, options);
  return { code, ...heard() };
}

describe('a drafted map', () => {
  const odd = csv(people(3)).replace('党建工作责任制落实', '书记印象');

  test('names every column; what is not used is commented out; mended it ranks', async () => {
    const cwd = await folder();
    await writeFile(path.join(cwd, 'a.csv'), odd);
    await writeFile(path.join(cwd, 'plain.csv'), csv(people(3)));
    const { code, out, err } = await runInit(cwd, ['a.csv']);
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('  - { header: "姓名", field: "name" }  # 姓名\n');
    expect(out).toMatch(/\n {2}# - \{ header: "书记印象".*# 没有用到/);
    await writeFile(path.join(cwd, 'map.yaml'), out);
    expect((await runRank(cwd, ['a.csv'], { map: 'map.yaml', format: 'json' })).code).toBe(1);
    await writeFile(
      path.join(cwd, 'map.yaml'),
      out.replace(/ {2}# - \{ header: "书记印象".*/, '  - { header: 书记印象, field: "block:party" }'),
    );
    const mapped = await runRank(cwd, ['a.csv'], { map: 'map.yaml', format: 'json' });
    const twin = await runRank(cwd, ['plain.csv'], { format: 'json' });
    expect(mapped.code).toBe(0);
    expect(JSON.stringify(JSON.parse(mapped.out).groups)).toBe(
      JSON.stringify(JSON.parse(twin.out).groups).replaceAll('plain.csv', 'a.csv'),
    );
  });

  test('the draft of a full workbook changes nothing', async () => {
    const cwd = await folder();
    await writeFile(path.join(cwd, 'full.xlsx'), await readFile('samples/q3-full.xlsx'));
    expect((await runInit(cwd, ['full.xlsx'], { output: 'map.yaml' })).code).toBe(0);
    const [one, two] = [
      await runRank(cwd, ['full.xlsx'], { format: 'json' }),
      await runRank(cwd, ['full.xlsx'], { format: 'json', map: 'map.yaml' }),
    ];
    expect(two.code).toBe(one.code);
    const [plain, mapped] = [JSON.parse(one.out), JSON.parse(two.out)];
    expect(mapped.run.columns).toEqual({ file: 'map.yaml', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect({ ...mapped, run: { ...mapped.run, columns: null } }).toEqual(plain);
  });

  test('a sheet nobody understood is listed by its likely header', async () => {
    const cwd = await folder();
    await writeFile(path.join(cwd, 'a.csv'), '代号,谁,哪类\n1,甲,乙\n2,丙,丁\n');
    expect((await runInit(cwd, ['a.csv'])).out).toMatch(/第 1 行.*\n {2}# - \{ header: "代号"/);
  });

  test('a wrong map stops rank with its place', async () => {
    const cwd = await folder();
    await writeFile(path.join(cwd, 'a.csv'), odd);
    await writeFile(path.join(cwd, 'map.yaml'), 'schema: appraise/columns@1\ncolumns:\n  - { header: 甲, field: block:prty }\n');
    const { code, err } = await runRank(cwd, ['a.csv'], { map: 'map.yaml' });
    expect(code).toBe(2);
    expect(err).toMatch(/block:party/);
    expect((await runRank(cwd, ['a.csv'], { map: 'none.yaml' })).code).toBe(2);
  });

  test('--fields lists every name', async () => {
    const { out } = await runInit(await folder(), [], { fields: true, lang: 'en' });
    for (const name of ['id ', 'block:work ', 'item:theory ', 'votes:A:excellent ', 'votes:excellent ', 'ignore '])
      expect(out).toContain(`\n${name}`.trimStart());
  });
});

// ── the template ──

async function speech(lang: Lang) {
  return { policy, lang, words: await wordsFor(lang), convert: lang === 'zh-Hant' ? await traditional() : (t: string) => t };
}

const number = (n: string | undefined): PaperCell | null => (n === undefined ? null : { value: { number: n }, look: 'entry-number' });
const text = (t: string | undefined): PaperCell | null => (t === undefined || t === '' ? null : { value: t, look: 'entry-text' });

/** Fills the sheets of a template (guide, roster, votes, scores, entries, inspection) with the people of an export. */
function filled(book: PaperBook, all: readonly Person[], states: ReadonlyMap<string, string>): PaperBook {
  const { evaluation, work, study } = policy.blocks;
  const who = (p: Person) => [text(p.id), text(p.name)];
  const lines: ((PaperCell | null)[][] | null)[] = [
    null,
    all.map((p) => [
      ...who(p),
      text(p.unit),
      text(p.department),
      text(p.post),
      text(p.rank),
      text(p.category),
      text(p.level),
      text(states.get(p.key)),
    ]),
    all.map((p) => [
      ...who(p),
      ...evaluation.classes.flatMap((c) => {
        const counts = p.ballots.find((b) => b.raterClass === c.key)?.counts;
        return [...evaluation.options.map((o) => number(counts?.get(o.key)?.value.toText())), null];
      }),
    ]),
    all.map((p) => [
      ...who(p),
      ...[...work.items, ...study.items].map((i) => number(p.items.get(i.key)?.value.toText())),
      number(p.given.get('party')?.value.toText()),
    ]),
    all.flatMap((p) => p.entries.map((e) => [...who(p), text(e.matter), number(e.value.value.toText()), text(e.date), text(e.basis)])),
    all
      .filter((p) => p.inspections.length > 0)
      .map((p) => [...who(p), ...policy.lines.map((l) => number(p.inspections.find((i) => i.quality === l.key)?.score.value.toText()))]),
  ];
  const sheets = book.sheets.map((s, i) => {
    const rows = lines[i];
    return rows ? { ...s, rows: [...s.rows.slice(0, 1), ...rows.map((cells) => ({ cells }))] } : s;
  });
  return { ...book, sheets };
}

/** What a ranking says, apart from where the figures stood. */
function substance(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(substance);
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([k]) => !['from', 'at', 'steps', 'step', 'because'].includes(k))
      .map(([k, v]) => [k, substance(v)]),
  );
}

describe('the template', () => {
  test.each(langs)('in %s, filled from a sample, ranks as the sample', { timeout: 30_000 }, async (lang) => {
    const bytes = await readFile('samples/q3-full.xlsx');
    const sample = await run([{ file: 's.xlsx', bytes }], policy, '2026Q3');
    const book = (await readBook(bytes, 's.xlsx')).value;
    const source = tabulate(book ? [book] : [], policy, { period: null, asOf: null }).value.people;
    const words = new Map(policy['not-ranked'].reasons.map((r) => [r.key, r.words[0] as string]));
    const states = new Map(source.flatMap((p) => (p.notRanked ? [[p.key, words.get(p.notRanked.value) as string] as const] : [])));
    const template = filled(templateBook(await speech(lang)), source, states);
    const again = await run([{ file: 't.xlsx', bytes: await writeXlsx(template) }], policy, '2026Q3');
    expect(again.errors).toEqual([]);
    expect(again.problems.filter((p) => p.code === 'column/unused')).toEqual([]);
    expect(again.results.groups.length).toBeGreaterThan(1);
    expect(substance(JSON.parse(JSON.stringify(again.results.groups)))).toEqual(
      substance(JSON.parse(JSON.stringify(sample.results.groups))),
    );
  });

  test('every header is read as its field, in every language', async () => {
    for (const lang of langs) {
      const { value } = await readBook(await writeXlsx(templateBook(await speech(lang))), 't.xlsx');
      const { tables } = tabulate(value ? [value] : [], policy, { period: null, asOf: null }).value;
      expect(tables.flatMap((t) => t.columns.filter((c) => c.field === null || c.field === 'known'))).toEqual([]);
      expect(tables.filter((t) => t.headerRow !== null)).toHaveLength(5);
    }
  });

  test('is written by its name, never over another file, and holds nobody', async () => {
    const cwd = await folder();
    expect((await runInit(cwd, [])).code).toBe(0);
    expect(await listing(cwd)).toEqual(['appraise-template.xlsx']);
    expect((await runInit(cwd, [], { lang: 'en' })).code).toBe(2);
    expect((await runInit(cwd, [], { lang: 'en', force: true })).code).toBe(0);
    const { value } = await readBook(await readFile(path.join(cwd, 'appraise-template.xlsx')), 't.xlsx');
    expect(tabulate(value ? [value] : [], policy, { period: null, asOf: null }).value.people).toEqual([]);
    expect((await runInit(cwd, [], { lang: 'fr' })).code).toBe(2);
  });
});
