/** Everything that the sources say of a person, in a row: each value under a name that is the same on both sides, with its cell. */
import { Decimal } from '../../decimal.ts';
import { foldWord } from '../../fold.ts';
import type { Records } from '../../records.ts';
import { periodText } from '../../table/period.ts';
import type { Export, Person, Place, Sourced } from '../../types.ts';
import type { ValueKind, ValueName } from './comparison.ts';

/** A value of a source. */
export interface SourceValue {
  /** Unique within a person, the same wherever the value stands. */
  readonly id: string;
  readonly name: ValueName;
  readonly text: string;
  readonly at: Place;
  /** Values of one record or entry share it: where all of it is new or gone, it is told as one. */
  readonly record: string | null;
}

type Plain = Omit<SourceValue, 'id'>;

/** What one export says of a person; of a year's quarter the values carry its period. */
export function valuesOf(person: Person, source: Pick<Export, 'period' | 'votes' | 'tables'>, ofYear: boolean): SourceValue[] {
  const period = ofYear && source.period ? periodText(source.period) : '';
  const values = [
    ...attributes(person, source.tables),
    ...scores(person),
    ...person.entries.flatMap((e) => fields('entry', e.number || e.matter, e.number ?? `${e.matter} ${e.date ?? ''}`, e, e.value.at)),
    ...inspections(person),
    ...(source.votes ?? []).filter((v) => v.person === person.key).map(voteValue),
    ...records(person.records),
  ];
  return numbered(values.map((v) => ({ ...v, name: { ...v.name, period } })));
}

const value = (kind: ValueKind, of: string, part: string, text: string, at: Place, record: string | null = null): Plain => ({
  name: { kind, of, part, period: '' },
  text,
  at,
  record,
});
const sourced = (kind: ValueKind, of: string, part: string, { value: v, at }: Sourced<Decimal>): Plain =>
  value(kind, of, part, v.toText(), at);

function attributes(p: Person, tables: Export['tables']): Plain[] {
  const own = (['name', 'unit', 'department', 'post', 'rank', 'category', 'level'] as const).flatMap((part) =>
    p[part] === '' ? [] : [value('person', '', part, p[part], cellOf(p.at, part, tables))],
  );
  const status = p.notRanked ?? p.notRankedInYear;
  return [...own, ...(status ? [value('person', '', 'status', status.value, status.at)] : [])];
}

/** The cell of the roster row in the column that says it; the row's own where no column of that table does. */
function cellOf(at: Place, field: string, tables: Export['tables']): Place {
  const table = tables.find((t) => t.file === at.file && t.sheet === at.sheet && t.columns.some((c) => c.field === field));
  const column = table?.columns.find((c) => c.field === field);
  return column ? { ...at, col: column.col } : at;
}

function scores(p: Person): Plain[] {
  return [
    ...[...p.given].map(([block, s]) => sourced('block', block, '', s)),
    ...p.ballots.flatMap((b) => [...b.counts].map(([option, s]) => sourced('votes', b.raterClass, option, s))),
    ...[...p.items].map(([item, s]) => sourced('item', item, '', s)),
    ...(p.givenTotal ? [sourced('given', '', 'total', p.givenTotal)] : []),
    ...(p.givenRank ? [sourced('given', '', 'rank', p.givenRank)] : []),
  ];
}

function inspections(p: Person): Plain[] {
  return [
    ...p.inspections.map((i) => sourced('inspection', i.quality, '', i.score)),
    ...[...(p.unassessed ?? [])].map((quality) => value('unassessed', quality, '', '', p.at)),
  ];
}

/** Who voted is no part of what is told: only where the ballot stands, and how it was. */
const voteValue = (v: NonNullable<Export['votes']>[number]): Plain => ({
  ...value('vote', v.raterClass, '', v.option.value ?? '', v.option.at),
  record: `vote ${v.raterClass} ${v.rater}`,
});

// ── records ──

/** What tells records of one kind apart: their number, else what they say first. */
const identity: { readonly [K in Exclude<keyof Records, 'rankSince'>]: (r: Records[K][number]) => string } = {
  sanctions: (r) => r.number || `${r.said} ${r.matter}`,
  exemptions: (r) => r.number || `${r.matter} ${r.date ?? ''}`,
  priorities: (r) => r.number || `${r.priority} ${r.matter}`,
  grades: (r) => String(r.year),
  nominations: (r) => `${r.source} ${r.post}`,
  fitness: (r) => r.number || `${r.situation} ${r.matter}`,
  facets: (r) => `${r.facet} ${r.text}`,
  chronicle: (r) => r.number || `${r.block} ${r.date ?? ''} ${r.text}`,
};

function records(all: Records): Plain[] {
  const kinds = Object.keys(identity) as (keyof typeof identity)[];
  const listed = kinds.flatMap((kind) =>
    (all[kind] as readonly { readonly at: Place }[]).flatMap((r) =>
      fields(kind, identity[kind](r as never).trim(), identity[kind](r as never), withoutTerm(r), r.at),
    ),
  );
  return [...listed, ...(all.rankSince ? [value('rank-since', '', '', all.rankSince.value, all.rankSince.at)] : [])];
}

/** The last day by the policy's term is no value of the sources. */
function withoutTerm(r: object): object {
  const { toBy, ...plain } = r as { toBy?: string; to?: string };
  if (toBy !== 'term') return plain;
  const { to: _, ...told } = plain;
  return told;
}

const untold = new Set(['at', 'dates', 'quarter', 'exempted']);

/** Fields that are read from another one, which says it in the office's words. */
const derived = new Set(['sanctions kind', 'grades grade', 'grades year']);

/**
 * One value a field that says something; a field without a cell of its own stands where the record does.
 * @param shown what the record is called; @param identity tells it from others
 */
function fields(kind: ValueKind, shown: string, identity: string, record: object, at: Place): Plain[] {
  const key = `${kind} ${foldWord(identity)}`;
  return Object.entries(record).flatMap(([part, v]): Plain[] => {
    if (untold.has(part) || derived.has(`${kind} ${part}`)) return [];
    const each = v instanceof Map ? [...v] : [['', v] as const];
    return each.flatMap(([step, x]) => {
      const said = told(x, at);
      return said.text === '' ? [] : [value(kind, shown, step === '' ? part : `${part}.${step}`, said.text, said.at, key)];
    });
  });
}

function told(v: unknown, at: Place): { text: string; at: Place } {
  if (v === null || v === undefined) return { text: '', at };
  if (v instanceof Decimal) return { text: v.toText(), at };
  if (typeof v === 'object' && 'value' in v && 'at' in v) return { text: told(v.value, at).text, at: v.at as Place };
  return { text: String(v), at };
}

/** Ids that are unique: of several values of one name the second is `#2`. */
function numbered(values: readonly Plain[]): SourceValue[] {
  const met = new Map<string, number>();
  const next = (key: string): string => {
    const n = (met.get(key) ?? 0) + 1;
    met.set(key, n);
    return n === 1 ? key : `${key} #${n}`;
  };
  return values.map((v) => {
    const { kind, of, part, period } = v.name;
    return { ...v, id: next([period, kind, v.record ?? of, part].join('\u0000')) };
  });
}
