import type { Place, Problem } from '../types.ts';
import { type Code, type ProblemArgs, severities } from './register.ts';

type Where = Partial<Pick<Problem, 'file' | 'sheet' | 'place' | 'header' | 'person' | 'clause'>>;

/** A problem of the register, with its own severity. `where` says where it stands; a place implies file and sheet. */
export function problem<C extends Code>(code: C, args: ProblemArgs[C], where: Where = {}): Problem<C> {
  const { place } = where;
  const stand = place ? { file: place.file, sheet: place.sheet } : {};
  return { code, severity: severities[code], args, ...stand, ...where };
}

/** Column letters of a zero-based column: 0 → A, 26 → AA. */
export function columnName(col: number): string {
  let name = '';
  for (let n = col + 1; n > 0; n = Math.floor((n - 1) / 26)) name = String.fromCharCode(65 + ((n - 1) % 26)) + name;
  return name;
}

/** `F14`, as Excel names the cell; of an archive `#123`, its entry. */
export function a1(place: { readonly row: number; readonly col: number; readonly entry?: number }): string {
  if (place.entry !== undefined) return `#${place.entry}`;
  return `${columnName(place.col)}${place.row + 1}`;
}

/** `q3.xlsx!考核得分!F14`; a CSV file has no sheet to name, and of an archive it is the entry: `archive.dossier#123`. */
export function placeText(place: Place): string {
  if (place.entry !== undefined) return `${place.file}${a1(place)}`;
  return place.sheet === null ? `${place.file}!${a1(place)}` : `${place.file}!${place.sheet}!${a1(place)}`;
}

/** Errors that stop everything, as against those of one person that `--allow-incomplete` may leave out (rules §5.3). */
export function isFatal(p: Problem): boolean {
  return p.severity === 'error' && p.person === undefined;
}
