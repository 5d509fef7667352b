/**
 * 逐项说明 of one person as a document: the result first, then the way to it, what would have changed it, and what all of it rests on.
 * Terminal, Markdown and Word show this one document.
 */

import type { Doc, DocBlock } from '../../paper.ts';
import type { Clause } from '../../policy/primitives.ts';
import { fill } from '../../text/text.ts';
import type { Why } from '../../why.ts';
import { type BookInput, Context, postOf, unitOf } from '../ranking/context.ts';
import { blockDoc } from './blocks.ts';
import { changesDoc } from './changes.ts';
import { articles, cells } from './figures.ts';
import { advanceDoc, advanceRow, gradeDoc, gradeRow } from './grade.ts';
import { recordRows, recordsDoc } from './records.ts';
import { cutName, standingDoc, totalDoc } from './standing.ts';

type Section = readonly [title: keyof BookInput['words']['why']['sections'], blocks: readonly DocBlock[]];

/** The paper of one person. */
export function whyDoc(input: BookInput, why: Why): Doc {
  const ctx = new Context(input);
  const { why: w, documents } = input.words;
  const sections = sectionsOf(ctx, why).filter(([, blocks]) => blocks.length > 0);
  return {
    lang: input.lang,
    title: fill(w.title, { period: ctx.period() }),
    foot: ctx.policyName(),
    blocks: [
      { kind: 'form', rows: formRows(ctx, why) },
      ...sections.flatMap(([title, blocks], i) => [headed(ctx, i + 1, title), ...blocks]),
      { kind: 'paragraph', text: `${w.basis.note}${ctx.lang === 'en' ? ' ' : ''}${proposal(ctx)}`, small: true },
      { kind: 'signatures', labels: [w.signatures.person, w.signatures.handler, w.signatures.checker], date: documents.signDate },
    ],
  };
}

const proposal = (ctx: Context): string => fill(ctx.words.summary.proposal, { clause: ctx.policy.decision.clause.at });

function headed(ctx: Context, number: number, title: Section[0]): DocBlock {
  const { why: w } = ctx.input.words;
  return { kind: 'heading', text: fill(w.section, { number: w.numbers[number as keyof typeof w.numbers], title: w.sections[title] }) };
}

function sectionsOf(ctx: Context, why: Why): Section[] {
  const { total, standing, grade, advance } = why;
  const blocks = total?.blocks.flatMap((b) => blockDoc(ctx, b)) ?? [];
  const decided = [...(grade ? gradeDoc(ctx, grade) : []), ...(advance ? advanceDoc(ctx, advance) : [])];
  return [
    ['result', resultDoc(ctx, why)],
    ['unranked', why.unranked ? unrankedDoc(ctx, why) : []],
    ['blocks', blocks],
    [total?.scored.quarters ? 'quarters' : 'total', total ? totalDoc(ctx, total) : []],
    ['standing', standing ? standingDoc(ctx, why.person, standing, why.cuts) : []],
    ['records', recordsDoc(ctx, why)],
    ['grade', decided],
    ['changes', standing ? changesDoc(ctx, why) : []],
    ['basis', basisDoc(ctx, why)],
  ];
}

type Rows = Extract<DocBlock, { kind: 'form' }>['rows'];

function formRows(ctx: Context, { person, standing, total, unranked }: Why): Rows {
  const { ranking: r, lists: l } = ctx.words;
  const { why: w } = ctx.input.words;
  const rank = standing
    ? `${standing.rank}/${standing.n}`
    : [ctx.words.sheets.notRanked, ...(unranked ? [ctx.reason(unranked)] : [])].join(ctx.input.words.documents.sources);
  return [
    [
      { label: r.name, value: person.name },
      { label: r.id, value: person.id },
    ],
    [
      { label: r.unit, value: unitOf(person) },
      { label: r.post, value: postOf(person) },
    ],
    [
      { label: l.group, value: ctx.groupName(person) },
      { label: l.rankOf, value: rank },
    ],
    [
      { label: r.total, value: total ? total.scored.total.toText(total.places) : '' },
      { label: w.asOf, value: ctx.asOf() },
    ],
  ];
}

// ── the result in a table ──

