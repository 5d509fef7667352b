// `appraise audit` as people see it: terminal, Markdown, JSON by its contract, workbook and document; what it refuses.
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { auditOf } from '../../src/appraise/audit/audit.ts';
import { type AuditOptions, audit } from '../../src/commands/audit.ts';
import type { Io } from '../../src/commands/io.ts';
import { inLanguage, rankInputs, readNamed } from '../../src/commands/obtain.ts';
import { auditSchema } from '../../src/papers/audit/audit-data.ts';
import { auditReport } from '../../src/papers/audit/audit-report.ts';
import { AuditContext } from '../../src/papers/audit/figures.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { folder, listening, runRank } from './desk.ts';

const samples = path.resolve('samples');
const ballots = path.join(samples, 'ballots.xlsx');
async function ran(files: readonly string[], options: AuditOptions, cwd = samples, given: Partial<Io> = {}) {
  const { io, heard } = listening(cwd, given);
  const code = await audit(io, files, options);
  return { code, ...heard() };
}

describe('on the sample with ballots one by one', () => {
  test.each(['zh-Hans', 'en'] as const)('the terminal, %s', async (lang) => {
    const { code, out } = await ran([ballots], { lang });
    expect(code).toBe(0);
    await expect(out).toMatchFileSnapshot(`golden/audit.${lang}.txt`);
  });
  test.each(['zh-Hans', 'en'] as const)('Markdown with formulas, sources and conditions, %s', async (lang) => {
    const { code, out } = await ran([ballots], { lang, format: 'md' });
    expect(code).toBe(0);
    expect(out.match(/[{}]|undefined|NaN/)).toBeNull();
    await expect(out).toMatchFileSnapshot(`golden/audit.${lang}.md`);
  });
  test('JSON keeps its contract, the same in every language', async () => {
    const [zh, en] = [await ran([ballots], { format: 'json' }), await ran([ballots], { format: 'json', lang: 'en' })];
    expect(en.out).toBe(zh.out);
    auditSchema.parse(JSON.parse(zh.out));
    await expect(zh.out.replaceAll(/"sha256": "[0-9a-f]+"/g, '"sha256": "…"')).toMatchFileSnapshot('golden/audit.json.txt');
  });
  test('a workbook, a document and CSV, twice the same bytes, for their owner only', async () => {
    const dir = await folder();
    for (const name of ['a.xlsx', 'b.xlsx', 'a.docx', 'a.csv']) {
      const { code, out } = await ran([ballots], { output: name }, dir);
      expect([code, out.split('\n').at(-2)]).toEqual([0, `✔ wrote ${name}`]);
    }
    expect(await readFile(path.join(dir, 'a.xlsx'))).toEqual(await readFile(path.join(dir, 'b.xlsx')));
    const xml = strFromU8(unzipSync(await readFile(path.join(dir, 'a.docx')))['word/document.xml'] as Uint8Array);
    expect(['各评价主体的宽严和离散', '各项指标的算法和条件', 'Siegel、Castellan（1988）'].filter((t) => !xml.includes(t))).toEqual([]);
    expect(await readFile(path.join(dir, 'a.csv'), 'utf8')).toContain('完全相同的选票');
    expect((await ran([ballots], { output: 'a.xlsx', lang: 'en' }, dir)).code).toBe(2);
  });
  test('the same from a ranked workbook', async () => {
    const dir = await folder();
    expect((await runRank(dir, [ballots], { output: 'r.xlsx' })).code).toBe(0);
    const [a, b] = [await ran([ballots], { format: 'json' }, dir), await ran(['r.xlsx'], { format: 'json' }, dir)];
    expect(b.code).toBe(0);
    expect(JSON.parse(b.out)).toEqual(JSON.parse(a.out));
  });
  test('a report for a page: sections with their tables, pictures told in words', async () => {
    const { io } = listening(samples);
    const read = await readNamed(io, [ballots], {});
    if (read.kind === 'not') throw new Error('not read');
    const ranked = await rankInputs(io, read.inputs, {});
    if (ranked.kind === 'not' || !ranked.policy.audit) throw new Error('not ranked');
    const ctx = new AuditContext(await inLanguage(ranked, undefined), ranked.policy.audit);
    const report = auditReport(ctx, auditOf(ranked.source, ranked.ranking, ranked.policy, ranked.policy.audit));
    const kinds = report.blocks.map((b) => b.kind);
    expect([kinds.filter((k) => k === 'heading').length, kinds.filter((k) => k === 'table').length]).toEqual([12, 12]);
    const figures = report.blocks.flatMap((b) => (b.kind === 'figure' ? [b] : []));
    expect(figures.map((f) => [f.title.slice(0, 4), f.figure.kind])).toEqual([
      ['各评价主', 'intervals'],
      ['各单位评', 'intervals'],
      ['总分：各', 'intervals'],
    ]);
    for (const f of figures) expect(f.told).toMatch(/平均 \d+\.\d\d/);
  });
});

test.each(['q3-full.xlsx', 'q3.xlsx'])('%s: what needs ballots one by one says so', async (file) => {
  const { code, out } = await ran([file], { lang: 'zh-Hans', format: 'json' });
  expect(code).toBe(0);
  const data = auditSchema.parse(JSON.parse(out));
  expect([data.ballots, data.straight, data.units]).toEqual([file === 'q3.xlsx' ? 'none' : 'counts', { withheld: 'no-ballots' }, []]);
});

describe('refused', () => {
  test('a format that is not written, a policy without an audit, problems in the data', async () => {
    expect((await ran([ballots], { format: 'html5' })).code).toBe(2);
    expect((await ran([ballots], { format: 'xlsx', output: '-' }, samples, { outIsTerminal: true })).code).toBe(2);
    const dir = await folder();
    const text = builtinPolicy.text.replace(/\naudit:\n(?: {2}.*\n)+/, '\n');
    expect(text).not.toBe(builtinPolicy.text);
    await writeFile(path.join(dir, 'p.yaml'), text.replace(/^regulation: .*\n/m, ''));
    const { code, out, err } = await ran([ballots], { policy: 'p.yaml' }, dir);
    expect([code, out]).toEqual([1, '']);
    expect(err).toContain('policy/no-rule');
    expect((await ran([path.join(samples, 'bad/table/voted-twice')], {})).code).toBe(1);
  });
});
