// The ranked workbook, computed anew by a spreadsheet that is not ours: every formula gives exactly what stands cached in
// its cell; and when a reviewer changes a rule, the workbook says what the tool would say under that rule.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDocument } from 'yaml';
import { Context, liveRankLimit, sheetPerGroupLimit } from '../../src/papers/ranking/context.ts';
import { Rules } from '../../src/papers/ranking/rules-sheet.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import type { Policy } from '../../src/policy/policy.ts';
import type { Lang, Ranking, Verdict } from '../../src/types.ts';
import { csv, people } from '../commands/desk.ts';
import { exportArb, paramsArb } from '../oracle/arbitraries.ts';
import { csvFiles, csvSafe, layOut, plainLayout } from '../oracle/layout.ts';
import type { OfficeExport } from '../oracle/model.ts';
import type { Params } from '../oracle/oracle.ts';
import { policyWith } from '../support/pipeline.ts';
import { booksOf, type FileOf, type Papered, paperOf, paperOfBooks } from './paper-of.ts';
import { functionsOf, Recalculated } from './recalculate.ts';

// ── policies ──

interface Edit {
  /** Where the value stands in the policy file, … */
  readonly yaml: readonly (string | number)[];
  /** … and by which path the rules sheet knows it. */
  readonly rule: string;
  readonly value: string;
}

/** The built-in policy with these values. */
function policyOf(edits: readonly Edit[]): Policy {
  return policyWith(() => {
    const doc = parseDocument(builtinPolicy.text);
    doc.delete('examples');
    for (const { yaml, value } of edits) {
      if (!doc.hasIn([...yaml, 'value'])) throw new Error(`nothing at ${yaml.join('.')}`);
      doc.setIn([...yaml, 'value'], /^-?[\d.]+$/.test(value) ? Number(value) : value.startsWith('[') ? JSON.parse(value) : value);
    }
    return String(doc);
  });
}

const plain = (rule: string, value: string): Edit => ({
  yaml: rule
    .split(/[.[\]]+/)
    .filter((s) => s !== '')
    .map((s) => (/^\d+$/.test(s) ? Number(s) : s)),
  rule,
  value,
});
const classEdit = (i: number, value: string): Edit => ({
  yaml: ['blocks', 'evaluation', 'classes', i, 'weight'],
  rule: `blocks.evaluation.classes.${'ABC'[i]}.weight`,
  value,
});
const optionKeys = ['excellent', 'competent', 'basic', 'incompetent'];
const optionEdit = (i: number, value: string): Edit => ({
  yaml: ['blocks', 'evaluation', 'options', i, 'worth'],
  rule: `blocks.evaluation.options.${optionKeys[i]}.worth`,
  value,
});

const ofParams = (p: Params): Edit[] => [
  ...(['bottom-30', 'bottom-5'] as const).flatMap((key, i) => [
    plain(`cuts[${i}].share`, p.shares[key]),
    plain(`cuts[${i}].round`, p.modes[key]),
    plain(`cuts[${i}].ties`, p.ties),
  ]),
  plain('ranking.ties-by', JSON.stringify(p.tieBreak)),
  ...[0, 1].map((i) => plain(`lines[${i}].at-line`, p.atLine)),
];

// ── exports ──

const files = (office: OfficeExport): FileOf[] =>
  layOut(office, csvSafe(plainLayout))
    .flatMap(csvFiles)
    .map(({ file, text }) => ({ file, bytes: Buffer.from(text) }));

/** `class B of every third person is empty`, for `empty: renormalise`. */
function withEmptyClasses(office: OfficeExport): OfficeExport {
  const none = { 优秀: 0, 称职: 0, 基本称职: 0, 不称职: 0, 弃权: 2, 不了解: 1 };
  return {
    ...office,
    people: office.people.map((p, i) =>
      p.ballots && i % 3 === 0 ? { ...p, ballots: { ...p.ballots, [i % 2 === 0 ? 'B' : 'A']: none } } : p,
    ),
  };
}

