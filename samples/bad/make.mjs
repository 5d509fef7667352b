/**
 * Makes the workbooks of the gallery: each the smallest export that shows one problem. Called by samples/make.mjs.
 * Same bytes on every run and in every time zone. Everyone in them is invented. Text samples are kept as they are.
 */
import crypto from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { strToU8, zipSync } from 'fflate';
import officeCrypto from 'officecrypto-tool';

const here = dirname(fileURLToPath(import.meta.url));
/** Local time, which is what a zip stores: the same bytes in every zone. */
const mtime = new Date(2026, 9, 8, 9, 0, 0);

// ───────────────────────────── a plain workbook ─────────────────────────────

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packageRels = 'http://schemas.openxmlformats.org/package/2006/relationships';
const types = 'http://schemas.openxmlformats.org/package/2006/content-types';
const sheetml = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

function columnName(col) {
  let name = '';
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** Styles of the workbook, by number: 1 a date, 2 a percentage. */
const styles = { date: 1, percent: 2 };

/** A text, a number, null, or `{ date }`, `{ percent }`, `{ bool }`, `{ error }`, `{ formula, value? }`, `{ formula, text }`. */
function cellXml(value, ref) {
  if (value === null || value === '') return '';
  if (typeof value === 'string') return `<c r="${ref}" t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  if (typeof value === 'number') return `<c r="${ref}"><v>${value}</v></c>`;
  for (const kind of ['date', 'percent']) if (kind in value) return `<c r="${ref}" s="${styles[kind]}"><v>${value[kind]}</v></c>`;
  if ('bool' in value) return `<c r="${ref}" t="b"><v>${value.bool ? 1 : 0}</v></c>`;
  const formula = value.formula ? `<f>${escaped(value.formula)}</f>` : '';
  if ('error' in value) return `<c r="${ref}" t="e">${formula}<v>${value.error}</v></c>`;
  if ('text' in value) return `<c r="${ref}" t="str">${formula}<v>${escaped(value.text)}</v></c>`;
  return `<c r="${ref}">${formula}${value.value === undefined ? '' : `<v>${value.value}</v>`}</c>`;
}

/** sheet = { name, rows, hidden?, hiddenRows?: [1-based], hiddenCols?: [1-based], merges?: ['A1:B2'], more? (XML behind the rows) } */
function sheetXml({ rows, hiddenRows = [], hiddenCols = [], merges = [], more = '' }) {
  const cols = hiddenCols.map((c) => `<col min="${c}" max="${c}" width="10" hidden="1"/>`).join('');
  const data = rows.map((cells, i) => {
    const inner = cells.map((value, c) => cellXml(value, `${columnName(c)}${i + 1}`)).join('');
    return inner === '' ? '' : `<row r="${i + 1}"${hiddenRows.includes(i + 1) ? ' hidden="1"' : ''}>${inner}</row>`;
  });
  const merged =
    merges.length > 0 ? `<mergeCells count="${merges.length}">${merges.map((m) => `<mergeCell ref="${m}"/>`).join('')}</mergeCells>` : '';
  return `${head}<worksheet xmlns="${main}">${cols && `<cols>${cols}</cols>`}<sheetData>${data.join('')}${more}</sheetData>${merged}</worksheet>`;
}

function bookParts(sheets) {
  const all = (each) => sheets.map((s, i) => each(s, i + 1)).join('');
  const rel = (id, type, target) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const parts = {
    '[Content_Types].xml': `${head}<Types xmlns="${types}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${sheetml}.sheet.main+xml"/>${all((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${sheetml}.worksheet+xml"/>`)}<Override PartName="/xl/styles.xml" ContentType="${sheetml}.styles+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="${packageRels}">${rel(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets>${all((s, n) => `<sheet name="${escaped(s.name)}" sheetId="${n}"${s.hidden ? ' state="hidden"' : ''} r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="${packageRels}">${all((_, n) => rel(n, 'worksheet', `worksheets/sheet${n}.xml`))}${rel(sheets.length + 1, 'styles', 'styles.xml')}</Relationships>`,
    'xl/styles.xml': `${head}<styleSheet xmlns="${main}"><fonts count="1"><font><sz val="11"/><name val="宋体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="14" applyNumberFormat="1"/><xf numFmtId="9" applyNumberFormat="1"/></cellXfs></styleSheet>`,
  };
  sheets.forEach((s, i) => {
    parts[`xl/worksheets/sheet${i + 1}.xml`] = sheetXml(s);
  });
  return parts;
}

const packed = (parts) =>
  zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, [strToU8(text), { mtime, level: 9 }]])));
const bookOf = (...sheets) => packed(bookParts(sheets));

/** A Word form of paragraphs and nothing else. */
function formOf(lines) {
  const word = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main';
  const types = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  return packed({
    '[Content_Types].xml': `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${types}"/></Types>`,
    '_rels/.rels': `<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="${word}"><w:body>${lines.map((t) => `<w:p><w:r><w:t>${t}</w:t></w:r></w:p>`).join('')}</w:body></w:document>`,
  });
}

function put(path, bytes) {
  mkdirSync(dirname(join(here, path)), { recursive: true });
  writeFileSync(join(here, path), bytes);
}

// ───────────────────────────── an export of a small office ─────────────────────────────

const title = '2026年第三季度考核得分';
const header = [
  ...['工号', '姓名', '单位', '人员类别', '层级', '考核状态'],
  ...['干群评价', '工作作风与绩效', '政治理论与业务学习', '党建工作责任制落实', '加减分项', '政治素质', '担当作为'],
];
const people = [
  ['0101', '周启航', '办公室', '综合管理类', '科级', '', 88.5, 87, 86, 90, 0, 93, 92],
  ['0102', '吴知宁', '办公室', '综合管理类', '科级', '', 86, 88.5, 90, 85, 1, 95, 94],
  ['0103', '郑怀岭', '办公室', '综合管理类', '科级', '', 91, 85, 88, 87, 0, 92, 96],
];

/** The export as rows: title, header, people, each change put where `header` and the id say. */
function exportRows(changes = [], more = []) {
  const rows = [[title], header, ...people.map((p) => [...p]), ...more];
  for (const [id, field, value] of changes) {
    const row = rows.find((r) => r[0] === id);
    row[header.indexOf(field)] = value;
  }
  return rows;
}

const score = (changes, more) => ({ name: '考核得分', rows: exportRows(changes, more) });

// ───────────────────────────── the mistakes ─────────────────────────────

/** An ordinary workbook with a password to open it. The salts come from a counter, so that the bytes stay the same. */
async function encrypted(bytes, password) {
  const { randomBytes } = crypto;
  let count = 0;
  crypto.randomBytes = (size) => {
    const blocks = [];
    for (let have = 0; have < size; have += 32) {
      count += 1;
      blocks.push(crypto.createHash('sha256').update(`appraise sample ${count}`).digest());
    }
    return Buffer.concat(blocks).subarray(0, size);
  };
  try {
    return await officeCrypto.encrypt(Buffer.from(bytes), { password });
  } finally {
    crypto.randomBytes = randomBytes;
  }
}

const wordText = (text) => `<w:p><w:r><w:t>${escaped(text)}</w:t></w:r></w:p>`;

export async function makeBad() {
  const good = bookOf(score());

  // ── files ──
  put('file/empty.xlsx', new Uint8Array(0));
  put('file/damaged.xlsx', good.subarray(0, Math.floor(good.length * 0.7)));
  const locked = await encrypted(good, '123456');
  put('file/encrypted.xlsx', locked);
  put('file/password-wrong.xlsx', locked);
  put('file/kind-differs.xls', good);
  put('usage/password-file.xlsx', locked);
  put(
    'file/unknown-kind.docx',
    packed({
      '[Content_Types].xml': `${head}<Types xmlns="${types}"><Default Extension="xml" ContentType="application/xml"/></Types>`,
      'word/document.xml': `${head}<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>${[title, '周启航　88.5', '吴知宁　86'].map(wordText).join('')}</w:body></w:document>`,
    }),
  );
  const painted = Array.from({ length: 6000 }, (_, i) => `<row r="${i + 6}">${'<c s="1"/>'.repeat(200)}</row>`).join('');
  put('file/too-large.xlsx', bookOf({ ...score(), more: painted }));
  put('file/own-output/三季度.xlsx', good);
  put('file/own-output/三季度-ranked.xlsx', bookOf({ name: '说明', rows: [['2026年第三季度考核排名'], ['appraise/ranked@1']] }));

  const kind = score([['0102', '干群评价', '８６分']]);
  put('file/fix-hidden.xlsx', bookOf(kind, { name: '底稿', rows: [['测评底稿'], ['甲', 86], ['乙', 91]], hidden: true }));
  put('file/fix-fails.xlsx', await encrypted(bookOf(kind), '123456'));

  // ── sheets ──
  put('sheet/no-table.xlsx', bookOf(score(), { name: '加分明细', rows: [['第三季度加分情况'], ['0102', '参加省级竞赛获奖', 1]] }));
  const ownSheet = (rows) => ({ name: '补充', rows });
  put('sheet/hidden.xlsx', bookOf(score(), { ...ownSheet([header, ['0104', '王沛涵', ...people[0].slice(2)]]), hidden: true }));
  put('sheet/hidden-rows.xlsx', bookOf({ ...score(), hiddenRows: [4] }));
  put('sheet/hidden-columns.xlsx', bookOf({ ...score(), hiddenCols: [11] }));

  const own = (rows) => ({ name: '问题清单', rows });
  put(
    'sheet/own-list.xlsx',
    bookOf(
      own([
        ['问题清单', 'appraise/marked@1'],
        ['程度', '工作表', '单元格', '姓名', '问题'],
        ['错误', '考核得分', 'J4', '吴知宁', '空白'],
      ]),
      score(),
    ),
  );
  put('sheet/formulas.xlsx', bookOf(score([['0102', '加减分项', { formula: '0.5+0.5', value: 1 }]])));
  const unitColumn = header.indexOf('单位');
  const withoutUnit = (name, members) => ({
    name,
    rows: [[title], header, ...members].map((row) => (row.length > 1 ? row.filter((_, i) => i !== unitColumn) : row)),
  });
  put('sheet/unit-taken.xlsx', bookOf(withoutUnit('办公室', people.slice(0, 2)), withoutUnit('政治部', people.slice(2))));

  // ── rows ──
  put('row/total-left-out.xlsx', bookOf(score([], [['平均', '', '', '', '', '', 88.5, 86.83, 88, 87.33, 0.33, 93.33, 94]])));
  put('row/note-left-out.xlsx', bookOf(score([], [['注：加减分项由政治部核定。'], ['制表人：冯书宁', '', '', '', '审核人：陈维舟']])));

  // ── cells ──
  put(
    'cell/not-a-number.xlsx',
    bookOf(
      score([
        ['0102', '干群评价', '89。5'],
        ['0103', '干群评价', { percent: 0.91 }],
      ]),
    ),
  );
  put('cell/error-value.xlsx', bookOf(score([['0102', '党建工作责任制落实', { formula: 'VLOOKUP(B4,党建!A:B,2,0)', error: '#N/A' }]])));
  put('cell/fix-left.xlsx', bookOf(score([['0102', '干群评价', { formula: '"86"&"分"', text: '86分' }]])));
  put('cell/empty-formula.xlsx', bookOf(score([['0102', '工作作风与绩效', { formula: 'AVERAGE(工作!C4:I4)' }]])));
  put('cell/date.xlsx', bookOf(score([['0102', '加减分项', { date: 46090 }]])));
  put('cell/boolean.xlsx', bookOf(score([['0102', '干群评价', { formula: 'G4>=60', bool: true }]])));
  put(
    'cell/merged.xlsx',
    bookOf({
      ...score([
        ['0102', '党建工作责任制落实', null],
        ['0103', '党建工作责任制落实', null],
      ]),
      merges: ['J3:J5'],
    }),
  );
  put('cell/fifteen-digits.xlsx', bookOf(score([['0102', '干群评价', { formula: '78.15+6', value: '84.15000000000002' }]])));
  const asNumber = { value: '110101199003070000' };
  put('cell/id-digits-lost.xlsx', bookOf({ ...score(), rows: exportRows().map((r) => (r[0] === '0102' ? [asNumber, ...r.slice(1)] : r)) }));
  put('file/template-field.docx', formOf(['提醒谈话记录', '谈话对象：{{姓名}}', '单位：{{单位名}}']));
}
