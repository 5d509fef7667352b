/**
 * Makes the sample exports: `node samples/make.mjs`. Same bytes on every run and in every time zone.
 * Everyone and everything in them is invented.
 *
 *   q3.xlsx       one flat sheet, 2026Q3, six groups, a tie across each of the two cuts
 *   q3-full.xlsx  the same quarter of other people as a workbook of parts: ballots, items, entries, inspection
 *   twins/        the same small export in every format and encoding
 *   ballots.xlsx  a quarter with its ballots one by one; some raters are peculiar, so that an audit has something to show
 *   units/        one file a unit, each with a layout of its own, one of them GBK text
 *   bad/          the gallery: one export for each problem (bad/README.md)
 *   twins/layouts the same few people in every layout that offices use: each ranks as its plain twin does
 *
 * Scores are whole numbers of hundredths in here, so every total below is exact.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { unzipSync, zipSync } from 'fflate';
import { makeBad } from './bad/make.mjs';
import './policies/institution/make.mjs';
import './year/make.mjs';
import { makeFormats } from './twins/formats.mjs';
import { makeLayouts } from './twins/layouts.mjs';

const here = dirname(fileURLToPath(import.meta.url));

// ───────────────────────────── chance, names, ids ─────────────────────────────

/** mulberry32 */
function chance(seed) {
  let a = seed >>> 0;
  const next = () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (min, max) => min + Math.floor(next() * (max - min + 1));
  const shuffle = (list) => {
    const out = [...list];
    for (let i = out.length - 1; i > 0; i -= 1) {
      const j = int(0, i);
      [out[i], out[j]] = [out[j], out[i]];
    }
    return out;
  };
  return {
    int,
    shuffle,
    happens: (share) => next() < share,
    pick: (list) => list[int(0, list.length - 1)],
    /** Bell-shaped around 0, within ±1. */
    bell: () => (next() + next() + next() + next()) / 2 - 1,
  };
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕',
  ...'苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
];
const first = [...'启景承思若宇婉雨书翰允知亦佳嘉怀沛屹皓逸宏建国春秋玉志海晓永立培松庆德云瑞立少光新学维仲长'];
const second = [...'恒川岚杉桐澜宁琳霖骁航衡泽涵遥舟彦旻茂萍芬贤琴荣富林岭峰青平梅华凤祥民刚忠良辉波敏洁燕娟'];

const usedNames = new Set();
const usedIds = new Set();

function makeName(rnd) {
  for (;;) {
    const name = rnd.pick(surnames) + rnd.pick(first) + rnd.pick(second);
    if (name[1] !== name[2] && name[0] !== name[1] && !usedNames.has(name)) {
      usedNames.add(name);
      return name;
    }
  }
}

const idPrefix = { 综合管理类: '01', 执法勤务类: '33', 事业编制: '05' };

function makeId(rnd, category) {
  for (;;) {
    const id = `${idPrefix[category]}${String(rnd.int(0, 999999)).padStart(6, '0')}`;
    if (!usedIds.has(id)) {
      usedIds.add(id);
      return id;
    }
  }
}

// ───────────────────────────── posts and ranks ─────────────────────────────

const civilDivision = ['一级调研员', '二级调研员', '三级调研员', '四级调研员'];
const civilSection = ['一级主任科员', '二级主任科员', '三级主任科员', '四级主任科员', '一级科员', '二级科员'];
const policeDivision = ['一级高级警长', '二级高级警长', '三级高级警长', '四级高级警长'];
const policeSection = ['一级警长', '二级警长', '三级警长', '四级警长', '一级警员', '二级警员'];
const publicSection = ['七级职员', '八级职员', '九级职员', '专业技术八级', '专业技术十级', '专业技术十一级'];

/** Leading posts of a unit, by group, in the order in which they are filled. */
function leadingPosts(unit, category, level) {
  const division = level === '处级';
  if (category === '综合管理类') {
    if (!division) return [];
    if (unit === '机关党委') return ['专职副书记', '纪委书记'];
    return unit.endsWith('处') ? ['处长', '副处长'] : ['主任', '副主任', '副主任'];
  }
  if (category === '执法勤务类') {
    const head = unit.includes('大队') ? '大队长' : unit.endsWith('科') ? '科长' : '监区长';
    if (division) return head === '科长' ? [head] : [head, '教导员'];
    return head === '科长' ? ['副科长'] : [`副${head}`, '副教导员', `副${head}`];
  }
  if (!unit.endsWith('中心')) return [];
  return division ? ['主任', '副主任', '副主任'] : ['综合科科长', '业务科科长', '综合科副科长'];
}

function seat(rnd, unit, category, level, nth) {
  const leading = leadingPosts(unit, category, level)[nth];
  const division = level === '处级';
  const ranks = {
    综合管理类: division ? civilDivision : civilSection,
    执法勤务类: division ? policeDivision : policeSection,
    事业编制: division ? ['五级职员', '六级职员'] : publicSection,
  }[category];
  const lower = category === '执法勤务类' && division ? 2 : 1;
  const span = leading === undefined ? [lower, ranks.length - 1] : [lower - 1, Math.min(2, ranks.length - 1)];
  const plain = { 综合管理类: '干部', 执法勤务类: '民警', 事业编制: '工作人员' }[category];
  return { post: leading ?? plain, rank: nth === 0 && leading !== undefined ? ranks[lower - 1] : ranks[rnd.int(...span)] };
}

// ───────────────────────────── scores, in hundredths ─────────────────────────────

const hold = (value, min, max) => Math.min(max, Math.max(min, value));
const toStep = (value, step) => Math.round(value / step) * step;

function giveScores(rnd, person, middle = 8650, spread = 800) {
  const base = middle + rnd.bell() * spread;
  const near = (width, step) => hold(toStep(base + rnd.bell() * width, step), 7000, 9800);
  person.evaluation = near(350, 1);
  person.work = near(450, rnd.happens(0.3) ? 1 : 10);
  person.study = near(700, rnd.happens(0.4) ? 50 : 100);
  person.party = near(500, rnd.happens(0.2) ? 50 : 100);
  person.adjustment = rnd.happens(0.74) ? 0 : rnd.pick([50, 50, 100, 100, 150, 200, 200, 300, 500, -50, -100, -100, -200, -300]);
}

function inspect(rnd, person) {
  person.political = toStep(rnd.int(9100, 9750), rnd.happens(0.3) ? 50 : 100);
  person.duty = toStep(rnd.int(9100, 9700), rnd.happens(0.3) ? 50 : 100);
}

/** Weights .30 .40 .15 .15, rounded half-up to 2 places: an integer of hundredths. */
function totalOf(p) {
  const exact = 30 * p.evaluation + 40 * p.work + 15 * p.study + 15 * p.party + 100 * p.adjustment;
  return Math.floor((exact + 50) / 100);
}

/** n × share, half-up; share in percent. */
const headCount = (n, percent) => Math.floor((n * percent + 50) / 100);

const show = (hundredths) => (hundredths / 100).toFixed(2);
const groupOf = (p) => `${p.category}·${p.level}`;

