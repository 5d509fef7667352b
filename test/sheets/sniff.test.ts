import { expect, test } from 'vitest';
import { refusalOf } from './reading.ts';
import { zipOf } from './zips.ts';

const ole = (name: string) =>
  Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600), Buffer.from(`${name}\0`, 'utf16le')]);

test.each([
  ['file/empty', Buffer.alloc(0)],
  ['file/empty', Buffer.from('\ufeff \r\n')],
  ['file/empty', Buffer.from('\ufeff \r\n', 'utf16le')],
  ['file/encrypted', ole('EncryptedPackage')],
  ['file/unknown-kind xls', ole('Workbook')],
  ['file/unknown-kind doc', ole('WordDocument')],
  ['file/unknown-kind pdf', Buffer.from('%PDF-1.7\n')],
  ['file/unknown-kind image', Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')],
  ['file/unknown-kind html', Buffer.from('\ufeff\n<html><table><tr><td>1</td></tr></table>')],
  ['file/unknown-kind html', Buffer.from('<table border=1>', 'utf16le')],
  ['file/unknown-kind xml-spreadsheet', Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>')],
  ['file/unknown-kind empty-zip', zipOf({})],
  ['file/unknown-kind zip', zipOf({ 'a.txt': 'a' })],
  ['file/unknown-kind ods', zipOf({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet' }, 0)],
  ['file/unknown-kind xlsb', zipOf({ '[Content_Types].xml': '', 'XL/workbook.bin': '' })],
  ['file/unknown-kind docx', zipOf({ '[Content_Types].xml': '', 'word/document.xml': '' })],
  ['file/unknown-kind binary', Buffer.from(Uint8Array.from({ length: 256 }, (_, i) => i % 9))],
])('%s', async (problem, bytes) => {
  expect(await refusalOf(bytes)).toBe(problem);
});
