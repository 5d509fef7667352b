/** The commands of trust as commander takes them: what was computed, explained and verified; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { ExitCode, Io } from './commands/io.ts';
import type { SignOptions } from './commands/sign.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds the commands of trust. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  // ── verify, sign ──
  root
    .command('verify')
    .description(h.verify)
    .argument('[files...]', h.verifyFiles)
    .option('--policy <file>', h.verifyPolicy)
    .option('--map <file>', h.map)
    .option('--archive <file>', h.history)
    .option('--signature <file>', h.signature)
    .option('--key <file>', h.publicKey)
    .option('--format <format>', h.checkFormat)
    .option('--limit <name=value>', h.limit, several)
    .option('--strict', h.strict)
    .option('--verbose', h.verbose)
    .option('--password-file <file>', h.passwordFile)
    .action((files: string[], options: VerifyOptions) =>
      start(async (io) => (await import('./commands/verify.ts')).verify(io, files, options)),
    );
  root
    .command('sign')
    .description(h.sign)
    .argument('[workbook]', h.signFile)
    .option('--key <file>', h.privateKey)
    .option('--new-key <name>', h.newKey)
    .option('-o, --output <file>', h.signOutput)
    .option('--force', h.force)
    .option('--limit <name=value>', h.limit, several)
    .option('--verbose', h.verbose)
    .option('--password-file <file>', h.keyPassword)
    .action((workbook: string | undefined, options: SignOptions) =>
      start(async (io) => (await import('./commands/sign.ts')).sign(io, workbook, options)),
    );
}
