import { CFB } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { refusalOf } from './reading.ts';
import { zipOf } from './zips.ts';

const ole = (name: string) => {
  const file = CFB.utils.cfb_new();
  CFB.utils.cfb_add(file, name, Buffer.from('x'.repeat(5000)));
  return Buffer.from(CFB.write(file, { type: 'buffer' }) as Buffer);
};

test.each([
  ['file/empty', Buffer.alloc(0)],
  ['file/empty', Buffer.from('\ufeff \r\n')],
  ['file/empty', Buffer.from('\ufeff \r\n', 'utf16le')],
  ['file/encrypted', ole('EncryptedPackage')],
  ['file/damaged xls: record at 0 is truncated', ole('Workbook')],
  ['file/unknown-kind doc', ole('WordDocument')],
  ['file/unknown-kind pdf', Buffer.from('%PDF-1.7\n')],
  ['file/unknown-kind image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['', Buffer.from('\ufeff\n<html><table><tr><td>1</td></tr></table>')],
  ['', Buffer.from('<table border=1>\n<tr>\n<td>1\n</table>', 'utf16le')],
  ['file/damaged html: a table without its end', Buffer.from('<table border=1>\n<tr>\n<td>1\n')],
  ['file/damaged xml: no worksheet', Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')],
  ['file/unknown-kind empty-zip', zipOf({})],
  ['file/unknown-kind zip', zipOf({ 'a.txt': 'a' })],
  ['file/damaged ods: no content.xml', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, 0)],
  ['file/damaged xlsb: no relations of the package', zipOf({ '[Content_Types].xml': '', 'XL/workbook.bin': '' })],
  ['file/unknown-kind docx', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' })],
  ['file/unknown-kind binary', Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i % 9))],
])('%s', async (problem, bytes) => {
  expect(await refusalOf(bytes)).toBe(problem);
});
