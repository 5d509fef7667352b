/** Holds a policy against the text of its regulation: clause and quote, word for word. */
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import type { Policy } from './policy.ts';
import type { Clause } from './primitives.ts';

/** Article (第十二条, Article 12, § 12) → its text, white space folded, in the order of the regulation. */
export function articlesOf(regulation: string): Map<string, string> {
  const articles = new Map<string, string>();
  let current: string | null = null;
  for (const raw of regulation.split(/\r?\n/)) {
    const line = raw
      .normalize('NFKC')
      .replace(/^[#*>\s]+/, '')
      .trim();
    const start = /^(第[〇零一二三四五六七八九十百千\d]+条(?:之[一二三四五六七八九十]+)?|Article \d+[a-z]?|§ ?\d+[a-z]?)/.exec(line)?.[1];
    if (start) current = start;
    else if (/^#/.test(raw)) current = null;
    if (current !== null && line !== '') articles.set(current, (articles.get(current) ?? '') + fold(line));
  }
  return articles;
}

function fold(text: string): string {
  return text.normalize('NFKC').replace(/[\s*]+/g, '');
}

/** Clause `第十二条第二款` → article `第十二条`. */
function articleOf(at: string): string {
  return /^(第[^条]+条(?:之[一二三四五六七八九十]+)?|Article \d+[a-z]?|§ ?\d+[a-z]?)/.exec(at.normalize('NFKC'))?.[1] ?? at;
}

/** The articles that the policy's rules rest on, each once. */
export function citedArticles(policy: Policy): Set<string> {
  return new Set(citations(policy).map((c) => articleOf(c.clause.at)));
}

/** Every clause the policy cites, with the path of the rule that cites it. */
export function citations(policy: Policy): { path: string; clause: Clause }[] {
  const found: { path: string; clause: Clause }[] = [];
  const walk = (node: unknown, path: string): void => {
    if (typeof node !== 'object' || node === null) return;
    for (const [k, v] of Object.entries(node)) {
      const at = Array.isArray(node) ? `${path}[${k}]` : path === '' ? k : `${path}.${k}`;
      if (k === 'clause') found.push({ path, clause: v as Clause });
      else walk(v, at);
    }
  };
  walk(policy, '');
  return found;
}

/**
 * Errors for clauses that do not exist and quotes that do not stand there; warnings for articles that no rule cites
 * and that the policy does not list under `context`.
 */
export function checkClauses(policy: Policy, regulation: string, file: string): Problem[] {
  const articles = articlesOf(regulation);
  const cited = citations(policy);
  const wrong = cited.flatMap(({ path, clause }): Problem[] => {
    const text = articles.get(articleOf(clause.at));
    if (text === undefined) return [problem('policy/clause-missing', { clause: clause.at, path }, { file })];
    if (clause.quote === undefined || text.includes(fold(clause.quote))) return [];
    return [problem('policy/quote-differs', { clause: clause.at, quote: clause.quote, path }, { file })];
  });
  const missing = (policy.context ?? [])
    .filter((c) => !articles.has(articleOf(c)))
    .map((clause) => problem('policy/clause-missing', { clause, path: 'context' }, { file }));
  const known = new Set([...citedArticles(policy), ...(policy.context ?? []).map(articleOf)]);
  const uncited = [...articles.keys()].filter((a) => !known.has(a)).map((clause) => problem('policy/clause-uncited', { clause }, { file }));
  return [...wrong, ...missing, ...uncited];
}
