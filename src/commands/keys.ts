/** Keys that sign (Ed25519): read from PEM, made anew, and known by their fingerprints. Cryptography is Node's own. */
import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import { readWhole } from './inputs.ts';
import type { Io } from './io.ts';

/** SHA-256 of the public key (SPKI, DER) in hexadecimal: the same for both halves of a pair. */
export function fingerprint(key: KeyObject): string {
  const open = key.type === 'private' ? createPublicKey(key) : key;
  return createHash('sha256')
    .update(open.export({ type: 'spki', format: 'der' }))
    .digest('hex');
}

type Refused = 'not-a-key' | 'not-ed25519' | 'public' | 'private' | 'passphrase-needed' | 'passphrase-wrong';

/**
 * The private half (PKCS#8) in a file.
 * @param passphrase asked for where the key has one and it was not given; null: nobody can be asked
 */
export async function privateKey(
  io: Io,
  file: string,
  given: string | null,
  ask: () => Promise<string | null>,
): Promise<Out<KeyObject | null>> {
  const { value: pem, problems } = pemIn(io, file);
  if (pem === null) return { value: null, problems };
  if (/-----BEGIN PUBLIC KEY-----/.test(pem)) return refuse(file, 'public');
  const locked = /-----BEGIN ENCRYPTED PRIVATE KEY-----|ENCRYPTED/.test(pem);
  const passphrase = locked ? (given ?? (await ask())) : null;
  if (locked && (passphrase === null || passphrase === '')) return refuse(file, 'passphrase-needed');
  return keyOf(file, locked ? 'passphrase-wrong' : 'not-a-key', () =>
    createPrivateKey({ key: pem, format: 'pem', ...(passphrase === null ? {} : { passphrase }) }),
  );
}

/** The public half (SPKI) in a file; the private one has no business where something is verified. */
export function publicKey(io: Io, file: string): Out<KeyObject | null> {
  const { value: pem, problems } = pemIn(io, file);
  if (pem === null) return { value: null, problems };
  if (/-----BEGIN (?:ENCRYPTED )?PRIVATE KEY-----/.test(pem)) return refuse(file, 'private');
  return keyOf(file, 'not-a-key', () => createPublicKey({ key: pem, format: 'pem' }));
}

/** A new pair as PEM; the private half under a passphrase where one is given. */
export function newPair(passphrase: string | null): { readonly private: string; readonly public: string; readonly fingerprint: string } {
  const pair = generateKeyPairSync('ed25519');
  const lock = passphrase === null ? {} : { cipher: 'aes-256-cbc', passphrase };
  return {
    private: pair.privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }).toString(),
    public: pair.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    fingerprint: fingerprint(pair.publicKey),
  };
}

function pemIn(io: Io, file: string): Out<string | null> {
  const problems: Problem[] = [];
  const bytes = readWhole(path.resolve(io.cwd, file), file, problems);
  const [failed] = problems;
  const reason = failed?.code === 'file/unreadable' ? (failed.args as { reason: string }).reason : null;
  if (bytes === null) return { value: null, problems: reason === null ? problems : [problem('usage/key-file', { file, reason })] };
  return { value: Buffer.from(bytes).toString('latin1'), problems: [] };
}

function keyOf(file: string, otherwise: Refused, make: () => KeyObject): Out<KeyObject | null> {
  try {
    const key = make();
    return key.asymmetricKeyType === 'ed25519' ? { value: key, problems: [] } : refuse(file, 'not-ed25519');
  } catch {
    return refuse(file, otherwise);
  }
}

const refuse = (file: string, reason: Refused): Out<null> => ({ value: null, problems: [problem('usage/key-file', { file, reason })] });
