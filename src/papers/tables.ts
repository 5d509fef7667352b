/** The ranking as flat tables, for CSV and Markdown. Pure. */
import { visible } from '../problems/width.ts';
import { fill } from '../text/text.ts';
import type { RankedPerson, UnrankedPerson, Verdict } from '../types.ts';
import { blockKeys } from '../types.ts';
import { type BookInput, Context, postOf, unitOf } from './ranking/context.ts';

/** A text, an exact number, or nothing. */
export type TableCell = string | { readonly number: string } | null;

/** One row a person, those who are not ranked at the end with their reason. */
export function csvTable(input: BookInput): TableCell[][] {
  const ctx = new Context(input);
  const { summary: s, ranking: r, lists: l } = ctx.words;
  const head = [
    ...[s.category, s.level, r.rank, s.ranked, r.name, r.id, r.unit, r.post],
    ...blockKeys.map((b) => ctx.name(ctx.policy.blocks[b].name)),
    r.total,
    ...ctx.ruleKeys().map((k) => ctx.ruleName(k.key)),
    l.reason,
  ];
  const number = (t: string): TableCell => ({ number: t });
  const ranked = input.ranking.groups.flatMap((g) =>
    g.ranked.map((p): TableCell[] => {
      const { person, blocks, total } = p.scored;
      return [
        ...[person.category, person.level],
        ...[number(String(p.rank)), number(String(g.headCounts.ranked))],
        ...[person.name, person.id, unitOf(person), postOf(person)],
        ...blockKeys.map((b) => number(blocks[b].value.toText(blocks[b].minPlaces))),
        number(total.toText(ctx.policy.total.places.value)),
        ...marksOf(ctx, p),
        '',
      ];
    }),
  );
  const rest = unranked(input).map((u): TableCell[] => {
    const { person } = u;
    const empty = Array.from({ length: blockKeys.length + 1 }, (): TableCell => null);
    return [
      person.category,
      person.level,
      null,
      null,
      person.name,
      person.id,
      unitOf(person),
      postOf(person),
      ...empty,
      ...marksOf(ctx, u),
      ctx.reason(u),
    ];
  });
  return [head, ...ranked, ...rest];
}

/** Everybody who is not ranked, with a group or without. */
export const unranked = ({ ranking }: Pick<BookInput, 'ranking'>): UnrankedPerson[] => [
  ...ranking.groups.flatMap((g) => g.notRanked),
  ...ranking.unplaced,
];

/** One mark a rule: the list, held, on the line, not assessed, or nothing. */
export function marksOf(ctx: Context, p: RankedPerson | UnrankedPerson): string[] {
  return ctx.ruleKeys().map(({ key, list }) => {
    const verdict = p.verdicts.find((v) => v.rule === key);
    if (verdict)
      return verdict.held
        ? ctx.marks.held
        : list === 'reminder-talk'
          ? ctx.marks.talk
          : list === 'priority'
            ? ctx.marks.priority
            : ctx.marks.bar;
    const outcome = p.checks.find((c) => c.rule === key)?.outcome;
    return outcome === 'on-line' ? ctx.marks.onLine : outcome === 'not-assessed' ? ctx.marks.notAssessed : '';
  });
}

