import { showsDate } from './date-format.ts';
import type { Shown } from './grid.ts';

/** Formats that Excel writes by a name where others have a pattern; a letter of theirs must not be taken for one of a date. */
const dates = /^(?:General|Short|Medium|Long) (?:Date|Time)$/i;
const numbers = /^(?:General|General Number|Fixed|Standard|Scientific|Currency|Euro Currency|Percent|Yes\/No|True\/False|On\/Off)$/i;

/** How a number is shown by a format of XML Spreadsheet 2003 or of a web page. */
export function shownBy(format: string): Shown {
  if (dates.test(format)) return { date: true, percent: false };
  if (numbers.test(format)) return { date: false, percent: /^percent$/i.test(format) };
  return { date: showsDate(format), percent: format.replace(/"[^"]*"|\\./g, '').includes('%') };
}
