/** `appraise explain [CODE]`: what a problem code means, or all of them. */
import { nearestFew } from '../nearest.ts';
import { codes, explained, explainText, listText, referencePage } from '../problems/explain.ts';
import { problem } from '../problems/problem.ts';
import { plain, reportText } from '../problems/report.ts';
import { wordsFor } from '../text/text.ts';
import { type Lang, langs, type Problem } from '../types.ts';
import type { ExitCode, Io } from './io.ts';

export interface ExplainOptions {
  readonly format?: string;
  readonly lang?: string;
}
const formats = ['text', 'md', 'json'];

export async function explain(io: Io, code: string | undefined, options: ExplainOptions): Promise<ExitCode> {
  const { format = 'text', lang } = options;
  const bad = (option: string, value: string, known: readonly string[]) =>
    known.includes(value) ? [] : [problem('usage/bad-option', { option, value, known: known.join(', ') })];
  const known = codes.find((c) => c === code);
  const unknown =
    code === undefined || known !== undefined ? [] : [problem('usage/unknown-code', { code, near: nearestFew(code, codes, 3).join(', ') })];
  const wrong: Problem[] = [...bad('--format', format, formats), ...(lang === undefined ? [] : bad('--lang', lang, langs)), ...unknown];
  if (wrong.length > 0) {
    io.err(reportText(wrong, await wordsFor(io.talk), { paint: plain, columns: io.columns, cap: null, verbose: true }));
    return 2;
  }
  const words = await wordsFor((lang as Lang | undefined) ?? io.talk);
  const columns = Math.min(io.columns, 100);
  const of = known === undefined ? codes : [known];
  if (format === 'json')
    await io.out(`${JSON.stringify({ schema: 'appraise/codes@1', codes: of.map((c) => explained(c, words)) }, null, 2)}\n`);
  else if (format === 'md') await io.out(referencePage(of, words));
  else await io.out(known === undefined ? listText(words, columns) : explainText(known, words, columns));
  return 0;
}
