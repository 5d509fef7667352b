// Kills `appraise dossier add` at random moments, as a power cut would: node test/dossier/kill.mjs [kills] [seed]
// After each kill the archive must open and verify, hold everything that was reported as added, and nothing twice.
// A run that is killed adds small files in a loop; what it reports is what it printed before it died.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';

const [kills, seed] = [Number(process.argv[2] ?? 20), Number(process.argv[3] ?? 20261127)];
const appraise = path.resolve(import.meta.dirname, '../../bin/appraise.js');
const cwd = mkdtempSync(path.join(tmpdir(), 'appraise-kill-'));

let state = seed >>> 0;
/** A number in [0, 1), the same for the same seed (mulberry32). */
function chance() {
  state = (state + 0x6d2b79f5) | 0;
  let t = Math.imul(state ^ (state >>> 15), 1 | state);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
}

const run = (...argv) => spawnSync(process.execPath, [appraise, 'dossier', ...argv], { cwd, encoding: 'utf8' });
const fail = (why, said) => {
  console.error(`✖ ${why}\n${said ?? ''}\n(the archive is kept in ${cwd})`);
  process.exitCode = 1;
  throw new Error(why);
};

/** Texts in the archive, and how often each: in its rows, whatever reads them. */
function inArchive() {
  const db = new DatabaseSync(path.join(cwd, 'archive.dossier'), { readOnly: true });
  const counts = new Map();
  for (const { body } of db.prepare(`SELECT body FROM log WHERE act = 'enter'`).all())
    for (const [text] of body.matchAll(/kill-\d+-\d+/g)) counts.set(text, (counts.get(text) ?? 0) + 1);
  db.close();
  return counts;
}

const reported = new Set();
/** How long a whole run took last, in ms: kills are aimed at its end, where it writes. */
let usual = 1500;
let serial = 0;
const died = { early: 0, journal: 0, unreported: 0 };

/** One run of `add`; killed after `after` ms unless that is null. */
function add(number, after) {
  const rows = Array.from({ length: 1 + Math.floor(chance() * 800) }, () => `kill-${number}-${++serial}`);
  const file = path.join(cwd, `${number}-${serial}.csv`);
  writeFileSync(file, `工号,姓名,日期,日常表现\n${rows.map((r) => `1,张三,2026-03-05,${r}`).join('\n')}\n`);
  const begun = Date.now();
  return new Promise((done) => {
    let out = '';
    const child = spawn(process.execPath, [appraise, 'dossier', 'add', file], { cwd, stdio: ['ignore', 'pipe', 'ignore'] });
    const timer = after === null ? undefined : setTimeout(() => child.kill('SIGKILL'), after);
    child.stdout.on('data', (c) => {
      out += c;
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      rmSync(file);
      const said = /已记入|Entered/.test(out);
      if (said) for (const r of rows) reported.add(r);
      if (code === 0) usual = Date.now() - begun;
      done({ rows, said });
    });
  });
}

if (!existsSync(appraise)) fail('npm run build first');
for (let kill = 1; kill <= kills; kill++) {
  if (chance() < 0.3) await add(kill, null);
  const { rows, said } = await add(kill, usual * (chance() < 0.25 ? chance() : 0.65 + chance() * 0.45));
  if (existsSync(path.join(cwd, 'archive.dossier-journal'))) died.journal++;
  const { status, stderr, stdout } = run('verify');
  // Killed before anything was there: nothing was reported either.
  if (reported.size === 0 && status === 2) {
    died.early++;
    continue;
  }
  if (status !== 0) fail(`kill ${kill}: verify: exit ${status}`, stdout + stderr);
  const counts = inArchive();
  const lost = [...reported].filter((r) => !counts.has(r));
  const doubled = [...counts].filter(([, n]) => n > 1);
  const part = rows.filter((r) => counts.has(r)).length;
  if (lost.length > 0) fail(`kill ${kill}: reported as added and lost: ${lost.slice(0, 3).join(' ')} … (${lost.length})`);
  if (doubled.length > 0) fail(`kill ${kill}: twice: ${doubled.slice(0, 3).join(' ')} … (${doubled.length})`);
  if (part > 0 && part < rows.length) fail(`kill ${kill}: ${part} of ${rows.length} of one file`);
  if (part > 0 && !said) died.unreported++;
}
console.log(
  `✔ ${kills} kills (seed ${seed}): ${died.early} before there was an archive, ${died.journal} in the middle of writing (a journal was left), ` +
    `${died.unreported} after it was written and before it was said. Reported as added ${reported.size}, in the archive ${inArchive().size}; ` +
    'none lost, none doubled, no file in part; verify passed after each.',
);
rmSync(cwd, { recursive: true });
