// The whole book in memory, as `rank` reads it.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { readBook } = await import(pathToFileURL(process.argv[3]).href);

const limits = { inflatedBytes: 4 * 2 ** 30, characters: 1e9 };
const { value, problems } = await readBook(readFileSync(process.argv[2]), 'f', { limits });
if (value === null) throw new Error(JSON.stringify(problems));
console.log(value.sheets.reduce((n, s) => n + s.rows.reduce((m, r) => m + r.cells.length, 0), 0));
