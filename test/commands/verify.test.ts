// `appraise verify`: what other programs did to a workbook, cell by cell; what it was made from; what was decided in it.
import { copyFileSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as sheetjs from '@e965/xlsx';
import ExcelJS from 'exceljs';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Io } from '../../src/commands/io.ts';
import { run, runYear } from '../../src/commands/verbs.ts';
import { type VerifyOptions, verify } from '../../src/commands/verify.ts';
import { verificationSchema } from '../../src/papers/verification.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import { Chance } from '../support/chance.ts';
import { type Edit, type Editable, editable, editedXml, editsOf, namedEdits, partsOfBook } from '../support/edits.ts';
import { csv, folder, listening, people, runRank } from './desk.ts';

async function verified(dir: string, files: readonly string[], options: VerifyOptions = {}, given: Partial<Io> = {}) {
  const { io, heard } = listening(dir, given);
  const code = await verify(io, files, options);
  return { code, ...heard() };
}

/** The same as data: exit code, codes of problems and of differences with their cells. */
async function data(dir: string, files: readonly string[], options: VerifyOptions = {}) {
  const { code, out, err } = await verified(dir, files, { ...options, format: 'json' });
  if (out === '') return { code, err, json: null, codes: [...err.matchAll(/\b[a-z]+\/[a-z-]+$/gm)].map((m) => m[0]) };
  const json = verificationSchema.parse(JSON.parse(out));
  return { code, err, json, codes: json.problems.map((p) => p.code) };
}

const rows = people(12).map((r, i) => ({ ...r, qualities: i === 2 ? (['89', '95'] as const) : (['91.5', '95'] as const) }));

/** A small export, ranked. */
async function office(name = 'q3.csv', options: Parameters<typeof runRank>[2] = {}): Promise<string> {
  const dir = await folder();
  writeFileSync(path.join(dir, name), csv(rows));
  const { code, err } = await runRank(dir, [name], { output: 'r.xlsx', ...options });
  expect([code, err]).toEqual([0, err]);
  return dir;
}

describe('one cell changed by another program', () => {
  let bytes = new Uint8Array();
  let source: Editable;
  let dir = '';
  beforeAll(async () => {
    dir = mkdtempSync(path.join(tmpdir(), 'appraise-'));
    writeFileSync(path.join(dir, 'q3.csv'), csv(rows));
    await runRank(dir, ['q3.csv'], { output: 'r.xlsx' });
    bytes = new Uint8Array(readFileSync(path.join(dir, 'r.xlsx')));
    source = await editable(bytes);
  }, 60_000);
  afterAll(() => rmSync(dir, { recursive: true, force: true }));
  /** Whether the edit is caught, and that it is told at its cell. */
  async function caught(edit: Edit, changed: Uint8Array): Promise<string> {
    writeFileSync(path.join(dir, 'r.xlsx'), changed);
    const { code, err, json, codes } = await data(dir, ['r.xlsx', 'q3.csv']);
    if (code !== 1) return `missed: ${JSON.stringify(edit)}`;
    if (edit.sheet === 'appraise') return codes.includes('file/memory-damaged') ? '' : `not said: ${err}`;
    const told = json?.differences.map((d) => `${d.sheet}!${d.cell}`) ?? [];
    return told.length === 1 && told[0] === `${edit.sheet}!${edit.cell}` ? '' : `elsewhere: ${JSON.stringify(edit)} ${told.join(' ')}`;
  }

  test('in the XML itself', async () => {
    const parts = partsOfBook(bytes);
    expect(await caught({ sheet: '-', cell: '-', what: '', put: null }, bytes)).toContain('missed');
    const edits = [...namedEdits(source), ...editsOf(source, 50, new Chance(20260101))];
    for (const edit of edits) expect(await caught(edit, editedXml(parts, edit))).toBe('');
  });

  test('by exceljs, which loads the workbook and saves it', async () => {
    const load = async () => {
      const book = new ExcelJS.Workbook();
      await book.xlsx.load(Buffer.from(bytes) as unknown as ArrayBuffer);
      return book;
    };
    const save = async (book: ExcelJS.Workbook) => new Uint8Array(await book.xlsx.writeBuffer());
    writeFileSync(path.join(dir, 'r.xlsx'), await save(await load()));
    expect(await data(dir, ['r.xlsx', 'q3.csv'])).toMatchObject({ code: 0, json: { verified: true, differences: [] } });
    for (const edit of editsOf(source, 8, new Chance(2))) {
      const book = await load();
      const cell = book.getWorksheet(edit.sheet)?.getCell(edit.cell);
      if (!cell) throw new Error('no cell');
      cell.value = exceljsValue(edit);
      expect(await caught(edit, await save(book))).toBe('');
    }
  });

  test('by SheetJS, which keeps neither looks nor much else', async () => {
    const load = () => sheetjs.read(bytes, { cellFormula: true, cellNF: true });
    const save = (book: sheetjs.WorkBook) => new Uint8Array(sheetjs.write(book, { type: 'array', bookType: 'xlsx' }) as ArrayBuffer);
    writeFileSync(path.join(dir, 'r.xlsx'), save(load()));
    expect(await data(dir, ['r.xlsx', 'q3.csv'])).toMatchObject({ code: 0, json: { verified: true, differences: [] } });
    for (const edit of editsOf(source, 8, new Chance(3))) {
      const book = load();
      const ws = book.Sheets[edit.sheet];
      if (!ws) throw new Error('no sheet');
      if (edit.put === null) delete ws[edit.cell];
      else ws[edit.cell] = sheetjsCell(edit.put);
      expect(await caught(edit, save(book))).toBe('');
    }
  });
});

