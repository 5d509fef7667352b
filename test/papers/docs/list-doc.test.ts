// The lists of every verb as one Word document each: landscape, a table a list, with title, notes and room to sign.
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { writeDocx } from '../../../src/documents/docx-write.ts';
import type { Doc, ListPaper } from '../../../src/paper.ts';
import { listDoc } from '../../../src/papers/lists/list-doc.ts';
import type { BookInput } from '../../../src/papers/ranking/context.ts';
import { advanceList } from '../../../src/papers/verbs/advance.ts';
import { gradeLists } from '../../../src/papers/verbs/grades.ts';
import { selectLists } from '../../../src/papers/verbs/select.ts';
import { talkList } from '../../../src/papers/verbs/talks.ts';
import { scanXml } from '../../../src/sheets/xml.ts';
import type { Lang } from '../../../src/types.ts';
import { office } from './office.ts';

function listsOf(input: BookInput): Record<string, readonly ListPaper[]> {
  const { rules } = input.run.policy;
  if (!rules.grades || !rules.advance) throw new Error('no rules');
  return {
    talks: [talkList(input, []).paper],
    select: selectLists(input, []).map((l) => l.paper),
    advance: [advanceList(input, rules.advance, []).paper],
    grades: gradeLists(input, rules.grades, false, []).map((l) => l.paper),
  };
}
const markup = async (doc: Doc) => strFromU8(unzipSync(await writeDocx(doc))['word/document.xml'] as Uint8Array);

describe.each(['zh-Hans', 'zh-Hant', 'en'] as const)('in %s', (lang: Lang) => {
  test('every list stands in its document: title, columns, rows, notes, signatures', async () => {
    const input = await office(lang);
    for (const lists of Object.values(listsOf(input))) {
      const doc = listDoc(input, lists);
      const xml = await markup(doc);
      scanXml(xml, 'document', {});
      expect(xml).toMatch(/<w:pgSz [^>]*w:w="16838"[^>]*w:h="11906"[^>]*w:orient="landscape"/);
      expect(xml.match(/<w:tblHeader\/>/g)).toHaveLength(lists.length);
      // A page of its own for each but the first.
      expect(xml.match(/<w:pageBreakBefore\/>/g) ?? []).toHaveLength(lists.length - 1);
      const tables = doc.blocks.filter((b) => b.kind === 'table');
      expect(tables.map((t) => [t.columns.map((c) => c.header), t.rows.length])).toEqual(
        lists.map((l) => [l.columns.map((c) => c.header), l.rows.length]),
      );
      for (const list of lists)
        for (const text of [list.title, ...list.subtitle, ...list.notes]) expect(JSON.stringify(doc)).toContain(text);
      expect(doc.blocks.filter((b) => b.kind === 'signatures').map((s) => s.labels.length)).toEqual(lists.map(() => 3));
    }
  });
});

test('figures stand to the right, ranks in the middle, texts to the left', async () => {
  const input = await office('zh-Hans');
  const [table] = listDoc(input, listsOf(input)['talks'] ?? []).blocks.filter((b) => b.kind === 'table');
  const align = new Map(table?.columns.map((c) => [c.header, c.align]));
  expect([align.get('总分'), align.get('名次/人数'), align.get('单位')]).toEqual(['right', 'center', 'left']);
});

test('a list of nobody says so', async () => {
  const input = await office('zh-Hans');
  const [list] = listsOf(input)['talks'] ?? [];
  if (!list) throw new Error('no list');
  const xml = await markup(listDoc(input, [{ ...list, rows: [] }]));
  expect(xml).toContain(list.nobody);
});

test('letters of a list are as large as its columns leave them, and never below seven points', async () => {
  const sizeOf = async (columns: number): Promise<number> => {
    const wide = Array.from({ length: columns }, (_, i) => ({ header: `栏${i}`, width: 12 }));
    const doc: Doc = {
      lang: 'zh-Hans',
      title: '名单',
      foot: '',
      across: true,
      blocks: [{ kind: 'table', columns: wide, rows: [], dense: true }],
    };
    return Number(/<w:tc>.*?<w:sz w:val="(\d+)"/.exec(await markup(doc))?.[1]);
  };
  expect([await sizeOf(4), await sizeOf(40)]).toEqual([21, 14]);
  const [some, more] = [await sizeOf(13), await sizeOf(15)];
  expect(some).toBeGreaterThan(more);
});
