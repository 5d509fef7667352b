/** A comparison in words: names of values, parts of the policy, causes. Lists, JSON, terminal and paper of a review say it alike. */
import type {
  CellChange,
  Comparison,
  GradeState,
  ListChange,
  Movement,
  Outcome,
  Pair,
  ValueName,
  Why,
} from '../../appraise/compare/comparison.ts';
import { changesIn, type ParameterChange, type Unit } from '../../policy/differences.ts';
import type { Parameter } from '../../policy/parameters.ts';
import type { Names } from '../../policy/primitives.ts';
import { placeText } from '../../problems/problem.ts';
import { parameterLabel, parameterValueText } from '../../text/parameters.ts';
import { fill } from '../../text/text.ts';
import type { BlockKey, Check, ListKey, Person, Place } from '../../types.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { spanText } from '../shared.ts';
import { gradeName } from '../verbs/grades.ts';

/** One side as a paper needs it. */
export interface DiffSide {
  readonly input: BookInput;
  /** As the user named it. */
  readonly named: string;
  /** The share of excellent that takes approval was asked for. */
  readonly approved: boolean;
}

/** How a list changed for somebody. */
export type ListMove = 'gained' | 'lost' | 'gained-held' | 'lost-held' | 'held-to-on' | 'on-to-held';

const moves: Readonly<Record<string, ListMove>> = {
  'off on': 'gained',
  'on off': 'lost',
  'off held': 'gained-held',
  'held off': 'lost-held',
  'held on': 'held-to-on',
  'on held': 'on-to-held',
};
export const moveOf = ({ before, after }: Pick<ListChange, 'before' | 'after'>): ListMove => moves[`${before} ${after}`] ?? 'gained';

/** Cells named in a cause; the list of cells has them all. */
const cellsShown = 3;

export class Telling {
  readonly a: Context;
  readonly b: Context;
  private readonly cells = new Map<Pair, CellChange[]>();
  private readonly movements: ReadonlyMap<Pair, Movement>;

  constructor(
    readonly sides: { readonly a: DiffSide; readonly b: DiffSide },
    readonly of: Comparison,
  ) {
    this.a = new Context(sides.a.input);
    this.b = new Context(sides.b.input);
    this.movements = new Map(of.movements.map((m) => [m.pair, m]));
    for (const c of of.cells) {
      const own = this.cells.get(c.pair);
      if (own) own.push(c);
      else this.cells.set(c.pair, [c]);
    }
  }

  get words() {
    return this.sides.b.input.words.diff;
  }

  /** As B knows them, else as A did. */
  who(pair: Pair): Person {
    const person = pair.b ?? pair.a;
    if (!person) throw new Error('a pair of nobody');
    return person;
  }

  cellsOf(pair: Pair): readonly CellChange[] {
    return this.cells.get(pair) ?? [];
  }

  movementOf(pair: Pair): Movement | null {
    return this.movements.get(pair) ?? null;
  }

  // ── names ──

  /** What a value is called, by the policy that has it. */
  valueName(name: ValueName): string {
    const w = this.words.values;
    const plain = this.plainName(name);
    const record = name.kind === 'entry' ? fill(w.entry, { of: name.of }) : this.recordName(name);
    const part = name.part === '' || (name.kind === 'entry' && name.part === 'value') ? '' : this.partName(name);
    const full = record === null ? plain : part === '' ? record : fill(w.part, { name: record, part });
    return name.period === '' ? full : fill(w.ofQuarter, { period: name.period, name: full });
  }

