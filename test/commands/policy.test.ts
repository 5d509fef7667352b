import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { ExitCode, Io } from '../../src/commands/io.ts';
import { openPolicy } from '../../src/commands/open-policy.ts';
import {
  type PolicyOptions,
  type PolicyShowOptions,
  policyCheck,
  policySchema,
  policyShow,
  policyTest,
} from '../../src/commands/policy.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { displayWidth } from '../../src/problems/width.ts';
import { langs } from '../../src/types.ts';
import { at, edited } from '../policy/edited.ts';
import { folder, listening, type Said } from './desk.ts';

type Verb = (io: Io, options: PolicyShowOptions) => Promise<ExitCode>;

async function run(verb: Verb, options: PolicyShowOptions = {}, given: Partial<Io> = {}): Promise<Said> {
  const { io, heard } = listening(given.cwd ?? '/nowhere', given);
  const code = await verb(io, options);
  return { code, ...heard() };
}

/** A folder with `my.yaml` and the regulation beside it. */
async function desk(yaml: string | Uint8Array, regulation: string | null = builtinPolicy.regulation): Promise<Partial<Io>> {
  const cwd = await folder();
  await writeFile(path.join(cwd, 'my.yaml'), yaml);
  if (regulation !== null) await writeFile(path.join(cwd, 'regulation.md'), regulation);
  return { cwd };
}
const mine: PolicyOptions = { policy: 'my.yaml' };
const zh = { talk: 'zh-Hans' } as const;
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Wrong in many ways, but of the right shape. */
const faulty = edited(
  ['study: { value: 0.15,', 'study: { value: 0.20,'],
  ['words: [处分期, ', 'words: [试用, '],
  ['cut: bottom-30', 'cut: botom-30'],
  ['highest: { value: 10, clause: { at: 第十条', 'highest: { value: -11, clause: { at: 第十条'],
);
const misshapen = edited(
  ['weight: { value: 0.40,', 'weight: { value: 40%,'],
  ['value: half-up', 'value: up'],
  ['places: { value: 2', 'places: { value: 9'],
  ['edition: "2023"', 'editon: "2023"'],
  ['    words: [加减分项,', '    words: 加减分 #'],
);
const misquoted = edited(
  ['at: 第十四条, quote: 排名后30%', 'at: 第十五条, quote: 排名后30%'],
  ['line: { value: 90, clause: { at: 第十七条', 'line: { value: 90, clause: { at: 第九十七条'],
);
const failing = edited(['total: 85.50', 'total: 85.51'], ['ranks: [1, 2, 2, 2, 5]', 'ranks: [1, 2, 2, 2, 3]']);

