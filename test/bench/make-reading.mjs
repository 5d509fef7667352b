/**
 * Makes the inputs of the reading bench without a spreadsheet library, in steady memory: COUNT rows × 16 columns with
 * Chinese text. Seeded by the row number; everyone is invented.
 *
 *   shared   as Excel writes: shared strings, short numbers
 *   inline   as many exporters write: inline strings
 *   other    as other writers write: prefixed elements, inline strings, numbers of 17 digits
 */

import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { crc32, createDeflateRaw } from 'node:zlib';

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const pack = 'http://schemas.openxmlformats.org/package/2006';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const pick = (list, i, step) => list[(Math.imul(i + 1, step) % list.length) >>> 0] ?? list[0];
const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧'];
const given = [...'启景承思若宇婉雨书翰允知亦佳嘉怀沛屹皓逸宏建国春秋玉志海晓永立培松庆德云瑞'];
const units = ['办公室', '政治部', '法治督察处', '立法处', '社区矫正管理处', '监狱一监区', '戒毒一大队', '法律援助中心'];
const ranks = ['一级主任科员', '四级主任科员', '一级警长', '三级警长', '七级职员'];
const nameOf = (i) => pick(surnames, i, 7) + pick(given, i, 11) + pick(given, i, 29);

/** The texts of row i, in columns B to I, then the seven numbers; column A is the number of the row. */
const textsOf = (i) => [
  String(1_000_000 + i * 7).padStart(8, '0'),
  nameOf(i),
  pick(units, i, 5),
  '干部',
  pick(ranks, i, 3),
  '综合管理类',
  '科级及以下',
  '在岗',
];
const numbersOf = (i, variant) =>
  Array.from({ length: 7 }, (_, k) => {
    const hundredths = 6000 + ((Math.imul(i + 1, 2654435761 + k * 40503) >>> 0) % 3800);
    return variant === 'other' ? (hundredths / 100 + 1e-14 * 3).toPrecision(17) : String(hundredths / 100);
  });
const columns = [...'ABCDEFGHIJKLMNOP'];

function* sheet(count, variant) {
  const x = variant === 'other' ? 'x:' : '';
  const index = shareOf(count);
  yield `${head}<${x}worksheet xmlns${x === '' ? '' : ':x'}="${main}"><${x}sheetData>`;
  for (let i = 0; i < count; i++) {
    const r = i + 1;
    let row = `<${x}row r="${r}" spans="1:16"><${x}c r="A${r}"><${x}v>${r}</${x}v></${x}c>`;
    textsOf(i).forEach((text, k) => {
      const at = `r="${columns[k + 1]}${r}"`;
      row +=
        variant === 'shared'
          ? `<c ${at} t="s"><v>${index(text, k, i)}</v></c>`
          : `<${x}c ${at} t="inlineStr"><${x}is><${x}t>${text}</${x}t></${x}is></${x}c>`;
    });
    numbersOf(i, variant).forEach((number, k) => {
      row += `<${x}c r="${columns[k + 9]}${r}"><${x}v>${number}</${x}v></${x}c>`;
    });
    yield `${row}</${x}row>`;
  }
  yield `</${x}sheetData></${x}worksheet>`;
}

/** Ids are strings of their own, every other text is stored once. */
function shareOf() {
  const common = commonTexts();
  const known = new Map(common.map((text, i) => [text, i]));
  return (text, k, i) => (k === 0 ? common.length + i : known.get(text));
}

function commonTexts() {
  const names = new Set();
  for (let i = 0; i < surnames.length * given.length; i++) names.add(nameOf(i));
  return [...new Set([...names, ...units, '干部', ...ranks, '综合管理类', '科级及以下', '在岗'])];
}

function* strings(count) {
  const common = commonTexts();
  yield `${head}<sst xmlns="${main}" count="${count * 8}" uniqueCount="${common.length + count}">`;
  for (const text of common) yield `<si><t>${text}</t></si>`;
  for (let i = 0; i < count; i++) yield `<si><t>${textsOf(i)[0]}</t></si>`;
  yield '</sst>';
}

