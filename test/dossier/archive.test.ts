// The archive: every statement once, corrections beside what they correct, people under all their ids, all of a run or nothing.
import { chmodSync, existsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Day } from '../../src/day.ts';
import { Archive } from '../../src/dossier/archive.ts';
import type { Statement } from '../../src/dossier/entry.ts';
import { verify } from '../../src/dossier/verify.ts';
import { folder, listing } from '../commands/desk.ts';
import { archiveIn, basic, enter, happened, recording, run, writer } from './desk.ts';

const said = (archive: Archive) => archive.find({}).map((k) => [k.statement.person, k.statement.data['text'], k.statement.day]);

describe('each statement once', () => {
  const some = fc.array(
    fc.record({
      id: fc.constantFrom('1', '2', '3'),
      text: fc.constantFrom('值班', '防汛', '调研'),
      day: fc.constantFrom('2026-03-05', '2026-04-01'),
    }),
    { minLength: 1, maxLength: 12 },
  );
  const statement = ({ id, text, day }: { id: string; text: string; day: string }) => happened(id, text, { day: day as Day });

  test('however often, in whatever order and in however many runs it is added', async () => {
    await fc.assert(
      fc.asyncProperty(some, fc.array(fc.integer({ min: 1, max: 4 })), async (records, cuts) => {
        const archive = await archiveIn();
        const all = records.map(statement);
        let at = 0;
        for (const cut of [...cuts, all.length]) {
          enter(archive, all.slice(at, at + cut));
          at += cut;
        }
        const before = archive.head();
        const again = enter(archive, [...all].reverse());
        expect(again).toMatchObject({ entered: [], already: all.length, differing: [] });
        expect(archive.head()).toEqual(before);
        const distinct = new Set(records.map((r) => JSON.stringify([r.id, r.text, r.day])));
        expect(
          said(archive)
            .map((s) => JSON.stringify(s))
            .sort(),
        ).toEqual([...distinct].sort());
        expect(verify(archive).findings).toEqual([]);
        archive.close();
      }),
      { numRuns: 15 },
    );
  });

  test('from another file, or with the name spaced out and the id in another width', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('0001', '值班', { name: '张三' })]);
    const from = { file: 'b.csv', sha256: '00', cell: 'b.csv!C9' };
    const again = happened('0001', '值班', { name: '张 三', id: '０００１', from });
    expect(enter(archive, [again])).toMatchObject({ entered: [], already: 1 });
  });

  test('files in whatever order: the same of everybody', async () => {
    const files = {
      'a.csv': '工号,姓名,日期,学习内容\n23000101,冯雅宁,2026-03-05,党校\n23000102,沈国梁,2026-03-06,党校\n',
      'b.csv': '姓名,工号,谈话内容,日期,编号\n冯雅宁,23000101,廉政谈话,2026-04-05,TH-1\n',
      'c.csv': '工号,姓名,处分种类,处分日期,事项\n23000102,沈国梁,警告,2026-05-01,迟报\n',
    };
    const shown = async (order: string[]) => {
      const cwd = await folder();
      for (const [f, text] of Object.entries(files)) writeFileSync(path.join(cwd, f), text);
      for (const f of order) expect(await run(cwd, ['dossier', 'add', f])).toMatchObject({ code: 0 });
      const all = await run(cwd, ['dossier', 'add', ...Object.keys(files)]);
      expect(all.out).toContain('Nothing new; there already: 4');
      return [await run(cwd, ['dossier', 'show', '冯雅宁']), await run(cwd, ['dossier', 'show', '沈国梁'])].map((s) =>
        s.out.replace(/#\d+ +/g, '# '),
      );
    };
    const one = await shown(['a.csv', 'b.csv', 'c.csv']);
    expect(await shown(['c.csv', 'b.csv', 'a.csv'])).toEqual(one);
    expect(one.join('')).toMatch(/党校.*廉政谈话|党校[\s\S]*廉政谈话/);
  });
});

