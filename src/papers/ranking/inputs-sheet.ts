/** What was read and what was used of it, and the whole text of the policy. */

import type { PaperCell, PaperRow, PaperSheet } from '../../paper.ts';
import { ownMarker } from '../../sheets/marker.ts';
import { fill } from '../../text/text.ts';
import type { TableUse } from '../../types.ts';
import { banner, type Context, number, text } from './context.ts';

/** Files with their hashes, tables with rows read = used + left out (reliability), columns used and not. */
export function inputsSheet(ctx: Context): PaperSheet {
  const w = ctx.words.inputs;
  const { run, source } = ctx.input;
  const width = 9;
  const facts: [string, string][] = [
    [w.format, ownMarker],
    [w.tool, run.tool],
    ...(run.masked === undefined ? [] : ([[w.masked, fill(w.maskedBy, { mark: run.masked })]] as [string, string][])),
    [w.period, ctx.period()],
    [w.asOf, ctx.asOf()],
    [w.policy, fill(w.policyOf, { policy: ctx.policyName(), edition: ctx.policy.edition, file: run.policy.file })],
    [w.policyHash, run.policy.sha256],
    ...(run.columns ? ([[w.columnMap, `${run.columns.file}　SHA-256 ${run.columns.sha256}`]] as [string, string][]) : []),
  ];
  const files = run.inputs.map((f): PaperCell[] => [text(f.file), text(kindText(ctx, f), 'center'), text(f.sha256, 'text')]);
  const fileTop = 1 + facts.length + 1;
  const rows: PaperRow[] = [
    { cells: banner(w.title, 'title', width), height: 30 },
    ...facts.map(([k, v]) => ({ cells: [text(k, 'label'), text(v, 'plain')] })),
    { cells: [], height: 8 },
    { cells: banner(w.files, 'heading', width), height: 20 },
    { cells: [w.file, w.encoding, w.hash].map((t) => text(t, 'header')) },
    ...files.map((cells) => ({ cells })),
    { cells: [], height: 8 },
    { cells: banner(w.tables, 'heading', width), height: 20 },
    {
      cells: [w.file, w.sheet, w.hidden, w.header, w.read, w.used, w.leftOut, w.columnsUsed, w.columnsUnused].map((t) => text(t, 'header')),
    },
    ...source.tables.map((t) => ({ cells: tableCells(ctx, t) })),
  ];
  return {
    name: ctx.words.sheets.inputs,
    widths: [30, 18, 14, 9, 9, 9, 24, 50, 30],
    rows,
    merges: [
      { top: 0, bottom: 0, left: 0, right: width - 1 },
      ...facts.map((_, i) => ({ top: 1 + i, bottom: 1 + i, left: 1, right: width - 1 })),
      ...[fileTop + 1, ...files.map((_, i) => fileTop + 2 + i)].map((r) => ({ top: r, bottom: r, left: 2, right: 7 })),
    ],
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    tab: 'rules',
  };
}

/** What kind of file an input is, in words. */
export function kindText(ctx: Context, { kind, encoding }: Context['input']['run']['inputs'][number]): string {
  const name = ctx.words.inputs.kinds[kind];
  return encoding === null ? name : `${name} ${encoding}`;
}

function tableCells(ctx: Context, t: TableUse): PaperCell[] {
  const w = ctx.words.inputs;
  const hidden = [t.hidden ? w.hiddenSheet : '', t.hiddenRows > 0 ? fill(w.hiddenRows, { count: t.hiddenRows }) : '']
    .filter((x) => x !== '')
    .join('；');
  const reasons = Object.entries(w.reasons).flatMap(([reason, template]) => {
    const count = t.leftOut.filter((l) => l.reason === reason).length;
    return count > 0 ? [fill(template, { count })] : [];
  });
  const header = (c: TableUse['columns'][number]) => c.header.replace(/\s+/g, ' ');
  return [
    text(t.file, 'wrapped'),
    text(t.sheet ?? '', 'wrapped'),
    text(hidden, 'wrapped'),
    t.headerRow === null ? text('', 'center') : number(t.headerRow + 1, 'center'),
    number(t.rowsRead, 'whole'),
    number(t.rowsUsed, 'whole'),
    text(reasons.join('；'), 'wrapped'),
    text(
      t.columns
        .filter((c) => c.field !== null && c.field !== 'known')
        .map(header)
        .join('、'),
      'wrapped',
    ),
    text(
      t.columns
        .filter((c) => c.field === null || c.field === 'known')
        .map(header)
        .join('、'),
      'wrapped',
    ),
  ];
}

/** The policy's own text, a line a row: the hash above is of exactly this. */
export function policySheet(ctx: Context): PaperSheet {
  const { policy } = ctx.input.run;
  const lines = policy.text.replace(/\r?\n$/, '').split(/\r?\n/);
  return {
    name: ctx.words.sheets.policy,
    widths: [120],
    rows: [
      { cells: banner(fill(ctx.words.inputs.policyTitle, { file: policy.file }), 'heading', 1), height: 20 },
      ...lines.map((line) => ({ cells: [text(line, 'mono')] })),
    ],
    merges: [],
    freeze: { rows: 1, cols: 0 },
    dataBars: [],
    marks: [],
    dropDowns: [],
    outlined: [],
    tab: 'rules',
  };
}
