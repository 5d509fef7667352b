/**
 * Which words over a column mean which field (domain.md, header words). Words of blocks, items, options, rater classes
 * and qualities stand in the policy, those of a person's data in words.ts.
 */

import { foldWord } from '../fold.ts';
import { ignored, voidOption } from '../policy/fields.ts';
import type { Policy } from '../policy/policy.ts';
import type { ColumnRule } from '../policy/schema.ts';
import type { BlockKey } from '../types.ts';
import { type PlainField, plainWords } from './words.ts';

/** What a column holds. */
export type Field =
  | ({ readonly kind: PlainField } & Mapped)
  | ({ readonly kind: 'block'; readonly block: BlockKey } & Mapped)
  | ({ readonly kind: 'item'; readonly block: BlockKey; readonly item: string } & Mapped)
  | ({ readonly kind: 'quality'; readonly quality: string } & Mapped)
  /** `raterClass` null: told by a column or the sheet's name. */
  | ({ readonly kind: 'votes'; readonly raterClass: string | null; readonly option: string } & Mapped)
  /** Ballots handed out and the like, of one class or (null) of what the row speaks of; only checks look at them. */
  /** 容错 step (申请, 调查 …): when it was taken. */
  | ({ readonly kind: 'step'; readonly step: string } & Mapped)
  /** 年度考核等次 of the year that the header names. */
  | ({ readonly kind: 'year-grade'; readonly year: number } & Mapped)
  /** What is recorded for the block of the file that the header names. */
  | ({ readonly kind: 'chronicle'; readonly block: string } & Mapped)
  | ({ readonly kind: 'voters'; readonly raterClass: string | null; readonly of: VoterCount } & Mapped);

/** 应到 实到 发出 收回 有效: how many there were, each at most as many as the one before. */
export type VoterCount = 'expected' | 'present' | 'issued' | 'returned' | 'valid';
const voterWords: Readonly<Record<VoterCount, readonly string[]>> = {
  expected: ['应到人数', '应到', '应参加人数', '应投票数', '应投票人数', '应测评人数'],
  present: ['实到人数', '实到', '实际参加人数', '参加测评人数', '参评人数'],
  issued: ['发出票数', '发出票', '发票数', '发出测评票', '发放票数'],
  returned: ['收回票数', '收回票', '收回测评票', '回收票数', '实收票数'],
  valid: ['有效票数', '有效票'],
};

interface Mapped {
  /** The map says so: nothing around the column may say otherwise. */
  readonly mapped?: true;
}

/** A word of the policy, its place there, and what it means already. */
interface Clash {
  readonly word: string;
  readonly path: string;
  readonly other: string;
}

const optionSuffix = '(?:的)?(?:得票数|票数|人数|得票|票|数|votes)?';
const classFiller = /民主测评|民主评议|测评|评价|评议|打分|主体|干部|人员|类|票|组|的|votes?/g;

/** Text over a column → field, and text of a title or sheet name → block, item or rater class. */
export class Vocabulary {
  private readonly fields = new Map<string, Field>();
  private readonly options: readonly { readonly word: string; readonly key: string }[];
  private readonly classWords: readonly { readonly word: string; readonly key: string }[];
  private readonly scored: readonly { readonly word: string; readonly field: Field }[];
  private readonly votePattern: RegExp;
  private readonly rules: readonly ColumnRule[];
  private found: readonly Clash[] | null = null;