describe('corrections', () => {
  const first = happened('1', '值班', { number: 'JS-1' });
  const second = happened('1', '值夜班', { number: 'JS-1' });

  test('what differs is refused without a reason, with all that came with it', async () => {
    const archive = await archiveIn();
    enter(archive, [first]);
    const before = archive.head();
    const done = enter(archive, [happened('2', '防汛'), second, happened('3', '调研')]);
    expect(done.differing.map((d) => d.entry.seq)).toEqual([2]);
    expect(done.entered).toEqual([]);
    expect(archive.head()).toEqual(before);
  });

  test('a chain of them: the last holds, each names the one before and why', async () => {
    const archive = await archiveIn();
    enter(archive, [first]);
    expect(enter(archive, [second], '名称有误')).toMatchObject({ corrected: 1 });
    expect(archive.correct(happened('1', '带班', { number: 'JS-1' }), 3, '核实', writer)).toBe(4);
    const found = archive.find({});
    expect(found.map((k) => [k.seq, k.corrects, k.reason, k.void?.by ?? null, k.void?.kind ?? null])).toEqual([
      [2, null, '', 3, 'corrected'],
      [3, 2, '名称有误', 4, 'corrected'],
      [4, 3, '核实', null, null],
    ]);
    expect(archive.correct(second, 2, '又', writer)).toMatchObject({ seq: 2, void: { by: 3 } });
    expect(archive.correct(second, 99, '又', writer)).toBe('no-entry');
    expect(archive.correct(second, 1, '又', writer)).toBe('no-entry');
    expect([...archive.holders(2026)]).toEqual([['daily', ['1']]]);
    // The first file again changes nothing, and what is void is named.
    const again = enter(archive, [first, second, happened('1', '带班', { number: 'JS-1' })]);
    expect(again).toMatchObject({ entered: [], already: 3 });
    expect(again.gone.map((g) => [g.said.data['text'], g.entry.seq])).toEqual([
      ['值班', 2],
      ['值夜班', 3],
    ]);
    expect(verify(archive).findings).toEqual([]);
  });

  test('what was withdrawn does not come back with its file', async () => {
    const archive = await archiveIn();
    enter(archive, [first]);
    expect(archive.withdraw(2, '重复登记', writer)).toBe(3);
    expect(archive.withdraw(2, '重复登记', writer)).toMatchObject({ void: { by: 3, kind: 'withdrawn', reason: '重复登记' } });
    expect(enter(archive, [first])).toMatchObject({ entered: [], already: 1, gone: [{ entry: { seq: 2 } }] });
    expect([...archive.holders(2026)]).toEqual([['daily', []]]);
    expect(archive.find({})[0]?.void).toEqual({ by: 3, kind: 'withdrawn', reason: '重复登记' });
  });

  const holding = (archive: Archive) =>
    archive.find({}).flatMap((k) => (k.void === null ? [[k.seq, k.statement.data['text'], k.corrects]] : []));

  test('there and back: with a reason what was corrected or withdrawn holds again, as an entry that says what it corrects', async () => {
    const archive = await archiveIn();
    enter(archive, [first]);
    enter(archive, [second], '名称有误');
    expect(enter(archive, [first], '原来是对的')).toMatchObject({ corrected: 1, gone: [], entered: [{ seq: 4 }] });
    expect(holding(archive)).toEqual([[4, '值班', 3]]);
    expect(enter(archive, [first])).toMatchObject({ entered: [], already: 1, gone: [] });
    archive.withdraw(4, '重复登记', writer);
    expect(enter(archive, [first], '没有重复')).toMatchObject({ corrected: 1, entered: [{ seq: 6 }] });
    // It stands in the place of the withdrawal.
    expect(holding(archive)).toEqual([[6, '值班', 5]]);
    expect(enter(archive, [second], '还是夜班')).toMatchObject({ entered: [{ seq: 7 }] });
    expect(holding(archive)).toEqual([[7, '值夜班', 6]]);
    expect(verify(archive).findings).toEqual([]);
  });

  test('without a number, corrected by hand: the old text comes back only with a reason', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('1', '值班')]);
    archive.correct(happened('1', '值夜班'), 2, '有误', writer);
    expect(enter(archive, [happened('1', '值班')])).toMatchObject({ entered: [], gone: [{ entry: { seq: 2 } }] });
    enter(archive, [happened('1', '值班')], '无误');
    expect(holding(archive)).toEqual([[4, '值班', 3]]);
  });

  test('old and new form in one batch: the new one holds, in either order and however often', async () => {
    for (const reversed of [false, true]) {
      const archive = await archiveIn();
      enter(archive, [first]);
      enter(archive, [second], '名称有误');
      const third = happened('1', '带班', { number: 'JS-1' });
      const batch = [first, second, third];
      enter(archive, reversed ? batch.reverse() : batch, '核实');
      expect(holding(archive)).toEqual([[4, '带班', 3]]);
      expect(enter(archive, batch, '核实')).toMatchObject({ entered: [], already: 3 });
    }
  });

  test('a correction that says what an entry says already corrects nothing', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('1', '值班'), happened('1', '防汛')]);
    expect(archive.correct(happened('1', '防汛'), 2, '有误', writer)).toMatchObject({ seq: 3, void: null });
    expect(archive.correct(happened('1', '值班'), 2, '有误', writer)).toMatchObject({ seq: 2, void: null });
    expect(archive.head().seq).toBe(3);
  });

  test('whatever is entered, corrected and withdrawn: one form of a thing holds at most, and a reason brings any back', async () => {
    const step = fc.record({
      text: fc.constantFrom('甲', '乙', '丙'),
      how: fc.constantFrom('enter', 'reason', 'withdraw'),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 10 }), async (steps) => {
        const archive = await archiveIn();
        for (const { text, how } of steps) {
          const before = holding(archive);
          const said = happened('1', text, { number: 'N' });
          if (how === 'withdraw') {
            const [now] = before;
            if (now) archive.withdraw(Number(now[0]), '误', writer);
            expect(holding(archive)).toEqual([]);
            continue;
          }
          const done = enter(archive, [said], how === 'reason' ? '因' : null);
          const after = holding(archive);
          expect(after.length).toBeLessThanOrEqual(1);
          if (how === 'reason') expect(after.map((h) => h[1])).toEqual([text]);
          // Never in silence: it holds, or it is said why not.
          else if (after[0]?.[1] !== text) expect(done.gone.length + done.differing.length).toBe(1);
        }
        expect(verify(archive).findings).toEqual([]);
        archive.close();
      }),
      { numRuns: 25 },
    );
  });

  test('a name that was withdrawn names nobody', async () => {
    const archive = await archiveIn();
    enter(archive, [basic('1', '2026-03-31', '办公室', { name: '张三' }), basic('1', '2026-06-30', '法制处', { name: '李四' })]);
    archive.withdraw(3, '工号写错', writer);
    expect(archive.known('1')).toMatchObject({ name: '张三', names: ['张三'] });
  });

  test('record with a number told otherwise says so and enters nothing; with a reason it corrects', async () => {
    const cwd = await folder();
    const record = (text: string, ...more: string[]) => run(cwd, recording(text, '--number', 'JS-1', ...more));
    expect((await record('值班')).code).toBe(0);
    const differs = await record('值夜班');
    expect([differs.code, differs.out]).toEqual([1, '']);
    expect(differs.err).toContain('archive/differs');
    expect((await record('值夜班', '--reason', '有误')).code).toBe(0);
    expect((await run(cwd, ['dossier', 'show', '1'])).out).toContain('corrects entry 2');
  });
});

