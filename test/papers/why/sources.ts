// Cells of samples as another library reads them; shares no code with src.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import XLSX from '@e965/xlsx';

/** What stands at `file!sheet!A1` of the files in a folder: white space, width and 分 apart; '' for nothing. */
export async function cellsOf(folder: string): Promise<(at: string) => string> {
  const books = new Map<string, XLSX.WorkBook>();
  for (const file of (await readdir(folder)).filter((f) => /\.(xlsx|csv)$/.test(f)))
    books.set(file, bookOf(await readFile(path.join(folder, file)), file));
  return (at) => {
    const parts = at.split('!');
    const book = books.get(path.basename(parts[0] ?? ''));
    const sheet = parts.length === 3 ? parts[1] : book?.SheetNames[0];
    // The page is read without white space.
    const name = book?.SheetNames.find((n) => n.replace(/\s+/g, '') === sheet);
    const cell = book?.Sheets[name ?? '']?.[parts.at(-1) ?? ''] as XLSX.CellObject | undefined;
    if (!cell) return '';
    const text = typeof cell.v === 'number' ? String(Number(cell.v.toPrecision(15))) : String(cell.v ?? '');
    return text.normalize('NFKC').replace(/\s+/g, '').replace(/分$/, '');
  };
}

function bookOf(bytes: Uint8Array, file: string): XLSX.WorkBook {
  if (!file.endsWith('.csv')) return XLSX.read(bytes);
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  try {
    text = utf8.decode(bytes);
  } catch {
    text = new TextDecoder('gb18030').decode(bytes);
  }
  return XLSX.read(text, { type: 'string', raw: true });
}
