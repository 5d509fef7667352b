import type { Words } from './text.ts';

/** Words of verification and signatures. */
export const verifyWords: Words['verify'] = {
  verified: '✔ {file} is the result of these files under “{policy}”',
  notVerified: '✖ {file} is not the result of these files under “{policy}”',
  agrees: '✔ {file} agrees with its own memory',
  disagrees: '✖ {file} does not agree with its own memory',
  differences: '{count} differences, each told above.',
  counted: '{cells} cells were compared, {formulas} formulas among them.',
  withoutResult: '{count} formulas had no stored result (a program that saved it dropped them) and were computed anew.',
  policy: 'Policy: {name} ({edition})  {file}  SHA-256 {sha256}  {known}',
  known: {
    'built-in': 'built in',
    given: 'the same as the one named',
    other: 'not the one named',
    workbook: 'known from the workbook only',
  },
  input: 'File: {file}  SHA-256 {sha256}',
  map: 'Map of columns: {file}  SHA-256 {sha256}',
  alone: 'No inputs were named: the memory of the workbook was itself held against nothing. To verify it, name the files it was made from:',
  fromWorkbook: '{file} is a workbook of results itself; whether it is the result of its exports is to be verified by itself.',
  decisions: '{count} decisions (decisions and reasons that were filled in are no changes):',
  decision: '{who}  {list}  proposed: {proposal}  decided: {decision}  reason: {reason}  ({at})',
  textOnly: 'the words only, no parameter',
  none: 'none',
  who: '{name} ({id})',
  signature: {
    title: 'Signature: {file}  key {key}',
    result: {
      valid: 'Result: as it was signed',
      changed: 'Result: changed after it was signed',
      unsigned: 'Result: not signed',
      none: 'Result: not signed',
    },
    decisions: {
      valid: 'Decisions: as they were signed',
      changed: 'Decisions: changed after they were signed',
      unsigned: 'Decisions: not signed',
      none: 'Decisions: none filled in',
    },
  },
  sign: {
    signed: '✔ Signed: {file}',
    unchanged: '✔ {file} holds this signature already, left as it is',
    parts: 'Signed: {cells} cells of the result; {decisions} cells of decisions and reasons',
    noDecisions: 'Signed: {cells} cells of the result; no decision is filled in yet, sign again when they are',
    key: 'Key {key}',
    made: '✔ Key pair made: private {private} (keep it to yourself), public {public} (for those who verify)',
    ask: 'Tell those who verify the fingerprint in person or by telephone.',
    next: 'Next: {command}',
    password: 'Passphrase of {file}: ',
  },
};
