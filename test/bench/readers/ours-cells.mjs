// All cells as a stream: counted, numbers added up.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const { streamCells } = await import(pathToFileURL(process.argv[3]).href);

let cells = 0;
let sum = 0;
let length = 0;
const sink = {
  sheet() {},
  cell(_row, _col, kind, value) {
    cells++;
    if (kind === 'number') sum += value;
    else length += value.length;
  },
  async flush() {},
};
const limits = { inflatedBytes: 4 * 2 ** 30, characters: 1e9 };
const problems = await streamCells(readFileSync(process.argv[2]), 'f', sink, { limits });
if (problems.length > 0) throw new Error(JSON.stringify(problems));
console.log(cells, sum.toFixed(2), length);
