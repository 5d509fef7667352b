// Where a name begins and ends: in texts, in fields that need not hold one; and that texts which differ stay different.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { foldWord } from '../../src/fold.ts';
import { maskOf } from '../../src/mask/mask.ts';
import { namedIn } from '../../src/mask/named.ts';
import { pseudonymsOf } from '../../src/mask/pseudonym.ts';
import { labelledNames, namesOthers, writtenNames } from '../../src/mask/written-names.ts';
import { noRecords } from '../../src/records.ts';

const pseudonyms = pseudonymsOf(new Uint8Array(16).fill(7));
const one = (person: string, ...words: string[]) => ({ person, words });
const mask = maskOf(
  pseudonyms,
  [one('23000101', '冯雅宁'), one('1001', '高山'), one('A07', '欧阳文'), one('23000109', 'Li Wei'), one('12', '王强'), one('5', '王强')],
  null,
);
const [feng, gao, ouyang, li] = ['23000101', '1001', 'A07', '23000109'].map(pseudonyms.person) as [string, string, string, string];

describe('in a text', () => {
  test.each([
    ['与冯雅宁谈话', `与${feng}谈话`],
    ['冯 雅　宁、冯\n雅宁', `${feng}、${feng}`],
    ['馮雅寧', feng],
    ['歐陽文', ouyang],
    ['２３０００１０１', feng],
    ['工号23000101（冯雅宁）', `工号${feng}（${feng}）`],
    ['ID23000101', `ID${feng}`],
    ['123000101', '123000101'],
    ['1230001011', '1230001011'],
    ['编号1001，共1001.5分，x1001', `编号${gao}，共1001.5分，x1001`],
    ['li wei, Li  Wei; Lili Weiss', `${li}, ${li}; Lili Weiss`],
    ['12 和 5', '12 和 5'],
    ['王强', 'P-********'],
    ['登高山而望', `登${gao}而望`],
    // The text ends within a longer name that begins the same.
    ['冯雅', '冯雅'],
    ['王强见欧阳文，欧阳', `P-********见${ouyang}，欧阳`],
    [`${'0123456789abcdef'.repeat(3)}fff23000101fffff`, `${'0123456789abcdef'.repeat(3)}fff23000101fffff`],
    ['', ''],
  ])('%s', (text, masked) => {
    expect(mask.text(text)).toBe(masked);
  });

  test('numbers by which somebody is known, in groups or not, the same under the same key', () => {
    const [id, old, mobile, fixed] = ['33010219900307451X', '330102900307451', '13800138000', '0571-87654321'];
    for (const n of [id, old, mobile, fixed]) expect(mask.text(`电话${n}。`)).toMatch(/^电话N-[0-9A-F]{8}。$/);
    expect(mask.text('138-0013-8000')).toBe(mask.text('138 0013 8000'));
    expect(mask.text('１３８００１３８０００')).toBe(mask.text(mobile ?? ''));
    expect(mask.text('33010219900307451x')).toBe(mask.text(id ?? ''));
    for (const other of ['2026-09-30', '95.123456789', '123456789012', '司发〔2026〕13号', '2026090112345'])
      expect(mask.text(other)).toBe(other);
  });

  test('a unit keeps a short name that may be a part of its own, and no full one', () => {
    expect(mask.unit('高山县司法局')).toBe('高山县司法局');
    expect(mask.unit('冯雅宁工作室')).toBe(`${feng}工作室`);
    const whole = maskOf(pseudonyms, [one('1001', '高山')], { units: ['高山县司法局'], files: ['高山县司法局.xlsx'] });
    expect(whole.unit('高山县司法局')).toMatch(/^单位-[0-9A-F]{6}$/);
    expect(whole.text('高山县司法局的高山')).toBe(`${whole.unit('高山县司法局')}的${gao}`);
    expect(whole.file('高山县司法局.xlsx')).toMatch(/^文件-[0-9A-F]{6}\.xlsx$/);
    expect(whole.sheet('一监区')).toMatch(/^表-[0-9A-F]{6}$/);
  });
});

