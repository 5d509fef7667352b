// rules.md §6.6 and §7.1–7.4 as the promotion sees them: who is barred, from when to when, and whom only a tie keeps off the list.
import type { OfficeExport } from './model.ts';
import type { NotRanked, RankedPerson, Results } from './oracle.ts';
import { daysOf } from './records.ts';

export interface Seen {
  id: string;
  state: 'eligible' | 'barred' | 'held';
  /** rule, first and last day; null: not a day that the export settles */
  bars: [rule: string, from: string | null, to: string | null][];
  held: string[];
  priorities: string[];
}

/** the year's own bars last the year; a quarter's begin with its ranking, on no day of the export: a cut's until the year's ranking, a line's for the year */
function spanOf(period: string | null, rule: string): [string | null, string | null] {
  if (period === null) return [null, null];
  if (!period.includes('Q')) return daysOf(period);
  return [null, rule.startsWith('bottom-') ? 'year-ranking' : `${period.slice(0, 4)}-12-31`];
}

function seenAs({ id, verdicts, ...p }: RankedPerson | NotRanked, period: string | null): Seen {
  const list = verdicts.filter((v) => v.list === 'promotion-bar');
  const bars = list
    .filter((v) => !v.held)
    .map(({ rule, figure }): Seen['bars'][number] => {
      if (rule !== 'accountability') return [rule, ...spanOf(period, rule)];
      const [from = '..', to = ''] = figure.split('/');
      return [rule, from === '..' ? null : from, to];
    });
  const held = list.filter((v) => v.held).map((v) => v.rule);
  const priorities = verdicts.filter((v) => v.list === 'priority').map((v) => `${v.rule}: ${v.figure}`);
  return { id, state: bars.length > 0 ? 'barred' : held.length > 0 || 'reason' in p ? 'held' : 'eligible', bars, held, priorities };
}

/** everybody, ranked or not: a priority never lifts a bar, and who is not ranked may be barred all the same */
export const selectPlainly = ({ period }: OfficeExport, results: Results): Seen[] =>
  [...results.people, ...results.notRanked].map((p) => seenAs(p, period));
