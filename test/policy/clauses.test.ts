import { describe, expect, test } from 'vitest';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { articlesOf, checkClauses, citations, citedArticles } from '../../src/policy/clauses.ts';
import { parametersOf } from '../../src/policy/parameters.ts';
import { edited, loaded } from './edited.ts';

const { regulation } = builtinPolicy;
const found = (yaml: string, text = regulation): Record<string, unknown>[] =>
  checkClauses(loaded(yaml), text, 'my.yaml').map((p) => ({ code: p.code, file: p.file, ...p.args }));
const replaced = (from: string, to: string): string => {
  if (!regulation.includes(from)) throw new Error(`not in the regulation: ${from}`);
  return regulation.replace(from, to);
};

describe('articles', () => {
  const text = [
    '# 办法',
    '前言，不属于任何一条。',
    '## 第一章 总则',
    '第一条 甲。',
    '乙，第九条不在行首。',
    '',
    '**第二条**　丙 丁。',
    '### 第十条之一 戊。',
    '## 第二章',
    '章下的话。',
    '> 第１２条 己。',
    'Article 3 Shares.',
    '§ 4a Ties.',
    '第一百零二条 庚。',
  ].join('\r\n');
  test('each from its number on, without white space', () => {
    expect([...articlesOf(text)]).toEqual([
      ['第一条', '第一条甲。乙,第九条不在行首。'],
      ['第二条', '第二条丙丁。'],
      ['第十条之一', '第十条之一戊。'],
      ['第12条', '第12条己。'],
      ['Article 3', 'Article3Shares.'],
      ['§ 4a', '§4aTies.'],
      ['第一百零二条', '第一百零二条庚。'],
    ]);
  });
  test('a text without articles has none', () => expect(articlesOf('全文如下。\n一、甲').size).toBe(0));
});

describe('the policy held against its regulation', () => {
  test('a clause that the regulation does not have', () => {
    const yaml = edited(['line: { value: 90, clause: { at: 第十七条', 'line: { value: 90, clause: { at: 第九十七条']);
    expect(found(yaml)).toEqual([{ code: 'policy/clause-missing', file: 'my.yaml', clause: '第九十七条', path: 'lines[0].line' }]);
  });

  test('第十一条 does not stand in for 第十条', () => {
    expect(found(builtinPolicy.text, replaced('第十条 加减分项按事项', '第十条之一 加减分项按事项')).map((p) => p['code'])).toEqual([
      ...Array(3).fill('policy/clause-missing'),
      'policy/clause-uncited',
    ]);
  });

  test('a paragraph of an article belongs to the article', () => {
    expect(found(edited(['share: { value: 0.30, clause: { at: 第十四条,', 'share: { value: 0.30, clause: { at: 第十四条第一款,']))).toEqual(
      [],
    );
    expect(
      found(edited(['share: { value: 0.30, clause: { at: 第十四条,', 'share: { value: 0.30, clause: { at: 第一百四十条第一款,'])).map(
        (p) => p['code'],
      ),
    ).toEqual(['policy/clause-missing', 'policy/clause-uncited']);
  });

  test('a quote that differs by one character', () => {
    const quote = '排名后30%的干部，当年不提拔重用';
    expect(found(builtinPolicy.text, replaced('排名后30%', '排名后20%'))).toEqual([
      { code: 'policy/quote-differs', file: 'my.yaml', clause: '第十四条', quote, path: 'cuts[0].share' },
    ]);
  });

  test('a quote that stands in another article', () => {
    expect(
      found(edited(['at: 第十四条, quote: 排名后30%', 'at: 第十五条, quote: 排名后30%'])).map((p) => [p['code'], p['clause']]),
    ).toEqual([
      ['policy/quote-differs', '第十五条'],
      ['policy/clause-uncited', '第十四条'],
    ]);
  });

  test('white space, width and emphasis make no difference to a quote', () => {
    const spaced = replaced('排名后30%的干部，当年不提拔重用', '排名后 **３０％** 的干部，\n当年不提拔重用');
    expect(found(builtinPolicy.text, spaced)).toEqual([]);
  });

  test('a clause without a quote needs the article only', () => {
    const yaml = edited([
      'share: { value: 0.30, clause: { at: 第十四条, quote: 排名后30%的干部，当年不提拔重用 } }',
      'share: { value: 0.30, clause: 第十四条 }',
    ]);
    expect(found(yaml, replaced('排名后30%', '排名后20%'))).toEqual([]);
  });

  test('an article that no rule cites', () => {
    expect(found(edited(['context: [第一条, 第二条, ', 'context: [第二条, ']))).toEqual([
      { code: 'policy/clause-uncited', file: 'my.yaml', clause: '第一条' },
    ]);
    expect(found(builtinPolicy.text, `${regulation}\n第四十五条 本办法自印发之日起施行。\n`)).toEqual([
      { code: 'policy/clause-uncited', file: 'my.yaml', clause: '第四十五条' },
    ]);
  });

  test('a context article that does not exist', () => {
    expect(found(edited(['context: [第一条,', 'context: [第一条, 第九十九条,']))).toEqual([
      { code: 'policy/clause-missing', file: 'my.yaml', clause: '第九十九条', path: 'context' },
    ]);
  });

  test('only what nobody cites is a warning', () => {
    const yaml = edited(
      ['context: [第一条, 第二条, ', 'context: [第二条, '],
      ['at: 第十四条, quote: 排名后30%', 'at: 第十五条, quote: 排名后30%'],
    );
    const severities = checkClauses(loaded(yaml), regulation, 'x').map((p) => [p.code, p.severity]);
    expect(new Set(severities.map(String))).toEqual(new Set(['policy/quote-differs,error', 'policy/clause-uncited,warning']));
  });
});

describe('the built-in policy', () => {
  const policy = loaded(builtinPolicy.text);
  test('cites every article but the general ones', () => {
    const articles = [...articlesOf(regulation).keys()];
    expect(articles).toHaveLength(44);
    const general = new Set(['第一条', '第二条', '第二十五条']);
    expect(citedArticles(policy)).toEqual(new Set(articles.filter((a) => !general.has(a))));
  });
  test('gives every figure with the words of the regulation', () => {
    for (const { path, clause } of citations(policy)) expect(clause.quote, path).toBeDefined();
  });
  test('shows every clause among its parameters: no rule is hidden', () => {
    const shown = new Set(parametersOf(policy).map((p) => p.clause));
    expect(
      citations(policy)
        .filter((c) => !shown.has(c.clause))
        .map((c) => c.path),
    ).toEqual([]);
  });
});
