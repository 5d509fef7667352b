import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { writeXlsx } from '../../src/sheets/xlsx-write.ts';
import { sampleBook } from './paper.ts';

test('hash', async () => {
  expect(new Date(2000, 0, 1).getTimezoneOffset()).toBe(
    { 'Asia/Shanghai': -480, 'America/New_York': 300, UTC: 0 }[process.env.TZ ?? 'UTC'],
  );
  const hash = createHash('sha256')
    .update(await writeXlsx(sampleBook()))
    .digest('hex');
  console.log(`${process.env.TZ} ${hash}`);
});
