/** `appraise init`: a template workbook; with files, a drafted map of their columns; with --fields, the names a map may use. */
import path from 'node:path';
import { maskTables } from '../mask/export.ts';
import type { Pseudonyms } from '../mask/pseudonym.ts';
import { draftMap, fieldList } from '../papers/template/draft.ts';
import { templateBook } from '../papers/template/template.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { plain, reportText } from '../problems/report.ts';
import { parseLimits, type ReadOptions } from '../sheets/limits.ts';
import { writeXlsx } from '../sheets/xlsx-write.ts';
import { tabulate } from '../table/tabulate.ts';
import { fill, traditional, wordsFor } from '../text/text.ts';
import { type Lang, langs, type Problem } from '../types.ts';
import { readInputs, withPassword } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { keyFiles, type MaskOptions, pseudonymsFor } from './mask-key.ts';
import { maskedInputs, maskFor } from './masking.ts';
import { openPolicy } from './open-policy.ts';
import { writeOutput } from './output.ts';
import { commandLine } from './suggest.ts';

export interface InitOptions extends MaskOptions {
  readonly policy?: string;
  readonly asOf?: string;
  readonly output?: string;
  readonly force?: boolean;
  readonly lang?: string;
  readonly fields?: boolean;
  readonly limit?: readonly string[];
  readonly passwordFile?: string;
}

/** What stands in for a day where dated values make no difference: names and words are not dated. */
const anyDay = '9999-12-31';

/**
 * @param files none: the template (`appraise-template.xlsx`); some: the map of their columns, to standard output unless `-o` says otherwise
 * @returns 0 done · 1 a file could not be read · 2 usage or policy wrong, or the output exists
 */
export async function init(io: Io, files: readonly string[], options: InitOptions): Promise<ExitCode> {
  const talk = await wordsFor(io.talk);
  const report = (problems: readonly Problem[]) => {
    if (problems.length > 0) io.err(`${reportText(problems, talk, { columns: io.columns, cap: 5, verbose: false, paint: plain })}\n`);
  };
  const lang = options.lang ?? 'zh-Hans';
  if (!langs.some((l) => l === lang)) {
    report([problem('usage/bad-option', { option: '--lang', value: lang, known: langs.join(', ') })]);
    return 2;
  }
  const template = files.length === 0 && options.fields !== true;
  if (template && options.output === '-' && io.outIsTerminal) {
    report([problem('usage/binary-to-terminal', {})]);
    return 2;
  }
  const limits = parseLimits(options.limit ?? []);
  const { value: reading, problems: passwordless } = await withPassword({ limits: limits.value }, options.passwordFile, io);
  const key = pseudonymsFor(io, options);
  const unusable = [...limits.problems, ...passwordless, ...key.problems];
  if (unusable.length > 0) {
    report(unusable);
    return 2;
  }
  const opened = await openPolicy(options.policy, options.asOf ?? anyDay, io);
  if (!opened.policy || opened.problems.some((p) => p.severity === 'error')) {
    report(opened.problems);
    return 2;
  }
  const speech = await speechOf(opened.policy, lang as Lang);
  if (options.fields === true) {
    await io.out(fieldList(speech));
    return 0;
  }
  const made = template
    ? { bytes: await writeXlsx(templateBook(speech)), kept: [], problems: [] }
    : await drafted(io, files, speech, reading, key.value, options);
  report(made.problems);
  const failed = made.problems.length > 0 ? 1 : 0;
  const target = options.output ?? (template ? 'appraise-template.xlsx' : '-');
  if (target === '-') {
    await io.out(made.bytes);
    return failed;
  }
  const written = await writeOutput(path.resolve(io.cwd, target), made.bytes, { force: options.force === true, inputs: made.kept });
  if (written.state === 'refused') {
    report([written.problem]);
    return 2;
  }
  const given = { '--policy': options.policy, '--map': template ? undefined : target };
  const command = commandLine('validate', template ? [target] : files, given);
  io.err(`${fill(template ? talk.template.wroteTemplate : talk.template.wroteDraft, { file: target })}\n`);
  io.err(`${fill(template ? talk.template.nextTemplate : talk.template.nextDraft, { command })}\n`);
  return failed;
}

async function speechOf(policy: Policy, lang: Lang) {
  return { policy, lang, words: await wordsFor(lang), convert: lang === 'zh-Hant' ? await traditional() : (t: string) => t };
}

type Speech = Awaited<ReturnType<typeof speechOf>>;

/** Only what hinders reading is a problem here: the columns are what is asked. */
async function drafted(
  io: Io,
  files: readonly string[],
  speech: Speech,
  reading: ReadOptions,
  pseudonyms: Pseudonyms | null,
  options: InitOptions,
) {
  const read = await readInputs(files, io, () => undefined, reading);
  const { value } = tabulate(read.books, speech.policy, { period: null, asOf: null });
  const { books, problems } = read;
  const mask = pseudonyms && (await maskFor(io, pseudonyms, { sources: [value], books, tables: value.tables, problems }, options));
  const inputs = mask ? maskedInputs(read, value.tables, mask) : read;
  const used = mask ? maskTables(value.tables, mask) : value.tables;
  const tables = used.filter((t) => !inputs.books.some((b) => b.own && b.file === t.file));
  const bytes = new TextEncoder().encode(draftMap({ ...speech, books: inputs.books, tables }));
  return { bytes, kept: [...inputs.paths, ...keyFiles(io, options)], problems: inputs.problems.filter((p) => p.severity === 'error') };
}
