/** Packages of parts whose bytes depend on their contents alone: sorted, one fixed time, no system named. */

import { type Zippable, zipSync } from 'fflate';
import { byText } from '../order.ts';

/** Zip times are local times without a zone: built from local fields, this one is the same in all of them. */
const fixedTime = new Date(1980, 0, 1, 12);

/** The parts as a zip. */
export function fixedZip(parts: Readonly<Record<string, Uint8Array>>): Uint8Array {
  const sorted: Zippable = {};
  for (const name of Object.keys(parts).sort(byPlace)) sorted[name] = parts[name] as Uint8Array;
  return zipSync(sorted, { level: 6, mtime: fixedTime, os: 0 });
}

/** The content types first, as readers that stream expect. */
function byPlace(a: string, b: string): number {
  const place = (name: string) => (name === '[Content_Types].xml' ? 0 : name.startsWith('_rels/') ? 1 : 2);
  return place(a) - place(b) || byText(a, b);
}
