// From files to the workbook as sheets of cells, as the command goes, without reading or writing a disk.
import { appraise } from '../../src/appraise/appraise.ts';
import type { PaperBook } from '../../src/paper.ts';
import type { BookInput } from '../../src/papers/ranking/context.ts';
import { rankedWorkbook } from '../../src/papers/ranking/workbook.ts';
import { builtinPolicy } from '../../src/policy/builtin.ts';
import type { Policy } from '../../src/policy/policy.ts';
import { readBook } from '../../src/sheets/read.ts';
import { parsePeriod } from '../../src/table/period.ts';
import { tabulate } from '../../src/table/tabulate.ts';
import { nameIn } from '../../src/text/names.ts';
import { traditional, wordsFor } from '../../src/text/text.ts';
import { wordsUnder } from '../../src/text/under-policy.ts';
import type { Lang, Problem } from '../../src/types.ts';
import { policyWith } from '../support/pipeline.ts';

export interface FileOf {
  readonly file: string;
  readonly bytes: Uint8Array;
}
export interface Papered {
  readonly book: PaperBook;
  readonly input: BookInput;
  readonly problems: readonly Problem[];
}
export interface PaperOptions {
  readonly policy?: Policy;
  readonly lang?: Lang;
  readonly period?: string | null;
}

/** What the files hold, read once for several rankings. */
export async function booksOf(files: readonly FileOf[]) {
  return (await Promise.all(files.map(({ file, bytes }) => readBook(bytes, file)))).map(({ value, problems }) => {
    if (!value) throw new Error(JSON.stringify(problems));
    return value;
  });
}

export async function paperOfBooks(books: Awaited<ReturnType<typeof booksOf>>, options: PaperOptions = {}): Promise<Papered> {
  const { policy = policyWith(), lang = 'zh-Hans', period = null } = options;
  const table = tabulate(books, policy, { period: period === null ? null : parsePeriod(period), asOf: null });
  const ranking = appraise(table.value, policy);
  const problems = [...table.problems, ...ranking.problems];
  const convert = lang === 'zh-Hant' ? await traditional() : (t: string) => t;
  const input: BookInput = {
    ranking: ranking.value,
    source: table.value,
    run: {
      tool: 'appraise test',
      policy: { file: builtinPolicy.file, sha256: '0'.repeat(64), text: builtinPolicy.text, rules: policy },
      columns: null,
      inputs: books
        .map((b) => ({ file: b.file, sha256: b.sha256, kind: b.kind, encoding: b.encoding ?? null }))
        .sort((a, b) => (a.file < b.file ? -1 : 1)),
    },
    problems,
    lang,
    words: wordsUnder(await wordsFor(lang), policy, (names) => nameIn(names, lang, convert)),
    convert,
  };
  return { book: rankedWorkbook(input), input, problems };
}

export async function paperOf(files: readonly FileOf[], options: PaperOptions = {}): Promise<Papered> {
  return paperOfBooks(await booksOf(files), options);
}
