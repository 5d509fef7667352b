/** Names of files made from what offices write: people, units, titles. */

/** What Windows, other systems or a reader of the name would trip over: separators, controls, marks that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: no file name holds them
const forbidden = /[\\/:*?"<>|\u0000-\u001f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Names of devices of Windows, whatever their ending. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
/** Bytes that every file system takes, with room for an ending. */
const longest = 200;

/** A name that every system takes, without its ending. */
export function fileName(name: string): string {
  const plain = name
    .normalize('NFC')
    .replace(forbidden, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '');
  const safe = device.test(plain) || plain === '' ? `_${plain}` : plain;
  let short = safe;
  while (new TextEncoder().encode(short).length > longest) short = [...short].slice(0, -1).join('');
  return short;
}
