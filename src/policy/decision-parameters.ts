/** What the parts of a policy beyond the ranking set, in a row with its clauses: for the rules sheet and `policy show`. */
import { Decimal } from '../decimal.ts';
import type { Parameter, ParameterValue } from './parameters.ts';
import type { Policy, Setting } from './policy.ts';
import type { Clause, Names } from './primitives.ts';

/** A rule of these parts; src/text names it under the same key. */
export type DecisionRule =
  | 'reason'
  | 'accountability'
  | 'sanction-months'
  | 'sanction-bars'
  | 'sanction-grade'
  | 'last-day'
  | 'exemptions'
  | 'exemption-grounds'
  | 'reduced-bar'
  | 'weighed'
  | 'correction-days'
  | 'priority'
  | 'bodies'
  | 'except'
  | 'needs'
  | 'years-back'
  | 'advance'
  | 'advance-months'
  | 'excellent-months'
  | 'counted'
  | 'held-on'
  | 'status-bars'
  | 'quarter-grades'
  | 'band'
  | 'best-share'
  | 'best-round'
  | 'year-grades'
  | 'excellent-share'
  | 'excellent-approved'
  | 'excellent-round'
  | 'min-total'
  | 'year-total'
  | 'year-places'
  | 'at-least'
  | 'notice'
  | 'working-days'
  | 'notice-fields'
  | 'talks'
  | 'within-days'
  | 'follow-up-days'
  | 'fitness'
  | 'facets'
  | 'dossier'
  | 'dossier-required'
  | 'dossier-keep'
  | 'corrections'
  | 'access'
  | 'stability'
  | 'stability-draws'
  | 'stability-seed'
  | 'stability-level'
  | 'stability-firm'
  | 'near-points'
  | 'small-group'
  | 'concentration'
  | 'census';

const whole = (value: number): ParameterValue => ({ kind: 'number', value: Decimal.whole(value) });
const share = (value: Decimal): ParameterValue => ({ kind: 'share', value });
const number = (value: Decimal): ParameterValue => ({ kind: 'number', value });
const names = (value: readonly { readonly name: Names }[]): ParameterValue => ({ kind: 'names', value: value.map((v) => v.name) });
const words = (value: readonly string[]): ParameterValue => ({ kind: 'words', value });
const yesNo = (value: boolean): ParameterValue => ({ kind: 'choice', value: String(value), choices: ['true', 'false'] });
const oneOf =
  <T extends string>(...choices: readonly T[]) =>
  (value: T): ParameterValue => ({ kind: 'choice', value, choices });
const rounding = oneOf('half-up', 'floor', 'ceil');

function of<V>(path: string, rule: DecisionRule, name: Names | null, s: Setting<V>, value: (v: V) => ParameterValue): Parameter {
  const note = s.note === undefined ? {} : { note: s.note };
  return {
    path,
    label: { kind: 'decision-rule', rule, of: name },
    value: value(s.value),
    clause: s.clause,
    assumption: s.assumption,
    ...note,
  };
}

function stated(path: string, rule: DecisionRule, name: Names | null, clause: Clause, value: ParameterValue = { kind: 'none' }): Parameter {
  return { path, label: { kind: 'decision-rule', rule, of: name }, value, clause, assumption: false };
}

/** Every setting and clause of the parts that this policy has. */
export function decisionParameters(policy: Policy): Parameter[] {
  return [
    of('decision.reason', 'reason', null, policy.decision.reason, oneOf('never', 'where-it-differs', 'always')),
    ...ofAccountability(policy),
    ...ofExemptions(policy),
    ...ofPriorities(policy),
    ...ofAdvance(policy),
    ...ofGrades(policy),
    ...ofYearAndPapers(policy),
    ...ofDossier(policy),
    ...ofStability(policy),
  ];
}

function ofAccountability({ accountability: a }: Policy): Parameter[] {
  if (!a) return [];
  const at = 'accountability';
  return [
    stated(at, 'accountability', a.name, a.clause),
    ...a.kinds.flatMap((k) => [
      of(`${at}.${k.key}.months`, 'sanction-months', k.name, k.months, whole),
      of(`${at}.${k.key}.bars`, 'sanction-bars', k.name, k.bars, yesNo),
      of(`${at}.${k.key}.grade`, 'sanction-grade', k.name, k.grade, oneOf('any', 'not-excellent', 'none', 'none-two-years')),
    ]),
    of(`${at}.last-day`, 'last-day', null, a['last-day'], oneOf('same-day', 'day-before')),
  ];
}

function ofExemptions({ exemptions: e }: Policy): Parameter[] {
  if (!e) return [];
  const at = 'exemptions';
  return [
    stated(at, 'exemptions', e.name, e.clause, names(e.steps)),
    stated(`${at}.grounds`, 'exemption-grounds', null, e.grounds.clause, names(e.grounds.list)),
    of(`${at}.reduced-bar`, 'reduced-bar', null, e['reduced-bar'], oneOf('stands', 'lifted')),
    stated(`${at}.weighed`, 'weighed', null, e.weighed.clause, { kind: 'names', value: e.weighed.list }),
    of(`${at}.correction-days`, 'correction-days', null, e['correction-days'], whole),
  ];
}

