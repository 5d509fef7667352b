// Writing a result: every call of the file system is made to fail once (SQLite's way); the old file stays whole, no litter is left.
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { removeTemporary, writeOutput } from '../../src/commands/output.ts';
import { folder } from './desk.ts';

/** Counts the calls under way and fails the one that is wanted. */
const faults = { calls: [] as string[], failAt: -1, code: 'EIO', partial: false, before: null as null | ((call: string) => Promise<void>) };

async function pass(call: string): Promise<void> {
  await faults.before?.(call);
  const n = faults.calls.push(call) - 1;
  if (n === faults.failAt) throw Object.assign(new Error(`${faults.code}: ${call}`), { code: faults.code });
}

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof import('node:fs/promises')>();
  return {
    ...real,
    open: async (...args: Parameters<typeof real.open>) => {
      const kind = args[1] === 'r' ? 'open-folder' : 'open';
      await pass(kind);
      const handle = await real.open(...args);
      if (kind === 'open-folder') return handle;
      const [write, sync, close] = [handle.writeFile.bind(handle), handle.sync.bind(handle), handle.close.bind(handle)];
      handle.writeFile = (async (data: Uint8Array) => {
        // A full disk takes some of it first.
        if (faults.failAt === faults.calls.length) await write(data.subarray(0, data.length / 2));
        await pass('write');
        await write(data);
      }) as typeof handle.writeFile;
      handle.sync = async () => {
        await pass('sync');
        await sync();
      };
      handle.close = async () => {
        await close();
        await pass('close');
      };
      return handle;
    },
    link: async (...args: Parameters<typeof real.link>) => {
      await pass('link');
      await real.link(...args);
    },
    rename: async (...args: Parameters<typeof real.rename>) => {
      await pass('rename');
      await real.rename(...args);
    },
  };
});

beforeEach(() => {
  Object.assign(faults, { calls: [], failAt: -1, code: 'EIO', before: null });
});

const bytes = (text: string) => Buffer.from(text.repeat(1000));
const write = (file: string, text: string, force = false, inputs: readonly string[] = []) =>
  writeOutput(file, bytes(text), { force, inputs });

describe('each step fails once', () => {
  const steps = { fresh: ['open', 'write', 'sync', 'close', 'link'], forced: ['open', 'write', 'sync', 'close', 'rename'] };

  test('the steps are those', async () => {
    const dir = await folder();
    await write(path.join(dir, 'r'), 'new');
    expect(faults.calls).toEqual([...steps.fresh, 'open-folder']);
    faults.calls = [];
    await write(path.join(dir, 'r'), 'newer', true);
    expect(faults.calls).toEqual([...steps.forced, 'open-folder']);
  });

  for (const code of ['EIO', 'ENOSPC', 'EROFS', 'EDQUOT']) {
    test.each(steps.forced.map((step, i) => [step, i] as const))(
      `${code} at %s over an old file: the old one whole, no litter`,
      async (step, i) => {
        const dir = await folder();
        const file = path.join(dir, 'r');
        await writeFile(file, 'old');
        Object.assign(faults, { calls: [], failAt: i, code });
        const written = await write(file, 'new', true);
        expect(faults.calls.at(-1) === step || faults.calls.includes(step)).toBe(true);
        expect(written).toMatchObject({ state: 'refused', problem: { code: 'usage/output-failed', args: { file, reason: code } } });
        expect(await readFile(file, 'utf8')).toBe('old');
        expect(await readdir(dir)).toEqual(['r']);
      },
    );
  }

  test.each(['EIO', 'ENOSPC'].flatMap((code) => steps.fresh.map((step, i) => [code, step, i] as const)))(
    '%s at %s of a new file: nothing',
    async (code, _step, i) => {
      const dir = await folder();
      Object.assign(faults, { calls: [], failAt: i, code });
      expect(await write(path.join(dir, 'r'), 'new')).toMatchObject({
        state: 'refused',
        problem: { code: 'usage/output-failed', args: { reason: code } },
      });
      expect(await readdir(dir)).toEqual([]);
    },
  );

  test('a folder that cannot be flushed does not undo what is written', async () => {
    const dir = await folder();
    faults.failAt = 5;
    expect(await write(path.join(dir, 'r'), 'new')).toEqual({ state: 'written' });
    expect(faults.calls.at(-1)).toBe('open-folder');
    expect(await readFile(path.join(dir, 'r'))).toEqual(bytes('new'));
  });

  test.each(['EPERM', 'ENOTSUP', 'EMLINK'])('a file system without links (%s): moved instead, never over another', async (code) => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    Object.assign(faults, { failAt: 4, code });
    expect(await write(file, 'new')).toEqual({ state: 'written' });
    expect(faults.calls).toContain('rename');
    expect(await readdir(dir)).toEqual(['r']);
    // Another run makes the file between the first look and the link that fails.
    const other = path.join(dir, 's');
    Object.assign(faults, { calls: [], before: async (call: string) => (call === 'link' ? writeFile(other, 'theirs') : undefined) });
    expect(await write(other, 'mine')).toMatchObject({ state: 'refused', problem: { code: 'usage/output-exists' } });
    expect(await readFile(other, 'utf8')).toBe('theirs');
    expect((await readdir(dir)).sort()).toEqual(['r', 's']);
  });
});

