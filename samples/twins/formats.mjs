/**
 * One small export of invented people, plain as .xlsx and as every format and encoding that is read: `twins/formats/`.
 * All of them must rank to the same. Same bytes on every run and in every time zone.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import XLSX from '@e965/xlsx';
import { unzipSync, zipSync } from 'fflate';
import * as OpenCC from 'opencc-js/cn2t';

const title = '2026年第三季度考核得分表';
const header = [
  '工号',
  '姓名',
  '单位',
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
const scores = new Set([6, 7, 8, 9, 10, 11, 12]);
const names =
  '林知遥 周明澈 陈望舒 沈清和 陆远舟 何书宁 程以安 梁思源 江晚晴 宋嘉言 唐若川 许怀瑾 叶修文 方景行 顾长风 白露 秦朗 韩江雪 魏然 苏木'.split(
    ' ',
  );

/** Scores differ by hundredths and halves, so that a digit lost or a row shifted changes a total. */
const people = names.map((name, i) => {
  const s = (base, step) => (base + ((i * step) % 1900)) / 100;
  const police = i % 2 === 1;
  return [
    String(50101 + i * 7).padStart(8, '0'),
    name,
    police ? '一监区' : '办公室',
    police ? '执法勤务类' : '综合管理类',
    '科级及以下',
    '',
    s(7803, 731),
    s(7750, 450),
    s(7600, 550),
    s(7900, 350),
    [0, 0.5, 1, -1, 2][i % 5],
    s(9050, 50) > 97 ? 92 : s(9050, 50),
    91 + (i % 6),
  ];
});
const table = [[title], header, ...people];

const fixedTime = new Date(2026, 9, 8, 9, 0, 0);

/** Packs a zip again with one fixed time; an OpenDocument begins with its type, not compressed. */
function repacked(bytes) {
  const entries = Object.entries(unzipSync(new Uint8Array(bytes))).filter(([name]) => !name.endsWith('/'));
  entries.sort(([a], [b]) => (a === 'mimetype' ? -1 : b === 'mimetype' ? 1 : 0));
  return zipSync(Object.fromEntries(entries.map(([name, b]) => [name, [b, { mtime: fixedTime, level: name === 'mimetype' ? 0 : 6 }]])));
}

function workbook(bookType) {
  const sheet = XLSX.utils.aoa_to_sheet(table.map((row) => row.map((v) => (v === '' ? null : v))));
  sheet['!merges'] = [XLSX.utils.decode_range('A1:M1')];
  const book = XLSX.utils.book_new();
  book.Props = { CreatedDate: new Date(Date.UTC(2026, 9, 8, 1, 0, 0)), ModifiedDate: new Date(Date.UTC(2026, 9, 8, 1, 0, 0)) };
  XLSX.utils.book_append_sheet(book, sheet, '得分');
  return new Uint8Array(XLSX.write(book, { bookType, type: 'array', compression: true }));
}

const text = (mark, lines = table) => `${lines.map((row) => row.join(mark)).join('\r\n')}\r\n`;

/** As web systems export it: every cell text, the id with the style that keeps its zeros. */
function page(charset) {
  const cell = (v, tag, span = '') => `<${tag}${span}>${v === '' ? '&nbsp;' : v}</${tag}>`;
  const row = (cells, tag) => `<tr>${cells.map((v) => cell(v, tag)).join('')}</tr>`;
  return [
    `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}">`,
    '<style>td {mso-number-format:"\\@"}</style><script>document.title = "<table>"</script></head><body><table border="1">',
    `<thead><tr>${cell(title, 'th', ` colspan="${header.length}"`)}</tr>`,
    `${row(header, 'th')}</thead><tbody>`,
    ...people.map((p) => row(p, 'td')),
    '</tbody></table></body></html>',
  ].join('\r\n');
}

/** As Excel's own web page: numbers marked with what is stored. */
function markedPage() {
  const cell = (v, i) => (scores.has(i) && typeof v === 'number' ? `<td x:num="${v}">${v.toFixed(1)}</td>` : `<td x:str>${v}</td>`);
  const rows = people.map((p) => `<tr>${p.map(cell).join('')}</tr>`);
  return `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8"></head><body><table><tr><td colspan=${header.length}>${title}</td></tr><tr>${header.map((h) => `<td>${h}</td>`).join('')}</tr>${rows.join('\n')}</table></body></html>`;
}

function xml2003() {
  const cell = (v) =>
    typeof v === 'number' ? `<Cell><Data ss:Type="Number">${v}</Data></Cell>` : `<Cell><Data ss:Type="String">${v}</Data></Cell>`;
  const rows = [header, ...people].map((r) => `<Row>${r.map(cell).join('')}</Row>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="得分"><Table><Row><Cell ss:MergeAcross="${header.length - 1}"><Data ss:Type="String">${title}</Data></Cell></Row>${rows.join('\n')}</Table></Worksheet></Workbook>\n`;
}

/** Encodes by turning Node's decoder round: every pair of bytes that gives one character. */
function encoder(label) {
  const decoder = new TextDecoder(label);
  const pairs = new Map();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const char = decoder.decode(new Uint8Array([lead, trail]));
      if ([...char].length === 1 && char !== '\ufffd' && !pairs.has(char)) pairs.set(char, [lead, trail]);
    }
  }
  return (t) => Uint8Array.from([...t].flatMap((c) => (c.codePointAt(0) < 0x80 ? [c.codePointAt(0)] : pairs.get(c))));
}

/** Writes all twins into `folder`. */
export function makeFormats(folder) {
  mkdirSync(folder, { recursive: true });
  const put = (name, bytes) => writeFileSync(join(folder, name), bytes);
  const utf8 = (t) => Buffer.from(t, 'utf8');
  const gbk = encoder('gb18030');
  const toTraditional = OpenCC.Converter({ from: 'cn', to: 'tw' });
  const traditional = table.map((row) => row.map((v) => (typeof v === 'string' ? toTraditional(v) : v)));
  put('plain.xlsx', repacked(workbook('xlsx')));
  put('biff8.xls', workbook('biff8'));
  put('wps.et', workbook('biff8'));
  put('wps-new.et', repacked(workbook('xlsx')));
  put('binary.xlsb', repacked(workbook('xlsb')));
  put('opendocument.ods', repacked(workbook('ods')));
  put('web-gbk.xls', gbk(page('gb2312')));
  put('web-utf8.xls', utf8(page('utf-8')));
  put('web-excel.xls', utf8(markedPage()));
  put('xml-2003.xls', utf8(xml2003()));
  put('xlsx-named.xls', repacked(workbook('xlsx')));
  put('csv-named.xls', gbk(text('\t')));
  put('utf8.csv', utf8(text(',')));
  put('utf8-mark.csv', utf8(`\ufeff${text(',')}`));
  put('utf16.csv', Buffer.from(`\ufeff${text('\t')}`, 'utf16le'));
  put('gb18030.csv', gbk(text(',')));
  put('big5.csv', encoder('big5')(text(',', traditional)));
  put('tabs.tsv', utf8(text('\t')));
  put('sep-line.csv', utf8(`sep=;\r\n${text(';')}`));
}