describe('people', () => {
  test('two ids of one person: found, shown and counted as one, and told once', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('0001', '值班', { name: '张三' }), happened('0900', '防汛', { name: '张三' })]);
    expect(archive.whom('张三')).toHaveLength(2);
    expect(archive.merge(['0900', '0001'], '换发编号', writer)).toBe(4);
    expect(archive.merge(['0001', '0900'], '换发编号', writer)).toBeNull();
    for (const by of ['张三', '0001', '0900']) expect(archive.whom(by).map((k) => k.people)).toEqual([['0001', '0900']]);
    expect(archive.find({ people: archive.samePerson('0001') })).toHaveLength(2);
    expect(['0001', '0900', '7'].map(archive.together())).toEqual(['0001', '0001', '7']);
    // The file of the old id again, and the same under the new one.
    expect(enter(archive, [happened('0001', '值班', { name: '张三' }), happened('0900', '值班', { name: '张三' })])).toMatchObject({
      entered: [],
      already: 2,
    });
  });

  test('a third joins both; taking a merge back parts them again', async () => {
    const archive = await archiveIn();
    enter(
      archive,
      ['1', '2', '3'].map((id) => happened(id, '值班')),
    );
    archive.merge(['1', '2'], '甲', writer);
    archive.merge(['3', '2'], '乙', writer);
    expect(archive.samePerson('1')).toEqual(['1', '2', '3']);
    expect(archive.withdraw(5, '误合', writer)).toBe(7);
    expect(archive.samePerson('1')).toEqual(['1']);
    expect(archive.samePerson('3')).toEqual(['2', '3']);
    expect(archive.withdraw(5, '误合', writer)).toBe('no-entry');
    expect(archive.merge(['1', '2'], '核实', writer)).toBe(8);
  });

  test('a name alone: a file of its own, joined to the id later, and the same rows are told once before and after', async () => {
    const cwd = await folder();
    writeFileSync(path.join(cwd, '培训.csv'), '姓名,日期,学习内容\n冯雅宁,2026-03-05,党校\n');
    const add = async () => (await run(cwd, ['dossier', 'add', '培训.csv'])).out.split('\n')[0];
    expect((await run(cwd, ['dossier', 'add', '培训.csv'])).err).toContain('archive/by-name');
    expect(await add()).toBe('Nothing new; there already: 1');
    const record = ['dossier', 'record', '23000101', '--name', '冯雅宁', '--block', '日常', '--date', '2026-03-06', '--text', '值班'];
    expect((await run(cwd, record)).code).toBe(0);
    expect(await add()).toBe('Nothing new; there already: 1');
    // Two files bear the name now: nobody is taken for the other.
    expect((await run(cwd, ['dossier', 'show', '冯雅宁'])).err).toContain('archive/several-people');
    const archive = await Archive.open(path.join(cwd, 'archive.dossier'), 'write', writer);
    archive.merge(['冯雅宁', '23000101'], '查实', writer);
    archive.close();
    expect(await add()).toBe('Nothing new; there already: 1');
    const shown = await run(cwd, ['dossier', 'show', '冯雅宁']);
    expect(shown.out).toContain('党校');
    expect(shown.out).toContain('值班');
  });

  test('the only person of a name gets what comes without an id; of several nobody does', async () => {
    const cwd = await folder();
    writeFileSync(path.join(cwd, '培训.csv'), '姓名,日期,学习内容\n张伟,2026-03-05,党校\n');
    const record = (id: string) =>
      run(cwd, ['dossier', 'record', id, '--name', '张伟', '--block', '日常', '--date', '2026-03-06', '--text', '值班']);
    await record('0001');
    expect(await run(cwd, ['dossier', 'add', '培训.csv'])).toMatchObject({ code: 0, err: expect.not.stringContaining('by-name') });
    expect((await run(cwd, ['dossier', 'show', '0001'])).out).toContain('党校');
    await record('0002');
    writeFileSync(path.join(cwd, '培训.csv'), '姓名,日期,学习内容\n张伟,2026-05-05,调训\n');
    const several = await run(cwd, ['dossier', 'add', '培训.csv']);
    expect([several.code, several.out]).toEqual([1, '']);
    expect(several.err).toContain('archive/several-people');
  });

  test('renamed: the last name by day first, both found; spaced out is no other name', async () => {
    const archive = await archiveIn();
    enter(archive, [
      basic('1', '2026-06-30', '办公室', { name: '李四' }),
      basic('1', '2026-03-31', '办公室', { name: '张三' }),
      basic('1', '2026-09-30', '法制处', { name: '李 四' }),
    ]);
    expect(archive.known('1')).toMatchObject({ name: '李 四', names: ['李 四', '张三'] });
    for (const by of ['张三', '李四', '１']) expect(archive.whom(by).map((k) => k.people)).toEqual([['1']]);
    expect(archive.whom('王五')).toEqual([]);
  });
});

