/** The register explained: one code, all of them in a list, and the reference page. */
import type { Problem } from '../types.ts';
import type { Message, Texts } from './message.ts';
import { problem } from './problem.ts';
import { type Code, severities } from './register.ts';
import { said } from './report.ts';
import { displayWidth, padEnd, wrap } from './width.ts';

/** All codes in the register's order. */
export const codes = Object.keys(severities) as readonly Code[];

/** A code as data, in one language. */
export interface Explained {
  readonly code: Code;
  readonly level: string;
  readonly severity: string;
  readonly title: string;
  readonly why: string;
  readonly mend: string;
  /** What a problem of this code says, the office's own figures left open. */
  readonly example: string;
}

/** What the register says of a code. */
export function explained(code: Code, texts: Texts): Explained {
  const { title, why, mend, without } = texts.messages[code] as Message;
  // Where the advice names a figure, the advice without it is the general one.
  const general = Object.values(without ?? {}).find((w) => w?.mend !== undefined)?.mend;
  const advice = /\{\w+\}/.test(mend) && general ? general : mend;
  return { code, level: code.split('/')[0] ?? '', severity: severities[code], title, why, mend: advice, example: exampleOf(code, texts) };
}

/** The message with an ellipsis where a problem has its own figures. */
function exampleOf(code: Code, texts: Texts): string {
  const { what, mend } = texts.messages[code] as Message;
  const names = [...`${what}${mend}`.matchAll(/\{(\w+)\}/g)].map((m) => [m[1] ?? '', '…']);
  return said(problem(code, Object.fromEntries(names) as never) as Problem, texts).what;
}

/** What `explain CODE` prints: the code's name, why it is told, what to do. */
export function explainText(code: Code, texts: Texts, columns = 80): string {
  const { report } = texts;
  const { title, why, mend } = explained(code, texts);
  const block = (head: string, body: string) => [head, ...wrap(body, columns - 2).map((line) => `  ${line}`)].join('\n');
  const heading = wrap(`${code}  ${title} (${report.severities[severities[code]]})`, columns).join('\n');
  return `${[heading, block(report.why, why), block(report.mend, mend)].join('\n\n')}\n`;
}

/** Every code with its severity and title, level by level. */
export function listText(texts: Texts, columns = 80): string {
  const { severities: grave, levels } = texts.report;
  const wide = Math.max(...codes.map((c) => c.length));
  const words = Math.max(...Object.values(grave).map(displayWidth));
  const sections = byLevel().map(([level, of]) => {
    const lines = of.flatMap((code) => {
      const lead = `  ${padEnd(code, wide)}  ${padEnd(grave[severities[code]], words)}  `;
      const narrow = columns - lead.length < 16;
      const titles = wrap((texts.messages[code] as Message).title, narrow ? columns - 4 : columns - displayWidth(lead));
      if (narrow) return [...wrap(`  ${code}  ${grave[severities[code]]}`, columns), ...titles.map((t) => `    ${t}`)];
      return titles.map((t, i) => (i === 0 ? lead : ' '.repeat(displayWidth(lead))) + t);
    });
    return [`${levels[level] ?? level}`, ...lines].join('\n');
  });
  return `${sections.join('\n\n')}\n`;
}

/** The reference page: every code, or one, with what it means, why it is told, what to do, and an example. */
export function referencePage(of: readonly Code[], texts: Texts): string {
  const { report } = texts;
  const entry = (code: Code): string => {
    const e = explained(code, texts);
    const grave = report.severities[severities[code]];
    return [
      `### \`${code}\``,
      `**${mark(e.title)}** · ${report.severity}: ${grave}`,
      `${report.example}: ${mark(e.example)}`,
      `**${report.why}** ${mark(e.why)}`,
      `**${report.mend}** ${mark(e.mend)}`,
    ].join('\n\n');
  };
  if (of.length === 1 && of[0]) return `${entry(of[0])}\n`;
  const sections = byLevel().flatMap(([level, all]) => {
    const mine = all.filter((c) => of.includes(c));
    return mine.length === 0 ? [] : [`## ${report.levels[level] ?? level}`, ...mine.map(entry)];
  });
  return `${[`# ${report.reference}`, report.referenceLead, ...sections].join('\n\n')}\n`;
}

function byLevel(): [string, Code[]][] {
  const levels = new Map<string, Code[]>();
  for (const code of codes) {
    const level = code.split('/')[0] ?? '';
    levels.set(level, [...(levels.get(level) ?? []), code]);
  }
  return [...levels];
}

const mark = (text: string): string => text.replace(/[\\*_<>`|[\]]/g, '\\$&');
