// Every problem code has a sample in samples/bad that shows it, with what is printed in both languages.
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, test, vi } from 'vitest';
import { nextAt } from '../src/commands/slots.ts';
import type { WorkerStart } from '../src/commands/worker.ts';
import { type Code, severities } from '../src/problems/register.ts';
import type { Lang, Problem } from '../src/types.ts';
import { caseOf, codesInGallery, type Fault, goldenOf, runCase } from './support/gallery.ts';

/** A fault, and the file that meets it. */
interface Met {
  readonly kind: Fault['kind'];
  readonly file: string;
}

/** What a run told as data, and the fault of the machine it meets. */
const hub = vi.hoisted(() => ({ told: [] as { code: string }[], fault: null as Met | null }));

vi.mock('../src/problems/report.ts', async (original) => {
  const real = await original<typeof import('../src/problems/report.ts')>();
  return {
    ...real,
    reportText: (problems: readonly Problem[], ...rest: [never, never]) => {
      hub.told.push(...problems);
      return real.reportText(problems, ...rest);
    },
    problemLine: (p: Problem, ...rest: [never]) => {
      hub.told.push(p);
      return real.problemLine(p, ...rest);
    },
  };
});

/** A thread that checks here, but for the file that takes all its memory. */
vi.mock('node:worker_threads', async (original) => {
  const [real, { EventEmitter }] = await Promise.all([original<typeof import('node:worker_threads')>(), import('node:events')]);
  class Worker extends EventEmitter {
    private readonly start: WorkerStart;
    constructor(_entry: URL, { workerData }: { workerData: WorkerStart }) {
      super();
      this.start = workerData;
      setImmediate(() => this.work().catch((error) => this.emit('error', error)));
    }
    private async work(): Promise<void> {
      const [{ checkFile }, { loadMapped }] = await Promise.all([
        import('../src/commands/one-file.ts'),
        import('../src/policy/column-map.ts'),
      ]);
      const { policy: given, options, files, shared, slot } = this.start;
      const { value, problems } = loadMapped(given, options.asOf);
      for (;;) {
        const index = Atomics.add(shared, nextAt, 1);
        const file = files[index];
        if (!file) break;
        Atomics.store(shared, slot, index);
        if (hub.fault?.file === file.path) {
          this.emit('error', Object.assign(new Error('heap'), { code: 'ERR_WORKER_OUT_OF_MEMORY' }));
          return;
        }
        const result = await checkFile(file.path, file.label, null, { ...given, policy: value, problems }, options);
        this.emit('message', { index, result });
      }
      this.emit('exit', 0);
    }
    terminate(): void {}
  }
  return { ...real, Worker, default: { ...real, Worker } };
});

vi.mock('node:fs', async (original) => {
  const real = await original<typeof import('node:fs')>();
  const faulty = new Map<number, Met>();
  const openSync: typeof real.openSync = (file, ...rest) => {
    const met = hub.fault?.file === file ? hub.fault : null;
    // As Windows answers while Excel has the file open.
    if (met?.kind === 'locked') throw Object.assign(new Error('resource busy or locked'), { code: 'EBUSY' });
    const handle = real.openSync(file, ...rest);
    if (met) faulty.set(handle, met);
    return handle;
  };
  const fstatSync = ((handle: number) => {
    const before = real.fstatSync(handle);
    const met = faulty.get(handle);
    // Somebody saves the file once it has been opened and looked at.
    if (met?.kind === 'saved-meanwhile') {
      faulty.delete(handle);
      hub.fault = null;
      real.appendFileSync(met.file, '\n');
    }
    return before;
  }) as typeof real.fstatSync;
  const closeSync: typeof real.closeSync = (handle) => {
    const met = faulty.get(handle);
    faulty.delete(handle);
    real.closeSync(handle);
    if (met?.kind !== 'bug') return;
    throw Object.assign(new TypeError('a name that must not be told'), { stack: 'TypeError: …\n    at rowsOf (sheet.js:1:1)' });
  };
  const changed = { openSync, fstatSync, closeSync };
  return { ...real, ...changed, default: { ...real, ...changed } };
});

/** A database on a disk, or beside a program, that answers as the fault says. */
vi.mock('@photostructure/sqlite', async (original) => {
  const real = await original<typeof import('@photostructure/sqlite')>();
  const answers: Readonly<Record<string, { readonly to: RegExp; readonly errcode: number; readonly says: string }>> = {
    busy: { to: /^BEGIN/, errcode: 5, says: 'database is locked' },
    full: { to: /^COMMIT/, errcode: 13, says: 'database or disk is full' },
    'read-only': { to: /^INSERT/, errcode: 8, says: 'attempt to write a readonly database' },
    unfinished: { to: /^PRAGMA/, errcode: 776, says: 'attempt to write a readonly database' },
    'disk-error': { to: /^COMMIT/, errcode: 10, says: 'disk I/O error' },
  };
  class DatabaseSync extends real.DatabaseSync {
    readonly #answer: (typeof answers)[string] | undefined;
    constructor(file: string, ...rest: never[]) {
      super(file, ...rest);
      this.#answer = hub.fault?.file === file ? answers[hub.fault.kind] : undefined;
    }
    override exec(sql: string): void {
      this.#meet(sql);
      super.exec(sql);
    }
    override prepare(sql: string, ...rest: never[]) {
      const made = super.prepare(sql, ...rest);
      const met =
        <T>(way: (...values: never[]) => T) =>
        (...values: never[]) => {
          this.#meet(sql);
          return way.apply(made, values);
        };
      const ways = { run: met(made.run), get: met(made.get), all: met(made.all), iterate: met(made.iterate) };
      return { ...ways, setReturnArrays: (arrays: boolean) => made.setReturnArrays(arrays) } as unknown as typeof made;
    }
    #meet(sql: string): void {
      const { to, errcode, says } = this.#answer ?? { to: /^$/, errcode: 0, says: '' };
      if (to.test(sql)) throw Object.assign(new Error(says), { code: 'ERR_SQLITE_ERROR', errcode });
    }
  }
  return { ...real, DatabaseSync };
});

const codes = Object.keys(severities) as Code[];
const langs: readonly Lang[] = ['zh-Hans', 'en'];
const unread = codes
  .filter((code) => caseOf(code) !== null)
  .flatMap((code) => langs.map((lang) => goldenOf(code, lang)).filter((file) => !existsSync(file)));
const meet = (fault: Fault | null) => {
  hub.fault = fault;
};

describe.each(codes)('%s', (code) => {
  const sample = caseOf(code);

  test('has a sample', () => {
    expect(sample, `samples/bad/${code}.yaml (samples/bad/README.md says how)`).not.toBeNull();
  });

  if (sample) {
    test.each(langs)('is shown in %s', async (lang) => {
      hub.told = [];
      const { exit, text } = await runCase(sample, lang, meet);
      const told = new Set(hub.told.map((p) => p.code));
      expect([...told].sort(), text).toEqual([code, ...sample.also].sort());
      expect(exit).toBe(sample.exit);
      expect(text).toContain(code);
      expect(text).not.toContain(tmpdir());
      await expect(text).toMatchFileSnapshot(goldenOf(code, lang));
    });
  }
});

test('nothing lies in the gallery without a code', () => {
  expect(codesInGallery().filter((c) => !codes.some((code) => code === c))).toEqual([]);
});

test('every expected text was there before', () => {
  expect(unread, 'now written: read them, then run again').toEqual([]);
});
