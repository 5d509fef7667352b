// The regulation of samples/policies/institution read as plainly as can be: six rater classes, trimmed means, ties by block, floor.
import { share } from './grades.ts';
import { add, compare, div, type Frac, headCount, mul, parse, print, round } from './oracle.ts';
import { monthsLater } from './records.ts';

/** 第七条 */
const RATERS = { 单位领导: '0.15', 中层负责人: '0.15', 本科室同事: '0.20', 其他科室: '0.10', 服务对象: '0.15', 职工代表: '0.25' } as const;
export type Rater = keyof typeof RATERS;
export const RATER_WORDS = Object.keys(RATERS) as Rater[];
/** 第六条, as it holds from 2026 */
const WORTH = { 优秀: '95', 合格: '85', 基本合格: '70', 不合格: '50' } as const;
export type Vote = keyof typeof WORTH;
export const VOTES = Object.keys(WORTH) as Vote[];
export const DUTIES = ['工作数量', '工作质量', '工作效率', '服务态度', '技术能力', '协作配合'] as const;
export const TRAINING = ['继续教育', '政策法规', '岗位测试'] as const;

export type Punished = '警告' | '记过' | '降低岗位等级' | '开除' | '口头告诫';
export interface Member {
  id: string;
  name: string;
  category: string;
  level: string;
  status: string;
  votes: Record<Rater, Record<Vote, number>>;
  duties: string[];
  training: string[];
  conduct: string;
  entries: string[];
  /** 职业道德, 窗口服务 */
  inspected: [ethics: string, service: string];
  sanctions: { kind: Punished; from: string }[];
}

export interface Judged {
  id: string;
  /** null: not ranked */
  total: string | null;
  rank: number | null;
  of: number;
  blocks: string[];
  /** list, rule, figure, held */
  verdicts: string[];
  grade: string | null;
  held: boolean;
}
export interface Institution {
  groups: { category: string; level: string; roster: number; shouldTakePart: number; eligible: number; places: number; k: number[] }[];
  people: Judged[];
}

const total = (list: Frac[]): Frac => list.reduce(add, parse('0'));
const mean = (list: Frac[]): Frac => div(total(list), [BigInt(list.length), 1n]);
const ascending = (texts: string[]): Frac[] => texts.map(parse).sort(compare);

interface Scores {
  ballot: Frac;
  duties: Frac;
  training: Frac;
  conduct: Frac;
  awards: Frac;
}
function scoresOf(m: Member): Scores {
  const ofClass = (rater: Rater): Frac => {
    const votes = (vote: Vote): Frac => [BigInt(m.votes[rater][vote]), 1n];
    return div(total(VOTES.map((vote) => mul(parse(WORTH[vote]), votes(vote)))), total(VOTES.map(votes)));
  };
  const sum = total(m.entries.map(parse));
  const [low, high] = [parse('-8'), parse('6')];
  return {
    ballot: round(total(RATER_WORDS.map((rater) => mul(parse(RATERS[rater]), ofClass(rater)))), 2),
    duties: round(mean(ascending(m.duties).slice(1, -1)), 2), // 第八条: without one highest and one lowest
    training: round(mean(ascending(m.training)), 1),
    conduct: parse(m.conduct),
    awards: compare(sum, low) < 0 ? low : compare(sum, high) > 0 ? high : sum,
  };
}

interface Placed {
  m: Member;
  s: Scores;
  total: Frac;
}
/** 第十二条 */
function placed(m: Member): Placed {
  const s = scoresOf(m);
  const [b, d] = m.category === '专业技术' ? ['0.20', '0.50'] : ['0.25', '0.45'];
  const parts = [mul(parse(b), s.ballot), mul(parse(d), s.duties), mul(parse('0.20'), s.training), mul(parse('0.10'), s.conduct), s.awards];
  return { m, s, total: round(total(parts), 3) };
}
/** 第十五条: then by duties, ballot, training */
const higher = (a: Placed, b: Placed): number =>
  compare(a.total, b.total) || compare(a.s.duties, b.s.duties) || compare(a.s.ballot, b.s.ballot) || compare(a.s.training, b.s.training);

const TERMS: Record<Punished, number> = { 警告: 6, 记过: 12, 降低岗位等级: 24, 开除: 0, 口头告诫: 0 };
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

