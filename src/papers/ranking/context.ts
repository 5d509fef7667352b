/** What all sheets of the ranked workbook share: words, names of sheets, the columns and rows where things stand. */
import { accountabilityRule } from '../../appraise/records.ts';
import type { KeptQuarter, YearInspection } from '../../appraise/year-quarters.ts';
import type { Look, PaperCell } from '../../paper.ts';
import type { ParameterLabel, ParameterValue } from '../../policy/parameters.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Clause, Names } from '../../policy/primitives.ts';
import { columnName } from '../../problems/problem.ts';
import { displayWidth } from '../../problems/width.ts';
import { nameIn } from '../../text/names.ts';
import { choiceText, parameterLabel, parameterValueText } from '../../text/parameters.ts';
import { fill, type Words } from '../../text/text.ts';
import type { Export, Group, Lang, ListKey, Period, Person, Problem, Ranking, UnrankedPerson } from '../../types.ts';
import { quoted } from '../formula.ts';
import type { Run } from '../results.ts';

/** Everything a paper of the ranking is made from. */
export interface BookInput {
  readonly ranking: Ranking;
  readonly source: Export;
  readonly run: Run;
  readonly problems: readonly Problem[];
  readonly lang: Lang;
  readonly words: Words;
  /** Simplified → traditional for the policy's own names; identity but in zh-Hant. */
  readonly convert: (text: string) => string;
  /** Of a year: what it was made from, to be remembered. */
  readonly year?: {
    readonly sources: readonly Export[];
    readonly inspected: readonly YearInspection[];
    /** Quarters that only the archive remembers. */
    readonly kept?: readonly KeptQuarter[];
  };
}

/** Above this many people in a group, ranks stand as values: the formulas would cost n² steps at every change. */
export const liveRankLimit = 3000;
/** Above this many groups all people stand in one sheet. */
export const sheetPerGroupLimit = 40;

/** A group with the sheet and the rows its people stand in. */
export interface GroupAt {
  readonly group: Group;
  readonly index: number;
  readonly sheet: string;
  readonly name: string;
  /** One-based rows of its people; last < first where nobody is ranked. */
  readonly first: number;
  readonly last: number;
  /** One-based row in the summary. */
  readonly summaryRow: number;
  readonly liveRanks: boolean;
}

/** Cells: a text, an exact number, a live formula with its exact value, the number of such a value. */
export const text = (value: string, look: Look = 'text'): PaperCell => ({ value, look });
export const number = (value: string | number, look: Look = 'general'): PaperCell => ({ value: { number: String(value) }, look });
export const live = (formula: string, value: PaperCell['value'], look: Look): PaperCell => ({ formula, value, look });
export const num = (value: string | number): { number: string } => ({ number: String(value) });

/** A row of one look over `width` columns, first cell holding the text: merged by the caller. */
export function banner(value: string, look: Look, width: number): PaperCell[] {
  return Array.from({ length: width }, (_, i) => ({ value: i === 0 ? value : null, look }));
}

/** Widths of the columns that say who a person is, in characters. */
interface Fit {
  readonly name: number;
  readonly id: number;
  readonly unit: number;
  readonly post: number;
}

/** Words, names and addresses, by the language of the workbook. */
export class Context {
  private widths: Fit | null = null;
  readonly words: Words['book'];
  readonly marks: { bar: string; talk: string; priority: string; held: string; onLine: string; notAssessed: string };
  readonly policy: Policy;
  readonly lang: Lang;

  constructor(readonly input: BookInput) {
    this.words = input.words.book;
    this.marks = { ...this.words.marks };
    this.policy = input.run.policy.rules;
    this.lang = input.lang;
  }

  /** Looked for once: every sheet of people has these columns, and an export may hold very many. */
  fitted(): Fit {
    this.widths ??= fitted(this.input.source);
    return this.widths;
  }

  name(names: Names): string {
    return nameIn(names, this.lang, this.input.convert);
  }

  label(label: ParameterLabel): string {
    return parameterLabel(label, this.input.words.policy, (n) => this.name(n));
  }
  /** A choice of the policy in words: formulas compare with the very same. */
  choice(value: string): string {
    return choiceText(value, this.input.words.policy);
  }
  valueText(value: ParameterValue): string {
    return parameterValueText(value, this.input.words.policy, (n) => this.name(n));
  }

