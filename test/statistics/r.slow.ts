// The kept figures are what R prints: run where R is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const here = (name: string) => new URL(`./r/${name}`, import.meta.url).pathname;
const installed = spawnSync('Rscript', ['--version']).status === 0;

describe.skipIf(!installed)('R says the same again', () => {
  test('fixtures.json', () => {
    const again = JSON.parse(execFileSync('Rscript', [here('fixtures.R')], { encoding: 'utf8' }));
    expect(again).toEqual(JSON.parse(readFileSync(here('fixtures.json'), 'utf8')));
  });
});
