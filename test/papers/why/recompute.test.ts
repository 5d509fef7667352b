// `why` on every person of every sample: each printed figure is worked out again by hand, from the cells to the rank, from the text itself.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runYear } from '../../../src/commands/verbs.ts';
import { whySchema } from '../../../src/papers/why/schema.ts';
import { listening, runRank } from '../../commands/desk.ts';
import { compare, number, same } from './fraction.ts';
import { type Printed, pagesOf, sampleOf } from './people.ts';
import { cellsOf } from './sources.ts';
import { rowsIn, toldInMarkdown, toldInText, widthOf } from './told.ts';
import { type Page, stateOf, workedOut } from './worked.ts';

const samples = path.resolve('samples');
let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'appraise-why-'));
});
afterAll(() => rm(dir, { recursive: true, force: true }));

/** Reads both forms of a page, which must say the same, and works it out. */
function read(p: Printed): Page {
  const markdown = toldInMarkdown(p.markdown);
  const text = toldInText(p.text, rowsIn(markdown));
  expect(text, `${p.id}: text and Markdown`).toEqual(markdown);
  expect(p.text.split('\n').filter((l) => widthOf(l) > 80)).toEqual([]);
  whySchema.parse(p.json);
  try {
    return workedOut(text);
  } catch (error) {
    throw new Error(`${p.id}: ${(error as Error).message}`);
  }
}

/** Ranks, ties and cuts of a group from the printed totals alone. */
function rankedByHand(pages: readonly Page[]): void {
  for (const group of new Set(pages.map((p) => p.group))) {
    const ranked = pages.flatMap((p) => (p.group === group && p.ranked ? [p.ranked] : []));
    for (const r of ranked) {
      expect(r.n).toBe(ranked.length);
      const against = ranked.map((o) => {
        const keys = [...r.tiesBy.map((b) => [o.blocks.get(b), r.blocks.get(b)] as const)];
        const first = compare(o.total, r.total);
        return first !== 0 ? first : (keys.map(([a, b]) => (a && b ? compare(a, b) : 0)).find((c) => c !== 0) ?? 0);
      });
      expect(r.rank).toBe(against.filter((c) => c > 0).length + 1);
      expect(r.equal).toBe(against.filter((c) => c === 0).length - 1);
      const below = against.filter((c) => c < 0).length;
      for (const cut of r.cuts.values()) if (cut.k > 0) expect(cut.state).toBe(stateOf(cut.ties, cut.k, below + r.equal + 1, below));
    }
  }
}

/** Nobody's page names anybody else, or a cell of anybody else. */
function nobodyElse(printed: readonly Printed[], pages: readonly Page[]): void {
  const owner = new Map<string, string>();
  for (const [i, page] of pages.entries())
    for (const at of new Set(page.cells.map((c) => c.at))) {
      expect(owner.get(at) ?? printed[i]?.id, `${at} on two pages`).toBe(printed[i]?.id);
      owner.set(at, printed[i]?.id ?? '');
    }
  for (const p of printed) {
    const all = `${p.text}${p.markdown}${JSON.stringify(p.json)}`.replace(/[0-9a-f]{64}/g, '');
    const own = p.name;
    const others = printed.filter((o) => o !== p);
    expect(others.filter((o) => all.includes(o.id) && !p.id.includes(o.id)).map((o) => o.id)).toEqual([]);
    expect(others.filter((o) => all.replaceAll(own, '').includes(o.name) && o.name !== own).map((o) => o.name)).toEqual([]);
  }
}

async function sourcesHold(pages: readonly Page[], folder: string): Promise<void> {
  const cellAt = await cellsOf(folder);
  for (const page of pages)
    for (const { at, value } of page.cells) {
      const stands = cellAt(at);
      if (value !== null) expect(same(number(stands), number(value)), `${page.id} ${at}: ${stands}, not ${value}`).toBe(true);
      else expect(stands, `${page.id} ${at}`).not.toBe('');
    }
}

describe.each([
  { name: 'q3.xlsx', files: ['q3.xlsx'], folder: samples, people: 201 },
  { name: 'q3-full.xlsx', files: ['q3-full.xlsx'], folder: samples, people: 61 },
  { name: 'units', files: ['units'], folder: path.join(samples, 'units'), people: 173 },
  {
    name: 'institution',
    files: ['policies/institution/2026年度'],
    folder: path.join(samples, 'policies/institution/2026年度'),
    people: 44,
    policy: 'policies/institution/policy.yaml',
  },
])('$name', ({ files, folder, people, policy }) => {
  test('every page works out, from its cells to rank and lists, and speaks of nobody else', async () => {
    const printed = pagesOf(await sampleOf(samples, files, policy === undefined ? {} : { policy }));
    expect(printed).toHaveLength(people);
    const pages = printed.map(read);
    rankedByHand(pages);
    nobodyElse(printed, pages);
    await sourcesHold(pages, folder);
  }, 180_000);
});

test('the year: its quarters, and the year of them', async () => {
  const cwd = path.join(samples, 'year');
  for (const quarter of [1, 2, 3, 4]) {
    const got = await sampleOf(cwd, [`${quarter}季度`]);
    const printed = pagesOf(got);
    const pages = printed.map(read);
    rankedByHand(pages);
    nobodyElse(printed, pages);
    await sourcesHold(pages, path.join(cwd, `${quarter}季度`));
    const said = await runRank(cwd, [`${quarter}季度`], { output: path.join(dir, `${quarter}.xlsx`) });
    expect(said.code).toBe(0);
  }
  const { io } = listening(dir);
  const quarters = [1, 2, 3, 4].map((n) => `${n}.xlsx`);
  expect(await runYear(io, [...quarters, path.join(cwd, '年度考察.csv')], { output: 'year.xlsx' })).toBe(0);
  const printed = pagesOf(await sampleOf(dir, ['year.xlsx']));
  expect(printed).toHaveLength(24);
  const pages = printed.map(read);
  expect(pages.filter((p) => p.ranked?.year)).toHaveLength(23);
  rankedByHand(pages);
  nobodyElse(printed, pages);
}, 180_000);

test('twins: every file, and everybody in one of them', async () => {
  for (const folder of ['twins/formats', 'twins/layouts']) {
    const names = (await readdir(path.join(samples, folder))).sort();
    for (const [turn, name] of names.entries()) {
      const got = await sampleOf(path.join(samples, folder), [name], { period: '2026Q3' });
      const whole = /plain/.test(name);
      // Each twin has the same people: of the others every fifth, each time others.
      const printed = pagesOf(got, (i) => whole || i % 5 === turn % 5);
      expect(printed.length).toBeGreaterThan(1);
      const pages = printed.map(read);
      nobodyElse(printed, pages);
      if (whole) rankedByHand(pages);
    }
  }
}, 180_000);

test('what is worked out here shares no code with the program', async () => {
  for (const file of ['fraction.ts', 'told.ts', 'worked.ts', 'sources.ts'])
    expect(await readFile(path.join('test/papers/why', file), 'utf8')).not.toContain('src/');
});
