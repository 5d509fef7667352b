/**
 * The words of a language as they read under a policy: its names of lists, of those who decide, of its lines. What a policy
 * does not name is called as the built-in one calls it.
 */
import type { Policy } from '../policy/policy.ts';
import type { Names } from '../policy/primitives.ts';
import type { InLanguage } from './parameters.ts';
import type { Words } from './text.ts';

/** Fills these placeholders and leaves all others to whoever fills the text. */
function partly(template: string, args: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => args[name] ?? whole);
}

/**
 * @param words of one language
 * @param name names of the policy in that language
 */
export function wordsUnder(words: Words, policy: Policy, name: InLanguage): Words {
  const { named: n } = words;
  const body = policy.decision.by ? name(policy.decision.by) : n.body;
  const proposal = partly(n.proposal, { body });
  const { book } = listWords(words, policy, name, body);
  const choices = choicesUnder(words, policy, name);
  const quarterBar = policy['quarter-bar'].value === 'quarter' ? n.quarterOnly : book.summary.quarterBar;
  const [proposed, held] = policy.decision.options;
  return {
    ...words,
    policy: { ...words.policy, choices },
    verbs: verbsUnder(words, policy, name),
    book: {
      ...book,
      summary: { ...book.summary, ...summaryUnder(words, policy, name), proposal, quarterBar },
      ranking: { ...book.ranking, line: lineName(words, policy) },
      lists: {
        ...book.lists,
        proposed: proposed ? name(proposed) : book.lists.proposed,
        heldWord: held ? name(held) : book.lists.heldWord,
      },
    },
  };
}

/** Titles, sheet names and marks of the two lists, where the policy names them. */
function listWords({ book, named: n }: Words, { lists = {} }: Policy, name: InLanguage, body: string): Pick<Words, 'book'> {
  const [bars, talks] = [lists['promotion-bar'], lists['reminder-talk']];
  const of = (own: Names | undefined, usual: string) => (own ? name(own) : usual);
  const others = Object.entries(book.sheets).flatMap(([key, sheet]) => (key === 'bars' || key === 'talks' ? [] : [sheet.toLowerCase()]));
  /** Two sheets of one name are no workbook: the usual name then stands. */
  const sheet = (own: Names | undefined, usual: string, taken: readonly string[]) => {
    const called = of(own, usual);
    return taken.includes(called.toLowerCase()) ? usual : called;
  };
  const barSheet = sheet(bars?.sheet, book.sheets.bars, [...others, book.sheets.talks.toLowerCase()]);
  const talkSheet = sheet(talks?.sheet, book.sheets.talks, [...others, barSheet.toLowerCase()]);
  const marks = { ...book.marks, bar: of(bars?.mark, book.marks.bar), talk: of(talks?.mark, book.marks.talk) };
  const title = (own: Names | undefined, usual: string) => (own ? partly(n.listTitle, { list: name(own) }) : usual);
  const foot = partly(n.foot, { barName: of(bars?.name, n.bar), talkName: of(talks?.name, n.talk), body });
  return {
    book: {
      ...book,
      sheets: { ...book.sheets, bars: barSheet, talks: talkSheet },
      marks,
      ranking: { ...book.ranking, foot },
      lists: {
        ...book.lists,
        barsTitle: title(bars?.name, book.lists.barsTitle),
        talksTitle: title(talks?.name, book.lists.talksTitle),
        talkNote: talks ? partly(n.talkNote, { list: name(talks.name) }) : book.lists.talkNote,
      },
    },
  };
}

/** The papers of the talks, where the policy names them. */
function verbsUnder({ verbs, named: n }: Words, { lists = {} }: Policy, name: InLanguage): Words['verbs'] {
  const own = lists['reminder-talk'];
  if (!own) return verbs;
  const list = { list: name(own.name) };
  const talks = {
    within: partly(n.talkWithin, list),
    recordTitle: partly(n.talkRecord, list),
    causeText: partly(n.talkCause, list),
    causeOfLine: partly(n.talkCauseOfLine, list),
  };
  return { ...verbs, talks: { ...verbs.talks, ...talks } };
}

function summaryUnder(words: Words, policy: Policy, name: InLanguage) {
  const best = policy.grades?.year.excellent.name;
  return {
    spreadHeading: partly(words.named.spreadHeading, { line: lineName(words, policy) }),
    eligible: partly(words.named.eligible, { best: best ? name(best) : words.named.best }),
  };
}

/** `90分线` where all lines stand at one figure. */
function lineName({ named: n }: Words, { lines }: Policy): string {
  const figures = new Set(lines.map((l) => l.line.value.toText()));
  const [only] = figures;
  return figures.size === 1 && only !== undefined ? partly(n.line, { line: only }) : n.lines;
}

/** The lists among the choices of a policy, as its rules sheet and `policy show` write them. */
export function choicesUnder(words: Words, { lists = {} }: Policy, name: InLanguage): Words['policy']['choices'] {
  const [bars, talks] = [lists['promotion-bar'], lists['reminder-talk']];
  const { choices } = words.policy;
  return {
    ...choices,
    'promotion-bar': bars ? name(bars.name) : choices['promotion-bar'],
    'reminder-talk': talks ? name(talks.name) : choices['reminder-talk'],
  };
}
