/**
 * Rows → what they record of a person beside scores (src/records.ts). A table is understood by its columns; words of the
 * policy's lists and days are read strictly, for a sanction or an exemption misread wrongs a person.
 */
import { addDays, addMonths, type Day } from '../day.ts';
import { Decimal } from '../decimal.ts';
import { foldText, foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText, problem } from '../problems/problem.ts';
import type { Exemption, FacetRecord, FitnessRecord, GradeRecord, Nomination, PriorityRecord, Records, Sanction } from '../records.ts';
import type { Place, Problem, Sourced } from '../types.ts';
import { chronicleOf } from './chronicle.ts';
import { readDay, readMonths, readSpan } from './days.ts';
import type { Gathered } from './join.ts';
import { type RecordKind, recordKind } from './record-kind.ts';
import { about, dayFrom, dayIn, type Listed, listed, type Reading, type Row, rowOf, sorted } from './record-reading.ts';
import type { TextKey } from './rows.ts';

/** Everything recorded of one person, and what could not be read of it; each problem is the person's. */
export function recordsOf(gathered: Gathered, policy: Policy, who: Reading['who']): { records: Records; problems: Problem[] } {
  const r: Reading = { policy, who, problems: [] };
  const rows = gathered.rows.map(({ row, table }) => ({ kind: recordKind(table.fields), entry: rowOf(row) }));
  const of = (kind: RecordKind) => rows.filter((x) => x.kind === kind).map((x) => x.entry);
  const records: Records = {
    sanctions: sanctionsOf(
      r,
      rows.filter((x) => x.kind !== 'exemption').map((x) => x.entry),
    ),
    exemptions: sorted(of('exemption').flatMap((row) => exemptionOf(r, row))),
    priorities: sorted(of('priority').flatMap((row) => priorityOf(r, row))),
    grades: gradesOf(
      r,
      rows.flatMap((x) => (x.kind === 'grades' ? [x.entry] : [])),
      rows.map((x) => x.entry),
    ),
    nominations: sorted(of('nomination').map((row) => nominationOf(r, row))),
    fitness: sorted(of('fitness').flatMap((row) => fitnessOf(r, row))),
    facets: sorted(of('facet').flatMap((row) => facetOf(r, row))),
    chronicle: sorted(of('chronicle').flatMap((row) => chronicleOf(r, row))),
    rankSince: rankSince(
      r,
      rows.map((x) => x.entry),
    ),
  };
  return { records, problems: r.problems };
}

// ── 问责、处分 (rules §7.2) ──

/** Of every table, for they may also stand in a roster. */
function sanctionsOf(r: Reading, rows: readonly Row[]): Sanction[] {
  const days: readonly TextKey[] = ['effect', 'effect-start', 'effect-end', 'entry-date'];
  // 是否问责 and nothing more: where another row says what it was and until when, that is the same one.
  const bare = (e: Row) => e.text('sanction') === '' && days.every((d) => e.text(d) === '');
  const told = rows.filter((e) => !bare(e)).flatMap((e) => sanctionOf(r, e));
  const found = told.length > 0 ? told : rows.filter(bare).flatMap((e) => sanctionOf(r, e));
  const named = found.filter((s) => s.kind !== null);
  const repeats = (s: Sanction) => s.kind === null && named.some((n) => n.to === s.to && (s.from === null || s.from === n.from));
  return sorted(found.filter((s) => !repeats(s)));
}

function sanctionOf(r: Reading, e: Row): Sanction[] {
  const rules = r.policy.accountability;
  if (!rules) return [];
  const meant = (field: TextKey, words: readonly string[]) => words.some((w) => foldWord(w) === foldWord(e.text(field)));
  const [named, flag] = [e.text('sanction'), e.text('accountable')];
  const none = (field: TextKey) => e.text(field) === '' || meant(field, rules.no) || /^[-—–/\\]+$/.test(foldText(e.text(field)));
  if (none('sanction') && none('accountable')) return effectAlone(r, e, none);
  // 是否问责 may hold the kind itself.
  const field: TextKey = !none('sanction') && !meant('sanction', rules.yes) ? 'sanction' : 'accountable';
  const plain = field === 'accountable' && (meant('accountable', rules.yes) || none('accountable'));
  const kind = plain ? null : listed(r, e, field, rules.kinds, '问责处分种类');
  if (!plain && kind === null) return [];
  const effect = effectOf(r, e, kind?.months.value ?? null);
  if (effect === null) return [];
  const said = plain ? flag || named : e.text(field);
  return [{ ...about(e), kind: kind?.key ?? null, said, ...effect, at: e.at(e.text(field) === '' ? 'accountable' : field) }];
}