/** The nearest evaluation that gives this total. */
function reach(person, total) {
  for (let d = 0; d < 2000; d += 1) {
    for (const evaluation of [person.evaluation - d, person.evaluation + d]) {
      if (evaluation >= 7000 && evaluation <= 9800 && totalOf({ ...person, evaluation }) === total) {
        person.evaluation = evaluation;
        return;
      }
    }
  }
  throw new Error(`cannot reach ${total}`);
}

const upwards = (people) => [...people].sort((a, b) => totalOf(a) - totalOf(b) || (a.id < b.id ? -1 : 1));

/** Ties the people at places k … k+width−1 from the bottom; the one at place k stands within the cut. */
function tieAcross(people, percent, width) {
  const order = upwards(people);
  const k = headCount(people.length, percent);
  const tied = order.slice(k - 1, k - 1 + width);
  const target = totalOf(tied[Math.floor(width / 2)]);
  for (const p of tied) reach(p, target);
  for (const p of order.slice(0, k - 1)) if (totalOf(p) >= target) reach(p, target - 7);
  for (const p of order.slice(k - 1 + width)) if (totalOf(p) <= target) reach(p, target + 9);
  return tied;
}

/** Moves people off a cut where chance alone has tied them. */
function untie(people, percents) {
  for (let again = true; again; ) {
    again = false;
    for (const percent of percents) {
      const order = upwards(people);
      const k = headCount(people.length, percent);
      if (k > 0 && k < order.length && totalOf(order[k - 1]) === totalOf(order[k])) {
        reach(order[k], totalOf(order[k]) + 3);
        again = true;
      }
    }
  }
}

