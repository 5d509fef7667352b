/** What the lists, the text and the report on stability share: shares, points and changes of weights in words. */
import { timesOn } from '../../appraise/stability/near.ts';
import type {
  CutDraws,
  Drawn,
  GroupStability,
  PersonCut,
  PersonStability,
  Stability,
  WeightChange,
} from '../../appraise/stability/types.ts';
import { Decimal } from '../../decimal.ts';
import type { Policy } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import { type BookInput, Context } from '../ranking/context.ts';

/** Everything the papers on stability are made from. */
export interface StabilityInput {
  readonly input: BookInput;
  readonly stability: Stability;
  readonly rules: NonNullable<Policy['stability']>;
}

const hundred = Decimal.whole(100);
const tenth = Decimal.of('0.1');

/** A percentage of one place; never 0 or 100 but where it is just that. */
export function percentOf(times: number, draws: number): string {
  const exact = Decimal.whole(times).times(hundred).over(Decimal.whole(draws));
  if (times === 0 || times === draws) return exact.toText();
  return Decimal.max(tenth, Decimal.min(hundred.minus(tenth), exact.round(1))).toText(1);
}

/** `30`, `31.27` of a weight. */
export const weightText = (weight: Decimal, places = 2): string => weight.times(hundred).round(places).toText();

/** With its sign; a true minus, at which no line breaks. */
const signed = (value: Decimal, text: string): string => (value.isNegative() ? text.replace('-', '−') : `+${text}`);

/** Somebody and one cut, with the draws of that cut. */
export interface CutRow {
  readonly of: GroupStability;
  readonly person: PersonStability;
  readonly cut: PersonCut;
  readonly ballots: CutDraws | null;
  readonly weights: CutDraws | null;
}

/** Everybody and every cut, in the order of the groups; cut by cut. */
export const cutRows = ({ groups }: Stability): CutRow[] =>
  groups.flatMap((of) =>
    of.group.cuts.flatMap((_, c) =>
      of.people.flatMap((person): CutRow[] => {
        const cut = person.cuts[c];
        if (!cut) return [];
        return [{ of, person, cut, ballots: person.ballots?.cuts[c] ?? null, weights: person.weights?.cuts[c] ?? null }];
      }),
    ),
  );

/** Those near a line: of each line the likeliest to stand elsewhere first. */
export function nearRows(stability: Stability): CutRow[] {
  const other = ({ cut, ballots, weights }: CutRow): number =>
    [ballots, weights].reduce((most, d) => Math.max(most, d ? stability.draws - timesOn(cut.side, d, stability.draws) : 0), 0);
  const order = (row: CutRow) => [stability.groups.indexOf(row.of), row.of.group.cuts.findIndex((c) => c.rule === row.cut.rule)] as const;
  const near = cutRows(stability).filter((r) => r.cut.standing === 'near');
  return near.sort((a, b) => {
    const [[g, c], [h, d]] = [order(a), order(b)];
    return g - h || c - d || other(b) - other(a) || a.person.ranked.rank - b.person.ranked.rank;
  });
}

/** Words bound to a run. */
export class Say {
  readonly ctx: Context;
  readonly words: BookInput['words']['stability'];

  constructor(readonly from: StabilityInput) {
    this.ctx = new Context(from.input);
    this.words = from.input.words.stability;
  }

  title(key: keyof BookInput['words']['stability']['titles'] | null): string {
    return fill(key === null ? this.words.title : this.words.titles[key], { period: this.ctx.period() });
  }

  /** Draws, seed and policy; then what all of it is worth. */
  subtitle(): string[] {
    const { stability, rules } = this.from;
    const level = `${rules.level.value.times(hundred).toText()}%`;
    return [
      fill(this.words.drawn, { draws: stability.draws, seed: stability.seed, level, policy: this.ctx.policyName() }),
      this.words.proposal,
    ];
  }

  /** How it was done, what it leaves open, what counts as firm. */
  notes(): string[] {
    const { stability, rules } = this.from;
    const { words: w } = this;
    const ofYear = stability.groups.some((g) => g.people.some((p) => p.weights === null));
    const ballots = stability.groups.some((g) => g.meaning !== null);
    const without = ballots && stability.groups.some((g) => g.people.some((p) => p.basis === 'none'));
    const firm = `${rules.firm.value.times(hundred).toText()}%`;
    return [
      ...(ballots ? [w.how, fill(w.error, { points: stability.error.toText(1) })] : []),
      ...(without ? [w.noBallots] : []),
      ofYear ? w.weightsOfYear : fill(w.weightsHow, { concentration: rules.concentration.value }),
      fill(w.firmRule, { firm, points: rules['near-points'].value.toText(), clause: rules.firm.clause.at }),
      ...(stability.redrawn > 0 ? [fill(w.redrawn, { count: stability.redrawn })] : []),
      ...(stability.kept > 0 ? [fill(w.kept, { count: stability.kept })] : []),
    ];
  }

  /** Points of totals, as they are printed. */
  places(): number {
    const { policy } = this.ctx;
    const ofYear = this.from.input.year !== undefined;
    return ofYear ? (policy.year?.places.value ?? policy.total.places.value) : policy.total.places.value;
  }

  range(drawn: Drawn | null): string {
    return drawn === null ? '' : fill(this.words.range, { low: drawn.low, high: drawn.high });
  }

  points({ points }: PersonCut): string {
    if (points === null) return this.words.noPoints;
    const text = signed(points.change, points.change.toText(this.places()));
    return fill(this.words.pointsTo, { points: text, side: this.words.sides[points.side] });
  }

  /** '' where weights were not looked at. */
  change(change: WeightChange | null | undefined): string {
    if (change === undefined) return '';
    if (change === null) return this.words.noChange;
    const to = change.shown ?? change.to;
    const points = to.minus(change.from);
    const about = (text: string): string => (change.shown === null ? fill(this.words.about, { value: text }) : text);
    const places = change.shown === null ? 6 : 2;
    const args = {
      block: this.ctx.name(this.ctx.policy.blocks[change.block].name),
      from: weightText(change.from),
      to: about(weightText(to, places)),
      points: signed(points, weightText(points, places)),
      side: this.words.sides[change.side],
    };
    if (change.from.isZero()) return fill(this.words.changeFromNothing, args);
    const relative = points.over(change.from);
    return fill(this.words.changeTo, { ...args, relative: signed(relative, weightText(relative)) });
  }

  meaning(group: GroupStability): string {
    return this.words.meaning[group.meaning ?? 'none'];
  }

  reasons({ near }: PersonCut): string {
    return near.map((r) => this.words.reasons[r]).join(this.ctx.input.words.policy.listComma);
  }

  /** What is to be said of a group as such: too small for a cut, small. */
  smallness({ group, small, without }: GroupStability): string[] {
    const n = group.headCounts.ranked;
    const cuts = group.cuts.filter((c) => without.includes(c.rule));
    return [
      ...cuts.map((c) => fill(this.words.without, { n, share: `${c.share.times(hundred).toText()}%` })),
      ...(small ? [fill(this.words.small, { n, least: this.from.rules['small-group'].value })] : []),
    ];
  }
}