  /**
   * @param sheet whose columns are to be understood: rules of the map may hold in one sheet only
   */
  constructor(
    private readonly policy: Policy,
    sheet: string | null = null,
  ) {
    this.rules = (policy.columns ?? []).filter((r) => ruleHolds(r, sheet));
    for (const [kind, words] of Object.entries(plainWords))
      for (const w of words) this.fields.set(foldWord(w), { kind: kind as PlainField });
    for (const [of, words] of Object.entries(voterWords))
      for (const w of words) this.fields.set(foldWord(w), { kind: 'voters', raterClass: null, of: of as VoterCount });
    this.scored = scoredFields(policy);
    for (const { word, field } of this.scored) {
      this.fields.set(word, field);
      this.fields.set(`${word}得分`, field);
    }
    for (const step of policy.exemptions?.steps ?? [])
      for (const w of step.words) this.fields.set(foldWord(w), { kind: 'step', step: step.key });
    for (const block of policy.dossier?.blocks ?? [])
      for (const w of block.headers) this.fields.set(foldWord(w), { kind: 'chronicle', block: block.key });
    const { options, void: voided, classes } = policy.blocks.evaluation;
    const named = [...options, ...voided.words.map((w) => ({ key: voidOption + foldWord(w), words: [w] }))];
    this.options = longestFirst(named.flatMap((o) => o.words.map((w) => ({ word: foldWord(w), key: o.key }))));
    this.classWords = longestFirst(classes.flatMap((c) => c.words.map((w) => ({ word: foldWord(w), key: c.key }))));
    const words = this.options.map((o) => escapePattern(o.word)).join('|');
    this.votePattern = new RegExp(`^(.*?)(${words})${optionSuffix}$`);
  }

  /** The words that hold in a sheet. */
  on(sheet: string | null): Vocabulary {
    return (this.policy.columns ?? []).some((r) => r.sheet !== undefined) ? new Vocabulary(this.policy, sheet) : this;
  }

  /** Words of the policy that already mean a person's data: a name would be taken for a score. */
  clashes(): readonly Clash[] {
    this.found ??= this.scored.flatMap(({ word, field }) => {
      const taken = (Object.keys(plainWords) as PlainField[]).find((kind) => plainWords[kind].some((w) => foldWord(w) === word));
      return taken ? [{ word, path: fieldKey(field), other: taken }] : [];
    });
    return this.found;
  }

  /** The field that a header means: its two rows read together first, then the lower row alone. */
  fieldOf(top: string, bottom: string): Field | null {
    const rule = this.rules.find((r) => ruleNames(r, `${top}/${bottom}`)) ?? this.rules.find((r) => ruleNames(r, bottom));
    if (rule) return fieldNamed(rule.field, this.policy);
    const joined = foldWord(top + bottom);
    const alone = foldWord(bottom);
    const own = this.fields.get(alone);
    // A 小计 under a block's name is the block's ready-made score.
    const over = own?.kind === 'score' ? this.fields.get(foldWord(top)) : undefined;
    const block = over?.kind === 'block' || over?.kind === 'item' ? over : undefined;
    return this.fields.get(joined) ?? yearGrade(joined) ?? this.votesOf(joined) ?? block ?? own ?? this.votesOf(alone) ?? null;
  }

  /** The step of error tolerance (申请, 调查 …) that a header dates: `认定日期`. */
  stepOf(header: string): string | null {
    const word = foldWord(header).replace(/(?:日期|时间)$/, '');
    const step = this.policy.exemptions?.steps.find((s) => [s.name['zh-Hans'], ...s.words].some((w) => foldWord(w) === word));
    return step?.key ?? null;
  }

  /** The word by which `fieldOf` knew the header; null where it was a rule (a vote of a class, a block over 小计). */
  wordFor(top: string, bottom: string): string | null {
    const [joined, alone] = [foldWord(top + bottom), foldWord(bottom)];
    if (this.fields.has(joined)) return joined;
    if (this.votesOf(joined)) return null;
    const own = this.fields.get(alone);
    const over = own?.kind === 'score' ? this.fields.get(foldWord(top)) : undefined;
    if (over?.kind === 'block' || over?.kind === 'item') return foldWord(top);
    return own ? alone : null;
  }

  private votesOf(text: string): Field | null {
    const m = this.votePattern.exec(text);
    if (!m) return this.votersOf(text);
    const [, prefix = '', word = ''] = m;
    const option = this.options.find((o) => o.word === word)?.key;
    if (option === undefined) return null;
    if (prefix === '') return { kind: 'votes', raterClass: null, option };
    const raterClass = this.raterClassOf(prefix);
    return raterClass === null ? null : { kind: 'votes', raterClass, option };
  }