function byGroup(people) {
  const groups = new Map();
  for (const p of people) groups.set(groupOf(p), [...(groups.get(groupOf(p)) ?? []), p]);
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

const withheld = new Set(['试用期', '立案未结', '处分期']);
const isRanked = (p) => !withheld.has(p.status);

function report(title, people, totalBy = totalOf) {
  console.log(`\n== ${title}: ${people.length} people`);
  for (const [key, members] of byGroup(people)) {
    const order = members.filter(isRanked).sort((a, b) => totalBy(b) - totalBy(a) || (a.id < b.id ? -1 : 1));
    const n = order.length;
    console.log(`${key}: roster ${members.length}, ranked ${n}, totals ${show(totalBy(order[0]))}…${show(totalBy(order[n - 1]))}`);
    for (const percent of [30, 5]) {
      const k = headCount(n, percent);
      const at = k > 0 ? totalBy(order[n - k]) : null;
      const same = order.filter((p) => totalBy(p) === at);
      const below = order.filter((p) => at !== null && totalBy(p) < at).length;
      const tied = below + same.length > k;
      const who = same.map((p) => `${p.name} ${p.id}`).join(', ');
      const text = k === 0 ? 'nobody' : tied ? `TIE at ${show(at)}: ${who}; strictly below ${below}` : `cut at ${show(at)} (${who})`;
      console.log(`  ${percent} %: ${n} × ${percent} % = ${((n * percent) / 100).toFixed(2)} → k = ${k}; ${text}`);
    }
    const seen = new Map();
    for (const p of order) seen.set(totalBy(p), [...(seen.get(totalBy(p)) ?? []), p]);
    for (const [total, same] of seen) {
      if (same.length > 1) console.log(`  equal totals ${show(total)}: ${same.map((p) => `${p.name} ${p.id}`).join(', ')}`);
    }
    for (const p of members) {
      if (p.status)
        console.log(`  ${p.status}: ${p.name} ${p.id} ${p.unit}${isRanked(p) ? `, ranked all the same, ${show(totalBy(p))}` : ''}`);
      for (const [word, value] of [
        ['政治素质', p.political],
        ['担当作为', p.duty],
      ]) {
        if (value !== undefined && value <= 9000) {
          const where = isRanked(p)
            ? `rank ${order.findIndex((q) => totalBy(q) === totalBy(p)) + 1}/${n}, total ${show(totalBy(p))}`
            : 'not ranked';
          console.log(`  ${word} ${show(value)}: ${p.name} ${p.id}, ${where}`);
        }
      }
    }
  }
  const names = new Map();
  for (const p of people) names.set(p.name, [...(names.get(p.name) ?? []), p]);
  for (const [name, same] of names) {
    if (same.length > 1) console.log(`same name ${name}: ${same.map((p) => `${p.id} ${p.unit} ${groupOf(p)}`).join(' | ')}`);
  }
}

// ───────────────────────────── the look of an office's sheet ─────────────────────────────

const line = { style: 'thin', color: { argb: 'FF000000' } };
const border = { top: line, left: line, bottom: line, right: line };
const font = (name, size, bold = false) => ({ name, size, bold });
const titleFont = font('方正小标宋简体', 18);
const headFont = font('黑体', 10);
const bodyFont = font('宋体', 10);
const center = { horizontal: 'center', vertical: 'middle', wrapText: true };
const left = { horizontal: 'left', vertical: 'middle', wrapText: true };
const shade = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDE6F0' } };

function newBook() {
  const book = new ExcelJS.Workbook();
  book.creator = '某省司法厅';
  book.lastModifiedBy = '某省司法厅';
  book.created = new Date(Date.UTC(2026, 9, 8, 1, 0, 0));
  book.modified = new Date(Date.UTC(2026, 9, 8, 1, 0, 0));
  return book;
}

/** exceljs stamps its zip with the time of day: packed again with one fixed time, the same in every zone. */
async function save(book, path) {
  const entries = unzipSync(new Uint8Array(await book.xlsx.writeBuffer()));
  const packed = {};
  for (const [name, bytes] of Object.entries(entries)) {
    if (!name.endsWith('/')) packed[name] = [bytes, { mtime: new Date(2026, 9, 8, 9, 0, 0), level: 6 }];
  }
  writeFileSync(path, zipSync(packed));
}

const scoreFields = new Set(['evaluation', 'work', 'study', 'party', 'adjustment', 'political', 'duty', 'score']);
const textFields = new Set(['id', 'name', 'unit', 'post', 'rank', 'category', 'level', 'status', 'matter', 'basis']);
const leftFields = new Set(['unit', 'remark', 'matter', 'basis']);
const usualWidth = {
  no: 5.5,
  id: 11,
  name: 10,
  unit: 19,
  department: 13,
  post: 12,
  rank: 14,
  category: 12,
  level: 12,
  status: 15,
  evaluation: 9,
  work: 10.5,
  study: 11,
  party: 14,
  adjustment: 8.5,
  political: 9,
  duty: 9,
  remark: 20,
  since: 13,
  score: 12,
  matter: 38,
  date: 13,
  basis: 28,
};

/**
 * One table of an office: title, a line under it, a header of one or two rows, data, notes, signatures.
 * column = [field, header, group?]; neighbours with the same group share a merged cell over them.
 */
function drawTable(sheet, o) {
  const { columns, rows } = o;
  const col0 = o.col ?? 1;
  const lastCol = col0 + columns.length - 1;
  let r = o.row ?? 1;
  const wide = (text, f, alignment, height) => {
    sheet.mergeCells(r, col0, r, lastCol);
    const cell = sheet.getCell(r, col0);
    Object.assign(cell, { value: text, font: f, alignment });
    sheet.getRow(r).height = height;
    r += 1;
  };
  wide(o.title, o.titleFont ?? titleFont, center, 34);
  if (o.under) wide(o.under, bodyFont, left, 20);

  const top = r;
  const twoRows = columns.some(([, , group]) => group !== undefined);
  const bottom = twoRows ? top + 1 : top;
  const header = (row, col, text) => {
    Object.assign(sheet.getCell(row, col), { value: text, font: headFont, alignment: center, border });
    if (o.shaded !== false) sheet.getCell(row, col).fill = shade;
  };
  columns.forEach(([, text, group], i) => {
    const col = col0 + i;
    if (group === undefined) {
      header(top, col, text);
      if (twoRows) {
        header(bottom, col, null);
        sheet.mergeCells(top, col, bottom, col);
      }
      return;
    }
    header(bottom, col, text);
    if (columns[i - 1]?.[2] === group) return;
    let end = i;
    while (columns[end + 1]?.[2] === group) end += 1;
    for (let c = i; c <= end; c += 1) header(top, col0 + c, c === i ? group : null);
    if (end > i) sheet.mergeCells(top, col, top, col0 + end);
  });
  sheet.getRow(top).height = twoRows ? 20 : (o.headHeight ?? 32);
  if (twoRows) sheet.getRow(bottom).height = o.headHeight ?? 44;
  r = bottom + 1;

  const firstData = r;
  rows.forEach((row, i) => {
    columns.forEach(([field], c) => {
      const cell = sheet.getCell(r, col0 + c);
      const raw = field === 'no' ? i + 1 : row[field];
      const isScore = scoreFields.has(field);
      cell.value = raw === undefined || raw === '' ? null : isScore ? (o.numbersAsText ? String(raw / 100) : raw / 100) : raw;
      cell.font = bodyFont;
      cell.border = border;
      cell.alignment = leftFields.has(field) ? { ...left, wrapText: false, shrinkToFit: true } : { ...center, wrapText: false };
      if (textFields.has(field) || (isScore && o.numbersAsText)) cell.numFmt = '@';
      else if (field === 'evaluation') cell.numFmt = '0.00';
      else if (raw instanceof Date) cell.numFmt = 'yyyy"年"m"月"d"日"';
    });
    sheet.getRow(r).height = 18;
    r += 1;
  });

  if (o.mean) {
    const start = columns.findIndex(([field]) => scoreFields.has(field));
    columns.forEach(([field], c) => {
      const cell = sheet.getCell(r, col0 + c);
      Object.assign(cell, { font: headFont, border, alignment: center });
      const values = rows.map((row) => row[field]).filter((v) => v !== undefined);
      if (scoreFields.has(field)) cell.value = Math.round(values.reduce((a, b) => a + b, 0) / values.length) / 100;
    });
    sheet.getCell(r, col0).value = o.mean;
    sheet.mergeCells(r, col0, r, col0 + start - 1);
    sheet.getRow(r).height = 20;
    r += 1;
  }
  for (const note of o.notes ?? []) wide(note, bodyFont, left, o.noteHeight ?? 22);
  if (o.signed) {
    const half = Math.floor(columns.length / 2);
    sheet.mergeCells(r, col0, r, col0 + half - 1);
    sheet.mergeCells(r, col0 + half, r, lastCol);
    Object.assign(sheet.getCell(r, col0), { value: o.signed[0], font: bodyFont, alignment: left });
    Object.assign(sheet.getCell(r, col0 + half), { value: o.signed[1], font: bodyFont, alignment: left });
    sheet.getRow(r).height = 24;
  }

  columns.forEach(([field], c) => {
    sheet.getColumn(col0 + c).width = o.widths?.[field] ?? usualWidth[field] ?? 8;
  });
  if (o.frozen !== false) {
    const named = columns.findIndex(([field]) => field === 'name');
    sheet.views = [{ state: 'frozen', xSplit: o.frozenCols ?? col0 + named, ySplit: bottom, zoomScale: 100 }];
  }
  Object.assign(sheet.pageSetup, {
    paperSize: o.paper ?? 9,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    horizontalCentered: true,
    margins: { left: 0.4, right: 0.4, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    printTitlesRow: `${top}:${bottom}`,
  });
  sheet.headerFooter.oddFooter = '&C第 &P 页，共 &N 页';
  return { firstData };
}

// ───────────────────────────── people ─────────────────────────────

const levels = ['处级', '科级及以下'];

/** A roster: `plan` lists [category, level, how many, units]. Sorted as offices do: by unit, then level, then post. */
function makePeople(rnd, plan, unitOrder) {
  const people = [];
  for (const [category, level, count, units] of plan) {
    const taken = new Map();
    for (let i = 0; i < count; i += 1) {
      const unit = i < units.length ? units[i] : rnd.pick(units);
      const nth = taken.get(unit) ?? 0;
      taken.set(unit, nth + 1);
      people.push({
        id: makeId(rnd, category),
        name: makeName(rnd),
        unit,
        category,
        level,
        nth,
        ...seat(rnd, unit, category, level, nth),
        status: '',
      });
    }
  }
  const place = (p) => unitOrder.indexOf(p.unit) * 1000 + levels.indexOf(p.level) * 100 + p.nth;
  return people.sort((a, b) => place(a) - place(b) || (a.category < b.category ? -1 : a.category > b.category ? 1 : 0));
}

/** Sets a person's state; those whom it keeps from the ranking lose their scores. */
function withhold(person, status, remark) {
  person.status = status;
  person.remark = remark;
  if (status === '试用期') Object.assign(person, { rank: '未定级' });
  if (isRanked(person)) return;
  for (const field of scoreFields) delete person[field];
}

// ───────────────────────────── 1. q3.xlsx ─────────────────────────────

const offices = [
  '办公室',
  '政治部',
  '机关党委',
  '法治督察处',
  '立法处',
  '行政复议与应诉处',
  '普法与依法治理处',
  '公共法律服务管理处',
  '律师工作处',
  '社区矫正管理处',
  '计财装备处',
  '法规审查处',
];
const wards = ['监狱一监区', '监狱二监区', '监狱三监区', '监狱四监区', '监狱狱政管理科', '戒毒一大队', '戒毒二大队', '戒毒三大队'];
const centres = ['法律援助中心', '信息技术中心', '机关服务中心', '法治宣传中心'];

async function makeQuarter() {
  const rnd = chance(20263);
  const people = makePeople(
    rnd,
    [
      ['综合管理类', '处级', 25, offices],
      ['综合管理类', '科级及以下', 40, offices],
      ['执法勤务类', '处级', 24, wards],
      ['执法勤务类', '科级及以下', 72, wards],
      ['事业编制', '处级', 9, centres],
      ['事业编制', '科级及以下', 31, centres],
    ],
    [...offices, ...wards, ...centres],
  );
  for (const p of people) {
    giveScores(rnd, p);
    inspect(rnd, p);
  }
  const groups = new Map(byGroup(people));
  const of = (key) => groups.get(key);
  const junior = (key, nth) => of(key).filter((p) => p.post === '干部' || p.post === '民警' || p.post === '工作人员')[nth];

  withhold(junior('综合管理类·科级及以下', 9), '试用期', '2026年7月录用');
  withhold(junior('执法勤务类·科级及以下', 12), '试用期', '2026年7月录用');
  withhold(junior('执法勤务类·科级及以下', 41), '试用期', '2026年7月录用');
  withhold(junior('执法勤务类·处级', 5), '立案未结', '');
  const open = of('执法勤务类·处级').find((p) => p.status === '立案未结');
  Object.assign(open, { political: 9150, duty: 9200 });
  withhold(junior('事业编制·科级及以下', 16), '处分期', '');
  withhold(junior('综合管理类·科级及以下', 17), '病事假累计超过半年', '病假');
  withhold(junior('执法勤务类·科级及以下', 25), '病事假累计超过半年', '病假');
  junior('综合管理类·处级', 1).remark = '援疆';
  junior('综合管理类·科级及以下', 3).remark = '驻村帮扶';
  junior('执法勤务类·科级及以下', 8).remark = '8月由监狱四监区调入';
  junior('事业编制·科级及以下', 5).remark = '借调办公室';

  // Names that trip a careless reader.
  const plain = (key) => of(key).filter((p) => !p.status && !p.remark);
  const rename = (p, name) => {
    usedNames.delete(p.name);
    p.name = name;
    usedNames.add(name);
  };
  rename(plain('综合管理类·科级及以下')[4], '李  明');
  rename(plain('综合管理类·科级及以下')[11], '苏禾');
  rename(plain('事业编制·科级及以下')[7], '陶沐');
  rename(plain('执法勤务类·科级及以下')[20], '岳汀');
  rename(plain('执法勤务类·科级及以下')[31], '欧阳亦舟');
  rename(plain('综合管理类·处级')[9], '上官书衡');
  rename(plain('事业编制·科级及以下')[12], '司徒岚');
  rename(plain('执法勤务类·科级及以下')[38], '古丽娜尔·托合提');
  rename(plain('执法勤务类·科级及以下')[2], '刘晓燕');
  rename(plain('执法勤务类·科级及以下')[55], '刘晓燕');
  rename(plain('综合管理类·科级及以下')[8], '陈志刚');
  rename(plain('事业编制·科级及以下')[3], '陈志刚');

  const ranked = (key) => of(key).filter(isRanked);
  for (const [key] of groups) untie(ranked(key), [30, 5]);
  const tied30 = tieAcross(ranked('执法勤务类·科级及以下'), 30, 3);
  untie(ranked('执法勤务类·科级及以下'), [5]);
  const tied5 = tieAcross(ranked('综合管理类·科级及以下'), 5, 2);
  untie(ranked('综合管理类·科级及以下'), [30]);

  const free = (key) =>
    upwards(ranked(key))
      .reverse()
      .filter((p) => !p.status && !tied30.includes(p) && !tied5.includes(p));
  free('综合管理类·处级')[4].political = 9000;
  free('综合管理类·科级及以下')[9].political = 8999;
  free('执法勤务类·科级及以下')[2].duty = 8800;

  const book = newBook();
  const sheet = book.addWorksheet('考核得分');
  drawTable(sheet, {
    title: '2026年第三季度平时考核得分汇总表',
    under: '填报单位：某省司法厅政治部　　　　　　　　填报日期：2026年10月8日',
    columns: [
      ['no', '序号', '基本信息'],
      ['id', '工号', '基本信息'],
      ['name', '姓名', '基本信息'],
      ['unit', '单位', '基本信息'],
      ['post', '职务', '基本信息'],
      ['rank', '职级', '基本信息'],
      ['category', '人员\n类别', '基本信息'],
      ['level', '层级', '基本信息'],
      ['status', '考核状态', '基本信息'],
      ['evaluation', '干群\n评价', '板块得分'],
      ['work', '工作作风\n与绩效', '板块得分'],
      ['study', '政治理论与\n业务学习', '板块得分'],
      ['party', '党建工作\n责任制落实', '板块得分'],
      ['adjustment', '加减\n分项', '板块得分'],
      ['political', '政治\n素质', '考察'],
      ['duty', '担当\n作为', '考察'],
      ['remark', '备注'],
    ],
    rows: people,
    widths: { name: 15, status: 18 },
    paper: 8,
    notes: [
      '注：1.各板块得分按百分制填写，最多保留两位小数；2.加减分项填写本季度加分、减分相抵后的分值，无加减分的填0；3.试用期、立案未结、处分期人员不填写板块得分。',
    ],
    noteHeight: 24,
    signed: ['制表人：许知遥', '审核人：傅景川'],
  });
  book.addWorksheet('Sheet2');
  book.addWorksheet('Sheet3');
  await save(book, join(here, 'q3.xlsx'));
  report('q3.xlsx', people);
}

// ───────────────────────────── 2. q3-full.xlsx ─────────────────────────────

const options = ['优秀', '称职', '基本称职', '不称职', '弃权', '不了解'];
const optionValues = [100n, 80n, 60n, 40n];
const styles = ['勤学细研', '担当奉献', '精益求精', '创新争先', '刚性落实', '遵规守纪', '工作绩效'];

/** Half-up to hundredths of a non-negative fraction. */
const roundFraction = (num, den) => Number((num * 200n + den) / (den * 2n));

/** 0.4·A + 0.3·B + 0.3·C of the class means, exact, rounded once. */
function evaluate(votes) {
  let num = 0n;
  let den = 1n;
  votes.forEach((counts, c) => {
    const weight = [4n, 3n, 3n][c];
    const valid = counts.slice(0, 4).map(BigInt);
    const count = valid.reduce((a, b) => a + b, 0n);
    const sum = valid.reduce((a, b, i) => a + b * optionValues[i], 0n);
    num = num * count * 10n + weight * sum * den;
    den = den * count * 10n;
  });
  return roundFraction(num, den);
}

const meanOf = (list) => roundFraction(BigInt(list.reduce((a, b) => a + b, 0)), BigInt(list.length) * 100n);

const praise = [
  ['信息稿件被省级刊物采用', 100, '某司办〔2026〕31号'],
  ['业务比武获全省系统三等奖', 200, '某司政〔2026〕40号'],
  ['承办重点建议提案办理工作', 100, '某司办〔2026〕36号'],
  ['参加防汛抢险突击队', 150, '某司党〔2026〕22号'],
  ['调研报告获评优秀成果', 150, '某司研〔2026〕9号'],
];
const faults = [
  ['公文办理超期', -50, '办公室督办通报第7期'],
  ['会议无故缺席', -100, '机关纪律检查通报第3期'],
  ['工作台账记录不全', -50, '执法监督通报第5期'],
];

const utc = (year, month, day) => new Date(Date.UTC(year, month - 1, day));

async function makeFull() {
  const rnd = chance(7150);
  const units = ['办公室', '政治部', '立法处', '律师工作处', '监狱五监区', '监狱六监区'];
  const people = makePeople(
    rnd,
    [
      ['综合管理类', '处级', 12, units.slice(0, 4)],
      ['综合管理类', '科级及以下', 22, units.slice(0, 4)],
      ['执法勤务类', '科级及以下', 27, units.slice(4)],
    ],
    units,
  );
  for (const p of people) {
    giveScores(rnd, p, 8700, 900);
    inspect(rnd, p);
    p.since = utc(rnd.int(2019, 2025), rnd.int(1, 12), rnd.pick([1, 1, 1, 15, 20]));
    const keen = (p.evaluation - 7000) / 2800;
    p.votes = [rnd.int(5, 7), rnd.int(8, 14), rnd.int(12, 22)].map((size) => {
      const counts = [0, 0, 0, 0, 0, 0];
      for (let i = 0; i < size; i += 1) {
        const mood = keen + rnd.bell() * 0.6;
        if (i > 0 && rnd.happens(0.05)) counts[rnd.pick([4, 5])] += 1;
        else counts[mood > 0.55 ? 0 : mood > 0.15 ? 1 : mood > -0.15 ? 2 : 3] += 1;
      }
      return counts;
    });
    p.items = styles.map(() => hold(toStep(p.work + rnd.bell() * 500, rnd.happens(0.25) ? 50 : 100), 7000, 9800));
    p.theory = hold(toStep(p.study + rnd.bell() * 400, 100), 7000, 10000);
    p.trade = hold(toStep(p.study + rnd.bell() * 400, 50), 7000, 10000);
    p.entries = [];
  }
  const juniors = (category) => people.filter((p) => p.category === category && p.level === '科级及以下');
  withhold(juniors('综合管理类').at(-2), '试用期', '');
  withhold(juniors('执法勤务类')[15], '处分期', '');

  // Bonus and deduction entries.
  const active = people.filter(isRanked);
  const enter = (p, [matter, value, basis], month, day) => p.entries.push({ matter, value, basis, date: utc(2026, month, day) });
  for (const p of active) {
    if (rnd.happens(0.3)) enter(p, rnd.pick(praise), rnd.int(7, 9), rnd.int(1, 28));
    if (rnd.happens(0.12)) enter(p, rnd.pick(faults), rnd.int(7, 9), rnd.int(1, 28));
  }
  const fresh = active.filter((p) => p.entries.length === 0);
  const [village, thrice, late, both] = [fresh[2], fresh[9], fresh[17], fresh[25]];
  enter(village, ['驻村帮扶工作受到通报表扬', 100, '某县通报〔2026〕18号'], 7, 16);
  enter(village, ['驻村帮扶工作受到通报表扬', 200, '某市通报〔2026〕55号'], 9, 4);
  enter(thrice, ['安全生产隐患排查受到通报表扬', 100, '某司监〔2026〕12号'], 7, 9);
  enter(thrice, ['安全生产隐患排查受到通报表扬', 300, '某省通报〔2026〕71号'], 8, 27);
  enter(thrice, ['安全生产隐患排查受到通报表扬', 200, '某市通报〔2026〕49号'], 8, 3);
  enter(thrice, ['业务比武获全省系统三等奖', 200, '某司政〔2026〕40号'], 9, 18);
  enter(late, ['公文办理超期', -50, '办公室督办通报第7期'], 7, 22);
  enter(late, ['公文办理超期', -50, '办公室督办通报第9期'], 9, 11);
  enter(both, ['参加防汛抢险突击队', 150, '某司党〔2026〕22号'], 8, 6);
  enter(both, ['会议无故缺席', -100, '机关纪律检查通报第3期'], 8, 20);

  for (const p of active) {
    p.evaluation = evaluate(p.votes);
    p.work = meanOf(p.items);
    p.study = meanOf([p.theory, p.trade]);
    const best = new Map();
    for (const e of p.entries) if (e.value > 0) best.set(e.matter, Math.max(best.get(e.matter) ?? 0, e.value));
    const lost = p.entries.filter((e) => e.value < 0).reduce((a, e) => a + e.value, 0);
    p.adjustment = hold([...best.values()].reduce((a, b) => a + b, 0) + lost, -1000, 1000);
  }
  free(active, 3).political = 8950;

  const book = newBook();
  const under = '填报单位：某省司法厅政治部　　　　填报日期：2026年10月9日';
  const small = font('方正小标宋简体', 16);
  const who = [
    ['id', '工号'],
    ['name', '姓名'],
    ['unit', '单位'],
  ];
  const draw = (name, title, columns, rows, more = {}) =>
    drawTable(book.addWorksheet(name), { title: `2026年第三季度${title}`, titleFont: small, under, columns, rows, ...more });

  draw(
    '花名册',
    '平时考核人员花名册',
    [
      ['id', '工号'],
      ['name', '姓名'],
      ['unit', '单位'],
      ['post', '职务'],
      ['rank', '职级'],
      ['category', '人员类别'],
      ['level', '层级'],
      ['since', '任现职级时间'],
      ['status', '考核状态'],
    ],
    people,
    { widths: { since: 16 } },
  );

  const ballots = ['A票', 'B票', 'C票'].flatMap((group, c) => options.map((option, i) => [`v${c}${i}`, option, group]));
  const ballotRows = rnd
    .shuffle(active)
    .map((p) => ({ ...p, ...Object.fromEntries(p.votes.flatMap((v, c) => v.map((n, i) => [`v${c}${i}`, n]))) }));
  draw('民主测评', '民主测评票数汇总表', [...who, ...ballots], ballotRows, {
    headHeight: 32,
    widths: Object.fromEntries(ballots.map(([field], i) => [field, [6.5, 6.5, 9.5, 7.5, 6.5, 7.5][i % 6]])),
    notes: ['注：A票为厅领导、分管领导测评票，B票为同级干部测评票，C票为本单位干部职工测评票；单位为张。'],
  });

  const cents = (value) => value / 100;
  const itemColumns = styles.map((style, i) => [`i${i}`, style, i < 6 ? '六种作风' : undefined]);
  const itemRows = [...active]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((p) => ({ ...p, ...Object.fromEntries(p.items.map((v, i) => [`i${i}`, cents(v)])) }));
  draw('工作作风与绩效', '工作作风与绩效得分表', [['no', '序号'], ...who, ...itemColumns], itemRows, {
    headHeight: 24,
    widths: Object.fromEntries(itemColumns.map(([field]) => [field, 10.5])),
  });

  const studyRows = [...active].reverse().map((p) => ({ ...p, theory: cents(p.theory), trade: cents(p.trade) }));
  draw(
    '政治理论与业务学习',
    '政治理论与业务学习得分表',
    [['no', '序号'], ...who, ['theory', '政治理论'], ['trade', '业务学习']],
    studyRows,
    {
      widths: { theory: 14, trade: 14 },
    },
  );

  draw(
    '党建工作责任制落实',
    '党建工作责任制落实得分表',
    [['no', '序号'], ...who, ['score', '得分']],
    rnd.shuffle(active).map((p) => ({ ...p, score: p.party })),
    { signed: ['填表人：余书涵', '审核人：傅景川'] },
  );

  const entries = active.flatMap((p) => p.entries.map((e) => ({ ...e, id: p.id, name: p.name, score: e.value })));
  entries.sort((a, b) => a.date - b.date || (a.id < b.id ? -1 : 1));
  draw(
    '加减分',
    '加减分事项登记表',
    [
      ['no', '序号'],
      ['id', '工号'],
      ['name', '姓名'],
      ['matter', '事项'],
      ['score', '分值'],
      ['date', '日期'],
      ['basis', '依据'],
    ],
    entries,
    { widths: { score: 8, date: 16 }, notes: ['注：同一事项受到多级表扬的，按最高分值计，不重复加分。'] },
  );

  draw('考察', '考察得分表', [['no', '序号'], ...who, ['political', '政治素质'], ['duty', '担当作为']], rnd.shuffle(active), {
    widths: { political: 12, duty: 12 },
  });

  await save(book, join(here, 'q3-full.xlsx'));
  report('q3-full.xlsx', people);
  console.log(`entries: ${entries.length}`);
  for (const p of active.filter((q) => q.entries.length > 1)) {
    console.log(`  ${p.name} ${p.id}: ${p.entries.map((e) => `${e.matter} ${cents(e.value)}`).join('; ')} → ${cents(p.adjustment)}`);
  }
  for (const p of [active[0], village, thrice, late]) {
    console.log(
      `  ${p.name} ${p.id}: votes ${p.votes.map((v) => v.join('/')).join(' ')}; ${['evaluation', 'work', 'study', 'party', 'adjustment'].map((f) => show(p[f])).join(' ')} → ${show(totalOf(p))}`,
    );
  }
}

const free = (people, nth) => people.filter((p) => p.level === '科级及以下' && p.entries.length === 0)[nth];

// ───────────────────────────── 3. units/ ─────────────────────────────

/** GBK, from the two-byte codes that the decoder of gb18030 knows. */
function gbkEncoder() {
  const decoder = new TextDecoder('gb18030');
  const table = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      if (trail === 0x7f) continue;
      const char = decoder.decode(new Uint8Array([lead, trail]));
      if ([...char].length === 1 && char !== '\ufffd' && !table.has(char)) table.set(char, [lead, trail]);
    }
  }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((char) => {
        if (char.codePointAt(0) < 0x80) return [char.codePointAt(0)];
        const code = table.get(char);
        if (code === undefined) throw new Error(`not in GBK: ${char}`);
        return code;
      }),
    );
}

