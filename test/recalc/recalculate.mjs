// The workbook against LibreOffice: every formula cell equals its cached value after a hard recalculation; with a weight and
// a share changed in the rules sheet, the recalculated workbook says what a run of the tool under that policy says.
// The year's workbook and those of the lists are opened too: no cell of theirs changes.
// Prints one line a check and `N passed, N failed`; exit code 1 where one failed. Skips, and says so, without LibreOffice.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { cellsOf, differences, officeVersion, recalculate, withNumbers } from './office.mjs';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const tool = path.join(root, 'bin/appraise.js');
const folder = await mkdtemp(path.join(tmpdir(), 'appraise-recalc-'));
let passed = 0;
let failed = 0;

function tell(ok, what, detail = '') {
  if (ok) passed++;
  else failed++;
  console.log(`${ok ? 'ok  ' : 'FAIL'} ${what}${detail === '' ? '' : `: ${detail}`}`);
}

async function made(verb, inputs, output, ...options) {
  await run(process.execPath, [tool, verb, ...inputs, '-o', output, '--force', ...options]);
  return readFile(output);
}
const rank = (input, output, ...options) => made('rank', [input], output, ...options);

/** Column letters → zero-based. */
const colOf = (letters) => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;

/** Per person of every group's sheet: the columns whose header stands in `wanted`. */
function peopleOf(cells, wanted) {
  const rows = new Map();
  for (const [at, { value }] of cells) {
    const [, sheet, letters, row] = /^(.*)!([A-Z]+)(\d+)$/.exec(at) ?? [];
    if (sheet === undefined) continue;
    const key = `${sheet}!${row}`;
    rows.set(key, [...(rows.get(key) ?? []), [colOf(letters), value]]);
  }
  const people = new Map();
  const headers = new Map();
  for (const [key, list] of rows) {
    const [sheet, row] = key.split('!');
    if (row === '4') headers.set(sheet, new Map(list));
  }
  for (const [key, list] of rows) {
    const [sheet, row] = key.split('!');
    const head = headers.get(sheet);
    if (!head || Number(row) < 5 || ![...head.values()].includes('总分') || [...head.values()].includes('来源单元格')) continue;
    const cell = new Map(list);
    // The column of the lines is called by their figure where they have one in common.
    const called = (h) => (/^[\d.]+分线$/.test(h) ? '分数线' : h);
    const of = (name) => cell.get([...head].find(([, h]) => called(h) === name)?.[0] ?? -1) ?? '';
    if (typeof of('名次') === 'number')
      people.set(
        `${sheet} ${of('编号')}`,
        wanted.map((w) => of(w)),
      );
  }
  return people;
}

async function checkCached(name, bytes) {
  const written = cellsOf(bytes);
  const { formulas, wrong } = differences(written, cellsOf(await recalculate(bytes)));
  const shown = wrong.slice(0, 3).map((w) => `${w.at} cached ${JSON.stringify(w.cached)} now ${JSON.stringify(w.now)}`);
  tell(formulas > 100 && wrong.length === 0, `${name}: ${formulas} formula cells equal their cached values`, shown.join('; '));
}

/** Every cell as it was written, formula or not; `least`: how many there must be. */
async function checkKept(name, bytes, least) {
  const written = cellsOf(bytes);
  const now = cellsOf(await recalculate(bytes));
  const { formulas, wrong } = differences(written, now);
  const filled = [...written].filter(([, { value }]) => value !== '');
  const lost = filled.filter(([at, { value }]) => now.get(at)?.value !== value).map(([at, { value }]) => `${at} ${JSON.stringify(value)}`);
  const detail = [...wrong.map((w) => w.at), ...lost].slice(0, 3).join('; ');
  tell(
    filled.length >= least && lost.length + wrong.length === 0,
    `${name}: opens, ${filled.length} cells (${formulas} formulas) are as written`,
    detail,
  );
}

const listVerbs = ['talks', 'select', 'advance', 'grades', 'fitness', 'evaluate', 'tolerance'];

/** The lists that follow a ranked workbook, and the notice that follows the grades. */
async function checkLists(name, ranked, ...options) {
  const output = (verb) => path.join(folder, `${verb}.xlsx`);
  for (const verb of listVerbs) await checkKept(`${name} ${verb}`, await made(verb, [ranked], output(verb), ...options), 10);
  await checkKept(`${name} notice`, await made('notice', [output('grades')], output('notice'), '--from', '2027-01-11', ...options), 10);
}

/** The year from its ranked quarters and its inspection, in a language. */
async function checkYear(lang) {
  const samples = path.join(root, 'samples/year');
  const quarters = [];
  for (const n of [1, 2, 3, 4]) {
    const output = path.join(folder, `${n}.xlsx`);
    await checkCached(`year ${lang}, quarter ${n}`, await rank(path.join(samples, `${n}季度`), output, '--lang', lang));
    quarters.push(output);
  }
  const output = path.join(folder, 'year.xlsx');
  const inputs = [...quarters, path.join(samples, '年度考察.csv')];
  await checkCached(`year ${lang}`, await made('year', inputs, output, '--lang', lang));
  await checkLists(`year ${lang}`, output, '--lang', lang);
}

