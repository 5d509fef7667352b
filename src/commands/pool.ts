/** Many files over several threads. The order of completion never shows: results stand in the order of the files. */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { problem } from '../problems/problem.ts';
import { type FileResult, faulty } from './one-file.ts';
import type { Done, Job, WorkerStart } from './worker.ts';

/** Below these a worker's start (a tenth of a second) costs more than it saves. */
const worthIt = { files: 48, bytes: 4 * 1024 * 1024 };
/** Old space of a worker, in MB: what reading one file may take. */
const memory = 1024;

/** How many workers the files deserve; 0: the main thread alone. `wanted` null: as the machine has. */
export function workersFor(files: number, bytes: number, wanted: number | null): number {
  const most = Math.min(wanted ?? availableParallelism(), files);
  if (most < 2) return 0;
  return wanted !== null || files >= worthIt.files || bytes >= worthIt.bytes ? most : 0;
}

/** Checks each file in one of `count` workers. A worker that dies takes its one file with it, and another is started. */
export function checkInWorkers(
  entry: URL,
  count: number,
  files: readonly Omit<Job, 'index'>[],
  start: WorkerStart,
  tick: (done: number) => void,
): Promise<FileResult[]> {
  const results: FileResult[] = new Array(files.length);
  let next = 0;
  let finished = 0;
  return new Promise((done) => {
    const settle = (index: number, result: FileResult): void => {
      results[index] = result;
      finished++;
      tick(finished);
      if (finished === files.length) done(results);
    };
    const launch = (): void => {
      const worker = new Worker(entry, { workerData: start, resourceLimits: { maxOldGenerationSizeMb: memory }, stdin: false });
      let current = -1;
      const give = (): void => {
        const file = files[next];
        if (!file) {
          current = -1;
          void worker.terminate();
          return;
        }
        current = next++;
        worker.postMessage({ index: current, ...file } satisfies Job);
      };
      worker.on('message', ({ index, result }: Done) => {
        settle(index, result);
        give();
      });
      const died = (error: unknown): void => {
        if (current < 0) return;
        const index = current;
        current = -1;
        settle(index, lost(error, files[index]?.label ?? ''));
        if (next < files.length) launch();
      };
      worker.on('error', died);
      worker.on('exit', () => died(new Error('worker ended')));
      give();
    };
    for (let i = 0; i < Math.min(count, files.length); i++) launch();
  });
}

function lost(error: unknown, label: string): FileResult {
  if ((error as NodeJS.ErrnoException).code !== 'ERR_WORKER_OUT_OF_MEMORY') return faulty(error);
  const told = problem('file/out-of-memory', { limit: String(memory) }, { file: label });
  return { problems: [told], policyProblems: [], input: null, rows: 0, people: 0 };
}