/** A period of effect of nobody knows what: there was something, and the days say until when. */
function effectAlone(r: Reading, e: Row, none: (field: TextKey) => boolean): Sanction[] {
  const field = (['effect', 'effect-end'] as const).find((f) => !none(f));
  const effect = field === undefined ? null : effectOf(r, e, null);
  return field && effect ? [{ ...about(e), kind: null, said: e.text(field), ...effect, at: e.at(field) }] : [];
}

type Effect = Omit<Sanction, keyof ReturnType<typeof about> | 'kind' | 'said' | 'at'>;

/** First and last day: as the export gives them, else by the term of the kind; null with the reason told. */
function effectOf(r: Reading, e: Row, months: number | null): Effect | null {
  const before = r.problems.length;
  const said = e.text('effect');
  const span = readSpan(said);
  const at = e.at('effect');
  const fromField: TextKey = e.text('effect-start') === '' ? 'entry-date' : 'effect-start';
  const from = span ? dayFrom(r, span.from, at) : dayIn(r, e, fromField);
  const to = span ? dayFrom(r, span.to, at, true) : dayIn(r, e, 'effect-end');
  const ownTerm = said === '' || span ? null : readMonths(said);
  const lastDay = !span && ownTerm === null && said !== '' && to === null ? dayFrom(r, said, at, true) : to;
  if (r.problems.slice(before).some((p) => p.severity === 'error')) return null;
  const term = ownTerm ?? months;
  const where = { place: e.row.at, person: r.who, clause: r.policy.accountability?.clause.at ?? '' };
  if (months === 0 && lastDay === null && ownTerm === null) {
    // A kind without a term is a mere record: it has the day it was decided on, or none.
    return from ? { from: from.value, to: from.value, toBy: 'term', dates: [from.at] } : openEffect(r, where);
  }
  if (!from && lastDay) {
    return { from: null, to: lastDay.value, toBy: 'export', dates: [lastDay.at] };
  }
  if (!from || (!lastDay && term === null)) return openEffect(r, where);
  if (!lastDay) return { from: from.value, to: endOf(r.policy, from.value, term ?? 0), toBy: 'term', dates: [from.at] };
  if (lastDay.value < from.value) {
    r.problems.push(problem('cell/effect-reversed', { from: from.value, to: lastDay.value }, { ...where, place: lastDay.at }));
    return null;
  }
  return { from: from.value, to: lastDay.value, toBy: 'export', dates: [from.at, lastDay.at] };
}

function openEffect(r: Reading, where: { place: Place; person: Reading['who']; clause: string }): null {
  r.problems.push(problem('table/effect-open', {}, where));
  return null;
}

/** The last day of a term in months (policy `accountability.last-day`). */
function endOf({ accountability }: Policy, from: Day, months: number): Day {
  const same = addMonths(from, months);
  return accountability?.['last-day'].value === 'day-before' ? addDays(same, -1) : same;
}

// ── 容错 (rules §7.3) ──

function exemptionOf(r: Reading, e: Row): Exemption[] {
  const rules = r.policy.exemptions;
  if (!rules) return [];
  const outcomes = (['lifted', 'reduced', 'refused'] as const).map((key) => ({
    key,
    name: { 'zh-Hans': rules.outcomes[key][0] ?? key },
    words: rules.outcomes[key],
  }));
  const ground = listed(r, e, 'exemption-ground', rules.grounds.list, '容错情形');
  const outcome = listed(r, e, 'exemption-outcome', outcomes, '容错结论');
  const steps = new Map<string, Sourced<Day>>();
  for (const step of rules.steps) {
    const day = dayIn(r, e, `step:${step.key}`);
    if (day) steps.set(step.key, day);
  }
  const percent = outcome?.key === 'reduced' ? percentIn(r, e) : null;
  const [date, due, done] = (['entry-date', 'due', 'done'] as const).map((f) => dayIn(r, e, f)?.value ?? null);
  if (!ground || !outcome || (outcome.key === 'reduced' && percent === null)) return [];
  const found = steps.get('finding')?.value ?? null;
  return [
    {
      ...about(e),
      date: date ?? null,
      ground: ground.key,
      outcome: outcome.key,
      percent,
      finding: e.text('exemption-finding'),
      correction: e.text('correction'),
      due: due ?? (found === null || e.text('correction') === '' ? null : addDays(found, rules['correction-days'].value)),
      done: done ?? null,
      steps,
      at: e.at('exemption-outcome'),
    },
  ];
}

