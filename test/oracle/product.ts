// What the product makes of an export of the oracle's: laid out, written to files, read and ranked.
import type { Policy } from '../../src/policy/policy.ts';
import { type Ran, run } from '../support/pipeline.ts';
import { csvFiles, csvSafe, type LayoutOpts, layOut } from './layout.ts';
import type { OfficeExport } from './model.ts';

export function runCsv(office: OfficeExport, layout: LayoutOpts, policy: Policy, asOf: string | null = null): Promise<Ran> {
  const books = layOut(office, csvSafe(layout));
  const files = books.flatMap(csvFiles).map(({ file, text }) => ({ file, bytes: new TextEncoder().encode(text) }));
  return run(files, policy, layout.periodIn === 'nowhere' ? office.period : null, asOf);
}
