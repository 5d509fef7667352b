/** Reports for programs and pages: compact lines, JSON lines, tables, GitHub's workflow commands. All from findings. */

import type { Finding } from './finding.ts';
import type { Texts } from './message.ts';
import { visible } from './width.ts';

/** `file:sheet!A1: severity code message`, one line each. */
export function compactText(findings: readonly Finding[]): string {
  return findings.map((f) => `${flat(whereOf(f))}${f.severity} ${f.code} ${flat(f.message)}\n`).join('');
}

function whereOf(f: Finding): string {
  if (f.file === null) return '';
  const at = [f.sheet, f.ref].filter((t) => t !== null).join('!');
  return at === '' ? `${f.file}: ` : `${f.file}:${at}: `;
}
const flat = (text: string): string => visible(text);

/** One JSON object a line, as in the list `problems` of the JSON report. */
export function jsonLines(findings: readonly Finding[]): string {
  return findings.map((f) => `${JSON.stringify(f)}\n`).join('');
}

/** Head and rows of a table; id and name only where values are shown. */
export function problemTable(findings: readonly Finding[], { report }: Texts, showValues: boolean): string[][] {
  const { columns: c, severities } = report;
  const who = showValues ? [c.id, c.name] : [];
  return [
    [c.severity, c.code, c.file, c.sheet, c.cell, c.line, c.header, ...who, c.what, c.mend, c.clause],
    ...findings.map((f) => [
      ...[severities[f.severity], f.code, f.file ?? '', f.sheet ?? '', f.ref ?? '', f.line === null ? '' : String(f.line), f.header ?? ''],
      ...(showValues ? [f.person?.id ?? '', f.person?.name ?? ''] : []),
      ...[f.message, f.mend, f.clause ?? ''],
    ]),
  ];
}

/** Markdown: a table a file; `totals` stands under the title. */
export function markdownReport(findings: readonly Finding[], { report }: Texts, totals: string): string {
  const { columns: c, severities } = report;
  const row = (cells: readonly string[]) => `| ${cells.map(inCell).join(' | ')} |`;
  const files = [...new Set(findings.map((f) => f.file))];
  const sections = files.flatMap((file) => [
    '',
    `## ${inCell(file ?? report.general)}`,
    '',
    row([c.severity, c.sheet, c.cell, c.header, c.what, c.mend, c.code]),
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...findings
      .filter((f) => f.file === file)
      .map((f) => row([severities[f.severity], f.sheet ?? '', refOf(f), f.header ?? '', f.message, f.mend, f.code])),
  ]);
  return `${[`# ${report.title}`, '', totals, ...sections].join('\n')}\n`;
}

const refOf = (f: Finding): string => [f.ref ?? '', f.line === null ? '' : `(${f.line})`].filter((t) => t !== '').join(' ');
const inCell = (text: string): string => visible(text).replace(/[\\|*_<>`[\]#]/g, '\\$&');

/** GitHub's workflow commands: `::error file=…,line=…,title=…::message`. */
export function githubCommands(findings: readonly Finding[]): string {
  const names = { error: 'error', warning: 'warning', note: 'notice' } as const;
  return findings
    .map((f) => {
      const at = [f.sheet, f.ref].filter((t) => t !== null).join('!');
      const properties = [
        ...(f.path === null ? [] : [`file=${property(f.path)}`]),
        ...(f.line === null ? [] : [`line=${f.line}`]),
        `title=${property([f.title, at].filter((t) => t !== '').join(' '))}`,
      ];
      return `::${names[f.severity]} ${properties.join(',')}::${data(`${f.message} (${f.code}). ${f.mend}`)}\n`;
    })
    .join('');
}

/** GitHub's own escapes, of a message and of a property; other control characters are made visible. */
const data = (text: string): string => unseen(text).replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
const property = (text: string): string => data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
const unseen = (text: string): string =>
  text
    .split(/(\r?\n|\r)/)
    .map((part, i) => (i % 2 === 1 ? part : visible(part)))
    .join('');
