/** Options that several commands take, each named once; the command line is put together from them. */
import type { Command } from 'commander';
import type { ExitCode, Io } from './commands/io.ts';
import type { Help } from './text/help.ts';

/** Starts what a command does. */
export type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;

/** An option that may be given several times. */
export const several = (value: string, before: string[] = []): string[] => [...before, value];

/** How each is written; what is said of it stands in the help under the same key. */
const flags = {
  policy: '--policy <file>',
  asOf: '--as-of <date>',
  period: '--period <period>',
  map: '--map <file>',
  mask: '--mask <file>',
  maskUnits: '--mask-units',
  limit: '--limit <name=value>',
  passwordFile: '--password-file <file>',
  allowIncomplete: '--allow-incomplete',
  strict: '--strict',
  verbose: '--verbose',
  showValues: '--show-values',
  output: '-o, --output <file>',
  force: '--force',
  history: '--archive <file>',
  approved: '--approved',
  records: '--records <dir>',
} as const satisfies Partial<Record<keyof Help, string>>;

/** Adds options in the order that the help shows them in. */
export function take(c: Command, h: Help, ...names: readonly (keyof typeof flags)[]): Command {
  for (const name of names) {
    if (name === 'limit') c.option(flags[name], h[name], several);
    else c.option(flags[name], h[name]);
  }
  return c;
}

/** Which policy, on which day. */
export const policyOptions = (c: Command, h: Help): Command => take(c, h, 'policy', 'asOf');

/** People under pseudonyms. */
export const masked = (c: Command, h: Help): Command => take(c, h, 'mask', 'maskUnits');

/** What a command says of options in words of its own. */
export interface Own {
  readonly format: string;
  readonly lang?: string;
  /** The language where none is said. */
  readonly usualLang?: string;
  readonly verbose?: string;
  /** Of `--policy` where it may be given twice. */
  readonly policies?: string;
}

/** What every command takes that reads exports and writes what it makes of them. */
export function listing(c: Command, h: Help, own: Own): Command {
  if (own.policies === undefined) take(c, h, 'policy');
  else c.option(flags.policy, own.policies, several);
  masked(take(c, h, 'asOf'), h);
  take(c, h, 'period').option('--format <format>', own.format);
  take(c, h, 'output', 'force').option('--lang <lang>', own.lang ?? h.verbLang, own.usualLang);
  take(c, h, 'map', 'allowIncomplete', 'limit', 'strict').option(flags.verbose, own.verbose ?? h.verbose);
  return take(c, h, 'passwordFile');
}
