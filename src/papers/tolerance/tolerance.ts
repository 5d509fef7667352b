/** 容错认定表 and 容错台账: 申请–调查–会商–认定–反馈, what is weighed, what it does to score and bar, what is still to be put right (rules §7.3). */

import type { Doc, DocBlock, ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { placeText } from '../../problems/problem.ts';
import { fill } from '../../text/text.ts';
import type { Place } from '../../types.ts';
import { column, listOf, whoColumns } from '../lists/list.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { dayText, placesText } from '../shared.ts';
import { whoRow } from '../standing.ts';
import { type Tolerance, tolerancesOf } from './state.ts';

export type { Tolerance } from './state.ts';

/** Every case of the export; none where the policy knows no error tolerance. */
export const tolerances = ({ source, ranking, run }: BookInput): Tolerance[] =>
  run.policy.rules.exemptions ? tolerancesOf(source, ranking, run.policy.rules) : [];

type Rules = NonNullable<Policy['exemptions']>;
type Rows = Extract<DocBlock, { kind: 'form' }>['rows'];

/** The paper of one case of `tolerances`. */
export function toleranceDoc(input: BookInput, t: Tolerance): Doc {
  const ctx = new Context(input);
  const rules = ctx.policy.exemptions;
  if (!rules) throw new Error('no rules of error tolerance');
  const { tolerance: w, documents } = input.words;
  return {
    lang: input.lang,
    title: w.title,
    foot: ctx.foot(),
    blocks: [
      { kind: 'form', rows: [whoRow(ctx, t.person), ...findingRows(ctx, rules, t)] },
      {
        kind: 'table',
        columns: [w.step, w.day, w.state].map((header) => ({ header, width: 10 })),
        rows: t.steps.map((s) => [ctx.name(s.name), s.day === null ? '' : dayText(s.day, input.words), stepState(ctx, s)]),
      },
      { kind: 'form', rows: [...weighedRows(ctx, rules), ...effectRows(ctx, t), ...correctionRows(ctx, t), [open(ctx, t)]] },
      { kind: 'paragraph', text: note(ctx, rules, t), small: true },
      { kind: 'signatures', labels: [w.person, w.inquirer, w.responsible], date: documents.signDate },
    ],
  };
}

function findingRows(ctx: Context, rules: Rules, { exempted: x }: Tolerance): Rows {
  const { tolerance: w } = ctx.input.words;
  return [
    [{ label: w.matter, value: matterText(ctx, x) }],
    [
      { label: w.ground, value: groundText(ctx, rules, x.by.ground) },
      { label: w.outcome, value: outcomeText(ctx, x.by) },
    ],
  ];
}

const groundText = (ctx: Context, rules: Rules, key: string): string => {
  const found = rules.grounds.list.find((g) => g.key === key);
  return found ? ctx.name(found.name) : key;
};

function outcomeText(ctx: Context, by: Tolerance['exempted']['by']): string {
  const { outcomes, reducedBy } = ctx.input.words.tolerance;
  return by.outcome === 'reduced' && by.percent !== null ? fill(reducedBy, { percent: by.percent.toText() }) : outcomes[by.outcome];
}

/** The entry or sanction that it names, in the words of the export. */
function matterText(ctx: Context, x: Tolerance['exempted']): string {
  const { tolerance: w } = ctx.input.words;
  const parts =
    'entry' in x
      ? [
          x.entry.number ?? '',
          x.entry.matter,
          x.entry.date ?? '',
          x.entry.basis ?? '',
          fill(w.points, { value: x.entry.value.value.toText() }),
        ]
      : [
          x.sanction.number,
          x.sanction.said,
          x.sanction.matter,
          fill(w.span, { from: x.sanction.from ?? '…', to: x.sanction.to }),
          x.sanction.document,
        ];
  return parts.filter((p) => p !== '').join(ctx.input.words.documents.sources);
}

function stepState(ctx: Context, s: Tolerance['steps'][number]): string {
  const { tolerance: w } = ctx.input.words;
  if (s.taken) return w.taken;
  return s.day === null ? w.stepOpen : w.stepAhead;
}

/** What is to be weighed, two abreast, each with room for a line or two. */
function weighedRows(ctx: Context, rules: Rules): Rows {
  const cells = rules.weighed.list.map((name) => ({ label: ctx.name(name), value: '', room: 2 }));
  return cells.flatMap((_, i) => (i % 2 === 0 ? [cells.slice(i, i + 2)] : []));
}

function effectRows(ctx: Context, t: Tolerance): Rows {
  const { tolerance: w } = ctx.input.words;
  return [[{ label: w.finding, value: t.exempted.by.finding, room: 1 }], [{ label: w.effect, value: effectText(ctx, t) }]];
}

/** Score or bar before and after. */
function effectText(ctx: Context, t: Tolerance): string {
  const { tolerance: w } = ctx.input.words;
  const x = t.exempted;
  if ('sanction' in x) {
    if (t.bar === null) return w.noPeriod;
    return fill(w.bar, { before: t.bar.before ? w.barred : w.notBarred, after: t.bar.after ? w.barred : w.notBarred });
  }
  const entry = fill(w.score, { before: x.entry.value.value.toText(), after: x.after.toText() });
  if (t.total === null) return entry;
  const places = ctx.policy.total.places.value;
  const total = fill(w.total, { before: t.total.without.toText(places), after: t.total.with.toText(places) });
  return `${entry}\n${total}`;
}

function correctionRows(ctx: Context, t: Tolerance): Rows {
  const { tolerance: w } = ctx.input.words;
  const { by } = t.exempted;
  return [
    [{ label: w.correction, value: by.correction, room: by.correction === '' ? 1 : 0 }],
    [
      { label: w.due, value: dueText(ctx, t) },
      { label: w.done, value: by.done === null ? '' : dayText(by.done, ctx.input.words) },
    ],
  ];
}

function dueText(ctx: Context, t: Tolerance): string {
  if (t.due === null) return '';
  const { words } = ctx.input;
  const day = dayText(t.due, words);
  const rule = ctx.policy.exemptions?.['correction-days'];
  return t.dueBy === 'term' && rule ? fill(words.tolerance.dueByTerm, { day, days: rule.value, clause: rule.clause.at }) : day;
}

/** What is still open as of the as-of day: steps not taken, and the correction. */
function openText(ctx: Context, t: Tolerance): string[] {
  const { tolerance: w, documents } = ctx.input.words;
  const steps = t.steps.filter((s) => !s.taken).map((s) => ctx.name(s.name));
  const state = t.correction === 'done' || t.correction === 'none' ? [] : [w.corrections[t.correction]];
  return [...(steps.length > 0 ? [fill(w.stepsOpen, { steps: steps.join(documents.cells) })] : []), ...state];
}

function open(ctx: Context, t: Tolerance) {
  const { tolerance: w } = ctx.input.words;
  const asOf = ctx.input.source.asOf;
  const all = openText(ctx, t);
  return {
    label: w.open,
    value: [fill(w.asOf, { day: asOf ?? ctx.words.summary.noDate }), ...(all.length > 0 ? all : [w.nothingOpen])].join('\n'),
  };
}

const sourcesOf = ({ exempted: x }: Tolerance): Place[] => [
  x.by.at,
  ...('entry' in x ? [x.entry.value.at] : [x.sanction.at, ...x.sanction.dates]),
  ...[...x.by.steps.values()].map((s) => s.at),
];

function note(ctx: Context, rules: Rules, t: Tolerance): string {
  return fill(ctx.input.words.tolerance.note, {
    id: t.person.id,
    policy: ctx.policyName(),
    edition: ctx.policy.edition,
    clause: rules.clause.at,
    weighed: rules.weighed.clause.at,
    source: placesText(sourcesOf(t), ctx.input.words),
  });
}

/** Every case in a list: what it names, the finding, the effect, what is open. */
export function toleranceList(input: BookInput): ListPaper {
  const ctx = new Context(input);
  const { tolerance: w } = input.words;
  const rules = ctx.policy.exemptions;
  const columns = [
    ...whoColumns<Tolerance>(ctx, (t) => t.person),
    column<Tolerance>('matter', w.matter, 26, 'wrapped', (t) => matterText(ctx, t.exempted)),
    column<Tolerance>('ground', w.ground, 16, 'wrapped', (t) => (rules ? groundText(ctx, rules, t.exempted.by.ground) : '')),
    column<Tolerance>('outcome', w.outcome, 12, 'wrapped', (t) => outcomeText(ctx, t.exempted.by)),
    column<Tolerance>('effect', w.effect, 26, 'wrapped', (t) => effectText(ctx, t)),
    column<Tolerance>('correction', w.correction, 18, 'wrapped', (t) => t.exempted.by.correction),
    column<Tolerance>('due', w.due, 13, 'center', (t) => t.due),
    column<Tolerance>('done', w.done, 13, 'center', (t) => t.exempted.by.done),
    column<Tolerance>('open', w.open, 22, 'wrapped', (t) => openText(ctx, t).join('\n')),
    column<Tolerance>('clause', ctx.words.lists.clause, 10, 'center', () => rules?.clause.at ?? ''),
    {
      ...column<Tolerance>('source', ctx.words.lists.source, 22, 'wrapped', (t) => placesText(sourcesOf(t), input.words)),
      data: (t: Tolerance) => sourcesOf(t).map(placeText),
    },
  ];
  const head = {
    key: 'tolerance',
    name: w.sheet,
    title: fill(w.listTitle, { period: ctx.period() }),
    subtitle: [ctx.policyName(), fill(w.asOf, { day: ctx.asOf() })],
    notes: [w.listNote],
  };
  return listOf(ctx, head, columns, tolerances(input));
}
