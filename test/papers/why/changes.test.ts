// What would have changed the outcome, tried: each printed figure is put into the export, everybody is ranked anew by the program, and the
// outcome is the printed one; one step less, and it is not.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { appraise } from '../../../src/appraise/appraise.ts';
import { gradesOf } from '../../../src/appraise/grades.ts';
import { yearOf } from '../../../src/appraise/year.ts';
import { runYear } from '../../../src/commands/verbs.ts';
import { Decimal } from '../../../src/decimal.ts';
import type { Policy } from '../../../src/policy/policy.ts';
import { type BlockKey, blockKeys, type Export, type Person, type Ranking } from '../../../src/types.ts';
import { folder, listening, runRank } from '../../commands/desk.ts';
import { type Printed, pagesOf, sampleOf } from './people.ts';
import { rowsIn, toldInMarkdown, toldInText } from './told.ts';

const samples = path.resolve('samples');

/** One printed figure: what is moved, to what, and what that leads to. */
interface Told {
  readonly lever: string;
  readonly now: string;
  readonly to: string;
  readonly change: string;
  /** Name of the cut, or 等次. */
  readonly line: string;
  readonly outcome: string;
}

/** Every figure of the section, from the text. */
function movesIn(p: Printed): Told[] {
  const told = toldInText(p.text, rowsIn(toldInMarkdown(p.markdown)));
  const parts = told.sections.get('怎样才会不同')?.slice(1) ?? [];
  return parts.flatMap((part) => {
    const line = part.title.replace(/（现在：.*$/, '');
    return part.tables.flatMap((t) =>
      t.rows.flatMap(([lever = '', now = '', ...cells]) =>
        cells.flatMap((cell, i): Told[] => {
          const m = /^(-?[\d.]+)\(([+-][\d.]+)\)$/.exec(cell);
          return m ? [{ lever, now, to: m[1] ?? '', change: m[2] ?? '', line, outcome: t.head[i + 2] ?? '' }] : [];
        }),
      ),
    );
  });
}

/** A step back towards what it is now. */
function oneLess(m: Told): Told {
  const step = Decimal.whole(1).over(Decimal.whole(10 ** (m.to.split('.')[1] ?? '').length));
  const back = m.change.startsWith('-') ? step : step.negated();
  const change = Decimal.of(m.change).plus(back);
  return { ...m, to: Decimal.of(m.to).plus(back).toText(), change: change.toText() };
}

/** The adjustment may be anything, so that a total can be any. */
const uncapped = (policy: Policy): Policy => {
  const { adjustment } = policy.blocks;
  const wide = {
    lowest: { ...adjustment.lowest, value: Decimal.whole(-1000) },
    highest: { ...adjustment.highest, value: Decimal.whole(1000) },
  };
  return { ...policy, blocks: { ...policy.blocks, adjustment: { ...adjustment, ...wide } } };
};

/** The person with a block that is given as so much, and no parts of it. */
function withBlock(person: Person, block: BlockKey, value: Decimal, policy: Policy): Person {
  const given = new Map(person.given).set(block, { value, at: person.at });
  const items = block === 'work' || block === 'study' ? policy.blocks[block].items.map((i) => i.key) : [];
  return {
    ...person,
    given,
    ballots: block === 'evaluation' ? [] : person.ballots,
    items: new Map([...person.items].filter(([key]) => !items.includes(key))),
    entries: block === 'adjustment' ? [] : person.entries,
    records: block === 'adjustment' ? { ...person.records, exemptions: [] } : person.records,
  };
}

const edited = (source: Export, key: string, edit: (p: Person) => Person): Export => ({
  ...source,
  people: source.people.map((p) => (p.key === key ? edit(p) : p)),
});

/** How the person stands to a line in a ranking, in the words of the page. */
function outcomeIn(ranking: Ranking, key: string, line: string, policy: Policy): string {
  const name = (n: { readonly 'zh-Hans': string }) => n['zh-Hans'].replace(/\s/g, '');
  if (line !== '等次') {
    const cut = policy.cuts.find((c) => `${name(c.name)}（${name(c.effect)}）` === line);
    const person = ranking.groups.flatMap((g) => g.ranked).find((r) => r.scored.person.key === key);
    const verdict = person?.verdicts.find((v) => v.rule === cut?.key);
    return verdict === undefined ? '未列入' : verdict.held ? '待议' : '列入';
  }
  const rules = policy.grades;
  if (!rules) throw new Error('no grades');
  const grades = gradesOf(ranking, policy, rules);
  const proposal = grades.groups.flatMap((g) => g.proposals).find((p) => p.person.key === key);
  const all = [...(grades.kind === 'year' ? [rules.year.excellent] : []), ...rules[grades.kind].bands];
  const grade = all.find((g) => g.key === proposal?.grade);
  const best = all[0];
  return `${grade ? name(grade.name) : ''}${proposal?.held && best ? `（${name(best.name)}待议）` : ''}`;
}

