/**
 * Whole-process figures: `npm run bench` for all of it (about ten minutes), `-- tool` for the built tool, `-- reading` for its
 * reader beside others (see reading.mjs), `-- archive` for the archive at its size (see archive.mjs), `-- trust` for what is said of
 * a result's firmness (see trust.mjs). `--json`; `--quick`: one run each, five of the start, no warm-up.
 *
 *   start   `appraise --help` against `node -e 0`
 *   rank    a workbook in, the full ranked workbook out, against plain.py, which does the same job with openpyxl
 *
 * Wall time is from spawn to exit as this process sees it; CPU is user and system time of all threads, which a busy
 * machine changes less; peak memory is the most that was resident at once. The programs of a case take turns, so a
 * slow minute of the machine meets them all.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { archiveText, benchArchive } from './archive.mjs';
import { makeInput } from './make-input.mjs';
import { median, memoryMeter, run, stop } from './measure.mjs';
import { benchReading } from './reading.mjs';
import { benchTrust, trustText } from './trust.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const tool = join(root, 'bin', 'appraise.js');
const bundle = join(root, 'dist', 'cli.js');
const startTarget = 2;

const { values: options, positionals } = parseArgs({
  options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, rows: { type: 'string' }, all: { type: 'boolean' } },
  allowPositionals: true,
});
const unknown = positionals.find((name) => !['tool', 'reading', 'archive', 'trust'].includes(name));
if (unknown !== undefined) throw new Error(`no such bench: ${unknown} (tool, reading, archive, trust)`);
const say = (text) => process.stderr.write(`${text}\n`);

// ───────────────────────────── cases ─────────────────────────────

function figures(name, program, runs) {
  const seconds = runs.map((r) => r.seconds);
  const medianOf = (values) => (values.every((v) => typeof v === 'number') ? median(values) : null);
  return {
    case: name,
    program,
    runs: runs.length,
    seconds: { median: median(seconds), min: Math.min(...seconds), max: Math.max(...seconds) },
    cpuSeconds: medianOf(runs.map((r) => r.cpu)),
    peakMB: medianOf(runs.map((r) => r.peak)),
  };
}

/** Runs the programs of a case in turn, `times` rounds after `warm` that do not count. */
async function takeTurns(name, programs, times, warm, measure) {
  const runs = new Map(programs.map((p) => [p.program, []]));
  for (let round = -warm; round < times; round += 1) {
    for (const { program, command, args } of programs) {
      const result = await measure(command, args);
      if (round >= 0) runs.get(program).push(result);
    }
  }
  return [...runs].map(([program, results]) => figures(name, program, results));
}

/** A python3 that has openpyxl: the one on the path, else the system's. */
function findPython() {
  for (const command of ['python3', '/usr/bin/python3']) {
    const asked = spawnSync(command, ['-c', 'import sys, openpyxl; print(sys.version.split()[0], openpyxl.__version__)'], {
      encoding: 'utf8',
    });
    if (asked.status === 0) {
      const [python, openpyxl] = asked.stdout.trim().split(' ');
      return { command: realPath(command), python, openpyxl };
    }
  }
  return undefined;
}

