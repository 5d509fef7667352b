/** Entry of a worker thread: checks one file after another, each as an export of its own. */
import { parentPort, workerData } from 'node:worker_threads';
import { type ColumnMap, loadMapped } from '../policy/column-map.ts';
import type { CheckOptions, PolicySource } from './check.ts';
import { checkFile, type FileResult } from './one-file.ts';

/** Handed to every worker: the policy as text, for its decimals do not cross between threads. */
export interface WorkerStart {
  readonly policy: { readonly file: string; readonly text: string; readonly map?: ColumnMap };
  readonly options: CheckOptions;
}
export interface Job {
  readonly index: number;
  readonly path: string;
  readonly label: string;
}
export interface Done {
  readonly index: number;
  readonly result: FileResult;
}

const { policy: given, options } = workerData as WorkerStart;
const { value, problems } = loadMapped(given, options.asOf);
const policy: PolicySource = { ...given, policy: value, problems };
parentPort?.on('message', async ({ index, path, label }: Job) => {
  const done: Done = { index, result: await checkFile(path, label, null, policy, options) };
  parentPort?.postMessage(done);
});
