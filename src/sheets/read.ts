import { createHash } from 'node:crypto';
import type { Book, Out } from '../types.ts';
import { readCsv } from './csv.ts';
import { decodeText } from './encoding.ts';
import type { ReadOptions } from './limits.ts';
import { holdsMarker } from './marker.ts';
import { Refusal, refuse } from './refusal.ts';
import { sniff } from './sniff.ts';
import { readXlsx } from './xlsx-read.ts';

/**
 * Reads a file by what it holds, whatever its name says. `file` is how the user knows it and stands in every problem.
 * The value is null where the file is refused; then there is one problem that says why (`file/…`). Throws nothing
 * for what users send.
 */
export async function readBook(bytes: Uint8Array, file: string, options: ReadOptions = {}): Promise<Out<Book | null>> {
  try {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    return { value: { file, sha256, ...(await readKind(bytes, options)) }, problems: [] };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { value: null, problems: [error.problem(file)] };
  }
}

type Content = Omit<Book, 'file' | 'sha256'>;

async function readKind(bytes: Uint8Array, options: ReadOptions): Promise<Content> {
  const found = sniff(bytes, options);
  if (found.kind === 'text') return readText(bytes);
  return { kind: found.kind, ...(await readXlsx(found.zip, options)) };
}

function readText(bytes: Uint8Array): Content {
  if (isBinary(bytes)) refuse('file/unknown-kind', { kind: 'binary' });
  const { text, encoding } = decodeText(bytes);
  if (text.trim() === '') refuse('file/empty', {});
  const sheet = readCsv(text);
  return { kind: 'csv', encoding, sheets: [sheet], own: holdsMarker(sheet) };
}

/** Control characters that no text holds, in number; zero bytes are left to the decoder (UTF-16, or damage). */
function isBinary(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, 4096);
  if ((head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)) return false;
  let controls = 0;
  for (const b of head) if ((b >= 1 && b <= 8) || (b >= 14 && b <= 31)) controls++;
  return controls * 20 > head.length && !wideText(head);
}

/** Every second byte mostly zero: UTF-16 of digits and delimiters, whose other bytes may look like controls. */
function wideText(head: Uint8Array): boolean {
  const zeros = head.filter((b) => b === 0).length;
  return zeros * 20 > head.length && /[\r\n]\0|\0[\r\n]/.test(new TextDecoder('latin1').decode(head));
}