/** The whole result as Markdown: head counts, a table a group, the lists. */
export function markdown(input: BookInput): string {
  const ctx = new Context(input);
  const { summary: s, ranking: r, lists: l, sheets } = ctx.words;
  const { cuts } = ctx.policy;
  const { groups } = input.ranking;
  const out: string[] = [
    `# ${fill(s.title, { period: ctx.period() })}`,
    '',
    fill(s.subtitle, { asOf: ctx.asOf(), policy: ctx.policyName(), edition: ctx.policy.edition }),
    '',
    ...markdownTable(
      [
        s.category,
        s.level,
        s.roster,
        s.shouldTakePart,
        s.ranked,
        s.eligible,
        ...cuts.flatMap((c) => [`${ctx.name(c.name)} ${s.exact}`, `${ctx.name(c.name)} ${s.count}`]),
      ],
      groups.map((g) => [
        ...[g.category, g.level, ...Object.values(g.headCounts).map(String)],
        ...g.cuts.flatMap((c) => [c.exact.toText(2), String(c.k)]),
      ]),
    ),
  ];
  for (const g of groups) {
    if (g.ranked.length === 0) continue;
    const head = [
      r.rank,
      r.name,
      r.id,
      r.unit,
      r.post,
      ...blockKeys.map((b) => ctx.name(ctx.policy.blocks[b].name)),
      r.total,
      ...ctx.ruleKeys().map((k) => ctx.ruleName(k.key)),
    ];
    const rows = g.ranked.map((p) => {
      const { person, blocks, total } = p.scored;
      const scores = blockKeys.map((b) => blocks[b].value.toText(blocks[b].minPlaces));
      return [
        `${p.rank}/${g.headCounts.ranked}`,
        person.name,
        person.id,
        unitOf(person),
        postOf(person),
        ...scores,
        total.toText(ctx.policy.total.places.value),
        ...marksOf(ctx, p),
      ];
    });
    out.push('', `## ${ctx.groupName(g)}`, '', ...markdownTable(head, rows));
  }
  out.push(...lists(ctx, input));
  const rest = unranked(input);
  if (rest.length > 0) {
    const rows = rest.map((u) => [ctx.groupName(u.person), u.person.name, u.person.id, ctx.reason(u), u.clause]);
    out.push('', `## ${sheets.notRanked}`, '', ...markdownTable([l.group, r.name, r.id, l.reason, l.clause], rows));
  }
  return `${out.join('\n')}\n`;
}

/** Verdicts with whom they concern; `rank` as `20/22`, '' of whoever is not ranked. */
export function verdictsOf({ ranking }: Pick<BookInput, 'ranking'>, wanted: (v: Verdict) => boolean) {
  const all = ranking.groups.flatMap((g) => [
    ...g.ranked.map((p) => ({ person: p.scored.person, rank: `${p.rank}/${g.headCounts.ranked}`, verdicts: p.verdicts })),
    ...g.notRanked.map((p) => ({ person: p.person, rank: '', verdicts: p.verdicts })),
  ]);
  return all.flatMap(({ person, rank, verdicts }) => verdicts.filter(wanted).map((verdict) => ({ person, rank, verdict })));
}

function lists(ctx: Context, input: BookInput): string[] {
  const { ranking: r, lists: l, sheets } = ctx.words;
  const section = (title: string, wanted: (v: Verdict) => boolean): string[] => {
    const rows = verdictsOf(input, wanted).map(({ person, rank, verdict: v }) => {
      return [person.name, person.id, ctx.groupName(person), rank, ctx.ruleName(v.rule), v.figure, v.line, v.clause];
    });
    return [
      '',
      `## ${title}`,
      '',
      ...(rows.length > 0 ? markdownTable([r.name, r.id, l.group, l.rankOf, l.cause, l.figure, l.line, l.clause], rows) : [l.nobody]),
    ];
  };
  return [
    ...section(sheets.bars, (v) => v.list === 'promotion-bar' && !v.held),
    ...section(sheets.talks, (v) => v.list === 'reminder-talk' && !v.held),
    ...section(sheets.held, (v) => v.held),
    ...section(sheets.priorities, (v) => v.list === 'priority'),
  ];
}

/** A table of Markdown, a line a row. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeText).join(' | ')} |`;
  return [line(head), `| ${head.map(() => '---').join(' | ')} |`, ...rows.map(line)];
}

/** Nothing of the office may become markup, or steer the terminal that shows it. */
export function escapeText(text: string): string {
  if (!/[\s\\`*_{}[\]<>|#!\p{Cc}\p{Cf}\p{Cs}]/u.test(text)) return text;
  return visible(text.replace(/\s+/g, ' ')).replace(/[\\`*_{}[\]<>|#!]/g, '\\$&');
}
