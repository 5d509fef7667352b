/**
 * The shape of what is said about a problem. Templates stand in src/text/messages.*.ts as plain strings with
 * `{placeholders}`, so that OpenCC can turn them before anything of the office is filled in.
 */
import type { Code, ProblemArgs } from './register.ts';

export interface Message<Args = Readonly<Record<string, string>>> {
  /** Short name of the code, for a heading. */
  readonly title: string;
  /** What is wrong, with what was found; no full stop, for the code follows. */
  readonly what: string;
  /** What to do, in whole sentences. */
  readonly mend: string;
  /** Why it is refused or told, in whole sentences; never a placeholder. */
  readonly why: string;
  /** Said instead where an argument is blank: `without: { mend: { mend: '…' } }`. */
  readonly without?: { readonly [Name in keyof Args]?: { readonly what?: string; readonly mend?: string } };
}

export type Messages = { readonly [C in Code]: Message<ProblemArgs[C]> };

/** Kinds of file that are not read (`file/unknown-kind`): what it is called, and how it becomes readable. */
export interface Kinds {
  readonly [kind: string]: { readonly name: string; readonly mend: string };
  readonly other: { readonly name: string; readonly mend: string };
}

interface Counted {
  readonly one: string;
  readonly many: string;
}

/** The words of the report around its messages. */
export interface ReportWords {
  readonly severities: { readonly error: string; readonly warning: string; readonly note: string };
  /** A cell of a CSV file: Excel shows the row, an editor the line. */
  readonly csvPlace: string;
  readonly person: string;
  readonly headerOfPerson: string;
  readonly mendByClause: string;
  readonly moreInFile: Counted;
  readonly noteSummary: Counted;
  readonly errors: Counted;
  readonly kinds: Counted;
  readonly errorsOfKinds: string;
  readonly warnings: Counted;
  readonly notes: Counted;
  /** Behind the totals: what they are of. */
  readonly scope: string;
  readonly files: Counted;
  readonly rows: Counted;
  /** Heading of a file's section where there are several. */
  readonly fileTotals: string;
  readonly moreFiles: string;
  readonly noProblems: string;
  /** Heads of columns in CSV and Markdown. */
  readonly columns: {
    readonly severity: string;
    readonly code: string;
    readonly file: string;
    readonly sheet: string;
    readonly cell: string;
    readonly line: string;
    readonly header: string;
    readonly id: string;
    readonly name: string;
    readonly what: string;
    readonly mend: string;
    readonly clause: string;
  };
  /** Titles of the Markdown report and of the reference page. */
  readonly title: string;
  readonly general: string;
  readonly reference: string;
  readonly referenceLead: string;
  readonly levels: Readonly<Record<string, string>>;
  readonly example: string;
  readonly severity: string;
  readonly comma: string;
  readonly why: string;
  readonly mend: string;
  /** What the readers count in `file/too-large`: English unit → template with {count}. */
  readonly units: Readonly<Record<string, string>>;
  /** Why the system refused: its code → words (`detailText`). */
  readonly reasons: Readonly<Record<string, string>>;
  /** What the readers found broken: key → template with {what} and {detail}. */
  readonly details: Readonly<Record<string, string>>;
  /** What the policy's schema says in one word (`policy/shape`), or `missing`. */
  readonly shapes: Readonly<Record<string, string>>;
}

/** All words that a report needs, of one language. */
export interface Texts {
  readonly messages: Messages;
  readonly kinds: Kinds;
  readonly report: ReportWords;
}
