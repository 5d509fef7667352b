import type { Words } from './text.ts';

/** Words of the page of a report itself: contents, tables behind figures, page numbers. */
export const pageWords: Words['page'] = {
  skip: 'Skip to the text',
  contents: 'Contents',
  data: 'Data',
  lines: 'Lines',
  line: 'Line',
  captionOf: ': ',
  name: 'Name',
  from: 'From (included)',
  to: 'To (excluded, but in the last)',
  low: 'Low',
  at: 'Computed',
  high: 'High',
  tone: 'Mark',
  pageOf: 'Page {page} of {pages}',
  tones: { bar: 'Not promoted', talk: 'Reminder talk', held: 'Held', self: 'This person', plain: 'Others' },
};
