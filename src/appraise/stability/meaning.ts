/** Whether draws of ballots say what chance would have done, or, where everybody voted, only how much hangs on single hands. */
import type { Policy } from '../../policy/policy.ts';
import type { Ballots, Scored } from '../../types.ts';
import type { Meaning } from './types.ts';

/**
 * @param scored everybody whose ballots were drawn
 * @param census classes that the policy takes to have voted whole where the export does not say
 * @returns null where nobody has ballots
 */
export function meaningOf(scored: readonly Scored[], policy: Policy, census: readonly string[]): Meaning | null {
  const weighty = new Set(policy.blocks.evaluation.classes.filter((c) => !c.weight.value.isZero()).map((c) => c.key));
  const whole = scored.flatMap((s) => s.person.ballots.filter((b) => weighty.has(b.raterClass)).map((b) => votedWhole(b, census)));
  if (whole.length === 0) return null;
  if (whole.every((w) => w)) return 'sensitivity';
  return whole.some((w) => w) ? 'mixed' : 'sampling';
}

/** As many ballots came back as people were to vote; where the export does not say, what the policy takes for granted. */
const votedWhole = ({ raterClass, turnout }: Ballots, census: readonly string[]): boolean =>
  turnout ? turnout.returned.value.equals(turnout.expected.value) : census.includes(raterClass);
