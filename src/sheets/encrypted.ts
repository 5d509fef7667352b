import type { Ole } from './ole.ts';
import { damaged, refuse } from './refusal.ts';

/** Rounds of hashing that a file may ask for; Office writes 100,000. */
const mostRounds = 2_000_000;

/**
 * Decrypts an encrypted workbook in memory: an .xlsx in an OLE container (standard and agile), or an .xls. Throws
 * `Refusal`: `file/encrypted` without a password, `file/password-wrong`, `file/damaged`. What comes out goes through
 * the reader like any other file, whose checksums show a change that encryption alone does not.
 */
export async function decrypt(bytes: Uint8Array, ole: Ole, password: string | undefined): Promise<Uint8Array> {
  if (password === undefined || password === '') return refuse('file/encrypted', {});
  const info = ole.read('EncryptionInfo');
  if (info) checkInfo(info);
  const { default: office } = await import('officecrypto-tool');
  try {
    return await office.decrypt(Buffer.from(bytes), { password });
  } catch (error) {
    if (error instanceof Error && /password is incorrect/i.test(error.message)) return refuse('file/password-wrong', {});
    return damaged('the encryption is not understood');
  }
}

function checkInfo(info: Uint8Array): void {
  const text = new TextDecoder('latin1').decode(info.subarray(8));
  const rounds = /\bspinCount\s*=\s*["'](\d{1,12})["']/.exec(text)?.[1];
  if (rounds !== undefined && Number(rounds) > mostRounds) damaged(`${rounds} rounds of hashing`);
}
