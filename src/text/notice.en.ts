import type { Words } from './text.ts';

export const notice: Words['notice'] = {
  sheet: 'Notice',
  title: 'Notice of proposed grades, {period}',
  intro: 'By {policy} ({edition}), {clause}, the grades proposed in the appraisal of {period} for {count} members of staff are made known.',
  nobody: 'By {policy} ({edition}), {clause}. In the appraisal of {period} there is nobody of whom notice is to be given.',
  during: 'The notice stands from {from} to {to}. It must stand for no fewer than {days} working days ({clause}).',
  respond:
    'Whoever sees it otherwise may, while the notice stands, write, telephone or come to the office below. Please keep to the facts; the office keeps to itself who has spoken to it.',
  office: 'Office',
  telephone: 'Telephone',
  address: 'Address',
  signOffice: '(issuing office)',
  fields: {
    name: 'Name',
    unit: 'Unit',
    department: 'Department',
    post: 'Post',
    rank: 'Rank',
    grade: 'Proposed grade',
    category: 'Category',
    level: 'Level',
  },
};
