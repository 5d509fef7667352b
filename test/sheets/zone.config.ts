import { defineConfig } from 'vitest/config';

/** Runs one file in a process of its own, started by `xlsx-write.test.ts` under several time zones. */
export default defineConfig({ test: { include: ['test/sheets/hash-in-zone.ts'] } });
