/** Words that say why somebody is not ranked, where no column of statuses holds them. */
import { foldWord } from '../fold.ts';
import type { Policy } from '../policy/policy.ts';

/**
 * Finds such a word in a text: a reason of the policy or one of its further words, not one that is denied (无处分), in a
 * short text: a long one tells a story.
 * The answer is the word; null where there is none. `behind`: only in brackets behind a name.
 */
export function statusIn(policy: Policy): (text: string, behind: boolean) => string | null {
  const reasons = policy['not-ranked'].reasons.flatMap((r) => r.words);
  const words = [...new Set([...reasons, ...policy.checks['status-words'].value].map(foldWord))].filter((w) => w.length > 1);
  const pattern = new RegExp(`(?<![无未没有非])(?:${words.map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|')})`);
  const known = new Map<string, string | null>();
  return (text, behind) => {
    const part = behind ? (/[(（]([^)）]*)[)）]\s*$/.exec(text)?.[1] ?? '') : text;
    if (part === '') return null;
    const before = known.get(part);
    if (before !== undefined) return before;
    const word = foldWord(part);
    const found = word.length > 16 ? null : (pattern.exec(word)?.[0] ?? null);
    if (known.size < 1000) known.set(part, found);
    return found;
  };
}
