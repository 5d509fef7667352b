/** What is said passes through a veil: once people have pseudonyms nothing is said of them under their names, not even by a file's name. */
import type { Io, Veil } from './io.ts';

/** The same desk with a veil that `io.veil` draws; bytes that are an output pass as they are, for they were masked where they were made. */
export function veiled<T extends Omit<Io, 'veil'>>(io: T): T & Pick<Io, 'veil'> {
  let through: Veil = { err: (text) => text, out: (text) => text };
  return {
    ...io,
    veil: (mask) => {
      through = mask;
    },
    err: (text) => io.err(through.err(text)),
    out: (chunk) => io.out(typeof chunk === 'string' ? through.out(chunk) : chunk),
  };
}