function resultDoc(ctx: Context, why: Why): DocBlock[] {
  const { result: r } = ctx.input.words.why;
  const cuts = why.cuts.map((c) => [
    cutName(ctx, c.rule),
    r.states[c.state],
    fill(r.rank, { rank: why.standing?.rank ?? 0 }),
    c.result.k === 0 ? r.noList : fill(r.from, { rank: (why.standing?.n ?? 0) - c.result.k + 1 }),
    articles(ctx, c.clauses),
  ]);
  const rows = [
    ...cuts,
    ...recordRows(ctx, why),
    ...(why.grade ? [gradeRow(ctx, why.grade)] : []),
    ...(why.advance ? [advanceRow(ctx, why.advance)] : []),
    ...why.decisions.map((d) => decisionRow(ctx, d)),
  ];
  const columns = [
    { header: r.what, width: 28 },
    { header: r.outcome, width: 20 },
    { header: r.figure, width: 18 },
    { header: r.line, width: 18 },
    { header: r.clause, width: 14 },
  ];
  return rows.length === 0 ? [] : [{ kind: 'table', columns, rows }];
}

/** What was decided, with its reason and the cell. */
function decisionRow(ctx: Context, d: Why['decisions'][number]): string[] {
  const option = ctx.policy.decision.options[d.decided];
  const { sheets } = ctx.words;
  const lists: Readonly<Record<string, string>> = { 'promotion-bar': sheets.bars, 'reminder-talk': sheets.talks, ranking: sheets.ranking };
  const what = d.rule === '' ? (lists[d.list] ?? d.list) : ctx.ruleName(d.rule);
  return [
    fill(ctx.input.words.why.result.decided, { what }),
    option ? ctx.name(option) : String(d.decided),
    d.reason,
    cells(ctx, [d.at]),
    ctx.policy.decision.clause.at,
  ];
}

// ── not ranked ──

function unrankedDoc(ctx: Context, { unranked, unrankedClause }: Why): DocBlock[] {
  const { why: w } = ctx.input.words;
  if (!unranked) return [];
  const clauses = unrankedClause ? [fill(w.clauses, { clauses: unrankedClause.at })] : [];
  const texts = [
    fill(w.unranked.reason, { reason: ctx.reason(unranked) }),
    fill(w.cells, { cells: cells(ctx, unranked.from) }),
    ...clauses,
    w.unranked.still,
  ];
  return texts.map((text) => ({ kind: 'paragraph', text }));
}

// ── what it rests on ──

/** Every clause that is cited, each once, in the order of the paper. */
export function clausesIn(why: Why): Clause[] {
  const all = [
    ...(why.total?.blocks.flatMap((b) => [...b.clauses, ...(b.weightClause ? [b.weightClause] : [])]) ?? []),
    ...(why.total?.clauses ?? []),
    ...(why.standing?.clauses ?? []),
    ...[...why.cuts, ...why.lines, ...why.sanctions, ...why.tolerances, ...why.priorities].flatMap((x) => x.clauses),
    ...(why.grade?.clauses ?? []),
    ...(why.unrankedClause ? [why.unrankedClause] : []),
  ];
  return [...new Map(all.map((c) => [`${c.at}\u0000${c.quote ?? ''}`, c])).values()];
}

function basisDoc(ctx: Context, why: Why): DocBlock[] {
  const { basis: w } = ctx.input.words.why;
  const { policy, inputs } = ctx.input.run;
  const byArticle = new Map<string, string[]>();
  for (const { at, quote } of clausesIn(why)) byArticle.set(at, [...(byArticle.get(at) ?? []), ...(quote === undefined ? [] : [quote])]);
  return [
    { kind: 'paragraph', text: fill(w.policy, { policy: ctx.policyName(), edition: ctx.policy.edition, file: policy.file }) },
    { kind: 'paragraph', text: fill(w.hash, { sha256: policy.sha256 }) },
    {
      kind: 'table',
      columns: [
        { header: w.file, width: 34 },
        { header: w.sha256, width: 66 },
      ],
      rows: inputs.map((i) => [i.file, i.sha256]),
    },
    {
      kind: 'table',
      columns: [
        { header: w.article, width: 16 },
        { header: w.quote, width: 84 },
      ],
      rows: [...byArticle].map(([at, quotes]) => [at, quotes.length === 0 ? w.noQuote : quotes.join(ctx.input.words.documents.sources)]),
    },
  ];
}