/** `50%`, 50 or 百分之五十 is no matter of taste: a number of percent above 0 and up to 100. */
function percentIn(r: Reading, e: Row): Decimal | null {
  const said = e.text('exemption-percent');
  const number = /^(\d+(?:\.\d+)?)(%?)$/.exec(foldText(said));
  const value = number ? Decimal.of(number[1] ?? '0') : null;
  // 0.5 without a sign may be a half or half a percent.
  const clear = value?.above(Decimal.zero) && !value.above(Decimal.whole(100)) && (number?.[2] === '%' || !value.below(Decimal.whole(1)));
  if (clear) return value;
  r.problems.push(problem('cell/reduction-unclear', { value: said }, { place: e.at('exemption-percent'), person: r.who }));
  return null;
}

// ── 三个优先 (rules §7.4) ──

function priorityOf(r: Reading, e: Row): PriorityRecord[] {
  const rules = r.policy.priorities ?? [];
  if (rules.length === 0) return [];
  const said = e.text('priority');
  const [award, task, recommended] = [e.text('award'), e.text('task'), e.text('recommended')];
  const byMechanism = (m: string) => rules.find((p) => p.mechanism === m) ?? null;
  const rule =
    said !== ''
      ? listed(r, e, 'priority', rules, '优先')
      : award !== '' && !isNo(award)
        ? byMechanism('award')
        : task !== '' && !isNo(task)
          ? byMechanism('work')
          : recommended !== '' && !isNo(recommended)
            ? byMechanism('grade-and-recommendation')
            : null;
  if (!rule) return [];
  const date = dayIn(r, e, 'entry-date');
  const taskField: TextKey = task === '' ? 'matter' : 'task';
  const known = rule.mechanism === 'work' ? taskOf(r, e, taskField, rule.tasks) : null;
  if (rule.mechanism === 'work' && known === null) return [];
  return [
    {
      ...about(e),
      matter: award || e.text('matter') || task,
      priority: rule.key,
      task: known,
      body: e.text('body'),
      date: date?.value ?? null,
      at: e.at(said !== '' ? 'priority' : award !== '' ? 'award' : task !== '' ? 'task' : 'recommended'),
    },
  ];
}

const isNo = (text: string): boolean => /^(?:否|无|没有|未推荐|不推荐|no|n|[-—–/\\]+)$/i.test(foldText(text));

/** A matter tells more than the task's name: the one task that it names. */
function taskOf(r: Reading, e: Row, field: TextKey, tasks: readonly Listed[]): string | null {
  const text = foldWord(e.text(field));
  const named = tasks.filter((t) => [...t.words, t.name['zh-Hans']].some((w) => text.includes(foldWord(w))));
  return named.length === 1 ? (named[0]?.key ?? null) : (listed(r, e, field, tasks, '重点工作')?.key ?? null);
}

// ── 年度考核等次 ──

/** @param long rows of tables with a row a year; of all `rows` the columns of one year each are read */
function gradesOf(r: Reading, long: readonly Row[], rows: readonly Row[]): GradeRecord[] {
  const rules = r.policy.grades?.year;
  if (!rules) return [];
  const known: readonly Listed[] = [rules.excellent, ...rules.bands];
  const none = { key: '', name: { 'zh-Hans': rules.none[0] ?? '' }, words: rules.none };
  const found = rows.flatMap((e): GradeRecord[] => {
    const wide = [...e.row.texts.keys()].filter((k) => k.startsWith('year-grade:'));
    const cells: { field: TextKey; year: number }[] = wide.map((k) => ({ field: k, year: Number(k.slice('year-grade:'.length)) }));
    if (e.text('grade') !== '' && long.includes(e)) {
      const year = yearIn(r, e);
      if (year !== null) cells.push({ field: 'grade', year });
    }
    return cells.flatMap(({ field, year: y }): GradeRecord[] => {
      if (isNo(e.text(field))) return [];
      const grade = listed(r, e, field, [...known, none], '年度考核等次');
      return grade ? [{ year: y, grade: grade.key === '' ? null : grade.key, said: e.text(field), at: e.at(field) }] : [];
    });
  });
  const byYear = new Map<number, GradeRecord>();
  for (const g of sorted(found)) {
    const other = byYear.get(g.year);
    if (!other) byYear.set(g.year, g);
    else if (other.grade !== g.grade) {
      const args = { year: String(g.year), one: other.said, other: g.said, at: placeText(other.at) };
      r.problems.push(problem('table/grades-disagree', args, { place: g.at, person: r.who }));
    }
  }
  return [...byYear.values()].sort((a, b) => a.year - b.year);
}

