import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Message, Texts } from '../../src/problems/message.ts';
import { problem } from '../../src/problems/problem.ts';
import { severities } from '../../src/problems/register.ts';
import { plain, reportText, said } from '../../src/problems/report.ts';
import * as en from '../../src/text/messages.en.ts';
import * as zh from '../../src/text/messages.zh.ts';
import { toTraditional, traditional } from '../../src/text/text.ts';
import type { Problem } from '../../src/types.ts';
import { allCodes, sample, sampleArgs } from '../problems/samples.ts';

const languages: [string, Texts, RegExp][] = [
  ['zh', zh, /[。？]$/],
  ['en', en, /[.?]$/],
];
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((m) => m[1] ?? '');
/** Every template that may stand for `part`. */
const variants = (m: Message, part: 'what' | 'mend') => [
  m[part],
  ...Object.values(m.without ?? {}).flatMap((w) => (w?.[part] === undefined ? [] : [w[part]])),
];

describe.each(languages)('messages in %s', (_, texts, fullStop) => {
  const messages = Object.entries(texts.messages) as [keyof Texts['messages'], Message][];

  test('there is one for every code of the register and no other', () => {
    expect(messages.map(([code]) => code).sort()).toEqual(Object.keys(severities).sort());
    expect(Object.keys(sampleArgs).sort()).toEqual([...allCodes].sort());
  });

  test.each(messages)('%s uses the arguments it has, all of them, and no other', (code, m) => {
    const known = Object.keys(sampleArgs[code]);
    for (const template of [...variants(m, 'what'), ...variants(m, 'mend')]) {
      for (const name of placeholders(template)) expect(known).toContain(name);
    }
    const used = new Set([...placeholders(m.what), ...placeholders(m.mend)]);
    expect([...used].sort()).toEqual([...known].sort());
    expect(placeholders(m.title + m.why)).toEqual([]);
    for (const name of Object.keys(m.without ?? {})) expect(known).toContain(name);
  });

  test.each(messages)('%s does not show what is blank', (code, m) => {
    for (const [name, instead] of Object.entries(m.without ?? {})) {
      for (const template of Object.values(instead ?? {})) expect(placeholders(template)).not.toContain(name);
      const shown = said(problem(code, { ...sampleArgs[code], [name]: '' } as never) as Problem, texts);
      expect(shown.what + shown.mend).not.toMatch(/“”|\{/);
    }
  });

  test.each(messages)('%s is written as the others are', (_code, m) => {
    expect(m.title).not.toMatch(fullStop);
    for (const what of variants(m, 'what')) expect(what).not.toMatch(/[。.]$/);
    for (const mend of variants(m, 'mend')) expect(mend).toMatch(fullStop);
    expect(m.why).toMatch(fullStop);
    for (const text of [m.title, m.why, ...variants(m, 'what'), ...variants(m, 'mend')]) {
      expect(text.trim()).toBe(text);
      expect(text).not.toMatch(/\n| {2}|["'](?!s)(?<!s')/);
    }
  });

  test('advice that names a figure has a general form for explain', () => {
    for (const [, m] of messages)
      if (placeholders(m.mend).length > 0) expect(Object.values(m.without ?? {}).some((w) => w?.mend)).toBe(true);
  });

  test('every kind that the readers refuse has a name and a way out', () => {
    const sniff = readFileSync(new URL('../../src/sheets/sniff.ts', import.meta.url), 'utf8');
    const refused = [
      ...sniff.matchAll(/, '([a-z0-9-]+)'\],/g),
      ...sniff.matchAll(/unknown\('([a-z0-9-]+)'\)/g),
      ...sniff.matchAll(/return '([a-z0-9-]+)'/g),
    ].map((m) => m[1] ?? '');
    expect(refused.length).toBeGreaterThan(20);
    for (const kind of [...refused, 'binary', 'ole', 'ppt', 'odf', 'zip', 'html', 'xml']) expect(texts.kinds).toHaveProperty([kind]);
    for (const { name, mend } of Object.values(texts.kinds)) {
      expect(name).not.toMatch(fullStop);
      expect(mend).toMatch(fullStop);
    }
  });

  test('every unit that the readers count has words', () => {
    const sources = readdirSync(new URL('../../src/sheets/', import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((f) => f.endsWith('.ts'))
      .map((f) => readFileSync(new URL(`../../src/sheets/${f}`, import.meta.url), 'utf8'))
      .join('');
    const units = [...sources.matchAll(/within\([^\n]*'([a-z ]+)'\)/g)].map((m) => m[1] ?? '');
    expect(units.length).toBeGreaterThan(4);
    for (const unit of units) expect(texts.report.units).toHaveProperty([unit]);
  });

  test('counts of one and of many are both right', () => {
    for (const words of [texts.report.errors, texts.report.kinds, texts.report.warnings, texts.report.notes, texts.report.moreInFile]) {
      expect(placeholders(words.one)).toEqual(['count']);
      expect(placeholders(words.many)).toEqual(['count']);
    }
  });

  test('nobody is blamed', () => {
    expect(JSON.stringify(texts)).not.toMatch(
      /你|必须自行|错误操作|违规|造假|擅自|your mistake|your fault|you failed|illegal|invalid|wrongly entered/i,
    );
  });
});

test('both languages offer the same', () => {
  const shape = (node: unknown): unknown =>
    typeof node === 'string'
      ? placeholders(node).sort().join()
      : Object.fromEntries(Object.entries(node as object).map(([k, v]) => [k, shape(v)]));
  const { messages: a, kinds: b, report: c } = zh;
  const { messages: x, kinds: y, report: z } = en;
  expect(shape({ b, c })).toEqual(shape({ b: y, c: z }));
  expect(shape(a)).toEqual(shape(x));
});

test('Chinese stands in Chinese punctuation', () => {
  for (const m of Object.values(zh.messages) as Message[]) {
    for (const text of [m.title, m.why, ...variants(m, 'what'), ...variants(m, 'mend')]) expect(text).not.toMatch(/[一-龥][,;!?](?!\d)/);
  }
});

test('traditional characters: words are turned, what the office wrote is not', async () => {
  const texts = toTraditional({ messages: zh.messages, kinds: zh.kinds, report: zh.report }, await traditional()) as Texts;
  const where = { file: '机关.xlsx', sheet: '测评', header: '得分', person: { key: '1', id: '1', name: '刘爱国' } };
  const text = reportText([sample('cell/unknown-class', where)], texts, { paint: plain, columns: 80, cap: 5, verbose: false });
  expect(text).toContain('机关.xlsx › 测评');
  expect(text).toContain('得分（刘爱国，1）');
  expect(text).toContain('不是政策文件中的評價主體');
  expect(text).toContain('1 個錯誤（1 種）');
});
