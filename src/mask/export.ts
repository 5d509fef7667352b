/**
 * What was read and what was found, under pseudonyms. Each noun has a rule for each of its fields, so that a field that is added to one does
 * not compile until it is said how it is masked. Groups, ranks in office, figures, days and the policy's keys are what they were.
 */
import type { KeptQuarter, YearInspection } from '../appraise/year-quarters.ts';
import { Decimal } from '../decimal.ts';
import { foldName } from '../fold.ts';
import type { Decision } from '../paper.ts';
import { problem } from '../problems/problem.ts';
import type { Code } from '../problems/register.ts';
import type {
  ChronicleRecord,
  Exemption,
  FacetRecord,
  FitnessRecord,
  GradeRecord,
  Nomination,
  PriorityRecord,
  Records,
  Sanction,
} from '../records.ts';
import type { Entry, Export, Person, Place, Problem, TableUse, Vote } from '../types.ts';
import type { Mask } from './mask.ts';

/** How a field is masked; `keep`: its value stays, the cells that it came from are named by their masked files. */
type Rule<V> =
  | 'keep'
  | 'text'
  | 'file'
  | 'sheet'
  | 'names'
  | 'matter'
  | 'others'
  | 'unit'
  | 'post'
  | 'person'
  | ((value: NonNullable<V>, mask: Mask) => V);
type Rules<T> = { readonly [K in keyof T]-?: Rule<T[K]> };

/** By the rules, field by field. */
function by<T extends object>(rules: Rules<T>): (value: T, mask: Mask) => T {
  return (value, mask) => {
    const masked = Object.entries(value).map(([name, v]) => {
      const rule = (rules as Record<string, Rule<unknown> | undefined>)[name];
      if (rule === undefined) throw new Error(`no rule masks ${name}`);
      if (v === null || v === undefined) return [name, v];
      if (typeof rule === 'function') return [name, rule(v, mask)];
      return [name, rule === 'keep' ? placed(v, mask) : mask[rule](v as string)];
    });
    return Object.fromEntries(masked) as T;
  };
}

const each =
  <T>(of: (value: T, mask: Mask) => T) =>
  (all: readonly T[], mask: Mask): T[] =>
    all.map((v) => of(v, mask));

/** Values as they are; wherever a cell is named, its file and sheet are masked. */
function placed<V>(value: V, mask: Mask): V {
  const of = (v: unknown): unknown => {
    if (v === null || typeof v !== 'object' || v instanceof Decimal) return v;
    if (v instanceof Map) return new Map([...v].map(([k, x]) => [k, of(x)]));
    if (v instanceof Set) return v;
    if (Array.isArray(v)) return v.map(of);
    if ('file' in v && 'sheet' in v && 'row' in v) return maskPlace(v as Place, mask);
    return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, of(x)]));
  };
  return of(value) as V;
}

const maskPlace = (at: Place, mask: Mask): Place => ({
  ...at,
  file: mask.file(at.file),
  sheet: at.sheet === null ? null : mask.sheet(at.sheet),
});

// ── records ──

const recorded = { at: 'keep', number: 'matter', matter: 'matter', document: 'text' } as const;
const sanction = by<Sanction>({ ...recorded, kind: 'keep', said: 'text', from: 'keep', to: 'keep', toBy: 'keep', dates: 'keep' });
const exemption = by<Exemption>({
  ...recorded,
  date: 'keep',
  ground: 'keep',
  outcome: 'keep',
  percent: 'keep',
  finding: 'text',
  correction: 'text',
  due: 'keep',
  done: 'keep',
  steps: 'keep',
  quarter: 'keep',
});
// The body, or the document's number where none is named, is held against the policy's list.
const priority = by<PriorityRecord>({ ...recorded, document: 'names', priority: 'keep', task: 'keep', body: 'names', date: 'keep' });
const grade = by<GradeRecord>({ year: 'keep', grade: 'keep', said: 'keep', at: 'keep' });
const nomination = by<Nomination>({ source: 'text', body: 'others', post: 'post', votes: 'keep', date: 'keep', at: 'keep' });
const fitness = by<FitnessRecord>({
  ...recorded,
  situation: 'keep',
  evidence: 'text',
  finding: 'text',
  adjustment: 'text',
  date: 'keep',
});
const facet = by<FacetRecord>({ facet: 'keep', way: 'keep', text: 'text', date: 'keep', at: 'keep' });
const chronicle = by<ChronicleRecord>({
  ...recorded,
  block: 'keep',
  text: 'text',
  date: 'keep',
  by: 'others',
  place: 'text',
  result: 'text',
});
const records = by<Records>({
  sanctions: each(sanction),
  exemptions: each(exemption),
  priorities: each(priority),
  grades: each(grade),
  nominations: each(nomination),
  fitness: each(fitness),
  facets: each(facet),
  chronicle: each(chronicle),
  rankSince: 'keep',
});

// ── people ──

const entry = by<Entry>({
  matter: 'matter',
  value: 'keep',
  date: 'keep',
  basis: 'text',
  number: 'matter',
  quarter: 'keep',
  exempted: ({ before, by: of }, mask) => ({ before, by: exemption(of, mask) }),
});
const vote = by<Vote>({ rater: 'person', raterClass: 'keep', raterUnit: 'unit', raterPerson: 'person', person: 'person', option: 'keep' });
const personFields = by<Person>({
  key: 'person',
  // Set beside: both are the person's pseudonym.
  id: 'keep',
  name: 'keep',
  unit: 'unit',
  department: 'unit',
  post: 'post',
  rank: 'keep',
  category: 'keep',
  level: 'keep',
  at: 'keep',
  notRanked: 'keep',
  notRankedInYear: 'keep',
  given: 'keep',
  ballots: 'keep',
  items: 'keep',
  entries: each(entry),
  inspections: 'keep',
  unassessed: 'keep',
  records,
  givenTotal: 'keep',
  givenRank: 'keep',
});
const person = (p: Person, mask: Mask): Person => {
  const masked = personFields(p, mask);
  return { ...masked, id: masked.key, name: masked.key };
};