/** A grade of nobody knows which year is refused. */
function yearIn(r: Reading, e: Row): number | null {
  const said = e.text('year');
  const year = /^((?:19|20)\d{2})(?:\.0)?(?:年度?)?$/.exec(foldText(said))?.[1];
  if (year !== undefined) return Number(year);
  if (said === '') r.problems.push(problem('cell/blank', {}, { place: e.row.at, header: '年度', person: r.who }));
  else
    r.problems.push(
      problem('cell/not-in-list', { value: said, list: '年度', known: '2024、2025' }, { place: e.at('year'), person: r.who }),
    );
  return null;
}

/** One day, however often it is written; a month agrees with a day of it, which says more. Two days are an error, none is chosen. */
function rankSince(r: Reading, rows: readonly Row[]): Sourced<Day> | null {
  const said = rows.flatMap((e) => {
    const day = dayIn(r, e, 'rank-since');
    return day ? [{ day, text: e.text('rank-since'), month: readDay(e.text('rank-since')).kind === 'month' }] : [];
  });
  const key = (s: (typeof said)[number]) => [s.month ? '1' : '0', placeText(s.day.at)].join('\u0000');
  const [first, ...others] = said.sort((a, b) => (key(a) < key(b) ? -1 : 1));
  if (!first) return null;
  const agrees = (s: (typeof said)[number]) =>
    s.day.value === first.day.value || (s.month && s.day.value.slice(0, 7) === first.day.value.slice(0, 7));
  for (const other of others.filter((s) => !agrees(s))) {
    const args = { one: first.text, other: other.text, at: placeText(first.day.at) };
    r.problems.push(problem('table/since-disagrees', args, { place: other.day.at, person: r.who }));
  }
  return first.day;
}

// ── 推荐、能上能下、综合评价 ──

function nominationOf(r: Reading, e: Row): Nomination {
  const votes = foldText(e.text('nomination-votes')).replace(/票$/, '');
  if (votes !== '' && !/^\d+$/.test(votes))
    r.problems.push(problem('cell/not-a-count', { value: e.text('nomination-votes') }, { place: e.at('nomination-votes'), person: r.who }));
  const number = /^\d+$/.test(votes) ? { value: Decimal.of(votes), at: e.at('nomination-votes') } : null;
  return {
    source: e.text('nomination-source'),
    body: e.text('nominated-by') || e.text('body'),
    post: e.text('nominated-post'),
    votes: number,
    date: dayIn(r, e, 'entry-date')?.value ?? null,
    at: e.row.at,
  };
}

function fitnessOf(r: Reading, e: Row): FitnessRecord[] {
  const rules = r.policy.fitness;
  if (!rules || e.text('situation') === '' || isNo(e.text('situation'))) return [];
  const situation = listed(r, e, 'situation', rules.situations, rules.name['zh-Hans']);
  const date = dayIn(r, e, 'entry-date');
  if (!situation) return [];
  return [
    {
      ...about(e),
      situation: situation.key,
      evidence: e.text('evidence') || e.text('matter'),
      finding: e.text('fitness-finding'),
      adjustment: e.text('adjustment-proposed'),
      date: date?.value ?? null,
      at: e.at('situation'),
    },
  ];
}

function facetOf(r: Reading, e: Row): FacetRecord[] {
  const rules = r.policy.facets;
  if (!rules || e.text('facet') === '') return [];
  const facet = listed(r, e, 'facet', rules.facets, rules.name['zh-Hans']);
  const way = listed(r, e, 'way', rules.ways, rules.name['zh-Hans']);
  const date = dayIn(r, e, 'entry-date');
  if (!facet || !way) return [];
  const text = e.text('facet-text') || e.text('matter');
  return [{ facet: facet.key, way: way.key, text, date: date?.value ?? null, at: e.at('facet') }];
}
