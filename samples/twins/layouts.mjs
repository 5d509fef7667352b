/**
 * Samples of layouts, each beside its plain twin: the same thirteen invented people with the same scores, laid out as
 * offices do. Every one of them ranks to the same results as `2026Q3-plain.xlsx`. Parts are written by hand, so that a
 * file is small and holds exactly the oddity it is named after.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strToU8, zipSync } from 'fflate';

const headers = [
  '工号',
  '姓名',
  '单位',
  '职务',
  '人员类别',
  '层级',
  '干群评价',
  '工作作风与绩效',
  '政治理论与业务学习',
  '党建工作责任制落实',
  '加减分项',
  '政治素质',
  '担当作为',
];
const civil = [
  ['010101', '沈启恒', '办公室', '主任', 91.5, 90, 88, 92, 1, 95, 94],
  ['010102', '陆景川', '办公室', '干部', 86.25, 84.5, 85, 90, 0, 92, 91],
  ['010103', '傅承岚', '办公室', '干部', 79.8, 82, 80, 85, -0.5, 93, 92],
  ['010201', '易思杉', '立法处', '处长', 88, 91.2, 90, 89, 0.5, 96, 95],
  ['010202', '秦若桐', '立法处', '干部', 84.4, 80, 86.5, 88, 0, 91, 89],
  ['010203', '何宇澜', '立法处', '干部', 90.1, 87, 84, 90, 2, 94, 93],
  ['010204', '段婉宁', '立法处', '干部', 77, 79.5, 82, 86, 0, 92, 90],
].map((p) => [...p.slice(0, 4), '综合管理类', '科级及以下', ...p.slice(4)]);
const staff = [
  ['050301', '雷允琳', '信息技术中心', '主任', 89, 88.5, 91, 90, 0, 95, 96],
  ['050302', '贺知霖', '信息技术中心', '工作人员', 83.3, 85, 80, 87, 0, 92, 92],
  ['050303', '邵亦骁', '信息技术中心', '工作人员', 81, 86, 83.5, 88, -1, 93, 91],
  ['050304', '温嘉航', '信息技术中心', '工作人员', 87.6, 82, 85, 86, 0, 91, 94],
  ['050305', '万沛衡', '信息技术中心', '工作人员', 80, 80, 80, 80, 0, 95, 95],
  ['050306', '白屹涵', '信息技术中心', '工作人员', 92.4, 93, 90, 94, 3, 97, 96],
].map((p) => [...p.slice(0, 4), '事业编制', '科级及以下', ...p.slice(4)]);
const people = [...civil, ...staff];

// ───────────────────────────── parts by hand ─────────────────────────────

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const escapeText = (text) => text.replace(/[&<>"]/g, (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[c]);
const letters = (col) => (col < 26 ? '' : letters(Math.floor(col / 26) - 1)) + String.fromCharCode(65 + (col % 26));
const ref = (row, col) => `${letters(col)}${row + 1}`;

/** Writes a workbook; `o` bends it: inline (texts), bare (no r=), prefix, dimension, row(r) → attributes, before/after (sheet XML). */
function write(dir, name, sheets, o = {}) {
  const strings = [];
  const index = new Map();
  const text = (t) => {
    if (!index.has(t)) index.set(t, strings.push(`<si><t xml:space="preserve">${escapeText(t)}</t></si>`) - 1);
    return index.get(t);
  };
  const cell = (value, row, col) => {
    const at = o.bare ? '' : ` r="${ref(row, col)}"`;
    if (value === null || value === undefined) return o.bare ? '<c/>' : '';
    if (typeof value === 'number') return `<c${at}><v>${value}</v></c>`;
    return o.inline
      ? `<c${at} t="inlineStr"><is><t xml:space="preserve">${escapeText(value)}</t></is></c>`
      : `<c${at} t="s"><v>${text(value)}</v></c>`;
  };
  const sheetXml = (s) => {
    const rows = s.rows.map(
      (r, i) =>
        `<row${o.bare ? '' : ` r="${i + 1}"`}${s.hidden?.includes(i) ? ' hidden="1"' : ''}>${r.map((v, c) => cell(v, i, c)).join('')}</row>`,
    );
    const merges = (s.merges ?? []).map(([a, b, c, d]) => `<mergeCell ref="${ref(a, b)}:${ref(c, d)}"/>`);
    return (
      `<worksheet xmlns="${main}">${o.dimension ? `<dimension ref="${o.dimension}"/>` : ''}<sheetData>${rows.join('')}${s.phantom ?? ''}</sheetData>${s.filter ? `<autoFilter ref="${s.filter}"/>` : ''}` +
      `${merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.join('')}</mergeCells>` : ''}${s.after ?? ''}</worksheet>`
    );
  };
  const body = sheets.map(sheetXml);
  const dress = (xml) =>
    strToU8(head + (o.prefix ? xml.replace(/<(\/?)(?=[a-zA-Z])/g, `<$1${o.prefix}:`).replace(' xmlns=', ` xmlns:${o.prefix}=`) : xml));
  const relations = (links) =>
    strToU8(
      `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${links.map(([id, type, target]) => `<Relationship Id="${id}" Type="${rel}/${type}" Target="${target}"/>`).join('')}</Relationships>`,
    );
  const type = (part, kind) =>
    `<Override PartName="/xl/${part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.${kind}+xml"/>`;
  const parts = {
    '[Content_Types].xml': strToU8(
      `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${type('workbook.xml', 'sheet.main')}${sheets.map((_, i) => type(`worksheets/sheet${i + 1}.xml`, 'worksheet')).join('')}${type('styles.xml', 'styles')}${type('sharedStrings.xml', 'sharedStrings')}</Types>`,
    ),
    '_rels/.rels': relations([['rId1', 'officeDocument', 'xl/workbook.xml']]),
    'xl/workbook.xml': dress(
      `<workbook xmlns="${main}" xmlns:r="${rel}"><sheets>${sheets.map((s, i) => `<sheet name="${escapeText(s.name)}" sheetId="${i + 1}" r:id="rId${i + 1}"/>`).join('')}</sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': relations([
      ...sheets.map((_, i) => [`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`]),
      ['s', 'sharedStrings', 'sharedStrings.xml'],
      ['t', 'styles', 'styles.xml'],
    ]),
    'xl/styles.xml': dress(
      `<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="49"/></cellXfs></styleSheet>`,
    ),
    'xl/sharedStrings.xml': dress(`<sst xmlns="${main}">${strings.join('')}</sst>`),
  };
  for (const [i, xml] of body.entries()) parts[`xl/worksheets/sheet${i + 1}.xml`] = dress(xml);
  const zipped = Object.fromEntries(
    Object.entries(parts).map(([part, bytes]) => [part, [bytes, { mtime: new Date(2026, 9, 8, 9, 0, 0), level: 9 }]]),
  );
  writeFileSync(join(dir, `2026Q3-${name}.xlsx`), zipSync(zipped));
}

