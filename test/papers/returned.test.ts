// A ranked workbook goes out, is filled in and comes back: decisions are read, any other changed cell is named.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { appraise } from '../../src/appraise/appraise.ts';
import type { Book, Cell } from '../../src/book.ts';
import type { PaperBook } from '../../src/paper.ts';
import { recall } from '../../src/papers/memory.ts';
import { rankedWorkbook } from '../../src/papers/ranking/workbook.ts';
import { returnedOf } from '../../src/papers/returned.ts';
import { memoryOf } from '../../src/sheets/memory.ts';
import { readBook } from '../../src/sheets/read.ts';
import { writeXlsx } from '../../src/sheets/xlsx-write.ts';
import { policyWith } from '../support/pipeline.ts';
import { paperOf } from './paper-of.ts';

const sample = (name: string) => ({ file: name, bytes: new Uint8Array(readFileSync(`samples/${name}`)) });
const policy = policyWith();

async function sent(name = 'q3.xlsx'): Promise<{ paper: PaperBook; book: Book; input: Awaited<ReturnType<typeof paperOf>>['input'] }> {
  const { book: paper, input } = await paperOf([sample(name)]);
  const { value: book } = await readBook(await writeXlsx(paper), 'back.xlsx', { formulas: 'own' });
  if (!book) throw new Error('not read');
  return { paper, book, input };
}

/** The book with one cell written over. */
function withCell(book: Book, sheet: string, row: number, col: number, value: string): Book {
  const cell: Cell = { row, col, kind: 'text', value };
  const sheets = book.sheets.map((s) => {
    if (s.name !== sheet) return s;
    const rows = s.rows.map((r) =>
      r.row === row ? { ...r, cells: [...r.cells.filter((c) => c.col !== col), cell].sort((a, b) => a.col - b.col) } : r,
    );
    return { ...s, rows };
  });
  return { ...book, sheets };
}

test('as it was written it holds no decision and no change, whatever the sample', async () => {
  for (const name of ['q3.xlsx', 'q3-full.xlsx']) {
    const { paper, book } = await sent(name);
    expect(returnedOf(paper, book, policy)).toEqual({ value: [], problems: [] });
  }
});

test('what it remembers gives the very same workbook again', async () => {
  const { paper, book, input } = await sent();
  const { value: text } = memoryOf(book);
  const { value: memory } = recall(text ?? '', 'back.xlsx', '0');
  const [source] = memory?.sources ?? [];
  if (!memory || !source) throw new Error('nothing remembered');
  expect(source).toEqual(input.source);
  const run = { ...memory.run, policy: { ...memory.run.policy, rules: input.run.policy.rules } };
  const again = rankedWorkbook({ ...input, source, run, problems: memory.problems, ranking: appraise(source, run.policy.rules).value });
  expect(again).toEqual(paper);
});

test('decisions and reasons are read, with the cell they stand in', async () => {
  const { paper, book } = await sent();
  const talks = paper.sheets.find((s) => s.name === '提醒谈话');
  const [first] = talks?.decisions ?? [];
  if (!talks || !first) throw new Error('no talk in the sample');
  const decided = withCell(withCell(book, talks.name, first.row, first.col, '不列入'), talks.name, first.row, first.col + 1, '已调离');
  expect(returnedOf(paper, decided, policy)).toEqual({
    value: [
      {
        person: first.person,
        list: 'reminder-talk',
        rule: 'bottom-5',
        proposal: 0,
        decided: 2,
        reason: '已调离',
        at: { file: 'back.xlsx', sheet: talks.name, row: first.row, col: first.col },
      },
    ],
    problems: [],
  });
  const silent = returnedOf(paper, withCell(book, talks.name, first.row, first.col, '不列入'), policy);
  expect(silent.problems.map((p) => p.code)).toEqual(['cell/reason-missing']);
  expect(returnedOf(paper, withCell(book, talks.name, first.row, first.col, '拟定'), policy).problems).toEqual([]);
  expect(returnedOf(paper, withCell(book, talks.name, first.row, first.col, '也许'), policy).problems.map((p) => p.code)).toEqual([
    'cell/not-in-list',
  ]);
  expect(returnedOf(paper, withCell(book, talks.name, first.row, first.col + 1, '因为'), policy).problems.map((p) => p.code)).toEqual([
    'cell/reason-alone',
  ]);
});

test('every other cell that was changed is named, and every sheet that is gone', async () => {
  const { paper, book } = await sent();
  const group = paper.sheets[1];
  const decision = group?.decisions?.[0];
  if (!group || !decision) throw new Error('no group');
  const total = withCell(book, group.name, decision.row, decision.col - 4, '99');
  expect(returnedOf(paper, total, policy).problems.map((p) => [p.code, p.place?.row, p.place?.col])).toEqual([
    ['cell/changed-by-hand', decision.row, decision.col - 4],
  ]);
  const gone = { ...book, sheets: book.sheets.filter((s) => s.name !== group.name) };
  expect(returnedOf(paper, gone, policy).problems.map((p) => [p.code, p.args])).toEqual([['sheet/taken-out', { name: group.name }]]);
  const beyond = withCell(book, group.name, decision.row, 200, '备注');
  expect(returnedOf(paper, beyond, policy).problems.map((p) => p.code)).toEqual(['cell/changed-by-hand']);
});

test('without its memory, or with one that was bent, it is refused', async () => {
  const { book } = await sent();
  const bare = { ...book, sheets: book.sheets.filter((s) => s.name !== 'appraise') };
  expect(memoryOf(bare).problems.map((p) => p.code)).toEqual(['file/no-memory']);
  const bent = withCell(book, 'appraise', 1, 0, 'AAAA');
  expect(memoryOf(bent).problems.map((p) => p.code)).toEqual(['file/memory-damaged']);
  // What unpacking passes over is no less of a change: a space, something behind the end, a cell beside.
  const [, first] = book.sheets.find((s) => s.name === 'appraise')?.rows ?? [];
  const kept = first?.cells[0]?.value ?? '';
  const rows = book.sheets.find((s) => s.name === 'appraise')?.rows.length ?? 0;
  for (const changed of [
    withCell(book, 'appraise', 1, 0, `${kept} `),
    withCell(
      book,
      'appraise',
      1,
      0,
      kept.replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
    ),
    withCell(book, 'appraise', rows - 1, 0, `${book.sheets.find((s) => s.name === 'appraise')?.rows.at(-1)?.cells[0]?.value}AAAA`),
    withCell(book, 'appraise', 1, 1, 'x'),
  ])
    expect(memoryOf(changed).problems.map((p) => p.code)).toEqual(['file/memory-damaged']);
});

test('of what is no memory, or one of a later form, it is said which', () => {
  const codes = (text: string) => recall(text, 'x', '0.5.0').problems.map((p) => [p.code, p.args]);
  for (const text of ['', '{', 'null', '[]', '{"schema":"appraise/memory@1"}', '{"schema":"appraise/memory@1","sources":[],"run":null}'])
    expect([text, codes(text)]).toEqual([text, [['file/memory-damaged', {}]]]);
  expect(codes('{"schema":"appraise/memory@2","run":{"tool":"appraise 1.2.0"}}')).toEqual([
    ['file/other-version', { wrote: 'appraise 1.2.0', version: '0.5.0' }],
  ]);
});
