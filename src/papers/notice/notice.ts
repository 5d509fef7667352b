/** 公示: who is proposed for which grade, from when to when, where to turn (policy `notice`). Never a score, never an id. */
import type { Day } from '../../day.ts';
import type { Doc, DocBlock, ListPaper } from '../../paper.ts';
import type { Policy } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { Person } from '../../types.ts';
import { column, listOf } from '../lists/list.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { dayText } from '../shared.ts';

/** What a policy may let a notice say of a person: there is no word here for a score or an id. */
export type NoticeField = NonNullable<Policy['notice']>['fields']['value'][number];
/** A person as a notice knows them. */
type Noticed = Readonly<Record<NoticeField, string>>;

/** Whom to give notice of: of a person nothing else is asked for. */
export interface Proposed {
  readonly person: Pick<Person, Exclude<NoticeField, 'grade'>>;
  /** In the words of the policy and the language of the paper. */
  readonly gradeName: string;
}

/** Where to turn; '' is left to be written in. */
export interface Contact {
  readonly office: string;
  readonly telephone: string;
  readonly address: string;
}

export interface NoticeOf {
  readonly people: readonly Proposed[];
  /** First and last day, both included (`noticePeriod`). */
  readonly from: Day;
  readonly to: Day;
  readonly contact: Contact;
}

/** The notice as a document and as a list, people in the order given; null where the policy has no rule of notices. */
export function noticePaper(input: BookInput, of: NoticeOf): { readonly doc: Doc; readonly list: ListPaper } | null {
  const ctx = new Context(input);
  const rules = ctx.policy.notice;
  if (!rules) return null;
  const people = of.people.map(noticed);
  const fields = rules.fields.value;
  return { doc: noticeDoc(ctx, rules, people, fields, of), list: noticeList(ctx, rules, people, fields, of) };
}

type Rules = NonNullable<Policy['notice']>;

const noticed = ({ person: { name, unit, department, post, rank, category, level }, gradeName }: Proposed): Noticed => ({
  name,
  unit,
  department,
  post,
  rank,
  category,
  level,
  grade: gradeName,
});

/** In characters of a Latin digit. */
const widths: Readonly<Record<NoticeField, number>> = {
  name: 12,
  unit: 24,
  department: 18,
  post: 18,
  rank: 18,
  grade: 14,
  category: 16,
  level: 12,
};

function noticeDoc(ctx: Context, rules: Rules, people: readonly Noticed[], fields: readonly NoticeField[], of: NoticeOf): Doc {
  const { notice: w } = ctx.input.words;
  const { contact } = of;
  const about = { policy: ctx.policyName(), edition: ctx.policy.edition, clause: rules.clause.at, period: ctx.period() };
  const day = (d: Day) => dayText(d, ctx.input.words);
  const table: DocBlock = {
    kind: 'table',
    columns: [{ header: ctx.words.ranking.serial, width: 7 }, ...fields.map((f) => ({ header: w.fields[f], width: widths[f] }))],
    rows: people.map((p, i) => [String(i + 1), ...fields.map((f) => p[f])]),
  };
  const paragraph = (text: string): DocBlock => ({ kind: 'paragraph', text, indent: true });
  return {
    lang: ctx.lang,
    title: fill(w.title, { period: ctx.period() }),
    foot: ctx.foot(),
    blocks: [
      paragraph(people.length === 0 ? fill(w.nobody, about) : fill(w.intro, { ...about, count: people.length })),
      ...(people.length === 0 ? [] : [table]),
      paragraph(during(ctx, rules, of)),
      paragraph(w.respond),
      {
        kind: 'form',
        rows: [
          [{ label: w.office, value: contact.office }],
          [{ label: w.telephone, value: contact.telephone }],
          [{ label: w.address, value: contact.address }],
        ],
      },
      { kind: 'paragraph', text: '' },
      { kind: 'paragraph', text: contact.office === '' ? w.signOffice : contact.office, align: 'right' },
      { kind: 'paragraph', text: day(of.from), align: 'right' },
    ],
  };
}

function during(ctx: Context, rules: Rules, { from, to }: NoticeOf): string {
  const { words } = ctx.input;
  const days = rules['working-days'];
  return fill(words.notice.during, { from: dayText(from, words), to: dayText(to, words), days: days.value, clause: days.clause.at });
}

function noticeList(ctx: Context, rules: Rules, people: readonly Noticed[], fields: readonly NoticeField[], of: NoticeOf): ListPaper {
  const { notice: w } = ctx.input.words;
  const columns = [
    column<Noticed>('serial', ctx.words.ranking.serial, 6, 'center', (_, i) => ({ number: String(i + 1) })),
    ...fields.map((f) => column<Noticed>(f, w.fields[f], widths[f], 'wrapped', (p) => p[f])),
  ];
  const head = {
    key: 'notice',
    name: w.sheet,
    title: fill(w.title, { period: ctx.period() }),
    subtitle: [ctx.policyName()],
    notes: [during(ctx, rules, of)],
  };
  return listOf(ctx, head, columns, people);
}
