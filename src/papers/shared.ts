/** What all documents share: days and cells in words. */
import type { Day } from '../day.ts';
import { a1 } from '../problems/problem.ts';
import { fill, type Words } from '../text/text.ts';
import type { Place } from '../types.ts';

/** `2026年10月8日`, `8 October 2026`. */
export function dayText(day: Day, { documents: w }: Pick<Words, 'documents'>): string {
  const [year = '', month = '', date = ''] = day.split('-');
  return fill(w.day, { year, month: w.months[String(Number(month)) as `${keyof typeof w.months}`], day: String(Number(date)) });
}

/** All cells, each sheet named once: `q3.xlsx!工作!C5、D5；q3.xlsx!民测!C9`; of an archive its entries: `archive.dossier#12、#15`. */
export function placesText(from: readonly Place[], { documents: w }: Pick<Words, 'documents'>): string {
  const sheets = new Map<string, Set<string>>();
  for (const place of from) {
    const named = place.sheet === null ? place.file : `${place.file}!${place.sheet}`;
    const sheet = place.entry === undefined ? `${named}!` : named;
    const cells = sheets.get(sheet) ?? new Set();
    sheets.set(sheet, cells.add(a1(place)));
  }
  return [...sheets].map(([sheet, cells]) => `${sheet}${[...cells].join(w.cells)}`).join(w.sources);
}

/** A period as the core has it (`2026-01-01/2026-12-31`), for the eye and with a place to break; anything else as it is. */
export const spanText = (figure: string): string => figure.replace(/^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/, '$1 – $2');
