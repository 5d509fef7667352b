/**
 * 复核意见: the paper of a review. What the figures were and are, which cells were corrected, what follows; room for opinion and
 * decision. Only the applicant's own figures stand in it; everybody else is a count.
 */
import type { ListState, Movement, Outcome, Pair } from '../../appraise/compare/comparison.ts';
import { meantBy } from '../../appraise/why/whom.ts';
import type { Doc, DocBlock } from '../../paper.ts';
import { weightsSource } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import { blockKeys, type Verdict } from '../../types.ts';
import { type Context, unitOf } from '../ranking/context.ts';
import { whoRow } from '../standing.ts';
import { climbed, listCounts, totalChanged } from './counts.ts';
import { moveOf, type Telling } from './telling.ts';

/** Whom an id or a name means: everybody it fits, on either side. */
export const whomOf = (t: Telling, text: string): Pair[] => meantBy(t.of.pairs, text, ({ a, b }) => [a, b].filter((p) => p !== null));

/** The paper of one person, whether anything changed for them or not. */
export function reviewDoc(t: Telling, pair: Pair): Doc {
  const w = t.words.review;
  const { signDate } = t.b.input.words.documents;
  const blocks: DocBlock[] = [
    { kind: 'form', rows: headRows(t, pair) },
    { kind: 'heading', text: w.figures },
    figures(t, pair),
    { kind: 'heading', text: w.cells },
    ...cells(t, pair),
    { kind: 'heading', text: w.effects },
    ...effects(t, pair).map((text): DocBlock => ({ kind: 'paragraph', text })),
    { kind: 'heading', text: w.decided },
    {
      kind: 'form',
      rows: [[{ label: w.opinion, value: '', room: 5 }], [{ label: w.decision, value: w.decisionText, room: 1 }]],
    },
    { kind: 'paragraph', text: fill(w.note, { policy: t.b.policyName(), edition: t.b.policy.edition }), small: true },
    { kind: 'signatures', labels: [w.reviewer, w.head, w.person], date: signDate },
  ];
  return { lang: t.b.lang, title: w.title, foot: t.b.foot(), blocks };
}

type Row = Extract<DocBlock, { kind: 'form' }>['rows'][number];

function headRows(t: Telling, pair: Pair): Row[] {
  const w = t.words.review;
  const person = t.who(pair);
  const period = t.arrow(t.a.period(), t.b.period());
  return [
    whoRow(t.b, person),
    [
      { label: t.b.words.ranking.id, value: person.id },
      { label: w.group, value: t.b.groupName(person), weight: 1.15 },
      { label: w.period, value: period, weight: 1.15 },
    ],
    [
      { label: w.applicant, value: person.name },
      { label: w.applied, value: '' },
    ],
    [{ label: w.request, value: '', room: 3 }],
    [{ label: w.sources, value: sourceText(t, 'a') }],
    [{ label: w.sourcesNow, value: sourceText(t, 'b') }],
  ];
}

/** Which result it was: how many files, those that the other side has not with the beginnings of their hashes, and the policy. */
function sourceText(t: Telling, side: 'a' | 'b'): string {
  const w = t.words.review;
  const [own, other] = side === 'a' ? [t.a, t.b] : [t.b, t.a];
  const known = new Set(other.input.run.inputs.map((i) => i.sha256));
  const { inputs } = own.input.run;
  const files = inputs.filter((i) => !known.has(i.sha256)).map((i) => fill(w.fileOf, { file: i.file, sha256: i.sha256.slice(0, 12) }));
  const counted = fill(w.files, { named: t.sides[side].named, count: inputs.length });
  return [counted, ...(files.length > 0 ? [fill(w.only, { files: files.join(t.words.why.and) })] : []), t.policyOf(side)].join('\n');
}

// ── figures ──

function figures(t: Telling, pair: Pair): DocBlock {
  const w = t.words.review;
  const [before, after] = [t.outcome('a', pair), t.outcome('b', pair)];
  const row = (item: string, was: string, is: string, clause: string, change = was === is ? w.noChange : '') => [
    item,
    was,
    is,
    change,
    clause,
  ];
  const { weights } = weightsSource(t.b.policy, t.who(pair));
  const year = t.b.input.ranking.period?.quarter === null ? t.b.policy.year?.clause.at : undefined;
  const rows = [
    ...blockKeys.map((b) => {
      const clause = year ?? (b === 'adjustment' ? t.b.policy.blocks.adjustment['same-matter'].clause.at : weights[b].clause.at);
      return row(
        t.blockName(b),
        t.blockText(before, b),
        t.blockText(after, b),
        clause,
        differenceOf(t, before, after, (o) => o.blocks?.[b].value ?? null),
      );
    }),
    row(
      w.total,
      totalText(t, t.a, before),
      totalText(t, t.b, after),
      year ?? weights.evaluation.clause.at,
      differenceOf(t, before, after, (o) => o.total),
    ),
    row(w.rank, t.rankText(t.a, before), t.rankText(t.b, after), t.b.policy.ranking.clause.at, climbText(t, before, after)),
    ...gradeRow(t, pair),
    ...listRows(t, before, after),
  ];
  return {
    kind: 'table',
    columns: [
      { header: w.item, width: 30 },
      { header: w.before, width: 18, align: 'center' },
      { header: w.after, width: 18, align: 'center' },
      { header: w.change, width: 10, align: 'center' },
      { header: w.clause, width: 16, align: 'center' },
    ],
    rows,
  };
}

