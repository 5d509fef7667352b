/** The verbs that make a result trusted (why, verify, stability, audit …) as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { ExitCode, Io } from './commands/io.ts';
import type { StabilityOptions } from './commands/stability.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds them to the command line. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  // stability
  root
    .command('stability')
    .description(h.stability)
    .argument('[files...]', h.verbFiles)
    .option('--policy <file>', h.policy)
    .option('--as-of <date>', h.asOf)
    .option('--period <period>', h.period)
    .option('--draws <n>', h.draws)
    .option('--seed <n>', h.seed)
    .option('--format <format>', h.stabilityFormat)
    .option('-o, --output <file>', h.output)
    .option('--force', h.force)
    .option('--lang <lang>', h.verbLang)
    .option('--map <file>', h.map)
    .option('--allow-incomplete', h.allowIncomplete)
    .option('--limit <name=value>', h.limit, several)
    .option('--strict', h.strict)
    .option('--verbose', h.verbose)
    .option('--password-file <file>', h.passwordFile)
    .action((files: string[], options: StabilityOptions) =>
      start(async (io) => (await import('./commands/stability.ts')).stability(io, files, options)),
    );
}