describe('policy show', () => {
  test.each(langs)('in %s', async (talk) => {
    const { code, out, err } = await run(policyShow, {}, { talk });
    expect(code).toBe(0);
    expect(err).toContain('appraise policy show --format yaml > my.yaml');
    await expect(out).toMatchFileSnapshot(`golden/policy-show.${talk}.txt`);
  });

  test.each([
    [20, 60],
    [60, 60],
    [80, 80],
    [97, 97],
    [200, 100],
  ])('on a terminal of %i columns no line is wider than %i', async (columns, widest) => {
    for (const talk of langs) {
      const { out } = await run(policyShow, {}, { talk, columns });
      const widths = out.split('\n').map(displayWidth);
      expect(Math.max(...widths)).toBeLessThanOrEqual(Math.max(widest, 'sha256 '.length + 64));
      expect(widths.filter((w) => w > widest).length).toBeLessThanOrEqual(widest < 71 ? 1 : 0);
      expect(out).not.toMatch(/ \n/);
    }
  });

  test('a name in traditional characters is taken before one that is converted; words of exports never are', async () => {
    const given = await desk(edited(['name: { zh-Hans: 干群评价, en:', 'name: { zh-Hans: 干群评价, zh-Hant: 幹部群眾評價, en:']));
    const { out, err } = await run(policyShow, mine, { ...given, talk: 'zh-Hant' });
    expect(out).toMatch(/總分權重 · 幹部群眾評價 +30%/);
    expect(out).toContain('弃权');
    // Who has a policy of their own needs no hint how to begin one.
    expect(err).toBe('');
  });

  test('--lang goes before the language of talk', async () => {
    expect((await run(policyShow, { lang: 'zh-Hant' })).out).toContain('總分權重');
  });

  test('shares are exact percentages, notes stand with their value', async () => {
    const given = await desk(
      edited(
        ['share: { value: 0.05,', 'share: { value: 0.125, note: 试行一年,'],
        ['evaluation: { value: 0.30', 'evaluation: { value: 0.2955'],
        ['work: { value: 0.40', 'work: { value: 0.4045'],
      ),
    );
    const { out } = await run(policyShow, mine, { ...given, ...zh });
    expect(out).toMatch(/比例 · 后5% +12\.5%（试行一年）/);
    expect(out).toMatch(/总分权重 · 干群评价 +29\.55%/);
  });

  test('nothing in a policy can steer the terminal', async () => {
    const given = await desk(
      edited(
        ['name: 五个板块合成总分', 'name: "五\\e[2J个"'],
        ['quality: { zh-Hans: 政治素质', 'quality: { zh-Hans: "政\\e[31m治"'],
        ['edition: "2023"', 'edition: "\\e[1m2023"'],
      ),
    );
    for (const verb of [policyShow, policyCheck, policyTest]) {
      const { code, out, err } = await run(verb, mine, { ...given, ...zh });
      expect(code).toBe(0);
      expect(out + err).not.toContain('\u001b');
    }
    expect((await run(policyTest, mine, { ...given, ...zh })).out).toContain('五<U+001B>[2J个');
  });

  test('weights of a group are labelled with it', async () => {
    const weights = ['evaluation', 'work', 'study', 'party'].map((b) => `${b}: { value: 0.25, clause: 第十一条 }`).join(', ');
    const given = await desk(edited(['total:\n', `total:\n  groups:\n    - { category: 民警, level: 处级, weights: { ${weights} } }\n`]));
    expect((await run(policyShow, mine, { ...given, ...zh })).out).toMatch(/总分权重 · 干群评价（民警 · 处级） +25%/);
  });

  test('as JSON: keys and exact decimals, names in Chinese unless another language is asked for', async () => {
    const shown = JSON.parse((await run(policyShow, { format: 'json' })).out);
    expect(shown).toMatchObject({
      schema: 'appraise/policy-show@1',
      name: '省级司法行政机关干部考核办法（示范文本）',
      edition: '2023',
      file: 'appraise:default',
      sha256: sha256(builtinPolicy.text),
    });
    const byPath = Object.fromEntries(shown.parameters.map((p: { path: string }) => [p.path, p]));
    expect(byPath['total.weights.evaluation']).toEqual({
      path: 'total.weights.evaluation',
      label: '总分权重 · 干群评价',
      value: '0.3',
      clause: '第十一条',
      quote: '干群评价占30%',
      assumption: true,
      note: null,
    });
    expect(byPath['cuts[0].round'].value).toBe('half-up');
    expect(byPath['excellent.barred-by'].value).toEqual(['promotion-bar']);
    expect(byPath['decision'].value).toEqual(['拟定', '待议', '不列入']);
    expect(byPath['blocks.party'].value).toBeNull();
    const english = JSON.parse((await run(policyShow, { format: 'json', lang: 'en' })).out);
    expect(english.parameters[0].label).toBe('Weight in the total · Evaluation');
  });

  test('as Markdown', async () => {
    await expect((await run(policyShow, { format: 'md' })).out).toMatchFileSnapshot('golden/policy-show.md');
    const { out } = await run(policyShow, { ...mine, format: 'md' }, await desk(edited(['en: Evaluation }', 'en: "a|b *c* <d>" }'])));
    expect(out).not.toContain('a|b');
    const english = await run(
      policyShow,
      { ...mine, format: 'md', lang: 'en' },
      await desk(edited(['en: Evaluation }', 'en: "a|b *c* <d>" }'])),
    );
    expect(english.out).toContain('| Weight in the total · a\\|b \\*c\\* \\<d\\> |');
  });

  test('as YAML it is the file itself, even a wrong one', async () => {
    const builtin = await run(policyShow, { format: 'yaml' });
    expect(builtin).toMatchObject({ code: 0, out: builtinPolicy.text, err: '' });
    expect(parse(builtin.out)).toHaveProperty('schema', 'appraise/policy@1');
    expect(await run(policyShow, { ...mine, format: 'yaml' }, await desk('a: [1'))).toMatchObject({ code: 0, out: 'a: [1', err: '' });
    expect(await run(policyShow, { policy: 'none.yaml', format: 'yaml' }, await desk(''))).toMatchObject({ code: 2, out: '' });
  });

  test('--regulation prints the regulation', async () => {
    expect(await run(policyShow, { regulation: true })).toMatchObject({ code: 0, out: builtinPolicy.regulation, err: '' });
    expect((await run(policyShow, { ...mine, regulation: true }, await desk(builtinPolicy.text, '第一条 自己的。'))).out).toBe(
      '第一条 自己的。',
    );
    const without = await desk(edited(['regulation: regulation.md\n', '']));
    expect(await run(policyShow, { ...mine, regulation: true }, without)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('my.yaml'),
    });
  });

  test('a policy that is wrong is not shown', async () => {
    const { code, out, err } = await run(policyShow, mine, { ...(await desk(misshapen)), ...zh });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    await expect(err).toMatchFileSnapshot('golden/policy-show-wrong.zh-Hans.txt');
  });
});

