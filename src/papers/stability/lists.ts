/** 稳定性: the lists of a run: near a line, group by group, person by person, ties and small groups. */
import type { CutSummary, GroupStability, PersonStability, Tie } from '../../appraise/stability/types.ts';
import type { ListPaper } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { type ColumnOf, column, keyed, listOf, whoColumns } from '../lists/list.ts';
import { type CutRow, nearRows, percentOf, Say, type StabilityInput, weightText } from './say.ts';

/** All lists, in the order they are read. */
export function stabilityLists(from: StabilityInput): ListPaper[] {
  const say = new Say(from);
  return [summaryList(say), nearList(say), peopleList(say), namedList(say)];
}

const whole = (n: number) => ({ number: String(n) });
const share = (times: number | undefined, draws: number) => (times === undefined ? null : { number: percentOf(times, draws) });

function headOf(say: Say, key: 'summary' | 'near' | 'people' | 'named', notes: readonly string[]) {
  return { key: `stability-${key}`, name: say.words.sheets[key], title: say.title(key), subtitle: say.subtitle(), notes };
}

/** A list without room to sign: nothing is decided here. */
const unsigned = (list: ListPaper, nobody: string): ListPaper => ({ ...list, signatures: '', nobody });

// ── 汇总 ──

interface SummaryRow {
  readonly of: GroupStability;
  readonly cut: CutSummary;
}

/** A row a group and line. */
export function summaryList(say: Say): ListPaper {
  const { words: w, ctx } = say;
  const rows = say.from.stability.groups.flatMap((of) => of.cuts.map((cut): SummaryRow => ({ of, cut })));
  const count = (key: 'firmWithin' | 'near' | 'firmOutside' | 'open') =>
    column<SummaryRow>(kebab[key], w.columns[key], 9, 'center', (r) => whole(r.cut[key]));
  const columns = [
    column<SummaryRow>('group', ctx.words.lists.group, 26, 'wrapped', (r) => ctx.groupName(r.of.group)),
    keyed(
      column<SummaryRow>('line', w.columns.line, 12, 'center', (r) => ctx.ruleName(r.cut.rule)),
      (r) => r.cut.rule,
    ),
    column<SummaryRow>('ranked', w.columns.n, 9, 'center', (r) => whole(r.of.group.headCounts.ranked)),
    column<SummaryRow>('k', w.columns.k, 8, 'center', (r) => whole(r.cut.k)),
    count('firmWithin'),
    count('near'),
    count('firmOutside'),
    count('open'),
    keyed(
      column<SummaryRow>('meaning', w.columns.meaning, 34, 'wrapped', (r) => say.meaning(r.of)),
      (r) => r.of.meaning ?? 'none',
    ),
    column<SummaryRow>('note', w.columns.small, 30, 'wrapped', (r) => say.smallness(r.of).join('\n')),
  ];
  return unsigned(listOf(ctx, headOf(say, 'summary', say.notes()), columns, rows), ctx.words.lists.nobody);
}
const kebab = { firmWithin: 'firm-within', near: 'near', firmOutside: 'firm-outside', open: 'open' } as const;

// ── 临界人员 ──

/** Who could stand on the other side, a row a person and line. */
export function nearList(say: Say): ListPaper {
  const { words: w, ctx } = say;
  const { stability } = say.from;
  const draws = stability.draws;
  const rows = nearRows(stability);
  const ballots = stability.groups.some((g) => g.meaning !== null);
  const weights = rows.some((r) => r.weights !== null);
  const columns = [
    ...whoColumns<CutRow>(ctx, (r) => r.person.ranked.scored.person).filter((c) => c.key !== 'post'),
    keyed(
      column<CutRow>('line', w.columns.line, 9, 'center', (r) => ctx.ruleName(r.cut.rule)),
      (r) => r.cut.rule,
    ),
    column<CutRow>('rank-of', ctx.words.lists.rankOf, 8, 'center', (r) => `${r.person.ranked.rank}/${r.of.group.headCounts.ranked}`),
    column<CutRow>('total', ctx.words.ranking.total, 8, 'two-places', (r) => ({
      number: r.person.ranked.scored.total.toText(say.places()),
    })),
    keyed(
      column<CutRow>('side', w.columns.side, 7, 'mark', (r) => w.sides[r.cut.side]),
      (r) => r.cut.side,
    ),
    column<CutRow>('points', w.columns.points, 14, 'wrapped', (r) => say.points(r.cut)),
    ...(ballots
      ? [
          column<CutRow>('interval', w.columns.interval, 9, 'center', (r) => say.range(r.person.ballots)),
          column<CutRow>('ballots-within', w.columns.within, 9, 'center', (r) => share(r.ballots?.within, draws)),
          column<CutRow>('ballots-held', w.columns.held, 9, 'center', (r) => share(r.ballots?.held, draws)),
        ]
      : []),
    ...(weights
      ? [
          column<CutRow>('weights-within', w.columns.weightWithin, 9, 'center', (r) => share(r.weights?.within, draws)),
          column<CutRow>('change', w.columns.change, 26, 'wrapped', (r) => say.change(r.cut.change)),
        ]
      : []),
    basisColumn<CutRow>(say, (r) => r.person),
    column<CutRow>('reasons', w.columns.reasons, 18, 'wrapped', (r) => say.reasons(r.cut)),
  ];
  return unsigned(listOf(ctx, headOf(say, 'near', say.notes()), columns, rows), w.nobodyNear);
}

const basisColumn = <R>(say: Say, of: (row: R) => PersonStability): ColumnOf<R> =>
  keyed(
    column<R>('basis', say.words.columns.basis, 11, 'center', (r) => say.words.basis[of(r).basis]),
    (r) => of(r).basis,
  );

