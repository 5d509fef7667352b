// 500 single cells changed by openpyxl, over all kinds of workbooks; and what LibreOffice and openpyxl merely opened and saved.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { run, runYear } from '../../src/commands/verbs.ts';
import { verify } from '../../src/commands/verify.ts';
import { type Verification, verificationSchema } from '../../src/papers/verification.ts';
import { Chance } from '../support/chance.ts';
import { type Edit, editable, editsOf, namedEdits } from '../support/edits.ts';
import { listening, runRank } from './desk.ts';

const python = '/usr/bin/python3';
const hasOpenpyxl = spawnSync(python, ['-c', 'import openpyxl']).status === 0;
const hasLibreOffice = spawnSync('soffice', ['--version']).status === 0;
const minutes = 60_000;

/** A workbook, what it was made from, and how many of its cells are edited. */
interface Kind {
  readonly name: string;
  readonly from: readonly string[];
  readonly edits: number;
}
const year = [1, 2, 3, 4].map((q) => path.resolve(`samples/year/${q}季度`));
const kinds: readonly Kind[] = [
  { name: 'q3', from: [path.resolve('samples/q3.xlsx')], edits: 90 },
  { name: 'q3-full', from: [path.resolve('samples/q3-full.xlsx')], edits: 100 },
  { name: 'units', from: [path.resolve('samples/units')], edits: 80 },
  { name: 'year', from: [...year, path.resolve('samples/year/年度考察.csv')], edits: 110 },
  { name: 'select', from: ['year.xlsx'], edits: 60 },
  { name: 'grades', from: ['year.xlsx'], edits: 60 },
];

let dir = '';
beforeAll(async () => {
  dir = mkdtempSync(path.join(tmpdir(), 'appraise-verify-'));
  const { io } = listening(dir);
  for (const { name, from } of kinds) {
    const output = `${name}.xlsx`;
    if (name === 'year') expect(await runYear(io, from, { output })).toBe(0);
    else if (name === 'select' || name === 'grades') expect(await run(io, name, from, { output }, {})).toBe(0);
    else expect((await runRank(dir, from, { output })).code).toBe(0);
  }
}, 10 * minutes);
afterAll(() => rmSync(dir, { recursive: true, force: true }));

async function verified(file: string, { from }: Kind): Promise<{ code: number; err: string; json: Verification | null }> {
  const { io, heard } = listening(dir);
  const code = await verify(io, [file, ...from], { format: 'json' });
  const { out, err } = heard();
  return { code, err, json: out === '' ? null : verificationSchema.parse(JSON.parse(out)) };
}

/** Loads a workbook once; for each edit sets the cell, saves a copy, and sets it back. Without edits: one copy as it is. */
const program = `
import json, sys, openpyxl, warnings
warnings.simplefilter('ignore')
job = json.load(open(sys.argv[1]))
book = openpyxl.load_workbook(job['file'])
def put(cell, what):
    if what is None: cell.value = None
    elif 'formula' in what: cell.value = '=' + what['formula']
    elif 'number' in what: cell.value = float(what['number'])
    else:
        cell.value = what['text']
        cell.data_type = 's'
if not job['edits']: book.save(job['out'] + '/as-it-is.xlsx')
for i, edit in enumerate(job['edits']):
    cell = book[edit['sheet']][edit['cell']]
    old, kind = cell.value, cell.data_type
    put(cell, edit['put'])
    book.save('%s/%d.xlsx' % (job['out'], i))
    cell.value = old
    cell.data_type = kind
`;

function byOpenpyxl(name: string, edits: readonly Edit[]): string {
  const out = path.join(dir, `${name}-${edits.length === 0 ? 'saved' : 'edited'}`);
  mkdirSync(out);
  const job = path.join(dir, 'job.json');
  writeFileSync(job, JSON.stringify({ file: path.join(dir, `${name}.xlsx`), out, edits }));
  const { status, stderr } = spawnSync(python, ['-c', program, job], { encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return out;
}

test.each(kinds)(
  '$name: every single cell that openpyxl changed is caught, and told where it is',
  { timeout: 60 * minutes },
  async (kind) => {
    if (!hasOpenpyxl) return console.info(`skipped: ${python} has no openpyxl`);
    const source = await editable(new Uint8Array(readFileSync(path.join(dir, `${kind.name}.xlsx`))));
    const named = kind.name === 'q3' ? namedEdits(source) : [];
    const edits = [...named, ...editsOf(source, kind.edits - named.length, new Chance(500 + kind.edits))];
    expect(edits).toHaveLength(kind.edits);
    const out = byOpenpyxl(kind.name, edits);
    for (const [i, edit] of edits.entries()) {
      const { code, err, json } = await verified(path.join(out, `${i}.xlsx`), kind);
      const told = json
        ? json.differences.map((d) => `${d.sheet}!${d.cell}`)
        : [/file\/(?:memory-damaged|no-memory)/.exec(err)?.[0] ?? err];
      const where = edit.sheet === 'appraise' ? expect.stringMatching(/^file\//) : `${edit.sheet}!${edit.cell}`;
      expect({ edit, code, told }).toEqual({ edit, code: 1, told: [where] });
    }
  },
);

test('five hundred in all', () => expect(kinds.reduce((n, k) => n + k.edits, 0)).toBe(500));

test.each(kinds)('$name: opened and saved by openpyxl it is the same', { timeout: 5 * minutes }, async (kind) => {
  if (!hasOpenpyxl) return console.info(`skipped: ${python} has no openpyxl`);
  const out = byOpenpyxl(kind.name, []);
  const { code, err, json } = await verified(path.join(out, 'as-it-is.xlsx'), kind);
  expect({ code, err, differences: json?.differences }).toEqual({ code: 0, err: expect.anything(), differences: [] });
});

test('opened and saved by LibreOffice they are the same', { timeout: 10 * minutes }, async () => {
  if (!hasLibreOffice) return console.info('skipped: there is no soffice');
  const profile = `-env:UserInstallation=file://${path.join(dir, 'profile')}`;
  const files = kinds.map((k) => path.join(dir, `${k.name}.xlsx`));
  const out = path.join(dir, 'saved');
  const { status, stderr } = spawnSync('soffice', [profile, '--headless', '--convert-to', 'xlsx', '--outdir', out, ...files], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  for (const kind of kinds) {
    const { code, err, json } = await verified(path.join(out, `${kind.name}.xlsx`), kind);
    expect({ name: kind.name, code, err, differences: json?.differences }).toEqual({ name: kind.name, code: 0, err, differences: [] });
  }
});
