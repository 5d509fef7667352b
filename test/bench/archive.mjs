/**
 * The archive at its size: ten years of 5,000 people, 200,000 entries, made by a seeded script; then show, find, missing and a volume, each
 * beside a bare start of Node and the same query in the database's own shell (`sqlite3`, where there is one).
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, run } from './measure.mjs';

const people = 5000;
const years = Array.from({ length: 10 }, (_, i) => 2017 + i);
const texts = [
  '完成专项整治台账并牵头协调各部门按期报送',
  '参加政治理论轮训五天，结业考核成绩良好',
  '节日值守期间妥善处置突发情况，受到通报表扬',
  '与分管负责人谈心谈话，提出改进打算',
];
const blocks = ['日常纪实', '学习培训', '重点任务', '谈话记录'];

/** One file a year, four rows a person; the same bytes at every run. */
function makeRecords(folder) {
  const surnames = [...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜'];
  const given = [...'知明若景安云思雨文志国建晓立永海春秋冬华'];
  const name = (i) => surnames[i % surnames.length] + given[(i * 7) % given.length] + given[(i * 13 + 5) % given.length];
  return years.map((year, y) => {
    const rows = Array.from({ length: people }, (_, i) =>
      blocks.map((block, b) => {
        const month = String(1 + ((i + b * 3 + y) % 12)).padStart(2, '0');
        const day = String(1 + ((i * 5 + b) % 28)).padStart(2, '0');
        return `${33000001 + i},${name(i)},${year}-${month}-${day},${block},${texts[(i + b) % 4]}（第${year * 10 + b}号事项）,按期完成`;
      }),
    ).flat();
    const file = join(folder, `${year}.csv`);
    writeFileSync(file, `工号,姓名,日期,档案板块,内容,结果\n${rows.join('\n')}\n`);
    return file;
  });
}

const shell = spawnSync('sqlite3', ['--version']).status === 0;

/** @returns rows of the table: case, seconds, beside it, seconds */
export async function benchArchive(tool, say, quick = false) {
  const folder = mkdtempSync(join(tmpdir(), 'appraise-archive-'));
  try {
    mkdirSync(join(folder, 'in'));
    const archive = join(folder, 'a.dossier');
    const node = (...args) => run(process.execPath, [tool, 'dossier', ...args, '--archive', archive]);
    say('archive: making and entering 200,000 entries …');
    const began = performance.now();
    for (const file of makeRecords(join(folder, 'in'))) await node('add', file);
    const loading = (performance.now() - began) / 1000;
    const like = `SELECT seq, body FROM log WHERE act = 'enter' AND words LIKE '%20263号事项%'`;
    const cases = [
      ['show', ['show', '33002500'], `SELECT seq, body FROM log WHERE act = 'enter' AND person = '33002500'`],
      ['find', ['find', '20263号事项', '--year', '2026', '--block', '谈话记录'], `${like} AND year = 2026 AND block = 'talk'`],
      ['find, all years', ['find', '20263号事项', '--format', 'json'], like],
      [
        'missing',
        ['missing', '2026'],
        `SELECT person, block, COUNT(*) FROM log WHERE act = 'enter' AND year = 2026 GROUP BY block, person`,
      ],
      [
        'volume',
        ['volume', '33002500', '2026', '--force', '-o', join(folder, 'v.docx')],
        `SELECT seq, body FROM log WHERE act = 'enter' AND person = '33002500'`,
      ],
    ];
    const times = quick ? 1 : 5;
    const rows = [];
    for (const [name, args, sql] of cases) {
      say(`archive: ${name} …`);
      const [own, bare, db] = [[], [], []];
      for (let i = 0; i < times; i++) {
        own.push(await node(...args));
        bare.push(await run(process.execPath, ['-e', '0']));
        if (shell) db.push(await run('sqlite3', [archive, sql]));
      }
      rows.push({ case: name, seconds: median(own), node: median(bare), shell: db.length > 0 ? median(db) : null });
    }
    return { loading, rows };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is printed of it. */
export function archiveText({ loading, rows }) {
  const lines = rows.map((r) => {
    const allowed = r.shell === null ? null : r.node + 0.2 + 2 * r.shell + (r.case === 'volume' ? 1 : 0);
    const beside = r.shell === null ? 'no sqlite3 here' : `sqlite3 ${r.shell.toFixed(2)} s; allowed ${allowed.toFixed(2)} s`;
    return `${r.case.padEnd(18)} ${r.seconds.toFixed(2)} s   node ${r.node.toFixed(2)} s, ${beside}`;
  });
  return `archive of 200,000 entries, entered in ${loading.toFixed(1)} s\n${lines.join('\n')}\n`;
}
