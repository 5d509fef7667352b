/** What `diff` says on the terminal: the summary first, then the first few of each kind with what there are in all. */
import type { ListChange, Movement } from '../appraise/compare/comparison.ts';
import { groupChanged, isAlike, isSame, listCounts, rankChanged, stays, totalChanged } from '../papers/diff/counts.ts';
import { groupCounts, movementWhy, optionText, policyNotes, policyRows } from '../papers/diff/lists.ts';
import { moveOf, type Telling } from '../papers/diff/telling.ts';
import type { Paint } from '../problems/report.ts';
import { displayWidth, padEnd, visible, wrap } from '../problems/width.ts';
import { fill } from '../text/text.ts';
import type { ListKey, Person } from '../types.ts';

/** How the text is laid out. */
export interface Page {
  readonly columns: number;
  readonly paint: Paint;
  /** Entries shown of each kind; null: all. */
  readonly cap: number | null;
}

/** An entry of a section: a line, and lines beneath it. */
type Entry = readonly [string, ...(readonly string[])];

/** The sides, whether they differ, and counts of everything; ends with a line break. */
export function diffSummary(t: Telling, page: Page): string {
  const { of: c, words: w } = t;
  const sides = [t.side('a'), t.side('b')].map((line) => page.paint.dim(wrapped(line, page, '', '   ')));
  return [
    ...sides,
    '',
    page.paint.bold(wrapped(verdict(t), page, '', '')),
    ...(isAlike(c) ? [] : summaryLines(t, page)),
    ...notes(t, w).map((n) => wrapped(n, page, '', '')),
  ]
    .join('\n')
    .concat('\n');
}

function verdict({ of: c, words: w }: Telling): string {
  if (!isSame(c)) return c.sameRun && c.decisions.length === 0 ? w.sameRunDiffers : w.differ;
  if (c.sameRun) return w.sameRun;
  return isAlike(c) ? w.same : w.sameButData;
}

function notes(t: Telling, w: Telling['words']): string[] {
  const { of: c } = t;
  const unseparated = [...c.lists.map((l) => l.why), ...c.movements.flatMap((m) => [m.total, m.rank])].some((y) => y?.unseparated);
  return [
    ...(c.samePeriod ? [] : [w.otherPeriods]),
    ...(c.people.byName > 0 ? [fill(w.byName, { count: c.people.byName })] : []),
    ...policyNotes(t),
    ...(unseparated ? [w.unseparatedNote] : []),
  ];
}

function summaryLines(t: Telling, page: Page): string[] {
  const { of: c, words: w } = t;
  const s = w.summary;
  const { both, added, gone } = c.people;
  const count = (f: (m: Movement) => boolean) => c.movements.filter(f).length;
  const regraded = c.movements.filter((m) => m.grade !== null).length;
  const lists: readonly ListKey[] = ['promotion-bar', 'reminder-talk', 'priority'];
  const articles = c.regulation?.length ?? 0;
  const parameters = policyRows(t).length;
  const lines: [string, string][] = [
    [s.people, fill(s.peopleText, { both, added: added.length, gone: gone.length })],
    [
      s.cells,
      c.samePeriod
        ? countOr(c.cells.length, s.none, fill(s.cellsText, { count: c.cells.length, people: new Set(c.cells.map((x) => x.pair)).size }))
        : s.notCompared,
    ],
    [s.policy, countOr(parameters + articles, s.none, fill(s.policyText, { parameters, articles }))],
    [s.totals, fill(s.totalsText, { totals: count(totalChanged), ranks: count(rankChanged), groups: count(groupChanged) })],
    ...lists.flatMap((list): [string, string][] =>
      c.lists.some((l) => l.list === list) ? [[t.listName(list), fill(s.listText, { ...listCounts(c.lists, list) })]] : [],
    ),
    ...(regraded > 0 ? [[s.grades, fill(s.gradesText, { count: regraded })] as [string, string]] : []),
    ...(c.decisions.length > 0 ? [[s.decisions, fill(s.decisionsText, { count: c.decisions.length })] as [string, string]] : []),
  ];
  const width = Math.max(...lines.map(([label]) => displayWidth(label))) + 2;
  return lines.map(([label, text]) => wrapped(`${padEnd(label, width)}${text}`, page, '  ', ' '.repeat(width + 2)));
}

const countOr = (count: number, none: string, text: string): string => (count === 0 ? none : text);

