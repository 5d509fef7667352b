/** What an export or a ranking says of people → statements for the archive, each in its block of the policy. */
import type { Day } from '../day.ts';
import { yearOf } from '../day.ts';
import { type Json, packed } from '../pack.ts';
import type { Decision } from '../paper.ts';
import type { Policy } from '../policy/policy.ts';
import { placeText } from '../problems/problem.ts';
import type { Records } from '../records.ts';
import { readDay } from '../table/days.ts';
import { periodText } from '../table/period.ts';
import type { Group, Period, Person, Place, RankedPerson, Ranking, UnrankedPerson } from '../types.ts';
import { blockKeys } from '../types.ts';
import type { Form, Source, Statement } from './entry.ts';

/** What a source is, for all statements read from it. */
export interface Origin {
  readonly policy: Policy;
  /** Hash of each file by the name it has in places; of a workbook the one that was named. */
  readonly source: (at: Place) => Source;
  /** The volume of what has no date of its own; null: it cannot be told. */
  readonly year: number | null;
  readonly asOf: Day | null;
}

/** A statement, or one whose volume nobody can tell. */
export interface Said {
  readonly statement: Omit<Statement, 'year'> & { readonly year: number | null };
  readonly at: Place;
}

type Data = { readonly [key: string]: Json };

/** The block of the policy that keeps a form. */
const blockOf = (policy: Policy, form: Form): string => policy.dossier?.blocks.find((b) => b.holds.some((h) => h === form))?.key ?? form;

/** Plain data of a record: exact, and without the cells it stood in. */
function dataOf(record: object): Data {
  const bare = (value: unknown): unknown => {
    if (value instanceof Map) return Object.fromEntries([...value].map(([k, v]) => [k, bare(v)]));
    if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value;
    if ('value' in value && 'at' in value) return bare(value.value);
    return Object.fromEntries(Object.entries(value).flatMap(([k, v]) => (k === 'at' || k === 'dates' ? [] : [[k, bare(v)]])));
  };
  return packed(bare(record)) as Data;
}

interface Piece {
  readonly form: Form;
  readonly block?: string;
  readonly day: Day | null;
  readonly year: number | null;
  readonly number?: string;
  readonly data: Data;
  readonly at: Place;
}

function said(person: Person, origin: Origin, piece: Piece): Said {
  const { at, block, number = '', ...rest } = piece;
  return {
    statement: {
      ...rest,
      number,
      block: block ?? blockOf(origin.policy, piece.form),
      person: person.key,
      id: person.id,
      name: person.name,
      from: origin.source(at),
    },
    at,
  };
}

// ── records ──

type ListOf = { readonly [K in Exclude<keyof Records, 'rankSince'>]: Form };
const forms: ListOf = {
  sanctions: 'sanction',
  exemptions: 'exemption',
  priorities: 'priority',
  grades: 'grade',
  nominations: 'nomination',
  fitness: 'fitness',
  facets: 'facet',
  chronicle: 'chronicle',
};

/** Everything recorded of a person beside scores, and their entries of 加减分. */
export function recordStatements(person: Person, origin: Origin): Said[] {
  const dated = (day: Day | null) => ({ day, year: day === null ? origin.year : yearOf(day) });
  const { records } = person;
  const listed = (Object.keys(forms) as (keyof ListOf)[]).flatMap((list) =>
    records[list].map((record): Said => {
      const day = dayOf(record);
      const year = 'year' in record ? record.year : dated(day).year;
      const block = 'block' in record ? { block: record.block } : {};
      const number = 'number' in record ? record.number : '';
      return said(person, origin, { form: forms[list], ...block, day, year, number, data: dataOf(record), at: record.at });
    }),
  );
  const points = person.entries.map((e): Said => {
    const before = e.exempted ? { ...e.value, value: e.exempted.before } : e.value;
    const day = (e.date ?? '') === '' ? null : dayIn(e.date ?? '');
    const data = dataOf({ matter: e.matter, value: before, date: e.date ?? '', basis: e.basis ?? '' });
    return said(person, origin, { form: 'points', ...dated(day), number: e.number ?? '', data, at: e.value.at });
  });
  return [...listed, ...points];
}

type AnyRecord = Records[keyof ListOf][number];