/** Past the shims of version managers, which would add their own time. */
const realPath = (command) => spawnSync(command, ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' }).stdout.trim();

async function measureStart() {
  const programs = [
    { program: 'appraise --help', command: process.execPath, args: [tool, '--help'] },
    { program: 'node -e 0', command: process.execPath, args: ['-e', '0'] },
  ];
  const [ours, bare] = await takeTurns('start', programs, options.quick ? 5 : 15, options.quick ? 0 : 1, async (c, a) => ({
    seconds: await run(c, a),
  }));
  return [
    { ...ours, ratio: ours.seconds.median / bare.seconds.median },
    { ...bare, ratio: null },
  ];
}

async function measureRank(count, folder, meter, python, times) {
  const source = join(folder, `people-${count}.xlsx`);
  const groups = await makeInput(source, count);
  const ranked = join(folder, `ranked-${count}.xlsx`);
  const plain = join(folder, `plain-${count}.xlsx`);
  const programs = [{ program: 'appraise', command: process.execPath, args: [tool, 'rank', source, '-o', ranked, '--force'] }];
  if (python) programs.push({ program: 'plain.py', command: python.command, args: [join(here, 'plain.py'), source, plain] });
  const name = `rank ${count.toLocaleString('en')}`;
  const [ours, theirs] = await takeTurns(name, programs, times, options.quick ? 0 : 1, meter.measure);
  const sizes = { people: count, groups, inputKB: statSync(source).size / 1024 };
  const rows = [
    { ...ours, ...sizes, outputKB: statSync(ranked).size / 1024, ratio: theirs ? ours.seconds.median / theirs.seconds.median : null },
  ];
  if (theirs) rows.push({ ...theirs, ...sizes, outputKB: statSync(plain).size / 1024, ratio: null });
  return rows;
}

// ───────────────────────────── report ─────────────────────────────

function table(rows) {
  const head = ['case', 'program', 'runs', 'wall s (min–max)', 'CPU s', 'peak MB', 'output KB', 'ratio'];
  const lines = rows.map((r) => {
    const places = r.case === 'start' ? 3 : 2;
    const s = (value) => value.toFixed(places);
    return [
      r.case,
      r.program,
      String(r.runs),
      r.runs === 1 ? s(r.seconds.median) : `${s(r.seconds.median)} (${s(r.seconds.min)}–${s(r.seconds.max)})`,
      r.cpuSeconds === null ? '–' : s(r.cpuSeconds),
      r.peakMB === null ? '–' : r.peakMB.toFixed(0),
      r.outputKB === undefined ? '–' : r.outputKB.toFixed(0),
      r.ratio === null ? '–' : `${r.ratio.toFixed(2)}×`,
    ];
  });
  const widths = head.map((_, i) => Math.max(...[head, ...lines].map((line) => line[i].length)));
  return [head, ...lines]
    .map((line) => line.map((cell, i) => (i < 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '))
    .join('\n');
}

function staleBundle() {
  const newest = readdirSync(join(root, 'src'), { recursive: true }).map((name) => statSync(join(root, 'src', name)));
  return newest.some((file) => file.isFile() && file.mtimeMs > statSync(bundle).mtimeMs);
}

function machineOf(python, meter) {
  return {
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memoryGB: Math.round(totalmem() / 2 ** 30),
    loadBefore: loadavg()[0],
    python: python?.python ?? null,
    openpyxl: python?.openpyxl ?? null,
    peakBy: meter.name,
  };
}

function print(machine, stale, rows) {
  const { node, platform, cpu, cores, memoryGB } = machine;
  console.log(
    `Node ${node}, ${platform}, ${cores} cores (${cpu}), ${memoryGB} GB; ${machine.python ? `Python ${machine.python}, openpyxl ${machine.openpyxl}` : 'no Python with openpyxl'}`,
  );
  console.log(
    `Medians, whole processes taking turns; peak by ${machine.peakBy ?? 'nothing on this system'}; load before: ${machine.loadBefore.toFixed(2)}.\n`,
  );
  console.log(table(rows));
  const start = rows[0].ratio;
  console.log(
    `\nstart: ratio to a bare node, target at most ${startTarget}×: ${start <= startTarget ? 'met' : 'MISSED'}. rank: ratio to plain.py, below 1 is faster.`,
  );
  if (machine.python === null) console.log('plain.py skipped: no python3 with openpyxl here (Debian: python3-openpyxl).');
  else console.log('plain.py writes values only, unchecked; appraise checks the input and writes live formulas, lists, rules and sources.');
  if (stale) console.log('Careful: dist/ is older than src/; build first.');
}

async function main() {
  if (!existsSync(bundle)) throw new Error('dist/cli.js is missing: npm run build');
  const folder = mkdtempSync(join(tmpdir(), 'appraise-bench-'));
  const clean = () => rmSync(folder, { recursive: true, force: true });
  for (const [signal, code] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ]) {
    process.once(signal, () => {
      stop();
      clean();
      process.exit(code);
    });
  }
  try {
    const meter = memoryMeter(folder);
    const wanted = (part) => positionals.length === 0 || positionals.includes(part);
    if (wanted('reading')) await benchReading({ folder, meter, options, say });
    if (wanted('archive')) {
      const found = await benchArchive(tool, say, options.quick);
      console.log(options.json ? JSON.stringify(found, null, 2) : archiveText(found));
    }
    if (wanted('trust')) {
      const found = await benchTrust(tool, say, options.quick);
      console.log(options.json ? JSON.stringify(found, null, 2) : trustText(found));
    }
    if (!wanted('tool')) return;
    const python = findPython();
    const machine = machineOf(python, meter);
    const stale = staleBundle();
    const times = options.quick ? 1 : 5;
    say('start …');
    const rows = await measureStart();
    for (const count of [1000, 10000]) {
      say(`rank ${count} …`);
      rows.push(...(await measureRank(count, folder, meter, python, times)));
    }
    if (options.json) console.log(JSON.stringify({ machine, staleBundle: stale, startTarget, figures: rows }, null, 2));
    else print(machine, stale, rows);
  } finally {
    clean();
  }
}

await main();
