/** Which reports are wanted and where they go: `--format text --format csv=problems.csv`. */
import path from 'node:path';
import { findingsOf } from '../problems/finding.ts';
import { compactText, githubCommands, jsonLines, markdownReport, problemTable } from '../problems/machine.ts';
import { problem } from '../problems/problem.ts';
import { type Paint, plain, type ReportOptions, reportText, totalsText } from '../problems/report.ts';
import { fill, type Words } from '../text/text.ts';
import type { Lang, Problem } from '../types.ts';
import { version } from '../version.ts';
import type { Io } from './io.ts';
import { writeOutput } from './output.ts';

export const reportFormats = ['text', 'compact', 'json', 'jsonl', 'csv', 'md', 'github', 'sarif'] as const;
export type ReportFormat = (typeof reportFormats)[number];

/** A report that is wanted; `to` null: standard output. */
export interface Wanted {
  readonly format: ReportFormat;
  readonly to: string | null;
}

/** `FORMAT` or `FORMAT=PATH` each; at most one goes to standard output. */
export function wantedReports(given: readonly string[], option: string): { wanted: Wanted[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const wanted = given.flatMap((text): Wanted[] => {
    const cut = text.indexOf('=');
    const [name, to] = cut < 0 ? [text, null] : [text.slice(0, cut), text.slice(cut + 1)];
    const format = reportFormats.find((f) => f === name);
    if (format !== undefined && to !== '') return [{ format, to: to === '-' ? null : to }];
    problems.push(problem('usage/bad-option', { option, value: text, known: reportFormats.join(', ') }));
    return [];
  });
  const printed = wanted.filter((w) => w.to === null);
  const [one, other] = printed;
  if (one && other)
    problems.push(problem('usage/options-conflict', { one: `${option} ${one.format}`, other: `${option} ${other.format}` }));
  return { wanted, problems };
}

/** Everything a report may say. */
export interface Reported {
  readonly problems: readonly Problem[];
  readonly words: Words;
  readonly lang: Lang;
  readonly showValues: boolean;
  /** How a path is shown; absent: as it is. */
  readonly shown?: (path: string) => string;
  /** Real path of a file as reports call it. */
  readonly pathOf: (file: string) => string | undefined;
  readonly policy: { readonly name: string; readonly edition: string; readonly file: string; readonly sha256: string } | null;
  readonly inputs: readonly { readonly file: string; readonly sha256: string | null; readonly kind: string | null }[];
  readonly rows: number;
  /** How the text report is laid out on standard output; in a file it is whole. */
  readonly text: Omit<ReportOptions, 'paint' | 'columns'> & { readonly paint: Paint; readonly columns: number };
}

/** One report as text. Each format's writer is loaded when it is needed. */
export async function renderReport(format: ReportFormat, r: Reported, io: Io, toFile: boolean): Promise<string> {
  if (format === 'text') {
    const text = reportText(r.problems, r.words, toFile ? { ...r.text, paint: plain, columns: 80, cap: null, files: null } : r.text);
    const scope = r.text.scope === undefined ? '' : fill(r.words.report.scope, { scope: r.text.scope });
    return text === '' ? `✔ ${r.words.report.noProblems}${scope}\n` : text;
  }
  const relative = (file: string): string | null => {
    const real = r.pathOf(file);
    return real === undefined || real === '-' ? null : (r.shown ?? asItIs)(slashes(path.relative(io.cwd, real) || real));
  };
  const findings = findingsOf(r.problems, r.words, { showValues: r.showValues, pathOf: relative });
  switch (format) {
    case 'compact':
      return compactText(findings);
    case 'jsonl':
      return jsonLines(findings);
    case 'github':
      return githubCommands(findings);
    case 'md':
      return markdownReport(findings, r.words, r.problems.length === 0 ? r.words.report.noProblems : totalsText(r.problems, r.words));
    case 'csv': {
      const { writeCsv } = await import('../sheets/csv-write.ts');
      return writeCsv(problemTable(findings, r.words, r.showValues));
    }
    case 'sarif': {
      const { sarifLog } = await import('../problems/sarif.ts');
      const inputs = r.inputs.flatMap((i) => (i.sha256 === null ? [] : [{ path: relative(i.file) ?? i.file, sha256: i.sha256 }]));
      return `${JSON.stringify(sarifLog(findings, r.words, { version, lang: r.lang, inputs }), null, 2)}\n`;
    }
    case 'json': {
      const { countsOf } = await import('../problems/report-json.ts');
      const byFile = new Map<string, (typeof findings)[number][]>();
      for (const f of findings) if (f.file !== null) byFile.set(f.file, [...(byFile.get(f.file) ?? []), f]);
      const inputs = r.inputs.map((i) => ({ ...i, path: relative(i.file) ?? i.file, totals: countsOf(byFile.get(i.file) ?? []) }));
      const { policy, rows, lang } = r;
      const report = { schema: 'appraise/problems@1', tool: 'appraise', version, lang, policy, inputs, rows, totals: countsOf(findings) };
      return `${JSON.stringify({ ...report, problems: findings }, null, 2)}\n`;
    }
  }
}

const asItIs = (p: string): string => p;
const slashes = (p: string): string => p.split(path.sep).join('/');

/**
 * Writes every report that goes to a file.
 * @param kept real paths that must never be written
 * @returns the files written, and what could not be
 */
export async function writeReports(
  wanted: readonly Wanted[],
  r: Reported,
  io: Io,
  kept: readonly string[],
  force: boolean,
): Promise<{ written: string[]; problems: Problem[] }> {
  const written: string[] = [];
  const problems: Problem[] = [];
  for (const { format, to } of wanted) {
    if (to === null) continue;
    const file = path.resolve(io.cwd, to);
    const bytes = new TextEncoder().encode(await renderReport(format, r, io, true));
    const done = await writeOutput(file, bytes, { force, inputs: kept });
    if (done.state === 'refused') problems.push({ ...done.problem, args: { ...done.problem.args, file: to } } as Problem);
    else written.push(to);
  }
  return { written, problems };
}
