/** Entry of a worker thread: checks one file after another, each as an export of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ColumnMap, loadMapped } from '../policy/column-map.ts';
import type { CheckOptions, PolicySource } from './check.ts';
import type { Listed } from './inputs.ts';
import { checkFile, type FileResult } from './one-file.ts';
import { nextAt } from './slots.ts';

/** Handed to every worker: the policy as text, for its decimals do not cross between threads. */
export interface WorkerStart {
  readonly policy: { readonly file: string; readonly text: string; readonly map?: ColumnMap };
  readonly options: CheckOptions;
  readonly files: readonly Listed[];
  /** At `nextAt` the first file that nobody has taken; at `slot` the one that this worker reads. */
  readonly shared: Int32Array;
  readonly slot: number;
}
export interface Done {
  readonly index: number;
  readonly result: FileResult;
}

const { policy: given, options, files, shared, slot } = workerData as WorkerStart;
const { value, problems } = loadMapped(given, options.asOf);
const policy: PolicySource = { ...given, policy: value, problems };
for (;;) {
  const index = Atomics.add(shared, nextAt, 1);
  const file = files[index];
  if (!file) break;
  Atomics.store(shared, slot, index);
  const done: Done = { index, result: await checkFile(file.path, file.label, null, policy, options) };
  parentPort?.postMessage(done);
}
