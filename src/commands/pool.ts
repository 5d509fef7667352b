/** Many files over several threads. The order of completion never shows: results stand in the order of the files. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { problem } from '../problems/problem.ts';
import type { Listed } from './inputs.ts';
import { type FileResult, faulty } from './one-file.ts';
import { nextAt } from './slots.ts';
import type { Done, WorkerStart } from './worker.ts';

/** What each figure of the pool is, and by what measurement. */
const measured = {
  /**
   * Files from which two workers are quicker than the main thread: one takes 0.4 s of CPU until it reads, and a file of
   * 10 KB about 3 ms at first, 2 ms once the code is warm.
   */
  files: 300,
  /** The same of few large files: 1 MB of .xlsx takes about 0.4 s. */
  bytes: 4 * 1024 * 1024,
  /** Old space of a worker, in MB: what reading one file may take. */
  memory: 1024,
} as const;

/** How many workers the files deserve; 0: the main thread alone. `wanted` null: as the machine has. */
export function workersFor(files: number, bytes: number, wanted: number | null): number {
  const most = Math.min(wanted ?? availableParallelism(), files);
  if (most < 2) return 0;
  return wanted !== null || files >= measured.files || bytes >= measured.bytes ? most : 0;
}

/**
 * Checks each file in one of `count` workers, which take the next file by a counter in shared memory: nobody waits for
 * the main thread. A worker that dies takes its one file with it, and another is started.
 */
export function checkInWorkers(
  entry: URL,
  count: number,
  files: readonly Listed[],
  start: Pick<WorkerStart, 'policy' | 'options'>,
  tick: (done: number) => void,
): Promise<FileResult[]> {
  const results: FileResult[] = new Array(files.length);
  const shared = new Int32Array(new SharedArrayBuffer((nextAt + 1 + count) * Int32Array.BYTES_PER_ELEMENT));
  let finished = 0;
  return new Promise((done) => {
    const settle = (index: number, result: FileResult): void => {
      if (results[index]) return;
      results[index] = result;
      finished++;
      tick(finished);
      if (finished === files.length) done(results);
    };
    const launch = (slot: number): void => {
      Atomics.store(shared, slot, -1);
      const workerData: WorkerStart = { ...start, files, shared, slot };
      const worker = new Worker(entry, { workerData, resourceLimits: { maxOldGenerationSizeMb: measured.memory }, stdin: false });
      let ended = false;
      worker.on('message', ({ index, result }: Done) => settle(index, result));
      // Messages sent before the end come before it: what the slot names and nobody has settled is the file it died of.
      const died = (error: unknown): void => {
        if (ended) return;
        ended = true;
        const index = Atomics.load(shared, slot);
        if (index >= 0) settle(index, lost(error, files[index]?.label ?? ''));
        else if (Atomics.load(shared, nextAt) < files.length) settle(Atomics.add(shared, nextAt, 1), lost(error, ''));
        if (Atomics.load(shared, nextAt) < files.length) launch(slot);
      };
      worker.on('error', died);
      worker.on('exit', () => died(new Error('worker ended')));
    };
    for (let i = 1; i <= Math.min(count, files.length); i++) launch(nextAt + i);
  });
}

function lost(error: unknown, label: string): FileResult {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return faulty(error);
  const told = problem('file/out-of-memory', { limit: String(measured.memory) }, { file: label });
  return { problems: [told], policyProblems: [], input: null, rows: 0, people: 0 };
}
