/** Commander, streams and exit codes: the only file that touches `process`. Commands are loaded when they are called. */
import { Command, CommanderError, Option } from 'commander';
import { dossierCommands } from './cli-dossier.ts';
import { listing, masked, policyOptions, several, take } from './cli-options.ts';
import { trustCommands } from './cli-trust.ts';
import type { ExplainOptions } from './commands/explain.ts';
import type { InitOptions } from './commands/init.ts';
import type { InspectOptions } from './commands/inspect.ts';
import type { ExitCode, Io } from './commands/io.ts';
import type { NoticeOptions } from './commands/notice.ts';
import type { PolicyOptions } from './commands/policy.ts';
import type { RankOptions } from './commands/rank.ts';
import type { ValidateOptions } from './commands/validate.ts';
import { veiled } from './commands/veil.ts';
import type { ListOptions } from './commands/verb.ts';
import type { VerbName } from './commands/verbs.ts';
import { fill } from './fill.ts';
import { type Help, helpFor } from './text/help.ts';
import type { Lang } from './types.ts';
import { version } from './version.ts';

/** The language of talk: the locale's (LC_ALL, LC_MESSAGES, LANG, else the system's). */
export function talkLanguage(env: NodeJS.ProcessEnv): Lang {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale;
  if (/^zh[-_](TW|HK|MO|Hant)/i.test(locale)) return 'zh-Hant';
  return /^zh/i.test(locale) ? 'zh-Hans' : 'en';
}

function wantsColor(flag: boolean | undefined, env: NodeJS.ProcessEnv, terminal: boolean): boolean {
  if (flag !== undefined) return flag;
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR']) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}

function processIo(): Omit<Io, 'color'> {
  const { stdout, stderr, stdin, env } = process;
  let unread = false;
  return {
    cwd: process.cwd(),
    out: (chunk) =>
      new Promise((done, fail) => {
        stdout.write(chunk, (error) => {
          unread ||= (error as NodeJS.ErrnoException | null | undefined)?.code === 'EPIPE';
          if (error && !unread) fail(error);
          else done();
        });
      }),
    unread: () => unread,
    err: (text) => {
      stderr.write(text);
    },
    outIsTerminal: stdout.isTTY === true,
    errIsTerminal: stderr.isTTY === true,
    stdin: async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of stdin) chunks.push(chunk as Uint8Array);
      return Buffer.concat(chunks);
    },
    ...(stdin.isTTY && stderr.isTTY ? { secret: askSecret } : {}),
    columns: Math.max(40, stdout.columns || stderr.columns || Number(env['COLUMNS']) || 80),
    talk: talkLanguage(env),
    now: () => `${new Date().toISOString().slice(0, 19)}Z`,
    account: () => account(env),
    worker: new URL('./worker.js', import.meta.url),
  };
}

/** The name of the account; what the environment says where the system knows none. */
function account(env: NodeJS.ProcessEnv): string {
  try {
    return process.getBuiltinModule('node:os').userInfo().username;
  } catch {
    return env['USER'] ?? env['USERNAME'] ?? '';
  }
}

/** Asks at the terminal; what is typed is not shown. Ctrl-C interrupts as ever. */
async function askSecret(prompt: string): Promise<string | null> {
  const [{ createInterface }, { Writable }] = await Promise.all([import('node:readline/promises'), import('node:stream')]);
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  const given = await new Promise<string | null>((done) => {
    lines.once('line', done);
    lines.once('close', () => done(null));
    lines.once('SIGINT', () => {
      process.stderr.write('\n');
      process.kill(process.pid, 'SIGINT');
    });
  });
  lines.close();
  process.stderr.write('\n');
  return given;
}

type Run = (io: Io) => Promise<ExitCode>;

