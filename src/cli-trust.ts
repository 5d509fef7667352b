/** The commands that show how far a result can be trusted, as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import { listing, type Own, type Start, several, take } from './cli-options.ts';
import type { AuditOptions } from './commands/audit.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { SignOptions } from './commands/sign.ts';
import type { StabilityOptions } from './commands/stability.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { WhyOptions } from './commands/why.ts';
import type { Help } from './text/help.ts';

/** Adds them. */
export function trustCommands(root: Command, h: Help, start: Start): void {
  const told = (name: string, summary: string, own: Own) => listing(root.command(name).description(summary), h, own);
  const why = told('why', h.why, { format: h.whyFormat }).argument('<person>', h.whyPerson).argument('[files...]', h.verbFiles);
  take(why, h, 'history', 'approved').action((person: string, files: string[], options: WhyOptions) =>
    start(async (io) => (await import('./commands/why.ts')).why(io, person, files, options)),
  );
  told('audit', h.audit, { format: h.auditFormat, verbose: h.auditVerbose })
    .argument('[files...]', h.verbFiles)
    .action((files: string[], options: AuditOptions) =>
      start(async (io) => (await import('./commands/audit.ts')).audit(io, files, options)),
    );
  told('stability', h.stability, { format: h.stabilityFormat })
    .argument('[files...]', h.verbFiles)
    .option('--draws <n>', h.draws)
    .option('--seed <n>', h.seed)
    .action((files: string[], options: StabilityOptions) =>
      start(async (io) => (await import('./commands/stability.ts')).stability(io, files, options)),
    );
  told('diff', h.diff, { format: h.diffFormat, lang: h.diffLang, policies: h.diffPolicy })
    .argument('[files...]', h.diffFiles)
    .option('--review <person>', h.diffReview, several)
    .option('--records <dir>', h.diffRecords)
    .option('--exit-code', h.diffExitCode)
    .action((files: string[], options: DiffOptions) => start(async (io) => (await import('./commands/diff.ts')).diff(io, files, options)));
  root
    .command('mask-key')
    .description(h.maskKey)
    .argument('<file>', h.maskKeyFile)
    .action((file: string) => start(async (io) => (await import('./commands/mask-key.ts')).newMaskKey(io, file)));
  const verify = root
    .command('verify')
    .description(h.verify)
    .argument('[files...]', h.verifyFiles)
    .option('--policy <file>', h.verifyPolicy);
  take(verify, h, 'mask', 'maskUnits', 'map', 'history')
    .option('--signature <file>', h.signature)
    .option('--key <file>', h.publicKey)
    .option('--format <format>', h.checkFormat);
  take(verify, h, 'limit', 'strict', 'verbose', 'passwordFile').action((files: string[], options: VerifyOptions) =>
    start(async (io) => (await import('./commands/verify.ts')).verify(io, files, options)),
  );
  const sign = root
    .command('sign')
    .description(h.sign)
    .argument('[workbook]', h.signFile)
    .option('--key <file>', h.privateKey)
    .option('--new-key <name>', h.newKey)
    .option('-o, --output <file>', h.signOutput);
  take(sign, h, 'force', 'limit', 'verbose')
    .option('--password-file <file>', h.keyPassword)
    .action((workbook: string | undefined, options: SignOptions) =>
      start(async (io) => (await import('./commands/sign.ts')).sign(io, workbook, options)),
    );
}
