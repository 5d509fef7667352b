/** Whether a workbook is the one that was signed: the result and, by itself, what was decided in it. */
import { createHash, type KeyObject, verify as verifies } from 'node:crypto';
import path from 'node:path';
import type { Book } from '../book.ts';
import type { PaperBook } from '../paper.ts';
import type { Comparison } from '../papers/compared.ts';
import { readSignature, type SignatureFile, type SignedStatement, signedText } from '../papers/signature.ts';
import { decisionsStatement, resultStatement } from '../papers/statement.ts';
import { problem } from '../problems/problem.ts';
import type { Problem } from '../types.ts';
import { readWhole } from './inputs.ts';
import type { Io } from './io.ts';
import { fingerprint, publicKey } from './keys.ts';
import type { NotObtained } from './obtain.ts';

/** Where the signature of a workbook lies unless it is said otherwise. */
export const besides = (workbook: string): string => `${workbook}.sig`;

/** What a signature says of a part of the workbook. */
type State = 'valid' | 'changed' | 'unsigned' | 'none';

export interface Signed {
  readonly file: string;
  /** Fingerprint of the key that signed. */
  readonly key: string;
  readonly result: State;
  readonly decisions: State;
}

/** A statement by its hash, ready to be signed or to be held against one that was. */
export type Stated = Omit<SignedStatement, 'signature'>;

/** Both statements of a workbook as it stands. */
export function statementsOf(
  book: Book,
  paper: PaperBook,
  comparison: Comparison,
): { readonly result: Stated; readonly decisions: Stated } {
  const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
  const whole = resultStatement(book, paper, comparison);
  const result: Stated = { of: 'result', sha256: hash(whole.text), count: whole.count };
  const filled = decisionsStatement(comparison, result.sha256);
  return { result, decisions: { of: 'decisions', sha256: hash(filled.text), count: filled.count } };
}

/**
 * Reads and verifies a signature.
 * @returns problems: another key, a damaged file, content or decisions that changed; each by itself
 */
export async function signatureOf(
  io: Io,
  workbook: string,
  named: string,
  book: Book,
  paper: PaperBook,
  comparison: Comparison,
  options: { readonly signature?: string; readonly key?: string },
): Promise<{ readonly kind: 'signed'; readonly value: Signed | null; readonly problems: readonly Problem[] } | NotObtained> {
  const { value: key, problems } = publicKey(io, options.key ?? '');
  if (!key) return { kind: 'not', exit: 2, problems };
  const shown = options.signature ?? besides(named);
  const unread: Problem[] = [];
  const at = options.signature === undefined ? besides(workbook) : path.resolve(io.cwd, options.signature);
  const bytes = readWhole(at, shown, unread);
  if (bytes === null) return { kind: 'not', exit: 2, problems: unread };
  const file = readSignature(Buffer.from(bytes).toString('utf8'));
  const damaged = problem('file/signature-damaged', {}, { file: shown });
  if (!file) return { kind: 'signed', value: null, problems: [damaged] };
  const own = fingerprint(key);
  if (file.key !== own) {
    const other = problem('file/signature-other-key', { signed: file.key.slice(0, 16), given: own.slice(0, 16) }, { file: shown });
    return { kind: 'signed', value: null, problems: [other] };
  }
  if (!file.statements.every((s) => isGenuine(s, key))) return { kind: 'signed', value: null, problems: [damaged] };
  return { kind: 'signed', ...judged(file, statementsOf(book, paper, comparison), shown) };
}

const isGenuine = (s: SignedStatement, key: KeyObject): boolean =>
  verifies(null, Buffer.from(signedText(s), 'utf8'), key, Buffer.from(s.signature, 'base64'));

function judged(file: SignatureFile, now: ReturnType<typeof statementsOf>, shown: string): { value: Signed; problems: Problem[] } {
  const of = (kind: Stated['of']) => file.statements.find((s) => s.of === kind);
  const [result, decisions] = [of('result'), of('decisions')];
  const same = (was: Stated | undefined, is: Stated): State =>
    was === undefined ? 'unsigned' : was.sha256 === is.sha256 ? 'valid' : 'changed';
  const value: Signed = {
    file: shown,
    key: file.key,
    result: same(result, now.result),
    decisions: decisions === undefined && now.decisions.count === 0 ? 'none' : same(decisions, now.decisions),
  };
  const where = { file: shown };
  return {
    value,
    problems: [
      ...(value.result === 'valid' ? [] : [problem('file/signature-content', {}, where)]),
      // Decisions are bound to the result: where that changed, it is told once.
      ...(value.decisions === 'changed' && value.result === 'valid' ? [problem('file/signature-decisions', {}, where)] : []),
      ...(value.decisions === 'unsigned' ? [problem('file/decisions-unsigned', {}, where)] : []),
    ],
  };
}