describe('policy check', () => {
  test.each(langs)('the built-in policy passes, in %s', async (talk) => {
    const { code, out } = await run(policyCheck, {}, { talk });
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(`golden/policy-check.${talk}.txt`);
  });

  test.each([
    ['faulty', faulty],
    ['misshapen', misshapen],
    ['misquoted', misquoted],
  ])('%s: a problem a line, with its place', async (name, yaml) => {
    const given = await desk(yaml);
    for (const talk of ['zh-Hans', 'en'] as const) {
      const { code, out, err } = await run(policyCheck, mine, { ...given, talk });
      expect({ code, err }).toEqual({ code: 2, err: '' });
      await expect(out).toMatchFileSnapshot(`golden/policy-check-${name}.${talk}.txt`);
    }
  });

  test('the place is where the text stands, in the order of the file', async () => {
    const { out } = await run(policyCheck, mine, await desk(misquoted));
    const places = out.split('\n').flatMap((l) => /^my\.yaml:(\d+:\d+): /.exec(l)?.[1] ?? []);
    const share = misquoted.split('\n').findIndex((l) => l.includes('at: 第十五条, quote: 排名后30%'));
    expect(places).toEqual([`${share + 1}:12`, at(misquoted, '{ value: 90, clause: { at: 第九十七条')]);
  });

  test('an article that nobody cites is a warning', async () => {
    const given = await desk(builtinPolicy.text, `${builtinPolicy.regulation}\n第四十五条 本办法自印发之日起施行。\n`);
    const { code, out } = await run(policyCheck, mine, { ...given, ...zh });
    expect(code).toBe(0);
    expect(out).toMatch(/第四十五条.*\[policy\/clause-uncited\]\n {4}请确认.*\n⚠ my\.yaml：1 处警告。\n✔ my\.yaml：202 项规则，引用 41 条/);
  });

  test('the next command names the policy', async () => {
    const given = await desk(builtinPolicy.text);
    expect((await run(policyCheck, mine, given)).err).toBe('next: appraise policy test --policy my.yaml\n');
    await writeFile(path.join(given.cwd ?? '', '办法 一.yaml'), builtinPolicy.text);
    expect((await run(policyCheck, { policy: '办法 一.yaml' }, given)).err).toBe('next: appraise policy test --policy "办法 一.yaml"\n');
    expect((await run(policyCheck, {})).err).toBe('next: appraise policy test\n');
  });

  test('without a regulation clauses stay unchecked, and it says so', async () => {
    const { code, out } = await run(policyCheck, mine, {
      ...(await desk(misquoted.replace('regulation: regulation.md\n', ''), null)),
      ...zh,
    });
    expect(code).toBe(0);
    expect(out).toMatch(/^没有指明办法原文/);
  });

  test('a regulation that is not there is an error', async () => {
    const { code, out } = await run(policyCheck, mine, await desk(builtinPolicy.text, null));
    expect(code).toBe(2);
    expect(out).toMatch(/regulation\.md.*\[policy\/no-regulation\]\n {4}Put it .*\n✖ my\.yaml: errors 1/);
  });

  test('as JSON', async () => {
    const { code, out } = await run(policyCheck, { ...mine, format: 'json' }, await desk(misquoted));
    expect(code).toBe(2);
    expect(JSON.parse(out)).toEqual({
      schema: 'appraise/policy-check@1',
      file: 'my.yaml',
      sha256: sha256(misquoted),
      ok: false,
      regulation: 'regulation.md',
      rules: 202,
      clauses: 41,
      assumptions: 102,
      problems: [
        expect.objectContaining({
          code: 'policy/quote-differs',
          severity: 'error',
          clause: '第十五条',
          path: 'cuts[0].share',
          at: expect.stringMatching(/^\d+:12$/),
        }),
        expect.objectContaining({ code: 'policy/clause-missing', clause: '第九十七条', path: 'lines[0].line' }),
        { code: 'policy/clause-uncited', severity: 'warning', at: null, clause: '第十四条' },
      ],
    });
    expect(JSON.parse((await run(policyCheck, { format: 'json' })).out)).toMatchObject({ ok: true, problems: [] });
  });
});

