/**
 * `npm run bench -- reading`: the own .xlsx reader beside others and beside the floor (inflating the same bytes and passing
 * over them once). 1,000 to 1,000,000 rows × 16 columns, medians of three rounds (the slow readers of 100,000 rows once,
 * of a million with `--all` only); `--rows N` for one size.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { makeReading } from './make-reading.mjs';
import { median } from './measure.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const calamine = join(here, '..', '..', 'node_modules', 'xlsx-to-csv', 'dist', 'xlsx-to-csv-linux');
const variants = ['shared', 'inline', 'other'];

const works = (command, args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const node = (name, ...more) => ({
  command: process.execPath,
  args: (file) => ['--max-old-space-size=8192', join(here, 'readers', `${name}.mjs`), file, ...more],
});

/** Readers by name; `slow` ones are left out at a million rows, `missing` says why one cannot run here. */
function readers(folder) {
  return [
    { name: 'appraise, cells', ...node('ours-cells', join(folder, 'stream.mjs')) },
    { name: 'appraise, book', ...node('ours-book', join(folder, 'read.mjs')) },
    { name: 'floor', ...node('floor') },
    {
      name: 'calamine',
      command: calamine,
      args: (file, out) => ['--file', file, '--dest', out],
      missing: existsSync(calamine) ? '' : 'not for this system',
    },
    { name: 'exceljs', ...node('exceljs'), slow: true },
    { name: 'SheetJS dense', ...node('sheetjs'), slow: true },
    {
      name: 'openpyxl',
      command: '/usr/bin/python3',
      args: (file) => [join(here, 'readers', 'read_openpyxl.py'), file],
      slow: true,
      missing: works('/usr/bin/python3', ['-c', 'import openpyxl']) ? '' : 'Debian: python3-openpyxl',
    },
    {
      name: 'readxl',
      command: 'Rscript',
      args: (file) => ['-e', `cat(nrow(readxl::read_excel(${JSON.stringify(file)}, col_names = FALSE, .name_repair = "minimal")))`],
      slow: true,
      missing: works('Rscript', ['-e', 'library(readxl)']) ? '' : 'Debian: r-cran-readxl',
    },
  ];
}

/** The reader alone, bundled as the tool's build does it: what else the tool loads is not timed here. */
async function bundleReader(folder) {
  const { build } = await import('rolldown');
  const from = (name) => join(here, '..', '..', 'src', 'sheets', `${name}.ts`);
  const output = { dir: folder, format: 'esm', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' };
  await build({ input: { stream: from('stream'), read: from('read') }, platform: 'node', output, logLevel: 'warn' });
}

export async function benchReading({ folder, meter, options, say }) {
  await bundleReader(folder);
  const sizes = options.rows ? [Number(options.rows)] : [1_000, 10_000, 100_000, 1_000_000];
  const all = readers(folder);
  for (const r of all.filter((x) => x.missing)) console.log(`${r.name} skipped: ${r.missing}`);
  console.log('rows      texts   reader           seconds      CPU  peak MB  × ours  × floor');
  const rows = [];
  for (const count of sizes)
    for (const variant of variants) rows.push(...(await measureCase({ folder, meter, options, say, count, variant, all })));
  if (options.json) console.log(JSON.stringify(rows, null, 2));
}

async function measureCase({ folder, meter, options, say, count, variant, all }) {
  const file = join(folder, `${variant}-${count}.xlsx`);
  await makeReading(file, count, variant);
  say(`${count} rows, ${variant}: ${(statSync(file).size / 2 ** 20).toFixed(1)} MB`);
  const taking = all.filter((r) => !r.missing && (options.all || !(r.slow && count > 100_000)));
  const runs = new Map(taking.map((r) => [r.name, []]));
  for (let round = 0; round < 3; round++) {
    for (const r of taking) {
      if (round > 0 && (options.quick || (r.slow && count > 10_000))) continue;
      const result = await meter.measure(r.command, r.args(file, join(folder, 'out.csv'))).catch((error) => ({ error: error.message }));
      runs.get(r.name).push(result);
    }
  }
  rmSync(file);
  const rows = [...runs].map(([name, results]) => figuresOf(name, results, { count, variant }));
  for (const row of rows) print(row, rows);
  return rows;
}

function figuresOf(reader, results, of) {
  const failed = results.find((r) => r.error);
  if (failed) return { ...of, reader, failed: (/^\w*Error.*/m.exec(failed.error)?.[0] ?? failed.error.split('\n')[1] ?? '').slice(0, 100) };
  return {
    ...of,
    reader,
    seconds: median(results.map((r) => r.seconds)),
    cpuSeconds: results[0].cpu === undefined ? null : median(results.map((r) => r.cpu)),
    peakMB: results[0].peak === null ? null : median(results.map((r) => r.peak)),
  };
}

function print(row, rows) {
  const start = `${String(row.count).padEnd(10)}${row.variant.padEnd(8)}${row.reader.padEnd(17)}`;
  if (row.failed) {
    console.log(`${start}failed: ${row.failed}`);
    return;
  }
  // CPU where it is known: a busy machine changes it less than the time on the clock.
  const cost = (r) => r?.cpuSeconds ?? r?.seconds ?? Number.NaN;
  const ratio = (name) => (cost(row) / cost(rows.find((r) => r.reader === name))).toFixed(2).padStart(8);
  const peak = row.peakMB === null ? '–' : row.peakMB.toFixed(0);
  console.log(
    `${start}${row.seconds.toFixed(2).padStart(7)}${(row.cpuSeconds?.toFixed(2) ?? '–').padStart(9)}${peak.padStart(9)}${ratio('appraise, cells')}${ratio('floor')}`,
  );
}