  private plainName({ kind, of, part }: ValueName): string {
    const w = this.words.values;
    const { evaluation, work, study } = this.b.policy.blocks;
    const old = this.a.policy.blocks;
    const named = (key: string, ...lists: readonly (readonly { readonly key: string; readonly name: Names }[])[]) =>
      this.nameIn(key, lists.flat()) ?? key;
    const classes = [evaluation.classes, old.evaluation.classes];
    const quality = () => this.nameIn(of, this.lines()) ?? of;
    switch (kind) {
      case 'person':
        return w.person[part as keyof typeof w.person] ?? part;
      case 'block':
        return this.blockName(of as BlockKey);
      case 'votes':
        return fill(w.votes, { of: named(of, ...classes), option: named(part, evaluation.options, old.evaluation.options) });
      case 'vote':
        return fill(w.vote, { of: named(of, ...classes) });
      case 'item':
        return named(of, work.items, study.items, old.work.items, old.study.items);
      case 'inspection':
        return quality();
      case 'unassessed':
        return fill(w.unassessed, { of: quality() });
      case 'given':
        return w.given[part as keyof typeof w.given] ?? part;
      case 'kept':
        return w.kept;
      default:
        return w['rank-since'];
    }
  }

  private lines() {
    return [...this.b.policy.lines, ...this.a.policy.lines].map(({ key, quality }) => ({ key, name: quality }));
  }

  private nameIn(key: string, all: readonly { readonly key: string; readonly name: Names }[]): string | null {
    const found = all.find((x) => x.key === key);
    return found ? this.b.name(found.name) : null;
  }

  private recordName({ kind, of }: ValueName): string | null {
    const { records } = this.words.values;
    return kind in records ? fill(records[kind as keyof typeof records], { of: this.keyName(of) }) : null;
  }

  private partName({ part }: ValueName): string {
    const { parts } = this.words.values;
    const step = part.startsWith('steps.') ? part.slice('steps.'.length) : null;
    if (step !== null) return this.nameIn(step, this.b.policy.exemptions?.steps ?? []) ?? step;
    return parts[part as keyof typeof parts] ?? part;
  }

  blockName = (block: BlockKey): string => this.b.name(this.b.policy.blocks[block].name);

  /** A value as people read it: keys of the policy by their names. */
  valueText({ name }: Pick<CellChange, 'name'>, text: string | null): string {
    if (text === null) return this.words.absent;
    if (text === '') return this.words.blank;
    const { outcomes } = this.words.values;
    if (name.part === 'outcome') return outcomes[text as keyof typeof outcomes] ?? text;
    if (name.kind === 'vote') return this.nameIn(text, [...this.b.policy.blocks.evaluation.options]) ?? text;
    const keyed = ['status', 'ground', 'priority', 'task', 'situation', 'facet', 'way', 'block'];
    if (name.part === '') return this.keyName(text);
    return keyed.includes(name.part) ? this.keyName(text) : text;
  }

  /** Keys of the policy that stand in a text by themselves, by their names. */
  private keyName(text: string): string {
    const all = [this.b.policy, this.a.policy].flatMap((p) => [
      ...p['not-ranked'].reasons,
      ...(p.exemptions?.grounds.list ?? []),
      ...(p.priorities ?? []),
      ...(p.priorities ?? []).flatMap((x) => (x.mechanism === 'work' ? x.tasks : [])),
      ...(p.fitness?.situations ?? []),
      ...(p.facets ? [...p.facets.facets, ...p.facets.ways] : []),
      ...(p.dossier?.blocks ?? []),
    ]);
    return text
      .split(' ')
      .map((word) => this.nameIn(word, all) ?? word)
      .join(' ');
  }

  listName(list: ListKey): string {
    const { sheets } = this.b.words;
    return { 'promotion-bar': sheets.bars, 'reminder-talk': sheets.talks, priority: sheets.priorities }[list];
  }

  /** What a decision is about: a list of the ranking, the ranking itself, or the list of a verb. */
  decidedList(list: string): string {
    const { sheets } = this.b.words;
    const { grades, fitness, advance, select } = this.sides.b.input.words.verbs;
    const named: Readonly<Record<string, string>> = {
      ...{ 'promotion-bar': sheets.bars, 'reminder-talk': sheets.talks, priority: sheets.priorities, held: sheets.held },
      ...{ ranking: sheets.ranking, grades: grades.name, fitness: fitness.name, advance: advance.name, selection: select.name },
    };
    return named[list] ?? list;
  }

