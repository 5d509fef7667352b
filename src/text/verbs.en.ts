import type { Words } from './text.ts';

export const verbWords: Words['verbs'] = {
  listed: '{title}: rows {count}',
  papers: '✔ wrote papers ({count}) into {folder}',
};