const civil = '综合管理类';
const police = '执法勤务类';
const public_ = '事业编制';

const usual = [
  ['evaluation', '干群评价'],
  ['work', '工作作风与绩效'],
  ['study', '政治理论与业务学习'],
  ['party', '党建工作责任制落实'],
  ['adjustment', '加减分项'],
];
const seen = [
  ['political', '政治素质'],
  ['duty', '担当作为'],
];
const under = (columns, group) => columns.map(([field, text]) => [field, text, group]);
const date8 = '填报日期：2026年10月8日';

/** Each unit: its people, [category, 处级, 科级及以下] at a time, and the layout that its clerk prefers. */
const unitFiles = [
  {
    unit: '办公室',
    people: [[civil, 4, 8]],
    sheet: '办公室',
    title: '2026年第三季度平时考核得分表',
    under: `填报单位：办公室　　　　${date8}`,
    columns: [
      ...under(
        [
          ['no', '序号'],
          ['id', '工号'],
          ['name', '姓名'],
          ['unit', '单位'],
          ['post', '职务'],
          ['rank', '职级'],
          ['category', '人员类别'],
          ['level', '层级'],
          ['status', '考核状态'],
        ],
        '基本信息',
      ),
      ...under(usual, '板块得分'),
      ...under(seen, '考察'),
      ['remark', '备注'],
    ],
    signed: ['制表人：何婉宁', '审核人：秦屹峰'],
    empties: true,
  },
  {
    unit: '政治部',
    people: [[civil, 5, 10]],
    sheet: '第三季度',
    title: '政治部2026年第三季度平时考核情况',
    shaded: false,
    columns: [
      ['no', '序号'],
      ['name', '被考核人'],
      ['id', '编号'],
      ['unit', '所在单位'],
      ['post', '现任职务'],
      ['rank', '现职级'],
      ['category', '身份类别'],
      ['level', '层次'],
      ['status', '考核状态'],
      ...usual,
      ...seen,
    ],
    notes: ['注：得分由各牵头单位提供，政治部复核。'],
  },
  {
    unit: '法治督察处',
    people: [[civil, 3, 6]],
    sheet: 'Sheet1',
    title: '法治督察处2026年第三季度考核得分',
    headHeight: 46,
    columns: [
      ['no', '序号'],
      ['unit', '被考核单位'],
      ['name', '姓名'],
      ['id', '人员编号'],
      ['category', '类别'],
      ['level', '层级'],
      ['post', '职务'],
      ['rank', '职级'],
      ['party', '党建工作\n责任制落实'],
      ['study', '政治理论与\n业务学习'],
      ['work', '工作作风\n与绩效'],
      ['evaluation', '干群评价'],
      ['adjustment', '加减分项'],
      ['duty', '担当作为'],
      ['political', '政治素质'],
      ['remark', '备注'],
    ],
    empties: true,
  },
  {
    unit: '立法处',
    people: [[civil, 3, 5]],
    sheet: '立法处',
    title: '2026年第三季度平时考核得分表（立法处）',
    under: `填报单位：立法处　　填报人：易怀青　　${date8}`,
    headHeight: 46,
    columns: [
      ['no', '序 号'],
      ['id', '工　号'],
      ['name', '姓　名'],
      ['unit', '单位\n（处室）'],
      ['post', '职　务'],
      ['rank', '职　级'],
      ['category', '人员\n类别'],
      ['level', '层　级'],
      ['status', '考核\n状态'],
      ['evaluation', '干群\n评价'],
      ['work', '工作作风\n与绩效'],
      ['study', '政治理论与\n业务学习'],
      ['party', '党建工作责任制\n落实'],
      ['adjustment', '加减\n分项'],
      ['political', '政治\n素质'],
      ['duty', '担当\n作为'],
    ],
    notes: ['注：1.本表一式两份。', '　　2.加减分项须附依据。'],
  },
  {
    unit: '行政复议与应诉处',
    people: [[civil, 4, 7]],
    sheet: '考核得分',
    title: '2026年第三季度平時考核得分表',
    under: '填報單位：行政復議與應訴處　　填報日期：2026年10月8日',
    columns: [
      ...under(
        [
          ['no', '序號'],
          ['id', '工號'],
          ['name', '姓名'],
          ['unit', '單位'],
          ['post', '職務'],
          ['rank', '職級'],
          ['category', '人員類別'],
          ['level', '層級'],
          ['status', '考核狀態'],
        ],
        '基本信息',
      ),
      ...under(
        [
          ['evaluation', '幹群評價'],
          ['work', '工作作風與績效'],
          ['study', '政治理論與業務學習'],
          ['party', '黨建工作責任制落實'],
          ['adjustment', '加減分項'],
        ],
        '板塊得分',
      ),
      ...under(
        [
          ['political', '政治素質'],
          ['duty', '擔當作為'],
        ],
        '考察',
      ),
      ['remark', '備註'],
    ],
    notes: ['注：各板塊得分按百分制填寫。'],
  },
  {
    unit: '社区矫正管理处',
    people: [
      [civil, 3, 6],
      [public_, 0, 1],
    ],
    sheet: 'Q3',
    title: '2026年第三季度平时考核 Quarterly Appraisal',
    columns: [
      ['id', 'ID'],
      ['name', 'Name'],
      ['unit', 'Organization'],
      ['post', 'Position'],
      ['rank', 'Rank'],
      ['category', 'Category'],
      ['level', 'Level'],
      ['evaluation', 'Evaluation'],
      ['work', 'Work'],
      ['study', 'Study'],
      ['party', 'Party'],
      ['adjustment', 'Adjustment'],
      ...seen,
    ],
  },
  {
    unit: '监狱一监区',
    people: [[police, 3, 17]],
    sheet: '一监区',
    numbersAsText: true,
    title: '监狱一监区2026年第三季度平时考核得分表',
    under: `填报单位：监狱一监区　　　　${date8}`,
    columns: [
      ...under(
        [
          ['no', '序号'],
          ['id', '工号'],
          ['name', '姓名'],
          ['unit', '工作单位'],
          ['post', '职务'],
          ['rank', '职级'],
          ['category', '人员类别'],
          ['level', '层级'],
          ['status', '考核状态'],
        ],
        '人员情况',
      ),
      ...under(usual, '板块得分'),
      ...under(seen, '考察得分'),
    ],
    notes: ['注：本表数据由考核系统导出。'],
    signed: ['制表人：段立波', '审核人：雷永忠'],
  },
  {
    unit: '监狱二监区',
    people: [[police, 3, 15]],
    sheet: '汇总',
    row: 3,
    col: 2,
    title: '2026年第三季度平时考核得分表',
    shaded: false,
    columns: [
      ['name', '考核对象'],
      ['id', '工号'],
      ['unit', '单位名称'],
      ['category', '人员类别'],
      ['level', '层级'],
      ['post', '职务'],
      ['rank', '职级'],
      ['status', '考核状态'],
      ...usual,
      ...seen,
      ['remark', '备注'],
    ],
    notes: ['说明：空白表示无此项。'],
  },
  {
    unit: '监狱三监区',
    people: [[police, 2, 14]],
    sheet: '三监区',
    title: '监狱三监区2026年第三季度平时考核得分汇总',
    columns: [
      ['no', '序号'],
      ['id', '工号'],
      ['name', '姓名'],
      ...under(seen, '考察'),
      ...under([usual[4], usual[3], usual[2], usual[1], usual[0]], '得分情况'),
      ['level', '层级'],
      ['category', '人员类别'],
      ['rank', '职级'],
      ['post', '职务'],
      ['unit', '单位'],
      ['status', '考核状态'],
    ],
  },
  {
    unit: '戒毒一大队',
    people: [[police, 3, 14]],
    sheet: '大队汇总',
    mean: '平均',
    title: '戒毒一大队2026年第三季度平时考核得分表',
    under: `填报单位：戒毒一大队　　　　${date8}`,
    columns: [
      ['no', '序号'],
      ['id', '人员编号'],
      ['name', '姓名'],
      ['unit', '单位'],
      ['post', '职务'],
      ['rank', '职级'],
      ['category', '人员类别'],
      ['level', '层次'],
      ['status', '考核状态'],
      ...usual,
      ...seen,
    ],
    signed: ['制表人：万瑞平', '审核人：贺长青'],
  },
  {
    unit: '信息技术中心',
    people: [[public_, 3, 10]],
    sheet: 'Sheet1',
    departments: ['综合科', '运维科', '开发科'],
    hide: 'no',
    empties: true,
    title: '2026年第三季度工作人员平时考核得分',
    under: '填报单位：信息技术中心（盖章）　　　　填报日期：2026年10月9日',
    columns: [
      ['no', '序号'],
      ['department', '部门'],
      ['name', '姓名'],
      ['id', '工号'],
      ['unit', '单位'],
      ['post', '职务'],
      ['rank', '职级'],
      ['category', '身份类别'],
      ['level', '层级'],
      ...usual,
      ...seen,
      ['status', '考核状态'],
    ],
  },
  {
    unit: '机关服务中心',
    people: [[public_, 2, 8]],
    sheet: '得分',
    title: '机关服务中心2026年第三季度平时考核得分表',
    headHeight: 58,
    columns: [
      ['no', '序号'],
      ['id', '工号'],
      ['name', '姓名'],
      ['unit', '单位'],
      ['category', '人员类别'],
      ['level', '层级'],
      ['post', '职务'],
      ['rank', '职级'],
      ...usual,
      ...seen,
      ['status', '未确定等次或不参加\n考核情况说明'],
      ['remark', '备注'],
    ],
    notes: ['注：加减分项无加减分的填0。'],
  },
  {
    unit: '法律援助中心',
    people: [[public_, 3, 11]],
    csv: true,
    title: '2026年第三季度平时考核得分表',
    columns: [
      ['id', '工号'],
      ['name', '姓名'],
      ['unit', '单位'],
      ['post', '职务'],
      ['rank', '职级'],
      ['category', '人员类别'],
      ['level', '层级'],
      ['status', '考核状态'],
      ...usual,
      ...seen,
      ['remark', '备注'],
    ],
  },
];