function ofPriorities({ priorities = [] }: Policy): Parameter[] {
  return priorities.flatMap((p): Parameter[] => {
    const at = `priorities.${p.key}`;
    const own = stated(at, 'priority', p.name, p.clause, p.mechanism === 'work' ? names(p.tasks) : { kind: 'none' });
    if (p.mechanism === 'award') {
      const except = p.except ? [of(`${at}.except`, 'except', p.name, p.except, words)] : [];
      return [own, of(`${at}.bodies`, 'bodies', p.name, p.bodies, words), ...except];
    }
    if (p.mechanism === 'work') return [own];
    return [
      own,
      of(`${at}.needs`, 'needs', p.name, p.needs, oneOf('all', 'any')),
      of(`${at}.years-back`, 'years-back', p.name, p['years-back'], whole),
    ];
  });
}

/** What keys stand for, by the names that the policy gives them elsewhere. */
const named =
  (of: readonly { readonly key: string; readonly name: Names }[]) =>
  (keys: readonly string[]): ParameterValue => ({
    kind: 'names',
    value: keys.map((key) => of.find((o) => o.key === key)?.name ?? { 'zh-Hans': key }),
  });

function ofAdvance({ advance: a, grades: g, 'not-ranked': unranked }: Policy): Parameter[] {
  if (!a) return [];
  const at = 'advance';
  return [
    stated(at, 'advance', a.name, a.clause),
    ...a.steps.map((s) => of(`${at}.${s.to}.months`, 'advance-months', { 'zh-Hans': s.to }, s.months, whole)),
    of(`${at}.excellent-months`, 'excellent-months', null, a['excellent-months'], whole),
    of(`${at}.counted`, 'counted', null, a.counted, named(g ? [g.year.excellent, ...g.year.bands] : [])),
    of(`${at}.status-bars`, 'status-bars', null, a['status-bars'], named(unranked.reasons)),
    of(`${at}.held-on`, 'held-on', null, a['held-on'], (day) => words([day])),
  ];
}

function ofGrades({ grades: g }: Policy): Parameter[] {
  if (!g) return [];
  const { quarter: q, year: y } = g;
  const bands = (at: string, all: typeof q.bands) => all.map((b) => of(`${at}.bands.${b.key}`, 'band', b.name, b.from, number));
  return [
    stated('grades.quarter', 'quarter-grades', null, q.clause, names(q.bands)),
    ...bands('grades.quarter', q.bands),
    of('grades.quarter.best-share', 'best-share', null, q['best-share'], share),
    of('grades.quarter.round', 'best-round', null, q.round, rounding),
    stated('grades.year', 'year-grades', null, y.clause, names([y.excellent, ...y.bands])),
    ...bands('grades.year', y.bands),
    of('grades.year.share', 'excellent-share', null, y.share, share),
    of('grades.year.share-approved', 'excellent-approved', null, y['share-approved'], share),
    of('grades.year.round', 'excellent-round', null, y.round, rounding),
    of('grades.year.min-total', 'min-total', null, y['min-total'], (v) => (v === 'none' ? oneOf('none')(v) : number(v))),
  ];
}

function ofYearAndPapers({ year, notice, talks, fitness, facets }: Policy): Parameter[] {
  return [
    ...(year
      ? [
          stated('year', 'year-total', null, year.clause),
          of('year.places', 'year-places', null, year.places, whole),
          of('year.at-least', 'at-least', null, year['at-least'], whole),
        ]
      : []),
    ...(notice
      ? [
          stated('notice', 'notice', null, notice.clause),
          of('notice.working-days', 'working-days', null, notice['working-days'], whole),
          of('notice.fields', 'notice-fields', null, notice.fields, (f): ParameterValue => ({ kind: 'choices', value: f })),
        ]
      : []),
    ...(talks
      ? [
          stated('talks', 'talks', null, talks.clause),
          of('talks.within-days', 'within-days', null, talks['within-days'], whole),
          of('talks.follow-up-days', 'follow-up-days', null, talks['follow-up-days'], whole),
        ]
      : []),
    ...(fitness ? [stated('fitness', 'fitness', fitness.name, fitness.clause, names(fitness.situations))] : []),
    ...(facets ? [stated('facets', 'facets', facets.name, facets.clause, names([...facets.facets, ...facets.ways]))] : []),
  ];
}

function ofDossier({ dossier: d }: Policy): Parameter[] {
  if (!d) return [];
  const at = 'dossier';
  return [
    stated(at, 'dossier', d.name, d.clause, names(d.blocks)),
    ...d.blocks.flatMap((b) => [
      of(`${at}.${b.key}.required`, 'dossier-required', b.name, b.required, yesNo),
      of(`${at}.${b.key}.keep`, 'dossier-keep', b.name, b.keep, (v) => (v === 'for-ever' ? oneOf('for-ever')(v) : whole(v))),
    ]),
    stated(`${at}.corrections`, 'corrections', null, d.corrections.clause),
    stated(`${at}.access`, 'access', null, d.access.clause),
  ];
}

function ofStability({ stability: s, blocks }: Policy): Parameter[] {
  if (!s) return [];
  const at = 'stability';
  return [
    stated(at, 'stability', null, s.clause),
    of(`${at}.draws`, 'stability-draws', null, s.draws, whole),
    of(`${at}.seed`, 'stability-seed', null, s.seed, whole),
    of(`${at}.level`, 'stability-level', null, s.level, share),
    of(`${at}.firm`, 'stability-firm', null, s.firm, share),
    of(`${at}.near-points`, 'near-points', null, s['near-points'], number),
    of(`${at}.small-group`, 'small-group', null, s['small-group'], whole),
    of(`${at}.concentration`, 'concentration', null, s.concentration, whole),
    of(`${at}.census`, 'census', null, s.census, named(blocks.evaluation.classes)),
  ];
}