function exceljsValue({ put }: Edit): ExcelJS.CellValue {
  if (put === null) return null;
  if ('formula' in put) return { formula: put.formula } as ExcelJS.CellValue;
  return 'number' in put ? Number(put.number) : put.text;
}

function sheetjsCell(put: NonNullable<Edit['put']>): sheetjs.CellObject {
  if ('formula' in put) return { t: 'n', f: put.formula };
  return 'number' in put ? { t: 'n', v: Number(put.number) } : { t: 's', v: put.text };
}

/** Changes a workbook by exceljs. */
async function changed(file: string, change: (book: ExcelJS.Workbook) => void): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file);
  change(book);
  await book.xlsx.writeFile(file);
}

describe('sheets', () => {
  test('taken out, added, renamed, moved: each is told, once', async () => {
    const dir = await office();
    const cases: [(book: ExcelJS.Workbook) => void, string[]][] = [
      [(b) => b.removeWorksheet('待议'), ['sheet/taken-out']],
      [(b) => void b.addWorksheet('说明'), ['sheet/added']],
      [(b) => Object.assign(b.getWorksheet('提醒谈话') ?? {}, { name: '谈话' }), ['sheet/renamed']],
    ];
    for (const [change, codes] of cases) {
      copyFileSync(path.join(dir, 'r.xlsx'), path.join(dir, 'c.xlsx'));
      await changed(path.join(dir, 'c.xlsx'), change);
      const { code, json } = await data(dir, ['c.xlsx', 'q3.csv']);
      expect([code, json?.differences.map((d) => d.code)]).toEqual([1, codes]);
    }
    const parts = partsOfBook(new Uint8Array(readFileSync(path.join(dir, 'r.xlsx'))));
    const workbook = Buffer.from(parts['xl/workbook.xml'] ?? []).toString('utf8');
    const [first = '', second = ''] = workbook.match(/<sheet [^>]*>/g) ?? [];
    const swapped = workbook.replace(first, '#').replace(second, first).replace('#', second);
    writeFileSync(path.join(dir, 'c.xlsx'), zipSync({ ...parts, 'xl/workbook.xml': Buffer.from(swapped) }));
    expect((await data(dir, ['c.xlsx', 'q3.csv'])).json?.differences.map((d) => d.code)).toEqual(['sheet/moved']);
  });

  test('a renamed sheet is known in the formulas too, as Excel renames it there', async () => {
    const dir = await office();
    const parts = partsOfBook(new Uint8Array(readFileSync(path.join(dir, 'r.xlsx'))));
    const renamed = Object.fromEntries(
      Object.entries(parts).map(([name, part]) => {
        const text = Buffer.from(part).toString('utf8');
        if (name === 'xl/workbook.xml')
          return [name, Buffer.from(text.replaceAll('name="规则"', 'name="参数 表"').replaceAll("'规则'!", "'参数 表'!"))];
        return [
          name,
          /^xl\/worksheets\/sheet\d+\.xml$/.test(name) ? Buffer.from(text.replaceAll('&apos;规则&apos;!', '&apos;参数 表&apos;!')) : part,
        ];
      }),
    );
    writeFileSync(path.join(dir, 'c.xlsx'), zipSync(renamed));
    const { json } = await data(dir, ['c.xlsx', 'q3.csv']);
    expect(json?.differences.map((d) => [d.code, d.sheet, d.was])).toEqual([['sheet/renamed', '参数 表', '规则']]);
  });

  test('what was hidden is a warning, an error under --strict; what was shown again is nothing', async () => {
    const dir = await office();
    await changed(path.join(dir, 'r.xlsx'), (b) => {
      const [, group] = b.worksheets;
      if (!group) throw new Error('no group');
      group.getRow(7).hidden = true;
      group.getRow(8).hidden = true;
      group.getColumn(3).hidden = true;
      const talks = b.getWorksheet('提醒谈话');
      const memory = b.getWorksheet('appraise');
      if (talks) talks.state = 'hidden';
      if (memory) memory.state = 'visible';
    });
    const { code, codes } = await data(dir, ['r.xlsx', 'q3.csv']);
    expect([code, codes]).toEqual([0, ['row/made-hidden', 'column/made-hidden', 'sheet/made-hidden']]);
    const said = await verified(dir, ['r.xlsx', 'q3.csv'], { strict: true });
    expect(said.code).toBe(1);
    expect(said.err).toContain('7–8');
  });
});

