/** Cases run one after another in this process, with a clock on each. */

import { builtinPolicy } from '../../src/policy/builtin.ts';
import { loadPolicy } from '../../src/policy/load.ts';
import { readBook } from '../../src/sheets/read.ts';
import { wordsFor } from '../../src/text/text.ts';
import { makeCase } from './cases.ts';
import { outcomeOf, type Reader } from './outcome.ts';
import { loadSources, type Source } from './sources.ts';

export interface Ran {
  readonly number: number;
  readonly source: string;
  readonly chain: readonly string[];
  readonly accepted: boolean;
  readonly expected: string;
  readonly failure: string | null;
  readonly ms: number;
}

export interface Session {
  readonly sources: readonly Source[];
  readonly disputed: readonly string[];
  run(seed: number, number: number): Promise<Ran>;
  bytesOf(seed: number, number: number): Uint8Array;
}

/** A case slower than this fails, even where it ends. */
export const hangMs = 10_000;

/** Sources never change while a process runs. */
const loaded = new Map<string, ReturnType<typeof loadSources>>();

export async function openSession(root: string, corpus: boolean, read: Reader = readBook): Promise<Session> {
  const { value, problems } = loadPolicy(builtinPolicy.text, builtinPolicy.file, null);
  const policy = { policy: value, file: builtinPolicy.file, text: builtinPolicy.text, problems };
  const words = [await wordsFor('zh-Hans'), await wordsFor('en')];
  // The sources are read by the true reader: what is to be found out is what a reader makes of their mutations.
  const key = `${root} ${corpus}`;
  const loading = loaded.get(key) ?? loadSources(root, corpus, readBook, policy);
  loaded.set(key, loading);
  const { all, disputed } = await loading;
  return {
    sources: all,
    disputed,
    bytesOf: (seed, number) => makeCase(all, seed, number).bytes,
    run: async (seed, number) => {
      const { source, chain, bytes, expected } = makeCase(all, seed, number);
      const started = performance.now();
      const { accepted, failure } = await outcomeOf(bytes, expected, read, policy, words);
      const ms = performance.now() - started;
      return {
        number,
        source,
        chain,
        accepted,
        expected: expected.kind,
        failure: failure ?? (ms > hangMs ? `took ${Math.round(ms)} ms` : null),
        ms,
      };
    },
  };
}
