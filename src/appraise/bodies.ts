/** Which of a policy's awarding bodies a text names (rules §7.4 a). */
import { foldWord } from '../fold.ts';

/** Where the name of one body ends and that of another begins. */
const between = /[、,，;；/]|(?:和|及|与)/u;
/** 省委〔2026〕3号: who issued a document stands before its year or number. */
const afterIssuer = /[〔[(（【\d].*$/su;

/**
 * The word of the list that fits, or null. A word fits the whole name of a body, never a part of it: 国家 is not found in
 * 国家税务总局某县局. `*` in a word stands for any text or none, so that `*省委` fits 省委 and 中共湖北省委. Of several bodies
 * named together one is enough; a name that a word of `except` fits does not count.
 * @param body as the office wrote it; where it is blank the document's number says who issued it
 */
export function bodyNamed(body: string, document: string, words: readonly string[], except: readonly string[]): string | null {
  const said = body.trim() === '' ? document.replace(afterIssuer, '') : body;
  const names = [said, ...said.split(between)].map(foldWord).filter((n) => n !== '');
  const counted = names.filter((n) => !except.some((w) => fits(w, n)));
  return words.find((w) => counted.some((n) => fits(w, n))) ?? null;
}

function fits(word: string, name: string): boolean {
  const [first = '', ...others] = word.split('*').map(foldWord);
  if (others.length === 0) return first === name;
  const last = others.pop() ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) return false;
  const between = name.slice(first.length, name.length - last.length);
  let from = 0;
  return others.every((part) => {
    const at = between.indexOf(part, from);
    from = at + part.length;
    return at >= 0;
  });
}
