import { messages } from './messages.en.ts';
import type { Words } from './text.ts';

export const en: Words = {
  messages,
  title: 'Ranking, {period}',
  quarterOf: '{year} Q{quarter}',
  quarterNumbers: { 1: '1', 2: '2', 3: '3', 4: '4' },
  yearOf: '{year}',
  noPeriod: 'no period given',
};