  /** Key of the option that a ballot marks, by a word of it and nothing else; of abstentions each word its own. */
  optionOf(text: string): string | null {
    const word = foldWord(text);
    return this.options.find((o) => o.word === word)?.key ?? null;
  }

  /** `A票收回票数`: a count of ballots of one class. */
  private votersOf(text: string): Field | null {
    for (const [of, words] of Object.entries(voterWords)) {
      const word = words.find((w) => text.endsWith(w) && text.length > w.length);
      const raterClass = word === undefined ? null : this.raterClassOf(text.slice(0, -word.length));
      if (raterClass !== null) return { kind: 'voters', raterClass, of: of as VoterCount };
    }
    return null;
  }

  /** A header that counts votes for an option, but of raters the policy does not know: `D票优秀` gives D票. */
  unknownRaters(header: string): { readonly raters: string; readonly option: string } | null {
    const m = this.votePattern.exec(foldWord(header));
    const [whole = '', raters = '', word = ''] = m ?? [];
    if (raters === '' || this.raterClassOf(raters) !== null) return null;
    const counts = /票|votes?/.test(whole.slice(raters.length + word.length));
    const likeClass =
      /^(?:[a-z]|[甲乙丙丁戊]|[一二三四五六]|第[一二三四五六])?(?:类票?|票|类评价|类测评)$|(?:评价|测评|评议|打分|代表|对象|班子|群众|职工|领导|干部)$/.test(
        raters,
      );
    return counts || likeClass ? { raters, option: word } : null;
  }

  /** The rater class (评价主体) that a text names and nothing else; null where it names none or two. */
  raterClassOf(text: string): string | null {
    let rest = foldWord(text);
    const found = new Set<string>();
    for (const { word, key } of this.classWords) {
      if (!rest.includes(word)) continue;
      found.add(key);
      rest = rest.split(word).join('');
    }
    const [only] = found;
    return found.size === 1 && only !== undefined && rest.replace(classFiller, '') === '' ? only : null;
  }

  /** What the score in a column headed only 得分 is of, by the name of its sheet or the title over it; null where it names two. */
  scoredBy(title: string): Field | null {
    let text = foldWord(title);
    // A list of candidates is none of scores.
    if (/推荐|典型|先进|评优|表彰/.test(text)) return null;
    const found = new Map<string, Field>();
    for (const { word, field } of this.scored) {
      if (!text.includes(word)) continue;
      found.set(fieldKey(field), field);
      text = text.split(word).join('|');
    }
    const [only] = found.values();
    return found.size === 1 && only ? only : null;
  }

  /** The word of something that counts which a header holds without being it: 加减分项（本季度）, 是否参加考核. */
  near(header: string): { readonly word: string; readonly fields: readonly string[]; readonly texts: boolean } | null {
    const text = foldWord(header);
    const scored = this.scored.find(({ word }) => text.includes(word));
    if (scored) return { word: scored.word, fields: [fieldKey(scored.field)], texts: false };
    const amount = ['加减分', '加分', '减分', '扣分', '奖励分', '附加分'].find((w) => text.includes(w));
    if (amount !== undefined) return { word: amount, fields: ['block:adjustment', 'entry-value', 'bonus', 'deduction'], texts: false };
    const status = ['参加考核', '参加排名', '考核状态', '人员状态', '在岗状态'].find((w) => text.includes(w));
    return status === undefined ? null : { word: status, fields: ['status', 'status-note'], texts: true };
  }
}

/** `2024年度考核等次`, `2024年考核结果`: a column of grades of one year. */
function yearGrade(header: string): Field | null {
  const year = /^((?:19|20)\d{2})年?度?(?:年度)?(?:考核)?(?:等次|结果|档次)$/.exec(header)?.[1];
  return year === undefined ? null : { kind: 'year-grade', year: Number(year) };
}

const vocabularies = new WeakMap<Policy, Vocabulary>();

