// `appraise sign`, and `verify` with a signature: each thing that can be wrong with one has its own message.
import { createPublicKey, generateKeyPairSync, verify as verifies } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Io } from '../../src/commands/io.ts';
import { type SignOptions, sign } from '../../src/commands/sign.ts';
import { type VerifyOptions, verify } from '../../src/commands/verify.ts';
import { signatureSchema } from '../../src/papers/signature.ts';
import { verificationSchema } from '../../src/papers/verification.ts';
import { csv, folder, listening, listing, people, runRank } from './desk.ts';

let dir = '';
beforeEach(async () => {
  dir = await folder();
  writeFileSync(path.join(dir, 'q3.csv'), csv(people(10)));
  expect((await runRank(dir, ['q3.csv'], { output: 'r.xlsx' })).code).toBe(0);
}, 60_000);

async function signing(named: string | undefined, options: SignOptions, given: Partial<Io> = {}) {
  const { io, heard } = listening(dir, given);
  const code = await sign(io, named, options);
  return { code, ...heard() };
}

async function verified(options: VerifyOptions, files = ['r.xlsx', 'q3.csv']) {
  const { io, heard } = listening(dir);
  const code = await verify(io, files, { ...options, format: 'json' });
  const { out, err } = heard();
  const json = out === '' ? null : verificationSchema.parse(JSON.parse(out));
  return { code, err, signature: json?.signature, codes: json?.problems.map((p) => p.code) };
}

const file = (name: string) => path.join(dir, name);
const signature = (name = 'r.xlsx.sig') => signatureSchema.parse(JSON.parse(readFileSync(file(name), 'utf8')));

async function changed(change: (book: ExcelJS.Workbook) => void): Promise<void> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.readFile(file('r.xlsx'));
  change(book);
  await book.xlsx.writeFile(file('r.xlsx'));
}

/** The first row to be decided on, in the group's sheet. */
function decide(book: ExcelJS.Workbook, decision: string, reason: string): void {
  const ws = book.worksheets[1];
  const header = ws?.getRows(1, 8)?.find((r) => (r.values as unknown[]).includes('决定'));
  const at = (header?.values as unknown[] | undefined)?.indexOf('决定') ?? 0;
  if (!ws || !header) throw new Error('nothing to decide');
  ws.getCell(header.number + 1, at).value = decision;
  ws.getCell(header.number + 1, at + 1).value = reason;
}