describe('what it was made from', () => {
  test('the file may be called otherwise and lie elsewhere, beside the result or not', async () => {
    const dir = await office();
    mkdirSync(path.join(dir, 'else'));
    copyFileSync(path.join(dir, 'q3.csv'), path.join(dir, 'else', '三季度.csv'));
    copyFileSync(path.join(dir, 'r.xlsx'), path.join(dir, 'else', 'r.xlsx'));
    expect((await data(dir, ['r.xlsx', 'else/三季度.csv'])).code).toBe(0);
    expect((await data(dir, ['r.xlsx', 'else'])).code).toBe(0);
  });

  test('another content: which file, and what follows from it', async () => {
    const dir = await office();
    writeFileSync(path.join(dir, 'q3.csv'), csv(rows.map((r, i) => (i === 7 ? { ...r, scores: ['89', '88', '88', '88'] as const } : r))));
    const { code, json, codes } = await data(dir, ['r.xlsx', 'q3.csv']);
    expect([code, codes]).toEqual([1, ['file/input-differs']]);
    expect(json?.inputs[0]?.given).not.toBe(json?.inputs[0]?.listed);
    expect(new Set(json?.differences.map((d) => d.code))).toEqual(new Set(['cell/not-as-computed']));
    expect(json?.differences.filter((d) => d.header === '干群评价')).toContainEqual(expect.objectContaining({ was: '89', is: '88' }));
  });

  test('a file too few, one too many: then it is held against its own memory', async () => {
    const dir = await folder();
    for (const [name, from] of [
      ['a.csv', 0],
      ['b.csv', 4],
    ] as const)
      writeFileSync(path.join(dir, name), csv(rows.slice(from, from + 4)));
    writeFileSync(path.join(dir, 'c.csv'), csv(people(2, 50).map((r) => ({ ...r, qualities: ['91', '91'] as const }))));
    expect((await runRank(dir, ['a.csv', 'b.csv'], { output: 'r.xlsx' })).code).toBe(0);
    const few = await data(dir, ['r.xlsx', 'a.csv']);
    expect([few.code, few.codes, few.json?.against, few.json?.differences]).toEqual([1, ['file/input-missing'], 'memory', []]);
    const many = await data(dir, ['r.xlsx', 'a.csv', 'b.csv', 'c.csv']);
    expect([many.code, many.codes, many.json?.against]).toEqual([1, ['file/input-surplus'], 'memory']);
  });

  test('without files it is held against its own memory, and that is said', async () => {
    const dir = await office();
    const said = await verified(dir, ['r.xlsx']);
    expect([said.code, said.out.replace(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('was itself held against nothing')]);
    expect((await data(dir, ['r.xlsx'])).json?.against).toBe('memory');
  });

  test('files that cannot be ranked are told, and what was changed by hand all the same', async () => {
    const dir = await office();
    await changed(path.join(dir, 'r.xlsx'), (b) => {
      const cell = b.worksheets[1]?.getCell('B6');
      if (cell) cell.value = '别人';
    });
    writeFileSync(path.join(dir, 'q3.csv'), csv([...rows.slice(1), { id: '0001', scores: ['x', '1', '1', '1'], qualities: ['91', '91'] }]));
    const { code, codes, json } = await data(dir, ['r.xlsx', 'q3.csv']);
    expect([code, codes[0], json?.differences.map((d) => d.cell)]).toEqual([1, 'cell/not-a-number', ['B6']]);
  });

  test('with the options that it was made with', async () => {
    const dir = await office('plain.csv', { period: '2026Q2', asOf: '2026-05-31' });
    expect(await data(dir, ['r.xlsx', 'plain.csv'])).toMatchObject({ code: 0, json: { workbook: { period: '2026Q2' } } });
    const bad = [...rows, { id: '0009', scores: ['x', '1', '1', '1'] as const, qualities: ['91', '91'] as const }];
    writeFileSync(path.join(dir, 'bad.csv'), csv(bad));
    expect((await runRank(dir, ['bad.csv'], { output: 'b.xlsx', allowIncomplete: true })).code).toBe(1);
    expect((await data(dir, ['b.xlsx', 'bad.csv'])).code).toBe(0);
  });

  test('a map of columns: its own, or the one named if it is the same', async () => {
    const dir = await folder();
    writeFileSync(path.join(dir, 'q3.csv'), csv(rows).replace('党建工作责任制落实', '书记评分栏'));
    const map = (field: string) => `schema: appraise/columns@1\ncolumns:\n  - { header: 书记评分栏, field: "${field}" }\n`;
    writeFileSync(path.join(dir, 'm.yaml'), map('block:party'));
    writeFileSync(path.join(dir, 'n.yaml'), map('ignore'));
    expect((await runRank(dir, ['q3.csv'], { output: 'r.xlsx', map: 'm.yaml' })).code).toBe(0);
    expect((await data(dir, ['r.xlsx', 'q3.csv'])).code).toBe(0);
    expect((await data(dir, ['r.xlsx', 'q3.csv'], { map: 'm.yaml' })).code).toBe(0);
    expect(await data(dir, ['r.xlsx', 'q3.csv'], { map: 'n.yaml' })).toMatchObject({ code: 2, codes: ['file/input-differs'] });
  });

  test('a year from its quarters and an inspection, in whatever order, under whatever names; its lists from it', async () => {
    const dir = await folder();
    cpSync('samples/year', path.join(dir, 'year'), { recursive: true });
    const quarters = [1, 2, 3, 4].map((q) => `year/${q}季度`);
    const { io } = listening(dir);
    expect(await runYear(io, [...quarters, 'year/年度考察.csv'], { output: 'y.xlsx' })).toBe(0);
    expect((await data(dir, ['y.xlsx', 'year/年度考察.csv', ...quarters.toReversed()])).code).toBe(0);
    cpSync(path.join(dir, 'year/2季度'), path.join(dir, 'b'), { recursive: true });
    expect((await data(dir, ['y.xlsx', ...quarters.map((q) => (q.includes('2') ? 'b' : q)), 'year/年度考察.csv'])).code).toBe(0);
    expect((await data(dir, ['y.xlsx', ...quarters.slice(1), 'year/年度考察.csv'])).codes).toEqual(['file/input-missing']);
    for (const verb of ['select', 'grades'] as const) {
      expect(await run(io, verb, ['y.xlsx'], { output: `${verb}.xlsx` }, verb === 'grades' ? { approved: 'true' } : {})).toBe(0);
      expect(await data(dir, [`${verb}.xlsx`, 'y.xlsx'])).toMatchObject({ code: 0, json: { workbook: { verb } } });
    }
  });
});

describe('decisions', () => {
  async function decided(): Promise<string> {
    const dir = await office();
    await changed(path.join(dir, 'r.xlsx'), (b) => {
      for (const ws of [b.getWorksheet('提醒谈话'), b.worksheets[1]]) {
        const header = ws?.getRows(1, 8)?.find((r) => (r.values as unknown[]).includes('决定'));
        const at = (header?.values as unknown[] | undefined)?.indexOf('决定') ?? 0;
        if (!ws || !header) throw new Error('nothing to decide');
        ws.getCell(header.number + 1, at).value = '不列入';
        ws.getCell(header.number + 1, at + 1).value = '另有任用';
      }
    });
    return dir;
  }

  test('are told as decisions, with proposal and reason, and are no changes', async () => {
    const dir = await decided();
    const { code, json } = await data(dir, ['r.xlsx', 'q3.csv']);
    expect([code, json?.differences]).toEqual([0, []]);
    expect(json?.decisions.length).toBeGreaterThan(0);
    expect(json?.decisions[0]).toMatchObject({ decision: '不列入', reason: '另有任用' });
    const said = await verified(dir, ['r.xlsx', 'q3.csv'], {}, { talk: 'zh-Hans' });
    expect(said.out).toContain('决定：不列入　理由：另有任用');
  });

  test('a list that was made of a workbook with decisions is the result of that workbook, not of the exports', async () => {
    const dir = await decided();
    const { io } = listening(dir);
    expect(await run(io, 'talks', ['r.xlsx'], { output: 't.xlsx' }, {})).toBe(0);
    expect((await data(dir, ['t.xlsx', 'r.xlsx'])).code).toBe(0);
    const said = await verified(dir, ['t.xlsx', 'r.xlsx']);
    expect(said.out).toContain('A workbook of results itself: r.xlsx');
    expect((await data(dir, ['t.xlsx', 'q3.csv'])).codes).toContain('file/memory-differs');
  });
});

describe('the policy', () => {
  const mine = () => builtinPolicy.text.replace('regulation: regulation.md\n', '').replace('edition: "2023"', 'edition: "2024"');

  test('one that is known from the workbook only is said to be', async () => {
    const dir = await folder();
    writeFileSync(path.join(dir, 'q3.csv'), csv(rows));
    writeFileSync(path.join(dir, 'mine.yaml'), mine());
    expect((await runRank(dir, ['q3.csv'], { policy: 'mine.yaml', output: 'r.xlsx' })).code).toBe(0);
    expect(await data(dir, ['r.xlsx', 'q3.csv'])).toMatchObject({
      code: 0,
      codes: ['policy/unconfirmed'],
      json: { policy: { known: 'workbook' } },
    });
    expect(await data(dir, ['r.xlsx', 'q3.csv'], { policy: 'mine.yaml' })).toMatchObject({
      code: 0,
      codes: [],
      json: { policy: { known: 'given' } },
    });
  });

  test('another one: the parameters that differ', async () => {
    const dir = await office();
    const share = /key: bottom-30[\s\S]*?value: (0\.3|30%)/.exec(builtinPolicy.text)?.[0] ?? '';
    expect(share).not.toBe('');
    writeFileSync(
      path.join(dir, 'mine.yaml'),
      mine().replace(
        share,
        share.replace(/(0\.3|30%)$/, (v) => (v === '30%' ? '25%' : '0.25')),
      ),
    );
    const said = await verified(dir, ['r.xlsx', 'q3.csv'], { policy: 'mine.yaml' });
    expect(said.code).toBe(1);
    expect(said.err).toContain('policy/differs');
    expect(said.err.replace(/\s+/g, ' ')).toMatch(/30% → 25%/);
  });
});

test('what is no workbook of results, or of another format, is refused', async () => {
  const dir = await office();
  expect(await data(dir, ['q3.csv'])).toMatchObject({ code: 1, codes: ['file/not-a-result'] });
  expect(await data(dir, ['gone.xlsx'])).toMatchObject({ code: 1, codes: ['file/not-found'] });
  expect(await data(dir, [])).toMatchObject({ code: 2, codes: ['usage/no-inputs'] });
  expect(await verified(dir, ['r.xlsx'], { format: 'pdf' })).toMatchObject({ code: 2 });
});

test('what is said, whole', async () => {
  const dir = await office();
  await changed(path.join(dir, 'r.xlsx'), (b) => {
    const cell = b.worksheets[1]?.getCell('B6');
    if (cell) cell.value = '别人';
  });
  const { out, err, code } = await verified(dir, ['r.xlsx', 'q3.csv'], {}, { talk: 'zh-Hans' });
  await expect(`${err}--\n${out}exit ${code}\n`.replaceAll(/\b[0-9a-f]{12}\b/g, '············')).toMatchFileSnapshot('golden/verify.txt');
});
