// Everything an export or a ranking says of somebody: read, entered, and told in words, with nothing lost on the way.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { Archive } from '../../src/dossier/archive.ts';
import { verify } from '../../src/dossier/verify.ts';
import { csv, folder, people } from '../commands/desk.ts';
import { run, writer } from './desk.ts';
import { recordFiles } from './records.ts';

async function withFiles(files: Readonly<Record<string, string>>): Promise<string> {
  const cwd = await folder();
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(cwd, file), text);
  return cwd;
}

/** As `show` tells it, without numbers of entries, which follow the order of files. */
const told = async (cwd: string, who: string, talk: 'zh-Hans' | 'en' = 'zh-Hans') =>
  (await run(cwd, ['dossier', 'show', who], { talk, columns: 200 })).out.replaceAll(/#\d+ +/g, '# ');

const zh = `冯雅宁　23000101

2024 年  1 条
  考核结果
    # 2024年度：优秀

2025 年  2 条
  考核结果
    # 2025年度：不确定等次
  奖惩情况
    # 2025-08-31  记大过，迟报信息，影响期 2025-08-31 至 2027-02-28

2026 年  10 条
  基本情况
    # 2026-09-30  办公室，副主任，四级主任科员，综合管理类，科级，任现职级 2024-05-01
  日常纪实
    # 2026-03-05  牵头完成防汛演练（沈国梁，指挥部），结果：受到通报表扬
    # 2026-05-20  信访积案化解 2.5 分
  奖惩情况
    # 2026-06-30  重点工作表现突出，在援疆中表现突出，省委
  考察情况
    # 2026-09-30  政治素质 92.5 分（2026Q3考察）
    # 2026-09-30  担当作为 93 分（2026Q3考察）
  容错情况
    # 2026-07-03  试点超期，减轻 50%，情形：先行先试缺乏经验，未谋私利，整改：补办手续，期限 2026-10-31
  综合评价
    # 2026-08-08  能力素质：善于沟通（谈心谈话）
  选拔任用
    # 2026-08-08  担当精神不足，推诿三次，属实，平职调整
    # 2026-08-08  会议推荐，政治部党组织，副处长，32 票
`;

describe('records of every kind', () => {
  test('are told as they were written, one file after the other or all at once', async () => {
    const cwd = await withFiles(recordFiles);
    const all = ['花名册.csv', ...Object.keys(recordFiles).filter((f) => f !== '花名册.csv')];
    for (const f of all) expect(await run(cwd, ['dossier', 'add', f]), f).toMatchObject({ code: 0 });
    expect(await told(cwd, '冯雅宁')).toBe(zh);
    expect((await run(cwd, ['dossier', 'add', ...all])).out).toContain('Nothing new');
    const once = await withFiles(recordFiles);
    expect(await run(once, ['dossier', 'add', ...all])).toMatchObject({ code: 0 });
    // Of one block and day, in the order in which they were entered.
    const lines = (text: string) => text.split('\n').sort();
    expect(lines(await told(once, '23000101'))).toEqual(lines(zh));
  });

  test('documents, numbers and exact figures are kept, with the cell each was read from', async () => {
    const cwd = await withFiles(recordFiles);
    await run(cwd, ['dossier', 'add', ...Object.keys(recordFiles)]);
    const archive = await Archive.open(path.join(cwd, 'archive.dossier'), 'read', writer);
    const by = new Map(archive.find({}).map((k) => [k.statement.form, k.statement]));
    expect(by.get('sanction')).toMatchObject({ number: 'CF-1', data: { document: '司政〔2025〕7号', kind: 'serious-demerit' } });
    expect(by.get('points')).toMatchObject({ data: { value: { $: '2.5' }, basis: '司办〔2026〕9号' }, from: { cell: '加减分.csv!D2' } });
    expect(by.get('chronicle')).toMatchObject({ number: 'JS-1', block: 'daily', data: { document: '司办〔2026〕1号' } });
    expect(by.get('exemption')).toMatchObject({ data: { percent: { $: '50' }, steps: { application: '2026-08-01' } } });
    expect(by.get('inspection')).toMatchObject({ block: 'inspection', data: { score: { $: '93' } } });
    expect([...by.values()].every((s) => s.from?.sha256.length === 64 && s.person === '23000101')).toBe(true);
    archive.close();
  });

  test('documents stand in the list', async () => {
    const cwd = await withFiles(recordFiles);
    await run(cwd, ['dossier', 'add', ...Object.keys(recordFiles)]);
    const { out } = await run(cwd, ['dossier', 'show', '23000101', '--format', 'csv']);
    for (const document of ['司政〔2025〕7号', '省委〔2026〕3号', '司办〔2026〕1号', '司办〔2026〕9号']) expect(out).toContain(document);
  });
});

test('30 February is refused, with all that came with it', async () => {
  const cwd = await withFiles({ 'a.csv': '工号,姓名,日期,学习内容\n1,张三,2026-03-05,党校\n2,李四,2026-02-30,党校\n' });
  const { code, err } = await run(cwd, ['dossier', 'add', 'a.csv']);
  expect([code, err]).toEqual([1, expect.stringContaining('cell/not-a-day')]);
});

describe('a ranking', () => {
  const quarter = (title: string, low = 0) =>
    csv(
      people(12).map((p, i) => (i < low ? { ...p, scores: ['60', '60', '60', '60'] } : p)),
      title,
    );

  test('of everybody who they are, their total, rank and verdicts; a second time nothing', async () => {
    const cwd = await withFiles({ 'q3.csv': quarter('2026年第三季度考核得分') });
    expect(await run(cwd, ['rank', 'q3.csv', '-o', 'q3.xlsx'])).toMatchObject({ code: 0 });
    expect(await run(cwd, ['dossier', 'add', 'q3.xlsx'])).toMatchObject({ code: 0, out: expect.stringContaining('Entered: 24') });
    expect(await told(cwd, '0001', 'en')).toContain('2026Q3, 综合管理类·科级, total 95.00, rank 1 of 12');
    expect(await told(cwd, '0012')).toMatch(/总分 84\.00，第 12 名（共 12 人），后30%，后5%/);
    expect((await run(cwd, ['dossier', 'add', 'q3.xlsx'])).out).toContain('Nothing new; there already: 24');
  });

  test('two quarters in either order, and the year made of them: the same of everybody', async () => {
    const files = { 'q2.csv': quarter('2026年第二季度考核得分', 1), 'q3.csv': quarter('2026年第三季度考核得分') };
    const shown = async (order: string[]) => {
      const cwd = await withFiles(files);
      for (const q of ['q2', 'q3']) await run(cwd, ['rank', `${q}.csv`, '-o', `${q}.xlsx`]);
      for (const f of order) expect(await run(cwd, ['dossier', 'add', f]), f).toMatchObject({ code: 0 });
      const text = await told(cwd, '0001');
      return text.split('\n').filter((l) => l.includes('名（共'));
    };
    const one = await shown(['q2.xlsx', 'q3.xlsx']);
    expect(one).toHaveLength(2);
    expect(await shown(['q3.xlsx', 'q2.xlsx'])).toEqual(one);
  });

  test('ranked again with another total: refused without a reason, entered with one', async () => {
    const cwd = await withFiles({ 'a.csv': quarter('2026年第三季度考核得分'), 'b.csv': quarter('2026年第三季度考核得分', 1) });
    for (const f of ['a', 'b']) await run(cwd, ['rank', `${f}.csv`, '-o', `${f}.xlsx`]);
    await run(cwd, ['dossier', 'add', 'a.xlsx']);
    const refused = await run(cwd, ['dossier', 'add', 'b.xlsx']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('archive/differs')]);
    const entered = await run(cwd, ['dossier', 'add', 'b.xlsx', '--reason', '复核后更正']);
    expect(entered).toMatchObject({ code: 0, out: expect.stringContaining('of these corrections') });
    expect(await told(cwd, '0001')).toMatch(/总分 60\.00[\s\S]*更正第 \d+ 条：复核后更正/);
    const archive = await Archive.open(path.join(cwd, 'archive.dossier'), 'read', writer);
    expect(verify(archive).findings).toEqual([]);
    archive.close();
  });
});
