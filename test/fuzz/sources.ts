/** What the fuzzer mutates: the samples, generated exports, and real files of the corpus where it is present. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { Book, Cell } from '../../src/book.ts';
import type { PolicySource } from '../../src/commands/check.ts';
import { exportArb } from '../oracle/arbitraries.ts';
import { csvFiles, csvSafe, layOut, layoutArb, toXlsx } from '../oracle/layout.ts';
import { rewrite, waysOf } from '../sheets/rewrite.ts';
import { readZip, type ZipPart } from '../sheets/rewrite-zip.ts';
import { type Content, readModel } from './model.ts';
import { contentOfBook, difference, type Reader, resultsOfBook } from './outcome.ts';

export interface Source {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly book: Book;
  readonly content: Content;
  readonly results: string;
  /** Of an .xlsx that the model reads as the reader does; null for everything else. */
  readonly parts: readonly ZipPart[] | null;
  /** The parts of any archive. */
  readonly archive: readonly ZipPart[] | null;
  /** A container that keeps checksums: damage cannot go unseen. */
  readonly checked: boolean;
}

export interface Sources {
  readonly all: readonly Source[];
  /** Undamaged files on which reader and model disagree: each is a finding by itself. */
  readonly disputed: readonly string[];
}

/** Files larger than this would only slow the fuzzer down. */
const largest = 60_000;

/** Loads all sources in a fixed order. `root`: the repository; `corpus`: also the files beside it. */
export async function loadSources(root: string, corpus: boolean, read: Reader, policy: PolicySource): Promise<Sources> {
  const files: { name: string; bytes: Uint8Array }[] = [];
  for (const folder of ['samples', 'samples/units', 'samples/twins/layouts', 'samples/twins/formats']) {
    const dir = path.join(root, folder);
    if (!existsSync(dir)) continue;
    for (const f of readdirSync(dir).sort()) {
      if (/\.(xlsx|xlsm|xls|et|ods|xlsb|csv|tsv|html?)$/.test(f) && statSync(path.join(dir, f)).size <= largest)
        files.push({ name: `${folder}/${f}`, bytes: readFileSync(path.join(dir, f)) });
    }
  }
  files.push(...(await generated()));
  if (corpus) files.push(...corpusFiles(root));
  const all: Source[] = [];
  const disputed: string[] = [];
  for (const file of files) {
    const source = await sourceOf(file, read, policy);
    if (typeof source === 'string') disputed.push(`${file.name}: ${source}`);
    else if (source) all.push(source);
  }
  return { all, disputed };
}

/** Sheets full of dates, in the system of 1904 too: where a reader mistakes the one for the other, all are four years off. */
function dated(): { name: string; bytes: Uint8Array }[] {
  return Array.from({ length: 8 }, (_, i) => {
    const cells = (row: number): Cell[] => [
      { row, col: 0, kind: 'text', value: row === 0 ? '工号' : `0900${row}` },
      { row, col: 1, kind: 'text', value: row === 0 ? '姓名' : `某${String.fromCodePoint(0x4e00 + row * 7 + i)}` },
      row === 0 ? { row, col: 2, kind: 'text', value: '入职日期' } : { row, col: 2, kind: 'date', value: String(36_526 + row * 97 + i) },
    ];
    const rows = Array.from({ length: 6 + i }, (_x, row) => ({ row, hidden: false, cells: cells(row) }));
    const sheet = { name: '名册', hidden: false, rows, merges: [], hiddenCols: new Set<number>() };
    return { name: `dated ${i}`, bytes: rewrite([sheet], { ...waysOf(i), date1904: i % 2 === 0, folder: 'xl' }) };
  });
}

async function generated(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const drawn = fc.sample(fc.tuple(exportArb({ maxPeople: 20 }), layoutArb), { seed: 20263, numRuns: 8 });
  const out: { name: string; bytes: Uint8Array }[] = dated();
  for (const [i, [office, layout]] of drawn.entries()) {
    for (const book of layOut(office, layout).slice(0, 2)) out.push({ name: `made ${i} ${book.file}`, bytes: await toXlsx(book) });
    for (const { file, text } of layOut(office, csvSafe(layout)).flatMap(csvFiles).slice(0, 1))
      out.push({ name: `made ${i} ${file}`, bytes: Buffer.from(text) });
  }
  return out;
}

function corpusFiles(root: string): { name: string; bytes: Uint8Array }[] {
  const dir = path.join(root, '../shared/corpus');
  const manifest = path.join(dir, 'manifest.json');
  if (!existsSync(manifest)) return [];
  const entries = JSON.parse(readFileSync(manifest, 'utf8')) as { file: string; want: string }[];
  return entries
    .filter((e) => e.want === 'read' && statSync(path.join(dir, e.file)).size <= largest)
    .map((e) => ({ name: `corpus/${e.file}`, bytes: readFileSync(path.join(dir, e.file)) }));
}

async function sourceOf(file: { name: string; bytes: Uint8Array }, read: Reader, policy: PolicySource): Promise<Source | string | null> {
  const { value: book } = await read(file.bytes, 'q3.xlsx');
  if (book === null) return null;
  const content = contentOfBook(book);
  const archive = file.bytes[0] === 0x50 ? readZip(file.bytes) : null;
  const parts = book.kind === 'xlsx' ? archive : null;
  const model = parts && readModel(parts);
  if (model?.kind === 'broken') return `read, but broken to the model: ${model.why}`;
  const differ = model?.kind === 'content' ? difference(model.content, content) : null;
  if (differ) return differ;
  const { results } = resultsOfBook(book, policy);
  return {
    ...file,
    book,
    content,
    results,
    parts: model?.kind === 'content' ? parts : null,
    archive,
    checked: file.bytes[0] === 0x50 && file.bytes[1] === 0x4b,
  };
}
