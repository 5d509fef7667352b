/**
 * `npm run fuzz -- --seed N --cases M`: M seeded mutations of real files under what `validate` runs, on all cores.
 *   --seed N      the same cases again (default 1)
 *   --cases M     how many (default 20000)
 *   --case K      only that one, to repeat a failure
 *   --keep DIR    writes the bytes of each failure there, as seed-case.bin
 *   --no-corpus   samples and generated files only
 * Fails (exit 1) on a crash, a stack in what is said, a hang past 10 s, more than 1 GiB, a neutral rewriting refused or
 * read otherwise, and a damaged file accepted with other content than it has.
 */
import { fork } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';

const root = path.resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    cases: { type: 'string', default: '20000' },
    case: { type: 'string' },
    keep: { type: 'string' },
    corpus: { type: 'boolean', default: true },
  },
  allowNegative: true,
});
const seed = Number(values.seed);
const [first, last] = values.case === undefined ? [0, Number(values.cases)] : [Number(values.case), Number(values.case) + 1];
const hangMs = 10_000;
const batch = 50;

const dir = mkdtempSync(path.join(tmpdir(), 'appraise-fuzz-'));
const bundle = await rolldown({
  input: path.join(root, 'test/fuzz/worker.ts'),
  platform: 'node',
  moduleTypes: { '.yaml': 'text', '.md': 'text' },
  logLevel: 'silent',
});
await bundle.write({ dir, format: 'esm', entryFileNames: 'worker.mjs', chunkFileNames: '[name]-[hash].mjs' });

let next = first;
let done = 0;
let said = false;
const failures = [];
const tally = new Map();
const started = performance.now();

function count(ran) {
  done++;
  const key = `${ran.expected.padEnd(9)} ${ran.failure ? 'FAILED' : ran.accepted ? 'read' : 'refused'}`;
  tally.set(key, (tally.get(key) ?? 0) + 1);
  if (!ran.failure) return;
  failures.push(ran);
  console.log(`\n✖ --seed ${seed} --case ${ran.number}\n  ${ran.source}\n  ${ran.chain.join(' → ')}\n  ${ran.failure}`);
  if (values.keep && ran.bytes) {
    mkdirSync(values.keep, { recursive: true });
    writeFileSync(path.join(values.keep, `${seed}-${ran.number}.bin`), Buffer.from(ran.bytes, 'base64'));
  }
}

/** One process after another until no case is left; a process that hangs or dies costs the case it was at. */
function work() {
  return new Promise((resolve) => {
    const child = fork(path.join(dir, 'worker.mjs'), [root, values.corpus ? 'corpus' : ''], {
      execArgv: ['--max-old-space-size=1024'],
      stdio: ['ignore', 'inherit', 'pipe', 'ipc'],
    });
    let at = null;
    let range = null;
    let since = performance.now();
    let stderr = '';
    child.stderr.on('data', (chunk) => {
      stderr = (stderr + chunk).slice(-2000);
    });
    const give = () => {
      if (next >= last) return child.disconnect();
      range = { seed, from: next, to: Math.min(next + batch, last) };
      next = range.to;
      child.send(range);
    };
    let hung = false;
    const watch = setInterval(() => {
      if (at !== null && performance.now() - since > hangMs) {
        hung = true;
        child.kill('SIGKILL');
      }
    }, 500);
    child.on('message', (m) => {
      if (m.kind === 'start') [at, since] = [m.number, performance.now()];
      else if (m.kind === 'ran') {
        at = null;
        range.from = m.number + 1;
        count(m);
      } else {
        if (m.kind === 'ready' && !said) {
          said = true;
          console.log(`seed ${seed}: cases ${first} to ${last - 1} over ${m.sources} sources`);
          for (const d of m.disputed) console.log(`  reader and model differ on an undamaged file: ${d}`);
        }
        give();
      }
    });
    child.on('exit', (code) => {
      clearInterval(watch);
      if (at === null && code === 0) return resolve();
      if (at === null) {
        console.error(stderr);
        failures.push({ failure: 'a process died between cases' });
        return resolve();
      }
      count({
        number: at,
        source: '',
        chain: [],
        expected: 'any',
        accepted: false,
        failure: hung ? 'hang past 10 s' : `process died: ${stderr.slice(-500)}`,
      });
      const rest = { from: at + 1, to: range.to };
      // What was left of its range goes on in a new process.
      resolve(rest.from < rest.to || next < last ? resume(rest) : undefined);
    });
  });
}

async function resume(rest) {
  const kept = next;
  if (rest.from < rest.to) leftovers.push(rest);
  next = kept;
  await work();
}

const leftovers = [];
await Promise.all(Array.from({ length: Math.max(1, Math.min(availableParallelism(), last - first)) }, work));
for (const rest of leftovers) {
  [next] = [rest.from];
  const end = rest.to;
  while (next < end) {
    const [from, to] = [next, end];
    await workRange(from, to);
  }
}

/** The rest of a range whose process died, in a process of its own. */
function workRange(from, to) {
  return new Promise((resolve) => {
    const child = fork(path.join(dir, 'worker.mjs'), [root, values.corpus ? 'corpus' : ''], {
      execArgv: ['--max-old-space-size=1024'],
      stdio: ['ignore', 'inherit', 'ignore', 'ipc'],
    });
    let at = from;
    let since = Number.POSITIVE_INFINITY;
    const watch = setInterval(() => performance.now() - since > hangMs && child.kill('SIGKILL'), 500);
    child.on('message', (m) => {
      if (m.kind === 'ready') child.send({ seed, from, to });
      else if (m.kind === 'start') [at, since] = [m.number, performance.now()];
      else if (m.kind === 'ran') {
        at = m.number + 1;
        count(m);
      } else child.disconnect();
    });
    child.on('exit', () => {
      clearInterval(watch);
      if (at < to)
        count({ number: at, source: '', chain: [], expected: 'any', accepted: false, failure: 'hang past 10 s, or process died' });
      next = at < to ? at + 1 : to;
      resolve();
    });
  });
}

const seconds = (performance.now() - started) / 1000;
console.log(`\n${done} cases in ${seconds.toFixed(1)} s (${Math.round(done / seconds)} a second), ${failures.length} failures`);
for (const [key, n] of [...tally].sort()) console.log(`  ${key} ${n}`);
rmSync(dir, { recursive: true, force: true });
process.exitCode = failures.length > 0 ? 1 : 0;