// ── 每人 ──

interface PersonRow {
  readonly of: GroupStability;
  readonly person: PersonStability;
}

/** Everybody ranked, of all groups or of these, with interval, shares and least changes. */
export function peopleList(say: Say, of: readonly GroupStability[] = say.from.stability.groups): ListPaper {
  const { words: w, ctx } = say;
  const { stability } = say.from;
  const draws = stability.draws;
  const rows = of.flatMap((g) => g.people.map((person): PersonRow => ({ of: g, person })));
  const ballots = of.some((g) => g.meaning !== null);
  const weights = rows.some((r) => r.person.weights !== null);
  const perCut = ctx.policy.cuts.flatMap((cut, c): ColumnOf<PersonRow>[] => {
    const name = { rule: ctx.name(cut.name) };
    const own = (r: PersonRow) => r.person.cuts[c];
    const text = (row: PersonRow, say: (cut: NonNullable<ReturnType<typeof own>>) => string) => {
      const found = own(row);
      return found ? say(found) : '';
    };
    return [
      keyed(
        column(`standing-${cut.key}`, fill(w.columns.standing, name), 11, 'mark', (r) =>
          text(r, (p) => `${w.sides[p.side]} · ${w.standings[p.standing]}`),
        ),
        (r) => text(r, (p) => p.standing),
      ),
      ...(ballots
        ? [
            column<PersonRow>(`ballots-${cut.key}`, fill(w.columns.shareOf, name), 9, 'center', (r) =>
              share(r.person.ballots?.cuts[c]?.within, draws),
            ),
            column<PersonRow>(`ballots-held-${cut.key}`, fill(w.columns.heldOf, name), 9, 'center', (r) =>
              share(r.person.ballots?.cuts[c]?.held, draws),
            ),
          ]
        : []),
      ...(weights
        ? [
            column<PersonRow>(`weights-${cut.key}`, fill(w.columns.weightOf, name), 9, 'center', (r) =>
              share(r.person.weights?.cuts[c]?.within, draws),
            ),
            column<PersonRow>(`change-${cut.key}`, fill(w.columns.changeOf, name), 26, 'wrapped', (r) =>
              text(r, (p) => say.change(p.change)),
            ),
          ]
        : []),
    ];
  });
  const columns = [
    ...whoColumns<PersonRow>(ctx, (r) => r.person.ranked.scored.person).filter((c) => c.key !== 'post' && c.key !== 'unit'),
    column<PersonRow>('rank-of', ctx.words.lists.rankOf, 8, 'center', (r) => `${r.person.ranked.rank}/${r.of.group.headCounts.ranked}`),
    column<PersonRow>('total', ctx.words.ranking.total, 8, 'two-places', (r) => ({
      number: r.person.ranked.scored.total.toText(say.places()),
    })),
    basisColumn<PersonRow>(say, (r) => r.person),
    ...(ballots ? [column<PersonRow>('interval', w.columns.interval, 9, 'center', (r) => say.range(r.person.ballots))] : []),
    ...(weights ? [column<PersonRow>('weights-interval', w.columns.weightInterval, 9, 'center', (r) => say.range(r.person.weights))] : []),
    ...perCut,
  ];
  return unsigned(listOf(ctx, headOf(say, 'people', say.notes()), columns, rows), ctx.words.lists.nobody);
}

// ── 并列和小组 ──

interface NamedRow {
  readonly of: GroupStability;
  readonly kind: 'tie' | 'none' | 'small';
  readonly tie: Tie | null;
  readonly text: string;
}

/** Ties, cuts that round to nobody, small groups. */
export function namedList(say: Say): ListPaper {
  const { words: w, ctx } = say;
  const comma = ctx.input.words.policy.listComma;
  const rows = say.from.stability.groups.flatMap((of): NamedRow[] => {
    const n = of.group.headCounts.ranked;
    const cuts = of.group.cuts.filter((c) => of.without.includes(c.rule));
    return [
      ...of.ties.map(
        (tie): NamedRow => ({
          of,
          kind: 'tie',
          tie,
          text: tie.at.length === 0 ? '' : fill(w.straddles, { rules: tie.at.map((r) => ctx.ruleName(r)).join(comma) }),
        }),
      ),
      ...cuts.map((c): NamedRow => ({ of, kind: 'none', tie: null, text: fill(w.without, { n, share: `${weightText(c.share)}%` }) })),
      ...(of.small ? [{ of, kind: 'small', tie: null, text: say.smallness({ ...of, without: [] })[0] ?? '' } as const] : []),
    ];
  });
  const names = ({ people }: Tie) => fill(w.people, { names: people.map((p) => p.scored.person.name).join(comma), count: people.length });
  const columns = [
    column<NamedRow>('group', ctx.words.lists.group, 26, 'wrapped', (r) => ctx.groupName(r.of.group)),
    keyed(
      column<NamedRow>('kind', w.columns.kind, 14, 'mark', (r) => w.kinds[r.kind]),
      (r) => r.kind,
    ),
    column<NamedRow>('rank', w.columns.rank, 8, 'center', (r) => (r.tie ? whole(r.tie.rank) : null)),
    {
      ...column<NamedRow>('who', w.columns.who, 34, 'wrapped', (r) => (r.tie ? names(r.tie) : '')),
      data: (r: NamedRow) => r.tie?.people.map((p) => p.scored.person.id) ?? [],
    },
    column<NamedRow>('note', w.columns.at, 40, 'wrapped', (r) => r.text),
  ];
  return unsigned(listOf(ctx, headOf(say, 'named', []), columns, rows), ctx.words.lists.nobody);
}
