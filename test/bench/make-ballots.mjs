/**
 * Makes an export with ballots for the benchmark: a flat CSV, three classes of raters, 10 + 30 + 60 ballots a person. Seeded: the
 * same people on every run; everyone is invented. Alone: `node test/bench/make-ballots.mjs 1000 ballots.csv`.
 */
import { writeFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const options = ['优秀', '称职', '基本称职', '不称职'];
const classes = { A: 10, B: 30, C: 60 };
const groups = [
  ['综合管理类', '处级'],
  ['综合管理类', '科级及以下'],
  ['执法勤务类', '处级'],
  ['执法勤务类', '科级及以下'],
];

/** mulberry32 */
function chance(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** One ballot each of n raters for somebody who is so well thought of. */
function votes(n, good, next) {
  const counts = [0, 0, 0, 0];
  for (let i = 0; i < n; i++) {
    const at = next() < good ? 0 : next() < 0.7 ? 1 : next() < 0.7 ? 2 : 3;
    counts[at]++;
  }
  return counts;
}

export function ballotsCsv(count, seed = 1) {
  const next = chance(seed);
  const head = Object.keys(classes).flatMap((c) => options.map((o) => `${c}类${o}`));
  const score = () => (76 + 22 * next()).toFixed(2);
  const rows = Array.from({ length: count }, (_, i) => {
    const [category, level] = groups[Math.floor(next() ** 1.5 * groups.length)];
    const good = 0.3 + 0.6 * next();
    const cast = Object.values(classes).flatMap((n) => votes(n, good, next));
    const id = String(30000001 + i);
    return [`干部${i + 1}`, id, `第${(i % 20) + 1}监区`, category, level, ...cast, score(), score(), score(), '0'].join(',');
  });
  const columns = [
    '姓名',
    '工号',
    '单位',
    '人员类别',
    '层级',
    ...head,
    '工作作风与绩效',
    '政治理论与业务学习',
    '党建工作责任制落实',
    '加减分项',
  ];
  return `2026年第三季度考核\n${[columns.join(','), ...rows].join('\n')}\n`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [count = '1000', file = 'ballots.csv'] = process.argv.slice(2);
  writeFileSync(file, ballotsCsv(Number(count)));
}
