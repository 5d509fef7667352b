// explain and inspect: the reference page, near codes, what was understood, every stored cell.
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { explain } from '../../src/commands/explain.ts';
import { inspect } from '../../src/commands/inspect.ts';
import { codes } from '../../src/problems/explain.ts';
import { csv, folder, listening, people } from './desk.ts';

async function explained(code: string | undefined, options = {}) {
  const { io, heard } = listening('/');
  return { code: await explain(io, code, options), ...heard() };
}

describe('explain', () => {
  test.each(['zh-Hans', 'en'])('the reference page in %s is the one kept', async (lang) => {
    const { code, out } = await explained(undefined, { format: 'md', lang });
    expect(code).toBe(0);
    for (const c of codes) expect(out).toContain(`### \`${c}\``);
    await expect(out).toMatchFileSnapshot(`golden/reference.${lang}.md`);
  });

  test.each(['zh-Hans', 'en'])('the list in %s is the one kept', async (lang) => {
    await expect((await explained(undefined, { lang })).out).toMatchFileSnapshot(`golden/codes.${lang}.txt`);
  });

  test('one code; an unknown one names the nearest', async () => {
    expect((await explained('cell/blank')).out).toContain('Blank is not 0');
    expect(JSON.parse((await explained('cell/blank', { format: 'json' })).out)).toMatchObject({
      codes: [{ code: 'cell/blank', severity: 'error' }],
    });
    expect(await explained('cell/not-a-numbr')).toMatchObject({ code: 2, out: '', err: expect.stringContaining('cell/not-a-number') });
    expect(await explained('x', { format: 'pdf' })).toMatchObject({ code: 2, err: expect.stringContaining('--format') });
  });
});

describe('inspect', () => {
  async function inspected(files: readonly string[], dir: string, options = {}) {
    const { io, heard } = listening(dir);
    return { code: await inspect(io, files, options), ...heard() };
  }
  async function desk(): Promise<string> {
    const dir = await folder();
    await writeFile(path.join(dir, 'q3.csv'), `${csv(people(3))}合计,,,,,,1,1,1,1,0\r\n`);
    return dir;
  }

  test('names headers, words, and every row: read = used + left out', async () => {
    const dir = await desk();
    const { code, out } = await inspected(['q3.csv'], dir);
    expect(code).toBe(0);
    expect(out).toContain('A  工号 → staff id');
    expect(out).toContain('rows read 6 = used 3 + left out 3');
    expect(out).toContain('People: 3');
    const json = JSON.parse((await inspected(['q3.csv'], dir, { format: 'json' })).out);
    expect(json.files[0].sheets[0].tables[0]).toMatchObject({ headerRow: 2, rowsRead: 6, rowsUsed: 3 });
  });

  test('--cells: every stored cell, one object a line; a refused file is a problem', async () => {
    const dir = await desk();
    const { code, out } = await inspected(['q3.csv'], dir, { cells: true });
    const cells = out
      .trimEnd()
      .split('\n')
      .map((l) => JSON.parse(l));
    expect(code).toBe(0);
    expect(cells[0]).toEqual({ sheet: null, ref: 'A1', kind: 'text', value: '2026年第三季度考核得分' });
    expect(cells).toContainEqual({ sheet: null, ref: 'A3', kind: 'text', value: '0001' });
    await writeFile(path.join(dir, 'bad.xlsx'), 'PK\u0003\u0004');
    expect(await inspected(['bad.xlsx'], dir, { cells: true })).toMatchObject({ code: 1, out: '', err: expect.stringContaining('file/') });
  });
});
