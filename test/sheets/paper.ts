import type { Look, PaperBook, PaperCell, PaperSheet } from '../../src/paper.ts';

export const cell = (look: Look, value: PaperCell['value'], more: Partial<PaperCell> = {}): PaperCell => ({
  look,
  value,
  ...more,
});
export const num = (look: Look, number: string, more: Partial<PaperCell> = {}): PaperCell => cell(look, { number }, more);

/** A sheet of the given rows; all else is empty unless said. */
export function sheetOf(name: string, rows: readonly (readonly (PaperCell | null)[])[], more: Partial<PaperSheet> = {}): PaperSheet {
  const bare = { widths: [], merges: [], dataBars: [], marks: [], dropDowns: [], outlined: [], tab: 'result' as const };
  return { name, rows: rows.map((cells) => ({ cells })), ...bare, ...more };
}

export function bookOf(...sheets: PaperSheet[]): PaperBook {
  return { lang: 'zh-Hans', title: '年度考核排名', footLeft: '甲&乙局  依据 办法', marker: 'appraise/ranked@1', sheets };
}

/** A small workbook that uses all the writer can do. */
export function sampleBook(people = 30): PaperBook {
  const head = ['名次', '姓名', '工号', '单位', '民主测评', '工作实绩', '总分', '处理', '说明', '测算'];
  const rows: (PaperCell | null)[][] = [
    [cell('title', '2025年第三季度考核排名表'), ...Array.from({ length: 9 }, () => null)],
    [cell('subtitle', '类别：综合管理　层级：正科级'), null],
    head.map((h) => cell('header', h)),
  ];
  const marks = ['', '不得提拔：连续两次末位', '提醒谈话', '待议：并列', '复核', '合格'];
  for (let i = 0; i < people; i++) {
    const r = i + 4;
    const score = (95 - i * 0.75).toFixed(2);
    rows.push([
      num('whole', String(i + 1), { formula: `RANK(G${r},G$4:G$${people + 3})` }),
      cell('text', `张${i}`),
      cell('center', `000${101 + i}`),
      cell('text', '办公室', { link: `'规则 O''x'!A1` }),
      num('input', score),
      num('two-places', score),
      num('total', score, { formula: `ROUND(E${r}*0.5+F${r}*0.5,2)` }),
      cell('mark', marks[i % 6] as string, { formula: `IF(1=1,"${marks[i % 6]}","")` }),
      cell('wrapped', i % 7 === 0 ? '依据第六条第二款，本季度得分低于本组平均分百分之十以上，且连续两次，故列入提醒谈话名单。' : '=1+1'),
      num('calculation', score),
    ]);
  }
  const result = sheetOf('排名', rows, {
    widths: [7, 12, 10, 16, 10, 10, 10, 24, 40, 10],
    merges: [
      { top: 0, left: 0, bottom: 0, right: 8 },
      { top: 1, left: 0, bottom: 1, right: 8 },
    ],
    freeze: { rows: 3, cols: 2 },
    filter: { top: 2, left: 0, bottom: people + 2, right: 8 },
    repeatRows: { from: 2, to: 2 },
    dataBars: [{ top: 3, left: 6, bottom: people + 2, right: 6 }],
    marks: [
      { range: { top: 3, left: 7, bottom: people + 2, right: 7 }, words: ['不得提拔'], style: 'bar' },
      { range: { top: 3, left: 7, bottom: people + 2, right: 7 }, words: ['提醒谈话', '诫勉"谈话"'], style: 'talk' },
      { range: { top: 3, left: 7, bottom: people + 2, right: 7 }, words: ['待议'], style: 'held' },
      { range: { top: 3, left: 7, bottom: people + 2, right: 7 }, words: ['复核'], style: 'warn' },
      { range: { top: 3, left: 7, bottom: people + 2, right: 7 }, words: ['合格'], style: 'ok' },
    ],
    outlined: [9],
    pageBreaksAfter: [22],
  });
  const rules = sheetOf(
    "规则 O'x",
    [
      [cell('heading', '评分规则')],
      [cell('header', '事项'), cell('header', '比例'), cell('header', '方式'), cell('header', '出处')],
      [cell('text', '民主测评'), num('input-percent', '0.4'), cell('input-text', '四舍五入'), cell('wrapped', '第六条')],
      [cell('text', '工作实绩'), num('input-percent', '0.125'), cell('input-text', '去尾'), cell('wrapped', '第七条')],
      [cell('label', '合计'), num('percent', '0.52525', { formula: 'B3+B4' }), num('general', '1.5'), null],
      [cell('note', '注：浅黄底的数字可以修改，其余由公式算出。')],
      [cell('warning', '注意：修改后与正式结果不同，不得作为依据。'), null],
      [cell('mono', 'sha256 0123456789abcdef')],
      [cell('plain', '普通文字')],
    ],
    {
      widths: [30, 12, 16, 40],
      tab: 'rules',
      merges: [
        { top: 5, left: 0, bottom: 5, right: 3 },
        { top: 6, left: 0, bottom: 6, right: 3 },
      ],
      dropDowns: [{ range: { top: 2, left: 2, bottom: 3, right: 2 }, options: ['四舍五入', '去尾', '进位'], strict: true }],
    },
  );
  return bookOf(result, rules);
}