function check(papered: Papered, smart = false): void {
  expect(papered.problems.filter((p) => p.severity === 'error')).toEqual([]);
  const again = new Recalculated(papered.book, smart);
  expect(again.differences().slice(0, 3)).toEqual([]);
  expect(again.count()).toBeGreaterThan(10);
  again.destroy();
}

const sampleFiles = (name: string): FileOf[] => {
  const at = path.resolve('samples', name);
  if (name.endsWith('.xlsx')) return [{ file: name, bytes: readFileSync(at) }];
  const inside = readdirSync(at).filter((f) => !f.endsWith('-ranked.xlsx'));
  return inside.map((f) => ({ file: f, bytes: readFileSync(path.join(at, f)) }));
};

describe('every formula gives its cached value', () => {
  test.each([
    ['q3.xlsx', 'zh-Hans'],
    ['q3-full.xlsx', 'en'],
    ['units', 'zh-Hans'],
  ] as const)('sample %s in %s', async (name, lang: Lang) => {
    const papered = await paperOf(sampleFiles(name), { lang });
    check(papered);
    if (name === 'q3-full.xlsx') check(papered, true);
  });

  test('random exports under random policies: ties, tiny groups, 7 to 13 decimals, adjustments beyond the cap', async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ maxPeople: 40 }), paramsArb, async (office, params) => {
        check(await paperOf(files(office), { policy: policyOf(ofParams(params)), period: office.period }));
      }),
      { numRuns: 20, interruptAfterTimeLimit: 8_000 },
    );
  });

  test('empty rater classes under `renormalise`', async () => {
    await fc.assert(
      fc.asyncProperty(exportArb({ maxPeople: 20, flavours: ['full'] }), async (office) => {
        const policy = policyOf([plain('blocks.evaluation.empty', 'renormalise')]);
        check(await paperOf(files(withEmptyClasses(office)), { policy, period: office.period }));
      }),
      { numRuns: 8, interruptAfterTimeLimit: 5_000 },
    );
  });

  test('decimals beyond six, beyond thirteen, and ballots too many for whole numbers stand exactly, as formula or as value', async () => {
    for (const [score, asValues] of [
      ['85.1234567', false],
      ['85.0049999999999', false],
      ['85.12345678901234', true],
    ] as const) {
      const rows = people(5).map((r, i) => ({
        ...r,
        scores: [i === 0 ? score : '85.005', '85.005', '85.015', '84.995'] as const,
        adjustment: i === 1 ? '-0.005' : '0',
      }));
      const papered = await paperOf([{ file: 'q.csv', bytes: Buffer.from(csv(rows)) }]);
      check(papered);
      const notes = papered.book.sheets[0]?.rows.flatMap((r) => r.cells.map((c) => String(c?.value ?? ''))).join('\n') ?? '';
      expect(notes.includes('小数位太多，以数值写出')).toBe(asValues);
    }
  });

  test(`more than ${sheetPerGroupLimit} groups stand in one sheet`, async () => {
    const rows = people(95).map((r, i) => ({
      ...r,
      scores: ['85.5', String(60 + (i % 7)), '85', '85'] as const,
      category: `第${i % 45}类`,
    }));
    const papered = await paperOf([{ file: 'q.csv', bytes: Buffer.from(csv(rows)) }]);
    expect(papered.book.sheets.filter((s) => s.tab === 'group').map((s) => s.name)).toEqual(['排名']);
    check(papered);
  });

  test(`a group of more than ${liveRankLimit} people has its ranks as values and says so`, async () => {
    // Read once, scored, ranked, laid out: the formulas themselves would take a minute to compute.
    const rows = Array.from({ length: liveRankLimit + 1 }, (_, i) => ({
      id: String(i).padStart(5, '0'),
      scores: ['85', String(i % 90), '85', '85'] as const,
    }));
    const { book } = await paperOf([{ file: 'q.csv', bytes: Buffer.from(csv(rows)) }]);
    const group = book.sheets.find((s) => s.tab === 'group');
    const rank = group?.rows[3]?.cells.findIndex((c) => c?.value === '名次') ?? -1;
    expect(group?.rows[4]?.cells[rank]).toMatchObject({ value: { number: '1' } });
    expect(group?.rows[4]?.cells[rank]?.formula).toBeUndefined();
    expect(group?.rows[2]?.cells[0]?.value).toContain('以数值写出');
  });

  test('only functions that Excel 2007, WPS and LibreOffice all have', async () => {
    const used = new Set<string>();
    for (const name of ['q3.xlsx', 'q3-full.xlsx']) for (const f of functionsOf((await paperOf(sampleFiles(name))).book)) used.add(f);
    const known = [
      'ABS',
      'AND',
      'COUNT',
      'COUNTIF',
      'IF',
      'INT',
      'MAX',
      'MEDIAN',
      'MIN',
      'NOT',
      'OR',
      'ROUND',
      'SIGN',
      'SMALL',
      'SUM',
      'SUMPRODUCT',
    ];
    expect([...used].filter((f) => !known.includes(f))).toEqual([]);
  });

  test('hostile names and sheet names do not break a formula', async () => {
    const rows = [...people(4)].map((r, i) => ({
      ...r,
      name: ['=1+1', "O'Brien", '"x"', '\u0007'][i] ?? '',
      category: ["A'B[1]", 'a:b*?/\\', '汇总', "'"][i] ?? '',
      level: '',
    }));
    const text = csv(rows).replaceAll(',层级,', ',层级,').replaceAll(',,,', ',x,,');
    check(await paperOf([{ file: "q'3.csv", bytes: Buffer.from(text) }]));
  });
});

