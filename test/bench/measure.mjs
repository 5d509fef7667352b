/** Runs programs as whole processes and tells their time and the most memory they held. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const isWindows = process.platform === 'win32';

// ───────────────────────────── one run ─────────────────────────────

/** Ends the run under way, with what it has started. */
let stopRunning = () => {};
export const stop = () => stopRunning();

/** Runs to the end; fails loudly on anything but exit 0, for a run that failed has no time worth printing. */
export function run(command, args, watch = () => {}) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: !isWindows });
    stopRunning = () => (isWindows ? child.kill() : process.kill(-child.pid, 'SIGKILL'));
    let errors = '';
    let seconds;
    child.stdout.resume();
    child.stderr.on('data', (part) => {
      errors += part;
    });
    const stop = watch(child.pid) ?? (() => {});
    child.on('error', reject);
    child.on('exit', () => {
      seconds = (performance.now() - began) / 1000;
      stop();
    });
    child.on('close', (code, signal) => {
      stopRunning = () => {};
      if (code === 0) resolve(seconds);
      else reject(new Error(`${command} ${args.join(' ')}\nended with ${signal ?? code}\n${errors}`));
    });
  });
}

/** How CPU and peak memory can be had here: GNU time, else Linux's own high-water mark, polled; else not at all. */
export function memoryMeter(folder) {
  const note = join(folder, 'peak');
  if (existsSync('/usr/bin/time') && spawnSync('/usr/bin/time', ['-f', '%M %U %S', '-o', note, process.execPath, '-e', '0']).status === 0) {
    const measure = async (command, args) => {
      const seconds = await run('/usr/bin/time', ['-f', '%M %U %S', '-o', note, command, ...args]);
      const [peak, user, system] = readFileSync(note, 'utf8').trim().split(' ').map(Number);
      return { seconds, cpu: user + system, peak: peak / 1024 };
    };
    return { name: '/usr/bin/time', measure };
  }
  if (existsSync('/proc/self/status')) {
    const measure = async (command, args) => {
      let peak = null;
      const poll = (pid) => {
        const timer = setInterval(() => {
          try {
            const found = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
            if (found) peak = Number(found[1]) / 1024;
          } catch {
            // It has just ended.
          }
        }, 10);
        return () => clearInterval(timer);
      };
      return { seconds: await run(command, args, poll), peak };
    };
    return { name: 'VmHWM polled every 10 ms', measure };
  }
  return { name: null, measure: async (command, args) => ({ seconds: await run(command, args), peak: null }) };
}

export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
