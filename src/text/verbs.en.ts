import type { Words } from './text.ts';

export const verbWords: Words['verbs'] = {
  listed: '{title}: rows {count}',
  talks: {
    date: 'Date of talk',
    by: 'Held by',
    within: 'A reminder talk is held within {days} days of the ranking ({clause}).',
    recordTitle: 'Record of a reminder talk',
    subject: 'Called',
    speaker: 'Held by',
    speakerPost: 'Unit and post',
    recorder: 'Recorded by',
    recorderPost: 'Unit and post',
    time: 'Time',
    place: 'Place',
    cause: 'Occasion',
    causeText:
      'Appraisal {period}: place {rank} of the {n} ranked in {group}; by {clause} those from place {line} on are called to a talk.',
    causeOfLine: 'Appraisal {period}: {figure} for {quality}, against the line of {line}; by {clause} this calls to a talk.',
    purpose: 'Purpose',
    content: 'What was said',
    answer: 'View of the person',
    measures: 'What is planned',
    until: 'By when',
    followUp: 'Follow-up',
    followUpText: 'within {days} days of the talk ({clause})',
    signDate: 'Date:',
  },
  papers: '✔ wrote papers ({count}) into {folder}',
};
