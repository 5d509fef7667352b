// The product against the second implementation, on random exports laid out in random ways.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Results } from '../../src/papers/results.ts';
import { exportArb, paramsArb } from '../oracle/arbitraries.ts';
import { csvFiles, csvSafe, type LaidBook, type LayoutOpts, layOut, layoutArb, toXlsx } from '../oracle/layout.ts';
import type { OfficeExport } from '../oracle/model.ts';
import { type Results as Expected, rankPlainly } from '../oracle/oracle.ts';
import { policyOf, recordedLast } from '../oracle/product.ts';
import { type policyWith, type Ran, run } from '../support/pipeline.ts';

/** Of the product's results what the oracle also says. */
function comparable(r: Results): unknown {
  const verdicts = (vs: Results['people'][number]['verdicts']) => recordedLast(vs.map(({ from, clause, ...v }) => v));
  const checks = (cs: Results['people'][number]['checks']) => cs.map(({ from, ...c }) => c);
  return {
    groups: r.groups.map((g) => ({ ...g, cuts: g.cuts.map(({ ties, ...c }) => c) })),
    people: r.people.map(({ verdicts: v, checks: c, post, ...p }) => ({ ...p, verdicts: verdicts(v), checks: checks(c) })),
    notRanked: r.notRanked.map(({ verdicts: v, checks: c, id, name, category, level, reason }) => ({
      id,
      name,
      category,
      level,
      reason,
      verdicts: verdicts(v),
      checks: checks(c),
    })),
  };
}

const periodFlag = (office: OfficeExport, opts: LayoutOpts): string | null => (opts.periodIn === 'nowhere' ? office.period : null);

async function runXlsx(books: readonly LaidBook[], policy: ReturnType<typeof policyWith>, period: string | null): Promise<Ran> {
  const files = await Promise.all(books.map(async (b) => ({ file: b.file, bytes: await toXlsx(b) })));
  return run(files, policy, period);
}

function agrees(ran: Ran, expected: Expected): void {
  expect(ran.errors).toEqual([]);
  const ordered = <P extends { verdicts: Expected['people'][number]['verdicts'] }>(p: P) => ({ ...p, verdicts: recordedLast(p.verdicts) });
  const groups = expected.groups;
  const [people, notRanked] = [expected.people.map(ordered), expected.notRanked.map(ordered)];
  expect(comparable(ran.results)).toEqual({ groups, people, notRanked });
}

test('xlsx: every digit, rank and list as the oracle says', async () => {
  await fc.assert(
    fc.asyncProperty(exportArb(), layoutArb, paramsArb, async (office, opts, params) => {
      agrees(
        await runXlsx(layOut(office, opts), policyOf(params), periodFlag(office, opts)),
        rankPlainly(office, params, opts.inspections === 'sheets'),
      );
    }),
    { numRuns: 30, interruptAfterTimeLimit: 15_000 },
  );
});

test('csv: the same', async () => {
  await fc.assert(
    fc.asyncProperty(exportArb(), layoutArb, paramsArb, async (office, any, params) => {
      const opts = csvSafe(any);
      const files = layOut(office, opts)
        .flatMap(csvFiles)
        .map(({ file, text }) => ({ file, bytes: new TextEncoder().encode(text) }));
      agrees(await run(files, policyOf(params), periodFlag(office, opts)), rankPlainly(office, params, opts.inspections === 'sheets'));
    }),
    { numRuns: 80, interruptAfterTimeLimit: 15_000 },
  );
});