test('whatever stands beside whatever: the longest name at each place, from the left', () => {
  const names = ['高山', '高山明', '山明', '李', '李高山', '山明高山高'];
  const found = maskOf(
    pseudonyms,
    names.map((n) => one(n, n)),
    null,
  );
  const longest = names.filter((n) => n.length > 1).sort((a, b) => b.length - a.length);
  const piece = fc.constantFrom(...names, '高', '山', '明', '与', '。', '李高');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, spaced) => {
      const text = pieces.join('');
      const expected = text.replace(new RegExp(longest.join('|'), 'g'), (n) => pseudonyms.person(n));
      const given = spaced ? [...text].join(' ') : text;
      expect(found.text(given).replaceAll(' ', '')).toBe(expected);
    }),
  );
});

test('matters that were the same stay the same, and others stay others', () => {
  const masked = ['与王强办案', '与 王强 办案', '（与王强办案）', '与P-********办案', '与高山办案', '与1001办案', ''].map(mask.matter);
  expect(masked[0]).toBe(masked[1]);
  // Equal but for punctuation: two matters to the score (rules §3.5), one to an exemption that names it (rules §7.3).
  expect(masked[2]).not.toBe(masked[0]);
  expect(foldWord(masked[2] ?? '')).toBe(foldWord(masked[0] ?? ''));
  expect(new Set(masked).size).toBe(6);
  expect(masked[6]).toBe('');
});

describe('in a field that need not hold a name', () => {
  test.each([
    ['王强', ['王强']],
    ['王强、赵志远', ['王强', '赵志远']],
    ['王强和赵志远', ['王强', '赵志远']],
    ['王强主任', ['王强']],
    ['王主任', []],
    ['分管负责人', []],
    ['办公室负责人', []],
    ['组织部', []],
    ['县委组织部 李明', ['李明']],
    ['党委', []],
    ['政治部主任', []],
    ['欧阳文同志', ['欧阳文']],
    ['买买提·吐尔逊', ['买买提·吐尔逊']],
    ['高　山', ['高　山']],
    ['Li Wei', ['Li Wei']],
    ['司法局', []],
    ['纪检组', []],
    ['', []],
  ])('%s', (text, names) => {
    const written = writtenNames(text);
    expect(written.map((w) => w.text).join('')).toBe(text);
    expect(written.flatMap((w) => w.name ?? [])).toEqual(names);
  });

  test('behind the words of a title or a note', () => {
    expect(labelledNames('填表人：王强　审核人（签字）：赵志远  填报日期：2026年9月')).toEqual(['王强', '赵志远']);
    expect(labelledNames('填报单位：办公室')).toEqual([]);
  });

  test('headers over others', () => {
    expect(['记录人', '谈话人', '审核人', '提名人', '评委'].filter((h) => !namesOthers(h))).toEqual([]);
    expect(['被测评人', '姓名', '人数', '家庭成员'].filter(namesOthers)).toEqual([]);
  });
});

test('people who share a name stay two, whatever else is said of them', () => {
  const person = (key: string, name: string) => ({ key, id: key, name, records: noRecords }) as never;
  const read = { books: [], tables: [], problems: [] };
  const sources = [{ people: [person('1001', '李明'), person('1002', '李明')], strays: [person('李明', '李明')] }];
  const named = namedIn({ ...read, sources, others: [{ key: '李明', name: '李明' }] });
  expect(named.map((n) => n.person)).toEqual(['1001', '1002', '李明']);
  const both = maskOf(pseudonyms, named, null);
  expect(new Set(['1001', '1002', '李明'].map(both.person)).size).toBe(3);
});

test('where eight digits are not enough for two people they have more', () => {
  // Found by trying: the first two ids that share eight digits under this key are far apart; a short form shows the same.
  const { unit } = pseudonyms;
  const seen = new Map<string, string>();
  for (let i = 0; i < 20_000; i++) seen.set(unit(`u${i}`), `u${i}`);
  expect(seen.size).toBe(20_000);
  expect([...seen.keys()].some((p) => /^单位-[0-9A-F]{12}$/.test(p))).toBe(true);
});