describe('two runs on one output', () => {
  test('without force one wins whole, the other is told', async () => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    for (let round = 0; round < 20; round++) {
      const target = `${file}${round}`;
      const both = await Promise.all([write(target, 'one'), write(target, 'two')]);
      expect(both.map((w) => w.state).sort()).toEqual(['refused', 'written']);
      const told = both.find((w) => w.state === 'refused');
      expect(told).toMatchObject({ problem: { code: 'usage/output-exists' } });
      expect(await readFile(target)).toEqual(bytes(both[0]?.state === 'written' ? 'one' : 'two'));
    }
    expect((await readdir(dir)).filter((f) => f.startsWith('.'))).toEqual([]);
  });

  test('the one that comes between look and move is not overwritten', async () => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    faults.before = async (call) => {
      if (call === 'link') await writeFile(file, 'theirs');
    };
    expect(await write(file, 'mine')).toMatchObject({ state: 'refused', problem: { code: 'usage/output-exists' } });
    expect(await readFile(file, 'utf8')).toBe('theirs');
    expect(await readdir(dir)).toEqual(['r']);
  });

  test('with force one of them stands whole', async () => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    await writeFile(file, 'old');
    const both = await Promise.all([write(file, 'one', true), write(file, 'two', true)]);
    expect(both).toEqual([{ state: 'written' }, { state: 'written' }]);
    expect([bytes('one').toString(), bytes('two').toString()]).toContain(await readFile(file, 'utf8'));
    expect(await readdir(dir)).toEqual(['r']);
  });
});

describe('what may be written', () => {
  test('unchanged bytes are not written again', async () => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    expect(await write(file, 'same')).toEqual({ state: 'written' });
    const before = await stat(file);
    faults.calls = [];
    expect(await write(file, 'same')).toEqual({ state: 'unchanged' });
    expect(await write(file, 'same', true)).toEqual({ state: 'unchanged' });
    expect(faults.calls).toEqual([]);
    expect((await stat(file)).mtimeMs).toBe(before.mtimeMs);
    expect(await write(file, 'SAME')).toMatchObject({ state: 'refused' });
  });

  test('readable by its owner only, also over a file that all could read', async () => {
    const dir = await folder();
    const file = path.join(dir, 'r');
    await writeFile(file, 'old');
    await chmod(file, 0o666);
    await write(file, 'new', true);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
  });

  test('the temporary file is beside the target, hidden, and its owner’s only', async () => {
    const dir = await folder();
    let seen: string[] = [];
    let mode = 0;
    faults.before = async (call) => {
      if (call !== 'sync') return;
      seen = await readdir(dir);
      mode = (await stat(path.join(dir, seen[0] ?? ''))).mode & 0o777;
    };
    await write(path.join(dir, 'r.xlsx'), 'new');
    expect(seen).toEqual([expect.stringMatching(/^\.r\.xlsx\.[0-9a-f]{12}\.tmp$/)]);
    expect(mode).toBe(0o600);
  });

  test('an interrupt removes what is under way', async () => {
    const dir = await folder();
    let left: string[] = ['not yet'];
    faults.before = async (call) => {
      if (call !== 'sync') return;
      removeTemporary();
      left = await readdir(dir);
    };
    await write(path.join(dir, 'r'), 'new');
    expect(left).toEqual([]);
    expect(await readdir(dir)).toEqual([]);
  });

  test('never an input, whatever link leads there', async () => {
    const dir = await folder();
    const input = path.join(dir, 'in');
    await writeFile(input, 'scores');
    await symlink('in', path.join(dir, 'to-in'));
    await mkdir(path.join(dir, 'sub'));
    await symlink('..', path.join(dir, 'sub', 'up'));
    for (const file of [input, path.join(dir, 'to-in'), path.join(dir, 'sub', 'up', 'in')]) {
      expect(await write(file, 'x', true, [input])).toMatchObject({ state: 'refused', problem: { code: 'usage/output-is-input' } });
    }
    expect(await readFile(input, 'utf8')).toBe('scores');
  });

  test('no folder, a folder, a link to nowhere', async () => {
    const dir = await folder();
    await mkdir(path.join(dir, 'folder'));
    await symlink('nowhere', path.join(dir, 'dangling'));
    expect(await write(path.join(dir, 'none', 'r'), 'x')).toMatchObject({ state: 'refused', problem: { args: { reason: 'ENOENT' } } });
    expect(await write(path.join(dir, 'folder'), 'x')).toMatchObject({ state: 'refused', problem: { code: 'usage/output-exists' } });
    expect(await write(path.join(dir, 'folder'), 'x', true)).toMatchObject({ state: 'refused', problem: { args: { reason: 'EISDIR' } } });
    expect(await write(path.join(dir, 'dangling'), 'x')).toMatchObject({ state: 'refused', problem: { code: 'usage/output-exists' } });
    expect((await readdir(dir)).sort()).toEqual(['dangling', 'folder']);
  });
});
