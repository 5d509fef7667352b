import { describe, expect, test } from 'vitest';
import { nearest } from '../../src/nearest.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { weightsOf, weightsSource } from '../../src/policy/policy.ts';
import { at, edited, loaded, wrong } from './edited.ts';

const shape = (path: string, detail: string, where: string) => ({ code: 'policy/shape', path, detail, at: where });

describe('YAML', () => {
  test.each([
    ['a key twice', edited(['edition: "2023"', 'edition: "2023"\nedition: "2024"']), /unique/, 'edition: "2024"'],
    ['a tab', edited(['  lowest: {', '\tlowest: {']), /Tab/, '\tlowest'],
    ['a quote left open', edited(['edition: "2023"', 'edition: "2023']), /quote/, null],
    ['a second document', `${builtinPolicy.text}---\na: 1\n`, /multiple documents/, '---'],
  ])('%s', (_, text, detail, needle) => {
    const [found, ...more] = wrong(text);
    expect(more).toEqual([]);
    expect(found?.['code']).toBe('policy/yaml');
    expect(found?.['detail']).toMatch(detail);
    if (needle !== null) expect(found?.['at']).toBe(at(text, needle));
  });

  test('aliases that lead nowhere or multiply without end are refused, not thrown', () => {
    const [a, b, c] = ['a', 'b', 'c'].map(
      (name, i) =>
        `${name}: &${name} [${Array(10)
          .fill(i === 0 ? 'x' : `*${'abc'[i - 1]}`)
          .join(', ')}]`,
    );
    for (const text of [edited(['edition: "2023"', 'edition: *nowhere']), `${a}\n${b}\n${c}\nd: [*c, *c, *c, *c, *c]\n`]) {
      expect(wrong(text)).toEqual([{ code: 'policy/yaml', detail: expect.stringMatching(/alias/i), at: '1:1' }]);
    }
    expect(wrong('['.repeat(20_000))).toMatchObject([{ code: 'policy/yaml' }]);
  });

  test('anchors and aliases are read, and faults behind them are placed', () => {
    const anchored = edited(['{ value: 2, clause: { at: 第二十条, quote: 保留两位小数 } }', '&two { value: 2, clause: 第二十条 }']);
    const text = anchored.replaceAll('{ value: 2, clause: { at: 第二十条, quote: 保留两位小数 } }', '*two');
    expect(loaded(text).total.places.value).toBe(2);
    const bad = text.replace('&two { value: 2,', '&two { value: many,');
    expect(wrong(bad)).toContainEqual(shape('blocks.work.places.value', 'places', at(bad, 'many')));
  });

  test('every scalar is text: digits stay, no and yes are words', () => {
    expect(loaded(edited(['edition: "2023"', 'edition: 2023.10'])).edition).toBe('2023.10');
    expect(loaded(edited(['words: [优秀, 好, 优, excellent]', 'words: [优秀, no, yes, 1.0]'])).blocks.evaluation.options[0]?.words).toEqual(
      ['优秀', 'no', 'yes', '1.0'],
    );
    const twice = 'b: 1\n';
    expect(wrong(twice).length).toBeGreaterThan(10);
  });

  test.each([
    ['', 'not-a-map'],
    ['# nothing\n', 'not-a-map'],
    ['- a\n', 'not-a-map'],
    ['text', 'not-a-map'],
  ])('%j is no policy', (text, detail) => expect(wrong(text)).toEqual([shape('', detail, expect.any(String) as unknown as string)]));
});

