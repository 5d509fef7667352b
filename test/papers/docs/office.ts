// An office of invented people with everything the papers speak of, and documents and lists as plain text.

import type { Doc, DocBlock, ListPaper } from '../../../src/paper.ts';
import type { BookInput } from '../../../src/papers/ranking/context.ts';
import type { Lang } from '../../../src/types.ts';
import { paperOf } from '../paper-of.ts';

const surnames = ['赵', '钱', '孙', '李', '周', '吴', '郑', '王', '冯', '陈', '卫', '蒋', '沈', '韩', '杨', '朱', '秦', '尤', '许', '何'];
const given = ['文静', '建国', '晓东', '志强', '丽华', '海涛', '秀英', '明辉', '雪梅', '永康'];
export const nameOf = (n: number) => `${surnames[n % surnames.length]}${given[n % given.length]}`;

/** Twenty of one group, one below the other by a point; the last two but one are equal in the other group of ten. */
const roster = (): string => {
  const head = '工号,姓名,单位,部门,职务,职级,人员类别,层级,干群评价,工作作风与绩效,政治理论与业务学习,党建工作责任制落实';
  const row = (n: number, level: string, points: number) =>
    [
      `9${String(n).padStart(4, '0')}`,
      nameOf(n),
      '社区矫正管理处',
      '综合科',
      '副科长',
      '一级主任科员',
      '综合管理类',
      level,
      points,
      points,
      points,
      points,
    ].join(',');
  const first = Array.from({ length: 20 }, (_, i) => row(i + 1, '科级', 95 - i));
  const second = Array.from({ length: 10 }, (_, i) => row(i + 31, '处级', i < 8 ? 92 - i : 80));
  return ['2026年第三季度考核', head, ...first, ...second, ''].join('\n');
};

const files: Record<string, string> = {
  '考核.csv': roster(),
  '加减分.csv': [
    '工号,姓名,条目编号,事项,分值,日期,依据',
    '90003,李志强,J-01,专项系统上线延误,-3,2026-08-05,厅通报〔2026〕8号',
    '90004,周丽华,J-02,安置帮教数据漏报,-2,2026-08-20,',
    '90005,吴海涛,J-03,试点方案调整,-1,2026-07-11,',
    '',
  ].join('\n'),
  '问责.csv': [
    '工号,姓名,条目编号,问责类型,事由,日期,影响期结束,文号',
    '90006,郑秀英,W-01,诫勉,应急处置中越级上报,2026-05-10,2026-11-10,厅党〔2026〕3号',
    '',
  ].join('\n'),
  '容错.csv': [
    '工号,姓名,条目编号,容错情形,容错结论,减轻比例,调查结论,整改要求,整改期限,整改完成,申请日期,调查日期,会商日期,容错认定日期,反馈日期',
    '90003,李志强,J-01,先行先试,免除,,首次建设、无先例可循，主动补救，未造成损失。,完善上线前的联调制度,2026-09-20,,2026-08-10,2026-08-15,2026-08-20,2026-08-25,2026-08-28',
    '90004,周丽华,J-02,历史遗留问题,减轻,50%,旧系统数据缺失，已补报。,逐户核对数据,,2026-09-25,2026-08-25,2026-08-30,2026-09-05,2026-09-10,',
    '90005,吴海涛,J-03,无意过失,不予容错,,未按程序报批。,,,,2026-08-01,2026-08-10,,2026-08-20,',
    '90006,郑秀英,W-01,应急处突,减轻,30%,情况紧急，事后及时报告。,补学应急预案,2026-12-31,,2026-06-01,,,,',
    '',
  ].join('\n'),
  '综合评价.csv': [
    '工号,姓名,评价方面,评价内容,了解方式,日期',
    '90020,赵文静,业绩成效,按时完成安置帮教回访，台账清楚。,民主测评,2026-09-10',
    '90020,赵文静,业绩成效,信息报送质量有待提高。,谈心谈话,2026-09-12',
    '90020,赵文静,能力素质,熟悉社区矫正业务，文字表达偏弱。,谈心谈话,2026-09-12',
    '90020,赵文静,个性特点,踏实稳重，乐于助人。,座谈交流,',
    '',
  ].join('\n'),
};

/** What the papers of the office are made from. */
export async function office(lang: Lang): Promise<BookInput> {
  const made = await paperOf(
    Object.entries(files).map(([file, text]) => ({ file, bytes: new TextEncoder().encode(text) })),
    { lang },
  );
  const errors = made.problems.filter((p) => p.severity === 'error');
  if (errors.length > 0) throw new Error(JSON.stringify(errors, null, 1));
  return made.input;
}

const one = (text: string) => text.replaceAll('\n', '⏎');

function blockText(b: DocBlock): string[] {
  switch (b.kind) {
    case 'heading':
      return [`##${b.level === 2 ? '#' : ''} ${b.text}`];
    case 'contents':
      return [`[contents] ${b.title}`];
    case 'chart':
      return [`[chart] ${b.chart.title}`];
    case 'paragraph':
      return [`${b.align === undefined ? '' : `[${b.align}] `}${b.small ? '(small) ' : ''}${one(b.text)}`];
    case 'form':
      return b.rows.map((row) => `${row.map((c) => `| ${c.label}: ${one(c.value)}${c.room ? ` (+${c.room})` : ''} `).join('')}|`);
    case 'table':
      return [b.columns.map((c) => c.header), ...b.rows].map((r) => `| ${r.map(one).join(' | ')} |`);
    case 'signatures':
      return b.labels.map((l) => `✍ ${l} / ${b.date}`);
    case 'page-break':
      return ['────'];
    case 'title':
      return ['────', `# ${b.text}`];
  }
}

export const docText = (doc: Doc): string => [`# ${doc.title}`, ...doc.blocks.flatMap(blockText), `[foot] ${doc.foot}`, ''].join('\n');

export function listText(list: ListPaper): string {
  const cell = (c: ListPaper['rows'][number][number]) => (c === null ? '' : one(typeof c === 'string' ? c : c.number));
  return [
    `# ${list.title}`,
    ...list.subtitle,
    ...[list.columns.map((c) => c.header), ...list.rows.map((r) => r.map(cell))].map((r) => `| ${r.join(' | ')} |`),
    ...(list.rows.length === 0 ? [list.nobody] : []),
    ...list.notes.map((n) => `* ${n}`),
    list.signatures,
    '',
  ].join('\n');
}
