/**
 * Problems as other programs are handed them. Outside the text report a problem gives addresses, not values: no name, no
 * id, no content of a cell leaves with it unless it is asked for (reliability: personal data in errors, logs).
 */
import type { Problem } from '../types.ts';
import type { Message, Texts } from './message.ts';
import { a1 } from './problem.ts';
import type { Code } from './register.ts';
import { inOrder, said } from './report.ts';

/** One problem, filled in one language; null where there is nothing to name. */
export interface Finding {
  readonly code: Code;
  readonly severity: 'error' | 'warning' | 'note';
  readonly title: string;
  readonly message: string;
  readonly mend: string;
  /** As every report names it. */
  readonly file: string | null;
  /** From the folder the program was started in, with slashes: for tools that look the file up. */
  readonly path: string | null;
  readonly sheet: string | null;
  /** `C14` */
  readonly ref: string | null;
  /** CSV only: the line that an editor shows. */
  readonly line: number | null;
  readonly header: string | null;
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly clause: string | null;
  readonly args: Readonly<Record<string, string>>;
  readonly explain: string;
}

export interface FindingOptions {
  /** Names, ids and contents of cells too. */
  readonly showValues: boolean;
  readonly pathOf: (file: string) => string | null;
}

/** In the order of the text report. */
export function findingsOf(problems: readonly Problem[], texts: Texts, options: FindingOptions): Finding[] {
  return inOrder(problems).map((given) => {
    const p = options.showValues ? given : withheld(given);
    const { what, mend } = said(p, texts);
    return {
      code: p.code,
      severity: p.severity,
      title: (texts.messages[p.code] as Message).title,
      message: what,
      mend,
      file: p.file ?? null,
      path: p.file === undefined ? null : options.pathOf(p.file),
      sheet: p.sheet ?? null,
      ref: p.place ? a1(p.place) : null,
      line: p.place?.line ?? null,
      header: p.header ?? null,
      person: options.showValues && p.person ? { id: p.person.id, name: p.person.name } : null,
      clause: p.clause === undefined || p.clause === '' ? null : p.clause,
      args: options.showValues ? { ...p.args } : openArgs(given),
      explain: `appraise explain ${p.code}`,
    };
  });
}

/** Levels whose arguments speak of files, headers and rules, never of a person. */
const openLevels = new Set(['file', 'sheet', 'column', 'policy', 'usage', 'internal']);
/** In rows, cells and tables only what is known to be a rule, a count or an address is open: a new argument is withheld. */
const openNames = new Set([
  'block',
  'count',
  'raterClass',
  'tolerance',
  'quality',
  'found',
  'item',
  'field',
  'min',
  'max',
  'known',
  'range',
]);
/** Addresses of cells: of whom or of what they are is not said. */
const addresses = new Set([
  'table/person-twice other',
  'table/row-twice other',
  'table/two-groups at',
  'table/lookalike-names at',
  'table/voted-twice other',
  'table/rater-two-classes at',
  'table/rater-differs at',
]);

function isOpen(code: Code, name: string): boolean {
  return openLevels.has(code.split('/')[0] ?? '') || openNames.has(name) || addresses.has(`${code} ${name}`);
}

function openArgs(p: Problem): Record<string, string> {
  return Object.fromEntries(Object.entries(p.args as Record<string, string>).filter(([name]) => isOpen(p.code, name)));
}

/** An ellipsis where a value stood; advice that names a value is given without it. */
function withheld(p: Problem): Problem {
  const args = Object.entries(p.args as Record<string, string>).map(([name, value]) => {
    if (isOpen(p.code, name) || value === '') return [name, value];
    return [name, name === 'mend' ? '' : '…'];
  });
  return { ...p, args: Object.fromEntries(args) as never };
}
