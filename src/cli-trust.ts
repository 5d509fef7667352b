/** The commands that show how far results can be trusted, as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { AuditOptions } from './commands/audit.ts';
import type { ExitCode, Io } from './commands/io.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds them. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  // audit
  root
    .command('audit')
    .description(h.audit)
    .argument('[files...]', h.verbFiles)
    .option('--policy <file>', h.policy)
    .option('--as-of <date>', h.asOf)
    .option('--period <period>', h.period)
    .option('--map <file>', h.map)
    .option('--format <format>', h.auditFormat)
    .option('-o, --output <file>', h.output)
    .option('--force', h.force)
    .option('--lang <lang>', h.verbLang)
    .option('--allow-incomplete', h.allowIncomplete)
    .option('--limit <name=value>', h.limit, several)
    .option('--strict', h.strict)
    .option('--verbose', h.auditVerbose)
    .option('--password-file <file>', h.passwordFile)
    .action((files: string[], options: AuditOptions) =>
      start(async (io) => (await import('./commands/audit.ts')).audit(io, files, options)),
    );
  // ── pseudonyms ──
  root
    .command('mask-key')
    .description(h.maskKey)
    .argument('<file>', h.maskKeyFile)
    .action((file: string) => start(async (io) => (await import('./commands/mask-key.ts')).newMaskKey(io, file)));
}
