/** `policy show | check | test | schema`: a regulation kept as data, shown, held against its text, and tried out. */
import { exampleProblems, runExamples } from '../appraise/examples.ts';
import { isDay } from '../day.ts';
import { checkClauses, citedArticles } from '../policy/clauses.ts';
import { policyJsonSchema } from '../policy/json-schema.ts';
import { locator } from '../policy/locate.ts';
import { type Parameter, parametersOf } from '../policy/parameters.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import { plain, problemLine, reportText, said } from '../problems/report.ts';
import { displayWidth, padEnd, visible, wrap } from '../problems/width.ts';
import { nameIn } from '../text/names.ts';
import { type InLanguage, parameterLabel, parameterValueText } from '../text/parameters.ts';
import { fill, traditional, type Words, wordsFor } from '../text/text.ts';
import { choicesUnder } from '../text/under-policy.ts';
import { type Lang, langs, type Problem } from '../types.ts';
import type { ExitCode, Io } from './io.ts';
import { type OpenedPolicy, openPolicy } from './open-policy.ts';

export interface PolicyOptions {
  /** Path, or `-`; absent: the built-in policy. */
  readonly policy?: string | undefined;
  /** ISO date that dated values are taken for. */
  readonly asOf?: string | undefined;
  readonly format?: string | undefined;
  /** Of what is printed; absent: text in the language of talk, anything else in zh-Hans. */
  readonly lang?: string | undefined;
}
export interface PolicyShowOptions extends PolicyOptions {
  /** Print the regulation's text instead. */
  readonly regulation?: boolean | undefined;
}

/** Prints every rule of a policy with its value and clause. */
export async function policyShow(io: Io, options: PolicyShowOptions): Promise<ExitCode> {
  const format = options.format ?? 'text';
  if (!(await understood(io, options, ['text', 'md', 'json', 'yaml']))) return 2;
  const opened = await openPolicy(options.policy, options.asOf ?? null, io);
  // The text may be wanted just because it is wrong: only reading it must succeed.
  if (format === 'yaml' && opened.sha256 !== '' && options.regulation !== true) return printed(io, opened.text);
  if (!opened.policy || opened.problems.length > 0) return refused(io, opened.problems);
  if (options.regulation === true) return showRegulation(io, opened);
  const speech = under(opened.policy, await speechFor(langOf(options) ?? (format === 'text' ? io.talk : 'zh-Hans')));
  const shown = { ...opened, policy: opened.policy };
  if (format === 'json') return printed(io, `${JSON.stringify(showJson(shown, speech), null, 2)}\n`);
  if (format === 'md') return printed(io, showMarkdown(shown, speech));
  await io.out(showText(shown, speech, Math.min(Math.max(io.columns, 60), 100)));
  if (options.policy === undefined) io.err(`${(await wordsFor(io.talk)).policy.show.next}\n`);
  return 0;
}

async function showRegulation(io: Io, opened: OpenedPolicy): Promise<ExitCode> {
  if (opened.regulation) return printed(io, opened.regulation.text);
  const { policy } = await wordsFor(io.talk);
  io.err(`${fill(policy.show.noRegulation, { file: opened.file })}\n`);
  return 2;
}

/** Holds a policy against its schema and its regulation; prints what is wrong, one problem a line. */
export async function policyCheck(io: Io, options: PolicyOptions): Promise<ExitCode> {
  const format = options.format ?? 'text';
  if (!(await understood(io, options, ['text', 'json']))) return 2;
  const opened = await openPolicy(options.policy, options.asOf ?? null, io);
  const { policy, regulation, file } = opened;
  const clauses = policy && regulation ? checkClauses(policy, regulation.text, file) : [];
  const problems = located([...opened.problems, ...clauses], opened.text);
  const errors = problems.filter(({ problem: p }) => p.severity === 'error').length;
  const code: ExitCode = errors > 0 ? 2 : 0;
  const counts = policy ? countsOf(policy) : null;
  if (format === 'json') {
    const found = problems.map(({ problem: p, at }) => ({ code: p.code, severity: p.severity, at, ...p.args }));
    const report = {
      schema: 'appraise/policy-check@1',
      file,
      sha256: opened.sha256,
      ok: errors === 0,
      regulation: regulation?.file ?? null,
      ...counts,
      problems: found,
    };
    await io.out(`${JSON.stringify(report, null, 2)}\n`);
    return code;
  }
  const words = await wordsFor(langOf(options) ?? io.talk);
  const { check } = words.policy;
  const warnings = problems.length - errors;
  await io.out(
    lines([
      ...problemLines(problems, words),
      ...(policy && policy.regulation === undefined ? [fill(check.unchecked)] : []),
      ...(warnings > 0 && errors === 0 ? [fill(check.warned, { file, warnings })] : []),
      errors > 0 || !counts ? fill(check.failed, { file, errors, warnings }) : fill(check.passed, { file, ...counts }),
    ]),
  );
  if (errors === 0 && (policy?.examples ?? []).length > 0) io.err(`${fill(check.next, { option: optionOf(options) })}\n`);
  return code;
}

