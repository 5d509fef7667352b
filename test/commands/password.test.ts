import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import office from 'officecrypto-tool';
import { expect, test } from 'vitest';
import { folder, runRank } from './desk.ts';

const plain = readFileSync('samples/twins/formats/plain.xlsx');
const secret = '口令-Pa55';

async function desk(): Promise<string> {
  const cwd = await folder();
  await writeFile(path.join(cwd, 'q3.xlsx'), office.encrypt(plain, { password: secret, type: 'standard' }));
  await writeFile(path.join(cwd, 'right.txt'), `${secret}\r\nsecond line\n`);
  await writeFile(path.join(cwd, 'wrong.txt'), 'no\n');
  await writeFile(path.join(cwd, 'empty.txt'), '\n');
  return cwd;
}

test('a password file opens an encrypted workbook, and the password stands nowhere', async () => {
  const said = await runRank(await desk(), ['q3.xlsx'], { format: 'json', passwordFile: 'right.txt' });
  expect(said.code).toBe(0);
  expect(said.out).toContain('林知遥');
  expect(said.out + said.err).not.toContain(secret);
});

test.each([
  [{}, 1, 'file/encrypted'],
  [{ passwordFile: 'wrong.txt' }, 1, 'file/password-wrong'],
  [{ passwordFile: 'empty.txt' }, 2, 'usage/password-file'],
  [{ passwordFile: 'none.txt' }, 2, 'usage/password-file'],
])('%j: exit %i, %s', async (options, code, problem) => {
  const said = await runRank(await desk(), ['q3.xlsx'], { format: 'json', ...options });
  expect(said.code).toBe(code);
  expect(said.err).toContain(problem);
});

test('at a terminal it is asked for, again after a wrong one', async () => {
  const answers = ['wrong', secret];
  const asked: string[] = [];
  const ask = async (prompt: string) => {
    asked.push(prompt);
    return answers.shift() ?? null;
  };
  const said = await runRank(await desk(), ['q3.xlsx'], { format: 'json' }, { secret: ask });
  expect(said.code).toBe(0);
  expect(asked).toEqual(Array(2).fill('Password of q3.xlsx (not shown): '));
});