// ── a reviewer changes a rule ──

/** Per person: total, rank, the marks of the cuts and of the 90-point line. */
type Facts = Map<string, unknown[]>;

function factsOf({ book, input }: Papered, at: (sheet: string, row: number, col: number) => unknown): Facts {
  const w = input.words.book.ranking;
  const cuts = input.run.policy.rules.cuts.map((c) => c.name['zh-Hans']);
  const facts: Facts = new Map();
  for (const sheet of book.sheets.filter((s) => s.tab === 'group')) {
    const header = sheet.rows.findIndex((r) => r.cells.some((c) => c?.value === w.total));
    const heads = sheet.rows[header]?.cells.map((c) => c?.value) ?? [];
    const cols = [w.total, w.rank, ...cuts, w.line].map((h) => heads.indexOf(h));
    const id = heads.indexOf(w.id);
    sheet.rows.slice(header + 1, -2).forEach((r, i) => {
      facts.set(
        String(r.cells[id]?.value),
        cols.map((col) => at(sheet.name, header + 1 + i, col)),
      );
    });
  }
  return facts;
}

/** What the book itself says in a cell. */
const written =
  ({ book }: Papered) =>
  (name: string, row: number, col: number): unknown => {
    const value = book.sheets.find((s) => s.name === name)?.rows[row]?.cells[col]?.value ?? '';
    return typeof value === 'string' ? value : Number(value.number);
  };

/** Head counts and cuts of the groups, from the summary. */
function summaryOf({ book, input }: Papered, at: (sheet: string, row: number, col: number) => unknown): unknown[][] {
  const name = book.sheets[0]?.name ?? '';
  return input.ranking.groups.map((_, g) => Array.from({ length: 16 }, (_x, col) => at(name, 5 + g, col)));
}