/** The vocabulary of a policy, made once: thousands of files are read under one. */
export function vocabularyOf(policy: Policy): Vocabulary {
  const known = vocabularies.get(policy) ?? new Vocabulary(policy);
  vocabularies.set(policy, known);
  return known;
}

/** A header as a rule of the map names it: of two rows both, whether or not the slash stands between them. */
const foldHeader = (header: string) => foldWord(header).replaceAll('/', '');

const ruleNames = (rule: ColumnRule, header: string) => foldHeader(rule.header) === foldHeader(header);

/** Whether a rule of the map holds in a sheet. */
export function ruleHolds(rule: ColumnRule, sheet: string | null): boolean {
  return rule.sheet === undefined || (sheet !== null && foldWord(rule.sheet) === foldWord(sheet));
}

/** Whether a rule of the map speaks of a column; `header` as `Column.header`. */
export function ruleMeets(rule: ColumnRule, sheet: string | null, header: string): boolean {
  return ruleHolds(rule, sheet) && (ruleNames(rule, header) || ruleNames(rule, header.split('/').at(-1) ?? ''));
}

/** The field that a map's name stands for; the policy has checked that there is one. */
function fieldNamed(name: string, policy: Policy): Field {
  const [kind, ...rest] = name.split(':');
  const [first = '', second] = rest;
  const mapped = true;
  if (name === ignored) return { kind: 'known', mapped };
  if (kind === 'block') return { kind, block: first as BlockKey, mapped };
  if (kind === 'item') return { kind, block: blockOfItem(first, policy), item: first, mapped };
  if (kind === 'quality') return { kind, quality: first, mapped };
  if (kind === 'votes') return { kind, raterClass: second === undefined ? null : first, option: second ?? first, mapped };
  if (kind === 'step') return { kind, step: first, mapped };
  if (kind === 'chronicle') return { kind, block: first, mapped };
  return { kind: kind as PlainField, mapped };
}

const blockOfItem = (item: string, { blocks }: Policy) => (blocks.work.items.some((i) => i.key === item) ? 'work' : 'study');

/** The name by which a map speaks of a field; null for a column that nothing rests on. */
export function nameOfField(field: Field): string | null {
  if (field.kind === 'known' || field.kind === 'voters' || field.kind === 'year-grade') return null;
  return field.kind === 'votes' && field.raterClass === null ? `votes:${field.option}` : fieldKey(field);
}

function scoredFields(policy: Policy): { word: string; field: Field }[] {
  const { work, study } = policy.blocks;
  const blocks = (Object.keys(policy.blocks) as BlockKey[]).flatMap((block) =>
    policy.blocks[block].words.map((w) => ({ word: foldWord(w), field: { kind: 'block', block } as const })),
  );
  const itemsOf = (block: 'work' | 'study', items: typeof work.items) =>
    items.flatMap((i) => i.words.map((w) => ({ word: foldWord(w), field: { kind: 'item', block, item: i.key } as const })));
  const qualities = policy.lines.flatMap((l) =>
    l.words.map((w) => ({ word: foldWord(w), field: { kind: 'quality', quality: l.key } as const })),
  );
  return longestFirst([...blocks, ...itemsOf('work', work.items), ...itemsOf('study', study.items), ...qualities]);
}

function longestFirst<T extends { readonly word: string }>(words: readonly T[]): T[] {
  return [...words].sort((a, b) => b.word.length - a.word.length || (a.word < b.word ? -1 : 1));
}

function escapePattern(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** One text for a field, the same for equal fields: to find a column offered twice. */
export function fieldKey(field: Field): string {
  switch (field.kind) {
    case 'block':
      return `block:${field.block}`;
    case 'item':
      return `item:${field.item}`;
    case 'quality':
      return `quality:${field.quality}`;
    case 'votes':
      return `votes:${field.raterClass ?? ''}:${field.option}`;
    case 'step':
      return `step:${field.step}`;
    case 'chronicle':
      return `chronicle:${field.block}`;
    case 'year-grade':
      return `year-grade:${field.year}`;
    case 'voters':
      return `voters:${field.raterClass ?? ''}:${field.of}`;
    default:
      return field.kind;
  }
}
