/** An audit of the ballots (测评票分析): every statistic beside the condition under which it means anything. Pure; it changes no score. */
import type { Policy } from '../../policy/policy.ts';
import type { Export, Ranking } from '../../types.ts';
import { agreement } from './agreement.ts';
import { association } from './association.ts';
import { identicalBallots } from './identical.ts';
import { influence } from './influence.ts';
import { classLeniency, unitLeniency } from './leniency.ts';
import { levelledOf } from './levelled.ts';
import type { Audit, AuditRules } from './nouns.ts';
import { panelOf } from './panel.ts';
import { reciprocity } from './reciprocity.ts';
import { straightLines } from './straight.ts';

/**
 * Audits an export that was ranked.
 * @param source the export; ballots one by one where it has them, else counts
 */
export function auditOf(source: Export, ranking: Ranking, policy: Policy, rules: AuditRules): Audit {
  const { panel, hidden } = panelOf(source, policy, rules);
  const people = source.people.filter((p) => !source.faulty.has(p.key));
  const classes = classLeniency(people, panel, hidden, policy, rules);
  const units = unitLeniency(panel, rules);
  const levelled = levelledOf(ranking, policy, rules);
  return {
    ballots: kindOf(source, people),
    classes: classes.classes,
    units: units.units,
    hiddenClasses: classes.hidden,
    pooledUnits: units.pooled,
    straight: straightLines(panel, rules),
    identical: identicalBallots(panel, rules),
    reciprocity: reciprocity(panel, rules),
    influence: influence(ranking, panel, policy, rules),
    agreement: agreement(panel, rules),
    association: association(ranking, rules),
    unitMeans: levelled.means,
    levelled: levelled.people,
  };
}

function kindOf(source: Export, people: Export['people']): Audit['ballots'] {
  const all = people.flatMap((p) => p.ballots);
  if (all.length === 0) return 'none';
  const single = all.filter((b) => b.cells !== undefined).length;
  return single === 0 || source.votes === undefined ? 'counts' : single === all.length ? 'individual' : 'mixed';
}
