/** The five blocks and the total of one person (rules §3, §4), every figure with the step that made it. */

import { Decimal } from '../decimal.ts';
import { foldText } from '../fold.ts';
import { byPlace } from '../order.ts';
import { type BallotRules, type MeanRules, type Policy, type WeightedBlock, weightedBlocks, weightsSource } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type {
  Ballots,
  BlockKey,
  BlockScore,
  ClassMean,
  CountedEntry,
  Entry,
  Out,
  Person,
  Place,
  Problem,
  Scored,
  Sourced,
  Step,
} from '../types.ts';

/**
 * Scores a person whose export row is complete and valid.
 * @returns blocks and total, and where a ready-made block disagrees with its parts an error (`table/parts-disagree`, rules §3.6)
 */
export function score(person: Person, policy: Policy): Out<Scored> {
  const problems: Problem[] = [];
  const settle = (block: BlockKey, parts: BlockScore | null): BlockScore => {
    const given = person.given.get(block);
    if (parts && given) problems.push(...compare(person, policy, block, parts, given));
    return parts ?? givenBlock(block, given, policy, person);
  };
  const adjustment = settle('adjustment', adjustmentOfEntries(person, policy));
  const capped = adjustment.basis === 'given' ? capGiven(adjustment, person, policy, problems) : adjustment;
  const blocks = {
    evaluation: settle('evaluation', person.ballots.length > 0 ? evaluationOfBallots(person.ballots, policy.blocks.evaluation) : null),
    work: settle('work', meanOfItems(person, policy, 'work')),
    study: settle('study', meanOfItems(person, policy, 'study')),
    party: settle('party', null),
    adjustment: capped,
  };
  return { value: { person, blocks, ...totalOf(blocks, person, policy) }, problems };
}

function compare(person: Person, policy: Policy, block: BlockKey, parts: BlockScore, given: Sourced<Decimal>): Problem[] {
  const { tolerance } = policy.total;
  if (!given.value.minus(parts.value).abs().above(tolerance.value)) return [];
  const args = {
    block: policy.blocks[block].name['zh-Hans'],
    given: given.value.toText(),
    computed: parts.value.toText(parts.minPlaces),
    tolerance: tolerance.value.toText(),
  };
  return [
    problem('table/parts-disagree', args, {
      place: given.at,
      person: { key: person.key, id: person.id, name: person.name },
      clause: tolerance.clause.at,
    }),
  ];
}

function givenBlock(block: BlockKey, given: Sourced<Decimal> | undefined, policy: Policy, person: Person): BlockScore {
  const rule = `blocks.${block}`;
  if (given) {
    const step = { rule, clause: clauseOf(policy, block), inputs: [], from: [given.at], result: given.value.toText() };
    return { value: given.value, minPlaces: 0, basis: 'given', way: { kind: 'given', score: given }, step };
  }
  // Only the adjustment may be absent: then it is 0 (rules §3.5). Anything else was refused before.
  if (block !== 'adjustment') throw new Error(`${block} missing for the person at row ${person.at.row + 1}`);
  return {
    value: Decimal.zero,
    minPlaces: 0,
    basis: 'none',
    way: { kind: 'none' },
    step: { rule, clause: clauseOf(policy, block), inputs: [], from: [person.at], result: '0' },
  };
}

function clauseOf(policy: Policy, block: BlockKey): string {
  const b = policy.blocks[block];
  if ('clause' in b) return b.clause.at;
  return 'empty' in b ? b.empty.clause.at : b['same-matter'].clause.at;
}

// ── 干群评价 (rules §3.1) ──

/** Class mean = Σ value·count ÷ Σ count; block = Σ weight·mean over the classes, rounded once. */
export function evaluationOfBallots(ballots: readonly Ballots[], rules: BallotRules): BlockScore {
  const classes = rules.classes.map((c) =>
    classMean(
      c,
      ballots.find((b) => b.raterClass === c.key),
      rules,
    ),
  );
  const means = classes.flatMap(({ raterClass, weight, mean }) => (mean ? [{ name: raterClass, weight, mean }] : []));
  if (means.length < rules.classes.length && rules.empty.value === 'error')
    throw new Error('a rater class without a valid ballot reached the score');
  const weight = Decimal.sum(means.map((m) => m.weight));
  const exact = Decimal.sum(means.map((m) => m.weight.times(m.mean))).over(weight);
  const value = exact.round(rules.places.value);
  const inputs = means.map((m) => ({ name: m.name, value: m.mean.toText() }));
  const step: Step = {
    rule: 'blocks.evaluation',
    clause: rules.empty.clause.at,
    inputs,
    from: inOrder(classes.flatMap((c) => c.from)),
    result: value.toText(rules.places.value),
  };
  return { value, minPlaces: rules.places.value, basis: 'parts', way: { kind: 'ballots', classes, weight, exact }, step };
}

