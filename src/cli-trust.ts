/** The commands that show how far a result can be trusted, as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import type { AuditOptions } from './commands/audit.ts';
import type { DiffOptions } from './commands/diff.ts';
import type { ExitCode, Io } from './commands/io.ts';
import type { SignOptions } from './commands/sign.ts';
import type { StabilityOptions } from './commands/stability.ts';
import type { VerifyOptions } from './commands/verify.ts';
import type { WhyOptions } from './commands/why.ts';
import type { Help } from './text/help.ts';

type Start = (run: (io: Io) => Promise<ExitCode>) => Promise<void>;
type Several = (value: string, before?: string[]) => string[];

/** Adds them. */
export function trustCommands(root: Command, h: Help, start: Start, several: Several): void {
  /** What they all take: how the inputs are read, and where what is made of them goes. */
  const written = (name: string, summary: string, format: string, lang = h.verbLang) =>
    root
      .command(name)
      .description(summary)
      .option('--as-of <date>', h.asOf)
      .option('--period <period>', h.period)
      .option('--format <format>', format)
      .option('-o, --output <file>', h.output)
      .option('--force', h.force)
      .option('--lang <lang>', lang)
      .option('--map <file>', h.map)
      .option('--allow-incomplete', h.allowIncomplete)
      .option('--limit <name=value>', h.limit, several)
      .option('--strict', h.strict)
      .option('--password-file <file>', h.passwordFile)
      .option('--mask <file>', h.mask)
      .option('--mask-units', h.maskUnits);
  const reading = (name: string, summary: string, format: string) => written(name, summary, format).option('--policy <file>', h.policy);
  reading('why', h.why, h.whyFormat)
    .argument('<person>', h.whyPerson)
    .argument('[files...]', h.verbFiles)
    .option('--archive <file>', h.history)
    .option('--approved', h.approved)
    .option('--verbose', h.verbose)
    .action((person: string, files: string[], options: WhyOptions) =>
      start(async (io) => (await import('./commands/why.ts')).why(io, person, files, options)),
    );
  reading('audit', h.audit, h.auditFormat)
    .argument('[files...]', h.verbFiles)
    .option('--verbose', h.auditVerbose)
    .action((files: string[], options: AuditOptions) =>
      start(async (io) => (await import('./commands/audit.ts')).audit(io, files, options)),
    );
  reading('stability', h.stability, h.stabilityFormat)
    .argument('[files...]', h.verbFiles)
    .option('--draws <n>', h.draws)
    .option('--seed <n>', h.seed)
    .option('--verbose', h.verbose)
    .action((files: string[], options: StabilityOptions) =>
      start(async (io) => (await import('./commands/stability.ts')).stability(io, files, options)),
    );
  written('diff', h.diff, h.diffFormat, h.diffLang)
    .argument('[files...]', h.diffFiles)
    .option('--policy <file>', h.diffPolicy, several)
    .option('--review <person>', h.diffReview, several)
    .option('--records <dir>', h.diffRecords)
    .option('--exit-code', h.diffExitCode)
    .option('--verbose', h.verbose)
    .action((files: string[], options: DiffOptions) => start(async (io) => (await import('./commands/diff.ts')).diff(io, files, options)));
  root
    .command('mask-key')
    .description(h.maskKey)
    .argument('<file>', h.maskKeyFile)
    .action((file: string) => start(async (io) => (await import('./commands/mask-key.ts')).newMaskKey(io, file)));
  root
    .command('verify')
    .description(h.verify)
    .argument('[files...]', h.verifyFiles)
    .option('--policy <file>', h.verifyPolicy)
    .option('--mask <file>', h.mask)
    .option('--mask-units', h.maskUnits)
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
