// The second policy: the product against the oracle of its regulation, on random exports.
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { gradesOf } from '../../src/appraise/grades.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { type Ran, run } from '../support/pipeline.ts';
import { DUTIES, type Institution, type Judged, judgeInstitution, type Member, RATER_WORDS, TRAINING, VOTES } from './institution.ts';
import { membersArb } from './institution-arbitraries.ts';

const { value: policy } = loadPolicy(readFileSync('samples/policies/institution/policy.yaml', 'utf8'), 'policy.yaml', '2026-12-31');

type Row = readonly (string | number)[];
const sheet = (file: string, header: readonly string[], rows: readonly Row[]) => ({
  file: `${file}.csv`,
  bytes: new TextEncoder().encode([header, ...rows, []].map((row) => row.join(',')).join('\n')),
});

/** As the institution sends it. */
function filesOf(members: readonly Member[]) {
  const who = ['工号', '姓名'];
  const rows = (cells: (m: Member) => Row): Row[] => members.map((m) => [m.id, m.name, ...cells(m)]);
  const several = <T>(of: (m: Member) => readonly T[], cells: (one: T, i: number) => Row): Row[] =>
    members.flatMap((m) => of(m).map((one, i): Row => [m.id, m.name, ...cells(one, i)]));
  const ballots = RATER_WORDS.flatMap((rater) => VOTES.map((vote) => `${rater}${vote}票`));
  const files = [
    sheet(
      '1',
      [...who, '所在科组', '岗位类别', '岗位层次', '参评情况'],
      rows((m) => ['档案科', m.category, m.level, m.status || '在聘']),
    ),
    sheet(
      '2',
      [...who, ...ballots],
      rows((m) => RATER_WORDS.flatMap((rater) => VOTES.map((vote) => m.votes[rater][vote]))),
    ),
    sheet(
      '3',
      [...who, ...DUTIES, ...TRAINING, '职业操守评分'],
      rows((m) => [...m.duties, ...m.training, m.conduct]),
    ),
    sheet(
      '4',
      [...who, '奖惩事项', '奖惩分值', '日期'],
      several(
        (m) => m.entries,
        (value, i) => [`事项${i % 2}`, value, `2026-05-0${i + 1}`],
      ),
    ),
    sheet(
      '5',
      [...who, '职业道德', '窗口服务'],
      rows((m) => m.inspected),
    ),
    sheet(
      '6',
      [...who, '处分种类', '处分日期'],
      several(
        (m) => m.sanctions,
        (s) => [s.kind, s.from],
      ),
    ),
  ];
  const empty = (list: keyof Pick<Member, 'entries' | 'sanctions'>) => members.every((m) => m[list].length === 0);
  return files.filter(({ file }) => !(file === '4.csv' && empty('entries')) && !(file === '6.csv' && empty('sanctions')));
}

const ordered = ({ groups, people }: Institution): Institution => ({
  groups: [...groups].sort((a, b) => (a.category + a.level < b.category + b.level ? -1 : 1)),
  people: [...people].sort((a, b) => (a.id < b.id ? -1 : 1)),
});

function comparable({ results, ranking }: Ran, approved: boolean): Institution {
  if (!policy?.grades) throw new Error('no rules of grades');
  const grades = gradesOf(ranking, policy, policy.grades, approved);
  const proposals = new Map(grades.groups.flatMap((g) => g.proposals.map((p) => [p.person.id, p] as const)));
  const gradeOf = (id: string) => ({ grade: proposals.get(id)?.grade ?? null, held: proposals.get(id)?.held ?? false });
  const told = (verdicts: Ran['results']['people'][number]['verdicts']) =>
    verdicts.map((v) => `${v.list} ${v.rule} ${v.figure}${v.held ? ' held' : ''}`).sort();
  const ofGroup = (p: { category: string; level: string }) => results.groups.find((g) => g.category === p.category && g.level === p.level);
  return {
    groups: results.groups.map((g): Institution['groups'][number] => ({
      category: g.category,
      level: g.level,
      roster: g.headCounts.roster,
      shouldTakePart: g.headCounts.shouldTakePart,
      eligible: g.headCounts.eligibleForExcellent,
      places: grades.groups.find((p) => p.category === g.category && p.level === g.level)?.places ?? -1,
      k: g.cuts.map((c) => c.k),
    })),
    people: [
      ...results.people.map(
        (p): Judged => ({
          id: p.id,
          total: p.total,
          rank: p.rank,
          of: p.of,
          blocks: [p.blocks.evaluation, p.blocks.work, p.blocks.study, p.blocks.party, p.blocks.adjustment],
          verdicts: told(p.verdicts),
          ...gradeOf(p.id),
        }),
      ),
      ...results.notRanked.map(
        (p): Judged => ({
          id: p.id,
          total: null,
          rank: null,
          of: ofGroup(p)?.n ?? -1,
          blocks: [],
          verdicts: told(p.verdicts),
          ...gradeOf(p.id),
        }),
      ),
    ],
  };
}

test('they reach what they are meant to reach', () => {
  const seen = new Map<string, number>();
  const note = (what: string, is: boolean): void => void seen.set(what, (seen.get(what) ?? 0) + (is ? 1 : 0));
  for (const members of fc.sample(membersArb, { numRuns: 150, seed: 20260930 })) {
    const { people } = judgeInstitution(members, false);
    const rule = (text: string) => people.some((p) => p.verdicts.some((v) => v.includes(text)));
    for (const key of ['last-fifth', 'last-twentieth', 'ethics-80', 'service-below-75', 'accountability', ' held']) note(key, rule(key));
    for (const grade of ['outstanding', 'qualified', 'barely'])
      note(
        grade,
        people.some((p) => p.grade === grade),
      );
    note(
      'held at the last place',
      people.some((p) => p.held),
    );
    note(
      'no grade though ranked',
      people.some((p) => p.rank !== null && p.grade === null),
    );
    note(
      'equal totals of other ranks',
      people.some((p) => people.some((q) => p.total !== null && p.total === q.total && p.rank !== q.rank)),
    );
    note(
      'capped',
      people.some((p) => ['6', '-8'].includes(p.blocks[4] ?? '')),
    );
  }
  expect([...seen].filter(([, times]) => times < 8)).toEqual([]);
});

test('the product says the same', async () => {
  if (!policy) throw new Error('no policy');
  await fc.assert(
    fc.asyncProperty(membersArb, fc.boolean(), async (members, approved) => {
      const ran = await run(filesOf(members), policy, '2026');
      expect(ran.errors).toEqual([]);
      expect(ordered(comparable(ran, approved))).toEqual(ordered(judgeInstitution(members, approved)));
    }),
    { numRuns: 50, interruptAfterTimeLimit: 10_000 },
  );
});
