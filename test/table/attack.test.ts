// An adversary who wants wrong results to come out with exit 0: each case comes out right, or is told as an error or a warning.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { found } from './export.ts';
import { told } from './layouts.ts';

interface Case {
  readonly it: string;
  readonly edit?: readonly (readonly [string, string])[];
  readonly files?: Readonly<Record<string, string>>;
  readonly says?: readonly string[];
  readonly same?: boolean;
  readonly blocks?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

const cases = parse(readFileSync(new URL('attack.yaml', import.meta.url), 'utf8')) as readonly Case[];

const plain = `2026年第三季度考核
工号,姓名,单位,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实
1001,张文,办公室,公务员,科级,85,86,87,88
1002,李武,办公室,公务员,科级,86,83,80,91
1003,王双,法制处,公务员,科级,91,88,84,79.5
1004,赵全,法制处,公务员,科级,78,81,92,90
1005,孙良,法制处,公务员,科级,88.5,77,76,82
1006,周正,办公室,公务员,科级,82,92,90,84
`;

/** The plain export edited; what is to be replaced must stand there. */
function edited(edits: Case['edit'] = []): string {
  return edits.reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`nothing to edit: ${from}`);
    return text.replace(from, () => to);
  }, plain);
}

describe('nothing comes out wrong without a word', () => {
  test.each(cases)('$it', async ({ edit, files, says, same, blocks }) => {
    expect(says ?? same ?? blocks).toBeDefined();
    const ran = await found({ 'a.csv': edited(edit), ...files });
    for (const code of says ?? []) expect(ran.codes).toContain(code);
    if (same) {
      expect(ran.codes).toEqual([]);
      expect(told(ran.results)).toEqual(told((await found({ 'a.csv': plain })).results));
    }
    for (const [id, figures] of Object.entries(blocks ?? {})) {
      expect(ran.codes).toEqual([]);
      expect(ran.results.people.find((p) => p.id === id)?.blocks).toMatchObject(figures);
    }
  });
});
