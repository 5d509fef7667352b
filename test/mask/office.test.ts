// Names wherever offices write them: in file names, titles, other people's fields, matters, notes, under other writings. Nobody is named.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { listing } from '../commands/desk.ts';
import { run } from '../dossier/desk.ts';
import { staff, writeBallots } from '../support/ballots.ts';
import { contents, leaked } from './leaks.ts';
import { office, secrets } from './office.ts';

async function ran(cwd: string, command: string, talk: 'zh-Hans' | 'en' = 'zh-Hans') {
  const said = await run(cwd, command.split(' '), { talk });
  return { ...said, command };
}

/** Verbs that look at a ranking and write pages. */
const reading = ['stability', 'audit'];
const verbs = ['rank', 'talks', 'select', 'advance', 'grades', 'fitness', 'evaluate', 'tolerance'];

test('no verb names anybody, in what it says, writes or calls its files', { timeout: 60_000 }, async () => {
  const { cwd, export: at } = await office();
  const commands = [
    ...verbs.map((v) => `${v} ${at} --mask key --format xlsx -o ${v}.xlsx`),
    `rank ${at} --mask key --mask-units -o with-units.xlsx --lang zh-Hant`,
    `talks ${at} --mask key --records papers -o called.xlsx`,
    `grades ${at} --mask key -o grades.docx`,
    `notice ${at} --mask key --from 2026-10-08 -o notice.docx`,
    `validate ${at} --mask key --show-values --verbose --format text --format json=p.json`,
    `validate ${at} --mask key --each --mask-units --format sarif --show-values`,
    `validate ${at} --mask key --mark marked`,
    `inspect ${at} --mask key`,
    `inspect ${at} --mask key --cells`,
    `inspect rank.xlsx --mask key --cells`,
    `init ${at} --mask key -o map.yaml`,
    ...reading.flatMap((v) => ['html', 'json', 'xlsx', 'docx'].map((f) => `${v} ${at} --mask key -o ${v}.${f} --force`)),
    `rank ${at} --mask key -o rank.html --lang en`,
    // Somebody is called by pseudonym only; by name a masked run knows nobody.
    ...['md', 'json', 'docx'].map((f) => `why P-427DE0DA ${at} --mask key -o why.${f} --lang en`),
    ...['md', 'json', 'xlsx', 'docx'].map((f) => `diff ${at} later --mask key -o diff.${f}`),
    // Last: what it writes stands beside its input.
    `rank ${at}/冯雅宁-考核得分.csv --mask key`,
  ];
  cpSync(path.join(cwd, at), path.join(cwd, 'later'), { recursive: true });
  writeFileSync(path.join(cwd, 'later', '加减分.csv'), '工号,姓名,事项,分值,日期,依据\r\n23000107,沈国梁,顶撞冯雅宁,-2,2026-08-04,\r\n');
  const before = await listing(cwd);
  for (const command of commands) {
    const { code, out, err } = await ran(cwd, command);
    // Apart from each other the tables are no exports.
    const exit = command.includes('--each') ? 1 : 0;
    expect({ command, code, leaked: leaked(secrets, out + err) }).toEqual({ command, code: exit, leaked: [] });
  }
  const made = (await listing(cwd)).filter((f) => !before.includes(f));
  expect(made.length).toBeGreaterThan(15);
  // Where an output goes its user says; the folder that was read keeps its name.
  for (const file of made)
    expect({ file, leaked: leaked(secrets, `${path.basename(file)}\n${await contents(path.join(cwd, file))}`) }).toEqual({
      file,
      leaked: [],
    });
});

test('ballots one by one name neither who voted nor who was voted on', { timeout: 60_000 }, async () => {
  const { cwd } = await office();
  const files = writeBallots(cwd).join(' ');
  const known = staff.flatMap((p) => [p.id, p.name]);
  // Without a key they are named: the search finds what there is to find.
  expect(leaked(known, (await ran(cwd, `stability ${files} --draws 50 --format html -o -`)).out)).toHaveLength(known.length);
  for (const verb of ['rank', 'stability', 'audit'])
    for (const format of ['html', 'json', 'xlsx']) {
      const file = `${verb}.${format}`;
      const { code, out, err } = await ran(cwd, `${verb} ${files} --mask key -o ${file}`);
      const text = `${out}${err}${await contents(path.join(cwd, file))}`;
      expect({ file, code, leaked: leaked(known, text), masked: /P-[0-9A-F]{8}/.test(text) }).toEqual({
        file,
        code: 0,
        leaked: [],
        masked: true,
      });
    }
});

