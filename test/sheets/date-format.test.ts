import { SSF } from '@e965/xlsx';
import { expect, test } from 'vitest';
import { showsDate } from '../../src/sheets/date-format.ts';

test.each([
  ...[
    'General',
    '0',
    '0.00',
    '#,##0',
    '0%',
    '0.00E+00',
    '##0.0E+0',
    '# ?/?',
    '@',
    '"日期"0',
    '\\d0',
    '_d0',
    '[Red]0',
    '[$-804]0',
    '[$€-2] #,##0',
    '0"年"',
  ],
  ...[
    'yyyy-mm-dd',
    'yyyy"年"m"月"d"日"',
    '[$-804]yyyy/m/d',
    'h:mm AM/PM',
    '[h]:mm:ss',
    '[mm]:ss',
    'mmm-yy',
    'd',
    'e"年"',
    '上午/下午h"时"',
    '[Blue]yyyy',
    'm/d;@',
  ],
  ...[
    '_(* #,##0_);_(* \\(#,##0\\);_(@_)',
    '[DBNum1][$-804]General',
    '[DBNum1][$-804]yyyy"年"',
    '#,##0.00\\ "EUR"',
    'G/通用格式',
    '0.0_ ;[Red]\\-0.0\\ ',
    '[<100]0;[>=100]0.0',
    'General"分"',
    '"a"@',
  ],
])('%s: as SheetJS judges', (format) => {
  expect(showsDate(format)).toBe(Boolean(SSF.is_date(format)));
});

// SheetJS takes these for numbers; Excel's East Asian editions show the day of the week, and an exponent in small letters is none the less one.
test.each([
  ['aaaa', true],
  ['[$-804]aaa;@', true],
  ['0.0e+0', false],
  ['0*d', false],
  ['0!d', false],
  ['Standard', false],
  ['0_x000D_"x"', false],
  ['yyyy!年m!月', true],
])('%s: as Excel judges', (format, date) => {
  expect(showsDate(format)).toBe(date);
});
