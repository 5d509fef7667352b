/** What every contract as JSON says of the run that it is of, as a shape and as data. */
import * as z from 'zod';
import { periodText } from '../table/period.ts';
import type { BookInput } from './ranking/context.ts';
import type { Run } from './results.ts';

/** What was read. */
export const readShape = {
  inputs: z.array(z.strictObject({ file: z.string(), sha256: z.string() })),
  masked: z.string().optional().describe('people are under pseudonyms: the mark of their key; hashes of inputs are keyed too'),
};

/** By what, of which period, from what. */
export const runShape = {
  tool: z.string(),
  asOf: z.string().nullable(),
  period: z.string().nullable(),
  policy: z.strictObject({ name: z.string(), edition: z.string(), sha256: z.string() }),
  ...readShape,
};

/** The files, and the mark of the key where people are under pseudonyms. */
export const readData = ({ inputs, masked }: Run) => ({
  inputs: inputs.map(({ file, sha256 }) => ({ file, sha256 })),
  ...(masked === undefined ? {} : { masked }),
});

/** The tool, the day, the period and the policy. */
export const aboutRun = ({ run, ranking }: Pick<BookInput, 'run' | 'ranking'>) => ({
  tool: run.tool,
  asOf: ranking.asOf,
  period: ranking.period ? periodText(ranking.period) : null,
  policy: { name: run.policy.rules.name['zh-Hans'], edition: run.policy.rules.edition, sha256: run.policy.sha256 },
});

/** All of it. */
export const runData = (input: Pick<BookInput, 'run' | 'ranking'>) => ({ ...aboutRun(input), ...readData(input.run) });
