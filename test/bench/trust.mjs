/** How long lines are tried for their firmness: whole processes, and beside them the ranking of the same export alone. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ballotsCsv } from './make-ballots.mjs';
import { median, run } from './measure.mjs';

/** Seconds that 2,000 draws of ballots and of weights for 1,000 people may take beyond their ranking, on two cores. */
const allowed = 3;

/** @param tool the command line's bundle */
export async function benchTrust(tool, say, quick) {
  const folder = mkdtempSync(join(tmpdir(), 'appraise-bench-trust-'));
  try {
    const input = join(folder, 'ballots.csv');
    writeFileSync(input, ballotsCsv(1000));
    const node = (...args) => run(process.execPath, [tool, ...args, '--force']);
    const [rank, stability, bare] = [[], [], []];
    for (let i = 0; i < (quick ? 1 : 5); i++) {
      say(`stability ${i + 1} …`);
      rank.push(await node('rank', input, '--format', 'json', '-o', join(folder, 'rank.json')));
      stability.push(await node('stability', input, '--format', 'json', '-o', join(folder, 'stability.json')));
      bare.push(await run(process.execPath, ['-e', '0']));
    }
    return { people: 1000, draws: 2000, rank: median(rank), stability: median(stability), node: median(bare) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is printed of it. */
export function trustText({ people, draws, rank, stability, node }) {
  const own = stability - rank;
  return [
    `stability, ${draws} draws of ballots and of weights for ${people} people, every least change of a weight:`,
    `whole process ${stability.toFixed(2)} s; ranking alone ${rank.toFixed(2)} s; bare node ${node.toFixed(2)} s`,
    `draws and weights ${own.toFixed(2)} s, ${(own / node).toFixed(1)} times a bare node; allowed ${allowed} s: ${own <= allowed ? 'met' : 'MISSED'}\n`,
  ].join('\n');
}
