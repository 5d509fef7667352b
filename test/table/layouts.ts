// What layout tests compare: results without places, and whether each place holds the figure it is cited for.

import type { Book } from '../../src/book.ts';
import type { Results } from '../../src/papers/results.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { parsePeriod } from '../../src/table/period.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import type { Sourced } from '../../src/types.ts';

/** Results without the cells they came from and without talk: what people read. */
export function told(r: Results): unknown {
  const { groups, people, notRanked, run } = r;
  return JSON.parse(JSON.stringify({ groups, people, notRanked, period: run.period }, (k, v: unknown) => (k === 'from' ? undefined : v)));
}

/**
 * Looks up every figure of every person in the cell it is said to come from.
 * @returns how many were looked up, and those whose cell holds something else
 */
export function lookUp(books: readonly Book[], policy: Policy, period: string | null): { count: number; wrong: string[] } {
  const { people } = tabulate(books, policy, { period: period === null ? null : parsePeriod(period), asOf: null }).value;
  const plain = (text: string) => Number(text.normalize('NFKC').replace(/[分\s\u200b]/g, ''));
  let count = 0;
  const wrong: string[] = [];
  const check = (who: string, what: string, { value, at }: Sourced<{ toText(): string }>) => {
    count++;
    const sheet = books.find((b) => b.file === at.file)?.sheets.find((s) => s.name === at.sheet);
    const cell = sheet?.rows.find((r) => r.row === at.row)?.cells.find((c) => c.col === at.col);
    if (cell === undefined || plain(cell.value) !== Number(value.toText()))
      wrong.push(`${who} ${what} ${value.toText()}: ${JSON.stringify(cell)}`);
  };
  for (const p of people) {
    for (const [block, figure] of p.given) check(p.id, block, figure);
    for (const [item, figure] of p.items) check(p.id, item, figure);
    for (const b of p.ballots) for (const [option, votes] of b.counts) check(p.id, `${b.raterClass} ${option}`, votes);
    for (const e of p.entries) check(p.id, e.matter, e.value);
    for (const i of p.inspections) check(p.id, i.quality, i.score);
  }
  return { count, wrong };
}