/** Ranks the export with one figure moved. */
function rankedWith(source: Export, key: string, policy: Policy): (m: Told) => Ranking {
  const rules = uncapped(policy);
  const before = rankedIn(appraise(source, policy).value, key)?.scored.blocks.adjustment.value ?? Decimal.zero;
  return (m) => {
    const block = blockKeys.find((b) => policy.blocks[b].name['zh-Hans'] === m.lever);
    const [which, value] = block ? [block, Decimal.of(m.to)] : (['adjustment', before.plus(Decimal.of(m.change))] as const);
    return appraise(
      edited(source, key, (p) => withBlock(p, which, value, policy)),
      rules,
    ).value;
  };
}

const rankedIn = (ranking: Ranking, key: string) => ranking.groups.flatMap((g) => g.ranked).find((r) => r.scored.person.key === key);

function tried(rank: (m: Told) => Ranking, key: string, moves: readonly Told[], policy: Policy): void {
  for (const m of moves) {
    const about = `${key} ${m.lever} ${m.now} → ${m.to}`;
    expect(outcomeIn(rank(m), key, m.line, policy), `${about}: ${m.line} ${m.outcome}`).toBe(m.outcome);
    const less = oneLess(m);
    expect(outcomeIn(rank(less), key, m.line, policy), `${about}, one step less: ${less.to}`).not.toBe(m.outcome);
  }
}

describe.each([
  { name: 'q3.xlsx', files: ['q3.xlsx'], every: 50 },
  { name: 'q3-full.xlsx', files: ['q3-full.xlsx'], every: 15 },
  { name: 'units', files: ['units'], every: 57 },
  { name: 'institution', files: ['policies/institution/2026年度'], every: 11, policy: 'policies/institution/policy.yaml' },
])('$name', ({ files, every, policy: file }) => {
  test('each figure flips the outcome, and one step less does not', async () => {
    const got = await sampleOf(samples, files, file === undefined ? {} : { policy: file });
    let figures = 0;
    for (const p of pagesOf(got, (i) => i % every === 3)) {
      const moves = movesIn(p);
      tried(rankedWith(got.input.source, p.key, got.policy), p.key, moves, got.policy);
      figures += moves.length;
    }
    expect(figures).toBeGreaterThan(40);
  }, 180_000);
});

test('a year: the total and each quarter', async () => {
  const dir = await folder();
  const cwd = path.join(samples, 'year');
  for (const n of [1, 2, 3, 4]) expect((await runRank(cwd, [`${n}季度`], { output: path.join(dir, `${n}.xlsx`) })).code).toBe(0);
  const { io } = listening(dir);
  expect(await runYear(io, ['1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx', path.join(cwd, '年度考察.csv')], { output: 'y.xlsx' })).toBe(0);
  const got = await sampleOf(dir, ['y.xlsx']);
  const { policy } = got;
  const made = got.input.year;
  if (!made || !policy.year) throw new Error('no year');
  const rules = policy.year;
  const wide = uncapped(policy);
  /** One quarter's adjustment is moved; of the total each quarter has its part. */
  const rank = (key: string) => (m: Told) => {
    const quarters = made.sources.filter((s) => s.people.some((p) => p.key === key && !p.notRanked));
    const at = /第([一二三四])季度/.exec(m.lever)?.[1];
    const by = at === undefined ? Decimal.of(m.change).times(Decimal.whole(quarters.length)) : Decimal.of(m.change);
    const quarter = at === undefined ? quarters[0]?.period?.quarter : '一二三四'.indexOf(at) + 1;
    const sources = made.sources.map((s) => {
      if (s.period?.quarter !== quarter) return s;
      const now = appraise(s, policy)
        .value.groups.flatMap((g) => g.ranked)
        .find((r) => r.scored.person.key === key);
      const value = now?.scored.blocks.adjustment.value.plus(by) ?? Decimal.zero;
      return edited(s, key, (p) => withBlock(p, 'adjustment', value, policy));
    });
    const year = yearOf(
      sources.map((source) => ({ source, policy: wide })),
      made.inspected,
      wide,
      rules,
    );
    if (!year.value) throw new Error('no year');
    return year.value.ranking;
  };
  let figures = 0;
  for (const p of pagesOf(got, (i) => i % 8 === 2)) {
    const moves = movesIn(p);
    tried(rank(p.key), p.key, moves, policy);
    figures += moves.length;
  }
  expect(figures).toBeGreaterThan(40);
}, 180_000);