const lists: ((v: Verdict) => boolean)[] = [
  (v) => v.list === 'promotion-bar' && !v.held,
  (v) => v.list === 'reminder-talk' && !v.held,
  (v) => v.held,
];
function listed(ranking: Ranking, wanted: (v: Verdict) => boolean): string[] {
  const of = (id: string, verdicts: readonly Verdict[]) => verdicts.filter(wanted).map((v) => `${id} ${v.rule}`);
  return [
    ...ranking.groups.flatMap((g) => [
      ...g.ranked.flatMap((r) => of(r.scored.person.id, r.verdicts)),
      ...g.notRanked.flatMap((u) => of(u.person.id, u.verdicts)),
    ]),
    ...ranking.unplaced.flatMap((u) => of(u.person.id, u.verdicts)),
  ].sort();
}

/** The cells of a list's state: `✔ …` or `⚠ …`. */
const stateOf = (again: Recalculated, list: number): string => {
  const sheets = again.book.sheets.filter((s) => s.tab === 'list' && s.rows[2]?.cells[0]?.formula !== undefined);
  expect(sheets).toHaveLength(4);
  return String(again.at(sheets[list]?.name ?? '', 2, 0));
};

/** Puts the edits into the rules sheet of the old workbook and compares it with a run under the edited policy. */
async function follows(
  given: readonly FileOf[],
  base: readonly Edit[],
  edits: readonly Edit[],
  period: string | null = null,
): Promise<{ moved: boolean; warned: boolean[] }> {
  const books = await booksOf(given);
  const before = await paperOfBooks(books, { policy: policyOf(base), period });
  const after = await paperOfBooks(books, { policy: policyOf([...base, ...edits]), period });
  const ctx = new Context(before.input);
  const rules = new Rules(ctx);
  const again = new Recalculated(before.book);
  for (const { rule, value } of edits) again.set(rules.value(rule), /^-?[\d.]+$/.test(value) ? Number(value) : ctx.choice(value));
  const at = (sheet: string, row: number, col: number) => again.at(sheet, row, col);
  expect(factsOf(before, at)).toEqual(factsOf(after, written(after)));
  expect(summaryOf(before, at)).toEqual(summaryOf(after, written(after)));
  const warned = lists.map((wanted, i) => {
    const changed = listed(before.input.ranking, wanted).join('\n') !== listed(after.input.ranking, wanted).join('\n');
    expect(stateOf(again, i).startsWith(changed ? '⚠' : '✔')).toBe(true);
    return changed;
  });
  again.destroy();
  const text = (p: Papered) => JSON.stringify([...factsOf(p, written(p))].sort());
  return { moved: text(before) !== text(after), warned };
}

