import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Book, Cell, CellKind } from '../../src/book.ts';
import { a1 } from '../../src/problems/problem.ts';
import { readBook } from '../../src/sheets/read.ts';
import { type StoredValue, streamCells } from '../../src/sheets/stream.ts';

/**
 * Real files of other projects' test suites, kept beside the repository; see its README. The counts are ratchets: they
 * were measured and may only fall. Refused, though the corpus has them as valid: one names a relationship that does not
 * exist, one a part that is missing, one holds a number that is none (`abc`).
 */
const wrongAtMost = 0;
const refusedAtMost = 3;

interface Entry {
  readonly file: string;
  readonly want: 'read' | 'refuse' | 'refuse-or-same' | 'read-or-refuse';
  readonly expected: string | null;
}
interface Expected {
  readonly date1904: boolean;
  readonly sheets: readonly {
    readonly name: string;
    readonly state: string;
    readonly kind?: string;
    readonly cells: readonly Stored[];
  }[];
}
type Stored = readonly [ref: string, kind: string, value: unknown];

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const manifest = new URL('manifest.json', corpus);
const entries: Entry[] = existsSync(manifest) ? JSON.parse(readFileSync(manifest, 'utf8')) : [];

test.skipIf(entries.length === 0)('every file is read right or refused, in time', { timeout: 300_000 }, async () => {
  const tally = { read: 0, refused: 0, 'refused though valid': [] as string[], wrong: [] as string[] };
  for (const e of entries) {
    const started = performance.now();
    const { value } = await readBook(readFileSync(new URL(e.file, corpus)), 'f');
    expect(performance.now() - started, e.file).toBeLessThan(10_000);
    if (e.want === 'refuse') expect(value, e.file).toBeNull();
    tally[value ? 'read' : 'refused']++;
    if (e.want === 'read' && !value) tally['refused though valid'].push(e.file);
    if (value && e.expected && differs(value, expectedOf(e.expected))) tally.wrong.push(e.file);
  }
  console.log(tally);
  expect(tally.wrong.length).toBeLessThanOrEqual(wrongAtMost);
  expect(tally['refused though valid'].length).toBeLessThanOrEqual(refusedAtMost);
});

function expectedOf(path: string): Expected {
  return JSON.parse(gunzipSync(readFileSync(new URL(path, corpus))).toString('utf8'));
}

function differs(book: Book, expected: Expected): boolean {
  const sheets = expected.sheets.filter((s) => s.kind === undefined);
  if (sheets.length !== book.sheets.length) return true;
  return sheets.some((want, i) => {
    const got = book.sheets[i] as Book['sheets'][number];
    if (got.name !== want.name || got.hidden !== (want.state !== 'visible')) return true;
    const cells = new Map(got.rows.flatMap((r) => r.cells).map((c) => [a1(c), c]));
    const refs = new Set(want.cells.map(([ref]) => ref));
    return (
      [...cells.keys()].some((ref) => !refs.has(ref)) || undisputed(want.cells).some((c) => !same(cells.get(c[0]), c, expected.date1904))
    );
  });
}

/** References that occur twice are in dispute. */
function undisputed(cells: readonly Stored[]): readonly Stored[] {
  const times = new Map<string, number>();
  for (const [ref] of cells) times.set(ref, (times.get(ref) ?? 0) + 1);
  return cells.filter(([ref]) => times.get(ref) === 1);
}

function same(cell: Cell | undefined, [, kind, value]: Stored, date1904: boolean): boolean {
  if (kind === 's' && value === '') return cell === undefined || (cell.kind === 'text' && cell.value === '');
  if (cell === undefined) return false;
  if (kind === 's') return cell.kind === 'text' && cell.value === value;
  if (kind === 'b') return cell.kind === 'boolean' && (cell.value === 'TRUE') === Boolean(value);
  if (kind === 'e') return cell.kind === 'error' && cell.value === value;
  if (kind === 'iso') return cell.kind === 'date';
  // the other reader does not tell a stored empty text (`t="str"` with `<v/>`) from no stored result
  if (kind === 'f') return cell.kind === 'empty-formula' || (cell.formula === true && cell.value === '');
  const shift = date1904 && cell.kind === 'date' ? 1462 : 0;
  return kind === 'n' && Math.abs(Number(cell.shortest ?? cell.value) - shift - Number(value)) <= (shift ? 1e-9 * Number(value) : 0);
}

