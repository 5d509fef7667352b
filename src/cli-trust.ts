/** The commands of trust (why, diff, verify …) as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { ExitCode, Io } from './commands/io.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds them. */
export function trustCommands(root: Command, h: Help, start: Start, _several: Several): void {
  // ── pseudonyms ──
  root
    .command('mask-key')
    .description(h.maskKey)
    .argument('<file>', h.maskKeyFile)
    .action((file: string) => start(async (io) => (await import('./commands/mask-key.ts')).newMaskKey(io, file)));
}