describe('keys', () => {
  test('a pair: its owner’s only, standard PEM, the same fingerprint from either half, never written over', async () => {
    const made = await signing(undefined, { newKey: 'k' });
    expect(made.code).toBe(0);
    expect(await listing(dir)).toEqual(['k.pem', 'k.public.pem', 'q3.csv', 'r.xlsx']);
    expect(statSync(file('k.pem')).mode & 0o777).toBe(0o600);
    expect(readFileSync(file('k.pem'), 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(readFileSync(file('k.public.pem'), 'utf8')).toMatch(/^-----BEGIN PUBLIC KEY-----\n/);
    const said = /Key ([0-9a-f]{64})/.exec(made.out)?.[1];
    expect((await signing('r.xlsx', { key: 'k.pem' })).out).toContain(`Key ${said}`);
    expect(signature().key).toBe(said);
    expect((await signing(undefined, { newKey: 'k', force: true })).code).toBe(2);
  });

  test('under a passphrase: from a file, asked for, missing, wrong', async () => {
    writeFileSync(file('pass'), '长一点的口令\n');
    writeFileSync(file('other'), '别的\n');
    expect((await signing(undefined, { newKey: 'k', passwordFile: 'pass' })).code).toBe(0);
    expect(readFileSync(file('k.pem'), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----\n/);
    const out = 's';
    expect((await signing('r.xlsx', { key: 'k.pem', passwordFile: 'pass', output: `${out}1` })).code).toBe(0);
    expect((await signing('r.xlsx', { key: 'k.pem', output: `${out}2` }, { secret: async () => '长一点的口令' })).code).toBe(0);
    expect(readFileSync(file('s1'))).toEqual(readFileSync(file('s2')));
    expect((await signing('r.xlsx', { key: 'k.pem' })).err).toContain('it is under a passphrase');
    expect((await signing('r.xlsx', { key: 'k.pem', passwordFile: 'other' })).err).toContain('its passphrase is another');
  });

  test('the wrong half, another kind, no key at all', async () => {
    await signing(undefined, { newKey: 'k' });
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    writeFileSync(file('ec.pem'), rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }));
    writeFileSync(file('no.pem'), 'hello');
    const said = async (key: string) => {
      const { code, err } = await signing('r.xlsx', { key });
      return [code, /of no use:\s+([\s\S]*?)\s+usage\/key-file/.exec(err)?.[1]?.replace(/\s+/g, ' ')];
    };
    expect(await said('k.public.pem')).toEqual([2, 'it is the public key, and signing takes the private one']);
    expect(await said('ec.pem')).toEqual([2, 'it is no Ed25519 key']);
    expect(await said('no.pem')).toEqual([2, 'it is no key in PEM']);
    expect(await said('gone.pem')).toEqual([2, 'the file or folder does not exist']);
    await signing('r.xlsx', { key: 'k.pem' });
    expect((await verified({ key: 'k.pem' })).err).toContain('it is the private key');
  });

  test('usage', async () => {
    expect((await signing(undefined, { key: 'k.pem' })).code).toBe(2);
    expect((await signing('r.xlsx', {})).err).toContain('--key');
    expect((await signing('r.xlsx', { newKey: 'k' })).err).toContain('usage/options-conflict');
    expect((await verified({ signature: 'r.xlsx.sig' })).err).toContain('--key');
    expect(await listing(dir)).toEqual(['q3.csv', 'r.xlsx']);
  });
});

describe('a signature', () => {
  beforeEach(async () => {
    await signing(undefined, { newKey: 'k' });
    expect((await signing('r.xlsx', { key: 'k.pem' })).code).toBe(0);
  }, 60_000);
  const withKey = { key: 'k.public.pem' };

  test('holds for what was signed, and is one that any program can verify', async () => {
    expect(await verified(withKey)).toMatchObject({ code: 0, codes: [], signature: { result: 'valid', decisions: 'none' } });
    expect(await verified(withKey, ['r.xlsx'])).toMatchObject({ code: 0, signature: { result: 'valid' } });
    const { statements } = signature();
    expect(statements.map((s) => s.of)).toEqual(['result']);
    const key = createPublicKey(readFileSync(file('k.public.pem')));
    for (const s of statements) {
      const signed = Buffer.from(`appraise/signature@1\n${s.of}\n${s.sha256}\n${s.count}\n`);
      expect(verifies(null, signed, key, Buffer.from(s.signature, 'base64'))).toBe(true);
    }
    // The same content, the same key: the same signature.
    expect((await signing('r.xlsx', { key: 'k.pem' })).out).toContain('left as it is');
  });

  test('holds after another program opened and saved the workbook', async () => {
    const before = readFileSync(file('r.xlsx'));
    await changed(() => undefined);
    expect(readFileSync(file('r.xlsx')).equals(before)).toBe(false);
    expect(await verified(withKey)).toMatchObject({ code: 0, signature: { result: 'valid' } });
  });

  test('does not hold for changed content, which is named beside', async () => {
    await changed((b) => {
      const cell = b.worksheets[1]?.getCell('B6');
      if (cell) cell.value = '别人';
    });
    expect(await verified(withKey)).toMatchObject({ code: 1, codes: ['file/signature-content'], signature: { result: 'changed' } });
    expect((await signing('r.xlsx', { key: 'k.pem', output: 'again.sig' })).err).toContain('cell/changed-by-hand');
    expect(await listing(dir)).not.toContain('again.sig');
  });

  test('a stored result that was changed beneath its formula is changed content', async () => {
    await changed((b) => {
      const cells = b.worksheets[1]?.getRow(6).values as ExcelJS.CellValue[];
      const at = cells.findIndex((c) => typeof c === 'object' && c !== null && 'formula' in c && typeof c.result === 'number');
      const cell = b.worksheets[1]?.getRow(6).getCell(at);
      if (!cell) throw new Error('no cell');
      const { formula, result } = cell.value as { formula: string; result: number };
      cell.value = { formula, result: result + 1 } as ExcelJS.CellFormulaValue;
    });
    expect(await verified(withKey)).toMatchObject({ code: 1, codes: ['file/signature-content'] });
  });

  test('of the result says nothing of decisions filled in since; signed again it does', async () => {
    await changed((b) => decide(b, '不列入', '另有任用'));
    expect(await verified(withKey)).toMatchObject({
      code: 0,
      codes: ['file/decisions-unsigned'],
      signature: { result: 'valid', decisions: 'unsigned' },
    });
    expect((await signing('r.xlsx', { key: 'k.pem', force: true })).code).toBe(0);
    expect(signature().statements.map((s) => [s.of, s.count])).toEqual([
      ['result', expect.any(Number)],
      ['decisions', 2],
    ]);
    expect(await verified(withKey)).toMatchObject({ code: 0, codes: [], signature: { result: 'valid', decisions: 'valid' } });
    await changed((b) => decide(b, '不列入', '另有重用'));
    expect(await verified(withKey)).toMatchObject({
      code: 1,
      codes: ['file/signature-decisions'],
      signature: { result: 'valid', decisions: 'changed' },
    });
  });

  test('decisions of one result are not those of another', async () => {
    await changed((b) => decide(b, '不列入', '另有任用'));
    await signing('r.xlsx', { key: 'k.pem', force: true });
    const first = signature();
    writeFileSync(file('q3.csv'), csv(people(11)));
    await runRank(dir, ['q3.csv'], { output: 'r.xlsx', force: true });
    await changed((b) => decide(b, '不列入', '另有任用'));
    await signing('r.xlsx', { key: 'k.pem', force: true });
    const mixed = { ...signature(), statements: [signature().statements[0], first.statements[1]] };
    writeFileSync(file('r.xlsx.sig'), JSON.stringify(mixed));
    expect((await verified(withKey)).codes).toEqual(['file/signature-decisions']);
  });

  test('by another key, damaged, cut short, missing: each by itself', async () => {
    await signing(undefined, { newKey: 'other' });
    expect(await verified({ key: 'other.public.pem' })).toMatchObject({ code: 1, codes: ['file/signature-other-key'], signature: null });
    const whole = signature();
    const [one] = whole.statements;
    if (!one) throw new Error('nothing signed');
    const flipped = one.signature.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
    const hash = one.sha256.replace(/^./, (c) => (c === '0' ? '1' : '0'));
    for (const text of [
      JSON.stringify({ ...whole, statements: [{ ...one, signature: flipped }] }),
      JSON.stringify({ ...whole, statements: [{ ...one, sha256: hash }] }),
      JSON.stringify({ ...whole, statements: [{ ...one, count: one.count + 1 }] }),
      JSON.stringify({ ...whole, statements: [{ ...one, of: 'decisions' }] }),
      JSON.stringify({ ...whole, statements: [one, one] }),
      JSON.stringify({ ...whole, statements: [] }),
      JSON.stringify(whole).slice(0, 100),
      '',
    ]) {
      writeFileSync(file('r.xlsx.sig'), text);
      expect([text.slice(0, 40), (await verified(withKey)).codes]).toEqual([text.slice(0, 40), ['file/signature-damaged']]);
    }
    expect(await verified({ ...withKey, signature: 'gone.sig' })).toMatchObject({ code: 2 });
  });
});