/** 第二十一条, 第二十二条: of the year 2026 */
function lastingVerdicts(m: Member): string[] {
  const [ethics, service] = m.inspected;
  const bars = m.sanctions.flatMap(({ kind, from }) => {
    // 开除 has no period: the day itself
    const to = kind === '开除' ? from : dayBefore(monthsLater(from, TERMS[kind]));
    const lasts = kind !== '口头告诫' && from <= '2026-12-31' && to >= '2026-01-01';
    return lasts ? [`promotion-bar accountability ${from}/${to}`] : [];
  });
  const lines = [
    ...(compare(parse(ethics), parse('80')) <= 0 ? [`promotion-bar ethics-80 ${print(parse(ethics))}`] : []),
    ...(compare(parse(service), parse('75')) < 0 ? [`reminder-talk service-below-75 ${print(parse(service))}`] : []),
  ];
  return [...lines, ...bars];
}

const CUTS = [
  { rule: 'last-fifth', list: 'promotion-bar', share: '0.20', ties: 'include' },
  { rule: 'last-twentieth', list: 'reminder-talk', share: '0.05', ties: 'exclude' },
] as const;

function judge(one: Placed, all: Placed[]): Judged {
  const above = all.filter((other) => higher(other, one) > 0).length;
  const below = all.filter((other) => higher(other, one) < 0).length;
  const cuts = CUTS.flatMap(({ rule, list, share: of, ties }) => {
    const k = headCount(all.length, of, 'floor');
    if (below >= k) return [];
    const within = ties === 'include' || all.length - above <= k;
    return [`${list} ${rule} ${above + 1}${within ? '' : ' held'}`];
  });
  const { ballot, duties, training, conduct, awards } = one.s;
  return {
    id: one.m.id,
    total: print(one.total, 3),
    rank: above + 1,
    of: all.length,
    blocks: [print(ballot, 2), print(duties, 2), print(training, 1), print(conduct), print(awards)],
    verdicts: [...cuts, ...lastingVerdicts(one.m)].sort(),
    grade: null,
    held: false,
  };
}

/** sanctions that leave a year without any grade, or without the best */
const without = (m: Member): 'all' | 'best' | null => {
  const given = (kind: Punished, ...years: string[]): boolean =>
    m.sanctions.some((s) => s.kind === kind && years.includes(s.from.slice(0, 4)));
  if (given('记过', '2026') || given('开除', '2026') || given('降低岗位等级', '2026', '2025')) return 'all';
  return given('警告', '2026') ? 'best' : null;
};
const listed = (p: Judged): boolean => p.verdicts.some((v) => !v.endsWith(' held'));

/** grades of a group by its places: from 85, and nobody whom a list or a sanction keeps out */
function gradeGroup(ranked: Judged[], member: (id: string) => Member, places: number): Judged[] {
  const reaches = (p: Judged, line: string): boolean => compare(parse(p.total ?? '0'), parse(line)) >= 0;
  const free = ranked.filter((p) => !listed(p) && without(member(p.id)) === null && reaches(p, '85'));
  return ranked.map((p) => {
    if (without(member(p.id)) === 'all') return p;
    const band = reaches(p, '65') ? 'qualified' : reaches(p, '55') ? 'barely' : 'unqualified';
    if (!free.includes(p)) return { ...p, grade: band };
    const above = free.filter((other) => (other.rank ?? 0) < (p.rank ?? 0)).length;
    const alike = free.filter((other) => other.rank === p.rank).length;
    if (above + alike <= places) return { ...p, grade: 'outstanding' };
    return { ...p, grade: band, held: above < places };
  });
}

export function judgeInstitution(members: Member[], approved: boolean): Institution {
  const keys = [...new Set(members.map((m) => JSON.stringify([m.category, m.level])))];
  const groups = keys.map((key) => members.filter((m) => JSON.stringify([m.category, m.level]) === key));
  const heads = groups.map((g) => g.filter((m) => m.status !== '见习期').length);
  const all = heads.reduce((a, b) => a + b, 0);
  const { parts } = share(heads, headCount(all, approved ? '0.20' : '0.15', 'floor'));
  const made: Institution = { groups: [], people: [] };
  groups.forEach((group, g) => {
    const [first] = group;
    if (first === undefined) return;
    const standings = group.filter((m) => m.status === '').map(placed);
    const n = standings.length;
    const judged = standings.map((one) => judge(one, standings));
    const member = (id: string): Member => group.find((m) => m.id === id) ?? first;
    const places = parts[g] ?? 0;
    made.people.push(...gradeGroup(judged, member, places));
    for (const m of group)
      if (m.status !== '')
        made.people.push({
          id: m.id,
          total: null,
          rank: null,
          of: n,
          blocks: [],
          verdicts: lastingVerdicts(m).sort(),
          grade: null,
          held: false,
        });
    made.groups.push({
      category: first.category,
      level: first.level,
      roster: group.length,
      shouldTakePart: heads[g] ?? 0,
      eligible: judged.filter((p) => !listed(p)).length,
      places,
      k: CUTS.map((cut) => headCount(n, cut.share, 'floor')),
    });
  });
  return made;
}