/** Works the policy's own examples with the functions that score and rank people. */
export async function policyTest(io: Io, options: PolicyOptions): Promise<ExitCode> {
  const format = options.format ?? 'text';
  if (!(await understood(io, options, ['text', 'json']))) return 2;
  const { policy, problems, file, sha256, text } = await openPolicy(options.policy, options.asOf ?? null, io);
  if (!policy || problems.length > 0) return refused(io, problems);
  const results = runExamples(policy);
  const failed = results.filter((r) => !r.ok).length;
  const code: ExitCode = failed > 0 ? 2 : 0;
  if (format === 'json')
    return printed(
      io,
      `${JSON.stringify({ schema: 'appraise/policy-test@1', file, sha256, ok: failed === 0, examples: results }, null, 2)}\n`,
      code,
    );
  const words = await wordsFor(langOf(options) ?? io.talk);
  const { test } = words.policy;
  const locate = locator(text);
  const told = results.flatMap((r, i) => {
    if (r.ok) return [fill(test.passed, { name: visible(r.name), actual: r.actual ?? test.noFigure })];
    return exampleProblems([r], file, test.noFigure).map(
      (p) => `✖ ${problemLine({ ...p, file: `${file}:${locate(`examples[${i}]`)}` }, words)}`,
    );
  });
  const count = results.length;
  const total = count === 0 ? test.none : failed === 0 ? test.allPassed : test.someFailed;
  return printed(io, lines([...told, fill(total, { file, count, failed })]), code);
}

/** Prints the JSON Schema of policy files, for editors. */
export async function policySchema(io: Io): Promise<ExitCode> {
  return printed(io, `${JSON.stringify(policyJsonSchema(), null, 2)}\n`);
}

// ── words ──

interface Speech {
  readonly words: Words;
  readonly name: InLanguage;
}

const langOf = ({ lang }: PolicyOptions): Lang | undefined => langs.find((l) => l === lang);

async function speechFor(lang: Lang): Promise<Speech> {
  const convert = lang === 'zh-Hant' ? await traditional() : (text: string) => text;
  return { words: await wordsFor(lang), name: (names) => nameIn(names, lang, convert) };
}

/** Lists are called as the policy calls them. */
const under = (policy: Policy, { words, name }: Speech): Speech => ({
  words: { ...words, policy: { ...words.policy, choices: choicesUnder(words, policy, name) } },
  name,
});

async function printed(io: Io, text: string, code: ExitCode = 0): Promise<ExitCode> {
  await io.out(text);
  return code;
}

async function refused(io: Io, problems: readonly Problem[]): Promise<ExitCode> {
  io.err(reportText(problems, await wordsFor(io.talk), { paint: plain, columns: io.columns, cap: null, verbose: true }));
  return 2;
}

/** Tells of options that cannot be meant. */
async function understood(io: Io, { format, asOf, lang }: PolicyOptions, formats: readonly string[]): Promise<boolean> {
  const bad = (option: string, value: string | undefined, known: readonly string[], ok: boolean): Problem[] =>
    value === undefined || ok ? [] : [problem('usage/bad-option', { option, value, known: known.join(', ') })];
  const problems = [
    ...bad(
      '--format',
      format,
      formats,
      formats.some((f) => f === format),
    ),
    ...bad('--as-of', asOf, ['2026-09-30'], isDay(asOf ?? '')),
    ...bad(
      '--lang',
      lang,
      langs,
      langs.some((l) => l === lang),
    ),
  ];
  if (problems.length > 0) await refused(io, problems);
  return problems.length === 0;
}

const lines = (all: readonly string[]): string => all.map((l) => `${l}\n`).join('');
/** As given, so that the next command settles the same dated values. */
const optionOf = ({ policy, asOf }: PolicyOptions): string => {
  const named = policy === undefined ? '' : ` --policy ${/[^\w./-]/.test(policy) ? JSON.stringify(policy) : policy}`;
  return asOf === undefined ? named : `${named} --as-of ${asOf}`;
};

function countsOf(policy: Policy) {
  const parameters = parametersOf(policy);
  return { rules: parameters.length, clauses: citedArticles(policy).size, assumptions: parameters.filter((p) => p.assumption).length };
}

// ── where a problem of the policy stands ──

interface Located {
  readonly problem: Problem;
  /** `46:26`; null where it is not in the policy's text. */
  readonly at: string | null;
}

/** Problems with their lines, in the order of the text; those without a line last. */
function located(problems: readonly Problem[], text: string): Located[] {
  const locate = text === '' ? null : locator(text);
  const all = problems.map((p): Located => {
    const { at, path }: Readonly<Record<string, string | undefined>> = p.args;
    return { problem: p, at: at ?? (path === undefined || !locate ? null : locate(path)) };
  });
  const order = ({ at }: Located): [number, number] =>
    at === null ? [Number.MAX_SAFE_INTEGER, 0] : (at.split(':').map(Number) as [number, number]);
  return all.sort((a, b) => order(a)[0] - order(b)[0] || order(a)[1] - order(b)[1]);
}