function csvText(file, rows) {
  const field = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  const cell = (row, key) => (row[key] === undefined ? '' : scoreFields.has(key) ? String(row[key] / 100) : row[key]);
  const lines = [
    [file.title, ...file.columns.slice(1).map(() => '')],
    file.columns.map(([, text]) => text),
    ...rows.map((row) => file.columns.map(([key]) => cell(row, key))),
  ];
  return lines.map((fields) => `${fields.map(field).join(',')}\r\n`).join('');
}

async function makeUnits() {
  const rnd = chance(3107);
  const order = unitFiles.map((file) => file.unit);
  const plan = unitFiles.flatMap(({ unit, people }) =>
    people.flatMap(([category, division, section]) => [
      [category, '处级', division, [unit]],
      [category, '科级及以下', section, [unit]],
    ]),
  );
  const people = makePeople(rnd, plan, order);
  for (const p of people) {
    giveScores(rnd, p);
    inspect(rnd, p);
  }
  const last = (unit, back = 1) => people.filter((p) => p.unit === unit).at(-back);
  withhold(last('监狱一监区'), '试用期', '');
  withhold(last('监狱三监区', 4), '处分期', '');
  withhold(last('机关服务中心'), '试用期', '2026年8月招聘');
  withhold(last('政治部', 3), '立案未结', '');
  withhold(last('监狱二监区', 6), '病事假累计超过半年', '病假');
  last('办公室', 2).remark = '驻村帮扶';
  last('法律援助中心', 4).remark = '借调办公室,10月返回';
  last('戒毒一大队', 3).name = last('办公室', 5).name;
  last('立法处', 2).political = 8900;
  last('戒毒一大队', 6).duty = 8950;
  last('法律援助中心', 7).political = 9000;
  last('监狱三监区', 7).name = '诸葛亦衡';
  const infoFile = unitFiles.find((file) => file.departments);
  people
    .filter((p) => p.unit === infoFile.unit)
    .forEach((p, i) => {
      p.department = infoFile.departments[i % infoFile.departments.length];
    });
  for (const [, members] of byGroup(people)) untie(members.filter(isRanked), [30, 5]);

  mkdirSync(join(here, 'units'), { recursive: true });
  let number = 0;
  for (const file of unitFiles) {
    const rows = people.filter((p) => p.unit === file.unit);
    if (file.csv) {
      writeFileSync(join(here, 'units', `${file.unit}.csv`), gbkEncoder()(csvText(file, rows)));
      continue;
    }
    number += 1;
    const book = newBook();
    const sheet = book.addWorksheet(file.sheet);
    drawTable(sheet, { ...file, rows, titleFont: font(number % 3 === 0 ? '黑体' : '方正小标宋简体', 16), frozen: number % 2 === 1 });
    if (file.col) sheet.getColumn(1).width = 3;
    if (file.hide) sheet.getColumn(file.columns.findIndex(([field]) => field === file.hide) + 1).hidden = true;
    if (file.empties) for (const name of ['Sheet2', 'Sheet3']) book.addWorksheet(name);
    await save(book, join(here, 'units', `${String(number).padStart(2, '0')}-${file.unit}.xlsx`));
  }
  report('units/', people);
}

