/**
 * 提醒谈话记录: what is known filled in, the rest room to write (rules §6.2; domain.md). A reminder talk is meant to teach and to
 * encourage: nothing here has the wording of a complaint, an offence or a sanction; a test holds the words to that.
 */

import type { Doc, DocBlock } from '../../paper.ts';
import { fill } from '../../text/text.ts';
import { blockKeys } from '../../types.ts';
import { type BookInput, Context, postOf, unitOf } from '../ranking/context.ts';
import { placesText } from '../shared.ts';
import type { Talk } from '../verbs/talks.ts';

/** The record of one talk, on one page. It is for those who are called; whoever a tie holds back gets none. */
export function talkRecord(input: BookInput, talk: Talk): Doc {
  const ctx = new Context(input);
  const { talks: w } = input.words.verbs;
  const f = factsOf(ctx, talk);
  return {
    lang: input.lang,
    title: w.recordTitle,
    foot: ctx.foot(),
    blocks: [
      {
        kind: 'form',
        rows: [
          ...whoRows(ctx, talk),
          [blank(w.time), blank(w.place)],
          [{ label: w.cause, value: f.cause }],
          [{ label: w.scores, value: f.scores }],
          [{ label: w.purpose, value: f.purpose }],
          [{ label: w.content, value: w.contentText, room: 1 }],
          [{ label: w.answer, value: '', room: 4 }],
          [{ label: w.measures, value: '', room: 2 }],
          [blank(w.until), { label: w.followUp, value: f.followUp }],
        ],
      },
      { kind: 'paragraph', text: f.note, small: true },
      { kind: 'signatures', labels: [w.subject, w.speaker, w.recorder], date: input.words.documents.signDate },
    ],
  };
}

type Row = Extract<DocBlock, { kind: 'form' }>['rows'][number];
const blank = (label: string) => ({ label, value: '' });

/** Name, unit and post of the person, of who leads the talk and of who records it; the latter to be written. */
function whoRows(ctx: Context, { person }: Talk): Row[] {
  const { talks: w } = ctx.input.words.verbs;
  const { unit, post } = ctx.input.words.documents;
  const row = (label: string, name: string, unitText: string, postText: string): Row => [
    { label, value: name },
    { label: unit, value: unitText, weight: 1.15 },
    { label: post, value: postText, weight: 1.15 },
  ];
  return [row(w.subject, person.name, unitOf(person), postOf(person)), row(w.speaker, '', '', ''), row(w.recorder, '', '', '')];
}

/** What the record and the office's own form say of the talk. */
function factsOf(ctx: Context, { person, ranked, n, verdict }: Talk) {
  const { talks: w } = ctx.input.words.verbs;
  const { policy } = ctx;
  const scored = ranked?.scored ?? null;
  const total = scored?.total.toText(policy.total.places.value) ?? '';
  const byCut = policy.cuts.some((c) => c.key === verdict.rule);
  const about = { period: ctx.period(), line: verdict.line, clause: verdict.clause };
  const cause =
    byCut && ranked
      ? fill(w.causeText, { ...about, group: ctx.groupName(person), rank: ranked.rank, n, total })
      : fill(w.causeOfLine, { ...about, rule: ctx.ruleName(verdict.rule), quality: qualityOf(ctx, verdict.rule), figure: verdict.figure });
  const scores = scored
    ? blockKeys.map((b) =>
        fill(w.score, { block: ctx.name(policy.blocks[b].name), value: scored.blocks[b].value.toText(scored.blocks[b].minPlaces) }),
      )
    : [];
  const days = policy.talks?.['follow-up-days'];
  return {
    cause,
    total,
    scores: scores.join(ctx.input.words.documents.sources),
    purpose: policy.talks ? ctx.name(policy.talks.purpose) : w.purposeText,
    followUp: days ? fill(w.followUpText, { days: days.value, clause: days.clause.at }) : '',
    note: fill(w.note, {
      id: person.id,
      policy: ctx.policyName(),
      edition: policy.edition,
      clause: verdict.clause,
      source: placesText(verdict.from, ctx.input.words),
    }),
  };
}

/** What a line is held against: a policy that names its own lists says that, not the rule. */
function qualityOf(ctx: Context, rule: string): string {
  const line = ctx.policy.lines.find((l) => l.key === rule);
  return line ? ctx.name(line.quality) : ctx.ruleName(rule);
}

/** The same facts by name, in Chinese and in English, for an office's own form. */
export function talkFields(input: BookInput, talk: Talk): ReadonlyMap<string, string> {
  const ctx = new Context(input);
  const { person } = talk;
  const f = factsOf(ctx, talk);
  const both: readonly (readonly [string, string, string])[] = [
    ['姓名', 'name', person.name],
    ['编号', 'id', person.id],
    ['单位', 'unit', unitOf(person)],
    ['职务职级', 'post', postOf(person)],
    ['职务', 'office', person.post],
    ['职级', 'level', person.rank],
    ['组别', 'group', ctx.groupName(person)],
    ['名次', 'rank', talk.ranked === null ? '' : String(talk.ranked.rank)],
    ['人数', 'n', talk.n === 0 ? '' : String(talk.n)],
    ['总分', 'total', f.total],
    ['各板块得分', 'scores', f.scores],
    ['界线', 'line', talk.verdict.line],
    ['条款', 'clause', talk.verdict.clause],
    ['周期', 'period', ctx.period()],
    ['截止日期', 'as-of', ctx.asOf()],
    ['事由', 'cause', f.cause],
    ['谈话目的', 'purpose', f.purpose],
    ['回访', 'follow-up', f.followUp],
    ['办法', 'policy', ctx.policyName()],
    ['来源', 'source', placesText(talk.verdict.from, input.words)],
  ];
  return new Map(both.flatMap(([zh, en, value]) => [[zh, value] as const, [en, value] as const]));
}