test.skipIf(entries.length === 0)(
  'the stream of cells is exactly what is stored, and refuses what the book refuses',
  { timeout: 300_000 },
  async () => {
    const tally = { read: 0, refused: 0, cells: 0, wrong: [] as string[], 'book disagrees': [] as string[] };
    for (const e of entries.filter((x) => /\.xls[xm]$/.test(x.file))) {
      const bytes = readFileSync(new URL(e.file, corpus));
      const { sheets, refused } = await streamed(bytes);
      tally[refused ? 'refused' : 'read']++;
      if (refused !== ((await readBook(bytes, 'f')).value === null)) tally['book disagrees'].push(e.file);
      if (refused || !e.expected) continue;
      const expected = expectedOf(e.expected).sheets.filter((s) => s.kind === undefined);
      tally.cells += expected.reduce((n, s) => n + s.cells.length, 0);
      const right = sheets.length === expected.length && expected.every((want, i) => sameStored(sheets[i] as Streamed, want));
      if (!right) tally.wrong.push(e.file);
    }
    console.log(tally);
    expect(tally.wrong).toEqual([]);
    expect(tally['book disagrees']).toEqual([]);
  },
);

interface Streamed {
  readonly name: string | null;
  readonly hidden: boolean;
  readonly cells: Map<string, readonly [CellKind, StoredValue]>;
}

async function streamed(bytes: Uint8Array): Promise<{ sheets: Streamed[]; refused: boolean }> {
  const sheets: Streamed[] = [];
  const problems = await streamCells(bytes, 'f', {
    sheet: (name, hidden) => sheets.push({ name, hidden, cells: new Map() }),
    cell: (row, col, kind, value) => sheets.at(-1)?.cells.set(a1({ row, col }), [kind, value]),
    flush: async () => {},
  });
  return { sheets, refused: problems.length > 0 };
}

function sameStored(got: Streamed, want: Expected['sheets'][number]): boolean {
  if (got.name !== want.name || got.hidden !== (want.state !== 'visible')) return false;
  const refs = new Set(want.cells.map(([ref]) => ref));
  const extra = [...got.cells].some(([ref, [, value]]) => !refs.has(ref) && value !== '');
  return !extra && undisputed(want.cells).every(([ref, kind, value]) => isStored(got.cells.get(ref), kind, value));
}

function isStored(cell: readonly [CellKind, StoredValue] | undefined, kind: string, value: unknown): boolean {
  if (cell === undefined) return kind === 's' && value === '';
  const [is, stored] = cell;
  if (kind === 's') return is === 'text' && stored === value;
  if (kind === 'b') return is === 'boolean' && stored === Boolean(value);
  if (kind === 'e') return is === 'error' && stored === value;
  if (kind === 'iso') return is === 'date';
  if (kind === 'f') return is === 'empty-formula' || stored === '';
  return kind === 'n' && (is === 'number' || is === 'date') && stored === Number(value);
}

/** Password and first stored value of encrypted files: RC4 CryptoAPI of .xls in its variants, agile .xlsx and .xlsb. */
const passwords: readonly (readonly [RegExp, string, string])[] = [
  [/\/password_2002_\w+\.xls$|\/43[2-6]-password_2002/, 'password', '1'],
  [/password-protected-password123\.xlsx$/, 'password123', 'col1'],
  [/162-tests__pass_protected\.xlsb$/, '1234', 'String'],
];

test.skipIf(entries.length === 0)('encrypted files open by their password, and by no other', { timeout: 60_000 }, async () => {
  let opened = 0;
  for (const e of entries) {
    const known = passwords.find(([file]) => file.test(e.file));
    if (!known) continue;
    const bytes = readFileSync(new URL(e.file, corpus));
    const { value } = await readBook(bytes, 'f', { password: known[1] });
    expect(value?.sheets[0]?.rows[0]?.cells[0]?.value, e.file).toBe(known[2]);
    const { value: none, problems } = await readBook(bytes, 'f', { password: 'not it' });
    expect([none, problems.map((p) => p.code)], e.file).toEqual([null, ['file/password-wrong']]);
    opened++;
  }
  expect(opened).toBe(7);
});
