/**
 * Makes the export of an invented institution for the policy beside it: `node samples/policies/institution/make.mjs`.
 * The same bytes on every run; everyone in it is invented. Three groups, so that every head count of the policy shows:
 *
 *   专业技术 · 中级   20 ranked: four below the cut and a fifth who shares the rank; one guidance talk; a tie that work breaks
 *   专业技术 · 初级   19 ranked, one trainee: three below the cut, no talk by rank
 *   管理 · 科员级      3 ranked, one on sick leave: no list by rank at all
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = join(dirname(fileURLToPath(import.meta.url)), '2026年度');

/** mulberry32 */
function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { int: (min, max) => min + Math.floor(next() * (max - min + 1)), pick: (list) => list[Math.floor(next() * list.length)] };
}
const rnd = chance(20261231);

const surnames = [...'闻盛祁焦柏柯苗凌霍阮岳纪梅童宁明齐凤苑乐屈项祝'];
const given = ['亦川', '知夏', '沐辰', '若谷', '言蹊', '望舒', '清和', '予安', '星野', '听澜', '怀瑾', '南枝'];
const sections = ['鉴定一科', '鉴定二科', '档案科', '公共服务科', '信息科'];

const items = ['工作数量', '工作质量', '工作效率', '服务态度', '技术能力', '协作配合'];
const courses = ['继续教育', '政策法规', '岗位测试'];
const classes = [
  ['单位领导', 5],
  ['中层负责人', 8],
  ['本科室同事', 6],
  ['其他科室', 10],
  ['服务对象', 12],
  ['职工代表', 15],
];
const options = ['优秀', '合格', '基本合格', '不合格', '弃权'];

/** Votes of one class, the more above the better the person is (0 to 20). */
function votes(size, ability) {
  const counts = [0, 0, 0, 0, 0];
  for (let i = 0; i < size; i += 1) {
    const mood = ability + rnd.int(0, 19);
    counts[mood > 25 ? 0 : mood > 12 ? 1 : mood > 7 ? 2 : mood > 5 ? 4 : 3] += 1;
  }
  if (counts[0] + counts[1] + counts[2] + counts[3] === 0) counts[1] = counts[4];
  return counts;
}

/** Scores in tenths of a point, so that no binary fraction enters the files. */
const tenths = (n) => (n % 10 === 0 ? String(n / 10) : `${Math.floor(n / 10)}.${n % 10}`);

function person(serial, category, level, rank) {
  const ability = rnd.int(3, 19);
  const near = () => tenths(720 + ability * 10 + rnd.int(-45, 65));
  return {
    id: `SY${String(serial).padStart(4, '0')}`,
    name: surnames[serial % surnames.length] + given[(serial * 5) % given.length],
    section: rnd.pick(sections),
    post: rnd.pick(['鉴定员', '档案员', '服务窗口', '技术员']),
    category,
    level,
    rank,
    since: `${rnd.int(2018, 2024)}-0${rnd.int(1, 9)}-15`,
    state: '在聘',
    votes: classes.map(([, size]) => votes(size, ability)),
    items: items.map(near),
    courses: courses.map(near),
    conduct: near(),
    ethics: tenths(820 + rnd.int(0, 150)),
    service: tenths(780 + rnd.int(0, 190)),
  };
}

const group = (from, n, ...rest) => Array.from({ length: n }, (_, i) => person(from + i, ...rest));
const middle = group(101, 20, '专业技术', '中级', '专业技术九级');
const junior = group(201, 20, '专业技术', '初级', '专业技术十一级');
const clerks = group(301, 4, '管理', '科员级', '九级职员');

// Plain scores for those whose places are meant; all others are left to chance, well above them.
const plain = (p, votes, work, study, conduct) =>
  Object.assign(p, {
    votes: classes.map(([, size]) => votes(size)),
    items: items.map(() => work),
    courses: courses.map(() => study),
    conduct,
  });