test('names that stand only in what was written down are names too', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(archive, [
    basic('1', '2026-06-30', '办公室', { name: '李四' }),
    happened('1', '值班', { name: '张三', day: '2026-01-05' as Day }),
    happened('1', '防汛', { name: '王五', day: '2026-08-05' as Day }),
    happened('1', '调研', { name: '' }),
  ]);
  archive.withdraw(4, '写错', writer);
  expect(archive.known('1')).toMatchObject({ id: '1', name: '李四', names: ['李四', '张三'] });
  archive.close();
  // A file that names so is not taken for one of somebody else.
  writeFileSync(path.join(cwd, '培训.csv'), '工号,姓名,日期,学习内容\n1,张三,2026-03-05,党校\n');
  expect((await run(cwd, ['dossier', 'add', '培训.csv'])).err).not.toContain('archive/other-name');
  expect((await run(cwd, ['dossier', 'show', '1'])).out).toContain('张三');
});

describe('basic data', () => {
  test('is kept of every day it is told of: the same in whatever order the quarters come', async () => {
    const quarters = [
      basic('1', '2026-03-31', '办公室'),
      basic('1', '2026-06-30', '法制处'),
      basic('1', '2026-09-30', '办公室'),
      basic('1', '2026-12-31', '办公室'),
    ];
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(quarters, { minLength: 4 }), async (order) => {
        const archive = await archiveIn();
        for (const said of order) enter(archive, [said]);
        expect(archive.find({ form: 'basic' }).map((k) => [k.statement.day, k.statement.data['unit'], k.void])).toEqual(
          quarters.map((q) => [q.day, q.data['unit'], null]),
        );
        for (const said of order) expect(enter(archive, [said])).toMatchObject({ entered: [], already: 1 });
        archive.close();
      }),
      { numRuns: 24 },
    );
  });

  test('a new name is a change; the same day told otherwise must give a reason', async () => {
    const archive = await archiveIn();
    enter(archive, [basic('1', '2026-03-31', '办公室')]);
    expect(enter(archive, [basic('1', '2026-06-30', '办公室', { name: '新名' })]).entered).toHaveLength(1);
    expect(enter(archive, [basic('1', '2026-06-30', '法制处', { name: '新名' })]).differing).toHaveLength(1);
  });
});

