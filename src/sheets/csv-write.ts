import { stringify } from 'csv-stringify/sync';

/** A text as it is, a number as exact decimal text, or nothing. */
export type CsvValue = string | { readonly number: string } | null;

/**
 * Rows as CSV for Excel: UTF-8 with a byte order mark, CRLF. A text that a spreadsheet might take for a formula
 * (it begins with `= + - @`, Tab or CR, also full-width or behind spaces) gets a leading `'`; numbers stay numbers.
 */
export function writeCsv(rows: readonly (readonly CsvValue[])[]): string {
  return stringify(
    rows.map((row) => row.map(field)),
    { bom: true, record_delimiter: '\r\n', escape_formulas: false, quoted_match: /[\r\n]/ },
  );
}

function field(value: CsvValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return value.number;
  return formulaLike.test(value) ? `'${value}` : value;
}

/** White space other than Tab and CR may stand before; full-width spaces count, as office input methods leave them. */
const formulaLike = /^(?:[^\S\t\r]|[\u200b\ufeff])*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b]/;
