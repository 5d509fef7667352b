/**
 * Makes the input of the benchmark: one flat sheet of 16 columns, as an office would export it. Seeded: the same
 * people on every run; everyone is invented. Alone: `node test/bench/make-input.mjs 10000 people.xlsx`.
 */
import { pathToFileURL } from 'node:url';
import ExcelJS from 'exceljs';

const columns = [
  '序号',
  '工号',
  '姓名',
  '单位',
  '职务',
  '职级',
  '人员类别',
  '层级',
  '考核状态',
  '干群评价',
  '工作作风与绩效',
  '政治理论与业务学习',
  '党建工作责任制落实',
  '加减分项',
  '政治素质',
  '担当作为',
];

/** Ranks for each level of a category; a group is a category and a level. */
const categories = {
  综合管理类: { 处级: ['二级调研员', '四级调研员'], 科级及以下: ['一级主任科员', '四级主任科员'] },
  执法勤务类: { 处级: ['二级高级警长', '四级高级警长'], 科级及以下: ['一级警长', '三级警长'] },
  事业编制: { 处级: ['五级职员', '六级职员'], 科级及以下: ['七级职员', '八级职员'] },
};
const moreCategories = {
  综合管理类: { 处级: ['二级调研员', '四级调研员'], 科级: ['一级主任科员', '四级主任科员'], 科员级: ['一级科员', '二级科员'] },
  执法勤务类: { 处级: ['二级高级警长', '四级高级警长'], 科级: ['一级警长', '三级警长'], 科员级: ['一级警员', '二级警员'] },
  警务技术类: { 处级: ['警务技术二级主任'], 科级: ['警务技术一级主管', '警务技术三级主管'], 科员级: ['警务技术员'] },
  事业编制: { 处级: ['五级职员', '六级职员'], 科级: ['七级职员', '八级职员'], 科员级: ['九级职员', '十级职员'] },
};

const units = [
  '办公室',
  '政治部',
  '法治督察处',
  '立法处',
  '行政复议与应诉处',
  '社区矫正管理处',
  '监狱一监区',
  '监狱二监区',
  '监狱三监区',
  '戒毒一大队',
  '信息技术中心',
  '法律援助中心',
];
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const first = [...'启景承思若宇婉雨书翰允知亦佳嘉怀沛屹皓逸宏建国春秋玉志海晓永立培松庆德云瑞立少光新学维仲长'];
const second = [...'恒川岚杉桐澜宁琳霖骁航衡泽涵遥舟彦旻茂萍芬贤琴荣富林岭峰青平梅华凤祥民刚忠良辉波敏洁燕娟'];

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

/** How the people fall to the groups: the lower levels are the larger, no two groups are equal. */
function groupsOf(count) {
  const table = count < 5000 ? categories : moreCategories;
  const groups = Object.entries(table).flatMap(([category, levels]) =>
    Object.entries(levels).map(([level, ranks], depth) => ({ category, level, ranks, weight: depth + 1 })),
  );
  const weights = groups.reduce((sum, g) => sum + g.weight, 0);
  return groups.map((g) => ({ ...g, share: g.weight / weights }));
}

function makeRows(count, seed) {
  const next = chance(seed);
  const pick = (list) => list[Math.floor(next() * list.length)];
  const groups = groupsOf(count);
  const bell = () => (next() + next() + next() + next()) / 2 - 1;
  const score = (middle, spread, step) => Math.min(9800, Math.max(6000, Math.round((middle + bell() * spread) / step) * step)) / 100;
  const groupFor = (at) => {
    let left = at;
    for (const group of groups) {
      left -= group.share;
      if (left < 0) return group;
    }
    return groups.at(-1);
  };
  return Array.from({ length: count }, (_, i) => {
    const group = groupFor(next());
    const status = next() < 0.01 ? pick(['试用期', '处分期', '立案未结']) : null;
    const middle = 8650 + bell() * 800;
    const scores = [
      score(middle, 350, 1),
      score(middle, 450, 10),
      score(middle, 700, 50),
      score(middle, 500, 50),
      next() < 0.74 ? 0 : pick([0.5, 1, 1.5, 2, 3, 5, -0.5, -1, -2, -3]),
    ];
    const qualities = [0, 1].map(() => (next() < 0.01 ? score(8900, 60, 50) : score(9400, 300, 50)));
    return [
      i + 1,
      String(1000000 + i * 7).padStart(8, '0'),
      pick(surnames) + pick(first) + pick(second),
      pick(units),
      '干部',
      pick(group.ranks),
      group.category,
      group.level,
      status,
      ...(status === null ? scores : scores.map(() => null)),
      ...qualities,
    ];
  });
}

/** Writes `count` people to `path`; gives how many groups they are in. Below 5,000 people 6 groups, else 12. */
export async function makeInput(path, count, seed = 20260930) {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('考核得分');
  sheet.addRow(['2026年第三季度平时考核得分表']);
  sheet.addRow(['填报单位：某省司法厅政治部　　　　填报日期：2026年10月9日']);
  const head = sheet.addRow(columns);
  head.eachCell((cell) => {
    cell.font = { bold: true };
  });
  sheet.addRows(makeRows(count, seed));
  await book.xlsx.writeFile(path);
  return groupsOf(count).length;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [count, path] = process.argv.slice(2);
  if (!(Number(count) > 0) || path === undefined) {
    console.error('usage: node test/bench/make-input.mjs COUNT FILE.xlsx');
    process.exitCode = 2;
  } else {
    console.log(`${count} people in ${await makeInput(path, Number(count))} groups: ${path}`);
  }
}