describe('what is looked for', () => {
  test('by person, block, volume, days and words together', async () => {
    const archive = await archiveIn();
    const day = (d: string) => ({ day: d as Day });
    enter(archive, [
      happened('1', '牵头防汛 100%_!', day('2026-03-05')),
      happened('1', '參加黨校', { ...day('2026-03-06'), block: 'study' }),
      happened('2', '防汛值班', day('2025-07-01')),
      happened('2', '无日期', { day: null, year: 2026 }),
    ]);
    const texts = (wanted: Parameters<Archive['find']>[0]) => archive.find(wanted).map((k) => k.statement.data['text']);
    expect(texts({ words: ['防汛'] })).toEqual(['防汛值班', '牵头防汛 100%_!']);
    expect(texts({ words: ['防汛', '牵头'] })).toEqual(['牵头防汛 100%_!']);
    expect(texts({ words: ['100%_!'] })).toEqual(['牵头防汛 100%_!']);
    expect(texts({ words: ['0%!'] })).toEqual([]);
    expect(texts({ words: ['党校'] })).toEqual(['參加黨校']);
    expect(texts({ words: ['人2'] })).toEqual(['防汛值班', '无日期']);
    expect(texts({ people: ['1'], block: 'study' })).toEqual(['參加黨校']);
    expect(texts({ from: '2026-01-01', to: '2026-03-05' })).toEqual(['牵头防汛 100%_!']);
    expect(texts({ year: 2026, people: ['2'] })).toEqual(['无日期']);
  });
});

describe('who people are', () => {
  test('asked for many at once as for each alone, within their volumes', async () => {
    const one = fc.record({
      id: fc.constantFrom('1', '2', '3'),
      name: fc.constantFrom('甲', '乙', '丙'),
      form: fc.constantFrom('basic' as const, 'chronicle' as const),
      day: fc.constantFrom('2025-06-30', '2026-03-05', '2026-09-30'),
      text: fc.constantFrom('a', 'b', 'c'),
    });
    const withdrawn = fc.array(fc.integer({ min: 2, max: 12 }), { maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 10 }), withdrawn, fc.boolean(), async (said, gone, merged) => {
        const archive = await archiveIn();
        for (const { id, name, form, day, text } of said) {
          if (form === 'basic') enter(archive, [basic(id, day, text, { name })], '改');
          else enter(archive, [happened(id, text, { name, day: day as Day })]);
        }
        for (const n of gone) archive.withdraw(n, '误', writer);
        if (merged) archive.merge(['1', '2'], '改号', writer);
        const people = [...new Set([...archive.holders(2025).values(), ...archive.holders(2026).values()].flat())];
        const known = archive.knownIn(people, [2025, 2026], ['basic']);
        const shown = ({ id, name }: { id: string; name: string }) => ({ id, name });
        for (const p of people) expect(shown(known(p))).toEqual(shown(archive.known(p)));
        archive.close();
      }),
      { numRuns: 25 },
    );
  });

  test('of whom something holds: what was corrected or withdrawn does not count', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('1', '甲'), happened('1', '乙'), happened('2', '丙'), happened('3', '丁', { block: 'study' })]);
    archive.withdraw(2, '误', writer);
    archive.withdraw(4, '误', writer);
    archive.correct(happened('3', '戊', { block: 'talk' }), 5, '放错板块', writer);
    expect(Object.fromEntries(archive.holders(2026))).toEqual({ daily: ['1'], study: [], talk: ['3'] });
  });
});