test('what a workbook remembers of itself is shown by nothing', async () => {
  const { cwd, export: at } = await office();
  expect((await ran(cwd, `rank ${at} -o real.xlsx`)).code).toBe(0);
  const { out } = await ran(cwd, 'inspect real.xlsx --mask key --cells');
  const cells = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l) as { sheet: string; value: string });
  expect(new Set(cells.filter((c) => c.sheet === 'appraise').map((c) => c.value))).toEqual(new Set(['…']));
  expect(leaked(secrets, out)).toEqual([]);
  expect(cells.some((c) => /^P-[0-9A-F]{8}$/.test(c.value))).toBe(true);
});

test('what each text becomes', async () => {
  const { cwd, export: at } = await office();
  const { out } = await ran(cwd, `inspect ${at} --mask key --cells`);
  const values = out
    .trim()
    .split('\n')
    .map((l) => JSON.parse(l).value as string);
  expect(values.filter((v) => /与|顶|高|联|审|…|县|参加/.test(v) && !v.includes('绩效') && !v.includes('学习'))).toEqual([
    '2026年第三季度考核得分　填表人：P-4B4632BD　联系电话：N-1204CD30',
    // The family is nothing that the program understands.
    '…',
    // A unit is a unit, though somebody is called like a part of it.
    '高山县司法局',
    '高山县司法局局长',
    '高山县司法局',
    '审核人：',
    '与P-DF3BA57C、P-********一同办案',
    'P-DF3BA57C县局〔2026〕3号',
    '与P-DF3BA57C、P-********一同办案',
    '与P-6427B00D一同办案（身份证N-CCB6169C）',
    '顶撞 P-427DE0DA（P-427DE0DA），电话N-1204CD30',
    'P-0151A889同志主持，P-0151A889与P-D75F7B1D参加；P-3EDEEF12提出意见',
  ]);
  const units = (await ran(cwd, `rank ${at} --mask key --mask-units --format csv`)).out;
  expect(units).not.toMatch(/高山|办公室|局长|科员/);
  expect(units).toMatch(/单位-[0-9A-F]{6}/);
});

test('the talk says how many were masked and repeats no name from the command line', async () => {
  const { cwd, export: at } = await office();
  const { err } = await ran(cwd, `validate ${at} --mask key`, 'en');
  expect(err).toContain('Masked: 12 people under pseudonyms (key 04df6432); units and posts as they are');
  expect(err).toContain('appraise rank 办公室P-427DE0DA报送 --mask key');
});

test('an output named after the only input is called masked, and not by its name', async () => {
  const { cwd, export: at } = await office();
  expect((await ran(cwd, `rank ${at}/冯雅宁-考核得分.csv --mask key`)).code).toBe(0);
  expect(await listing(path.join(cwd, at))).toContain('P-427DE0DA-考核得分-masked-ranked.xlsx');
});

test('problems of a refused export name nobody either', async () => {
  const { cwd, export: at } = await office();
  const file = path.join(cwd, at, '加减分.csv');
  writeFileSync(file, `${readFileSync(file, 'utf8')}23000999,买买提 吐尔逊,迟到,-1,2026-08-09,\r\n23000107,沈国良,早退,-1,2026-08-09,\r\n`);
  const json = '--format json=p.json --show-values --force';
  for (const command of [`rank ${at} --mask key`, `talks ${at} --mask key`, `validate ${at} --mask key --format text ${json}`]) {
    const { code, out, err } = await ran(cwd, command);
    expect({ command, code, leaked: leaked([...secrets, '23000999', '沈国良'], out + err) }).toEqual({ command, code: 1, leaked: [] });
    expect(out + err).toContain('table/two-names');
  }
  const report = readFileSync(path.join(cwd, 'p.json'), 'utf8');
  expect({ leaked: leaked([...secrets, '23000999', '沈国良'], report), told: report.includes('table/two-names') }).toEqual({
    leaked: [],
    told: true,
  });
});
