/** Technical details of the readers and of the system → the words that a language has for the common ones. */
import { fill } from '../fill.ts';

/** What the readers say shortly in technical words, and the key of its words; what `(…)` catches is handed on. */
const known: readonly (readonly [RegExp, string])[] = [
  [/^zip: truncated|^zip: .+ truncated$|^ole: .*(?:truncated|cut short|longer than the file)|is cut short$|record is too short$/, 'cut'],
  [/^zip: (?:CRC of (?<what>.+) is wrong|(?<what2>.+) is not as long as declared|(?<what3>.+) does not inflate.*)$/, 'checksum'],
  [/^zip: two entries of one name: (?<what>.+)$/, 'twice'],
  [/^zip: /, 'package'],
  [
    /^(?<what>.+): (?:XML not well formed.*|not valid utf-8|character not allowed in XML.*|attribute .+ twice|DOCTYPE|entity .+ not known)$/,
    'markup',
  ],
  [/^(?<what>.+![A-Z]+\d+): /, 'cell'],
  [
    /^(?:no workbook part|no worksheet|no \[Content_Types\]\.xml|part .+ is missing|xml: no worksheet|ods: no content\.xml|zip: no entry .+)$/,
    'part',
  ],
  [/^UTF-8 in part only: byte \d+, line (?<what>\d+)$/, 'mixed'],
  [/: byte \d+, line (?<what>\d+)$/, 'bytes'],
  [/^NUL character in line (?<what>\d+)$/, 'nul'],
  [/^CSV_QUOTE_NOT_CLOSED$/, 'quote-open'],
  [/^(?:INVALID_OPENING_QUOTE|CSV_INVALID_CLOSING_QUOTE|CSV_NON_TRIMABLE_CHAR_AFTER_CLOSING_QUOTE)$/, 'quote-within'],
  [/^docx: old or encrypted$/, 'docx-old'],
  [/^docx: no document$/, 'docx-not'],
  [/^docx: macros$/, 'docx-macros'],
  [/^docx: no field$/, 'docx-no-field'],
  [/^encrypted$/, 'encrypted'],
  [/^(?<what>[^:]+![A-Z]+\d+)$/, 'differs'],
];

/** Words for a detail; where there are none `other` gives it as it is. */
export function detailText(detail: string, words: Readonly<Record<string, string>>): string {
  for (const [pattern, key] of known) {
    const found = pattern.exec(detail);
    const template = found && Object.hasOwn(words, key) ? words[key] : undefined;
    if (!found || template === undefined) continue;
    const what = Object.values(found.groups ?? {}).find((g) => g !== undefined) ?? '';
    return fill(template, { what, detail });
  }
  return fill(words['other'] ?? '{detail}', { detail });
}

/** Words for why the system refused (`ENOENT`, or a sentence that begins with it); what has none stays as it is. */
export function reasonText(reason: string, words: Readonly<Record<string, string>>): string {
  const code = /^(E[A-Z0-9]+)(?=[:\s]|$)/.exec(reason)?.[1] ?? reason;
  return Object.hasOwn(words, code) ? (words[code] as string) : reason;
}
