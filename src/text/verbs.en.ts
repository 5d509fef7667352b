import type { Words } from './text.ts';

export const verbWords: Words['verbs'] = {
  listed: '{title}: rows {count}',
  talks: {
    date: 'Date of talk',
    by: 'Held by',
    within: 'A reminder talk is held within {days} days of the ranking ({clause}).',
    recordTitle: 'Record of a reminder talk',
    subject: 'Spoken with',
    speaker: 'Talk led by',
    recorder: 'Recorded by',
    time: 'Time',
    place: 'Place',
    cause: 'Occasion',
    causeText:
      'Appraisal {period}: place {rank} of the {n} ranked in {group}, total {total}; by {clause} those from place {line} on are called to a reminder talk.',
    causeOfLine: 'Appraisal {period}: {rule} {figure}, line {line}; by {clause} a reminder talk is held.',
    scores: 'Scores',
    score: '{block} {value}',
    purpose: 'Purpose',
    purposeText: 'To point out what can be better, to hear of difficulties and to encourage.',
    content: 'What was said',
    contentText: '1. What was done well:\n\n2. What can be better:\n\n3. Difficulties met:\n\n4. What is hoped for:',
    answer: 'Reply',
    measures: 'Plans',
    until: 'To be done by',
    followUp: 'Follow-up',
    followUpText: 'Within {days} days of the talk ({clause})\nDate:',
    note: 'One copy, for the personal file. Person: {id}; basis: {policy} ({edition}), {clause}; figures from {source}.',
  },
  papers: '✔ wrote papers ({count}) into {folder}',
};