/** The policy's text with other values at the paths the workbook is changed at. */
function editedPolicy(text, edits) {
  return edits.reduce((t, [from, to]) => {
    if (!from.test(t)) throw new Error(`nothing to edit: ${from}`);
    return t.replace(from, to);
  }, text);
}

/** Cell of a rules-sheet value by its label. */
function ruleCell(cells, label) {
  for (const [at, { value }] of cells) if (at.startsWith('规则!A') && value === label) return at.replace('!A', '!B');
  throw new Error(`no rule ${label}`);
}

/** What is changed in the rules sheet, and the same in the policy's text; `columns`: what of each person must follow. */
const builtin = {
  options: [],
  text: async () => (await run(process.execPath, [tool, 'policy', 'show', '--format', 'yaml'])).stdout,
  edits: [
    [/(evaluation: \{ value: )0\.30/, '$10.2512'],
    [/(work: \{ value: )0\.40/, '$10.4488'],
    [/(- key: bottom-30[\s\S]*?share: \{ value: )0\.30/, '$10.25'],
    [/(- key: bottom-5[\s\S]*?share: \{ value: )0\.05/, '$10.125'],
    [/(- key: political-below-90[\s\S]*?line: \{ value: )90/, '$191.5'],
  ],
  change: {
    '总分权重 · 干群评价': 0.2512,
    '总分权重 · 工作作风与绩效': 0.4488,
    '比例 · 后30%': 0.25,
    '比例 · 后5%': 0.125,
    '分数线 · 政治素质': 91.5,
  },
  columns: ['总分', '名次', '后30%', '后5%', '分数线'],
};
const institutionPolicy = path.join(root, 'samples/policies/institution/policy.yaml');
const institution = {
  options: ['--policy', institutionPolicy],
  text: () => readFile(institutionPolicy, 'utf8'),
  edits: [
    [/(category: 专业技术[\s\S]*?evaluation: \{ value: )0\.20/, '$10.3012'],
    [/(category: 专业技术[\s\S]*?work: \{ value: )0\.50/, '$10.3988'],
    [/(- key: W[\s\S]*?weight: \{ value: )0\.25/, '$10.15'],
    [/(- key: L[\s\S]*?weight: \{ value: )0\.15/, '$10.25'],
    [/(- key: last-twentieth[\s\S]*?share: \{ value: )0\.05/, '$10.16'],
    [/(- key: service-below-75[\s\S]*?line: \{ value: )75/, '$180'],
  ],
  change: {
    '总分权重 · 民主测评（专业技术）': 0.3012,
    '总分权重 · 岗位履职（专业技术）': 0.3988,
    '评价主体权重 · 职工代表': 0.15,
    '评价主体权重 · 单位领导': 0.25,
    '比例 · 末位5%': 0.16,
    '分数线 · 窗口服务': 80,
  },
  columns: ['总分', '名次', '末位20%', '末位5%', '分数线'],
};

async function checkChanged(name, input, { options, text, edits, change: changed, columns: wanted }) {
  const policy = path.join(folder, 'policy.yaml');
  await writeFile(policy, editedPolicy(await text(), edits).replace(/^regulation:.*$/m, ''));
  const before = await rank(input, path.join(folder, 'before.xlsx'), ...options);
  const after = await rank(input, path.join(folder, 'after.xlsx'), '--policy', policy);
  const cells = cellsOf(before);
  const change = Object.fromEntries(Object.entries(changed).map(([label, value]) => [ruleCell(cells, label), value]));
  const recalculated = cellsOf(await recalculate(withNumbers(before, change)));
  const [now, then, expected] = [peopleOf(recalculated, wanted), peopleOf(cells, wanted), peopleOf(cellsOf(after), wanted)];
  const same = [...expected].filter(([who, values]) => JSON.stringify(values) === JSON.stringify(now.get(who))).length;
  const moved = [...then].filter(([who, values]) => JSON.stringify(values) !== JSON.stringify(now.get(who))).length;
  tell(
    expected.size > 10 && same === expected.size && now.size === expected.size,
    `${name}: changed rules, ${same} of ${expected.size} people as under that policy`,
  );
  tell(moved > 0, `${name}: ${moved} of ${then.size} people moved by the change`);
  const warned = [...recalculated].filter(([, c]) => String(c.value).startsWith('⚠')).length;
  tell(warned > 0, `${name}: ${warned} lists warn that they no longer agree`);
}

const office = await officeVersion();
if (office === null) console.log('skip: LibreOffice is not installed; the workbook was not recalculated by it');
else {
  console.log(office);
  for (const sample of ['q3.xlsx', 'q3-full.xlsx', 'units']) {
    const input = path.join(root, 'samples', sample);
    await checkCached(sample, await rank(input, path.join(folder, 'ranked.xlsx')));
    await checkChanged(sample, input, builtin);
  }
  const input = path.join(root, 'samples/policies/institution/2026年度');
  await checkCached('institution', await rank(input, path.join(folder, 'ranked.xlsx'), ...institution.options));
  await checkChanged('institution', input, institution);
  await checkLists('institution', path.join(folder, 'ranked.xlsx'));
  for (const lang of ['zh-Hans', 'en']) await checkYear(lang);
}
await rm(folder, { recursive: true, force: true });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