/** Writes the workbook to `path`. */
export async function makeReading(path, count, variant) {
  const relation = (id, type, target) => `<Relationship Id="rId${id}" Type="${office}/${type}" Target="${target}"/>`;
  const override = (name, type) => `<Override PartName="/xl/${name}" ContentType="${sheetType}.${type}+xml"/>`;
  const parts = {
    '[Content_Types].xml': [
      `${head}<Types xmlns="${pack}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`,
      override('workbook.xml', 'sheet.main') +
        override('worksheets/sheet1.xml', 'worksheet') +
        override('sharedStrings.xml', 'sharedStrings') +
        override('styles.xml', 'styles'),
      '</Types>',
    ],
    '_rels/.rels': [
      `${head}<Relationships xmlns="${pack}/relationships">${relation(1, 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    ],
    'xl/workbook.xml': [
      `${head}<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="考核" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ],
    'xl/_rels/workbook.xml.rels': [
      `${head}<Relationships xmlns="${pack}/relationships">${relation(1, 'worksheet', 'worksheets/sheet1.xml')}${relation(2, 'sharedStrings', 'sharedStrings.xml')}${relation(3, 'styles', 'styles.xml')}</Relationships>`,
    ],
    'xl/styles.xml': [
      `${head}<styleSheet xmlns="${main}"><fonts count="1"><font/></fonts><fills count="1"><fill><patternFill patternType="none"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="1"><xf numFmtId="0"/></cellXfs></styleSheet>`,
    ],
    'xl/sharedStrings.xml': variant === 'shared' ? strings(count) : [`${head}<sst xmlns="${main}"/>`],
    'xl/worksheets/sheet1.xml': sheet(count, variant),
  };
  await writeZip(path, parts);
}

/** A zip written front to back; sizes stand in a descriptor behind each part. */
async function writeZip(path, parts) {
  const out = createWriteStream(path);
  let offset = 0;
  const write = async (bytes) => {
    offset += bytes.length;
    if (!out.write(bytes)) await once(out, 'drain');
  };
  const central = [];
  for (const [name, pieces] of Object.entries(parts)) {
    const start = offset;
    const label = Buffer.from(name);
    const sizes = { crc: 0, packed: 0, size: 0 };
    await write(Buffer.concat([record('IHHHHHIIIHH', [0x04034b50, 20, 0x808, 8, 0, 33, 0, 0, 0, label.length, 0]), label]));
    const deflate = createDeflateRaw({ level: 4, chunkSize: 1 << 18 });
    const packing = (async () => {
      for await (const chunk of deflate) {
        sizes.packed += chunk.length;
        await write(chunk);
      }
    })();
    for (const piece of batches(pieces)) {
      sizes.crc = crc32(piece, sizes.crc);
      sizes.size += piece.length;
      if (!deflate.write(piece)) await once(deflate, 'drain');
    }
    deflate.end();
    await packing;
    const three = [sizes.crc, sizes.packed, sizes.size];
    await write(record('IIII', [0x08074b50, ...three]));
    central.push(
      Buffer.concat([
        record('IHHHHHHIIIHHHHHII', [0x02014b50, 20, 20, 0x808, 8, 0, 33, ...three, label.length, 0, 0, 0, 0, 0, start]),
        label,
      ]),
    );
  }
  const at = offset;
  const directory = Buffer.concat(central);
  await write(directory);
  await write(record('IHHHHIIH', [0x06054b50, 0, 0, central.length, central.length, directory.length, at, 0]));
  out.end();
  await finished(out);
}

function* batches(pieces) {
  let text = '';
  for (const piece of pieces) {
    text += piece;
    if (text.length > 1 << 18) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text);
}

function record(layout, values) {
  const bytes = Buffer.alloc([...layout].reduce((n, f) => n + (f === 'I' ? 4 : 2), 0));
  let at = 0;
  [...layout].forEach((f, i) => {
    at = f === 'I' ? bytes.writeUInt32LE(values[i] >>> 0, at) : bytes.writeUInt16LE(values[i], at);
  });
  return bytes;
}
