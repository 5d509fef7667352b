// The papers of an invented office as they were agreed, word for word; what none of them may say.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { evaluationDoc } from '../../../src/papers/evaluation/evaluation.ts';
import { noticePaper } from '../../../src/papers/notice/notice.ts';
import { talkFields, talkRecord } from '../../../src/papers/talks/record.ts';
import { toleranceList, tolerances } from '../../../src/papers/tolerance/tolerance.ts';
import { talksOf } from '../../../src/papers/verbs/talks.ts';
import { wordsFor } from '../../../src/text/text.ts';
import type { Lang } from '../../../src/types.ts';
import { allOf, day, noticeOf } from './all.ts';
import { docText, listText, office } from './office.ts';

const langs: readonly Lang[] = ['zh-Hans', 'zh-Hant', 'en'];

test.each(['zh-Hans', 'en'] as const)('every paper in %s', async (lang) => {
  const { docs, lists } = allOf(await office(lang));
  const text = [
    ...Object.entries(docs).map(([name, doc]) => `━━ ${name} ━━\n${docText(doc)}`),
    ...Object.entries(lists).map(([name, list]) => `━━ ${name} ━━\n${listText(list)}`),
  ].join('\n');
  await expect(text).toMatchFileSnapshot(path.resolve(`test/golden/papers.${lang}.txt`));
});

describe('a reminder talk teaches and encourages', () => {
  /** Words of a complaint, an offence or a sanction (domain.md). */
  const forbidden: Readonly<Record<Lang, RegExp>> = {
    'zh-Hans': /违纪|违法|违规|处分|处罚|惩|投诉|举报|检举|控告|检讨|检查|警告|诫勉|问责|立案|审查|过错|错误|罪|责令|批评|案/,
    'zh-Hant': /違紀|違法|違規|處分|處罰|懲|投訴|舉報|檢舉|控告|檢討|檢查|警告|誡勉|問責|立案|審查|過錯|錯誤|罪|責令|批評|案/,
    en: /sanction|offen[cs]e|violat|complain|accus|punish|penal|disciplin|warn|misconduct|guilt|charge|investigat|critici/i,
  };
  /** The file that a record goes into is 档案: no case. */
  const plain = (text: string) => text.replace(/档案|檔案/g, '');

  test.each(langs)('in %s', async (lang) => {
    const input = await office(lang);
    const [talk] = talksOf(input);
    if (!talk) throw new Error('nobody is called');
    const words = await wordsFor(lang);
    const said = [docText(talkRecord(input, talk)), ...talkFields(input, talk).values(), JSON.stringify(words.verbs.talks)].map(plain);
    for (const text of said) expect(text).not.toMatch(forbidden[lang]);
  });

  test('fields have a Chinese and an English name for the same value', async () => {
    const input = await office('zh-Hans');
    const talk = talksOf(input).find((t) => !t.verdict.held);
    const fields = talk ? talkFields(input, talk) : new Map();
    // The lowest of twenty: 5 % of 20 is one person, at 76 in every block.
    expect(Object.fromEntries(fields)).toMatchObject({
      姓名: '赵文静',
      name: '赵文静',
      名次: '20',
      n: '20',
      总分: '76.00',
      total: '76.00',
      line: '20',
    });
    expect(fields.size % 2).toBe(0);
  });

  test('who is held back by a tie stands on no record', async () => {
    const held = talksOf(await office('zh-Hans')).filter((t) => t.verdict.held);
    // Ten in the other group, the two last equal: 5 % of 10 is one, and the tie is put to the Party group.
    expect(held.map((t) => t.person.id)).toEqual(['90039', '90040']);
  });
});

describe('a notice', () => {
  test.each(langs)('has no score and no id in %s', async (lang) => {
    const input = await office(lang);
    const { doc, list } = noticeOf(input);
    const text = docText(doc) + listText(list);
    for (const p of input.source.people) expect(text).not.toContain(p.id);
    for (const g of input.ranking.groups) for (const p of g.ranked) expect(text).not.toContain(p.scored.total.toText(2));
    expect(list.columns.map((c) => c.key)).toEqual(['serial', 'name', 'unit', 'post', 'grade']);
  });

  test('of nobody says so', async () => {
    const made = noticePaper(await office('zh-Hans'), {
      people: [],
      from: day('2026-10-12'),
      to: day('2026-10-16'),
      contact: { office: '', telephone: '', address: '' },
    });
    expect(made?.doc.blocks.some((b) => b.kind === 'table')).toBe(false);
    expect(docText(made?.doc as never)).toContain('没有拟公示的人员');
  });

  test('without a rule in the policy there is none, nor an evaluation without facets', async () => {
    const input = await office('zh-Hans');
    const { notice: _n, facets: _f, exemptions: _e, ...rules } = input.run.policy.rules;
    const bare = { ...input, run: { ...input.run, policy: { ...input.run.policy, rules } } };
    expect(
      noticePaper(bare, {
        people: [],
        from: day('2026-10-12'),
        to: day('2026-10-16'),
        contact: { office: '', telephone: '', address: '' },
      }),
    ).toBeNull();
    expect(evaluationDoc(bare, input.source.people[0] as never)).toBeNull();
    expect(tolerances(bare)).toEqual([]);
  });
});

describe('error tolerance, as of 30 September 2026', () => {
  test('score, bar, steps and correction of each case', async () => {
    const all = tolerances(await office('zh-Hans'));
    const shown = all.map((t) => ({
      case: t.exempted.by.number,
      open: t.steps.filter((s) => !s.taken).map((s) => s.name['zh-Hans']),
      correction: t.correction,
      due: t.due,
      dueBy: t.dueBy,
      total: t.total && [t.total.without.toText(2), t.total.with.toText(2)],
      bar: t.bar,
    }));
    expect(shown).toEqual([
      // 93 in every block, −3 lifted whole; due 20 September, not done.
      { case: 'J-01', open: [], correction: 'late', due: '2026-09-20', dueBy: 'export', total: ['90.00', '93.00'], bar: null },
      // 92, −2 halved; 30 days from 10 September.
      { case: 'J-02', open: ['反馈'], correction: 'done', due: '2026-10-10', dueBy: 'term', total: ['90.00', '91.00'], bar: null },
      // 91, −1 stands.
      { case: 'J-03', open: ['会商', '反馈'], correction: 'none', due: null, dueBy: null, total: ['90.00', '90.00'], bar: null },
      // Reduced by 30 %: the bar stands (policy `reduced-bar`).
      {
        case: 'W-01',
        open: ['调查', '会商', '认定', '反馈'],
        correction: 'open',
        due: '2026-12-31',
        dueBy: 'export',
        total: ['90.00', '90.00'],
        bar: { before: true, after: true },
      },
    ]);
  });

  test('a step or a correction dated after the as-of day is not yet taken', async () => {
    const input = await office('zh-Hans');
    const earlier = { ...input, source: { ...input.source, asOf: '2026-08-26' } };
    const [first, second] = tolerances(earlier);
    expect(first?.steps.filter((s) => !s.taken).map((s) => s.day)).toEqual(['2026-08-28']);
    expect([first?.correction, second?.correction]).toEqual(['open', 'open']);
    expect(toleranceList(earlier).rows).toHaveLength(4);
  });
});
