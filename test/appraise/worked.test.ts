// Figures that others have worked out, through real exports and policies.
import { expect, test } from 'vitest';
import { filesOf, policyBy, run } from '../support/pipeline.ts';
import { casesIn, codesOf, type Member, scores } from '../support/scores.ts';

interface Case {
  readonly it: string;
  readonly policy?: readonly (readonly [string, string])[];
  readonly five?: boolean;
  readonly votes?: Readonly<Record<string, readonly number[]>>;
  readonly abstained?: number;
  readonly scores?: Readonly<Record<string, string | number>>;
  readonly blocks?: readonly (string | number)[];
  readonly evaluation?: string;
  readonly study?: string;
  readonly total?: string;
  readonly says?: readonly string[];
}

const options = ['优秀', '称职', '基本称职', '不称职'];
const fifth =
  '      - key: outstanding\n        name: { zh-Hans: 卓越, en: outstanding }\n        words: [卓越, outstanding]\n        worth: { value: 5, clause: { at: 第六条 } }\n';
const fiveOptions = [
  ['    options:\n      - key: excellent\n', `    options:\n${fifth}      - key: excellent\n`],
  ...[100, 80, 60, 40].map((worth, i) => [`worth: { value: ${worth},`, `worth: { value: ${4 - i},`] as const),
] as const;

test.each(casesIn<readonly Case[]>('worked.yaml', import.meta.url))('$it', async (c) => {
  const policy = policyBy([...(c.policy ?? []), ...(c.five ? fiveOptions : [])]);
  const names = c.five ? ['卓越', ...options] : options;
  const votes = Object.entries(c.votes ?? {}).flatMap(([of, counts]) => [
    ...counts.map((n, i) => [`${of}票${names[i]}`, n] as const),
    ...(c.abstained === undefined ? [] : [[`${of}票弃权`, c.abstained] as const]),
  ]);
  const instead = votes.length > 0 ? '干群评价' : c.scores ? '政治理论与业务学习' : '';
  const member: Member = { scores: c.blocks ?? 90, ...Object.fromEntries(votes), ...c.scores };
  // The ready-made block beside its parts would have to agree with them: its column is taken out.
  const [title = '', head = '', row = ''] = scores({ 1001: member }).split('\n');
  const out = head.split(',').indexOf(instead);
  const without = (line: string) =>
    line
      .split(',')
      .filter((_, i) => i !== out)
      .join(',');
  const { results, problems } = await run(filesOf({ 'a.csv': [title, without(head), without(row), ''].join('\n') }), policy, '2026Q3');
  expect(codesOf(problems, 'error')).toEqual(c.says ?? []);
  const [person] = results.people;
  if (c.evaluation) expect(person?.blocks.evaluation).toBe(c.evaluation);
  if (c.study) expect(person?.blocks.study).toBe(c.study);
  if (c.total) expect(person?.total).toBe(c.total);
});
