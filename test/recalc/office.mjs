// LibreOffice as an independent calculator: recalculates a workbook hard and hands back every cell.
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { read } from '@e965/xlsx';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const run = promisify(execFile);

/** Recalculates on load, always: without this LibreOffice trusts cached values. */
const profile = `<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>`;

export async function officeVersion() {
  try {
    return (await run('soffice', ['--version'])).stdout.trim();
  } catch {
    return null;
  }
}

/** Bytes of the workbook after a hard recalculation. */
export async function recalculate(bytes) {
  const folder = await mkdtemp(path.join(tmpdir(), 'recalc-'));
  try {
    await mkdir(path.join(folder, 'profile/user'), { recursive: true });
    await writeFile(path.join(folder, 'profile/user/registrymodifications.xcu'), profile);
    await writeFile(path.join(folder, 'book.xlsx'), bytes);
    const args = [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      'xlsx',
      '--outdir',
      path.join(folder, 'out'),
      path.join(folder, 'book.xlsx'),
    ];
    await run('soffice', args, { timeout: 600_000 });
    return await readFile(path.join(folder, 'out/book.xlsx'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Every cell: `sheet!A1` → { formula, value }. An absent or empty value is ''. */
export function cellsOf(bytes) {
  const book = read(bytes, { cellFormula: true, sheetStubs: true, cellNF: false, cellHTML: false });
  const cells = new Map();
  for (const name of book.SheetNames) {
    for (const [ref, cell] of Object.entries(book.Sheets[name])) {
      if (ref.startsWith('!')) continue;
      cells.set(`${name}!${ref}`, { formula: cell.f, value: cell.t === 'e' ? `error ${cell.w ?? cell.v}` : (cell.v ?? '') });
    }
  }
  return cells;
}

/** Formula cells of `written` whose cached value is not what `recalculated` found. Exact: no tolerance. */
export function differences(written, recalculated) {
  const wrong = [];
  let formulas = 0;
  for (const [at, { formula, value }] of written) {
    if (formula === undefined) continue;
    formulas++;
    const now = recalculated.get(at)?.value ?? '';
    if (now !== value) wrong.push({ at, formula, cached: value, now });
  }
  return { formulas, wrong };
}

/** The workbook with some cells set to numbers: `{ '规则!B5': 0.5 }`. */
export function withNumbers(bytes, changes) {
  const files = unzipSync(bytes);
  const workbook = strFromU8(files['xl/workbook.xml']);
  const relations = strFromU8(files['xl/_rels/workbook.xml.rels']);
  for (const [at, number] of Object.entries(changes)) {
    const [sheet, ref] = at.split('!');
    const escaped = sheet.replaceAll('&', '&amp;');
    const id = new RegExp(`<sheet [^>]*name="${escaped}"[^>]*r:id="([^"]+)"`).exec(workbook)?.[1];
    const target = new RegExp(
      `<Relationship [^>]*Id="${id}"[^>]*?Target="([^"]+)"|<Relationship [^>]*Target="([^"]+)"[^>]*Id="${id}"`,
    ).exec(relations);
    const part = `xl/${target?.[1] ?? target?.[2]}`;
    const xml = strFromU8(files[part]);
    const cell = new RegExp(`(<c r="${ref}"[^>]*>\\s*<v>)[^<]*(</v>)`);
    if (!cell.test(xml)) throw new Error(`no number at ${at}`);
    files[part] = strToU8(xml.replace(cell, `$1${number}$2`));
  }
  return zipSync(files);
}