/** Everything in sections, each capped; ends with a line break, '' where nothing differs. */
export function diffSections(t: Telling, page: Page): string {
  const { of: c, words: w } = t;
  const sections: readonly (readonly [string, readonly Entry[]])[] = [
    [w.names.lists, c.lists.map((l) => listEntry(t, l))],
    [w.names.movements, inOrderOfChange(c.movements.filter(stays)).map((m) => movementEntry(t, m))],
    [
      w.names.cells,
      c.cells.map(
        (x): Entry => [
          `${named(t.who(x.pair))}　${t.cellText(x)}`,
          t.arrow(t.place(x.beforeAt) || w.absent, t.place(x.afterAt) || w.absent),
        ],
      ),
    ],
    [
      w.names.people,
      [
        ...c.people.added.map((p): Entry => [`＋ ${named(p)}　${t.place(p.at)}`]),
        ...c.people.gone.map((p): Entry => [`－ ${named(p)}　${t.place(p.at)}`]),
      ],
    ],
    [
      w.names.policy,
      policyRows(t).map(
        (r): Entry => [
          r.before === '' && r.after === '' ? r.name : `${r.name}　${t.arrow(r.before || w.absent, r.after || w.absent)}`,
          ...(r.clauseBefore === '' && r.clauseAfter === '' ? [] : [t.arrow(r.clauseBefore || w.absent, r.clauseAfter || w.absent)]),
        ],
      ),
    ],
    [
      w.names.regulation,
      (c.regulation ?? []).map(
        (r): Entry => [`${r.article}　${w.states[r.before === null ? 'appeared' : r.after === null ? 'went' : 'changed']}`],
      ),
    ],
    [
      w.names.groups,
      c.groups.map(
        ({ before, after }): Entry => [
          t.b.groupName(after ?? before ?? { category: '', level: '' }),
          `A　${groupCounts(t, t.a, before)}`,
          `B　${groupCounts(t, t.b, after)}`,
        ],
      ),
    ],
    [
      w.names.checks,
      c.checks.map(
        (x): Entry => [`${named(t.who(x.pair))}　${t.ruleName(x.rule)}　${t.arrow(t.checkText(x.before), t.checkText(x.after))}`],
      ),
    ],
    [
      w.names.decisions,
      c.decisions.map(
        (d): Entry => [
          `${named(t.who(d.pair))}　${t.decidedList(d.list)}　${t.ruleName(d.rule)}`,
          `A　${decisionText(t, 'a', d.before)}`,
          `B　${decisionText(t, 'b', d.after)}`,
        ],
      ),
    ],
  ];
  return sections.flatMap(([title, entries]) => (entries.length === 0 ? [] : [section(t, page, title, entries)])).join('\n');
}

function section(t: Telling, page: Page, title: string, entries: readonly Entry[]): string {
  const shown = page.cap === null ? entries : entries.slice(0, page.cap);
  const lines = shown.flatMap(([first, ...rest]) => [
    wrapped(first, page, '  ', '    '),
    ...rest.map((r) => wrapped(r, page, '      ', '      ')),
  ]);
  const more = entries.length - shown.length;
  return [page.paint.bold(title), ...lines, ...(more > 0 ? [fill(t.words.more, { count: more })] : []), ''].join('\n');
}

/** Those who moved farthest first, then by totals. */
function inOrderOfChange(movements: readonly Movement[]): Movement[] {
  const far = ({ before, after }: Movement) => (before?.rank && after?.rank ? Math.abs(after.rank - before.rank) : Number.MAX_SAFE_INTEGER);
  return [...movements].sort((x, y) => far(y) - far(x));
}

const named = (p: Person): string => (p.id === p.name ? p.name : `${p.name} ${p.id}`);

function listEntry(t: Telling, l: ListChange): Entry {
  const { words: w } = t;
  const move = moveOf(l);
  const sign = move === 'gained' || move === 'held-to-on' ? '＋' : move === 'lost' || move === 'on-to-held' ? '－' : '～';
  const figures = t.arrow(t.standText('a', l), t.standText('b', l));
  const clause = (l.verdictAfter ?? l.verdictBefore)?.clause ?? '';
  return [
    `${sign} ${t.listName(l.list)}　${named(t.who(l.pair))}　${w.states[move]}`,
    `${t.ruleName(l.rule)}　${figures}　${clause}`,
    fill(w.review.because, { what: w.columns.why, why: t.whyText(l.pair, l.why) }),
  ];
}

function movementEntry(t: Telling, m: Movement): Entry {
  const { words: w } = t;
  const total = t.arrow(t.totalText(t.a, m.before) ?? w.absent, t.totalText(t.b, m.after) ?? w.absent);
  const rank = t.arrow(t.rankText(t.a, m.before) || w.absent, t.rankText(t.b, m.after) || w.absent);
  const grade = m.grade ? `　${t.arrow(t.gradeText(t.a, m.gradeBefore), t.gradeText(t.b, m.gradeAfter))}` : '';
  const passing = t.passingText(m);
  return [
    `${named(t.who(m.pair))}　${t.b.words.ranking.total} ${total}　${t.b.words.ranking.rank} ${rank}${grade}`,
    ...(passing === '' ? [] : [passing]),
    ...movementWhy(t, m)
      .split('\n')
      .map((why) => fill(w.review.because, { what: w.columns.why, why })),
  ];
}

function decisionText(t: Telling, side: 'a' | 'b', d: Telling['of']['decisions'][number]['before']): string {
  if (!d) return t.words.absent;
  return [optionText(t[side], d.proposal), optionText(t[side], d.decided), d.reason, t.place(d.at)].filter((x) => x !== '').join('　');
}

function wrapped(text: string, page: Page, first: string, rest: string): string {
  return wrap(visible(text), page.columns - Math.max(displayWidth(first), displayWidth(rest)) - 1)
    .map((line, i) => (i === 0 ? first : rest) + line)
    .join('\n');
}
