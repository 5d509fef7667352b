import type { Words } from './text.ts';

/** Words of --mask. */
export const mask: Words['mask'] = {
  masked: 'Masked: {count} people under pseudonyms (key {mark}); units and posts as they are',
  units: 'Masked: {count} people under pseudonyms, units and posts too (key {mark})',
  made: '✔ wrote the key {file} (mark {mark}). Keep it safe: whoever has it can tell a pseudonym from a name; once it is lost, later pseudonyms no longer match these',
  foot: '{text}　masked ({mark})',
};
