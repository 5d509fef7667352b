/** Colours of reports on white. Tones differ by shape, dash and word as well: a grey print tells them apart. */
import type { FigureTone } from '../../report.ts';

export const colours = {
  paper: '#ffffff',
  ink: '#1a1c20',
  muted: '#535a64',
  heading: '#1f3550',
  link: '#0a4a9e',
  /** Heads of tables, and what stands beside the text. */
  shade: '#eef2f7',
  rule: '#c3cad4',
  grid: '#dde2e9',
  axis: '#5a626d',
  /** Columns of a distribution. */
  column: '#c4d3e6',
  columnEdge: '#45648c',
  /** The middle half of a group. */
  band: '#dbe4ef',
  bandEdge: '#6b809b',
} as const;

export const toneColours: Readonly<Record<FigureTone, string>> = {
  bar: '#a34700',
  talk: '#9a1030',
  held: '#6a35a8',
  self: '#0a4a9e',
  plain: '#535a64',
};

/** What is read or told apart upon what, and the contrast it needs (WCAG 2.2: 1.4.3 text, 1.4.11 graphics). */
export const contrasts: readonly { readonly on: string; readonly of: string; readonly least: 3 | 4.5 }[] = [
  ...[colours.paper, colours.shade, colours.column, colours.band].map((on) => ({ on, of: colours.ink, least: 4.5 as const })),
  ...[colours.paper, colours.shade].flatMap((on) =>
    [colours.muted, colours.heading, colours.link].map((of) => ({ on, of, least: 4.5 as const })),
  ),
  ...Object.values(toneColours).flatMap((of) => [
    { on: colours.paper, of, least: 4.5 as const },
    { on: colours.column, of, least: 3 as const },
    { on: colours.band, of, least: 3 as const },
  ]),
  ...[colours.axis, colours.columnEdge, colours.bandEdge].map((of) => ({ on: colours.paper, of, least: 3 as const })),
];