describe('policy test', () => {
  test.each(langs)('the built-in examples hold, in %s', async (talk) => {
    const { code, out, err } = await run(policyTest, {}, { talk });
    expect({ code, err }).toEqual({ code: 0, err: '' });
    await expect(out).toMatchFileSnapshot(`golden/policy-test.${talk}.txt`);
  });

  test('what fails is told with its place', async () => {
    const given = await desk(failing);
    for (const talk of ['zh-Hans', 'en'] as const) {
      const { code, out } = await run(policyTest, mine, { ...given, talk });
      expect(code).toBe(2);
      await expect(out).toMatchFileSnapshot(`golden/policy-test-fails.${talk}.txt`);
    }
    const { code, out } = await run(policyTest, { ...mine, format: 'json' }, given);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      ok: false,
      sha256: sha256(failing),
      examples: expect.arrayContaining([{ name: '五个板块合成总分', expected: '85.51', actual: '85.50', ok: false }]),
    });
  });

  test('without examples nothing fails', async () => {
    const given = await desk(builtinPolicy.text.replace(/\nexamples:[\s\S]*$/, '\n'));
    expect(await run(policyTest, mine, given)).toMatchObject({ code: 0, out: 'my.yaml has no examples.\n' });
    expect((await run(policyCheck, mine, given)).err).toBe('');
  });

  test('a policy that is wrong is not tried', async () => {
    expect(await run(policyTest, mine, await desk(faulty))).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringContaining('policy/weights-sum'),
    });
  });
});

test('policy schema prints JSON Schema', async () => {
  const { code, out } = await run(policySchema);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema', type: 'object' });
});

