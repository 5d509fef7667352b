// A small office with its ballots one by one, as tables: ten people of two units, twenty-two raters, some of them peculiar.
import { writeFileSync } from 'node:fs';
import path from 'node:path';

const units = ['办公室', '法治督察处'] as const;
const options = ['优秀', '称职', '基本称职', '不称职'] as const;

/** People of the office; who is rated votes as well. */
export const staff = ['闻人清', '褚明远', '卫东来', '蒋和平', '沈如是', '韩立新', '杨小溪', '朱长安', '秦关月', '尤可为'].map(
  (name, i) => ({
    name,
    id: `4100${1001 + i * 37}`,
    unit: units[i % 2] ?? units[0],
  }),
);

interface Rater {
  readonly number: string;
  readonly of: string;
  readonly unit: string;
  readonly id: string;
  /** Which option the `i`-th of the people gets. */
  readonly gives: (i: number) => number;
}

const raters: readonly Rater[] = [
  ...Array.from({ length: 5 }, (_, r) => ({ number: `A0${r + 1}`, of: 'A类', unit: '厅领导', id: '', gives: (i: number) => (i + r) % 3 })),
  ...Array.from({ length: 5 }, (_, r) => ({
    number: `B0${r + 1}`,
    of: 'B类',
    unit: '办公室',
    id: '',
    gives: (i: number) => ((i * 7 + r * 3) % 5) >> 1,
  })),
  ...Array.from({ length: 12 }, (_, r) => ({
    number: `C${String(r + 1).padStart(2, '0')}`,
    of: 'C类',
    unit: units[r % 2] ?? units[0],
    id: staff[r]?.id ?? '',
    // The second unit is severe; one rater gives everybody the best, two give the same.
    gives: (i: number) => (r === 4 ? 0 : Math.min(3, ((i + (r > 9 ? 9 : r)) % 3) + (r % 2))),
  })),
];

const csv = (rows: readonly (readonly (string | number)[])[]) => rows.map((r) => `${r.join(',')}\r\n`).join('');

/** Writes `得分.csv` and `选票.csv` into a folder. */
export function writeBallots(dir: string): readonly ['得分.csv', '选票.csv'] {
  const scores = staff.map(({ name, id, unit }, i) => [
    name,
    id,
    unit,
    '综合管理类',
    '科级及以下',
    95 - i,
    90 - ((i * 3) % 7),
    92 - ((i * 5) % 8),
    i % 4,
  ]);
  const head = ['姓名', '工号', '单位', '人员类别', '层级', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实', '加减分项'];
  writeFileSync(path.join(dir, '得分.csv'), csv([['2026年第三季度考核得分'], head, ...scores]));
  const cast = raters.flatMap((r) =>
    staff.flatMap(({ name, id }, i) => (r.id === id ? [] : [[r.number, r.of, r.unit, r.id, id, name, options[r.gives(i)] ?? '']])),
  );
  const ballots = ['评价人编号', '评价主体', '评价人单位', '评价人工号', '测评对象工号', '测评对象', '评价等次'];
  writeFileSync(path.join(dir, '选票.csv'), csv([['2026年第三季度民主测评选票'], ballots, ...cast]));
  return ['得分.csv', '选票.csv'];
}
