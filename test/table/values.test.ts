// Every form of a figure that is read kindly, and every one that is refused with its likely mend.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type FigureKind, readFigure } from '../../src/table/values.ts';

interface Case {
  readonly of: readonly FigureKind[];
  readonly raw: string;
}
const cases = parse(readFileSync(new URL('cells.yaml', import.meta.url), 'utf8')) as {
  readonly accepted: readonly (Case & { readonly value: string; readonly note: boolean })[];
  readonly refused: readonly (Case & { readonly mend: string; readonly any?: true })[];
};
const where = { place: { file: 'a.csv', sheet: null, row: 0, col: 0 }, header: '得分' };
const read = (raw: string, kind: FigureKind) => readFigure({ row: 0, col: 0, kind: 'text', value: raw }, where, kind);
const each = <C extends Case>(all: readonly C[]) => all.flatMap((c) => c.of.map((kind) => [c.raw, kind, c] as const));

describe('read', () => {
  test.each(each(cases.accepted))('%j as %s', (raw, kind, { value, note }) => {
    const { value: got, problems } = read(raw, kind);
    expect(got?.value.toText()).toBe(value);
    expect(problems.map((p) => p.code)).toEqual(note ? ['cell/read-kindly'] : []);
  });
});

describe('refused', () => {
  test.each(each(cases.refused))('%j as %s', (raw, kind, { mend, any }) => {
    const { value: got, blank, problems } = read(raw, kind);
    expect([got, blank]).toEqual([null, false]);
    expect(problems.map((p) => p.code)).toEqual(['cell/not-a-number']);
    if (!any) expect(problems[0]?.args).toMatchObject({ mend });
  });
});

test.each(['', ' ', '\u3000', '\u200b', "'"])('%j is blank, not 0', (raw) => {
  expect(read(raw, 'score')).toEqual({ value: null, blank: true, problems: [] });
});

test.each(['#N/A', '#REF!', '#DIV/0!'])('%s is an error also where a CSV file holds it as text', (raw) => {
  expect(read(raw, 'score').problems.map((p) => p.code)).toEqual(['cell/error-value']);
});
