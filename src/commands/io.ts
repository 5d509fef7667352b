/** What a command may touch: handed in by cli.ts, replaced in tests. */
import type { Lang } from '../types.ts';

/** What is done to texts that are said. */
export interface Veil {
  /** Talk. */
  readonly err: (text: string) => string;
  /** Results, which are masked where they are made: what they say of units must not be touched again. */
  readonly out: (text: string) => string;
}

export interface Io {
  readonly cwd: string;
  readonly out: (chunk: string | Uint8Array) => Promise<void>;
  /** Whoever read the output has gone (`| head`): what is written from here on nobody sees. */
  readonly unread?: () => boolean;
  readonly err: (text: string) => void;
  /** From here on every text goes out through these: set once people have pseudonyms. */
  readonly veil?: (mask: Veil) => void;
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly stdin: () => Promise<Uint8Array>;
  /**
   * Asks for a password without showing what is typed; null where there is no terminal to ask at, or nothing was
   * given. `prompt` is printed as it is.
   */
  readonly secret?: (prompt: string) => Promise<string | null>;
  /** Columns of the terminal; 80 where there is none. */
  readonly columns: number;
  readonly color: boolean;
  /** Language of talk on the terminal: follows the locale. */
  readonly talk: Lang;
  /** The clock: UTC, to the second, as `2026-11-27T08:00:00Z`. Only the archive's log asks it. */
  readonly now: () => string;
  /** The account that the machine knows the user by; only the archive's log names it. */
  readonly account: () => string;
  /** Entry of the worker threads; absent: everything is done on the main thread. */
  readonly worker?: URL;
}

/** What comes through standard input comes once only, and some look at it twice. */
export function onceRead(io: Io): Io {
  let piped: Promise<Uint8Array> | undefined;
  return {
    ...io,
    stdin: () => {
      piped ??= io.stdin();
      return piped;
    },
  };
}

/** 0 done · 1 problems in the data · 2 usage or policy wrong · 3 could not run. */
export type ExitCode = 0 | 1 | 2 | 3;