describe('whatever the text', () => {
  test('it is kept, told and verified; what cannot be kept shows as a sign', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary' }), async (text, name) => {
        const archive = await archiveIn();
        enter(archive, [happened('1', text, { name, number: text })]);
        archive.note('show', '1', text, { ...writer, account: () => name });
        expect(verify(archive).findings).toEqual([]);
        expect(archive.find({})[0]?.statement.data['text']).toBe(text.replaceAll('\0', '\ufffd'));
        expect(enter(archive, [happened('1', text, { name, number: text })])).toMatchObject({ already: 1 });
        archive.close();
      }),
      {
        numRuns: 20,
        examples: [
          ['a\0b', 'x\0'],
          ['\u0001', '\u200b'],
          ["'; DROP TABLE log; --", '"'],
        ],
      },
    );
  });

  test('U+0000 and half a character', async () => {
    const archive = await archiveIn();
    enter(archive, [happened('1', 'a\0b\ud800c', { name: '张\0三' })]);
    expect(archive.find({})[0]?.statement).toMatchObject({ name: '张\ufffd三', data: { text: 'a\ufffdb\ufffdc' } });
    expect(verify(archive).findings).toEqual([]);
  });
});

describe('the file', () => {
  test('is its owner’s only, whatever the mask, and also where it lay there empty', async () => {
    if (process.platform === 'win32') return;
    const cwd = await folder();
    const before = process.umask(0);
    try {
      await archiveIn(cwd);
      writeFileSync(path.join(cwd, 'empty.dossier'), '');
      chmodSync(path.join(cwd, 'empty.dossier'), 0o644);
      await archiveIn(cwd, 'empty.dossier');
    } finally {
      process.umask(before);
    }
    for (const f of ['archive.dossier', 'empty.dossier']) expect((statSync(path.join(cwd, f)).mode & 0o777).toString(8), f).toBe('600');
  });

  test.each([
    ['a file that is not there', ['add', 'nowhere.csv']],
    ['data with an error', ['add', 'bad.csv']],
    ['an option with an error', ['record', '1', '--name', '张三', '--block', '日常', '--date', '2026-02-30', '--text', '值班']],
  ])('nothing is left behind by a first run that came to nothing: %s', async (_, argv) => {
    const cwd = await folder();
    writeFileSync(path.join(cwd, 'bad.csv'), '工号,姓名,日常表现\n1,张三,好\n');
    const { code } = await run(cwd, ['dossier', ...argv]);
    expect(code).toBeGreaterThan(0);
    expect(await listing(cwd)).toEqual(['bad.csv']);
  });

  test('whoever waits while an archive is taken away says so and enters nothing into a file without a name', async () => {
    const cwd = await folder();
    const made = await archiveIn(cwd);
    const other = await archiveIn(cwd);
    made.discard();
    expect(existsSync(made.file)).toBe(false);
    expect(() => enter(other, [happened('1', '值班')])).toThrow(expect.objectContaining({ trouble: 'missing' }));
    expect(await listing(cwd)).toEqual([]);
  });

  test('an archive into which another run has entered something is not taken away', async () => {
    const cwd = await folder();
    const made = await archiveIn(cwd);
    enter(await archiveIn(cwd), [happened('1', '值班')]);
    made.discard();
    expect(existsSync(made.file)).toBe(true);
  });
});

test('who looked is in the log, and does not move the head of the content', async () => {
  const cwd = await folder();
  const archive = await archiveIn(cwd);
  enter(archive, [happened('1', '值班', { name: '张三' })] satisfies Statement[]);
  const head = archive.head();
  await run(cwd, ['dossier', 'show', '张三', '--block', '日常']);
  await run(cwd, ['dossier', 'find', '值班']);
  await run(cwd, ['dossier', 'verify']);
  expect(archive.log(['read']).map((e) => e.body)).toEqual([
    { act: 'read', verb: 'show', person: '1', what: '日常', at: writer.now(), by: 'clerk' },
    { act: 'read', verb: 'find', person: '', what: '值班', at: writer.now(), by: 'clerk' },
  ]);
  expect(archive.head(true)).toEqual(head);
  expect(archive.head().seq).toBe(4);
});
