/** Who stands on what, for the tables and figures of a report. */
import type { FigureTone } from '../../report.ts';
import type { Group, RankedPerson, UnrankedPerson, Verdict } from '../../types.ts';
import type { Context } from '../ranking/context.ts';
import { marksOf } from '../tables.ts';

/** How a person is marked in a figure: by the gravest of their verdicts. */
export function toneOf(p: RankedPerson | UnrankedPerson): FigureTone {
  const is = (wanted: (v: Verdict) => boolean) => p.verdicts.some(wanted);
  if (is((v) => v.list === 'reminder-talk' && !v.held)) return 'talk';
  if (is((v) => v.list === 'promotion-bar' && !v.held)) return 'bar';
  return is((v) => v.held) ? 'held' : 'plain';
}

/** Every mark with the rule it comes from, a line each. */
export function marksText(ctx: Context, p: RankedPerson | UnrankedPerson): string {
  const marks = marksOf(ctx, p);
  const rules = ctx.ruleKeys().map((r) => ctx.ruleName(r.key));
  return marks.flatMap((m, i) => (m === '' ? [] : [`${m}（${rules[i]}）`])).join('\n');
}

/** Names of a group's people as a figure shows them: two of one name are told apart by their ids. */
export function shownNames(group: Group): ReadonlyMap<string, string> {
  const count = new Map<string, number>();
  for (const { scored } of group.ranked) count.set(scored.person.name, (count.get(scored.person.name) ?? 0) + 1);
  return new Map(
    group.ranked.map(({ scored: { person } }) => [
      person.key,
      (count.get(person.name) ?? 0) > 1 ? `${person.name} ${person.id}` : person.name,
    ]),
  );
}