// ───────────────────────────── 4. ballots.xlsx ─────────────────────────────

const ballotUnits = ['办公室', '法治督察处', '社区矫正管理局', '监狱工作管理处'];
const ballotOptions = ['优秀', '称职', '基本称职', '不称职'];

/** Who votes: leaders, people of the same level (by their staff ids), staff without names. */
function ballotRaters(rnd, people) {
  const leaders = Array.from({ length: 6 }, (_, i) => ({
    no: `A${String(i + 1).padStart(2, '0')}`,
    kind: 'A类',
    unit: '厅领导',
    lenient: -0.15,
  }));
  const peers = ballotUnits.flatMap((unit) => people.filter((p) => p.unit === unit).slice(0, 5));
  const same = peers.map((p, i) => ({ no: `B${String(i + 1).padStart(2, '0')}`, kind: 'B类', unit: p.unit, person: p, lenient: 0 }));
  // The staff of one unit is too few to be told apart.
  const staff = [
    ...Array(12).fill('办公室'),
    ...Array(11).fill('法治督察处'),
    ...Array(10).fill('社区矫正管理局'),
    ...Array(3).fill('监狱工作管理处'),
  ];
  const others = staff.map((unit, i) => ({ no: `C${String(i + 1).padStart(2, '0')}`, kind: 'C类', unit, lenient: 0.1 }));
  for (const r of [...leaders, ...same, ...others]) r.lenient += rnd.bell() * 0.25;
  return [...leaders, ...same, ...others];
}

