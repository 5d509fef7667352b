// Keys: the same gives the same pseudonyms everywhere, the archive included, another gives others; how one is made, and what is refused.
import { cpSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { pseudonymsOf } from '../../src/mask/pseudonym.ts';
import { folder, listing } from '../commands/desk.ts';
import { run } from '../dossier/desk.ts';
import { keys, office, people } from './office.ts';

const start = (cwd: string, command: string) => run(cwd, command.split(' '), { talk: 'en' });
const pseudonyms = (text: string) => new Set(text.match(/P-[0-9A-F]{8}\b/g) ?? []);

test('one key, one pseudonym: in every verb, from exports and from workbooks, and in the archive', { timeout: 60_000 }, async () => {
  const { cwd, export: at } = await office();
  const { person } = pseudonymsOf(new TextEncoder().encode(keys.key));
  const all = new Set(people.map((p) => person(p.id)));
  expect((await start(cwd, `rank ${at} -o real.xlsx`)).code).toBe(0);
  expect((await start(cwd, `rank ${at} --mask key -o masked.xlsx`)).code).toBe(0);
  expect((await start(cwd, `dossier add real.xlsx ${at}/谈话.csv --archive a.dossier`)).code).toBe(0);
  for (const command of [
    `rank ${at} --mask key --format csv`,
    `grades real.xlsx --mask key --format csv`,
    `grades masked.xlsx --format csv`,
    `grades masked.xlsx --mask key --format csv`,
    `inspect ${at} --mask key --cells`,
    'dossier missing 2026 --mask key --archive a.dossier --format csv',
  ]) {
    const { code, out } = await start(cwd, command);
    expect({ command, code, missing: [...all].filter((p) => !pseudonyms(out).has(p)) }).toEqual({ command, code: 0, missing: [] });
  }
  // Who talked with somebody is the same in the archive as in the cell that it was read from.
  const talks = await start(cwd, 'dossier find 主持 --mask key --archive a.dossier --format csv');
  expect(talks.out).toContain(`${person('王强')}主任、${person('赵志远')}`);
  expect((await start(cwd, `inspect ${at} --mask key --cells`)).out).toContain(`${person('王强')}主任、${person('赵志远')}`);
  // The hash of an input too: who has the key can tell the file again.
  const { run: told } = JSON.parse((await start(cwd, `rank ${at} --mask key --format json`)).out);
  const other = JSON.parse((await start(cwd, `rank ${at} --mask other --format json`)).out);
  expect(other.run.masked).not.toBe(told.masked);
  expect(other.run.inputs.map((i: { sha256: string }) => i.sha256)).not.toEqual(told.inputs.map((i: { sha256: string }) => i.sha256));
  expect([...pseudonyms(JSON.stringify(other))].filter((p) => all.has(p))).toEqual([]);
  expect((await start(cwd, `rank ${at} --mask key --format json`)).out).toContain(JSON.stringify(told.inputs[0].sha256));
});

/** Fills in the first talk that is proposed: not to be held, and why; whom it is about. */
async function decide(cwd: string, from: string, to: string, reason: string, title?: string): Promise<string> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path.join(cwd, from));
  const sheet = book.getWorksheet('提醒谈话');
  let whom = '';
  sheet?.eachRow((row) => {
    const cells = (row.values as unknown[]).map(String);
    const option = cells.lastIndexOf('拟定');
    if (option < 0 || whom !== '') return;
    whom = cells.find((c) => /^(?:\d{8}|P-[0-9A-F]{8})$/.test(c)) ?? '';
    row.getCell(option + 1).value = '不列入';
    row.getCell(option + 2).value = reason;
  });
  if (sheet && title !== undefined) sheet.getCell('A1').value = title;
  await book.xlsx.writeFile(path.join(cwd, to));
  return whom;
}

async function ranked(): Promise<string> {
  const { cwd } = await office();
  cpSync('samples/twins/formats/utf8.csv', path.join(cwd, 'q3.csv'));
  expect((await start(cwd, 'rank q3.csv -o real.xlsx')).code).toBe(0);
  expect((await start(cwd, 'rank q3.csv --mask key -o masked.xlsx')).code).toBe(0);
  return cwd;
}

const talk = (out: string) => JSON.parse(out).lists[0].rows[0] as Readonly<Record<string, string>>;

test('a masked workbook says so, and comes back with its decisions as any other', { timeout: 60_000 }, async () => {
  const cwd = await ranked();
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(path.join(cwd, 'masked.xlsx'));
  const inputs = JSON.stringify(book.getWorksheet('来源')?.getSheetValues());
  expect(inputs).toContain('人员以代号代替，不是正式结果（密钥标识 04df6432');
  expect(book.worksheets[0]?.headerFooter.oddFooter).toContain('已脱敏（04df6432）');
  const whom = await decide(cwd, 'masked.xlsx', 'back.xlsx', '已调离');
  expect(whom).toMatch(/^P-[0-9A-F]{8}$/);
  const { code, out, err } = await start(cwd, 'talks back.xlsx --format json --verbose');
  expect(code).toBe(0);
  expect(talk(out)).toMatchObject({ id: whom, proposal: 'proposed', decision: 'not-listed', reason: '已调离' });
  expect(err).toContain('file/masked');
  // Whatever else was changed is named, as in any other.
  await decide(cwd, 'masked.xlsx', 'changed.xlsx', '已调离', '另一个标题');
  const changed = await start(cwd, 'talks changed.xlsx --format json');
  expect([changed.code, changed.err.includes('cell/changed-by-hand')]).toEqual([1, true]);
});

