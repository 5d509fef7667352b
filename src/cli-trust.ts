/** The commands that show how far a result can be trusted, as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { ExitCode, Io } from './commands/io.ts';
import type { WhyOptions } from './commands/why.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds `why`. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  root
    .command('why')
    .description(h.why)
    .argument('<person>', h.whyPerson)
    .argument('[files...]', h.verbFiles)
    .option('--policy <file>', h.policy)
    .option('--as-of <date>', h.asOf)
    .option('--period <period>', h.period)
    .option('--format <format>', h.whyFormat)
    .option('-o, --output <file>', h.output)
    .option('--force', h.force)
    .option('--lang <lang>', h.verbLang)
    .option('--map <file>', h.map)
    .option('--archive <file>', h.history)
    .option('--approved', h.approved)
    .option('--allow-incomplete', h.allowIncomplete)
    .option('--limit <name=value>', h.limit, several)
    .option('--strict', h.strict)
    .option('--verbose', h.verbose)
    .option('--password-file <file>', h.passwordFile)
    .action((person: string, files: string[], options: WhyOptions) =>
      start(async (io) => (await import('./commands/why.ts')).why(io, person, files, options)),
    );
}
