import type { Doc, DocBlock } from '../../src/paper.ts';
import type { Lang } from '../../src/types.ts';
import { places, scores } from '../sheets/charts.ts';

const words: Readonly<Record<'zh' | 'en', readonly string[]>> = {
  zh: [
    '年度考核登记',
    '季度考核得分',
    '谈话记录',
    '奖惩与问责',
    '教育培训经历，包括脱产培训、网络学习与在职教育',
    '工作实绩',
    '考察材料',
    '附件',
  ],
  en: [
    'Annual appraisal',
    'Quarterly scores',
    'Talks',
    'Commendations and sanctions',
    'Training, in person and online, and education beside work',
    'Work done',
    'Inspections',
    'Annexes',
  ],
};
const sentence = {
  zh: '该同志政治立场坚定，工作勤勉务实，2026年第三季度在“放管服”改革专项（编号A-2026-017）中承担牵头任务，按期完成；',
  en: 'The officer led the work on licensing reform (no. A-2026-017) in the third quarter of 2026 and finished it in time; ',
};

/** A volume of some pages: text, tables and forms of all lengths, charts, headings of two levels. The same seed gives the same volume. */
export function volume(lang: Lang, seed = 1): Doc {
  const zh = lang !== 'en';
  const key = zh ? 'zh' : 'en';
  let state = seed;
  const next = (below: number) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
  const text = (most: number) => sentence[key].repeat(1 + next(most));
  const section = (title: string, i: number): DocBlock[] => [
    { kind: 'heading', text: title, ...(next(2) === 0 ? { newPage: true as const } : {}) },
    { kind: 'paragraph', text: text(6), indent: true },
    ...(next(3) === 0 ? [{ kind: 'chart', chart: i % 2 === 0 ? scores : places } as const] : []),
    { kind: 'heading', text: `${title} ${i + 1}.1`, level: 2 },
    {
      kind: 'table',
      columns: [
        { header: zh ? '日期' : 'Day', width: 2 },
        { header: zh ? '事项' : 'Matter', width: 5 },
        { header: zh ? '说明' : 'Note', width: 3 },
      ],
      rows: Array.from({ length: next(40) }, (_, r) => [`2026-0${1 + (r % 9)}-11`, text(2), zh ? '第六条第二款' : 'article 6 (2)']),
    },
    ...Array.from({ length: next(5) }, (): DocBlock => ({ kind: 'paragraph', text: text(5), indent: true })),
    {
      kind: 'form',
      rows: [
        [
          { label: zh ? '姓名' : 'Name', value: '林知遥' },
          { label: zh ? '单位' : 'Unit', value: zh ? '办公室' : 'General office' },
        ],
        [{ label: zh ? '内容' : 'Contents', value: text(8), room: next(4) }],
        [{ label: zh ? '意见' : 'Opinion', value: '', room: 2 + next(6) }],
      ],
    },
    ...(next(3) === 0
      ? [{ kind: 'signatures', labels: zh ? ['谈话人', '记录人'] : ['Speaker', 'Recorder'], date: '2026-12-01' } as const]
      : []),
    ...(next(4) === 0 ? [{ kind: 'page-break' } as const] : []),
  ];
  return {
    lang,
    title: zh ? '2026年度个人档案' : 'Volume of 2026',
    foot: zh ? '一人一档' : 'One person, one file',
    blocks: [{ kind: 'contents', title: zh ? '目　录' : 'Contents' }, ...words[key].flatMap(section)],
  };
}
