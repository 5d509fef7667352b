/**
 * 一票影响: each rater is left out in turn, and everybody whom they voted on is scored and ranked again by the functions that ranked
 * them. A person's score without one ballot depends on the class and option of that ballot alone, so that it is made once for all raters
 * who marked the same.
 */
import { Decimal } from '../../decimal.ts';
import { type Policy, weightsOf } from '../../policy/policy.ts';
import type { Ballots, Group, RankedPerson, Ranking, Scored } from '../../types.ts';
import { judgeCuts } from '../judge.ts';
import { placeInOrder } from '../rank.ts';
import { evaluationOfBallots, totalOfValues } from '../score.ts';
import type { AuditRules, Influence, Shown } from './nouns.ts';
import { type Panel, type Rater, validVotes } from './panel.ts';

/** A group as it was ranked: who stands where, and with which verdicts of the cuts. */
interface Before {
  readonly group: Group;
  readonly ranks: ReadonlyMap<string, number>;
  readonly verdicts: ReadonlyMap<string, string>;
}

interface Without {
  readonly most: number;
  readonly moved: number;
  readonly sole: number;
  /** Keys of people whose verdict of a cut changes. */
  readonly changed: readonly string[];
}

/** Every rater of the panel left out once. */
export function influence(ranking: Ranking, panel: Panel, policy: Policy, rules: AuditRules): Shown<Influence> {
  if (panel.raters.length === 0) return { withheld: panel.empty };
  const again = rescoring(panel, policy);
  const before = ranking.groups.map((group) => standing(group, policy));
  const found = panel.raters.map((rater) => ({ rater, ...leaveOut(rater, before, again, policy) }));
  const counts = new Map<string, number>();
  for (const f of found) for (const key of f.changed) counts.set(key, (counts.get(key) ?? 0) + 1);
  const least = rules['rank-change'].value;
  const shownFrom = rules['least-raters'].value;
  return {
    examined: found.length,
    without: found.filter((f) => f.moved === 0).length,
    raters: found
      .filter((f) => f.most >= least)
      .map(({ rater, most, moved, sole }) => ({
        ...{ rater: rater.number, raterClass: rater.raterClass, votes: validVotes(rater) },
        ...{ most, moved, sole },
      })),
    people: ranking.groups.flatMap((g) =>
      g.ranked.flatMap(({ scored: { person }, rank }) => {
        const raters = counts.get(person.key);
        return raters === undefined ? [] : [{ person, rank, of: g.headCounts.ranked, raters: raters < shownFrom ? null : raters }];
      }),
    ),
  };
}

const verdictText = (verdicts: RankedPerson['verdicts'], cuts: ReadonlySet<string>): string =>
  verdicts.flatMap((v) => (cuts.has(v.rule) ? [`${v.rule}:${v.held}`] : [])).join(' ');

function standing(group: Group, policy: Policy): Before {
  const cuts = new Set(policy.cuts.map((c) => c.key));
  return {
    group,
    ranks: new Map(group.ranked.map((r) => [r.scored.person.key, r.rank])),
    verdicts: new Map(group.ranked.map((r) => [r.scored.person.key, verdictText(r.verdicts, cuts)])),
  };
}

/** The person without one ballot; null: nothing changes, 'sole': no valid ballot of the class would be left. */
type Rescore = (scored: Scored, rater: Rater) => Scored | 'sole' | null;

function rescoring(panel: Panel, policy: Policy): Rescore {
  const at = new Map(panel.people.map((p, j) => [p, j]));
  const made = new Map<string, Scored | 'sole'>();
  return (scored, rater) => {
    const mark = rater.marks[at.get(scored.person.key) ?? -1] ?? -2;
    if (mark < 0 || scored.blocks.evaluation.basis !== 'parts') return null;
    const option = panel.options[mark] ?? '';
    const key = `${scored.person.key}\u0000${rater.raterClass}\u0000${option}`;
    const known = made.get(key) ?? without(scored, rater.raterClass, option, policy);
    made.set(key, known);
    return known;
  };
}

function without(scored: Scored, raterClass: string, option: string, policy: Policy): Scored | 'sole' {
  const rules = policy.blocks.evaluation;
  const ballots = scored.person.ballots.map((b) => (b.raterClass === raterClass ? lessOne(b, option) : b));
  const valid = (b: Ballots) => rules.options.some((o) => !(b.counts.get(o.key)?.value ?? Decimal.zero).isZero());
  const left = ballots.filter(valid).length;
  if (left === 0 || (left < rules.classes.length && rules.empty.value === 'error')) return 'sole';
  const evaluation = evaluationOfBallots(ballots, rules);
  const blocks = { ...scored.blocks, evaluation };
  return { ...scored, blocks, ...totalOfValues(blocks, weightsOf(policy, scored.person), policy.total.places.value) };
}

function lessOne({ raterClass, counts }: Ballots, option: string): Ballots {
  const found = counts.get(option);
  if (!found) throw new Error('a ballot that was not counted');
  return { raterClass, counts: new Map([...counts, [option, { value: found.value.minus(Decimal.whole(1)), at: found.at }]]) };
}

function leaveOut(rater: Rater, before: readonly Before[], again: Rescore, policy: Policy): Without {
  let [most, moved, sole] = [0, 0, 0];
  const changed: string[] = [];
  const cuts = new Set(policy.cuts.map((c) => c.key));
  for (const { group, ranks, verdicts } of before) {
    let touched = false;
    const scored = group.ranked.map((r) => {
      const made = again(r.scored, rater);
      if (made === 'sole') sole++;
      if (made === null || made === 'sole') return r.scored;
      touched = true;
      return made;
    });
    if (!touched) continue;
    const n = scored.length;
    for (const placed of placeInOrder(scored, policy)) {
      const { key } = placed.scored.person;
      const apart = Math.abs(placed.rank - (ranks.get(key) ?? placed.rank));
      most = Math.max(most, apart);
      if (apart > 0) moved++;
      if (verdictText(judgeCuts(placed, n, group.cuts, policy), cuts) !== verdicts.get(key)) changed.push(key);
    }
  }
  return { most, moved, sole, changed };
}
