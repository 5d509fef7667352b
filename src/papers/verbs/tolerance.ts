/** 容错: the paper follows its steps, with the effect before and after, what is open and by when the correction is due (rules §7.3). */
import { type Exempted, exemptionsOf } from '../../appraise/exempt.ts';
import type { Day } from '../../day.ts';
import type { Policy } from '../../policy/policy.ts';
import { placeText } from '../../problems/problem.ts';
import type { Exemption } from '../../records.ts';
import { fill } from '../../text/text.ts';
import type { Doc, ListPaper, Person } from '../../types.ts';
import { column, listOf, whoColumns } from '../lists/list.ts';
import { type BookInput, Context, postOf, unitOf } from '../ranking/context.ts';

type Rules = NonNullable<Policy['exemptions']>;

/** One case of error tolerance. */
export interface ToleranceCase {
  readonly person: Person;
  readonly exempted: Exempted;
}

/** Every case of the export, in the order of the people's ids. */
export function casesOf({ source }: Pick<BookInput, 'source'>, policy: Policy): ToleranceCase[] {
  return source.people.flatMap((person) => exemptionsOf(person, policy).exempted.map((exempted) => ({ person, exempted })));
}

interface Shown {
  readonly of: string;
  readonly outcome: string;
  readonly before: string;
  readonly after: string;
  readonly steps: readonly { readonly name: string; readonly day: Day | null }[];
  readonly correction: string;
}

function shown(ctx: Context, rules: Rules, { exempted: x }: ToleranceCase): Shown {
  const w = ctx.input.words.verbs.tolerance;
  const { by } = x;
  const outcome = by.outcome === 'reduced' ? fill(w.reduced, { percent: by.percent?.toText() ?? '' }) : w.outcomes[by.outcome];
  const steps = rules.steps.map((s) => ({ name: ctx.name(s.name), day: by.steps.get(s.key)?.value ?? null }));
  const correction = correctionText(ctx, by);
  if ('entry' in x) {
    const { matter, value, number, date } = x.entry;
    const of = [matter, number ?? '', date ?? ''].filter((t) => t !== '').join(ctx.input.words.policy.listComma);
    return { of, outcome, before: value.value.toText(), after: x.after.toText(), steps, correction };
  }
  const { said, from, to } = x.sanction;
  const span = fill(w.effect, { said, from: from ?? '', to });
  return { of: said, outcome, before: span, after: x.lifted ? w.lifted : span, steps, correction };
}

function correctionText(ctx: Context, by: Exemption): string {
  const w = ctx.input.words.verbs.tolerance;
  if (by.correction === '') return w.noCorrection;
  const { asOf } = ctx.input.ranking;
  if (by.done !== null) return fill(w.done, { what: by.correction, done: by.done });
  const late = by.due !== null && asOf !== null && by.due < asOf;
  return fill(late ? w.late : w.due, { what: by.correction, due: by.due ?? w.notGiven });
}

/** The list of all cases: what is open stands out. */
export function toleranceList(input: BookInput, rules: Rules): ListPaper {
  const ctx = new Context(input);
  const w = input.words.verbs.tolerance;
  const rows = casesOf(input, ctx.policy);
  const ground = (c: ToleranceCase) => groundName(ctx, rules, c.exempted.by.ground);
  const of = (c: ToleranceCase) => shown(ctx, rules, c);
  const columns = [
    ...whoColumns<ToleranceCase>(ctx, (c) => c.person),
    column<ToleranceCase>('of', w.of, 22, 'wrapped', (c) => of(c).of),
    column<ToleranceCase>('ground', w.ground, 18, 'wrapped', ground),
    column<ToleranceCase>('finding', w.finding, 20, 'wrapped', (c) => c.exempted.by.finding || w.notGiven),
    column<ToleranceCase>('outcome', w.outcome, 12, 'wrapped', (c) => of(c).outcome),
    column<ToleranceCase>('before', w.before, 14, 'wrapped', (c) => of(c).before),
    column<ToleranceCase>('after', w.after, 14, 'wrapped', (c) => of(c).after),
    column<ToleranceCase>('steps', w.steps, 22, 'wrapped', (c) =>
      of(c)
        .steps.map((s) => `${s.name} ${s.day ?? w.open}`)
        .join('\n'),
    ),
    column<ToleranceCase>('correction', w.correction, 22, 'wrapped', (c) => of(c).correction),
    column<ToleranceCase>('clause', ctx.words.lists.clause, 9, 'center', () => rules.clause.at),
    column<ToleranceCase>('source', ctx.words.lists.source, 18, 'wrapped', (c) => placeText(c.exempted.by.at)),
  ];
  const head = {
    key: 'tolerance',
    name: w.name,
    title: fill(w.title, { asOf: ctx.asOf() }),
    subtitle: [ctx.policyName()],
    notes: [fill(w.note, { clause: rules.clause.at })],
  };
  return listOf(ctx, head, columns, rows);
}

function groundName(ctx: Context, rules: Rules, key: string): string {
  const found = rules.grounds.list.find((g) => g.key === key);
  return found ? ctx.name(found.name) : key;
}

/** The paper of one case, step by step. */
export function toleranceDoc(input: BookInput, rules: Rules, c: ToleranceCase): Doc {
  const ctx = new Context(input);
  const w = input.words.verbs.tolerance;
  const { by } = c.exempted;
  const s = shown(ctx, rules, c);
  return {
    lang: input.lang,
    title: w.docTitle,
    foot: ctx.policyName(),
    blocks: [
      {
        kind: 'form',
        rows: [
          [
            { label: ctx.words.ranking.name, value: c.person.name },
            { label: ctx.words.ranking.id, value: c.person.id },
          ],
          [
            { label: ctx.words.ranking.unit, value: unitOf(c.person) },
            { label: ctx.words.ranking.post, value: postOf(c.person) },
          ],
          [{ label: w.of, value: s.of }],
          [{ label: w.ground, value: groundName(ctx, rules, by.ground) }],
          ...s.steps.map((step) => [{ label: step.name, value: step.day ?? w.open, ...(step.day === null ? { room: 1 } : {}) }]),
          ...rules.weighed.list.map((name) => [{ label: ctx.name(name), value: '' }]),
          [{ label: w.finding, value: by.finding, room: by.finding === '' ? 3 : 1 }],
          [
            { label: w.outcome, value: s.outcome },
            { label: ctx.words.lists.clause, value: rules.clause.at },
          ],
          [
            { label: w.before, value: s.before },
            { label: w.after, value: s.after },
          ],
          [{ label: w.correction, value: s.correction, room: 1 }],
        ],
      },
      { kind: 'signatures', labels: [w.applicant, w.decider], date: input.words.verbs.talks.signDate },
    ],
  };
}
