/**
 * 脱敏: people under pseudonyms that stay the same under a key, so that what is shown can be given to others. What a text is decides how it
 * is masked: ids and names give way whole, free text is searched for them, units and groups stay what they were.
 */
import { foldId, foldName, foldText, foldWhole, foldWord } from '../fold.ts';
import type { Pseudonyms } from './pseudonym.ts';
import { replacing } from './replacing.ts';
import { writtenNames } from './written-names.ts';

/** Somebody, and what they are called. */
export interface Named {
  /** Folded id, or folded name where there is no id. */
  readonly person: string;
  /** Ids and names, as written. */
  readonly words: readonly string[];
}

/** Texts of each kind under pseudonyms. */
export interface Mask {
  readonly pseudonyms: Pseudonyms;
  /** How many people have one. */
  readonly count: number;
  /** What stands for a person, known by a folded id or name, or by an id or name as written. */
  readonly person: (word: string) => string;
  /** Free text, titles, headers, paths. */
  readonly text: (text: string) => string;
  /** Text that is held against words of the policy: full names only, for a short one may be a part of another word. */
  readonly names: (text: string) => string;
  /** Results that were masked where they were made: full names of people, should one have slipped through. */
  readonly people: (text: string) => string;
  /** 事项, 编号: texts that are held against each other. Those that were the same stay the same, others stay others. */
  readonly matter: (text: string) => string;
  /** 谈话人, 记录人: whoever is named, known or not. */
  readonly others: (text: string) => string;
  /** Names of files and sheets; of a unit's own file or sheet it is the unit's. */
  readonly file: (label: string) => string;
  readonly sheet: (name: string) => string;
  /** Whether units are masked: then what titles and notes say of them is not shown either. */
  readonly withUnits: boolean;
  /** 单位, 部门: as it is but for full names in it; or its own pseudonym. */
  readonly unit: (text: string) => string;
  readonly post: (text: string) => string;
}

/** What stands for a name that several people have. */
const several = 'P-********';
/** A name as short as this may be a part of another word, of which a unit is made. */
const fullName = 3;

/** What is masked beside people, as written. */
export interface Places {
  readonly units: readonly string[];
  readonly files: readonly string[];
}

/**
 * @param everybody whom the texts may name; the same person may come several times
 * @param places null: units, posts and names of files stay, but for the names of people in them
 */
export function maskOf(pseudonyms: Pseudonyms, everybody: Iterable<Named>, places: Places | null): Mask {
  const words = new Map<string, string>();
  const known = new Set<string>();
  for (const { person, words: called } of everybody) {
    known.add(person);
    const stands = pseudonyms.person(person);
    for (const word of [person, ...called].flatMap(writings)) put(words, foldWhole(word), stands);
  }
  const people = new Map(words);
  const unit = (text: string): string => pseudonyms.unit(foldWord(text));
  const offices = new Set<string>();
  for (const u of places?.units ?? []) {
    const word = foldWhole(u);
    if (!isWord(word) || words.has(word)) continue;
    words.set(word, unit(u));
    offices.add(word);
  }
  for (const f of places?.files ?? []) if (!words.has(foldWhole(f))) words.set(foldWhole(f), pseudonyms.file(f));
  const searching = (wanted: (word: string) => boolean) =>
    replacing({ words: new Map([...words].filter(([w]) => isWord(w) && wanted(w))), number: pseudonyms.number });
  const isFull = (w: string): boolean => people.has(w) && [...w].length >= fullName;
  const text = searching(() => true);
  const names = searching((w) => isFull(w) || offices.has(w));
  const person = (word: string): string => {
    if (known.has(word)) return pseudonyms.person(word);
    const found = people.get(foldWhole(word));
    if (found !== undefined && found !== several) return found;
    return pseudonyms.person(/\d/.test(word) ? foldId(word) : foldName(word));
  };
  const whole = (of: (t: string) => string) => (t: string) => (t.trim() === '' ? t : of(t));
  return {
    pseudonyms,
    count: known.size,
    person: whole(person),
    text,
    file: places === null ? text : whole(pseudonyms.file),
    sheet: places === null ? text : whole(pseudonyms.sheet),
    withUnits: places !== null,
    names,
    people: searching(isFull),
    matter: apart(text),
    others: (t) =>
      text(
        writtenNames(t)
          .map((w) => (w.name === null ? w.text : w.text.replace(w.name, person(w.name))))
          .join(''),
      ),
    unit: places === null ? names : whole(unit),
    post: places === null ? names : whole((t) => pseudonyms.post(foldWord(t))),
  };
}

/** The dot in a name may be left out, as folding does, or be a full stop. */
const writings = (word: string): string[] => (foldName(word).includes('·') ? [word, foldName(word).replaceAll('·', '.')] : [word]);

/** A character is no name that could be told from a word, and two or three digits may be any number. */
const isWord = (folded: string): boolean => [...folded].length > 1 && !/^\d{1,3}$/.test(folded);

function put(words: Map<string, string>, word: string, stands: string): void {
  if (word === '') return;
  const there = words.get(word);
  words.set(word, there === undefined || there === stands ? stands : several);
}

/**
 * Matters stay one or apart as the rules have them, both finely (equal matters count once, rules §3.5) and without their punctuation (what an
 * exemption names, rules §7.3): whatever a pseudonym makes alike is told apart again, by a number or by a full stop.
 */
function apart(text: (text: string) => string): (text: string) => string {
  const fine = (t: string): string => foldText(t).toLowerCase();
  const known = new Map<string, string>();
  const taken = new Set<string>();
  const classes = new Map<string, { readonly first: string; readonly number: string }>();
  const takenClasses = new Set<string>();
  const classOf = (given: string, plain: string) => {
    const coarse = foldWord(given);
    const there = classes.get(coarse);
    if (there !== undefined) return there;
    let number = '';
    for (let n = 2; takenClasses.has(foldWord(plain + number)); n++) number = ` ${n}`;
    takenClasses.add(foldWord(plain + number));
    const made = { first: plain, number };
    classes.set(coarse, made);
    return made;
  };
  return (given) => {
    const there = known.get(fine(given));
    if (there !== undefined) return there;
    const plain = text(given);
    const { first, number } = classOf(given, plain);
    let made = (foldWord(plain) === foldWord(first) ? plain : first) + number;
    while (taken.has(fine(made))) made += '。';
    taken.add(fine(made));
    known.set(fine(given), made);
    return made;
  };
}
