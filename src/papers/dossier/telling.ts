/** What an entry of the archive says, in words. */
import { Decimal } from '../../decimal.ts';
import type { Statement } from '../../dossier/entry.ts';
import type { Json } from '../../pack.ts';
import type { Policy } from '../../policy/policy.ts';
import type { Names } from '../../policy/primitives.ts';
import { fill, type Words } from '../../text/text.ts';

/** What words are taken from: those of a language, and the names of a policy in it. */
export interface Telling {
  readonly words: Words;
  readonly policy: Policy;
  readonly name: (names: Names) => string;
}

type Data = Statement['data'];

/** A text of a record; '' where it has none. */
const text = (data: Data, key: string): string => (typeof data[key] === 'string' ? (data[key] as string) : '');

/** An exact figure as text, as `packed` keeps it; '' where there is none. */
export function figure(value: Json | undefined): string {
  if (typeof value === 'number') return String(value);
  const exact = value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Data)['$'] : undefined;
  return typeof exact === 'string' ? exact : '';
}

/** The name of an item of one of the policy's lists; its key where this policy has no such item. */
function named(t: Telling, list: readonly { readonly key: string; readonly name: Names }[] | undefined, key: string): string {
  const found = list?.find((i) => i.key === key);
  return found ? t.name(found.name) : key;
}

const joined = (t: Telling, parts: readonly string[]): string => parts.filter((p) => p !== '').join(t.words.dossier.tell.join);

/** The name of a block. */
export const blockName = (t: Telling, block: string): string => named(t, t.policy.dossier?.blocks, block);

/** What a statement says. */
export function tell(t: Telling, s: Statement): string {
  const d = s.data;
  const w = t.words.dossier.tell;
  const optional = (template: string, key: string) => (text(d, key) === '' ? '' : fill(template, { [key]: text(d, key) }));
  switch (s.form) {
    case 'basic':
      return joined(t, [
        ...['unit', 'department', 'post', 'rank', 'category', 'level'].map((k) => text(d, k)),
        text(d, 'rank-since') === '' ? '' : fill(w.since, { since: text(d, 'rank-since') }),
      ]);
    case 'appraisal':
      return appraisalText(t, d);
    case 'grade': {
      const { grades } = t.policy;
      const grade =
        d['grade'] === null ? w.noGrade : named(t, grades ? [grades.year.excellent, ...grades.year.bands] : [], text(d, 'grade'));
      return fill(w.grade, { year: s.year, grade });
    }
    case 'inspection': {
      const line = t.policy.lines.find((l) => l.key === text(d, 'quality'));
      const quality = line ? t.name(line.quality) : text(d, 'quality');
      return fill(w.inspection, { quality, score: figure(d['score']), period: text(d, 'period') || String(s.year) });
    }
    case 'sanction':
      return joined(t, [
        d['kind'] === null ? text(d, 'said') : named(t, t.policy.accountability?.kinds, text(d, 'kind')),
        text(d, 'matter'),
        fill(w.effect, { from: text(d, 'from') || '…', to: text(d, 'to') }),
      ]);
    case 'exemption': {
      const outcome = w.outcomes[text(d, 'outcome') as keyof typeof w.outcomes] ?? text(d, 'outcome');
      return joined(t, [
        text(d, 'matter'),
        fill(outcome, { percent: figure(d['percent']) }),
        fill(w.ground, { ground: named(t, t.policy.exemptions?.grounds.list, text(d, 'ground')) }),
        text(d, 'finding'),
        ...(['correction', 'due', 'done'] as const).map((k) => optional(w[k], k)),
      ]);
    }
    case 'priority':
      return joined(t, [named(t, t.policy.priorities, text(d, 'priority')), text(d, 'matter'), text(d, 'body')]);
    case 'nomination':
      return joined(t, [
        ...['source', 'body', 'post'].map((k) => text(d, k)),
        figure(d['votes']) === '' ? '' : fill(w.votes, { votes: figure(d['votes']) }),
      ]);
    case 'fitness':
      return joined(t, [
        named(t, t.policy.fitness?.situations, text(d, 'situation')),
        ...['evidence', 'finding', 'adjustment'].map((k) => text(d, k)),
      ]);
    case 'facet': {
      const said = fill(w.way, { text: text(d, 'text'), way: named(t, t.policy.facets?.ways, text(d, 'way')) });
      return fill(w.facet, { facet: named(t, t.policy.facets?.facets, text(d, 'facet')), text: said });
    }
    case 'points':
      return fill(w.points, { matter: text(d, 'matter'), value: figure(d['value']) });
    case 'chronicle': {
      const about = joined(t, [text(d, 'by'), text(d, 'place')]);
      const told = `${text(d, 'text')}${about === '' ? '' : fill(w.by, { by: about })}`;
      return joined(t, [told, text(d, 'matter'), optional(w.result, 'result')]);
    }
  }
}

function appraisalText(t: Telling, d: Data): string {
  const w = t.words.dossier.tell;
  const group = [text(d, 'category'), text(d, 'level')].filter((p) => p !== '').join('·');
  const reason = named(t, t.policy['not-ranked'].reasons, text(d, 'reason'));
  const stood =
    d['rank'] === null
      ? [fill(w.notRanked, { reason })]
      : [fill(w.total, { total: totalText(t, d['total']) }), fill(w.rank, { rank: figure(d['rank']), of: figure(d['of']) })];
  const verdicts = objects(d['verdicts']).map((v) =>
    fill(w.verdict, { rule: ruleName(t, text(v, 'rule')), held: v['held'] === true ? w.held : '' }),
  );
  const decided = objects(d['decided']).map((x) => {
    const option = t.policy.decision.options[Number(x['decided'])];
    const said = fill(w.decided, { decided: option ? t.name(option) : String(x['decided']) });
    return text(x, 'reason') === '' ? said : joined(t, [said, fill(w.reason, { reason: text(x, 'reason') })]);
  });
  return joined(t, [text(d, 'period'), group, ...stood, ...verdicts, ...decided]);
}

/** A total with the places that the ranking prints. */
export function totalText(t: Telling, value: Json | undefined): string {
  const exact = figure(value);
  return exact === '' ? '' : Decimal.of(exact).toText(t.policy.total.places.value);
}

const objects = (value: Json | undefined): Data[] => (Array.isArray(value) ? (value as Data[]) : []);

/** What a rule is called: a cut, a line, accountability or a priority. */
function ruleName(t: Telling, rule: string): string {
  const { cuts, lines, priorities = [], accountability } = t.policy;
  if (rule === 'accountability' && accountability) return t.name(accountability.name);
  return named(t, [...cuts, ...lines, ...priorities], rule);
}
