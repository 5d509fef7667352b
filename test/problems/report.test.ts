import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainText } from '../../src/problems/explain.ts';
import type { Texts } from '../../src/problems/message.ts';
import { problem } from '../../src/problems/problem.ts';
import { plain, problemLine, type ReportOptions, reportText, said, totalsText } from '../../src/problems/report.ts';
import { displayWidth } from '../../src/problems/width.ts';
import * as en from '../../src/text/messages.en.ts';
import * as zh from '../../src/text/messages.zh.ts';
import type { Place, Problem } from '../../src/types.ts';
import { allCodes, mixed, sample } from './samples.ts';

const languages: [string, Texts][] = [
  ['zh', zh],
  ['en', en],
];
const usual: ReportOptions = { paint: plain, columns: 80, cap: 5, verbose: false };
const shuffled = fc.shuffledSubarray([...mixed], { minLength: mixed.length, maxLength: mixed.length });

describe.each(languages)('a report in %s', (lang, texts) => {
  test('of several problems is the one kept', async () => {
    await expect(reportText(mixed, texts, usual)).toMatchFileSnapshot(`golden/report.${lang}.txt`);
  });

  test('with every note and place is the one kept', async () => {
    await expect(reportText(mixed, texts, { ...usual, cap: null, verbose: true })).toMatchFileSnapshot(`golden/verbose.${lang}.txt`);
  });

  test('of every code, as one gallery', async () => {
    const gallery = reportText(
      allCodes.map((c) => sample(c)),
      texts,
      { ...usual, cap: null, verbose: true },
    );
    await expect(gallery).toMatchFileSnapshot(`golden/gallery.${lang}.txt`);
  });

  test('of every code, explained', async () => {
    await expect(allCodes.map((c) => explainText(c, texts)).join('\n')).toMatchFileSnapshot(`golden/explain.${lang}.txt`);
  });

  test('is never wider than the terminal', () => {
    const problems = [...mixed, ...allCodes.map((c) => sample(c, { clause: '第十二条第二款第（三）项' }))];
    for (let columns = 24; columns <= 140; columns += columns < 50 ? 1 : 7) {
      const text =
        reportText(problems, texts, { ...usual, columns, verbose: true }) + allCodes.map((c) => explainText(c, texts, columns)).join('');
      for (const line of text.split('\n')) expect(displayWidth(line), line).toBeLessThanOrEqual(columns);
    }
  });

  test('names every code of an error or warning', () => {
    const text = reportText(
      allCodes.map((c) => sample(c)),
      texts,
      usual,
    );
    for (const code of allCodes) expect(text).toContain(code);
  });

  test('is the same in whatever order the cells are told', () => {
    const cells = mixed.filter((p) => p.place);
    const shown = reportText([...cells].reverse(), texts, usual);
    expect(reportText(cells, texts, usual).split('\n').sort()).toEqual(shown.split('\n').sort());
  });

  test('has no trailing blanks and ends with one line break', () => {
    fc.assert(
      fc.property(shuffled, fc.integer({ min: 24, max: 120 }), (problems, columns) => {
        const text = reportText(problems, texts, { ...usual, columns });
        expect(text).not.toMatch(/ \n/);
        expect(text).toMatch(/[^\n]\n$/);
        expect(text).not.toContain('\n\n\n');
      }),
      { numRuns: 50 },
    );
  });
});

const cell = (n: number, file = 'a.xlsx', sheet: string | null = '表'): Place => ({ file, sheet, row: n, col: 0 });
const blanks = (count: number, file?: string, sheet?: string): Problem[] =>
  Array.from({ length: count }, (_, n) => problem('cell/blank', {}, { place: cell(n, file, sheet) }) as Problem);
const placesIn = (text: string) => (text.match(/^ {2}A\d+/gm) ?? []).length;

describe('capping', () => {
  test('shows at most so many places of a code in a file and says how many more there are', () => {
    const text = reportText(blanks(17), zh, usual);
    expect(placesIn(text)).toBe(5);
    expect(text).toContain('另有 12 处');
    expect(text).toContain('17 个错误（1 种）');
  });

  test('counts a file once, over all its sheets, and each file for itself', () => {
    const problems = [...blanks(4, 'a.xlsx', '一'), ...blanks(4, 'a.xlsx', '二'), ...blanks(6, 'b.xlsx', '一')];
    const text = reportText(problems, en, usual);
    expect(placesIn(text)).toBe(10);
    expect(text).toContain('3 more places');
    expect(text).toContain('1 more place with');
    expect(text).toContain('14 errors (1 kind)');
  });

  test('what is shown and what is said to remain make the whole, whatever the cap', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 12 }), fc.constantFrom('一', '二')), { maxLength: 6 }),
        fc.integer({ min: 0, max: 9 }),
        (parts, cap) => {
          const problems = parts.flatMap(([count, sheet], i) => blanks(count, `${i % 3}.xlsx`, sheet));
          const text = reportText(problems, zh, { ...usual, cap });
          const more = [...text.matchAll(/另有 (\d+) 处/g)].reduce((sum, m) => sum + Number(m[1]), 0);
          if (cap > 0) expect(placesIn(text) + more).toBe(problems.length);
          if (problems.length > 0) expect(text).toContain(`${problems.length} 个错误`);
        },
      ),
    );
  });

  test('no cap shows all', () => {
    const text = reportText(blanks(17), zh, { ...usual, cap: null });
    expect(placesIn(text)).toBe(17);
    expect(text).not.toContain('另有');
  });
});