/** Which option: the person's merit, the rater's leniency and chance against three steps. */
function mark(rnd, rater, person) {
  const seen = person.merit + rater.lenient + rnd.bell() * 0.55;
  return ballotOptions[seen > 0.12 ? 0 : seen > -0.55 ? 1 : seen > -1.05 ? 2 : 3];
}

/** The ballots of all raters, rater by rater, in the order of the roster. */
function castBallots(rnd, raters, people) {
  const votes = new Map(raters.map((r) => [r.no, new Map(people.filter((p) => p !== r.person).map((p) => [p.id, mark(rnd, r, p)]))]));
  const of = (no) => votes.get(no);
  // The staff of one unit is strict.
  for (const r of raters.filter((x) => x.kind === 'C类' && x.unit === '法治督察处'))
    for (const [id, option] of of(r.no))
      if (rnd.happens(0.45)) of(r.no).set(id, ballotOptions[Math.min(3, ballotOptions.indexOf(option) + 1)]);
  // Four give everybody the same, two of them the very best; two ballots are one and the same.
  for (const [no, option] of [
    ['C05', '优秀'],
    ['C12', '优秀'],
    ['C24', '称职'],
    ['B11', '优秀'],
  ])
    for (const id of of(no).keys()) of(no).set(id, option);
  for (const [id, option] of of('C30')) of('C31').set(id, option);
  // People of one unit who vote on each other do it kindly.
  const kind = raters.filter((r) => r.person && r.unit === '社区矫正管理局');
  for (const a of kind) for (const b of kind) if (a !== b) of(a.no).set(b.person.id, '优秀');
  // One leader is hard on a few.
  for (const p of people.filter((_, i) => i % 9 === 4)) of('A03').set(p.id, '不称职');
  // Some marks are missing, some say that the person is not known.
  for (const r of raters.filter((x) => x.kind === 'C类'))
    for (const id of [...of(r.no).keys()]) {
      if (['C05', 'C12', 'C24', 'C30', 'C31'].includes(r.no)) continue;
      if (rnd.happens(0.02)) of(r.no).set(id, rnd.pick(['弃权', '不了解']));
      else if (['C08', 'C19'].includes(r.no) && rnd.happens(0.3)) of(r.no).delete(id);
    }
  return raters.flatMap((r) =>
    people.flatMap((p) => {
      const option = of(r.no).get(p.id);
      return option ? [{ rater: r.no, kind: r.kind, from: r.unit, by: r.person?.id ?? '', id: p.id, name: p.name, option }] : [];
    }),
  );
}

