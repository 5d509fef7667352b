/** `appraise/why@1` of one person: everything of the paper as data. */

import type { Decimal } from '../../decimal.ts';
import type { Clause } from '../../policy/primitives.ts';
import { placeText } from '../../problems/problem.ts';
import { periodText } from '../../table/period.ts';
import type { BlockWay, Place, Sourced } from '../../types.ts';
import type { BlockWhy, Change, LeverMove, Outcome, Why } from '../../why.ts';
import type { BookInput } from '../ranking/context.ts';
import { readData } from '../run-data.ts';
import type { WhyData } from './schema.ts';

const text = (d: Decimal): string => d.toText();
const sourcedOf = (s: Sourced<Decimal>) => ({ value: text(s.value), cell: placeText(s.at) });
const cellsOf = (from: readonly Place[]): string[] => from.map(placeText);
const clauseOf = (c: Clause) => ({ at: c.at, quote: c.quote ?? null });
const clausesOf = (all: readonly Clause[]) => all.map(clauseOf);

/** Everything of one person. */
export function whyData({ run, ranking }: BookInput, why: Why): WhyData {
  const { rules, file, sha256 } = run.policy;
  const { person, total, standing, unranked } = why;
  return {
    schema: 'appraise/why@1',
    run: {
      tool: run.tool,
      period: ranking.period ? periodText(ranking.period) : null,
      asOf: ranking.asOf,
      policy: { name: rules.name['zh-Hans'], edition: rules.edition, file, sha256 },
      ...readData(run),
    },
    person: {
      id: person.id,
      name: person.name,
      unit: person.unit,
      department: person.department,
      post: person.post,
      rank: person.rank,
      category: person.category,
      level: person.level,
      cell: placeText(person.at),
    },
    blocks: total?.blocks.map(blockOf) ?? [],
    total: total && {
      exact: text(total.scored.exact),
      value: total.scored.total.toText(total.places),
      places: total.places,
      quarters: (total.scored.quarters ?? []).map((q) => ({
        period: periodText(q.period),
        total: q.total.toText(rules.total.places.value),
        cells: cellsOf(q.from),
      })),
      clauses: clausesOf(total.clauses),
    },
    standing: standing && {
      of: standing.n,
      rank: standing.rank,
      above: standing.above,
      equal: standing.equal,
      below: standing.below,
      tiesBy: [...standing.tiesBy],
      clauses: clausesOf(standing.clauses),
    },
    unranked: unranked && {
      reason: unranked.reason.kind === 'problems' ? 'problems' : unranked.reason.key,
      codes: unranked.reason.kind === 'problems' ? [...unranked.reason.codes] : [],
      cells: cellsOf(unranked.from),
      clause: why.unrankedClause && clauseOf(why.unrankedClause),
    },
    ...judgedOf(why),
    decisions: why.decisions.map(({ list, rule, decided, reason, at }) => ({ list, rule, decided, reason, cell: placeText(at) })),
    changes: why.changes.map(changeOf),
  };
}

function judgedOf(why: Why): Pick<WhyData, 'cuts' | 'lines' | 'sanctions' | 'tolerances' | 'priorities' | 'grade' | 'advance'> {
  const { grade, advance } = why;
  return {
    cuts: why.cuts.map(({ result: r, ...c }) => ({
      rule: c.rule,
      share: text(r.share),
      exact: text(r.exact),
      mode: r.mode,
      count: r.k,
      ties: r.ties,
      equalOrBelow: c.equalOrBelow,
      strictlyBelow: c.strictlyBelow,
      state: c.state,
      clauses: clausesOf(c.clauses),
    })),
    lines: why.lines.map((l) => ({
      rule: l.rule,
      line: text(l.line),
      atLine: l.atLine,
      outcome: l.outcome,
      absent: l.absent,
      inspections: l.inspections.map((i) => ({ score: sourcedOf(i.score), missing: text(i.missing), above: text(i.above) })),
      clauses: clausesOf(l.clauses),
    })),
    sanctions: why.sanctions.map(({ sanction: s, ...x }) => ({
      kind: s.kind,
      said: s.said,
      from: s.from,
      to: s.to,
      toBy: s.toBy,
      bars: x.bars,
      lifted: x.lifted !== null,
      inEffect: x.inEffect,
      cells: cellsOf([s.at, ...s.dates]),
      clauses: clausesOf(x.clauses),
    })),
    tolerances: why.tolerances.map((t) => ({
      ground: t.by.ground,
      outcome: t.by.outcome,
      finding: t.by.finding,
      entry: t.entry && { score: sourcedOf(t.entry.entry.value), after: text(t.entry.after) },
      sanction: t.sanction && { cell: placeText(t.sanction.sanction.at), lifted: t.sanction.lifted },
      cell: placeText(t.by.at),
      clauses: clausesOf(t.clauses),
    })),
    priorities: why.priorities.map((p) => ({
      rule: p.rule,
      figure: p.figure,
      line: p.line,
      cells: cellsOf(p.from),
      clauses: clausesOf(p.clauses),
    })),
    grade: grade && gradeOf(grade),
    advance: advance && advanceOf(advance),
  };
}

