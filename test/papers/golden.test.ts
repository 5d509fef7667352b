// The samples' results as they were agreed: JSON, Markdown, what the terminal says, and a small workbook cell by cell.
// What a change of the program moves shows here as a diff; `npx vitest run test/papers/golden.test.ts -u` accepts it.
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PaperBook, PaperCell } from '../../src/paper.ts';
import { resultsSchema } from '../../src/papers/results.ts';
import { runRank } from '../commands/desk.ts';
import { paperOf } from './paper-of.ts';

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(tmpdir(), 'appraise-golden-'));
  for (const name of ['q3.xlsx', 'q3-full.xlsx', 'units']) {
    await cp(path.resolve('samples', name), path.join(dir, name), { recursive: true, filter: (f) => !f.endsWith('-ranked.xlsx') });
  }
});
afterAll(() => rm(dir, { recursive: true, force: true }));

const golden = (name: string) => path.resolve('test/golden', name);
/** Hashes and the version change with every edit of policy, sample or release: their place is kept, not their value. */
const settled = (text: string) =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, '<sha256>')
    .replace(/SHA-256\s+[0-9a-f]{12}/g, 'SHA-256 <sha256>')
    .replace(/appraise \d+\.\d+\.\d+/g, 'appraise <version>');

describe.each(['q3.xlsx', 'q3-full.xlsx', 'units'])('%s', (sample) => {
  const name = sample.replace(/\.xlsx$/, '');

  test('json', async () => {
    const said = await runRank(dir, [sample], { format: 'json' });
    expect(said.code).toBe(0);
    resultsSchema.parse(JSON.parse(said.out));
    await expect(settled(said.out)).toMatchFileSnapshot(golden(`${name}.json`));
  });

  test('md', async () => {
    const said = await runRank(dir, [sample], { format: 'md' });
    await expect(settled(said.out)).toMatchFileSnapshot(golden(`${name}.md`));
  });

  test.each(['zh-Hans', 'en'] as const)('talk in %s at 80 columns', async (talk) => {
    const said = await runRank(dir, [sample], { output: path.join(dir, `${name}-${talk}.xlsx`) }, { talk });
    await expect(settled(`${said.err}\n════ stdout ════\n${said.out}`)).toMatchFileSnapshot(golden(`${name}.talk.${talk}.txt`));
    const pieces = [said.out, said.err].flatMap((t) => t.split('\n'));
    const { displayWidth } = await import('../../src/problems/width.ts');
    expect(pieces.filter((l) => displayWidth(l) > 80)).toEqual([]);
  });
});

/** Cells with text and formula, widths and looks left out; the policy's own text is not repeated. */
function bookText(book: PaperBook, skip: readonly string[]): string {
  const shown = (v: PaperCell['value']) => (v === null ? '' : typeof v === 'string' ? v.replaceAll('\n', '⏎') : v.number);
  const line = (cells: readonly (PaperCell | null)[]) =>
    cells
      .map((c) => (c === null ? '' : `${shown(c.value)}${c.formula === undefined ? '' : ` {=${c.formula}}`}`))
      .join(' | ')
      .replace(/[\s|]+$/, '');
  return book.sheets
    .filter((s) => !skip.includes(s.name))
    .map((s) => [`━━ ${s.name} ━━`, ...s.rows.map((r, i) => `${i + 1}  ${line(r.cells)}`.trimEnd())].join('\n'))
    .join('\n\n');
}

describe('a small export of all kinds of parts as a workbook', () => {
  const files: Record<string, string> = {
    '花名册.csv':
      '2026年第三季度干部名册\n工号,姓名,单位,职务,职级,人员类别,层级,考核状态\n' +
      [
        '0001,张国庆,办公室,主任,四级调研员,综合管理类,处级,',
        '0002,李娜,政治部,科长,一级主任科员,综合管理类,科级,',
        '0003,王芳,政治部,,二级主任科员,综合管理类,科级,',
      ]
        .concat(['0004,赵敏,办公室,,三级主任科员,综合管理类,科级,', '0005,陈静,办公室,,,综合管理类,科级,试用期'])
        .join('\n'),
    '民主测评.csv':
      '工号,姓名,评价主体,优秀,称职,基本称职,不称职,弃权\n' +
      ['0001,张国庆', '0002,李娜', '0003,王芳', '0004,赵敏']
        .flatMap((who, i) => [`${who},A,6,6,7,${9 - i},1`, `${who},B,5,5,6,0,0`, `${who},C,6,5,5,5,${i}`])
        .join('\n'),
    '工作.csv':
      '工号,姓名,勤学细研,担当奉献,精益求精,创新争先,刚性落实,遵规守纪,工作绩效,政治理论,业务学习,党建\n' +
      [
        '0001,张国庆,90,91,92,93,94,95,96,88,90,90',
        '0002,李娜,85,85,85,85,85,85,85.01,88,89.01,90',
        '0003,王芳,85,85,85,85,85,85,85.04,88,89.02,90',
        '0004,赵敏,80,80,80,80,80,80,80,80,80,80',
      ].join('\n'),
    '加减分.csv':
      '工号,姓名,事项,分值,日期,依据\n' +
      [
        '0001,张国庆,抗洪抢险,3,2026-07-15,省厅通报',
        '0001,张国庆,抗洪 抢险,5,2026-08-01,',
        '0001,张国庆,获省级表彰,6,,',
        '0002,李娜,迟到,-0.5,2026-09-01,',
      ].join('\n'),
    '考察.csv': '工号,姓名,政治素质,担当作为\n0001,张国庆,95,90\n0002,李娜,89.5,95\n0004,赵敏,90,91\n',
  };

  test.each(['zh-Hans', 'en'] as const)('%s', async (lang) => {
    const { book } = await paperOf(
      Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) })),
      { lang },
    );
    const policySheet = book.sheets.at(-1)?.name ?? '';
    await expect(settled(bookText(book, [policySheet]))).toMatchFileSnapshot(golden(`small.workbook.${lang}.txt`));
  });

  test('the same files through the command', async () => {
    const own = path.join(dir, 'small');
    await mkdir(own);
    for (const [file, text] of Object.entries(files)) await writeFile(path.join(own, file), text);
    const said = await runRank(own, ['.'], { format: 'csv' }, { talk: 'zh-Hans' });
    await expect(settled(`${said.out}\n════ stderr ════\n${said.err}`)).toMatchFileSnapshot(golden('small.csv.txt'));
  });
});