describe('a changed rule', () => {
  test('weights and a share, on the samples: totals, ranks, marks and lists as the tool would have them', async () => {
    const weights = [plain('total.weights.evaluation', '0.25'), plain('total.weights.work', '0.45')];
    for (const name of ['q3.xlsx', 'q3-full.xlsx']) {
      expect(await follows(sampleFiles(name), [], [...weights, plain('cuts[0].share', '0.4')])).toMatchObject({
        moved: true,
        warned: [true, expect.anything(), expect.anything()],
      });
    }
  });

  test('a change that moves nobody leaves the lists in agreement', async () => {
    const given = [{ file: 'q.csv', bytes: Buffer.from(csv(people(10))) }];
    expect(await follows(given, [], [plain('cuts[0].share', '0.31')])).toEqual({ moved: false, warned: [false, false, false] });
    expect(await follows(given, [], [plain('cuts[1].share', '0.04')])).toMatchObject({ warned: [false, true, false] });
    expect(await follows(given, [], [plain('cuts[1].round', 'floor')])).toMatchObject({ warned: [false, true, false] });
  });

  test('a cap, or a second entry for a matter, with more decimals than any score had', async () => {
    const capped = people(6).map((r, i) => ({ ...r, adjustment: i < 3 ? '9' : '0' }));
    const caps = [plain('blocks.adjustment.lowest', '-7.125'), plain('blocks.adjustment.highest', '7.125')];
    expect(await follows([{ file: 'q.csv', bytes: Buffer.from(csv(capped)) }], [], caps)).toMatchObject({ moved: true });
    const roster = csv(people(3).map((r) => ({ ...r, scores: ['85.01', '85', '85', '85'] as const }))).replaceAll('加减分项', '备注');
    const entries = ['工号,姓名,事项,分值', '0001,人0001,抗洪,5', '0001,人0001,抗 洪,0.002', '0002,人0002,抗洪,2'].join('\n');
    const files = [roster, entries].map((text, i) => ({ file: `${i}.csv`, bytes: Buffer.from(text) }));
    expect(await follows(files, [], [plain('blocks.adjustment.same-matter', 'all')])).toMatchObject({ moved: true });
  });

  test('weights that do not sum to 100 % are said', async () => {
    const papered = await paperOf([{ file: 'q.csv', bytes: Buffer.from(csv(people(3))) }]);
    const again = new Recalculated(papered.book);
    const rules = papered.book.sheets.find((s) => s.name === '规则');
    const row = (rules?.rows.length ?? 0) - 2;
    expect(again.at('规则', row, 1)).toBe('✔ 权重合计为100%');
    again.set(new Rules(new Context(papered.input)).value('total.weights.party'), 0.16);
    expect(again.at('规则', row, 1)).toBe('⚠ 权重合计不是100%，结果无效');
  });

  const some = <T>(...choices: T[]): fc.Arbitrary<T | null> => fc.option(fc.constantFrom(...choices), { freq: 2 });
  const editsArb: fc.Arbitrary<Edit[]> = fc
    .tuple(
      some(['0.25', '0.45', '0.15', '0.15'], ['0.3333', '0.3667', '0.15', '0.15'], ['0', '0.5', '0.25', '0.25'], ['1', '0', '0', '0']),
      some(['0.5', '0.25', '0.25'], ['0.3333', '0.3333', '0.3334']),
      some(['95', '80', '60', '40'], ['99.5', '79.25', '60', '0']),
      some('all'),
      some(['-5', '5'], ['-0.5', '2.5'], ['-7.125', '7.125']),
      some('0.4', '0.2', '0.125', '0', '1'),
      some('0.1', '0.025'),
      some('floor', 'ceil'),
      some('include'),
      some('91', '89.995', '89.999999'),
      some('barred'),
    )
    .map(([weights, classes, worths, matter, caps, share30, share5, round, ties, line, atLine]) => [
      ...(weights ?? []).map((v, i) => plain(`total.weights.${['evaluation', 'work', 'study', 'party'][i]}`, v)),
      ...(classes ?? []).map((v, i) => classEdit(i, v)),
      ...(worths ?? []).map((v, i) => optionEdit(i, v)),
      ...(matter ? [plain('blocks.adjustment.same-matter', matter)] : []),
      ...(caps ? [plain('blocks.adjustment.lowest', caps[0] ?? ''), plain('blocks.adjustment.highest', caps[1] ?? '')] : []),
      ...(share30 ? [plain('cuts[0].share', share30)] : []),
      ...(share5 ? [plain('cuts[1].share', share5)] : []),
      ...(round ? [plain('cuts[0].round', round), plain('cuts[1].round', round)] : []),
      ...(ties ? [plain('cuts[0].ties', ties), plain('cuts[1].ties', ties)] : []),
      ...(line ? [plain('lines[0].line', line), plain('lines[1].line', line)] : []),
      ...(atLine ? [plain('lines[0].at-line', atLine)] : []),
    ]);

  test('any rule of the sheet, on random exports', async () => {
    let moved = 0;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(
        exportArb({ maxPeople: 24 }),
        editsArb,
        fc.constantFrom([], [plain('ranking.ties-by', '["work","adjustment"]')]),
        async (office, edits, base) => {
          runs++;
          if ((await follows(files(office), base, edits, office.period)).moved) moved++;
        },
      ),
      { numRuns: 25, interruptAfterTimeLimit: 10_000 },
    );
    expect(moved).toBeGreaterThan(runs / 4);
  });
});