const totalText = (t: Telling, ctx: Context, o: Outcome | null): string => t.totalText(ctx, o) ?? t.words.absent;

function differenceOf(t: Telling, before: Outcome | null, after: Outcome | null, of: (o: Outcome) => Outcome['total']): string {
  const [was, is] = [before && of(before), after && of(after)];
  if (!was || !is) return was === is ? t.words.review.noChange : '';
  const by = is.minus(was);
  if (by.isZero()) return t.words.review.noChange;
  return by.isNegative() ? by.toText() : `+${by.toText()}`;
}

function gradeRow(t: Telling, { a, b }: Pair): string[][] {
  const { before, after } = t.of.gradeStates;
  const [was, is] = [(a && before.get(a.key)) ?? null, (b && after.get(b.key)) ?? null];
  if (was === null && is === null) return [];
  const [old, now] = [t.gradeText(t.a, was), t.gradeText(t.b, is)];
  const clause = t.b.policy.grades?.year.clause.at ?? '';
  return [[t.b.input.words.verbs.grades.grade, old, now, old === now ? t.words.review.noChange : '', clause]];
}

/** Places up or down in one group. */
function climbText(t: Telling, before: Outcome | null, after: Outcome | null): string {
  const w = t.words.review;
  const places = climbed({ before, after });
  if (places === null) return '';
  return places === 0 ? w.noChange : fill(places > 0 ? w.up : w.down, { count: Math.abs(places) });
}

/** Every list that the person stands on before or after, or is held from, with figure and line. */
function listRows(t: Telling, before: Outcome | null, after: Outcome | null): string[][] {
  const w = t.words.review;
  const [old, now] = [before?.verdicts ?? [], after?.verdicts ?? []];
  const rules = new Map([...now, ...old].map((v) => [`${v.list} ${v.rule}`, v]));
  return [...rules.values()].map(({ list, rule, clause }) => {
    const of = (all: readonly Verdict[]) => all.find((v) => v.list === list && v.rule === rule) ?? null;
    const text = (v: Verdict | null) => (v === null ? w.notListed : `${v.held ? w.held : w.listed}\n${t.verdictText(v)}`);
    const state = (v: Verdict | null): ListState => (v === null ? 'off' : v.held ? 'held' : 'on');
    const [was, is] = [of(old), of(now)];
    const name = [t.listName(list), t.ruleName(rule)].join('\n');
    return [name, text(was), text(is), changeText(t, state(was), state(is)), clause];
  });
}

const changeText = (t: Telling, before: ListState, after: ListState): string =>
  before === after ? t.words.review.noChange : t.words.states[moveOf({ before, after })];

// ── cells and effects ──

function cells(t: Telling, pair: Pair): DocBlock[] {
  const w = t.words.review;
  const own = t.cellsOf(pair);
  if (own.length === 0) return [{ kind: 'paragraph', text: t.of.samePeriod ? w.noCells : w.cellsNotCompared }];
  return [
    {
      kind: 'table',
      columns: [
        { header: w.value, width: 26 },
        { header: w.before, width: 14, align: 'center' },
        { header: w.after, width: 14, align: 'center' },
        { header: w.cellBefore, width: 20 },
        { header: w.cellAfter, width: 20 },
      ],
      rows: own.map((c) => [
        t.valueName(c.name),
        t.valueText(c, c.before),
        t.valueText(c, c.after),
        t.place(c.beforeAt),
        t.place(c.afterAt),
      ]),
    },
  ];
}

function effects(t: Telling, pair: Pair): string[] {
  const w = t.words.review;
  const movement = t.movementOf(pair);
  const lists = t.of.lists.filter((l) => l.pair === pair);
  const because = (what: string, why: string) => fill(w.because, { what, why });
  const own = [
    ...(movement?.total ? [because(w.total, t.whyText(pair, movement.total))] : []),
    ...(movement?.rank
      ? [because(w.rank, [t.whyText(pair, movement.rank), t.passingText(movement)].filter((x) => x !== '').join(t.words.why.or))]
      : []),
    ...lists.map((l) => because(fill(w.listOf, { list: t.listName(l.list), rule: t.ruleName(l.rule) }), t.whyText(pair, l.why))),
  ];
  return [...(own.length > 0 ? own : [w.unchanged]), othersText(t, pair)];
}

/** Everybody else as counts. */
function othersText(t: Telling, pair: Pair): string {
  const w = t.words.review;
  const moved = t.of.movements.filter((m) => m.pair !== pair);
  const lists = t.of.lists.filter((l) => l.pair !== pair);
  if (moved.length === 0 && lists.length === 0) return w.othersNone;
  const count = (f: (m: Movement) => boolean) => moved.filter(f).length;
  return fill(w.others, {
    totals: count(totalChanged),
    up: count((m) => (climbed(m) ?? 0) > 0),
    down: count((m) => (climbed(m) ?? 0) < 0),
    ...listCounts(lists, null),
  });
}

/** Whose paper it is, for the name of its file. */
export function reviewName(t: Telling, pair: Pair): string {
  const person = t.who(pair);
  return [person.id, person.name, t.words.review.fileTitle].filter((x) => x !== '').join('-');
}

/** Unit and group in one line, for who is asked about several people of one name. */
export const describedAs = (t: Telling, pair: Pair): string => {
  const person = t.who(pair);
  return [person.id, unitOf(person)].filter((x) => x !== '').join(' ');
};