async function makeBallots() {
  const rnd = chance(4117);
  const plan = [
    ['综合管理类', '处级', 10, ballotUnits],
    ['综合管理类', '科级及以下', 30, ballotUnits],
  ];
  const people = makePeople(rnd, plan, ballotUnits);
  for (const p of people) {
    giveScores(rnd, p, 8600, 500);
    inspect(rnd, p);
    p.merit = rnd.bell() * 0.8;
  }
  const raters = ballotRaters(rnd, people);
  const book = newBook();
  const who = [
    ['id', '工号'],
    ['name', '姓名'],
  ];
  const roster = [
    ['no', '序号'],
    ...who,
    ['unit', '单位'],
    ['post', '职务'],
    ['rank', '职级'],
    ['category', '人员类别'],
    ['level', '层级'],
  ];
  drawTable(book.addWorksheet('花名册'), { title: '2026年第三季度参加考核人员花名册', columns: roster, rows: people });
  const scores = [
    ['no', '序号'],
    ...who,
    ['work', '工作作风与绩效'],
    ['study', '政治理论与业务学习'],
    ['party', '党建工作责任制落实'],
    ['adjustment', '加减分项'],
    ['political', '政治素质'],
    ['duty', '担当作为'],
  ];
  drawTable(book.addWorksheet('得分'), { title: '2026年第三季度考核得分表', columns: scores, rows: people });
  const ballots = [
    ['rater', '评价人编号'],
    ['kind', '评价主体'],
    ['from', '评价人单位'],
    ['by', '评价人工号'],
    ['id', '测评对象工号'],
    ['name', '测评对象'],
    ['option', '评价等次'],
  ];
  drawTable(book.addWorksheet('民主测评选票'), {
    title: '2026年第三季度民主测评选票（一行一票）',
    columns: ballots,
    rows: castBallots(rnd, raters, people),
    widths: { rater: 12, kind: 10, from: 18, by: 12, id: 14, name: 12, option: 12 },
  });
  await save(book, join(here, 'ballots.xlsx'));
  console.log(`\nballots.xlsx: ${people.length} people, ${raters.length} raters`);
}

await makeQuarter();
await makeFull();
await makeUnits();
await makeBallots();
await makeBad();
makeFormats(join(here, 'twins', 'formats'));
makeLayouts(here);
