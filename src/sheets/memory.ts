/**
 * What a workbook of the tool remembers of itself: a text in a hidden sheet, packed so that no program that opens and saves
 * the workbook can bend it unnoticed (zlib carries its own checksum).
 */
import { deflateSync, inflateSync } from 'node:zlib';
import type { Book, Cell } from '../book.ts';
import { problem } from '../problems/problem.ts';
import type { Out } from '../types.ts';
import { memorySheet } from './marker.ts';

const marker = 'appraise/memory@1';
/** Below the 32,767 characters that a cell holds. */
const chunk = 30_000;
/** A memory grows with the people; this is some hundred thousand of them. */
const most = 1 << 30;

/** The texts of the hidden sheet, one below the other. */
export function memoryRows(text: string): string[] {
  const packed = deflateSync(Buffer.from(text, 'utf8'), { level: 6 }).toString('base64');
  const rows = [marker];
  for (let i = 0; i < packed.length; i += chunk) rows.push(packed.slice(i, i + chunk));
  return rows;
}

/**
 * The text that `memoryRows` kept. Errors: `file/no-memory` where the workbook has none, `file/memory-damaged` where the sheet is not to the
 * letter what was written: what unpacking would pass over, such as a space or something behind the end, counts.
 */
export function memoryOf(book: Book): Out<string | null> {
  const sheet = book.sheets.find((s) => s.name === memorySheet);
  const cells = sheet?.rows.flatMap((r) => r.cells) ?? [];
  const where = { file: book.file };
  if (cells[0]?.value !== marker) return { value: null, problems: [problem('file/no-memory', {}, where)] };
  const text = cells.every((c, i) => c.row === i && c.col === 0 && c.kind === 'text' && !c.formula) ? unpackedText(cells.slice(1)) : null;
  return { value: text, problems: text === null ? [problem('file/memory-damaged', {}, where)] : [] };
}

function unpackedText(cells: readonly Cell[]): string | null {
  const joined = cells.map((c) => c.value).join('');
  const packed = Buffer.from(joined, 'base64');
  if (packed.toString('base64') !== joined) return null;
  try {
    // With `info` it says how far it read; the types know only of the bytes.
    const { buffer, engine } = inflateSync(packed, { maxOutputLength: most, info: true }) as unknown as {
      readonly buffer: Buffer;
      readonly engine: { readonly bytesWritten: number };
    };
    return engine.bytesWritten === packed.length ? buffer.toString('utf8') : null;
  } catch {
    return null;
  }
}