// ───────────────────────────── layouts ─────────────────────────────

const width = headers.length;
const wide = (text) => [text, ...Array.from({ length: width - 1 }, () => null)];
const across = (row) => [row, 0, row, width - 1];
const title = '2026年第三季度平时考核得分表';
const fullWidth = (text) => text.replace(/[0-9.]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const noUnit = (rows) => rows.map((p) => [...p.slice(0, 2), null, ...p.slice(3)]);
const phantomRows = (from) => {
  const rows = [];
  for (let r = from; r <= from + 40; r++) rows.push(`<row r="${r}" s="1" customFormat="1"><c r="A${r}" s="1"/></row>`);
  return `${rows.join('')}<row r="1048576" s="1" customFormat="1"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"/></row>`;
};

/** Writes every sample into `samples/twins/layouts`. */
export function makeLayouts(here) {
  const dir = join(here, 'twins', 'layouts');
  mkdirSync(dir, { recursive: true });
  const sheet = (rows, more = {}) => ({ name: '考核得分', rows, ...more });
  const put = (name, sheets, o) => write(dir, name, sheets, o);
  const plain = [headers, ...people];

  put('plain', [sheet(plain)]);
  put('title-and-unit-rows', [
    sheet([wide(title), wide('填报单位：某省司法厅　　填报日期：2026年10月8日'), ...plain], { merges: [across(0), across(1)] }),
  ]);
  const groups = [null, null, null, null, null, null, '板块得分', null, null, null, null, '考察得分', null];
  const broken = (h) => (h.length > 4 ? `${h.slice(0, 4)}\n${h.slice(4)}` : h);
  put('two-row-header', [
    sheet(
      [wide(title), headers.slice(0, 6).concat(groups.slice(6)), [...Array(6).fill(null), ...headers.slice(6).map(broken)], ...people],
      {
        merges: [across(0), ...Array.from({ length: 6 }, (_, c) => [1, c, 2, c]), [1, 6, 1, 10], [1, 11, 1, 12]],
      },
    ),
  ]);
  put('line-breaks-in-headers', [
    sheet([headers.map((h) => (h.length > 2 ? `${h.slice(0, 2)}\n${h.slice(2)}` : `${h[0]}　${h[1]}`)), ...people]),
  ]);
  const sums = [
    null,
    '合计',
    null,
    null,
    null,
    null,
    ...Array.from({ length: 7 }, (_, i) => Math.round(people.reduce((n, p) => n + p[6 + i], 0) * 100) / 100),
  ];
  const means = [null, '平均', null, null, null, null, ...sums.slice(6).map((n) => Math.round((n / people.length) * 100) / 100)];
  put('notes-and-totals', [
    sheet(
      [
        ...plain,
        sums,
        means,
        wide('注：加减分项须附依据，一式两份。'),
        ['制表人：周云松', ...Array(6).fill(null), '审核人：吴立培', ...Array(5).fill(null)],
      ],
      { merges: [across(people.length + 3)] },
    ),
  ]);
  put('two-tables-in-one-sheet', [
    sheet([wide(`${title}（公务员）`), headers, ...civil, [], wide(`${title}（事业单位）`), headers, ...staff], {
      merges: [across(0), across(civil.length + 3)],
    }),
  ]);
  put('empty-sheets', [sheet(plain), { name: 'Sheet2', rows: [] }, { name: 'Sheet3', rows: [] }]);
  const units = [...new Set(people.map((p) => p[2]))];
  put(
    'one-sheet-a-unit',
    units.map((u) => ({ name: u, rows: [wide(`${u}${title}`), headers, ...people.filter((p) => p[2] === u)], merges: [across(0)] })),
  );
  const down = [headers];
  const merges = [];
  for (const u of units) {
    const own = people.filter((p) => p[2] === u);
    merges.push([down.length, 2, down.length + own.length - 1, 2]);
    down.push(own[0], ...noUnit(own.slice(1)));
  }
  put('units-merged-down', [sheet(down, { merges })]);
  put('hidden-and-filtered-rows', [sheet(plain, { hidden: [2, 5, 6, 11], filter: `A1:${ref(people.length, width - 1)}` })]);
  put('phantom-rows', [sheet(plain, { phantom: phantomRows(people.length + 2) })], { dimension: 'A1:XFD1048576' });
  put('whole-column-drop-downs', [
    sheet(plain, {
      after: `<dataValidations count="2"><dataValidation type="list" allowBlank="1" sqref="E2:F1048576"><formula1>"综合管理类,事业编制"</formula1></dataValidation><dataValidation type="decimal" sqref="G1:XFD1048576"><formula1>0</formula1><formula2>100</formula2></dataValidation></dataValidations>`,
    }),
  ]);
  put('lying-dimension', [sheet(plain)], { dimension: 'A1:B2' });
  put('numbers-as-text', [sheet([headers, ...people.map((p) => p.map((v) => (typeof v === 'number' ? String(v) : v)))])]);
  put('full-width-digits', [
    sheet([headers, ...people.map((p) => p.map((v, c) => (typeof v === 'number' && c < 10 ? fullWidth(String(v)) : v)))]),
  ]);
  put('points-with-unit', [sheet([headers, ...people.map((p) => p.map((v, c) => (typeof v === 'number' && c < 10 ? `${v}分` : v)))])]);
  put('spaces-and-marks', [
    sheet([headers, ...people.map((p) => p.map((v, c) => (typeof v === 'number' ? ` ${v}　` : c === 4 ? `${v}\u200b` : v)))]),
  ]);
  put('columns-in-another-order', [sheet(plain.map((r) => [...r].reverse()))]);
  put('blank-rows-and-columns', [
    sheet([[], [], ...plain.flatMap((r, i) => (i % 4 === 0 ? [[], [null, null, ...r]] : [[null, null, ...r]]))]),
  ]);
  put('other-writer-inline-no-refs', [sheet(plain)], { inline: true, bare: true });
  put('other-writer-prefixes', [sheet(plain)], { prefix: 'x' });
  put('serial-numbers-and-remarks', [
    sheet([['序号', ...headers, '备注'], ...people.map((p, i) => [i + 1, ...p, i % 5 === 0 ? '驻村帮扶' : null])]),
  ]);
}