  /** By the policy that has the rule. */
  ruleName(rule: string): string {
    return [this.b, this.a].map((ctx) => ctx.ruleName(rule)).find((name) => name !== rule) ?? rule;
  }

  gradeText(ctx: Context, state: GradeState | null): string {
    const { grades } = ctx.policy;
    if (state === null || !grades) return '';
    const name = gradeName(ctx, grades, state.grade) || this.words.noGrade;
    return state.held ? fill(this.words.heldGrade, { grade: name }) : name;
  }

  // ── figures ──

  side(side: 'a' | 'b'): string {
    const { named } = this.sides[side];
    const ctx = this[side];
    const same = this.a.input.run.policy.sha256 === this.b.input.run.policy.sha256;
    const policy = side === 'b' && same ? this.words.samePolicy : this.policyOf(side);
    return fill(this.words.side, { side: side.toUpperCase(), named, period: ctx.period(), policy });
  }

  /** Name and edition of a side's policy, and the beginning of its hash where the other one is called the same and is not. */
  policyOf(side: 'a' | 'b'): string {
    const text = (ctx: Context) => fill(this.words.review.policyOf, { policy: ctx.policyName(), edition: ctx.policy.edition });
    const [own, other] = side === 'a' ? [this.a, this.b] : [this.b, this.a];
    const hash = (ctx: Context) => ctx.input.run.policy.sha256;
    const mistakable = hash(own) !== hash(other) && text(own) === text(other);
    return mistakable ? `${text(own)} ${hash(own).slice(0, 12)}` : text(own);
  }

  totalText(ctx: Context, o: Outcome | null): string | null {
    return o?.total?.toText(ctx.policy.total.places.value) ?? null;
  }

  /** `3/20`, or why not ranked; '' for somebody who is not on that side. */
  rankText(ctx: Context, o: Outcome | null): string {
    if (o === null) return '';
    if (o.rank !== null) return fill(this.words.rankOf, { rank: o.rank, n: o.n });
    return o.unranked ? ctx.reason(o.unranked) : ctx.words.sheets.notRanked;
  }

  blockText(o: Outcome | null, block: BlockKey): string {
    const score = o?.blocks?.[block];
    return score ? score.value.toText(score.minPlaces) : this.words.absent;
  }

  arrow(before: string, after: string): string {
    return before === after ? after : fill(this.words.arrow, { before, after });
  }

  /** `18（界线 20）`, with periods readable; of a priority what for, and by whom or of which kind. */
  verdictText(v: ListChange['verdictBefore']): string {
    if (!v) return '';
    const template = v.list === 'priority' ? this.words.priorityFor : this.words.withLine;
    return fill(template, { figure: spanText(v.figure), line: spanText(v.line) });
  }

  outcome(side: 'a' | 'b', pair: Pair): Outcome | null {
    const person = pair[side];
    const { before, after } = this.of.outcomes;
    return person === null ? null : ((side === 'a' ? before : after).get(person.key) ?? null);
  }

  /** The verdict of one side; where there is none, what the rule was held against: the rank of a cut, the score of a line. */
  standText(side: 'a' | 'b', { pair, rule, verdictBefore, verdictAfter }: ListChange): string {
    const verdict = side === 'a' ? verdictBefore : verdictAfter;
    if (verdict) return this.verdictText(verdict);
    const [ctx, outcome] = [this[side], this.outcome(side, pair)];
    if (outcome && ctx.policy.cuts.some((c) => c.key === rule)) return this.rankText(ctx, outcome);
    return this.checkText(outcome?.checks.find((c) => c.rule === rule) ?? null) || this.words.absent;
  }

