/** Names that a policy gives, in one language or several. */
import type { Names } from '../policy/primitives.ts';
import type { Lang } from '../types.ts';

/** The name in a language: English falls back to the Chinese one, traditional characters are made from simplified ones. */
export function nameIn(names: Names, lang: Lang, toTraditional: (text: string) => string): string {
  const simplified = names['zh-Hans'];
  if (lang === 'en') return names.en ?? simplified;
  return lang === 'zh-Hans' ? simplified : (names['zh-Hant'] ?? toTraditional(simplified));
}
