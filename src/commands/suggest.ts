/** Commands that the talk suggests: quoted so that they can be copied as they stand, and never broken over lines. */
import path from 'node:path';
import { visible } from '../problems/width.ts';

/** An argument as a shell takes it: plain names as they are, others in quotes that both Windows and Unix understand where one can. */
export function quoted(argument: string): string {
  const shown = visible(argument);
  const safe = shown.startsWith('-') && shown.length > 1 && !shown.startsWith('--') ? `./${shown}` : shown;
  if (/^[\p{L}\p{N}_@%+=:,./-]+$/u.test(safe)) return safe;
  return /["$`!\\]/.test(safe) ? `'${safe.replaceAll("'", `'\\''`)}'` : `"${safe}"`;
}

/** Values of options under their flags, as they were given; false and undefined were not. */
export type Given = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** More names than these, and the folders they lie in are named instead. */
const mostNames = 12;

/** `appraise rank "1 处.xlsx" --policy mine.yaml`, with what was named on the command line; of very many files their folders. */
export function commandLine(verb: string, files: readonly string[], given: Given = {}): string {
  const options = Object.entries(given).flatMap(([flag, value]) => {
    if (value === undefined || value === false) return [];
    if (value === true) return [flag];
    return (typeof value === 'string' ? [value] : value).flatMap((v) => [flag, quoted(v)]);
  });
  const short = files.length > mostNames ? [...new Set(files.map((f) => (f === '-' ? f : path.dirname(f))))] : files;
  const named = short.map((f) => (f === '-' ? f : quoted(f)));
  return ['appraise', verb, ...named, ...options].join(' ');
}

/** What commander handed over, under its flags, for a command that can be copied; `only` these where another verb takes fewer. */
export function optionsGiven(options: object, only?: ReadonlySet<string>): Given {
  const all = Object.entries(options as Given).filter(([name, value]) => !(name === 'lang' && value === 'zh-Hans'));
  return Object.fromEntries(
    all
      .filter(([name]) => only === undefined || only.has(name))
      .map(([name, value]) => [name === 'output' ? '-o' : `--${name.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`, value]),
  );
}