/** The day that says in which volume a record belongs. */
function dayOf(record: AnyRecord): Day | null {
  if ('toBy' in record) return record.from ?? record.to;
  if ('steps' in record) return record.date ?? record.steps.get('finding')?.value ?? [...record.steps.values()][0]?.value ?? null;
  return 'date' in record ? record.date : null;
}

const dayIn = (text: string): Day | null => {
  const read = readDay(text);
  return read.kind === 'none' ? null : read.day;
};

/** 年度考核等次 as it was decided. */
export function gradeStatement(person: Person, origin: Origin, grade: { year: number; grade: string; said: string }, at: Place): Said {
  return said(person, origin, { form: 'grade', day: null, year: grade.year, data: dataOf(grade), at });
}

// ── who somebody is, and what inspections found ──

/** 基本情况 as of a day. */
export function basicStatement(person: Person, origin: Origin): Said {
  const { unit, department, post, rank, category, level, records } = person;
  const data = dataOf({ unit, department, post, rank, category, level, 'rank-since': records.rankSince?.value ?? null });
  const day = origin.asOf;
  return said(person, origin, { form: 'basic', day, year: day === null ? origin.year : yearOf(day), data, at: person.at });
}

export function inspectionStatements(person: Person, origin: Origin, period: Period | null): Said[] {
  return person.inspections.map((i) => {
    const { file, sheet } = i.score.at;
    const data = dataOf({
      quality: i.quality,
      score: i.score,
      period: period ? periodText(period) : null,
      sheet: sheet ?? file.split('/').at(-1) ?? '',
    });
    return said(person, origin, { form: 'inspection', day: origin.asOf, year: origin.year, data, at: i.score.at });
  });
}

// ── a ranking ──

/**
 * A ranking and what was decided of it: of everybody who they are, how they stood, what inspections found and what was recorded.
 * @param recorded whether the records of its people are told too: a year's are those of its quarters, as each of them has them
 */
export function rankingStatements(ranking: Ranking, decisions: readonly Decision[], origin: Origin, recorded = true): Said[] {
  const { period } = ranking;
  const everybody = (p: Person): Said[] => [
    basicStatement(p, origin),
    ...(recorded ? recordStatements(p, origin) : []),
    ...inspectionStatements(p, origin, period),
  ];
  const of = (g: Group | null, p: RankedPerson | UnrankedPerson): Said[] => {
    const person = 'scored' in p ? p.scored.person : p.person;
    const decided = decisions
      .filter((d) => d.person === person.key)
      .map(({ list, rule, decided, reason }) => ({ list, rule, decided, reason }));
    const stood = 'scored' in p ? standing(p, g) : left(p);
    const data = dataOf({ period: period ? periodText(period) : null, ...group(g, person), ...stood, ...judged(p), decided });
    return [...everybody(person), said(person, origin, { form: 'appraisal', day: origin.asOf, year: origin.year, data, at: person.at })];
  };
  return [
    ...ranking.groups.flatMap((g) => [...g.ranked, ...g.notRanked].flatMap((p) => of(g, p))),
    ...ranking.unplaced.flatMap((p) => of(null, p)),
  ];
}

const group = (g: Group | null, p: Person) => ({
  category: g?.category ?? p.category,
  level: g?.level ?? p.level,
  of: g?.headCounts.ranked ?? 0,
});

const standing = ({ scored, rank }: RankedPerson, _: Group | null) => ({
  rank,
  total: scored.total,
  blocks: Object.fromEntries(blockKeys.map((b) => [b, scored.blocks[b].value])),
});

const left = ({ reason }: UnrankedPerson) => ({
  rank: null,
  total: null,
  reason: reason.kind === 'problems' ? reason.codes.join(' ') : reason.key,
});

/** Verdicts and checks without their cells: those are the source's. */
const judged = ({ verdicts, checks }: RankedPerson | UnrankedPerson) => ({
  verdicts: verdicts.map(({ from: _, ...v }) => v),
  checks: checks.map(({ from: _, ...c }) => c),
});

/** Where a value was read, with the hash of its file. */
export const sourceOf = (files: ReadonlyMap<string, string>, at: Place): Source => ({
  file: at.file,
  sha256: files.get(at.file) ?? '',
  cell: placeText(at),
});
