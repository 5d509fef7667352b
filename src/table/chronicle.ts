/** 纪实: rows that tell what happened, for the block of the file that a column or the header of what is told names. */
import { problem } from '../problems/problem.ts';
import type { ChronicleRecord } from '../records.ts';
import { about, dayIn, listed, type Reading, type Row } from './record-reading.ts';
import type { TextKey } from './rows.ts';

/** What a row records; several where it has a column for several blocks. */
export function chronicleOf(r: Reading, e: Row): ChronicleRecord[] {
  const { dossier } = r.policy;
  if (!dossier) return [];
  const date = dayIn(r, e, 'entry-date')?.value ?? null;
  const texts = [...e.row.texts.keys()].filter((k) => k.startsWith('chronicle:'));
  const record = (block: string, field: TextKey): ChronicleRecord => ({
    ...about(e),
    block,
    text: e.text(field),
    date,
    by: e.text('chronicle-by') || e.text('body'),
    place: e.text('chronicle-place'),
    result: e.text('chronicle-result'),
    at: e.at(field),
  });
  // A column 板块 says it of whatever the row tells.
  if (e.text('chronicle-block') !== '') {
    const block = listed(r, e, 'chronicle-block', dossier.blocks, dossier.name['zh-Hans']);
    const [field] = [...texts, 'chronicle-text', 'matter'].filter((f) => e.text(f as TextKey) !== '') as TextKey[];
    return block && field ? [record(block.key, field)] : [];
  }
  const found = texts.map((field) => record(field.slice('chronicle:'.length), field as TextKey));
  if (found.length === 0 && e.text('chronicle-text') !== '')
    r.problems.push(problem('cell/blank', {}, { place: e.row.at, header: dossier.name['zh-Hans'], person: r.who }));
  return found;
}
