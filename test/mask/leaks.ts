// What must not leave under --mask: names and ids as files have them, by a plain reading of their headers; and where they are looked for.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { memoryOf } from '../../src/sheets/memory.ts';
import { readBook } from '../../src/sheets/read.ts';

const over =
  /^(?:真实|人员|干部)?姓名$|^被?测评人(?:姓名)?$|^(?:测评|考核)对象$|^(?:工号|人员编号|警号|员工编号|身份证号码?)$|^name$|^id$/i;
const noName = /合计|总计|小计|平均|说明|填表|注[:：]|^姓名|^工号|单位/;
const plain = (t: string) => t.normalize('NFKC').replace(/[\s\p{Cf}]/gu, '');

/** Every file below a file or folder. */
export function filesIn(at: string): string[] {
  if (!statSync(at).isDirectory()) return [at];
  return readdirSync(at, { recursive: true, encoding: 'utf8' })
    .map((f) => path.join(at, f))
    .filter((f) => statSync(f).isFile() && !/\.(mjs|txt|yaml|md)$/.test(f))
    .sort();
}

/** Names and ids in the files, read without the program's own tables: whatever stands under 姓名, 工号 and the like. */
export async function namesIn(files: readonly string[]): Promise<Set<string>> {
  const found = new Set<string>();
  for (const file of files) {
    const { value: book } = await readBook(readFileSync(file), path.basename(file));
    for (const sheet of book?.own ? [] : (book?.sheets ?? [])) {
      const heads = new Map<number, number>();
      for (const { row, cells } of sheet.rows)
        for (const c of cells) {
          const text = plain(c.value);
          if (over.test(text)) heads.set(c.col, row);
          else if (heads.has(c.col) && row > (heads.get(c.col) ?? 0) && isWord(text) && !noName.test(text)) found.add(text);
        }
    }
  }
  return found;
}

/** A number of three digits, or one character, may stand anywhere. */
const isWord = (text: string): boolean => [...text].length > 1 && [...text].length < 20 && !/^[\d.]{1,5}$/.test(text);

/** Everything a file shows or holds, packed parts and what a workbook remembers among it. */
export async function contents(file: string): Promise<string> {
  const bytes = readFileSync(file);
  if (bytes[0] !== 0x50 || bytes[1] !== 0x4b) return bytes.toString('utf8');
  const parts = Object.entries(unzipSync(bytes)).map(([name, part]) => `${name}\n${strFromU8(part)}`);
  const book = /\.xlsx$/i.test(file) ? (await readBook(bytes, 'f.xlsx')).value : null;
  const memory = book ? (memoryOf(book).value ?? '') : '';
  return [...parts, memory, book ? JSON.stringify(book.sheets) : ''].join('\n');
}

/** Names that stand in a text: as written, spaced out, in full width, behind the escapes of XML and JSON. */
export function leaked(names: Iterable<string>, text: string): string[] {
  const unescaped = text
    .replace(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    .replace(/&#(x?)([0-9a-f]+);/gi, (_, x: string, n: string) => String.fromCodePoint(Number.parseInt(n, x ? 16 : 10)))
    .replace(/[0-9a-f]{64}/g, '#');
  const folded = plain(unescaped);
  return [...names].filter((n) => (/^\d+$/.test(n) ? new RegExp(`(?<![\\d.])${n}(?!\\d)`).test(folded) : folded.includes(n)));
}