function classMean(c: BallotRules['classes'][number], ballots: Ballots | undefined, rules: BallotRules): ClassMean {
  const counts: Ballots['counts'] = ballots?.counts ?? new Map();
  const votes = rules.options.map((o) => ({ option: o.key, worth: o.worth.value, count: counts.get(o.key) ?? null }));
  const others = [...counts].filter(([key]) => !rules.options.some((o) => o.key === key)).map(([, count]) => count);
  const valid = Decimal.sum(votes.map((v) => v.count?.value ?? Decimal.zero));
  const sum = Decimal.sum(votes.map((v) => v.worth.times(v.count?.value ?? Decimal.zero)));
  const from = ballots?.cells ?? [...votes.flatMap((v) => (v.count ? [v.count.at] : [])), ...others.map((o) => o.at)];
  return { raterClass: c.key, weight: c.weight.value, votes, others, from, sum, valid, mean: valid.isZero() ? null : sum.over(valid) };
}

// ── 工作作风与绩效, 政治理论与业务学习 (rules §3.2, §3.3) ──

/**
 * Which items the policy's trim leaves out of the mean: so many of the highest, so many of the lowest. Of equal ones any
 * gives the same mean; the earlier in the policy's order goes with the lowest, the later with the highest.
 */
export function trimmedItems(values: readonly Decimal[], { trim }: MeanRules): boolean[] {
  if (!trim) return values.map(() => false);
  const upwards = [...values.entries()].sort(([i, a], [j, b]) => a.compare(b) || i - j).map(([i]) => i);
  const dropped = new Set([...upwards.slice(0, trim.lowest.value), ...upwards.slice(values.length - trim.highest.value)]);
  return values.map((_, i) => dropped.has(i));
}

/** Σ of the items that count ÷ how many the policy lets count (rules §3.7), rounded once; one value an item of the policy. */
export function meanOfValues(values: readonly Decimal[], rules: MeanRules) {
  if (values.length !== rules.items.length) throw new Error(`a mean of ${values.length} of ${rules.items.length} items`);
  const dropped = trimmedItems(values, rules);
  const kept = values.filter((_, i) => !dropped[i]);
  const sum = Decimal.sum(kept);
  const exact = sum.over(Decimal.whole(kept.length));
  return { dropped, sum, divisor: kept.length, exact, value: exact.round(rules.places.value) };
}

/** The mean of a person's items; null where the person has none. */
function meanOfItems(person: Person, policy: Policy, block: 'work' | 'study'): BlockScore | null {
  const rules = policy.blocks[block];
  const { items, places, clause } = rules;
  const scores = items.flatMap((i) => {
    const s = person.items.get(i.key);
    return s ? [{ name: i.key, ...s }] : [];
  });
  if (scores.length === 0) return null;
  if (scores.length < items.length) throw new Error(`${block} with ${scores.length} of ${items.length} items reached the score`);
  const { dropped, sum, divisor, exact, value } = meanOfValues(
    scores.map((s) => s.value),
    rules,
  );
  const step: Step = {
    rule: `blocks.${block}`,
    clause: clause.at,
    // In brackets what the trim left out, as entries that do not count are.
    inputs: scores.map((s, i) => ({ name: dropped[i] ? `(${s.name})` : s.name, value: s.value.toText() })),
    from: inOrder(scores.map((s) => s.at)),
    result: value.toText(places.value),
  };
  const shown = scores.map(({ name, ...s }, i) => ({ item: name, score: s, counted: !dropped[i] }));
  return { value, minPlaces: places.value, basis: 'parts', way: { kind: 'items', items: shown, sum, divisor, exact }, step };
}

// ── 加减分项 (rules §3.5) ──

/** Which entries count: of equal positive matters the highest only, every deduction. Returns flags in the order given. */
export function countedEntries(entries: readonly Entry[], mode: 'highest-positive' | 'all', fold: (matter: string) => string): boolean[] {
  const best = new Map<string, number>();
  entries.forEach((e, i) => {
    if (e.value.value.isNegative() || e.value.value.isZero()) return;
    const matter = fold(e.matter);
    const other = best.get(matter);
    if (other === undefined || e.value.value.above(entries[other]?.value.value ?? Decimal.zero)) best.set(matter, i);
  });
  const kept = new Set(best.values());
  return entries.map((e, i) => mode === 'all' || e.value.value.isNegative() || kept.has(i));
}

