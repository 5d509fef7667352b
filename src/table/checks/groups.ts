/** Two groups that are most likely one, written in two ways: each would be ranked by itself. */
import { foldWord } from '../../fold.ts';
import { problem } from '../../problems/problem.ts';
import type { Person } from '../../types.ts';
import type { ExportCheck } from './check.ts';

/** Categories, or levels, that differ only in characters, brackets or words that say nothing. */
export const groupsAlike: ExportCheck = ({ people }) =>
  (['category', 'level'] as const).flatMap((field) => {
    const byName = new Map<string, Person[]>();
    for (const p of people) {
      if (p[field] === '') continue;
      const there = byName.get(p[field]);
      if (there) there.push(p);
      else byName.set(p[field], [p]);
    }
    const most = new Map<string, { name: string; count: number }>();
    const common = [...byName].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1));
    return common.flatMap(([name, of]) => {
      const other = most.get(bare(name));
      if (!other) most.set(bare(name), { name, count: of.length });
      const [first] = of;
      if (!other || !first) return [];
      const args = { one: name, count: String(of.length), other: other.name, others: String(other.count) };
      return [problem('table/groups-alike', args, { place: first.at })];
    });
  });

/** 公务员, 公務員 and 公务员类; 科级及以下 and 科级以下; 科级 and 科级（含）. */
function bare(name: string): string {
  const folded = foldWord(name);
  return folded.replace(/[含及和与、]/g, '').replace(/(?:类别|类|人员|干部|序列)+$/, '') || folded;
}