const allOf = (option) => (size) => options.map((_, o) => (o === option ? size : 0));
// Rank 20 alone; 18 and 19; 16 and 17 alike in everything.
plain(middle[19], allOf(2), '62', '60', '65');
plain(middle[18], allOf(2), '64', '63', '66');
plain(middle[17], allOf(2), '65.5', '64', '67');
plain(middle[16], allOf(2), '68', '66', '70');
plain(middle[15], allOf(2), '68', '66', '70');
// Equal totals, 0.50·1 = 0.20·2.5: the better work stands above.
plain(middle[1], allOf(1), '97', '94', '95');
plain(middle[2], allOf(1), '96', '96.5', '95');
// The highest and the lowest item come twice: only one of each goes.
middle[3].items = ['96', '96', '70', '70', '85', '90.5'];
junior[19].state = '见习期';
clerks[3].state = '长期病休';
middle[5].ethics = '80';
middle[6].service = '75';
junior[4].service = '74.9';

const people = [...middle, ...junior, ...clerks];
const who = ['工号', '姓名'];
const csv = (title, head, rows) =>
  `${[title, ...head.slice(1).map(() => '')].join(',')}\n${[head, ...rows].map((r) => r.join(',')).join('\n')}\n`;

const entries = [
  [middle[1], '省级技能竞赛获奖', '2', '2026-05-20'],
  [middle[2], '省级技能竞赛获奖', '2', '2026-05-20'],
  [middle[8], '窗口服务标兵', '1.5', '2026-03-08'],
  [middle[8], '窗口服务标兵', '1.5', '2026-09-08'],
  [junior[2], '科技成果奖', '5', '2026-06-30'],
  [junior[2], '技能竞赛获奖', '3', '2026-07-15'],
  [junior[7], '逾期归档', '-0.5', '2026-04-02'],
  [clerks[1], '有效投诉', '-1.25', '2026-10-11'],
];

mkdirSync(folder, { recursive: true });
const write = (name, text) => writeFileSync(join(folder, name), text);
write(
  '1-人员名册.csv',
  csv(
    '2026年度工作人员名册',
    [...who, '所在科组', '岗位', '岗位类别', '岗位层次', '岗位等级', '聘任时间', '参评情况'],
    people.map((p) => [p.id, p.name, p.section, p.post, p.category, p.level, p.rank, p.since, p.state]),
  ),
);
const taking = people.filter((p) => p.state === '在聘');
write(
  '2-民主测评.csv',
  csv(
    '2026年度民主测评票数（六类评价主体）',
    [...who, ...classes.flatMap(([name]) => options.map((o) => `${name}${o}票`))],
    taking.map((p) => [p.id, p.name, ...p.votes.flat()]),
  ),
);
write(
  '3-岗位履职和学习培训.csv',
  csv(
    '2026年度岗位履职、学习培训评分',
    [...who, ...items, ...courses, '职业操守评分'],
    taking.map((p) => [p.id, p.name, ...p.items, ...p.courses, p.conduct]),
  ),
);
write(
  '4-奖惩登记.csv',
  csv(
    '2026年度奖惩登记',
    [...who, '奖惩事项', '奖惩分值', '日期'],
    entries.map(([p, matter, value, day]) => [p.id, p.name, matter, value, day]),
  ),
);
write(
  '5-年度考察.csv',
  csv(
    '2026年度考察评分',
    [...who, '职业道德', '窗口服务'],
    people.map((p) => [p.id, p.name, p.ethics, p.service]),
  ),
);
write(
  '6-处分.csv',
  csv(
    '2026年度处分登记',
    [...who, '处分种类', '处分日期', '事由'],
    [
      [junior[9].id, junior[9].name, '警告', '2025-08-10', '违反值班规定'],
      [junior[10].id, junior[10].name, '记过', '2025-12-31', '违反财务规定'],
    ],
  ),
);