/** Matters are compared folded: width, white space and case apart. */
export function foldMatter(matter: string): string {
  return foldText(matter).toLowerCase();
}

function adjustmentOfEntries(person: Person, policy: Policy): BlockScore | null {
  const { entries } = person;
  if (entries.length === 0) return null;
  const rules = policy.blocks.adjustment;
  const shown = withInstead(entries, countedEntries(entries, rules['same-matter'].value, foldMatter));
  const sum = Decimal.sum(shown.filter((e) => e.counted).map((e) => e.entry.value.value));
  const value = hold(sum, policy);
  const step: Step = {
    rule: 'blocks.adjustment',
    clause: rules['same-matter'].clause.at,
    inputs: shown.map(({ entry: e, counted }) => ({ name: counted ? e.matter : `(${e.matter})`, value: e.value.value.toText() })),
    from: inOrder(entries.map((e) => e.value.at)),
    result: value.toText(),
  };
  return { value, minPlaces: 0, basis: 'parts', way: { kind: 'entries', entries: shown, sum }, step };
}

/** Beside each entry that does not count the bonus of its matter that does. */
function withInstead(entries: readonly Entry[], counted: readonly boolean[]): CountedEntry[] {
  const same = (a: Entry, b: Entry) => foldMatter(a.matter) === foldMatter(b.matter);
  const bonuses = entries.filter((e, i) => counted[i] && e.value.value.above(Decimal.zero));
  return entries.map((entry, i) => {
    const instead = counted[i] ? undefined : bonuses.find((b) => same(b, entry));
    return { entry, counted: counted[i] === true, instead: instead ?? null };
  });
}

function hold(value: Decimal, policy: Policy): Decimal {
  const { lowest, highest } = policy.blocks.adjustment;
  return Decimal.max(lowest.value, Decimal.min(highest.value, value));
}

/** A ready-made adjustment beyond the cap is held at it, with a warning (rules §3.6). */
function capGiven(block: BlockScore, person: Person, policy: Policy, problems: Problem[]): BlockScore {
  const held = hold(block.value, policy);
  if (held.equals(block.value)) return block;
  const { lowest, highest } = policy.blocks.adjustment;
  const clause = (block.value.isNegative() ? lowest : highest).clause.at;
  const [at] = block.step.from;
  const where = { ...(at ? { place: at } : {}), person: { key: person.key, id: person.id, name: person.name }, clause };
  problems.push(problem('table/adjustment-capped', { given: block.value.toText(), held: held.toText() }, where));
  return {
    ...block,
    value: held,
    step: { ...block.step, inputs: [{ name: 'given', value: block.value.toText() }], result: held.toText() },
  };
}

// ── total (rules §4) ──

/** The five block scores, as exact decimals in points. */
export type BlockValues = Readonly<Record<BlockKey, { readonly value: Decimal }>>;

/** Σ weight·block + adjustment, and the same rounded once. */
export function totalOfValues(
  blocks: BlockValues,
  weights: Readonly<Record<WeightedBlock, { readonly value: Decimal }>>,
  places: number,
): { readonly exact: Decimal; readonly total: Decimal } {
  const weighted = weightedBlocks.map((b) => weights[b].value.times(blocks[b].value));
  const exact = Decimal.sum([...weighted, blocks.adjustment.value]);
  return { exact, total: exact.round(places) };
}

function totalOf(blocks: Scored['blocks'], person: Person, policy: Policy): Pick<Scored, 'exact' | 'total' | 'step'> {
  const { weights, path } = weightsSource(policy, person);
  const places = policy.total.places.value;
  const { exact, total } = totalOfValues(blocks, weights, places);
  const inputs = weightedBlocks.map((b) => ({
    name: `${b} × ${weights[b].value.toText(2)}`,
    value: blocks[b].value.toText(blocks[b].minPlaces),
  }));
  const step: Step = {
    rule: path,
    clause: weights.evaluation.clause.at,
    inputs: [...inputs, { name: 'adjustment', value: blocks.adjustment.value.toText() }],
    from: (Object.keys(blocks) as BlockKey[]).flatMap((b) => blocks[b].step.from),
    result: total.toText(places),
  };
  return { exact, total, step };
}

/** Places in an order of their own, so that no order of rows or columns shows. */
function inOrder(places: readonly Place[]): Place[] {
  return [...places].sort(byPlace);
}
