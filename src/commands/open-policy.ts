/** Reads the policy that a command works by: the file named, or the built-in one, with its regulation. */
import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { type Json, unpacked } from '../pack.ts';
import { builtinPolicy } from '../policy/builtin.ts';
import type { ColumnMap } from '../policy/column-map.ts';
import type { Policy } from '../policy/policy.ts';
import { problem } from '../problems/problem.ts';
import type { Out, Problem } from '../types.ts';
import type { Io } from './io.ts';

export interface OpenedPolicy {
  /** null where the file cannot be read or the policy is wrong: `problems` says why. */
  readonly policy: Policy | null;
  /** As the user named it; `appraise:default` for the built-in one, `-` for standard input. */
  readonly file: string;
  readonly text: string;
  /** Of the file's bytes, in hexadecimal; empty where it cannot be read. */
  readonly sha256: string;
  /** null where the policy names none or it cannot be read. */
  readonly regulation: { readonly file: string; readonly text: string } | null;
  /** `--map`: what it says of columns stands before what the policy says. */
  readonly map?: ColumnMap & { readonly sha256: string };
  readonly problems: readonly Problem[];
}

/**
 * Opens a policy and settles its dated values.
 * @param file path as the user named it, `-` for standard input; undefined: the built-in policy
 * @param mapFile path of a map of columns, laid over the policy
 * @param asOf ISO date that dated values are taken for; null: dated values are refused (`policy/undated`)
 */
export async function openPolicy(file: string | undefined, asOf: string | null, io: Io, mapFile?: string): Promise<OpenedPolicy> {
  const fromDisk = (path: string): Promise<ReadText> => readText(path, () => readSmall(resolve(io.cwd, path)));
  const read = file === undefined ? builtin() : file === '-' ? await readText(file, io.stdin) : await fromDisk(file);
  const known: Pick<OpenedPolicy, 'file' | 'text' | 'sha256' | 'map'> = { file: read.file, text: read.text, sha256: read.sha256 };
  if (read.refused !== null) {
    return {
      ...known,
      policy: null,
      regulation: null,
      problems: [problem('policy/unreadable', { reason: read.refused }, { file: read.file })],
    };
  }
  const laid = mapFile === undefined ? null : await fromDisk(mapFile);
  if (laid?.refused) {
    const unread = problem('policy/unreadable', { reason: laid.refused }, { file: laid.file });
    return { ...known, policy: null, regulation: null, problems: [unread] };
  }
  if (laid) Object.assign(known, { map: { file: laid.file, text: laid.text, sha256: laid.sha256 } });
  const ready = file === undefined && laid === null ? builtinLoaded(read.sha256) : null;
  const { value: policy, problems } = ready ?? (await import('../policy/column-map.ts')).loadMapped(known, asOf);
  if (!policy || policy.regulation === undefined) return { ...known, policy, regulation: null, problems };
  if (file === undefined) return { ...known, policy, regulation: { file: policy.regulation, text: builtinPolicy.regulation }, problems };
  const beside = isAbsolute(policy.regulation) ? policy.regulation : join(dirname(file), policy.regulation);
  const regulation = await fromDisk(beside);
  if (regulation.refused === null) return { ...known, policy, regulation: { file: beside, text: regulation.text }, problems };
  return { ...known, policy, regulation: null, problems: [...problems, problem('policy/no-regulation', { file: beside }, { file })] };
}

/** A policy as a workbook remembers it, with the map of columns that was laid over it. */
export interface RememberedPolicy {
  readonly policy: { readonly file: string; readonly text: string; readonly sha256: string };
  readonly map: (ColumnMap & { readonly sha256: string }) | null;
}

/** `openPolicy` without a file: by a text that is known. */
export async function openRemembered({ policy: of, map }: RememberedPolicy, asOf: string | null): Promise<OpenedPolicy> {
  const known = { file: of.file, text: of.text, sha256: of.sha256, ...(map ? { map } : {}) };
  const ready = map === null && of.text === builtinPolicy.text ? builtinLoaded(of.sha256) : null;
  const key = JSON.stringify([of.file, of.text, map, asOf]);
  const found = ready ?? loaded.get(key) ?? (await import('../policy/column-map.ts')).loadMapped(known, asOf);
  if (!ready) loaded.set(key, found);
  return { ...known, policy: found.value, regulation: null, problems: found.problems };
}

/** Policies by their texts: a year that is verified opens the same one for each quarter. */
const loaded = new Map<string, Out<Policy | null>>();

/** A map of columns as it lies on the disk; a problem (`policy/unreadable`) where it cannot be read. */
export async function readMap(io: Io, named: string): Promise<Out<{ file: string; text: string; sha256: string } | null>> {
  const { file, text, sha256, refused } = await readText(named, () => readSmall(resolve(io.cwd, named)));
  if (refused === null) return { value: { file, text, sha256 }, problems: [] };
  return { value: null, problems: [problem('policy/unreadable', { reason: refused }, { file })] };
}

interface ReadText {
  readonly file: string;
  readonly text: string;
  readonly sha256: string;
  /** The system's reason, short and technical. */
  readonly refused: string | null;
}

function builtin(): ReadText {
  const { file, text } = builtinPolicy;
  return { file, text, sha256: sha256(new TextEncoder().encode(text)), refused: null };
}

/**
 * The built-in policy as the build has loaded it: to parse and check it at every start takes longer than most commands. null where there is
 * none beside the program, or it is of another text; then it is loaded from its text.
 */
function builtinLoaded(sha: string): Out<Policy> | null {
  try {
    const found = JSON.parse(readFileSync(new URL('./builtin-policy.json', import.meta.url), 'utf8')) as { sha256: string; policy: Json };
    return found.sha256 === sha ? { value: unpacked(found.policy) as Policy, problems: [] } : null;
  } catch {
    return null;
  }
}

const largest = 4 * 1024 * 1024;

async function readText(file: string, read: () => Promise<Uint8Array>): Promise<ReadText> {
  const refused = (reason: string): ReadText => ({ file, text: '', sha256: '', refused: reason });
  let bytes: Uint8Array;
  try {
    bytes = await read();
  } catch (e) {
    return refused(e instanceof Error ? (e.message.split(', ')[0] ?? e.message) : String(e));
  }
  if (bytes.length > largest) return refused(`more than ${largest} bytes`);
  try {
    return { file, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), sha256: sha256(bytes), refused: null };
  } catch {
    return refused('not UTF-8 text');
  }
}

/** Bytes of a file; of a larger one only enough to tell that it is too large. */
async function readSmall(path: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of createReadStream(path, { end: largest })) chunks.push(chunk as Uint8Array);
  return Buffer.concat(chunks);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
