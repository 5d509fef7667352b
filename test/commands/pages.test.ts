// Pages of `audit` and `stability` as they are typed: as agreed, valid, every word once, nothing cut.
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { audit } from '../../src/commands/audit.ts';
import { stability } from '../../src/commands/stability.ts';
import { all, attribute, classes, parsed, textOf } from '../documents/html/page.ts';
import { writeBallots } from '../support/ballots.ts';
import { folder, listening } from './desk.ts';

const verbs = {
  audit: (cwd: string, files: readonly string[], lang: string) =>
    heardOf(cwd, (io) => audit(io, files, { format: 'html', output: '-', lang })),
  stability: (cwd: string, files: readonly string[], lang: string) =>
    heardOf(cwd, (io) => stability(io, files, { format: 'html', output: '-', lang, draws: '100' })),
} as const;

async function heardOf(cwd: string, run: (io: ReturnType<typeof listening>['io']) => Promise<number>): Promise<string> {
  const { io, heard } = listening(cwd);
  expect(await run(io)).toBe(0);
  return heard().out;
}

async function pageOf(verb: keyof typeof verbs, lang = 'zh-Hans'): Promise<string> {
  const dir = await folder();
  return verbs[verb](dir, writeBallots(dir), lang);
}

describe.each(['audit', 'stability'] as const)('%s', (verb) => {
  test.each(['zh-Hans', 'en'] as const)('the page as agreed, in %s', async (lang) => {
    const html = await pageOf(verb, lang);
    expect(parsed(html).errors).toEqual([]);
    await expect(html).toMatchFileSnapshot(path.resolve(`test/golden/${verb}.${lang}.html`));
  });

  test('no paragraph stands twice in a section, no title repeats a heading, no caption is an empty bar', async () => {
    const { root } = parsed(await pageOf(verb));
    for (const section of all(root, 'section')) {
      const said = all(section, 'p').map(textOf);
      expect(said.filter((t, i) => said.indexOf(t) !== i)).toEqual([]);
      const heading = textOf(all(section, 'h2')[0] as never);
      const seen = [...all(section, 'caption').filter((c) => !classes(c).includes('heard')), ...all(section, 'b')].map(textOf);
      expect(seen).not.toContain(heading);
    }
    for (const caption of all(root, 'caption')) expect(textOf(caption)).not.toBe('');
  });
});

test('audit: marks are called what they are, and where nothing is marked nothing is explained', async () => {
  const { root } = parsed(await pageOf('audit'));
  const legends = all(root, 'figure').map((f) => {
    const texts = all(f, 'text').map(textOf);
    return [textOf(all(f, 'figcaption')[0] as never).slice(0, 4), texts.filter((t) => /标记|偏离|待议|其他/.test(t))];
  });
  expect(legends).toEqual([
    ['各评价主', ['偏离较大', '未作标记']],
    ['各单位评', ['偏离较大', '未作标记']],
    ['总分：各', []],
  ]);
  // Units stand whole, in two lines where one is too short.
  const units = all(root, 'figure')[1];
  const drawn = all(units as never, 'text').map(textOf);
  expect(drawn.filter((t) => t.includes('…'))).toEqual([]);
  expect(drawn.slice(drawn.lastIndexOf('C类（干部群众） ·')).slice(0, 2)).toEqual(['C类（干部群众） ·', '法治督察处']);
});

test('stability: a section a group with its people; long changes of weights have a wide column', async () => {
  const { root } = parsed(await pageOf('stability'));
  const links = all(all(root, 'nav')[0] as never, 'a').map(textOf);
  expect(links).toEqual(['稳定性汇总', '临界人员', '综合管理类 · 科级及以下', '并列和小组', '怎样计算']);
  const people = all(root, 'table').find((t) => textOf(all(t, 'caption')[0] as never) === '每人稳定性：综合管理类 · 科级及以下');
  expect(all(all(people as never, 'tbody')[0] as never, 'tr')).toHaveLength(10);
  const heads = all(people as never, 'th').filter((h) => attribute(h, 'scope') === 'col');
  expect(heads.filter((h) => classes(h).includes('long')).map(textOf)).toEqual(['后30%：最小权重变动', '后5%：最小权重变动']);
});