test('decisions of a real workbook stand under the same pseudonyms', { timeout: 60_000 }, async () => {
  const cwd = await ranked();
  const whom = await decide(cwd, 'real.xlsx', 'back.xlsx', '与林知遥商量后定');
  const { code, out } = await start(cwd, 'talks back.xlsx --mask key --format json');
  expect(code).toBe(0);
  const { person } = pseudonymsOf(new TextEncoder().encode(keys.key));
  const expected = { id: person(whom), name: person(whom), decision: 'not-listed', reason: `与${person('00050101')}商量后定` };
  expect(talk(out)).toMatchObject(expected);
  // The list made of it holds them too, and comes back once more.
  expect((await start(cwd, 'talks back.xlsx --mask key -o list.xlsx')).code).toBe(0);
  expect(talk((await start(cwd, 'talks list.xlsx --format json')).out)).toMatchObject(expected);
});

test('what is refused, and writes nothing', { timeout: 60_000 }, async () => {
  const { cwd, export: at } = await office();
  writeFileSync(path.join(cwd, 'short'), '123456789012345');
  writeFileSync(path.join(cwd, 'empty'), '');
  expect((await start(cwd, `rank ${at} -o real.xlsx`)).code).toBe(0);
  expect((await start(cwd, `rank ${at} --mask key -o masked.xlsx`)).code).toBe(0);
  expect((await start(cwd, 'dossier add real.xlsx --archive a.dossier')).code).toBe(0);
  const before = await listing(cwd);
  const refused: readonly (readonly [string, number, string])[] = [
    [`rank ${at} --mask short -o x.xlsx`, 2, 'usage/mask-key'],
    [`rank ${at} --mask empty -o x.xlsx`, 2, 'usage/mask-key'],
    [`talks ${at} --mask nowhere -o x.xlsx`, 2, 'usage/mask-key'],
    [`validate ${at} --mask short --mark x`, 2, 'usage/mask-key'],
    [`inspect ${at} --mask short --cells`, 2, 'usage/mask-key'],
    [`init ${at} --mask short -o x.yaml`, 2, 'usage/mask-key'],
    ['dossier find 主持 --mask short --archive a.dossier', 2, 'usage/mask-key'],
    [`rank ${at} --mask-units -o x.xlsx`, 2, 'usage/mask-key'],
    [`validate ${at} --fix x --mask key`, 2, 'usage/mask-fix'],
    [`rank ${at} --mask key -o key --format json --force`, 2, 'usage/output-is-input'],
    [`grades ${at} --mask key -o key --format json --force`, 2, 'usage/output-is-input'],
    ['grades masked.xlsx --mask other --format json -o x.json', 2, 'usage/masked-keys'],
    ['talks masked.xlsx --archive a.dossier -o x.xlsx', 1, 'file/masked-refused'],
    ['dossier add masked.xlsx --archive b.dossier', 1, 'file/masked-refused'],
  ];
  for (const [command, exit, problem] of refused) {
    const { code, out, err } = await start(cwd, command);
    expect({ command, code, said: (out + err).includes(problem) }).toEqual({ command, code: exit, said: true });
  }
  expect(await listing(cwd)).toEqual(before);
  expect(readFileSync(path.join(cwd, 'key'), 'utf8')).toBe(keys.key);
});

test('a new key: readable by its owner only, another one every time, never over a file that is there', async () => {
  const cwd = await folder();
  for (const name of ['a', 'b']) expect((await start(cwd, `mask-key ${name}`)).code).toBe(0);
  const [a, b] = ['a', 'b'].map((n) => readFileSync(path.join(cwd, n), 'utf8'));
  expect(a).toMatch(/^[0-9a-f]{64}\n$/);
  expect(a).not.toBe(b);
  if (process.platform !== 'win32') expect(statSync(path.join(cwd, 'a')).mode & 0o777).toBe(0o600);
  const again = await start(cwd, 'mask-key a');
  expect(again.code).toBe(2);
  expect(again.err).toContain('usage/output-exists');
  expect(readFileSync(path.join(cwd, 'a'), 'utf8')).toBe(a);
});

test('verify, why and diff under a key: the masked workbook is the result of the real files; somebody is asked for by the real id or name', {
  timeout: 60_000,
}, async () => {
  const { cwd, export: at } = await office();
  const { person } = pseudonymsOf(new TextEncoder().encode(keys.key));
  const [one] = people;
  if (!one) throw new Error('nobody');
  expect((await start(cwd, `rank ${at} --mask key -o masked.xlsx`)).code).toBe(0);
  expect((await start(cwd, `rank ${at} -o real.xlsx`)).code).toBe(0);
  expect(await start(cwd, `verify masked.xlsx ${at} --mask key`)).toMatchObject({ code: 0 });
  for (const [command, code] of [
    [`verify masked.xlsx ${at}`, 'usage/masked-keys'],
    [`verify masked.xlsx ${at} --mask other`, 'usage/masked-keys'],
    [`verify real.xlsx ${at} --mask key`, 'usage/options-conflict'],
  ] as const) {
    const { err, ...said } = await start(cwd, command);
    expect([command, said.code, err.includes(code)]).toEqual([command, 2, true]);
  }
  for (const who of [one.id, person(one.id)]) {
    const { code, out, err } = await start(cwd, `why ${who} ${at} --mask key`);
    expect([code, out.includes(person(one.id)), out.includes(one.id) || out.includes(one.name) || err.includes(one.name)]).toEqual([
      0,
      true,
      false,
    ]);
    const review = await start(cwd, `diff ${at} real.xlsx --mask key --review ${who} --records ${who}`);
    expect([review.code, review.out.includes(one.name)]).toEqual([0, false]);
  }
});