function problemLines(problems: readonly Located[], words: Words): string[] {
  return problems.flatMap(({ problem: p, at }) => {
    const given: Readonly<Record<string, string | undefined>> = p.args;
    // Said once: before the words, or where these are of the whole file among them.
    const placed = given['at'] !== undefined && given['path'] === '' ? p : at === null ? p : { ...p, file: `${p.file}:${at}` };
    const told = placed === p || given['at'] === undefined ? placed : ({ ...placed, args: { ...p.args, at: '' } } as Problem);
    return [problemLine(told, words), ...wrap(said(told, words).mend, 96).map((line) => `    ${line}`)];
  });
}

// ── show ──

interface Shown extends OpenedPolicy {
  readonly policy: Policy;
}

function rowOf(p: Parameter, { words: { policy: words }, name }: Speech): { label: string; value: string; clause: string; source: string } {
  return {
    label: parameterLabel(p.label, words, name),
    value: parameterValueText(p.value, words, name) + (p.note === undefined ? '' : fill(words.note, { note: p.note })),
    clause: p.clause.at,
    source: p.assumption ? words.show.assumption : '',
  };
}

function showText({ policy, file, sha256 }: Shown, speech: Speech, columns: number): string {
  const { show } = speech.words.policy;
  const rows = parametersOf(policy).map((p) => rowOf(p, speech));
  const head = { label: show.rule, value: show.value, clause: show.clause, source: '' };
  const widest = (of: (r: typeof head) => string, most: number) =>
    Math.min(most, Math.max(...[head, ...rows].map((r) => displayWidth(of(r)))));
  // On a narrow page the values keep room beside the names.
  const [label, clause, source] = [
    widest((r) => r.label, Math.min(36, Math.floor(columns * 0.45))),
    widest((r) => r.clause, 14),
    widest((r) => r.source, 8),
  ];
  const widths = [label, columns - label - clause - source - 6, clause, source];
  const table = [head, ...rows].flatMap((r) => tableRow([r.label, r.value, r.clause, r.source], widths));
  const { rules, assumptions } = countsOf(policy);
  return lines([
    ...wrap(visible(speech.name(policy.name)), columns),
    ...wrap(visible([fill(show.edition, { edition: policy.edition }), fill(show.file, { file })].join(' · ')), columns),
    fill(show.sha256, { sha256 }),
    '',
    ...table,
    '',
    ...wrap(fill(show.counts, { rules, assumptions }), columns),
    ...(assumptions > 0 ? wrap(show.assumed, columns) : []),
  ]);
}

function tableRow(cells: readonly string[], widths: readonly number[]): string[] {
  const wrapped = cells.map((c, i) => wrap(visible(c), widths[i] ?? 2));
  const height = Math.max(...wrapped.map((w) => w.length));
  return Array.from({ length: height }, (_, l) =>
    wrapped
      .map((w, i) => padEnd(w[l] ?? '', widths[i] ?? 2))
      .join('  ')
      .trimEnd(),
  );
}

function showMarkdown({ policy, file, sha256 }: Shown, speech: Speech): string {
  const { show } = speech.words.policy;
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((c) => c.replace(/[\\|*_<>`[\]]/g, '\\$&').replace(/\s+/g, ' ')).join(' | ')} |`;
  const { rules, assumptions } = countsOf(policy);
  return lines([
    `# ${speech.name(policy.name)}`,
    '',
    `- ${fill(show.edition, { edition: policy.edition })}`,
    `- ${fill(show.file, { file })}`,
    `- ${fill(show.sha256, { sha256 })}`,
    '',
    row([show.rule, show.value, show.clause, show.quote, show.source]),
    '| --- | --- | --- | --- | --- |',
    ...parametersOf(policy).map((p) => {
      const { label, value, clause, source } = rowOf(p, speech);
      return row([label, value, clause, p.clause.quote ?? '', source]);
    }),
    '',
    fill(show.counts, { rules, assumptions }),
    ...(assumptions > 0 ? [show.assumed] : []),
  ]);
}

function showJson({ policy, file, sha256 }: Shown, { words, name }: Speech): unknown {
  return {
    schema: 'appraise/policy-show@1',
    name: name(policy.name),
    edition: policy.edition,
    file,
    sha256,
    parameters: parametersOf(policy).map((p) => ({
      path: p.path,
      label: parameterLabel(p.label, words.policy, name),
      value: plainValue(p.value, name),
      clause: p.clause.at,
      quote: p.clause.quote ?? null,
      assumption: p.assumption,
      note: p.note ?? null,
    })),
  };
}

/** Decimals as text, choices by their key, lists as lists; null where the clause alone says it. */
function plainValue(value: Parameter['value'], name: InLanguage): string | readonly string[] | null {
  switch (value.kind) {
    case 'number':
    case 'share':
      return value.value.toText();
    case 'names':
      return value.value.map(name);
    case 'none':
      return null;
    default:
      return value.value;
  }
}
