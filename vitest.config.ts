import { readFileSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

/** The built-in policy and its regulation are imported as text, as the build does. */
const textFiles = {
  name: 'text-files',
  enforce: 'pre' as const,
  load(id: string) {
    return /\.(yaml|md)$/.test(id) ? `export default ${JSON.stringify(readFileSync(id, 'utf8'))}` : null;
  },
};

export default defineConfig({
  plugins: [textFiles],
  // `npm run slow` runs what waits for other processes, by the same settings.
  test: {
    include: [process.env['SLOW'] ? 'test/**/*.slow.ts' : 'test/**/*.test.ts'],
    globalSetup: ['test/support/build.ts'],
    testTimeout: 60_000,
    maxWorkers: '100%',
  },
});
