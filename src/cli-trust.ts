/** The commands that show how far a result can be trusted, as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { DiffOptions } from './commands/diff.ts';
import type { ExitCode, Io } from './commands/io.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds `diff`. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  root
    .command('diff')
    .description(h.diff)
    .argument('[files...]', h.diffFiles)
    .option('--policy <file>', h.diffPolicy, several)
    .option('--as-of <date>', h.asOf)
    .option('--period <period>', h.period)
    .option('--review <person>', h.diffReview, several)
    .option('--records <dir>', h.diffRecords)
    .option('--exit-code', h.diffExitCode)
    .option('--format <format>', h.diffFormat)
    .option('-o, --output <file>', h.output)
    .option('--force', h.force)
    .option('--lang <lang>', h.diffLang)
    .option('--map <file>', h.map)
    .option('--allow-incomplete', h.allowIncomplete)
    .option('--limit <name=value>', h.limit, several)
    .option('--strict', h.strict)
    .option('--verbose', h.verbose)
    .option('--password-file <file>', h.passwordFile)
    .action((files: string[], options: DiffOptions) => start(async (io) => (await import('./commands/diff.ts')).diff(io, files, options)));
}