/** The command line as data: what each verb takes, and what it starts. */
export function program(h: Help, begin: (color: boolean | undefined, run: Run) => Promise<void>): Command {
  const start: typeof begin = (color, run) => begin(color, (io) => run(veiled(io)));
  const placed = (text: string) => text.replace('[options]', h.placeholders.options).replace('[command]', h.placeholders.command);
  const root = new Command('appraise')
    .description(h.tool)
    .version(version, '-V, --version', h.version)
    .helpOption('-h, --help', h.help)
    .helpCommand(false)
    .addOption(new Option('--color', h.color))
    .addOption(new Option('--no-color', h.noColor))
    .addHelpText('after', `\n${h.usage}`)
    .configureOutput({ outputError: () => undefined })
    .configureHelp({
      styleTitle: (title) => h.titles[title as keyof Help['titles']] ?? title,
      styleUsage: placed,
      styleSubcommandTerm: placed,
    })
    .exitOverride();
  const color = () => root.opts<{ color?: boolean }>().color;
  const begun = (run: Run) => start(color(), run);
  const tried = (c: Command) => policyOptions(c, h).option('--format <format>', h.checkFormat).option('--lang <lang>', h.reportLang);
  const listed = (name: VerbName | 'year', summary: string, format = h.verbFormat) =>
    listing(root.command(name).description(summary).argument('[files...]', h.verbFiles), h, { format });
  const rank = root.command('rank').description(h.rank).argument('[files...]', h.files);
  listing(rank, h, { format: h.format, lang: h.lang, usualLang: 'zh-Hans' })
    .option('--report <format=path>', h.report, several)
    .option('--show-values', h.showValues)
    .option('--before <file>', h.before, several)
    .action((files: string[], options: RankOptions) => begun(async (io) => (await import('./commands/rank.ts')).rank(io, files, options)));
  const verb = (name: VerbName, summary: string) =>
    listed(name, summary).action((files: string[], options: ListOptions & { approved?: boolean }) =>
      begun(async (io) => {
        const own = options.approved ? { approved: 'true' } : {};
        return (await import('./commands/verbs.ts')).run(io, name, files, options, own);
      }),
    );
  take(verb('talks', h.talks), h, 'history', 'records').option('--template <file>', h.template);
  take(verb('select', h.select), h, 'history');
  take(verb('advance', h.advance), h, 'history');
  take(verb('grades', h.grades), h, 'approved');
  verb('fitness', h.fitness);
  take(verb('evaluate', h.evaluate), h, 'records');
  take(verb('tolerance', h.tolerance), h, 'records');
  take(listed('year', h.year, h.format), h, 'history').action((files: string[], options: ListOptions) =>
    begun(async (io) => (await import('./commands/verbs.ts')).runYear(io, files, options)),
  );
  const notice = listed('notice', h.notice)
    .option('--from <date>', h.from)
    .option('--holidays <file>', h.holidays)
    .option('--contact <text>', h.contact);
  take(notice, h, 'approved').action((files: string[], options: NoticeOptions) =>
    begun(async (io) => (await import('./commands/notice.ts')).notice(io, files, options)),
  );
  const init = masked(policyOptions(root.command('init').description(h.init).argument('[files...]', h.initFiles), h), h);
  take(init, h, 'output', 'force').option('--lang <lang>', h.lang, 'zh-Hans').option('--fields', h.fields);
  take(init, h, 'limit', 'passwordFile').action((files: string[], options: InitOptions) =>
    begun(async (io) => (await import('./commands/init.ts')).init(io, files, options)),
  );
  const validate = masked(policyOptions(root.command('validate').description(h.validate).argument('[files...]', h.files), h), h);
  take(validate, h, 'period', 'map')
    .option('--mark <out>', h.mark)
    .option('--fix <out>', h.fix)
    .option('--each', h.each)
    .option('--format <format>', h.reportFormat, several)
    .option('--lang <lang>', h.reportLang);
  take(validate, h, 'strict').option('--max <n>', h.max);
  take(validate, h, 'showValues', 'force').option('--jobs <n>', h.jobs);
  take(validate, h, 'limit', 'verbose', 'passwordFile').action((files: string[], options: ValidateOptions) =>
    begun(async (io) => (await import('./commands/validate.ts')).validate(io, files, options)),
  );
  const inspect = masked(policyOptions(root.command('inspect').description(h.inspect).argument('[files...]', h.files), h), h);
  take(inspect, h, 'period', 'map').option('--format <format>', h.inspectFormat).option('--cells', h.cells);
  take(inspect, h, 'limit').option('--lang <lang>', h.reportLang);
  take(inspect, h, 'passwordFile').action((files: string[], options: InspectOptions) =>
    begun(async (io) => (await import('./commands/inspect.ts')).inspect(io, files, options)),
  );
  root
    .command('explain')
    .description(h.explain)
    .argument('[code]', h.code)
    .option('--format <format>', h.explainFormat)
    .option('--lang <lang>', h.reportLang)
    .action((code: string | undefined, options: ExplainOptions) =>
      begun(async (io) => (await import('./commands/explain.ts')).explain(io, code, options)),
    );
  const policy = root.command('policy').description(h.policyGroup).helpCommand(false);
  policyOptions(policy.command('show').description(h.show), h)
    .option('--format <format>', h.showFormat, 'text')
    .option('--regulation', h.regulation)
    .action((options: PolicyOptions) => begun(async (io) => (await import('./commands/policy.ts')).policyShow(io, options)));
  tried(policy.command('check').description(h.check)).action((options: PolicyOptions) =>
    begun(async (io) => (await import('./commands/policy.ts')).policyCheck(io, options)),
  );
  tried(policy.command('test').description(h.test)).action((options: PolicyOptions) =>
    begun(async (io) => (await import('./commands/policy.ts')).policyTest(io, options)),
  );
  policy
    .command('schema')
    .description(h.schema)
    .action(() => begun(async (io) => (await import('./commands/policy.ts')).policySchema(io)));
  trustCommands(root, h, begun);
  const dossier = dossierCommands(root, h, begun);
  for (const c of [...root.commands, ...policy.commands, ...dossier.commands])
    c.copyInheritedSettings(root).helpOption('-h, --help', h.help);
  return root;
}