describe('opening a policy', () => {
  const open = async (file: string | undefined, given: Partial<Io>, asOf: string | null = null) =>
    openPolicy(file, asOf, listening(given.cwd ?? '/', given).io);
  const reason = async (file: string, given: Partial<Io>) =>
    (await open(file, given)).problems.map((p) => [p.code, (p.args as { reason?: string }).reason]);

  test('the built-in one', async () => {
    const opened = await open(undefined, {});
    expect(opened).toMatchObject({ file: 'appraise:default', text: builtinPolicy.text, sha256: sha256(builtinPolicy.text), problems: [] });
    expect(opened.regulation).toEqual({ file: 'regulation.md', text: builtinPolicy.regulation });
  });

  test('the hash is of the bytes, a byte order mark included', async () => {
    const marked = `\ufeff${builtinPolicy.text}`;
    const opened = await open('my.yaml', await desk(marked));
    expect(opened).toMatchObject({ text: builtinPolicy.text, sha256: sha256(marked), problems: [] });
  });

  test('the regulation is looked for beside the policy, or where an absolute path says', async () => {
    const given = await desk(builtinPolicy.text, 'elsewhere');
    const cwd = given.cwd ?? '';
    await mkdir(path.join(cwd, 'rules'));
    await writeFile(path.join(cwd, 'rules', 'our.yaml'), builtinPolicy.text);
    await writeFile(path.join(cwd, 'rules', 'regulation.md'), 'beside');
    expect((await open('rules/our.yaml', given)).regulation).toEqual({ file: path.join('rules', 'regulation.md'), text: 'beside' });
    await writeFile(
      path.join(cwd, 'abs.yaml'),
      edited(['regulation: regulation.md', `regulation: ${path.join(cwd, 'rules', 'regulation.md')}`]),
    );
    expect((await open('abs.yaml', given)).regulation?.text).toBe('beside');
  });

  test('- is standard input, its regulation in the current folder', async () => {
    const given = await desk('', '第一条 甲');
    const opened = await open('-', { ...given, stdin: async () => new TextEncoder().encode(builtinPolicy.text) });
    expect(opened).toMatchObject({ file: '-', problems: [], regulation: { file: 'regulation.md', text: '第一条 甲' } });
    const dash = await open('-', {
      ...given,
      stdin: async () => new TextEncoder().encode(edited(['regulation: regulation.md', 'regulation: "-"'])),
    });
    expect(dash.problems.map((p) => p.code)).toEqual(['policy/no-regulation']);
  });

  test('what cannot be read is told, never thrown', async () => {
    const given = await desk(Uint8Array.of(0xd6, 0xd0, 0xb9, 0xfa));
    expect(await reason('none.yaml', given)).toEqual([['policy/unreadable', 'ENOENT: no such file or directory']]);
    expect(await reason('.', given)).toEqual([['policy/unreadable', expect.stringMatching(/^EISDIR/)]]);
    expect(await reason('my.yaml', given)).toEqual([['policy/unreadable', 'not UTF-8 text']]);
    expect(await reason('large.yaml', await desk('')).catch(String)).toEqual([['policy/unreadable', expect.stringMatching(/^ENOENT/)]]);
    expect(await reason('my.yaml', await desk(`#${'x'.repeat(4 * 1024 * 1024)}`))).toEqual([
      ['policy/unreadable', 'more than 4194304 bytes'],
    ]);
    expect(await reason('my.yaml', await desk('x\0'))).not.toEqual([]);
    expect(await open('none.yaml', given)).toMatchObject({ policy: null, regulation: null, sha256: '', text: '' });
  });

  test('the largest policy is read to its last byte', async () => {
    const long = `${builtinPolicy.text}#`;
    const padded = long + 'x'.repeat(4 * 1024 * 1024 - Buffer.byteLength(long));
    const opened = await open('my.yaml', await desk(padded));
    expect(opened.problems).toEqual([]);
    expect(opened.sha256).toBe(sha256(padded));
  });

  test('dated values need the as-of date', async () => {
    const given = await desk(
      edited(['quarter-bar:\n  value: until-year', 'quarter-bar:\n  values: [{ from: 2026-01-01, value: quarter }]']),
    );
    expect((await open('my.yaml', given)).problems.map((p) => p.code)).toEqual(['policy/undated']);
    expect((await open('my.yaml', given, '2026-01-01')).policy?.['quarter-bar'].value).toBe('quarter');
    expect((await run(policyCheck, mine, given)).code).toBe(2);
    expect((await run(policyCheck, { ...mine, asOf: '2026-09-30' }, given)).code).toBe(0);
    expect((await run(policyShow, { ...mine, asOf: '2026-09-30' }, { ...given, ...zh })).out).toContain('只限本季度');
    expect((await run(policyTest, { ...mine, asOf: '2025-12-31' }, given)).code).toBe(2);
  });
});

test.each([
  [{ format: 'xlsx' }, '--format', 'text'],
  [{ asOf: '2026-02-30' }, '--as-of', '2026-09-30'],
  [{ asOf: 'today' }, '--as-of', '2026-09-30'],
  [{ lang: 'de' }, '--lang', 'zh-Hant'],
] as const)('%j is refused with what is known', async (options, option, known) => {
  for (const verb of [policyShow, policyCheck, policyTest]) {
    const { code, out, err } = await run(verb, options);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    for (const text of [option, known, 'usage/bad-option']) expect(err).toContain(text);
  }
});