describe('shape', () => {
  test('an unknown key is told once, at the key, with the one that was meant', () => {
    const block = edited(['  evaluation:\n    name:', '  evalution:\n    name:']);
    expect(wrong(block)).toEqual([
      { code: 'policy/unknown-key', key: 'evalution', path: 'blocks', meant: 'evaluation', at: at(block, 'evalution') },
    ]);
    const setting = edited(['weight: { value: 0.40, clause:', 'weight: { value: 0.40, clauze:']);
    expect(wrong(setting)).toEqual([
      {
        code: 'policy/unknown-key',
        key: 'clauze',
        path: 'blocks.evaluation.classes[0].weight',
        meant: 'clause',
        at: at(setting, 'clauze'),
      },
    ]);
    const top = edited(['edition: "2023"', 'editon: "2023"']);
    expect(wrong(top)).toEqual([{ code: 'policy/unknown-key', key: 'editon', path: '', meant: 'edition', at: at(top, 'editon') }]);
    const strange = `${builtinPolicy.text}\nformula: a + b\n`;
    expect(wrong(strange)).toEqual([{ code: 'policy/unknown-key', key: 'formula', path: '', meant: '', at: at(strange, 'formula') }]);
  });

  test('keys that JavaScript knows are unknown all the same', () => {
    for (const key of ['__proto__', 'constructor', 'toString']) {
      expect(wrong(`${builtinPolicy.text}\n${key}: { a: 1 }\n`)).toMatchObject([{ code: 'policy/unknown-key', key }]);
    }
  });

  const weightOfA = 'weight: { value: 0.40,';
  test.each([
    ['0,40', 'share'],
    ['40%', 'share'],
    ['1.5', 'share'],
    ['-0.4', 'share'],
    ['.4', 'share'],
    ['0.40001', 'share'],
    ['4e-1', 'share'],
    ['０.４', 'share'],
  ])('a share of %s', (value, detail) => {
    const text = edited([weightOfA, `weight: { value: "${value}",`]);
    expect(wrong(text)).toEqual([shape('blocks.evaluation.classes[0].weight.value', detail, at(text, `"${value}"`, 'key: A'))]);
  });

  test.each(['1e2', '1,000', '九十', '.9', '', '0x5A'])('a figure of %j', (value) => {
    const text = edited(['line: { value: 90,', `line: { value: "${value}",`]);
    expect(wrong(text)).toEqual([shape('lines[0].line.value', 'decimal', at(text, `"${value}"`, 'line: {'))]);
  });

  test.each(['5', '-1', '2.0', 'two'])('%s decimal places', (value) => {
    const text = edited(['places: { value: 2,', `places: { value: "${value}",`]);
    expect(wrong(text)).toEqual([shape('blocks.evaluation.places.value', 'places', at(text, `"${value}"`))]);
  });

  test.each([
    ['a choice', ['value: half-up', 'value: halfup'], 'cuts[0].round.value', 'one-of half-up floor ceil', 'halfup'],
    [
      'yes for true',
      ['level-by-rank: { value: true', 'level-by-rank: { value: yes'],
      'group.level-by-rank.value',
      'one-of true false',
      'yes,',
    ],
    ['a mechanism', ['mechanism: mean', 'mechanism: formula'], 'blocks.work.mechanism', 'one-of mean', 'formula'],
    ['the schema', ['policy@1', 'policy@2'], 'schema', 'one-of appraise/policy@1', 'appraise/policy@2'],
    ['a list that is a word', ['words: [A, A票', 'words: 甲 #'], 'blocks.evaluation.classes[0].words', 'not-a-list', '甲 #'],
    ['an empty word', ['words: [A, A票', 'words: [" ", A票'], 'blocks.evaluation.classes[0].words[0]', 'empty', '" "'],
    [
      'an empty list',
      ['decision:\n  clause: { at: 第十九条, quote: 由党组决定 }\n  options: [', 'decision:\n  clause: 第十九条\n  options: [] #'],
      'decision.options',
      'too-few',
      '[] #',
    ],
    ['a key with capitals', ['key: bottom-30', 'key: Bottom-30'], 'cuts[0].key', 'key', 'Bottom-30'],
    [
      'a map that is a word',
      ['group:\n  clause: { at: 第三条, quote: 人员类别和层级都相同的干部为一组 }\n  level-by-rank: {', 'group: 组 #'],
      'group',
      'not-a-map',
      '组 #',
    ],
    ['a list for a word', ['edition: "2023"', 'edition: [2023]'], 'edition', 'not-a-word', '[2023]'],
  ] as const)('%s', (_, edit, path, detail, needle) => {
    const text = edited(edit);
    expect(wrong(text)).toEqual([shape(path, detail, at(text, needle))]);
  });

  test('what is missing is named by its path', () => {
    expect(wrong(edited(['edition: "2023"\n', '']))).toEqual([shape('edition', 'missing', expect.any(String) as unknown as string)]);
    const clause = edited([
      'line: { value: 90, clause: { at: 第十七条, quote: 政治素质或者担当作为低于90分的，不提拔重用 } }',
      'line: { value: 90 }',
    ]);
    expect(wrong(clause)).toEqual([shape('lines[0].line.clause', 'missing', at(clause, '{ value: 90 }'))]);
    const example = edited(['study: 90, party: 88,', 'study: 90,']);
    expect(wrong(example)).toEqual([shape('examples[0].blocks.party', 'missing', at(example, '{ evaluation: 87.00'))]);
  });

  test('keys of groups and examples are known too', () => {
    const example = edited(['    count: 10', '    counts: 10']);
    expect(wrong(example)).toEqual([
      { code: 'policy/unknown-key', key: 'counts', path: 'examples[5]', meant: 'count', at: at(example, 'counts') },
    ]);
    const group = edited(['total:\n', 'total:\n  groups:\n    - { categry: 民警, weights: {} }\n']);
    expect(wrong(group)).toContainEqual({
      code: 'policy/unknown-key',
      key: 'categry',
      path: 'total.groups[0]',
      meant: 'category',
      at: at(group, 'categry'),
    });
  });

  test('an option of votes is a key', () => {
    const text = edited(['      A: { excellent: 6', '      A: { Excellent: 6']);
    expect(wrong(text)).toMatchObject([{ code: 'policy/shape', path: 'examples[3].votes.A.Excellent', detail: 'key' }]);
  });

  test('several faults are all told', () => {
    const text = edited(
      ['value: half-up', 'value: up'],
      ['line: { value: 90,', 'line: { value: x,'],
      ['edition: "2023"', 'editon: "2023"'],
    );
    expect(wrong(text).map((p) => p['code'])).toEqual(expect.arrayContaining(['policy/shape', 'policy/shape', 'policy/unknown-key']));
    expect(wrong(text)).toHaveLength(3);
  });
});

