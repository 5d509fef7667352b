import { defineConfig } from 'rolldown';

/** One bundle with a chunk for everything that is loaded when first used; policy and regulation become text. */
export default defineConfig({
  input: { cli: 'src/cli.ts', index: 'src/index.ts', worker: 'src/commands/worker.ts', 'make-schemas': 'src/make-schemas.ts' },
  platform: 'node',
  // Its binaries are found beside its own files.
  external: ['@photostructure/sqlite'],
  moduleTypes: { '.yaml': 'text', '.md': 'text' },
  output: { dir: 'dist', format: 'esm', cleanDir: true, chunkFileNames: '[name]-[hash].js', minify: false, sourcemap: false },
});
