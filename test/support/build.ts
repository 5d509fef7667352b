// Tests that run the real program run what stands in src now.
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export default function setup(): void {
  const root = path.resolve(import.meta.dirname, '../..');
  execFileSync(process.execPath, [path.join(root, 'node_modules/rolldown/bin/cli.mjs'), '-c', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'ignore',
  });
  execFileSync(process.execPath, [path.join(root, 'dist/make-schemas.js')], { cwd: root });
}