  clause(clause: Clause): string {
    return clause.at;
  }

  /** Quarters that the totals of a year are means of, in order; none where a quarter is ranked. */
  quarters(): readonly Period[] {
    const all = this.input.ranking.groups.flatMap((g) => g.ranked.flatMap((r) => r.scored.quarters?.map((q) => q.period) ?? []));
    const byText = new Map(all.map((p) => [p.quarter, p]));
    return [...byText.values()].sort((a, b) => (a.quarter ?? 0) - (b.quarter ?? 0));
  }

  period(): string {
    return this.periodName(this.input.ranking.period);
  }

  periodName(p: Period | null): string {
    const words = this.words.period;
    if (p === null) return words.none;
    if (p.quarter === null) return fill(words.year, { year: p.year });
    return fill(words.quarter, { year: p.year, quarter: words.numbers[p.quarter] });
  }

  groupName(g: { readonly category: string; readonly level: string }): string {
    if (g.category === '') return this.words.noGroup;
    return g.level === '' ? g.category : fill(this.words.group, { category: g.category, level: g.level });
  }

  /** What a verdict's rule is called: a cut, a line, accountability, a priority. */
  ruleName(rule: string): string {
    const { cuts, lines, priorities = [], accountability } = this.policy;
    const found = [...cuts, ...lines, ...priorities].find((r) => r.key === rule);
    if (found) return this.name(found.name);
    return accountability && rule === accountabilityRule ? this.name(accountability.name) : rule;
  }

  /** Every rule that may put somebody on a list, in the order of the policy. */
  ruleKeys(): { readonly key: string; readonly list: ListKey }[] {
    const { cuts, lines, priorities = [], accountability } = this.policy;
    return [
      ...cuts,
      ...lines,
      ...(accountability ? [{ key: accountabilityRule, list: 'promotion-bar' as const }] : []),
      ...priorities.map((p) => ({ key: p.key, list: 'priority' as const })),
    ];
  }

  policyName(): string {
    return this.name(this.policy.name);
  }

  /** At the foot of every page: the policy, and whether people are under pseudonyms. */
  foot(before = ''): string {
    const { masked: mark } = this.input.run;
    const text = before === '' ? this.policyName() : `${before}　${this.policyName()}`;
    return mark === undefined ? text : fill(this.input.words.mask.foot, { text, mark });
  }

  asOf(): string {
    return this.input.ranking.asOf ?? this.words.summary.noDate;
  }

  /** The reason in the policy's words, or the codes of the problems. */
  reason(u: UnrankedPerson): string {
    const { reason } = u;
    if (reason.kind === 'year') return this.words.lists.yearReasons[reason.key];
    if (reason.kind === 'problems') return fill(this.words.lists.problems, { codes: reason.codes.join(', ') });
    const found = this.policy['not-ranked'].reasons.find((r) => r.key === reason.key);
    return found ? this.name(found.name) : u.reasonText;
  }
}

/** `'sheet'!$C$5`. Column and row zero-based and one-based, as columns come from lists and rows from Excel. */
export const cellRef = (sheet: string, col: number, row: number): string => `${quoted(sheet)}!$${columnName(col)}$${row}`;
/** `'sheet'!$C$5:$C$37`. */
export const rangeRef = (sheet: string, col: number, first: number, last: number): string =>
  `${quoted(sheet)}!$${columnName(col)}$${first}:$${columnName(col)}$${last}`;

/** Post and rank in one cell, as the papers have them. */
export function postOf(p: Person): string {
  return [p.post, p.rank].filter((t) => t !== '').join(' / ');
}

/** Unit and department in one cell. */
export function unitOf(p: Person): string {
  return [p.unit, p.department].filter((t, i, all) => t !== '' && all.indexOf(t) === i).join(' / ');
}

/** Widths that hold the longest name, id, unit and post of the export, within reason. */
function fitted(source: Export): Fit {
  const people = [...source.people, ...source.strays];
  const widest = (f: (p: Person) => string, least: number, most: number) =>
    people.reduce((w, p) => Math.min(most, Math.max(w, displayWidth(f(p)) + 2.5)), least);
  return { name: widest((p) => p.name, 9, 16), id: widest((p) => p.id, 9, 21), unit: widest(unitOf, 10, 22), post: widest(postOf, 10, 24) };
}
