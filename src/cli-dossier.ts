/** The commands of the archive as commander takes them; `cli.ts` starts them. */
import type { Command } from 'commander';
import { policyOptions, type Start, several, take } from './cli-options.ts';
import type { AddOptions } from './commands/dossier/add.ts';
import type { DossierOptions } from './commands/dossier/open.ts';
import type { RecordOptions } from './commands/dossier/record.ts';
import type { FindOptions } from './commands/dossier/show.ts';
import type { VolumeOptions } from './commands/dossier/volume.ts';
import type { Help } from './text/help.ts';

/** Adds `dossier` with its commands. */
export function dossierCommands(root: Command, h: Help, start: Start): Command {
  const dossier = root.command('dossier').description(h.dossier).helpCommand(false);
  const command = (name: string, summary: string) => {
    const c = dossier.command(name).description(summary).option('--archive <file>', h.archive);
    return take(policyOptions(c, h).option('--lang <lang>', h.reportLang), h, 'verbose');
  };
  // Units are never under pseudonyms here.
  const masked = (c: Command) => take(c, h, 'mask');
  const listed = (c: Command) => take(c.option('--format <format>', h.dossierFormat), h, 'output', 'force');
  const add = command('add', h.dossierAdd)
    .argument('[files...]', h.dossierFiles)
    .option('--year <year>', h.dossierYear)
    .option('--reason <text>', h.dossierReason);
  take(add, h, 'limit', 'strict', 'passwordFile').action((files: string[], options: AddOptions) =>
    start(async (io) => (await import('./commands/dossier/add.ts')).add(io, files, options)),
  );
  command('record', h.dossierRecord)
    .argument('<person>', h.dossierPerson)
    .option('--block <block>', h.dossierBlock)
    .option('--date <date>', h.dossierDate)
    .option('--text <text>', h.dossierText)
    .option('--document <text>', h.dossierDocument)
    .option('--number <text>', h.dossierNumber)
    .option('--by <text>', h.dossierBy)
    .option('--place <text>', h.dossierPlace)
    .option('--result <text>', h.dossierResult)
    .option('--facet <facet>', h.dossierFacet)
    .option('--way <way>', h.dossierWay)
    .option('--name <name>', h.dossierName)
    .option('--corrects <entry>', h.dossierCorrects)
    .option('--reason <text>', h.dossierReason)
    .action((who: string, options: RecordOptions) =>
      start(async (io) => (await import('./commands/dossier/record.ts')).record(io, who, options)),
    );
  command('withdraw', h.dossierWithdraw)
    .argument('<entry>', h.dossierEntry)
    .option('--reason <text>', h.dossierReason)
    .action((entry: string, options: DossierOptions & { reason?: string }) =>
      start(async (io) => (await import('./commands/dossier/record.ts')).withdraw(io, entry, options)),
    );
  command('merge', h.dossierMerge)
    .argument('<one>', h.dossierPerson)
    .argument('<other>', h.dossierPerson)
    .option('--reason <text>', h.dossierReason)
    .action((one: string, other: string, options: DossierOptions & { reason?: string }) =>
      start(async (io) => (await import('./commands/dossier/record.ts')).merge(io, one, other, options)),
    );
  const looked = (c: Command) =>
    masked(listed(c))
      .option('--block <block>', h.dossierBlock)
      .option('--from <date>', h.dossierFrom)
      .option('--to <date>', h.dossierTo)
      .option('--year <year>', h.dossierYear);
  looked(command('show', h.dossierShow).argument('<person>', h.dossierPerson)).action((who: string, options: FindOptions) =>
    start(async (io) => (await import('./commands/dossier/show.ts')).show(io, who, options)),
  );
  looked(command('find', h.dossierFind).argument('[words...]', h.dossierWords)).action((words: string[], options: FindOptions) =>
    start(async (io) => (await import('./commands/dossier/show.ts')).find(io, words, options)),
  );
  masked(listed(command('missing', h.dossierMissing).argument('<year>', h.dossierYear))).action((year: string, options: FindOptions) =>
    start(async (io) => (await import('./commands/dossier/gaps.ts')).missing(io, year, options)),
  );
  listed(command('due', h.dossierDue)).action((options: FindOptions) =>
    start(async (io) => (await import('./commands/dossier/gaps.ts')).due(io, options)),
  );
  const written = (c: Command) => take(masked(c).option('--format <format>', h.volumeFormat), h, 'force');
  const volume = command('volume', h.dossierVolume).argument('<person>', h.dossierPerson).argument('<year>', h.dossierYear);
  take(written(volume), h, 'output').action((who: string, year: string, options: VolumeOptions) =>
    start(async (io) => (await import('./commands/dossier/volume.ts')).volume(io, who, year, options)),
  );
  written(command('volumes', h.dossierVolumes).argument('<year>', h.dossierYear))
    .option('--unit <unit>', h.dossierUnit)
    .option('-o, --output <dir>', h.volumeFolder)
    .action((year: string, options: VolumeOptions) =>
      start(async (io) => (await import('./commands/dossier/volume.ts')).volumes(io, year, options)),
    );
  command('verify', h.dossierVerify)
    .option('--head <hash>', h.dossierHead, several)
    .action((options: DossierOptions & { head?: string[] }) =>
      start(async (io) => (await import('./commands/dossier/whole.ts')).verify(io, options)),
    );
  take(masked(command('export', h.dossierExport)), h, 'output', 'force').action((options: FindOptions) =>
    start(async (io) => (await import('./commands/dossier/whole.ts')).exportArchive(io, options)),
  );
  command('import', h.dossierImport)
    .argument('<file>', h.dossierImportFile)
    .action((file: string, options: DossierOptions) =>
      start(async (io) => (await import('./commands/dossier/whole.ts')).importArchive(io, file, options)),
    );
  return dossier;
}
