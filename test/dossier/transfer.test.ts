// The open form: the same bytes after an export and an import; a changed line is refused and leaves nothing behind.
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.ts';
import { Archive } from '../../src/dossier/archive.ts';
import { lineOf, restore } from '../../src/dossier/transfer.ts';
import { verify } from '../../src/dossier/verify.ts';
import { folder, listing } from '../commands/desk.ts';
import { archiveIn, enter, happened, run, writer } from './desk.ts';

const linesOf = (archive: Archive): string[] => [...archive.rows()].map(lineOf);

async function* given(lines: readonly string[]) {
  yield* lines;
}

/** An archive with every act, and awkward texts. */
async function filled(cwd: string): Promise<string[]> {
  const archive = await archiveIn(cwd);
  enter(archive, [happened('1', '引号"、\\、\n换行、𠮷、\u2028', { number: 'JS-1' }), happened('2', '防汛')]);
  enter(archive, [happened('1', '更正', { number: 'JS-1', day: '2026-03-06' as Day })], '有误');
  archive.withdraw(3, '重复', writer);
  archive.merge(['1', '2'], '换发', writer);
  archive.note('show', '1', '', writer);
  const lines = linesOf(archive);
  archive.close();
  return lines;
}

test('export and import give the same bytes of export, a whole archive, readable by its owner only', async () => {
  const cwd = await folder();
  await filled(cwd);
  expect(await run(cwd, ['dossier', 'export', '-o', 'a.jsonl', '--archive', 'archive.dossier'])).toMatchObject({ code: 0 });
  expect(await run(cwd, ['dossier', 'import', 'a.jsonl', '--archive', 'b.dossier'])).toMatchObject({ code: 0 });
  expect(await listing(cwd)).toEqual(['a.jsonl', 'archive.dossier', 'b.dossier']);
  const again = await Archive.open(path.join(cwd, 'b.dossier'), 'read', writer);
  expect(`${linesOf(again).join('\n')}\n`).toBe(readFileSync(path.join(cwd, 'a.jsonl'), 'utf8'));
  expect(verify(again).findings).toEqual([]);
  again.close();
  if (process.platform !== 'win32') expect((statSync(path.join(cwd, 'b.dossier')).mode & 0o777).toString(8)).toBe('600');
  // And it can be added to.
  expect(
    (await run(cwd, ['dossier', 'record', '1', '--block', '日常', '--date', '2026-03-09', '--text', '值班', '--archive', 'b.dossier']))
      .code,
  ).toBe(0);
});

test('any archive', async () => {
  const text = fc.string({ unit: 'binary', maxLength: 6 });
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('1', '2'), text, text), { maxLength: 6 }), async (all) => {
      const cwd = await folder();
      const archive = await archiveIn(cwd);
      enter(
        archive,
        all.map(([id, said, number]) => happened(id, said, { number })),
        '更正',
      );
      const lines = linesOf(archive);
      const file = path.join(cwd, 'b.dossier');
      expect(await restore(file, () => given(lines))).toMatchObject({ seq: lines.length });
      const again = await Archive.open(file, 'read', writer);
      expect(linesOf(again)).toEqual(lines);
      again.close();
      archive.close();
    }),
    { numRuns: 30 },
  );
});

describe('refused, with nothing left behind', () => {
  test('any line with a character changed, taken out or put in', async () => {
    const lines = await filled(await folder());
    const cwd = await folder();
    await fc.assert(
      fc.asyncProperty(
        fc.nat(lines.length - 1),
        fc.nat(10_000),
        fc.constantFrom('x', '0', ' ', '"', ',', '}', ''),
        fc.boolean(),
        async (which, where, put, over) => {
          const line = lines[which] ?? '';
          const at = where % line.length;
          const changed = line.slice(0, at) + put + line.slice(at + (over || put === '' ? 1 : 0));
          fc.pre(changed !== line);
          const done = await restore(path.join(cwd, 'b.dossier'), () => given(lines.map((l, i) => (i === which ? changed : l))));
          expect(done, changed).toMatchObject({ line: which + 1 });
          expect(await listing(cwd)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<[string, (lines: string[]) => string[], number]>([
    ['a key that no row has', (l) => [...l.slice(0, 2), (l[2] ?? '').replace(/^\{/, '{"a":1,'), ...l.slice(3)], 3],
    ['a key twice', (l) => [...l.slice(0, 2), (l[2] ?? '').replace(/\}$/, ',"year":2026}'), ...l.slice(3)], 3],
    ['two lines swapped', (l) => [l[1] ?? '', l[0] ?? '', ...l.slice(2)], 1],
    ['the first missing', (l) => l.slice(1), 1],
    ['one missing', (l) => l.filter((_, i) => i !== 3), 4],
    ['one twice', (l) => [...l.slice(0, 3), l[2] ?? '', ...l.slice(3)], 4],
    ['nothing at all', () => [], 1],
    ['a table of people', () => ['工号,姓名'], 1],
    ['null', () => ['null'], 1],
    ['a list', () => ['[]'], 1],
    ['a row of nothing', () => ['{}'], 1],
  ])('%s', async (_, edit, line) => {
    const lines = await filled(await folder());
    const cwd = await folder();
    writeFileSync(path.join(cwd, 'a.jsonl'), edit(lines).join('\n'));
    const { code, err } = await run(cwd, ['dossier', 'import', 'a.jsonl']);
    expect([code, err]).toEqual([1, expect.stringContaining('archive/line')]);
    expect(err).toContain(`Line ${line} `);
    expect(await listing(cwd)).toEqual(['a.jsonl']);
  });

  test('an archive that is there, and a file that is not', async () => {
    const cwd = await folder();
    const lines = await filled(cwd);
    writeFileSync(path.join(cwd, 'a.jsonl'), lines.join('\n'));
    const before = readFileSync(path.join(cwd, 'archive.dossier'));
    expect(await run(cwd, ['dossier', 'import', 'a.jsonl'])).toMatchObject({ code: 2, err: expect.stringContaining('archive/not-empty') });
    expect(await run(cwd, ['dossier', 'import', 'no.jsonl', '--archive', 'b.dossier'])).toMatchObject({ code: 2 });
    expect(await restore(path.join(cwd, 'archive.dossier'), () => given(lines))).toBe('there');
    expect(Buffer.compare(readFileSync(path.join(cwd, 'archive.dossier')), before)).toBe(0);
    expect(await listing(cwd)).toEqual(['a.jsonl', 'archive.dossier']);
  });
});

test('lines ended as on Windows, and a blank one at the end, are the same lines', async () => {
  const cwd = await folder();
  const lines = await filled(await folder());
  writeFileSync(path.join(cwd, 'a.jsonl'), `${lines.join('\r\n')}\r\n\r\n`);
  expect(await run(cwd, ['dossier', 'import', 'a.jsonl'])).toMatchObject({ code: 0 });
});

test('an import says how far it goes: an export without its last lines is shorter', async () => {
  const cwd = await folder();
  const lines = await filled(await folder());
  writeFileSync(path.join(cwd, 'a.jsonl'), lines.slice(0, -2).join('\n'));
  const { hash } = JSON.parse(lines.at(-3) ?? '') as { hash: string };
  const { out } = await run(cwd, ['dossier', 'import', 'a.jsonl']);
  expect(out).toContain(hash);
});
