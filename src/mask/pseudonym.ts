/** 代号: what stands for a person, a unit or a number under a key. The same under the same key, and nothing without it. */
import { createHmac } from 'node:crypto';

/** Bytes that a key has at least, so that nobody guesses it. */
export const shortestKey = 16;

/** Pseudonyms under one key. */
export interface Pseudonyms {
  /** `P-` and eight hexadecimal digits, sixteen where two people share eight. Of a folded id, or of a folded name where there is no id. */
  readonly person: (folded: string) => string;
  /** `单位-` and six, of a folded unit. */
  readonly unit: (folded: string) => string;
  /** `职务-` and six, of a folded post. */
  readonly post: (folded: string) => string;
  /** `文件-` and six, with the ending of the file. */
  readonly file: (label: string) => string;
  /** `表-` and six. */
  readonly sheet: (name: string) => string;
  /** `N-` and eight: an identity number or a telephone number that is nobody's id here. */
  readonly number: (digits: string) => string;
  /**
   * What stands for the SHA-256 of a file. Who knows all of a file but the names in it could try the names until its hash comes out;
   * under the key only its holder can still tell that this is the file.
   */
  readonly hash: (sha256: string) => string;
  /** Tells keys apart without telling them: eight hexadecimal digits. */
  readonly mark: string;
}

export function pseudonymsOf(key: Uint8Array): Pseudonyms {
  const of = (text: string): string => createHmac('sha256', key).update(text, 'utf8').digest('hex').toUpperCase();
  const files = distinct('文件-', 6, (t) => of(`label\u0000${t}`));
  return {
    person: distinct('P-', 8, of),
    unit: distinct('单位-', 6, (t) => of(`unit\u0000${t}`)),
    post: distinct('职务-', 6, (t) => of(`post\u0000${t}`)),
    file: (label) => files(label) + (/\.[^./\\]*$/.exec(label)?.[0] ?? ''),
    sheet: distinct('表-', 6, (t) => of(`sheet\u0000${t}`)),
    number: distinct('N-', 8, (t) => of(`number\u0000${t}`)),
    hash: (sha256) => of(`file\u0000${sha256}`).toLowerCase(),
    mark: of('mark').slice(0, 8).toLowerCase(),
  };
}

/** Each text its own: where two share the digits the later one has twice as many. */
function distinct(lead: string, digits: number, of: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  const taken = new Set<string>();
  return (text) => {
    const there = known.get(text);
    if (there !== undefined) return there;
    const all = of(text);
    const short = lead + all.slice(0, digits);
    const made = taken.has(short) ? lead + all.slice(0, 2 * digits) : short;
    taken.add(made);
    known.set(text, made);
    return made;
  };
}