/** In the order that an export has: by id. */
const people = (all: readonly Person[], mask: Mask): Person[] => all.map((p) => person(p, mask)).sort((a, b) => (a.id < b.id ? -1 : 1));

const column = by<TableUse['columns'][number]>({ header: 'text', col: 'keep', field: 'keep', by: 'keep' });
const table = by<TableUse>({
  file: 'file',
  sheet: 'sheet',
  hidden: 'keep',
  rowsRead: 'keep',
  rowsUsed: 'keep',
  leftOut: 'keep',
  hiddenRows: 'keep',
  columns: each(column),
  headerRow: 'keep',
});
export const maskTables = each(table);

/** An export under pseudonyms: ranked anew it gives what it gave. */
export const maskExport = by<Export>({
  period: 'keep',
  asOf: 'keep',
  people,
  strays: people,
  votes: each(vote),
  tables: maskTables,
  inspected: 'keep',
  faulty: (of, mask) => {
    const all = new Map<string, Code[]>();
    for (const [key, codes] of of) all.set(mask.person(key), [...new Set([...(all.get(mask.person(key)) ?? []), ...codes])]);
    return all;
  },
});

/** Rows of an inspection beside the quarters: whom they mean by name is settled while there are names. */
export function maskInspections(all: readonly YearInspection[], sources: readonly Export[], mask: Mask): YearInspection[] {
  const seen = sources.flatMap((s) => s.people);
  const keys = new Set(seen.map((p) => p.key));
  const named = new Map<string, Set<string>>();
  for (const p of seen) named.set(foldName(p.name), (named.get(foldName(p.name)) ?? new Set()).add(p.key));
  return all.map(({ key, name, inspections }) => {
    const [only, second] = keys.has(key) ? [key] : (named.get(foldName(name)) ?? []);
    const meant = keys.has(key) || (key === foldName(name) && second === undefined) ? only : undefined;
    const shown = mask.person(meant ?? key);
    return { key: shown, name: shown, inspections: placed(inspections, mask) };
  });
}

/** Quarters that only the archive remembers. */
export const maskKept = (all: readonly KeptQuarter[], mask: Mask): KeptQuarter[] =>
  all.map((q) => ({
    period: q.period,
    people: q.people.map((k) => ({ ...k, person: person(k.person, mask), from: placed(k.from, mask) })),
  }));

export const maskDecisions = each(
  by<Decision>({ person: 'person', list: 'keep', rule: 'keep', proposal: 'keep', decided: 'keep', reason: 'text', at: 'keep' }),
);

// ── problems ──

/** Levels whose arguments are technical or the policy's own; only names of files stand in them. */
const technical = new Set(['policy', 'internal', 'file']);
/** Arguments that name what is masked in a way of its own, whatever the code. */
const ways: Readonly<Record<string, (value: string, mask: Mask) => string>> = {
  unit: (v, mask) => mask.unit(v),
  sheet: (v, mask) => mask.sheet(v),
  sheets: (v, mask) => v.split('、').map(mask.sheet).join('、'),
  files: (v, mask) => v.split('、').map(mask.file).join('、'),
  at: addresses,
  other: addresses,
  roster: addresses,
  // A name and an id of the same person are one pseudonym.
  near: (v, mask) => [...new Set(mask.text(v).split(' '))].join(' '),
};

/** `q3.xlsx!考核得分!F14`, several of them, or any other text. */
function addresses(value: string, mask: Mask): string {
  return value
    .split('、')
    .map((one) => {
      const parts = one.split('!');
      const [file = '', sheet, cell] = parts;
      if (parts.length === 1) return /\.[a-z]{2,5}$/i.test(one) ? mask.file(one) : mask.text(one);
      return cell === undefined && /^[A-Z]{1,3}\d+$/.test(sheet ?? '')
        ? `${mask.file(file)}!${sheet}`
        : [mask.file(file), mask.sheet(sheet ?? ''), ...parts.slice(2)].join('!');
    })
    .join('、');
}

function maskArg({ code }: Problem, name: string, value: string, mask: Mask): string {
  const way = code === 'table/other-unit' ? ways['unit'] : ways[name];
  if (way && name !== 'file') return way(value, mask);
  return technical.has(code.split('/')[0] ?? '') && name !== 'file' ? value : mask.text(value);
}

/** Problems under pseudonyms: the same codes, places and figures. */
export function maskProblems(all: readonly Problem[], mask: Mask): Problem[] {
  const { text } = mask;
  return all.map((p): Problem => {
    const args = Object.entries(p.args as Readonly<Record<string, string>>).map(([name, value]) => [name, maskArg(p, name, value, mask)]);
    const who = p.person ? (p.person.key === '' ? '' : mask.person(p.person.key)) : null;
    const { code, severity } = p;
    return {
      ...problem(code, Object.fromEntries(args) as never),
      severity,
      ...(p.file === undefined ? {} : { file: mask.file(p.file) }),
      ...(p.sheet === undefined ? {} : { sheet: p.sheet === null ? null : mask.sheet(p.sheet) }),
      ...(p.place ? { place: maskPlace(p.place, mask) } : {}),
      ...(p.header === undefined ? {} : { header: text(p.header) }),
      ...(who === null ? {} : { person: { key: who, id: who, name: who } }),
      ...(p.clause === undefined ? {} : { clause: p.clause }),
    };
  });
}