describe('weights', () => {
  test('those of the total must sum to 100 %', () => {
    const text = edited(['study: { value: 0.15,', 'study: { value: 0.1501,']);
    expect(wrong(text)).toEqual([
      { code: 'policy/weights-sum', path: 'total.weights', sum: '100.01%', at: at(text, 'evaluation: { value: 0.30') },
    ]);
  });

  test('those of the rater classes too', () => {
    const text = edited([`weight: { value: 0.40,`, 'weight: { value: 0.4,'], ['weight: { value: 0.30,', 'weight: { value: 0.2,']);
    expect(wrong(text)).toEqual([
      { code: 'policy/weights-sum', path: 'blocks.evaluation.classes', sum: '90%', at: at(text, '- key: A\n') },
    ]);
  });

  const group = (party: string, level = '') =>
    `    - category: 民警\n${level}      weights: { evaluation: { value: 0.25, clause: 第十一条 }, work: { value: 0.25, clause: 第十一条 }, study: { value: 0.25, clause: 第十一条 }, party: { value: ${party}, clause: 第十一条 } }\n`;
  const withGroups = (...groups: readonly string[]) => edited(['total:\n', `total:\n  groups:\n${groups.join('')}`]);

  test('those of a group too', () => {
    const text = withGroups(group('0.25'), group('0.26', '      level: 处级\n'));
    expect(wrong(text)).toEqual([
      { code: 'policy/weights-sum', path: 'total.groups[1].weights', sum: '101%', at: at(text, '{ evaluation', '处级') },
    ]);
  });

  test('a group has its own weights where the policy names its category, and its level where one is given', () => {
    const policy = loaded(withGroups(group('0.25', '      level: 处级\n')));
    const share = (category: string, level: string) => weightsOf(policy, { category, level }).party.value.toText();
    expect([share('民警', '处级'), share('民警', '科级'), share('公务员', '处级')]).toEqual(['0.25', '0.15', '0.15']);
    expect(weightsSource(policy, { category: '民警', level: '处级' }).path).toBe('total.groups[0].weights');
    expect(weightsSource(policy, { category: '民警', level: '科级' }).path).toBe('total.weights');
    const all = loaded(withGroups(group('0.25')));
    expect(weightsOf(all, { category: '民警', level: '科级' }).party.value.toText()).toBe('0.25');
  });

  test('a class without weight cannot stand in for the others', () => {
    const weights: [string, string][] = [
      ['weight: { value: 0.40,', 'weight: { value: 1,'],
      ['weight: { value: 0.30,', 'weight: { value: 0,'],
      ['weight: { value: 0.30,', 'weight: { value: 0.0,'],
    ];
    expect(wrong(edited(...weights))).toEqual([]);
    const text = edited(...weights, ['empty: { value: error', 'empty: { value: renormalise']);
    expect(wrong(text)).toMatchObject([1, 2].map((i) => ({ path: `blocks.evaluation.classes[${i}].weight`, detail: 'not-above-zero' })));
  });
});

