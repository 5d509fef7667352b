import type { Words } from './text.ts';

/** Words with the names that an office gives its lists, its lines and those who decide. */
export const namedWords: Words['named'] = {
  bar: 'not promoted this year',
  talk: 'reminder talk',
  body: 'the Party group',
  best: '优秀',
  listTitle: '{list}, {period} (proposal)',
  line: '{line}-point line',
  lines: 'Lines',
  spreadHeading: '2. Distribution of totals; {line}',
  eligible: 'Eligible for {best}',
  proposal: 'Ranks and lists are proposals: {body} decides ({clause}).',
  quarterOnly: 'What a quarter’s ranking bars holds in that quarter only ({clause}).',
  foot: 'Marks: {bar} = {barName}; {talk} = {talkName}; {held} = kept off a list by a tie alone, for {body} to decide; {onLine} = exactly on the line; {notAssessed} = no inspection score.',
  talkWithin: '{list}: within {days} days of the ranking ({clause}).',
  talkRecord: 'Record ({list})',
  talkCause: 'Appraisal {period}: place {rank} of the {n} ranked in {group}; by {clause} those from place {line} on are listed ({list}).',
  talkCauseOfLine: 'Appraisal {period}: {figure} for {quality}, against the line of {line}; by {clause} this leads to the list ({list}).',
  talkNote: '{list}: to help and to teach; no sanction.',
};
