// The map of columns: what it says wins, what it gets wrong is said with its place.
import { describe, expect, test } from 'vitest';
import { withColumnMap } from '../../src/policy/column-map.ts';
import { fieldNames } from '../../src/policy/fields.ts';
import { readBook } from '../../src/sheets/read.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import { nameOfField, Vocabulary } from '../../src/table/vocabulary.ts';
import { policyWith, run } from '../support/pipeline.ts';

const policy = policyWith();
const map = (columns: string) => `schema: appraise/columns@1\ncolumns:\n${columns}`;
const mapped = (columns: string) => {
  const { value, problems } = withColumnMap(policy, map(columns), 'map.yaml');
  if (!value) throw new Error(JSON.stringify(problems));
  return value;
};
const plain =
  '工号,姓名,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建\n1,甲,公务员,科级,90,91,92,93\n2,乙,公务员,科级,80,81,82,83\n';
const odd = plain.replace('工号,姓名,人员类别,层级,干群评价,工作作风与绩效', '代号,谁,哪一类,第几层,甲项,总分');
const rules = `  - { header: 代号, field: id }
  - { header: 谁, field: name }
  - { header: 哪一类, field: category }
  - { header: 第几层, field: level }
  - { header: 甲项, field: 'block:evaluation' }
  - { header: 总分, field: 'block:work', clause: 第七条 }
`;
const bytes = (text: string) => new TextEncoder().encode(text);
const ranked = async (text: string, by = policy) => {
  const { results, errors } = await run([{ file: 'a.csv', bytes: bytes(text) }], by);
  return { groups: JSON.parse(JSON.stringify(results.groups)), errors };
};

describe('a map', () => {
  test('names columns that nobody could guess; the result is that of the plain twin', async () => {
    const twin = await ranked(plain);
    expect(twin.errors).toEqual([]);
    expect(await ranked(odd, mapped(rules))).toEqual(twin);
    expect((await ranked(odd)).errors).not.toEqual([]);
  });

  test('wins over the vocabulary, also to ignore', async () => {
    const book = (await readBook(bytes(plain), 'a.csv')).value;
    if (!book) throw new Error();
    const columns = tabulate([book], mapped('  - { header: 党建, field: ignore }\n  - { header: 层级, field: rank }\n'), {
      period: null,
      asOf: null,
    }).value.tables[0]?.columns;
    expect(columns?.map((c) => c.field)).toEqual([
      'id',
      'name',
      'category',
      'rank',
      'block:evaluation',
      'block:work',
      'block:study',
      'known',
    ]);
  });

  test('an entry for a sheet holds in that sheet only', () => {
    const v = new Vocabulary(mapped("  - { header: 得分, field: 'block:party', sheet: 党委评 }\n"));
    expect(v.on('党委评').fieldOf('', '得分')).toMatchObject({ kind: 'block', block: 'party' });
    expect(v.on('别的').fieldOf('', '得分')).toEqual({ kind: 'score' });
  });

  test('a header of two rows is named by both or by the lower one', () => {
    const v = new Vocabulary(mapped("  - { header: 印象/甲, field: 'item:theory' }\n  - { header: 乙, field: unit }\n"));
    expect(v.fieldOf('印象', '甲')).toMatchObject({ item: 'theory', block: 'study' });
    expect(v.fieldOf('别的', '甲')).toBeNull();
    expect(v.fieldOf('印象', '乙')).toMatchObject({ kind: 'unit' });
  });

  test('an entry that meets no column is a warning; the policy’s own is none', async () => {
    const { value } = await readBook(bytes(plain), 'a.csv');
    const unmet = (by: typeof policy) =>
      tabulate(value ? [value] : [], by, { period: null, asOf: null }).problems.filter((p) => p.code === 'column/map-unused');
    expect(unmet(mapped('  - { header: 没有, field: unit, sheet: 某表 }\n'))).toMatchObject([
      { severity: 'warning', file: 'map.yaml', args: { header: '没有', sheet: '某表' } },
    ]);
    expect(unmet(policyWith((y) => `${y}\ncolumns:\n  - { header: 没有, field: unit }\n`))).toEqual([]);
  });

  test.each([
    ['field', '  - { header: 谁, field: nam }\n', 'policy/unknown-field', { meant: 'name', at: '3:25' }],
    ['key', '  - { haeder: 谁, field: name }\n', 'policy/unknown-key', { meant: 'header', at: '3:7' }],
    ['missing', '  - { header: 谁 }\n', 'policy/shape', { path: 'columns[0].field', detail: 'missing' }],
  ])('a wrong %s is said with its place and the nearest', (_, columns, code, args) => {
    expect(withColumnMap(policy, map(columns), 'map.yaml')).toMatchObject({ value: null, problems: [{ code, args, file: 'map.yaml' }] });
  });

  test('a policy’s own columns are held to the same', () => {
    expect(() => policyWith((y) => `${y}\ncolumns:\n  - { header: 没有, field: 'block:wrok' }\n`)).toThrow(/unknown-field.*block:work/);
  });

  test('every field has a name that leads back to it', () => {
    const names = fieldNames(policy)
      .map((f) => f.name)
      .filter((n) => n !== 'ignore');
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) {
      const field = new Vocabulary(mapped(`  - { header: 甲, field: ${JSON.stringify(name)} }\n`)).fieldOf('', '甲');
      expect(field && nameOfField(field)).toBe(name);
    }
  });
});
