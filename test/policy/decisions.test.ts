// The parts of a policy beyond the ranking: a word or key for two things, a grade that there is not, bands out of order.
import { describe, expect, test } from 'vitest';
import { at, edited, wrong } from './edited.ts';

describe('lists by which records are read', () => {
  test.each([
    ['kinds', ['words: [记过, ', 'words: [警告, '], '警告', 'accountability.kinds[2].words', 'accountability.kinds[1].words'],
    ['a kind and yes', ['words: [记过, ', 'words: [已问责, '], '已问责', 'accountability.yes', 'accountability.kinds[2].words'],
    ['yes and no', ["'no': [否, ", "'no': [是, "], '是', 'accountability.no', 'accountability.yes'],
    [
      'grounds',
      ['words: [政策界限不明确, ', 'words: [先行先试, '],
      '先行先试',
      'exemptions.grounds.list[1].words',
      'exemptions.grounds.list[0].words',
    ],
    ['outcomes', ['reduced: [减轻, ', 'reduced: [免责, '], '免责', 'exemptions.outcomes.reduced', 'exemptions.outcomes.lifted'],
    ['steps', ['words: [调查, ', 'words: [申请日期, '], '申请日期', 'exemptions.steps[1].words', 'exemptions.steps[0].words'],
    ['priorities', ['words: [年度优秀且基层党委推荐, ', 'words: [表彰, '], '表彰', 'priorities[1].words', 'priorities[0].words'],
    ['tasks', ['words: [项目建设]', 'words: [监管改造]'], '监管改造', 'priorities[2].tasks[1].words', 'priorities[2].tasks[0].words'],
    ['quarter grades', ['words: [较好, ', 'words: [good, '], 'good', 'grades.quarter.bands[1].words', 'grades.quarter.bands[0].words'],
    [
      'year grades',
      ['words: [称职, 称职等次', 'words: [优秀等次, 称职等次'],
      '优秀等次',
      'grades.year.bands[0].words',
      'grades.year.excellent.words',
    ],
    ['a grade and none', ['none: [不确定等次, ', 'none: [合格, '], '合格', 'grades.year.none', 'grades.year.bands[0].words'],
    [
      'situations',
      ['words: [理想信念动摇]', 'words: [政治能力不过硬]'],
      '政治能力不过硬',
      'fitness.situations[1].words',
      'fitness.situations[0].words',
    ],
    ['facets', ['words: [能力素质, ', 'words: [业绩, '], '业绩', 'facets.facets[1].words', 'facets.facets[0].words'],
    ['ways', ['words: [民主测评, 测评]', 'words: [谈话, 测评]'], '谈话', 'facets.ways[1].words', 'facets.ways[0].words'],
  ] as const)('a word for two %s', (_, edit, word, path, other) => {
    expect(wrong(edited(edit))).toContainEqual({ code: 'policy/word-twice', word, path, other });
  });

  test.each([
    ['kinds', ['key: serious-demerit', 'key: demerit'], 'demerit', 'accountability.kinds[3].key', 'accountability.kinds[2].key'],
    ['grounds', ['key: unclear-policy', 'key: pilot'], 'pilot', 'exemptions.grounds.list[1].key', 'exemptions.grounds.list[0].key'],
    ['priorities', ['key: key-work', 'key: commended'], 'commended', 'priorities[2].key', 'priorities[0].key'],
    ['tasks', ['key: projects', 'key: custody'], 'custody', 'priorities[2].tasks[1].key', 'priorities[2].tasks[0].key'],
    [
      'grades',
      ['key: basic, name: { zh-Hans: 基本称职, en: basically', 'key: excellent, name: { zh-Hans: 基本称职, en: basically'],
      'excellent',
      'grades.year.bands[1].key',
      'grades.year.excellent.key',
    ],
    ['situations', ['key: belief', 'key: political'], 'political', 'fitness.situations[1].key', 'fitness.situations[0].key'],
    ['ways', ['key: ballot, name', 'key: talk, name'], 'talk', 'facets.ways[1].key', 'facets.ways[0].key'],
  ] as const)('a key for two %s', (_, edit, word, path, other) => {
    expect(wrong(edited(edit))).toContainEqual({ code: 'policy/word-twice', word, path, other });
  });
});

describe('keys of grades and reasons', () => {
  test.each([
    ['a priority', ['    grade: excellent\n', '    grade: excelent\n'], 'excelent', 'priorities[1].grade', 'excellent'],
    ['an advance', ['  excellent: excellent\n', '  excellent: exellent\n'], 'exellent', 'advance.excellent', 'excellent'],
    [
      'years that count',
      ['counted: { value: [excellent, competent]', 'counted: { value: [excellent, competnt]'],
      'competnt',
      'advance.counted',
      'competent',
    ],
  ] as const)('%s names a grade that there is not', (_, edit, key, path, meant) => {
    expect(wrong(edited(edit))).toMatchObject([{ code: 'policy/unknown-key', key, path, meant }]);
  });

  test('a bar of the advance names a reason that there is not', () => {
    const text = edited(['status-bars: { value: [', 'status-bars: { value: [investigaton, ']);
    expect(wrong(text)).toMatchObject([{ code: 'policy/unknown-key', key: 'investigaton', path: 'advance.status-bars' }]);
  });
});

test.each([
  ['equal', ['from: { value: 80, clause: { at: 第三十一条', 'from: { value: 90, clause: { at: 第三十一条'], 'grades.quarter.bands[1].from'],
  ['above', ['from: { value: 60, clause: { at: 第三十二条', 'from: { value: 75, clause: { at: 第三十二条'], 'grades.year.bands[1].from'],
] as const)('a band that begins %s the one before it', (_, edit, path) => {
  const text = edited(edit);
  expect(wrong(text)).toMatchObject([{ code: 'policy/shape', path, detail: 'not-below-former' }]);
  expect(at(text, edit[1])).toMatch(/^\d+:\d+$/);
});
