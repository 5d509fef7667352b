/** 单位平均与调平: means of units beside their group's, and score × mean of the group ÷ mean of the unit. Exact; nothing uses them. */
import { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Group, Ranking, Scored } from '../../types.ts';
import { type AuditRules, isWithheld, type Levelled, type LevelledPerson, levelledKeys, type UnitMean } from './nouns.ts';

type Figures = Readonly<Record<Levelled, Decimal>>;

const each = (of: (key: Levelled) => Decimal): Figures => ({ evaluation: of('evaluation'), work: of('work'), total: of('total') });
const scoresOf = (s: Scored): Figures => each((key) => (key === 'total' ? s.total : s.blocks[key].value));
const meansOf = (all: readonly Scored[]): Figures =>
  each((key) => Decimal.sum(all.map((s) => scoresOf(s)[key])).over(Decimal.whole(all.length)));
const unitOf = ({ person }: Scored): string => (person.unit === '' ? person.department : person.unit);

/** Units of each group by name, and the people of those units whose mean is shown, in the order of the ranking. */
export function levelledOf(ranking: Ranking, policy: Policy, rules: AuditRules): { means: UnitMean[]; people: LevelledPerson[] } {
  const found = ranking.groups.map((g) => ofGroup(g, policy, rules));
  return { means: found.flatMap((f) => f.means), people: found.flatMap((f) => f.people) };
}

function ofGroup({ category, level, ranked }: Group, policy: Policy, rules: AuditRules): { means: UnitMean[]; people: LevelledPerson[] } {
  const scored = ranked.map((r) => r.scored);
  const units = new Map<string, Scored[]>();
  for (const s of scored) units.set(unitOf(s), [...(units.get(unitOf(s)) ?? []), s]);
  if (scored.length === 0) return { means: [], people: [] };
  const group = meansOf(scored);
  const needs = rules['unit-people'].value;
  const means = [...units]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([unit, own]): UnitMean => {
      const of = { category, level, unit, people: own.length };
      if (units.size < 2) return { ...of, figures: { withheld: 'nobody-else' } };
      if (own.length < needs) return { ...of, figures: { withheld: 'few-people', had: own.length, needs } };
      return { ...of, figures: { unit: meansOf(own), group } };
    });
  const people = scored.flatMap((s): LevelledPerson[] => {
    const mean = means.find((m) => m.unit === unitOf(s))?.figures;
    if (!mean || isWithheld(mean) || levelledKeys.some((k) => mean.unit[k].isZero())) return [];
    const scores = scoresOf(s);
    const places = (key: Levelled) => (key === 'total' ? policy.total.places.value : policy.blocks[key].places.value);
    const levelled = each((key) => scores[key].times(mean.group[key]).over(mean.unit[key]).round(places(key)));
    return [{ person: s.person, scores, levelled }];
  });
  return { means, people };
}
