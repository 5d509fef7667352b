/** `appraise sign`: signs a workbook that is as it was written, the result and what was decided in it; `--new-key` makes a pair of keys. */
import { sign as signs } from 'node:crypto';
import path from 'node:path';
import { compare } from '../papers/compared.ts';
import { returnedIn } from '../papers/returned.ts';
import { type SignedStatement, signatureText, signedText } from '../papers/signature.ts';
import { problem } from '../problems/problem.ts';
import { fill, wordsFor } from '../text/text.ts';
import type { Problem } from '../types.ts';
import { readPasswordFile } from './inputs.ts';
import type { ExitCode, Io } from './io.ts';
import { fingerprint, newPair, privateKey } from './keys.ts';
import { isOfThisVersion, type NotObtained, notRemade, remadeFrom, type VerbOptions } from './obtain.ts';
import { reporter } from './options.ts';
import { writeNamed } from './output.ts';
import { besides, type Stated, statementsOf } from './signature.ts';
import { commandLine } from './suggest.ts';
import { remake } from './verbs.ts';
import { workbookIn } from './verify.ts';
import { folded } from './verify-talk.ts';

/** As commander hands them over. */
export interface SignOptions extends Pick<VerbOptions, 'limit' | 'passwordFile' | 'verbose'> {
  readonly key?: string;
  readonly newKey?: string;
  readonly output?: string;
  readonly force?: boolean;
}

/**
 * Signs a workbook, or makes a pair of keys.
 * @param named the workbook
 * @returns 0 done · 1 the workbook is not as it was written · 2 usage, or a file not written
 */
export async function sign(io: Io, named: string | undefined, options: SignOptions): Promise<ExitCode> {
  const report = reporter(io, await wordsFor(io.talk), options.verbose === true);
  const wrong = usageProblems(named, options);
  const done =
    wrong.length > 0
      ? not(2, wrong)
      : options.newKey === undefined
        ? await signed(io, named ?? '', options)
        : await keyMade(io, options.newKey, options);
  if (done.kind === 'said') {
    if (done.problems.length > 0) report(done.problems);
    await io.out(done.text);
    return 0;
  }
  report(done.problems);
  return done.exit;
}

type Done = { readonly kind: 'said'; readonly text: string; readonly problems: readonly Problem[] } | NotObtained;
const not = (exit: 1 | 2, problems: readonly Problem[]): NotObtained => ({ kind: 'not', exit, problems });

function usageProblems(named: string | undefined, { key, newKey }: SignOptions): Problem[] {
  if (newKey !== undefined) {
    const other = key !== undefined ? '--key' : (named ?? null);
    return other === null ? [] : [problem('usage/options-conflict', { one: '--new-key', other })];
  }
  return [
    ...(named === undefined ? [problem('usage/no-inputs', {})] : []),
    ...(key === undefined ? [problem('usage/value-missing', { option: '--key' })] : []),
  ];
}

async function signed(io: Io, named: string, options: SignOptions): Promise<Done> {
  const words = (await wordsFor(io.talk)).verify.sign;
  const file = options.key ?? '';
  const passphrase = await passphraseOf(io, options);
  if (passphrase.problems.length > 0) return not(2, passphrase.problems);
  const ask = async () => (await io.secret?.(fill(words.password, { file }))) ?? null;
  const { value: key, problems: unusable } = await privateKey(io, file, passphrase.value, ask);
  if (!key) return not(2, unusable);
  const read = await workbookIn(io, named, options);
  if (read.kind === 'not') return read;
  const { book, memory } = read;
  const { value: remade, problems } = await remadeFrom(book, remake);
  if (!remade) return not(1, problems);
  const comparison = compare(remade.paper, book);
  const returned = returnedIn(comparison, book, remade.policy);
  // Nobody's name goes under what was changed since it was computed.
  if (returned.problems.some((p) => p.severity === 'error'))
    return not(1, isOfThisVersion(memory) ? returned.problems : [notRemade(book, memory)]);
  const { result, decisions } = statementsOf(book, remade.paper, comparison);
  const part = (s: Stated): SignedStatement => ({
    ...s,
    signature: signs(null, Buffer.from(signedText(s), 'utf8'), key).toString('base64'),
  });
  const text = signatureText({
    workbook: path.basename(named),
    key: fingerprint(key),
    statements: [part(result), ...(decisions.count > 0 ? [part(decisions)] : [])],
  });
  const target = options.output ?? besides(named);
  const kept = { force: options.force, inputs: [read.path, path.resolve(io.cwd, file)] };
  const written = await writeNamed(io.cwd, target, Buffer.from(text, 'utf8'), kept);
  if (written.problem) return not(2, [written.problem]);
  const said = [
    fill(words[written.state === 'written' ? 'signed' : 'unchanged'], { file: written.file }),
    fill(decisions.count > 0 ? words.parts : words.noDecisions, { cells: result.count, decisions: decisions.count }),
    fill(words.key, { key: fingerprint(key) }),
  ];
  return { kind: 'said', text: lines(io, said), problems: returned.problems };
}

/** A pair of keys, each in its file: `NAME.pem` and `NAME.public.pem`. */
async function keyMade(io: Io, name: string, options: SignOptions): Promise<Done> {
  const words = (await wordsFor(io.talk)).verify.sign;
  const passphrase = await passphraseOf(io, options);
  if (passphrase.problems.length > 0) return not(2, passphrase.problems);
  const base = name.replace(/\.pem$/i, '');
  const pair = newPair(passphrase.value);
  // A key that others know by its fingerprint is never written over, whatever is said.
  const write = (ending: string, text: string) => writeNamed(io.cwd, `${base}${ending}`, Buffer.from(text, 'utf8'), { inputs: [] });
  const secret = await write('.pem', pair.private);
  const open = secret.problem ? secret : await write('.public.pem', pair.public);
  if (open.problem) return not(2, [open.problem]);
  const said = [
    fill(words.made, { private: secret.file, public: open.file }),
    fill(words.key, { key: pair.fingerprint }),
    words.ask,
    fill(words.next, { command: commandLine('sign', ['RANKED.xlsx'], { '--key': secret.file }) }),
  ];
  return { kind: 'said', text: lines(io, said), problems: [] };
}

const lines = (io: Io, said: readonly string[]): string => `${said.map((t) => folded(t, io.columns)).join('\n')}\n`;

async function passphraseOf(io: Io, { passwordFile }: SignOptions) {
  return passwordFile === undefined ? { value: null, problems: [] } : readPasswordFile(passwordFile, io);
}
