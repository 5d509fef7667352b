/**
 * What a workbook of the tool remembers of itself: a text in a hidden sheet, packed so that no program that opens and saves
 * the workbook can bend it unnoticed (zlib carries its own checksum).
 */
import { deflateSync, inflateSync } from 'node:zlib';
import { problem } from '../problems/problem.ts';
import type { Book, Out } from '../types.ts';
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

/** The text that `memoryRows` kept. Errors: `file/no-memory` where the workbook has none, `file/memory-damaged` where it does not unpack. */
export function memoryOf(book: Book): Out<string | null> {
  const sheet = book.sheets.find((s) => s.name === memorySheet);
  const rows = sheet?.rows.map((r) => r.cells[0]?.value ?? '') ?? [];
  const where = { file: book.file };
  if (rows[0] !== marker) return { value: null, problems: [problem('file/no-memory', {}, where)] };
  try {
    const packed = Buffer.from(rows.slice(1).join(''), 'base64');
    return { value: inflateSync(packed, { maxOutputLength: most }).toString('utf8'), problems: [] };
  } catch {
    return { value: null, problems: [problem('file/memory-damaged', {}, where)] };
  }
}