describe('meaning', () => {
  test('bounds stand the right way round', () => {
    const scale = edited(['highest: { value: 100,', 'highest: { value: 0,']);
    expect(wrong(scale)).toEqual([shape('scale.highest', 'not-above-lowest', at(scale, '{ value: 0,', 'highest:'))]);
    const cap = edited(['highest: { value: 10, clause: { at: 第十条', 'highest: { value: -11, clause: { at: 第十条']);
    expect(wrong(cap)).toEqual([shape('blocks.adjustment.highest', 'not-above-lowest', at(cap, '{ value: -11'))]);
    expect(wrong(edited(['tolerance: { value: 0.01', 'tolerance: { value: -0.01']))).toMatchObject([
      { path: 'total.tolerance', detail: 'negative' },
    ]);
    expect(wrong(edited(['tolerance: { value: 0.01', 'tolerance: { value: 0'], ['lowest: { value: -10', 'lowest: { value: 10']))).toEqual(
      [],
    );
  });

  test.each([
    ['two blocks', ['[党建工作责任制落实,', '[工作作风与绩效,'], '工作作风与绩效', 'blocks.party.words', 'blocks.work.words'],
    [
      'a block and an item',
      ['words: [勤学细研, ', 'words: [民主测评, '],
      '民主测评',
      'blocks.work.items[0].words',
      'blocks.evaluation.words',
    ],
    [
      'items of two blocks',
      ['words: [业务学习, ', 'words: [工作绩效, '],
      '工作绩效',
      'blocks.study.items[1].words',
      'blocks.work.items[6].words',
    ],
    ['an item and a quality', ['words: [担当作为, ', 'words: [担当奉献, '], '担当奉献', 'lines[1].words', 'blocks.work.items[1].words'],
    ['two options', ['words: [称职, ', 'words: [好, '], '好', 'blocks.evaluation.options[1].words', 'blocks.evaluation.options[0].words'],
    [
      'an option and void',
      ['words: [弃权, ', 'words: [一般, '],
      '一般',
      'blocks.evaluation.void.words',
      'blocks.evaluation.options[2].words',
    ],
    [
      'two classes, but for width and case',
      ['words: [B, ', 'words: [ａ, '],
      'ａ',
      'blocks.evaluation.classes[1].words',
      'blocks.evaluation.classes[0].words',
    ],
    ['two reasons', ['words: [处分期, ', 'words: [试用, '], '试用', 'not-ranked.reasons[3].words', 'not-ranked.reasons[0].words'],
    ['a reason and the normal state', ['words: [处分期, ', 'words: [正 常, '], '正 常', 'not-ranked.reasons[3].words', 'not-ranked.normal'],
  ] as const)('a word for %s', (_, edit, word, path, other) => {
    expect(wrong(edited(edit))).toEqual([{ code: 'policy/word-twice', word, path, other }]);
  });

  test('a word may stand twice in one list, and for things that no column mixes up', () => {
    expect(wrong(edited(['words: [勤学细研, ', 'words: [勤学细研, 勤学细研, ']))).toEqual([]);
    expect(wrong(edited(['words: [处分期, ', 'words: [优秀, ']))).toEqual([]);
  });

  test.each([
    ['cuts', ['key: bottom-5', 'key: bottom-30'], 'bottom-30', 'cuts[1].key', 'cuts[0].key'],
    ['lines', ['key: responsibility-below-90', 'key: political-below-90'], 'political-below-90', 'lines[1].key', 'lines[0].key'],
    ['a cut and a line', ['key: political-below-90', 'key: bottom-30'], 'bottom-30', 'lines[0].key', 'cuts[0].key'],
    ['items', ['key: theory', 'key: execution'], 'execution', 'blocks.study.items[0].key', 'blocks.work.items[4].key'],
    ['options', ['key: competent', 'key: excellent'], 'excellent', 'blocks.evaluation.options[1].key', 'blocks.evaluation.options[0].key'],
    ['classes', ['key: B', 'key: A'], 'A', 'blocks.evaluation.classes[1].key', 'blocks.evaluation.classes[0].key'],
    ['reasons', ['key: long-leave', 'key: probation'], 'probation', 'not-ranked.reasons[1].key', 'not-ranked.reasons[0].key'],
  ] as const)('a key twice: %s', (_, edit, word, path, other) => {
    expect(wrong(edited(edit))).toContainEqual({ code: 'policy/word-twice', word, path, other });
  });

  test('examples name what the policy has', () => {
    const cut = edited(['cut: bottom-30', 'cut: botom-30']);
    expect(wrong(cut)).toEqual([
      { code: 'policy/unknown-key', key: 'botom-30', path: 'examples[5].cut', meant: 'bottom-30', at: at(cut, 'botom-30') },
    ]);
    const rater = edited(['      A: { excellent: 6', '      D: { excellent: 6']);
    expect(wrong(rater)).toMatchObject([{ code: 'policy/unknown-key', key: 'D', path: 'examples[3].votes' }]);
    const option = edited(['      A: { excellent: 6', '      A: { excelent: 6']);
    expect(wrong(option)).toMatchObject([{ code: 'policy/unknown-key', key: 'excelent', path: 'examples[3].votes.A', meant: 'excellent' }]);
    const ranks = edited(['ranks: [1, 2, 2, 2, 5]', 'ranks: [1, 2, 2, 2]']);
    expect(wrong(ranks)).toEqual([shape('examples[9].ranks', 'as-many-as-totals', at(ranks, '[1, 2, 2, 2]'))]);
  });
});

