/** Formatting without end round a small table, in a process of 256 MB: nothing of it may cost memory, or change a word. */
import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rowsXml, xlsxOf } from './zips.ts';

const bin = path.resolve('bin/appraise.js');
const lastRow = 1_048_576;

const headers = ['姓名', '身份证号', '单位', '人员类别', '层级', '工作实绩', '党的建设', '学习培训', '测评得分'];
const text = (ref: string, value: string) => `<c r="${ref}" t="inlineStr"><is><t>${value}</t></is></c>`;
const rowOf = (row: number, cells: readonly string[]) => `<row r="${row}">${cells.join('')}</row>`;
const at = (col: number, row: number) => `${String.fromCharCode(65 + col)}${row}`;

/** A header row and 20 invented people, whose scores are 80 to 99. */
const table = [
  rowOf(
    1,
    headers.map((h, col) => text(at(col, 1), h)),
  ),
  ...Array.from({ length: 20 }, (_, i) =>
    rowOf(
      i + 2,
      headers.map((_header, col) => {
        const ref = at(col, i + 2);
        const texts = [
          `张${'甲乙丙丁戊己庚辛壬癸'[i % 10]}${'子丑'[Math.floor(i / 10)]}`,
          `T${1000 + i}`,
          '立法处',
          '公务员',
          '主任科员层次',
        ];
        return col < texts.length ? text(ref, texts[col] as string) : `<c r="${ref}"><v>${80 + i}</v></c>`;
      }),
    ),
  ),
].join('');

const phantom = Array.from(
  { length: lastRow - 21 },
  (_, i) => `<row r="${i + 22}" ht="14" customHeight="1"><c r="A${i + 22}" s="0"/><c r="J${i + 22}" s="0"/></row>`,
).join('');
const merges = Array.from({ length: 50_000 }, (_, i) => `<mergeCell ref="T${i + 40}:W${i + 40}"/>`).join('');
const list = '<formula1>"甲,乙,丙"</formula1>';
const dropDowns = Array.from({ length: 200 }, () => `<dataValidation type="list" sqref="A2:J${lastRow}">${list}</dataValidation>`).join('');

const sheets = {
  plain: rowsXml(table),
  'drop-downs': rowsXml(table, `<dataValidations count="200">${dropDowns}</dataValidations>`),
  merges: rowsXml(table, `<mergeCells count="50000">${merges}</mergeCells>`),
  phantom: rowsXml(table + phantom),
  'dimension too large': rowsXml(table).replace('<sheetData>', `<dimension ref="A1:XFD${lastRow}"/><sheetData>`),
  'dimension too small': rowsXml(table).replace('<sheetData>', '<dimension ref="A1"/><sheetData>'),
} as const;

let dir = '';
beforeAll(async () => {
  dir = await mkdtemp(path.join(os.tmpdir(), 'appraise-sizes-'));
  for (const [name, sheet] of Object.entries(sheets)) {
    await mkdir(path.join(dir, name));
    await writeFile(path.join(dir, name, 'a.xlsx'), xlsxOf({ sheet }));
  }
}, 120_000);
afterAll(() => rm(dir, { recursive: true, force: true }));

/** What a process that may hold 256 MB says; its time is a guard against minutes, not a measurement. */
function said(name: string, ...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--max-old-space-size=256', bin, ...args, 'a.xlsx'], {
    cwd: path.join(dir, name),
    encoding: 'utf8',
    timeout: 20_000,
    env: { ...process.env, LC_ALL: 'en_US.UTF-8' },
  });
  return { status, stdout, stderr };
}

const told = (name: string) => ({ cells: said(name, 'inspect', '--cells'), report: said(name, 'validate') });
let plain: ReturnType<typeof told>;
beforeAll(() => {
  plain = told('plain');
}, 60_000);

describe('as the plain table, in 256 MB', () => {
  test('the plain one is read', () => {
    expect(plain.cells.status).toBe(0);
    expect(plain.cells.stdout.match(/\n/g)).toHaveLength(21 * headers.length);
    expect(plain.report.status).toBe(1);
    expect(plain.report.stdout).not.toContain('sheet/no-table');
  });

  test.for(Object.keys(sheets).filter((n) => n !== 'plain'))('%s', { timeout: 60_000 }, (name) => {
    expect(told(name)).toEqual(plain);
  });
});