test('totals say what there is and nothing else', () => {
  expect(totalsText([sample('cell/blank'), sample('cell/blank'), sample('cell/date')], en)).toBe('✖ 3 errors (2 kinds)');
  expect(totalsText([sample('sheet/no-table')], zh)).toBe('! 1 个警告');
  expect(totalsText([sample('table/no-ids'), sample('sheet/no-table')], en)).toBe('! 1 warning, 1 note');
  expect(totalsText([sample('table/no-ids')], en)).toBe('- 1 note');
  expect(reportText([], en, usual)).toBe('');
});

test('a problem in one line', () => {
  const args = { value: '89。5', mend: '89.5' };
  expect(
    problemLine(problem('cell/not-a-number', args, { place: { file: 'q3.xlsx', sheet: '民测', row: 13, col: 2 } }) as Problem, zh),
  ).toBe('q3.xlsx › 民测 › C14: 应为数字，实际是“89。5” [cell/not-a-number]');
  expect(
    problemLine(problem('cell/not-a-number', args, { place: { file: 'q3.csv', sheet: null, row: 13, col: 2, line: 17 } }) as Problem, en),
  ).toBe('q3.csv › C14 (line 17 in a text editor): expected a number, found “89。5” [cell/not-a-number]');
  expect(problemLine(sample('usage/no-inputs'), en)).toBe('no file to read was named [usage/no-inputs]');
});

test('nothing an office writes can steer the terminal or fill it', () => {
  const evil = `\u001b[2J\u202e${'九'.repeat(500)}\u0007`;
  const where = {
    place: { file: evil.slice(0, 8), sheet: evil.slice(0, 8), row: 0, col: 0 },
    header: evil,
    person: { key: 'k', id: evil, name: evil },
  };
  const text = reportText([problem('cell/not-a-number', { value: evil, mend: '' }, where) as Problem], zh, usual);
  expect(text).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}]/u);
  expect(text.split('\n').length).toBeLessThan(15);
  expect(text).toContain('<U+001B>');
});

test('braces in what an office writes are no placeholders', () => {
  expect(said(problem('cell/not-a-number', { value: '{mend}', mend: '' }) as Problem, zh).what).toContain('“{mend}”');
  expect(
    reportText(
      [
        problem(
          'cell/blank',
          {},
          { place: cell(1), header: '{person}', person: { key: '', id: '{x}', name: '{header}' }, clause: '{mend}' },
        ) as Problem,
      ],
      zh,
      usual,
    ),
  ).toContain('{person}（{header}，{x}）');
});

test('a blank argument is told in words of its own', () => {
  const shown = said(problem('policy/unknown-key', { key: 'x', path: '', meant: '', at: '3:1' }) as Problem, en);
  expect(shown).toEqual({
    what: 'the policy file has no key “x”, at line:column 3:1',
    mend: 'Check the spelling, or delete the key.',
  });
  expect(said(problem('cell/unknown-class', { value: '', known: 'A、B' }) as Problem, zh).what).toBe('没有填写评价主体，可填：A、B');
});

test('kinds, units and shapes are told in words, unknown ones as they are', () => {
  const what = (p: unknown) => said(p as Problem, zh).what;
  expect(what(problem('file/unknown-kind', { kind: 'ods' }))).toContain('OpenDocument 表格');
  expect(what(problem('file/unknown-kind', { kind: 'constructor' }))).toContain(zh.kinds.other.name);
  expect(said(problem('file/unknown-kind', { kind: 'zip' }) as Problem, zh).mend).toBe('请先解压，再用其中的表格文件。');
  expect(what(problem('file/too-large', { limit: '1000 zip entries', actual: '12345 zip entries' }))).toBe(
    '文件超出读取上限：上限为1,000 个内部文件，实际为12,345 个内部文件',
  );
  expect(what(problem('file/too-large', { limit: '3 toString', actual: '4 toString' }))).toContain('3 toString');
  expect(what(problem('policy/shape', { path: 'a', detail: 'share', at: '1:1' }))).toContain('0 到 1 之间');
  expect(what(problem('policy/shape', { path: 'a', detail: 'missing', at: '1:1' }))).toContain('缺少这一项');
  expect(what(problem('policy/shape', { path: 'a', detail: 'one-of true false', at: '1:1' }))).toContain('应为以下之一：true, false');
  expect(what(problem('policy/shape', { path: 'a', detail: 'Too small', at: '1:1' }))).toContain('Too small');
});

test('colours go round words, never inside the count of columns', () => {
  const paint = {
    red: (s: string) => `<r>${s}</r>`,
    yellow: (s: string) => `<y>${s}</y>`,
    dim: (s: string) => `<d>${s}</d>`,
    bold: (s: string) => `<b>${s}</b>`,
  };
  const painted = reportText(mixed, zh, { ...usual, paint });
  expect(painted).toContain('<r>✖</r>');
  expect(painted).toContain('<y>!</y>');
  expect(painted.replace(/<\/?[ryd b]>/g, '')).toBe(reportText(mixed, zh, usual));
});
