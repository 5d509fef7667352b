import type { Words } from './text.ts';

export const evaluation: Words['evaluation'] = {
  title: 'Form of {name}, {period}',
  figures: '1. Scores',
  noFigures: 'Not ranked in this period: no scores.',
  facets: '2. What was learnt',
  learnt: '· {text} ({way}, {day})',
  undated: '· {text} ({way}, no date given)',
  nothing: '(nothing is recorded of this)',
  opinion: 'Opinion',
  by: 'Evaluated by',
  responsible: 'Responsible',
  note: 'Person: {id}; basis: {policy} ({edition}), {clause}; figures from {source}.',
};