  checkText(c: Check | null): string {
    return c ? [this.words.checks[c.outcome], c.figure ?? ''].join(' ').trim() : '';
  }

  place = (at: Place | null): string => (at ? placeText(at) : '');

  passingText({ passing }: Pick<Movement, 'passing'>): string {
    if (!passing) return '';
    const w = this.words.passing;
    const kinds = ['overtook', 'overtakenBy', 'joinedAbove', 'leftAbove'] as const;
    return kinds.flatMap((k) => (passing[k] > 0 ? [fill(w[k], { count: passing[k] })] : [])).join(w.comma);
  }

  // ── policy ──

  parameterName({ before, after }: ParameterChange): string {
    const [ctx, parameter] = after ? [this.b, after] : [this.a, before];
    return parameter ? parameterLabel(parameter.label, ctx.input.words.policy, (n) => ctx.name(n)) : '';
  }

  parameterText(ctx: Context, p: Parameter | null): string {
    return p ? parameterValueText(p.value, ctx.input.words.policy, (n) => ctx.name(n)) : '';
  }

  /** Parts of the policy in words: the parameters that differ in them. */
  unitsText(units: readonly Unit[]): string {
    const { and } = this.words.why;
    return units
      .flatMap((unit) => {
        const changes = changesIn(unit, this.of.parameters).filter((c) => !c.sameValue);
        if (changes.length === 0) return [this.wordsOnly(unit)];
        return changes.map(
          (c) => `${this.parameterName(c)} ${this.arrow(this.parameterText(this.a, c.before), this.parameterText(this.b, c.after))}`,
        );
      })
      .join(and);
  }

  wordsOnly = (unit: Unit): string => fill(this.words.paths.words, { path: unit.path.replace(/\.\*$/, '') });

  // ── causes ──

  whyText(pair: Pair, why: Why | null): string {
    if (why === null) return '';
    const w = this.words.why;
    if (pair.a === null) return w.added;
    if (pair.b === null) return w.gone;
    if (!this.of.samePeriod) return this.blocksText(pair);
    const causes = why.causes.map(({ factors, units }) => {
      const each = factors.map((f) => (f === 'own' ? this.ownText(pair) : f === 'others' ? w.others : this.policyText(units)));
      if (each.length === 1) return each[0] ?? '';
      return fill(why.unseparated ? w.unseparated : w.together, { causes: each.join(w.and) });
    });
    return causes.length > 1 ? fill(w.several, { causes: causes.join(w.or) }) : (causes[0] ?? w.unknown);
  }

  /** Blocks of the person that differ: what is said of why between two periods. */
  private blocksText(pair: Pair): string {
    const w = this.words.why;
    const movement = this.movementOf(pair);
    if (!movement || movement.blocks.length === 0) return w.othersOrCounts;
    const { before, after, blocks } = movement;
    const text = (b: BlockKey) =>
      fill(w.cell, { name: this.blockName(b), before: this.blockText(before, b), after: this.blockText(after, b) });
    return fill(w.blocks, { blocks: blocks.map(text).join(w.and) });
  }

  private policyText(units: readonly Unit[]): string {
    return units.length === 0 ? this.words.why.policy : fill(this.words.why.policyUnits, { units: this.unitsText(units) });
  }

  private ownText(pair: Pair): string {
    const w = this.words.why;
    const cells = this.cellsOf(pair);
    if (cells.length === 0) return w.own;
    const shown = cells.slice(0, cellsShown).map((c) => this.cellText(c));
    const text = shown.join(w.and);
    return fill(w.ownCells, { cells: cells.length > cellsShown ? fill(w.cellsMore, { cells: text, count: cells.length }) : text });
  }

  cellText(c: CellChange): string {
    const [before, after] = [this.valueText(c, c.before), this.valueText(c, c.after)];
    return fill(this.words.why.cell, { name: this.valueName(c.name), before, after });
  }
}