function gradeOf(g: NonNullable<Why['grade']>): WhyData['grade'] {
  const { proposal: p } = g;
  return {
    kind: g.kind,
    grade: p.grade,
    held: p.held,
    figure: p.figure,
    line: p.line,
    barred: p.barred.map((b) => ({ rule: b.rule, clause: b.clause, cells: cellsOf(b.from) })),
    share: text(g.share),
    heads: g.heads,
    exact: text(g.exact),
    places: g.all,
    group: { heads: g.groupHeads, exact: text(g.groupExact), places: g.places },
    clauses: clausesOf(g.clauses),
  };
}

function advanceOf(a: NonNullable<Why['advance']>): WhyData['advance'] {
  const { rank, to, since, required, off, added, earliest, reached, why, clause: at } = a;
  const years = a.years.map((y) => ({ year: y.year, said: y.said, outcome: y.outcome, cell: y.at && placeText(y.at) }));
  return { rank, to, since, required, off, added, earliest, reached, why, years, clause: at };
}

function blockOf(b: BlockWhy): WhyData['blocks'][number] {
  return {
    block: b.block,
    value: b.score.value.toText(b.score.minPlaces),
    weight: b.weight && text(b.weight),
    adds: text(b.adds),
    way: wayOf(b.score.way),
    beside: b.beside && sourcedOf(b.beside),
    clauses: clausesOf([...b.clauses, ...(b.weightClause ? [b.weightClause] : [])]),
  };
}

function wayOf(w: BlockWay): WhyData['blocks'][number]['way'] {
  switch (w.kind) {
    case 'ballots':
      return {
        kind: 'ballots',
        classes: w.classes.map((c) => ({
          class: c.raterClass,
          weight: text(c.weight),
          votes: c.votes.map((v) => ({ option: v.option, worth: text(v.worth), count: v.count && sourcedOf(v.count) })),
          others: c.others.map(sourcedOf),
          cells: cellsOf(c.from),
          sum: text(c.sum),
          valid: text(c.valid),
          mean: c.mean && text(c.mean),
        })),
        weight: text(w.weight),
        exact: text(w.exact),
      };
    case 'items': {
      const items = w.items.map((i) => ({ item: i.item, score: sourcedOf(i.score), counted: i.counted }));
      return { kind: 'items', items, sum: text(w.sum), divisor: w.divisor, exact: text(w.exact) };
    }
    case 'entries': {
      const entries = w.entries.map(({ entry: e, counted, instead }) => ({
        matter: e.matter,
        score: sourcedOf(e.value),
        counted,
        instead: instead && placeText(instead.value.at),
        before: e.exempted ? text(e.exempted.before) : null,
      }));
      return { kind: 'entries', entries, sum: text(w.sum) };
    }
    case 'given':
      return { kind: 'given', score: sourcedOf(w.score) };
    case 'none':
      return { kind: 'none' };
    case 'mean':
      return {
        kind: 'mean',
        quarters: w.quarters.map((q) => ({ period: periodText(q.period), value: text(q.value) })),
        exact: text(w.exact),
      };
  }
}

function changeOf({ outcome: o, moves }: Change): WhyData['changes'][number] {
  return { outcome: { ...o } satisfies Outcome, moves: moves.map(moveOf) };
}

function moveOf({ lever, now, places, move: m }: LeverMove): WhyData['changes'][number]['moves'][number] {
  const named = lever.kind === 'total' ? 'total' : lever.kind === 'block' ? lever.block : periodText(lever.period);
  return { lever: named, now: now.toText(places), places, move: m && { to: m.to.toText(places), change: m.change.toText(places) } };
}
