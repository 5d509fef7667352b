import type { Words } from './text.ts';

export const documents: Words['documents'] = {
  day: '{day} {month} {year}',
  months: {
    1: 'January',
    2: 'February',
    3: 'March',
    4: 'April',
    5: 'May',
    6: 'June',
    7: 'July',
    8: 'August',
    9: 'September',
    10: 'October',
    11: 'November',
    12: 'December',
  },
  signDate: 'Date: ________________',
  prepared: 'Prepared by',
  checked: 'Checked by',
  responsible: 'Responsible',
  unit: 'Unit',
  post: 'Post, rank',
  sources: '; ',
  cells: ', ',
};
