/**
 * Makes a year of an invented office: four quarters, an inspection, and in the fourth quarter the records that decisions rest on.
 * The same bytes on every run: `node samples/year/make.mjs`. Everyone in it is invented.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));

/** mulberry32 */
function chance(seed) {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
const next = chance(20261130);
const between = (low, high) => (Math.round((low + next() * (high - low)) * 10) / 10).toFixed(1);

const names = [...'程陆邓苏叶魏蒋潘方任姜崔谭廖邹熊金孟秦白江阎薛侯'].map(
  (s, i) => s + ['知微', '明远', '若水', '景行', '安澜', '云舒'][i % 6],
);
const ranks = ['四级主任科员', '三级主任科员', '二级主任科员', '一级主任科员', '四级调研员', '三级调研员'];
const people = names.map((name, i) => {
  const senior = i >= 20;
  return {
    id: String(33002001 + i),
    name,
    unit: ['办公室', '法治宣传处', '社区矫正管理局', '监狱工作处'][i % 4],
    category: '综合管理类',
    level: senior ? '处级' : '科级及以下',
    post: senior ? '副处长' : '干部',
    rank: senior ? ranks[4 + (i % 2)] : ranks[i % 4],
    since: `${2021 + (i % 4)}-0${1 + (i % 9)}-15`,
    able: 78 + ((i * 7) % 17),
  };
});

const scores = ['干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实'];
const csv = (title, head, rows) =>
  `${[title ? [title] : [], head, ...rows]
    .filter((r) => r.length > 0)
    .map((r) => r.join(','))
    .join('\n')}\n`;
const put = (path, text) => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const who = (p) => [p.id, p.name];

for (const [q, word] of ['一', '二', '三', '四'].entries()) {
  // One joins in the second quarter, one leaves after the third, one moves up in the third.
  const there = people.filter((_, i) => !(i === 3 && q === 0) && !(i === 7 && q === 3));
  const rows = there.map((p) => {
    const level = p === people[12] && q >= 2 ? '处级' : p.level;
    return [...who(p), p.unit, p.post, p.rank, p.since, p.category, level, ...scores.map(() => between(p.able - 3, p.able + 5))];
  });
  put(
    `${q + 1}季度/考核得分.csv`,
    csv(`2026年第${word}季度平时考核得分`, ['工号', '姓名', '单位', '职务', '职级', '任现职级时间', '人员类别', '层级', ...scores], rows),
  );
}

const last = people.filter((_, i) => i !== 7);
put(
  '年度考察.csv',
  csv(
    '2026年度考察评分',
    ['工号', '姓名', '政治素质', '担当作为'],
    last.map((p, i) => [...who(p), i === 5 ? '89.99' : i === 6 ? '90' : between(91, 99), between(90.5, 98)]),
  ),
);

const [a, b, c, d, e, f] = [2, 9, 14, 16, 20, 22].map((i) => people[i]);
put(
  '4季度/加减分.csv',
  csv(
    '',
    ['工号', '姓名', '编号', '事项', '分值', '日期'],
    [
      [...who(a), 'JF-01', '省级竞赛二等奖', '2', '2026-10-20'],
      [...who(b), 'KF-01', '试点方案考虑不周', '-4', '2026-11-03'],
      [...who(c), 'KF-02', '材料迟报', '-1.5', '2026-11-18'],
    ],
  ),
);
put(
  '4季度/容错.csv',
  csv(
    '',
    ['工号', '姓名', '编号', '容错情形', '调查结论', '容错结论', '减轻比例', '整改要求', '申请日期', '调查日期', '会商日期', '认定日期'],
    [
      [
        ...who(b),
        'KF-01',
        '先行先试',
        '试点无先例，程序完备，未造成损失',
        '减轻',
        '50%',
        '修订试点方案',
        '2026-11-05',
        '2026-11-12',
        '2026-11-20',
        '2026-12-01',
      ],
    ],
  ),
);
put(
  '4季度/处分.csv',
  csv('', ['工号', '姓名', '处分种类', '处分日期', '事由', '文号'], [[...who(d), '警告', '2026-08-10', '违反工作纪律', '驻纪〔2026〕8号']]),
);
put(
  '4季度/优先.csv',
  csv(
    '',
    ['工号', '姓名', '优先类别', '表彰机关', '事项', '日期', '文号'],
    [
      [...who(a), '受到表彰', '省委、省政府', '全省法治建设先进个人', '2026-07-01', '省发〔2026〕15号'],
      [...who(d), '重点工作', '', '援疆', '2026-05-06', '援指〔2026〕3号'],
      [...who(e), '基层党委推荐', '机关党委', '年度优秀推荐', '2026-12-10', '机党〔2026〕22号'],
    ],
  ),
);
put(
  '4季度/历年等次.csv',
  csv(
    '',
    ['工号', '姓名', '2021年度考核等次', '2022年度考核等次', '2023年度考核等次', '2024年度考核等次', '2025年度考核等次'],
    last.map((p, i) => [
      ...who(p),
      '称职',
      i % 5 === 0 ? '优秀' : '称职',
      i % 9 === 4 ? '基本称职' : '称职',
      i % 4 === 0 ? '优秀' : '称职',
      p === e || i % 6 === 1 ? '优秀' : '称职',
    ]),
  ),
);
put(
  '4季度/推荐.csv',
  csv(
    '',
    ['工号', '姓名', '推荐来源', '推荐单位', '推荐职务', '推荐票数', '日期'],
    [
      [...who(a), '会议推荐', '机关全体干部会议', '副处长', '41', '2026-12-15'],
      [...who(f), '班子推荐', '监狱工作处党支部', '处长', '5', '2026-12-16'],
    ],
  ),
);
put(
  '4季度/能上能下.csv',
  csv(
    '',
    ['工号', '姓名', '不适宜情形', '具体表现', '核实情况', '拟调整方式', '日期'],
    [[...who(c), '作风不实', '三次督办未落实', '经核实属实', '谈话提醒后跟踪考核', '2026-12-08']],
  ),
);
put(
  '4季度/综合评价.csv',
  csv(
    '',
    ['工号', '姓名', '评价方面', '评价内容', '了解方式', '日期'],
    [
      [...who(a), '业绩成效', '牵头完成全省试点，质量高', '座谈交流', '2026-11-20'],
      [...who(a), '能力素质', '综合协调能力强', '民主测评', '2026-11-22'],
      [...who(a), '个性特点', '沉稳，愿意带新人', '谈心谈话', '2026-11-25'],
      [...who(f), '业绩成效', '监管安全全年无事故', '座谈交流', '2026-11-21'],
    ],
  ),
);
put('节假日.txt', '# 放假和调休，一行一项\n2027-01-01..2027-01-03 休\n2027-02-05..2027-02-11 休\n2027-02-14 班\n');

// What was written down through the year, for the files of the people: a table a block, and one with a column that names the block.
const events = ['牵头完成专项整治台账', '参加节日值守并妥善处置突发情况', '整理历年卷宗入库', '为基层授课一次', '完成调研报告'];
put(
  '纪实/日常纪实.csv',
  csv(
    '',
    ['工号', '姓名', '日期', '纪实内容', '记录人'],
    people.filter((_, i) => i !== 3).map((p, i) => [...who(p), `2026-0${1 + (i % 9)}-1${i % 10}`, events[i % 5], `${p.unit}负责人`]),
  ),
);
put(
  '纪实/学习培训.csv',
  csv(
    '',
    ['工号', '姓名', '学习时间', '学习内容', '主办单位', '学习结果'],
    people
      .filter((_, i) => i !== 5)
      .map((p, i) => [...who(p), `2026-0${3 + (i % 4)}-20`, ['政治理论轮训', '法治业务培训', '信息化应用培训'][i % 3], '政治部', '结业']),
  ),
);
put(
  '纪实/其他.csv',
  csv(
    '',
    ['工号', '姓名', '档案板块', '日期', '内容', '谈话人', '结果', '条目编号'],
    [
      [...who(a), '重点任务', '2026-09-15', '承担智慧矫正中心验收准备', '', '一次通过省级验收', 'ZD-01'],
      [...who(c), '谈话记录', '2026-11-03', '了解困难，提出改进希望', '分管负责人', '表示认真改进', 'TH-01'],
      [...who(f), '谈话记录', '2026-07-02', '任职谈心谈话', '政治部主任', '', 'TH-02'],
    ],
  ),
);
