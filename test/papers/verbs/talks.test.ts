// Whoever a rule calls to a talk is on the list, ranked or not (rules §5.2).
import { expect, test } from 'vitest';
import { talkRecord } from '../../../src/papers/talks/record.ts';
import { talkList, talksOf } from '../../../src/papers/verbs/talks.ts';
import { policyWith } from '../../support/pipeline.ts';
import { paperOf } from '../paper-of.ts';

const policy = policyWith((yaml) =>
  yaml.replace('list: promotion-bar\n    quality: { zh-Hans: 政治素质', 'list: reminder-talk\n    quality: { zh-Hans: 政治素质'),
);
const csv = [
  '姓名,工号,单位,人员类别,层级,考核状态,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实,政治素质,担当作为',
  '甲一,1001,一处,综合,科级,,90,90,90,90,95,95',
  '甲二,1002,一处,综合,科级,,85,86,87,88,92,93',
  '甲三,1003,一处,综合,科级,试用期,,,,,80,95',
].join('\n');

test('somebody on probation whom a line calls to a talk is listed, and has a record without a rank', async () => {
  const { input } = await paperOf([{ file: '三季度.csv', bytes: new TextEncoder().encode(csv) }], { policy, period: '2026Q3' });
  const talks = talksOf(input);
  expect(talks.map((t) => [t.person.name, t.ranked, t.verdict.figure, t.verdict.line])).toEqual([['甲三', null, '80', '90']]);
  const { paper } = talkList(input, []);
  const cell = (key: string) => paper.rows[0]?.[paper.columns.findIndex((c) => c.key === key)];
  expect([cell('name'), cell('rank-of'), cell('total')]).toEqual(['甲三', '未参加排名', null]);
  const [talk] = talks;
  if (!talk) throw new Error('no talk');
  expect(JSON.stringify(talkRecord(input, talk))).toContain('80');
});

test('under a policy that names its lists, the record says what was held against the line', async () => {
  const named = policyWith((yaml) =>
    yaml
      .replace('list: promotion-bar\n    quality: { zh-Hans: 政治素质', 'list: reminder-talk\n    quality: { zh-Hans: 政治素质')
      .replace(
        /^lines:/m,
        'lists:\n  reminder-talk: { name: { zh-Hans: 谈话提醒, en: guidance }, sheet: { zh-Hans: 谈话提醒, en: Guidance }, mark: { zh-Hans: 谈话, en: guidance } }\nlines:',
      ),
  );
  const { input } = await paperOf([{ file: '三季度.csv', bytes: new TextEncoder().encode(csv) }], { policy: named, period: '2026Q3' });
  const [talk] = talksOf(input);
  if (!talk) throw new Error('no talk');
  expect(JSON.stringify(talkRecord(input, talk))).toContain('“政治素质”得 80 分，未达到 90 分的界线');
});