/** Parses `argv`, runs the verb, sets the exit code; never exits while output is still on its way. */
export async function main(argv: readonly string[]): Promise<void> {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  process.once('SIGINT', () => {
    void import('./commands/output.ts').then(({ removeTemporary }) => {
      removeTemporary();
      process.exit(130);
    });
  });
  const base = processIo();
  try {
    await program(await helpFor(base.talk), async (color, run) => {
      process.exitCode = await run({ ...base, color: wantsColor(color, process.env, base.outIsTerminal && base.errIsTerminal) });
    }).parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) await reportUsage(base, error);
    else await reportBug(base, error);
  }
}

/** Help and version are done; anything else was not understood, and is said in the user's language. */
export async function reportUsage(io: Omit<Io, 'color'>, error: CommanderError): Promise<void> {
  process.exitCode = error.exitCode === 0 ? 0 : 2;
  if (error.exitCode === 0 || error.code === 'commander.help') return;
  const [{ wordsFor }, { plain, reportText }, { problem }] = await Promise.all([
    import('./text/text.ts'),
    import('./problems/report.ts'),
    import('./problems/problem.ts'),
  ]);
  const word = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  const near = /\(Did you mean (?:one of )?(.+?)\?\)/.exec(error.message)?.[1] ?? '';
  // Of `-o, --output <file>` the name that is easier to find.
  const option = word.split(/[ ,]+/).find((w) => w.startsWith('--')) ?? word.split(/[ ,]+/)[0] ?? '';
  const told =
    error.code === 'commander.unknownCommand'
      ? problem('usage/unknown-command', { command: word, near })
      : error.code === 'commander.optionMissingArgument'
        ? problem('usage/value-missing', { option })
        : error.code === 'commander.excessArguments'
          ? problem('usage/too-many-words', {})
          : problem('usage/unknown-option', { option, near });
  const page = { paint: plain, columns: io.columns, cap: null, verbose: true };
  io.err(reportText([told], await wordsFor(io.talk), page));
}

/** A fault of this program: asks for a report, with the way through the code but no message that may name a person. */
async function reportBug(io: Omit<Io, 'color'>, error: unknown): Promise<void> {
  const { wordsFor } = await import('./text/text.ts');
  const words = await wordsFor(io.talk);
  const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter((l) => /^\s+at /.test(l)) : [];
  const name = error instanceof Error ? error.name : typeof error;
  const message = process.env['APPRAISE_DEBUG'] && error instanceof Error ? `: ${error.message}` : '';
  io.err(`${fill(words.talk.bug, { version })}\n${name}${message}\n${stack.slice(0, 8).join('\n')}\n`);
  process.exitCode = 3;
}