describe('dated values', () => {
  const text = edited([
    'line: { value: 90, clause: { at: 第十七条, quote: 政治素质或者担当作为低于90分的，不提拔重用 } }',
    'line: { values: [{ from: 2026-07-01, value: 92 }, { from: 2025-01-01, value: 85 }, { from: 2026-01-01, value: 90 }], clause: 第十七条, assumption: true }',
  ]);
  const undated = (asOf: string) => [{ code: 'policy/undated', path: 'lines[0].line', asOf }];

  test.each([
    ['2025-01-01', '85'],
    ['2025-12-31', '85'],
    ['2026-01-01', '90'],
    ['2026-06-30', '90'],
    ['2026-07-01', '92'],
    ['9999-12-31', '92'],
  ])('on %s the line is %s', (asOf, line) => {
    const setting = loaded(text, asOf).lines[0]?.line;
    expect(setting?.value.toText()).toBe(line);
    expect(setting).toMatchObject({ clause: { at: '第十七条' }, assumption: true });
    expect(setting).not.toHaveProperty('values');
  });

  test('before the first day there is none', () => expect(wrong(text, '2024-12-31')).toEqual(undated('2024-12-31')));
  test('without an as-of date the clock is not asked', () => {
    expect(wrong(text)).toEqual(undated(''));
    expect(loadPolicy(text, 'my.yaml', null).value).toBeNull();
  });

  test.each([
    ['a day that no calendar has', ['2026-07-01', '2026-02-29'], 'values[0].from', 'date'],
    ['a day before the first', ['2026-07-01', '2026-07-00'], 'values[0].from', 'date'],
    ['a month that no calendar has', ['2026-07-01', '2026-13-01'], 'values[0].from', 'date'],
    ['another way to write it', ['2026-07-01', '2026/07/01'], 'values[0].from', 'date'],
    ['a bad figure', ['value: 92', 'value: high'], 'values[0].value', 'decimal'],
    ['two from one day', ['2026-07-01', '2026-01-01'], 'values', 'two-from-one-day'],
  ] as const)('%s', (_, [from, to], path, detail) => {
    expect(wrong(text.replace(from, to), '2026-12-31')).toMatchObject([{ code: 'policy/shape', path: `lines[0].line.${path}`, detail }]);
  });

  test('a weight without a value is told, not summed', () => {
    const weights = edited(['study: { value: 0.15,', 'study: { values: [{ from: 2026-01-01, value: 0.15 }],']);
    expect(wrong(weights)).toEqual([{ code: 'policy/undated', path: 'total.weights.study', asOf: '' }]);
    expect(wrong(weights, '2026-01-01')).toEqual([]);
  });

  test('a leap day is a day', () => expect(wrong(text.replace('2025-01-01', '2024-02-29'), '2024-02-29')).toEqual([]));

  test('faults of a dated value are those of a dated value', () => {
    const both = text.replace('{ from: 2026-07-01, value: 92 }', '{ from: July, value: high }');
    expect(wrong(both)).toMatchObject(['from', 'value'].map((key) => ({ code: 'policy/shape', path: `lines[0].line.values[0].${key}` })));
    const clause = text.replace('}], clause: 第十七条', '}], clauze: 第十七条');
    expect(wrong(clause)).toMatchObject([{ code: 'policy/unknown-key', key: 'clauze', path: 'lines[0].line', meant: 'clause' }]);
  });

  test('a value is dated or not, never both', () => {
    const both = edited(['line: { value: 90,', 'line: { value: 90, values: [],']);
    expect(wrong(both).length).toBeGreaterThan(0);
  });

  test('an assumption is marked, what is not marked is none', () => {
    const policy = loaded(builtinPolicy.text);
    expect(policy.total.weights.work.assumption).toBe(true);
    expect(policy.cuts[0]?.share.assumption).toBe(false);
    expect(
      loaded(edited(['quote: A类占40% }, assumption: true', 'quote: A类占40% }, assumption: false'])).blocks.evaluation.classes[0]?.weight
        .assumption,
    ).toBe(false);
  });
});

test('names and clauses may be short', () => {
  const policy = loaded(
    edited(
      ['name: { zh-Hans: 干群评价, en: Evaluation }', 'name: 干群评价'],
      ['clause: { at: 第十一条, quote: 干群评价占30% }', 'clause: 第十一条'],
    ),
  );
  expect(policy.blocks.evaluation.name).toEqual({ 'zh-Hans': '干群评价' });
  expect(policy.total.weights.evaluation.clause).toEqual({ at: '第十一条' });
});

test.each([
  ['evalution', 'evaluation'],
  ['wieghts', 'weights'],
  ['clauze', 'clause'],
  ['ties', 'ties'],
  ['formula', null],
  ['x', null],
])('nearest to %s is %s', (word, meant) => expect(nearest(word, ['evaluation', 'weights', 'clause', 'ties', 'ties-by'])).toBe(meant));
