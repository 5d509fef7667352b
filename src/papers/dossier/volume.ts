/** 年册: a person's year as the archive has it, by blocks: the same facts for the document and for the workbook. */
import type { Head, Known } from '../../dossier/archive.ts';
import type { Kept, Statement } from '../../dossier/entry.ts';
import type { LineChart } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { blockKeys } from '../../types.ts';
import { documentOf, sourceText, stateText, tellAll } from './entries.ts';
import { blockName, figure, type Telling, totalText } from './telling.ts';

/** What a volume is made from. */
export interface VolumeInput extends Telling {
  readonly known: Known;
  readonly year: number;
  /** Everything the archive has of the person, in the order of `Archive.find`. */
  readonly entries: readonly Kept[];
  /** Up to where the archive went. */
  readonly head: Head;
  /** What the archive is called. */
  readonly archive: string;
}

/** One block of the volume. */
export interface VolumeBlock {
  readonly key: string;
  readonly name: string;
  /** Every volume must have it and this one has nothing that holds. */
  readonly lacking: boolean;
  readonly rows: readonly VolumeRow[];
}

/** A row of a block. */
export interface VolumeRow {
  readonly entry: number;
  readonly day: string;
  /** What it says, and in a line of its own whether it still holds. */
  readonly text: string;
  readonly document: string;
  readonly source: string;
}

/** How somebody stood in one period. */
export interface Standing {
  readonly period: string;
  readonly group: string;
  /** Of each block of the score, in the order of `blockKeys`; '' where not ranked. */
  readonly blocks: readonly string[];
  readonly total: string;
  readonly rank: string;
  readonly of: string;
}

const holds = (k: Kept): boolean => k.void === null;
const ofYear = ({ entries, year }: VolumeInput): Kept[] => entries.filter((k) => k.statement.year === year);

/** The blocks of the policy in its order, and blocks it does not know after them. */
export function blocksOf(v: VolumeInput): VolumeBlock[] {
  const own = ofYear(v);
  const known = v.policy.dossier?.blocks ?? [];
  const keys = [...new Set([...known.map((b) => b.key), ...own.map((k) => k.statement.block)])];
  return keys.map((key) => {
    const entries = own.filter((k) => k.statement.block === key);
    const required = known.find((b) => b.key === key)?.required.value ?? false;
    const texts = tellAll(v, entries);
    return {
      key,
      name: blockName(v, key),
      lacking: required && !entries.some(holds),
      rows: entries.map((k, i) => rowOf(v, k, texts[i] ?? '')),
    };
  });
}

function rowOf(v: VolumeInput, k: Kept, told: string): VolumeRow {
  const state = stateText(v, k);
  return {
    entry: k.seq,
    day: k.statement.day ?? v.words.dossier.list.undated,
    text: [told, state === '' ? '' : fill(v.words.dossier.volume.state, { state })].filter((t) => t !== '').join('\n'),
    document: documentOf(k),
    source: sourceText(v, k),
  };
}

/** Who the person was at the end of the year: the last basic data up to then, label by label. */
export function basicsOf(v: VolumeInput): readonly (readonly [label: string, value: string])[] {
  const w = v.words.dossier.volume;
  const all = v.entries.filter((k) => holds(k) && k.statement.form === 'basic' && k.statement.year <= v.year);
  const data: Statement['data'] =
    [...all].sort((a, b) => ((a.statement.day ?? '') < (b.statement.day ?? '') ? -1 : 1)).at(-1)?.statement.data ?? {};
  const text = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '');
  return [
    [w.name, v.known.name],
    [w.id, v.known.id],
    [w.unit, [text('unit'), text('department')].filter((t) => t !== '').join(' ')],
    [w.post, [text('post'), text('rank')].filter((t) => t !== '').join(' / ')],
    [w.group, [text('category'), text('level')].filter((t) => t !== '').join(' · ')],
    [w.since, text('rank-since')],
  ];
}

/** How the person stood in every period up to the end of the year, quarters and years apart. */
export function standingsOf(v: VolumeInput, only: (period: string) => boolean = () => true): Standing[] {
  const { blocks: rules } = v.policy;
  return v.entries
    .filter((k) => holds(k) && k.statement.form === 'appraisal' && k.statement.year <= v.year)
    .flatMap(({ statement: { data } }): Standing[] => {
      const period = typeof data['period'] === 'string' ? data['period'] : '';
      if (!only(period)) return [];
      const parts = (data['blocks'] ?? {}) as Statement['data'];
      const text = (key: string) => (typeof data[key] === 'string' ? (data[key] as string) : '');
      return [
        {
          period,
          group: [text('category'), text('level')].filter((t) => t !== '').join(' · '),
          blocks: blockKeys.map((b) => (rules[b] ? figure(parts[b]) : '')),
          total: totalText(v, data['total']),
          rank: figure(data['rank']),
          of: figure(data['of']),
        },
      ];
    })
    .sort((a, b) => (inOrder(a.period) < inOrder(b.period) ? -1 : 1));
}

/** A year after its quarters. */
const inOrder = (period: string): string => (period.includes('Q') ? period : `${period}R`);

/** As many periods as a chart shows well. */
const most = 12;

/** The last quarters in a row; where there is none, the last years. */
export function charted(v: VolumeInput): Standing[] {
  const quarters = standingsOf(v, (p) => p.includes('Q'));
  return (quarters.length > 0 ? quarters : standingsOf(v)).filter((s) => s.total !== '').slice(-most);
}

/** Totals over the periods, and ranks with 1 on top; none where there are not two periods to join. */
export function chartsOf(v: VolumeInput): LineChart[] {
  const w = v.words.dossier.volume;
  const all = charted(v);
  if (all.length < 2) return [];
  const categories = all.map((s) => s.period);
  return [
    {
      title: w.totals,
      categories,
      series: [{ name: v.words.book.ranking.total, values: all.map((s) => s.total) }],
      axis: { title: v.words.book.ranking.total, places: v.policy.total.places.value },
    },
    { title: w.ranks, categories, series: [{ name: w.rank, values: all.map((s) => s.rank) }], axis: { title: w.rank, ranks: true } },
  ];
}

/** What the volume rests on: archive, entry and hash up to where it goes, policy. */
export const basisOf = (v: VolumeInput): string =>
  fill(v.words.dossier.volume.basis, {
    archive: v.archive,
    seq: v.head.seq,
    hash: v.head.hash,
    policy: v.name(v.policy.name),
    edition: v.policy.edition,
    clause: v.policy.dossier?.clause.at ?? '',
  });
