/** 公示: who is proposed for the best grade. A whitelist of fields: no score and no id can stand here (domain.md, papers). */

import { gradesOf } from '../../appraise/grades.ts';
import type { Day } from '../../day.ts';
import type { Policy } from '../../policy/policy.ts';
import { fill } from '../../text/text.ts';
import type { Decision, Doc, ListPaper, Person } from '../../types.ts';
import { column, listOf, stands } from '../lists/list.ts';
import { type BookInput, Context } from '../ranking/context.ts';
import { gradeName } from './grades.ts';

type Field = Policy['notice'] extends infer N | undefined ? (N extends { fields: { value: readonly (infer F)[] } } ? F : never) : never;

/** What a notice may say of a person, and nothing more. */
export type Posted = Readonly<Record<Field, string>>;

/** Where to turn to: left to be written where it is not given. */
export interface NoticeOptions {
  readonly from: Day;
  readonly to: Day;
  readonly contact: string;
}

/** Those whom the grades propose for the best one, less those decided otherwise. */
export function postedOf(
  input: BookInput,
  rules: NonNullable<Policy['grades']>,
  approved: boolean,
  decisions: readonly Decision[],
): { people: Posted[]; grade: string } {
  const ctx = new Context(input);
  const grades = gradesOf(input.ranking, ctx.policy, rules, approved);
  const best = grades.kind === 'year' ? rules.year.excellent.key : rules.quarter.bands[0]?.key;
  const grade = gradeName(ctx, rules, best ?? null);
  const people = grades.groups.flatMap((g) =>
    g.proposals
      .filter((p) => p.grade === best || (p.held && best !== undefined))
      .filter((p) => stands(decisions, { person: p.person.key, list: 'grades', rule: p.grade ?? '', proposal: p.held ? 1 : 0 }))
      .map((p) => posted(p.person, grade)),
  );
  return { people, grade };
}

function posted(p: Person, grade: string): Posted {
  return { name: p.name, unit: p.unit, department: p.department, post: p.post, rank: p.rank, category: p.category, level: p.level, grade };
}

/** The notice as a letter to be posted and as a list. */
export function noticePapers(
  input: BookInput,
  rules: NonNullable<Policy['notice']>,
  { people, grade }: { readonly people: readonly Posted[]; readonly grade: string },
  options: NoticeOptions,
): { doc: Doc; list: ListPaper } {
  const ctx = new Context(input);
  const w = input.words.verbs.notice;
  const fields = rules.fields.value;
  const title = fill(w.title, { period: ctx.period(), grade });
  const span = fill(w.span, { from: options.from, to: options.to, days: rules['working-days'].value });
  const turn = fill(w.turn, { contact: options.contact === '' ? w.contactBlank : options.contact });
  const columns = [
    column<Posted>('serial', ctx.words.ranking.serial, 6, 'center', (_, i) => ({ number: String(i + 1) })),
    ...fields.map((f) => column<Posted>(f, w.fields[f], f === 'unit' || f === 'post' ? 22 : 14, 'wrapped', (p) => p[f])),
  ];
  const head = { key: 'notice', name: w.name, title, subtitle: [span], notes: [turn] };
  const list = { ...listOf(ctx, head, columns, people), signatures: '' };
  const widths = columns.map((c) => ({ header: c.header, width: c.width }));
  const rows = list.rows.map((r) => r.map((cell) => (cell === null ? '' : typeof cell === 'string' ? cell : cell.number)));
  return {
    list,
    doc: {
      lang: input.lang,
      title,
      foot: ctx.policyName(),
      blocks: [
        {
          kind: 'paragraph',
          text: fill(w.lead, { grade, policy: ctx.policyName(), clause: rules['working-days'].clause.at }),
          indent: true,
        },
        ...(people.length > 0
          ? [{ kind: 'table' as const, columns: widths, rows }]
          : [{ kind: 'paragraph' as const, text: list.nobody, align: 'center' as const }]),
        { kind: 'paragraph', text: span, indent: true },
        { kind: 'paragraph', text: turn, indent: true },
        { kind: 'paragraph', text: w.office, align: 'right' },
        { kind: 'paragraph', text: w.date, align: 'right' },
      ],
    },
  };
}
